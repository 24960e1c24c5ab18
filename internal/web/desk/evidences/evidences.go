// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package evidences is the list of the evidence that a voice has collected.
package evidences

import (
	"cmp"
	"embed"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/evidence"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed evidences.tmpl evidences.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "evidences", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	New   string // an address, "" for who may not
	Words string
	Picks []Pick
	Rows  []Row
	Total int
}

// Pick is a filter of which one value is chosen.
type Pick struct {
	Name, Label, All string
	Options          []desk.Option
}

// Row is evidence in words.
type Row struct {
	Title, Href, Bearing, What, Level, Day, Step, Readers string
	About                                                 []string
}

// Handler serves the page.
func Handler(f *find.Finder) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		follow, err := f.Follow(r.Context(), r.Viewer)
		if err != nil {
			return page.Result{}, err
		}
		d := Data{Base: r.Base(r.T("desk.evidence")), Words: r.URL.Query().Get("q")}
		if policy.Allow(r.Actor(), policy.Prove) == nil {
			d.New = d.URL("/desk/evidence/new")
		}
		d.fill(r, follow)
		return r.Page(View, d), nil
	}
}

// fill lists what fits of the evidence of the reader's own voice, the latest first.
func (d *Data) fill(r *desk.Request, follow find.Follow) {
	q := r.URL.Query()
	bearing, level, measure, about := q.Get("bearing"), q.Get("level"), q.Get("measure"), strings.TrimSpace(q.Get("about"))
	titles := map[heed.ID]string{}
	for _, m := range find.All[heed.Measure](follow) {
		titles[m.ID] = m.Body.Title
	}
	measures := []heed.ID{}
	all := find.All[heed.Evidence](follow)
	slices.SortStableFunc(all, func(a, b find.Held[heed.Evidence]) int { return -cmp.Compare(a.Entry, b.Entry) })
	for _, e := range all {
		if !e.SameVoice(r.Account.Side) {
			continue
		}
		d.Total++
		if of := e.Body.Measure; of != "" && titles[of] != "" && !slices.Contains(measures, of) {
			measures = append(measures, of)
		}
		row := d.row(e, titles)
		fits := (bearing == "" || string(e.Body.Bearing) == bearing) && (level == "" || string(e.Body.Level) == level) && (measure == "" || string(e.Body.Measure) == measure) &&
			(about == "" || slices.ContainsFunc(e.Body.Recommendations, func(id heed.RecID) bool { return strings.HasPrefix(id.String(), about) })) &&
			strings.Contains(strings.ToLower(strings.Join([]string{e.Body.Title, e.Body.Excerpt, e.Body.Publisher}, " ")), strings.ToLower(d.Words))
		if fits {
			d.Rows = append(d.Rows, row)
		}
	}
	d.Picks = []Pick{
		pick(d, "bearing", bearing, heed.EvidenceBearings, func(b heed.EvidenceBearing) string { return d.T("evidence_bearing." + string(b)) }),
		pick(d, "level", level, heed.Sensitivities, func(s heed.Sensitivity) string { return d.T("sensitivity." + string(s)) }),
		pick(d, "measure", measure, measures, func(id heed.ID) string { return titles[id] }),
	}
}

func pick[T ~string](d *Data, name, chosen string, of []T, word func(T) string) Pick {
	p := Pick{Name: name, Label: d.T("field." + name), All: d.T("filter.all")}
	for _, v := range of {
		p.Options = append(p.Options, desk.Option{Value: string(v), Text: word(v), Selected: string(v) == chosen})
	}
	return p
}

func (d *Data) row(e find.Held[heed.Evidence], titles map[heed.ID]string) Row {
	row := Row{
		Title: evidence.Title(d.Base, e.Body), Href: d.URL(evidence.At(e.ID)), Bearing: d.T("evidence_bearing." + string(e.Body.Bearing)), Level: d.T("sensitivity." + string(e.Body.Level)),
		Step: d.Base.Step(e.Step), Readers: d.Visible(e.Visibility), What: d.T("evidence.link"),
	}
	if e.Body.File != nil {
		row.What = d.T("evidence.file")
	}
	if e.Body.Date != "" {
		row.Day = d.Date(e.Body.Date)
	}
	for _, id := range e.Body.Recommendations {
		row.About = append(row.About, id.String())
	}
	if title := titles[e.Body.Measure]; title != "" {
		row.About = append(row.About, title)
	}
	return row
}
