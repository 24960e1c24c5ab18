// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package plansheet

import (
	"cmp"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract/grid"
)

// Known is what the names in cells stand for.
type Known struct {
	// T gives a text in the language of an export.
	T func(key string, args ...any) string
	// Name gives what an institution is called in it.
	Name func(heed.ID) string
	// Institutions are by their names in every language, abbreviations and IDs, by
	// grid.Plain.
	Institutions map[string]heed.ID
	// Review is what a number of a recommendation is of that names none.
	Review heed.ReviewID
	// Refs gives the recommendations of a review by their numbers; nil for one
	// that is not here.
	Refs func(heed.ReviewID) map[string]string
}

// cell is one cell while it is read.
type cell struct {
	Known
	row      Row
	defaults map[Field]string
	field    Field
	text     string
	problems []Problem
}

// column is how a field of a measure stands in a cell.
type column struct {
	write func(c *cell, m heed.Measure) string
	read  func(c *cell, m *heed.Measure)
}

// columns are those of all fields but StageDate, which goes with Stage.
var columns map[Field]column

func init() { // columns read and write each other's cells
	columns = map[Field]column{
		Number:      {func(_ *cell, m heed.Measure) string { return m.Number }, (*cell).number},
		Title:       line(func(m *heed.Measure) *string { return &m.Title }),
		Expected:    text(func(m *heed.Measure) *string { return &m.Expected }),
		Description: text(func(m *heed.Measure) *string { return &m.Description }),
		Kind:        {func(c *cell, m heed.Measure) string { return c.word("measure_kind.", string(m.Kind)) }, (*cell).kind},
		Lead:        {(*cell).writeLead, (*cell).lead},
		Partners:    {func(c *cell, m heed.Measure) string { return c.names(m.Partners) }, (*cell).partners},
		Start:       {func(_ *cell, m heed.Measure) string { return string(m.Start) }, (*cell).start},
		Due:         {func(_ *cell, m heed.Measure) string { return string(m.Due) }, (*cell).due},
		Stage:       {(*cell).writeStages, (*cell).stages},
		Serves:      links(heed.Serves),
		Contradicts: links(heed.Contradicts),
		SDGs:        {func(_ *cell, m heed.Measure) string { return strings.Join(m.SDGs, "\n") }, (*cell).sdgs},
		Plans:       {func(_ *cell, m heed.Measure) string { return strings.Join(m.Plans, "\n") }, func(c *cell, m *heed.Measure) { m.Plans = several(c.text) }},
		Milestones:  {(*cell).writeMilestones, (*cell).milestones},
		Indicators:  {(*cell).writeIndicators, (*cell).indicators},
		Values:      {(*cell).writeValues, (*cell).values},
	}
}

// Cell gives what stands in the cell of a field of an export.
func (k Known) Cell(f Field, m heed.Measure) string {
	c := cell{Known: k, field: f, row: Row{Own: true, Heads: map[Field]string{Partners: "-"}}}
	return columns[f].write(&c, m)
}

// Become gives what a measure becomes by a row, and why it does not. A cell that
// says what the measure says already changes nothing of it, also where it says
// less. What is empty is left as it is, or erased where blank says so; of a
// measure that begins it has the value that the mapping gives.
func (k Known) Become(m heed.Measure, r Row, mapping Mapping, begins, blank bool) (heed.Measure, []Problem) {
	problems := slices.Clone(r.Problems)
	for _, f := range Fields {
		if f == StageDate || r.Only != nil && !slices.Contains(r.Only, f) {
			continue
		}
		text, ok := r.Cells[f]
		if !ok && begins {
			text, ok = mapping.Values[f]
		}
		if !ok && (!blank || r.Heads[f] == "" || f == Title || f == Kind || f == Lead) {
			continue
		}
		c := cell{Known: k, field: f, row: r, defaults: mapping.Values, text: text}
		if had := columns[f].write(&c, m); grid.Tidy(had) == grid.Tidy(text) {
			continue
		} else if now, was := c.become(m, text), c.become(m, had); !reflect.DeepEqual(now.m, was.m) || len(now.problems) > 0 {
			m = now.m
			problems = append(problems, now.problems...)
		}
	}
	return m, problems
}

// Edited gives a row with those fields only in which it says something else than
// the measure that it was made from, or something that cannot be read.
func (k Known) Edited(base heed.Measure, r Row, mapping Mapping, blank bool) Row {
	edited := []Field{}
	for _, f := range Fields {
		r.Only = []Field{f}
		if after, problems := k.Become(base, r, mapping, false, blank); len(problems) > len(r.Problems) || !reflect.DeepEqual(after, base) {
			edited = append(edited, f)
		}
	}
	r.Only = edited
	return r
}

// became is what one cell makes of a measure.
type became struct {
	m        heed.Measure
	problems []Problem
}

func (c cell) become(m heed.Measure, text string) became {
	c.text, c.problems = text, nil
	m.Indicators = slices.Clone(m.Indicators) // whose values a cell may change
	columns[c.field].read(&c, &m)
	return became{m, c.problems}
}

// problem says why a cell cannot be taken.
func (c *cell) problem(key string, args ...string) {
	c.problems = append(c.problems, Problem{c.row.Heads[c.field], invalid(key, args...)})
}

func (c *cell) word(key, value string) string {
	if value == "" {
		return ""
	}
	return c.T(key + value)
}

// line is a field of one line.
func line(at func(*heed.Measure) *string) column {
	return column{
		func(_ *cell, m heed.Measure) string { return *at(&m) },
		func(c *cell, m *heed.Measure) { *at(m) = strings.Join(strings.Fields(c.text), " ") },
	}
}

// number reads the number that a row has in its plan.
func (c *cell) number(m *heed.Measure) { m.Number = PlainNumber(c.text) }

// PlainNumber gives a number of a plan without what is around it: "1.2" of "1.2.".
func PlainNumber(s string) string {
	return strings.TrimRight(strings.Join(strings.Fields(s), " "), ". )")
}

// text is a field of several lines.
func text(at func(*heed.Measure) *string) column {
	return column{
		func(_ *cell, m heed.Measure) string { return *at(&m) },
		func(c *cell, m *heed.Measure) { *at(m) = c.text },
	}
}

// several takes a list in one cell apart: one item a line, or semicolons.
func several(value string) []string {
	var out []string
	for _, item := range strings.FieldsFunc(value, func(r rune) bool { return r == '\n' || r == ';' }) {
		if item = strings.Trim(item, " •-–"); item != "" && !slices.Contains(out, item) {
			out = append(out, item)
		}
	}
	return out
}

func (c *cell) kind(m *heed.Measure) {
	if k, ok := meaning("kind", c.text); ok {
		m.Kind = heed.MeasureKind(k)
		return
	}
	k, ok := within("kind", c.text)
	if !ok {
		c.problem("error.plan_kind", "Given", c.text)
		return
	}
	m.Kind = heed.MeasureKind(k)
}

// names gives institutions by their names, one a line.
func (c *cell) names(all []heed.ID) string {
	var out []string
	for _, id := range all {
		out = append(out, c.Name(id))
	}
	return strings.Join(out, "\n")
}

// writeLead gives who leads, and where no other column holds them the partners.
func (c *cell) writeLead(m heed.Measure) string {
	if m.Lead == "" {
		return ""
	}
	if c.row.Heads[Partners] == "" {
		return c.names(append([]heed.ID{m.Lead}, m.Partners...))
	}
	return c.Name(m.Lead)
}

// lead reads who leads. Of several who answer for it the first does, and the
// others have a part in it where no column names those.
func (c *cell) lead(m *heed.Measure) {
	all := c.institutions()
	if len(all) == 0 {
		return
	}
	m.Lead = all[0]
	if c.row.Heads[Partners] == "" {
		m.Partners = nil
	}
	if len(all) > 1 {
		m.Partners = all[1:]
	}
}

func (c *cell) partners(m *heed.Measure) {
	m.Partners = slices.DeleteFunc(c.institutions(), func(id heed.ID) bool { return id == m.Lead })
	if len(m.Partners) == 0 {
		m.Partners = nil
	}
}

var bracketed = regexp.MustCompile(`\s*\([^()]*\)`)

// institutions reads a list of them: one a line, behind semicolons or commas.
// Names have commas of their own, and remarks in brackets.
func (c *cell) institutions() []heed.ID {
	var out []heed.ID
	add := func(name string) bool {
		id := cmp.Or(c.Institutions[grid.Plain(name)], c.Institutions[grid.Plain(bracketed.ReplaceAllString(name, ""))])
		if id != "" && !slices.Contains(out, id) {
			out = append(out, id)
		}
		return id != ""
	}
	for _, item := range several(c.text) {
		if add(item) {
			continue
		}
		for _, part := range strings.Split(bracketed.ReplaceAllString(item, ""), ",") {
			if part = strings.Trim(part, " ."); part != "" && !add(part) {
				c.problem("error.plan_institution", "Given", part)
			}
		}
	}
	return out
}

func (c *cell) days() (span, bool) {
	s, ok := daysIn(c.text)
	if !ok {
		c.problem("error.plan_day", "Given", c.text)
	}
	return s, ok
}

func (c *cell) start(m *heed.Measure) {
	if s, ok := c.days(); ok {
		m.Start = s.from
	}
}

// due reads until when; a stretch of time says also from when, where no other
// column does.
func (c *cell) due(m *heed.Measure) {
	s, ok := c.days()
	if !ok {
		return
	}
	m.Due = s.to
	if c.row.Heads[Start] == "" && ranged(c.text) {
		m.Start = s.from
	}
}

// ranged reports whether a text names both ends of a stretch of time: of "March
// 2027" nobody says that it begins on the first.
func ranged(text string) bool {
	for _, mark := range "–—-" {
		if first, then, ok := strings.Cut(text, string(mark)); ok {
			if _, ok := between(first, then); ok {
				return true
			}
		}
	}
	words := strings.Fields(text)
	for i, w := range words {
		if _, ok := meaning("until", w); ok && i > 0 {
			if _, ok := between(strings.Join(words[:i], " "), strings.Join(words[i+1:], " ")); ok {
				return true
			}
		}
	}
	return false
}
