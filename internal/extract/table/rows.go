// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package table

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract/grid"
	"github.com/heed-upr/heed/internal/extract/uhri"
	"github.com/heed-upr/heed/internal/refdata"
)

// reader reads the sheets of one table.
type reader struct {
	mapping Mapping
	table   Table
}

func (r *reader) say(p Problem) { r.table.Problems = append(r.table.Problems, p) }

// sheet reads the rows of a sheet under its head.
func (r *reader) sheet(s sheet, h *head) {
	r.columns(s, h)
	hidden := map[int]bool{}
	for _, row := range s.HiddenRows {
		hidden[row] = !r.mapping.Hidden
	}
	for _, f := range s.Faults {
		if field := h.fields[f.Column]; f.Row > h.row && field != "" && !hidden[f.Row] {
			key := "table_problem.cell_error"
			if f.Value == "" {
				key = "table_problem.formula"
			}
			r.say(Problem{Sheet: s.Name, Row: f.Row, Head: h.names[f.Column], Key: key, Args: []string{"Value", f.Value}})
		}
	}
	from, to := 0, 0 // a run of hidden rows
	for _, l := range s.Rows {
		if l.Number <= h.row {
			continue
		}
		if hidden[l.Number] {
			if to != 0 && to != l.Number-1 {
				r.hidden(s.Name, from, to)
				from = 0
			}
			if from == 0 {
				from = l.Number
			}
			to = l.Number
			continue
		}
		r.row(s.Name, l, h)
	}
	r.hidden(s.Name, from, to)
}

// hidden says that rows are hidden, and so not taken.
func (r *reader) hidden(sheet string, from, to int) {
	if from > 0 {
		r.table.Hidden = true
		r.say(Problem{Sheet: sheet, Row: from, Key: "table_problem.hidden_rows", Args: []string{"Last", strconv.Itoa(to)}})
	}
}

// columns says which columns were taken for what.
func (r *reader) columns(s sheet, h *head) {
	var all []int
	for c := range h.names {
		all = append(all, c)
	}
	slices.Sort(all)
	for _, c := range all {
		if slices.Contains(s.HiddenColumns, c) && !r.mapping.Hidden {
			r.say(Problem{Sheet: s.Name, Head: h.names[c], Key: "table_problem.hidden_column"})
			continue
		}
		r.table.Columns = append(r.table.Columns, Column{s.Name, h.names[c], h.fields[c]})
	}
}

// row is one row while it is read.
type row struct {
	*reader
	Row
	heads  map[Field]string
	values map[Field]string
	left   bool
}

// row reads a row. Rows that hold nothing, a heading over others, or the heads
// again are passed over.
func (r *reader) row(sheet string, l grid.Row, h *head) {
	x := row{reader: r, Row: Row{Sheet: sheet, Row: l.Number}, heads: map[Field]string{}, values: map[Field]string{}}
	filled, same := 0, 0
	for _, c := range l.Columns() {
		f, value := h.fields[c], grid.Unquoted(grid.Tidy(l.Cells[c]))
		if h.names[c] != "" && grid.Plain(h.names[c]) == grid.Plain(value) {
			same++
		}
		if value == "" || f == "" {
			continue
		}
		filled++
		if f == NoteField {
			x.Notes = append(x.Notes, heed.AnnotationNote{Head: h.names[c], Text: value})
			continue
		}
		x.values[f] = value
	}
	for c, f := range h.fields {
		x.heads[f] = h.names[c]
	}
	if filled == 0 || same > 1 && same >= filled || filled == 1 && len(l.Cells) == 1 && x.values[Text] == "" {
		return
	}
	for f, value := range r.mapping.Values {
		if x.values[f] == "" {
			x.values[f] = value
		}
	}
	x.read()
	if !x.left {
		r.table.Rows = append(r.table.Rows, x.Row)
	}
}

// problem says that a value cannot be taken; left, that the row cannot.
func (x *row) problem(left bool, f Field, key string, args ...string) {
	if left && x.left {
		return // said once
	}
	x.left = x.left || left
	x.say(Problem{Sheet: x.Sheet, Row: x.Row.Row, Head: x.heads[f], Left: left, Key: "table_problem." + key, Args: args})
}

// maxText is how many characters a text may have; the longest passage of
// OHCHR's index has a third of it.
const maxText = 30_000

// maxValue is how many bytes what names or labels a row may have: names of rows
// and labels stand in indexes and addresses.
const maxValue = 300

// bound leaves out a row whose names are too long for any, and labels that are.
func (x *row) bound() {
	for _, f := range []Field{ID, Number, Body, Symbol} {
		if n := len(x.values[f]); n > maxValue {
			x.problem(true, f, "long_value", "Length", strconv.Itoa(n), "Most", strconv.Itoa(maxValue))
		}
	}
	for f, labels := range map[Field]*[]string{Themes: &x.Themes, Persons: &x.Persons, SDGs: &x.SDGs} {
		*labels = slices.DeleteFunc(*labels, func(l string) bool {
			if len(l) <= maxValue {
				return false
			}
			x.problem(false, f, "long_value", "Length", strconv.Itoa(len(l)), "Most", strconv.Itoa(maxValue))
			return true
		})
	}
}

// read reads the fields of a row.
func (x *row) read() {
	x.ID, x.Text, x.Symbol = x.values[ID], x.values[Text], x.values[Symbol]
	x.Row.Number = strings.TrimRight(x.values[Number], ". ")
	x.Themes, x.Persons, x.SDGs = several(x.values[Themes]), several(x.values[Persons]), several(x.values[SDGs])
	x.bound()
	switch n := utf8.RuneCountInString(x.Text); {
	case n == 0:
		x.problem(true, Text, "no_text")
	case n > maxText:
		x.problem(true, Text, "long_text", "Length", strconv.Itoa(n), "Most", strconv.Itoa(maxText))
	}
	x.kind()
	x.body()
	var unknown []string
	x.States, unknown = x.states(State)
	x.Others = unknown
	if x.Body == heed.BodyUPR {
		x.review(unknown)
		x.RecommendingStates, unknown = x.states(From)
		for _, name := range unknown {
			x.problem(false, From, "unknown_state", "Name", name)
		}
		x.position()
	} else {
		for _, name := range unknown {
			x.problem(false, State, "other_name", "Name", name)
			x.table.Changes[uhri.Change{Field: uhri.FieldUnknown, From: name}]++
		}
	}
	x.date()
}

// review reads what a row of the UPR must say: the State and the cycle.
func (x *row) review(unknown []string) {
	x.Cycle, x.Row.Session = x.number(Cycle, cycleIn), x.number(Session, sessionIn)
	if x.Cycle == 0 {
		x.Cycle = x.number(Session, cycleIn)
	}
	if of := refdata.CycleOfSession(x.Row.Session); x.Cycle == 0 {
		x.Cycle = of
	} else if of != 0 && of != x.Cycle {
		x.problem(false, Session, "session_of_cycle", "Session", strconv.Itoa(x.Row.Session), "Of", strconv.Itoa(of), "Cycle", strconv.Itoa(x.Cycle))
		x.Row.Session = 0
	}
	switch {
	case len(unknown) > 0:
		x.problem(true, State, "unknown_review_state", "Name", unknown[0])
	case len(x.States) != 1:
		x.problem(true, State, "no_state")
	case x.Cycle == 0:
		x.problem(true, Cycle, "no_cycle")
	}
}

var (
	cycleIn   = regexp.MustCompile(`(?i)^\s*([1-9])\s*(?:[-–.]?\p{L}{0,3})?\s*(?:cycle|cycle de l.epu|ciclo|цикл)?\s*$|(?:cycle|ciclo|цикл)\p{L}*\s*:?\s*([1-9])\b`)
	sessionIn = regexp.MustCompile(`(?i)^\D{0,3}([1-9][0-9]?)\b`)
)

// number reads a number out of a field; 0 where there is none.
func (x *row) number(f Field, in *regexp.Regexp) int {
	value := x.values[f]
	m := in.FindStringSubmatch(value)
	if m == nil {
		if value != "" && f == Cycle {
			x.problem(false, f, "no_number", "Value", value)
		}
		return 0
	}
	n, _ := strconv.Atoi(strings.Join(m[1:], "")) // one of them is empty
	return n
}

// body settles who speaks. A row that names a cycle or a session of the UPR
// speaks of the UPR.
func (x *row) body() {
	given := strings.TrimPrefix(x.values[Body], "- ")
	switch {
	case given != "":
		x.Body = given
		if b, ok := meaning(Body, given); ok {
			x.Body = b
		}
		if x.Body != x.values[Body] {
			x.table.Changes[uhri.Change{Field: uhri.FieldBody, From: x.values[Body], To: x.Body}]++
		}
	case x.values[Cycle] != "" || x.values[Session] != "":
		x.Body = heed.BodyUPR
	default:
		x.problem(true, Body, "no_body")
	}
}

// kind settles what kind of passage it is.
func (x *row) kind() {
	x.Kind = heed.KindRecommendation
	given := strings.TrimPrefix(x.values[Kind], "- ")
	if given == "" {
		return
	}
	if k, ok := meaning(Kind, given); ok {
		x.Kind = heed.AnnotationKind(k)
		return
	}
	x.Kind = heed.KindOther
	x.problem(false, Kind, "unknown_kind", "Value", given)
}

// position reads the position. One that is not understood is shown as it stands.
func (x *row) position() {
	given := strings.TrimPrefix(x.values[Position], "- ")
	if given == "" {
		return
	}
	if p, ok := meaning(Position, given); ok {
		x.Row.Position = heed.Position(p)
		return
	}
	x.Row.Position = heed.UnknownPosition
	x.Notes = append(x.Notes, heed.AnnotationNote{Head: x.heads[Position], Text: given})
	x.problem(false, Position, "unknown_position", "Value", given)
}

// states reads names of States, or their codes; unknown gets what is none's.
func (x *row) states(f Field) (codes []heed.StateCode, unknown []string) {
	value := x.values[f]
	add := func(name string) bool {
		code := heed.StateCode(strings.ToUpper(name))
		if !code.Valid() || !refdata.Known(code) {
			var ok bool
			if code, ok = refdata.StateByAnyName(name); !ok {
				return false
			}
			if usual := refdata.Name(code, "en", refdata.Short); name != usual {
				x.table.Changes[uhri.Change{Field: uhri.FieldState, From: name, To: usual}]++
			}
		}
		if !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
		return true
	}
	for _, name := range several(value) {
		if add(name) {
			continue
		}
		for _, part := range strings.Split(name, ",") { // names have commas of their own, now and then
			if part = strings.TrimSpace(part); part != "" && !add(part) {
				unknown = append(unknown, part)
			}
		}
	}
	return codes, unknown
}

// The forms of a day. A day and a month that could be the other way round are
// no day.
var (
	isoDay    = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})(?:[T ].*)?$`)
	dottedDay = regexp.MustCompile(`^(\d{1,2})\.(\d{1,2})\.(\d{4})(?: г\.?)?$`)
)

// date reads a day.
func (x *row) date() {
	given := x.values[Date]
	if given == "" {
		return
	}
	iso := given
	if m := isoDay.FindStringSubmatch(given); m != nil {
		iso = m[1]
	} else if m := dottedDay.FindStringSubmatch(given); m != nil {
		iso = fmt.Sprintf("%s-%02s-%02s", m[3], m[2], m[1])
	}
	if _, err := time.Parse("2006-01-02", iso); err != nil {
		x.problem(false, Date, "unknown_date", "Value", given)
		return
	}
	x.Date = heed.Date(iso)
}

// several takes a list in one cell apart: one item a line, or semicolons.
func several(value string) []string {
	var out []string
	for _, item := range strings.FieldsFunc(value, func(r rune) bool { return r == '\n' || r == ';' }) {
		if item = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(item), "- ")); item != "" && item != "-" {
			out = append(out, item)
		}
	}
	return out
}
