// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
)

// No institution has the name of the UN or of a State in any language but as that
// voice, and none the name of another one of its State.
func TestWrite_InstitutionsHaveTheirOwnNames(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		enter := func(id heed.ID, voice heed.Voice, state heed.StateCode, short string, names map[string]string) error {
			kind := map[heed.Voice]heed.InstitutionKind{heed.VoiceState: heed.InstitutionMinistry, heed.VoiceNHRI: heed.InstitutionNHRI, heed.VoiceCivilSociety: heed.InstitutionCSO, heed.VoiceUN: heed.InstitutionUN, heed.VoiceExpert: heed.InstitutionOther}[voice]
			visible := heed.Visibility("")
			if id == "cellar" {
				visible = heed.VisibleInstitution
			}
			_, err := h.Write(t.Context(), operator, app.Change{ID: id, Side: heed.Side{Voice: voice, State: state}, Visibility: visible, Body: heed.Institution{Names: names, Short: short, Kind: kind, Vouched: "somebody"}})
			return err
		}
		en := func(name string) map[string]string { return map[string]string{"en": name} }
		for _, c := range []struct {
			id    heed.ID
			voice heed.Voice
			state heed.StateCode
			short string
			names map[string]string
			want  string
		}{
			{"", heed.VoiceCivilSociety, "XVA", "", en("OHCHR"), "error.institution_voice"},
			{"", heed.VoiceCivilSociety, "XVA", "", en("Government of Veldania"), "error.institution_voice"},
			{"", heed.VoiceNHRI, "XVA", "", en("Veldania"), "error.institution_voice"},
			{"", heed.VoiceState, "XVA", "", en("UNICEF"), "error.institution_voice"},
			{"", heed.VoiceCivilSociety, "", "", map[string]string{"en": "River", "ru": "Правительство Вельдании"}, "error.institution_voice"},
			{"", heed.VoiceCivilSociety, "", "", map[string]string{"en": "River", "kk": "БҰҰ"}, "error.institution_voice"},
			{"", heed.VoiceCivilSociety, "", "OHCHR", en("River"), "error.institution_voice"},
			{"office", heed.VoiceUN, "", "OHCHR", en("Office of the High Commissioner"), ""},
			{"torture", heed.VoiceExpert, "", "", en("Special Rapporteur on torture"), ""},
			{"", heed.VoiceState, "", "", en("Ministry of Justice"), "error.state_of_voice"},
			{"", heed.VoiceNHRI, "", "", en("Ombudsman"), "error.state_of_voice"},
			{"justice", heed.VoiceState, "XVA", "", map[string]string{"en": "Ministry of Justice", "kk": "Әділет министрлігі"}, ""},
			{"", heed.VoiceState, "XVA", "", en("the ministry of  justice"), "error.institution_twice"},
			{"", heed.VoiceState, "XVA", "", en("Ministry of justice"), "error.institution_twice"},
			{"", heed.VoiceState, "XVA", "", en("Мinistry of Justice"), "error.institution_twice"}, // with a letter of another script
			{"", heed.VoiceState, "XVA", "", map[string]string{"en": "Justice", "ru": "Әділет министрлігі"}, "error.institution_twice"},
			{"", heed.VoiceCivilSociety, "XVA", "", en("Ministry of Justice"), "error.institution_twice"},
			{"", heed.VoiceState, "XAR", "", en("Ministry of Justice"), ""},
			{"cellar", heed.VoiceCivilSociety, "XVA", "", en("Cellar"), ""},
			{"", heed.VoiceCivilSociety, "XVA", "", en("Cellar"), "error.institution_twice"}, // who enters it sees both
			{"net", heed.VoiceCivilSociety, "", "", map[string]string{"en": "Net", "kk": ""}, ""},
			{"web", heed.VoiceCivilSociety, "", "", map[string]string{"en": "Web", "kk": ""}, ""},
		} {
			if err := enter(c.id, c.voice, c.state, c.short, c.names); heed.ErrorKey(err) != c.want {
				t.Errorf("%v as %s of %q: %v, want %q", c.names, c.voice, c.state, err, c.want)
			}
		}
		same := heed.Institution{Names: en("Ministry of Justice"), Kind: heed.InstitutionMinistry}
		if _, err := h.Write(t.Context(), operator, app.Change{ID: "justice", Base: 1, Body: same}); err != nil {
			t.Errorf("an institution that keeps its name: %v", err)
		}
	})
}
