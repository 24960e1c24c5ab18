// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package page

import (
	"strconv"

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

// Elsewhere is an error with the address of what was probably meant.
type Elsewhere struct {
	Err error
	// Href is the address, Key the message that names it.
	Href, Key string
}

// Error implements error.
func (e *Elsewhere) Error() string { return e.Err.Error() }

// Unwrap gives the error itself.
func (e *Elsewhere) Unwrap() error { return e.Err }

// Fits refuses a page of a list behind its last: to show it empty would say that
// nothing fits.
func (r *Request) Fits(a find.Answer) error {
	if a.Query.Page <= a.Pages {
		return nil
	}
	last := a.Query
	last.Page = a.Pages
	to := r.Address()
	if v := last.Turned(); len(v) > 0 {
		to += "?" + v.Encode()
	}
	return &Elsewhere{Href: to, Key: "failure.last_page", Err: &heed.Error{
		Code: heed.CodeNotFound, Op: "page.Fits", Key: "error.page_beyond",
		Args: []string{"Page", strconv.Itoa(a.Query.Page), "Pages", strconv.Itoa(a.Pages)},
	}}
}

// FirstPage gives the query of a page: its first page where the address names
// none. Twins and exports give the whole list instead.
func (r *Request) FirstPage(q find.Query) find.Query {
	if r.Form == HTML && r.URL.Query().Get("page") == "" {
		q.Page = 1
	}
	return q
}
