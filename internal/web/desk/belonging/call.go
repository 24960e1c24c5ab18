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

var calls = kind[heed.Call]{
	fresh: "call.new", lede: "call.lede", edit: "call.edit", save: "call.save",
	begin: func(dossier heed.ID) heed.Call { return heed.Call{Dossier: dossier} },
	of:    func(c heed.Call) heed.ID { return c.Dossier },
	title: func(b page.Base, c heed.Call) string { return b.T("call_kind."+string(c.Kind)) + ": " + c.Speaker },
	form:  callForm,
}

// NewCall serves the page of something new that was said.
func NewCall(f *find.Finder, a *app.App) desk.Handler { return calls.beginning(f, a) }

// Call serves the page of something that was said.
func Call(f *find.Finder, a *app.App) desk.Handler { return calls.one(f, a) }

func callForm(d *Data, r *desk.Request, m heed.Call) func() (app.Change, error) {
	form, base, visibility := d.Edit, d.version.Number, d.version.Visibility
	form.Version(&base)
	choice(form, r, &m.Kind, "kind", heed.CallKinds, "call_kind.").Must()
	choice(form, r, &m.Voice, "voice", heed.Voices, "voice.").Must().Help("figure.voice_help")
	form.Text(&m.Speaker, "speaker").Must()
	form.Around(&m.Date, "date")
	form.Texts(&m.Words, "words", "area", "call.words_help")
	form.Text(&m.Grade, "grade").Help("assess.grade_help")
	form.Text(&m.Scale, "scale")
	form.Source(&m.Source)
	var ids []heed.ID
	for _, c := range d.in.Figures {
		if c.Withdrawn == "" {
			ids = append(ids, c.ID)
		}
	}
	if len(ids) > 0 {
		desk.Many(form, &m.Figures, "figures", ids, d.called).Help("call.figures_help")
	}
	choice(form, r, &visibility, "visibility", heed.WorkVisibilities, "visibility.")
	return func() (app.Change, error) { return d.saved(base, visibility, "", m), nil }
}
