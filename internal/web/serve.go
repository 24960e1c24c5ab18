// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
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
	in := s.locate(r)
	r = in.Request.WithContext(context.WithValue(r.Context(), requestKey{}, in))
	r.URL.Path, r.URL.RawPath = in.Path, ""
	in.Request = r
	defer func() {
		if fault := recover(); fault == http.ErrAbortHandler { //nolint:errorlint // as net/http compares it
			panic(fault)
		} else if fault != nil {
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
	case r.Method == http.MethodPost && s.Auth != nil && atDesk(in.Path):
		s.deskMux.ServeHTTP(out, r) // the desk looks at the rest
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		out.Header().Set("Allow", "GET, HEAD")
		s.fail(out, in, &heed.Error{Code: heed.CodeInvalid, Op: "web", Key: keyMethod})
	case path.Clean(in.Path) != in.Path:
		http.Redirect(out, r, straight(in), http.StatusMovedPermanently) //nolint:gosec // a path of this host: one slash, then what TestRedirects_StayHere holds it to
	case !wellFormed(r.URL.RawQuery):
		s.fail(out, in, &heed.Error{Code: heed.CodeInvalid, Op: "web", Key: "error.query"})
	default:
		s.muxOf(in.Path).ServeHTTP(out, r)
	}
}

// straight is the address of a request without detours: slashes that are too
// many and ways up. Language, form and query stay.
func straight(in *page.Request) string {
	// Clean leaves one slash, and the escape no backslash: two of them would name
	// a host.
	to := in.Prefix + (&url.URL{Path: path.Clean(in.Path)}).EscapedPath()
	if in.Form != page.HTML {
		to = strings.TrimSuffix(to, "/") + "." + string(in.Form)
		if path.Clean(in.Path) == "/" {
			to = in.Prefix + "/index." + string(in.Form)
		}
	}
	if in.URL.RawQuery != "" {
		to += "?" + in.URL.RawQuery
	}
	return to
}

// wellFormed reports whether a query can be read as it was meant. What cannot
// would be left out unseen, and more be shown than was asked for.
func wellFormed(query string) bool {
	_, err := url.ParseQuery(query)
	return err == nil
}

// keyMethod is the one invalid request with a status of its own.
const keyMethod = "error.method"

// locate takes language and ".json" off the address. Where the address names
// no language, the browser's wish decides.
func (s *server) locate(r *http.Request) *page.Request {
	in := &page.Request{Request: r.Clone(r.Context()), Site: s.site, Path: r.URL.Path, Today: heed.Date(s.Now().UTC().Format(time.DateOnly))}
	code := ""
	if first, rest, _ := strings.Cut(strings.TrimPrefix(in.Path, "/"), "/"); s.site.Catalogues.Has(first) {
		code, in.Prefix, in.Path = first, "/"+first, "/"+rest
	} else {
		code = s.site.Catalogues.Match(r.Header.Get("Accept-Language"))
	}
	in.Words = s.site.Catalogues.For(code)
	for _, form := range page.Forms {
		if bare, ok := strings.CutSuffix(in.Path, "."+string(form)); ok {
			in.Form, in.Path = form, bare
			if bare == "/index" {
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
		if err == nil && in.Form == page.CSV && result.Stream != nil {
			s.stream(w, in, *result.Stream)
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
		switch {
		case result.Fleeting:
			a.cache = never
			w.Header().Set("X-Robots-Tag", "noindex, noarchive") // search engines keep nothing either
		case unsure == nil:
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
	case result.Files[in.Form].Body != nil:
		a := file(in.Form, result.Files[in.Form])
		a.vary = in.Prefix == ""
		return a, nil
	case result.Table == nil || in.Form != page.CSV && in.Form != page.XLSX:
		return answer{}, noAddress("web.page")
	}
	return table(in.Form, *result.Table)
}

// file gives a form that a page made itself.
func file(form page.Form, f page.File) answer {
	a := newAnswer(f.ContentType, f.Body)
	a.disposition = `attachment; filename="` + f.Name + "." + string(form) + `"`
	return a
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
	write, contentType := t.CSV, csvType
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

// stream gives a list while it is being made. What goes wrong before its first
// byte is told; later, the connection is broken off, so that nobody takes a part
// for the whole.
func (s *server) stream(w http.ResponseWriter, in *page.Request, file page.Stream) {
	h := w.Header()
	h.Set("Content-Type", csvType)
	h.Set("Cache-Control", "no-cache")
	h.Set("Content-Disposition", `attachment; filename="`+file.Name+`.csv"`)
	if in.Method == http.MethodHead {
		return
	}
	sent := &counted{out: w}
	held := bufio.NewWriterSize(sent, 1<<16)
	err := errors.Join(file.Write(held), held.Flush())
	switch {
	case err == nil:
	case sent.bytes == 0:
		h.Del("Content-Disposition")
		s.fail(w, in, err)
	default:
		if in.Context().Err() == nil {
			s.Logger.ErrorContext(in.Context(), "a list broke off", "route", in.Pattern, "error", err)
		}
		panic(http.ErrAbortHandler)
	}
}

// counted counts the bytes that went out.
type counted struct {
	out   io.Writer
	bytes int
}

// Write implements io.Writer.
func (c *counted) Write(p []byte) (int, error) {
	n, err := c.out.Write(p)
	c.bytes += n
	return n, err
}

// csvType is the content type of tables, which all have a head.
const csvType = "text/csv; charset=utf-8; header=present"

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
	if in.Desk != nil {
		h.Set("Cache-Control", never)
	}
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
