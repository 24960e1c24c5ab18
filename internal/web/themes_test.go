// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/testkit/portal"
	"github.com/heed-upr/heed/internal/testkit/specimen"
	"github.com/heed-upr/heed/internal/web/page"
)

// decode reads what an address answers in JSON.
func decode(t *testing.T, address string, into any) {
	t.Helper()
	got := ask(t, http.MethodGet, address)
	if err := json.Unmarshal([]byte(got.body), into); err != nil {
		t.Fatalf("%s: %d, %v", address, got.StatusCode, err)
	}
}

// The list of themes, the page of each, the table and the search under the same
// filter give the same numbers, in all and by position.
func TestThemes_CountAsTheSearchDoes(t *testing.T) {
	p := portal.Start(t)
	var all find.Themes
	decode(t, p.URL+"/themes.json", &all)
	if len(all.Themes) < 5 || len(all.Issues) < 5 || all.Reviews != 2 {
		t.Fatalf("%d themes, %d issues, %d reviews", len(all.Themes), len(all.Issues), all.Reviews)
	}
	for by, listed := range map[find.Dimension][]find.Crossed{find.ByTheme: all.Themes, find.ByIssue: all.Issues} {
		for _, c := range listed {
			address := "/themes/" + c.Value
			if by == find.ByIssue {
				address = "/issues/" + page.Slug(c.Value)
			}
			var one find.Theme
			decode(t, p.URL+address+".json", &one)
			var searched find.Answer
			decode(t, p.URL+"/search.json?"+url.Values{string(by): {c.Value}}.Encode(), &searched)
			rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(ask(t, http.MethodGet, p.URL+address+".csv").body, "\ufeff"))).ReadAll()
			if err != nil || one.Answer.Total != c.Count || searched.Total != c.Count || len(rows)-1 != c.Count {
				t.Errorf("%s: %d in the list, %d on its page, %d in the search, %d in the table (%v)", c.Value, c.Count, one.Answer.Total, searched.Total, len(rows)-1, err)
			}
			acts, positions := 0, 0
			for _, a := range one.Acts {
				acts += a.Count
			}
			for i, n := range c.Positions {
				if positions += n.Count; searched.Positions()[i] != n {
					t.Errorf("%s: %v in the list, %v in the search", c.Value, n, searched.Positions()[i])
				}
			}
			if acts != c.Count || positions != c.Count {
				t.Errorf("%s: %d, %d by act, %d by position", c.Value, c.Count, acts, positions)
			}
			if g := one.Again; g != nil && (g.Before > g.Of || g.Supported > g.Before || g.Of > c.Count) {
				t.Errorf("%s: %+v", c.Value, *g)
			}
		}
	}
}

// What other mechanisms have said is beside the count of recommendations and not
// in it, and its link leads to as many.
func TestTheme_KeepsOtherMechanismsApart(t *testing.T) {
	p := portal.Empty(t)
	for _, d := range specimen.Documents() {
		p.Import(t, d.Name, d.Data)
	}
	index, _ := specimen.Index() // under names of its own, which no real theme has
	p.ImportIndex(t, bytes.ReplaceAll(index, []byte("Specimen: torture"), []byte("Conditions of detention")))
	some := false
	var all find.Themes
	decode(t, p.URL+"/themes.json", &all)
	for _, c := range all.Themes {
		var one find.Theme
		decode(t, p.URL+"/themes/"+c.Value+".json", &one)
		e := one.Elsewhere
		if e == nil {
			continue
		}
		var listed struct{ Total int }
		decode(t, p.URL+"/mechanisms.json?"+e.Query.Values().Encode(), &listed)
		sum := 0
		for _, m := range e.Mechanisms {
			sum += m.Count
		}
		if listed.Total != e.Total || sum != e.Total {
			t.Errorf("%s: %d of other mechanisms, %d in their list, %d by mechanism", c.Value, e.Total, listed.Total, sum)
		}
		some = some || e.Total > 0
		body := ask(t, http.MethodGet, p.URL+"/en/themes/"+c.Value).body
		if e.Total > 0 && !strings.Contains(body, strconv.Itoa(e.Total)+" passage") {
			t.Errorf("%s does not say %d", c.Value, e.Total)
		}
	}
	if !some {
		t.Error("no theme has anything of other mechanisms")
	}
}

// Every page that the site map names is there, and every page in the head of the
// portal is named.
func TestSitemap_NamesPagesThatAreThere(t *testing.T) {
	p := portal.Start(t)
	var all struct {
		URL []struct {
			Loc string `xml:"loc"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal([]byte(ask(t, http.MethodGet, p.URL+"/sitemap.xml").body), &all); err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, u := range all.URL {
		path := strings.TrimPrefix(u.Loc, p.URL)
		if named[path] {
			t.Errorf("%s is named twice", path)
		}
		named[path] = true
		if strings.Count(path, "/") > 1 || len(path) != 4 { // of the States some will do
			if got := ask(t, http.MethodGet, p.URL+"/en"+path); got.StatusCode != http.StatusOK {
				t.Errorf("%s: %d", path, got.StatusCode)
			}
		}
	}
	for _, path := range []string{"/", "/states", "/themes", "/themes/torture", "/compare", "/XVA", "/XVA/2", "/KAZ"} {
		if !named[path] {
			t.Errorf("%s is not named", path)
		}
	}
}
