// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed_test

import (
	"strings"
	"testing"
	"time"

	"github.com/heed-upr/heed"
)

func linked() heed.Evidence {
	return heed.Evidence{
		Title: "Judgment", Bearing: heed.EvidenceSupports, Level: heed.SensitivityOpen, Measure: "law",
		Capture: &heed.Capture{Address: "https://court.example/1", Text: "Said", TextDigest: heed.DigestOf([]byte("Said")), Pasted: true, At: time.Unix(0, 0)},
	}
}

func TestEvidence_Check(t *testing.T) {
	if err := linked().Check(); err != nil {
		t.Fatal(err)
	}
	d := heed.DigestOf(nil)
	for name, change := range map[string]func(*heed.Evidence){
		"no title":               func(e *heed.Evidence) { e.Title = " " },
		"a bearing that is none": func(e *heed.Evidence) { e.Bearing = "proves" },
		"a level that is none":   func(e *heed.Evidence) { e.Level = "" },
		"about nothing":          func(e *heed.Evidence) { e.Measure = "" },
		"neither link nor file":  func(e *heed.Evidence) { e.Capture = nil },
		"both": func(e *heed.Evidence) {
			e.File = &heed.SealedFile{Name: "a", Type: "pdf", Original: d, Sealed: d, Shown: d}
		},
		"a file without its copy": func(e *heed.Evidence) {
			e.Capture, e.File = nil, &heed.SealedFile{Name: "a", Type: "pdf", Original: d, Sealed: d}
		},
		"a text without its digest":  func(e *heed.Evidence) { e.Capture.TextDigest = "" },
		"pasted and seen":            func(e *heed.Evidence) { e.Capture.Digest = d },
		"neither pasted nor seen":    func(e *heed.Evidence) { e.Capture.Pasted = false },
		"a script as address":        func(e *heed.Evidence) { e.Capture.Address = "javascript:alert(1)" },
		"an address with a password": func(e *heed.Evidence) { e.Capture.Address = "https://a:b@court.example/" },
		"a day that is none":         func(e *heed.Evidence) { e.Date = "soon" },
		"an excerpt like a book":     func(e *heed.Evidence) { e.Excerpt = strings.Repeat("a", heed.MaxText+1) },
	} {
		e := linked()
		change(&e)
		if err := e.Check(); heed.ErrorCode(err) != heed.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSensitivity_Widest(t *testing.T) {
	for level, want := range map[heed.Sensitivity]heed.Visibility{
		heed.SensitivityOpen: heed.VisiblePublic, heed.SensitivityInternal: heed.VisibleCoordination, heed.SensitivityRestricted: heed.VisibleNamed, "whatever": heed.VisibleNamed,
	} {
		if got := level.Widest(); got != want {
			t.Errorf("%s: %s, want %s", level, got, want)
		}
	}
	if !heed.VisibleNamed.Within(heed.VisibleInstitution) || heed.VisibleInstitution.Within(heed.VisibleNamed) || !heed.VisibleDraft.Within(heed.VisibleDraft) {
		t.Error("what is for named people is narrower than what is for an institution")
	}
}

func TestCustody_Check(t *testing.T) {
	for name, c := range map[string]struct {
		custody heed.Custody
		fits    bool
	}{
		"received":                {heed.Custody{Event: heed.CustodyReceived}, true},
		"opened without a reason": {heed.Custody{Event: heed.CustodyOpened, Reason: " "}, false},
		"opened":                  {heed.Custody{Event: heed.CustodyOpened, Reason: "For the court"}, true},
		"handed out to nobody":    {heed.Custody{Event: heed.CustodyHandedOut, Reason: "For the court"}, false},
		"handed out":              {heed.Custody{Event: heed.CustodyHandedOut, Reason: "For the court", Receiver: "The court"}, true},
		"no event":                {heed.Custody{Event: "lost"}, false},
	} {
		if err := c.custody.Check(); (err == nil) != c.fits {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A measure that was there before is no progress; one of which something was
// reached since is.
func TestMeasure_Precedes(t *testing.T) {
	stage := func(d heed.Date) heed.StageOn { return heed.StageOn{Stage: heed.StageAdopted, Date: d} }
	for name, c := range map[string]struct {
		measure heed.Measure
		want    bool
	}{
		"adopted before":                  {heed.Measure{Stages: []heed.StageOn{stage("2019-05-01")}}, true},
		"adopted on the day":              {heed.Measure{Stages: []heed.StageOn{stage("2020-01-20")}}, false},
		"announced before, adopted after": {heed.Measure{Stages: []heed.StageOn{stage("2021-05-01"), stage("2019-05-01")}}, false},
		"begun before":                    {heed.Measure{Start: "2019-05-01"}, true},
		"begun before, adopted after":     {heed.Measure{Start: "2019-05-01", Stages: []heed.StageOn{stage("2021-05-01")}}, false},
		"announced before, begun after":   {heed.Measure{Start: "2021-01-01", Stages: []heed.StageOn{stage("2019-05-01")}}, false},
		"a milestone reached since":       {heed.Measure{Start: "2019-05-01", Milestones: []heed.Milestone{{Due: "2020-01-01", Done: "2021-03-01"}}}, false},
		"a milestone still to come":       {heed.Measure{Start: "2019-05-01", Milestones: []heed.Milestone{{Due: "2027-01-01"}}}, true},
		"of no known day":                 {heed.Measure{}, false},
	} {
		if got := c.measure.Precedes("2020-01-20"); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if (heed.Measure{Start: "2019-05-01"}).Precedes("") {
		t.Error("before a review of no known day")
	}
}
