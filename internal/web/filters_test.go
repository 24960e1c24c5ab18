// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/store/postgres"
	"github.com/heed-upr/heed/internal/testkit"
	"github.com/heed-upr/heed/internal/testkit/portal"
	"github.com/heed-upr/heed/internal/testkit/specimen"
)

// filters is how many random filters are tried; HEED_TEST_FILTERS asks for more.
const filters = 300

// TestFilters_AgreeInAllFormsOnBothEngines asks random questions of two portals,
// one on each engine, over HTTP: the twins are the same byte for byte, and the
// page's heading, its list, the file for spreadsheets and the twin have the same
// number; so has each value of a facet when it is chosen. Values are chosen, left
// out and asked for by range; the years of a trend add up to the list.
func TestFilters_AgreeInAllFormsOnBothEngines(t *testing.T) {
	st, err := postgres.Open(t.Context(), testkit.Database(t))
	if err != nil {
		t.Fatal(err)
	}
	server := portal.Over(t, st)
	for _, d := range specimen.Documents() {
		server.Import(t, d.Name, d.Data)
	}
	embedded := portal.Start(t)
	index, _ := specimen.Index()
	server.ImportIndex(t, index)
	many := filters
	if n, err := strconv.Atoi(os.Getenv("HEED_TEST_FILTERS")); err == nil {
		many = n
	}
	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 1))
	agreed := 0
	for range many {
		path, query := someFilter(t, random, embedded.URL)
		if !agree(t, random, embedded.URL, server.URL, path, query) {
			t.Errorf("seed %d: %s?%s", seed, path, query.Encode())
		} else {
			agreed++
		}
	}
	t.Logf("%d of %d random filters agree", agreed, many)
}

// found is what of a twin is compared.
type found struct {
	Recommendations []json.RawMessage `json:"recommendations"`
	Annotations     []json.RawMessage `json:"annotations"`
	Total           int               `json:"total"`
	Facets          []find.Facet      `json:"facets"`
	Trend           []find.Period     `json:"trend"`
	Query           find.Query        `json:"query"`
}

// someFilter draws an address with a query: words, and values that the facets of
// the unfiltered list offer.
func someFilter(t *testing.T, random *rand.Rand, base string) (string, url.Values) {
	t.Helper()
	path := []string{"/search", "/XVA/2", "/XVA/3", "/mechanisms"}[random.IntN(4)]
	query := url.Values{}
	words := []string{"", "", "-position:noted", "cycle:2..3 OR year:..2015", "-(women OR theme:torture)", "women", "torture", "ratif*", `"human rights"`, "-police", "law justice", "children education", "court*", "?"}
	if w := words[random.IntN(len(words))]; w != "" {
		query.Set("q", w)
	}
	all := twinOf(t, base, path, url.Values{})
	for _, facet := range all.Facets {
		if len(facet.Counts) == 0 || random.IntN(3) > 0 {
			continue
		}
		for range 1 + random.IntN(2) {
			value := func() string { return facet.Counts[random.IntN(len(facet.Counts))].Value }
			name := string(facet.Dimension)
			if random.IntN(4) == 0 {
				name = find.Not + name
			}
			if facet.Dimension.Ranged() && random.IntN(2) == 0 {
				query.Add(name, someRange(random, value(), value()))
			} else {
				query.Add(name, value())
			}
		}
	}
	return path, query
}

// someRange makes a range of two numbers, sometimes an open one.
func someRange(random *rand.Rand, a, b string) string {
	if len(a) > len(b) || len(a) == len(b) && a > b {
		a, b = b, a
	}
	switch random.IntN(4) {
	case 0:
		return a + ".."
	case 1:
		return ".." + b
	}
	return a + ".." + b
}

// agree compares all forms of an answer.
func agree(t *testing.T, random *rand.Rand, embedded, server, path string, query url.Values) bool {
	t.Helper()
	whole := url.Values{"page": {"all"}}
	for name, values := range query {
		whole[name] = values
	}
	twin := fetch(t, embedded+path+".json?"+whole.Encode())
	if other := fetch(t, server+path+".json?"+whole.Encode()); other != twin {
		t.Errorf("the engines answer %d and %d bytes", len(twin), len(other))
		return false
	}
	here := parsed(t, path, twin)
	page := fetch(t, embedded+"/en"+path+"?"+whole.Encode())
	if at := strings.Index(page, `id="list"`); at > 0 {
		page = page[at:]
	}
	listed := strings.Count(page, `class="ref"`) + strings.Count(page, `class="by"><span dir="ltr">`)
	rows, err := csv.NewReader(strings.NewReader(fetch(t, embedded+path+".csv?"+query.Encode()))).ReadAll()
	if err != nil || listed != here.Total || len(here.Recommendations)+len(here.Annotations) != here.Total || len(rows)-1 != here.Total {
		t.Errorf("total %d; %d on the page, %d in the twin, %d in the file (%v)", here.Total, listed, len(here.Recommendations), len(rows)-1, err)
		return false
	}
	for name := range query {
		if d := find.Dimension(strings.TrimPrefix(name, find.Not)); name != "q" && len(here.Query.Filter[d])+len(here.Query.Without[d]) == 0 {
			t.Errorf("%s was not heard", name)
			return false
		}
	}
	if path == "/search" && !trendAgrees(t, here) {
		return false
	}
	facet := here.Facets[random.IntN(len(here.Facets))]
	if len(facet.Counts) == 0 {
		return true
	}
	chosen := facet.Counts[random.IntN(len(facet.Counts))]
	query.Del(string(facet.Dimension))
	query.Set(string(facet.Dimension), chosen.Value)
	if n := twinOf(t, embedded, path, query).Total; n != chosen.Count {
		t.Errorf("%s=%s promises %d and gives %d", facet.Dimension, chosen.Value, chosen.Count, n)
		return false
	}
	return true
}

// trendAgrees holds the years of a trend against the list: their sum, each
// position's, and each year's against its rows.
func trendAgrees(t *testing.T, here found) bool {
	t.Helper()
	rows := map[int]map[heed.Position]int{}
	for _, raw := range here.Recommendations {
		var hit find.Hit
		if err := json.Unmarshal(raw, &hit); err != nil {
			t.Fatal(err)
		}
		if rows[hit.Year] == nil {
			rows[hit.Year] = map[heed.Position]int{}
		}
		rows[hit.Year][hit.Position]++
	}
	sum := 0
	for _, p := range here.Trend {
		of := 0
		for _, c := range p.Positions {
			if of += c.Count; rows[p.Year][c.Value] != c.Count {
				t.Errorf("%d: %d are %s in the trend, %d in the list", p.Year, c.Count, c.Value, rows[p.Year][c.Value])
				return false
			}
		}
		if sum += p.Count; of != p.Count || p.Count > 0 && p.Read == 0 {
			t.Errorf("%d: %d in all, %d by position, from %d reviews read", p.Year, p.Count, of, p.Read)
			return false
		}
	}
	if sum != here.Total {
		t.Errorf("the trend has %d, the list %d", sum, here.Total)
	}
	return sum == here.Total
}

func twinOf(t *testing.T, base, path string, query url.Values) found {
	t.Helper()
	return parsed(t, path, fetch(t, base+path+".json?"+query.Encode()))
}

// parsed reads a twin: that of a review holds the answer beside the rest.
func parsed(t *testing.T, path, body string) found {
	t.Helper()
	var review struct {
		Answer found `json:"answer"`
	}
	into := any(&review)
	if path == "/search" || path == "/mechanisms" {
		into = &review.Answer
	}
	if err := json.Unmarshal([]byte(body), into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return review.Answer
}

func fetch(t *testing.T, address string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(r)
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
