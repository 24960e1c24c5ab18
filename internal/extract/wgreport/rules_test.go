// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package wgreport

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/grammar"
)

func TestPerson(t *testing.T) {
	for _, c := range []struct{ text, name, office string }{
		{"Ilda Maresk, Minister of Justice of the Republic of Veldania", "Ilda Maresk", "Minister of Justice of the Republic of Veldania"},
		{"the Deputy Prime Minister, Teodan Brisk", "Teodan Brisk", "Deputy Prime Minister"},
		{"H.E. Mr. Teodan Brisk", "Teodan Brisk", ""},
		{"Deputy Prime Minister and Minister of Foreign and European Affairs, Ilda Maresk", "Ilda Maresk", "Deputy Prime Minister and Minister of Foreign and European Affairs"},
	} {
		name, office := person(c.text, grammar.Of("en"))
		if name != c.name || office != c.office {
			t.Errorf("person(%q) = %q, %q, want %q, %q", c.text, name, office, c.name, c.office)
		}
	}
}

func TestReferences(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The recommendations noted in the report in paragraphs 26 (e), 29, 62 (a), (b), 64 (d) and (e) above did not enjoy the support of Veldania:", "26/e 29 62/a 62/b 64/d 64/e"},
		{"The recommendations noted in the report in paragraphs: 35 (e) and (g) (i); 48 (b, c) and paragraph 22(b) did not enjoy support.", "35/e 35/gi 48/b 48/c 22/b"},
		{"The recommendations in paragraphs 67 (a), (b) (i) and (ii); 21 did not.", "67/a 67/bi 67/bii 21"},
		{"Recommendations noted in the report in paragraphs 23 (last sentence), 29 (d) and 43 (last sentence) above did not enjoy support.", "23 29/d 43"},
		{"The recommendations listed below enjoy the support of Veldania:", ""},
		{"Veldania will answer. See paragraph 15 of the annex.", ""},
	} {
		var got []string
		for _, r := range references(c.text) {
			got = append(got, r.ref())
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("references(%q) = %v, want %s", c.text, got, c.want)
		}
	}
}

func TestDialogue_FindsWhatAReferenceNames(t *testing.T) {
	d := dialogueOf([]doc.Paragraph{
		{Label: "26.", Text: "Nordhall asked about prisons. It recommended that Veldania consider (a) ratifying the Convention; (b) opening its prisons; and"},
		{Label: "(c)", Text: "training its guards. Nordhall also recommended (d) that the Government publish the plan."},
		{Label: "28.", Text: "While commending Veldania, Norway hoped for more. It recommended that it train its guards. It further recommended that it open its prisons."},
		{Label: "27.", Text: "Sweden welcomed the plan and recommended that Veldania carry it out. It thanked the delegation."},
	})
	for ref, want := range map[reference]string{
		{paragraph: "26", letter: "a"}:      "Consider ratifying the Convention",
		{paragraph: "26", letter: "b"}:      "Consider opening its prisons",
		{paragraph: "26", letter: "c"}:      "Consider training its guards",
		{paragraph: "26", letter: "d"}:      "Publish the plan",
		{paragraph: "27"}:                   "Carry it out",
		{paragraph: "28"}:                   "Train its guards; Open its prisons",
		{paragraph: "28", letter: "b"}:      "Open its prisons",
		{paragraph: "28", sentence: "last"}: "Open its prisons",
		{paragraph: "29"}:                   "",
		{paragraph: "26", letter: "e"}:      "",
	} {
		got, ok := d.find(ref, "XVA")
		if text := got.read().Text; text != want || ok != (want != "") {
			t.Errorf("%s: %q, want %q", ref.printed(), text, want)
		}
	}
	for paragraph, want := range map[string]heed.StateCode{"27": "SWE", "28": "NOR"} {
		if q, _ := d.find(reference{paragraph: paragraph}, "XVA"); len(q.states) != 1 || q.states[0] != want {
			t.Errorf("%s: recommended by %v, want %s", paragraph, q.states, want)
		}
	}
}

// Positions that the report states in a paragraph of its own, after the list.
func TestReadSection_AddsWhatComesAfterAList(t *testing.T) {
	body := []doc.Paragraph{
		{Text: "Conclusions and/or recommendations", Bold: true},
		{Label: "95.", Text: "The recommendations listed below enjoy the support of Veldania:"},
		{Label: "1.", Text: "Publish the plan (Nordhall);"},
		{Label: "2.", Text: "Open the prisons (France);"},
		{Label: "3.", Text: "Train the guards (Spain)."},
		{Label: "96.", Text: "Veldania considers that recommendations Nos. 1 and 3 above have already been implemented."},
		{Label: "97.", Text: "In the course of the discussion, the following recommendations were made:"},
		{Label: "1.", Text: "Sign the treaty (Italy)."},
		{Label: "98.", Text: "The response of Veldania to these recommendations will be included in the outcome report."},
	}
	var f heed.Facts
	readSection(body, section{grammar: grammar.Of(heed.English), dialogue: dialogue{}, facts: &f})
	var got []string
	for _, r := range f.Recommendations {
		last := r.Positions[len(r.Positions)-1]
		got = append(got, r.Ref+" "+string(r.Position)+" "+string(last.Qualifier)+" "+last.Paragraph)
	}
	want := []string{
		"95/1 supported already_implemented 96", "95/2 supported  95", "95/3 supported already_implemented 96", "97/1 pending  98",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// Section III after the closing sentence, and comments beneath items.
func TestReadSection_PledgesAndReplies(t *testing.T) {
	body := []doc.Paragraph{
		{Text: "Conclusions and/or recommendations", Bold: true},
		{Label: "61.", Text: "The recommendations below did not enjoy the support of Veldania:"},
		{Label: "61.1.", Text: "Publish the plan (Norway);"},
		{Text: "Veldania is not in a position to accept the recommendation above, since there is no plan."},
		{Label: "62.3.", Text: "Print it (Norway);"},
		{Label: "61.2.", Text: "Read it (Norway);"},
		{Label: "62.", Text: "With regard to the recommendations in paragraph 61.2 above, Veldania indicated that it could read."},
		{Label: "63.", Text: "All conclusions and/or recommendations set out in the present report reflect the positions of the submitting States."},
		{Label: "III.", Text: "Voluntary pledges and commitments", Bold: true},
		{Label: "64.", Text: "Veldania is committed:"},
		{Label: "(a)", Text: "To print;"},
		{Label: "(b)", Text: "To read."},
		{Text: "Annex"},
	}
	facts := heed.Facts{Review: &heed.Review{ReviewID: heed.ReviewID{State: "XVA"}}}
	readSection(body, section{grammar: grammar.Of(heed.English), dialogue: dialogue{}, facts: &facts})
	if len(facts.Recommendations) != 2 || facts.Closing == nil {
		t.Fatalf("%d recommendations, closing %v", len(facts.Recommendations), facts.Closing)
	}
	for i, want := range []string{"since there is no plan", "could read"} {
		if r := facts.Recommendations[i]; !strings.Contains(r.Positions[0].Comment, want) || strings.Contains(r.Text, "Veldania") {
			t.Errorf("%s: %q, comment %q", r.Ref, r.Text, r.Positions[0].Comment)
		}
	}
	var got []string
	for _, p := range facts.Pledges {
		got = append(got, p.Paragraph+" "+p.Text)
	}
	if strings.Join(got, "|") != "64 (a) To print;|64 (b) To read." {
		t.Errorf("pledges %q", got)
	}
}
