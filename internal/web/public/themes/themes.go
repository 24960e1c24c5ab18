// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package themes is the list of all themes and issues: how often each was asked
// for, and what was answered.
package themes

import (
	"embed"
	"slices"
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed themes.tmpl themes.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "themes", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	find.Themes
	ByTheme, ByIssue page.Crossing
}

// Handler serves the page.
func Handler(f *find.Finder) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		answer, err := f.Themes(r.Context(), r.Viewer)
		if err != nil {
			return page.Result{}, err
		}
		d := Data{Base: r.Base(r.Words.T("themes.title")), Themes: answer}
		d.Crumbs = []page.Link{{Href: d.URL("/themes"), Text: d.Title}}
		columns := occurring(answer.Themes, answer.Issues)
		d.ByTheme = d.list("themes", find.ByTheme, answer.Themes, columns)
		d.ByIssue = d.list("issues", find.ByIssue, answer.Issues, columns)
		return page.Result{View: View.Name, Data: d, Twin: answer, Table: table(answer)}, nil
	}
}

// list makes the table of one dimension; every name leads to its own page.
func (d Data) list(id string, by find.Dimension, counted []find.Crossed, columns []heed.Position) page.Crossing {
	rows := d.CrossRows(by, counted, columns, func(value string) string { return d.ThemeURL(by, value) })
	return d.Crossing(id, d.T("filter."+string(by)), columns, d.Drawn(rows, columns))
}

// occurring gives the positions that any of the rows has.
func occurring(lists ...[]find.Crossed) []heed.Position {
	var out []heed.Position
	for _, p := range heed.Positions {
		if slices.ContainsFunc(slices.Concat(lists...), func(c find.Crossed) bool {
			return slices.ContainsFunc(c.Positions, func(n find.Count[heed.Position]) bool { return n.Value == p })
		}) {
			out = append(out, p)
		}
	}
	return out
}

// table gives one row for each theme and issue for spreadsheets.
func table(a find.Themes) *export.Table {
	t := &export.Table{Name: "themes", Head: []string{"kind", "name", "recommendations"}}
	for _, p := range heed.Positions {
		t.Head = append(t.Head, string(p))
	}
	for kind, counted := range map[string][]find.Crossed{"theme_by_rule": a.Themes, "issue_proposed": a.Issues} {
		for _, c := range counted {
			row := []string{kind, c.Value, strconv.Itoa(c.Count)}
			for _, p := range heed.Positions {
				n := 0
				for _, of := range c.Positions {
					if of.Value == p {
						n = of.Count
					}
				}
				row = append(row, strconv.Itoa(n))
			}
			t.Rows = append(t.Rows, row)
		}
	}
	slices.SortStableFunc(t.Rows, func(x, y []string) int { return -slices.Compare(x[:1], y[:1]) })
	return t
}
