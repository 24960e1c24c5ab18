// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"encoding/csv"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/go-rod/rod/lib/proto"

	"github.com/heed-upr/heed/internal/testkit"
	"github.com/heed-upr/heed/internal/testkit/browser"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// kazakhstan serves what the corpus has of Kazakhstan's second review, and a
// review of another State.
func kazakhstan(t *testing.T) *portal.Portal {
	t.Helper()
	corpus := testkit.Corpus(t)
	p := portal.Empty(t)
	for _, name := range []string{"wg-reports/kazakhstan2014.pdf", "kazakhstan/A_HRC_28_2_kazakhstan_outcome.txt", "wg-reports/kazakhstan2010.pdf"} {
		p.ImportFile(t, filepath.Join(corpus, filepath.FromSlash(name)))
	}
	return p
}

// TestReaders_Journalist: what did Kazakhstan not support in 2014, and who asked?
// In at most three clicks from the first page.
func TestReaders_Journalist(t *testing.T) {
	b := browser.Open(t)
	page := b.Open(t, kazakhstan(t).URL+"/en/", 1280)
	follow(t, page, `main table a[href="/en/KAZ/2"]`)
	if got := text(t, page, `document.querySelector(".sum strong").innerText`); got != "194 = 144 supported + 50 noted." {
		t.Errorf("the sum is %q", got)
	}
	follow(t, page, `#refused ~ .note a`)
	if got := text(t, page, `document.querySelector(".showing strong").innerText`); got != "50 of 194 recommendations" {
		t.Errorf("%q, want 50", got)
	}
	if got := text(t, page, `document.querySelector("#list ~ .group .recs li .by").innerText`); !strings.HasPrefix(got, "Egypt") {
		t.Errorf("who asked first is %q", got)
	}
	page.Keep("journalist")
	// And what of that had been asked before?
	follow(t, page, `.under a.compare`)
	if got := text(t, page, `document.querySelector("#both ~ p").innerText`); !strings.HasPrefix(got, "Of the 194 recommendations to Kazakhstan, cycle 2, ") {
		t.Errorf("the comparison says %q", got)
	}
	if wide := page.Wide(); wide != "" {
		t.Error(wide)
	}
	page.Keep("journalist-compare")
}

// TestReaders_Researcher: words and a filter give a count; the list, its pages
// and the file for a spreadsheet have as many; each can be cited.
func TestReaders_Researcher(t *testing.T) {
	b := browser.Open(t)
	p := kazakhstan(t)
	page := b.Open(t, p.URL+"/en/search", 1280)
	choose(t, page, "position", "supported")
	follow(t, page, ".counts a") // supported alone
	heading := text(t, page, `document.querySelector("#found").innerText`)
	want, err := strconv.Atoi(strings.Fields(heading)[0])
	if err != nil || want < 200 {
		t.Fatalf("the heading says %q", heading)
	}
	file := text(t, page, `document.querySelector('.forms a').href`)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, file, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	rows, err := csv.NewReader(response.Body).ReadAll()
	if err != nil || len(rows)-1 != want {
		t.Errorf("the file has %d rows of %d (%v)", len(rows)-1, want, err)
	}
	follow(t, page, ".turn a:last-of-type") // all on one page
	if got := int(page.Number(`document.querySelectorAll(".recs li").length`)); got != want {
		t.Errorf("the list has %d of %d", got, want)
	}
	follow(t, page, ".recs .ref")
	if got := text(t, page, `document.querySelector(".citation").innerText`); !strings.Contains(got, "A/HRC/28/10") || !strings.Contains(got, "124.1") {
		t.Errorf("it is cited as %q", got)
	}
	page.Keep("researcher")
	for form, begins := range map[string]string{"bib": "@techreport{KAZ-", "ris": "TY  - RPRT"} {
		if got := get(t, text(t, page, `document.querySelector('a[href$=".`+form+`"]').href`)); !strings.HasPrefix(got, begins) || !strings.Contains(got, "A/HRC/") {
			t.Errorf("the citation as %s: %s", form, got)
		}
	}
}

// get gives what an address answers.
func get(t *testing.T, address string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d, %v", address, response.StatusCode, err)
	}
	return string(body)
}

// TestReaders_OnAPhone: from the first page to the place in the original, on a
// narrow screen without scripts, and nothing is wider than the screen.
func TestReaders_OnAPhone(t *testing.T) {
	b := browser.Open(t)
	page := b.Open(t, kazakhstan(t).URL+"/ru/", 360)
	for _, step := range []string{`main table a[href="/ru/KAZ/2"]`, `#refused ~ .recs .ref`, `.said .cite`} {
		if wide := page.Wide(); wide != "" {
			t.Errorf("before %s: %s", step, wide)
		}
		follow(t, page, step)
	}
	drawn(t, page, ".picture image")
	if wide := page.Wide(); wide != "" {
		t.Error(wide)
	}
	page.Keep("phone")
}

// TestReaders_ByEar: what a screen reader is told of a review: landmarks with
// names, one heading of the first level and no level left out, tables with names
// and heads, and no link or picture without words.
func TestReaders_ByEar(t *testing.T) {
	b := browser.Open(t)
	p := portal.Start(t)
	for _, path := range []string{"/en/XVA/2", "/en/", "/en/search?q=women", "/en/states", "/en/XVA", "/en/XVA/2/49.1", "/en/themes", "/en/themes/torture", "/en/compare?a=XVA/2&b=XVA/3"} {
		page := b.Open(t, p.URL+path, 1280)
		tree, err := proto.AccessibilityGetFullAXTree{}.Call(page)
		if err != nil {
			t.Fatal(err)
		}
		heard := listen(tree.Nodes)
		for _, role := range []string{"banner", "main", "contentinfo"} {
			if n := len(heard.names[role]); n != 1 {
				t.Errorf("%s: %d of %s", path, n, role)
			}
		}
		for _, role := range []string{"navigation", "link", "table", "image", "img", "button", "textbox", "searchbox", "combobox", "columnheader", "region"} {
			if slices.Contains(heard.names[role], "") {
				t.Errorf("%s: a %s has no name", path, role)
			}
		}
		last := 0
		for _, level := range heard.levels {
			if level > last+1 {
				t.Errorf("%s: a heading of level %d follows one of level %d", path, level, last)
			}
			last = level
		}
		if n := len(slices.DeleteFunc(slices.Clone(heard.levels), func(l int) bool { return l != 1 })); n != 1 {
			t.Errorf("%s: %d headings of the first level", path, n)
		}
		if path != "/en/XVA/2" {
			continue
		}
		for _, want := range []string{"Totals, by source", "Timeline", "Who recommended"} {
			if !slices.Contains(heard.names["heading"], want) {
				t.Errorf("no heading %q among %q", want, heard.names["heading"])
			}
		}
		if len(heard.names["rowheader"]) < 20 || len(heard.names["columnheader"]) < 15 {
			t.Errorf("tables have %d heads of rows and %d of columns", len(heard.names["rowheader"]), len(heard.names["columnheader"]))
		}
	}
}

// heard is what a screen reader would say: names by role, and the levels of
// headings in their order.
type heard struct {
	names  map[string][]string
	levels []int
}

func listen(nodes []*proto.AccessibilityAXNode) heard {
	out := heard{names: map[string][]string{}}
	for _, n := range nodes {
		if n.Ignored || n.Role == nil {
			continue
		}
		role, name := n.Role.Value.Str(), ""
		if n.Name != nil {
			name = strings.TrimSpace(n.Name.Value.Str())
		}
		out.names[role] = append(out.names[role], name)
		for _, p := range n.Properties {
			if role == "heading" && p.Name == proto.AccessibilityAXPropertyNameLevel {
				out.levels = append(out.levels, p.Value.Value.Int())
			}
		}
	}
	return out
}
