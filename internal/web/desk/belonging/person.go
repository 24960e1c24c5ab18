// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package belonging

import (
	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

var persons = kind[heed.Person]{
	fresh: "person.new", lede: "person.lede", edit: "person.edit", save: "person.save",
	begin: func(dossier heed.ID) heed.Person { return heed.Person{Dossier: dossier} },
	of:    func(p heed.Person) heed.ID { return p.Dossier },
	title: func(b page.Base, p heed.Person) string {
		return p.Reference + ": " + b.T("person_role."+string(p.Role))
	},
	form: personForm,
}

// NewPerson serves the page of a new person.
func NewPerson(f *find.Finder, a *app.App) desk.Handler { return persons.beginning(f, a) }

// Person serves the page of a person.
func Person(f *find.Finder, a *app.App) desk.Handler { return persons.one(f, a) }

func personForm(d *Data, r *desk.Request, m heed.Person) func() (app.Change, error) {
	form, base, visibility := d.Edit, d.version.Number, d.version.Visibility
	form.Version(&base)
	if !d.There {
		var taken []string
		for _, p := range d.in.Persons {
			taken = append(taken, p.Reference)
		}
		m.Reference = r.T("person.next", "Number", heed.NextReference(taken))
	}
	form.Text(&m.Reference, "reference").Must().Help("person.reference_help")
	choice(form, r, &m.Role, "role", heed.PersonRoles, "person_role.").Must()
	form.Check(&m.Minor, "minor")
	form.Texts(&m.What, "what", "area", "person.what_help")
	form.Source(&m.Source)
	choice(form, r, &visibility, "visibility", heed.WorkVisibilities, "visibility.")
	return func() (app.Change, error) { return d.saved(base, visibility, "", m), nil }
}
