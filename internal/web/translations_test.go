// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// A translation stands below the official text, marked as whose it is, in the
// reader's language without a click; it is found, and said to be a translation.
func TestRecommendation_Translations(t *testing.T) {
	p, _ := editionsPortal(t)
	id := heed.ReviewID{State: "XVA", Cycle: 4}
	add := func(kind heed.TranslationKind, text string) {
		x := heed.Translation{Review: id, Ref: "17.2", Language: "kk", Kind: kind, Text: text, By: "Ministry <of> Justice", Source: "a gazette"}
		if _, err := p.App.TranslateRecord(t.Context(), portal.Operator, []heed.Translation{x}); err != nil {
			t.Fatal(err)
		}
	}
	add(heed.TranslationState, "Жоспардың ескі аудармасы")
	add(heed.TranslationState, "Ұлттық жоспарды елдің барлық тілдерінде жариялау")
	add(heed.TranslationMachine, "Ұлттық жоспарды басып шығару")
	body := ask(t, "GET", p.URL+"/kk/XVA/4/17.2").body
	official, translation := strings.Index(body, "Publish the national plan"), strings.Index(body, "барлық тілдерінде жариялау")
	if official < 0 || translation < official {
		t.Error("the official text does not stand before the translation")
	}
	for _, want := range []string{`<blockquote class="translated" lang="kk"`, "мемлекеттің аудармасы", "машиналық аударма", "Ministry &lt;of&gt; Justice", "a gazette"} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if strings.Contains(body, "ескі аудармасы") {
		t.Error("a translation that another took the place of is still shown")
	}
	found := ask(t, "GET", p.URL+"/en/search?q="+url.QueryEscape("тілдерінде")).body
	if !strings.Contains(found, "/XVA/4/17.2") || !strings.Contains(found, "the State’s translation") || !strings.Contains(found, `<q class="translated" lang="kk"`) {
		t.Error("it is not found by the words of its translation, or not said to be")
	}
	if twin := ask(t, "GET", p.URL+"/XVA/4/17.2.json").body; !strings.Contains(twin, `"machine"`) {
		t.Error("the twin lacks the translations")
	}
}
