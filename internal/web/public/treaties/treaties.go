// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package treaties is the page of a State's treaty record: how it stands to each
// human rights treaty by the sources at hand, what it did when, what no source
// tells, and what recommendations asked about it.
package treaties

import (
	"cmp"
	"embed"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed treaties.tmpl treaties.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "treaties", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	find.TreatyRecord
	Name string
	// Sum says to how many treaties the State is a party, and of how many that is not
	// known.
	Sum  string
	Rows []Row
	// Course are the acts of which a source tells when, the latest first.
	Course []Moment
	// Sourced are what sources claim of it, as voices have set it beside the record.
	Sourced []page.HeldClaim
}

// Row is a treaty in words.
type Row struct {
	Name, Title string
	Standing    string
	Acts        []Act
	Unknown     []string
	Asked       []Asked
}

// Act is one act: what, when, by which source and up to when that speaks.
type Act struct {
	What, When, Source string
}

// Asked are the recommendations of one review that ask for an act of which the record
// says the same.
type Asked struct {
	Review, Says string
	Links        []page.Link
}

// Moment is an act of which it is known when it was.
type Moment struct {
	Treaty string
	Act
	at string
}

// Handler serves the page.
func Handler(f *find.Finder) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		code := heed.StateCode(strings.TrimPrefix(r.Path, "/treaties/"))
		if !refdata.Known(code) {
			return page.Result{}, &heed.Error{Code: heed.CodeNotFound, Op: "treaties.Handler", Key: "error.address"}
		}
		answer, err := f.Treaties(r.Context(), r.Viewer, code)
		if err != nil {
			return page.Result{}, err
		}
		d := build(r, answer)
		for _, c := range answer.Claims {
			d.Sourced = append(d.Sourced, d.SaidClaim(c))
		}
		return page.Result{View: View.Name, Data: d, Twin: answer, Table: table(answer)}, nil
	}
}

// table is the record for spreadsheets: an act in each row, and a row for each treaty
// of which none is known.
func table(a find.TreatyRecord) *export.Table {
	out := &export.Table{Name: "treaties-" + string(a.State), Head: []string{"state", "treaty", "title", "standing", "act", "when", "article", "source", "as_of"}}
	for _, t := range a.Treaties {
		row := []string{string(a.State), string(t.Treaty), t.Title, string(t.Standing)}
		if len(t.Acts) == 0 {
			out.Rows = append(out.Rows, append(row, "", "", "", "", ""))
		}
		for _, act := range t.Acts {
			out.Rows = append(out.Rows, append(slices.Clone(row), string(act.Act), act.When, act.Article, act.Source, act.AsOf))
		}
	}
	return out
}

// build turns the answer into what the template prints.
func build(r *page.Request, a find.TreatyRecord) Data {
	d := Data{Base: r.Base(""), TreatyRecord: a}
	d.Name = d.Base.State(a.State)
	d.Title, d.Specimen = d.T("treaties.title", "State", d.Name), page.Invented(a.State)
	d.Crumbs = []page.Link{{Href: d.URL("/" + string(a.State)), Text: d.Name}, {Href: d.URL(r.Path), Text: d.T("state.treaties")}}
	count := map[heed.Standing]int{}
	for _, t := range a.Treaties {
		count[t.Standing]++
		d.Rows = append(d.Rows, d.row(t))
	}
	d.Sum = d.T("treaties.sum", "Of", d.Number(len(a.Treaties)), "Party", d.Number(count[heed.StandingParty]), "Signed", d.Number(count[heed.StandingSigned]),
		"None", d.Number(count[heed.StandingNone]), "Unknown", d.Number(count[heed.StandingUnknown]))
	d.Course = d.course()
	return d
}

func (d *Data) row(t find.TreatyStatus) Row {
	treaty, _ := refdata.TreatyByKey(t.Treaty)
	out := Row{Name: treaty.Name(d.Lang()), Title: t.Title, Standing: d.Standing(t.Standing, t.Since)}
	for _, a := range t.Acts {
		out.Acts = append(out.Acts, d.act(a))
	}
	for _, u := range t.Unknown {
		out.Unknown = append(out.Unknown, d.T("treaties.unknown."+string(u.What), "Articles", d.List(u.Articles), "Count", len(u.Articles)))
	}
	for _, a := range t.Asked {
		id := a.Recommendation
		link := page.Link{Href: d.RecURL(id.Review, id.Ref), Text: id.Ref}
		asked := Asked{Review: d.T("review.cycle", "Cycle", id.Review.Cycle), Says: d.TreatySays(a)}
		if i := slices.IndexFunc(out.Asked, func(o Asked) bool { return o.Review == asked.Review && o.Says == asked.Says }); i >= 0 {
			out.Asked[i].Links = append(out.Asked[i].Links, link)
			continue
		}
		asked.Links = []page.Link{link}
		out.Asked = append(out.Asked, asked)
	}
	return out
}

func (d *Data) act(a find.TreatyAct) Act {
	var out Act
	out.What, out.When, out.Source = d.TreatyAct(a.Told())
	return out
}

// course lists the acts over time.
func (d *Data) course() []Moment {
	var out []Moment
	for _, t := range d.Treaties {
		treaty, _ := refdata.TreatyByKey(t.Treaty)
		for _, a := range t.Acts {
			if a.When != "" {
				out = append(out, Moment{Treaty: treaty.Name(d.Lang()), Act: d.act(a), at: a.When})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Moment) int { return cmp.Compare(b.at, a.at) })
	return out
}
