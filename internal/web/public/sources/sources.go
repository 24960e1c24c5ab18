// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package sources is the page that says where the annotations of OHCHR's index
// come from, and what of them is kept otherwise than the exports have it.
package sources

import (
	"embed"

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
}

// Import is an export that came in.
type Import struct {
	find.AnnotationImport
	Shown []find.AnnotationChange
	// Rest is how many kinds of change there are beyond those.
	Rest int
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
			d.Imports = append(d.Imports, Import{i, i.Changes[:n], len(i.Changes) - n + i.MoreChanges})
		}
		return page.Result{View: View.Name, Data: d, Twin: map[string]any{"exports": imports}}, nil
	}
}
