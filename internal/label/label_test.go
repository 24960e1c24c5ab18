// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/label"
)

func TestAct(t *testing.T) {
	for text, want := range map[string]heed.ActionCategory{
		"Share its experience of lighthouse reform with its neighbours": heed.ActMinimal,
		"Seek technical assistance for the census of lighthouses":       heed.ActMinimal,
		"Continue to light its lighthouses":                             heed.ActContinuing,
		"To pursue the dialogue with keepers of lighthouses":            heed.ActContinuing,
		"Consider ratifying the Lighthouse Convention":                  heed.ActConsidering,
		"Take the Lighthouse Convention into consideration":             heed.ActConsidering,
		"Give favourable consideration to the Lighthouse Convention":    heed.ActConsidering,
		"Review its law on lighthouses":                                 heed.ActConsidering,
		"Strengthen the protection of keepers":                          heed.ActGeneral,
		"Adopt the measures needed to protect keepers":                  heed.ActGeneral,
		"Adopt a law that protects keepers":                             heed.ActSpecific,
		"Ratify the Lighthouse Convention":                              heed.ActSpecific,
		// Adverbs and clauses before the verb say nothing of the act.
		"Promptly, thoroughly and impartially investigate the wreck":           heed.ActSpecific,
		"In line with the keepers' charter, continue to light the lighthouses": heed.ActContinuing,
		"That the Government should abolish the tax on light":                  heed.ActSpecific,
		// Of two opening verbs, the second counts.
		"Continue and strengthen its work with keepers": heed.ActGeneral,
		"Sign/ratify the Lighthouse Convention":         heed.ActSpecific,
		"Review and amend its law on lighthouses":       heed.ActSpecific,
		// A specific one stays, though a general one follows.
		"Invite and facilitate a visit of keepers":                             heed.ActSpecific,
		"Ratify the Lighthouse Convention and take measures to comply with it": heed.ActSpecific,
		// "Further" and "more" before a verb.
		"Further continue to light its lighthouses": heed.ActContinuing,
		"Further the safety of ships":               heed.ActGeneral,
		"More effectively enforce the law at sea":   heed.ActSpecific,
		// A general act with a specific one as its means is specific.
		"Improve the safety of ships by ratifying the Lighthouse Convention": heed.ActSpecific,
		"Protect ships, including by ratifying the Lighthouse Convention":    heed.ActSpecific,
		"Continue to light its lighthouses by hiring keepers":                heed.ActContinuing,
		"Continue its work with keepers by amending the law on lighthouses":  heed.ActSpecific,
		// No verb opens the sentence.
		"The establishment of a council of keepers":    heed.ActSpecific,
		"Keepers' families be ensured a pension":       heed.ActGeneral,
		"Criminalise the putting out of lights at sea": heed.ActSpecific,
		"": heed.ActUnknown,
		"Продолжать поддерживать маяки":  heed.ActUnknown,
		"A lighthouse on every headland": heed.ActUnknown,
	} {
		if got := label.Act(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

func TestThemes(t *testing.T) {
	for text, want := range map[string][]label.Theme{
		"Investigate all allegations of torture of keepers":         {label.Torture},
		"Protect women keepers from violence":                       {label.ViolenceAgainstWomen, label.Women},
		"Combat gender‑based violence on all coasts":                {label.ViolenceAgainstWomen, label.Women},
		"Repeal provisions on same-sex relations":                   {label.LGBT},
		"Protect sexual minorities":                                 {label.LGBT},
		"Make lighthouses accessible to persons with disabilities":  {label.Disability},
		"Guarantee freedom of opinion and expression":               {label.Expression},
		"Allow access to information on reproductive health":        {label.Women, label.Health},
		"Guarantee freedom of peaceful assembly and association":    {label.AssociationAssembly},
		"Address the National Assembly":                             nil,
		"Abolish the death penalty":                                 {label.DeathPenalty},
		"Investigate extrajudicial executions":                      nil,
		"Provide human rights education to keepers":                 nil,
		"Ensure access to education for keepers' sons":              {label.Education},
		"Combat drug trafficking along the coast":                   nil,
		"Ratify ICCPR-OP2":                                          {label.DeathPenalty, label.Treaties},
		"Establish a national human rights institution":             {label.NationalInstitution},
		"Invite the Special Rapporteur on minority issues":          {label.MinoritiesIndigenous, label.UNExperts},
		"Light the lighthouses. Expression of thanks":               nil,
		"Freedom comes first. Expression of thanks comes afterward": nil,
		"": nil,
		"Отменить смертную казнь": nil,
	} {
		if d := cmp.Diff(want, label.Themes(text)); d != "" {
			t.Errorf("%q: %s", text, d)
		}
	}
}

// What is shown as the reason is in the text, and is what carried the label.
func TestExplain_NamesTheWordsThatCarriedIt(t *testing.T) {
	const text = "Fully adopt — as pledged — further measures against Torture, by ratifying OPCAT"
	why := label.Explain(text)
	var words []string
	for _, s := range why.Words {
		words = append(words, text[s.From:s.To])
	}
	for _, m := range why.Themes {
		words = append(words, string(m.Theme)+": "+text[m.From:m.To])
	}
	want := []string{"adopt", "measures", "by ratifying", "torture: Torture", "detention: OPCAT", "treaties: ratifying"}
	if d := cmp.Diff(want, words); d != "" || why.Act != heed.ActSpecific {
		t.Errorf("%d: %s", why.Act, d)
	}
}

func TestLists_AreWholeAndInOrder(t *testing.T) {
	acts := heed.ActionCategories()
	if len(acts) != 6 || acts[0] != heed.ActSpecific || acts[5] != heed.ActUnknown {
		t.Errorf("%v", acts)
	}
	all := label.AllThemes()
	if unique := slices.Compact(slices.Sorted(slices.Values(all))); len(unique) != len(all) {
		t.Errorf("%v", all)
	}
	all[0] = "changed"
	if label.AllThemes()[0] == "changed" {
		t.Error("the list can be changed from outside")
	}
}

// FuzzExplain holds that any bytes can be labelled and that spans are within them.
func FuzzExplain(f *testing.F) {
	for _, s := range []string{"", "Ratify CAT", "continue and", "by by ratify/", "\xff\xfe women\xc3 violence", "İSTANBUL convention", strings.Repeat("violence ", 300)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		why := label.Explain(text)
		spans := slices.Clone(why.Words)
		for _, m := range why.Themes {
			spans = append(spans, label.Span{From: m.From, To: m.To})
		}
		for _, s := range spans {
			if s.From < 0 || s.To <= s.From || s.To > len(text) || utf8.ValidString(text) && !utf8.ValidString(text[s.From:s.To]) {
				t.Errorf("%q: span %v", text, s)
			}
		}
		if (why.Act == heed.ActUnknown) != (len(why.Words) == 0) {
			t.Errorf("%q: act %d with the words %v", text, why.Act, why.Words)
		}
	})
}
