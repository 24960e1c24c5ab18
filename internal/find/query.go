// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
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
	ByAct       Dimension = "act"       // a heed.ActionCategory, told by rule; 0 where not told
	ByLeadIn    Dimension = "under"     // number of the paragraph that introduces it
)

// Dimensions lists all dimensions in the order in which they are shown.
var Dimensions = []Dimension{ByState, ByPosition, ByQualifier, ByTheme, ByAct, ByFrom, ByGroup, ByCycle, BySession, ByLeadIn}

// NoQualifier asks for recommendations whose position has no qualifier.
const NoQualifier heed.Qualifier = "none"

// Qualifiers lists what a query can ask for, in the order in which it is shown.
var Qualifiers = []heed.Qualifier{
	NoQualifier, heed.AlreadyImplemented, heed.InProcess, heed.ImplementedOrInProcess, heed.InPrinciple, heed.InPart,
	heed.Refused, heed.NotedBySilence,
}

// allows reports whether a value can be one of the dimension's.
func (d Dimension) allows(value string) bool {
	switch d {
	case ByState, ByFrom:
		return heed.StateCode(value).Valid()
	case ByCycle, BySession:
		n, err := strconv.Atoi(value)
		return err == nil && n > 0 && strconv.Itoa(n) == value
	case ByPosition:
		return slices.Contains(heed.Positions, heed.Position(value))
	case ByQualifier:
		return slices.Contains(Qualifiers, heed.Qualifier(value))
	case ByGroup:
		return value == string(refdata.NoGroup) || slices.Contains(refdata.Groups(), refdata.RegionalGroup(value))
	case ByTheme:
		return slices.Contains(label.AllThemes(), label.Theme(value))
	case ByAct:
		n, err := strconv.Atoi(value)
		return err == nil && n >= 0 && n <= int(heed.ActSpecific) && strconv.Itoa(n) == value
	case ByLeadIn:
		return heed.ValidRef(value)
	}
	return false
}

// Filter holds the values chosen of each dimension: any of them fits. A
// dimension without values lets everything through.
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
	// Filter is what was chosen within it.
	Filter Filter `json:"filter,omitempty"`
	// Page is which page of the list is asked for, from 1; 0 asks for all of it.
	Page int `json:"page,omitempty"`
}

// PageRows is how many recommendations a page of a list holds.
const PageRows = 40

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
	q := Query{Scope: scope}
	for name, given := range values {
		for _, value := range given {
			if value == "" {
				continue
			}
			if !q.take(Dimension(name), value) {
				return Query{}, &heed.Error{Code: heed.CodeInvalid, Op: "find.ParseQuery", Key: "error.filter", Args: []string{"Name", name, "Value", value}}
			}
		}
	}
	return q, nil
}

// take takes one value of an address.
func (q *Query) take(d Dimension, value string) bool {
	switch d {
	case paramWords:
		value = strings.ToValidUTF8(value, "\uFFFD") // what is no text stays seen, and is no word
		q.Words = strings.ToValidUTF8(value[:min(len(value), maxWords)], "")
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
	if _, fixed := q.Scope[d]; fixed || !d.allows(value) || d == ByLeadIn && !q.ofReview() {
		return false
	}
	if !q.Filter.Has(d, value) {
		q.Filter = q.Filter.With(d, append(slices.Clone(q.Filter[d]), value)...)
	}
	return true
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
func (q Query) Narrowed() bool { return q.Words != "" && !q.Wordless() || len(q.Filter) > 0 }

// Wordless reports whether words were given and none of them can be looked for:
// a quotation mark alone leaves nothing out.
func (q Query) Wordless() bool { return q.Words != "" && parseWords(q.Words).empty() }

// With gives the query with these values of a dimension in place of its own,
// from the first page on.
func (q Query) With(d Dimension, values ...string) Query {
	q.Filter, q.Page = q.Filter.With(d, values...), min(q.Page, 1)
	return q
}
