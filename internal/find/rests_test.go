// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/refdata"
)

// A treaty that is in force binds whatever the State answered; to join one is no
// duty; what is not known is told so, and nothing is told of who never joined.
func TestRestsOn(t *testing.T) {
	for _, c := range []struct {
		state    heed.StateCode
		text     string
		position heed.Position
		want     string
	}{
		{"KAZ", "End torture in places of detention", heed.Noted, "duty: CAT 2 4 12 16 party 1998-08-26 duty, ICCPR 7 9 10 party 2006 duty"},
		{"KAZ", "Ratify the ICCPR-OP2", heed.Supported, "commitment: ICCPR-OP2 party 2022-03-24"},
		{"KAZ", "Ratify ICMW", heed.Noted, ": ICMW not_party"},
		{"KAZ", "Implement the CRPD", heed.Partial, "duty commitment: CRPD party 2015 duty"},
		{"KAZ", "Ratify and implement the Optional Protocol to the CRPD", heed.Noted, ": OP-CRPD signed"},
		{"KAZ", "Implement the Rome Statute", heed.Pending, ": ROME unknown"},
		{"KAZ", "Abolish the death penalty", heed.Noted, "duty: ICCPR-OP2 1 party 2022-03-24 duty"},
		{"KAZ", "Share its experience in the prevention of torture", heed.Supported, "commitment:"},
		{"KAZ", "Invite the Special Rapporteur on torture", heed.Supported, "commitment:"},
		{"USA", "Protect the rights of persons with disabilities", heed.Noted, ":"}, // signed, and no party
		{"XBL", "End torture", heed.Noted, ": CAT 2 4 12 16 unknown, ICCPR 7 unknown"},
	} {
		b := find.RestsOn(c.state, c.text, c.position)
		var head, treaties []string
		if b.LegalDuty {
			head = append(head, "duty")
		}
		if b.Commitment {
			head = append(head, "commitment")
		}
		for _, of := range b.Treaties {
			words := append(append([]string{of.Treaty}, of.Articles...), string(of.Standing))
			if of.Since != "" {
				words = append(words, of.Since)
			}
			if of.Duty {
				words = append(words, "duty")
			}
			if (of.Standing == heed.StandingUnknown) != (of.Source == "") {
				t.Errorf("%s: %s has source %q", c.text, of.Treaty, of.Source)
			}
			treaties = append(treaties, strings.Join(words, " "))
		}
		if got := strings.TrimSpace(fmt.Sprintf("%s: %s", strings.Join(head, " "), strings.Join(treaties, ", "))); got != c.want {
			t.Errorf("%s, %s: %s, want %s", c.state, c.text, got, c.want)
		}
	}
}

// The table of obligations names themes that are told.
func TestObligations_NameThemes(t *testing.T) {
	for _, o := range refdata.Obligations() {
		for _, theme := range []string{o.Theme, o.With, o.Without} {
			if theme != "" && !slices.Contains(label.AllThemes(), label.Theme(theme)) {
				t.Errorf("%+v: no theme %q", o, theme)
			}
		}
	}
}
