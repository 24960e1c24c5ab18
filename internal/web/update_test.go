// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// step is the form of a step, made from a version.
func step(to heed.Step, version, note string) url.Values {
	v := url.Values{"form": {"move-" + string(to)}, "version": {version}}
	if note != "" {
		v.Set("note", note)
	}
	return v
}

// publish brings a thing from its first version to the public.
func publish(t *testing.T, at string, writer, coordinator *portal.Visitor) {
	t.Helper()
	good(t, writer.Send(at, step(heed.StepSubmitted, "1", "")), http.StatusSeeOther)
	good(t, coordinator.Send(at, step(heed.StepReviewed, "2", "")), http.StatusSeeOther)
	good(t, coordinator.Send(at, step(heed.StepPublished, "3", "")), http.StatusSeeOther)
}

// TestUpdate_ToThePublic: what was done goes the same way as a measure. It is
// returned, changed, found right and published, and only then on the public
// page; who may not do the next step is told who may.
func TestUpdate_ToThePublic(t *testing.T) {
	p, coordinator, ministries := answering(t)
	_, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	measure := good(t, ministry.Send("/en/desk/plan/new", written(ministries[0])), http.StatusSeeOther).Header.Get("Location")
	publish(t, measure, ministry, coordinator)
	good(t, ministry.Send(measure, url.Values{"form": {"say"}, "date": {"2026-09-01"}, "text": {"The draft is before the committee."}}), http.StatusSeeOther)
	at := "/en/desk/plan/updates/" + string(onlyUpdate(t, p, heed.Viewer{Pseudonym: "x", Role: heed.Coordinator, Side: heed.Side{Voice: heed.VoiceState, State: "XVA"}}).ID)
	if body := good(t, ministry.Get(measure), http.StatusOK).Body; !strings.Contains(body, at) {
		t.Error("the measure does not lead to its update")
	}
	page := good(t, ministry.Get(at), http.StatusOK).Body
	if !strings.Contains(page, "The draft is before the committee.") || !strings.Contains(page, "Hand over for review") || strings.Contains(page, "move-published") {
		t.Errorf("the page of an update: %s", page)
	}
	public := func() string { return good(t, p.Visitor(t).Get("/en/XVA/3/51.6"), http.StatusOK).Body }
	if a := coordinator.Send(at, step(heed.StepPublished, "1", "")); a.Status == http.StatusSeeOther {
		t.Error("published without review")
	}
	good(t, ministry.Send(at, step(heed.StepSubmitted, "1", "")), http.StatusSeeOther)
	if body := good(t, ministry.Get(at), http.StatusOK).Body; !strings.Contains(body, "You cannot review this") || !strings.Contains(body, "legal reviewer") || !strings.Contains(body, "/desk/may#review") {
		t.Errorf("why the ministry cannot review it is not said: %s", body)
	}
	good(t, coordinator.Send(at, step(heed.StepReturned, "2", "Which committee?")), http.StatusSeeOther)
	if body := good(t, ministry.Get(at), http.StatusOK).Body; !strings.Contains(body, "Which committee?") {
		t.Error("what is to be changed is not said")
	}
	good(t, ministry.Send(at, url.Values{"form": {"edit"}, "version": {"3"}, "date": {"2026-09-01"}, "text": {"The draft is before the Committee on Justice."}}), http.StatusSeeOther)
	good(t, ministry.Send(at, step(heed.StepSubmitted, "4", "")), http.StatusSeeOther)
	good(t, coordinator.Send(at, step(heed.StepReviewed, "5", "")), http.StatusSeeOther)
	if strings.Contains(public(), "before the Committee") {
		t.Error("reviewed, and public")
	}
	good(t, coordinator.Send(at, step(heed.StepPublished, "6", "")), http.StatusSeeOther)
	if !strings.Contains(public(), "before the Committee on Justice") {
		t.Error("published, and not on the public page")
	}
	good(t, coordinator.Send(at, step(heed.StepWithdrawn, "7", "")), http.StatusUnprocessableEntity)
	good(t, coordinator.Send(at, step(heed.StepWithdrawn, "7", "It was another committee.")), http.StatusSeeOther)
	if strings.Contains(public(), "before the Committee") {
		t.Error("withdrawn, and still on the public page")
	}
}

// TestUpdate_OwnWords: nobody reviews what they wrote, and hears so; what
// another voice says of a measure is not among what its own voice says.
func TestUpdate_OwnWords(t *testing.T) {
	p, coordinator, ministries := answering(t)
	measure := good(t, coordinator.Send("/en/desk/plan/new", written(ministries[0])), http.StatusSeeOther).Header.Get("Location")
	good(t, coordinator.Send(measure, step(heed.StepSubmitted, "1", "")), http.StatusSeeOther)
	if body := good(t, coordinator.Get(measure), http.StatusOK).Body; !strings.Contains(body, "You wrote this") || strings.Contains(body, "move-reviewed") {
		t.Error("who wrote it is not told that somebody else has to review it")
	}
	_, lawyer := p.Member(t, "erlan", heed.LegalReviewer, ministries[1])
	good(t, lawyer.Send(measure, step(heed.StepReviewed, "2", "")), http.StatusSeeOther)
	good(t, coordinator.Send(measure, step(heed.StepPublished, "3", "")), http.StatusSeeOther)
	p.Institution(t, "ngo", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	ngo := heed.Actor{Pseudonym: "n", Role: heed.FocalPoint, Side: heed.Side{Voice: heed.VoiceCivilSociety, State: "XVA", Institution: "ngo"}}
	id := heed.ID(measure[strings.LastIndex(measure, "/")+1:])
	done, err := p.App.Write(t.Context(), ngo, app.Change{ID: "other", Submit: true, Body: heed.Update{Measure: id, Date: "2026-09-01", Text: "Nothing was done."}})
	if err != nil {
		t.Fatal(err)
	}
	for n, to := range []heed.Step{heed.StepReviewed, heed.StepPublished} {
		if err := p.App.Move(t.Context(), ngo, app.Move{Subject: done[0].Subject, Base: n + 1, To: to}); err != nil {
			t.Fatal(err)
		}
	}
	if strings.Contains(good(t, p.Visitor(t).Get("/en/XVA/3/51.6"), http.StatusOK).Body, "Nothing was done.") {
		t.Error("what an NGO says stands under the name of a ministry")
	}
	if strings.Contains(good(t, coordinator.Get(measure), http.StatusOK).Body, "Nothing was done.") {
		t.Error("what an NGO says stands among what the State says")
	}
}

func onlyUpdate(t *testing.T, p *portal.Portal, viewer heed.Viewer) find.Held[heed.Update] {
	t.Helper()
	f, err := p.Find.Follow(t.Context(), viewer)
	if err != nil {
		t.Fatal(err)
	}
	all := find.All[heed.Update](f)
	if len(all) != 1 {
		t.Fatalf("%d updates", len(all))
	}
	return all[0]
}

// TestUpdate_OnARecommendation: what was done on a recommendation is said without
// any measure, from its page at the desk. It is listed there and among the updates
// of the plan, found right and published as all others are, and stands on the
// public page of the recommendation under the name of who says it.
func TestUpdate_OnARecommendation(t *testing.T) {
	p, coordinator, ministries := answering(t)
	_, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	_, reader := p.Member(t, "dana", heed.Reader, ministries[0])
	p.Institution(t, "ngo", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	_, ngo := p.Member(t, "bota", heed.FocalPoint, "ngo")
	const on, said = "/en/desk/assess/XVA/3/51.6", "Judges have been told of <b>the convention</b>."
	const shown = "Judges have been told of &lt;b&gt;the convention&lt;/b&gt;."
	form := url.Values{"form": {"say"}, "date": {"2026-09-01"}, "text": {said}}
	if a := reader.Send(on, form); a.Status == http.StatusSeeOther {
		t.Error("a reader says what was done")
	}
	for _, without := range []string{"date", "text"} {
		short := url.Values{"form": {"say"}, "date": {"2026-09-01"}, "text": {said}}
		short.Set(without, "")
		good(t, ministry.Send(on, short), http.StatusUnprocessableEntity)
	}
	at := good(t, ministry.Send(on, form), http.StatusSeeOther).Header.Get("Location")
	if u := onlyUpdate(t, p, heed.Viewer{Pseudonym: "x", Role: heed.Coordinator, Side: heed.Side{Voice: heed.VoiceState, State: "XVA"}}); u.Body.Measure != "" || len(u.Body.Concerns()) != 1 {
		t.Errorf("it is on %+v", u.Body)
	}
	if body := good(t, ministry.Get(at), http.StatusOK).Body; !strings.Contains(body, shown) || !strings.Contains(body, on) {
		t.Error("the page of the update does not say what it is on")
	}
	for _, where := range []string{on, "/en/desk/plan/updates"} {
		if body := good(t, coordinator.Get(where), http.StatusOK).Body; !strings.Contains(body, shown) || !strings.Contains(body, at) {
			t.Errorf("%s does not list it", where)
		}
	}
	public := func() string { return good(t, p.Visitor(t).Get("/en/XVA/3/51.6"), http.StatusOK).Body }
	if strings.Contains(public(), "Judges have been told") || strings.Contains(good(t, ngo.Get(on), http.StatusOK).Body, "Judges have been told") {
		t.Error("a draft is read by everybody")
	}
	publish(t, at, ministry, coordinator)
	body := public()
	for _, want := range []string{shown, "1 September 2026", "Institution " + string(ministries[0]), "On the recommendation itself", "/en/history/update/"} {
		if !strings.Contains(body, want) {
			t.Errorf("published, and the page of the recommendation does not say %q", want)
		}
	}
	if body := good(t, ngo.Get(on), http.StatusOK).Body; !strings.Contains(body, shown) || !strings.Contains(body, "/desk/reply/update/") {
		t.Error("another voice cannot answer what was published")
	}
	good(t, coordinator.Send(at, step(heed.StepWithdrawn, "4", "It was another convention.")), http.StatusSeeOther)
	if body := public(); strings.Contains(body, "Judges have been told") || !strings.Contains(body, "It was another convention.") {
		t.Error("withdrawn, and still on the public page, or without why")
	}
}

// TestUpdate_BeforeTheRecommendation: what is dated before the recommendation was made is
// marked as context wherever it stands beside it, in public, as JSON and at the desk, be it
// told or proven; what is dated after it is not.
func TestUpdate_BeforeTheRecommendation(t *testing.T) {
	p, coordinator, ministries := answering(t)
	_, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	const on, mark = "/en/desk/assess/XVA/3/51.6", "was there before: context, not progress"
	say := func(day string) string {
		return good(t, ministry.Send(on, url.Values{"form": {"say"}, "date": {day}, "text": {"Done on " + day}}), http.StatusSeeOther).Header.Get("Location")
	}
	prove := func(day string) string {
		return good(t, ministry.SendFile("/en/desk/evidence/new", url.Values{
			"form": {"edit"}, "version": {"0"}, "title": {"Shown on " + day}, "bearing": {"supports"}, "recommendations": {"XVA/3/51.6"}, "date": {day}, "level": {"open"}, "visibility": {"institution"},
		}, "file", "list.txt", []byte("Seven of "+day+".\n")), http.StatusSeeOther).Header.Get("Location")
	}
	later := []string{say("2026-09-01"), prove("2026-09-01")}
	for _, at := range later {
		publish(t, at, ministry, coordinator)
		lacks(t, at, good(t, coordinator.Get(at), http.StatusOK).Body, mark)
	}
	public := func() string { return good(t, p.Visitor(t).Get("/en/XVA/3/51.6"), http.StatusOK).Body }
	lacks(t, "the recommendation", public(), mark)
	for n, at := range []string{say("2001-02-03"), prove("2001-02-03")} {
		publish(t, at, ministry, coordinator)
		tells(t, at, good(t, coordinator.Get(at), http.StatusOK).Body, mark)
		if got := strings.Count(public(), mark); got != n+1 {
			t.Errorf("%d are marked, want %d", got, n+1)
		}
		if got := strings.Count(good(t, p.Visitor(t).Get("/XVA/3/51.6.json"), http.StatusOK).Body, `"context": true`); got != n+1 {
			t.Errorf("%d are marked as JSON, want %d", got, n+1)
		}
	}
	for _, at := range []string{on, "/en/desk/plan/updates"} {
		if got := strings.Count(good(t, coordinator.Get(at), http.StatusOK).Body, mark); got != 1 {
			t.Errorf("%s: %d are marked, want 1", at, got)
		}
	}
}

// TestUpdate_Short: an update has a limit of its own, and the page on which several are
// said tells the beginning of the last with a way to all of it.
func TestUpdate_Short(t *testing.T) {
	p, _, ministries := answering(t)
	_, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	measure := good(t, ministry.Send("/en/desk/plan/new", written(ministries[0])), http.StatusSeeOther).Header.Get("Location")
	text := strings.Repeat("Judges were told. ", heed.MaxUpdate/18-1) + "The end."
	said := url.Values{"form": {"updates"}, "date": {"2026-11-20"}, "text-" + measure[strings.LastIndex(measure, "/")+1:]: {text}}
	good(t, ministry.Send("/en/desk/plan/updates", said), http.StatusSeeOther)
	good(t, ministry.Send("/en/desk/assess/XVA/3/51.6", url.Values{"form": {"say"}, "date": {"2026-11-20"}, "text": {text}}), http.StatusSeeOther)
	body := good(t, ministry.Get("/en/desk/plan/updates"), http.StatusOK).Body
	tells(t, "the page", body, "Last on 20 November 2026: Judges were told.", "All of what was said on 20 November 2026")
	lacks(t, "the page", body, "The end.")
	for _, link := range regexp.MustCompile(`href="([^"]+)">All of what`).FindAllStringSubmatch(body, -1) {
		tells(t, link[1], good(t, ministry.Get(link[1]), http.StatusOK).Body, "The end.")
	}
	if n := strings.Count(body, "All of what was said"); n != 2 {
		t.Errorf("%d ways to all of it, want 2", n)
	}
	said.Set("text-"+measure[strings.LastIndex(measure, "/")+1:], strings.Repeat("a", heed.MaxUpdate+1))
	tells(t, "a longer one", good(t, ministry.Send("/en/desk/plan/updates", said), http.StatusUnprocessableEntity).Body, `aria-invalid="true"`, "“Law on the prevention of torture” is longer than 2000 characters")
}
