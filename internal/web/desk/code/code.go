// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package code is the second step of signing in with a password: a code of the
// authenticator, or one for recovery.
package code

import (
	"embed"

	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/signin"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed code.tmpl code.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "code", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Form *desk.Form
}

// Handler serves the page.
func Handler() desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		if !r.Auth.Awaits(r.Context()) {
			return r.Go("/desk/sign-in", ""), nil
		}
		var code string
		form := r.Form("code", "sign_in.button")
		form.Text(&code, "code").Must().Help("code.help").Fills("one-time-code")
		if form.Sent() {
			err := r.Auth.Code(r.Context(), r.Visit, code)
			if err == nil {
				return r.Go(signin.Next(r.URL.Query().Get("next")), ""), nil
			}
			if !form.Shows(err) {
				return page.Result{}, err
			}
		}
		return r.Page(View, Data{Base: r.Base(r.T("code.title")), Form: form}), nil
	}
}
