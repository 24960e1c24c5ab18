// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"runtime/debug"
	"strings"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/web/page"
	"github.com/heed-upr/heed/internal/web/public/failure"
)

// requestKey finds the page.Request in the context of a request.
type requestKey struct{}

// serve is what every request goes through: headers, language and kind of
// answer from the address, the route, one line in the log.
func (s *server) serve(w http.ResponseWriter, r *http.Request) {
	began, answered := time.Now(), s.measures.begin()
	out := &recorder{ResponseWriter: w}
	harden(out.Header())
	given := (&url.URL{Path: r.URL.Path}).EscapedPath()
	in, tidy := s.tidied(r)
	r = in.Request.WithContext(context.WithValue(r.Context(), requestKey{}, in))
	r.URL.Path, r.URL.RawPath = in.Path, ""
	in.Request = r
	defer func() {
		if fault := recover(); fault != nil {
			s.Logger.ErrorContext(r.Context(), "a page failed", "route", r.Pattern, "fault", fault, "stack", string(debug.Stack()))
			if out.status == 0 {
				s.fail(out, in, fmt.Errorf("panic: %v", fault))
			}
		}
		// The route is the pattern, never the address: what somebody looks at
		// is nobody's business.
		s.Logger.InfoContext(r.Context(), "request", "method", r.Method, "route", r.Pattern, "status", out.status,
			"bytes", out.bytes, "ms", time.Since(began).Milliseconds())
		answered(r.Pattern, r.Method, out.status)
	}()
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		out.Header().Set("Allow", "GET, HEAD")
		s.fail(out, in, &heed.Error{Code: heed.CodeInvalid, Op: "web", Key: keyMethod})
	case tidy != given:
		if r.URL.RawQuery != "" {
			tidy += "?" + r.URL.RawQuery
		}
		http.Redirect(out, r, tidy, http.StatusMovedPermanently) //nolint:gosec // a path of this host, see tidied
	case malformed(r.URL.RawQuery):
		s.fail(out, in, &heed.Error{Code: heed.CodeInvalid, Op: "web", Key: "error.query"})
	default:
		s.mux.ServeHTTP(out, r)
	}
}

// tidied locates a request and gives the one address of what it asks for, as it
// is escaped in a redirect: without detours ("//", "..") and without a slash at
// its end. The routes see clean paths only, because ServeMux would redirect to
// what is left of a path when language and form are off it. Cleaning leaves one
// slash at the beginning and escaping no backslash: two of them would name a
// host.
func (s *server) tidied(r *http.Request) (in *page.Request, address string) {
	given := r.URL.Path
	clean := path.Clean("/" + given)
	if s.site.Catalogues.Has(clean[1:]) && strings.HasSuffix(given, "/") {
		clean += "/" // the first page has both addresses, "/ru" and "/ru/"
	}
	in = s.locate(r, clean)
	if short := path.Clean(in.Path); short != in.Path { // "/FRA/.json"
		in.Path = short
		clean = in.Address()
	}
	return in, (&url.URL{Path: clean}).EscapedPath()
}

// malformed reports whether a query cannot be read. What can be read of it
// would be a query that nobody asked.
func malformed(query string) bool {
	_, err := url.ParseQuery(query)
	return err != nil
}

// keyMethod is the one invalid request with a status of its own.
const keyMethod = "error.method"

// locate takes language and ".json" off a path. Where it names no language, the
// browser's wish decides.
func (s *server) locate(r *http.Request, clean string) *page.Request {
	in := &page.Request{Request: r.Clone(r.Context()), Site: s.site, Path: clean, Today: heed.Date(s.Now().UTC().Format(time.DateOnly))}
	code := ""
	if first, rest, _ := strings.Cut(strings.TrimPrefix(in.Path, "/"), "/"); s.site.Catalogues.Has(first) {
		code, in.Prefix, in.Path = first, "/"+first, "/"+rest
	} else {
		code = s.site.Catalogues.Match(r.Header.Get("Accept-Language"))
	}
	in.Words = s.site.Catalogues.For(code)
	for _, form := range []page.Form{page.JSON, page.CSV, page.XLSX} {
		if short, ok := strings.CutSuffix(in.Path, "."+string(form)); ok {
			in.Form, in.Path = form, short
			if short == "/index" {
				in.Path = "/"
			}
		}
	}
	return in
}

// harden says what a browser may do with anything from here: show it, with
// styles and images from here, and nothing else.
func harden(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "browsing-topics=(), camera=(), geolocation=(), microphone=()")
}

// page serves a page or its twin at a pattern: one that is kept, or a new one.
func (s *server) page(pattern string, handle page.Handler) {
	s.handle(pattern, func(w http.ResponseWriter, r *http.Request) {
		in := requestOf(r)
		key := keyOf(in)
		entries, unsure := s.kept.at(r.Context())
		if a, ok := s.kept.get(key); ok && unsure == nil {
			s.measures.fromMemory.Add()
			a.give(w, r)
			return
		}
		result, err := handle(in)
		if err == nil && result.Redirect != "" {
			http.Redirect(w, r, result.Redirect, http.StatusFound)
			return
		}
		var a answer
		if err == nil {
			a, err = s.finish(in, result)
		}
		if err != nil {
			s.fail(w, in, err)
			return
		}
		if unsure == nil {
			s.kept.put(key, entries, a)
		}
		a.give(w, r)
	})
}

// finish prints a page in the form that is asked for.
func (s *server) finish(in *page.Request, result page.Result) (answer, error) {
	switch {
	case in.Form == page.JSON:
		return newAnswer("application/json; charset=utf-8", twin(result.Twin)), nil
	case in.Form == page.HTML:
		a := newAnswer("text/html; charset=utf-8", s.html(result))
		a.vary = in.Prefix == ""
		return a, nil
	case result.Table == nil:
		return answer{}, noAddress("web.page")
	}
	return table(in.Form, *result.Table)
}

// requestOf gives the page.Request of a request, as the route completed it.
func requestOf(r *http.Request) *page.Request {
	in, ok := r.Context().Value(requestKey{}).(*page.Request)
	if !ok {
		panic("web: a request that did not come through serve")
	}
	in.Request = r
	return in
}

// html prints a page.
func (s *server) html(result page.Result) []byte {
	t, ok := s.templates[result.View]
	if !ok {
		panic("web: no view " + result.View)
	}
	var body bytes.Buffer
	if err := t.Execute(&body, result.Data); err != nil {
		panic(err) // the templates are checked against their data in a test
	}
	return body.Bytes()
}

// twin prints what a page says for programs.
func twin(v any) []byte {
	var body bytes.Buffer
	e := json.NewEncoder(&body)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return body.Bytes()
}

// table gives a list as a file for spreadsheets.
func table(form page.Form, t export.Table) (answer, error) {
	write, contentType := t.CSV, "text/csv; charset=utf-8; header=present"
	if form == page.XLSX {
		write, contentType = t.XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}
	var body bytes.Buffer
	if err := write(&body); err != nil {
		return answer{}, err
	}
	a := newAnswer(contentType, body.Bytes())
	a.disposition = `attachment; filename="` + t.Name + "." + string(form) + `"`
	return a, nil
}

// fail says what went wrong, as page or as JSON. Causes go to the log only.
func (s *server) fail(w http.ResponseWriter, in *page.Request, err error) {
	status := statusOf(err)
	// What is outside of Heed and does not answer is the operator's business too,
	// but not that a reader has gone.
	lost := status == http.StatusServiceUnavailable && errors.Unwrap(err) != nil && in.Context().Err() == nil
	if status == http.StatusInternalServerError || lost {
		s.Logger.ErrorContext(in.Context(), "a request failed", "route", in.Pattern, "error", err)
	}
	h := w.Header()
	h.Set("Cache-Control", "no-cache")
	h.Set("Content-Type", "application/json; charset=utf-8")
	body := []byte(nil)
	if in.Form != page.HTML {
		body = twin(failure.Twin(in, err))
	} else {
		h.Set("Content-Type", "text/html; charset=utf-8")
		if in.Prefix == "" {
			h.Add("Vary", "Accept-Language")
		}
		body = s.html(failure.Result(in, status, err))
	}
	if status == http.StatusTooManyRequests {
		h.Set("Retry-After", retryAfter)
	}
	w.WriteHeader(status)
	_, _ = w.Write(body) // a reader who is gone needs no answer
}

// retryAfter is when it is worth asking again, in seconds, where too much was
// asked for at once: a full row of pages is drawn in about that time.
const retryAfter = "5"

// statusOf is the one place where errors become statuses.
func statusOf(err error) int {
	switch heed.ErrorCode(err) {
	case heed.CodeInvalid:
		if e, ok := err.(*heed.Error); ok && e.Key == keyMethod { //nolint:errorlint // made in this package, never wrapped
			return http.StatusMethodNotAllowed
		}
		return http.StatusBadRequest
	case heed.CodeNotFound:
		return http.StatusNotFound
	case heed.CodeForbidden:
		return http.StatusForbidden
	case heed.CodeConflict:
		return http.StatusConflict
	case heed.CodeLimit:
		return http.StatusTooManyRequests
	case heed.CodeUnreadable:
		return http.StatusUnprocessableEntity
	case heed.CodeUnavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// noAddress is the answer to an address that cannot be.
func noAddress(op string) error {
	return &heed.Error{Code: heed.CodeNotFound, Op: op, Key: "error.address"}
}

// recorder remembers what was answered, for the log.
type recorder struct {
	http.ResponseWriter
	status, bytes int
}

// WriteHeader implements http.ResponseWriter.
func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (r *recorder) Write(p []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(p)
	r.bytes += n
	return n, err
}

// Unwrap lets http.ResponseController through.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
