// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package members is the page that lists who works here, as far as one looks
// after them, and at which others are invited.
package members

import (
	"embed"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed members.tmpl members.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "members", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Members     []Member
	Invitations []Invitation
	Invite      *desk.Form
	// Appointed is what whoever runs the installation did here.
	Appointed []Appointed
	// Link is that of the invitation that was made just now, "" for none, and To
	// for whom it is.
	Link, To string
}

// Member is an account that one looks after.
type Member struct {
	heed.Account
	// Place is the name of the institution.
	Place string
	// Href leads to the member's own page.
	Href string
}

// Invitation is one that is open.
type Invitation struct {
	heed.Invitation
	Place    string
	TakeBack *desk.Form
}

// Appointed is what whoever runs the installation did to an account, in words.
type Appointed struct{ At, Whose, Role, Place, Did, By string }

// appointed lists what whoever runs the installation did where the reader answers
// for who works there.
func (d *Data) appointed(r *desk.Request, a *app.App, places Places) error {
	all, err := a.Appointments(r.Context(), r.Actor())
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, m := range d.Members {
		names[m.Pseudonym] = m.Account.Name
	}
	b := r.Base("")
	for _, one := range all {
		whose := r.T("log.nobody_yet")
		if one.Whose != "" {
			whose = desk.Who(names, one.Whose)
		}
		line := Appointed{At: b.Moment(one.At), Whose: whose, Role: "–", Place: "–", Did: desk.Did(b, one.Did), By: b.Role(one.ByRole) + ", " + one.By}
		if one.Role != "" {
			line.Role, line.Place = b.Role(one.Role), places.Name(one.Institution)
		}
		d.Appointed = append(d.Appointed, line)
	}
	return nil
}

// Handler serves the page.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		places, err := PlacesFor(r, f, a)
		if err != nil {
			return page.Result{}, err
		}
		var d Data
		if err := invite(r, a, places, &d); err != nil {
			return page.Result{}, err
		}
		all, err := a.Members(r.Context(), r.Actor())
		if err != nil {
			return page.Result{}, err
		}
		for _, i := range all.Invitations {
			form := r.Form("back-"+i.Token, "members.take_back")
			form.Minor = true
			if form.Sent() {
				return r.Go("/desk/members", "members.taken_back"), a.TakeBack(r.Context(), r.Actor(), i.Token)
			}
			d.Invitations = append(d.Invitations, Invitation{i, places.Name(i.Account.Institution), form})
		}
		for _, of := range all.Accounts {
			d.Members = append(d.Members, Member{of, places.Name(of.Institution), r.Prefix + "/desk/members/" + string(of.ID)})
		}
		if err := d.appointed(r, a, places); err != nil {
			return page.Result{}, err
		}
		d.Base = r.Base(r.T("desk.members"))
		return r.Page(View, d), nil
	}
}

// invite makes the form that invites, and does so.
func invite(r *desk.Request, a *app.App, places Places, d *Data) error {
	n := app.Newcomer{Language: r.Words.Code}
	d.Invite = r.Form("invite", "members.invite")
	d.Invite.Text(&n.Name, "person").Must()
	d.Invite.Email(&n.Email, "email").Must()
	Role(d.Invite, r, &n.Role)
	places.Field(d.Invite, r, &n.Institution)
	if !d.Invite.Sent() {
		return nil
	}
	token, err := a.Invite(r.Context(), r.Actor(), n)
	if err != nil {
		if d.Invite.Shows(err) {
			return nil
		}
		return err
	}
	d.Link, d.To = Link(r, token), n.Name
	d.Invite.Clear()
	return nil
}

// Link is the whole address of an invitation, to give to somebody.
func Link(r *desk.Request, token string) string {
	return r.Base("").Absolute(r.Prefix + "/desk/invitation/" + token)
}

// Role is the field for a role, of those that one may give.
func Role(form *desk.Form, r *desk.Request, role *heed.Role) {
	roles := append([]heed.Role(nil), heed.ContentRoles...)
	switch {
	case policy.Allow(r.Actor(), policy.Accounts) == nil:
		roles = append(roles, heed.Administrator)
	case r.Account.Role == heed.FocalPoint:
		roles = roles[1:] // a coordinator is named by others
	}
	desk.Choice(form, role, "role", roles, r.Base("").Role).Must().Help("members.role_help")
}

// Places are the institutions to which one may invite, by identifier.
type Places struct {
	IDs   []heed.ID
	names map[heed.ID]string
}

// PlacesFor gives the institutions to which who asks may invite.
func PlacesFor(r *desk.Request, f *find.Finder, a *app.App) (Places, error) {
	var all []find.Held[heed.Institution]
	if policy.Allow(r.Actor(), policy.Institutions) == nil {
		var err error
		if all, err = a.Institutions(r.Context(), r.Actor()); err != nil {
			return Places{}, err
		}
	} else {
		follow, err := f.Follow(r.Context(), r.Viewer)
		if err != nil {
			return Places{}, err
		}
		all = find.All[heed.Institution](follow)
	}
	p := Places{names: map[heed.ID]string{}}
	for _, i := range all {
		p.names[i.ID] = i.Body.Name(r.Words.Code)
		if policy.AllowOn(r.Actor(), policy.Invite, policy.Of(i.Version)) == nil {
			p.IDs = append(p.IDs, i.ID)
		}
	}
	return p, nil
}

// Name is the name of an institution, or its identifier where that is not known.
func (p Places) Name(id heed.ID) string {
	if n := p.names[id]; n != "" {
		return n
	}
	return string(id)
}

// Field is the field for an institution; the only one that there is, is chosen.
func (p Places) Field(form *desk.Form, r *desk.Request, id *heed.ID) {
	if len(p.IDs) == 1 && *id == "" && r.Account.Institution != "" {
		*id = p.IDs[0]
	}
	field := desk.Choice(form, id, "institution", p.IDs, p.Name)
	if r.Account.Role == heed.Administrator {
		field.Help("members.institution_help")
	} else {
		field.Must()
	}
}
