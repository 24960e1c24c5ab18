// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package letters is the page to which a link in each letter leads: its reader
// says there, without signing in, that there are to be no more, or fewer. A mail
// program says so by itself (RFC 8058).
package letters

import (
	"embed"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed letters.tmpl letters.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "letters", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	// Often is how often its reader is written to, in words; Stopped says that they
	// are not.
	Often   string
	Stopped bool
	Pause   string
	Forms   []*desk.Form
}

// pauseDays is how long a pause lasts that is asked for here.
const pauseDays = 30

// Handler serves the page. It changes nothing when it is only opened: programs
// that look into letters open their links.
func Handler(a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		token := r.PathValue("token")
		of, err := a.LettersBy(r.Context(), token)
		if err != nil {
			return page.Result{}, err
		}
		var d Data
		often, pause, sent := of.Letters.Often(), of.Letters.Pause, false
		for _, w := range ways(r.Today) {
			if w.shown != nil && !w.shown(of.Letters) {
				continue
			}
			form := r.Form(w.name, "letters."+w.name)
			form.Minor = w.name != "stop"
			oneClick := w.name == "stop" && r.Takes("") && r.PostForm.Get("List-Unsubscribe") == "One-Click"
			if form.Sent() || oneClick {
				sent = true
				w.change(&often, &pause)
			}
			d.Forms = append(d.Forms, form)
		}
		if sent {
			if err := a.ChooseLettersBy(r.Context(), token, often, pause); err != nil {
				return page.Result{}, err
			}
			if r.PostForm.Get("List-Unsubscribe") == "" {
				return r.Go("/desk/letters/"+token, "desk.said.saved"), nil
			}
		}
		d.Often, d.Stopped = r.T("frequency."+string(often)), often == heed.LettersNever
		if pause > r.Today {
			d.Pause = r.Words.Date(pause)
		}
		d.Base = r.Base(r.T("letters.title"))
		return r.Page(View, d), nil
	}
}

// way is something that can be said here.
type way struct {
	name   string
	shown  func(heed.Letters) bool
	change func(*heed.Frequency, *heed.Date)
}

func ways(today heed.Date) []way {
	written := func(l heed.Letters) bool { return l.Often() != heed.LettersNever }
	return []way{
		{"stop", written, func(f *heed.Frequency, _ *heed.Date) { *f = heed.LettersNever }},
		{"weekly", func(l heed.Letters) bool { return l.Often() != heed.LettersWeekly }, func(f *heed.Frequency, p *heed.Date) { *f, *p = heed.LettersWeekly, "" }},
		{"pause", written, func(_ *heed.Frequency, p *heed.Date) { *p = today.Add(pauseDays) }},
	}
}
