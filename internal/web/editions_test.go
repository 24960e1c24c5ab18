// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/testkit/portal"
	"github.com/heed-upr/heed/internal/testkit/specimen"
)

// editionsPortal serves the report of one review in six languages.
func editionsPortal(t *testing.T) (*portal.Portal, map[string]heed.Digest) {
	t.Helper()
	p, digests := portal.Empty(t), map[string]heed.Digest{}
	for _, e := range specimen.Editions() {
		if e.Format == "docx" && !strings.Contains(e.Name, "indic") {
			digests[e.Language] = p.Import(t, e.Name, e.Data).Digest
		}
	}
	return p, digests
}

// A recommendation shows its official text in the other languages, each marked
// as what it is, and is found by its words in any of them.
func TestRecommendation_InAllLanguages(t *testing.T) {
	p, digests := editionsPortal(t)
	body := ask(t, "GET", p.URL+"/ru/XVA/4/17.2").body
	for _, e := range specimen.Editions() {
		if e.Language != heed.English && !strings.Contains(body, e.Texts["17.2"]) {
			t.Errorf("the text in %s is missing", e.Language)
		}
	}
	for _, want := range []string{`lang="ar" dir="rtl"`, `lang="zh" dir="ltr"`, `<details class="edition" open><summary>русский`, "/ru/documents/" + string(digests["en"]) + "/beside/" + string(digests["fr"])} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is missing", want)
		}
	}
	for words, language := range map[string]string{"handicapées": "fr", "discapacidad": "es", "инвалидов": "ru", "الإعاقة": "ar", "残疾人": "zh"} {
		found := ask(t, "GET", p.URL+"/en/search?q="+url.QueryEscape(words)).body
		if !strings.Contains(found, "/XVA/4/17.3") || !strings.Contains(found, `<q class="official" lang="`+language+`"`) || !strings.Contains(found, "<mark>") {
			t.Errorf("%s: 17.3 is not found, or not said to be found in %s", words, language)
		}
	}
	if found := ask(t, "GET", p.URL+"/en/search?q=disabilities").body; strings.Contains(found, `class="elsewhere"`) {
		t.Error("what its own text has is said to be found in another language")
	}
	if found := ask(t, "GET", p.URL+"/en/search?q=%22country+Publier%22").body; strings.Contains(found, "/XVA/4/17.2") {
		t.Error("a phrase ran from one language into the next")
	}
}

// Two languages of a document stand side by side, by the numbers of paragraphs.
func TestBeside(t *testing.T) {
	p, digests := editionsPortal(t)
	document := ask(t, "GET", p.URL+"/en/documents/"+string(digests["en"])).body
	path := "/documents/" + string(digests["en"]) + "/beside/" + string(digests["ar"])
	if !strings.Contains(document, "/en"+path) {
		t.Error("the document does not lead to its other languages")
	}
	first := ask(t, "GET", p.URL+"/en"+path)
	if first.StatusCode != http.StatusOK || !strings.Contains(first.body, `<div class="official" lang="ar" dir="rtl">`) {
		t.Errorf("status %d: %s", first.StatusCode, first.body)
	}
	var twin struct {
		Rows []struct {
			Number      string
			Left, Right []struct{ Text string }
		}
	}
	if err := json.Unmarshal([]byte(ask(t, "GET", p.URL+path+".json").body), &twin); err != nil {
		t.Fatal(err)
	}
	items := 0
	for _, row := range twin.Rows {
		for _, e := range specimen.Editions() {
			if e.Language == "ar" && e.Texts[row.Number] != "" && strings.Contains(row.Right[0].Text, e.Texts[row.Number]) {
				items++
				break
			}
		}
	}
	if items != len(specimen.KnownOfEditions().Recommendations) {
		t.Errorf("%d recommendations stand beside their Arabic text, want all", items)
	}
	for path, want := range map[string]int{
		"/en/documents/" + string(digests["en"]) + "/beside/" + string(digests["en"]): http.StatusNotFound,
		"/en" + path + "?page=99": http.StatusNotFound,
		"/en" + path + "?page=x":  http.StatusBadRequest,
	} {
		if got := ask(t, "GET", p.URL+path); got.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, got.StatusCode, want)
		}
	}
}
