// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package review

import (
	"slices"
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/refdata"
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

// crossed counts positions for each value of a dimension, in the order of its
// facet. A recommendation with several values counts in each.
func (d Data) crossed(by find.Dimension, of func(find.Hit) []string) []page.CrossRow {
	columns := d.Columns()
	var out []page.CrossRow
	at := map[string]int{}
	for _, c := range d.Whole.Counts(by) {
		at[c.Value] = len(out)
		out = append(out, page.CrossRow{Name: d.Value(by, c.Value), Href: d.list(find.Query{}.With(by, c.Value)), Total: c.Count, Of: make([]int, len(columns))})
	}
	for _, h := range d.Whole.Rows {
		seen := map[string]bool{}
		for _, v := range of(h) {
			if i, ok := at[v]; ok && !seen[v] {
				seen[v] = true
				out[i].Of[slices.Index(columns, h.Position)]++
			}
		}
	}
	return out
}

// cross makes the tables of who recommended, of themes and of kinds of act.
func (d *Data) cross() {
	d.Regions = d.drawn(d.crossed(find.ByGroup, func(h find.Hit) []string {
		var out []string
		for _, s := range h.RecommendingStates {
			out = append(out, string(refdata.Group(s)))
		}
		return out
	}))
	d.States = d.crossed(find.ByFrom, func(h find.Hit) []string { return words(h.RecommendingStates) })
	d.Themes = d.drawn(d.crossed(find.ByTheme, func(h find.Hit) []string { return words(h.Themes) }))
	d.Acts = d.drawn(d.crossed(find.ByAct, func(h find.Hit) []string { return []string{strconv.Itoa(int(h.Act))} }))
}

// drawn draws a bar for every row.
func (d Data) drawn(rows []page.CrossRow) []page.CrossRow { return d.Drawn(rows, d.Columns()) }

// Crossed makes a table of rows by position; by is the id of its heading.
func (d Data) Crossed(by, head string, rows []page.CrossRow) page.Crossing {
	return d.Crossing(by, head, d.Columns(), rows)
}

func words[V ~string](values []V) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
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

// findingsShown is how many findings the page shows; all are on a page of their
// own.
const findingsShown = 15

// FirstFindings are the findings that the page shows.
func (d Data) FirstFindings() []heed.Finding { return d.Findings[:min(len(d.Findings), findingsShown)] }
