// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package signin is the page at which people sign in at the desk, and the way
// out of it.
package signin

import (
	"embed"
	"net/http"
	"net/url"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed signin.tmpl signin.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "signin", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Form *desk.Form
	// Provider is the name of who else may say who somebody is, "" for nobody, and
	// ByProvider leads there.
	Provider, ByProvider string
	// Passkeys says that they can be used here.
	Passkeys bool
}

// Handler serves the page.
func Handler() desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		next := Next(r.URL.Query().Get("next"))
		if r.Account.ID != "" {
			return r.Go(next, ""), nil
		}
		var email, password string
		form := r.Form("sign-in", "sign_in.button")
		form.Email(&email, "email").Must().Fills("username")
		form.Password(&password, "password").Must().Fills("current-password")
		if form.Sent() {
			second, err := r.Auth.SignIn(r.Context(), r.Visit, email, password)
			if err == nil && second {
				return r.Go("/desk/sign-in/code?"+url.Values{"next": {next}}.Encode(), ""), nil
			}
			if err == nil {
				return r.Go(next, ""), nil
			}
			if !form.Shows(err) {
				return page.Result{}, err
			}
		}
		return show(r, form, next), nil
	}
}

// Instead answers a form that was sent when its session had ended: nothing of it is
// done, what was typed is given back, and signing in leads to its page.
func Instead(r *desk.Request) (page.Result, error) {
	next := Next(r.Path)
	r.Desk.Lost = &page.Lost{Text: r.T("sign_in.unsent"), Typed: r.Typed()}
	var email, password string
	form := r.Form("sign-in", "sign_in.button")
	form.Action = r.Prefix + "/desk/sign-in?" + url.Values{"next": {next}}.Encode()
	form.Email(&email, "email").Must().Fills("username")
	form.Password(&password, "password").Must().Fills("current-password")
	result := show(r, form, next)
	result.Status = http.StatusForbidden
	return result, nil
}

func show(r *desk.Request, form *desk.Form, next string) page.Result {
	return r.Page(View, Data{
		Base: r.Base(r.T("sign_in.title")), Form: form, Provider: r.Auth.Provider.Name, ByProvider: r.Prefix + "/desk/sign-in/provider?" + url.Values{"next": {next}}.Encode(), Passkeys: r.Auth.HasPasskeys(),
	})
}

// Provider leads to the provider.
func Provider() desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		if !r.Auth.HasProvider() {
			return page.Result{}, &heed.Error{Code: heed.CodeNotFound, Op: "signin", Key: "error.address"}
		}
		to, err := r.Auth.AskProvider(r.Context(), r.Visit, r.Prefix+Next(r.URL.Query().Get("next")))
		return page.Result{Redirect: to}, err
	}
}

// Return takes who comes back from the provider. The language is that of before.
func Return() desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		if !r.Auth.HasProvider() {
			return page.Result{}, &heed.Error{Code: heed.CodeNotFound, Op: "signin", Key: "error.address"}
		}
		next, err := r.Auth.SignInByProvider(r.Context(), r.Visit, r.URL.Query())
		return page.Result{Redirect: next}, err
	}
}

// Next is the page of the desk to go to after signing in: the one that was asked
// for, if it is one of the desk.
func Next(path string) string {
	if strings.HasPrefix(path, "/desk/") && !strings.ContainsAny(path, "\\?#\r\n") && !strings.Contains(path, "//") {
		return path
	}
	return "/desk"
}

// Out ends the session. Only a form of the desk does: a link that somebody sends
// signs nobody out.
func Out() desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		if r.Method != http.MethodPost {
			return r.Go("/desk", ""), nil
		}
		if r.Account.ID == "" {
			return r.Go("/desk/sign-in", ""), nil // nothing is kept of who is nobody
		}
		if err := r.Auth.SignOut(r.Context()); err != nil {
			return page.Result{}, err
		}
		return r.Go("/desk/sign-in", "desk.said.signed_out"), nil
	}
}
