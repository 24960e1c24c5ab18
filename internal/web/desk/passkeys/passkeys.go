// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package passkeys is the page of one's passkeys: which there are, another one,
// and away with one. Browsers give none without a script.
package passkeys

import (
	"embed"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/auth"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed passkeys.tmpl passkeys.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "passkeys", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Passkeys []Passkey
	Add      *desk.Form
}

// Passkey is one that there is; Drop takes it away.
type Passkey struct {
	auth.Passkey
	Drop *desk.Form
}

// Handler serves the page.
func Handler() desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		if !r.Auth.HasPasskeys() {
			return page.Result{}, &heed.Error{Code: heed.CodeNotFound, Op: "passkeys", Key: "error.passkeys_none"}
		}
		r.UseScript()
		var d Data
		all, err := r.Auth.Passkeys(r.Context(), r.Account)
		if err != nil {
			return page.Result{}, err
		}
		for _, p := range all {
			form := r.Form("drop-"+p.ID, "passkeys.drop")
			form.Minor = true
			if form.Sent() {
				return r.Go("/desk/settings/passkeys", "passkeys.dropped"), r.Auth.DropPasskey(r.Context(), r.Account, p.ID)
			}
			d.Passkeys = append(d.Passkeys, Passkey{p, form})
		}
		done, err := d.add(r)
		if err != nil || done {
			return r.Go("/desk/settings/passkeys", "passkeys.added"), err
		}
		d.Base = r.Base(r.T("passkeys.title"), page.Link{Href: r.Prefix + "/desk/settings", Text: r.T("desk.settings")})
		return r.Page(View, d), nil
	}
}

// add makes the form for another passkey, and takes it.
func (d *Data) add(r *desk.Request) (done bool, err error) {
	var label, current, answer string
	d.Add = r.Form("add", "passkeys.add")
	d.Add.Text(&label, "label").Must().Help("passkeys.label_help")
	d.Add.Password(&current, "current").Help("settings.current_help").Fills("current-password")
	d.Add.Hidden(&answer, "answer")
	if d.Add.Sent() {
		err := r.Auth.Confirm(r.Context(), r.Visit, r.Account, current)
		if err == nil {
			err = r.Auth.AddPasskey(r.Context(), r.Account, label, answer)
		}
		if err == nil || !d.Add.Shows(err) {
			return err == nil, err
		}
	}
	options, err := r.Auth.NewPasskey(r.Context(), r.Account)
	d.Add.Asks("create", options)
	return false, err
}
