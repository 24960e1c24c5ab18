// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package recommendation

import (
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/refdata"
)

// Rests is what the recommendation rests on, in words.
type Rests struct {
	// Duties bind the State on the matter; Open are those of which it is not known
	// whether they do; Asked are named and ask for something that is no duty.
	Duties, Open, Asked []Treaty
	// Commitment says that the State took it on, "" where it did not.
	Commitment string
	// Sources are those of the standings.
	Sources []string
}

// Treaty is a treaty with how the State stands to it, in words.
type Treaty struct {
	Name, Articles, Standing, Reading string
}

// rests puts into words what the recommendation rests on.
func (d *Data) rests() Rests {
	var out Rests
	for _, t := range d.RestsOn.Treaties {
		words := d.treaty(t)
		if source := d.T("rests.source", "Source", refdata.SourceTitle(t.Source, d.Lang()), "AsOf", d.When(t.AsOf)); t.Source != "" && !slices.Contains(out.Sources, source) {
			out.Sources = append(out.Sources, source)
		}
		switch {
		case t.Duty:
			out.Duties = append(out.Duties, words)
		case t.Standing == heed.StandingUnknown && !t.Named:
			out.Open = append(out.Open, words)
		default:
			out.Asked = append(out.Asked, words)
		}
	}
	if d.RestsOn.Commitment {
		out.Commitment = d.T("rests.commitment."+string(d.Position), "State", d.Under)
	}
	return out
}

func (d *Data) treaty(t heed.BasisTreaty) Treaty {
	out := Treaty{Name: d.Value(find.ByInstrument, t.Treaty)}
	if n := len(t.Articles); n > 0 {
		out.Articles = d.T("named.articles", "Articles", d.List(t.Articles), "Count", n)
	}
	out.Standing = d.Standing(t.Standing, t.Since)
	if after(t.Since, string(d.Recommendation.Review.Date)) {
		out.Standing = d.T("rests.after_review", "Standing", out.Standing)
	}
	if t.Reading != "" {
		out.Reading = d.T("rests.reading", "Symbol", t.Reading)
	}
	return out
}

// after reports whether a day or year is known to come after the day of the review:
// what binds now did not then.
func after(since, reviewed string) bool {
	n := min(len(since), len(reviewed))
	return n >= len("2006") && since[:n] > reviewed[:n]
}
