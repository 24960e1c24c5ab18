// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package may is the page that explains the two tables of internal/policy: who
// may do what, and who may see what, and what that makes of who asks.
package may

import (
	"embed"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed may.tmpl may.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "may", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Actions []Action
	Sees    []heed.Visibility
}

// Action is something that needs leave.
type Action struct {
	Name policy.Action
	// You are the ways in which who asks may, in words; none where they may not.
	You []string
	// Who are all that may.
	Who []string
}

// Handler serves the page.
func Handler() desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		d := Data{Base: r.Base(r.T("may.title")), Sees: heed.Visibilities}
		for _, name := range policy.Actions {
			a := Action{Name: name, Who: d.WhoMay(name)}
			for _, rule := range policy.RulesFor(r.Actor(), name) {
				a.You = append(a.You, d.Where(rule))
			}
			d.Actions = append(d.Actions, a)
		}
		return r.Page(View, d), nil
	}
}
