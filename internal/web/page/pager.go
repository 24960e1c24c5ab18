// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package page

import (
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

// FirstPage gives the query of a page: its first page where the address names
// none. Twins and exports give the whole list instead.
func (r *Request) FirstPage(q find.Query) find.Query {
	if r.Form == HTML && r.URL.Query().Get("page") == "" {
		q.Page = 1
	}
	return q
}
