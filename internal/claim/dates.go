// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// dated is a date where a sentence has it: a day, a month or a year.
type dated struct {
	when     string
	from, to int
}

// datesIn finds the dates in a text, in order.
func (g grammar) datesIn(low string) []dated {
	var out []dated
	for _, e := range g.dates { // the exactest first
		for _, m := range e.FindAllStringSubmatchIndex(low, -1) {
			if alone(low, m[0], m[1]) && !slices.ContainsFunc(out, func(o dated) bool { return m[0] < o.to && o.from < m[1] }) {
				out = append(out, dated{g.date(e, low, m), m[0], m[1]})
			}
		}
	}
	slices.SortFunc(out, func(a, b dated) int { return a.from - b.from })
	return out
}

// date is what a match tells.
func (g grammar) date(e *regexp.Regexp, low string, m []int) string {
	group := func(name string) string {
		i := e.SubexpIndex(name)
		if i < 0 {
			return ""
		}
		return low[m[2*i]:m[2*i+1]]
	}
	out := group("year")
	for _, part := range []string{g.month(group("month")), group("day")} {
		if part == "" {
			break
		}
		out += "-" + strings.Repeat("0", max(0, 2-len(part))) + part
	}
	return out
}

// month is the number of a month, by its name or as it stands.
func (g grammar) month(name string) string {
	i := slices.IndexFunc(g.months, func(m string) bool { return strings.HasPrefix(name, m) })
	if i < 0 {
		return name
	}
	return strconv.Itoa(i + 1)
}

// part says which part of a sentence tells of each status: up to the last mark between
// it and the next one that parts clauses, a conjunction before a comma; or, where verbs
// stand last, up to the first.
func (g grammar) part(low string, hits []hit, named []Mention) {
	masked := mask(low, named)
	for i := range hits {
		hits[i].end = len(low)
		next := slices.IndexFunc(hits, func(o hit) bool { return o.from >= hits[i].to })
		if next < 0 {
			continue
		}
		hits[i].end = g.boundary(masked, hits[i].to, hits[next].from, named)
		for j := next; j < len(hits); j++ {
			hits[j].start = max(hits[j].start, hits[i].end)
		}
	}
}

// boundary is where between two statuses what is told of the second begins.
func (g grammar) boundary(masked string, from, to int, named []Mention) int {
	conjunction, comma := -1, -1
	for _, m := range g.marks.FindAllStringIndex(masked[from:to], -1) {
		at, end := from+m[0], from+m[1]
		if g.verbLast {
			return at
		}
		switch {
		case slices.ContainsFunc(named, func(n Mention) bool {
			return n.From >= end && slices.Contains(g.before, strings.TrimSpace(masked[end:n.From]))
		}): // "the Convention and the Covenant"
		case masked[at] == ',':
			comma = at
		default:
			conjunction = at
		}
	}
	switch {
	case g.verbLast:
		return from
	case conjunction >= 0:
		return conjunction
	case comma >= 0:
		return comma
	}
	return to
}

// mask hides the names of treaties, in which commas and conjunctions stand.
func mask(low string, named []Mention) string {
	var spans [][]int
	for _, m := range named {
		spans = append(spans, []int{m.From, m.To})
	}
	return hide(low, spans)
}

// hide puts a word of no meaning, as long as they are, into places of a text.
func hide(low string, spans [][]int) string {
	b := []byte(low)
	for _, s := range spans {
		for i := s[0]; i < s[1]; i++ {
			b[i] = 'x'
		}
	}
	return string(b)
}

// dating tells when a sentence says that something was done.
type dating struct {
	grammar
	low     string
	named   []Mention
	states  []named
	reports [][]int
	dates   []dated
}

// of gives the date of a status: one that stands in its words or right before them,
// else the next one behind it in its part of the sentence, else the last one before it
// there; before it first, where verbs stand last. "" where it has none. A date of what
// somebody said, of a treaty's name, or until which something was not so is none. Where
// there are several, each is of the treaty by which it stands.
func (d dating) of(h hit, treaty Mention) string {
	its, before, behind := d.around(h)
	switch {
	case its != "":
		return its
	case len(before) > 0 && (d.verbLast || len(behind) == 0):
		return d.by(h, treaty, before, len(before)-1)
	case len(behind) > 0:
		return d.by(h, treaty, behind, 0)
	}
	return ""
}

// around gives the date in the words of a status or right before them, and those before
// and behind it that may be its.
func (d dating) around(h hit) (its string, before, behind []dated) {
	masked := mask(d.low, d.named)
	for _, at := range d.dates {
		switch {
		case at.from >= h.from && at.to <= h.to:
			return at.when, nil, nil
		case h.status == Deadline || d.not(at, h):
		case at.to <= h.from && strings.TrimSpace(d.low[at.to:h.from]) == "" && !d.verbLast:
			return at.when, nil, nil
		case !d.tells(at):
		case at.from >= h.start && at.to <= h.from && d.leads(masked, at, h):
			before = append(before, at)
		case at.from >= h.to && at.to <= h.end && d.follows(masked, at, h):
			behind = append(behind, at)
		}
	}
	return "", before, behind
}

// tells tells whether a year is said as one in which something was done.
func (d dating) tells(at dated) bool {
	if len(at.when) > len("2006") {
		return true
	}
	return (d.yearIn == nil || d.yearIn.MatchString(d.low[:at.from])) && (d.yearOf == nil || d.yearOf.MatchString(d.low[at.to:]))
}

// by gives the one of some dates that stands by a treaty: behind its name, or before it
// where the first of them stands before the first name; the one in place i where they
// are not among the names.
func (d dating) by(h hit, treaty Mention, all []dated, i int) string {
	among := slices.DeleteFunc(slices.Clone(d.named), func(m Mention) bool { return m.From < h.start || m.From >= h.end })
	if len(all) == 1 || treaty.To == 0 || len(among) < 2 {
		return all[i].when
	}
	if all[0].from > among[0].From {
		if n := slices.IndexFunc(all, func(at dated) bool { return at.from >= treaty.To }); n >= 0 {
			return all[n].when
		}
		return all[i].when
	}
	for n := len(all) - 1; n >= 0; n-- {
		if all[n].to <= treaty.From {
			return all[n].when
		}
	}
	return all[i].when
}

// lasts are what is so from a day on, of which "since" tells the beginning; what is
// done is done on one.
var lasts = []Status{Party, Joined, Signatory, Abolished, Operating, Accepts}

// not tells whether a date is none of an act's.
func (d dating) not(at dated, h hit) bool {
	before, behind := d.low[:at.from], d.low[at.to:]
	if matches(d.bounds, before) || matches(d.boundsBehind, behind) {
		return true
	}
	if at.to <= h.from && !slices.Contains(lasts, h.status) && (matches(d.since, before) || matches(d.sinceBehind, behind)) {
		return true
	}
	return d.ofNames(at) || d.ofReport(at, h)
}

// ofNames tells whether a date is in the name of a treaty ("the 1951 Convention").
func (d dating) ofNames(at dated) bool {
	return slices.ContainsFunc(d.named, func(m Mention) bool {
		switch {
		case at.from >= m.From && at.to <= m.To:
			return true
		case len(at.when) > len("2006"):
			return false
		case at.to <= m.From:
			return matches(d.yearBefore, d.low[max(0, at.from-len("the ")):m.From])
		}
		return at.from >= m.To && matches(d.yearBehind, d.low[m.To:at.from])
	})
}

// ofReport tells whether a date is that of what somebody said: before the words that
// bring what was said, or in a clause behind that. Where verbs stand last, so that who
// says something is named around it, such a date stands before the State that did it.
func (d dating) ofReport(at dated, h hit) bool {
	return slices.ContainsFunc(d.reports, func(r []int) bool {
		switch {
		case r[1] <= h.from:
			return at.to <= r[1]
		case r[0] < h.to:
			return false
		case d.verbLast:
			return at.to <= d.head(h)
		}
		from := r[0]
		if comma := strings.LastIndexByte(d.low[h.to:from], ','); comma >= 0 {
			from = h.to + comma
		}
		return at.from >= from
	})
}

// head is where the State is named that did something, or up to where a date goes that
// begins the sentence.
func (d dating) head(h hit) int {
	out := 0
	if first := d.dates[0]; strings.TrimSpace(d.low[:first.from]) == "" {
		out = first.to
	}
	for _, s := range d.states {
		if s.to <= h.from {
			out = s.from
		}
	}
	return out
}

// leads tells whether a date before a status is told of it: in the same clause, or
// where it opens another one ("In 2015, …").
func (d dating) leads(masked string, at dated, h hit) bool {
	between := masked[at.to:h.from]
	if strings.ContainsAny(between, ";:") {
		return false
	}
	clause := strings.LastIndexAny(masked[:at.from], ",;:—–") + 1
	for clause > 0 && clause < at.from && masked[clause]&0xc0 == 0x80 { // within a dash
		clause++
	}
	return !strings.Contains(between, ",") || matches(d.opens, masked[clause:at.from]) ||
		slices.ContainsFunc(d.named, func(m Mention) bool { return m.From >= clause && m.To <= at.from })
}

// follows tells whether a date behind a status is told of it: no other clause begins
// between them, but for one that begins with the date of another treaty, and no comma
// but one in a row of treaties, or before the date.
func (d dating) follows(masked string, at dated, h hit) bool {
	between := masked[h.to:at.from]
	if matches(d.parts, between) {
		return slices.ContainsFunc(d.named, func(m Mention) bool {
			return m.From >= at.to && slices.Contains(d.before, strings.TrimSpace(d.low[at.to:m.From]))
		})
	}
	comma := strings.LastIndexByte(between, ',')
	if comma < 0 || matches(d.opens, between[comma+1:]) {
		return true
	}
	return slices.ContainsFunc(d.named, func(m Mention) bool { return m.From > h.to+comma && m.To <= at.from })
}

// matches is false for an expression that a language has not.
func matches(e *regexp.Regexp, s string) bool { return e != nil && e.MatchString(s) }
