// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package page

import (
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/refdata"
)

// Sum writes a total as "254 = 217 supported + 37 noted"; where a source gives
// no number of those received, the parts alone.
func (b Base) Sum(t heed.Total) string {
	var parts []string
	for _, c := range counts(t) {
		parts = append(parts, b.T("sum.part."+string(c.Value), "Count", b.Number(c.Count)))
	}
	text := strings.Join(parts, " + ")
	if t.Received > 0 {
		text = b.Number(t.Received) + " = " + text
	}
	return text
}

// counts gives the positions of a total that occur, in the order in which they
// are shown.
func counts(t heed.Total) []find.Count[heed.Position] {
	var out []find.Count[heed.Position]
	for _, p := range heed.Positions {
		n := map[heed.Position]int{
			heed.Supported: t.Supported, heed.Partial: t.InPart, heed.Noted: t.Noted, heed.Pending: t.Pending, heed.UnknownPosition: t.Unknown,
		}[p]
		if n > 0 {
			out = append(out, find.Count[heed.Position]{Value: p, Count: n})
		}
	}
	return out
}

// Stated is what one source says of the numbers of a review that has not been
// read here.
type Stated struct {
	Received int
	// Sum adds them up in words; Bar draws them, and has no segment where they
	// do not add up.
	Sum, Source string
	Bar         Bar
}

// Stated gives the numbers that others give of a review, source by source.
// Figures that give no sum of positions are left to the table of all figures.
func (b Base) Stated(f refdata.ReviewFact) []Stated {
	type key struct {
		source heed.Stage
		title  string
		unit   heed.Unit
	}
	var order []key
	totals := map[key]*heed.Total{}
	for _, g := range f.Figures {
		k := key{g.Stage, g.Source.Title, g.Unit}
		if totals[k] == nil {
			order, totals[k] = append(order, k), &heed.Total{Unit: g.Unit}
		}
		t := totals[k]
		t.Derived = t.Derived || g.Derived
		switch g.Measure {
		case refdata.FigureReceived:
			t.Received = g.Value
		case refdata.FigureSupported:
			t.Supported = g.Value
		case refdata.FigureNoted:
			t.Noted = g.Value
		}
	}
	var out []Stated
	for _, k := range order {
		t := *totals[k]
		if !t.Closes() {
			continue
		}
		s := Stated{Received: t.Received, Sum: b.Sum(t), Source: k.title, Bar: b.Bar(counts(t))}
		if t.Derived {
			s.Source += " " + b.T("unread.computed")
		}
		out = append(out, s)
	}
	return out
}
