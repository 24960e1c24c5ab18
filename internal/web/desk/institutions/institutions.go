// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package institutions is the page that lists the institutions of this
// installation.
package institutions

import (
	"embed"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed institutions.tmpl institutions.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "institutions", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Voices []Voice
	// Keeps says that who asks can enter and change them.
	Keeps bool
}

// Voice is the institutions of one voice, by name.
type Voice struct {
	Voice        heed.Voice
	Institutions []find.Held[heed.Institution]
}

// Handler serves the page.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		d := Data{Base: r.Base(r.T("desk.institutions")), Keeps: policy.Allow(r.Actor(), policy.Institutions) == nil}
		var all []find.Held[heed.Institution]
		var err error
		if d.Keeps {
			all, err = a.Institutions(r.Context(), r.Actor())
		} else {
			var follow find.Follow
			follow, err = f.Follow(r.Context(), r.Viewer)
			if err == nil {
				all = find.All[heed.Institution](follow)
			}
		}
		if err != nil {
			return page.Result{}, err
		}
		byName := d.ByName()
		slices.SortStableFunc(all, func(x, y find.Held[heed.Institution]) int {
			return byName(x.Body.Name(d.Lang()), y.Body.Name(d.Lang()))
		})
		for _, v := range heed.Voices {
			of := Voice{Voice: v}
			for _, i := range all {
				if i.Voice == v {
					of.Institutions = append(of.Institutions, i)
				}
			}
			if len(of.Institutions) > 0 {
				d.Voices = append(d.Voices, of)
			}
		}
		return r.Page(View, d), nil
	}
}
