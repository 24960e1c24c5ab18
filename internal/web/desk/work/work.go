// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package work is the first page of the desk: who one is here, and what there
// is to do.
package work

import (
	"embed"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed work.tmpl work.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "work", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Account heed.Account
}

// Handler serves the page.
func Handler() desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		return r.Page(View, Data{Base: r.Base(r.T("desk.work")), Account: r.Account}), nil
	}
}
