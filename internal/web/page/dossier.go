// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package page

import (
	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
)

// Wording is a text with the language that it is in.
type Wording struct{ Text, Lang string }

// Wording gives a text in the reader's language, or in the one that it has.
func (b Base) Wording(t heed.Texts) Wording {
	text, code := t.In(b.Lang())
	return Wording{text, code}
}

// Around puts a day, month or year into words, "" where nothing is known.
func (b Base) Around(a heed.Around) string { return b.words.Around(a) }

// Figure is a figure in words: it is never shown without its unit, its basis, its
// date or that none is known, its source, and who says so.
type Figure struct {
	find.Counted
	// Number is the number with its unit, Basis how it was counted, What what it
	// counts.
	Number, Basis, What string
	Whom                Wording
	Of                  []FigurePart
	// Date says as of when it is, or that this is not known; Told when it was
	// published, or that this is not known.
	Date, Told string
	Undated    bool
	Known      Wording // of the date, where no day is
	Mark       VoiceMark
	Recorder   string
	// Share is how long its bar is, as a part of the longest beside it; "" where
	// nothing is beside it.
	Share   string
	History string
	// Answered are the replies to it, and Answer is where it can be answered, "" where
	// that cannot be.
	Answered []Answered
	Answer   string
}

// FigurePart is a part of a figure in words.
type FigurePart struct {
	Number string
	Of     Wording
}

// Figure puts a figure into words.
func (b Base) Figure(c find.Counted) Figure {
	out := Figure{
		Counted: c, Number: b.Counted(c.Figure), Basis: b.T("figure_basis." + string(c.Basis)), What: b.T("figure_kind." + string(c.Kind)),
		Whom: b.Wording(c.Scope), Known: b.Wording(c.When), Mark: b.VoiceMark(c.Voice), Recorder: c.By.Institution.Name(b.Lang()),
		Date: b.T("figure.undated"), Undated: c.AsOf == "", Told: b.T("figure.unpublished"), History: b.HistoryURL(heed.SubjectFigure, c.ID),
		Answered: b.Answered(c.Replies), Answer: b.answerOf(heed.SubjectFigure, c.Recorded),
	}
	if c.AsOf != "" {
		out.Date = b.T("figure.as_of", "Date", b.Around(c.AsOf))
	}
	if c.Published != "" {
		out.Told = b.T("figure.published", "Date", b.Around(c.Published))
	}
	for _, p := range c.Parts {
		out.Of = append(out.Of, FigurePart{b.words.Number(p.Value), b.Wording(p.Of)})
	}
	return out
}

// answerOf is where something that was recorded can be answered, "" where that
// cannot be: who published it has to be here.
func (b Base) answerOf(kind heed.SubjectKind, r find.Recorded) string {
	if r.Withdrawn != "" || r.Step != heed.StepPublished || r.By.Origin != nil {
		return ""
	}
	return b.AnswerURL(kind, r.ID)
}

// Spoken are the replies to something that was recorded and no figure, and where it
// can be answered.
func (b Base) Spoken(kind heed.SubjectKind, r find.Recorded) ([]Answered, string) {
	return b.Answered(r.Replies), b.answerOf(kind, r)
}

// Counted gives the number of a figure with its unit.
func (b Base) Counted(f heed.Figure) string {
	what := b.T("figure_count."+string(f.Unit), "Count", f.Value)
	if f.Bound == heed.BoundExact {
		return what
	}
	return b.T("figure_bound_of."+string(f.Bound), "What", what)
}

// Like says what figures that stand side by side have in common, but for what they
// count.
func (b Base) Like(l heed.Like) string {
	return b.T("figure.like", "Unit", b.T("figure_unit."+string(l.Unit)), "Basis", b.T("figure_basis."+string(l.Basis)))
}

// Span puts the days of an event into words.
func (b Base) Span(from, to heed.Date) string {
	if to == "" || to == from {
		return b.Date(from)
	}
	return b.T("date.span", "From", b.Date(from), "To", b.Date(to))
}
