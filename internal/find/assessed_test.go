// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/label"
)

// UPR Info's index: its own examples, where its levels are cut, and that what
// tells nothing counts for nothing.
func TestIndexOf(t *testing.T) {
	for _, c := range []struct {
		said  []heed.Progress
		value float64
		level IndexLevel
		of    int
	}{
		{[]heed.Progress{heed.FullyDone, heed.PartlyDone}, 0.75, IndexFully, 2},
		{[]heed.Progress{heed.NotStarted}, 0, IndexNot, 1},
		{[]heed.Progress{heed.Regressed, heed.Started}, 0.25, IndexNot, 2},
		{[]heed.Progress{heed.NotStarted, heed.NotStarted, heed.FullyDone}, 1.0 / 3, IndexPartly, 3},
		{[]heed.Progress{heed.NotStarted, heed.FullyDone, heed.FullyDone}, 2.0 / 3, IndexFully, 3},
		{[]heed.Progress{heed.MostlyDone, heed.NoInformation, heed.NotAssessable}, 0.5, IndexPartly, 1},
	} {
		got := indexOf(c.said)
		if got == nil || got.Value != c.value || got.Level != c.level || got.Of != c.of {
			t.Errorf("%v: %+v", c.said, got)
		}
	}
	if got := indexOf([]heed.Progress{heed.NoInformation, heed.NotAssessable}); got != nil {
		t.Errorf("of nothing: %+v", got)
	}
	for _, p := range heed.Progresses {
		if _, ok := indexHalves[p]; ok != p.Tells() {
			t.Errorf("%s has a value: %v", p, ok)
		}
	}
}

// said puts assessments of one recommendation together, each of an institution.
func said(t *testing.T, all ...heed.Version) Follow {
	t.Helper()
	f := &followed{things: map[heed.Subject][]heldVersion{}, kinds: map[heed.SubjectKind][]heed.Subject{}, about: map[heed.RecID][]heed.Subject{}, answers: map[heed.Subject][]heed.Subject{}}
	for i, v := range all {
		v.Number, v.Entry = 1, int64(i)
		if err := f.add(v); err != nil {
			t.Fatal(err)
		}
	}
	return Follow{heed.Viewer{}, f, nil}
}

var onIt = heed.RecID{Review: heed.ReviewID{State: "XVA", Cycle: 3}, Ref: "51.6"}

func entry(t *testing.T, id string, voice heed.Voice, by heed.ID, step heed.Step, a heed.Assessment) heed.Version {
	t.Helper()
	a.Recommendation = onIt
	body, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	v := heed.Version{Subject: heed.Subject{Kind: heed.SubjectAssessment, ID: heed.ID(id)}, Side: heed.Side{Voice: voice, State: "XVA", Institution: by}, Step: step, Body: body, At: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}
	if v.Visibility = heed.VisibleCoordination; step == heed.StepPublished || step == heed.StepWithdrawn {
		v.Visibility = heed.VisiblePublic
	}
	return v
}

// What each institution says last is held against what others say last; nothing
// of a voice is taken for that of another, and what is quoted is no vote.
func TestAssessed_SideBySide(t *testing.T) {
	f := said(t,
		entry(t, "old", heed.VoiceState, "justice", heed.StepPublished, heed.Assessment{Progress: heed.Started, AsOf: "2025-01-01"}),
		entry(t, "new", heed.VoiceState, "justice", heed.StepPublished, heed.Assessment{Progress: heed.FullyDone, AsOf: "2026-01-01"}),
		entry(t, "ngo", heed.VoiceCivilSociety, "ngo", heed.StepPublished, heed.Assessment{Progress: heed.NotStarted, AsOf: "2026-02-01"}),
		entry(t, "ngo2", heed.VoiceCivilSociety, "ngo", heed.StepPublished, heed.Assessment{Progress: heed.PartlyDone, AsOf: "2026-02-01", Corrects: "ngo"}),
		entry(t, "other", heed.VoiceCivilSociety, "other", heed.StepPublished, heed.Assessment{Progress: heed.FullyDone, AsOf: "2026-03-01"}),
		entry(t, "quote", heed.VoiceCivilSociety, "other", heed.StepPublished, heed.Assessment{Progress: heed.NotStarted, AsOf: "2026-03-01", Quotation: &heed.Quotation{Voice: heed.VoiceUN, Speaker: "CAT"}}),
		entry(t, "draft", heed.VoiceNHRI, "ombudsman", heed.StepDraft, heed.Assessment{Progress: heed.Regressed, AsOf: "2026-03-01"}),
		entry(t, "none", heed.VoiceExpert, "expert", heed.StepPublished, heed.Assessment{Progress: heed.NoInformation, AsOf: "2026-03-01"}),
	)
	all := f.assessed(onIt)
	var order []string
	for _, v := range all.Voices {
		for _, e := range v.Entries {
			order = append(order, fmt.Sprint(v.Voice, " ", e.ID))
		}
	}
	want := []string{"state new", "state old", "civil_society other", "civil_society ngo2", "civil_society ngo", "un quote", "expert none"}
	if !slices.Equal(order, want) {
		t.Errorf("%v\nwant %v", order, want)
	}
	if !all.Differ || all.Agree || len(all.Alike) != 2 || all.Alike[0].Progress != heed.PartlyDone || len(all.Alike[1].By) != 2 || all.Alike[1].By[0].Voice != heed.VoiceState {
		t.Errorf("%+v", all.Alike)
	}
	for _, v := range all.Voices {
		want := map[heed.Voice]*Index{heed.VoiceState: {1, IndexFully, 1}, heed.VoiceCivilSociety: {0.75, IndexFully, 2}}[v.Voice]
		if (want == nil) != (v.Index == nil) || want != nil && *want != *v.Index {
			t.Errorf("%s: %+v", v.Voice, v.Index)
		}
	}
	row := f.gapRow(Hit{Review: onIt.Review, Ref: onIt.Ref, Position: heed.Supported, Themes: []label.Theme{"torture"}}, "2026-11-30")
	if len(row.Said) != 4 || row.Quoted != 1 {
		t.Errorf("%+v", row)
	}
	civil := countVoice(heed.VoiceCivilSociety, []GapRow{row, {}})
	if civil.Spoken != 1 || civil.Divided != 1 || civil.Counts[3].Count != 1 || civil.Counts[5].Count != 1 || civil.Index[2].Count != 1 {
		t.Errorf("%+v", civil)
	}
	for name, c := range map[string]struct {
		q    GapQuery
		want bool
	}{
		"all": {GapQuery{}, true}, "its theme": {GapQuery{Theme: "torture"}, true}, "another": {GapQuery{Theme: "health"}, false}, "nobody’s": {GapQuery{Silent: true}, false},
		"a voice": {GapQuery{Voice: heed.VoiceState}, true}, "a silent one": {GapQuery{Voice: heed.VoiceNHRI}, false}, "another’s value": {GapQuery{Voice: heed.VoiceState, Progress: heed.PartlyDone}, false},
		"its value": {GapQuery{Voice: heed.VoiceCivilSociety, Progress: heed.PartlyDone}, true}, "led by nobody": {GapQuery{Lead: "justice"}, false},
	} {
		if got := c.q.fits(row); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// Time is left until the first open measure that serves a recommendation is due;
// who leads one is who has to act.
func TestGap_ByTimeLeft(t *testing.T) {
	measure := func(id, lead string, due heed.Date, at heed.MeasureStage, bearing heed.Bearing, step heed.Step) heed.Version {
		m := heed.Measure{Title: "A law", Kind: heed.MeasureLaw, Lead: heed.ID(lead), Due: due, Stages: []heed.StageOn{{Stage: at, Date: "2026-01-01"}}, Links: []heed.Link{{Recommendation: onIt, Bearing: bearing}}}
		body, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		v := entry(t, id, heed.VoiceState, heed.ID(lead), step, heed.Assessment{})
		v.Kind, v.Body = heed.SubjectMeasure, body
		return v
	}
	hit := Hit{Review: onIt.Review, Ref: onIt.Ref, Position: heed.Supported}
	f := said(t,
		measure("done", "health", "2026-06-30", heed.StageInForce, heed.Serves, heed.StepPublished),
		measure("later", "justice", "2027-09-30", heed.StageDrafted, heed.Serves, heed.StepPublished),
		measure("first", "justice", "2027-03-31", heed.StageDrafted, heed.Serves, heed.StepPublished),
		measure("against", "interior", "2026-12-01", heed.StageDrafted, heed.Contradicts, heed.StepPublished),
		measure("draft", "labour", "2026-12-01", heed.StageDrafted, heed.Serves, heed.StepDraft))
	for today, want := range map[heed.Date]TimeLeft{"2026-11-30": HalfAYear, "2026-05-01": AYear, "2026-01-01": MoreThan, "2027-04-01": TimeOver, "": ""} {
		row := f.gapRow(hit, today)
		if slices.Sort(row.Leads); row.Left != want || row.Measures != 3 || !slices.Equal(row.Leads, []heed.ID{"health", "justice"}) {
			t.Errorf("%s: %+v, want %s", today, row, want)
		}
	}
	row := f.gapRow(hit, "2026-11-30")
	if !(GapQuery{Lead: "justice", Left: HalfAYear}).fits(row) || (GapQuery{Left: TimeOver}).fits(row) {
		t.Errorf("%+v", row)
	}
	if row := said(t).gapRow(hit, "2026-11-30"); row.Left != NothingDue {
		t.Errorf("%+v", row)
	}
}
