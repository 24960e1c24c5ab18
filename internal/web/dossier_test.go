// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// happened is the form of a dossier as a browser sends it.
func happened() url.Values {
	return url.Values{
		"form": {"edit"}, "version": {"0"}, "title-en": {"The HARBOUREVENT"}, "title-ru": {"СОБЫТИЕВПОРТУ"}, "summary-en": {"Keepers <b>cleared</b> the harbour."}, "where-en": {"Port Velda"},
		"from": {"2024-01-02"}, "to": {"2024-01-05"}, "themes": {"torture"}, "issues": {"Impunity"}, "recommendations": {"XVA/3/51.6"},
		"timeline.date.0": {"2024-01"}, "timeline.what-en.0": {"It BEGANTHEN."}, "timeline.source_title.0": {"Radio"}, "questions.question-en.0": {"Who GAVETHEORDER?"},
		"documents.symbol.0": {"CAT/C/XVA/CO/2"}, "visibility": {"institution"},
	}
}

// numbered is the form of a figure.
func numbered(kind, value, unit, basis, voice, speaker string) url.Values {
	return url.Values{
		"form": {"edit"}, "version": {"0"}, "kind": {kind}, "value": {value}, "unit": {unit}, "basis": {basis}, "scope-en": {"all of them"}, "voice": {voice}, "speaker": {speaker},
		"source_title": {"A paper"}, "place": {"page 3"}, "visibility": {"institution"},
	}
}

// TestDossier is the life of a dossier, from its form to its public page and back.
func TestDossier(t *testing.T) { onBoth(t, tryDossierPages) }

func tryDossierPages(t *testing.T, p *portal.Portal) {
	t.Helper()
	p.Institution(t, "river", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	p.Institution(t, "mfa", heed.InstitutionCoordinating, heed.VoiceState, "XVA")
	_, river := p.Member(t, "bota", heed.FocalPoint, "river")
	_, state := p.Member(t, "saule", heed.Coordinator, "mfa")
	public := p.Visitor(t)

	wrong := happened()
	wrong.Del("title-en")
	wrong.Del("title-ru")
	wrong.Set("timeline.date.0", "Tuesday")
	if a := good(t, river.Send("/en/desk/dossiers/new", wrong), http.StatusUnprocessableEntity); !strings.Contains(a.Body, `id="f-edit-title-en-error"`) {
		t.Error("the page does not say that the title is missing")
	}
	backwards := happened()
	backwards.Set("to", "2024-01-01")
	if a := good(t, river.Send("/en/desk/dossiers/new", backwards), http.StatusUnprocessableEntity); !strings.Contains(a.Body, "“Last day”: ") || !strings.Contains(a.Body, `href="#f-edit-to"`) {
		t.Errorf("the last day before the first one: %s", a.Body)
	}
	at := good(t, river.Send("/en/desk/dossiers/new", happened()), http.StatusSeeOther).Header.Get("Location")
	id := at[strings.LastIndex(at, "/")+1:]
	page := "/en/dossier/" + id
	for name, who := range map[string]*portal.Visitor{"the public": public, "the State": state} {
		if good(t, who.Get("/en/dossiers"), http.StatusOK); strings.Contains(who.Get("/en/dossiers.json").Body, "HARBOUREVENT") {
			t.Errorf("%s sees a draft in the list", name)
		}
		good(t, who.Get(page), http.StatusNotFound)
	}
	good(t, state.Get(at), http.StatusNotFound)
	good(t, state.Get(at+"/figure"), http.StatusNotFound)

	add := func(by *portal.Visitor, form url.Values) string {
		t.Helper()
		return good(t, by.Send(at+"/figure", form), http.StatusSeeOther).Header.Get("Location")
	}
	for name, change := range map[string]func(url.Values){
		"no number": func(v url.Values) { v.Set("value", "") }, "no unit": func(v url.Values) { v.Set("unit", "") }, "no basis": func(v url.Values) { v.Set("basis", "") },
		"nobody says so": func(v url.Values) { v.Set("speaker", " ") }, "no source": func(v url.Values) { v.Del("source_title") }, "a word": func(v url.Values) { v.Set("value", "many") }, "a day that is none": func(v url.Values) { v.Set("as_of", "2024-13") },
		"deaths as cases": func(v url.Values) { v.Set("unit", "cases") }, "deaths that were convicted": func(v url.Values) { v.Set("stage", "convicted") }, "a State without page or date": func(v url.Values) { v.Del("place") },
		"a part of nothing": func(v url.Values) { v.Set("parts.of-en.0", "keepers") },
	} {
		form := numbered("deaths", "11", "persons", "registered", "state", "Prosecutor")
		if change(form); river.Send(at+"/figure", form).Status != http.StatusUnprocessableEntity {
			t.Errorf("%s is taken", name)
		}
	}
	if body := river.Send(at+"/figure", numbered("deaths", "12.5", "persons", "registered", "state", "Prosecutor")).Body; !strings.Contains(body, "whole number") || strings.Contains(body, "as 12.5") {
		t.Error("the page does not say that persons are whole")
	}
	if body := good(t, river.Get(at+"/figure"), http.StatusOK).Body; strings.Count(body, "Everybody reads it once the figure is published") != 1 {
		t.Error("the form does not say that a note is public")
	}
	pasted := numbered("deaths", "1\u200b2", "persons", "registered", "state", "Prose\u200bcutor")
	pasted.Set("unit", "")
	pasted.Set("parts.value.0", "2")
	pasted.Set("parts.of-en.0", "kee\u2060pers")
	if body := good(t, river.Send(at+"/figure", pasted), http.StatusUnprocessableEntity).Body; !strings.Contains(body, `value="Prosecutor"`) || !strings.Contains(body, `value="12"`) || !strings.Contains(body, "keepers") {
		t.Error("what nobody sees is not taken out of a form")
	}
	first := numbered("deaths", "11", "persons", "registered", "state", "Prosecutor")
	first.Set("as_of", "2024-01-08")
	first.Set("parts.value.0", "2")
	first.Set("parts.of-en.0", "keepers")
	was := add(river, first)
	next := numbered("deaths", "14", "persons", "registered", "state", "Prosecutor")
	next.Set("revises", was[strings.LastIndex(was, "/")+1:])
	next.Set("when-en", "some time LATERTHAT spring")
	figures := []string{was, add(river, next), add(river, numbered("deaths", "19", "persons", "named_list", "civil_society", "A network"))}
	none := numbered("convictions", "0", "persons", "registered", "state", "Prosecutor")
	none.Set("track", "officials")
	figures = append(figures, add(river, none))
	some := numbered("injured", "1\u00a0003", "persons", "registered", "state", "Prosecutor")
	some.Set("as_of", "2024-01-08")
	few := maps(some, "scope-en", "DOCKERSONLY", "value", "1", "speaker", "Hospital", "voice", "civil_society")
	figures = append(figures, add(river, some), add(river, few))
	for _, f := range figures { // who edits the first version finds what was typed
		if body := good(t, river.Get(f), http.StatusOK).Body; !strings.Contains(body, "A paper") {
			t.Errorf("%s does not name its source", f)
		}
	}
	call := url.Values{
		"form": {"edit"}, "version": {"0"}, "kind": {"remark"}, "voice": {"un"}, "speaker": {"Committee against Torture"}, "date": {"2025-05"}, "words-en": {"They DONOTAGREE."}, "symbol": {"CAT/C/XVA/CO/9"}, "place": {"para. 12"},
		"figures": {was[strings.LastIndex(was, "/")+1:]}, "visibility": {"institution"},
	}
	said := good(t, river.Send(at+"/call", call), http.StatusSeeOther).Header.Get("Location")
	person := url.Values{
		"form": {"edit"}, "version": {"0"}, "reference": {"Person 77"}, "role": {"witness"}, "minor": {"1"}, "what-en": {"Saw WHATHAPPENED."}, "source_title": {"A paper"}, "visibility": {"institution"},
	}
	somebody := good(t, river.Send(at+"/person", person), http.StatusSeeOther).Header.Get("Location")
	good(t, river.Send(at+"/person", maps(person, "role", "bystander")), http.StatusUnprocessableEntity)
	good(t, river.Send(at+"/person", maps(person, "reference", " ")), http.StatusUnprocessableEntity)
	if a := good(t, river.Send(at+"/person", maps(person, "reference", "Ivan Petrov")), http.StatusUnprocessableEntity); !strings.Contains(a.Body, `id="f-edit-reference-error"`) || !strings.Contains(a.Body, "W-12") {
		t.Error("the page does not say how a reference is written")
	}
	if body := good(t, river.Get(strings.Replace(at, "/en/", "/kk/", 1)+"/person"), http.StatusOK).Body; !strings.Contains(body, `value="78-адам"`) {
		t.Error("the form does not begin with the next reference")
	}
	if a := good(t, river.Send(at+"/call", maps(call, "voice", "civil_society", "speaker", "Committee against Torture")), http.StatusUnprocessableEntity); !strings.Contains(a.Body, `id="f-edit-speaker-error"`) {
		t.Error("a network speaks as a committee")
	}
	graded := maps(call, "kind", "grade", "grade", "C")
	if a := good(t, river.Send(at+"/call", graded), http.StatusUnprocessableEntity); !strings.Contains(a.Body, `id="f-edit-scale-error"`) && !strings.Contains(a.Body, `id="f-edit-grade-error"`) {
		t.Error("a grade without its scale")
	}

	takeStep(t, river, figures[0], "submitted", "1")
	takeStep(t, river, figures[0], "reviewed", "2")
	good(t, river.Send(figures[0], url.Values{"form": {"move-published"}, "version": {"3"}}), http.StatusUnprocessableEntity)
	released(t, at, river, river)
	takeStep(t, river, figures[0], "published", "3")
	for _, thing := range append([]string{said, somebody}, figures[1:]...) {
		released(t, thing, river, river)
	}
	own := add(state, numbered("deaths", "15", "persons", "registered", "state", "Ministry of STATEDRAFT"))
	good(t, river.Get(own), http.StatusNotFound)

	body := good(t, public.Get(page), http.StatusOK).Body
	for _, want := range []string{
		"HARBOUREVENT", "Keepers &lt;b&gt;cleared", "BEGANTHEN", "GAVETHEORDER", "14 persons", "19 persons", "11 persons", "0 persons", "date unknown", "LATERTHAT", "as of 8 January 2024", "list of names", "Recorded here by Institution river",
		"DONOTAGREE", "CAT/C/XVA/CO/9", "XVA/3/51.6", "revised", "Accountability of officials", "keepers",
		"Person 77", "witness", "under 18", "WHATHAPPENED",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	for _, never := range []string{"STATEDRAFT", "15 persons", "<b>cleared", "25 persons", "33 persons", "44 persons"} { // no sums
		if strings.Contains(body, never) {
			t.Errorf("the page says %q", never)
		}
	}
	glance, _, _ := strings.Cut(body[strings.Index(body, `id="glance"`):], "</table>")
	if strings.Count(glance, "<tr>") != 1+5 || !strings.Contains(glance, "DOCKERSONLY") || !strings.Contains(glance, "1,003 persons") || strings.Contains(body, "Of one day, and not the same") {
		t.Errorf("figures of different scope stand together, or disagree: %s", glance)
	}
	if ru := good(t, public.Get("/ru/dossier/"+id), http.StatusOK).Body; !strings.Contains(ru, "СОБЫТИЕВПОРТУ") || !strings.Contains(ru, "19 человек") || !strings.Contains(ru, `lang="en" dir="auto">Keepers`) {
		t.Error("the page in Russian speaks no Russian, or does not say what is English")
	}
	if list := good(t, public.Get("/en/dossiers"), http.StatusOK).Body; !strings.Contains(list, page) {
		t.Error("the list does not lead to the dossier")
	}
	twin(t, public, id)
	answered(t, p, page, figures[2], at)
	for _, f := range figures {
		good(t, public.Get(strings.Replace(f, "/desk/figures/", "/history/figure/", 1)), http.StatusOK)
	}
	good(t, public.Get(strings.Replace(own, "/desk/figures/", "/history/figure/", 1)), http.StatusNotFound)
	history := strings.Replace(figures[2], "/desk/figures/", "/history/figure/", 1)
	past := good(t, public.Get(history), http.StatusOK).Body
	says(t, past, `href="`+page+"#f-"+lastOf(figures[2])+`"`, "Invented")
	says(t, good(t, public.Get("/ru/history/dossier/"+id), http.StatusOK).Body, "<dt>Первый день</dt>", "<dt>Последний день</dt>", "СОБЫТИЕВПОРТУ\nанглийский: The HARBOUREVENT")
	takeStep(t, river, figures[2], "withdrawn", "4")
	if body := good(t, public.Get(page), http.StatusOK).Body; strings.Contains(body, "19 persons") || !strings.Contains(body, "Said why.") {
		t.Error("what was withdrawn is still shown, or leaves nothing")
	}
	takeStep(t, river, at, "withdrawn", "4")
	good(t, public.Get(page), http.StatusNotFound)
}

// answered has the State reply to a figure and to the dossier, and the ombudsman ask
// for a correction of a figure, which its recorder handles.
func answered(t *testing.T, p *portal.Portal, page, figure, event string) {
	t.Helper()
	p.Institution(t, "ombudsman", heed.InstitutionNHRI, heed.VoiceNHRI, "XVA")
	p.Institution(t, "justice", heed.InstitutionMinistry, heed.VoiceState, "XVA")
	_, ombudsman := p.Member(t, "madina", heed.FocalPoint, "ombudsman")
	_, ministry := p.Member(t, "yerlan", heed.FocalPoint, "justice")
	_, river := p.Member(t, "daria", heed.FocalPoint, "river")
	_, lead := p.Member(t, "aigul", heed.Coordinator, "mfa")
	public := p.Visitor(t)
	says := func(what string) bool { return strings.Contains(good(t, public.Get(page), http.StatusOK).Body, what) }
	to := strings.Replace(figure, "/desk/figures/", "/desk/reply/figure/", 1)
	if !says(to) {
		t.Error("the page does not lead to where a figure is answered")
	}
	reply := good(t, ministry.Send(to, url.Values{"form": {"reply"}, "version": {"0"}, "text": {"THEREGISTER is right."}, "visibility": {"coordination"}}), http.StatusSeeOther).Header.Get("Location")
	if says("THEREGISTER") {
		t.Error("a draft of a reply is public")
	}
	released(t, reply, ministry, lead)
	on := good(t, ministry.Send(strings.Replace(event, "/desk/dossiers/", "/desk/reply/dossier/", 1), url.Values{"form": {"reply"}, "version": {"0"}, "text": {"ITWASOTHERWISE."}, "visibility": {"coordination"}}), http.StatusSeeOther).Header.Get("Location")
	released(t, on, ministry, lead)
	request := good(t, ombudsman.Send(to, url.Values{"form": {"ask"}, "version": {"0"}, "text": {"It is EIGHTEEN."}, "visibility": {"coordination"}}), http.StatusSeeOther).Header.Get("Location")
	released(t, request, ombudsman, ombudsman)
	if good(t, ombudsman.Get(request), http.StatusOK); !says("THEREGISTER") || !says("ITWASOTHERWISE") || !says("EIGHTEEN") || !says("Nobody has answered this request yet") {
		t.Error("the page does not show what was answered, or that a request is open")
	}
	handle := strings.Replace(request, "/desk/replies/", "/desk/reply/reply/", 1)
	if body := good(t, river.Get(handle), http.StatusOK).Body; !strings.Contains(body, page) || !strings.Contains(body, "EIGHTEEN") {
		t.Error("who is asked does not see about which dossier")
	}
	handled := good(t, river.Send(handle, url.Values{"form": {"handle"}, "version": {"0"}, "handled": {"kept"}, "text": {"WELOOKEDAGAIN."}, "visibility": {"institution"}}), http.StatusSeeOther).Header.Get("Location")
	released(t, handled, river, river)
	if !says("WELOOKEDAGAIN") {
		t.Error("the page does not show what became of a request")
	}
	var d find.Dossier
	if err := json.Unmarshal([]byte(good(t, public.Get(strings.TrimPrefix(page, "/en")+".json"), http.StatusOK).Body), &d); err != nil || len(d.Replies) != 1 {
		t.Errorf("%d replies to the dossier, %v", len(d.Replies), err)
	}
}

// maps is a form with some other values.
func maps(form url.Values, pairs ...string) url.Values {
	out := url.Values{}
	for key, values := range form {
		out[key] = slices.Clone(values)
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		out.Set(pairs[i], pairs[i+1])
	}
	return out
}

// twin holds JSON and CSV of a dossier against each other.
func twin(t *testing.T, public *portal.Visitor, id string) {
	t.Helper()
	var d find.Dossier
	if err := json.Unmarshal([]byte(good(t, public.Get("/dossier/"+id+".json"), http.StatusOK).Body), &d); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(good(t, public.Get("/dossier/"+id+".csv"), http.StatusOK).Body, "\uFEFF"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Figures) != 6 || len(rows) != 7 || len(d.Tracks) != 1 || len(d.Tracks[0].Flows) != 0 {
		t.Fatalf("%d figures, %d rows, %+v", len(d.Figures), len(rows), d.Tracks)
	}
	column := func(name string) int { return slices.Index(rows[0], name) }
	for i, f := range d.Figures {
		row := rows[i+1]
		for name, want := range map[string]string{"id": string(f.ID), "unit": string(f.Unit), "basis": string(f.Basis), "speaker": f.Speaker, "voice": string(f.Voice), "source_title": f.Source.Title, "as_of": string(f.AsOf)} {
			if row[column(name)] != want {
				t.Errorf("%s of row %d is %q, not %q", name, i+1, row[column(name)], want)
			}
		}
	}
	for _, side := range d.Alongside {
		for _, f := range slices.Concat(side.Official, side.Independent) {
			if c, ok := d.Figure(f); !ok || c.Like() != side.Like || !c.Scope.Same(side.Scope) {
				t.Errorf("%s stands beside what it may not", f)
			}
		}
	}
}
