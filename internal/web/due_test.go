// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// TestDue: a coordinator asks every quarter for reports; what is due of each
// institution is listed for those who may see it, until somebody says what was
// done; and a ministry asks for no reports of another.
func TestDue(t *testing.T) {
	p, coordinator, ministries := answering(t)
	_, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	_, other := p.Member(t, "dana", heed.FocalPoint, ministries[1])
	form := written(ministries[0])
	form.Set("visibility", "coordination")
	at := good(t, ministry.Send("/en/desk/plan/new", form), http.StatusSeeOther).Header.Get("Location")
	schedule := url.Values{"form": {"edit"}, "version": {"0"}, "every": {"quarter"}, "from": {"2026-12-01"}}
	good(t, coordinator.Send("/en/desk/plan/schedules/new", schedule), http.StatusSeeOther)
	good(t, other.Send("/en/desk/plan/schedules/new", schedule), http.StatusSeeOther) // of its own measures, of which there are none
	list := func(v *portal.Visitor) string {
		t.Helper()
		return good(t, v.Get("/en/desk/plan/due.csv"), http.StatusOK).Body
	}
	for name, v := range map[string]*portal.Visitor{"the ministry": ministry, "the coordinator": coordinator} {
		if got := list(v); strings.Count(got, "1 December 2026,report,Law on the prevention of torture") != 1 || !strings.Contains(got, "1 March 2026,milestone,Law on the prevention of torture,Institution ministry1,late") {
			t.Errorf("%s is told:\n%s", name, got)
		}
		page := good(t, v.Get("/en/desk/plan/due"), http.StatusOK).Body
		for _, want := range []string{"every quarter", "14 days before: whoever is to do it", "21 days after: also who coordinates", "/en/desk/plan/schedules/"} {
			if !strings.Contains(page, want) {
				t.Errorf("the page of %s does not say %q", name, want)
			}
		}
	}
	if got := list(coordinator); strings.Contains(good(t, coordinator.Get("/en/desk/plan/due.csv?institution="+string(ministries[1])), http.StatusOK).Body, "torture") {
		t.Errorf("another institution's: %s", got)
	}
	good(t, ministry.Send(at, url.Values{"form": {"say"}, "date": {"2026-11-20"}, "text": {"The draft is before the committee."}}), http.StatusSeeOther)
	if got := list(coordinator); strings.Contains(got, "report") {
		t.Errorf("reported, and still due:\n%s", got)
	}
	p.Institution(t, "ngo", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	_, ngo := p.Member(t, "bota", heed.FocalPoint, "ngo")
	if got := list(ngo); strings.Contains(got, "torture") {
		t.Errorf("another voice sees:\n%s", got)
	}
	page := good(t, coordinator.Get("/en/desk/plan/due"), http.StatusOK).Body
	_, rest, _ := strings.Cut(page, "/en/desk/plan/schedules/")
	id, _, _ := strings.Cut(rest, `"`)
	good(t, ngo.Get("/en/desk/plan/schedules/"+id), http.StatusNotFound)
	if a := ministry.Send("/en/desk/plan/schedules/"+id, url.Values{"form": {"remove"}, "version": {"1"}}); a.Status == http.StatusSeeOther {
		t.Error("a ministry takes the coordinator's schedule back")
	}
	good(t, coordinator.Send("/en/desk/plan/schedules/"+id, url.Values{"form": {"remove"}, "version": {"1"}}), http.StatusSeeOther)
	good(t, coordinator.Get("/en/desk/plan/schedules/"+id), http.StatusNotFound)
	for name, change := range map[string][2]string{"no day": {"from", "soon"}, "an end before the beginning": {"until", "2026-01-01"}, "no period": {"every", "day"}, "long ago": {"from", "0001-01-01"}} {
		form := url.Values{"form": {"edit"}, "version": {"0"}, "every": {"quarter"}, "from": {"2026-12-01"}}
		form.Set(change[0], change[1])
		if a := coordinator.Send("/en/desk/plan/schedules/new", form); a.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", name, a.Status)
		}
	}
}

// TestLetters: how somebody is written to is theirs to choose, at the desk or by
// the link in a letter; opening the link changes nothing.
func TestLetters(t *testing.T) {
	p, _, ministries := answering(t)
	account, aida := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	good(t, aida.Send("/en/desk/settings", url.Values{"form": {"letters"}, "frequency": {"weekly"}, "pause": {"2026-12-24"}}), http.StatusSeeOther)
	if a := aida.Send("/en/desk/settings", url.Values{"form": {"letters"}, "frequency": {"hourly"}}); a.Status != http.StatusUnprocessableEntity {
		t.Errorf("a frequency that is none: %d", a.Status)
	}
	chosen := func() heed.Letters {
		t.Helper()
		now, err := p.App.Account(t.Context(), account.ID)
		if err != nil {
			t.Fatal(err)
		}
		return now.Letters
	}
	if got := chosen(); got.Often() != heed.LettersWeekly || got.Pause != "2026-12-24" {
		t.Errorf("%+v", got)
	}
	good(t, aida.Send("/en/desk/settings", url.Values{"form": {"letters"}, "frequency": {"daily"}}), http.StatusSeeOther)
	_, err := p.App.Queue(t.Context(), portal.Operator, account.ID, "2026-11-23", []heed.Reminder{{Due: heed.Due{Kind: heed.DueReport, On: "2026-11-23"}}})
	if err != nil {
		t.Fatal(err)
	}
	account, err = p.App.Account(t.Context(), account.ID)
	if err != nil {
		t.Fatal(err)
	}
	token := app.LetterToken(account)
	reader := p.Visitor(t)
	at := "/en/desk/letters/" + token
	if page := good(t, reader.Get(at), http.StatusOK).Body; !strings.Contains(page, "one letter a day") || strings.Contains(page, "aida") || chosen().Often() != heed.LettersDaily {
		t.Errorf("opened: %+v", chosen())
	}
	good(t, reader.Send(at, url.Values{"form": {"pause"}}), http.StatusSeeOther)
	if got := chosen().Pause; got != "2026-12-23" {
		t.Errorf("a pause until %s", got)
	}
	if page := good(t, reader.Send(at, url.Values{"List-Unsubscribe": {"One-Click"}}), http.StatusOK).Body; !strings.Contains(page, "no more letters") || chosen().Often() != heed.LettersNever {
		t.Errorf("one click: %+v", chosen())
	}
	good(t, reader.Send(at, url.Values{"form": {"weekly"}}), http.StatusSeeOther)
	if got := chosen(); got.Often() != heed.LettersWeekly || got.Pause != "" {
		t.Errorf("weekly again: %+v", got)
	}
	id, mac, _ := strings.Cut(token, ".")
	for _, forged := range []string{"x", id, id + ".", id + ".AAAA", "nobody." + mac, token[:len(token)-2] + "AA"} {
		good(t, reader.Send("/en/desk/letters/"+forged, url.Values{"List-Unsubscribe": {"One-Click"}}), http.StatusNotFound)
	}
	if a := reader.Send(at, url.Values{"form": {"stop"}}, "Origin", "https://elsewhere.example.org", "Sec-Fetch-Site", "cross-site"); a.Status != http.StatusForbidden {
		t.Errorf("a form of another host: %d", a.Status)
	}
}
