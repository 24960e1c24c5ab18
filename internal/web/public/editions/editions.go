// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package editions is the public history of what was published of the follow-up:
// what it said before, what has changed since, and why it was withdrawn. Who
// wrote it is not in it.
package editions

import (
	"embed"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed editions.tmpl editions.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "editions", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Past find.Editions
	// About are the recommendations that it is about.
	About []page.Link
	// Others are the passages of other mechanisms that it names.
	Others []page.Link
	// Credentials is what weighs what the institution says, "" where nothing is to be said.
	Credentials string
	// Stands is where it stands, "" where it no longer does.
	Stands page.Link
	// All are the versions that were public, the newest first.
	All []Edition
}

// Edition is a version in words.
type Edition struct {
	Number           int
	Day, Step, Note  string
	First, Withdrawn bool
	Differs          []page.Differs
}

// Handler serves the page.
func Handler(f *find.Finder) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		all, err := f.Editions(r.Context(), heed.Subject{Kind: heed.SubjectKind(r.PathValue("kind")), ID: heed.ID(r.PathValue("id"))})
		if err != nil {
			return page.Result{}, err
		}
		last := all.All[len(all.All)-1].Says
		d := Data{Base: r.Base(""), Past: all}
		d.stand(last)
		for _, id := range last.Concerns() {
			d.About = append(d.About, page.Link{Href: d.RecURL(id.Review, id.Ref), Text: id.String()})
		}
		var says []heed.Matter
		for _, e := range all.All {
			says = append(says, e.Says)
		}
		passages, err := f.PassagesOf(r.Context(), r.Viewer, says...)
		if err != nil {
			return page.Result{}, err
		}
		d.Others = d.Passages(last, passages)
		name := d.NamesWith(passages, func(id heed.ID) string { return all.Name(id, d.Lang()) })
		var before heed.Matter
		for i, e := range all.All {
			d.All = append(d.All, Edition{
				Number: e.Number, Day: d.Date(e.Date), Step: d.Step(e.Step), Note: e.Note, First: i == 0, Withdrawn: e.Step == heed.StepWithdrawn,
				Differs: d.Differences(before, e.Says, name),
			})
			before = e.Says
		}
		d.Credentials = d.Base.Credentials(all.Institution, all.All[len(all.All)-1].Date)
		slices.Reverse(d.All)
		return page.Result{View: View.Name, Data: d, Twin: all}, nil
	}
}

// stand says of what the page is, where that stands, and whether it is about an
// invented State.
func (d *Data) stand(m heed.Matter) {
	thing := page.Called(m, d.Lang())
	switch body := m.(type) {
	case heed.Evidence:
		thing = body.Title
	case heed.Assessment: // it has no name of its own
		thing = d.T("subject."+string(d.Past.Kind)) + ", " + thing
	}
	if thing == "" {
		thing = d.T("subject." + string(d.Past.Kind))
	}
	d.Title = d.T("editions.title", "Thing", thing)
	d.Specimen = page.Invented(d.Past.State())
	for _, id := range m.Concerns() {
		d.Specimen = d.Specimen || page.Invented(id.Review.State)
	}
	if at := d.at(m); at.Text != "" {
		d.Stands = at
		d.Crumbs = append(d.Crumbs, at)
	}
	d.Crumbs = append(d.Crumbs, page.Link{Href: d.Here(), Text: d.T("subject." + string(d.Past.Kind))})
}

// at is the page on which a thing stands, with the crumbs that lead to it.
func (d *Data) at(m heed.Matter) page.Link {
	id, stands := d.Past.ID, d.Past.Stands()
	switch body := m.(type) {
	case heed.Dossier:
		return d.ofDossier(id, "")
	case heed.Figure:
		return d.ofDossier(body.Dossier, "#f-"+string(id))
	case heed.Call:
		return d.ofDossier(body.Dossier, "#c-"+string(id))
	case heed.Person:
		return d.ofDossier(body.Dossier, "#p-"+string(id))
	case heed.Evidence:
		if stands {
			return page.Link{Href: d.SourceURL(id), Text: body.Title}
		}
	case heed.Claim:
		if name := d.Past.Name(body.Source, d.Lang()); name != string(body.Source) {
			return page.Link{Href: d.SourceURL(body.Source) + "#claim-" + string(id), Text: name}
		}
	case heed.Reply:
		return page.Link{Href: d.HistoryURL(body.To.Kind, body.To.ID), Text: d.T("subject." + string(body.To.Kind))}
	case heed.Update:
		if name := d.Past.Name(body.Measure, d.Lang()); name != string(body.Measure) {
			return page.Link{Href: d.HistoryURL(heed.SubjectMeasure, body.Measure), Text: name}
		}
	}
	return d.ofRecommendation(m)
}

// ofDossier is a place in a dossier that is public.
func (d *Data) ofDossier(id heed.ID, anchor string) page.Link {
	dossier, ok := d.Past.Dossier(id)
	if !ok {
		return page.Link{}
	}
	d.Specimen = d.Specimen || page.Invented(dossier.State)
	d.Crumbs = []page.Link{{Href: d.URL("/dossiers"), Text: d.T("dossiers.title")}}
	return page.Link{Href: d.URL("/dossier/"+string(id)) + anchor, Text: page.Called(dossier, d.Lang())}
}

// ofRecommendation is the first recommendation that a thing is about, or the plan of the
// State whose measure or cluster it is.
func (d *Data) ofRecommendation(m heed.Matter) page.Link {
	if about := m.Concerns(); len(about) > 0 {
		id := about[0].Review
		d.Crumbs = []page.Link{{Href: d.ReviewURL(id), Text: d.State(id.State) + ", " + d.T("review.cycle", "Cycle", id.Cycle)}}
		anchor := ""
		if d.Past.Kind == heed.SubjectAssessment {
			anchor = "#a-" + string(d.Past.ID)
		}
		return page.Link{Href: d.RecURL(id, about[0].Ref) + anchor, Text: about[0].String()}
	}
	if state := d.Past.State(); d.Past.Voice == heed.VoiceState && (d.Past.Kind == heed.SubjectMeasure || d.Past.Kind == heed.SubjectCluster) {
		return page.Link{Href: d.URL("/plan/" + string(state)), Text: d.T("stateplan.title", "State", d.State(state))}
	}
	return page.Link{}
}
