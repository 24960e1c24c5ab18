// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/heed-upr/heed/internal/refdata"
)

// Step is what a recommendation asks about an instrument or a body.
type Step string

// The steps: first what the law of treaties knows, then what bodies and
// institutions are about.
const (
	StepSign   Step = "sign"
	StepRatify Step = "ratify"
	StepAccede Step = "accede"
	// StepJoin is to become party where the text does not say by which act.
	StepJoin Step = "join"
	// StepDeclare is to accept a procedure by a declaration, of articles where
	// they are named.
	StepDeclare Step = "declare"
	// StepReservation is to withdraw, narrow or review a reservation.
	StepReservation Step = "reservation"
	StepImplement   Step = "implement"
	StepReport      Step = "report"
	StepFollowUp    Step = "follow_up" // on what a body recommended
	// StepStandingInvitation is one to all special procedures, StepInvite a visit.
	StepStandingInvitation Step = "standing_invitation"
	StepInvite             Step = "invite"
	StepCooperate          Step = "cooperate"
	StepEstablish          Step = "establish"
	StepStrengthen         Step = "strengthen"
)

var steps = []Step{
	StepSign, StepRatify, StepAccede, StepJoin, StepDeclare, StepReservation, StepImplement, StepReport, StepFollowUp,
	StepStandingInvitation, StepInvite, StepCooperate, StepEstablish, StepStrengthen,
}

// AllSteps lists the steps in the order for showing.
func AllSteps() []Step { return slices.Clone(steps) }

// Key is the key of the step's name in the catalogues.
func (s Step) Key() string { return "treatyact." + string(s) }

// stepsOf are the steps that can be asked about a kind of instrument or body.
var stepsOf = map[refdata.InstrumentKind][]Step{
	refdata.InstrumentTreaty:     {StepSign, StepRatify, StepAccede, StepJoin, StepDeclare, StepReservation, StepImplement, StepReport},
	refdata.InstrumentGeneral:    {StepSign, StepRatify, StepAccede, StepJoin, StepDeclare, StepReservation, StepImplement, StepReport},
	refdata.InstrumentPrinciples: {StepImplement},
	refdata.BodyCommittee:        {StepDeclare, StepReport, StepFollowUp, StepCooperate},
	refdata.BodyProcedure:        {StepStandingInvitation, StepInvite, StepFollowUp, StepCooperate},
	refdata.BodyMechanisms:       {StepReport, StepFollowUp, StepCooperate},
	refdata.BodyInstitution:      {StepEstablish, StepStrengthen, StepFollowUp},
	refdata.BodyOrganization:     {StepFollowUp, StepCooperate},
}

// stepRules is steps.csv.
type stepRules struct{ names nameRules }

// stepRow is a line of steps.csv.
type stepRow struct {
	steps []Step // none: the words stand for no step
	near  bool
}

func (r *stepRules) add(line []string) error {
	row := stepRow{near: line[1] == "near"}
	for _, s := range strings.Fields(line[0]) {
		switch step := Step(s); {
		case slices.Contains(steps, step):
			row.steps = append(row.steps, step)
		case s != "-":
			return fmt.Errorf("unknown step %q", s)
		}
	}
	return r.names.add(line[2], stepGap, nameRule{step: &row})
}

// stepHit is words that ask for a step.
type stepHit struct {
	*stepRow
	from, to int // words
	used     bool
}

// of gives the step that the words ask about a kind, or "".
func (h *stepHit) of(kind refdata.InstrumentKind) Step {
	for _, s := range h.steps {
		if slices.Contains(stepsOf[kind], s) {
			return s
		}
	}
	return ""
}

// hits finds the words that ask for steps, in the order of the text.
func (r *stepRules) hits(w []word) []stepHit {
	var out []stepHit
	for i := range w {
		best := map[*stepRow]int{}
		among := r.names[start(w[i].text)]
		for n := range among {
			row := among[n].step
			if end, ok := match(among[n].words, w, i); ok && end > best[row] {
				best[row] = end
			}
		}
		first := len(out)
		for row, end := range best {
			out = append(out, stepHit{stepRow: row, from: i, to: end})
		}
		slices.SortFunc(out[first:], func(a, b stepHit) int {
			return cmp.Or(-cmp.Compare(a.to, b.to), slices.Compare(a.steps, b.steps), compareBool(a.near, b.near))
		})
	}
	return out
}

// about gives those that can be asked about a kind, without what is part of longer
// words for another step: "open invitation" is no invitation to visit.
func about(kind refdata.InstrumentKind, all []stepHit) []*stepHit {
	var out []*stepHit
	for i := range all {
		h := &all[i]
		if h.of(kind) == "" || slices.ContainsFunc(all, func(o stepHit) bool {
			return o.from <= h.from && h.to <= o.to && o.to-o.from > h.to-h.from && (len(o.steps) == 0 || o.of(kind) != "")
		}) {
			continue
		}
		out = append(out, h)
	}
	return out
}

// small are words that stand between a verb and its object, or between two verbs
// of one object, and say nothing.
var small = map[string]bool{
	"and": true, "or": true, "the": true, "a": true, "an": true, "of": true, "to": true, "its": true, "on": true, "for": true, "as": true, "well": true, "all": true,
	"fully": true, "full": true, "early": true, "prompt": true, "promptly": true, "effective": true, "effectively": true, "un": true, "united": true,
	"nations": true, "international": true, "with": true, "by": true, "from": true, "other": true, "human": true, "rights": true, "council": true,
	"consider": true, "subsequently": true, "swift": true, "swiftly": true, "at": true, "earliest": true, "soon": true, "possible": true, "then": true, "be": true, "is": true, "are": true,
}

func onlySmall(w []word, from, to int) bool {
	for i := from; i < to; i++ {
		if !small[w[i].text] && !strings.HasSuffix(w[i].text, "ly") {
			return false
		}
	}
	return true
}

// afterReach is how many words after its name a step may stand that no words
// before it ask: "that the Convention be ratified".
const afterReach = 14

// ask finds what is asked about each name: the step that stands nearest before it
// in its sentence, with those joined to it; else the nearest behind. What asks for
// a step and has no name behind it is about the name before it.
func ask(w []word, names []nameHit, all []stepHit) {
	kinds := map[refdata.InstrumentKind][]*stepHit{}
	for n := range names {
		name := &names[n]
		hits, ok := kinds[name.kind]
		if !ok {
			hits = about(name.kind, all)
			kinds[name.kind] = hits
		}
		at := len(hits) - 1
		for ; at >= 0; at-- {
			h := hits[at]
			if h.to <= name.from && w[h.from].sentence == w[name.from].sentence && (!h.near || onlySmall(w, h.to, name.from)) {
				break
			}
		}
		if at >= 0 {
			name.take(w, hits, at)
		}
	}
	for n := range names {
		names[n].after(w, names[n+1:], kinds[names[n].kind])
	}
}

// take takes a step and those that are joined to it before it.
func (n *nameHit) take(w []word, hits []*stepHit, at int) {
	n.takeOne(hits[at])
	for ; at > 0; at-- {
		h, before := hits[at], hits[at-1]
		if before.from == h.from {
			continue
		}
		if before.to > h.from || !joint(w[before.to:h.from]) || !onlySmall(w, before.to, h.from) || w[before.from].sentence != w[h.from].sentence {
			return
		}
		n.takeOne(before)
	}
}

// joint tells whether words between two steps make one of them: "sign and ratify".
func joint(w []word) bool {
	return len(w) == 0 || len(w) <= 4 && slices.ContainsFunc(w, func(x word) bool { return x.text == "and" || x.text == "or" })
}

func (n *nameHit) takeOne(h *stepHit) {
	s := h.of(n.kind)
	h.used = true
	n.carried = append(n.carried, [2]int{h.from, h.to})
	if !slices.Contains(n.steps, s) {
		n.steps = append(n.steps, s)
	}
}

// pronouns are words that stand for what was named before.
var pronouns = map[string]bool{"it": true, "them": true, "these": true, "this": true, "its": true, "their": true, "thereof": true, "those": true, "that": true}

// after takes steps behind a name: the nearest where none stands before it, and
// those that speak of it again.
func (n *nameHit) after(w []word, rest []nameHit, hits []*stepHit) {
	for _, h := range hits {
		step := h.of(n.kind)
		if h.from < n.to || h.used || h.near || w[h.from].sentence != w[n.from].sentence || slices.Contains(n.steps, step) {
			continue
		}
		if h.leadsOn(w, rest, step) {
			continue
		}
		if len(n.steps) == 0 && h.from-n.to <= afterReach || h.again(w, step) {
			n.takeOne(h)
		}
	}
}

// leadsOn tells whether a step leads on to one of the names behind it.
func (h *stepHit) leadsOn(w []word, rest []nameHit, step Step) bool {
	return slices.ContainsFunc(rest, func(o nameHit) bool {
		return o.from >= h.to && w[o.from].sentence == w[h.from].sentence && h.of(o.kind) != "" && (h.of(o.kind) == step || o.from-h.to < 4)
	})
}

// again tells whether a step speaks of what was named before it.
func (h *stepHit) again(w []word, step Step) bool {
	switch step {
	case StepReservation, StepReport, StepStandingInvitation, StepInvite, StepCooperate:
		return true
	case StepImplement:
		return slices.ContainsFunc(w[h.to:min(len(w), h.to+6)], func(x word) bool { return pronouns[x.text] })
	}
	return false
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
