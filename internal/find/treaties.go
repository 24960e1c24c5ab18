// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"context"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/refdata"
)

// TreatyRecord is what sources tell of a State's acts about treaties over time, what
// they leave open, and what the State was asked about it.
type TreatyRecord struct {
	State    heed.StateCode `json:"state"`
	Treaties []TreatyStatus `json:"treaties"`
	// Claims are what sources claim of the State, beside the record.
	Claims []SaidClaim `json:"claims"`
}

// TreatyStatus is one treaty of a State's record.
type TreatyStatus struct {
	Treaty refdata.TreatyKey `json:"treaty"`
	Title  string            `json:"title"`
	// Standing is how the State stands to it by the sources, Since the day or year
	// of the act that says so.
	Standing heed.Standing `json:"standing"`
	Since    string        `json:"since,omitempty"`
	// AsOf is up to when the newest of the sources speaks.
	AsOf string      `json:"as_of,omitempty"`
	Acts []TreatyAct `json:"acts"`
	// Unknown is what no source at hand tells.
	Unknown []Untold `json:"not_known"`
	// Asked are the recommendations to the State that ask for an act, the newest
	// review first.
	Asked []TreatyAsked `json:"asked"`
}

// TreatyAct is an act as the record has it.
type TreatyAct struct {
	Act     refdata.Act `json:"act"`
	When    string      `json:"when,omitempty"` // a day or a year
	Article string      `json:"article,omitempty"`
	Source  string      `json:"source"`
	AsOf    string      `json:"as_of"`

	told refdata.TreatyAct
}

// Told is the act with its source as the table has it.
func (a TreatyAct) Told() refdata.TreatyAct { return a.told }

// Untold is something that no source at hand tells about a State and a treaty.
type Untold struct {
	What UntoldKind `json:"what"`
	// Articles are those of declarations and opt-outs.
	Articles []string `json:"articles,omitempty"`
}

// UntoldKind says what is not told.
type UntoldKind string

// What may not be told.
const (
	UntoldAll       UntoldKind = "all"       // nothing is
	UntoldSignature UntoldKind = "signature" // whether it signed
	UntoldAct       UntoldKind = "act"       // by which act it became a party
	UntoldDay       UntoldKind = "day"       // on which day it did what it did
	// UntoldDeclarations: whether procedures were accepted by a declaration;
	// UntoldOptOuts: whether the State keeps out of one by a declaration.
	UntoldDeclarations UntoldKind = "declarations"
	UntoldOptOuts      UntoldKind = "opt_outs"
	UntoldReservations UntoldKind = "reservations"
)

// UntoldKinds lists them in the order for showing.
var UntoldKinds = []UntoldKind{UntoldAll, UntoldSignature, UntoldAct, UntoldDay, UntoldDeclarations, UntoldOptOuts, UntoldReservations}

// TreatyAsked is a recommendation that asks for an act about a treaty, with what the
// record says of that. It is a proposal for people: nothing is assessed by it.
type TreatyAsked struct {
	Recommendation heed.RecID        `json:"recommendation"`
	Treaty         refdata.TreatyKey `json:"treaty"`
	Step           label.Step        `json:"asked"`
	Articles       []string          `json:"articles,omitempty"`
	Says           TreatySays        `json:"record_says"`
	// Acts are those that say so; AsOf is up to when their sources speak.
	Acts []TreatyAct `json:"acts,omitempty"`
	AsOf string      `json:"as_of,omitempty"`
}

// TreatySays is what the treaty record says of an act that was asked for.
type TreatySays string

// What it may say.
const (
	// SaysDone: the act came after the recommendation; SaysBefore: it was there when
	// that was made; SaysSometime: it is there, and which came first is not known.
	SaysDone     TreatySays = "done"
	SaysBefore   TreatySays = "before"
	SaysSometime TreatySays = "sometime"
	// SaysNot: no such act up to the day of the source; SaysEnds: none, and the source
	// ends before the recommendation was made.
	SaysNot     TreatySays = "not"
	SaysEnds    TreatySays = "ends"
	SaysUnknown TreatySays = "unknown"
)

// TreatySayings lists all of it.
var TreatySayings = []TreatySays{SaysDone, SaysBefore, SaysSometime, SaysNot, SaysEnds, SaysUnknown}

// Proposed reports whether an act that was asked for is on record, so that people
// should look whether the recommendation has been carried out.
func (t TreatyAsked) Proposed() bool { return t.Says == SaysDone || t.Says == SaysSometime }

// Treaties gives the treaty record of a State.
func (f *Finder) Treaties(ctx context.Context, viewer heed.Viewer, code heed.StateCode) (TreatyRecord, error) {
	out := TreatyRecord{State: code, Treaties: []TreatyStatus{}}
	err := f.view(ctx, viewer, func(s snapshot) error {
		l, err := f.library(ctx, s)
		if err != nil {
			return err
		}
		all, err := f.following.catchUp(ctx, s)
		if err != nil {
			return err
		}
		out.Claims = Follow{viewer, all, newBoxes(f.open)}.Claims(code)
		asked := l.treatiesAsked(code)
		acts := actsOf(code)
		for _, t := range refdata.Treaties() {
			out.Treaties = append(out.Treaties, statusOf(code, t, acts, asked[t.Key]))
		}
		return nil
	})
	return out, err
}

// actsOf gives a State's acts.
func actsOf(code heed.StateCode) []TreatyAct {
	var out []TreatyAct
	for _, a := range refdata.TreatyActs(code) {
		out = append(out, TreatyAct{Act: a.Act, When: a.When(), Article: a.Article, Source: a.Source.Title, AsOf: a.AsOf, told: a})
	}
	return out
}

func statusOf(code heed.StateCode, t refdata.Treaty, all []TreatyAct, asked []TreatyAsked) TreatyStatus {
	out := TreatyStatus{Treaty: t.Key, Title: t.Title, Acts: []TreatyAct{}, Asked: asked}
	if out.Asked == nil {
		out.Asked = []TreatyAsked{}
	}
	standing, by := refdata.TreatyStanding(code, t.Key)
	out.Standing, out.Since = standing, by.When()
	for _, a := range all {
		if a.told.Treaty == t.Key {
			out.Acts = append(out.Acts, a)
			out.AsOf = max(out.AsOf, a.AsOf)
		}
	}
	out.Unknown = untold(t, standing, out.Acts)
	return out
}

// untold lists what the acts leave open. A State that did nothing has no
// declarations either, and one that acceded did not sign.
func untold(t refdata.Treaty, standing heed.Standing, acts []TreatyAct) []Untold {
	has := func(is func(TreatyAct) bool) bool { return slices.ContainsFunc(acts, is) }
	did := func(act refdata.Act) bool { return has(func(a TreatyAct) bool { return a.Act == act }) }
	out := []Untold{}
	add := func(so bool, what UntoldKind, articles ...string) {
		if so {
			out = append(out, Untold{what, articles})
		}
	}
	switch standing {
	case heed.StandingUnknown:
		return append(out, Untold{What: UntoldAll})
	case heed.StandingNone:
		return out
	case heed.StandingParty, heed.StandingSigned:
	}
	add(!did(refdata.Signature) && !did(refdata.NeverSigned) && !did(refdata.Accession), UntoldSignature)
	add(did(refdata.Party), UntoldAct)
	add(has(func(a TreatyAct) bool { return len(a.When) < len("2006-01-02") && a.Act.Dated() }), UntoldDay)
	if standing == heed.StandingParty {
		left := func(articles []string, act refdata.Act) []string {
			return slices.DeleteFunc(slices.Clone(articles), func(n string) bool {
				return has(func(a TreatyAct) bool { return a.Act == act && a.Article == n })
			})
		}
		opened, closed := left(t.OptIn, refdata.Declaration), left(t.OptOut, refdata.OptOut)
		add(len(opened) > 0, UntoldDeclarations, opened...)
		add(len(closed) > 0, UntoldOptOuts, closed...)
	}
	add(!did(refdata.Reservation), UntoldReservations)
	return out
}

// treatiesAsked finds what recommendations ask of a State about treaties whose acts
// are known, the newest review first.
func (l *library) treatiesAsked(code heed.StateCode) map[refdata.TreatyKey][]TreatyAsked {
	out := map[refdata.TreatyKey][]TreatyAsked{}
	acts := actsOf(code)
	reviews := slices.Clone(l.reviews)
	slices.SortStableFunc(reviews, func(a, b Summary) int { return b.Cycle - a.Cycle })
	for _, r := range reviews {
		if r.State != code || !r.Stage.Counts() {
			continue
		}
		for _, h := range l.shelves[r.ReviewID].hits {
			for _, a := range treatiesAsked(h.ID(), h.Instruments, r.Day(), acts) {
				out[a.Treaty] = append(out[a.Treaty], a)
			}
		}
	}
	return out
}

// treatiesAsked holds what one recommendation, made on a day, asks about treaties
// against the State's acts.
func treatiesAsked(id heed.RecID, named []label.Named, made heed.Date, acts []TreatyAct) []TreatyAsked {
	var out []TreatyAsked
	for _, n := range named {
		key := refdata.TreatyKey(n.Key)
		if _, ok := refdata.TreatyByKey(key); !ok {
			continue
		}
		for _, step := range bindingSteps(n.Steps) {
			a := TreatyAsked{Recommendation: id, Treaty: key, Step: step}
			if step == label.StepDeclare || step == label.StepReservation {
				a.Articles = n.Articles
			}
			a.hold(made, slices.DeleteFunc(slices.Clone(acts), func(a TreatyAct) bool { return a.told.Treaty != key }))
			out = append(out, a)
		}
	}
	return out
}

// bindingSteps gives those steps that are acts of the law of treaties. To sign and to
// ratify are one thing to be done, of which the record is asked once.
func bindingSteps(steps []label.Step) []label.Step {
	var out []label.Step
	bound := false
	for _, s := range steps {
		switch s {
		case label.StepRatify, label.StepAccede, label.StepJoin:
			if !bound {
				out, bound = append(out, s), true
			}
		case label.StepDeclare, label.StepReservation:
			out = append(out, s)
		case label.StepSign, label.StepImplement, label.StepReport, label.StepFollowUp, label.StepStandingInvitation,
			label.StepInvite, label.StepCooperate, label.StepEstablish, label.StepStrengthen:
		}
	}
	if !bound && slices.Contains(steps, label.StepSign) {
		out = append([]label.Step{label.StepSign}, out...)
	}
	return out
}

// fulfils reports whether an act is what a step asks for. Who is a party has no
// need to sign any more.
func (t TreatyAsked) fulfils(a TreatyAct) bool {
	switch t.Step {
	case label.StepSign:
		return a.Act == refdata.Signature || a.Act.Binds()
	case label.StepDeclare:
		return a.Act == refdata.Declaration && (len(t.Articles) == 0 || slices.Contains(t.Articles, a.Article))
	case label.StepReservation:
		return a.Act == refdata.Withdrawal
	default:
		return a.Act.Binds()
	}
}

// hold says what acts about the treaty say of what is asked.
func (t *TreatyAsked) hold(made heed.Date, acts []TreatyAct) {
	t.Says = SaysUnknown
	for _, a := range acts {
		t.AsOf = max(t.AsOf, a.AsOf)
		if t.fulfils(a) {
			t.Acts = append(t.Acts, a)
		}
	}
	if slices.ContainsFunc(t.Articles, func(n string) bool {
		return t.Step == label.StepDeclare && !slices.ContainsFunc(t.Acts, func(a TreatyAct) bool { return a.Article == n })
	}) {
		return // not of all articles that are asked for
	}
	if len(t.Acts) > 0 {
		t.Says = order(t.Acts, made)
		return
	}
	if t.Step == label.StepDeclare || t.Step == label.StepReservation || len(acts) == 0 {
		return // that lists are silent does not tell that there was none
	}
	t.Acts = acts
	if t.Says = SaysNot; beforeDay(t.AsOf, made) {
		t.Says = SaysEnds
	}
}

// order tells whether acts came after a day: the last of those that were asked for
// does.
func order(acts []TreatyAct, made heed.Date) TreatySays {
	last := slices.MaxFunc(acts, func(a, b TreatyAct) int { return cmp.Compare(a.When, b.When) })
	switch n := min(len(last.When), len(made)); {
	case n == 0 || last.When[:n] == string(made)[:n] && len(last.When) < len(made):
		return SaysSometime
	case last.When > string(made):
		return SaysDone
	}
	return SaysBefore
}

// beforeDay reports whether a day or a month ends before a day.
func beforeDay(asOf string, day heed.Date) bool {
	n := min(len(asOf), len(day))
	return asOf[:n] < string(day)[:n]
}
