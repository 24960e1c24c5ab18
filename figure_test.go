// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed_test

import (
	"slices"
	"testing"

	"github.com/heed-upr/heed"
)

// counted is a figure that can be kept.
func counted() heed.Figure {
	return heed.Figure{
		Dossier: "harbour", Kind: heed.FigureOpened, Value: 40, Unit: heed.UnitCases, Basis: heed.BasisRegistered, Scope: heed.Texts{"en": "cases about keepers"},
		AsOf: "2024-03-14", Voice: heed.VoiceState, Speaker: "Prosecutor", Source: heed.Source{Title: "Answer to the Assembly", Place: "page 2"}, Track: heed.TrackOfficials,
	}
}

// at is a figure of the same source at another stage.
func at(kind heed.FigureKind, value int) heed.Figure {
	f := counted()
	f.Kind, f.Value = kind, value
	return f
}

func TestFigure_Comparable(t *testing.T) {
	same := counted()
	same.Value, same.Speaker, same.Voice, same.AsOf, same.Source = 41, "A network", heed.VoiceCivilSociety, "", heed.Source{Title: "Report"}
	if !counted().Comparable(same) {
		t.Error("who counts, when and where it stands keep nobody from laying two figures side by side")
	}
	for name, change := range map[string]func(*heed.Figure){
		"another unit":    func(f *heed.Figure) { f.Unit = heed.UnitPersons },
		"another basis":   func(f *heed.Figure) { f.Basis = heed.BasisNamedList },
		"an estimate":     func(f *heed.Figure) { f.Basis = heed.BasisEstimate },
		"another kind":    func(f *heed.Figure) { f.Kind = heed.FigureClosed },
		"another track":   func(f *heed.Figure) { f.Track = heed.TrackParticipants },
		"another stage":   func(f *heed.Figure) { f.Stage = heed.CaseSuspended },
		"another dossier": func(f *heed.Figure) { f.Dossier = "elsewhere" },
		"another scope":   func(f *heed.Figure) { f.Scope = heed.Texts{"en": "cases about dockers"} },
		"another tongue":  func(f *heed.Figure) { f.Scope = heed.Texts{"ru": "дела о стражниках"} },
		"both, one other": func(f *heed.Figure) { f.Scope = heed.Texts{"en": "cases about keepers", "ru": "x"} },
	} {
		other := counted()
		if change(&other); name == "both, one other" {
			if had := counted(); !had.Comparable(other) {
				t.Error("a scope that is said in one more language is another one")
			}
			other.Scope["en"] = "x"
		}
		if counted().Comparable(other) || other.Comparable(counted()) || other.MayRevise(counted()) {
			t.Errorf("%s: laid side by side", name)
		}
	}
	named := counted()
	named.Stage = heed.CaseOpened
	if !counted().Comparable(named) {
		t.Error("a stage that the kind says anyway makes a difference")
	}
	spelt := counted()
	spelt.Scope = heed.Texts{"en": " Cases  about keepers", "kk": ""}
	if !counted().Comparable(spelt) {
		t.Error("case and blanks make a scope another one")
	}
	if silent, empty := (heed.Texts{}), (heed.Texts{"en": " "}); !silent.Same(empty) || !empty.Same(silent) || silent.Same(heed.Texts{"en": "x"}) {
		t.Error("those that say nothing are not the same, or the same as others")
	}
}

// Nobody's number is taken away by somebody else's, nor by an earlier one.
func TestFigure_MayRevise(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*heed.Figure)
		want   bool
	}{
		"a later day":      {func(f *heed.Figure) { f.AsOf = "2024-05-01" }, true},
		"the same day":     {func(*heed.Figure) {}, true},
		"its month":        {func(f *heed.Figure) { f.AsOf = "2024-03" }, true},
		"no day":           {func(f *heed.Figure) { f.AsOf = "" }, true},
		"an earlier day":   {func(f *heed.Figure) { f.AsOf = "2024-03-13" }, false},
		"an earlier year":  {func(f *heed.Figure) { f.AsOf = "2023" }, false},
		"spelt otherwise":  {func(f *heed.Figure) { f.Speaker = " prosecutor" }, true},
		"another speaker":  {func(f *heed.Figure) { f.Speaker = "Ministry" }, false},
		"another voice":    {func(f *heed.Figure) { f.Voice = heed.VoiceNHRI }, false},
		"of fewer of them": {func(f *heed.Figure) { f.Scope = heed.Texts{"en": "cases about three keepers"} }, false},
	} {
		f := counted()
		if c.change(&f); f.MayRevise(counted()) != c.want {
			t.Errorf("%s: %v", name, !c.want)
		}
	}
	early := counted()
	early.AsOf, early.Published = "2023-01-05", ""
	for from, before := range map[heed.Date]string{"2024-01-02": "as_of", "2023-01-05": "", "2022-01-02": ""} {
		if early.Before(heed.Dossier{From: from}) != before {
			t.Errorf("an event from %s, a figure of %s", from, early.AsOf)
		}
	}
	early.AsOf = "2024"
	if early.Before(heed.Dossier{From: "2024-06-01"}) != "" {
		t.Error("nobody knows that a year ended before one of its days")
	}
	early.AsOf, early.Published = "", "2023-01-05"
	if got := early.Before(heed.Dossier{From: "2024-01-02"}); got != "published" {
		t.Errorf("what is before the event is %q", got)
	}
}

func TestTogether_AnyTwoAreLike(t *testing.T) {
	var all []heed.Figure
	for _, scope := range []heed.Texts{{"en": "a"}, {"ru": "б"}, {"en": "a", "ru": "б"}, {"en": "c", "ru": "б"}, {"en": "A"}} {
		f := counted()
		f.Scope = scope
		all = append(all, f)
	}
	got := heed.Together(all, heed.Figure.Comparable)
	if !slices.EqualFunc(got, [][]int{{0, 2, 4}, {1, 3}}, slices.Equal[[]int]) {
		t.Errorf("%v", got)
	}
}

func TestCount_AsPeopleWriteIt(t *testing.T) {
	for text, want := range map[string]int{"0": 0, "12": 12, "1 000": 1000, "1\u00a0000": 1000, "12\u202f345": 12345, " 7 ": 7} {
		if n, ok := heed.Count(text); !ok || n != want {
			t.Errorf("%q is %d, %v", text, n, ok)
		}
	}
	for _, text := range []string{"", "12.5", "12,5", "1 00", "many", "5%", "99999999999999999999", "1,000"} {
		if n, ok := heed.Count(text); ok {
			t.Errorf("%q is %d", text, n)
		}
	}
}

func TestFigure_Disagrees(t *testing.T) {
	other := counted()
	other.Value, other.Speaker = 43, "Anti-corruption service"
	if !counted().Disagrees(other) {
		t.Error("two numbers of one day agree")
	}
	for name, change := range map[string]func(*heed.Figure){
		"the same number": func(f *heed.Figure) { f.Value = 40 }, "another day": func(f *heed.Figure) { f.AsOf = "2024-03-15" }, "a month": func(f *heed.Figure) { f.AsOf = "2024-03" },
		"no day": func(f *heed.Figure) { f.AsOf = "" }, "an end of it": func(f *heed.Figure) { f.Bound = heed.BoundAtLeast }, "another unit": func(f *heed.Figure) { f.Unit = heed.UnitCharges },
	} {
		o := other
		if change(&o); counted().Disagrees(o) {
			t.Errorf("%s: does not agree", name)
		}
	}
	undated, alsoUndated := counted(), other
	undated.AsOf, alsoUndated.AsOf = "", ""
	if undated.Disagrees(alsoUndated) {
		t.Error("of two figures without a day nobody knows that they are of the same")
	}
}

// way is a flow as one source tells it, in no order.
func way() []heed.Figure {
	return []heed.Figure{at(heed.FigureConvictions, 3), at(heed.FigureComplaints, 60), at(heed.FigureClosed, 30), at(heed.FigureSentToCourt, 5), at(heed.FigureOpened, 40)}
}

func TestFlows_OfOneSourceUnitAndDay(t *testing.T) {
	all := way()
	if grounds := heed.Apart(all); len(grounds) > 0 {
		t.Fatalf("one source, unit and day: %v", grounds)
	}
	flows := heed.Flows(all)
	if len(flows) != 1 || !slices.Equal(flows[0].Figures, []int{1, 4, 2, 3, 0}) || flows[0].Track != heed.TrackOfficials {
		t.Fatalf("%+v", flows)
	}
	place := way()
	place[0].Source.Place = "page 9"
	if len(heed.Flows(place)) != 1 {
		t.Error("two pages of one document are two sources")
	}
	for ground, change := range map[heed.Ground]func(*heed.Figure){
		heed.GroundUnit:    func(f *heed.Figure) { f.Unit = heed.UnitPersons },
		heed.GroundScope:   func(f *heed.Figure) { f.Scope = heed.Texts{"en": "arson"} },
		heed.GroundBasis:   func(f *heed.Figure) { f.Basis = heed.BasisEstimate },
		heed.GroundSource:  func(f *heed.Figure) { f.Speaker = "Commissioner" },
		heed.GroundDate:    func(f *heed.Figure) { f.AsOf = "2024-03-15" },
		heed.GroundInexact: func(f *heed.Figure) { f.Bound = heed.BoundAbout },
		heed.GroundGrows:   func(f *heed.Figure) { f.Value = 100 },
		heed.GroundStage:   func(f *heed.Figure) { f.Kind = heed.FigureDeaths },
	} {
		two := way()[3:]
		change(&two[0])
		if grounds := heed.Apart(two); !slices.Contains(grounds, ground) {
			t.Errorf("%s: %v", ground, grounds)
		}
		if flows := heed.Flows(two); len(flows) > 0 {
			t.Errorf("%s: drawn as one flow", ground)
		}
	}
	other := way()[3:]
	other[0].Source = heed.Source{Title: "Answer to the Assembly", Symbol: "CAT/C/XVA/4"}
	if flows := heed.Flows(other); len(flows) > 0 {
		t.Error("two documents of one speaker are drawn as one flow")
	}
	undated := way()[3:]
	for i := range undated {
		undated[i].AsOf = "2024-03"
	}
	if grounds := heed.Apart(undated); !slices.Equal(grounds, []heed.Ground{heed.GroundUndated}) || len(heed.Flows(undated)) > 0 {
		t.Errorf("a month is no day: %v", grounds)
	}
	both := way()[3:]
	both[0].Track = heed.TrackParticipants
	if len(heed.Flows(both)) > 0 {
		t.Error("the two tracks are drawn as one flow")
	}
	if heed.Apart(nil) != nil || len(heed.Flows(nil)) > 0 {
		t.Error("of nothing something is said")
	}
}

// What leads off the way may be less than what comes behind it.
func TestFlows_WhatLeadsOffTheWay(t *testing.T) {
	all := []heed.Figure{at(heed.FigureOpened, 40), at(heed.FigureClosed, 2), at(heed.FigureSentToCourt, 38)}
	if grounds := heed.Apart(all); len(grounds) > 0 {
		t.Errorf("%v", grounds)
	}
	for _, s := range heed.CaseStages {
		on := slices.Contains([]heed.CaseStage{heed.CaseAllegation, heed.CaseOpened, heed.CaseSuspected, heed.CaseCourt, heed.CaseConvicted, heed.CaseRemedy}, s)
		if s.Leaves() == on {
			t.Errorf("%s leads off the way: %v", s, s.Leaves())
		}
	}
}

func TestByDate_UnknownLast(t *testing.T) {
	var all []heed.Figure
	for _, d := range []heed.Around{"", "2022-08", "2022-03-14", "2022", "2022-01-15"} {
		f := counted()
		f.AsOf = d
		all = append(all, f)
	}
	slices.SortStableFunc(all, heed.ByDate)
	var got []heed.Around
	for _, f := range all {
		got = append(got, f.AsOf)
	}
	if want := []heed.Around{"2022", "2022-01-15", "2022-03-14", "2022-08", ""}; !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}

func TestFigure_Check(t *testing.T) {
	if err := counted().Check(); err != nil {
		t.Fatal(err)
	}
	none := counted()
	if none.Value = 0; none.Check() != nil {
		t.Error("that nobody was convicted is a figure, too")
	}
	early := counted()
	early.AsOf, early.Published = "2024-03-14", "2024-02"
	if early.Check() == nil {
		t.Error("it was published before the day of which it tells")
	}
	joined := counted()
	if joined.Speaker, joined.Note = "\u06a9\u062a\u0627\u0628\u200c\u0647\u0627 \u200e7", "as pasted: \u202bx\u202c"; joined.Check() != nil {
		t.Error("the joiners that words need, a mark, or signs in a text of its own are refused")
	}
	for _, word := range []string{"\u1797\u17b6\u179f\u17b6\u200b\u1781\u17d2\u1798\u17c2\u179a", "\u0e20\u0e32\u0e29\u0e32\u200b\u0e44\u0e17\u0e22"} { // Khmer, Thai
		parted := counted()
		if parted.Speaker = word; parted.Check() != nil || heed.Seen(word) != word {
			t.Errorf("what parts words in %q is refused", word)
		}
	}
	for text, want := range map[string]string{
		"chil\u200bdren": "children", "\ufeffA": "A", "\u202b\u0643\u062a\u0627\u0628\u202c": "\u0643\u062a\u0627\u0628", "a\u2066b\u2069\u2060": "ab", "plain": "plain", "": "",
		"\u200b\u1797\u200b\u200b\u1797\u200b": "\u1797\u200b\u1797", "a\u200b\u1797": "a\u1797", "\u0643\u200c\u062a": "\u0643\u200c\u062a",
	} {
		if got := heed.Seen(text); got != want || (heed.Unseen(text) == "") != (text == want) {
			t.Errorf("%q is taken in as %q, %s", text, got, heed.Unseen(text))
		}
	}
	named := counted()
	if named.Basis, named.Bound = heed.BasisNamedList, heed.BoundAtLeast; named.Check() != nil {
		t.Error("a list has at least so many names")
	}
	least := counted()
	least.Bound, least.Parts = heed.BoundAtLeast, []heed.Part{{Value: 45, Of: heed.Texts{"en": "in the north"}}}
	if least.Check() != nil {
		t.Error("of “at least 40” 45 can be a part")
	}
	for name, change := range map[string]func(*heed.Figure){
		"no unit": func(f *heed.Figure) { f.Unit = "" }, "no basis": func(f *heed.Figure) { f.Basis = "" }, "nobody says it": func(f *heed.Figure) { f.Speaker = " " }, "no voice": func(f *heed.Figure) { f.Voice = "" },
		"no source": func(f *heed.Figure) { f.Source = heed.Source{Place: "page 2"} }, "no scope": func(f *heed.Figure) { f.Scope = heed.Texts{"en": " "} }, "less than nothing": func(f *heed.Figure) { f.Value = -1 },
		"a day that is none": func(f *heed.Figure) { f.AsOf = "2022-13" }, "an address that is none": func(f *heed.Figure) { f.Source.Address = "javascript:alert(1)" },
		"a name in the address": func(f *heed.Figure) { f.Source.Address = "https://a:b@x.example/" }, "a stage that is none": func(f *heed.Figure) { f.Stage = "lost" },
		"a part larger than the whole": func(f *heed.Figure) { f.Parts = []heed.Part{{Value: 41, Of: heed.Texts{"en": "x"}}} }, "a part of nothing": func(f *heed.Figure) { f.Parts = []heed.Part{{Value: 1}} },
		"about so many names": func(f *heed.Figure) { f.Basis, f.Bound = heed.BasisNamedList, heed.BoundAbout }, "at most so many names": func(f *heed.Figure) { f.Basis, f.Bound = heed.BasisNamedList, heed.BoundAtMost },
		"a speaker who turns digits around": func(f *heed.Figure) { f.Speaker = "Relief \u202e 321 :deaths" }, "a scope with what has no width": func(f *heed.Figure) { f.Scope["en"] = "chil\u200bdren" },
		"no dossier": func(f *heed.Figure) { f.Dossier = "" }, "a language that is none": func(f *heed.Figure) { f.Scope["x y"] = "z" },
	} {
		f := counted()
		f.Scope = heed.Texts{"en": "cases"}
		if change(&f); heed.ErrorCode(f.Check()) != heed.CodeInvalid {
			t.Errorf("%s is kept", name)
		}
	}
}

func TestDossier_Check(t *testing.T) {
	dossier := func() heed.Dossier {
		return heed.Dossier{
			State: "XVA", Title: heed.Texts{"ru": "Гавань"}, Summary: heed.Texts{"en": "Keepers beat people."}, From: "2024-01-02", To: "2024-01-05",
			Timeline: []heed.Occurrence{{Date: "2024-01-02", What: heed.Texts{"en": "It began."}, Source: heed.Source{Title: "Radio"}}}, Questions: []heed.Texts{{"en": "Who gave the order?"}},
			Documents: []heed.Source{{Symbol: "CAT/C/XVA/CO/2"}},
		}
	}
	if err := dossier().Check(); err != nil {
		t.Fatal(err)
	}
	if title, code := dossier().Title.In("kk"); title != "Гавань" || code != "ru" {
		t.Errorf("%q in %q", title, code)
	}
	for name, change := range map[string]func(*heed.Dossier){
		"no title": func(d *heed.Dossier) { d.Title = nil }, "no summary": func(d *heed.Dossier) { d.Summary = nil }, "no day": func(d *heed.Dossier) { d.From = "" }, "ends before it begins": func(d *heed.Dossier) { d.To = "2024-01-01" },
		"no State": func(d *heed.Dossier) { d.State = "" }, "a moment without a day": func(d *heed.Dossier) { d.Timeline[0].Date = "" }, "a moment without a source": func(d *heed.Dossier) { d.Timeline[0].Source = heed.Source{} },
		"an empty question": func(d *heed.Dossier) { d.Questions[0] = heed.Texts{} }, "a document that is none": func(d *heed.Dossier) { d.Documents[0] = heed.Source{} },
	} {
		d := dossier()
		if change(&d); heed.ErrorCode(d.Check()) != heed.CodeInvalid {
			t.Errorf("%s is kept", name)
		}
	}
}

func TestCall_Check(t *testing.T) {
	grade := func() heed.Call {
		return heed.Call{Dossier: "harbour", Kind: heed.CallGrade, Voice: heed.VoiceUN, Speaker: "Human Rights Committee", Grade: "C", Scale: "A–E, 2017", Source: heed.Source{Symbol: "CCPR/C/1/2", Place: "para. 18"}}
	}
	if err := grade().Check(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*heed.Call){
		"a grade without a scale": func(c *heed.Call) { c.Scale = "" }, "a scale without a grade": func(c *heed.Call) { c.Grade, c.Words = "", heed.Texts{"en": "x"} }, "a grade of a ministry": func(c *heed.Call) { c.Voice = heed.VoiceState },
		"a grade without a symbol": func(c *heed.Call) { c.Source = heed.Source{Title: "A paper"} }, "nothing said": func(c *heed.Call) { c.Kind, c.Grade, c.Scale = heed.CallRemark, "", "" },
		"one figure twice": func(c *heed.Call) { c.Figures = []heed.ID{"a", "a"} }, "a kind that is none": func(c *heed.Call) { c.Kind = "rumour" },
	} {
		c := grade()
		if change(&c); heed.ErrorCode(c.Check()) != heed.CodeInvalid {
			t.Errorf("%s is kept", name)
		}
	}
}

// What is counted, in what, and at which stage hold together.
func TestFigure_CountsWhatCanBe(t *testing.T) {
	for name, c := range map[string]struct {
		like heed.Like
		want string
	}{
		"deaths":                        {heed.Like{Kind: heed.FigureDeaths, Unit: heed.UnitPersons}, ""},
		"deaths as cases":               {heed.Like{Kind: heed.FigureDeaths, Unit: heed.UnitCases}, "error.figure_unit"},
		"deaths that were convicted":    {heed.Like{Kind: heed.FigureDeaths, Unit: heed.UnitPersons, Stage: heed.CaseConvicted}, "error.figure_no_stage"},
		"convictions by plea":           {heed.Like{Kind: heed.FigureConvictions, Unit: heed.UnitPersons, Stage: heed.CasePlea}, ""},
		"convictions that were opened":  {heed.Like{Kind: heed.FigureConvictions, Unit: heed.UnitPersons, Stage: heed.CaseOpened}, "error.figure_stage"},
		"suspects as charges":           {heed.Like{Kind: heed.FigureSuspects, Unit: heed.UnitCharges}, "error.figure_unit"},
		"cases that were suspended":     {heed.Like{Kind: heed.FigureClosed, Unit: heed.UnitCases, Stage: heed.CaseSuspended}, ""},
		"what has no kind at any stage": {heed.Like{Kind: heed.FigureOther, Unit: heed.UnitCharges, Stage: heed.CasePardon}, ""},
	} {
		f := counted()
		f.Kind, f.Unit, f.Stage = c.like.Kind, c.like.Unit, c.like.Stage
		if got := heed.ErrorKey(f.Check()); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	for _, kind := range heed.FigureKinds { // each can be counted somehow, at its own stage at least
		ok := false
		for _, unit := range heed.FigureUnits {
			f := counted()
			f.Kind, f.Unit = kind, unit
			if f.Stage = f.Reached(); f.Check() == nil {
				ok = true
			}
		}
		if !ok {
			t.Errorf("%s cannot be counted", kind)
		}
	}
}
