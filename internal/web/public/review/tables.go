// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package review

import (
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/page"
)

// Columns are the positions that occur in this review.
func (d Data) Columns() []heed.Position {
	var out []heed.Position
	for _, c := range d.Whole.Positions() {
		out = append(out, c.Value)
	}
	return out
}

// answer is the table behind the bar.
func (d Data) answer() []AnswerRow {
	var out []AnswerRow
	for _, c := range d.Whole.Positions() {
		out = append(out, AnswerRow{d.Mark(c.Value), c.Count, d.list(find.Query{}.With(find.ByPosition, string(c.Value))), d.qualifiers(c.Value)})
	}
	return out
}

// states counts what each State recommended.
func (d Data) states() []StateRow {
	columns := d.Columns()
	var out []StateRow
	for _, c := range d.Whole.States() {
		row := StateRow{Code: c.Value, Href: d.list(find.Query{}.With(find.ByFrom, string(c.Value))), Total: c.Count, Of: make([]int, len(columns))}
		for _, r := range d.Whole.Rows {
			if slices.Contains(r.RecommendingStates, c.Value) {
				row.Of[slices.Index(columns, r.Position)]++
			}
		}
		out = append(out, row)
	}
	return out
}

// groups puts the matching recommendations under their lead-ins.
func (d Data) groups() []Group {
	var out []Group
	for _, row := range d.Review.Answer.Rows {
		n := len(out)
		if n == 0 || out[n-1].Paragraph != row.LeadIn {
			g := Group{LeadIn: heed.LeadIn{Paragraph: row.LeadIn, Position: row.Position}}
			for _, l := range d.LeadIns {
				if l.Paragraph == row.LeadIn {
					g.LeadIn = l
				}
			}
			g.Cite = d.CiteParagraph(d.Report, g.Paragraph, g.Places)
			out, n = append(out, g), n+1
		}
		out[n-1].Rows = append(out[n-1].Rows, row)
	}
	return out
}

// filter is the form, each value with what it would leave.
func (d Data) filter() Filter {
	a := d.Review.Answer
	return Filter{Filters: d.Base.Filters(a), Active: a.Query.Narrowed(), Clear: d.list(find.Query{})}
}

// Asked is what one State asked in advance.
type Asked struct {
	State     heed.StateCode
	Questions []heed.Question
}

// asked puts the questions under who asked them.
func (d Data) asked() []Asked {
	var out []Asked
	for _, q := range d.Questions {
		if n := len(out); n == 0 || out[n-1].State != q.State {
			out = append(out, Asked{State: q.State})
		}
		out[len(out)-1].Questions = append(out[len(out)-1].Questions, q)
	}
	return out
}

// sourced lists the totals by source; a source that is absent says so.
func (d Data) sourced(r *page.Request) []SourceRow {
	var out []SourceRow
	for _, s := range d.Sources {
		row := SourceRow{Kind: s.Kind}
		if len(s.Documents) > 0 {
			row.Symbol, row.Href = s.Documents[0].Symbol, d.DocumentURL(s.Documents[0].Digest, 0, "")
		}
		for _, t := range s.Totals {
			given := row
			given.Total = &t
			out = append(out, given)
		}
		switch {
		case len(s.Totals) > 0:
			continue
		case len(s.Documents) > 0 && !s.Documents[0].Stage.Counts():
			row.Missing = r.Words.T("totals.draft")
		case len(s.Documents) > 0:
			row.Missing = r.Words.T("totals.not_read")
		default:
			row.Missing = r.Words.T("totals.absent")
		}
		out = append(out, row)
	}
	return out
}
