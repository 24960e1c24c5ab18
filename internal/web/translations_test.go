// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
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

// A translator lays the State's translation beside a recommendation at the desk;
// everybody reads it at once, and who may not is told who could.
func TestTranslating_AtTheDesk(t *testing.T) {
	p := portal.Start(t)
	p.Institution(t, "justice", heed.InstitutionMinistry, heed.VoiceState, "XVA")
	_, translator := p.Member(t, "translator", heed.Translator, "justice")
	_, reader := p.Member(t, "reader", heed.Reader, "justice")
	review, err := p.Find.Review(t.Context(), heed.Viewer{}, heed.ReviewID{State: "XVA", Cycle: 2}, find.Query{})
	if err != nil {
		t.Fatal(err)
	}
	id := review.Rows[0].ID()
	at := "/en/desk/translations/" + id.String()
	if a := translator.Send("/en/desk/translations", url.Values{"form": {"go"}, "recommendation": {id.String()}}); a.Header.Get("Location") != at {
		t.Errorf("%d, %s", a.Status, a.Header.Get("Location"))
	}
	if body := good(t, translator.Get(at), http.StatusOK).Body; !strings.Contains(body, "the State’s translation, by your institution") {
		t.Errorf("it does not say whose it will be: %s", body)
	}
	form := url.Values{"form": {"translate"}, "language": {"kk"}, "text": {"Жарықты күзету"}, "kind": {"un"}, "translated_by": {"The UN"}}
	if a := reader.Send(at, form); a.Status != http.StatusForbidden {
		t.Errorf("a reader: %d", a.Status)
	}
	if a := translator.Send(at, form); a.Status != http.StatusSeeOther {
		t.Fatalf("%d: %s", a.Status, a.Body)
	}
	body := good(t, p.Visitor(t).Get("/en/"+id.String()), http.StatusOK).Body
	if !strings.Contains(body, "Жарықты күзету") || !strings.Contains(body, "the State’s translation") || !strings.Contains(body, "Institution justice") || strings.Contains(body, "The UN") {
		t.Error("it is not shown as the State's, by its institution")
	}
	if link := `href="` + at + `"`; !strings.Contains(body, link) {
		t.Error("the page of the recommendation does not lead to where it is translated")
	}
	body = good(t, translator.Get(at), http.StatusOK).Body
	withdraw := regexp.MustCompile(`name="form" value="(withdraw-\d+)"`).FindStringSubmatch(body)
	if withdraw == nil {
		t.Fatalf("it cannot be withdrawn: %s", body)
	}
	if a := translator.Send(at, url.Values{"form": {"withdraw-99999"}}); a.Status != http.StatusConflict {
		t.Errorf("one that is not there: %d", a.Status)
	}
	good(t, translator.Send(at, url.Values{"form": {withdraw[1]}, "note": {"Too early"}}), http.StatusSeeOther)
	if strings.Contains(good(t, p.Visitor(t).Get("/en/"+id.String()), http.StatusOK).Body, "Жарықты күзету") {
		t.Error("what was withdrawn is still shown")
	}
	if body := good(t, translator.Get(at), http.StatusOK).Body; !strings.Contains(body, "Too early") || !strings.Contains(body, "Жарықты күзету") || strings.Contains(body, "withdraw-") {
		t.Errorf("the desk does not tell what became of it: %s", body)
	}
	form.Set("language", "Kazakh")
	if a := translator.Send(at, form); a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, "Жарықты") {
		t.Errorf("a language that is none: %d", a.Status)
	}
	if r, err := p.App.Verify(t.Context(), portal.Operator); err != nil || len(r.Problems) > 0 {
		t.Errorf("%v %v", r.Problems, err)
	}
}
