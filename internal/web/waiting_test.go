// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// lastOf is the identifier at the end of an address.
func lastOf(path string) string { return path[strings.LastIndex(path, "/")+1:] }

// TestQueue_Corrections: everything published can be answered from its public
// page; a request for its correction is shown with it, and waits on whoever
// published it until somebody there begins to answer.
func TestQueue_Corrections(t *testing.T) { onBoth(t, tryCorrections) }

func tryCorrections(t *testing.T, p *portal.Portal) {
	coordinator, ministries := seated(t, p)
	_, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	_, other := p.Member(t, "timur", heed.FocalPoint, ministries[1])
	_, reader := p.Member(t, "dana", heed.Reader, ministries[0])
	p.Institution(t, "ngo", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	_, ngo := p.Member(t, "bota", heed.FocalPoint, "ngo")
	public := p.Visitor(t)
	const rec = "/en/XVA/3/51.6"
	desk := func(v *portal.Visitor) string { return good(t, v.Get("/en/desk"), http.StatusOK).Body }

	measure := good(t, ministry.Send("/en/desk/plan/new", written(ministries[0])), http.StatusSeeOther).Header.Get("Location")
	good(t, ministry.Send(measure, url.Values{"form": {"say"}, "date": {"2026-11-20"}, "text": {"All judges have been trained."}}), http.StatusSeeOther)
	update := "/en/desk/plan/updates/" + between(t, good(t, ministry.Get(measure), http.StatusOK).Body, "/en/desk/plan/updates/", `"`)
	publish(t, measure, ministry, coordinator)
	publish(t, update, ministry, coordinator)
	judgement := good(t, ngo.Send("/en/desk/assess/XVA/3/51.6", judged("partly", "Some were trained.")), http.StatusSeeOther).Header.Get("Location")
	released(t, judgement, ngo, ngo)
	proof := good(t, ngo.SendFile("/en/desk/evidence/new", url.Values{
		"form": {"edit"}, "version": {"0"}, "title": {"A list of who was trained"}, "bearing": {"contradicts"}, "recommendations": {"XVA/3/51.6"}, "level": {"open"}, "visibility": {"institution"},
	}, "file", "list.txt", []byte("Seven of forty.\n")), http.StatusSeeOther).Header.Get("Location")
	released(t, proof, ngo, ngo)

	page := good(t, public.Get(rec), http.StatusOK).Body
	for kind, at := range map[string]string{"measure": measure, "update": update, "assessment": judgement, "evidence": proof} {
		tells(t, "the recommendation, on the "+kind, page, `href="/en/desk/reply/`+kind+"/"+lastOf(at)+`"`)
	}
	tells(t, "the recommendation", page, "/en/desk/evidence/new?for=XVA%2F3%2F51.6", "Ask for a correction")
	tells(t, "the form of evidence", good(t, ngo.Get("/en/desk/evidence/new?for=XVA%2F3%2F51.6"), http.StatusOK).Body, "XVA/3/51.6")

	request := good(t, ngo.Send("/en/desk/reply/update/"+lastOf(update), url.Values{"form": {"ask"}, "version": {"0"}, "text": {"Seven of forty were."}, "visibility": {"institution"}}), http.StatusSeeOther).Header.Get("Location")
	lacks(t, "the ministry's desk before it is published", desk(ministry), "Seven of forty")
	released(t, request, ngo, ngo)
	asked := "/en/desk/reply/reply/" + lastOf(request)
	for name, v := range map[string]*portal.Visitor{"the ministry": ministry, "the coordinator": coordinator} {
		tells(t, "the desk of "+name, desk(v), "Corrections that are asked for", "Seven of forty were.", asked, "All judges have been trained.")
	}
	for name, v := range map[string]*portal.Visitor{"another ministry": other, "a reader": reader, "who asked": ngo} {
		lacks(t, "the desk of "+name, desk(v), "Corrections that are asked for")
	}
	tells(t, "the recommendation", good(t, public.Get(rec), http.StatusOK).Body, "Seven of forty were.")
	against := good(t, coordinator.Send("/en/desk/reply/evidence/"+lastOf(proof), url.Values{"form": {"ask"}, "version": {"0"}, "text": {"The list is of another year."}, "visibility": {"institution"}}), http.StatusSeeOther).Header.Get("Location")
	released(t, against, coordinator, otherLeader(t, p))
	tells(t, "the desk of who added evidence", desk(ngo), "Corrections that are asked for", "The list is of another year.", "A list of who was trained")
	tells(t, "the recommendation", good(t, public.Get(rec), http.StatusOK).Body, "The list is of another year.")
	good(t, ministry.Send(asked, url.Values{"form": {"handle"}, "version": {"0"}, "handled": {"kept"}, "text": {"They were."}, "visibility": {"coordination"}}), http.StatusSeeOther)
	lacks(t, "the ministry's desk", desk(ministry), "Corrections that are asked for")
	lacks(t, "the coordinator's desk", desk(coordinator), "Corrections that are asked for")
	takeStep(t, coordinator, update, "withdrawn", "4")
	for _, path := range []string{rec, "/en/history/update/" + lastOf(update)} {
		tells(t, path+" of what was withdrawn", good(t, public.Get(path), http.StatusOK).Body, "Seven of forty were.", "Said why.")
	}
}

// otherLeader is a second coordinator: nobody reviews what they wrote.
func otherLeader(t *testing.T, p *portal.Portal) *portal.Visitor {
	t.Helper()
	_, v := p.Member(t, "olzhas", heed.Coordinator, "mfa")
	return v
}

// TestQueue_Reports: what a schedule asks for waits on who is to report from the
// first reminder on, and on whoever stands above them when that comes to them.
func TestQueue_Reports(t *testing.T) {
	p, coordinator, ministries := answering(t)
	focal, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	writer, clerk := p.Member(t, "dana", heed.Contributor, ministries[0])
	second, _ := p.Member(t, "timur", heed.FocalPoint, ministries[1])
	leader, err := p.App.AccountByEmail(t.Context(), "saule@example.org")
	if err != nil {
		t.Fatal(err)
	}
	form := written(ministries[0])
	form.Set("visibility", "coordination")
	measure := good(t, clerk.Send("/en/desk/plan/new", form), http.StatusSeeOther).Header.Get("Location")
	good(t, coordinator.Send("/en/desk/plan/schedules/new", url.Values{"form": {"edit"}, "version": {"0"}, "every": {"quarter"}, "from": {"2026-12-01"}}), http.StatusSeeOther)
	const title = "Reports that are due"
	tells(t, "the clerk's desk", good(t, clerk.Get("/en/desk"), http.StatusOK).Body, title, "due 1 December 2026", measure)
	lacks(t, "the focal point's desk", good(t, ministry.Get("/en/desk"), http.StatusOK).Body, title)
	tells(t, "all of them", good(t, clerk.Get("/en/desk?kind=report"), http.StatusOK).Body, measure)
	waits := func(when string, after int, want map[string]bool) {
		t.Helper()
		for name, a := range map[string]heed.Account{"the clerk": writer, "the focal point": focal, "the coordinator": leader, "another ministry": second} {
			q, err := p.Find.Tasks(t.Context(), a.Actor().Viewer(), p.Now.AddDate(0, 0, after))
			if err != nil {
				t.Fatal(err)
			}
			if n := len(q.Of(find.TaskReport)); (n == 1) != want[name] || n > 1 {
				t.Errorf("%s, %d reports wait on %s", when, n, name)
			}
		}
	}
	waits("before the first reminder", -14, nil)
	waits("a week before", 1, map[string]bool{"the clerk": true})
	waits("a week late", 16, map[string]bool{"the clerk": true, "the focal point": true})
	waits("three weeks late", 30, map[string]bool{"the clerk": true, "the focal point": true, "the coordinator": true})
	good(t, clerk.Send(measure, url.Values{"form": {"say"}, "date": {"2026-11-20"}, "text": {"Nothing was done."}}), http.StatusSeeOther)
	waits("once it was said", 1, nil)
}

// TestComments_OnAnAssignment: who coordinates and the institutions that are
// asked speak about an assignment, and it waits on whoever did not speak last;
// nobody else does, of their voice or of another.
func TestComments_OnAnAssignment(t *testing.T) { onBoth(t, tryAssignmentComments) }

func tryAssignmentComments(t *testing.T, p *portal.Portal) {
	coordinator, ministries := seated(t, p)
	_, asked := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	_, other := p.Member(t, "timur", heed.FocalPoint, ministries[1])
	p.Institution(t, "ngo", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	_, ngo := p.Member(t, "bota", heed.FocalPoint, "ngo")
	const at = "/en/desk/positions/3/51.5"
	good(t, coordinator.Send("/en/desk/positions/3", url.Values{"form": {"batch"}, "deed": {"assign"}, "which": {"ticked"}, "ref": {"51.5"}, "lead": {string(ministries[0])}}), http.StatusSeeOther)
	desk := func(v *portal.Visitor) string { return good(t, v.Get("/en/desk"), http.StatusOK).Body }
	say := url.Values{"form": {"comment-XVA-3-51.5"}, "text": {"This is for the Ministry of Health."}}
	good(t, asked.Send(at, say), http.StatusSeeOther)
	tells(t, "the coordinator's page", good(t, coordinator.Get(at), http.StatusOK).Body, "Comments on who is asked", "This is for the Ministry of Health.")
	tells(t, "the coordinator's desk", desk(coordinator), "Comments without an answer", "This is for the Ministry of Health.", at+"#talk-XVA-3-51.5")
	thread := between(t, good(t, coordinator.Get(at), http.StatusOK).Body, `id="c-`, `"`)
	good(t, coordinator.Send(at, url.Values{"form": {"answer-" + thread}, "text": {"It leads, you have a part."}}), http.StatusSeeOther)
	tells(t, "the desk of who was asked", desk(asked), "It leads, you have a part.")
	lacks(t, "the coordinator's desk", desk(coordinator), "Comments without an answer")
	good(t, other.Send(at, say), http.StatusConflict) // there is no such form for them
	good(t, ngo.Send(at, say), http.StatusForbidden)  // nor such a page
	for name, v := range map[string]*portal.Visitor{"another ministry": other, "another voice": ngo} {
		lacks(t, "the desk of "+name, desk(v), "It leads, you have a part.")
	}
	lacks(t, "the page of another voice", good(t, ngo.Get(at), http.StatusForbidden).Body, "This is for the Ministry of Health.")
	if n := strings.Count(good(t, coordinator.Get(at), http.StatusOK).Body, "This is for the Ministry of Health."); n != 1 {
		t.Errorf("it was said %d times", n)
	}
	good(t, coordinator.Send(at, url.Values{"form": {"resolve-" + thread}, "version": {"1"}}), http.StatusSeeOther)
	lacks(t, "the desk of who was asked", desk(asked), "It leads, you have a part.")
}
