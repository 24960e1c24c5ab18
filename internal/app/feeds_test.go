// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
)

// paper is what stands at the addresses of feeds.
type paper struct {
	at    map[string]string
	fails error
	asked int
	marks heed.FeedMarks
}

func (p *paper) Feed(_ context.Context, address string, marks heed.FeedMarks) (heed.FeedAnswer, error) {
	p.asked++
	p.marks = marks
	if p.fails != nil {
		return heed.FeedAnswer{}, p.fails
	}
	now := heed.FeedMarks{ETag: fmt.Sprint(len(p.at[address]))}
	if marks == now {
		return heed.FeedAnswer{Final: address, Same: true, Marks: now}, nil
	}
	return heed.FeedAnswer{Final: address, Type: "text/xml", Data: []byte(p.at[address]), Marks: now}, nil
}

// rss makes a feed of titles and links.
func rss(pairs ...string) string {
	var b strings.Builder
	b.WriteString("<rss><channel><title>Paper</title>")
	for i := 0; i+1 < len(pairs); i += 2 {
		fmt.Fprintf(&b, "<item><title>%s</title><link>%s</link><pubDate>Mon, 02 Nov 2026 10:00:00 GMT</pubDate></item>", pairs[i], strings.ReplaceAll(pairs[i+1], "&", "&amp;"))
	}
	return b.String() + "</channel></rss>"
}

const news = "https://press.example/feed"

func watched(address string, terms ...string) heed.Feed {
	return heed.Feed{Name: "Press office", Address: address, States: []heed.StateCode{"XVA"}, Terms: terms, Course: heed.FeedWatched}
}

// finds lists what somebody sees of what was found.
func (h house) finds(t *testing.T, by heed.Actor) []find.Held[heed.Find] {
	t.Helper()
	follow, err := find.New(h.store).Follow(t.Context(), by.Viewer())
	if err != nil {
		t.Fatal(err)
	}
	return find.All[heed.Find](follow)
}

func (h house) look(t *testing.T, all bool) []app.FeedLooked {
	t.Helper()
	out, err := h.LookAtFeeds(t.Context(), operator, all)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func titles(all []find.Held[heed.Find]) string {
	var out []string
	for _, f := range all {
		out = append(out, f.Body.Title)
	}
	return strings.Join(out, "|")
}

// An entry is proposed whatever its title has that nobody sees.
func TestFeeds_Unseen(t *testing.T) {
	h := newHouse(t, "1")
	h.Feeds = &paper{at: map[string]string{news: rss("La\u200bw adop\u202ated", "/law")}}
	h.write(t, ngo, app.Change{Body: watched(news, "law")})
	if h.look(t, false); titles(h.finds(t, ngo)) != "Law adopted" {
		t.Errorf("found: %q", titles(h.finds(t, ngo)))
	}
}

// What a feed brings is proposed once, by nobody, to whom it is watched by.
func TestFeeds_ProposeOnce(t *testing.T) { bothEngines(t, tryFeeds) }

func tryFeeds(t *testing.T, h house) {
	t.Helper()
	now := noon
	h.Now = func() time.Time { return now }
	p := &paper{at: map[string]string{news: rss("Law adopted", "/law?utm_source=rss&id=7", "Law adopted again", "http://www.press.example/law/?id=7#top", "Script", "javascript:alert(1)", "Football", "https://press.example/football")}}
	h.Feeds = p
	f := h.write(t, ngo, app.Change{Body: watched(news, "закон", "LAW")})
	if got := h.look(t, false); len(got) != 1 || got[0].New != 1 || got[0].Look.Entries != 4 || got[0].Look.Problem != "" {
		t.Errorf("the first look: %+v", got)
	}
	all := h.finds(t, ngo)
	if len(all) != 1 || all[0].Body.Link != "https://press.example/law?id=7" || all[0].Body.Day != "2026-11-02" || all[0].Author != "" || all[0].Who != "" || all[0].Visibility != heed.VisibleInstitution || all[0].Side != f.Side {
		t.Fatalf("found: %+v", all)
	}
	for _, other := range []heed.Actor{justice, leader, abroad, operator, {}} {
		if got := h.finds(t, other); len(got) != 0 {
			t.Errorf("%s sees %s", other.Pseudonym, titles(got))
		}
	}
	if got := h.look(t, false); len(got) != 0 || p.asked != 1 {
		t.Errorf("too soon: %+v, asked %d times", got, p.asked)
	}
	now = now.Add(2 * time.Hour)
	if got := h.look(t, false); len(got) != 1 || !got[0].Same || p.marks.ETag == "" {
		t.Errorf("nothing new: %+v %+v", got, p.marks)
	}
	p.at["https://radio.example/"] = rss("Law on air", "https://press.example/law?id=7&fbclid=x", "A new law", "https://radio.example/1")
	h.write(t, ngo, app.Change{Visibility: heed.VisibleCoordination, Body: watched("https://radio.example/", "law")})
	if got := h.look(t, false); len(got) != 1 || got[0].New != 1 {
		t.Errorf("another feed: %+v", got)
	}
	if got := titles(h.finds(t, ngo)); got != "Law adopted|A new law" {
		t.Errorf("found: %s", got)
	}
	if got := titles(h.finds(t, leader)); got != "Law adopted|A new law" {
		t.Errorf("the voice sees what two feeds have, of which it sees one: %s", got)
	}
	// A pause is one, and what another address has is looked at without marks.
	paused := watched(news)
	paused.Course = heed.FeedPaused
	h.write(t, ngo, app.Change{ID: f.ID, Base: 1, Body: paused})
	now = now.Add(48 * time.Hour)
	p.asked = 0
	if h.look(t, true); p.asked != 1 {
		t.Errorf("asked %d times, of two feeds of which one is paused", p.asked)
	}
	_, err := h.LookAtFeed(t.Context(), ngo, f.ID)
	refuses(t, "one that is paused", err, heed.CodeNotFound, "error.feed_not_watched")
	p.at["https://press.example/new"] = rss("Moved", "https://press.example/m")
	h.write(t, ngo, app.Change{ID: f.ID, Base: 2, Body: watched("https://press.example/new")})
	if got, err := h.LookAtFeed(t.Context(), ngo, f.ID); err != nil || got.New != 1 || p.marks != (heed.FeedMarks{}) {
		t.Errorf("another address: %+v %v %+v", got, err, p.marks)
	}
	_, err = h.LookAtFeed(t.Context(), ngo, f.ID)
	refuses(t, "twice in a minute", err, heed.CodeLimit, "error.feed_soon")
}

// A feed that fails says so, is asked less and less often, and is well again when
// it is.
func TestFeeds_BackOff(t *testing.T) {
	h := newHouse(t, "1")
	now := noon
	h.Now = func() time.Time { return now }
	refused := func(key string, args ...string) error {
		return &heed.Error{Code: heed.CodeInvalid, Key: key, Args: args}
	}
	p := &paper{at: map[string]string{news: rss("Law", "https://press.example/law")}}
	h.Feeds = p
	h.write(t, ngo, app.Change{Body: watched(news)})
	for i, c := range []struct {
		fails   error
		data    string
		problem heed.FeedProblem
		wait    time.Duration
	}{
		{refused("error.link_unreachable"), "", heed.FeedUnreachable, time.Hour},
		{refused("error.link_status", "Status", "503"), "", heed.FeedStatus, 2 * time.Hour},
		{nil, "<html><body>Hello", heed.FeedIsPage, 4 * time.Hour},
		{nil, "<rss><channel><item>", heed.FeedBroken, 8 * time.Hour},
		{nil, `<!DOCTYPE rss [<!ENTITY a "b">]><rss/>`, heed.FeedHostile, 16 * time.Hour},
		{refused("error.link_inside"), "", heed.FeedInside, 24 * time.Hour},
		{refused("error.link_status", "Status", "429", "Wait", "172800"), "", heed.FeedStatus, 48 * time.Hour},
		{refused("error.link_large"), "", heed.FeedLarge, 24 * time.Hour},
		{refused("error.link_empty"), "", heed.FeedNothing, 24 * time.Hour},
	} {
		p.fails, p.at[news] = c.fails, c.data
		got := h.look(t, false)
		if len(got) != 1 || got[0].Look.Problem != c.problem || got[0].Look.Failures != i+1 || got[0].Look.Next.Sub(now) != c.wait || got[0].New != 0 {
			t.Fatalf("%d: %+v, want %s and %s", i, got, c.problem, c.wait)
		}
		now = now.Add(c.wait - time.Second)
		if len(h.look(t, false)) != 0 {
			t.Errorf("%d: asked before its time", i)
		}
		now = now.Add(2 * time.Second)
	}
	p.fails, p.at[news] = nil, rss("Law", "https://press.example/law")
	if got := h.look(t, false); len(got) != 1 || got[0].Look.Problem != "" || got[0].Look.Failures != 0 || got[0].New != 1 {
		t.Errorf("well again: %+v", got)
	}
	p.fails = errors.New("a fault")
	now = now.Add(time.Hour)
	if _, err := h.LookAtFeeds(t.Context(), operator, false); err == nil {
		t.Error("a fault of Heed's own is none of the feed's")
	}
	h.Feeds = nil
	_, err := h.LookAtFeeds(t.Context(), operator, true)
	refuses(t, "where Heed does not go out", err, heed.CodeConflict, "error.feeds_off")
	_, err = h.LookAtFeeds(t.Context(), ngo, true)
	refuses(t, "all feeds by who watches one", err, heed.CodeForbidden, "error.forbidden")
}

// What nobody reads is not piled up, and nothing of it is lost.
func TestFeeds_Full(t *testing.T) {
	h := newHouse(t, "1")
	now := noon
	h.Now = func() time.Time { return now }
	var pairs []string
	for i := range 450 {
		pairs = append(pairs, fmt.Sprintf("Law %03d", i), fmt.Sprintf("https://press.example/%d", i))
	}
	h.Feeds = &paper{at: map[string]string{news: rss(pairs...)}}
	h.write(t, ngo, app.Change{Body: watched(news)})
	for i, want := range []int{100, 100, 100, 0} {
		got := h.look(t, false)
		if len(got) != 1 || got[0].New != want || got[0].Look.Problem != heed.FeedFull || got[0].Look.Marks != (heed.FeedMarks{}) {
			t.Fatalf("%d: %+v", i, got)
		}
		now = now.Add(time.Hour)
	}
	all := h.finds(t, ngo)
	if all[0].Body.Title != "Law 099" || all[99].Body.Title != "Law 000" || len(all) != 300 {
		t.Errorf("the latest first, and last in the log: %d, %s … %s", len(all), all[0].Body.Title, all[99].Body.Title)
	}
	var some []app.SeenFind
	for _, f := range all[:180] {
		some = append(some, app.SeenFind{ID: f.ID, Base: f.Number})
	}
	if err := h.DecideFinds(t.Context(), ngo, heed.FindDeclined, "Not about us", some...); err != nil {
		t.Fatal(err)
	}
	for _, want := range []int{100, 50} {
		if got := h.look(t, false); got[0].New != want {
			t.Errorf("room again: %+v, want %d", got, want)
		}
		now = now.Add(time.Hour)
	}
}

func TestFeeds_Refuses(t *testing.T) {
	h := newHouse(t, "1")
	h.Feeds = &paper{at: map[string]string{news: rss("Law", "https://press.example/law", "Court", "https://press.example/court", "Police", "https://press.example/police")}}
	with := func(change func(*heed.Feed)) heed.Feed {
		f := watched(news)
		change(&f)
		return f
	}
	for name, c := range map[string]struct {
		by    heed.Actor
		c     app.Change
		code  heed.Code
		key   string
		field string
	}{
		"a reader":             {guest, app.Change{Body: watched(news)}, heed.CodeForbidden, "error.forbidden", ""},
		"who runs it":          {operator, app.Change{Body: watched(news)}, heed.CodeForbidden, "error.forbidden", ""},
		"nobody":               {heed.Actor{}, app.Change{Body: watched(news)}, heed.CodeForbidden, "error.forbidden", ""},
		"a find by hand":       {ngo, app.Change{Body: heed.Find{Feed: "x", Title: "x", Link: news, Outcome: heed.FindOpen}}, heed.CodeForbidden, "error.forbidden", ""},
		"no State":             {ngo, app.Change{Body: with(func(f *heed.Feed) { f.States = nil })}, heed.CodeInvalid, "error.field_missing", "states"},
		"a State that is none": {ngo, app.Change{Body: with(func(f *heed.Feed) { f.States = []heed.StateCode{"ZZZ"} })}, heed.CodeInvalid, "error.field_value", "states"},
		"a script":             {ngo, app.Change{Body: with(func(f *heed.Feed) { f.Address = "javascript:x" })}, heed.CodeInvalid, "error.evidence_link", "address"},
		"a password":           {ngo, app.Change{Body: with(func(f *heed.Feed) { f.Address = "https://a:b@press.example/" })}, heed.CodeInvalid, "error.evidence_link", "address"},
		"a draft":              {ngo, app.Change{Visibility: heed.VisibleDraft, Body: watched(news)}, heed.CodeInvalid, "error.feed_readers", "visibility"},
		"for named people":     {ngo, app.Change{Visibility: heed.VisibleNamed, Body: watched(news)}, heed.CodeInvalid, "error.feed_readers", "visibility"},
		"for everybody":        {ngo, app.Change{Visibility: heed.VisiblePublic, Body: watched(news)}, heed.CodeInvalid, "error.visibility_public", ""},
	} {
		_, err := h.Write(t.Context(), c.by, c.c)
		refuses(t, name, err, c.code, c.key)
		if c.field != "" && heed.ErrorArg(err, "Field") != c.field {
			t.Errorf("%s: beside %s", name, heed.ErrorArg(err, "Field"))
		}
	}
	f := h.write(t, ngo, app.Change{Body: watched(news)})
	_, err := h.Write(t.Context(), ngo, app.Change{Body: watched("http://www.press.example/feed/")})
	refuses(t, "twice", err, heed.CodeInvalid, "error.feed_twice")
	h.write(t, leader, app.Change{Body: watched(news)}) // another institution's own
	for _, to := range []heed.Step{heed.StepSubmitted, heed.StepReviewed, heed.StepPublished} {
		v, err := h.current(t, f.Subject)
		if err == nil {
			err = h.Move(t.Context(), ngo, app.Move{Subject: f.Subject, Base: v.Number, To: to})
		}
		if to == heed.StepPublished {
			refuses(t, "a feed for everybody", err, heed.CodeInvalid, "error.too_wide.coordination")
		}
	}
	h.look(t, true)
	all := h.finds(t, ngo)
	seen := func(i int) app.SeenFind { return app.SeenFind{ID: all[i].ID, Base: all[i].Number} }
	decide := func(by heed.Actor, outcome heed.FindOutcome, reason string, of ...app.SeenFind) error {
		return h.DecideFinds(t.Context(), by, outcome, reason, of...)
	}
	refuses(t, "another voice", decide(justice, heed.FindDeclined, "No", seen(0)), heed.CodeNotFound, "")
	refuses(t, "who only reads", decide(guest, heed.FindDeclined, "No", seen(0)), heed.CodeForbidden, "error.forbidden")
	refuses(t, "without a reason", decide(ngo, heed.FindDeclined, " ", seen(0)), heed.CodeInvalid, "error.field_missing")
	refuses(t, "nothing", decide(ngo, heed.FindDeclined, "No"), heed.CodeInvalid, "error.nothing_chosen")
	refuses(t, "taken without evidence", decide(ngo, heed.FindTaken, "", seen(0)), heed.CodeInvalid, "error.field_value")
	refuses(t, "open already", decide(ngo, heed.FindOpen, "", seen(0)), heed.CodeConflict, "error.find_decided")
	refuses(t, "one that was never there", decide(ngo, heed.FindDeclined, "No", seen(0), app.SeenFind{ID: "none"}), heed.CodeNotFound, "")
	stale := seen(1)
	stale.Base = 7
	refuses(t, "one of two as it was not", decide(ngo, heed.FindDeclined, "No", seen(0), stale), heed.CodeConflict, "error.version_newer")
	if got := h.finds(t, ngo); slices.ContainsFunc(got, func(f find.Held[heed.Find]) bool { return f.Body.Outcome != heed.FindOpen }) {
		t.Error("all or none")
	}
	if err := decide(ngo, heed.FindDeclined, "Not about us", seen(0), seen(1)); err != nil {
		t.Fatal(err)
	}
	h.takesUp(t, all[2].ID)
	all = h.finds(t, ngo)
	if all[0].Body.Reason != "Not about us" || all[0].Who != "ngo" || all[0].Author != "" || all[2].Body.Outcome != heed.FindTaken {
		t.Errorf("decided: %+v", all)
	}
	refuses(t, "what was taken up", decide(ngo, heed.FindDeclined, "No", seen(2)), heed.CodeConflict, "error.find_decided")
	if err := decide(ngo, heed.FindOpen, "", seen(0)); err != nil {
		t.Errorf("opened again: %v", err)
	}
}

// takesUp has evidence begun with a find, which then says so; a second time it is
// refused, and no evidence stays of it.
func (h house) takesUp(t *testing.T, id heed.ID) {
	t.Helper()
	h.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
	exhibit := app.Exhibit{Find: id, Address: "https://press.example/law", Pasted: "A law.", Change: app.Change{Body: heed.Evidence{Title: "Law", Bearing: heed.EvidenceContext, Recommendations: []heed.RecID{rec491}, Level: heed.SensitivityInternal}}}
	_, err := h.Prove(t.Context(), justice, exhibit)
	refuses(t, "taken up by another voice", err, heed.CodeNotFound, "")
	v, err := h.Prove(t.Context(), ngo, exhibit)
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.Prove(t.Context(), ngo, exhibit)
	refuses(t, "taken up twice", err, heed.CodeConflict, "error.find_decided")
	follow, err := find.New(h.store).Follow(t.Context(), ngo.Viewer())
	if err != nil || len(find.All[heed.Evidence](follow)) != 1 {
		t.Errorf("evidence of a refused one: %v", err)
	}
	if got, err := find.One[heed.Find](follow, id); err != nil || got.Body.Evidence != v.ID {
		t.Errorf("it names the evidence: %+v %v", got, err)
	}
}

// current gives the newest version of something, whoever may see it.
func (h house) current(t *testing.T, of heed.Subject) (heed.Version, error) {
	t.Helper()
	var out heed.Version
	err := h.store.View(t.Context(), func(s find.Source) error {
		all, err := s.History(t.Context(), of)
		if err == nil {
			out = all[len(all)-1]
		}
		return err
	})
	return out, err
}

// A name that is struck out is struck out of feeds and finds too, and does not come
// back with the same entry.
func TestFeeds_Redact(t *testing.T) { bothEngines(t, tryFeedsRedact) }

func tryFeedsRedact(t *testing.T, h house) {
	t.Helper()
	now := noon
	h.Now = func() time.Time { return now }
	p := &paper{at: map[string]string{news: rss("Anna Cellini was freed", "https://press.example/anna-cellini")}}
	h.Feeds = p
	named := watched(news)
	named.Name = "About Anna Cellini"
	h.write(t, ngo, app.Change{Body: named})
	h.look(t, true)
	r, err := h.Redact(t.Context(), operator, app.Redaction{Forms: []string{"Anna Cellini"}, Reason: "a person at risk"})
	if err != nil || r.Versions[heed.SubjectFind] != 1 || r.Versions[heed.SubjectFeed] != 1 {
		t.Fatalf("struck out: %+v %v", r, err)
	}
	now = now.Add(2 * time.Hour)
	p.at[news] += "<!-- another mark -->"
	h.look(t, true)
	all := h.finds(t, ngo)
	if len(all) != 1 || strings.Contains(fmt.Sprintf("%+v %s", all[0].Body, all[0].Version.Body), "Cellini") {
		t.Errorf("after it: %+v", all)
	}
}
