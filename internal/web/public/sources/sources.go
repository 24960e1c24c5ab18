// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package sources is the page that says where annotations come from, OHCHR's
// index and tables of others, and what of them is kept otherwise than written
// there.
package sources

import (
	"cmp"
	"embed"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed sources.tmpl sources.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "sources", Files: files, Data: Data{}}

// shown is how many kinds of change are shown of an export; the twin has more.
const shown = 100

// Data is what the template prints.
type Data struct {
	page.Base
	Imports []Import
	// Tables says that a table is among them.
	Tables bool
}

// Import is an export or a table that came in.
type Import struct {
	find.AnnotationImport
	Shown []find.AnnotationChange
	// Rest is how many kinds of change there are beyond those.
	Rest int
	// Heads are the heads of the columns of a table that were taken.
	Heads string
}

// Handler serves the page.
func Handler(f *find.Finder) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		imports, err := f.AnnotationImports(r.Context(), r.Viewer)
		if err != nil {
			return page.Result{}, err
		}
		d := Data{Base: r.Base(r.Words.T("sources.title"))}
		d.Crumbs = []page.Link{{Href: d.URL("/mechanisms"), Text: d.T("mechanisms.title")}, {Href: d.Here(), Text: d.Title}}
		for _, i := range imports {
			n := min(shown, len(i.Changes))
			var heads []string
			for _, field := range slices.Sorted(maps.Keys(i.Columns)) {
				heads = append(heads, i.Columns[field]...)
			}
			d.Imports = append(d.Imports, Import{i, i.Changes[:n], len(i.Changes) - n + i.MoreChanges, strings.Join(heads, " · ")})
			d.Tables = d.Tables || i.Source != ""
		}
		return page.Result{View: View.Name, Data: d, Twin: map[string]any{"exports": imports}, Table: table(imports)}, nil
	}
}

// table gives what is kept otherwise than written, change by change.
func table(imports []find.AnnotationImport) *export.Table {
	t := &export.Table{Name: "changes", Head: []string{"log_entry", "imported", "source", "file", "sha256", "field", "as_written", "as_kept", "times"}}
	for _, i := range imports {
		for _, c := range i.Changes {
			t.Rows = append(t.Rows, []string{
				strconv.FormatInt(i.Entry, 10), i.At.UTC().Format(time.DateOnly), cmp.Or(i.Source, heed.SourceOHCHR), i.Name, string(i.Digest), c.Field, c.From, c.To, strconv.Itoa(c.Times),
			})
		}
	}
	return t
}
