// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package reading is the page on which who looks after the public record puts
// right what was misread of one recommendation, and decides on its labels.
package reading

import (
	"embed"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/record"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed reading.tmpl reading.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "reading", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Rec     find.Recommendation
	Correct *desk.Form
	Decide  *desk.Form
	// Public is the recommendation's own page, Original where it stands in the
	// report.
	Public, Original string
}

// Handler serves the page.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		if err := policy.Allow(r.Actor(), policy.Correct); err != nil {
			return page.Result{}, err
		}
		id, err := heed.ParseRecID(r.PathValue("state") + "/" + r.PathValue("cycle") + "/" + r.PathValue("ref"))
		if err != nil {
			return page.Result{}, err
		}
		rec, err := f.Recommendation(r.Context(), r.Viewer, id)
		if err != nil {
			return page.Result{}, err
		}
		d := Data{Rec: rec, Base: r.Base(r.T("reading.title", "Ref", rec.Ref), page.Link{Href: r.Prefix + "/desk/record", Text: r.T("desk.record")})}
		correction, decisions := d.correcting(r), d.deciding(r)
		for _, form := range []struct {
			*desk.Form
			do func() error
		}{
			{d.Correct, func() error { _, err := a.Correct(r.Context(), r.Actor(), *correction); return err }},
			{d.Decide, func() error { return a.Decide(r.Context(), r.Actor(), id, decisions()) }},
		} {
			if !form.Sent() {
				continue
			}
			err := form.do()
			if err == nil {
				return r.Go(r.Path, "desk.said.saved"), nil
			}
			if !form.Shows(err) {
				return page.Result{}, err
			}
		}
		d.Public = d.RecURL(id.Review, id.Ref)
		if len(rec.Places) > 0 {
			d.Original = d.DocumentURL(rec.Report.Digest, rec.Places[0].Page, rec.Ref)
		}
		return r.Page(View, d), nil
	}
}

// correcting is the form that lays a correction over the reading. What is not
// typed over is not corrected.
func (d *Data) correcting(r *desk.Request) *heed.Correction {
	c := &heed.Correction{Review: d.Rec.Review.ReviewID, Ref: d.Rec.Ref}
	d.Correct = r.Form("correct", "reading.correct")
	desk.Choice(d.Correct, &c.Field, "misread", []heed.CorrectionField{heed.FieldText, heed.FieldStates, heed.FieldPosition}, func(f heed.CorrectionField) string { return r.T("misread." + string(f)) }).Must()
	d.Correct.Area(&c.Should, "should").Must().Help("reading.should_help")
	d.Correct.Text(&c.Reason, "reason").Must().Help("reading.reason_help")
	return c
}

// undecided leaves a label as it is.
const undecided = "undecided"

// deciding is the form that decides on the labels, of those that are proposed or
// were decided one by one.
func (d *Data) deciding(r *desk.Request) func() []heed.LabelDecision {
	d.Decide = r.Form("decide", "reading.decide")
	verdicts := make([]string, len(d.Rec.Labels))
	act := ""
	var reason string
	for i, l := range d.Rec.Labels {
		if l.Kind == heed.LabelAct {
			if l.Applies {
				act = l.Label
			}
			continue
		}
		verdicts[i] = undecided
		if l.Decision != nil && !l.Stale {
			verdicts[i] = string(l.Decision.Verdict)
		}
		desk.Choice(d.Decide, &verdicts[i], "label-"+strconv.Itoa(i), offered(l), func(v string) string { return r.T("verdict." + v) }).Called(record.Name(d.Base, l))
	}
	had := act
	acts := []string{"1", "2", "3", "4", "5"}
	desk.Choice(d.Decide, &act, "act", acts, func(a string) string { return d.Value(find.ByAct, a) })
	var added []string
	desk.Many(d.Decide, &added, "issues", d.absent(), func(i string) string { return d.Value(find.ByIssue, i) }).Help("reading.issues_help")
	d.Decide.Text(&reason, "reason")
	return func() []heed.LabelDecision {
		var out []heed.LabelDecision
		for i, l := range d.Rec.Labels {
			if v := heed.Verdict(verdicts[i]); v != "" && v != undecided && (l.Decision == nil || l.Stale || l.Decision.Verdict != v) {
				out = append(out, heed.LabelDecision{Kind: l.Kind, Label: l.Label, Verdict: v, Reason: reason})
			}
		}
		// A reason and nothing else confirms the kind of act that is shown.
		if act != "" && (act != had || reason != "" && len(out)+len(added) == 0) {
			out = append(out, heed.LabelDecision{Kind: heed.LabelAct, Label: act, Verdict: heed.Confirmed, Reason: reason})
		}
		for _, i := range added {
			out = append(out, heed.LabelDecision{Kind: heed.LabelIssue, Label: i, Verdict: heed.Added, Reason: reason})
		}
		return out
	}
}

// offered are the verdicts on a label: what nobody proposed can only have been
// added.
func offered(l find.Label) []string {
	if l.Proposal == nil {
		return []string{undecided, string(heed.Added), string(heed.Rejected)}
	}
	return []string{undecided, string(heed.Confirmed), string(heed.Rejected)}
}

// absent are the issues that nobody has thought of yet, by name.
func (d *Data) absent() []string {
	out := slices.DeleteFunc(label.Issues(), func(i string) bool {
		return slices.ContainsFunc(d.Rec.Labels, func(l find.Label) bool { return l.Kind == heed.LabelIssue && l.Label == i })
	})
	byName := d.ByName()
	slices.SortFunc(out, func(a, b string) int {
		return byName(strings.ToLower(d.Value(find.ByIssue, a)), strings.ToLower(d.Value(find.ByIssue, b)))
	})
	return out
}
