// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package history is the page that tells how a thing of any kind became what it
// is: every version that who asks may see, who wrote it and when, and in which
// words it differs from the one before.
package history

import (
	"embed"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed history.tmpl history.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "history", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	// Thing leads to the thing's own page.
	Thing page.Link
	// Others are the passages of other mechanisms that the thing names.
	Others []page.Link
	// Restore begins anew what was withdrawn; nil where that cannot be.
	Restore *desk.Form
	// Versions are the newest first.
	Versions []Version
}

// Version is one version in words.
type Version struct {
	Number int
	Head   string
	Stands string
	Note   string
	// From says from which row of which file it is.
	From           string
	Removed, First bool
	// Differs are the fields that differ from the version before; of the first
	// they are all.
	Differs []page.Differs
}

// Handler serves the page.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		subject := heed.Subject{Kind: heed.SubjectKind(r.PathValue("kind")), ID: heed.ID(r.PathValue("id"))}
		follow, err := f.Follow(r.Context(), r.Viewer)
		if err != nil {
			return page.Result{}, err
		}
		past, err := follow.Past(subject)
		if err != nil {
			return page.Result{}, err
		}
		names, err := a.Names(r.Context(), r.Actor())
		if err != nil {
			return page.Result{}, err
		}
		last := past[len(past)-1]
		called := page.Called(last.Says, r.Words.Code)
		restore, done, err := r.Restore(a, last.Version)
		if err != nil {
			return page.Result{}, err
		}
		if done {
			return r.Go(desk.At(subject, last.Says), "history.restored"), nil
		}
		d := Data{Base: r.Base(r.T("history.title", "Thing", called)), Restore: restore}
		if at := desk.At(subject, last.Says); at != desk.HistoryAt(subject) {
			d.Thing = page.Link{Href: r.Prefix + at, Text: called}
		}
		var says []heed.Matter
		for _, v := range past {
			says = append(says, v.Says)
		}
		passages, err := f.PassagesOf(r.Context(), r.Viewer, says...)
		if err != nil {
			return page.Result{}, err
		}
		d.Others = d.Passages(last.Says, passages)
		name := d.NamesWith(passages, func(id heed.ID) string { return follow.Name(id, d.Lang()) })
		var before heed.Matter
		for i, v := range past {
			head := d.T("history.head", "Number", v.Number, "Date", d.Moment(v.At), "Who", desk.Who(names, v.Who), "Role", d.Role(v.Role))
			if !r.Viewer.SameVoice(v.Side) { // who it is, is not for another voice
				head = d.T("history.head_other", "Number", v.Number, "Date", d.Moment(v.At))
			}
			d.Versions = append(d.Versions, Version{
				Head: head, Number: v.Number, Note: v.Note, Removed: v.Removed, First: i == 0, Differs: d.Differences(before, v.Says, name),
				Stands: d.T("history.stands", "Step", d.Step(v.Step), "Visible", d.Visible(v.Visibility)),
			})
			if v.Row != nil {
				d.Versions[len(d.Versions)-1].From = d.T("history.from_row", "Row", v.Row.Line, "File", string(v.Row.File))
			}
			before = v.Says
		}
		slices.Reverse(d.Versions)
		return r.Page(View, d), nil
	}
}
