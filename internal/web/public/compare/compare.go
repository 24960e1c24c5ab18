// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package compare is the page that puts two States, or two reviews, side by side:
// totals, positions by kind of act, themes, who recommended, and what both were
// asked.
package compare

import (
	"embed"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed compare.tmpl compare.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "compare", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Fields [2]Field
	// Shown says that two sides are compared; without, there is the form alone,
	// with Offers of what can be compared.
	Shown  bool
	Offers []page.Link
	Sides  [2]Side
	// Read says that both sides have something read.
	Read   bool
	Totals []Row
	Acts   []Row
	Themes []Row
	Makers []Row
	// MakersNote counts the States that recommended to both.
	MakersNote string
	*Both
}

// Field is the part of the form for one side: a State and a cycle.
type Field struct {
	Name, Label string
	States      []Option
	Cycles      []Option
}

// Option is one value of a field.
type Option struct {
	Value, Text string
	Selected    bool
}

// Side is one side in words.
type Side struct {
	Name, Href string
	// Missing says what is not here, "" where nothing is missing; Command fetches it
	// and Stated is what others say of its numbers.
	Missing, Command string
	Stated           []page.Stated
	// Source names the reports that were counted.
	Source []page.Link
	Flag   string
	List   string
	Bar    page.Bar
	Marks  []Counted
}

// Counted is a position with how many there are and where they are listed.
type Counted struct {
	page.Mark
	Count int
	Href  string
}

// Row is a value of both sides.
type Row struct {
	Name  string
	Cells [2]Cell
}

// Cell is one side of a row.
type Cell struct {
	Count     int
	Text, Sum string
	Href      string
	Bar       *page.Bar
}

// Both is what both reviews were asked.
type Both struct {
	Heading, Note string
	Kinds         []page.Link // a count in place of the address
	Pairs         []Pair
	More          string
}

// Pair is what was asked of both.
type Pair struct {
	Kind  string
	Sides [2]Asked
}

// Asked is a recommendation of a pair.
type Asked struct {
	find.Hit
	Href string
}

// How many pairs and recommending States are shown.
const (
	pairsShown  = 20
	makersShown = 15
)

// cycles is the highest cycle that can be chosen where nothing is known of more.
const cycles = 4

// names are those of the sides in an address.
var names = [2]string{"a", "b"}

// endCycle stands in what the form sends behind the name of a side, for its cycle.
const endCycle = ".cycle"

// Handler serves the page.
func Handler(f *find.Finder) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		if to, ok := tidied(r); ok {
			return page.Result{Redirect: to}, nil
		}
		given := r.URL.Query()
		var sides [2]find.Side
		for name := range given {
			i := slices.Index(names[:], name)
			if i < 0 {
				return page.Result{}, refused(name, given.Get(name))
			}
			var ok bool
			if sides[i], ok = sideOf(given.Get(name)); !ok {
				return page.Result{}, refused(name, given.Get(name))
			}
		}
		d := Data{Base: r.Base(r.Words.T("compare.title"))}
		d.Crumbs = []page.Link{{Href: d.URL("/compare"), Text: d.Title}}
		grid, err := f.States(r.Context(), r.Viewer)
		if err != nil {
			return page.Result{}, err
		}
		d.fields(grid, sides)
		if sides[0].State == "" || sides[1].State == "" {
			d.offer(grid)
			return page.Result{View: View.Name, Data: d, Twin: find.Comparison{}}, nil
		}
		answer, err := f.Compare(r.Context(), r.Viewer, sides[0], sides[1])
		if err != nil {
			return page.Result{}, err
		}
		d.show(answer)
		return page.Result{View: View.Name, Data: d, Twin: answer, Table: table(answer)}, nil
	}
}

func refused(name, value string) error {
	return &heed.Error{Code: heed.CodeInvalid, Op: "compare.Handler", Key: "error.filter", Args: []string{"Name", name, "Value", value}}
}

// tidied joins State and cycle as the form sends them: ?a=KAZ/2&b=KAZ/3.
func tidied(r *page.Request) (string, bool) {
	given, out, changed := r.URL.Query(), url.Values{}, false
	for name, values := range given {
		if strings.HasSuffix(name, endCycle) || len(values) != 1 || values[0] == "" {
			changed = true
			continue
		}
		value := values[0]
		if cycle := given.Get(name + endCycle); cycle != "" && !strings.Contains(value, "/") {
			value += "/" + cycle
		}
		out.Set(name, value)
	}
	return r.Address(out), changed
}

// sideOf reads "KAZ" or "KAZ/2".
func sideOf(value string) (find.Side, bool) {
	if id, err := heed.ParseReviewID(value); err == nil {
		return find.Side(id), refdata.Known(id.State)
	}
	code := heed.StateCode(value)
	return find.Side{State: code}, refdata.Known(code)
}

// fields makes the form.
func (d *Data) fields(grid find.Grid, sides [2]find.Side) {
	var states []Option
	for _, g := range grid.Groups {
		for _, s := range g.States {
			states = append(states, Option{Value: string(s.State), Text: d.State(s.State)})
		}
	}
	byName := d.ByName()
	slices.SortFunc(states, func(x, y Option) int { return byName(x.Text, y.Text) })
	for i, name := range names {
		f := Field{Name: name, Label: d.T("compare.side." + name)}
		for _, o := range states {
			o.Selected = o.Value == string(sides[i].State)
			f.States = append(f.States, o)
		}
		for cycle := range max(cycles, grid.Cycles) {
			f.Cycles = append(f.Cycles, Option{Value: strconv.Itoa(cycle + 1), Text: d.T("filter.cycle_value", "Cycle", cycle+1), Selected: sides[i].Cycle == cycle+1})
		}
		d.Fields[i] = f
	}
}

// offer names some pairs of cycles that are read here.
func (d *Data) offer(grid find.Grid) {
	for _, g := range grid.Groups {
		for _, s := range g.States {
			var read []int
			for _, r := range s.Reviews {
				if r.Reach == find.ReachRead {
					read = append(read, r.Cycle)
				}
			}
			if n := len(read); n > 1 {
				a, b := find.Side{State: s.State, Cycle: read[n-2]}, find.Side{State: s.State, Cycle: read[n-1]}
				d.Offers = append(d.Offers, page.Link{Href: d.pairURL(a, b), Text: d.T("compare.offer", "State", d.State(s.State), "A", read[n-2], "B", read[n-1])})
			}
		}
	}
	byName := d.ByName()
	slices.SortFunc(d.Offers, func(x, y page.Link) int { return byName(x.Text, y.Text) })
}

func (d *Data) pairURL(a, b find.Side) string {
	return d.URL("/compare?" + url.Values{"a": {a.String()}, "b": {b.String()}}.Encode())
}
