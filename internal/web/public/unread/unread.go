// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package unread is the page of a review that is known from calendars and of
// which nothing has been read here yet: what exists, what others say of it, each
// with its source, and how to bring it in.
package unread

import (
	"embed"
	"errors"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed unread.tmpl unread.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "unread", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Facts
	Name string // the State's
	// Missed tell of sessions at which the review was due and not held.
	Missed []string
	// Stated is what others say of its numbers, source by source.
	Stated []page.Stated
	// Adopted tells of the adoption of the outcome.
	Adopted string
	// Next tells of the review after it, NextSource who says so.
	Next, NextSource string
	// Command brings the review's documents in.
	Command string
}

// Facts are the page as JSON.
type Facts struct {
	heed.ReviewID
	// Read is false: there is no record of this review here.
	Read     bool             `json:"read"`
	Standing refdata.Standing `json:"standing"`
	Session  int              `json:"session,omitempty"`
	// Derived says that no source prints the session: a rule gave it.
	Derived bool      `json:"session_derived,omitempty"`
	Source  string    `json:"session_source,omitempty"`
	Start   heed.Date `json:"session_start,omitempty"`
	End     heed.Date `json:"session_end,omitempty"`
	Date    heed.Date `json:"review_date,omitempty"`
	// Attempts are sessions at which it was due and not held.
	Attempts []refdata.Attempt `json:"attempts,omitempty"`
	Papers   []Paper           `json:"documents,omitempty"`
	// Here are documents on the review that have been read: none of them is its
	// report or OHCHR's list. Adoption is what they tell of the outcome.
	Here     []heed.Document `json:"documents_here,omitempty"`
	Adoption *heed.Adoption  `json:"adoption,omitempty"`
	Figures  []Figure        `json:"figures,omitempty"`
}

// Paper is a document that has, or should have, a symbol.
type Paper struct {
	Kind   heed.DocumentKind `json:"document_kind"`
	Symbol string            `json:"symbol,omitempty"`
	// Derived says that the symbol follows a pattern: there may be no such
	// document.
	Derived bool `json:"derived,omitempty"`
}

// Figure is a number of recommendations that somebody gives.
type Figure struct {
	Measure   refdata.Measure `json:"measure"`
	Value     int             `json:"value"`
	Unit      heed.Unit       `json:"unit"`
	Stage     heed.Stage      `json:"stage"`
	Derived   bool            `json:"derived,omitempty"`
	Source    string          `json:"source"`
	Paragraph string          `json:"paragraph,omitempty"`
}

// Or answers as the page of a review does, and where there is no record tells
// what is known of the review.
func Or(f *find.Finder, read page.Handler) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		result, err := read(r)
		if heed.ErrorCode(err) != heed.CodeNotFound {
			return result, err
		}
		var e *heed.Error
		if errors.As(err, &e) && e.Key == "error.page_beyond" { // the review is here, that page of its list is not
			return result, err
		}
		id, bad := heed.ParseReviewID(strings.TrimPrefix(r.Path, "/"))
		fact, known := refdata.Review(id)
		if bad != nil || !known {
			return result, err
		}
		facts, err := f.Facts(r.Context(), r.Viewer, id)
		if err != nil {
			return page.Result{}, err
		}
		next, err := f.After(r.Context(), r.Viewer, id, r.Today)
		if err != nil {
			return page.Result{}, err
		}
		return build(r, fact, facts, next), nil
	}
}

// build turns what is known into what the template prints.
func build(r *page.Request, f refdata.ReviewFact, facts []heed.Facts, next refdata.Day) page.Result {
	d := Data{Base: r.Base(""), Facts: known(f, facts), Command: "heed import " + f.ReviewID.String()}
	d.Name, d.Missed = d.State(f.State), d.Base.Attempts(f.ReviewID)
	d.Title = r.Words.T("review.title", "State", d.Name, "Cycle", f.Cycle)
	d.Crumbs = []page.Link{{Href: d.ReviewURL(f.ReviewID), Text: d.Name + ", " + r.Words.T("review.cycle", "Cycle", f.Cycle)}}
	d.Stated = d.Base.Stated(f)
	if a := d.Adoption; a != nil && a.Date != "" {
		vote := ""
		if a.Vote != "" {
			vote = r.Words.T("vote." + string(a.Vote))
		}
		d.Adopted = r.Words.T("brief.adopted", "Date", r.Words.DateOn(a.Date), "Decision", a.Decision, "Vote", vote)
	}
	d.Next, d.NextSource = d.After(next)
	return page.Result{View: View.Name, Data: d, Twin: d.Facts}
}

func known(f refdata.ReviewFact, facts []heed.Facts) Facts {
	t := Facts{
		ReviewID: f.ReviewID, Standing: f.Standing, Session: f.Session.Value, Derived: f.Session.Derived(),
		Source: f.Session.Source.Title, Date: f.Date.Value, Attempts: f.Attempts,
	}
	if s, ok := refdata.SessionOf(f.Session.Value); ok {
		t.Start, t.End = s.Start, s.End
	}
	for _, read := range facts {
		t.Here = append(t.Here, read.Document)
		if a := read.Adoption; a != nil && read.Document.Stage.Counts() && (t.Adoption == nil || a.Decision != "") {
			t.Adoption = a
		}
	}
	for _, p := range f.Papers() {
		t.Papers = append(t.Papers, Paper{p.Kind, p.Symbol.Value, p.Symbol.Derived()})
	}
	for _, g := range f.Figures {
		t.Figures = append(t.Figures, Figure{g.Measure, g.Value, g.Unit, g.Stage, g.Derived, g.Source.Title, g.Paragraph})
	}
	return t
}
