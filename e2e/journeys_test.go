// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-rod/rod/lib/proto"

	"github.com/heed-upr/heed/internal/testkit"
	"github.com/heed-upr/heed/internal/testkit/browser"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// TestJourney_FromARealReportToItsPage: somebody imports a real report, finds
// what was noted, opens a recommendation, and sees it marked in the original.
func TestJourney_FromARealReportToItsPage(t *testing.T) {
	corpus := testkit.Corpus(t)
	b := browser.Open(t)
	p := portal.Empty(t)
	p.ImportFile(t, filepath.Join(corpus, "wg-reports", "kazakhstan2014.pdf"))

	page := b.Open(t, p.URL+"/en/", 1280)
	follow(t, page, "main table a")
	follow(t, page, ".turn a:last-of-type") // all on one page
	if got := page.Number(`document.querySelectorAll("#list ~ .group .recs li").length`); got != 194 {
		t.Errorf("%v recommendations in the list", got)
	}
	page.Keep("kazakhstan-review")
	choose(t, page, "position", "noted")
	if got := text(t, page, `document.querySelector(".showing strong").innerText`); got != "51 of 194 recommendations" {
		t.Errorf("%q, want 51 noted", got)
	}
	if got := page.Number(`document.querySelectorAll("#list ~ .group .recs li").length`); got != 50 {
		t.Errorf("%v recommendations on the first page", got)
	}
	follow(t, page, "#list ~ .group .recs .ref")
	drawn(t, page, ".crop image")
	page.Keep("kazakhstan-recommendation")
	follow(t, page, ".said .cite")
	drawn(t, page, ".picture image")
	if got := page.Number(`document.querySelectorAll(".box.strong").length`); got < 1 {
		t.Error("the recommendation is not marked on the page")
	}
	if got := page.Number(`document.querySelectorAll("p.marked").length`); got != 1 {
		t.Errorf("%v paragraphs of the text are marked", got)
	}
	page.Keep("kazakhstan-document")
}

// TestJourney_ByKeyboard: the first key press offers to skip to the content,
// and a filter can be set without a mouse.
func TestJourney_ByKeyboard(t *testing.T) {
	b := browser.Open(t)
	p := portal.Start(t)
	page := b.Open(t, p.URL+"/en/XVA/2", 1280)
	press(t, page, tab)
	if got := text(t, page, `document.activeElement.className`); got != "skip" {
		t.Errorf("the first stop is %q", got)
	}
	press(t, page, enter)
	if got := text(t, page, `location.hash`); got != "#main" {
		t.Errorf("the skip link leads to %q", got)
	}
	// Over the tables the contents lead to the list, where the filter is near.
	reach := func(what, expression string, stops int) {
		for range stops {
			press(t, page, tab)
			if text(t, page, expression) == what {
				return
			}
		}
		t.Fatalf("%s cannot be reached by keyboard in %d stops", what, stops)
	}
	reach("#list", `(document.activeElement.closest(".contents") && document.activeElement.hash) || ""`, 40)
	press(t, page, enter)
	reach("f-position", `document.activeElement.id`, 5)
}

// TestJourney_InTheReadersLanguage: changing the language stays on the page.
func TestJourney_InTheReadersLanguage(t *testing.T) {
	b := browser.Open(t)
	p := portal.Start(t)
	page := b.Open(t, p.URL+"/en/XVA/2?position=noted", 320)
	follow(t, page, `.languages a[lang="kk"]`)
	if got := text(t, page, `location.pathname + location.search`); got != "/kk/XVA/2?position=noted" {
		t.Errorf("it leads to %q", got)
	}
	if got := text(t, page, `document.documentElement.lang`); got != "kk" {
		t.Errorf("the page says it is in %q", got)
	}
	if got := text(t, page, `document.querySelector("h1").innerText`); strings.TrimSpace(got) == "" {
		t.Error("it has no heading")
	}
}

// TestJourney_OverTheGrid: somebody goes from the first page over all States to
// a State's review; a mark says its words to who points at it or reaches it by
// keyboard, and is drawn without them, also where colours are the reader's own.
func TestJourney_OverTheGrid(t *testing.T) {
	b := browser.Open(t)
	p := portal.Start(t)
	page := b.Open(t, p.URL+"/en/", 320)
	follow(t, page, `#reviews ~ p a`)
	if got := text(t, page, `location.pathname`); got != "/en/states" {
		t.Fatalf("the first page leads to %q", got)
	}
	const shown = `(() => { const r = document.querySelector('a[href="/en/XVA/2"] span').getBoundingClientRect(); return r.width > 40 && r.left >= 0 && r.right <= innerWidth ? "yes" : "no" })()`
	if got := text(t, page, shown); got != "no" {
		t.Error("the words of a mark are shown unasked")
	}
	state, err := page.Element(`a[href="/en/XVA"]`)
	if err != nil {
		t.Fatal(err)
	}
	if err := (proto.DOMFocus{ObjectID: state.Object.ObjectID}).Call(page); err != nil {
		t.Fatal(err)
	}
	press(t, page, tab)
	if got := text(t, page, shown); got != "yes" {
		t.Error("who comes to a mark by keyboard is not told what it says")
	}
	colours := proto.EmulationSetEmulatedMedia{Features: []*proto.EmulationMediaFeature{{Name: "forced-colors", Value: "active"}}}
	if err := colours.Call(page); err != nil {
		t.Fatal(err)
	}
	if got := text(t, page, `getComputedStyle(document.querySelector('a[href="/en/XVA/2"]'), "::before").borderBlockStartWidth`); got != "7px" {
		t.Errorf("in forced colours a mark is drawn by %q", got)
	}
	page.Keep("states-forced-colours")
	press(t, page, enter)
	if got := text(t, page, `location.pathname`); got != "/en/XVA/2" {
		t.Errorf("the mark leads to %q", got)
	}
}
