// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package mechanisms is the page that looks through what others have of what all
// UN human rights mechanisms have said, OHCHR's index and tables: beside the
// record that was read from the documents of the UPR, and never mixed with it.
package mechanisms

import (
	"cmp"
	"embed"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed mechanisms.tmpl mechanisms.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "mechanisms", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	find.AnnotationAnswer
	Filters page.Filters
	Hits    []Hit
	Pager   page.Pager
	Clear   string
	// Single says that it shows one passage that a link led to.
	Single bool
	// Kept is the address that holds the whole search.
	Kept string
}

// Hit is an annotation in the list.
type Hit struct {
	find.Passage
	// Reference is what it is called by in forms.
	Reference string
	// Parts are its text; those that were looked for are marked.
	Parts []page.Part
}

// mainDimensions are those that most people look for.
var mainDimensions = []find.Dimension{find.ByState, find.ByBody, find.ByLabel, find.ByPersons}

// mostAtOnce is how many annotations a workbook or a JSON holds; the table as
// CSV has no end.
const mostAtOnce = 10000

// Handler serves the page.
func Handler(f *find.Finder) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		if to, ok := r.Tidied(); ok {
			return to, nil
		}
		if id := r.URL.Query().Get("id"); id != "" {
			return one(f, r, id)
		}
		q, err := find.ParseAnnotationQuery(r.URL.Query())
		if err != nil {
			return page.Result{}, err
		}
		if r.URL.Query().Get("page") == "" && r.Form != page.CSV && r.Form != page.XLSX {
			q.Page = 1
		}
		if r.Form == page.CSV && q.Page == 0 {
			return page.Result{View: View.Name, Stream: stream(f, r, q)}, nil
		}
		answer, err := f.Annotations(r.Context(), r.Viewer, q.AtMost(mostAtOnce))
		if err != nil {
			return page.Result{}, err
		}
		switch r.Form {
		case page.HTML:
			return page.Result{View: View.Name, Data: build(r, answer)}, nil
		case page.CSV, page.XLSX:
			return page.Result{Table: table(answer)}, nil
		}
		return page.Result{Twin: answer}, nil
	}
}

// one is the page of a single passage, to which links lead.
func one(f *find.Finder, r *page.Request, id string) (page.Result, error) {
	answer, err := f.OnePassage(r.Context(), r.Viewer, id)
	if err != nil {
		return page.Result{}, err
	}
	switch r.Form {
	case page.HTML:
		d := build(r, answer)
		d.Single, d.Kept = true, d.Absolute("/mechanisms")+"?"+url.Values{"id": {id}}.Encode()
		return page.Result{View: View.Name, Data: d}, nil
	case page.CSV, page.XLSX:
		return page.Result{Table: table(answer)}, nil
	}
	return page.Result{Twin: answer}, nil
}

// build turns the answer into what the template prints.
func build(r *page.Request, a find.AnnotationAnswer) Data {
	d := Data{Base: r.Base(r.Words.T("mechanisms.title")), AnnotationAnswer: a, Clear: r.Prefix + "/mechanisms"}
	d.Crumbs = []page.Link{{Href: d.Clear, Text: d.Title}}
	list := page.List{Query: a.Query, Total: a.Total, Pages: a.Pages, Facets: slices.DeleteFunc(slices.Clone(a.Facets), func(f find.Facet) bool {
		return idle(a.Query, f)
	})}
	d.Filters = d.FiltersOf(list, mainDimensions)
	d.Specimen = len(a.Rows) > 0
	for i, c := range d.Filters.Main {
		if c.Name == string(find.ByState) { // only the UPR reviews States
			d.Filters.Main[i].Label = d.T("mechanisms.state")
		}
	}
	for _, row := range a.Rows {
		d.Specimen = d.Specimen && len(row.States) > 0 && page.Invented(row.States[0])
		d.Hits = append(d.Hits, Hit{row, find.Reference(row.Annotation), page.Parts(row.Text, find.Marked(a.Query.Words, row.Text))})
	}
	d.Kept = d.Absolute("/mechanisms")
	if q := a.Query.Values().Encode(); q != "" {
		d.Kept += "?" + q
	}
	d.Pager = d.PagerOf(list, func(q find.Query) string {
		if query := q.Turned().Encode(); query != "" {
			return d.Clear + "?" + query
		}
		return d.Clear
	})
	return d
}

// idle reports whether a facet of tables has nothing to choose, as where none has
// come in.
func idle(q find.Query, f find.Facet) bool {
	least := map[find.Dimension]int{find.BySource: 2, find.ByTag: 1}[f.Dimension]
	return len(f.Counts) < least && len(q.Filter[f.Dimension]) == 0
}

// Who names the body that speaks.
func (d Data) Who(a heed.Annotation) string { return d.Value(find.ByBody, a.Body) }

// Of names those that are spoken of.
func (d Data) Of(a heed.Annotation) string {
	names := make([]string, 0, len(a.States)+len(a.Others))
	for _, s := range a.States {
		names = append(names, d.State(s))
	}
	return d.List(append(names, a.Others...))
}

// Where names the document of a passage and its number there, as far as the
// source says them.
func (d Data) Where(a heed.Annotation) string {
	return strings.Join(slices.DeleteFunc([]string{a.Symbol, find.ParagraphOf(a)}, func(s string) bool { return s == "" }), ", ")
}

// Labels joins the labels that the source gives.
func (d Data) Labels(a heed.Annotation) string {
	return strings.Join(slices.Concat(a.Themes, a.Persons), " · ")
}

// head names the columns of an export; programs read them, so they are the same
// in every language.
var head = []string{
	"id", "body", "mechanism", "kind", "symbol", "date", "states", "other_names", "text", "ohchr_themes", "ohchr_persons", "ohchr_sdgs",
	"cycle", "session", "recommending_states", "position", "recommendation",
	"source", "number", "source_labels", "source_notes",
}

func line(a find.Passage) []string {
	linked := ""
	if r := a.Recommendation; r != nil {
		linked = heed.RecID{Review: r.Review, Ref: r.Ref}.String()
	}
	themes, persons, sdgs, labels := a.Themes, a.Persons, a.SDGs, []string(nil)
	if a.Source != "" { // its labels are not OHCHR's
		themes, persons, sdgs, labels = nil, nil, nil, slices.Concat(themes, persons, sdgs)
	}
	var notes []string
	for _, n := range a.Notes {
		notes = append(notes, n.Head+": "+n.Text)
	}
	return []string{
		a.ID, a.Body, string(a.Mechanism()), string(a.Kind), a.Symbol, string(a.Date), codes(a.States), strings.Join(a.Others, "; "), a.Text,
		strings.Join(themes, "; "), strings.Join(persons, "; "), strings.Join(sdgs, "; "),
		number(a.Cycle), number(a.Session), codes(a.RecommendingStates), string(a.Position), linked,
		cmp.Or(a.Source, heed.SourceOHCHR), a.Number, strings.Join(labels, "; "), strings.Join(notes, "; "),
	}
}

func codes(states []heed.StateCode) string {
	out := make([]string, len(states))
	for i, s := range states {
		out[i] = string(s)
	}
	return strings.Join(out, "; ")
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// table gives the annotations of an answer as a workbook.
func table(a find.AnnotationAnswer) *export.Table {
	t := &export.Table{Name: "annotations", Head: head}
	for _, row := range a.Rows {
		t.Rows = append(t.Rows, line(row))
	}
	return t
}

// stream writes all annotations that fit as CSV, however many there are.
func stream(f *find.Finder, r *page.Request, q find.Query) *page.Stream {
	return &page.Stream{Name: "annotations", Write: func(w io.Writer) error {
		out, err := export.NewCSV(w, head)
		if err != nil {
			return err
		}
		if err := f.EachAnnotation(r.Context(), r.Viewer, q, func(a find.Passage) error { return out.Row(line(a)) }); err != nil {
			return err
		}
		return out.Flush()
	}}
}
