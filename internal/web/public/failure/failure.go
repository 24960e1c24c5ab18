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
	if to := instead(r, err); to != "" {
		d.Link = page.Link{Href: to, Text: d.T("failure.last_page")}
	}
	d.NoTwin, d.May = true, d.Refused(err)
	return page.Result{View: View.Name, Data: d}
}

// instead is the address of the last page of a list, where one behind it was asked
// for; otherwise "".
func instead(r *page.Request, err error) string {
	var e *heed.Error
	if !errors.As(err, &e) || e.Key != "error.page_beyond" {
		return ""
	}
	query := r.URL.Query()
	query.Del("page")
	if last := e.Args[slices.Index(e.Args, "Pages")+1]; last != "1" {
		query.Set("page", last)
	}
	return r.Address(query)
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
	return Answer{Error{heed.ErrorCode(err), r.Words.Error(err), instead(r, err)}}
}
