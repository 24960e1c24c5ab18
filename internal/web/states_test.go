// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/testkit/portal"
	"github.com/heed-upr/heed/internal/web"
)

// mark is a mark on the page of States: reach, State, cycle and text.
var mark = regexp.MustCompile(`<a class="([a-z_]+)" href="/en/([A-Z]{3})/([0-9]+)"><span>([^<]*)</span></a>`)

// gridOf gives the twin of the page of States.
func gridOf(t *testing.T, p *portal.Portal) find.Grid {
	t.Helper()
	var g find.Grid
	if err := json.Unmarshal([]byte(ask(t, http.MethodGet, p.URL+"/states.json").body), &g); err != nil {
		t.Fatal(err)
	}
	return g
}

// The page of States, its twin and its table say the same of every review, in
// marks for the eye and in words.
func TestStates_FormsAgree(t *testing.T) {
	p := portal.Start(t)
	words := map[find.Reach]string{
		find.ReachRead: " read, ", find.ReachDraft: ": draft, ", find.ReachNotRead: " not read", find.ReachPlanned: " to come", find.ReachNone: ": no review",
	}
	page := map[string]find.Reach{}
	for _, m := range mark.FindAllStringSubmatch(ask(t, http.MethodGet, p.URL+"/en/states").body, -1) {
		reach := find.Reach(m[1])
		page[m[2]+"/"+m[3]] = reach
		if words[reach] == "" || !strings.HasPrefix(m[4], "cycle "+m[3]+words[reach]) {
			t.Errorf("%s/%s is %s, and says %q", m[2], m[3], reach, m[4])
		}
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(ask(t, http.MethodGet, p.URL+"/states.csv").body, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	table := map[string]find.Reach{}
	for _, r := range rows[1:] {
		table[r[0]+"/"+r[3]] = find.Reach(r[5])
		if here := r[5] == string(find.ReachRead) || r[5] == string(find.ReachDraft); here == (r[7] == "") {
			t.Errorf("%s has %q recommendations", r, r[7])
		}
	}
	n := 0
	for _, g := range gridOf(t, p).Groups {
		for _, s := range g.States {
			for _, r := range s.Reviews {
				n++
				id := heed.ReviewID{State: s.State, Cycle: r.Cycle}.String()
				if page[id] != r.Reach || table[id] != r.Reach {
					t.Errorf("%s: %q on the page, %q in the table, %q in the twin", id, page[id], table[id], r.Reach)
				}
			}
		}
	}
	if n != len(page) || n != len(table) || n < len(refdata.Reviews()) {
		t.Errorf("%d reviews in the twin, %d on the page, %d in the table", n, len(page), len(table))
	}
}

// An invented State is told to be, stands apart and counts nowhere.
func TestStates_CountNothingInvented(t *testing.T) {
	p := portal.Start(t)
	body := ask(t, http.MethodGet, p.URL+"/en/states").body
	if m := gridOf(t, p).Members; m.Read != 0 || !strings.Contains(body, "0 of "+strconv.Itoa(m.Reviews)+" reviews of the members of the UN are read here.") {
		t.Errorf("the page does not say that none of %d is read", m.Reviews)
	}
	_, apart, _ := strings.Cut(body, `id="not_members"`)
	if !strings.Contains(apart, `href="/en/XVA">Veldania</a> <em>invented</em>`) {
		t.Error("the invented State does not stand among those that are no members, as invented")
	}
}

// allRead is a store that holds a record of every review that there is.
type allRead struct{ find.Source }

func (s allRead) View(_ context.Context, f func(find.Source) error) error { return f(s) }

func (allRead) LogLength(context.Context) (int64, error) { return 0, nil }

func (allRead) Entries(context.Context, int64, int) ([]heed.Entry, error) { return nil, nil }

func (allRead) Corrections(context.Context, heed.ReviewID) ([]heed.Correction, error) {
	return nil, nil
}

func (allRead) Decisions(context.Context, heed.ReviewID) ([]heed.LabelDecision, error) {
	return nil, nil
}

func (allRead) Documents(context.Context) ([]heed.Document, error) { return nil, nil }

func (allRead) Revisions(context.Context) ([]find.Revision, error) {
	var out []find.Revision
	for _, r := range refdata.Reviews() {
		out = append(out, find.Revision{Review: r.ReviewID})
	}
	return out, nil
}

func (allRead) Translations(context.Context, heed.ReviewID) ([]heed.Translation, error) {
	return nil, nil
}

func (allRead) Record(_ context.Context, id heed.ReviewID) (heed.Record, error) {
	r := heed.Record{Review: heed.Review{ReviewID: id, Stage: heed.DocIssued}}
	for i := range 112 { // as many digits as most have, and the longest plural in Russian
		r.Recommendations = append(r.Recommendations, heed.Recommendation{State: id.State, Cycle: id.Cycle, Ref: "1." + strconv.Itoa(i+1)})
	}
	return r, nil
}

// The page of States stays below 100 kB, a tenth of it on the line, also if every
// review that there is were read.
func TestStates_StaySmall(t *testing.T) {
	handler, err := web.New(web.Config{Find: find.New(allRead{}), App: app.New(app.Config{}), Host: "a test", Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	full := httptest.NewServer(handler)
	defer full.Close()
	few := portal.Start(t)
	const limit = 100_000
	for _, language := range []string{"en", "ru", "kk"} {
		for _, url := range []string{few.URL, full.URL} {
			got := ask(t, http.MethodGet, url+"/"+language+"/states")
			packed := ask(t, http.MethodGet, url+"/"+language+"/states", "Accept-Encoding", "gzip")
			if got.StatusCode != http.StatusOK || len(got.body) > limit || len(packed.body) > limit/10 {
				t.Errorf("%s: %d with %d bytes, %d packed; at most %d", language, got.StatusCode, len(got.body), len(packed.body), limit)
			}
		}
	}
}

// Every page leads to the States, to the search and to what Heed is, in its own
// language, and names its twin.
func TestPages_LeadOn(t *testing.T) {
	p := portal.Start(t)
	rec, report := first(t, p)
	for _, path := range []string{"/", "/states", "/about", "/method", "/search", "/XVA", "/KAZ/4", review, rec, "/documents/" + string(report.Digest)} {
		body := ask(t, http.MethodGet, p.URL+"/ru"+path).body
		twin := strings.Replace(path+".json", "/.json", "/index.json", 1)
		for _, want := range []string{`href="/ru/states"`, `href="/ru/search"`, `href="/ru/about"`, `href="/ru/method"`, `type="application/json" href="` + twin + `"`} {
			if !strings.Contains(body, want) {
				t.Errorf("%s has no %s", path, want)
			}
		}
	}
	if !strings.Contains(ask(t, http.MethodGet, p.URL+"/ru/no/such/page").body, `href="/ru/about"`) {
		t.Error("a page that is not there does not lead to what Heed is")
	}
}

// The page about Heed names who runs the installation, or that nobody is named;
// where the source is, it has from the program itself.
func TestAbout_NamesOperatorAndSource(t *testing.T) {
	p := portal.Empty(t)
	body := ask(t, http.MethodGet, p.URL+"/en/about").body
	if n := strings.Count(body, "This installation is run by a test."); n != 3 { // its own section, where to turn, the foot
		t.Errorf("the operator is named %d times", n)
	}
	var twin struct{ License, Source, Operator string }
	if err := json.Unmarshal([]byte(ask(t, http.MethodGet, p.URL+"/about.json").body), &twin); err != nil {
		t.Fatal(err)
	}
	if twin.License != "Apache-2.0" || twin.Operator != "a test" || twin.Source != "github.com/heed-upr/heed" || !strings.Contains(body, `<code dir="ltr">`+twin.Source) {
		t.Errorf("%+v", twin)
	}
	handler, err := web.New(web.Config{Find: find.New(allRead{}), App: app.New(app.Config{}), Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	nameless := httptest.NewServer(handler)
	defer nameless.Close()
	if got := ask(t, http.MethodGet, nameless.URL+"/en/about").body; strings.Count(got, "has not been named") != 3 {
		t.Error("it does not say that nobody is named")
	}
}
