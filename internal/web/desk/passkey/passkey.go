// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package passkey is the page at which people sign in with a passkey.
package passkey

import (
	"embed"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/signin"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed passkey.tmpl passkey.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "passkey", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Form *desk.Form
}

// Handler serves the page.
func Handler() desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		if !r.Auth.HasPasskeys() {
			return page.Result{}, &heed.Error{Code: heed.CodeNotFound, Op: "passkey", Key: "error.passkeys_none"}
		}
		r.UseScript()
		var answer string
		form := r.Form("passkey", "passkey.button")
		form.Hidden(&answer, "answer")
		if form.Sent() {
			err := r.Auth.SignInByPasskey(r.Context(), r.Visit, answer)
			if err == nil {
				return r.Go(signin.Next(r.URL.Query().Get("next")), ""), nil
			}
			if !form.Shows(err) {
				return page.Result{}, err
			}
		}
		options, err := r.Auth.AskPasskey(r.Context(), r.Visit)
		if err != nil {
			return page.Result{}, err
		}
		form.Asks("get", options)
		return r.Page(View, Data{Base: r.Base(r.T("passkey.title")), Form: form}), nil
	}
}
