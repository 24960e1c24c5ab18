// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package assessment

import (
	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/plan"
	"github.com/heed-upr/heed/internal/web/page"
)

// Update is something that was said to have been done on the recommendation
// itself, and not on a measure, in words.
type Update struct {
	Head, Text string
	// Link leads to its page where it is of one's own voice, and to the form of a
	// reply where it is not; it is empty where there is nothing to do.
	Link page.Link
}

// say declares the form of an update on the recommendation, and does what was
// sent: then it leads to the page of the update, from which it goes its way.
func (d *Data) say(r *desk.Request, a *app.App, id heed.RecID) (page.Result, bool, error) {
	if policy.AllowOn(r.Actor(), policy.Report, policy.About{Side: r.Account.Side, Author: r.Account.Pseudonym}) != nil {
		return page.Result{}, false, nil
	}
	u := heed.Update{Recommendations: []heed.RecID{id}, Date: r.Today}
	d.Say = r.Form("say", "measure.say")
	d.Say.Date(&u.Date, "date").Must()
	d.Say.Area(&u.Text, "text").Must()
	if !d.Say.Sent() {
		return page.Result{}, false, nil
	}
	done, err := a.Write(r.Context(), r.Actor(), app.Change{Visibility: heed.VisibleCoordination, Body: u})
	if err == nil {
		return r.Go(plan.UpdateAt(done[0].ID), "desk.said.saved"), true, nil
	}
	if !d.Say.Shows(err) {
		return page.Result{}, false, err
	}
	return page.Result{}, false, nil
}

// told puts into words what was said to have been done.
func (d *Data) told(answer func(heed.Subject) string) {
	for _, t := range d.Rec.Updates {
		u := Update{Text: t.Text, Head: d.T("assess.told", "Date", d.Date(t.Date), "Institution", t.By.Institution.Name(d.Lang()), "Voice", d.Voice(t.By.Voice))}
		if t.Context {
			u.Head += " · " + d.T("measure.context")
		}
		switch {
		case t.Step == heed.StepWithdrawn:
			u.Text = d.T("said.withdrawn") + " " + t.Withdrawn
		case t.Own && t.By.Origin == nil:
			u.Head += " · " + d.Step(t.Step)
			u.Link = page.Link{Href: d.URL(plan.UpdateAt(t.ID)), Text: d.T("assess.told_open")}
		case answer != nil && t.By.Origin == nil:
			u.Link = page.Link{Href: answer(heed.Subject{Kind: heed.SubjectUpdate, ID: t.ID}), Text: d.T("reply.ask_link")}
		}
		d.Updates = append(d.Updates, u)
	}
}
