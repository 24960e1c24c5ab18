// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label_test

import (
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/label"
)

// invented makes examples about an island of lighthouses: what an act and an
// issue are told by is the same as in real ones, and no text is anybody's.
func invented() []label.Example {
	var out []label.Example
	acts := map[string]heed.ActionCategory{
		"Share its experience of": heed.ActMinimal, "Continue its work on": heed.ActContinuing, "Consider a reform of": heed.ActConsidering,
		"Strengthen its efforts for": heed.ActGeneral, "Adopt a law on": heed.ActSpecific,
	}
	things := map[string][]string{
		"the keepers of lanterns": {"Keepers"}, "the fog horns": {"Horns"}, "keepers who blow fog horns": {"Keepers", "Horns"}, "the price of oil": {"Oil"},
	}
	places := []string{"the northern cape", "the southern reef", "the outer isles", "the harbour", "the long strand", "the inner bay"}
	n := 0
	for _, begin := range []string{"Share its experience of", "Continue its work on", "Consider a reform of", "Strengthen its efforts for", "Adopt a law on"} {
		for _, thing := range []string{"the keepers of lanterns", "the fog horns", "keepers who blow fog horns", "the price of oil"} {
			for _, place := range places {
				n++
				out = append(out, label.Example{State: fmt.Sprintf("V%02d", n%17), Session: "1", Text: begin + " " + thing + " at " + place, Act: acts[begin], Issues: things[thing]})
			}
		}
	}
	return out
}

func train(t testing.TB, o label.Options) *label.Model {
	t.Helper()
	m, err := label.Train(invented(), o)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func bytesOf(t testing.TB, m *label.Model) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := m.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTrain_LearnsWhatTheExamplesShow(t *testing.T) {
	m := train(t, label.Options{Date: "2026-11-24"})
	act, got := m.Labels("Adopt a law on keepers who blow fog horns at the lagoon")
	slices.Sort(got)
	if d := cmp.Diff([]string{"Horns", "Keepers"}, got); d != "" || act != heed.ActSpecific {
		t.Errorf("%d: %s", act, d)
	}
	if act, got := m.Labels("Continue its work on the price of oil"); act != heed.ActContinuing || !slices.Equal(got, []string{"Oil"}) {
		t.Errorf("%d: %v", act, got)
	}
	if act, got := m.Labels("Продолжать поддерживать маяки"); act != heed.ActUnknown || got != nil {
		t.Errorf("of a text in Russian: %d, %v", act, got)
	}
	if card := m.Card(); card.Macro < 0.9 || card.Act < 0.9 || card.Examples != 120 {
		t.Errorf("%+v", card)
	}
}

func TestTrain_GivesTheSameBytesAgain(t *testing.T) {
	o := label.Options{Date: "2026-11-24", Source: "abc", HoldOut: []string{"V02", "V01"}}
	first := bytesOf(t, train(t, o))
	if !bytes.Equal(first, bytesOf(t, train(t, o))) {
		t.Error("another training gave another model")
	}
	m, err := label.ReadModel(bytes.NewReader(first))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, bytesOf(t, m)) {
		t.Error("what was read is not what was written")
	}
	card := m.Card()
	if card.Date != o.Date || card.Source != o.Source || !slices.Equal(card.HeldOut, []string{"V01", "V02"}) || card.Examples >= 120 {
		t.Errorf("%+v", card)
	}
}

func TestTrain_CountsWhatAStateWasToldAgainOnce(t *testing.T) {
	m, err := label.Train(append(invented(), invented()...), label.Options{})
	if err != nil || m.Card().Examples != 120 {
		t.Errorf("%v: %+v", err, m.Card())
	}
}

func TestTrain_RefusesTooFew(t *testing.T) {
	if _, err := label.Train(invented()[:20], label.Options{}); !errors.Is(err, label.ErrTooFew) {
		t.Error(err)
	}
}

func TestModel_HoldsNoTextOfItsExamples(t *testing.T) {
	file := bytesOf(t, train(t, label.Options{Date: "2026-11-24"}))
	_, rest, _ := bytes.Cut(file, []byte("\n"))
	_, packed, _ := bytes.Cut(rest, []byte("\n"))
	body, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil {
		t.Fatal(err)
	}
	all := strings.ToLower(string(file) + string(body))
	for _, word := range []string{"lantern", "strand", "harbour", "reform", "northern"} {
		if strings.Contains(all, word) {
			t.Errorf("the model holds %q", word)
		}
	}
}

func TestReadModel_RefusesWhatIsNone(t *testing.T) {
	good := bytesOf(t, train(t, label.Options{}))
	damaged := slices.Clone(good)
	damaged[len(damaged)-9] ^= 1
	for name, b := range map[string][]byte{
		"empty": nil, "text": []byte("no model at all, but long enough"), "cut": good[:len(good)/2], "longer": append(slices.Clone(good), 0), "damaged": damaged,
		"other format":   bytes.Replace(good, []byte(`"format":1`), []byte(`"format":9`), 1),
		"other features": bytes.Replace(good, []byte(`"features":`), []byte(`"features":9`), 1),
		"endless card":   append([]byte("heed label model\n"), bytes.Repeat([]byte("x"), 1<<20)...),
	} {
		if _, err := label.ReadModel(bytes.NewReader(b)); !errors.Is(err, label.ErrModel) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestShipped_IsTrainedOnAllStates(t *testing.T) {
	card := label.Shipped().Card()
	if len(card.HeldOut) > 0 || card.Examples < 30000 || len(card.Source) != 64 || card.Plain || card.Date == "" {
		t.Errorf("%+v", card)
	}
	if d := cmp.Diff(label.Issues(), card.Issues); d != "" {
		t.Error(d)
	}
}

// Of a proposal, the words that carried it are named: without them it is
// another one, or none.
func TestPropose_WithoutTheWordsItFalls(t *testing.T) {
	texts := []string{
		"Ratify the Convention against Torture", "Continue to improve the schools of rural girls", "Consider abolishing the death penalty",
		"Share its experience of lighthouse reform with other States", "Adopt a law against trafficking in persons and protect its victims",
		"Take measures so that journalists and human rights defenders can work without fear", "Strengthen the independence of judges",
		"Extend a standing invitation to all special procedures", "Improve conditions in prisons, including by building new ones",
	}
	fall(t, texts)
}

func TestCorpus_WithoutTheWordsProposalsFall(t *testing.T) {
	var texts []string
	for i, r := range rows(t) {
		if i%200 == 0 {
			texts = append(texts, r.text)
		}
	}
	fall(t, texts)
}

func fall(t *testing.T, texts []string) {
	t.Helper()
	n := 0
	for _, text := range texts {
		p := label.Shipped().Propose(text)
		if p.Act.Act != heed.ActUnknown {
			n++
			if again := label.Shipped().Propose(without(text, p.Act.Spans)).Act; again.Act == p.Act.Act && again.Probability >= 0.5 {
				t.Errorf("%q: the act %d stays without %q", text, p.Act.Act, said(text, p.Act.Spans))
			}
		}
		for _, issue := range p.Issues {
			n++
			again := label.Shipped().Propose(without(text, issue.Spans)).Issues
			if slices.ContainsFunc(again, func(i label.IssueProposal) bool { return i.Issue == issue.Issue }) {
				t.Errorf("%q: %s stays without %q", text, issue.Issue, said(text, issue.Spans))
			}
		}
	}
	t.Logf("%d proposals of %d texts", n, len(texts))
}

// A text that only repeats itself, and long ones of nobody's making, must not
// hold up whoever asks.
func TestPropose_TakesNoLongTimeForLongTexts(t *testing.T) {
	began := time.Now()
	fall(t, []string{strings.Repeat("end torture of women ", 2000)})
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
}

func without(text string, spans []label.Span) string {
	b := []byte(text)
	for _, s := range spans {
		for i := s.From; i < s.To; i++ {
			b[i] = ' '
		}
	}
	return string(b)
}

func said(text string, spans []label.Span) []string {
	var out []string
	for _, s := range spans {
		out = append(out, text[s.From:s.To])
	}
	return out
}

func TestPropose_SaysHowSureAndByWhichRule(t *testing.T) {
	text := "Ratify the Convention against Torture"
	p := label.Shipped().Propose(text)
	if p.Act.Act != heed.ActSpecific || p.Act.Rule != "ratify" || p.Act.Sure != label.SureHigh {
		t.Errorf("%+v", p.Act)
	}
	names := map[string]label.IssueProposal{}
	last := 1.0
	for _, i := range p.Issues {
		names[i.Issue] = i
		if i.Probability > last {
			t.Errorf("%s is more probable than what stands before it", i.Issue)
		}
		last = i.Probability
	}
	torture, treaty := names["Torture and other CID treatment"], names["International instruments"]
	if torture.Sure != label.SureHigh || torture.Rule == "" || !slices.Contains(said(text, torture.Spans), "Torture") {
		t.Errorf("%+v", torture)
	}
	if treaty.Rule == "" || len(p.Issues) != 2 {
		t.Errorf("%+v", p.Issues)
	}
	act, labels := label.Shipped().Labels(text)
	if act != p.Act.Act || len(labels) != len(p.Issues) || labels[0] != p.Issues[0].Issue {
		t.Errorf("Labels says %d, %v", act, labels)
	}
}

// The guide's own examples of its principles.
func TestLabels_FollowsTheGuide(t *testing.T) {
	for text, want := range map[string]heed.ActionCategory{
		"Improve women's rights by amending the family code":                                        heed.ActSpecific,
		"Take measures to improve the conditions of women in prisons, including by ratifying OPCAT": heed.ActSpecific,
		"Continue and strengthen its work for women":                                                heed.ActGeneral,
		"Share its experiences in the promotion of women's rights":                                  heed.ActMinimal,
		"Consider ratifying the Convention against Torture":                                         heed.ActConsidering,
		"Continue its work against trafficking":                                                     heed.ActContinuing,
	} {
		if got, _ := label.Shipped().Labels(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
	for text, want := range map[string][]string{
		"Protect human rights defenders from harassment":         {"Human rights defenders"},
		"Ratify the Rome Statute":                                {"International instruments", "Justice"},
		"Prohibit corporal punishment of children at home":       {"Rights of the Child", "Torture and other CID treatment"},
		"Investigate cases of torture of human rights defenders": {"Human rights defenders", "Torture and other CID treatment"},
		"End child labour":                                       {"Labour", "Rights of the Child"},
	} {
		_, got := label.Shipped().Labels(text)
		slices.Sort(got)
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%q: %s", text, d)
		}
	}
}

func TestReadExamples(t *testing.T) {
	rows := "\ufeffissues,note,text,Session,state,action_category\n\"Oil,Horns, Oil\",x,\"Light, the lamp\",2,VEL,4 - General action\n"
	got, err := label.ReadExamples(strings.NewReader(rows))
	want := []label.Example{{State: "VEL", Session: "2", Text: "Light, the lamp", Act: heed.ActGeneral, Issues: []string{"Oil", "Horns"}}}
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Error(err, d)
	}
}

func TestReadExamples_SaysWhatIsWrong(t *testing.T) {
	head := "state,session,text,action_category,issues\n"
	for rows, want := range map[string][3]string{
		"":                    {"error.train_empty"},
		head:                  {"error.train_empty"},
		"state,text,issues\n": {"error.train_column", "Columns", "session, action_category"},
		head + "VEL,1,Light,4,Oil\nVEL,1,Light,many,Oil\n": {"error.train_act", "Line", "3"},
		head + "VEL,1,Light,12,Oil\n":                      {"error.train_act", "Value", "12"},
		head + "VEL,1\n":                                   {"error.train_csv"},
	} {
		_, err := label.ReadExamples(strings.NewReader(rows))
		var e *heed.Error
		if !errors.As(err, &e) || e.Key != want[0] || want[1] != "" && heed.ErrorArg(err, want[1]) != want[2] {
			t.Errorf("%q: %v", rows, err)
		}
	}
}

// FuzzReadModel holds that no bytes bring the reading down, and that what is
// read can be used.
func FuzzReadModel(f *testing.F) {
	good := bytesOf(f, train(f, label.Options{}))
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Add([]byte("heed label model\n{}\n"))
	f.Fuzz(func(_ *testing.T, b []byte) {
		if m, err := label.ReadModel(bytes.NewReader(b)); err == nil {
			m.Propose("Adopt a law on keepers of lanterns")
		}
	})
}

// FuzzPropose holds that any text can be labelled, and that spans are in it.
func FuzzPropose(f *testing.F) {
	for _, s := range []string{"", "Ratify CAT", "women women women", "by by by ratify/", "\xff\xfe women\xc3 rights", "İSTANBUL convention on women", strings.Repeat("torture of women ", 40)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p := label.Shipped().Propose(text)
		spans := slices.Clone(p.Act.Spans)
		probabilities := []float64{p.Act.Probability}
		for _, i := range p.Issues {
			spans, probabilities = append(spans, i.Spans...), append(probabilities, i.Probability)
		}
		for _, s := range spans {
			if s.From < 0 || s.To <= s.From || s.To > len(text) || utf8.ValidString(text) && !utf8.ValidString(text[s.From:s.To]) {
				t.Errorf("%q: span %v", text, s)
			}
		}
		for _, x := range probabilities {
			if !(x >= 0 && x <= 1) {
				t.Errorf("%q: probability %v", text, x)
			}
		}
	})
}

func BenchmarkLabels(b *testing.B) {
	all := rows(b)
	m := label.Shipped()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		m.Labels(all[i*97%len(all)].text)
	}
}

func BenchmarkPropose(b *testing.B) {
	all := rows(b)
	m := label.Shipped()
	for i := 0; b.Loop(); i++ {
		m.Propose(all[i*97%len(all)].text)
	}
}

func BenchmarkReadModel(b *testing.B) {
	file := bytesOf(b, label.Shipped())
	for b.Loop() {
		if _, err := label.ReadModel(bytes.NewReader(file)); err != nil {
			b.Fatal(err)
		}
	}
}
