// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package failure is the page that says what went wrong and what to do next.
package failure

import (
	"embed"
	"errors"

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
	// Link leads to what was probably meant; "" where that is not known.
	Link page.Link
}

// Result is the page for an error.
func Result(r *page.Request, status int, err error) page.Result {
	d := Data{Base: r.Base(r.Words.T("failure.title." + string(heed.ErrorCode(err)))), Status: status, Message: r.Words.Error(err)}
	if to := elsewhere(err); to != nil {
		d.Link = page.Link{Href: to.Href, Text: r.Words.T(to.Key)}
	}
	d.NoTwin = true
	return page.Result{View: View.Name, Data: d}
}

// elsewhere gives where an error leads to, or nil.
func elsewhere(err error) *page.Elsewhere {
	var to *page.Elsewhere
	errors.As(err, &to)
	return to
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
	e := Error{Code: heed.ErrorCode(err), Message: r.Words.Error(err)}
	if to := elsewhere(err); to != nil {
		e.Instead = to.Href
	}
	return Answer{e}
}
