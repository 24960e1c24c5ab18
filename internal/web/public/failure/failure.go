// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package failure is the page that says what went wrong and what to do next.
package failure

import (
	"embed"
	"errors"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed failure.tmpl failure.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "failure", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Status  int
	Message string
	// May are those who may do what was refused.
	May []string
	// Link leads to what was probably meant; it has no address where that is not
	// known.
	Link page.Link
}

// Result is the page for an error.
func Result(r *page.Request, status int, err error) page.Result {
	d := Data{Base: r.Base(r.Words.T("failure.title." + string(heed.ErrorCode(err)))), Status: status, Message: r.Words.Error(err)}
	if to, key := instead(r, err); to != "" {
		d.Link = page.Link{Href: to, Text: d.T(key)}
	}
	d.NoTwin, d.May = true, d.Refused(err)
	return page.Result{View: View.Name, Data: d}
}

// The keys of errors that have a way on.
const (
	keyBeyond = "error.page_beyond"
	keyFilter = "error.filter"
	keyAnswer = "error.answer_of_state"
	keyReader = "error.answer_not_for_readers"
)

// instead is the address of what was probably meant, with the key of the words that
// lead there: the last page of a list, where one behind it was asked for; the
// same without a filter that cannot be. "" where there is none.
func instead(r *page.Request, err error) (address, key string) {
	var e *heed.Error
	if !errors.As(err, &e) {
		return "", ""
	}
	arg := func(name string) string { return e.Args[slices.Index(e.Args, name)+1] }
	query := r.URL.Query()
	switch e.Key {
	case keyAnswer, keyReader:
		if id, err := heed.ParseReviewID(arg("State") + "/" + arg("Cycle")); err == nil {
			return r.Prefix + "/" + id.String(), "failure.review"
		}
	case keyBeyond:
		query.Del("page")
		if last := arg("Pages"); last != "1" {
			query.Set("page", last)
		}
		return r.Address(query), "failure.last_page"
	case keyFilter:
		if name := arg("Name"); query.Has(name) {
			query.Del(name)
			return r.Address(query), "failure.without"
		}
	}
	return "", ""
}

// Answer is an error as JSON.
type Answer struct {
	Error Error `json:"error"`
}

// Error says what went wrong: a code for programs, a sentence for people.
type Error struct {
	Code    heed.Code `json:"code"`
	Message string    `json:"message"`
	// Instead is the address of what was probably meant.
	Instead string `json:"instead,omitempty"`
}

// Twin is the JSON for an error.
func Twin(r *page.Request, err error) Answer {
	to, _ := instead(r, err)
	return Answer{Error{heed.ErrorCode(err), r.Words.Error(err), to}}
}
