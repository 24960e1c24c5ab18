// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package states is the grid of States: every member of the UN by regional
// group, with a mark for each of its reviews that says how much of it is here.
package states

import (
	"embed"
	"slices"
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed states.tmpl states.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "states", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	// Tally counts the reviews of members.
	find.Tally
	// Key explains the marks that occur.
	Key  []Key
	Rows []Group
}

// Key is a mark with its meaning and how many there are.
type Key struct {
	Reach find.Reach
	Word  string
	Count int
}

// Group is a group of States, by their names. The note of those that are no
// members says what they are.
type Group struct {
	Anchor, Name, Note, Count string
	States                    []State
}

// State is one State with a mark for each cycle.
type State struct {
	Href, Name string
	Invented   bool
	Marks      []Mark
}

// Mark is one review. Where nothing is known of a cycle, it has no address and
// keeps the place.
type Mark struct {
	Reach      find.Reach
	Href, Text string
}

// Handler serves the page.
func Handler(f *find.Finder) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		answer, err := f.States(r.Context(), r.Viewer)
		if err != nil {
			return page.Result{}, err
		}
		d := build(r, answer)
		return page.Result{View: View.Name, Data: d, Twin: answer, Table: d.table(answer)}, nil
	}
}

// build turns the answer into what the template prints.
func build(r *page.Request, a find.Grid) Data {
	title := r.Words.T("states.title")
	d := Data{Base: r.Base(title), Tally: a.Members}
	d.Crumbs = []page.Link{{Href: d.URL("/states"), Text: title}}
	for _, reach := range find.Reaches() {
		if n := a.Members.Of(reach); n > 0 || reach != find.ReachDraft {
			d.Key = append(d.Key, Key{reach, d.T("states.key." + string(reach)), n})
		}
	}
	byName := d.ByName()
	for _, g := range a.Groups {
		group := d.group(g)
		for _, s := range g.States {
			group.States = append(group.States, d.state(s, a.Cycles))
		}
		slices.SortFunc(group.States, func(x, y State) int { return byName(x.Name, y.Name) })
		d.Rows = append(d.Rows, group)
	}
	return d
}

// group is a group without its States.
func (d Data) group(g find.GridGroup) Group {
	out := Group{Anchor: string(g.Group), Count: d.T("states.group_count", "Count", g.Tally.Read, "Reviews", g.Tally.Reviews)}
	if g.Group == find.NotMembers {
		out.Name, out.Note = d.T("states.others"), d.T("states.others_note")
		return out
	}
	out.Name = d.T("group." + string(g.Group))
	return out
}

// state gives a State its marks, one for each cycle.
func (d Data) state(s find.GridState, cycles int) State {
	out := State{Href: d.URL("/" + string(s.State)), Name: d.Base.State(s.State), Invented: page.Invented(s.State), Marks: make([]Mark, cycles)}
	for _, r := range s.Reviews {
		out.Marks[r.Cycle-1] = Mark{
			Reach: r.Reach, Href: d.ReviewURL(heed.ReviewID{State: s.State, Cycle: r.Cycle}),
			Text: d.T("states.mark."+string(r.Reach), "Cycle", r.Cycle, "Count", r.Recommendations),
		}
	}
	return out
}

// tableHead names the columns; programs read them, so they are the same in
// every language.
var tableHead = []string{"state", "state_name", "group", "cycle", "session", "reach", "report_stage", "recommendations", "address"}

// table gives one row for each review for spreadsheets. Where nothing is here
// of a review, the number of its recommendations is empty and not 0.
func (d Data) table(a find.Grid) *export.Table {
	t := &export.Table{Name: "states", Head: tableHead}
	for _, g := range a.Groups {
		for _, s := range g.States {
			for _, r := range s.Reviews {
				id := heed.ReviewID{State: s.State, Cycle: r.Cycle}
				t.Rows = append(t.Rows, []string{
					string(s.State), refdata.Name(s.State, "en", refdata.Short), string(g.Group), strconv.Itoa(r.Cycle), number(r.Session, r.Session > 0),
					string(r.Reach), string(r.Stage), number(r.Recommendations, r.Reach == find.ReachRead || r.Reach == find.ReachDraft), d.Absolute("/" + id.String()),
				})
			}
		}
	}
	return t
}

func number(n int, known bool) string {
	if !known {
		return ""
	}
	return strconv.Itoa(n)
}
