// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package page

import (
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
)

// Trend shows what fits a query year by year: a picture, and behind it a table
// with the same numbers. The part "trend" draws it. A year of which no review is
// read is shown so, and not as one with nothing.
type Trend struct {
	Base
	// Label says what the picture shows.
	Label string
	// Most is the number at the top of the picture.
	Most string
	// Columns are the positions that occur.
	Columns []Mark
	Years   []Year
	Bars    []Bars
}

// Year is a row of the table.
type Year struct {
	Text, Href string
	Count      int
	// Of counts by position, in the order of the columns.
	Of []int
	// Reviews says how many reviews of the year are read; Unread that none is.
	Reviews string
	Unread  bool
}

// Bars is what is drawn of a year. Lengths along the picture are parts of it,
// heights are in pixels.
type Bars struct {
	// Slot is where the year begins and Step how long it is; Middle is its middle.
	Slot, Step, Middle string
	// Year is written below where there is room.
	Year   string
	Unread bool
	Stack  []Stacked
	// Read is how much of Step is underlined: the share of reviews that are read.
	Read string
	// ReadAt is where that line begins.
	ReadAt string
}

// Stacked is one position of a year.
type Stacked struct {
	Position heed.Position
	X, Width string
	Y, H     int
}

// trendHeight is how high the picture's columns can be, trendLabels how many years
// are named below it at most: more do not fit a telephone.
const (
	trendHeight = 140
	trendLabels = 6
)

// Trend makes the trend of an answer; list gives the address of a query. It is nil
// where there is nothing to be compared: less than two years.
func (b Base) Trend(a find.Answer, list func(find.Query) string) *Trend {
	t := &Trend{Base: b, Label: b.T("trend.label")}
	occurs := map[heed.Position]bool{}
	most := 1
	dated := 0
	for _, p := range a.Trend {
		for _, c := range p.Positions {
			occurs[c.Value] = true
		}
		if p.Year > 0 {
			most, dated = max(most, p.Count), dated+1
		}
	}
	if dated < 2 {
		return nil
	}
	for _, p := range heed.Positions {
		if occurs[p] {
			t.Columns = append(t.Columns, b.Mark(p))
		}
	}
	t.Most = b.Number(most)
	for _, p := range a.Trend {
		y := t.year(p)
		if p.Year > 0 && p.Count > 0 {
			y.Href = list(a.Query.With(find.ByYear, strconv.Itoa(p.Year)))
		}
		t.Years = append(t.Years, y)
	}
	t.draw(a.Trend, most)
	return t
}

// year makes a row of the table.
func (t *Trend) year(p find.Period) Year {
	y := Year{Text: strconv.Itoa(p.Year), Count: p.Count, Unread: p.Read == 0}
	if p.Year == 0 {
		y.Text, y.Unread = t.T("trend.undated"), p.Read == 0 && p.Count == 0
	}
	y.Reviews = t.T("trend.reviews", "Read", p.Read, "Held", p.Held)
	for _, m := range t.Columns {
		n := 0
		for _, c := range p.Positions {
			if c.Value == m.Position {
				n = c.Count
			}
		}
		y.Of = append(y.Of, n)
	}
	return y
}

// draw lays the years out, from the side where reading begins.
func (t *Trend) draw(periods []find.Period, most int) {
	if periods[0].Year == 0 {
		periods = periods[1:]
	}
	first, last := periods[0].Year, periods[len(periods)-1].Year
	step := 100 / float64(last-first+1)
	every := (last - first + trendLabels) / trendLabels
	for _, p := range periods {
		at := float64(p.Year-first) * step
		if t.Dir() == "rtl" {
			at = 100 - at - step
		}
		width := step * 0.9
		bars := Bars{Slot: percent(at + step*0.05), Step: percent(width), Middle: percent(at + step/2), Unread: p.Read == 0}
		if (p.Year-first)%every == 0 {
			bars.Year = strconv.Itoa(p.Year)
		}
		if p.Held > 0 {
			read := width * float64(p.Read) / float64(p.Held)
			x := at + step*0.05
			if t.Dir() == "rtl" {
				x += width - read
			}
			bars.ReadAt, bars.Read = percent(x), percent(read)
		}
		top := trendHeight
		for _, c := range p.Positions {
			h := (c.Count*trendHeight + most - 1) / most
			h = min(h, top)
			top -= h
			bars.Stack = append(bars.Stack, Stacked{c.Value, bars.Slot, bars.Step, top, h})
		}
		t.Bars = append(t.Bars, bars)
	}
}

// Span is how many columns of numbers the table has.
func (t *Trend) Span() int { return 1 + len(t.Columns) }
