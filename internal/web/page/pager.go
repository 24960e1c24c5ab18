// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package page

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
)

// Pager turns the pages of a list; the part "pager" draws it where there is
// more than one.
type Pager struct {
	Page, Pages                            int
	Label, Here                            string
	Previous, PreviousText, Next, NextText string
	All, AllText                           string
}

// maxWhole is how many recommendations are shown on one page at most.
const maxWhole = 1000

// Pager makes the pager of an answer; list gives the address of a query.
func (b Base) Pager(a find.Answer, list func(find.Query) string) Pager {
	return b.PagerOf(listOf(a), list)
}

// PagerOf makes the pager of a list.
func (b Base) PagerOf(a List, list func(find.Query) string) Pager {
	p := Pager{
		Page: a.Query.Page, Pages: a.Pages, Label: b.T("pager.label"), Here: b.T("pager.here", "Page", a.Query.Page, "Pages", a.Pages),
		PreviousText: b.T("pager.previous"), NextText: b.T("pager.next"), AllText: b.T("pager.all", "Count", a.Total),
	}
	at := func(n int) string {
		q := a.Query
		q.Page = n
		return list(q)
	}
	if p.Page > 1 {
		p.Previous = at(p.Page - 1)
	}
	if p.Page > 0 && p.Page < p.Pages {
		p.Next = at(p.Page + 1)
	}
	if p.Page == 0 {
		p.Pages = 1 // all are shown
	} else if a.Total <= maxWhole {
		p.All = at(0)
	}
	return p
}

// Turn gives the rows of a list that the asked page of it shows, of so many on a page,
// and where the first of them stands in the list; without a page, all of them. The
// pager leads to the other pages by list. CodeNotFound beyond the last page.
func Turn[T any](b Base, q find.Query, all []T, rows int, list func(find.Query) string) (shown []T, from int, p Pager, err error) {
	of := List{Query: q, Total: len(all), Pages: max(1, (len(all)+rows-1)/rows)}
	shown = all
	if q.Page > 0 {
		if err := find.Beyond(q.Page, of.Pages); err != nil {
			return nil, 0, Pager{}, err
		}
		from = (q.Page - 1) * rows
		shown = all[from:min(from+rows, len(all))]
	}
	return shown, from, b.PagerOf(of, list), nil
}

// Asked reads which page of a list within a scope an address asks for, and its filters: take keeps the
// value of a name, and reports whether there is such a filter and it can have that
// value. Of a name that stands twice the last counts. CodeInvalid for any other.
func Asked(scope find.Filter, values url.Values, take func(name, value string) bool) (find.Query, error) {
	turn, err := find.ParseQuery(scope, url.Values{"page": values["page"]})
	if err != nil {
		return turn, err
	}
	for name, given := range values {
		value := given[len(given)-1]
		if name != "page" && !take(name, value) && value != "" {
			return turn, &heed.Error{Code: heed.CodeInvalid, Op: "page.Asked", Key: "error.filter", Args: []string{"Name", name, "Value", value}}
		}
	}
	return turn, nil
}

// InList gives the address of another page of the list that an address shows, at the
// list itself.
func (r *Request) InList(q find.Query) string {
	values := r.URL.Query()
	values.Del("page")
	if p := q.Turned().Get("page"); p != "" {
		values.Set("page", p)
	}
	return r.Base("").URL(r.Path) + "?" + values.Encode() + "#list"
}

// FirstPage gives the query of a page: its first page where the address names
// none. Twins and exports give the whole list instead.
func (r *Request) FirstPage(q find.Query) find.Query {
	if r.Form == HTML && r.URL.Query().Get("page") == "" {
		q.Page = 1
	}
	return q
}

// Address gives the address of what is asked for, in its language and form, with
// another query.
func (r *Request) Address(query url.Values) string {
	path := r.Path
	if r.Form != HTML {
		if path == "/" {
			path = "/index"
		}
		path += "." + string(r.Form)
	}
	to := r.Prefix + (&url.URL{Path: path}).EscapedPath()
	if len(query) > 0 {
		to += "?" + query.Encode()
	}
	return to
}

// What a form of filters sends that no link has: that what was chosen from the
// lists is to be left out, and the ends of ranges, behind the name of their
// dimension.
const (
	paramLeave = "leave"
	endFrom    = ".first"
	endTo      = ".last"
)

// Tidied leads from what a form sends to the address that holds the same search
// and nothing else, so that it can be kept as a link. False says that there is
// nothing to tidy.
func (r *Request) Tidied() (Result, bool) {
	given := r.URL.Query()
	into := func(name string) string {
		if given.Has(paramLeave) && name != "q" && name != "page" && !strings.HasPrefix(name, find.Not) {
			return find.Not + name
		}
		return name
	}
	tidy, changed := url.Values{}, false
	add := func(name, value string) {
		if value == "" || slices.Contains(tidy[name], value) {
			changed = true
			return
		}
		tidy.Add(name, value)
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		values := given[name]
		dimension, isFrom := strings.CutSuffix(name, endFrom)
		if !isFrom {
			dimension, _ = strings.CutSuffix(name, endTo)
		}
		switch {
		case name == paramLeave:
			changed = true
		case dimension != name:
			changed = true
			if isFrom || !given.Has(dimension+endFrom) {
				add(into(dimension), span(given.Get(dimension+endFrom), given.Get(dimension+endTo)))
			}
		default:
			for i, v := range values {
				if i == len(values)-1 { // the list to choose from comes behind what is chosen
					add(into(name), v)
				} else {
					add(name, v)
				}
			}
		}
	}
	return Result{Redirect: r.Address(tidy)}, changed
}

// span writes a range from its ends, in whichever order they were given.
func span(from, to string) string {
	from, to = strings.TrimSpace(from), strings.TrimSpace(to)
	switch {
	case from == "" && to == "":
		return ""
	case from != "" && to != "" && (len(from) > len(to) || len(from) == len(to) && from > to):
		from, to = to, from
	}
	if from == to {
		return from
	}
	return from + ".." + to
}
