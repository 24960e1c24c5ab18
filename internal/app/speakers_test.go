// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
)

// Nobody is quoted under the name of a State, of a UN body or of an institution that
// everybody sees here, but as that voice, with the place where it can be read.
func TestWrite_SpeakersAreWhoTheyAre(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		h.enrol(t, ngo, mfa, leader)
		enter := func(id heed.ID, voice heed.Voice, kind heed.InstitutionKind, name string, visible heed.Visibility) {
			h.write(t, operator, app.Change{ID: id, Side: heed.Side{Voice: voice, State: "XVA"}, Visibility: visible, Body: heed.Institution{Names: map[string]string{"en": name}, Kind: kind}})
		}
		enter("keepers", heed.VoiceState, heed.InstitutionMinistry, "Ministry of Keepers", "")
		enter("cellar", heed.VoiceState, heed.InstitutionAgency, "Cellar Service", heed.VisibleInstitution)
		d := h.write(t, ngo, app.Change{Body: harbour()})
		for _, c := range []struct {
			speaker string
			voice   heed.Voice
			want    string
		}{
			{"River network", heed.VoiceCivilSociety, ""}, {"UN Watch", heed.VoiceCivilSociety, ""}, {"Committee to Protect Journalists", heed.VoiceCivilSociety, ""}, {"Radio Veldania", heed.VoiceCivilSociety, ""},
			{"Human Rights Committee", heed.VoiceCivilSociety, "error.speaker_voice"}, {"the UN human rights committee", heed.VoiceExpert, "error.speaker_voice"},
			{"Комитет ООН против пыток", heed.VoiceCivilSociety, "error.speaker_voice"}, {"Committee against Torture (in a press release)", heed.VoiceCivilSociety, "error.speaker_voice"},
			{"Committee against Torture", heed.VoiceUN, ""}, {"UNICEF", heed.VoiceNHRI, "error.speaker_voice"}, {"Соmmittee against Torture", heed.VoiceCivilSociety, "error.speaker_voice"}, // with two letters of another script
			{"Special Rapporteur on torture", heed.VoiceExpert, ""}, {"Special Rapporteur on torture", heed.VoiceUN, ""}, {"Special Rapporteur on torture", heed.VoiceCivilSociety, "error.speaker_voice"},
			{"Veldania", heed.VoiceCivilSociety, "error.speaker_voice"}, {"Government of Veldania", heed.VoiceExpert, "error.speaker_voice"}, {"Правительство Велдании", heed.VoiceCivilSociety, "error.speaker_voice"}, {"Veldania", heed.VoiceState, ""},
			{"Ministry of Finance of Veldania", heed.VoiceCivilSociety, "error.speaker_voice"}, {"UNICEF Veldania", heed.VoiceCivilSociety, "error.speaker_voice"}, {"UNICEF Veldania", heed.VoiceUN, ""}, {"Президент Вельдании", heed.VoiceExpert, "error.speaker_voice"}, {"Foreign Minister of Veldania", heed.VoiceState, ""},
			{"My aunt", heed.VoiceUN, "error.speaker_un"}, {"UN expert on housing", heed.VoiceUN, ""}, {"CEDAW Committee", heed.VoiceUN, ""}, {"Special Rapporteurs on housing and water", heed.VoiceUN, ""},
			{"Prosecutor General's Office", heed.VoiceState, ""}, {"Prosecutor General B. Asylov, in the Mazhilis", heed.VoiceState, ""}, {"O. Bektenov", heed.VoiceState, ""},
			{"Ministry of Keepers", heed.VoiceCivilSociety, "error.speaker_voice"}, {"Ministry of Keepers", heed.VoiceState, ""}, {"Cellar Service", heed.VoiceCivilSociety, ""}, // nobody is told of it
		} {
			f := tally(d.ID, c.voice, 4)
			f.Speaker = c.speaker
			for _, says := range []heed.Matter{
				f, heed.Call{Dossier: d.ID, Kind: heed.CallDemand, Voice: c.voice, Speaker: c.speaker, Words: heed.Texts{"en": "Look into it."}, Source: f.Source},
				heed.Assessment{Recommendation: rec491, AsOf: "2026-01-01", Quotation: &heed.Quotation{Voice: c.voice, Speaker: c.speaker, Address: "https://news.example/", Place: "page 2", Words: "Nothing was done."}},
			} {
				if _, err := h.Write(t.Context(), ngo, app.Change{Body: says}); heed.ErrorKey(err) != c.want {
					t.Errorf("%s: %q as %s: %v, want %q", says.Of(), c.speaker, c.voice, err, c.want)
				}
			}
		}
		unpaged := tally(d.ID, heed.VoiceExpert, 4)
		unpaged.Speaker, unpaged.Source.Place = "Special Rapporteur on torture", ""
		_, err := h.Write(t.Context(), ngo, app.Change{Body: unpaged})
		refuses(t, "an expert whom the UN has mandated, without a page", err, heed.CodeInvalid, "error.said_un")
	})
}
