// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/store/postgres"
	"github.com/heed-upr/heed/internal/testkit"
	"github.com/heed-upr/heed/internal/testkit/portal"
	"github.com/heed-upr/heed/internal/testkit/specimen"
)

// judged is the form of an assessment as a browser sends it.
func judged(progress, reasons string) url.Values {
	return url.Values{
		"form": {"own"}, "version": {"0"}, "progress": {progress}, "reasons": {reasons}, "as_of": {"2026-11-01"}, "confidence": {"high"},
		"method": {"Visits"}, "method_version": {"2026"}, "visibility": {"institution"},
	}
}

// takeStep sends the form of a step.
func takeStep(t *testing.T, by *portal.Visitor, at, to, version string) {
	t.Helper()
	good(t, by.Send(at, url.Values{"form": {"move-" + to}, "version": {version}, "note": {"Said why."}}), http.StatusSeeOther)
}

// released brings something over review to the public, by who writes and who
// leads.
func released(t *testing.T, at string, writer, leader *portal.Visitor) {
	t.Helper()
	takeStep(t, writer, at, "submitted", "1")
	takeStep(t, leader, at, "reviewed", "2")
	takeStep(t, leader, at, "published", "3")
}

// TestAssess is the life of three assessments that disagree, on both engines.
func TestAssess(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { tryAssess(t, portal.Empty(t)) })
	t.Run("postgres", func(t *testing.T) {
		s, err := postgres.Open(t.Context(), testkit.Database(t))
		if err != nil {
			t.Fatal(err)
		}
		tryAssess(t, portal.Over(t, s))
	})
}

// tryCredentials looks at what the public is told of who speaks: the status of the
// day on which it spoke, and who vouches only where that is for everybody.
func tryCredentials(t *testing.T, p *portal.Portal, public *portal.Visitor, rec string) {
	t.Helper()
	body := good(t, public.Get(rec), http.StatusOK).Body
	if !strings.Contains(body, "No status by GANHRI is recorded here for 1 November 2026") || strings.Contains(body, "Register of river") {
		t.Error("before anything is entered for the public")
	}
	_, admin := p.Member(t, "keeper", heed.Administrator, "")
	keep := func(id string, more url.Values) {
		more["form"], more["version"], more["names-en"] = []string{"save"}, []string{"1"}, []string{"Institution " + id}
		good(t, admin.Send("/en/desk/institutions/"+id, more), http.StatusSeeOther)
	}
	keep("ombud", url.Values{"kind": {"nhri"}, "ganhri.status.0": {"B"}, "ganhri.status_since.0": {"2018-05-14"}, "ganhri.status_until.0": {"2026-11-15"}, "ganhri.source.0": {"A chart"}, "ganhri.status.1": {"A"}, "ganhri.status_since.1": {"2026-11-15"}})
	keep("river", url.Values{"kind": {"cso"}, "vouched": {"Register of rivers, No. 4"}, "vouched_shown": {"1"}})
	body = good(t, public.Get(rec), http.StatusOK).Body
	for _, want := range []string{"GANHRI status B since 14 May 2018 (A chart)", "Vouched for: Register of rivers, No. 4"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(body, "GANHRI status A") {
		t.Error("the page gives a status of after the assessment")
	}
}

func tryAssess(t *testing.T, p *portal.Portal) {
	t.Helper()
	for _, d := range specimen.Documents() {
		p.Import(t, d.Name, d.Data)
	}
	p.Institution(t, "mfa", heed.InstitutionCoordinating, heed.VoiceState, "XVA")
	p.Institution(t, "justice", heed.InstitutionMinistry, heed.VoiceState, "XVA")
	p.Institution(t, "ombud", heed.InstitutionNHRI, heed.VoiceNHRI, "XVA")
	p.Institution(t, "river", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	p.Institution(t, "team", heed.InstitutionUN, heed.VoiceUN, "")
	_, coordinator := p.Member(t, "saule", heed.Coordinator, "mfa")
	_, ministry := p.Member(t, "aida", heed.FocalPoint, "justice")
	_, ombudsman := p.Member(t, "dana", heed.FocalPoint, "ombud")
	_, river := p.Member(t, "bota", heed.FocalPoint, "river")
	_, team := p.Member(t, "erik", heed.FocalPoint, "team")
	public := p.Visitor(t)
	const rec, on = "/en/XVA/3/51.6", "/en/desk/assess/XVA/3/51.6"
	everybody := map[string]*portal.Visitor{"ministry": ministry, "ombudsman": ombudsman, "river": river, "team": team}

	said := map[string]string{}
	for who, form := range map[string]url.Values{
		"ministry": judged("fully", "The law MINISTRYSAYS is in force."), "ombudsman": judged("partly", "The law is there, OMBUDSAYS the practice not."), "river": judged("not_started", "RIVERSAYS nothing has changed."),
	} {
		said[who] = good(t, everybody[who].Send(on, form), http.StatusSeeOther).Header.Get("Location")
	}
	words := map[string]string{"ministry": "MINISTRYSAYS", "ombudsman": "OMBUDSAYS", "river": "RIVERSAYS"}
	for reader, v := range everybody {
		body := good(t, v.Get(on), http.StatusOK).Body + good(t, v.Get("/en/desk/assess"), http.StatusOK).Body
		for who, word := range words {
			if has := strings.Contains(body, word); has != (who == reader) {
				t.Errorf("%s reads the draft of %s: %v", reader, who, has)
			}
			if who != reader {
				good(t, v.Get(said[who]), http.StatusNotFound)
			}
		}
	}
	for _, path := range []string{rec, rec + ".json", "/en/gap/XVA/3", "/gap/XVA/3.json", "/gap/XVA/3.csv"} {
		if body := good(t, public.Get(path), http.StatusOK).Body; strings.Contains(body, "SAYS") || strings.Contains(body, "not_started") {
			t.Errorf("%s shows a draft", path)
		}
	}

	released(t, said["ministry"], ministry, coordinator)
	released(t, said["ombudsman"], ombudsman, ombudsman)
	released(t, said["river"], river, river)
	page := good(t, public.Get(rec), http.StatusOK).Body
	for _, want := range []string{"MINISTRYSAYS", "OMBUDSAYS", "RIVERSAYS", "do not agree", "Institution river (civil society)", "fully implemented", "not started", "within this voice: 0.50"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	for _, lang := range []string{"ru", "kk"} {
		if body := good(t, public.Get(strings.Replace(rec, "/en/", "/"+lang+"/", 1)), http.StatusOK).Body; !strings.Contains(body, "0,50") || strings.Contains(body, "0.50") {
			t.Errorf("%s: the index is not a number as the language sets it", lang)
		}
	}
	tryCredentials(t, p, public, rec)
	for _, name := range []string{"saule", "aida", "dana", "bota"} {
		if regexp.MustCompile(`(?i)\b` + name + `\b`).MatchString(page) {
			t.Errorf("the page names %s", name)
		}
	}
	if a := ministry.Send(said["ministry"], judged("partly", "Changed.")); strings.Contains(a.Header.Get("Location"), "assessments") {
		t.Error("what is published was changed")
	}

	// Nothing was done about it before it was recommended.
	early := judged("fully", "We always did.")
	early.Set("as_of", "1950-01-01")
	if a := good(t, river.Send(on, early), http.StatusUnprocessableEntity); !strings.Contains(a.Body, "is before the review of XVA/3") {
		t.Error("an assessment of what was before the review is kept, or refused without a reason")
	}

	// A quotation of a treaty body, with its grade as given.
	quote := url.Values{"form": {"quote"}, "version": {"0"}, "voice": {"un"}, "speaker": {"Committee against Torture"}, "symbol": {"CAT/C/XVA/FCO/1"}, "place": {"paragraph 4"}, "grade": {"B2"}, "scale": {"CAT, 2018"}, "as_of": {"2026-05-01"}, "visibility": {"institution"}}
	translated := url.Values{}
	for k, v := range quote {
		translated[k] = v
	}
	translated["progress"], translated["reasons"], translated["confidence"] = []string{"partly"}, []string{"B2 is partly"}, []string{"low"}
	if a := good(t, river.Send(on, translated), http.StatusUnprocessableEntity); !strings.Contains(a.Body, "stands as that body gave it") {
		t.Error("it is not said why a grade is not translated")
	}
	at := good(t, river.Send(on, quote), http.StatusSeeOther).Header.Get("Location")
	released(t, at, river, river)
	if page := good(t, public.Get(rec), http.StatusOK).Body; !strings.Contains(page, "CAT/C/XVA/FCO/1") || !strings.Contains(page, ">B2<") || !strings.Contains(page, "Recorded by Institution river") {
		t.Error("the quotation is not there as it was given")
	}

	// The State replies; a correction is asked for, made, and said to be.
	answer := "/en/desk/reply/assessment/" + said["river"][strings.LastIndex(said["river"], "/")+1:]
	reply := good(t, ministry.Send(answer, url.Values{"form": {"reply"}, "version": {"0"}, "text": {"The State REPLIES."}, "visibility": {"institution"}}), http.StatusSeeOther).Header.Get("Location")
	request := good(t, ombudsman.Send(answer, url.Values{"form": {"ask"}, "version": {"0"}, "text": {"PLEASECORRECT the date."}, "visibility": {"institution"}}), http.StatusSeeOther).Header.Get("Location")
	good(t, river.Get(reply), http.StatusNotFound)
	good(t, river.Get(request), http.StatusNotFound)
	if a := ombudsman.Send(answer, url.Values{"form": {"reply"}, "version": {"0"}, "text": {"In the name of the State"}, "visibility": {"institution"}}); a.Status == http.StatusSeeOther {
		t.Error("an NHRI replies for the State")
	}
	if page := good(t, public.Get(rec), http.StatusOK).Body; strings.Contains(page, "REPLIES") || strings.Contains(page, "PLEASECORRECT") {
		t.Error("the public reads a reply that is not published")
	}
	released(t, reply, ministry, coordinator)
	released(t, request, ombudsman, ombudsman)
	if page := good(t, public.Get(rec), http.StatusOK).Body; !strings.Contains(page, "REPLIES") || !strings.Contains(page, "PLEASECORRECT") || !strings.Contains(page, "Nobody has answered this request yet") {
		t.Error("reply and request are not beneath the assessment")
	}
	if list := good(t, river.Get("/en/desk/assess"), http.StatusOK).Body; !strings.Contains(list, "PLEASECORRECT") {
		t.Error("the request does not wait for whoever is asked")
	}
	corrected := judged("started", "RIVERCORRECTS itself.")
	second := good(t, river.Send(on+"?corrects="+said["river"][strings.LastIndex(said["river"], "/")+1:], corrected), http.StatusSeeOther).Header.Get("Location")
	released(t, second, river, river)
	handle := "/en/desk/reply/reply/" + request[strings.LastIndex(request, "/")+1:]
	handled := good(t, river.Send(handle, url.Values{"form": {"handle"}, "version": {"0"}, "handled": {"corrected"}, "text": {"HANDLEDSO."}, "visibility": {"institution"}}), http.StatusSeeOther).Header.Get("Location")
	released(t, handled, river, river)
	page = good(t, public.Get(rec), http.StatusOK).Body
	for _, want := range []string{"RIVERSAYS", "RIVERCORRECTS", "put right later", "HANDLEDSO", "it was corrected"} {
		if !strings.Contains(page, want) {
			t.Errorf("corrected, and the page does not say %q", want)
		}
	}
	if list := good(t, river.Get("/en/desk/assess"), http.StatusOK).Body; strings.Contains(list, "PLEASECORRECT") {
		t.Error("a request that was handled still waits")
	}
	if a := good(t, ministry.Get("/en/desk/assess?saying=published"), http.StatusOK); strings.Count(a.Body, `class="ref"`) != 1 {
		t.Errorf("%d recommendations of which the ministry says something", strings.Count(a.Body, `class="ref"`))
	}
	good(t, team.Get("/en/desk/assess?review=XVA/2"), http.StatusOK)
	good(t, team.Get("/en/desk/assess?review=nothing"), http.StatusBadRequest)
	holdsTogether(t, p, public, coordinator)
	// What was asked about something stays when that is withdrawn.
	takeStep(t, river, said["river"], "withdrawn", "4")
	for _, path := range []string{rec, "/en/history/assessment/" + lastOf(said["river"])} {
		tells(t, path, good(t, public.Get(path), http.StatusOK).Body, "PLEASECORRECT", "HANDLEDSO", "it was corrected")
	}
	if r, err := p.App.Verify(t.Context(), portal.Operator); err != nil || len(r.Problems) > 0 {
		t.Errorf("%+v, %v", r.Problems, err)
	}
}

// holdsTogether holds page, twin and table of the gap against each other and
// against the recommendation's twin.
func holdsTogether(t *testing.T, p *portal.Portal, public, coordinator *portal.Visitor) {
	t.Helper()
	var twin find.Recommendation
	if err := json.Unmarshal([]byte(good(t, public.Get("/XVA/3/51.6.json"), http.StatusOK).Body), &twin); err != nil {
		t.Fatal(err)
	}
	if v := twin.Assessments.Voices; len(v) != 4 || v[0].Voice != heed.VoiceState || len(v[2].Entries) != 2 || v[3].Entries[0].Quotation.Grade != "B2" || v[3].Index != nil {
		t.Errorf("the twin: %+v", v)
	}
	var gap find.Gap
	if err := json.Unmarshal([]byte(good(t, public.Get("/gap/XVA/3.json"), http.StatusOK).Body), &gap); err != nil {
		t.Fatal(err)
	}
	if len(gap.Voices) != 3 || gap.Supported != len(gap.Rows) || gap.Silent != gap.Supported-1 || gap.Next != nil {
		t.Errorf("%d voices, %d supported, %d rows, %d silent", len(gap.Voices), gap.Supported, len(gap.Rows), gap.Silent)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(good(t, public.Get("/gap/XVA/3.csv"), http.StatusOK).Body, "\ufeff"))).ReadAll()
	if err != nil || len(rows) != gap.Silent+3+1 {
		t.Errorf("%d lines, %v", len(rows), err)
	}
	for query, want := range map[string]int{"": gap.Supported, "?voice=nhri": 1, "?voice=nhri&progress=fully": 0, "?silent=1": gap.Silent, "?progress=started": 1} {
		if body := good(t, public.Get("/en/gap/XVA/3"+query), http.StatusOK).Body; strings.Count(body, `class="ref"`) != want {
			t.Errorf("gap%s lists %d, want %d", query, strings.Count(body, `class="ref"`), want)
		}
	}
	good(t, public.Get("/en/gap/XVA/3?voice=choir"), http.StatusBadRequest)
	good(t, public.Get("/en/gap/XVA/3?page=9"), http.StatusNotFound)
	good(t, public.Get("/en/gap/XVA/9"), http.StatusNotFound)
	// Whoever has a name in the reader's language is called by that.
	named := heed.Institution{Names: map[string]string{"en": "Institution justice", "kk": "Қазақша аты"}, Kind: heed.InstitutionMinistry}
	if _, err := p.App.Write(t.Context(), portal.Operator, app.Change{ID: "justice", Base: 1, Body: named}); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"/kk/gap/XVA/3": "Қазақша аты", "/kk/gap/XVA/3.csv": "Қазақша аты", "/ru/gap/XVA/3": "Institution justice"} {
		if body := good(t, public.Get(path), http.StatusOK).Body; !strings.Contains(body, want) {
			t.Errorf("%s does not call the institution %s", path, want)
		}
	}
	// Who was assigned is for the State's own, and a part of the page at the desk.
	good(t, coordinator.Send("/en/desk/positions/3/assign", url.Values{"form": {"assign"}, "theme-rest": {"justice"}, "theme-torture": {"justice"}}), http.StatusSeeOther)
	if body := good(t, coordinator.Get("/en/desk/gap/XVA/3"), http.StatusOK).Body; !strings.Contains(body, "Institution justice</a></th>") {
		t.Error("the coordinator does not see the gap by institution")
	}
	if body := good(t, public.Get("/en/gap/XVA/3"), http.StatusOK).Body; strings.Contains(body, "By who leads") {
		t.Error("the public sees who was assigned")
	}
}

// TestGap_StaysSmall holds the page of a real review of which much is said to 100
// kB, in every language.
func TestGap_StaysSmall(t *testing.T) {
	p := portal.Empty(t)
	files, err := filepath.Glob(filepath.Join(testkit.Corpus(t), "slovenia", "cycle4", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		p.ImportFile(t, path)
	}
	id := heed.ReviewID{State: "SVN", Cycle: 4}
	gap, err := p.Find.Gap(t.Context(), heed.Viewer{}, id, "2026-11-30", find.GapQuery{})
	if err != nil || gap.Supported < 100 || gap.Next == nil {
		t.Fatalf("%d supported, next %+v, %v", gap.Supported, gap.Next, err)
	}
	sayAll(t, p, gap)
	for _, language := range []string{"en", "ru", "kk"} {
		body := good(t, p.Visitor(t).Get("/"+language+"/gap/SVN/4"), http.StatusOK).Body
		if len(body) >= 100_000 || strings.Count(body, `class="saying"`) < 40 {
			t.Errorf("%s: %d bytes, %d rows of which something is said", language, len(body), strings.Count(body, `class="saying"`))
		}
	}
}

// sayAll lets three voices say something of every supported recommendation.
func sayAll(t *testing.T, p *portal.Portal, gap find.Gap) {
	t.Helper()
	for i, voice := range []heed.Voice{heed.VoiceState, heed.VoiceNHRI, heed.VoiceCivilSociety} {
		id := heed.ID(voice)
		p.Institution(t, id, heed.InstitutionOther, voice, gap.Review.State)
		side := heed.Side{Voice: voice, State: gap.Review.State, Institution: id}
		writer, leader := heed.Actor{Pseudonym: "writer", Role: heed.FocalPoint, Side: side}, heed.Actor{Pseudonym: "leader", Role: heed.Coordinator, Side: side}
		var changes []app.Change
		for j, row := range gap.Rows {
			changes = append(changes, app.Change{Submit: true, Body: heed.Assessment{
				Recommendation: row.ID, Progress: heed.Progresses[(i+j)%len(heed.Progresses)], Reasons: "So it was found.", Confidence: heed.ConfidenceLow, AsOf: "2026-11-01",
			}})
		}
		done, err := p.App.Write(t.Context(), writer, changes...)
		if err != nil {
			t.Fatal(err)
		}
		for k, to := range []heed.Step{heed.StepReviewed, heed.StepPublished} {
			var moves []app.Move
			for _, v := range done {
				moves = append(moves, app.Move{Subject: v.Subject, Base: 1 + k, To: to})
			}
			if err := p.App.Move(t.Context(), leader, moves...); err != nil {
				t.Fatal(err)
			}
		}
	}
}
