// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// events reads a calendar by another library than the one that wrote it.
func events(t *testing.T, body string) []ical.Event {
	t.Helper()
	c, err := ical.NewDecoder(strings.NewReader(body)).Decode()
	if err != nil {
		t.Fatal(err, body)
	}
	return c.Events()
}

// The calendar of all: each member stands at the session of its next review, the
// filters choose, and every form says the same.
func TestCalendar_OfAll(t *testing.T) {
	p := portal.Start(t)
	v := p.Visitor(t)
	var a find.Agenda
	if err := json.Unmarshal([]byte(good(t, v.Get("/calendar.json"), http.StatusOK).Body), &a); err != nil {
		t.Fatal(err)
	}
	at := map[heed.StateCode]int{}
	for _, s := range a.Sessions {
		for _, state := range slices.Concat(s.Listed, s.ByRule) {
			if at[state] != 0 {
				t.Errorf("%s stands at %d and %d", state, at[state], s.Session)
			}
			at[state] = s.Session
		}
	}
	if len(at) < 193 || at["KAZ"] != 62 || at["UKR"] != 54 || at["XVA"] != 62 || at["VAT"] != 0 {
		t.Errorf("%d States; Kazakhstan at %d, Ukraine at %d, the invented one at %d", len(at), at["KAZ"], at["UKR"], at["XVA"])
	}
	table := good(t, v.Get("/calendar.csv"), http.StatusOK).Body
	if n := strings.Count(table, "\n"); n != len(a.Days)+1 {
		t.Errorf("%d lines for %d days", n, len(a.Days))
	}
	for _, language := range []string{"en", "ru", "kk"} {
		for _, path := range []string{"/calendar", "/calendar?year=2027", "/calendar?page=3", "/calendar/KAZ"} {
			if n := len(good(t, v.Get("/"+language+path), http.StatusOK).Body); n >= 100_000 {
				t.Errorf("%s%s has %d bytes", language, path, n)
			}
		}
	}
	if got := good(t, v.Get("/calendar.csv?year=2027&occasion=mid_term&state=KAZ"), http.StatusOK).Body; strings.Count(got, "\n") != 2 || !strings.Contains(got, "KAZ,Kazakhstan,4,48,mid_term,2027-07-23,2027-07-23,rule,half_way") {
		t.Errorf("filtered:\n%s", got)
	}
	for path, status := range map[string]int{
		"/calendar?state=KAZ&year=": http.StatusFound, "/calendar?year=soon": http.StatusBadRequest, "/calendar?state=QQQ": http.StatusBadRequest, "/calendar?when=2027": http.StatusBadRequest,
		"/calendar?page=999": http.StatusNotFound, "/calendar/QQQ": http.StatusNotFound, "/calendar/VAT": http.StatusOK, "/calendar/KAZ/4": http.StatusNotFound, "/calendar.ics": http.StatusNotFound,
	} {
		good(t, v.Get("/en"+path), status)
	}
	if !strings.Contains(good(t, v.Get("/sitemap.xml"), http.StatusOK).Body, "/calendar/KAZ</loc>") {
		t.Error("the site map does not lead to the calendars")
	}
}

// The calendar of one State, for people and for calendar programs.
func TestCalendar_OfOneState(t *testing.T) {
	p := portal.Start(t)
	v := p.Visitor(t)
	page := good(t, v.Get("/en/calendar/KAZ"), http.StatusOK).Body
	for _, want := range []string{"session 62, October 2029 – February 2030", "Time left: 34 to 40 months", "23 July 2027", "mid-term report (voluntary)", "/en/calendar/KAZ.ics", "23 January 2025"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	for _, path := range []string{"/en/KAZ", "/en/KAZ/4"} {
		if body := good(t, v.Get(path), http.StatusOK).Body; !strings.Contains(body, "Time left: 34 to 40 months") {
			t.Errorf("%s does not say how much time is left", path)
		}
	}
	a := good(t, v.Get("/ru/calendar/KAZ.ics"), http.StatusOK)
	if kind := a.Header.Get("Content-Type"); kind != "text/calendar; charset=utf-8" {
		t.Errorf("it is %q", kind)
	}
	if again := v.Get("/ru/calendar/KAZ.ics", "If-None-Match", a.Header.Get("ETag")); again.Status != http.StatusNotModified {
		t.Errorf("asked again: %d", again.Status)
	}
	uids := map[string]bool{}
	for _, e := range events(t, a.Body) {
		uid, _ := e.Props.Text(ical.PropUID)
		summary, _ := e.Props.Text(ical.PropSummary)
		uids[uid] = true
		if !strings.HasPrefix(summary, "Казахстан: ") {
			t.Errorf("an event says %q", summary)
		}
	}
	if len(uids) != 4 { // mid-term, and three before the next review
		t.Errorf("%v", uids)
	}
	for _, e := range events(t, good(t, v.Get("/en/calendar/KAZ.ics"), http.StatusOK).Body) {
		if uid, _ := e.Props.Text(ical.PropUID); !uids[uid] {
			t.Errorf("%s has another name in another language", uid)
		}
	}
	if vary := v.Get("/calendar/KAZ.ics").Header.Values("Vary"); !slices.Contains(vary, "Accept-Language") {
		t.Errorf("without a language in the address it varies by %v", vary)
	}
}

// An estimate that may be going on is no deadline, and what was only listed beforehand
// is not told as done.
func TestCalendar_SaysNoMoreThanIsKnown(t *testing.T) {
	p := portal.Start(t)
	v := p.Visitor(t)
	perhaps, listed := 0, 0
	for _, state := range []string{"BRA", "BHR", "MAR", "BGR", "EGY"} {
		page := good(t, v.Get("/en/calendar/"+state), http.StatusOK).Body
		perhaps += strings.Count(page, "some day within this time; none is set")
		listed += strings.Count(page, "Over. Listed beforehand: OHCHR, press release")
		if strings.Contains(page, "now, until") || strings.Contains(page, "Done: OHCHR, press release") {
			t.Errorf("%s: the calendar says more than is known", state)
		}
	}
	if perhaps == 0 || listed == 0 {
		t.Errorf("%d may be going on, %d were listed", perhaps, listed)
	}
}

// The page of a review tells of the one after it what the State's calendar does: that
// it was held, as the record here has it, or that nothing tells.
func TestCalendar_OfTheReviewAfter(t *testing.T) {
	p := portal.Start(t)
	v := p.Visitor(t)
	for path, want := range map[string]string{
		"/en/XVA/2": "Its review of cycle 3 followed on 6 November 2019.", "/en/gap/XVA/2": "Its review of cycle 3 followed on 6 November 2019.",
		"/en/XVA/3":     "Its review of cycle 4 was to be expected at session 48, 20 January 2025 – 31 January 2025, if the order of the cycle was kept. That is over, and nothing here tells whether it was held.",
		"/en/gap/XVA/3": "Its review of cycle 4 was to be expected at session 48",
		"/en/KAZ/3":     "Its review of cycle 4 followed on 23 January 2025.",
		"/en/KAZ/4":     "Its next review is to be expected at session 62",
	} {
		if body := good(t, v.Get(path), http.StatusOK).Body; !strings.Contains(body, want) {
			t.Errorf("%s does not say %q", path, want)
		}
	}
}

// What the record of a review tells goes before the rule, and an answer is due
// until it is there.
func TestCalendar_HoldsWhatDocumentsTell(t *testing.T) {
	p := portal.Start(t)
	c, err := p.Find.Calendar(t.Context(), heed.Viewer{}, "XVA", "2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	third := heed.ReviewID{State: "XVA", Cycle: 3}
	if held := c.Day(third, refdata.ReviewDays); held.From != "2019-11-06" || held.Certainty != refdata.Official || held.Done == nil || held.Done.Key != "A/HRC/43/901" {
		t.Errorf("held: %+v", held)
	}
	if answer := c.Day(third, refdata.Answer); answer.From != "2020-02-24" || answer.Done == nil {
		t.Errorf("answered: %+v", answer)
	}
	if next, ok := c.NextReview("2026-11-23"); !ok || next.Session != 62 || next.Cycle != 5 || next.Listed || next.Counted != 34 {
		t.Errorf("next: %+v", next)
	}
	if over := c.Day(heed.ReviewID{State: "XVA", Cycle: 4}, refdata.ReviewDays); over.Session != 48 || over.Certainty != refdata.ByRule || over.Done != nil {
		t.Errorf("the one of which nothing is known: %+v", over)
	}
}

// What is planned is on the calendar of the State once it is published, and never
// before.
func TestCalendar_ShowsWhatIsPublishedOfPlans(t *testing.T) {
	p, _, ministries := answering(t)
	_, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	form := written(ministries[0])
	form.Set("visibility", "coordination")
	good(t, ministry.Send("/en/desk/plan/new", form), http.StatusSeeOther)
	stranger := p.Visitor(t)
	for _, path := range []string{"/en/calendar/XVA", "/calendar/XVA.json", "/en/calendar/XVA.ics", "/calendar/XVA.csv"} {
		if body := good(t, stranger.Get(path), http.StatusOK).Body; strings.Contains(body, "prevention of torture") {
			t.Errorf("%s shows what is not public", path)
		}
	}
	follow, err := p.Find.Follow(t.Context(), coordinatorOf(t, p).Actor().Viewer())
	if err != nil {
		t.Fatal(err)
	}
	m := find.All[heed.Measure](follow)[0]
	lead := coordinatorOf(t, p).Actor()
	chief, err := p.App.AccountByEmail(t.Context(), "aida@example.org")
	if err != nil {
		t.Fatal(err)
	}
	if err := p.App.Move(t.Context(), chief.Actor(), app.Move{Subject: m.Subject, Base: m.Number, To: heed.StepSubmitted}); err != nil {
		t.Fatal(err)
	}
	for i, to := range []heed.Step{heed.StepReviewed, heed.StepPublished} {
		if err := p.App.Move(t.Context(), lead, app.Move{Subject: m.Subject, Base: m.Number + 1 + i, To: to}); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []string{"/en/calendar/XVA", "/calendar/XVA.json", "/en/calendar/XVA.ics"} {
		if body := good(t, stranger.Get(path), http.StatusOK).Body; !strings.Contains(body, "prevention of torture") && !strings.Contains(strings.ReplaceAll(body, "\r\n ", ""), "prevention of torture") {
			t.Errorf("%s does not show what is published", path)
		}
	}
}

// A person's calendar opens by its secret address alone, says no more than a
// letter, and is gone when the address is changed or taken back.
func TestMyCalendar_Address(t *testing.T) {
	p, _, ministries := answering(t)
	account, aida := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	form := written(ministries[0])
	form.Set("visibility", "coordination")
	good(t, aida.Send("/en/desk/plan/new", form), http.StatusSeeOther)
	reader := p.Visitor(t)
	address := func() string {
		t.Helper()
		now, err := p.App.Account(t.Context(), account.ID)
		if err != nil {
			t.Fatal(err)
		}
		return "/desk/calendar/" + app.CalendarToken(now) + ".ics"
	}
	page := good(t, aida.Get("/en/desk/calendar"), http.StatusOK).Body
	if !strings.Contains(page, "Law on the prevention of torture") || strings.Contains(page, ".ics") {
		t.Error("the page does not show the plan, or an address that nobody has made")
	}
	good(t, aida.Send("/en/desk/calendar", url.Values{"form": {"make"}}), http.StatusSeeOther)
	first := address()
	if page := good(t, aida.Get("/en/desk/calendar"), http.StatusOK).Body; !strings.Contains(page, first) {
		t.Errorf("the page does not show %s", first)
	}
	a := good(t, reader.Get(first), http.StatusOK)
	for _, secret := range []string{"torture", "prevention", "Institution", "aida", "ministry"} {
		if strings.Contains(strings.ReplaceAll(a.Body, "\r\n ", ""), secret) {
			t.Errorf("it says %q:\n%s", secret, a.Body)
		}
	}
	all := events(t, a.Body)
	if len(all) == 0 || !strings.Contains(a.Body, "SUMMARY:a milestone\r\n") || !strings.Contains(a.Body, p.URL+"/en/desk/plan/") {
		t.Errorf("it says nothing of the plan:\n%s", a.Body)
	}
	for _, e := range all {
		if start, err := e.DateTimeStart(time.UTC); err != nil || start.IsZero() {
			t.Errorf("an event without a day: %v", err)
		}
	}
	if h := a.Header; h.Get("Content-Type") != "text/calendar; charset=utf-8" || h.Get("Cache-Control") != "private, no-cache" || h.Get("Set-Cookie") != "" {
		t.Errorf("%v", h)
	}
	if again := reader.Get(first, "If-None-Match", a.Header.Get("ETag")); again.Status != http.StatusNotModified {
		t.Errorf("asked again: %d", again.Status)
	}
	good(t, aida.Send("/en/desk/calendar", url.Values{"form": {"change"}}), http.StatusSeeOther)
	second := address()
	good(t, reader.Get(first), http.StatusNotFound)
	good(t, reader.Get(second), http.StatusOK)
	if strings.Contains(p.Log.String(), strings.TrimSuffix(strings.TrimPrefix(second, "/desk/calendar/"), ".ics")) {
		t.Error("the log holds the address")
	}
	now, err := p.App.Account(t.Context(), account.ID)
	if err != nil {
		t.Fatal(err)
	}
	now.Letters.Key = now.CalendarKey
	letters := app.LetterToken(now) // a token for another purpose, be it by the same key
	id, mac, _ := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(second, "/desk/calendar/"), ".ics"), ".")
	for _, forged := range []string{"x", id, id + ".", "nobody." + mac, id + "." + mac[:len(mac)-2] + "AA", letters} {
		good(t, reader.Get("/desk/calendar/"+forged+".ics"), http.StatusNotFound)
	}
	good(t, reader.Get(strings.TrimSuffix(second, ".ics")), http.StatusNotFound)
	if a := reader.Send(second, url.Values{"form": {"revoke"}}); a.Status != http.StatusNotFound {
		t.Errorf("a form at the address: %d", a.Status)
	}
	good(t, aida.Send("/en/desk/calendar", url.Values{"form": {"revoke"}}), http.StatusSeeOther)
	good(t, reader.Get(second), http.StatusNotFound)
	if got := address(); got != "/desk/calendar/.ics" {
		t.Errorf("still %s", got)
	}
}

// coordinatorOf is the account of who coordinates the State.
func coordinatorOf(t *testing.T, p *portal.Portal) heed.Account {
	t.Helper()
	all, err := p.App.Members(t.Context(), portal.Operator)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all.Accounts, func(a heed.Account) bool { return a.Role == heed.Coordinator && a.Voice == heed.VoiceState })
	if i < 0 {
		t.Fatal("nobody coordinates")
	}
	return all.Accounts[i]
}
