// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"slices"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/page"
)

// Way is the way of one thing to the public, as every page of a thing shows it:
// how far it has come, the forms that bring it further, and why others are not
// there. Its template is "way".
type Way struct {
	Title string
	// Stands says at which step it is, and who may read it.
	Stands string
	// Note is what was said when it came there, such as what is to be changed.
	Note  string
	Steps []WayStep
	Bars  []WayBar
	// May is the page that explains who may do what, and MayText its name.
	May, MayText string
	// Moved says that what was sent is done and the thing is at the step To: the
	// page leads on, and says so in the words of the key Said.
	Moved bool
	To    heed.Step
	Said  string
}

// WayStep is a step that who asks may take.
type WayStep struct {
	*Form
	// Folded says that it asks for words first, and stands folded until then.
	Folded bool
}

// WayBar says why a step is not there.
type WayBar struct {
	Text string
	// Who are those who may; none where the text says all.
	Who []string
	// May is the place of the page that explains it.
	May string
}

// waySteps are the steps to which a form may lead, and onward those of which it is
// said why not.
var (
	waySteps = []heed.Step{heed.StepSubmitted, heed.StepReviewed, heed.StepPublished, heed.StepReturned, heed.StepWithdrawn}
	onward   = []heed.Step{heed.StepSubmitted, heed.StepReviewed, heed.StepPublished}
)

// Way declares the forms by which a thing comes a step further, and does what
// was sent; public is the version that everybody sees, if there is one. Pages have
// it by Along.
func (r *Request) Way(a *app.App, v, public heed.Version) (*Way, error) {
	r.at(v)
	b := r.Request.Base("")
	way := &Way{
		Title: r.T("way.title"), Note: v.Note, May: r.Prefix + "/desk/may", MayText: r.T("may.title"),
		Stands: r.T("way.stands", "Step", b.Step(v.Step), "Visible", b.Visible(v.Visibility)),
	}
	over := public.Number > 0 && public.Number != v.Number
	if over {
		way.Stands += " " + r.T("way.over", "Date", b.Date(heed.Date(public.At.UTC().Format(time.DateOnly))))
	}
	for _, to := range waySteps {
		if !v.MayBecome(to) || to == v.Step || v.Step == heed.StepPublished && to == heed.StepSubmitted {
			continue // what is public is reviewed anew once it was changed
		}
		if err := app.MayMove(r.Actor(), v, to); err != nil {
			if slices.Contains(onward, to) {
				way.Bars = append(way.Bars, r.bar(b, v, to, err))
			}
			continue
		}
		if err := app.MayStand(v, to); err != nil {
			way.Bars = append(way.Bars, WayBar{Text: r.Words.Error(err)})
			continue
		}
		name := string(to)
		if over && to == heed.StepWithdrawn {
			name = "dropped"
		}
		if err := way.step(r, a, name, app.Move{Subject: v.Subject, Base: v.Number, To: to, Published: v.Number == public.Number}); err != nil || way.Moved {
			return way, err
		}
	}
	if over && app.MayMove(r.Actor(), public, heed.StepWithdrawn) == nil {
		return way, way.step(r, a, "taken_back", app.Move{Subject: v.Subject, Base: public.Number, To: heed.StepWithdrawn, Published: true})
	}
	return way, nil
}

// step declares the form of one step, and takes the step if it was sent.
func (w *Way) step(r *Request, a *app.App, name string, move app.Move) error {
	form := r.Form("move-"+name, "move."+name)
	form.Minor, form.Danger = move.To != heed.StepPublished, move.To == heed.StepWithdrawn
	form.Version(&move.Base)
	folded := move.To == heed.StepReturned || move.To == heed.StepWithdrawn
	if folded {
		words := string(move.To)
		if move.Published {
			words = "taken_back"
		}
		field := form.Area(&move.Note, "note").Called(r.T("way_note." + words)).Must()
		field.Short = true
	}
	w.Steps = append(w.Steps, WayStep{form, folded})
	if !form.Sent() {
		return nil
	}
	err := a.Move(r.Context(), r.Actor(), move)
	if err == nil {
		w.Moved, w.To, w.Said = true, move.To, "moved."+name
		return nil
	}
	if !form.Shows(err) {
		return err
	}
	return nil
}

// bar says why who asks may not take a step.
func (r *Request) bar(b page.Base, v heed.Version, to heed.Step, err error) WayBar {
	action := policy.Action(heed.ErrorArg(err, "Action"))
	other := policy.Of(v)
	other.Author, other.Hands = "", nil
	if policy.Of(v).Wrote(r.Actor().Pseudonym) && policy.AllowOn(r.Actor(), action, other) == nil {
		return WayBar{Text: r.T("way.bar_own")}
	}
	return WayBar{Text: r.T("way_bar." + string(to)), Who: b.WhoMay(action), May: r.Prefix + "/desk/may#" + string(action)}
}

// Restore declares the form by which a thing that was withdrawn is begun again as a
// draft, and does so if it was sent; the form is nil where that cannot be. What stands
// as it was said is not begun again, nor what came from another installation.
func (r *Request) Restore(a *app.App, v heed.Version) (form *Form, done bool, err error) {
	r.at(v)
	if v.Step != heed.StepWithdrawn || v.Removed || v.Origin != nil || v.Kind.Veiled() || !v.MayBecome(heed.StepDraft) || app.MayMove(r.Actor(), v, heed.StepDraft) != nil {
		return nil, false, nil
	}
	base := v.Number
	form = r.Form("restore", "history.restore")
	form.Minor = true
	form.Version(&base)
	if !form.Sent() {
		return form, false, nil
	}
	err = a.Move(r.Context(), r.Actor(), app.Move{Subject: v.Subject, Base: base, To: heed.StepDraft})
	if err != nil && form.Shows(err) {
		return form, false, nil
	}
	return form, err == nil, err
}
