// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package recommendation is the page of one recommendation: its words, who
// recommended it, what the State answered, and the place in the original.
package recommendation

import (
	"embed"
	"net/url"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed recommendation.tmpl recommendation.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "recommendation", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	find.Recommendation
	Under  string // the State under review
	Answer page.Mark
	By     []page.Link // the recommending States, each with all it recommended
	// Stages is the history of the answer, one step for each stage of a
	// review, also where nothing is known of it.
	Stages   []Step
	Crops    []*page.Sheet
	Original string // the address of the page it stands on
	Citation string
	// Styles are citations to be copied, BibTeX among them; none for a draft.
	Styles  []Style
	BibTeX  string
	Changes []Change
	Labels  []Label
	// OtherTexts are the text in the other languages of the report, that of the
	// reader first.
	OtherTexts []Edition
	// Rendered are the translations to show, the reader's language first.
	Rendered []Rendered
	// Named and Goals put into words what is told by rule.
	Named []Named
	Goals []Goal
	Rests Rests
	// Cite and ClosingCite are the places of the recommendation and of the
	// report's sentence on whose the recommendations are.
	Cite, LeadInCite, ClosingCite  page.Cite
	PreviousHref, NextHref, ToList string
}

// Step is a stage of a review with what the State said there, if anything.
type Step struct {
	Stage heed.Stage
	Said  []Said
}

// Said is a statement of position.
type Said struct {
	heed.PositionStatement
	Mark page.Mark
	Cite page.Cite
}

// Change is a correction with its values in words.
type Change struct {
	find.ShownCorrection
	Was, Now string
	On       heed.Date
}

// Edition is the text in another language of the report.
type Edition struct {
	heed.OfficialText
	Name, Href string
	// Open says that it is the reader's own language.
	Open bool
}

// Rendered is a translation in words.
type Rendered struct {
	heed.Translation
	Name string
	// Open says that it is in the reader's own language; Stale that the text has
	// changed since.
	Open, Stale bool
}

// Label is a label in words.
type Label struct {
	find.Label
	Name string
	// Href leads to the page of an issue.
	Href string
	// Words are those of the text that carried it.
	Words []string
}

// DecidedBy says what a person decided, and when.
func (d Data) DecidedBy(l Label) string {
	return d.T("label_decided."+string(l.Decision.Verdict), "Date", d.Day(l.Decision.At))
}

// Handler serves the page.
func Handler(f *find.Finder) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		id, err := heed.ParseRecID(strings.TrimPrefix(r.Path, "/"))
		if err != nil { // an address that cannot be, not a wrong request
			return page.Result{}, &heed.Error{Code: heed.CodeNotFound, Op: "recommendation.Handler", Key: "error.address", Err: err}
		}
		answer, err := f.Recommendation(r.Context(), r.Viewer, id)
		if err != nil {
			return page.Result{}, err
		}
		d := build(r, answer)
		result := page.Result{View: View.Name, Data: d, Twin: answer}
		if c := d.citation(r.Today); c != nil {
			result.Files = citations(c)
		} else if r.Form == page.BIB || r.Form == page.RIS {
			return page.Result{}, &heed.Error{Code: heed.CodeNotFound, Op: "recommendation.Handler", Key: "rec.citation_draft"}
		}
		return result, nil
	}
}

// ShowLeadIn says that the paragraph that introduces the recommendation says
// more than what the history of the answer quotes of it.
func (d Data) ShowLeadIn() bool {
	return d.LeadIn.Text != "" && !slices.ContainsFunc(d.Positions, func(p heed.PositionStatement) bool { return p.AsStated == d.LeadIn.Text })
}

// ToEvidence is the form at the desk by which evidence on this recommendation is
// added; "" where nobody can sign in.
func (d Data) ToEvidence() string {
	if !d.HasDesk() {
		return ""
	}
	return d.URL("/desk/evidence/new") + "?" + url.Values{"for": {d.Recommendation.ID().String()}}.Encode()
}

// ToTranslate is the page of the desk on which translations are laid beside it; "" where
// nobody can sign in.
func (d Data) ToTranslate() string {
	if !d.HasDesk() {
		return ""
	}
	return d.URL("/desk/translations/" + d.Recommendation.ID().String())
}

// Assessed is what each voice says has come of it, side by side.
func (d Data) Assessed() page.Assessments { return d.ForAll(d.Recommendation.Assessments) }

// label puts a label into words.
func (d Data) label(l find.Label) Label {
	out := Label{Label: l}
	if l.Kind == heed.LabelAct {
		out.Name = d.Value(find.ByAct, l.Label)
	} else {
		out.Name, out.Href = d.Value(find.ByIssue, l.Label), d.ThemeURL(find.ByIssue, l.Label)
	}
	if l.Proposal != nil {
		for _, w := range l.Proposal.Words {
			out.Words = append(out.Words, d.Text[w[0]:w[1]])
		}
	}
	return out
}

// Struck cuts the text of an earlier recommendation at what this one lacks of it.
func (d Data) Struck(f find.Forebear) []page.Part { return page.Parts(f.Text, f.Removed) }

// Several puts labels, which have commas of their own, one behind the other.
func (d Data) Several(labels []string) string { return strings.Join(labels, " · ") }

// OfTable puts the labels of a table's row one behind the other.
func (d Data) OfTable(a heed.Annotation) string {
	return d.Several(slices.Concat(a.Themes, a.Persons, a.SDGs))
}

// build turns the answer into what the template prints.
func build(r *page.Request, a find.Recommendation) Data {
	id := a.Review.ReviewID
	d := Data{Base: r.Base(""), Recommendation: a}
	d.Under = d.State(id.State)
	d.Title = r.Words.T("rec.title", "Ref", a.Ref, "State", d.Under, "Cycle", a.Review.Cycle)
	d.Crumbs = []page.Link{
		{Href: d.ReviewURL(id), Text: d.Under + ", " + r.Words.T("review.cycle", "Cycle", id.Cycle)},
		{Href: d.RecURL(id, a.Ref), Text: a.Ref},
	}
	d.Specimen = page.Invented(id.State)
	d.Answer = d.Mark(a.Position)
	for _, s := range a.RecommendingStates {
		d.By = append(d.By, page.Link{Href: d.ReviewURL(id) + "?" + find.Query{}.With(find.ByFrom, string(s)).Values().Encode() + "#list", Text: d.State(s)})
	}
	d.ToList = d.ReviewURL(id) + "#r" + a.Ref
	if a.Previous != "" {
		d.PreviousHref = d.RecURL(id, a.Previous)
	}
	if a.Next != "" {
		d.NextHref = d.RecURL(id, a.Next)
	}
	d.places()
	d.Stages = d.stages()
	d.Citation = r.Words.T("rec.citation_form", "Symbol", a.Report.Symbol, "Ref", a.Ref, "States", d.States(a.RecommendingStates))
	if c := d.citation(r.Today); c != nil {
		d.Styles, d.BibTeX = d.styles(c), string(c.BibTeX())
	}
	for _, l := range a.Labels {
		d.Labels = append(d.Labels, d.label(l))
	}
	d.byRule()
	d.OtherTexts = d.editions(r)
	d.Rendered = d.rendered(r)
	d.Rests = d.rests()
	for _, c := range a.Corrections {
		d.Changes = append(d.Changes, Change{c, d.value(c.Field, c.AsRead), d.value(c.Field, c.Should), heed.Date(c.At.Format("2006-01-02"))})
	}
	return d
}

// editions are the texts in other languages. Those who read one of them come to
// it without a click.
func (d *Data) editions(r *page.Request) []Edition {
	var out []Edition
	for _, t := range d.Texts {
		number := 0
		if len(t.Places) > 0 {
			number = t.Places[0].Page
		}
		out = append(out, Edition{t, r.Words.LanguageName(t.Language), d.DocumentURL(t.Document, number, ""), t.Language == d.Lang()})
	}
	slices.SortStableFunc(out, func(a, b Edition) int {
		switch {
		case a.Open == b.Open:
			return 0
		case a.Open:
			return -1
		}
		return 1
	})
	return out
}

// rendered are the translations, the reader's own and the surest first.
func (d *Data) rendered(r *page.Request) []Rendered {
	var out []Rendered
	for _, t := range d.Translations {
		out = append(out, Rendered{t, r.Words.LanguageName(t.Language), t.Language == d.Lang(), d.Recommendation.Outdated(t)})
	}
	rank := func(t Rendered) int {
		n := slices.Index(heed.TranslationKinds, t.Kind)
		if !t.Open {
			n += len(heed.TranslationKinds)
		}
		return n
	}
	slices.SortStableFunc(out, func(a, b Rendered) int { return rank(a) - rank(b) })
	return out
}

// places cites the recommendation and what stands around it, and cuts it out
// of its pages.
func (d *Data) places() {
	d.Cite = d.CiteParagraph(d.Report, d.Paragraph, d.Places)
	d.LeadInCite = d.CiteParagraph(d.Report, d.LeadIn.Paragraph, d.LeadIn.Places)
	if d.Closing != nil {
		d.ClosingCite = d.CiteParagraph(d.Report, d.Closing.Paragraph, d.Closing.Places)
	}
	for i, p := range d.Places {
		if i == 0 {
			d.Original = d.DocumentURL(d.Report.Digest, p.Page, d.Ref)
			d.Cite.Href = d.Original
		}
		size, ok := d.Pages[p.Page]
		if !ok || d.Report.Redacted {
			continue
		}
		crop := d.Sheet(d.Report, p.Page, size[0], size[1])
		crop.Crop(p.Box)
		crop.Mark(p.Box, page.Link{}, d.Position, true)
		d.Crops = append(d.Crops, crop)
	}
}

// stages lists what the State said, stage by stage. A later document that
// repeats the matter is shown only where there is one.
func (d *Data) stages() []Step {
	var out []Step
	for _, stage := range heed.Stages {
		step := Step{Stage: stage}
		for _, p := range d.Positions {
			if p.Stage != stage {
				continue
			}
			said := Said{PositionStatement: p, Mark: d.Mark(p.Value)}
			said.Cite = d.citeStatement(p)
			step.Said = append(step.Said, said)
		}
		if len(step.Said) > 0 || stage != heed.StageLater {
			out = append(out, step)
		}
	}
	return out
}

// citeStatement is where a statement stands: in the report, or in another
// document by its symbol.
func (d *Data) citeStatement(p heed.PositionStatement) page.Cite {
	if p.Symbol == d.Report.Symbol && p.Paragraph == d.LeadIn.Paragraph {
		return d.LeadInCite
	}
	c := page.Cite{Symbol: p.Symbol, Href: d.URL("/" + p.Symbol)}
	if p.Paragraph != "" {
		c.Where = d.T("cite.paragraph", "Paragraph", p.Paragraph)
	}
	return c
}

// value puts the value of a corrected field into words.
func (d *Data) value(field heed.CorrectionField, value string) string {
	switch field {
	case heed.FieldStates:
		var codes []heed.StateCode
		for _, code := range strings.Fields(value) {
			codes = append(codes, heed.StateCode(code))
		}
		return d.States(codes)
	case heed.FieldPosition:
		return d.T("position." + value)
	case heed.FieldText:
	}
	return value
}
