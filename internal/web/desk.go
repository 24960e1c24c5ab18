// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/auth"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/signin"
	"github.com/heed-upr/heed/internal/web/page"
)

// never is for what only one person may see: no browser and no proxy keeps it.
const never = "no-store"

// atDesk reports whether a path is one of the desk, where forms can be sent.
func atDesk(path string) bool { return path == "/desk" || strings.HasPrefix(path, "/desk/") }

// ownOrigin says from where forms are taken: from here. A proxy in front may
// give Heed another name than the browser knows.
func ownOrigin(base string) (*http.CrossOriginProtection, error) {
	p := http.NewCrossOriginProtection()
	at, err := url.Parse(base)
	if err != nil || at.Host == "" {
		return p, nil
	}
	if err := p.AddTrustedOrigin(at.Scheme + "://" + at.Host); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	return p, nil
}

// desk serves a page of the desk to who is signed in, and leads others to where
// they can do so.
func (s *server) desk(pattern string, handle desk.Handler) {
	s.bare(pattern, func(r *desk.Request) (page.Result, error) {
		if s.Auth.Bare(r.Context()) {
			return r.Go("/desk/settings/authenticator", ""), nil
		}
		return handle(r)
	})
}

// within serves a page of the desk to who is in a voice.
func (s *server) within(pattern string, handle desk.Handler) { s.desk(pattern, desk.Within(handle)) }

// bare serves a page of the desk also to who still owes a second step.
func (s *server) bare(pattern string, handle desk.Handler) {
	s.open(pattern, func(r *desk.Request) (page.Result, error) {
		switch {
		case r.Account.ID != "":
			return handle(r)
		case r.Method == http.MethodPost:
			return signin.Instead(r)
		}
		to := r.Base("").URL("/desk/sign-in")
		if r.Method == http.MethodGet && r.Path != "/desk" {
			to += "?" + url.Values{"next": {r.Path}}.Encode()
		}
		return page.Result{Redirect: to}, nil
	})
}

// open serves a page of the desk also to who is not signed in.
func (s *server) open(pattern string, handle desk.Handler) {
	failed := func(w http.ResponseWriter, r *http.Request, err error) { s.fail(w, requestOf(r), err) }
	s.handle(pattern, s.Auth.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		in := requestOf(r)
		result, err := s.atDesk(w, in, handle)
		switch {
		case err != nil:
			s.fail(w, in, err)
		case result.Redirect != "":
			w.Header().Set("Cache-Control", never)
			http.Redirect(w, r, result.Redirect, http.StatusSeeOther)
		default:
			s.giveOnce(w, in, result)
		}
	}), failed).ServeHTTP)
}

// atDesk asks the handler of a page of the desk.
func (s *server) atDesk(w http.ResponseWriter, in *page.Request, handle desk.Handler) (page.Result, error) {
	in.Desk = &page.Desk{}
	if err := s.origin.Check(in.Request); err != nil {
		return page.Result{}, &heed.Error{Code: heed.CodeForbidden, Op: "web.desk", Key: "error.cross_origin", Err: err}
	}
	r := &desk.Request{Request: in, Auth: s.Auth, Visit: auth.Visit{Network: auth.Network(in.RemoteAddr), Browser: in.UserAgent()}}
	var err error
	if r.Account, err = s.Auth.Who(in.Context()); err != nil && heed.ErrorCode(err) != heed.CodeForbidden {
		return page.Result{}, err
	}
	if in.Method == http.MethodPost {
		if err := s.parse(w, in.Request); err != nil {
			return page.Result{}, incomplete(err)
		}
	}
	if err := s.furnish(in, r.Account); err != nil {
		return page.Result{}, err
	}
	result, err := handle(r)
	if err == nil {
		r.Unoffered(&result)
	}
	return result, err
}

// parse takes in a form. One that sends files may be as large as a document; the
// files are in memory, and on no disk.
func (s *server) parse(w http.ResponseWriter, r *http.Request) error {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")) // what is none is no form with files
	if kind != "multipart/form-data" {
		r.Body = http.MaxBytesReader(w, r.Body, desk.MaxForm)
		return r.ParseForm()
	}
	most := s.App.MaxSize + desk.MaxForm
	r.Body = http.MaxBytesReader(w, r.Body, most)
	return r.ParseMultipartForm(most) //nolint:gosec // the line above bounds it
}

// incomplete is the error of a form that did not come in whole.
func incomplete(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return &heed.Error{Code: heed.CodeInvalid, Op: "web.desk", Key: "error.form_large", Err: err}
	}
	return &heed.Error{Code: heed.CodeInvalid, Op: "web.desk", Key: "error.form", Err: err}
}

// furnish says in the frame who is signed in, and where they can go.
func (s *server) furnish(in *page.Request, who heed.Account) error {
	if key, counts := s.Auth.Said(in.Context()); key != "" {
		var args []any
		for name, n := range counts {
			args = append(args, name, n)
		}
		in.Desk.Said = in.Words.T(key, args...)
	}
	if who.ID == "" {
		return nil
	}
	in.Viewer = who.Actor().Viewer()
	base := in.Base("")
	in.Desk.Name, in.Desk.Place = who.Name, base.Role(who.Role)
	if who.Institution != "" {
		follow, err := s.Find.Follow(in.Context(), in.Viewer)
		if err != nil {
			return err
		}
		at, err := find.One[heed.Institution](follow, who.Institution)
		if err == nil {
			in.Desk.Place = in.Desk.Place + " · " + at.Body.Name(base.Lang())
		} else if heed.ErrorCode(err) != heed.CodeNotFound {
			return err
		}
	}
	if s.Auth.Bare(in.Context()) {
		return nil // nothing is open yet
	}
	for _, l := range desk.Links(who.Actor()) {
		current := in.Path == l.Path || l.Path != "/desk" && strings.HasPrefix(in.Path, l.Path+"/")
		in.Desk.Links = append(in.Desk.Links, page.DeskLink{Link: page.Link{Href: base.URL(l.Path), Text: base.T(l.Key)}, Current: current})
	}
	return nil
}

// giveOnce gives a page that nobody keeps. It is not compressed: from the length
// of a page that holds both what is secret and what somebody else wrote, the one
// can be guessed by the other.
func (s *server) giveOnce(w http.ResponseWriter, in *page.Request, result page.Result) {
	h := w.Header()
	h.Set("Cache-Control", never)
	if result.Send != nil {
		attach(w, *result.Send)
		return
	}
	if in.Form != page.HTML {
		if in.Form == page.JSON {
			s.fail(w, in, noAddress("web.desk"))
			return
		}
		a, err := s.finish(in, result)
		if err != nil {
			s.fail(w, in, err)
			return
		}
		h.Set("Content-Type", a.contentType)
		h.Set("Content-Disposition", a.disposition)
		_, _ = w.Write(a.plain) // a reader who is gone needs no answer
		return
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	body := s.html(result)
	if result.Script {
		h.Set("Content-Security-Policy", h.Get("Content-Security-Policy")+"; script-src 'self'")
	}
	if result.Status != 0 {
		w.WriteHeader(result.Status)
	}
	_, _ = w.Write(body)
}
