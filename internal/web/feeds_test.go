// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	outside "github.com/heed-upr/heed/internal/fetch"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/store"
	"github.com/heed-upr/heed/internal/store/postgres"
	"github.com/heed-upr/heed/internal/testkit"
	"github.com/heed-upr/heed/internal/testkit/portal"
	"github.com/heed-upr/heed/internal/testkit/specimen"
)

// feedServer is a server of well-formed, broken and hostile feeds.
func feedServer(t *testing.T) *httptest.Server {
	t.Helper()
	rss := func(items string) string {
		return `<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>` + items + `</channel></rss>`
	}
	items := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "<item><title>Entry %d</title><link>/many/%d</link></item>", i, i)
		}
		return b.String()
	}
	said := map[string]string{
		"/atom": `<feed xmlns="http://www.w3.org/2005/Atom"><title>Press</title><entry><id>1</id><title type="html">Torture in &lt;b&gt;police custody&lt;/b&gt; in Veldania</title><link href="/story?id=1&amp;utm_source=feed"/><updated>2026-11-02T08:00:00Z</updated><summary>Police officers who tortured people were punished, the court said.</summary></entry><entry><id>2</id><title>Absurd day</title><link href="/absurd"/><updated>9998-11-02T08:00:00Z</updated></entry></feed>`,
		"/rss":  rss(`<item><title>The same story</title><link>/story?utm_campaign=x&amp;id=1</link></item><item><title>Another</title><link>/another</link></item>`),
		"/rdf":  `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>Old</title></channel><item><title>From of old</title><link>/old</link></item></rdf:RDF>`,

		"/half": rss(items(3))[:80], "/page": "<!DOCTYPE html><html><body>Hello</body></html>", "/words": "Nothing of the kind", "/empty": "",
		"/scripts":  rss(`<item><title>&lt;script&gt;alert(1)&lt;/script&gt;Bold</title><link>javascript:alert(1)</link></item><item><title>File</title><link>file:///etc/passwd</link></item><item><title>Named</title><link>https://a:b@paper.example/</link></item><item><title>Fine &lt;img src=x onerror=alert(1)&gt;</title><link>https://paper.example/fine</link></item>`),
		"/entities": `<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>` + rss("<item><title>&c;</title><link>/bomb</link></item>"),
		"/file":     `<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>` + rss("<item><title>&a;</title><link>/file</link></item>"),
		"/deep":     "<rss><channel>" + strings.Repeat("<a:b>", 200_000), "/many": rss(items(5000)), "/large": rss("<!--" + strings.Repeat("x", 6<<20) + "-->"),
		"/letters": "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss><channel><item><title>\xff\xfe\x00Z\xe9\x08</title><link>/letters</link></item></channel></rss>",
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/round":
			http.Redirect(w, r, "/round", http.StatusFound)
		case "/inside":
			http.Redirect(w, r, "http://127.0.0.1:22/", http.StatusFound)
		case "/refused":
			w.WriteHeader(http.StatusServiceUnavailable)
		case "/endless":
			_, err := fmt.Fprint(w, "<rss><channel>")
			for err == nil && r.Context().Err() == nil {
				_, err = fmt.Fprint(w, strings.Repeat("<item><title>x</title>", 1000))
			}
		case "/cut":
			w.Header().Set("Content-Length", "100000")
			_, _ = fmt.Fprint(w, "<rss>")
		default:
			body, ok := said[r.URL.Path]
			if !ok {
				http.NotFound(w, r)
				return
			}
			w.Header().Set("Content-Type", "application/xml")
			_, _ = fmt.Fprint(w, body)
		}
	}))
	t.Cleanup(server.Close)
	return server
}

// wanted is what comes of each address: a problem, or how many finds.
var wanted = []struct {
	path    string
	problem heed.FeedProblem
	finds   int
}{
	{"/atom", "", 2}, {"/rss", "", 1}, {"/rdf", "", 1}, {"/letters", "", 1}, {"/scripts", "", 1}, {"/many", heed.FeedFull, 100},
	{"/half", heed.FeedBroken, 0}, {"/page", heed.FeedIsPage, 0}, {"/words", heed.FeedBroken, 0}, {"/empty", heed.FeedNothing, 0}, {"/cut", heed.FeedUnreachable, 0}, {"/none", heed.FeedStatus, 0},
	{"/entities", heed.FeedHostile, 0}, {"/file", heed.FeedHostile, 0}, {"/deep", heed.FeedHostile, 0}, {"/large", heed.FeedLarge, 0}, {"/endless", heed.FeedLarge, 0},
	{"/round", heed.FeedUnreachable, 0}, {"/inside", heed.FeedInside, 0}, {"/refused", heed.FeedStatus, 0},
}

// TestFeeds_NothingElseChanges: proposals appear, and nothing else of what the
// store holds changes, whatever stands at the addresses that are watched.
func TestFeeds_NothingElseChanges(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { tryFeeds(t, portal.Empty(t)) })
	t.Run("postgres", func(t *testing.T) {
		s, err := postgres.Open(t.Context(), testkit.Database(t))
		if err != nil {
			t.Fatal(err)
		}
		tryFeeds(t, portal.Over(t, s))
	})
}

func tryFeeds(t *testing.T, p *portal.Portal) {
	t.Helper()
	for _, d := range specimen.Documents() {
		p.Import(t, d.Name, d.Data)
	}
	p.Institution(t, "river", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	p.Institution(t, "justice", heed.InstitutionMinistry, heed.VoiceState, "XVA")
	river, ngo := p.Member(t, "bota", heed.FocalPoint, "river")
	_, ministry := p.Member(t, "aida", heed.FocalPoint, "justice")
	if _, err := p.App.Write(t.Context(), river.Actor(), app.Change{ID: "said", Visibility: heed.VisibleInstitution, Body: heed.Assessment{
		Recommendation: heed.RecID{Review: heed.ReviewID{State: "XVA", Cycle: 3}, Ref: "51.6"}, Progress: heed.Started, Reasons: "A bill", Confidence: heed.ConfidenceLow, Method: "Own", MethodVersion: "1", AsOf: "2026-01-01",
	}}); err != nil {
		t.Fatal(err)
	}
	server := feedServer(t)
	links, err := outside.NewLinks("", "test")
	if err != nil {
		t.Fatal(err)
	}
	links.AlsoTo(netip.MustParseAddrPort(strings.TrimPrefix(server.URL, "http://")))
	p.App.Feeds = links
	ids := map[heed.ID]int{}
	for i, w := range wanted {
		v, err := p.App.Write(t.Context(), river.Actor(), app.Change{Body: heed.Feed{Name: "Feed " + w.path, Address: server.URL + w.path, States: []heed.StateCode{"XVA"}, Course: heed.FeedWatched}})
		if err != nil {
			t.Fatal(err)
		}
		ids[v[0].ID] = i
	}
	before := holdings(t, p.App.Store)
	looked, err := p.App.LookAtFeeds(t.Context(), portal.Operator, false)
	if err != nil || len(looked) != len(wanted) {
		t.Fatalf("%d feeds looked at: %v", len(looked), err)
	}
	total := 0
	for _, l := range looked {
		w := wanted[ids[l.Look.Feed]]
		if l.Look.Problem != w.problem || l.New != w.finds {
			t.Errorf("%s: %q and %d finds, want %q and %d", w.path, l.Look.Problem, l.New, w.problem, w.finds)
		}
		total += l.New
	}
	after := holdings(t, p.App.Store)
	for name, was := range before {
		if is := after[name]; name != "find" && name != "looks" && name != "log" && is != was {
			t.Errorf("%s is another after feeds were looked at", name)
		}
	}
	if after["find"] == before["find"] || len(after) != len(before) {
		t.Errorf("what the store holds: %d parts before, %d after", len(before), len(after))
	}
	report, err := p.App.Verify(t.Context(), portal.Operator)
	if err != nil || len(report.Problems) > 0 {
		t.Errorf("it verifies: %+v %v", report.Problems, err)
	}
	t.Logf("%d feeds, %d finds, %d other parts of the store unchanged", len(looked), total, len(before)-3)
	decideAtDesk(t, p, ngo, ministry)
}

// holdings gives a digest of every part of what a store holds: of each kind of
// thing, the record, the documents, who may sign in.
func holdings(t *testing.T, s store.Store) map[string][32]byte {
	t.Helper()
	parts := map[string][]any{"log": nil, "looks": nil, "record": nil, "documents": nil, "annotations": nil, "people": nil}
	for _, kind := range heed.SubjectKinds {
		parts[string(kind)] = nil
	}
	add := func(name string, v any) { parts[name] = append(parts[name], v) }
	err := s.View(t.Context(), func(src find.Source) error {
		reviews, err := src.Reviews(t.Context())
		for _, r := range reviews {
			record, err := src.Record(t.Context(), r.ReviewID)
			if err != nil {
				return err
			}
			corrections, err := src.Corrections(t.Context(), r.ReviewID)
			if err != nil {
				return err
			}
			decisions, err := src.Decisions(t.Context(), r.ReviewID)
			if err != nil {
				return err
			}
			add("record", []any{record, corrections, decisions})
		}
		if err != nil {
			return err
		}
		documents, err := src.Documents(t.Context())
		add("documents", documents)
		if err != nil {
			return err
		}
		length, err := src.LogLength(t.Context())
		add("log", length)
		if err != nil {
			return err
		}
		looks, err := src.FeedLooks(t.Context())
		add("looks", looks)
		if err != nil {
			return err
		}
		return src.Versions(t.Context(), 0, func(v heed.Version) error { add(string(v.Kind), v); return nil })
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.People(t.Context(), func(people store.People) error {
		accounts, err := people.Accounts(t.Context())
		add("people", accounts)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	out := map[string][32]byte{}
	for name, all := range parts {
		data, err := json.Marshal(all)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = sha256.Sum256(data)
	}
	return out
}

// decideAtDesk is what people do with what was found.
func decideAtDesk(t *testing.T, p *portal.Portal, ngo, ministry *portal.Visitor) {
	t.Helper()
	tells(t, "the feeds", good(t, ngo.Get("/en/desk/feeds"), http.StatusOK).Body, "Feed /entities", "made so that it would harm", "A web page stands there", "refuses (status 503)", "106 wait", "could not be reached")
	page := good(t, ngo.Get("/en/desk"), http.StatusOK).Body
	tells(t, "what waits", page, "Found in feeds", `href="/en/desk/finds"`)
	queue := good(t, ngo.Get("/en/desk/finds"), http.StatusOK).Body
	tells(t, "the queue", queue, "50 of 106")
	for _, bad := range []string{"javascript:", "<script>alert", "onerror", "file:///", "root:"} {
		if strings.Contains(queue, bad) {
			t.Errorf("the queue holds %s", bad)
		}
	}
	for _, path := range []string{"/en/desk/feeds", "/en/desk/finds"} {
		if body := good(t, ministry.Get(path), http.StatusOK).Body; strings.Contains(body, "Feed /") || strings.Contains(body, "Entry ") {
			t.Errorf("another voice sees at %s", path)
		}
		good(t, p.Visitor(t).Get(path), http.StatusSeeOther)
	}
	follow, err := p.Find.Watching(t.Context(), heed.Viewer{})
	if err != nil || len(follow.Feeds)+len(follow.Finds) != 0 {
		t.Errorf("the public sees %d feeds and %d finds: %v", len(follow.Feeds), len(follow.Finds), err)
	}
	// One is taken up: the page of evidence begins with what the feed says.
	_, rest, _ := strings.Cut(good(t, ngo.Get("/en/desk/finds?feed="+feedAt(t, ngo, "Feed /atom")), http.StatusOK).Body, `dir="auto">Torture in police custody`)
	_, rest, _ = strings.Cut(rest, "/en/desk/evidence/new?find=")
	id, _, _ := strings.Cut(rest, `"`)
	one := good(t, ngo.Get("/en/desk/finds/"+id), http.StatusOK).Body
	tells(t, "the find", one, "Veldania", "Themes, proposed by rule", "Recommendations that it may bear on", "XVA/3/", "Take up as evidence")
	good(t, ministry.Get("/en/desk/finds/"+id), http.StatusNotFound)
	good(t, ministry.Get("/en/desk/evidence/new?find="+id), http.StatusNotFound)
	tells(t, "the form of evidence", good(t, ngo.Get("/en/desk/evidence/new?find="+id+"&for=XVA%2F3%2F51.6"), http.StatusOK).Body, "/story?id=1", "Torture in police custody in Veldania", "punished, the court said", "Feed /atom", "2026-11-02", "XVA/3/51.6")
	evidence := good(t, ngo.Send("/en/desk/evidence/new?find="+id, url.Values{
		"form": {"edit"}, "version": {"0"}, "find": {id}, "title": {"Officers punished"}, "bearing": {"supports"}, "recommendations": {"XVA/3/51.6"}, "link": {"https://paper.example/story?id=1"}, "pasted": {"They were punished."}, "level": {"internal"}, "visibility": {"institution"},
	}), http.StatusSeeOther).Header.Get("Location")
	tells(t, "the find", good(t, ngo.Get("/en/desk/finds/"+id), http.StatusOK).Body, "taken up", evidence)
	// Several are declined at once, and one comes back.
	values := url.Values{"form": {"decline"}, "reason": {"Not about us"}}
	for _, m := range strings.Split(queue, `name="thing" value="`)[1:4] {
		value, _, _ := strings.Cut(m, `"`)
		values.Add("thing", value)
	}
	bare := url.Values{"form": {"decline"}, "thing": values["thing"]}
	tells(t, "without a reason", good(t, ngo.Send("/en/desk/finds", bare), http.StatusUnprocessableEntity).Body, "checked", `aria-invalid="true"`)
	good(t, ngo.Send("/en/desk/finds", url.Values{"form": {"decline"}, "reason": {"x"}}), http.StatusUnprocessableEntity)
	good(t, ministry.Send("/en/desk/finds", values), http.StatusUnprocessableEntity)
	good(t, ngo.Send("/en/desk/finds", values), http.StatusSeeOther)
	good(t, ngo.Send("/en/desk/finds", values), http.StatusUnprocessableEntity) // as it was before
	tells(t, "what was declined", good(t, ngo.Get("/en/desk/finds?outcome=declined"), http.StatusOK).Body, "3 of 3", "Not about us")
	declined, _, _ := strings.Cut(values["thing"][0], "/")
	good(t, ngo.Send("/en/desk/finds/"+declined, url.Values{"form": {"open"}, "version": {"2"}}), http.StatusSeeOther)
	tells(t, "it waits again", good(t, ngo.Get("/en/desk/finds/"+declined), http.StatusOK).Body, "Take up as evidence")
	good(t, ngo.Get("/en/desk/finds?outcome=lost"), http.StatusBadRequest)
	tendFeeds(t, p, ngo, ministry)
}

// feedAt is the ID of a feed by its name, from the list.
func feedAt(t *testing.T, by *portal.Visitor, name string) string {
	t.Helper()
	before, _, ok := strings.Cut(good(t, by.Get("/en/desk/feeds"), http.StatusOK).Body, `" dir="auto">`+name+"<")
	if !ok {
		t.Fatalf("no feed %s", name)
	}
	return before[strings.LastIndex(before, "/")+1:]
}

// tendFeeds adds a feed at the desk, looks at it, pauses it and ends it.
func tendFeeds(t *testing.T, p *portal.Portal, ngo, ministry *portal.Visitor) {
	t.Helper()
	form := url.Values{"form": {"edit"}, "version": {"0"}, "name": {"Court"}, "address": {"https://court.example/feed"}, "states": {"Veldania\r\nҚазақстан"}, "terms": {"пытк"}, "visibility": {"institution"}}
	at := good(t, ngo.Send("/en/desk/feeds/new", form), http.StatusSeeOther).Header.Get("Location")
	tells(t, "the feed", good(t, ngo.Get(at), http.StatusOK).Body, "Veldania", "Kazakhstan", "пытк", "not yet", "Look now", "Pause")
	for field, value := range map[string]string{"address": "javascript:x", "states": "Atlantis", "visibility": "draft", "name": ""} {
		wrong := url.Values{}
		for k, v := range form {
			wrong[k] = v
		}
		wrong.Set(field, value)
		if a := ngo.Send("/en/desk/feeds/new", wrong); a.Status != http.StatusUnprocessableEntity || strings.Contains(a.Body, "field."+field) {
			t.Errorf("%s %q: %d", field, value, a.Status)
		}
	}
	good(t, ngo.Send("/en/desk/feeds/new", form), http.StatusUnprocessableEntity) // twice
	good(t, ministry.Get(at), http.StatusNotFound)
	good(t, ministry.Send(at, url.Values{"form": {"ended"}, "version": {"1"}}), http.StatusNotFound)
	good(t, ngo.Send(at, url.Values{"form": {"paused"}, "version": {"1"}}), http.StatusSeeOther)
	tells(t, "paused", good(t, ngo.Get(at), http.StatusOK).Body, "paused", "Watch it again")
	good(t, ngo.Send(at, url.Values{"form": {"ended"}, "version": {"2"}}), http.StatusSeeOther)
	tells(t, "ended", good(t, ngo.Get(at), http.StatusOK).Body, "ended", "Watch it again")
	atom := "/en/desk/feeds/" + feedAt(t, ngo, "Feed /atom")
	good(t, ngo.Send(atom, url.Values{"form": {"look"}}), http.StatusTooManyRequests) // it was, just now
	p.Now = p.Now.Add(2 * time.Minute)
	good(t, ngo.Send(atom, url.Values{"form": {"look"}}), http.StatusSeeOther)
	tells(t, "looked", ngo.Get(atom).Body, "Looked: 0 new finds")
	p.App.Feeds = nil
	tells(t, "where Heed does not go out", ngo.Get("/en/desk/feeds").Body, "does not look at feeds")
}
