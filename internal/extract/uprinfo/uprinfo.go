// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package uprinfo reads rows of UPR Info's database, coded by hand since 2008:
// one for each recommendation and recommending State, with the final response,
// the action category and the issues; voluntary pledges have rows of the same
// form. A table speaks of many reviews.
package uprinfo

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/refdata"
)

// The columns that are read.
const (
	columnState       = "state under review"
	columnRecommender = "recommending state"
	columnText        = "text"
	columnResponse    = "response"
	columnSession     = "session"
	columnCategory    = "action category"
	columnIssues      = "issues"
)

// heads are the spellings of the columns in the exports of different years.
var heads = map[string]string{
	"state under review": columnState, "sur": columnState, "state": columnState,
	"recommending state": columnRecommender, "rs": columnRecommender,
	"text": columnText, "recommendation": columnText,
	"response": columnResponse, "final response": columnResponse, "response to upr": columnResponse,
	"session": columnSession, "upr session": columnSession,
	"action category": columnCategory, "action": columnCategory,
	"issues": columnIssues, "issue": columnIssues,
}

// required are the columns without which a row says nothing.
var required = []string{columnState, columnRecommender, columnText, columnResponse, columnSession}

// Is reports whether a document is such a table, by its heads.
func Is(d *doc.Document) bool {
	have := columns(d)
	for _, c := range required {
		if !slices.Contains(have, c) {
			return false
		}
	}
	return true
}

// columns gives the meaning of each column of the table, from 1, "" for others.
func columns(d *doc.Document) []string {
	out := []string{""}
	for _, p := range d.Paragraphs {
		if p.Cell == nil || p.Cell.Row > 1 || p.Cell.Table > 1 {
			break
		}
		for len(out) <= p.Cell.Column {
			out = append(out, "")
		}
		out[p.Cell.Column] = heads[strings.ToLower(strings.ReplaceAll(p.Text, "_", " "))]
	}
	return out
}

// Read gives the rows of each review, by State and cycle. document is what
// every one of them belongs to.
func Read(d *doc.Document, document heed.Document) []heed.Facts {
	r := reader{document: document, columns: columns(d), byReview: map[heed.ReviewID]*heed.Facts{}}
	for from := 0; from < len(d.Paragraphs); {
		to := from
		for to < len(d.Paragraphs) && d.Paragraphs[to].Cell != nil && rowOf(d.Paragraphs[to].Cell) == rowOf(d.Paragraphs[from].Cell) {
			to++
		}
		if to == from || d.Paragraphs[from].Cell.Table > 1 { // a workbook's further sheets
			break
		}
		if d.Paragraphs[from].Cell.Row > 1 {
			r.row(d.Paragraphs[from:to])
		}
		from = to
	}
	return r.all()
}

// rowOf names the row of a cell.
func rowOf(c *doc.Cell) doc.Cell { return doc.Cell{Table: c.Table, Row: c.Row} }

type reader struct {
	document heed.Document
	columns  []string
	byReview map[heed.ReviewID]*heed.Facts
}

// row adds one row to its review.
func (r *reader) row(cells []doc.Paragraph) {
	values := map[string]string{}
	for _, p := range cells {
		if p.Cell.Column < len(r.columns) {
			values[r.columns[p.Cell.Column]] = p.Text
		}
	}
	session, _ := strconv.Atoi(values[columnSession])
	id := heed.ReviewID{State: state(values[columnState]), Cycle: refdata.CycleOfSession(session)}
	f := r.byReview[id]
	if f == nil {
		f = &heed.Facts{Document: r.document}
		f.Document.Review, f.Document.Session = id, session
		r.byReview[id] = f
	}
	row := heed.CodedRow{
		Row: cells[0].Cell.Row, RecommendingState: state(values[columnRecommender]), Text: values[columnText], AsStated: values[columnResponse],
	}
	row.Response, row.Pledge = response(row.AsStated)
	if c, err := strconv.Atoi(values[columnCategory]); err == nil && c >= 1 && c <= 5 {
		row.ActionCategory = heed.ActionCategory(c)
	}
	for _, issue := range strings.Split(values[columnIssues], ",") {
		if issue = strings.TrimSpace(issue); issue != "" {
			row.Issues = append(row.Issues, issue)
		}
	}
	f.Rows = append(f.Rows, row)
	if id.State == "" {
		r.unknown(f, row.Row, values[columnState])
	}
	if row.RecommendingState == "" {
		r.unknown(f, row.Row, values[columnRecommender])
	}
}

// unknown says that a row names no State that is known.
func (r *reader) unknown(f *heed.Facts, _ int, name string) {
	said := func(g heed.Finding) bool { return g.Args[1] == name }
	if !slices.ContainsFunc(f.Findings, said) {
		f.Findings = append(f.Findings, heed.Finding{Code: heed.FindingUnknownState, Args: []string{"Name", name}})
	}
}

// state is the State of a name or of an ISO code.
func state(name string) heed.StateCode {
	if code := heed.StateCode(name); code.Valid() && refdata.Known(code) {
		return code
	}
	code, _ := refdata.StateByName(name)
	return code
}

// response reads the final response. UPR Info took "accepted" only where it was
// said clearly; everything else, silence as well, is noted (UPR Info, method on
// responses to recommendations).
func response(s string) (p heed.Position, pledge bool) {
	switch s = strings.ToLower(s); {
	case strings.HasPrefix(s, "voluntary"):
		return "", true
	case strings.HasPrefix(s, "accept"), strings.HasPrefix(s, "support"):
		return heed.Supported, false
	case strings.HasPrefix(s, "noted"), strings.HasPrefix(s, "reject"), strings.HasPrefix(s, "general response"), strings.HasPrefix(s, "no response"):
		return heed.Noted, false
	case strings.HasPrefix(s, "pending"):
		return heed.Pending, false
	}
	return heed.UnknownPosition, false
}

// all gives the reviews in order, so that the same table always gives the same.
func (r *reader) all() []heed.Facts {
	out := make([]heed.Facts, 0, len(r.byReview))
	for _, f := range r.byReview {
		out = append(out, *f)
	}
	slices.SortFunc(out, func(a, b heed.Facts) int {
		return cmp.Or(cmp.Compare(a.Document.Review.State, b.Document.Review.State), cmp.Compare(a.Document.Review.Cycle, b.Document.Review.Cycle))
	})
	if len(out) == 0 {
		return []heed.Facts{{Document: r.document}}
	}
	return out
}
