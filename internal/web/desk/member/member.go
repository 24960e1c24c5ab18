// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package member is the page of one account, for who looks after it: another
// role or institution, a new way in, out, and gone.
package member

import (
	"embed"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/members"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed member.tmpl member.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "member", Files: files, Data: Data{}}

// Data is what the template prints. Forms are nil where they are not for who
// asks.
type Data struct {
	page.Base
	Account heed.Account
	Place   string
	// Own says that it is the account of who asks, Above that only others may
	// change it.
	Own, Above             bool
	Assign, Suspend, Renew *desk.Form
	Forget                 *desk.Form
	Link                   string
}

// Handler serves the page.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		all, err := a.Members(r.Context(), r.Actor())
		if err != nil {
			return page.Result{}, err
		}
		i := slices.IndexFunc(all.Accounts, func(of heed.Account) bool { return string(of.ID) == r.PathValue("id") })
		if i < 0 {
			return page.Result{}, &heed.Error{Code: heed.CodeNotFound, Op: "member", Key: "error.account_not_found"}
		}
		places, err := members.PlacesFor(r, f, a)
		if err != nil {
			return page.Result{}, err
		}
		d := Data{Account: all.Accounts[i], Place: places.Name(all.Accounts[i].Institution)}
		d.Own = d.Account.Pseudonym == r.Account.Pseudonym
		d.Above = policy.Give(r.Actor(), d.Account.Role, d.Account.Side) != nil
		if !d.Own && !d.Above {
			if result, err := d.forms(r, a, places); err != nil || result.Redirect != "" {
				return result, err
			}
		}
		d.Base = r.Base(d.Account.Name, page.Link{Href: r.Prefix + "/desk/members", Text: r.T("desk.members")})
		return r.Page(View, d), nil
	}
}

// forms makes the forms, and does what one of them asks for.
func (d *Data) forms(r *desk.Request, a *app.App, places members.Places) (page.Result, error) {
	id := d.Account.ID
	role, institution := d.Account.Role, d.Account.Institution
	d.Assign = r.Form("assign", "member.assign")
	members.Role(d.Assign, r, &role)
	places.Field(d.Assign, r, &institution)
	suspend, said := "member.suspend", "member.is_suspended"
	if d.Account.Suspended {
		suspend, said = "member.restore", "member.is_restored"
	}
	d.Suspend = r.Form("suspend", suspend)
	d.Suspend.Danger, d.Suspend.Minor = !d.Account.Suspended, d.Account.Suspended
	if !d.Account.Suspended {
		d.Renew = r.Form("renew", "member.renew")
		d.Renew.Minor = true
	}
	if policy.Allow(r.Actor(), policy.Accounts) == nil {
		sure := false
		d.Forget = r.Form("forget", "member.forget")
		d.Forget.Danger = true
		d.Forget.Check(&sure, "sure").Called(r.T("member.forget_sure")).Must()
	}
	return d.do(r, a, id, role, institution, said)
}

// do does what one of the forms asks for.
func (d *Data) do(r *desk.Request, a *app.App, id heed.ID, role heed.Role, institution heed.ID, said string) (page.Result, error) {
	here := "/desk/members/" + string(id)
	ctx, actor := r.Context(), r.Actor()
	for _, way := range []struct {
		form *desk.Form
		do   func() error
		to   string
		said string
	}{
		{d.Assign, func() error { return a.Reassign(ctx, actor, id, role, institution) }, here, "member.assigned"},
		{d.Suspend, func() error { return a.Suspend(ctx, actor, id, !d.Account.Suspended) }, here, said},
		{d.Forget, func() error { return a.Forget(ctx, actor, id) }, "/desk/members", "member.forgotten"},
		{d.Renew, func() error {
			token, err := a.Renew(ctx, actor, id)
			d.Link = members.Link(r, token)
			return err
		}, "", ""}, // the link is shown at once, and never again
	} {
		if way.form == nil || !way.form.Sent() {
			continue
		}
		err := way.do()
		if err != nil && way.form.Shows(err) {
			return page.Result{}, nil
		}
		if err != nil || way.to == "" {
			return page.Result{}, err
		}
		return r.Go(way.to, way.said), nil
	}
	return page.Result{}, nil
}
