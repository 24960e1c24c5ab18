// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package compare

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/web/page"
)

// show turns the answer into what the template prints.
func (d *Data) show(c find.Comparison) {
	d.Shown, d.Specimen = true, true
	d.Read = true
	for i, s := range c.Sides {
		d.Sides[i] = d.side(s)
		d.Read = d.Read && len(s.Reviews) > 0
		d.Specimen = d.Specimen && page.Invented(s.State)
	}
	d.Title = d.T("compare.of", "A", d.Sides[0].Name, "B", d.Sides[1].Name)
	if !d.Read {
		return
	}
	d.totals(c)
	d.Acts = d.rows(c, find.ByAct, func(b find.Beside) []find.Crossed { return b.Acts })
	d.Themes = d.rows(c, find.ByTheme, func(b find.Beside) []find.Crossed { return b.Themes })
	d.makers(c)
	d.both(c)
}

// name names a side.
func (d Data) name(s find.Side) string {
	if s.Cycle == 0 {
		return d.State(s.State)
	}
	return d.State(s.State) + ", " + d.T("review.cycle", "Cycle", s.Cycle)
}

// side puts one side into words.
func (d *Data) side(b find.Beside) Side {
	s := Side{Name: d.name(b.Side), Href: d.URL("/" + b.Side.String()), List: d.list(b.Side, find.Query{}), Bar: d.Bar(b.Answer.Positions())}
	for _, c := range b.Answer.Positions() {
		s.Marks = append(s.Marks, Counted{d.Mark(c.Value), c.Count, d.list(b.Side, find.Query{}.With(find.ByPosition, string(c.Value)))})
	}
	for _, r := range b.Reviews {
		s.Source = append(s.Source, page.Link{Href: d.ReviewURL(r.ReviewID), Text: r.Symbol})
		if !r.Stage.Counts() {
			s.Flag = d.T("doc_stage." + string(r.Stage))
		}
	}
	id, one := b.Review()
	switch {
	case len(b.Reviews) == 0 && one:
		s.Missing = d.T("compare.unread")
		if fact, known := refdata.Review(id); known {
			s.Stated, s.Command = d.Stated(fact), "heed import "+id.String()
		} else {
			s.Missing = d.T("compare.no_review")
		}
	case len(b.Reviews) == 0:
		s.Missing, s.Command = d.T("compare.unread_state"), "heed import "+string(b.State)
	case len(b.Reviews) < b.Held:
		s.Missing = d.T("compare.part", "Read", len(b.Reviews), "Held", b.Held)
	}
	return s
}

// list is the address of what one side was asked, under a query.
func (d *Data) list(s find.Side, q find.Query) string {
	if id, ok := s.Review(); ok {
		u := d.ReviewURL(id)
		if v := q.Values(); len(v) > 0 {
			u += "?" + v.Encode()
		}
		return u + "#list"
	}
	return d.URL("/search?" + q.With(find.ByState, string(s.State)).Values().Encode())
}

// totals makes the table of what was counted, in its units.
func (d *Data) totals(c find.Comparison) {
	row := func(name string, of func(find.Beside) Cell) {
		d.Totals = append(d.Totals, Row{name, [2]Cell{of(c.Sides[0]), of(c.Sides[1])}})
	}
	number := func(n int) Cell { return Cell{Count: n, Text: d.Number(n)} }
	row(d.T("compare.reviews"), func(b find.Beside) Cell { return number(len(b.Reviews)) })
	if c.Sides[0].Cycle > 0 && c.Sides[1].Cycle > 0 {
		row(d.T("home.held"), func(b find.Beside) Cell { return Cell{Text: d.Date(b.Reviews[0].Date)} })
	}
	row(d.T("review.recommendations"), func(b find.Beside) Cell {
		cell := number(b.Answer.Total)
		cell.Href = d.list(b.Side, find.Query{})
		return cell
	})
	for _, p := range heed.Positions {
		count := func(b find.Beside) int {
			for _, n := range b.Answer.Positions() {
				if n.Value == p {
					return n.Count
				}
			}
			return 0
		}
		if count(c.Sides[0])+count(c.Sides[1]) > 0 {
			row(d.T("position."+string(p)), func(b find.Beside) Cell {
				cell := number(count(b))
				if cell.Count > 0 {
					cell.Href = d.list(b.Side, find.Query{}.With(find.ByPosition, string(p)))
				}
				return cell
			})
		}
	}
	row(d.T("compare.makers"), func(b find.Beside) Cell { return number(len(b.Answer.States())) })
}

// rows puts what was counted of both sides beside each other, the most frequent
// first where the dimension has no order of its own.
func (d *Data) rows(c find.Comparison, by find.Dimension, of func(find.Beside) []find.Crossed) []Row {
	at := map[string]int{}
	var out []Row
	var values []string
	longest := 1
	for _, side := range c.Sides {
		for _, x := range of(side) {
			longest = max(longest, x.Count)
			if _, ok := at[x.Value]; !ok {
				at[x.Value], values = len(out), append(values, x.Value)
				out = append(out, Row{Name: d.Value(by, x.Value)})
			}
		}
	}
	for i, side := range c.Sides {
		for _, x := range of(side) {
			bar := d.Bar(x.Positions).Scaled(x.Count, longest, d.Dir())
			out[at[x.Value]].Cells[i] = Cell{Count: x.Count, Text: d.Number(x.Count), Sum: d.sum(x.Positions), Bar: &bar, Href: d.list(side.Side, find.Query{}.With(by, x.Value))}
		}
	}
	order := make([]int, len(out))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int {
		if by == find.ByAct {
			return cmp.Compare(values[x], values[y])
		}
		return -cmp.Compare(out[x].Cells[0].Count+out[x].Cells[1].Count, out[y].Cells[0].Count+out[y].Cells[1].Count)
	})
	sorted := make([]Row, len(out))
	for i, x := range order {
		sorted[i] = out[x]
	}
	return sorted
}

// sum writes counts by position as "12 supported + 3 noted".
func (d *Data) sum(counts []find.Count[heed.Position]) string {
	parts := make([]string, len(counts))
	for i, c := range counts {
		parts[i] = d.T("sum.part."+string(c.Value), "Count", d.Number(c.Count))
	}
	return strings.Join(parts, " + ")
}

// makers lists the States that recommended to both, or most.
func (d *Data) makers(c find.Comparison) {
	both := 0
	for _, m := range c.Makers {
		if m.Counts[0] > 0 && m.Counts[1] > 0 {
			both++
		}
		if len(d.Makers) == makersShown {
			continue
		}
		row := Row{Name: d.State(m.State)}
		for i, n := range m.Counts {
			row.Cells[i] = Cell{Count: n, Text: d.Number(n)}
			if n > 0 {
				row.Cells[i].Href = d.list(c.Sides[i].Side, find.Query{}.With(find.ByFrom, string(m.State)))
			}
		}
		d.Makers = append(d.Makers, row)
	}
	d.MakersNote = d.T("compare.makers_both", "Count", both, "Of", d.Number(len(c.Makers)))
}

// both puts what both were asked into words.
func (d *Data) both(c find.Comparison) {
	if c.Both == nil {
		return
	}
	later, earlier := c.Sides[c.Both.Later], c.Sides[c.Both.Earlier]
	out := &Both{Note: d.T("compare.both_note")}
	cycles := later.State == earlier.State
	if cycles {
		out.Heading = d.T("compare.again", "Count", len(c.Both.Pairs), "Of", d.Number(later.Answer.Total), "Later", d.name(later.Side), "Earlier", d.name(earlier.Side))
		for _, k := range c.Both.Kinds {
			out.Kinds = append(out.Kinds, page.Link{Text: d.T("lineage." + string(k.Value)), Href: d.Number(k.Count)})
		}
	} else {
		out.Heading = d.T("compare.alike", "Count", len(c.Both.Pairs), "Of", d.Number(later.Answer.Total), "Later", d.name(later.Side), "Earlier", d.name(earlier.Side))
	}
	for _, p := range c.Both.Pairs[:min(pairsShown, len(c.Both.Pairs))] {
		pair := Pair{}
		if cycles {
			pair.Kind = d.T("lineage." + string(p.Kind))
		}
		pair.Sides[c.Both.Later] = Asked{p.Later, d.RecURL(p.Later.Review, p.Later.Ref)}
		pair.Sides[c.Both.Earlier] = Asked{p.Earlier, d.RecURL(p.Earlier.Review, p.Earlier.Ref)}
		out.Pairs = append(out.Pairs, pair)
	}
	if n := len(c.Both.Pairs); n > pairsShown {
		out.More = d.T("compare.more", "Shown", pairsShown, "Of", d.Number(n))
	}
	d.Both = out
}

// table has a row for each value of each side for spreadsheets. Where nothing is
// read, a side has no rows.
func table(c find.Comparison) *export.Table {
	t := &export.Table{Name: "compare", Head: []string{"side", "counted_by", "value", "recommendations"}}
	for _, p := range heed.Positions {
		t.Head = append(t.Head, string(p))
	}
	for _, side := range c.Sides {
		if len(side.Reviews) == 0 {
			continue
		}
		add := func(by, value string, count int, positions []find.Count[heed.Position]) {
			row := []string{side.Side.String(), by, value, strconv.Itoa(count)}
			for _, p := range heed.Positions {
				n := 0
				for _, of := range positions {
					if of.Value == p {
						n = of.Count
					}
				}
				row = append(row, strconv.Itoa(n))
			}
			t.Rows = append(t.Rows, row)
		}
		add("all", "", side.Answer.Total, side.Answer.Positions())
		for _, x := range side.Acts {
			add(string(find.ByAct), x.Value, x.Count, x.Positions)
		}
		for _, x := range side.Themes {
			add(string(find.ByTheme), x.Value, x.Count, x.Positions)
		}
	}
	return t
}

// Table is rows of two sides as the template draws them.
type Table struct {
	// By is the id of the heading that names it.
	By, Head, A, B string
	Rows           []Row
}

// Table makes one.
func (d Data) Table(by, head string, rows []Row) Table {
	return Table{by, head, d.Sides[0].Name, d.Sides[1].Name, rows}
}

// Review names a review.
func (d Data) Review(id heed.ReviewID) string { return d.name(find.Side(id)) }
