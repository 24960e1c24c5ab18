// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// recordOf gives the twin of a State's treaty record.
func recordOf(t *testing.T, p *portal.Portal, state string) find.TreatyRecord {
	t.Helper()
	var out find.TreatyRecord
	if err := json.Unmarshal([]byte(ask(t, http.MethodGet, p.URL+"/treaties/"+state+".json").body), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func statusOf(t *testing.T, r find.TreatyRecord, key refdata.TreatyKey) find.TreatyStatus {
	t.Helper()
	i := slices.IndexFunc(r.Treaties, func(s find.TreatyStatus) bool { return s.Treaty == key })
	if i < 0 {
		t.Fatalf("%s: no %s", r.State, key)
	}
	return r.Treaties[i]
}

// The record says what is told, by whom and up to when, and what is not.
func TestTreaties_TellWhatIsNotTold(t *testing.T) {
	p := portal.Start(t)
	r := recordOf(t, p, "KAZ")
	if len(r.Treaties) != 18 {
		t.Errorf("%d treaties", len(r.Treaties))
	}
	cat := statusOf(t, r, "CAT")
	if cat.Standing != heed.StandingParty || cat.Since != "1998-08-26" || len(cat.Acts) != 4 || cat.Acts[0].Source == "" || cat.AsOf == "" {
		t.Errorf("%+v", cat)
	}
	untold := func(s find.TreatyStatus, what find.UntoldKind) bool {
		return slices.ContainsFunc(s.Unknown, func(u find.Untold) bool { return u.What == what })
	}
	if untold(cat, find.UntoldSignature) || untold(cat, find.UntoldDeclarations) || !untold(cat, find.UntoldOptOuts) || !untold(cat, find.UntoldReservations) {
		t.Errorf("%+v", cat.Unknown)
	}
	if crc := statusOf(t, r, "CRC"); !untold(crc, find.UntoldSignature) || !untold(crc, find.UntoldAct) || !untold(crc, find.UntoldDay) {
		t.Errorf("%+v", crc.Unknown)
	}
	if gab := statusOf(t, recordOf(t, p, "GAB"), "OP-CRC-IC"); gab.Standing != heed.StandingUnknown || !untold(gab, find.UntoldAll) {
		t.Errorf("%+v", gab)
	}
	page := ask(t, http.MethodGet, p.URL+"/en/treaties/KAZ").body
	for _, want := range []string{"26 August 1998", "Never signed", "concluding observations on Kazakhstan", "as of 12 December 2008", "by which act it became a party"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(ask(t, http.MethodGet, p.URL+"/treaties/KAZ.csv").body, "\ufeff"))).ReadAll()
	if err != nil || len(rows) < 19 || !slices.ContainsFunc(rows, func(r []string) bool { return r[1] == "CAT" && r[4] == "accession" && r[5] == "1998-08-26" }) {
		t.Errorf("%v, %v", err, rows)
	}
	if a := ask(t, http.MethodGet, p.URL+"/treaties/XZZ"); a.StatusCode != http.StatusNotFound {
		t.Errorf("a State that is none: %d", a.StatusCode)
	}
}

// What a recommendation asks for is held against the record by the day on which it
// was made.
func TestTreaties_AskedFor(t *testing.T) {
	p := portal.Start(t)
	r := recordOf(t, p, "XVA")
	says := func(key refdata.TreatyKey, cycle int, step label.Step) find.TreatySays {
		for _, a := range statusOf(t, r, key).Asked {
			if a.Recommendation.Review.Cycle == cycle && a.Step == step {
				return a.Says
			}
		}
		return ""
	}
	for _, c := range []struct {
		key   refdata.TreatyKey
		cycle int
		step  label.Step
		want  find.TreatySays
	}{
		{"OPCAT", 2, label.StepAccede, find.SaysDone},  // 2016, asked for in 2014
		{"CPED", 3, label.StepRatify, find.SaysDone},   // signed and ratified since
		{"ICMW", 2, label.StepRatify, find.SaysNot},    // nothing up to 2025
		{"OP-CRPD", 3, label.StepRatify, find.SaysNot}, // signed alone
		{"CEDAW", 3, label.StepReservation, find.SaysDone},
	} {
		if got := says(c.key, c.cycle, c.step); got != c.want {
			t.Errorf("%s, cycle %d, %s: %q, want %q", c.key, c.cycle, c.step, got, c.want)
		}
	}
	asked := statusOf(t, r, "OPCAT").Asked[0]
	page := ask(t, http.MethodGet, p.URL+"/en/"+asked.Recommendation.String()).body
	for _, want := range []string{"the treaty record says: Acceded (party without having to sign), 19 May 2016, after this was recommended", "Look: done since?", "Made up for the specimen State"} {
		if !strings.Contains(page, want) {
			t.Errorf("the recommendation lacks %q", want)
		}
	}
}
