// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/heed-upr/heed/internal/testkit/portal"
)

// Whatever is typed or linked, a reader learns how it was understood and can go on.
func TestSearch_SaysHowItWasUnderstood(t *testing.T) {
	p := portal.Start(t)
	long := strings.Repeat("right ", 90) + "NOT right"
	for path, want := range map[string]struct {
		status int
		text   string
	}{
		"/en/search?q=" + url.QueryEscape(long):  {http.StatusOK, "the rest was left out"},
		"/en/search?q=%ff%fe":                    {http.StatusOK, "There was no word to look for"},
		"/en/search?q=state%3A":                  {http.StatusOK, "has no value behind it"},
		"/en/search?q=women&fbclid=x1":           {http.StatusBadRequest, `href="/en/search?q=women">Go on without this filter`},
		"/en/search?q=women&year=9999..1":        {http.StatusBadRequest, `href="/en/search?q=women">Go on without this filter`},
		"/search.json?q=women&theme=nope":        {http.StatusBadRequest, `"instead": "/search.json?q=women"`},
		"/en/compare?a=XXX%2F1&b=XVA%2F2":        {http.StatusBadRequest, `href="/en/compare?b=XVA%2F2">Go on without`},
		"/en/search?q=women&page=999":            {http.StatusNotFound, "Go to the last page of the list"},
		"/en/search?q=women&page=minus":          {http.StatusBadRequest, `href="/en/search?q=women">Go on without`},
		"/en/search?q=%E2%80%AEstate%3ANowhere(": {http.StatusOK, "A bracket was not closed"},
	} {
		if got := ask(t, http.MethodGet, p.URL+path); got.StatusCode != want.status || !strings.Contains(got.body, want.text) {
			t.Errorf("%.60s: %d, want %d and %q", path, got.StatusCode, want.status, want.text)
		}
	}
}
