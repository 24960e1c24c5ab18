// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find_test

import (
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
)

// An act that is older than a recommendation is told as such; where only its year is
// known, and that is the year of the review, which came first is not.
func TestTreaties_ByDay(t *testing.T) {
	for _, c := range []struct {
		made heed.Date
		text string
		want find.TreatySays
	}{
		{"2020-03-12", "Ratify the Second Optional Protocol to the ICCPR", find.SaysDone},
		{"2022-03-24", "Ratify the Second Optional Protocol to the ICCPR", find.SaysBefore},
		{"2014-10-30", "Sign and ratify the CRPD", find.SaysDone},
		{"2015-03-19", "Ratify the CRPD", find.SaysSometime},
		{"2010-02-12", "Accede to the Convention against Torture", find.SaysBefore},
		{"2007-02-12", "Make the declarations under articles 21 and 22 of the Convention against Torture", find.SaysDone},
		{"2019-11-07", "Ratify the Convention on the Protection of the Rights of All Migrant Workers and Members of Their Families", find.SaysNot},
		{"2025-01-23", "Ratify the Convention on the Protection of the Rights of All Migrant Workers and Members of Their Families", find.SaysEnds},
		{"2019-11-07", "Withdraw its reservations to the CEDAW", find.SaysUnknown},
		{"2019-11-07", "Implement the CEDAW", ""},
		{"2019-11-07", "Ratify the Rome Statute", ""}, // its acts are in no table
	} {
		id := heed.RecID{Review: heed.ReviewID{State: "KAZ", Cycle: 3}, Ref: "1.1"}
		s := &shelf{records: []heed.Record{{
			Review:          heed.Review{ReviewID: id.Review, Stage: heed.DocIssued, Date: c.made},
			Recommendations: []heed.Recommendation{{State: "KAZ", Cycle: 3, Ref: "1.1", Text: c.text}},
		}}}
		record, err := find.New(s).Treaties(t.Context(), heed.Viewer{}, "KAZ")
		if err != nil {
			t.Fatal(err)
		}
		var got find.TreatySays
		for _, status := range record.Treaties {
			for _, a := range status.Asked {
				got = a.Says
				if a.Recommendation != id || a.Says != find.SaysUnknown && len(a.Acts) == 0 {
					t.Errorf("%+v", a)
				}
			}
		}
		if got != c.want {
			t.Errorf("%s, on %s: %q, want %q", c.text, c.made, got, c.want)
		}
	}
}
