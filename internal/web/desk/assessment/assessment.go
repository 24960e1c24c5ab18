// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package assessment is where an institution says how far a recommendation has
// been carried out, and quotes what others have said; and the page of one such
// entry with its way to the public.
package assessment

import (
	"embed"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/assess"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed assessment.tmpl assessment.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "assessment", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	desk.Along
	Rec    find.Recommendation
	Answer page.Mark
	Public string // address of the recommendation's own page
	// Beside is what each voice says, as far as the reader may see.
	Beside page.Assessments
	// Entry is the one that the page is about; nil on the page of a recommendation.
	Entry *page.Entry
	// Corrects says that what is written puts another entry right.
	Corrects bool
	// Own and Quote are the forms for who may.
	Own, Quote *desk.Form
	// CorrectHref leads to the form of a correction, OthersHref to the page of the
	// recommendation.
	CorrectHref, OthersHref string
	Measures                []page.Link // published ones of others, to be answered
	// Updates are what was said to have been done on the recommendation, and Say the
	// form by which more is said; nil for who may not.
	Updates []Update
	Say     *desk.Form
	// Treaties is what the treaty record says of what is asked, and TreatiesHref the
	// page of that record.
	Treaties     []page.TreatyLine
	TreatiesHref string

	evidence []find.Held[heed.Evidence]
}

// New serves the page of a recommendation.
func New(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		id, err := heed.ParseRecID(strings.TrimPrefix(r.Path, "/desk/assess/"))
		if err != nil {
			return page.Result{}, &heed.Error{Code: heed.CodeNotFound, Op: "assessment.New", Key: "error.address", Err: err}
		}
		d := Data{}
		follow, err := d.read(r, f, id)
		if err != nil {
			return page.Result{}, err
		}
		blank := heed.Assessment{Recommendation: id, AsOf: r.Today}
		own, quote := blank, blank
		quote.Quotation = &heed.Quotation{}
		if corrects := heed.ID(r.URL.Query().Get("corrects")); corrects != "" {
			had, err := find.One[heed.Assessment](follow, corrects)
			if err != nil {
				return page.Result{}, err
			}
			d.Corrects = true
			if own.Corrects, quote.Corrects = corrects, corrects; had.Body.Own() {
				own = had.Body
			} else {
				quote = had.Body
			}
			own.Corrects, quote.Corrects = corrects, corrects
		}
		if policy.AllowOn(r.Actor(), policy.Assess, policy.About{Side: r.Account.Side, Author: r.Account.Pseudonym}) == nil {
			for _, form := range []struct {
				at   **desk.Form
				name string
				body heed.Assessment
			}{{&d.Own, "own", own}, {&d.Quote, "quote", quote}} {
				said, change := d.form(r, form.name, find.Held[heed.Assessment]{Body: form.body})
				if *form.at = said; !said.Sent() {
					continue
				}
				done, err := a.Write(r.Context(), r.Actor(), change())
				if err == nil {
					return r.Go(assess.OneAt(done[0].ID), "desk.said.saved"), nil
				}
				if !said.Shows(err) {
					return page.Result{}, err
				}
			}
		}
		if to, done, err := d.say(r, a, id); err != nil || done {
			return to, err
		}
		d.Base = r.Base(r.T("assess.of", "Ref", id.String()), page.Link{Href: r.Prefix + "/desk/assess?review=" + id.Review.String(), Text: r.T("desk.assess")})
		d.fill(r)
		return r.Page(View, d), nil
	}
}

// One serves the page of one entry of one's own voice; those of others are
// answered elsewhere.
func One(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		follow, err := f.Follow(r.Context(), r.Viewer)
		if err != nil {
			return page.Result{}, err
		}
		held, err := find.One[heed.Assessment](follow, heed.ID(r.PathValue("id")))
		if err != nil {
			return page.Result{}, err
		}
		if !r.Viewer.SameVoice(held.Side) {
			return r.Go(assess.AnswerAt(held.Subject), ""), nil
		}
		d := Data{}
		if _, err := d.read(r, f, held.Body.Recommendation); err != nil {
			return page.Result{}, err
		}
		if to, done, err := d.change(r, f, a, held); err != nil || done {
			return to, err
		}
		rec := held.Body.Recommendation
		d.Base = r.Base(r.T("assess.one", "Ref", rec.String()),
			page.Link{Href: r.Prefix + "/desk/assess?review=" + rec.Review.String(), Text: r.T("desk.assess")}, page.Link{Href: r.Prefix + assess.At(rec), Text: rec.String()})
		d.fill(r)
		for _, v := range d.Rec.Assessments.Voices {
			for _, e := range v.Entries {
				if e.ID == held.ID {
					entry := d.Beside.Entry(e)
					d.Entry = &entry
				}
			}
		}
		d.OthersHref = d.URL(assess.At(rec))
		if held.Step == heed.StepPublished && held.Side == r.Account.Side && d.Entry != nil && d.Entry.It.CorrectedBy == "" {
			d.CorrectHref = d.OthersHref + "?corrects=" + string(held.ID)
		}
		return r.Page(View, d), nil
	}
}

// read finds the recommendation, and the evidence that an assessment of it can
// rest on.
func (d *Data) read(r *desk.Request, f *find.Finder, id heed.RecID) (find.Follow, error) {
	follow, err := f.Follow(r.Context(), r.Viewer)
	if err != nil {
		return follow, err
	}
	d.evidence = find.About[heed.Evidence](follow, id)
	d.Rec, err = f.Recommendation(r.Context(), r.Viewer, id)
	return follow, err
}

// change declares the forms by which an entry is changed and brought further, and
// does what was sent.
func (d *Data) change(r *desk.Request, f *find.Finder, a *app.App, held find.Held[heed.Assessment]) (page.Result, bool, error) {
	if held.MayBecome(heed.StepDraft) && held.Side == r.Account.Side && policy.AllowOn(r.Actor(), policy.Assess, policy.Of(held.Version)) == nil {
		form, change := d.form(r, "edit", held)
		if held.Body.Own() {
			d.Own = form
		} else {
			d.Quote = form
		}
		if form.Sent() {
			_, err := a.Write(r.Context(), r.Actor(), change())
			if err == nil {
				return r.Go(assess.OneAt(held.ID), "desk.said.saved"), true, nil
			}
			if !form.Shows(err) {
				return page.Result{}, false, err
			}
		}
	}
	along, to, done, err := r.Along(f, a, held.Version, held.Body, assess.OneAt(held.ID))
	d.Along = along
	return to, done, err
}

// form is the form of an assessment, or of a quotation, and the change that it
// makes.
func (d *Data) form(r *desk.Request, name string, held find.Held[heed.Assessment]) (*desk.Form, func() app.Change) {
	m, base, visibility := held.Body, held.Number, held.Visibility
	if visibility == "" {
		visibility = heed.VisibleInstitution
	}
	form := r.Form(name, "measure.save")
	form.Version(&base)
	progress := func(p heed.Progress) string { return r.T("progress." + string(p)) }
	if m.Own() {
		desk.Choice(form, &m.Progress, "progress", heed.Progresses, progress).Must()
		form.Area(&m.Reasons, "reasons").Must().Help("assess.reasons_help")
		form.Date(&m.AsOf, "as_of").Must()
		d.sure(r, form, &m)
	} else {
		q := *m.Quotation
		m.Quotation = &q
		desk.Choice(form, &q.Voice, "voice", heed.Voices, func(v heed.Voice) string { return r.T("voice." + string(v)) }).Must()
		form.Text(&q.Speaker, "speaker").Must()
		form.Text(&q.Symbol, "symbol").Help("assess.symbol_help")
		form.Text(&q.Address, "address")
		form.Text(&q.Place, "place").Must()
		form.Area(&q.Words, "words").Help("assess.words_help")
		form.Text(&q.Grade, "grade").Help("assess.grade_help")
		form.Text(&q.Scale, "scale")
		form.Date(&m.AsOf, "as_of").Must()
		desk.Choice(form, &m.Progress, "progress", heed.Progresses, progress).Called(r.T("assess.reading")).Help("assess.reading_help")
		form.Area(&m.Reasons, "reasons").Short = true
		d.sure(r, form, &m)
	}
	desk.Choice(form, &visibility, "visibility", readable, func(v heed.Visibility) string { return r.T("visibility." + string(v)) }).Must().Help("assess.reads_help")
	return form, func() app.Change {
		return app.Change{ID: held.ID, Base: base, Visibility: visibility, Body: m}
	}
}

// readable are those who can be let read a draft.
var readable = []heed.Visibility{heed.VisibleDraft, heed.VisibleInstitution, heed.VisibleCoordination}

// sure are the fields of how it was found out, and how sure that is.
func (d *Data) sure(r *desk.Request, form *desk.Form, m *heed.Assessment) {
	field := desk.Choice(form, &m.Confidence, "confidence", heed.Confidences, func(c heed.Confidence) string { return r.T("confidence." + string(c)) })
	if m.Own() {
		field.Must()
	}
	form.Text(&m.Method, "method").Help("assess.method_help")
	form.Text(&m.MethodVersion, "method_version")
	ids := slices.Clone(m.Evidence)
	titles := map[heed.ID]string{}
	for _, e := range d.evidence {
		if titles[e.ID] = e.Body.Title; !slices.Contains(ids, e.ID) {
			ids = append(ids, e.ID)
		}
	}
	if len(ids) > 0 {
		desk.Many(form, &m.Evidence, "evidence", ids, func(id heed.ID) string {
			if title := titles[id]; title != "" {
				return title
			}
			return string(id)
		}).Help("assess.evidence_help")
	}
}

// fill puts what there is into words.
func (d *Data) fill(r *desk.Request) {
	id := d.Rec.ID()
	d.Answer, d.Public = d.Mark(d.Rec.Position), d.RecURL(id.Review, id.Ref)
	d.Treaties, d.TreatiesHref = d.TreatyLines(d.Rec.TreatyRecord), d.URL("/treaties/"+string(id.Review.State))
	var answer func(heed.Subject) string
	if policy.Allow(r.Actor(), policy.Reply) == nil {
		answer = func(s heed.Subject) string { return d.URL(assess.AnswerAt(s)) }
		for _, m := range d.Rec.Said {
			if !m.Public {
				continue // nobody else can be asked about it, nor answers
			}
			d.Measures = append(d.Measures, page.Link{Href: answer(heed.Subject{Kind: heed.SubjectMeasure, ID: m.ID}), Text: m.Title})
		}
	}
	d.told(answer)
	d.Beside = d.SideBySide(d.Rec.Assessments, answer)
}
