// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"context"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/refdata"
)

// Gap holds what a State supported in one review against what each voice says
// has been done about it. Voices stand beside each other and are never taken
// together.
type Gap struct {
	Review heed.Review `json:"review"`
	// Supported is how many recommendations the State supported, in part or whole;
	// Silent on how many of them nobody has said anything here.
	Supported int `json:"supported"`
	Silent    int `json:"nothing_said"`
	// Noted is how many it noted, NotedSaid on how many of those somebody has.
	Noted     int `json:"noted"`
	NotedSaid int `json:"noted_something_said"`
	// Voices counts what each voice says, by value.
	Voices []GapVoice `json:"voices"`
	// Themes, Leads and Times count the same of parts: by theme, which is told by
	// rule and of which a recommendation has several or none; by who leads a measure
	// that serves it or was assigned; and by the time that is left.
	Themes []GapPart `json:"themes_by_rule"`
	Leads  []GapPart `json:"institutions"`
	Times  []GapPart `json:"time_left"`
	// Part counts the same of the theme, institution or time that the query asks for;
	// nil where it asks for all.
	Part *GapPart `json:"part,omitempty"`
	// Next is the day of the review until which there is time; nil where that has been
	// held, is over, or is not known of.
	Next *refdata.Day `json:"next_review"`
	// Rows are the supported recommendations that the query asks for.
	Rows []GapRow `json:"recommendations"`
}

// GapVoice is what one voice says of some recommendations.
type GapVoice struct {
	Voice heed.Voice `json:"voice"`
	// Spoken is on how many of them it says anything itself, Divided on how many its
	// institutions do not say the same. Those are counted under each value that is
	// said, so the values can come to more than Spoken.
	Spoken  int                    `json:"spoken"`
	Divided int                    `json:"divided"`
	Counts  []Count[heed.Progress] `json:"counts"`
	// Index counts UPR Info's levels of this voice alone.
	Index []Count[IndexLevel] `json:"upr_info_index"`
}

// GapPart is a part of what was supported.
type GapPart struct {
	Value  string     `json:"value,omitempty"`
	Name   string     `json:"name,omitempty"`
	Of     int        `json:"supported"`
	Silent int        `json:"nothing_said"`
	Voices []GapVoice `json:"voices"`

	lead   heed.Institution
	rows   []GapRow
	voices []heed.Voice
}

// Called names an institution that a part is of.
func (p GapPart) Called(language string) string { return p.lead.Name(language) }

// GapRow is a supported recommendation with what is said of it.
type GapRow struct {
	ID       heed.RecID    `json:"id"`
	Position heed.Position `json:"position"`
	Text     string        `json:"text"`
	Language string        `json:"text_language"`
	Themes   []label.Theme `json:"themes_by_rule,omitempty"`
	// Leads are who leads a published measure that serves it, and who was assigned;
	// Left is the time until the first of those measures is due that is not done.
	Leads []heed.ID `json:"leads,omitempty"`
	Left  TimeLeft  `json:"time_left,omitempty"`
	// Said is what each institution itself says last, Quoted how many quotations
	// there are besides, Measures how many measures are published that serve it.
	Said     []GapSaid `json:"said"`
	Quoted   int       `json:"quoted"`
	Measures int       `json:"measures"`
}

// GapSaid is what one institution says.
type GapSaid struct {
	Assessment heed.ID       `json:"assessment"`
	Voice      heed.Voice    `json:"voice"`
	By         string        `json:"institution"`
	Progress   heed.Progress `json:"progress"`
	AsOf       heed.Date     `json:"as_of"`

	speaker heed.Institution
}

// Called names who says it.
func (s GapSaid) Called(language string) string { return s.speaker.Name(language) }

// TimeLeft is how much time is left until a measure is due.
type TimeLeft string

// The times. What is done, or has no day, is not due.
const (
	TimeOver   TimeLeft = "over"
	HalfAYear  TimeLeft = "half_a_year"
	AYear      TimeLeft = "a_year"
	MoreThan   TimeLeft = "more"
	NothingDue TimeLeft = "nothing_due"
)

// TimesLeft lists all times, the most urgent first.
var TimesLeft = []TimeLeft{TimeOver, HalfAYear, AYear, MoreThan, NothingDue}

// timeLeft is the time from a day until another; NothingDue where that is "".
func timeLeft(today, due heed.Date) TimeLeft {
	switch {
	case due == "":
		return NothingDue
	case due < today:
		return TimeOver
	case due <= today.Add(183):
		return HalfAYear
	case due <= today.Add(365):
		return AYear
	}
	return MoreThan
}

// GapQuery chooses from the supported recommendations; what is empty chooses
// all.
type GapQuery struct {
	Theme label.Theme
	Lead  heed.ID
	Left  TimeLeft
	// Voice and Progress choose those of which a voice says something, or this.
	Voice    heed.Voice
	Progress heed.Progress
	// Silent chooses those of which nobody has said anything.
	Silent bool
}

func (q GapQuery) fits(r GapRow) bool {
	return (q.Theme == "" || slices.Contains(r.Themes, q.Theme)) && (q.Lead == "" || slices.Contains(r.Leads, q.Lead)) && (q.Left == "" || r.Left == q.Left) && (!q.Silent || len(r.Said) == 0) &&
		(q.Voice == "" && q.Progress == "" || slices.ContainsFunc(r.Said, func(s GapSaid) bool {
			return (q.Voice == "" || s.Voice == q.Voice) && (q.Progress == "" || s.Progress == q.Progress)
		}))
}

// Gap gives the gap of a review on a day, as far as the viewer may see.
func (f *Finder) Gap(ctx context.Context, viewer heed.Viewer, id heed.ReviewID, today heed.Date, q GapQuery) (Gap, error) {
	out := Gap{Rows: []GapRow{}, Themes: []GapPart{}, Leads: []GapPart{}, Times: []GapPart{}, Voices: []GapVoice{}}
	err := f.view(ctx, viewer, func(s snapshot) error {
		r, err := f.review(ctx, s, id)
		if err != nil {
			return err
		}
		l, err := f.library(ctx, s)
		if err != nil {
			return err
		}
		all, err := f.following.catchUp(ctx, s)
		if err != nil {
			return err
		}
		follow := Follow{viewer, all, newBoxes(f.open)}
		out.Review = r.record.Review
		rows := out.sort(follow, today, l.answer(Query{Scope: In(id)}).Rows)
		whole := GapPart{rows: rows, voices: voicesOf(rows)}
		whole.count()
		out.Supported, out.Silent, out.Voices = len(rows), whole.Silent, whole.Voices
		out.byTheme(whole.voices, rows)
		out.byLead(follow, whole.voices, rows)
		out.byTime(whole.voices, rows)
		if next := l.after(id, today); next.Given() && next.Done == nil && !next.Past(today) {
			out.Next = &next
		}
		if part := (GapQuery{Theme: q.Theme, Lead: q.Lead, Left: q.Left}); part != (GapQuery{}) {
			out.Part = &GapPart{voices: whole.voices}
			for _, row := range rows {
				if part.fits(row) {
					out.Part.rows = append(out.Part.rows, row)
				}
			}
			out.Part.count()
		}
		for _, row := range rows {
			if q.fits(row) {
				out.Rows = append(out.Rows, row)
			}
		}
		return nil
	})
	return out, err
}

// sort makes rows of what was supported, and counts the rest.
func (g *Gap) sort(f Follow, today heed.Date, hits []Hit) []GapRow {
	var out []GapRow
	for _, hit := range hits {
		switch row := f.gapRow(hit, today); hit.Position {
		case heed.Supported, heed.Partial:
			out = append(out, row)
		case heed.Noted:
			g.Noted++
			if len(row.Said) > 0 {
				g.NotedSaid++
			}
		}
	}
	return out
}

// gapRow makes the row of a recommendation; without a day it does not say how much
// time is left.
func (f Follow) gapRow(hit Hit, today heed.Date) GapRow {
	row := GapRow{ID: hit.ID(), Position: hit.Position, Text: hit.Text, Language: hit.TextLanguage(), Themes: hit.Themes, Said: []GapSaid{}}
	all := f.assessmentsOf(row.ID)
	for _, a := range lastSaid(all) {
		row.Said = append(row.Said, GapSaid{a.ID, a.Voice, a.Institution.Name(""), a.Progress, a.AsOf, a.Institution})
	}
	slices.SortStableFunc(row.Said, func(a, b GapSaid) int { return slices.Index(heed.Voices, a.Voice) - slices.Index(heed.Voices, b.Voice) })
	for _, a := range all {
		if !a.Own() && a.Stands() {
			row.Quoted++
		}
	}
	if assigned, err := One[heed.Assignment](f, heed.AssignmentID(row.ID)); err == nil {
		row.Leads = append(row.Leads, assigned.Body.Lead)
	}
	due := heed.Date("")
	for _, m := range About[heed.Measure](f, row.ID) {
		if m.Visibility != heed.VisiblePublic || !slices.ContainsFunc(m.Body.Links, func(l heed.Link) bool { return l.Recommendation == row.ID && l.Bearing == heed.Serves }) {
			continue
		}
		row.Measures++
		if !slices.Contains(row.Leads, m.Body.Lead) {
			row.Leads = append(row.Leads, m.Body.Lead)
		}
		if d := m.Body.Due; d != "" && !m.Body.Done() && (due == "" || d < due) {
			due = d
		}
	}
	if today != "" {
		row.Left = timeLeft(today, due)
	}
	return row
}

// voicesOf are the voices that say something of any row.
func voicesOf(rows []GapRow) []heed.Voice {
	return slices.DeleteFunc(slices.Clone(heed.Voices), func(v heed.Voice) bool {
		return !slices.ContainsFunc(rows, func(r GapRow) bool { return slices.ContainsFunc(r.Said, func(s GapSaid) bool { return s.Voice == v }) })
	})
}

func (g *Gap) byTheme(voices []heed.Voice, rows []GapRow) {
	for _, theme := range label.AllThemes() {
		part := GapPart{Value: string(theme), voices: voices}
		for _, r := range rows {
			if slices.Contains(r.Themes, theme) {
				part.rows = append(part.rows, r)
			}
		}
		if part.count(); part.Of > 0 {
			g.Themes = append(g.Themes, part)
		}
	}
}

func (g *Gap) byLead(f Follow, voices []heed.Voice, rows []GapRow) {
	for _, i := range All[heed.Institution](f) {
		part := GapPart{Value: string(i.ID), Name: i.Body.Name(""), lead: i.Body, voices: voices}
		for _, r := range rows {
			if slices.Contains(r.Leads, i.ID) {
				part.rows = append(part.rows, r)
			}
		}
		if part.count(); part.Of > 0 {
			g.Leads = append(g.Leads, part)
		}
	}
}

func (g *Gap) byTime(voices []heed.Voice, rows []GapRow) {
	for _, left := range TimesLeft {
		part := GapPart{Value: string(left), voices: voices}
		for _, r := range rows {
			if r.Left == left {
				part.rows = append(part.rows, r)
			}
		}
		if part.count(); part.Of > 0 {
			g.Times = append(g.Times, part)
		}
	}
}

// count counts the rows of a part, voice by voice.
func (p *GapPart) count() {
	p.Of, p.Voices = len(p.rows), []GapVoice{}
	for _, r := range p.rows {
		if len(r.Said) == 0 {
			p.Silent++
		}
	}
	for _, v := range p.voices {
		p.Voices = append(p.Voices, countVoice(v, p.rows))
	}
}

func countVoice(v heed.Voice, rows []GapRow) GapVoice {
	out := GapVoice{Voice: v}
	counts, levels := map[heed.Progress]int{}, map[IndexLevel]int{}
	for _, r := range rows {
		var said []heed.Progress
		for _, s := range r.Said {
			if s.Voice == v {
				said = append(said, s.Progress)
			}
		}
		if len(said) == 0 {
			continue
		}
		out.Spoken++
		if i := indexOf(said); i != nil {
			levels[i.Level]++
		}
		slices.Sort(said)
		if said = slices.Compact(said); len(said) > 1 {
			out.Divided++
		}
		for _, p := range said {
			counts[p]++
		}
	}
	for _, p := range heed.Progresses {
		out.Counts = append(out.Counts, Count[heed.Progress]{p, counts[p]})
	}
	for _, l := range IndexLevels {
		out.Index = append(out.Index, Count[IndexLevel]{l, levels[l]})
	}
	return out
}
