// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package assign is the page on which a coordinator says by theme which
// institutions have to answer: hundreds of recommendations in one form.
package assign

import (
	"cmp"
	"embed"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/positions"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed assign.tmpl assign.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "assign", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Form *desk.Form
	// Open is how many recommendations nobody was asked about, All how many there
	// are.
	Open, All int
}

// rest stands for the recommendations of which no theme was chosen.
const rest = "rest"

// Handler serves the page.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		id, err := positions.ReviewOf(r)
		if err != nil {
			return page.Result{}, err
		}
		if err := policy.Allow(r.Actor(), policy.Assign); err != nil {
			return page.Result{}, err
		}
		all, err := f.Responses(r.Context(), r.Viewer, id, find.ResponseQuery{})
		if err != nil {
			return page.Result{}, err
		}
		by := byTheme{form: r.Form("assign", "assign.do"), chosen: map[label.Theme]heed.ID{}}
		by.fields(r, all)
		if by.form.Sent() {
			n, err := by.do(r, a, all)
			if err == nil {
				return r.Go(positions.At(id.Cycle, ""), "positions.done", desk.Counts{"Count": n}), nil
			}
			if !by.form.Shows(err) {
				return page.Result{}, err
			}
		}
		d := Data{Form: by.form, Open: open(all), All: len(all.Rows)}
		d.Base = r.Base(r.T("assign.title"), page.Link{Href: r.Prefix + positions.At(id.Cycle, ""), Text: r.T("desk.positions")})
		return r.Page(View, d), nil
	}
}

func open(all find.Responses) int {
	n := 0
	for _, row := range all.Rows {
		if row.Assignment == nil {
			n++
		}
	}
	return n
}

// byTheme is the form: an institution for each theme.
type byTheme struct {
	form   *desk.Form
	order  []label.Theme // the rarest first: it is what a recommendation is most about
	chosen map[label.Theme]heed.ID
	due    heed.Date
	again  bool
	anew   bool
}

func (b *byTheme) fields(r *desk.Request, all find.Responses) {
	counts := map[label.Theme]int{}
	for _, row := range all.Rows {
		for _, t := range row.Themes {
			counts[t]++
		}
		if len(row.Themes) == 0 {
			counts[rest]++
		}
	}
	for _, t := range label.AllThemes() {
		if counts[t] > 0 {
			b.order = append(b.order, t)
		}
	}
	slices.SortStableFunc(b.order, func(x, y label.Theme) int { return cmp.Compare(counts[x], counts[y]) })
	var ids []heed.ID
	for _, i := range all.Institutions {
		ids = append(ids, i.ID)
	}
	name := func(id heed.ID) string {
		i, _ := all.Institution(id)
		return i.Body.Name(r.Words.Code)
	}
	field := func(t label.Theme, word string) {
		var lead heed.ID
		desk.Choice(b.form, &lead, "theme-"+string(t), ids, name).Called(r.T("assign.theme", "Theme", word, "Count", counts[t]))
		b.chosen[t] = lead
	}
	for _, t := range b.order {
		field(t, r.T(t.Key()))
	}
	field(rest, r.T("assign.rest"))
	b.form.Date(&b.due, "due").Help("assign.due_help")
	b.form.Check(&b.again, "again")
	b.form.Check(&b.anew, "anew").Called(r.T("positions.anew_ask")).Help("positions.anew_help")
}

// do assigns all recommendations of which an institution was chosen for a theme.
func (b *byTheme) do(r *desk.Request, a *app.App, all find.Responses) (int, error) {
	var changes []app.Change
	for _, row := range all.Rows {
		if row.Assignment != nil && !b.again {
			continue
		}
		institutions := b.institutions(row.Themes)
		if len(institutions) == 0 {
			continue
		}
		changes = append(changes, positions.Assign(row, heed.Assignment{Lead: institutions[0], Partners: institutions[1:], Due: b.due}, b.anew, a.Now()))
	}
	if len(changes) == 0 {
		return 0, &heed.Error{Code: heed.CodeInvalid, Op: "assign.do", Key: "error.nothing_chosen"}
	}
	done, err := a.Write(r.Context(), r.Actor(), changes...)
	return len(done), err
}

// institutions are those that were chosen for the themes of a recommendation;
// that of the rarest leads.
func (b *byTheme) institutions(themes []label.Theme) []heed.ID {
	var out []heed.ID
	for _, t := range b.order {
		if i := b.chosen[t]; i != "" && slices.Contains(themes, t) && !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	if i := b.chosen[rest]; len(out) == 0 && i != "" {
		out = append(out, i)
	}
	return out
}
