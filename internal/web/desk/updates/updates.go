// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package updates is the page on which an institution says, of several of its
// measures at once, what was done: made for a telephone and five minutes.
package updates

import (
	"embed"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/plan"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed updates.tmpl updates.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "updates", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Form *desk.Form // nil where the institution has no measure
	// Told are updates on recommendations themselves.
	Told   []Told
	Assess string // where one is written
}

// Told is an update on recommendations in words; Whole leads to it where it is cut.
type Told struct {
	Refs, Href, Head, Text, Whole string
}

// shown is how many characters of what was said before stand on the page: enough to know
// it again on a telephone.
const shown = 300

// Handler serves the page.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		if err := policy.Allow(r.Actor(), policy.Report); err != nil {
			return page.Result{}, err
		}
		all, err := f.Plan(r.Context(), r.Viewer, r.Account.Voice, heed.ReviewID{State: r.Account.State})
		if err != nil {
			return page.Result{}, err
		}
		d := Data{}
		own := slices.DeleteFunc(slices.Clone(all.Measures), func(m find.Planned) bool {
			return m.Body.Lead != r.Account.Institution && !slices.Contains(m.Body.Partners, r.Account.Institution)
		})
		if len(own) > 0 {
			changes := d.form(r, own)
			if d.Form.Sent() {
				n, err := write(r, a, changes)
				if err == nil {
					return r.Go("/desk/plan/updates", "updates.done", desk.Counts{"Count": n}), nil
				}
				if !d.Form.Shows(err) {
					return page.Result{}, err
				}
			}
		}
		d.Base = r.Base(r.T("updates.title"), page.Link{Href: r.Prefix + "/desk/plan", Text: r.T("desk.plan")})
		if err := d.told(r, f, all); err != nil {
			return page.Result{}, err
		}
		return r.Page(View, d), nil
	}
}

// told lists what was said on recommendations themselves.
func (d *Data) told(r *desk.Request, f *find.Finder, all find.Plan) error {
	_, name := all.Names(d.Lang())
	d.Assess = d.URL("/desk/assess")
	made, err := f.Made(r.Context(), r.Viewer)
	if err != nil {
		return err
	}
	for _, u := range all.Updates {
		refs := make([]string, len(u.Body.Recommendations))
		for i, id := range u.Body.Recommendations {
			refs[i] = id.String()
		}
		told := Told{Refs: strings.Join(refs, ", "), Href: d.URL(plan.UpdateAt(u.ID)), Head: d.Date(u.Body.Date) + " · " + name(u.Institution) + " · " + d.Step(u.Step), Text: u.Body.Text}
		if len(made.After(u.Body.Date, u.Body.Recommendations)) == len(refs) {
			told.Head += " · " + d.T("measure.context")
		}
		if utf8.RuneCountInString(u.Body.Text) > shown {
			told.Text, told.Whole = page.Clip(u.Body.Text, shown), d.T("updates.whole", "Date", d.Date(u.Body.Date))
		}
		d.Told = append(d.Told, told)
	}
	return nil
}

// form has a day for all and a text for each measure; a text that is left empty
// says nothing.
func (d *Data) form(r *desk.Request, own []find.Planned) func() ([]app.Change, error) {
	on := r.Today
	d.Form = r.Form("updates", "updates.send")
	d.Form.Date(&on, "date").Must()
	texts := make([]string, len(own))
	for i, m := range own {
		area := d.Form.Area(&texts[i], field(m.ID)).Called(m.Body.Title)
		if len(m.Updates) > 0 {
			last := m.Updates[0]
			day, text := r.Words.Date(last.Body.Date), page.Clip(last.Body.Text, shown)
			if area.Help("updates.last", "Date", day, "Text", text); utf8.RuneCountInString(last.Body.Text) > shown {
				area.More = page.Link{Href: r.Prefix + plan.UpdateAt(last.ID), Text: r.T("updates.whole", "Date", day)}
			}
		}
	}
	return func() ([]app.Change, error) {
		var out []app.Change
		for i, m := range own {
			if texts[i] == "" {
				continue
			}
			if utf8.RuneCountInString(texts[i]) > heed.MaxUpdate { // said beside the text of this measure
				return nil, &heed.Error{Code: heed.CodeInvalid, Op: "updates.form", Key: "error.field_long", Args: []string{"Field", field(m.ID), "Most", strconv.Itoa(heed.MaxUpdate)}}
			}
			out = append(out, app.Change{Body: heed.Update{Measure: m.ID, Date: on, Text: texts[i]}})
		}
		return out, nil
	}
}

// field is the name of the text on a measure.
func field(of heed.ID) string { return "text-" + string(of) }

func write(r *desk.Request, a *app.App, told func() ([]app.Change, error)) (int, error) {
	changes, err := told()
	if err != nil {
		return 0, err
	}
	if len(changes) == 0 {
		return 0, &heed.Error{Code: heed.CodeInvalid, Op: "updates.write", Key: "error.nothing_said"}
	}
	done, err := a.Write(r.Context(), r.Actor(), changes...)
	return len(done), err
}
