// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package invitation is the page to which the link of an invitation leads: it
// says what one is invited to, and takes the password that one chooses.
package invitation

import (
	"embed"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/auth"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed invitation.tmpl invitation.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "invitation", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Account heed.Account
	// Institution is its name, "" for who only runs the installation.
	Institution string
	// Anew says that there is an account, which is to be opened in a new way.
	Anew bool
	Form *desk.Form
}

// Handler serves the page.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		token := r.PathValue("token")
		i, err := a.Invitation(r.Context(), token)
		if err != nil {
			return page.Result{}, err
		}
		var password string
		form := r.Form("join", button(i.Account))
		form.Password(&password, "password").Must().Help("invitation.password_help", "Least", auth.MinPassword).Fills("new-password")
		if form.Sent() {
			err := r.Auth.Accept(r.Context(), r.Visit, token, password)
			if err == nil {
				return r.Go("/desk", "desk.said.joined"), nil
			}
			if !form.Shows(err) {
				return page.Result{}, err
			}
		}
		d := Data{Base: r.Base(r.T("invitation.title")), Account: i.Account, Anew: i.Account.ID != "", Form: form}
		if d.Institution, err = named(r, f, i.Account); err != nil {
			return page.Result{}, err
		}
		return r.Page(View, d), nil
	}
}

// button is the words of the button.
func button(of heed.Account) string {
	if of.ID != "" {
		return "invitation.button_anew"
	}
	return "invitation.button"
}

// named gives the name of the institution of who is invited, as they will see
// it.
func named(r *desk.Request, f *find.Finder, of heed.Account) (string, error) {
	if of.Institution == "" {
		return "", nil
	}
	viewer := heed.Viewer{Pseudonym: "invited", Role: of.Role, Side: of.Side}
	follow, err := f.Follow(r.Context(), viewer)
	if err != nil {
		return "", err
	}
	at, err := find.One[heed.Institution](follow, of.Institution)
	return at.Body.Name(r.Words.Code), err
}
