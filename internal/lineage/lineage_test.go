// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/lang"
	"github.com/heed-upr/heed/internal/lineage"
)

// items makes items of an invented State, "XLT": "1.1: text" for each.
func items(cycle int, states string, texts ...string) []lineage.Item {
	var out []lineage.Item
	for n, text := range texts {
		id := heed.RecID{Review: heed.ReviewID{State: "XLT", Cycle: cycle}, Ref: fmt.Sprintf("%d.%d", 100+cycle, n+1)}
		item := lineage.Item{ID: id, Text: text, Act: label.Act(text)}
		for s := range strings.FieldsSeq(states) {
			item.States = append(item.States, heed.StateCode(s))
		}
		out = append(out, item)
	}
	return out
}

// others are recommendations about other things, so that words have a rarity.
var others = []string{
	"Paint all lighthouses of the northern coast in red and white",
	"Train keepers of lighthouses in first aid",
	"Publish the tide tables in all languages of the islands",
	"Repair the harbour walls that the storms have damaged",
	"Guarantee fishermen a fair price for their catch",
	"Open the archives of the pilots' guild to historians",
	"Adopt a law on the salvage of wrecks",
	"Build a school for the children of ferrymen",
}

func between(earlier, later string) lineage.Kind {
	return lineage.Between(items(2, "FRA", append([]string{later}, others...)...), items(1, "PER", append([]string{earlier}, others...)...))[0].Kind
}

func TestBetween_TheActDecides(t *testing.T) {
	for _, c := range []struct {
		earlier, later string
		want           lineage.Kind
	}{
		{"Ratify the Rome Statute", "Accede to the Rome Statute of the International Criminal Court", lineage.Repeated},
		{"Consider ratifying OPCAT", "Ratify the Optional Protocol to the Convention against Torture", lineage.Strengthened},
		{"Ratify the Convention on Enforced Disappearance", "Consider acceding to CPED", lineage.Weakened},
		{"Ratify ICRMW", "Ratify CRPD", lineage.New},
		{"Ratify CAT", "Ratify OPCAT", lineage.New},
		{"Ratify CEDAW", "Withdraw the reservations to CEDAW", lineage.New},
		{"Ratify OPCAT", "Ratify OPCAT and CRPD", lineage.Strengthened},
		{"Ratify OPCAT and CRPD", "Ratify CRPD", lineage.Weakened},
		{"Ratify OPCAT", "Ratify OPCAT, CRPD, ICRMW, CPED and the Rome Statute", lineage.Strengthened},
		{"Ratify CRPD", "Implement the Convention on the Rights of Persons with Disabilities", lineage.Superseded},
		{"Ratify ILO Convention 189", "Ratify ILO Convention 169", lineage.New},
		{"Withdraw the reservations to CEDAW", "Lift its reservation to article 16 of CEDAW", lineage.Weakened},
		{"Abolish the death penalty", "Establish a moratorium on executions", lineage.Weakened},
		{"Declare a moratorium on the death penalty with a view to its abolition", "Abolish capital punishment", lineage.Strengthened},
		{"Establish a national human rights institution", "Strengthen the national human rights institution with more staff", lineage.Superseded},
		{"Strengthen the national human rights institution with more staff", "Establish a national human rights institution", lineage.New},
		{"Establish a national human rights institution", "Set up an NHRI in line with the Paris Principles", lineage.Repeated},
		{"Extend a standing invitation to special procedures", "Consider extending an open invitation to all mandate holders", lineage.Weakened},
		{"Extend a standing invitation to special procedures", "Invite the Special Rapporteur on torture", lineage.New},
		{"Continue to criminalize same-sex relations", "Decriminalize consensual relations between adults of the same sex", lineage.New},
		{"Give women keepers of lighthouses equal pay", "Give children of keepers of lighthouses equal food", lineage.New},
		{"Install foghorns on every lighthouse", "Take all necessary steps to install foghorns on each lighthouse", lineage.Repeated},
		{"Consider the installation of foghorns on lighthouses", "Installation of foghorns on all lighthouses", lineage.Strengthened},
		{"Install foghorns on every lighthouse", "Plant trees along the canals", lineage.New},
	} {
		if got := between(c.earlier, c.later); got != c.want {
			t.Errorf("%q, then %q: %s, want %s", c.earlier, c.later, got, c.want)
		}
	}
}

func TestBetween_TellsWhoAsksAgain(t *testing.T) {
	earlier := append(items(1, "PER CHL", "Install foghorns on every lighthouse"), items(1, "KEN", others...)[1:]...)
	later := append(items(2, "CHL FRA", "Install foghorns on all lighthouses"), items(2, "KEN", others...)[1:]...)
	link := lineage.Between(later, earlier)[0]
	if link.Kind != lineage.RepeatedBySame || len(link.Earlier) != 1 {
		t.Fatalf("%+v, want one that the same State repeats", link)
	}
	if m := link.Earlier[0]; m.ID != earlier[0].ID || !reflect.DeepEqual(m.States, []heed.StateCode{"CHL"}) || m.Score < lineage.LinkScore {
		t.Errorf("%+v", m)
	}
}

func TestBetween_SentencesOfSeveralStatesAreJudgedOneByOne(t *testing.T) {
	earlier := "Install foghorns on every lighthouse (Peru); plant willows along the canals of the southern provinces (Chile); ratify the Rome Statute (Kenya)"
	for later, want := range map[string]lineage.Kind{
		"Plant willows along the canals of the south": lineage.Repeated,
		"Ratify the Rome Statute":                     lineage.Repeated,
		"Ratify OPCAT":                                lineage.New,
	} {
		if got := between(earlier, later); got != want {
			t.Errorf("%q: %s, want %s", later, got, want)
		}
	}
}

func TestGroups_WhatAsksTheSame(t *testing.T) {
	review := items(1, "PER", append([]string{
		"Install foghorns on every lighthouse",
		"Installing foghorns on all lighthouses",
		"Take steps to install foghorns on all the lighthouses",
		"Ratify OPCAT", "Consider ratifying OPCAT", "Accede to the Optional Protocol to the Convention against Torture",
	}, others...)...)
	groups := lineage.Groups(review)
	if len(groups) != 2 {
		t.Fatalf("%v, want 2 groups", groups)
	}
	for n, want := range [][]string{{"101.1", "101.2", "101.3"}, {"101.4", "101.6"}} {
		var got []string
		named := false
		for _, m := range groups[n].Members {
			got = append(got, m.Ref)
			named = named || m == groups[n].ID
		}
		if !reflect.DeepEqual(got, want) || !named {
			t.Errorf("group %s: %v, want %v", groups[n].ID, got, want)
		}
	}
}

func TestNothing_IsNoFault(t *testing.T) {
	if got := lineage.Groups(nil); got != nil {
		t.Errorf("groups of nothing: %v", got)
	}
	empty := items(2, "", "", "()", ";;;", "(Peru); (Chile)")
	links := lineage.Between(empty, empty)
	if len(links) != len(empty) {
		t.Fatalf("%d links for %d items", len(links), len(empty))
	}
	for _, l := range links {
		if l.Kind != lineage.New {
			t.Errorf("%s is %s", l.ID, l.Kind)
		}
	}
}

// invented makes n recommendations of words that come up again and again.
func invented(cycle, n int) []lineage.Item {
	r := rand.New(rand.NewPCG(7, uint64(cycle)))
	verbs := strings.Split("Ratify|Consider ratifying|Continue to repair|Install|Strengthen|Adopt a law on|Abolish|Train|Investigate", "|")
	things := strings.Split("OPCAT|the Rome Statute|CRPD|foghorns|lighthouses|harbour walls|the death penalty|torture|women keepers|children of ferrymen|tide tables|pilots|trafficking in persons|schools on the islands", "|")
	var out []lineage.Item
	for i := range n {
		text := verbs[r.IntN(len(verbs))]
		for range 2 + r.IntN(8) {
			text += " " + things[r.IntN(len(things))] + []string{"", ",", " and", " including", ";"}[r.IntN(5)]
		}
		out = append(out, lineage.Item{
			ID:     heed.RecID{Review: heed.ReviewID{State: "XLT", Cycle: cycle}, Ref: fmt.Sprintf("%d.%d", 100+cycle, i+1)},
			Text:   text,
			States: []heed.StateCode{heed.StateCode([]string{"PER", "CHL", "KEN"}[r.IntN(3)])},
			Act:    label.Act(text),
		})
	}
	return out
}

func TestOrder_ChangesNothing(t *testing.T) {
	earlier, later := invented(1, 60), invented(2, 80)
	links, groups := lineage.Between(later, earlier), lineage.Groups(later)
	if len(groups) == 0 {
		t.Error("no groups: the test no longer tests")
	}
	for seed := range uint64(5) {
		r := rand.New(rand.NewPCG(seed, 1))
		for _, set := range [][]lineage.Item{earlier, later} {
			r.Shuffle(len(set), func(i, j int) { set[i], set[j] = set[j], set[i] })
		}
		if !reflect.DeepEqual(lineage.Between(later, earlier), links) {
			t.Error("another order gives other links")
		}
		if !reflect.DeepEqual(lineage.Groups(later), groups) {
			t.Error("another order gives other groups")
		}
	}
}

func TestGroups_AreDisjoint(t *testing.T) {
	seen := map[heed.RecID]bool{}
	for _, g := range lineage.Groups(invented(3, 200)) {
		if len(g.Members) < 2 {
			t.Errorf("a group of %d", len(g.Members))
		}
		for _, m := range g.Members {
			if seen[m] {
				t.Errorf("%s is in two groups", m)
			}
			seen[m] = true
		}
	}
}

func TestCompare_WordByWord(t *testing.T) {
	a, b := "Consider painting the old lighthouse red", "Paint the lighthouse red, and the pier"
	d := lineage.Compare(a, b)
	var kept, removed, added []string
	for _, k := range d.Kept {
		kept = append(kept, a[k.Earlier.From:k.Earlier.To]+"|"+b[k.Later.From:k.Later.To])
	}
	for _, s := range d.Removed {
		removed = append(removed, a[s.From:s.To])
	}
	for _, s := range d.Added {
		added = append(added, b[s.From:s.To])
	}
	got := fmt.Sprint(kept, removed, added)
	if want := "[the|the lighthouse red|lighthouse red] [Consider painting old] [Paint and the pier]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// FuzzCompare holds a difference to its promise: its spans are all words of both
// texts, in order and each once, and what is kept is the same.
func FuzzCompare(f *testing.F) {
	f.Add("Paint the lighthouse", "Repaint the red lighthouse")
	f.Add("", "a")
	f.Add("Ünïcode’s (brackets; and)/", "unicode's")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 4000 {
			return
		}
		d := lineage.Compare(a, b)
		var x, y []lineage.Span
		for _, k := range d.Kept {
			x, y = append(x, k.Earlier), append(y, k.Later)
			if spell(a, k.Earlier) != spell(b, k.Later) {
				t.Errorf("kept: %q and %q", a[k.Earlier.From:k.Earlier.To], b[k.Later.From:k.Later.To])
			}
		}
		if n := count(a, append(x, d.Removed...)); n != len(lang.Analyse(lang.English, a)) {
			t.Errorf("%d words of %q are told of", n, a)
		}
		if n := count(b, append(y, d.Added...)); n != len(lang.Analyse(lang.English, b)) {
			t.Errorf("%d words of %q are told of", n, b)
		}
		one := []lineage.Item{{Text: a}}
		lineage.Between([]lineage.Item{{Text: b}}, one)
		lineage.Groups(append(one, lineage.Item{Text: b}))
	})
}

func spell(text string, s lineage.Span) string {
	var out []string
	for _, w := range lang.Analyse(lang.English, text) {
		if s.From <= w.From && w.To <= s.To {
			out = append(out, w.Word)
		}
	}
	return strings.Join(out, " ")
}

func count(text string, spans []lineage.Span) int {
	n := 0
	for _, w := range lang.Analyse(lang.English, text) {
		for _, s := range spans {
			if s.From <= w.From && w.To <= s.To {
				n++
			}
		}
	}
	return n
}

// Worst case: few words, so that almost every pair shares some, and several
// sentences in each. Real texts are in BenchmarkCorpus300x600.
func BenchmarkDense300x600(b *testing.B) {
	later, earlier := invented(2, 300), invented(1, 600)
	for b.Loop() {
		lineage.Between(later, earlier)
	}
}

func BenchmarkGroups300(b *testing.B) {
	items := invented(2, 300)
	for b.Loop() {
		lineage.Groups(items)
	}
}
