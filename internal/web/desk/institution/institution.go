// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package institution is the form for one institution, for who keeps them.
package institution

import (
	"cmp"
	"embed"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed institution.tmpl institution.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "institution", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	// New says that it is to be entered; else Held is what there is.
	New  bool
	Held find.Held[heed.Institution]
	Form *desk.Form
}

// Handler serves the page.
func Handler(a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		if err := policy.Allow(r.Actor(), policy.Institutions); err != nil {
			return page.Result{}, err
		}
		d := Data{New: r.PathValue("id") == ""}
		if !d.New {
			all, err := a.Institutions(r.Context(), r.Actor())
			if err != nil {
				return page.Result{}, err
			}
			i := slices.IndexFunc(all, func(h find.Held[heed.Institution]) bool { return string(h.ID) == r.PathValue("id") })
			if i < 0 {
				return page.Result{}, &heed.Error{Code: heed.CodeNotFound, Op: "institution", Key: "error.version_not_found"}
			}
			d.Held = all[i]
		}
		change := d.form(r)
		if d.Form.Sent() {
			_, err := a.Write(r.Context(), r.Actor(), change())
			if err == nil {
				return r.Go("/desk/institutions", "institutions.saved"), nil
			}
			if !d.Form.Shows(err) {
				return page.Result{}, err
			}
		}
		title := r.T("institutions.new")
		if !d.New {
			title = d.Held.Body.Name(r.Words.Code)
		}
		d.Base = r.Base(title, page.Link{Href: r.Prefix + "/desk/institutions", Text: r.T("desk.institutions")})
		return r.Page(View, d), nil
	}
}

// form makes the form; what it gives makes the change of what was typed.
func (d *Data) form(r *desk.Request) func() app.Change {
	f := r.Form("save", "institutions.save")
	d.Form = f
	body, side, number := d.Held.Body, d.Held.Side, d.Held.Number
	f.Version(&number)
	names := map[string]*string{}
	for _, l := range r.Site.Catalogues.Languages() {
		name := body.Names[l.Code]
		names[l.Code] = &name
		f.Text(&name, "names-"+l.Code).Called(r.T("institutions.name_in", "Language", l.Name)).As("names")
	}
	f.Text(&body.Short, "short")
	desk.Choice(f, &body.Kind, "kind", heed.InstitutionKinds, func(k heed.InstitutionKind) string { return r.T("institution_kind." + string(k)) }).Must()
	if d.New {
		base := r.Base("")
		desk.Choice(f, &side.Voice, "voice", heed.Voices, base.Voice).Must().Help("institutions.voice_help")
		desk.Choice(f, &side.State, "state", statesByName(base), base.State).Help("institutions.state_help")
	}
	hidden := d.Held.Visibility != "" && d.Held.Visibility != heed.VisiblePublic
	f.Area(&body.Vouched, "vouched").Help("institutions.vouched_help").Short = true
	f.Check(&body.VouchedShown, "vouched_shown").Help("institutions.vouched_shown_help")
	accreditations(f, &body.GANHRI)
	f.Email(&body.Contact, "contact").Help("institutions.contact_help")
	f.Check(&hidden, "hidden").Help("institutions.hidden_help")
	return func() app.Change {
		body.Names = map[string]string{}
		for code, name := range names {
			if *name != "" {
				body.Names[code] = *name
			}
		}
		c := app.Change{ID: d.Held.ID, Base: number, Side: side, Body: body, Visibility: heed.VisiblePublic}
		if hidden {
			c.Visibility = heed.VisibleInstitution
		}
		return c
	}
}

// accreditations adds the rows of an NHRI's statuses by GANHRI.
func accreditations(f *desk.Form, all *[]heed.Accreditation) {
	status := desk.Words([]string{"A", "B"}, func(s string) string { return s })
	of := []desk.Column[heed.Accreditation]{
		desk.Col("status", "choice", func(a *heed.Accreditation) *string { return &a.Status }, status...),
		desk.Col("status_since", "date", func(a *heed.Accreditation) *heed.Date { return &a.Since }),
		desk.Col("status_until", "date", func(a *heed.Accreditation) *heed.Date { return &a.Until }),
		desk.Col("source", "text", func(a *heed.Accreditation) *string { return &a.Source }),
	}
	desk.Rows(f, all, "ganhri", of...).Help("institutions.ganhri_help")
}

// statesByName lists all States in the order of their names.
func statesByName(b page.Base) []heed.StateCode {
	all := append(refdata.All(), refdata.Specimens()...)
	codes := make([]heed.StateCode, 0, len(all))
	for _, s := range all {
		codes = append(codes, s.Code)
	}
	byName := b.ByName()
	slices.SortFunc(codes, func(x, y heed.StateCode) int { return cmp.Or(byName(b.State(x), b.State(y)), cmp.Compare(x, y)) })
	return codes
}
