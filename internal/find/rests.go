// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/refdata"
)

// RestsOn gives what a recommendation to a State rests on, by its English text and
// the latest position: treaties that it names or that bind on its matter
// (refdata.Obligations), with how the State stands to them.
func RestsOn(state heed.StateCode, text string, position heed.Position) heed.Basis {
	b := heed.Basis{Commitment: position == heed.Supported || position == heed.Partial, Treaties: []heed.BasisTreaty{}}
	named := label.Instruments(text)
	for _, n := range named {
		if i, _ := refdata.InstrumentByKey(n.Key); i.Kind == refdata.InstrumentTreaty {
			b.Treaties = append(b.Treaties, stands(state, heed.BasisTreaty{Treaty: string(n.Key), Articles: n.Articles, Named: true, Duty: performs(n.Steps)}))
		}
	}
	for _, o := range onMatter(text, named) {
		t := stands(state, heed.BasisTreaty{Treaty: string(o.Treaty), Articles: o.Articles, Themes: []string{o.Theme}, Reading: o.Reading, Duty: true})
		switch at := slices.IndexFunc(b.Treaties, func(had heed.BasisTreaty) bool { return had.Treaty == t.Treaty && had.Reading == t.Reading }); {
		case t.Standing == heed.StandingSigned || t.Standing == heed.StandingNone: // does not bind here
		case at < 0:
			b.Treaties = append(b.Treaties, t)
		case !b.Treaties[at].Named:
			had := &b.Treaties[at]
			had.Articles = together(had.Articles, t.Articles)
			if !slices.Contains(had.Themes, o.Theme) {
				had.Themes = append(had.Themes, o.Theme)
			}
		}
	}
	for i := range b.Treaties {
		t := &b.Treaties[i]
		t.Duty = t.Duty && t.Standing == heed.StandingParty
		b.LegalDuty = b.LegalDuty || t.Duty
	}
	return b
}

// Basis says whether a treaty is known to bind the State on the matter of a
// recommendation.
type Basis string

// What is known of a basis.
const (
	LegalDuty   Basis = "legal_duty"
	NoDutyKnown Basis = "no_duty_known"
)

// Bases lists them in the order in which they are shown.
var Bases = []Basis{LegalDuty, NoDutyKnown}

func basisOf(h Hit) Basis {
	if h.LegalDuty {
		return LegalDuty
	}
	return NoDutyKnown
}

// performs tells whether what is asked of a treaty is what it binds a party to: to
// perform it and to report.
func performs(steps []label.Step) bool {
	return slices.Contains(steps, label.StepImplement) || slices.Contains(steps, label.StepReport)
}

// onMatter gives the obligations on the themes of what is asked. To share
// experience or to ask for help is none.
func onMatter(text string, named []label.Named) []refdata.Obligation {
	themes := label.ThemesAsked(text, named)
	if len(themes) == 0 || label.Act(text) == heed.ActMinimal {
		return nil
	}
	has := func(theme string) bool { return slices.Contains(themes, label.Theme(theme)) }
	var out []refdata.Obligation
	for _, o := range refdata.Obligations() {
		if has(o.Theme) && (o.With == "" || has(o.With)) && (o.Without == "" || !has(o.Without)) {
			out = append(out, o)
		}
	}
	return out
}

// stands adds how a State stands to a treaty.
func stands(state heed.StateCode, t heed.BasisTreaty) heed.BasisTreaty {
	standing, by := refdata.TreatyStanding(state, refdata.TreatyKey(t.Treaty))
	t.Standing, t.Since, t.Source, t.AsOf = standing, by.When(), by.Source.Title, by.AsOf
	return t
}

// together joins numbers of articles in their order.
func together(a, b []string) []string {
	out := slices.Clone(a)
	for _, n := range b {
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	slices.SortFunc(out, func(x, y string) int { return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(x, y)) })
	return out
}
