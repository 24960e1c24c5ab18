// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/testkit/browser"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// papers are feeds that stand at any address; at one there is nothing.
type papers struct{}

func (papers) Feed(_ context.Context, address string, _ heed.FeedMarks) (heed.FeedAnswer, error) {
	if strings.Contains(address, "down") {
		return heed.FeedAnswer{}, &heed.Error{Code: heed.CodeInvalid, Key: "error.link_status", Args: []string{"Status", "503"}}
	}
	entry := func(title, link, text string) string {
		return "<item><title>" + title + "</title><link>" + link + "</link><pubDate>Mon, 02 Nov 2026 10:00:00 GMT</pubDate><description>" + text + "</description></item>"
	}
	return heed.FeedAnswer{Final: address, Type: "text/xml", Data: []byte("<rss><channel><title>x</title>" +
		entry("Torture in police custody in Veldania", "/custody", "Police officers who tortured people were punished, the court said.") +
		entry("Пытки в следственном изоляторе", "/ru", "Суд вынес приговор.") + entry("Weather", "/weather", "") + "</channel></rss>")}, nil
}

// TestDesk_Feeds: the feeds that are watched, what was found, and what becomes of
// it.
func TestDesk_Feeds(t *testing.T) {
	b := browser.Open(t)
	p := portal.Start(t)
	p.Institution(t, "river", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	in := b.Alone(t)
	join(t, in, p, p.Invite(t, "bota", heed.FocalPoint, "river"))
	writer := heed.Actor{Pseudonym: "w", Role: heed.FocalPoint, Side: heed.Side{Voice: heed.VoiceCivilSociety, State: "XVA", Institution: "river"}}
	watched := heed.Feed{Name: "Radio Veldania", Address: "https://radio.example/feed", States: []heed.StateCode{"XVA"}, Terms: []string{"tortur", "пытк", "weather"}, Course: heed.FeedWatched}
	down := watched
	down.Name, down.Address = "A paper that is down", "https://down.example/a-very-long-address/that-has-no-place-to-break/in-a-narrow-window.xml"
	if _, err := p.App.Write(t.Context(), writer, app.Change{ID: "radio", Body: watched}, app.Change{ID: "down", Body: down}); err != nil {
		t.Fatal(err)
	}
	p.App.Feeds = papers{}
	if _, err := p.App.LookAtFeeds(t.Context(), portal.Operator, true); err != nil {
		t.Fatal(err)
	}
	w, err := p.Find.Watching(t.Context(), writer.Viewer())
	if err != nil || len(w.Finds) != 3 {
		t.Fatalf("%d finds: %v", len(w.Finds), err)
	}
	custody, weather := findOf(t, w, "Torture"), findOf(t, w, "Weather")
	if err := p.App.DecideFinds(t.Context(), writer, heed.FindDeclined, "Not about rights", app.SeenFind{ID: weather.ID, Base: weather.Number}); err != nil {
		t.Fatal(err)
	}
	walk(t, in, p, []deskPage{
		{address: address{"feeds", "/desk/feeds", http.StatusOK}},
		{address: address{"feed-new-wrong", "/desk/feeds/new", http.StatusUnprocessableEntity}, send: true},
		{address: address{"feed", "/desk/feeds/radio", http.StatusOK}},
		{address: address{"feed-down", "/desk/feeds/down", http.StatusOK}},
		{address: address{"no-feed", "/desk/feeds/none", http.StatusNotFound}},
		{address: address{"finds", "/desk/finds", http.StatusOK}},
		{address: address{"finds-none-chosen", "/desk/finds", http.StatusUnprocessableEntity}, send: true, button: "form[method=post] .do button"},
		{address: address{"finds-declined", "/desk/finds?outcome=declined", http.StatusOK}},
		{address: address{"found", "/desk/finds/" + string(custody.ID), http.StatusOK}},
		{address: address{"found-declined", "/desk/finds/" + string(weather.ID), http.StatusOK}},
		{address: address{"evidence-of-find", "/desk/evidence/new?find=" + string(custody.ID), http.StatusOK}},
	})
}

func findOf(t *testing.T, w find.Watching, title string) find.Held[heed.Find] {
	t.Helper()
	for _, n := range w.Finds {
		if strings.HasPrefix(n.Body.Title, title) {
			return n
		}
	}
	t.Fatalf("no find %s", title)
	return find.Held[heed.Find]{}
}
