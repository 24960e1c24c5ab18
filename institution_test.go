// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed_test

import (
	"testing"

	"github.com/heed-upr/heed"
)

func TestInstitution_CheckEntered(t *testing.T) {
	names := map[string]string{"en": "X"}
	nhri := func(all ...heed.Accreditation) heed.Institution {
		return heed.Institution{Names: names, Kind: heed.InstitutionNHRI, GANHRI: all}
	}
	for name, c := range map[string]struct {
		i     heed.Institution
		voice heed.Voice
		field string // "" where it can be entered
	}{
		"a ministry of the State":         {heed.Institution{Names: names, Kind: heed.InstitutionMinistry}, heed.VoiceState, ""},
		"a ministry of civil society":     {heed.Institution{Names: names, Kind: heed.InstitutionMinistry}, heed.VoiceCivilSociety, "kind"},
		"a CSO of the State":              {heed.Institution{Names: names, Kind: heed.InstitutionCSO, Vouched: "y"}, heed.VoiceState, "kind"},
		"an NHRI of the UN":               {nhri(), heed.VoiceUN, "kind"},
		"whoever leads civil society":     {heed.Institution{Names: names, Kind: heed.InstitutionCoordinating}, heed.VoiceCivilSociety, ""},
		"a mandate of the UN, an expert":  {heed.Institution{Names: names, Kind: heed.InstitutionUN}, heed.VoiceExpert, ""},
		"a CSO vouched for":               {heed.Institution{Names: names, Kind: heed.InstitutionCSO, Vouched: "y"}, heed.VoiceCivilSociety, ""},
		"a CSO that nobody vouches for":   {heed.Institution{Names: names, Kind: heed.InstitutionCSO, Vouched: " "}, heed.VoiceCivilSociety, "vouched"},
		"a court with a status by GANHRI": {heed.Institution{Names: names, Kind: heed.InstitutionCourt, GANHRI: []heed.Accreditation{{Status: "A"}}}, heed.VoiceState, "ganhri"},
		"one status after another":        {nhri(heed.Accreditation{Status: "A", Since: "2020-01-01"}, heed.Accreditation{Status: "B", Until: "2020-01-01"}), heed.VoiceNHRI, ""},
		"two that are open":               {nhri(heed.Accreditation{Status: "A", Since: "2020-01-01"}, heed.Accreditation{Status: "B", Since: "2018-01-01"}), heed.VoiceNHRI, "ganhri"},
		"one that ends in the other":      {nhri(heed.Accreditation{Status: "A", Since: "2020-01-01"}, heed.Accreditation{Status: "B", Since: "2018-01-01", Until: "2020-01-02"}), heed.VoiceNHRI, "ganhri"},
		"two without days":                {nhri(heed.Accreditation{Status: "A"}, heed.Accreditation{Status: "B"}), heed.VoiceNHRI, "ganhri"},
	} {
		if err := c.i.Check(); err != nil {
			t.Errorf("%s: cannot be kept: %v", name, err)
		}
		err := c.i.CheckEntered(heed.Side{Voice: c.voice, State: "XVA"})
		if (err != nil) != (c.field != "") || heed.ErrorArg(err, "Field") != c.field {
			t.Errorf("%s: %v, want field %q", name, err, c.field)
		}
	}
}

// Who speaks for a State, or was set up by one, is of that State; others may be
// international.
func TestInstitution_CheckEntered_OfAState(t *testing.T) {
	kinds := map[heed.Voice]heed.InstitutionKind{heed.VoiceState: heed.InstitutionMinistry, heed.VoiceNHRI: heed.InstitutionNHRI, heed.VoiceCivilSociety: heed.InstitutionCSO, heed.VoiceUN: heed.InstitutionUN, heed.VoiceExpert: heed.InstitutionOther}
	for _, voice := range heed.Voices {
		i := heed.Institution{Names: map[string]string{"en": "X"}, Kind: kinds[voice], Vouched: "y"}
		want := ""
		if voice == heed.VoiceState || voice == heed.VoiceNHRI {
			want = "error.state_of_voice"
		}
		if err := i.CheckEntered(heed.Side{Voice: voice}); heed.ErrorKey(err) != want {
			t.Errorf("%s without a State: %v, want %q", voice, err, want)
		}
	}
}

func TestInstitution_Accredited(t *testing.T) {
	i := heed.Institution{GANHRI: []heed.Accreditation{{Status: "B", Since: "2018-05-14", Until: "2023-03-01"}, {Status: "A", Since: "2023-03-01"}}}
	for day, want := range map[heed.Date]string{"2018-05-13": "", "2018-05-14": "B", "2023-02-28": "B", "2023-03-01": "A", "2030-01-01": "A"} {
		if a, known := i.Accredited(day); a.Status != want || known != (want != "") {
			t.Errorf("%s: %q %v, want %q", day, a.Status, known, want)
		}
	}
}

func TestInstitution_ForAll(t *testing.T) {
	i := heed.Institution{Vouched: "by somebody", Contact: "a@example.org"}
	if all := i.ForAll(); all.Vouched != "" || all.Contact != "" {
		t.Errorf("shown to all: %+v", all)
	}
	i.VouchedShown = true
	if all := i.ForAll(); all.Vouched == "" || all.Contact != "" {
		t.Errorf("shown to all: %+v", all)
	}
}
