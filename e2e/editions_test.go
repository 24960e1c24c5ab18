// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/testkit/browser"
	"github.com/heed-upr/heed/internal/testkit/portal"
	"github.com/heed-upr/heed/internal/testkit/specimen"
)

// The pages that show several languages at once: they fit, and axe-core finds
// nothing in them, also where one column runs from right to left.
func TestPages_OfSeveralLanguages(t *testing.T) {
	b := browser.Open(t)
	p := portal.Empty(t)
	digests := map[string]heed.Digest{}
	for _, e := range specimen.Editions() {
		if e.Format == "docx" && !strings.Contains(e.Name, "indic") {
			digests[e.Language] = p.Import(t, e.Name, e.Data).Digest
		}
	}
	x := heed.Translation{Review: heed.ReviewID{State: "XVA", Cycle: 4}, Ref: "17.2", Language: "kk", Kind: heed.TranslationState, Text: "Ұлттық жоспарды жариялау", By: "A ministry", Source: "its site"}
	if _, err := p.App.TranslateRecord(t.Context(), portal.Operator, []heed.Translation{x}); err != nil {
		t.Fatal(err)
	}
	walk(t, b, p, []deskPage{
		{address: address{"languages-recommendation", "/XVA/4/17.2", http.StatusOK}},
		{address: address{"languages-document", "/documents/" + string(digests["en"]), http.StatusOK}},
		{address: address{"languages-beside", "/documents/" + string(digests["en"]) + "/beside/" + string(digests["ar"]), http.StatusOK}},
		{address: address{"languages-search", "/search?q=" + url.QueryEscape("السجون"), http.StatusOK}},
		{address: address{"languages-translated", "/search?q=" + url.QueryEscape("жариялау"), http.StatusOK}},
	})
}
