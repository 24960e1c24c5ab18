// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/store/postgres"
	"github.com/heed-upr/heed/internal/testkit"
	"github.com/heed-upr/heed/internal/testkit/portal"
	"github.com/heed-upr/heed/internal/testkit/specimen"
)

// tells fails for every text that a page does not say.
func tells(t *testing.T, where, body string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(body, text) {
			t.Errorf("%s does not say %q", where, text)
		}
	}
}

// lacks fails for every text that a page says.
func lacks(t *testing.T, where, body string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(body, text) {
			t.Errorf("%s says %q", where, text)
		}
	}
}

// onBoth runs a test on a portal of each engine that holds the specimen.
func onBoth(t *testing.T, test func(*testing.T, *portal.Portal)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, portal.Start(t)) })
	t.Run("postgres", func(t *testing.T) {
		s, err := postgres.Open(t.Context(), testkit.Database(t))
		if err != nil {
			t.Fatal(err)
		}
		p := portal.Over(t, s)
		for _, d := range specimen.Documents() {
			p.Import(t, d.Name, d.Data)
		}
		test(t, p)
	})
}

// TestQueue_FollowsTheWork: what waits on somebody stands on the first page of
// their desk from the moment at which it does until it does no longer, with the
// place where to do it, and on nobody else's.
func TestQueue_FollowsTheWork(t *testing.T) { onBoth(t, tryQueue) }

func tryQueue(t *testing.T, p *portal.Portal) {
	coordinator, ministries := seated(t, p)
	_, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	_, other := p.Member(t, "timur", heed.FocalPoint, ministries[1])
	p.Institution(t, "ngo", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	_, ngo := p.Member(t, "bota", heed.FocalPoint, "ngo")
	desk := func(v *portal.Visitor) string { return good(t, v.Get("/en/desk"), http.StatusOK).Body }
	tells(t, "an empty desk", desk(ministry), "Nothing waits on you.", `href="/en/desk/plan"`)

	measure := good(t, ministry.Send("/en/desk/plan/new", written(ministries[0])), http.StatusSeeOther).Header.Get("Location")
	tells(t, "the ministry's desk", desk(ministry), "Begun by you", "Milestones that are late", "Draft before Parliament", "due 1 March 2026", measure)
	lacks(t, "another ministry's desk", desk(other), "prevention of torture")
	good(t, ministry.Send(measure, step(heed.StepSubmitted, "1", "")), http.StatusSeeOther)
	lacks(t, "the ministry's desk", desk(ministry), "Begun by you")
	tells(t, "the coordinator's desk", desk(coordinator), "To review", "1 thing waits on you.", measure+"#way")
	good(t, coordinator.Send(measure, step(heed.StepReturned, "2", "Name the bill.")), http.StatusSeeOther)
	lacks(t, "the coordinator's desk", desk(coordinator), "To review")
	tells(t, "the ministry's desk", desk(ministry), "Returned to you", "Name the bill.")
	good(t, ministry.Send(measure, step(heed.StepSubmitted, "3", "")), http.StatusSeeOther)
	good(t, coordinator.Send(measure, step(heed.StepReviewed, "4", "")), http.StatusSeeOther)
	tells(t, "the coordinator's desk", desk(coordinator), "To publish")
	good(t, coordinator.Send(measure, step(heed.StepPublished, "5", "")), http.StatusSeeOther)
	lacks(t, "the coordinator's desk", desk(coordinator), "To publish", "To review")
	tells(t, "all of one kind", good(t, ministry.Get("/en/desk?kind=milestone"), http.StatusOK).Body, "Draft before Parliament")
	good(t, ministry.Get("/en/desk?kind=nonsense"), http.StatusBadRequest)
	lacks(t, "the desk of another voice", desk(ngo), "prevention of torture", "Draft before Parliament")
	tells(t, "the desk of another voice", desk(ngo), "Nothing waits on you.")
}

// TestQueue_Answers: institutions are asked for their positions until they have
// one, and who coordinates settles what they differ in.
func TestQueue_Answers(t *testing.T) {
	p := portal.Empty(t)
	for _, d := range specimen.Documents() {
		if strings.Contains(d.Name, "cycle2-report.pdf") { // its addendum has not come yet
			p.Import(t, d.Name, d.Data)
		}
	}
	coordinator, ministries := seated(t, p)
	_, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	_, second := p.Member(t, "timur", heed.FocalPoint, ministries[1])
	open := pending(t, p)
	boss := heed.Actor{Pseudonym: "c", Role: heed.Coordinator, Side: heed.Side{Voice: heed.VoiceState, State: "XVA", Institution: "mfa"}}
	if _, err := p.App.Write(t.Context(), boss, app.Change{ID: heed.AssignmentID(open), Visibility: heed.VisibleCoordination,
		Body: heed.Assignment{Recommendation: open, Lead: ministries[0], Partners: ministries[1:2], Due: "2026-12-01"}}); err != nil {
		t.Fatal(err)
	}
	at := "/en/desk/positions/2/" + open.Ref
	desk := func(v *portal.Visitor) string { return good(t, v.Get("/en/desk"), http.StatusOK).Body }
	tells(t, "the desk", desk(ministry), "asked for a position", at, "due 1 December 2026")
	propose := func(v *portal.Visitor, position string) {
		good(t, v.Send(at, url.Values{"form": {"propose"}, "version": {"0"}, "response": {position}, "comment": {"So it is"}}), http.StatusSeeOther)
	}
	propose(ministry, "supported")
	lacks(t, "the desk of who has answered", desk(ministry), "asked for a position")
	lacks(t, "the coordinator's desk", desk(coordinator), "Proposals that differ")
	propose(second, "noted")
	tells(t, "the coordinator's desk", desk(coordinator), "Proposals that differ", at)
	good(t, coordinator.Send(at, url.Values{"form": {"settle"}, "version": {"0"}, "response": {"noted"}, "comment": {"Settled"}}), http.StatusSeeOther)
	lacks(t, "the coordinator's desk", desk(coordinator), "Proposals that differ")
}

// TestQueue_AnsweredAnew: what the State has answered waits on nobody who is to act
// on it, but on whoever is asked to consider the answer once more, until that is
// settled; what was settled before does not count.
func TestQueue_AnsweredAnew(t *testing.T) {
	p := portal.Empty(t)
	for _, d := range specimen.Documents() {
		p.Import(t, d.Name, d.Data)
	}
	coordinator, ministries := seated(t, p)
	_, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	const at = "/en/desk/positions/3/51.6"
	desk := func(v *portal.Visitor) string { return good(t, v.Get("/en/desk"), http.StatusOK).Body }
	ask := func(more ...string) {
		form := url.Values{"form": {"batch"}, "which": {"ticked"}, "ref": {"51.6"}, "deed": {"assign"}, "lead": {string(ministries[0])}, "due": {"2027-02-01"}}
		for _, box := range more {
			form.Set(box, "1")
		}
		good(t, coordinator.Send("/en/desk/positions/3", form), http.StatusSeeOther)
	}
	ask()
	lacks(t, "the desk of who is to act", desk(ministry), "asked for a position")
	ask("anew")
	tells(t, "the desk of who is asked anew", desk(ministry), "asked for a position", at, "due 1 February 2027")
	tells(t, "the page", good(t, ministry.Get(at), http.StatusOK).Body, "considered anew since")
	ask() // who acts is said once more, and the question stays
	tells(t, "the desk of who is still asked", desk(ministry), "asked for a position", at)
	good(t, ministry.Send(at, url.Values{"form": {"propose"}, "version": {"0"}, "response": {"noted"}, "comment": {"Changed"}}), http.StatusSeeOther)
	lacks(t, "the desk of who has answered", desk(ministry), "asked for a position")
	tells(t, "the coordinator's desk", desk(coordinator), at)
	addendum := func() map[string]heed.Position {
		return addendumOf(t, good(t, coordinator.Get("/en/desk/positions/3/addendum.docx"), http.StatusOK).Body)
	}
	good(t, coordinator.Send(at, url.Values{"form": {"settle"}, "version": {"0"}, "response": {"noted"}, "comment": {"Settled"}}), http.StatusSeeOther)
	lacks(t, "the coordinator's desk", desk(coordinator), at)
	if got := addendum()["51.6"]; got != heed.Noted {
		t.Errorf("settled, and %q in the addendum", got)
	}
	p.Now = p.Now.Add(time.Minute)
	ask("anew")
	tells(t, "the desk of who is asked anew on the same day", desk(ministry), "asked for a position", at)
	if got, ok := addendum()["51.6"]; ok && got != heed.Pending {
		t.Errorf("considered anew, and %q in the addendum", got)
	}
}

// pending gives a recommendation of the specimen's newest review that the State
// has not answered.
func pending(t *testing.T, p *portal.Portal) heed.RecID {
	t.Helper()
	id := heed.ReviewID{State: "XVA", Cycle: 2}
	all, err := p.Find.Responses(t.Context(), heed.Viewer{}, id, find.ResponseQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all.Rows {
		if r.Position == heed.Pending {
			return r.ID()
		}
	}
	t.Fatal("the specimen has answered everything")
	return heed.RecID{}
}

// TestComments_StayWithinTheVoice: a comment is seen by those of its voice who
// can read what it is on, is answered and resolved there, and waits on whose it
// is; another voice and the public see nothing of it, published or not.
func TestComments_StayWithinTheVoice(t *testing.T) { onBoth(t, tryComments) }

func tryComments(t *testing.T, p *portal.Portal) {
	coordinator, ministries := seated(t, p)
	_, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	_, reader := p.Member(t, "dana", heed.Reader, ministries[0])
	p.Institution(t, "ngo", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	_, ngo := p.Member(t, "bota", heed.FocalPoint, "ngo")
	measure := good(t, ministry.Send("/en/desk/plan/new", written(ministries[0])), http.StatusSeeOther).Header.Get("Location")
	id := measure[strings.LastIndex(measure, "/")+1:]
	good(t, ministry.Send(measure, step(heed.StepSubmitted, "1", "")), http.StatusSeeOther)
	say := url.Values{"form": {"comment-" + id}, "text": {"Whose draft is it?"}, "part_meant": {"description"}}
	if a := coordinator.Send(measure, url.Values{"form": {"comment-" + id}}); a.Status != http.StatusUnprocessableEntity {
		t.Errorf("a comment without a word: %d", a.Status)
	}
	say.Del("part_meant")
	good(t, coordinator.Send(measure, say), http.StatusSeeOther)
	body := good(t, ministry.Get(measure), http.StatusOK).Body
	tells(t, "the measure", body, "Whose draft is it?", "saule", "(coordinator)", "on version 2")
	desk := func(v *portal.Visitor) string { return good(t, v.Get("/en/desk"), http.StatusOK).Body }
	tells(t, "the ministry's desk", desk(ministry), "Comments without an answer", "Whose draft is it?", "#talk-"+id)
	thread := between(t, body, `id="c-`, `"`)
	good(t, ministry.Send(measure, url.Values{"form": {"answer-" + thread}, "text": {"The Ministry of Justice’s."}}), http.StatusSeeOther)
	lacks(t, "the ministry's desk", desk(ministry), "Comments without an answer")
	tells(t, "the coordinator's desk", desk(coordinator), "Comments without an answer", "The Ministry of Justice’s.")
	if a := reader.Send(measure, say); a.Status == http.StatusSeeOther {
		t.Error("a reader comments")
	}
	good(t, coordinator.Send(measure, url.Values{"form": {"resolve-" + thread}, "version": {"1"}}), http.StatusSeeOther)
	lacks(t, "the coordinator's desk", desk(coordinator), "Comments without an answer")
	tells(t, "the measure", good(t, coordinator.Get(measure), http.StatusOK).Body, "resolved")
	tells(t, "the history of a comment", good(t, coordinator.Get("/en/desk/history/comment/"+thread), http.StatusOK).Body, "Whose draft is it?")

	good(t, coordinator.Send(measure, step(heed.StepReviewed, "2", "")), http.StatusSeeOther)
	good(t, coordinator.Send(measure, step(heed.StepPublished, "3", "")), http.StatusSeeOther)
	for _, path := range []string{"/en/XVA/3/51.6", "/en/history/measure/" + id} {
		lacks(t, path, good(t, p.Visitor(t).Get(path), http.StatusOK).Body, "Whose draft is it?")
	}
	good(t, p.Visitor(t).Get("/en/history/comment/"+thread), http.StatusNotFound)
	good(t, ngo.Get("/en/desk/history/comment/"+thread), http.StatusNotFound)
	lacks(t, "the history for another voice", good(t, ngo.Get("/en/desk/history/measure/"+id), http.StatusOK).Body, "Whose draft is it?", "Version 1 ", "saule", "aida")
}

// between gives what stands between two texts.
func between(t *testing.T, body, from, to string) string {
	t.Helper()
	_, rest, ok := strings.Cut(body, from)
	if !ok {
		t.Fatalf("no %q", from)
	}
	out, _, _ := strings.Cut(rest, to)
	return out
}

// TestHistory_InWords: who changed what, in words; for the public what was
// public, without who, and after a withdrawal why.
func TestHistory_InWords(t *testing.T) { onBoth(t, tryHistory) }

func tryHistory(t *testing.T, p *portal.Portal) {
	coordinator, ministries := seated(t, p)
	_, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	_, other := p.Member(t, "timur", heed.FocalPoint, ministries[1])
	measure := good(t, ministry.Send("/en/desk/plan/new", written(ministries[0])), http.StatusSeeOther).Header.Get("Location")
	id := measure[strings.LastIndex(measure, "/")+1:]
	good(t, other.Get("/en/desk/history/measure/"+id), http.StatusNotFound)
	publish(t, measure, ministry, coordinator)
	changed := written(ministries[0])
	changed.Set("version", "4")
	changed.Set("title", "Law on the prevention of torture and ill-treatment")
	changed.Set("milestones.done.0", "2026-02-20")
	good(t, ministry.Send(measure, changed), http.StatusSeeOther)
	body := good(t, ministry.Get("/en/desk/history/measure/"+id), http.StatusOK).Body
	tells(t, "the history", body, `<span class="ear">inserted: </span> and ill-treatment</ins>`, "Version 5", "aida", "saule", "focal point", "handed over for review", "Draft before Parliament", "reached: 20 February 2026", "Its words did not change.")
	public := func() string { return good(t, p.Visitor(t).Get("/en/history/measure/"+id), http.StatusOK).Body }
	tells(t, "the public history", public(), "Law on the prevention of torture", "Institution ministry1", "/en/XVA/3/51.6")
	lacks(t, "the public history", public(), "ill-treatment", "aida", "saule", "Version 5")
	good(t, ministry.Send(measure, step(heed.StepSubmitted, "5", "")), http.StatusSeeOther)
	good(t, coordinator.Send(measure, step(heed.StepReviewed, "6", "")), http.StatusSeeOther)
	good(t, coordinator.Send(measure, step(heed.StepPublished, "7", "")), http.StatusSeeOther)
	tells(t, "the public history", public(), "and ill-treatment</ins>")
	good(t, coordinator.Send(measure, step(heed.StepWithdrawn, "8", "Another law has taken its place.")), http.StatusSeeOther)
	tells(t, "the public history", public(), "withdrawn", "Another law has taken its place.")
	page := good(t, p.Visitor(t).Get("/en/XVA/3/51.6"), http.StatusOK).Body
	tells(t, "the recommendation", page, "Withdrawn:", "Another law has taken its place.", "/en/history/measure/"+id)
	lacks(t, "the recommendation", page, "Decree 7")
	twin := good(t, p.Visitor(t).Get("/history/measure/"+id+".json"), http.StatusOK).Body
	lacks(t, "the twin of the public history", twin, `"who"`, `"author"`, `"role"`)
	good(t, p.Visitor(t).Get("/en/history/institution/mfa"), http.StatusNotFound)
	good(t, p.Visitor(t).Get("/en/history/measure/none"), http.StatusNotFound)
}

// What is withdrawn has no page of its own any more: who withdraws it is led to
// its history. Its evidence is on the page of a measure until then.
func TestWay_LeadsOnFromWhatIsWithdrawn(t *testing.T) {
	p, _, ministries := answering(t)
	_, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	measure := good(t, ministry.Send("/en/desk/plan/new", written(ministries[0])), http.StatusSeeOther).Header.Get("Location")
	id := measure[strings.LastIndex(measure, "/")+1:]
	tells(t, "the measure", good(t, ministry.Get(measure), http.StatusOK).Body, "/en/desk/evidence/new?measure="+id)
	a := good(t, ministry.Send(measure, step(heed.StepWithdrawn, "1", "It was a mistake.")), http.StatusSeeOther)
	if to := a.Header.Get("Location"); to != "/en/desk/history/measure/"+id {
		t.Errorf("to %s", to)
	}
	history := "/en/desk/history/measure/" + id
	tells(t, "the history", good(t, ministry.Get(history), http.StatusOK).Body, "withdrawn", "It was a mistake.", "Begin it again as a draft")
	good(t, ministry.Get(measure), http.StatusNotFound)
	again := url.Values{"form": {"restore"}, "version": {"2"}}
	if _, other := p.Member(t, "timur", heed.FocalPoint, ministries[1]); other.Send(history, again).Status == http.StatusSeeOther {
		t.Error("another institution begins it again")
	}
	if to := good(t, ministry.Send(history, again), http.StatusSeeOther).Header.Get("Location"); to != measure {
		t.Errorf("begun again, to %s", to)
	}
	tells(t, "the measure", good(t, ministry.Get(measure), http.StatusOK).Body, "draft")
	good(t, ministry.Send(history, again), http.StatusConflict) // it is no longer withdrawn
}

// TestQueue_Owner: who is made the owner of a cluster is told, and nobody else is.
func TestQueue_Owner(t *testing.T) {
	p, coordinator, ministries := answering(t)
	_, owner := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	_, other := p.Member(t, "timur", heed.FocalPoint, ministries[1])
	form := url.Values{"form": {"edit"}, "version": {"0"}, "title": {"Prisons and cells"}, "order": {"1"}, "owner": {string(ministries[1])}, "visibility": {"coordination"}}
	at := good(t, coordinator.Send("/en/desk/plan/clusters/new", form), http.StatusSeeOther).Header.Get("Location")
	desk := func(v *portal.Visitor) string { return good(t, v.Get("/en/desk"), http.StatusOK).Body }
	tells(t, "the desk of the first owner", desk(other), "Clusters that your institution owns now", "Prisons and cells", at)
	lacks(t, "the desk of who owns nothing", desk(owner), "Clusters that your institution owns now")
	form.Set("owner", string(ministries[0]))
	form.Set("version", "1")
	good(t, coordinator.Send(at, form), http.StatusSeeOther)
	tells(t, "the desk of the new owner", desk(owner), "Clusters that your institution owns now", "Prisons and cells", at)
	lacks(t, "the desk of the first owner", desk(other), "Clusters that your institution owns now")
	lacks(t, "the desk of who made them so", desk(coordinator), "Clusters that your institution owns now")
}

// TestMeasure_PartnerReports: an institution that has a part in a measure says what it
// has done, in its own name; one that has none has no form for it.
func TestMeasure_PartnerReports(t *testing.T) {
	p, coordinator, ministries := answering(t)
	_, lead := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	_, partner := p.Member(t, "timur", heed.FocalPoint, ministries[1])
	_, other := p.Member(t, "olga", heed.FocalPoint, ministries[2])
	form := written(ministries[0])
	form.Set("partners", string(ministries[1]))
	form.Set("visibility", "coordination")
	at := good(t, lead.Send("/en/desk/plan/new", form), http.StatusSeeOther).Header.Get("Location")
	released(t, at, lead, coordinator)
	say := url.Values{"form": {"say"}, "date": {"2026-11-01"}, "text": {"We have trained ours."}, "visibility": {"coordination"}}
	good(t, other.Send(at, say), http.StatusConflict)
	good(t, partner.Send(at, say), http.StatusSeeOther)
	body := good(t, coordinator.Get(at), http.StatusOK).Body
	tells(t, "the measure", body, "We have trained ours.")
	if n := strings.Count(body[strings.Index(body, "We have trained ours.")-300:], "Institution "+string(ministries[1])); n == 0 {
		t.Error("the measure does not say who has trained them")
	}
	good(t, lead.Send("/en/desk/plan/new", url.Values{"form": {"edit"}, "version": {"0"}, "title": {"Late before it begins"}, "kind": {"law"}, "lead": {string(ministries[0])}, "start": {"2026-06-01"}, "due": {"2026-05-01"}}), http.StatusUnprocessableEntity)
}

// TestQueue_NeverPublished: what was found right and has a level that keeps it within its
// voice is done, and waits on nobody; what can be published does.
func TestQueue_NeverPublished(t *testing.T) {
	p, coordinator, ministries := answering(t)
	_, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	desk := func() string { return good(t, coordinator.Get("/en/desk"), http.StatusOK).Body }
	for _, level := range []string{"internal", "open"} {
		at := good(t, ministry.SendFile("/en/desk/evidence/new", url.Values{
			"form": {"edit"}, "version": {"0"}, "title": {"A list"}, "bearing": {"supports"}, "recommendations": {"XVA/3/51.6"}, "level": {level}, "visibility": {"institution"},
		}, "file", "list.txt", []byte("Seven of "+level+".\n")), http.StatusSeeOther).Header.Get("Location")
		takeStep(t, ministry, at, "submitted", "1")
		tells(t, "before it is found right", desk(), "To review")
		takeStep(t, coordinator, at, "reviewed", "2")
		if waits := strings.Contains(desk(), "To publish"); waits != (level == "open") {
			t.Errorf("%s, found right: it waits to be published: %v", level, waits)
		}
	}
}

// TestQueue_SettledAnew: also an answer that is settled and not yet the State's can be
// considered anew: it then waits, and who settled it before, and when, can be read.
func TestQueue_SettledAnew(t *testing.T) {
	p, coordinator, ministries := answering(t)
	_, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	page := good(t, coordinator.Get("/en/desk/positions/3"), http.StatusOK).Body
	at := between(t, page, `<a class="ref" href="`, `"`)
	ref := at[strings.LastIndex(at, "/")+1:]
	desk := func() string { return good(t, ministry.Get("/en/desk"), http.StatusOK).Body }
	ask := url.Values{"form": {"batch"}, "which": {"ticked"}, "ref": {ref}, "deed": {"assign"}, "lead": {string(ministries[0])}, "partners": {string(ministries[0])}}
	good(t, coordinator.Send(at, url.Values{"form": {"settle"}, "version": {"0"}, "response": {"noted"}, "comment": {"Settled"}}), http.StatusSeeOther)
	good(t, coordinator.Send("/en/desk/positions/3", ask), http.StatusSeeOther)
	lacks(t, "the desk of who is asked of what is settled", desk(), "asked for a position")
	history := between(t, good(t, coordinator.Get(at), http.StatusOK).Body, `href="/en/desk/history/settlement/`, `"`)
	tells(t, "the history", good(t, coordinator.Get("/en/desk/history/settlement/"+history), http.StatusOK).Body, "Settled")
	tells(t, "what is settled", good(t, coordinator.Get(at), http.StatusOK).Body, "Institution mfa, ")
	p.Now = p.Now.Add(time.Minute)
	ask.Set("anew", "1")
	good(t, coordinator.Send("/en/desk/positions/3", ask), http.StatusSeeOther)
	tells(t, "the desk of who is asked anew", desk(), "asked for a position", at)
	if got, ok := addendumOf(t, good(t, coordinator.Get("/en/desk/positions/3/addendum.docx"), http.StatusOK).Body)[ref]; ok && got != heed.Pending {
		t.Errorf("considered anew, and %q in the addendum", got)
	}
}
