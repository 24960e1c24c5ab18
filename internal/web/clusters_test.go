// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// The page of what is asked, its twin and its table have the same recommendations
// in the same clusters.
func TestClusters_FormsAgree(t *testing.T) {
	p := portal.Start(t)
	home := ask(t, http.MethodGet, p.URL+"/index.json").body
	var here find.Home
	if err := json.Unmarshal([]byte(home), &here); err != nil {
		t.Fatal(err)
	}
	address := p.URL + "/clusters/" + here.Reviews[0].ReviewID.String()
	var twin find.Clusters
	if err := json.Unmarshal([]byte(ask(t, http.MethodGet, address+".json").body), &twin); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(ask(t, http.MethodGet, address+".csv").body, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	page := ask(t, http.MethodGet, address+"?page=all").body
	if got := ask(t, http.MethodGet, address+"?page=99"); got.StatusCode != http.StatusNotFound || !strings.Contains(got.body, "page=") && !strings.Contains(got.body, address[len(p.URL):]+`"`) {
		t.Errorf("a page behind the last: %d, %s", got.StatusCode, got.body)
	}
	n := 1
	for _, c := range twin.Clusters {
		for _, h := range c.Recommendations {
			if n >= len(rows) || rows[n][3] != c.Line || !strings.HasSuffix(rows[n][len(rows[n])-1], "/"+h.ID().String()) {
				t.Fatalf("row %d is not %s", n, h.ID())
			}
			if strings.Count(page, `/`+h.ID().String()+`"`) != 1 {
				t.Errorf("%s is not once in the page", h.ID())
			}
			n++
		}
	}
	if n != len(rows) || n-1 != twin.Recommendations || len(twin.Clusters) < 2 {
		t.Errorf("%d rows, %d recommendations in %d clusters", len(rows)-1, twin.Recommendations, len(twin.Clusters))
	}
}
