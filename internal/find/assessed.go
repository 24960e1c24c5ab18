// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"slices"
	"time"

	"github.com/heed-upr/heed"
)

// Speaker is who says something: an institution of a voice. Which person wrote
// it is left out, even by pseudonym.
type Speaker struct {
	Voice       heed.Voice       `json:"voice"`
	ID          heed.ID          `json:"institution_id"`
	Institution heed.Institution `json:"institution"`
	// Origin is the installation that has published it, nil for this one.
	Origin *heed.Origin `json:"origin,omitempty"`
}

// Same reports whether two are one institution of one installation. Another key may
// know another institution by that name.
func (s Speaker) Same(o Speaker) bool {
	return s.Voice == o.Voice && s.ID == o.ID && s.Origin.Signer() == o.Origin.Signer()
}

// Assessed is one assessment as it stands beside others.
type Assessed struct {
	ID heed.ID `json:"id"`
	// Speaker is who says it or, of a quotation, who recorded it.
	Speaker
	heed.Assessment
	// On is when it came to where it is.
	On      heed.Date `json:"on"`
	Step    heed.Step `json:"step"`
	Version int       `json:"version"`
	// CorrectedBy is the one that puts it right.
	CorrectedBy heed.ID `json:"corrected_by,omitempty"`
	// Withdrawn says why it was withdrawn; what it said is then left out.
	Withdrawn string    `json:"withdrawn,omitempty"`
	Replies   []Replied `json:"replies,omitempty"`
	// Shown are those pieces of evidence that the viewer may see.
	Shown []Shown `json:"evidence_shown,omitempty"`

	entry int64
}

// Shown is a piece of evidence as it is named beside what rests on it.
type Shown struct {
	ID      heed.ID              `json:"id"`
	Title   string               `json:"title"`
	Bearing heed.EvidenceBearing `json:"bearing"`
}

// Whose is the voice whose words they are.
func (a Assessed) Whose() heed.Voice {
	if a.Own() {
		return a.Voice
	}
	return a.Quotation.Voice
}

// Stands reports whether it is what its institution publicly says now, or said
// last: not a draft, nor withdrawn, nor put right by another.
func (a Assessed) Stands() bool { return a.Step == heed.StepPublished && a.CorrectedBy == "" }

// Replied is a reply, with what became of it where it asks for a correction.
type Replied struct {
	ID heed.ID `json:"id"`
	Speaker
	heed.Reply
	On      heed.Date `json:"on"`
	Step    heed.Step `json:"step"`
	Version int       `json:"version"`
	Answers []Replied `json:"answers,omitempty"`
}

// Assessments are those of one recommendation, voice by voice, never taken
// together.
type Assessments struct {
	Voices []Assessing `json:"voices"`
	// Alike says who says the same, value by value, of what each institution says
	// last; Differ whether they do not all agree, and Agree whether two or more do.
	// What tells nothing, and what is quoted, is left out.
	Alike  []Alike `json:"alike,omitempty"`
	Agree  bool    `json:"agree"`
	Differ bool    `json:"differ"`
}

// Assessing is what one voice says of a recommendation.
type Assessing struct {
	Voice heed.Voice `json:"voice"`
	// Entries are its own and what is quoted of it; the newest come first.
	Entries []Assessed `json:"entries"`
	// Index is UPR Info's of this voice alone; nil where nothing of its own tells
	// anything.
	Index *Index `json:"upr_info_index,omitempty"`
}

// Alike are those who say the same.
type Alike struct {
	Progress heed.Progress `json:"progress"`
	By       []Speaker     `json:"by"`
}

// assessed collects what is said of a recommendation, as far as the viewer may
// see.
func (f Follow) assessed(id heed.RecID) Assessments {
	var out Assessments
	all := f.assessmentsOf(id)
	for _, voice := range heed.Voices {
		a := Assessing{Voice: voice}
		for _, e := range all {
			if e.Whose() == voice {
				a.Entries = append(a.Entries, e)
			}
		}
		if len(a.Entries) > 0 {
			a.Index = indexOf(progresses(lastSaid(a.Entries)))
			out.Voices = append(out.Voices, a)
		}
	}
	out.compare(lastSaid(all))
	return out
}

// assessmentsOf lists all entries on a recommendation: what institutions say
// themselves before what they quote, each the newest first.
func (f Follow) assessmentsOf(id heed.RecID) []Assessed {
	var out []Assessed
	for _, s := range f.all.about[id] {
		v, there := f.newest(s)
		body, ok := v.matter.(heed.Assessment)
		if !ok || body.Recommendation != id {
			continue
		}
		a := Assessed{ID: v.ID, Speaker: f.speaker(v.Version), Assessment: body, On: dayOf(v.At), Step: v.Step, Version: v.Number, entry: v.Entry}
		if !there {
			if v.Removed || v.Visibility != heed.VisiblePublic {
				continue
			}
			// Whose words they were is told, and no more of them.
			a.Assessment = heed.Assessment{Recommendation: id, AsOf: body.AsOf, Corrects: body.Corrects}
			if q := body.Quotation; q != nil {
				a.Quotation = &heed.Quotation{Voice: q.Voice, Speaker: q.Speaker}
			}
			a.Withdrawn = v.Note
		}
		// What is for few is not even told to be there.
		a.Evidence, a.Shown = nil, nil
		for _, id := range body.Evidence {
			if e, err := One[heed.Evidence](f, id); err == nil {
				a.Evidence, a.Shown = append(a.Evidence, id), append(a.Shown, Shown{id, cmp.Or(e.Body.Title, string(id)), e.Body.Bearing})
			}
		}
		a.Replies = f.RepliesTo(s)
		out = append(out, a)
	}
	for n, by := range out {
		i := slices.IndexFunc(out, func(a Assessed) bool { return a.ID == by.Corrects })
		switch {
		case by.Corrects == "" || i < 0:
		case !by.Same(out[i].Speaker):
			out[n].Corrects = ""
		case by.Step == heed.StepPublished:
			out[i].CorrectedBy = by.ID
		}
	}
	slices.SortStableFunc(out, func(a, b Assessed) int {
		return cmp.Or(compareBool(!a.Own(), !b.Own()), -cmp.Compare(a.AsOf, b.AsOf), -cmp.Compare(a.entry, b.entry))
	})
	return out
}

// RepliesTo lists the replies to something that the viewer may see, in the order
// in which they began.
func (f Follow) RepliesTo(s heed.Subject) []Replied {
	var out []Replied
	for _, r := range held[heed.Reply](f, f.all.answers[s]) {
		out = append(out, Replied{
			ID: r.ID, Speaker: f.speaker(r.Version), Reply: r.Body, On: dayOf(r.At), Step: r.Step, Version: r.Number, Answers: f.RepliesTo(r.Subject),
		})
	}
	return out
}

// Handled is what publicly became of a request for correction, "" until then.
func (r Replied) Handled() heed.Handling {
	for _, a := range r.Answers {
		if a.Step == heed.StepPublished {
			return a.Reply.Handled
		}
	}
	return ""
}

// speaker is who a version is of.
func (f Follow) speaker(v heed.Version) Speaker {
	out := Speaker{Voice: v.Voice, ID: v.Institution, Origin: v.Origin}
	if i, err := One[heed.Institution](f, v.Institution); err == nil {
		out.Institution = i.Body.ForAll()
	}
	return out
}

func dayOf(at time.Time) heed.Date { return heed.Date(at.UTC().Format(time.DateOnly)) }

// lastSaid gives what each institution itself says last, of those that stand. The
// entries come sorted.
func lastSaid(all []Assessed) []Assessed {
	var out []Assessed
	for _, a := range all {
		if a.Own() && a.Stands() && !slices.ContainsFunc(out, func(b Assessed) bool { return b.Voice == a.Voice && b.Speaker.ID == a.Speaker.ID }) {
			out = append(out, a)
		}
	}
	return out
}

func progresses(all []Assessed) []heed.Progress {
	out := make([]heed.Progress, len(all))
	for i, a := range all {
		out[i] = a.Progress
	}
	return out
}

// compare says who says the same.
func (o *Assessments) compare(said []Assessed) {
	of := 0
	for _, p := range heed.Progresses {
		alike := Alike{Progress: p}
		for _, a := range said {
			if a.Progress == p {
				alike.By = append(alike.By, a.Speaker)
			}
		}
		if !p.Tells() || len(alike.By) == 0 {
			continue
		}
		slices.SortStableFunc(alike.By, func(a, b Speaker) int {
			return cmp.Compare(slices.Index(heed.Voices, a.Voice), slices.Index(heed.Voices, b.Voice))
		})
		o.Alike = append(o.Alike, alike)
		of += len(alike.By)
	}
	o.Differ = len(o.Alike) > 1
	o.Agree = len(o.Alike) == 1 && of > 1
}

// IndexLevel is a level of UPR Info's implementation index.
type IndexLevel string

// The levels.
const (
	IndexNot    IndexLevel = "not"
	IndexPartly IndexLevel = "partly"
	IndexFully  IndexLevel = "fully"
)

// IndexLevels lists all levels.
var IndexLevels = []IndexLevel{IndexNot, IndexPartly, IndexFully}

// Index is UPR Info's implementation index: the mean of what stakeholders say (not
// 0, partly 0.5, fully 1), cut at 0.33 and 0.66. UPR Info takes all stakeholders
// together, the State among them; Heed takes those of one voice.
type Index struct {
	Value float64    `json:"value"`
	Level IndexLevel `json:"level"`
	// Of is how many institutions it is the mean of.
	Of int `json:"of"`
}

// indexHalves is each value on UPR Info's scale, in halves. What tells nothing
// has none, and is left out of the mean.
var indexHalves = map[heed.Progress]int{heed.NotStarted: 0, heed.Regressed: 0, heed.Started: 1, heed.PartlyDone: 1, heed.MostlyDone: 1, heed.FullyDone: 2}

func indexOf(said []heed.Progress) *Index {
	halves, of := 0, 0
	for _, p := range said {
		if h, ok := indexHalves[p]; ok {
			halves += h
			of++
		}
	}
	if of == 0 {
		return nil
	}
	out := &Index{Value: float64(halves) / float64(2*of), Level: IndexFully, Of: of}
	switch {
	case out.Value < 0.33:
		out.Level = IndexNot
	case out.Value < 0.66:
		out.Level = IndexPartly
	}
	return out
}
