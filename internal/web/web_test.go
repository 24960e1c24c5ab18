// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"image/png"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/read"
	"github.com/heed-upr/heed/internal/testkit"
	"github.com/heed-upr/heed/internal/testkit/portal"
	"github.com/heed-upr/heed/internal/testkit/specimen"
	"github.com/heed-upr/heed/internal/web"
)

func TestMain(m *testing.M) {
	read.ServeIfWorker()
	os.Exit(m.Run())
}

// answer is what a request brought.
type answer struct {
	*http.Response
	body string
}

// ask sends a request without following redirects; headers are name, value, ….
func ask(t *testing.T, method, url string, headers ...string) answer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	client := &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport:     &http.Transport{DisableCompression: true},
	}
	response, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response, string(body)}
}

const (
	review  = "/XVA/2"
	unknown = "/XVA/2/999.999"
)

// first is the address of the first recommendation, and the report it is in.
func first(t *testing.T, p *portal.Portal) (string, heed.Document) {
	t.Helper()
	id := heed.ReviewID{State: "XVA", Cycle: 2}
	all, err := p.Find.Review(t.Context(), heed.Viewer{}, id, find.Query{})
	if err != nil {
		t.Fatal(err)
	}
	return review + "/" + all.Answer.Rows[0].Ref, all.Report
}

func TestTemplates_FitTheirData(t *testing.T) {
	if err := web.CheckTemplates(); err != nil {
		t.Error(err)
	}
}

func TestPortal_AnswersEveryAddress(t *testing.T) {
	p := portal.Start(t)
	rec, report := first(t, p)
	document := "/documents/" + string(report.Digest)
	for _, c := range []struct {
		path        string
		status      int
		contentType string
	}{
		{"/", 200, "text/html"},
		{"/ru", 200, "text/html"},
		{"/ru/", 200, "text/html"},
		{"/index.json", 200, "application/json"},
		{review, 200, "text/html"},
		{review + "/", 301, ""},
		{review + ".json?position=noted", 200, "application/json"},
		{review + "?position=perhaps", 400, "text/html"},
		{review + ".json?from=XX", 400, "application/json"},
		{review + ".csv", 200, "text/csv"},
		{review + ".xlsx?position=noted", 200, "application/vnd.openxmlformats"},
		{"/index.csv", 404, "application/json"}, // it lists no recommendations
		{"/search", 200, "text/html"},
		{"/ru/search?q=%22%22%2A-&page=all", 200, "text/html"},
		{"/search?q=zzzz&page=99999999", 404, "text/html"},
		{"/search?page=-1", 400, "text/html"},
		{"/search?under=49", 400, "text/html"}, // paragraphs are those of one review
		{"/search.json?theme=torture&theme=women", 200, "application/json"},
		{"/search.csv?act=5", 200, "text/csv"},
		{rec, 200, "text/html"},
		{rec + ".json", 200, "application/json"},
		{rec + ".bib", 200, "application/x-bibtex"},
		{"/ru" + rec + ".ris", 200, "application/x-research-info-systems"},
		{unknown + ".ris", 404, "application/json"},
		{"/search.bib", 404, "application/json"},
		{unknown, 404, "text/html"},
		{unknown + ".json", 404, "application/json"},
		{"/XVA/9", 404, "text/html"},
		{"/KAZ/4", 200, "text/html"}, // known, and not read here
		{"/KAZ/4.json", 200, "application/json"},
		{"/KAZ/9", 404, "text/html"},
		{"/xva/2", 404, "text/html"},
		{"/XVA/02", 404, "text/html"},
		{document, 200, "text/html"},
		{document + ".json?page=2", 200, "application/json"},
		{document + "?page=0", 404, "text/html"},
		{document + "?page=99999", 404, "text/html"},
		{document + "?page=two", 400, "text/html"},
		{document + "?mark=%3Cscript%3E", 400, "text/html"},
		{document + "/pages/1.png?width=600", 200, "image/png"},
		{document + "/pages/1.png?width=601", 400, "text/html"},
		{document + "/pages/1.png", 400, "text/html"},
		{document + "/pages/0.png?width=600", 404, "text/html"},
		{document + "/pages/first.png?width=600", 404, "text/html"},
		{document + "/original", 200, "application/pdf"},
		{"/documents/" + strings.Repeat("0", 64), 404, "text/html"},
		{"/documents/..%2f..%2fetc%2fpasswd", 301, ""}, // to the address without the detour
		{"/documents/" + strings.Repeat("0", 64) + "/original", 404, "text/html"},
		{"/" + report.Symbol, 302, ""},
		{"/" + strings.ToLower(report.Symbol), 404, "text/html"},
		{"/A/HRC/99/999", 404, "text/html"},
		{"/static/icon.svg", 200, "image/svg+xml"},
		{"/static/none.css", 404, "text/plain"},
		{"/healthz", 200, "text/plain"},
		{"/XVA", 200, "text/html"},
		{"/ru/KAZ", 200, "text/html"},
		{"/KAZ.json", 200, "application/json"},
		{"/KAZ.csv", 404, "application/json"},
		{"/QQQ", 404, "text/html"},
		{"/states", 200, "text/html"},
		{"/kk/states", 200, "text/html"},
		{"/states.json", 200, "application/json"},
		{"/states.csv", 200, "text/csv"},
		{"/states.xlsx", 200, "application/vnd.openxmlformats"},
		{"/compare", 200, "text/html"},
		{"/compare?a=XVA/2&b=XVA/3", 200, "text/html"},
		{"/ru/compare.json?a=XVA/2&b=XVA/3", 200, "application/json"},
		{"/compare.csv?a=XVA&b=KAZ", 200, "text/csv"},
		{"/compare?a=KAZ/3&b=XVA", 200, "text/html"}, // known, and not read here
		{"/compare?a=QQQ&b=XVA", 400, "text/html"},
		{"/compare?c=XVA", 400, "text/html"},
		{"/themes", 200, "text/html"},
		{"/kk/themes/torture", 200, "text/html"},
		{"/themes/torture.json", 200, "application/json"},
		{"/themes/torture.csv", 200, "text/csv"},
		{"/themes.xlsx", 200, "application/vnd.openxmlformats"},
		{"/issues/women-s-rights", 200, "text/html"},
		{"/themes/nothing", 404, "text/html"},
		{"/issues/nothing.json", 404, "application/json"},
		{"/about", 200, "text/html"},
		{"/ru/about.json", 200, "application/json"},
		{"/about.csv", 404, "application/json"},
		{"/robots.txt", 200, "text/plain"},
		{"/sitemap.xml", 200, "application/xml"},
		{"/a/b/c/d", 404, "text/html"},
	} {
		got := ask(t, http.MethodGet, p.URL+c.path)
		if got.StatusCode != c.status || !strings.HasPrefix(got.Header.Get("Content-Type"), c.contentType) {
			t.Errorf("%s: %d %s, want %d %s", c.path, got.StatusCode, got.Header.Get("Content-Type"), c.status, c.contentType)
		}
		for _, header := range []string{"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"} {
			if got.Header.Get(header) == "" {
				t.Errorf("%s: no %s", c.path, header)
			}
		}
		if len(got.Cookies()) > 0 {
			t.Errorf("%s: sets a cookie", c.path)
		}
		if c.contentType == "application/json" && !json.Valid([]byte(got.body)) {
			t.Errorf("%s: not JSON: %s", c.path, got.body)
		}
	}
}

// An answer is said to be still to come until the Council has met, and
// afterwards that it is not here. The day counts for finished pages too.
func TestReview_SaysWhetherAnAnswerIsToCome(t *testing.T) {
	p := portal.Empty(t)
	documents := specimen.Documents()
	p.Import(t, documents[0].Name, documents[0].Data)
	coming, missing := "await the answer of", "open, and the document with the answer of"
	for _, c := range []struct {
		day       int
		says, not string
	}{{29, coming, missing}, {31, missing, coming}, {29, coming, missing}} {
		p.Now = time.Date(2015, time.April, c.day, 12, 0, 0, 0, time.UTC) // the review was in November 2014
		got := ask(t, http.MethodGet, p.URL+"/en"+review).body
		if !strings.Contains(got, c.says) || strings.Contains(got, c.not) {
			t.Errorf("on %s the page does not say %q, or says %q", p.Now, c.says, c.not)
		}
	}
	p.Now = time.Date(2016, time.April, 1, 12, 0, 0, 0, time.UTC)
	if got := ask(t, http.MethodGet, p.URL+"/en"+review).body; !strings.Contains(got, "(A/HRC/28/901/Add.1 by the usual pattern)") || strings.Contains(got, "heed import") {
		t.Error("the document is not named, or one that is invented is to be fetched")
	}
}

// The numbers on a page, in its twin and in the store are the same ones.
func TestTwin_SaysWhatThePageSays(t *testing.T) {
	p := portal.Start(t)
	for _, query := range []string{"", "?position=noted", "?position=supported&from=XNO"} {
		var twin struct {
			Answer struct {
				Total           int
				Recommendations []struct{ Ref string }
			}
		}
		if err := json.Unmarshal([]byte(ask(t, http.MethodGet, p.URL+review+".json"+query).body), &twin); err != nil {
			t.Fatal(err)
		}
		page := ask(t, http.MethodGet, p.URL+"/en"+review+all(query)).body
		if got := strings.Count(page, `<li id="r`); got != twin.Answer.Total || got != len(twin.Answer.Recommendations) {
			t.Errorf("%q: %d on the page, %d in the twin, which says %d", query, got, len(twin.Answer.Recommendations), twin.Answer.Total)
		}
	}
}

// all asks for the whole list on one page.
func all(query string) string {
	if query == "" {
		return "?page=all"
	}
	return query + "&page=all"
}

// What a search shows, counts and gives to programs is the same in every form:
// the page, its JSON, its CSV and its workbook, for filters of every kind.
func TestSearch_FormsAgree(t *testing.T) {
	p := portal.Start(t)
	for _, query := range []string{
		"?q=rights", "?q=%22human+rights%22", "?position=noted", "?position=noted&position=supported&from=XNO", "?theme=treaties&act=5",
		"?state=XVA&cycle=3&q=protect*", "?q=rights+-police&qualifier=none", "?q=nothing+like+this",
	} {
		var twin struct {
			Total           int
			Recommendations []struct{ Ref, Text string }
			Facets          []struct {
				Dimension string
				Counts    []struct {
					Value string
					Count int
				}
			}
		}
		if err := json.Unmarshal([]byte(ask(t, http.MethodGet, p.URL+"/search.json"+query).body), &twin); err != nil {
			t.Fatal(err)
		}
		page := ask(t, http.MethodGet, p.URL+"/en/search"+query+"&page=all").body
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(ask(t, http.MethodGet, p.URL+"/search.csv"+query).body, "\ufeff"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		book, err := excelize.OpenReader(strings.NewReader(ask(t, http.MethodGet, p.URL+"/search.xlsx"+query).body))
		if err != nil {
			t.Fatal(err)
		}
		sheet, err := book.GetRows("Heed")
		if err != nil {
			t.Fatal(err)
		}
		counted := strings.Count(page, `<p class="from">`)
		if n := twin.Total; counted != n || len(twin.Recommendations) != n || len(rows)-1 != n || len(sheet)-1 != n {
			t.Errorf("%s: total %d; %d on the page, %d in JSON, %d in CSV, %d in the workbook", query, n, counted, len(twin.Recommendations), len(rows)-1, len(sheet)-1)
		}
		for i, r := range twin.Recommendations {
			if rows[i+1][6] != r.Ref || sheet[i+1][6] != r.Ref || rows[i+1][7] != r.Text {
				t.Errorf("%s: row %d is %q in JSON, %q in CSV, %q in the workbook", query, i+1, r.Ref, rows[i+1][6], sheet[i+1][6])
			}
		}
	}
}

func TestPortal_OnlyAnswersToReaders(t *testing.T) {
	p := portal.Start(t)
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodPatch, "PROPFIND"} {
		got := ask(t, method, p.URL+review)
		if got.StatusCode != http.StatusMethodNotAllowed || got.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d, Allow %q", method, got.StatusCode, got.Header.Get("Allow"))
		}
	}
	head := ask(t, http.MethodHead, p.URL+review)
	if head.StatusCode != http.StatusOK || head.body != "" {
		t.Errorf("HEAD: %d with %d bytes", head.StatusCode, len(head.body))
	}
}

func TestPortal_SpeaksTheReadersLanguage(t *testing.T) {
	p := portal.Start(t)
	for accept, want := range map[string]string{"": "en", "kk": "kk", "ru-RU,ru;q=0.9,en;q=0.1": "ru", "tlh": "en", "xx;;;q=": "en"} {
		got := ask(t, http.MethodGet, p.URL+review, "Accept-Language", accept)
		if !strings.Contains(got.body, `<html lang="`+want+`"`) {
			t.Errorf("Accept-Language %q: not in %s", accept, want)
		}
		if !strings.Contains(strings.Join(got.Header.Values("Vary"), ","), "Accept-Language") {
			t.Errorf("Accept-Language %q: a cache may mix up languages", accept)
		}
	}
	named := ask(t, http.MethodGet, p.URL+"/kk"+review, "Accept-Language", "ru")
	if !strings.Contains(named.body, `<html lang="kk"`) || strings.Contains(strings.Join(named.Header.Values("Vary"), ","), "Accept-Language") {
		t.Error("an address that names its language is not answered in it alone")
	}
}

func TestPortal_IsKindToCachesAndSlowLines(t *testing.T) {
	p := portal.Start(t)
	whole := ask(t, http.MethodGet, p.URL+"/en"+review)
	again := ask(t, http.MethodGet, p.URL+"/en"+review, "If-None-Match", whole.Header.Get("ETag"))
	if again.StatusCode != http.StatusNotModified || again.body != "" {
		t.Errorf("asked whether it still holds: %d with %d bytes", again.StatusCode, len(again.body))
	}
	small := ask(t, http.MethodGet, p.URL+"/en"+review, "Accept-Encoding", "gzip")
	r, err := gzip.NewReader(strings.NewReader(small.body))
	if err != nil {
		t.Fatal(err)
	}
	opened, err := io.ReadAll(r)
	if err != nil || string(opened) != whole.body {
		t.Errorf("compressed, it is another page (%v)", err)
	}
	if len(small.body) > len(whole.body)/3 {
		t.Errorf("%d bytes of %d after compression", len(small.body), len(whole.body))
	}
}

func TestPortal_ShowsTheOriginal(t *testing.T) {
	p := portal.Start(t)
	_, report := first(t, p)
	document := p.URL + "/documents/" + string(report.Digest)
	original := ask(t, http.MethodGet, document+"/original")
	if heed.DigestOf([]byte(original.body)) != report.Digest {
		t.Error("the original is not what came in")
	}
	if got := original.Header.Get("Content-Disposition"); !strings.HasPrefix(got, "attachment;") || !strings.Contains(got, report.Name) {
		t.Errorf("Content-Disposition %q", got)
	}
	image, err := png.Decode(bytes.NewReader([]byte(ask(t, http.MethodGet, document+"/pages/2.png?width=600").body)))
	if err != nil || image.Bounds().Dx() != 600 {
		t.Errorf("the image of page 2: %v, %v", image, err)
	}
}

// What somebody looks at is in no log: neither address nor query, nor who.
func TestLog_HoldsNothingOfReaders(t *testing.T) {
	p := portal.Start(t)
	rec, _ := first(t, p)
	ask(t, http.MethodGet, p.URL+rec+"?state=XNO&secret=torture", "User-Agent", "somebody", "X-Forwarded-For", "192.0.2.7")
	ask(t, http.MethodGet, p.URL+review+"?state=XNO")
	log := ""
	for range 100 { // a line is written when the answer has gone
		if log = p.Log.String(); strings.Contains(log, "route=/{state}/{cycle} ") && strings.Contains(log, "status=200") {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	for _, never := range []string{"XNO", "XVA", "torture", "somebody", "192.0.2.7", "127.0.0.1", rec} {
		if strings.Contains(log, never) {
			t.Errorf("the log holds %q:\n%s", never, log)
		}
	}
	if !strings.Contains(log, "route=/{state}/{cycle}") || !strings.Contains(log, "status=200") {
		t.Errorf("the log does not say what was served:\n%s", log)
	}
}

// No address of the portal leads to another host.
func TestRedirects_StayHere(t *testing.T) {
	p := portal.Empty(t)
	for _, path := range []string{"//evil.example/", "///evil.example/", "/en//evil.example/", "//evil.example/..", "/\\\\evil.example/"} {
		got := ask(t, http.MethodGet, p.URL+path).Header.Get("Location")
		if strings.HasPrefix(got, "//") || strings.Contains(got, "://") || strings.HasPrefix(got, "/\\") {
			t.Errorf("%s leads to %s", path, got)
		}
	}
	for path, want := range map[string]string{
		"/XVA/2/?position=noted":  "/XVA/2?position=noted",
		"/ru/XVA//2.json":         "/ru/XVA/2.json",
		"/kk/search//.csv?q=a":    "/kk/search.csv?q=a",
		"/kk//search/?q=a":        "/kk/search?q=a",
		"/ru/XVA/2/../3":          "/ru/XVA/3",
		"/en/XVA/2/./59.1.json":   "/en/XVA/2/59.1.json",
		"/ru//index.json":         "/ru/index.json",
		"/en/search/../index.csv": "/en/index.csv",
	} {
		if got := ask(t, http.MethodGet, p.URL+path).Header.Get("Location"); got != want {
			t.Errorf("%s leads to %s, not to %s", path, got, want)
		}
	}
}

// What cannot be understood is told, and never shows more than was asked for.
func TestSearch_SaysWhatItDoesNotUnderstand(t *testing.T) {
	p := portal.Start(t)
	for _, path := range []string{"/search", "/mechanisms", "/XVA/2"} {
		for query, status := range map[string]int{"?q=%zz": 400, "?q=a;b": 400, "?page=9999": 404, "?q=the&page=99999999999999999999": 400, "?page=1": 200} {
			for _, form := range []string{"", ".json"} {
				if got := ask(t, http.MethodGet, p.URL+"/en"+path+form+query); got.StatusCode != status {
					t.Errorf("%s%s%s: %d, want %d", path, form, query, got.StatusCode, status)
				}
			}
		}
	}
	for _, path := range []string{"/search", "/mechanisms", "/XVA/2"} {
		if body := ask(t, http.MethodGet, p.URL+"/en"+path+"?q="+url.QueryEscape(`(lamp AND taste:sweet`)).body; !strings.Contains(body, "A bracket was not closed") || !strings.Contains(body, "no field “taste”") {
			t.Errorf("%s does not say how it was understood", path)
		}
	}
	for _, path := range []string{"/search", "/mechanisms", "/XVA/2"} {
		if body := ask(t, http.MethodGet, p.URL+"/en"+path+"?q=%22").body; !strings.Contains(body, "no word to look for") {
			t.Errorf("%s does not say that there was no word", path)
		}
		if body := ask(t, http.MethodGet, p.URL+"/en"+path+".json?q=%22").body; !strings.Contains(body, `"no_word": true`) {
			t.Errorf("%s.json does not say that there was no word", path)
		}
		if body := ask(t, http.MethodGet, p.URL+"/en"+path+".json?q=law").body; strings.Contains(body, `"no_word"`) {
			t.Errorf("%s.json says that there was no word where there was one", path)
		}
	}
}

// A page behind the last of a list is told with the way to the last, in every
// form; a page of a list that is asked for as a table is that page.
func TestLists_LeadToTheirLastPage(t *testing.T) {
	p := portal.Start(t)
	for path, query := range map[string]string{"/search": "q=rights&", "/mechanisms": "", "/XVA/2": ""} {
		if got := ask(t, http.MethodGet, p.URL+"/en"+path+"?"+query+"page=999"); got.StatusCode != http.StatusNotFound || !strings.Contains(got.body, `href="/en`+path+"?") {
			t.Errorf("%s: %d without a link to the last page", path, got.StatusCode)
		}
		got := ask(t, http.MethodGet, p.URL+"/ru"+path+".json?"+query+"page=999")
		var failed struct{ Error struct{ Instead string } }
		if err := json.Unmarshal([]byte(got.body), &failed); err != nil || !strings.HasPrefix(failed.Error.Instead, "/ru"+path+".json") {
			t.Fatalf("%s: no address of the last page in %s", path, got.body)
		}
		if got := ask(t, http.MethodGet, p.URL+failed.Error.Instead); got.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", failed.Error.Instead, got.StatusCode)
		}
		if got := ask(t, http.MethodGet, p.URL+"/en"+path+".csv?"+query+"page=999"); got.StatusCode != http.StatusNotFound {
			t.Errorf("%s.csv: %d", path, got.StatusCode)
		}
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(ask(t, http.MethodGet, p.URL+"/mechanisms.csv?page=2").body, "\ufeff"))).ReadAll()
	if err != nil || len(rows)-1 > find.AnnotationPageRows {
		t.Errorf("page 2 of the annotations as a table has %d rows (%v)", len(rows)-1, err)
	}
}

// What a form sends becomes the address that holds the same search and nothing
// else.
func TestForms_BecomeLinks(t *testing.T) {
	p := portal.Start(t)
	for sent, kept := range map[string]string{
		"/en/search?q=&state=&position=noted&theme=":                          "/en/search?position=noted",
		"/search?q=law&theme=torture&theme=women&leave=chosen":                "/search?not.theme=women&q=law&theme=torture",
		"/search?theme=torture&theme=&not.theme=women&leave=chosen":           "/search?not.theme=women&theme=torture",
		"/ru/search.json?year=&year.first=2015&year.last=2012":                "/ru/search.json?year=2012..2015",
		"/search?cycle.first=2&cycle.last=&leave=chosen":                      "/search?not.cycle=2..",
		"/search?session.last=20&session.first=":                              "/search?session=..20",
		"/XVA/2?position=noted&position=noted":                                "/XVA/2?position=noted",
		"/mechanisms?q=&kind=recommendation&year=&year.first=&year.last=2020": "/mechanisms?kind=recommendation&year=..2020",
	} {
		got := ask(t, http.MethodGet, p.URL+sent)
		if to := got.Header.Get("Location"); got.StatusCode != http.StatusFound || to != kept {
			t.Errorf("%s: %d %s, want %s", sent, got.StatusCode, to, kept)
		}
		if got := ask(t, http.MethodGet, p.URL+kept); got.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", kept, got.StatusCode)
		}
	}
	for _, bad := range []string{"?year=2015..2012", "?year=..", "?year=20x..", "?theme=a..b", "?not.theme=nothing", "?not.q=law", "?not.page=1", "?year.first=abc", "?not.not.theme=women"} {
		if got := ask(t, http.MethodGet, p.URL+"/search"+bad); got.StatusCode != http.StatusBadRequest && got.StatusCode != http.StatusFound {
			t.Errorf("%s: %d", bad, got.StatusCode)
		}
	}
}

// A recommendation of an issued report is cited in each form, by its States and
// its permanent address; one of a draft in none.
func TestRecommendation_IsCited(t *testing.T) {
	p := portal.Start(t)
	rec, report := first(t, p)
	address := p.URL + rec
	for _, form := range []string{".bib", ".ris", ""} {
		body := ask(t, http.MethodGet, p.URL+"/en"+rec+form).body
		for _, want := range []string{report.Symbol, address, "Recommendation ", "2026"} {
			if !strings.Contains(body, want) {
				t.Errorf("%s%s does not hold %q", rec, form, want)
			}
		}
	}
	draft := portal.Empty(t)
	draft.ImportFile(t, filepath.Join(testkit.Corpus(t), "drafts-2026", somalia(t)))
	home, err := draft.Find.Home(t.Context(), heed.Viewer{})
	if err != nil || len(home.Reviews) != 1 || home.Reviews[0].Stage.Counts() {
		t.Fatalf("no draft: %v, %v", home.Reviews, err)
	}
	answer, err := draft.Find.Review(t.Context(), heed.Viewer{}, home.Reviews[0].ReviewID, find.Query{})
	if err != nil {
		t.Fatal(err)
	}
	of := "/" + home.Reviews[0].ReviewID.String() + "/" + answer.Rows[0].Ref
	for form, status := range map[string]int{"": 200, ".bib": 404, ".ris": 404} {
		got := ask(t, http.MethodGet, draft.URL+"/en"+of+form)
		if got.StatusCode != status || !strings.Contains(got.body, "A draft is not cited") || strings.Contains(got.body, ".bib") {
			t.Errorf("%s%s: %d %s", of, form, got.StatusCode, got.body)
		}
	}
}

// somalia names the draft that is whole.
func somalia(t *testing.T) string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(testkit.Corpus(t), "drafts-2026"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.Contains(strings.ToLower(e.Name()), "somalia") {
			return e.Name()
		}
	}
	t.Fatal("no draft of Somalia")
	return ""
}

// A review is told to be invented on each of its pages, in every language, and
// the host is named on all.
func TestPages_SayWhoAndWhetherInvented(t *testing.T) {
	p := portal.Start(t)
	rec, report := first(t, p)
	for _, language := range []string{"en", "ru", "kk"} {
		for _, path := range []string{"/", review, rec, "/documents/" + string(report.Digest)} {
			body := ask(t, http.MethodGet, p.URL+"/"+language+path).body
			if !strings.Contains(body, `class="invented"`) {
				t.Errorf("%s in %s does not say that it is invented", path, language)
			}
			if !strings.Contains(body, "a test") {
				t.Errorf("%s in %s does not name its host", path, language)
			}
		}
	}
}

func TestPortal_EmptyTellsWhatToDo(t *testing.T) {
	p := portal.Empty(t)
	if body := ask(t, http.MethodGet, p.URL+"/en/").body; !strings.Contains(body, "heed import") {
		t.Error("an empty portal does not say how to fill it")
	}
}

// Text of a document is text, whatever stands in it.
func TestPages_EscapeWhatTheyShow(t *testing.T) {
	p := portal.Start(t)
	rec, _ := first(t, p)
	id, err := heed.ParseRecID(strings.TrimPrefix(rec, "/"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.App.Correct(t.Context(), portal.Operator, heed.Correction{
		Review: id.Review, Ref: id.Ref, Field: heed.FieldText, Should: `<script>alert(1)</script>"'>`, Reason: `<img src=x onerror=alert(1)>`,
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{review, rec} {
		body := ask(t, http.MethodGet, p.URL+path).body
		if strings.Contains(body, "<script") || strings.Contains(body, "<img src=x") {
			t.Errorf("%s holds markup from outside", path)
		}
	}
}

// TestPages_StaySmall holds the heaviest pages of real reviews to 100 kB, in every
// language and before they are compressed.
func TestPages_StaySmall(t *testing.T) {
	corpus := testkit.Corpus(t)
	p := portal.Empty(t)
	for _, name := range []string{"slovenia/cycle4", "wg-reports/nepal2011.pdf", "wg-reports/china2013.pdf", "matrices/china_upr17_2013_matrix.docx"} {
		paths := []string{filepath.Join(corpus, filepath.FromSlash(name))}
		if filepath.Ext(name) == "" {
			var err error
			if paths, err = filepath.Glob(filepath.Join(paths[0], "*")); err != nil {
				t.Fatal(err)
			}
		}
		for _, path := range paths {
			p.ImportFile(t, path)
		}
	}
	home, err := p.Find.Home(t.Context(), heed.Viewer{})
	if err != nil || len(home.Reviews) < 3 {
		t.Fatalf("%d reviews, %v", len(home.Reviews), err)
	}
	for _, r := range home.Reviews {
		for _, language := range []string{"en", "ru", "kk"} {
			for _, path := range []string{"/" + r.ReviewID.String(), "/search?state=" + string(r.State), "/" + string(r.State), "/", "/themes", "/themes/women", "/clusters/" + r.ReviewID.String(), "/recommends/ESP", "/compare?a=NPL/1&b=" + r.ReviewID.String()} {
				if got := ask(t, http.MethodGet, p.URL+"/"+language+path); len(got.body) >= 100_000 {
					t.Errorf("/%s%s has %d bytes", language, path, len(got.body))
				}
			}
		}
	}
}
