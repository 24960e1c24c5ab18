// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package about is the page that says what Heed is and is not, who runs this
// installation, what it keeps about visitors, where data and software are from,
// how to report what is wrong, and how to cite.
//
// It states what the code does and nothing else. What it says of visitors is
// held by tests of package web.
package about

import (
	"embed"
	"runtime/debug"

	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed about.tmpl about.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "about", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Facts
}

// Facts are what the page says for programs.
type Facts struct {
	Software string `json:"software"`
	// License is its SPDX identifier.
	License string `json:"license"`
	// Source is the path of the Go module from which the running program was
	// built, or "" where the program does not know.
	Source string `json:"source"`
	// Operator is who runs this installation, or "" where that is not named.
	Operator string `json:"operator"`
	// UnitedNations is false: it is no project of theirs.
	UnitedNations bool `json:"project_of_the_united_nations"`
}

// Handler serves the page.
func Handler() page.Handler {
	source := module()
	return func(r *page.Request) (page.Result, error) {
		title := r.Words.T("about.title")
		d := Data{Base: r.Base(title), Facts: Facts{Software: "Heed", License: "Apache-2.0", Source: source, Operator: r.Site.Host}}
		d.Crumbs = []page.Link{{Href: d.URL("/about"), Text: title}}
		return page.Result{View: View.Name, Data: d, Twin: d.Facts}, nil
	}
}

// module names the source of the running program; that of a fork names itself.
func module() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	return info.Main.Path
}
