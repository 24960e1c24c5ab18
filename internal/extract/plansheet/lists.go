// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package plansheet

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/heed-upr/heed"
)

// bar stands between the parts of a line in lists of what has several, and
// notBar in its place within one.
const (
	bar    = "|"
	notBar = "¦"
)

// joined makes a line of parts, without those at its end that are empty.
func joined(parts ...string) string {
	for len(parts) > 0 && parts[len(parts)-1] == "" {
		parts = parts[:len(parts)-1]
	}
	for i, p := range parts {
		parts[i] = strings.Join(strings.Fields(strings.ReplaceAll(p, bar, notBar)), " ")
	}
	return strings.Join(parts, " "+bar+" ")
}

// lines takes a list apart into its lines, and these into their parts: as many as
// a line has at most. It is a problem where a line has more.
func (c *cell) lines(most int) [][]string {
	var out [][]string
	for l := range strings.Lines(c.text) {
		if l = strings.TrimSpace(l); l == "" {
			continue
		}
		parts := strings.Split(l, bar)
		if len(parts) > most {
			c.problem("error.plan_line", "Given", l, "Form", c.row.Heads[c.field])
			continue
		}
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		out = append(out, append(parts, make([]string, most-len(parts))...))
	}
	return out
}

// day reads a day within a line; "" is none.
func (c *cell) day(text string) heed.Date {
	s, ok := daysIn(text)
	if !ok {
		c.problem("error.plan_day", "Given", text)
	}
	return s.to
}

func (c *cell) writeStages(m heed.Measure) string {
	var out []string
	for _, s := range m.Stages {
		out = append(out, joined(c.word("measure_stage.", string(s.Stage)), string(s.Date), s.Source))
	}
	return strings.Join(out, "\n")
}

// someDay finds a day within words.
var someDay = regexp.MustCompile(`\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4}`)

// stages reads stages. In an export of Heed's they are all that there are; in
// another sheet, one that is new is added to those of before.
func (c *cell) stages(m *heed.Measure) {
	if c.row.Own {
		m.Stages = nil
	} else {
		m.Stages = slices.Clone(m.Stages)
	}
	for _, parts := range c.lines(3) {
		day := parts[1]
		if at := someDay.FindString(parts[0]); at != "" && day == "" {
			day, parts[0] = at, strings.Replace(parts[0], at, "", 1)
		}
		value, ok := meaning("stage", parts[0])
		if !ok {
			c.problem("error.plan_stage", "Given", strings.TrimSpace(parts[0]))
			continue
		}
		s := heed.StageOn{Stage: heed.MeasureStage(value), Source: parts[2]}
		if s.Date = c.day(cmp.Or(day, c.row.Cells[StageDate])); s.Date == "" && !c.row.Own && m.Stage() == s.Stage {
			continue // it is there already
		}
		if s.Date = cmp.Or(s.Date, heed.Date(c.defaults[StageDate])); s.Date == "" {
			c.problem("error.plan_stage_day", "Given", strings.TrimSpace(parts[0]))
			continue
		}
		if c.row.Own || !slices.ContainsFunc(m.Stages, func(had heed.StageOn) bool { return had.Stage == s.Stage && had.Date == s.Date }) {
			m.Stages = append(m.Stages, s)
		}
	}
}

// links is the column of what a measure stands to in one way.
func links(b heed.Bearing) column {
	return column{
		write: func(_ *cell, m heed.Measure) string {
			var out []string
			for _, l := range m.Links {
				switch {
				case l.Bearing != b:
				case l.Annotation != "":
					out = append(out, l.Annotation)
				default:
					out = append(out, l.Recommendation.String())
				}
			}
			return strings.Join(out, "\n")
		},
		read: func(c *cell, m *heed.Measure) { c.links(m, b) },
	}
}

// links reads what a measure stands to in one way; the other way stays, and so do
// notes.
func (c *cell) links(m *heed.Measure, b heed.Bearing) {
	had := m.Links
	m.Links = slices.DeleteFunc(slices.Clone(had), func(l heed.Link) bool { return l.Bearing == b })
	add := func(l heed.Link) {
		l.Bearing = b
		for _, h := range had {
			if h.Recommendation == l.Recommendation && h.Annotation == l.Annotation && h.Bearing == b {
				l.Note = h.Note
			}
		}
		if !slices.Contains(m.Links, l) {
			m.Links = append(m.Links, l)
		}
	}
	for line := range strings.Lines(c.text) {
		if line = strings.TrimSpace(line); slices.ContainsFunc(had, func(l heed.Link) bool { return l.Annotation != "" && l.Annotation == line }) {
			add(heed.Link{Annotation: line})
			continue
		}
		for _, item := range several(line) {
			for _, id := range c.recommendations(item) {
				add(heed.Link{Recommendation: id})
			}
		}
	}
	if b == heed.Serves { // what it serves stands first, as forms have it
		slices.SortStableFunc(m.Links, func(x, y heed.Link) int {
			return cmp.Compare(slices.Index(heed.Bearings, x.Bearing), slices.Index(heed.Bearings, y.Bearing))
		})
	}
	if len(m.Links) == 0 {
		m.Links = nil
	}
}

var (
	dashes = regexp.MustCompile(`\s*[-–—]\s*`)
	run    = regexp.MustCompile(`^(\d+)\.(\d+)-(?:(\d+)\.)?(\d+)$`)
)

// mostOfRun is how many recommendations "139.1-139.40" may be.
const mostOfRun = 400

// recommendations reads the numbers in one item of a list. Words beside them are
// passed over.
func (c *cell) recommendations(item string) []heed.RecID {
	var out []heed.RecID
	words := strings.FieldsFunc(dashes.ReplaceAllString(item, "-"), func(r rune) bool { return r == ',' || unicode.IsSpace(r) })
	if !strings.ContainsFunc(item, unicode.IsDigit) {
		c.problem("error.plan_review", "Given", item)
	}
	for _, word := range words {
		if strings.ContainsFunc(word, unicode.IsDigit) {
			out = append(out, c.numbered(strings.Trim(word, ".()№#:"))...)
		}
	}
	return out
}

// numbered reads the number of one, with its review or without, or of a run of
// them.
func (c *cell) numbered(word string) []heed.RecID {
	review, number := c.Review, word
	if parts := strings.SplitN(word, "/", 3); len(parts) == 3 {
		if id, err := heed.ParseReviewID(strings.ToUpper(parts[0]) + "/" + parts[1]); err == nil {
			review, number = id, parts[2]
		}
	}
	var refs map[string]string
	if review.Known() && c.Refs != nil {
		refs = c.Refs(review)
	}
	if refs == nil {
		c.problem("error.plan_review", "Given", word)
		return nil
	}
	numbers := []string{number}
	if m := run.FindStringSubmatch(number); m != nil && (m[3] == "" || m[3] == m[1]) {
		from, _ := strconv.Atoi(m[2])
		to, _ := strconv.Atoi(m[4])
		if to >= from && to-from < mostOfRun {
			numbers = nil
			for n := from; n <= to; n++ {
				numbers = append(numbers, m[1]+"."+strconv.Itoa(n))
			}
		}
	}
	var out []heed.RecID
	for _, n := range numbers {
		ref, ok := refs[strings.ToLower(n)]
		if !ok {
			c.problem("error.plan_recommendation", "Given", n, "Review", review.String())
			continue
		}
		out = append(out, heed.RecID{Review: review, Ref: ref})
	}
	return out
}

// target is a goal or a target of the SDGs.
var target = regexp.MustCompile(`(?i)(\d{1,2})(?:\.([0-9]{1,2}|[a-d])\b)?`)

func (c *cell) sdgs(m *heed.Measure) {
	m.SDGs = nil
	all := target.FindAllStringSubmatch(c.text, -1)
	for _, t := range all {
		if t[0] = strings.ToLower(t[0]); !heed.ValidTarget(t[0]) {
			c.problem("error.plan_target", "Given", t[0])
			continue
		}
		if !slices.Contains(m.SDGs, t[0]) {
			m.SDGs = append(m.SDGs, t[0])
		}
	}
	if len(all) == 0 && c.text != "" {
		c.problem("error.plan_target", "Given", c.text)
	}
}

func (c *cell) writeMilestones(m heed.Measure) string {
	var out []string
	for _, s := range m.Milestones {
		out = append(out, joined(string(s.Due), s.Title, string(s.Done)))
	}
	return strings.Join(out, "\n")
}

func (c *cell) milestones(m *heed.Measure) {
	m.Milestones = nil
	for _, parts := range c.lines(3) {
		m.Milestones = append(m.Milestones, heed.Milestone{Due: c.day(parts[0]), Title: parts[1], Done: c.day(parts[2])})
	}
}

func (c *cell) writeIndicators(m heed.Measure) string {
	var out []string
	for _, i := range m.Indicators {
		out = append(out, joined(i.Name, c.word("indicator.", string(i.Kind)), i.Unit, i.Baseline.Value, i.Baseline.Date, i.Target.Value, i.Target.Date))
	}
	return strings.Join(out, "\n")
}

// indicators reads what is counted. The values over time of one that keeps its
// name stay with it, and so do the sources of baseline and target.
func (c *cell) indicators(m *heed.Measure) {
	had := m.Indicators
	m.Indicators = nil
	for _, parts := range c.lines(7) {
		kind, ok := meaning("indicator", parts[1])
		if !ok {
			c.problem("error.plan_indicator", "Given", parts[1])
			continue
		}
		if parts[2] == "" {
			c.problem("error.plan_unit", "Given", parts[0])
		}
		i := heed.Indicator{}
		if at := slices.IndexFunc(had, func(h heed.Indicator) bool { return joined(h.Name) == parts[0] }); at >= 0 {
			i = had[at]
		}
		i.Name, i.Kind, i.Unit = cmp.Or(i.Name, parts[0]), heed.IndicatorKind(kind), parts[2]
		i.Baseline.Value, i.Baseline.Date, i.Target.Value, i.Target.Date = decimal(parts[3]), parts[4], decimal(parts[5]), parts[6]
		m.Indicators = append(m.Indicators, i)
	}
}

// decimal gives a number as it is kept, and what is none as it stands.
func decimal(s string) string {
	n, _ := heed.Decimal(s)
	return n
}

func (c *cell) writeValues(m heed.Measure) string {
	var out []string
	for _, i := range m.Indicators {
		for _, v := range i.Values {
			out = append(out, joined(i.Name, v.Date, v.Value, v.Source, v.Break))
		}
	}
	return strings.Join(out, "\n")
}

func (c *cell) values(m *heed.Measure) {
	for i := range m.Indicators {
		m.Indicators[i].Values = nil
	}
	for _, parts := range c.lines(5) {
		at := slices.IndexFunc(m.Indicators, func(i heed.Indicator) bool { return joined(i.Name) == parts[0] })
		if at < 0 {
			c.problem("error.plan_value", "Given", parts[0])
			continue
		}
		m.Indicators[at].Values = append(m.Indicators[at].Values, heed.Value{Date: parts[1], Value: decimal(parts[2]), Source: parts[3], Break: parts[4]})
	}
}
