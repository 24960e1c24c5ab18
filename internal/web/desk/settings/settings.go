// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package settings is the page of one's own account: how one signs in, where one
// is signed in, and how to go.
package settings

import (
	"embed"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/auth"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed settings.tmpl settings.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "settings", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Account heed.Account
	// Authenticator is when the one in use was set up, zero where there is none.
	Authenticator time.Time
	// Codes is how many codes for recovery are left.
	Codes int
	// Passkeys says that they can be used here.
	Passkeys bool
	Letters  *desk.Form // nil for who has no part in a plan
	Password *desk.Form
	Sessions []Session
	Others   *desk.Form // nil where there are no others
	Forget   *desk.Form
}

// Session is one place where somebody is signed in; End ends it.
type Session struct {
	auth.Session
	End *desk.Form // nil for this one
}

// Handler serves the page.
func Handler(a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		d := Data{Account: r.Account}
		for _, part := range []func(*desk.Request, *app.App, *Data) (page.Result, error){letters, password, sessions, forget} {
			if result, err := part(r, a, &d); err != nil || result.Redirect != "" {
				return result, err
			}
		}
		ways, err := r.Auth.Ways(r.Context(), r.Account)
		if err != nil {
			return page.Result{}, err
		}
		d.Authenticator, d.Codes, d.Passkeys = ways.Authenticator, ways.Codes, r.Auth.HasPasskeys()
		d.Base = r.Base(r.T("desk.settings"))
		return r.Page(View, d), nil
	}
}

// letters says how one wants to be written to.
func letters(r *desk.Request, a *app.App, d *Data) (page.Result, error) {
	if !r.Account.Role.WithinVoice() {
		return page.Result{}, nil
	}
	often, pause := r.Account.Letters.Often(), r.Account.Letters.Pause
	d.Letters = r.Form("letters", "settings.letters_button")
	desk.Choice(d.Letters, &often, "frequency", heed.Frequencies, func(f heed.Frequency) string { return r.T("frequency." + string(f)) }).Must()
	d.Letters.Date(&pause, "pause").Help("settings.pause_help")
	if !d.Letters.Sent() {
		return page.Result{}, nil
	}
	err := a.ChooseLetters(r.Context(), r.Actor(), r.Account.ID, often, pause)
	if err == nil {
		return r.Go("/desk/settings", "desk.said.saved"), nil
	}
	if d.Letters.Shows(err) {
		err = nil
	}
	return page.Result{}, err
}

// password changes the password.
func password(r *desk.Request, _ *app.App, d *Data) (page.Result, error) {
	var current, next string
	d.Password = r.Form("password", "settings.password_button")
	d.Password.Password(&current, "current").Fills("current-password")
	d.Password.Password(&next, "password").Must().Called(r.T("settings.password_new")).Help("invitation.password_help", "Least", auth.MinPassword).Fills("new-password")
	if !d.Password.Sent() {
		return page.Result{}, nil
	}
	err := r.Auth.Confirm(r.Context(), r.Visit, r.Account, current)
	if err == nil {
		err = r.Auth.ChangePassword(r.Context(), r.Account, next)
	}
	if err == nil {
		return r.Go("/desk/settings", "settings.password_changed"), nil
	}
	if d.Password.Shows(err) {
		err = nil
	}
	return page.Result{}, err
}

// sessions lists where one is signed in, and ends one or all others.
func sessions(r *desk.Request, _ *app.App, d *Data) (page.Result, error) {
	all, err := r.Auth.Sessions(r.Context(), r.Account)
	if err != nil {
		return page.Result{}, err
	}
	for _, s := range all {
		shown := Session{Session: s}
		if !s.Here {
			shown.End = r.Form("end-"+s.ID, "settings.session_end")
			shown.End.Minor = true
			if shown.End.Sent() {
				return r.Go("/desk/settings", "settings.session_ended"), r.Auth.End(r.Context(), r.Account, s.ID)
			}
		}
		d.Sessions = append(d.Sessions, shown)
	}
	if len(all) > 1 {
		d.Others = r.Form("others", "settings.sessions_end")
		d.Others.Minor = true
		if d.Others.Sent() {
			return r.Go("/desk/settings", "settings.sessions_ended"), r.Auth.EndOthers(r.Context(), r.Account)
		}
	}
	return page.Result{}, nil
}

// forget destroys the account.
func forget(r *desk.Request, a *app.App, d *Data) (page.Result, error) {
	var current string
	sure := false
	d.Forget = r.Form("forget", "settings.forget_button")
	d.Forget.Danger = true
	d.Forget.Password(&current, "current").Help("settings.current_help").Fills("current-password")
	d.Forget.Check(&sure, "sure").Called(r.T("settings.forget_sure")).Must()
	if !d.Forget.Sent() {
		return page.Result{}, nil
	}
	err := r.Auth.Confirm(r.Context(), r.Visit, r.Account, current)
	if err == nil {
		err = a.Forget(r.Context(), r.Actor(), r.Account.ID)
	}
	if err == nil {
		err = r.Auth.SignOut(r.Context())
	}
	if err == nil {
		return r.Go("/desk/sign-in", "settings.forgotten"), nil
	}
	if d.Forget.Shows(err) {
		err = nil
	}
	return page.Result{}, err
}
