// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find/index"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/lang"
	"github.com/heed-upr/heed/internal/refdata"
)

// Hit is a recommendation in a list, with corrections laid over it. The
// recommendation's own page has the rest.
type Hit struct {
	Review  heed.ReviewID `json:"review"`
	Session int           `json:"session"`
	// Year is that of the review, 0 where it is not known.
	Year int `json:"year,omitempty"`
	// Symbol is that of the report, Paragraph the number as printed there; Stage
	// is how official it is.
	Symbol    string             `json:"symbol"`
	Stage     heed.DocumentStage `json:"report_stage"`
	Ref       string             `json:"ref"`
	Paragraph string             `json:"paragraph"`
	LeadIn    string             `json:"lead_in"`
	Text      string             `json:"text"`
	// Language is that of Text where it is not English.
	Language           string           `json:"language,omitempty"`
	RecommendingStates []heed.StateCode `json:"recommending_states"`
	Position           heed.Position    `json:"position"`
	Qualifier          heed.Qualifier   `json:"qualifier,omitempty"`
	// Themes are told by rule from the words; Act and Issues are what a model
	// proposes, with what people decided laid over it. They are no
	// classification of the UN's, nor UPR Info's coding.
	Themes []label.Theme       `json:"themes_by_rule,omitempty"`
	Act    heed.ActionCategory `json:"act_proposed,omitempty"`
	Issues []string            `json:"issues_proposed,omitempty"`
	// Instruments are what it names of instruments and bodies with what it asks
	// about them, SDGs the targets that what it asks serves. Both are told by rule.
	Instruments []label.Named  `json:"instruments_by_rule,omitempty"`
	SDGs        []label.Target `json:"sdgs_by_rule,omitempty"`
	// FoundIn are texts in other languages that have what was looked for, where
	// Text itself has not.
	FoundIn []heed.OfficialText `json:"found_in,omitempty"`
	// FoundInTranslations are translations that have it, where no official text
	// has.
	FoundInTranslations []heed.Translation `json:"found_in_translations,omitempty"`
	// LegalDuty says that by RestsOn a treaty binds the State on the matter.
	LegalDuty bool `json:"legal_duty_by_rule,omitempty"`
	// Corrected says that a correction of the reading is laid over it.
	Corrected bool `json:"corrected,omitempty"`
}

// TextLanguage is the language of Text.
func (h Hit) TextLanguage() string { return cmp.Or(h.Language, heed.English) }

// ID gives the recommendation's name.
func (h Hit) ID() heed.RecID { return heed.RecID{Review: h.Review, Ref: h.Ref} }

// library is everything that is stored, ready to be asked.
type library struct {
	entries int64
	table   *index.Table
	hits    []Hit     // by row
	reviews []Summary // the newest first
	// documents are all there are, in the order in which they came in.
	documents []heed.Document
	shelves   map[heed.ReviewID]shelf
}

// shelf is one review of a library. It serves the next library too, as long as
// its record and corrections are the same.
type shelf struct {
	revision Revision
	summary  Summary
	adoption *heed.Adoption
	decided  map[string]decided // by ref
	hits     []Hit
	rows     []index.Row
	// clauses are those of the recommendations that have several, by ref.
	clauses map[string][]heed.Clause
	// texts are those of the report in other languages, by ref.
	texts map[string][]heed.OfficialText
	// translations are those of its recommendations, by ref.
	translations map[string][]heed.Translation
}

// library gives the library as of a snapshot: the last one, or the last one
// with those reviews made anew that have changed since.
func (f *Finder) library(ctx context.Context, s snapshot) (*library, error) {
	f.building.Lock()
	defer f.building.Unlock()
	had := f.last
	if had != nil && had.entries == s.entries {
		return had, nil
	}
	l := &library{entries: s.entries, shelves: map[heed.ReviewID]shelf{}}
	revisions, err := s.Revisions(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range revisions {
		if had != nil && had.shelves[r.Review].revision == r && r.Record != "" {
			l.shelves[r.Review] = had.shelves[r.Review]
			continue
		}
		if l.shelves[r.Review], err = f.shelf(ctx, s, r); err != nil {
			return nil, err
		}
	}
	if l.documents, err = s.Documents(ctx); err != nil {
		return nil, err
	}
	l.fill()
	if had == nil || s.entries > had.entries {
		f.last = l
	}
	return l, nil
}

// Warm makes ready what is needed for answers, so that nobody has to wait for it.
func (f *Finder) Warm(ctx context.Context) error {
	return f.view(ctx, heed.Viewer{}, func(s snapshot) error {
		l, err := f.library(ctx, s)
		if err != nil {
			return err
		}
		if _, err := f.annotations(ctx, s); err != nil {
			return err
		}
		for id := range l.shelves { // what was asked before, which takes longest
			if l.follows(id) && ctx.Err() == nil {
				f.trace(l, id)
			}
		}
		for _, c := range l.answer(Query{Page: 1}).States() {
			if ctx.Err() == nil {
				f.recommends(l, c.Value)
			}
		}
		return ctx.Err()
	})
}

// WarmAnnotations makes ready what is needed for answers on annotations.
func (f *Finder) WarmAnnotations(ctx context.Context) error {
	return f.view(ctx, heed.Viewer{}, func(s snapshot) error {
		_, err := f.annotations(ctx, s)
		return err
	})
}

// shelf makes one review of the library.
func (f *Finder) shelf(ctx context.Context, s snapshot, revision Revision) (shelf, error) {
	r, err := read(ctx, s, revision.Review)
	if err != nil {
		return shelf{}, err
	}
	decisions, err := s.Decisions(ctx, revision.Review)
	if err != nil {
		return shelf{}, err
	}
	v := r.record.Review
	out := shelf{revision: revision, adoption: r.record.Adoption, decided: decidedOf(decisions), texts: map[string][]heed.OfficialText{}, translations: map[string][]heed.Translation{}, clauses: map[string][]heed.Clause{}, summary: Summary{Review: v, Total: len(r.rows), Findings: len(r.findings)}}
	positions := map[heed.Position]int{}
	for _, row := range r.rows {
		english := row.EnglishText()
		act, issues := proposed(english)
		act, issues = out.decided[row.Ref].apply(act, issues)
		hit := Hit{
			Review: v.ReviewID, Session: v.Session, Year: yearOf(v), Stage: v.Stage, Symbol: row.Symbol, Ref: row.Ref, Paragraph: row.Paragraph, LeadIn: row.LeadIn, Text: row.Text, Language: row.Language,
			Themes: label.Themes(english), Act: act, Issues: issues, Instruments: label.Instruments(english), SDGs: label.SDGs(english),
			LegalDuty: RestsOn(v.State, english, row.Position).LegalDuty, RecommendingStates: row.RecommendingStates, Position: row.Position, Qualifier: row.Qualifier,
			Corrected: slices.ContainsFunc(row.Corrections, func(c ShownCorrection) bool { return c.Status == Applied }),
		}
		positions[hit.Position]++
		if len(row.Clauses) > 1 && !hit.Corrected {
			out.clauses[hit.Ref] = row.Clauses
		}
		out.hits = append(out.hits, hit)
		out.rows = append(out.rows, indexed(hit, row.Recommendation))
		if len(row.Texts) > 0 {
			out.texts[row.Ref] = row.Texts
		}
		if len(row.Translations) > 0 {
			out.translations[row.Ref] = row.Translations
		}
	}
	for _, p := range heed.Positions {
		if positions[p] > 0 {
			out.summary.Positions = append(out.summary.Positions, Count[heed.Position]{p, positions[p]})
		}
	}
	return out, nil
}

// proposed is what the model, which knows English, makes of a text; nothing of "".
func proposed(english string) (heed.ActionCategory, []string) {
	if english == "" {
		return heed.ActUnknown, nil
	}
	return label.Shipped().Labels(english)
}

// parted is a term that no text has.
const parted = "\x00"

// foundIn says in which other texts a recommendation has what is looked for:
// nothing where its own text has the words, and no translations where an
// official text has.
func (l *library) foundIn(h Hit, typed string) Hit {
	s := l.shelves[h.Review]
	texts, translations := s.texts[h.Ref], s.translations[h.Ref]
	if len(texts)+len(translations) == 0 || typed == "" || len(Marked(typed, h.Text)) > 0 {
		return h
	}
	h.FoundIn = slices.DeleteFunc(slices.Clone(texts), func(t heed.OfficialText) bool { return len(Marked(typed, t.Text)) == 0 })
	if len(h.FoundIn) == 0 {
		h.FoundInTranslations = slices.DeleteFunc(slices.Clone(translations), func(t heed.Translation) bool { return len(Marked(typed, t.Text)) == 0 })
	}
	return h
}

// counted is the column that tells recommendations that count from those of
// drafts.
const counted = "counted"

// indexed gives the columns and terms of a recommendation, those of its texts in
// other languages and of its translations included.
func indexed(h Hit, r heed.Recommendation) index.Row {
	values := map[string][]string{
		string(ByState): {string(h.Review.State)}, string(ByCycle): {strconv.Itoa(h.Review.Cycle)},
		string(ByPosition): {string(h.Position)}, string(ByQualifier): {string(cmp.Or(h.Qualifier, NoQualifier))},
		string(ByLeadIn): {h.LeadIn}, string(ByAct): {strconv.Itoa(int(h.Act))},
		counted: {strconv.FormatBool(h.Stage.Counts())},
	}
	for _, t := range h.Themes {
		values[string(ByTheme)] = append(values[string(ByTheme)], string(t))
	}
	values[string(ByIssue)] = h.Issues
	if h.Year > 0 {
		values[string(ByYear)] = []string{strconv.Itoa(h.Year)}
	}
	for _, n := range h.Instruments {
		values[string(ByInstrument)] = append(values[string(ByInstrument)], string(n.Key))
		if i, _ := refdata.InstrumentByKey(n.Key); i.Within != "" {
			values[string(ByInstrument)] = append(values[string(ByInstrument)], string(i.Within))
		}
		for _, s := range n.Steps {
			values[string(ByTreatyAct)] = append(values[string(ByTreatyAct)], string(s))
		}
	}
	values[string(ByGoal)] = label.Goals(h.SDGs)
	values[string(ByBasis)] = []string{string(basisOf(h))}
	if h.Session > 0 {
		values[string(BySession)] = []string{strconv.Itoa(h.Session)}
	}
	for _, s := range h.RecommendingStates {
		values[string(ByFrom)] = append(values[string(ByFrom)], string(s))
		if g := refdata.Group(s); g != "" {
			values[string(ByGroup)] = append(values[string(ByGroup)], string(g))
		}
	}
	out := index.Row{Values: values}
	tokens := lang.Analyse(lang.Unknown, h.Text)
	add := func(text string) {
		tokens = append(tokens, lang.Token{Term: parted, Word: parted}) // no phrase runs from one text into the next
		tokens = lang.AppendTokens(tokens, lang.Unknown, text)
	}
	for _, t := range r.Texts {
		add(t.Text)
	}
	for _, t := range r.Translations {
		add(t.Text)
	}
	out.Read(tokens)
	return out
}

// fill numbers the rows of all shelves, the newest review first.
func (l *library) fill() {
	for _, s := range l.shelves {
		l.reviews = append(l.reviews, s.summary)
	}
	slices.SortFunc(l.reviews, func(a, b Summary) int {
		return cmp.Or(-cmp.Compare(a.Date, b.Date), -cmp.Compare(a.Session, b.Session), cmp.Compare(a.State, b.State), -cmp.Compare(a.Cycle, b.Cycle))
	})
	var segments []*index.Segment
	b := index.NewBuilder()
	for _, r := range l.reviews {
		s := l.shelves[r.ReviewID]
		l.hits = append(l.hits, s.hits...)
		for _, row := range s.rows {
			if b.Full() {
				segments = append(segments, b.Segment())
				b = index.NewBuilder()
			}
			b.Add(row)
		}
	}
	l.table = index.NewTable(append(segments, b.Segment())...)
}
