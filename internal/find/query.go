// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"maps"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find/ask"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/refdata"
)

// Dimension is one thing by which recommendations are told apart. Its name is
// that of the filter in an address.
type Dimension string

// The dimensions.
const (
	ByState     Dimension = "state"     // under review
	ByCycle     Dimension = "cycle"     // from 1
	BySession   Dimension = "session"   // of the Working Group, from 1
	ByPosition  Dimension = "position"  // the latest
	ByQualifier Dimension = "qualifier" // of the latest position; NoQualifier for none
	ByFrom      Dimension = "from"      // recommending State
	ByGroup     Dimension = "group"     // regional group of a recommending State
	ByTheme     Dimension = "theme"     // a label.Theme, told by rule
	ByAct       Dimension = "act"       // a heed.ActionCategory, proposed or decided; 0 where not told
	ByIssue     Dimension = "issue"     // one of label.Issues, proposed or decided
	ByYear      Dimension = "year"      // of the review; of annotations, of publication
	ByLeadIn    Dimension = "under"     // number of the paragraph that introduces it
	// By instrument or body named (a refdata.InstrumentKey; also those that it is
	// within), by what is asked about any of them (a label.Step), and by goal or
	// target served (label.AllTargets). All three are told by rule.
	ByInstrument Dimension = "instrument"
	ByTreatyAct  Dimension = "treatyact"
	ByGoal       Dimension = "goal"
	ByBasis      Dimension = "basis" // LegalDuty or NoDutyKnown, by RestsOn

	// Of annotations only.
	ByMechanism Dimension = "mechanism" // a heed.Mechanism
	ByBody      Dimension = "body"      // who speaks: "UPR", "CAT", "SR Torture"
	ByKind      Dimension = "kind"      // a heed.AnnotationKind
	ByLabel     Dimension = "label"     // a theme, as OHCHR names it
	ByPersons   Dimension = "persons"   // whom it is about, as OHCHR names them
	BySDG       Dimension = "sdg"       // a goal or target, as OHCHR names it
	BySource    Dimension = "source"    // whose table, as its importer named it; heed.SourceOHCHR
	ByTag       Dimension = "tag"       // a label of a table's, as its source has it
)

// Dimensions lists all dimensions in the order in which they are shown.
var Dimensions = []Dimension{ByState, ByPosition, ByQualifier, ByTheme, ByIssue, ByAct, ByInstrument, ByTreatyAct, ByGoal, ByBasis, ByFrom, ByGroup, ByYear, ByCycle, BySession, ByLeadIn}

// AnnotationDimensions lists those of annotations in the order in which they
// are shown.
var AnnotationDimensions = []Dimension{ByState, ByMechanism, ByBody, ByKind, ByLabel, ByPersons, BySDG, ByYear, ByPosition, ByFrom, ByGroup, ByCycle, BySource, ByTag}

// NoQualifier asks for recommendations whose position has no qualifier.
const NoQualifier heed.Qualifier = "none"

// Qualifiers lists what a query can ask for, in the order in which it is shown.
var Qualifiers = []heed.Qualifier{
	NoQualifier, heed.AlreadyImplemented, heed.InProcess, heed.ImplementedOrInProcess, heed.InPrinciple, heed.InPart,
	heed.Refused, heed.NotedBySilence,
}

// allows reports whether a value can be one of the dimension's, or a range of
// them.
func (d Dimension) allows(value string) bool {
	if d.Ranged() {
		return d.allowsNumber(value)
	}
	switch d {
	case ByState, ByFrom:
		return heed.StateCode(value).Valid()
	case ByPosition:
		return slices.Contains(heed.Positions, heed.Position(value))
	case ByQualifier:
		return slices.Contains(Qualifiers, heed.Qualifier(value))
	case ByGroup:
		return value == string(refdata.NoGroup) || slices.Contains(refdata.Groups(), refdata.RegionalGroup(value))
	case ByTheme:
		return slices.Contains(label.AllThemes(), label.Theme(value))
	case ByAct:
		n, ok := wholeNumber(value)
		return ok && n <= int(heed.ActSpecific)
	case ByIssue:
		return slices.Contains(label.Issues(), value)
	case ByLeadIn:
		return heed.ValidRef(value)
	case ByInstrument:
		_, ok := refdata.InstrumentByKey(refdata.InstrumentKey(value))
		return ok
	case ByTreatyAct:
		return slices.Contains(label.AllSteps(), label.Step(value))
	case ByGoal:
		return slices.Contains(label.AllTargets(), value)
	case ByBasis:
		return slices.Contains(Bases, Basis(value))
	}
	return d.allowsOfAnnotations(value)
}

// allowsOfAnnotations is allows for the dimensions that only annotations have.
func (d Dimension) allowsOfAnnotations(value string) bool {
	switch d {
	case ByMechanism:
		return slices.Contains(heed.Mechanisms, heed.Mechanism(value))
	case ByKind:
		return slices.Contains(heed.AnnotationKinds, heed.AnnotationKind(value))
	case ByBody, ByLabel, ByPersons, BySDG, BySource, ByTag: // of others, and may change
		return len(value) <= maxLabel && utf8.ValidString(value)
	}
	return false
}

// allowsNumber is allows for the dimensions that are Ranged.
func (d Dimension) allowsNumber(value string) bool {
	if from, to, ok := d.span(value); ok {
		return from <= to && (from == 0 || d.allowsNumber(strconv.Itoa(from))) && (to == math.MaxInt || d.allowsNumber(strconv.Itoa(to)))
	}
	n, ok := wholeNumber(value)
	if d == ByYear {
		return ok && n > 1900 && n < 2200
	}
	return ok && n > 0
}

// Ranged reports whether values are numbers in a row, so that a range of them
// can be asked for: "2015..2020", "2015..", "..2020".
func (d Dimension) Ranged() bool { return d == ByCycle || d == BySession || d == ByYear }

// span reads a range; both ends belong to it, and one that is open goes from 0 or
// to math.MaxInt.
func (d Dimension) span(value string) (from, to int, ok bool) {
	before, after, ok := strings.Cut(value, "..")
	if !ok || !d.Ranged() || before+after == "" {
		return 0, 0, false
	}
	to = math.MaxInt
	if before != "" {
		from, ok = wholeNumber(before)
	}
	if ok && after != "" {
		to, ok = wholeNumber(after)
	}
	return from, to, ok
}

// wholeNumber reads a number that is written as numbers are, without sign or
// zeros before it.
func wholeNumber(value string) (int, bool) {
	n, err := strconv.Atoi(value)
	return n, err == nil && n >= 0 && strconv.Itoa(n) == value
}

// maxLabel is how long a label may be, in bytes.
const maxLabel = 300

// Filter holds values of dimensions, also ranges where a dimension is Ranged.
// Whoever uses it says what they are for: those chosen, of which any fits, or
// those that are left out. A dimension without values has no say.
type Filter map[Dimension][]string

// In is the filter that leaves one review.
func In(id heed.ReviewID) Filter {
	return Filter{ByState: {string(id.State)}, ByCycle: {strconv.Itoa(id.Cycle)}}
}

// With gives the filter with these values of a dimension in place of its own.
func (f Filter) With(d Dimension, values ...string) Filter {
	out := maps.Clone(f)
	if out == nil {
		out = Filter{}
	}
	delete(out, d)
	if len(values) > 0 {
		out[d] = values
	}
	return out
}

// Has reports whether a value is chosen.
func (f Filter) Has(d Dimension, value string) bool { return slices.Contains(f[d], value) }

// Query asks for recommendations. The address of a page holds the whole query,
// so that links keep working.
type Query struct {
	// Words are looked for in the texts: all of them, "phrases" as they stand,
	// beginnings with * behind them, and none of those with - before them.
	Words string `json:"words,omitempty"`
	// Scope is what the page is about; it always holds and no facet leaves it.
	Scope Filter `json:"scope,omitempty"`
	// Filter is what was chosen within it: of each dimension any of the values
	// fits.
	Filter Filter `json:"filter,omitempty"`
	// Without are values that nothing has that fits, whatever is chosen.
	Without Filter `json:"without,omitempty"`
	// Page is which page of the list is asked for, from 1; 0 asks for all of it.
	Page int `json:"page,omitempty"`

	// Most is how many rows may be asked for at once; 0 is all.
	Most int `json:"-"`
	// Cut says that more words were typed than Words holds.
	Cut bool `json:"-"`
}

// AtMost gives the query with a limit to how many rows may be asked for at once.
func (q Query) AtMost(n int) Query {
	q.Most = n
	return q
}

// PageRows is how many recommendations a page of a list holds; annotations are
// longer.
const (
	PageRows           = 40
	AnnotationPageRows = 20
)

// Not stands in an address before the name of a dimension whose value is left
// out: "not.theme=women".
const Not = "not."

// The names in an address that are no dimensions.
const (
	paramWords = "q"
	paramPage  = "page"
)

// allPages is the value of "page" that asks for the whole list.
const allPages = "all"

// maxWords is how long a search may be, in bytes.
const maxWords = 500

// ParseQuery reads a query from an address. Empty values, as a form sends for
// what was left open, ask for all; a name or value that means nothing is
// CodeInvalid.
func ParseQuery(scope Filter, values url.Values) (Query, error) {
	return parseQuery(Query{Scope: scope}, Dimensions, values)
}

// ParseAnnotationQuery reads a query on annotations in the same way.
func ParseAnnotationQuery(values url.Values) (Query, error) {
	return parseQuery(Query{}, AnnotationDimensions, values)
}

func parseQuery(q Query, dimensions []Dimension, values url.Values) (Query, error) {
	for name, given := range values {
		for _, value := range given {
			if value == "" {
				continue
			}
			if !q.take(dimensions, Dimension(name), value) {
				return Query{}, &heed.Error{Code: heed.CodeInvalid, Op: "find.ParseQuery", Key: "error.filter", Args: []string{"Name", name, "Value", value}}
			}
		}
	}
	return q, nil
}

// take takes one value of an address.
func (q *Query) take(among []Dimension, d Dimension, value string) bool {
	switch d {
	case paramWords:
		q.Words, q.Cut = cutWords(strings.ToValidUTF8(value, "\uFFFD"))
		return true
	case paramPage:
		if value == allPages {
			q.Page = 0
			return true
		}
		n, err := strconv.Atoi(value)
		q.Page = n
		return err == nil && n > 0
	}
	into := &q.Filter
	if name, ok := strings.CutPrefix(string(d), Not); ok {
		into, d = &q.Without, Dimension(name)
	}
	if _, fixed := q.Scope[d]; fixed || !slices.Contains(among, d) || !d.allows(value) || d == ByLeadIn && !q.ofReview() {
		return false
	}
	if !into.Has(d, value) {
		*into = into.With(d, append(slices.Clone((*into)[d]), value)...)
	}
	return true
}

// cutWords takes what is too long off what was typed, between two of its signs,
// and tells whether it had to.
func cutWords(typed string) (words string, cut bool) {
	if len(typed) <= maxWords {
		return typed, false
	}
	end := maxWords
	for !utf8.RuneStart(typed[end]) {
		end--
	}
	return typed[:end], true
}

// understood adds what became of the query before its words were read.
func (q Query) understood(notes []ask.Note) []ask.Note {
	if q.Cut && !slices.ContainsFunc(notes, func(n ask.Note) bool { return n.Key == ask.NoteDeep }) {
		notes = append(slices.Clone(notes), ask.Note{Key: ask.NoteDeep})
	}
	return notes
}

// ofReview reports whether the scope is one review, whose paragraphs have
// numbers.
func (q Query) ofReview() bool { return len(q.Scope[ByState]) == 1 && len(q.Scope[ByCycle]) == 1 }

// Values gives the query as an address holds it, without scope and page.
func (q Query) Values() url.Values {
	v := url.Values{}
	if q.Words != "" {
		v.Set(paramWords, q.Words)
	}
	for d, values := range q.Filter {
		v[string(d)] = slices.Sorted(slices.Values(values))
	}
	for d, values := range q.Without {
		v[Not+string(d)] = slices.Sorted(slices.Values(values))
	}
	return v
}

// Turned gives the query as an address holds it, with the page that it asks
// for; the first needs no name.
func (q Query) Turned() url.Values {
	v := q.Values()
	switch q.Page {
	case 0:
		v.Set(paramPage, allPages)
	case 1:
	default:
		v.Set(paramPage, strconv.Itoa(q.Page))
	}
	return v
}

// Narrowed reports whether the query asks for less than all of its scope.
func (q Query) Narrowed() bool { return q.Words != "" || len(q.Filter)+len(q.Without) > 0 }

// With gives the query with these values of a dimension in place of its own,
// from the first page on.
func (q Query) With(d Dimension, values ...string) Query {
	q.Filter, q.Page = q.Filter.With(d, values...), min(q.Page, 1)
	return q
}

// Leaving gives the query with these values of a dimension left out in place of
// those that it leaves out, from the first page on.
func (q Query) Leaving(d Dimension, values ...string) Query {
	q.Without, q.Page = q.Without.With(d, values...), min(q.Page, 1)
	return q
}

// asks reports whether a value of a dimension is within scope and filter and not
// left out.
func (q Query) asks(d Dimension, value string) bool {
	fits := func(values []string) bool {
		return slices.ContainsFunc(values, func(v string) bool { return d.covers(v, value) })
	}
	return (len(q.Scope[d]) == 0 || fits(q.Scope[d])) && (len(q.Filter[d]) == 0 || fits(q.Filter[d])) && !fits(q.Without[d])
}

// covers reports whether what is chosen, a value or a range, covers a value.
func (d Dimension) covers(chosen, value string) bool {
	from, to, ok := d.span(chosen)
	if !ok {
		return chosen == value
	}
	n, number := wholeNumber(value)
	return number && from <= n && n <= to
}
