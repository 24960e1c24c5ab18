// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"bytes"
	"log/slog"
	"maps"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/mail"
	"github.com/heed-upr/heed/internal/notary"
	"github.com/heed-upr/heed/internal/store"
	"github.com/heed-upr/heed/internal/store/postgres"
	"github.com/heed-upr/heed/internal/store/sqlite"
	"github.com/heed-upr/heed/internal/testkit"
	"github.com/heed-upr/heed/internal/testkit/browser"
	"github.com/heed-upr/heed/internal/testkit/mailbox"
	"github.com/heed-upr/heed/internal/testkit/portal"
	"github.com/heed-upr/heed/internal/testkit/specimen"
)

// TestLife is the whole life of a review, as the people see it who have a part in
// it: on both engines.
func TestLife(t *testing.T) {
	for name, open := range map[string]func(t *testing.T) (store.Store, error){
		"sqlite": func(t *testing.T) (store.Store, error) {
			return sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "heed.db"))
		},
		"postgres": func(t *testing.T) (store.Store, error) { return postgres.Open(t.Context(), testkit.Database(t)) },
	} {
		t.Run(name, func(t *testing.T) {
			st, err := open(t)
			if err != nil {
				t.Fatal(err)
			}
			l := newLife(t, portal.Over(t, st))
			l.answer()
			l.plan()
			l.reminded()
			l.evidence()
			l.assessments()
			l.published()
			l.shared()
			l.verified()
		})
	}
}

// life is a review's, with the people of its story, each in a browser of their
// own.
type life struct {
	*portal.Portal
	t *testing.T

	coordinator, justice, interior, ombud, ngo *person
	// lawyer finds right what the coordinator wrote.
	lawyer *portal.Visitor

	measure, proof string // where the measure and the evidence are at the desk
	last           string // of the assessments
}

// person is somebody with a browser of their own, and the page that is open in it.
type person struct {
	*browser.Page
	b *browser.Browser
}

// newLife imports what is there after the review and lets everybody in.
func newLife(t *testing.T, p *portal.Portal) *life {
	t.Helper()
	for _, d := range specimen.Documents() {
		p.Import(t, d.Name, d.Data)
	}
	b := browser.Open(t)
	l := &life{Portal: p, t: t}
	for _, who := range []struct {
		who   **person
		id    heed.ID
		kind  heed.InstitutionKind
		voice heed.Voice
		role  heed.Role
	}{
		{&l.coordinator, "commission", heed.InstitutionCoordinating, heed.VoiceState, heed.Coordinator},
		{&l.justice, "justice", heed.InstitutionMinistry, heed.VoiceState, heed.FocalPoint},
		{&l.interior, "interior", heed.InstitutionMinistry, heed.VoiceState, heed.FocalPoint},
		{&l.ombud, "ombud", heed.InstitutionNHRI, heed.VoiceNHRI, heed.FocalPoint},
		{&l.ngo, "river", heed.InstitutionCSO, heed.VoiceCivilSociety, heed.FocalPoint},
	} {
		p.Institution(t, who.id, who.kind, who.voice, "XVA")
		in := b.Alone(t)
		*who.who = &person{join(t, in, p, p.Invite(t, string(who.id)+"-person", who.role, who.id)), in}
	}
	_, l.lawyer = p.Member(t, "lawyer", heed.LegalReviewer, "commission")
	return l
}

// at opens an address.
func (l *life) at(who *person, path string) {
	l.t.Helper()
	who.Page = who.b.Open(l.t, l.URL+"/en"+path, 1280)
}

// send fills a form in and sends it: fields by their names, "" for one that is
// left as it is, boxes by "name=value" and "on".
func (l *life) send(who *person, form string, fields map[string]string) {
	l.t.Helper()
	missing := who.MustEval(`(form, fields) => {
		const f = [...document.querySelectorAll("main form")].find(f => f.elements.form && f.elements.form.value === form)
		if (!f) return "the form " + form + " on " + location.pathname
		for (let d = f; d; d = d.parentElement) if (d.tagName === "DETAILS") d.open = true
		for (const [name, value] of Object.entries(fields)) {
			const [of, box] = name.split("=")
			const all = [...f.querySelectorAll("[name=" + JSON.stringify(of) + "]")]
			const field = box ? all.find(e => e.value === box) : all[0]
			if (!field) return "the field " + name + " of " + form
			if (box || field.type === "checkbox") field.checked = true; else field.value = value
			if (!box && field.value !== value && field.type !== "checkbox") return "the value " + value + " of " + name
		}
		f.id = "to-send"
		return ""
	}`, form, maps.Collect(maps.All(fields))).Str()
	if missing != "" {
		l.t.Fatalf("there is not %s", missing)
	}
	follow(l.t, who.Page, "#to-send .do button, #to-send > button")
	if wrong := who.MustEval(`() => [...document.querySelectorAll(".problem")].map(e => e.innerText).join(" ")`).Str(); wrong != "" {
		l.t.Fatalf("the form %s: %s", form, wrong)
	}
}

// says holds a page to words.
func (l *life) says(who *person, words ...string) {
	l.t.Helper()
	got := strings.Join(strings.Fields(who.MustEval(`() => document.body.innerText`).Str()), " ")
	for _, w := range words {
		if !strings.Contains(got, w) {
			l.t.Errorf("%s does not say %q: %s", who.MustEval(`() => location.pathname`).Str(), w, got)
		}
	}
}

// answer is prepared: two ministries propose, one otherwise than the other, the
// coordinator settles, and the addendum has it.
func (l *life) answer() {
	const at = "/desk/positions/3"
	l.at(l.coordinator, at)
	follow(l.t, l.coordinator.Page, `main a[href$="/assign"]`)
	l.send(l.coordinator, "assign", map[string]string{"theme-rest": "justice", "due": "2027-01-15"})
	l.at(l.justice, at+"/51.6")
	l.send(l.justice, "propose", map[string]string{"response": "supported", "comment": "A bill is ready."})
	l.at(l.interior, at+"/51.6")
	l.send(l.interior, "propose", map[string]string{"response": "noted", "comment": "The police were not asked."})
	l.at(l.coordinator, at+"/51.6")
	l.says(l.coordinator, "A bill is ready.", "The police were not asked.")
	l.send(l.coordinator, "settle", map[string]string{"response": "supported", "comment": "The Government will propose a law."})
	if a := l.lawyer.Get("/en" + at + "/addendum.docx"); a.Status != http.StatusOK || !strings.HasPrefix(a.Body, "PK") {
		l.t.Errorf("the addendum: %d", a.Status)
	}
}

// plan has a measure with an indicator and a milestone that is late.
func (l *life) plan() {
	l.at(l.justice, "/desk/plan/new")
	l.send(l.justice, "edit", map[string]string{
		"title": "Law on complaints against the police", "kind": "law", "lead": "justice", "start": "2026-01-15", "due": "2027-06-30", "serves": "XVA/3/51.6",
		"stages.stage.0": "drafted", "stages.date.0": "2026-02-01", "stages.source.0": "Government Decree 7",
		"milestones.milestone.0": "The draft is before the Assembly", "milestones.due.0": "2026-11-02",
		"indicators.indicator.0": "Complaints looked into", "indicators.indicator_kind.0": "outcome", "indicators.unit.0": "complaints", "indicators.baseline.0": "12", "indicators.baseline_date.0": "2025",
	})
	l.measure = here(l.justice)
	l.says(l.justice, "Law on complaints against the police")
	l.send(l.justice, "say", map[string]string{"date": "2026-10-30", "text": "The draft went to the Assembly's committee."})
	l.publish(l.measure, l.justice, l.coordinator)
}

// here is the path of what a page shows, without its language.
func here(p *person) string {
	return strings.TrimPrefix(p.MustEval(`() => location.pathname`).Str(), "/en")
}

// publish brings what is at an address to the public: who wrote it hands it over,
// another finds it right and publishes it.
func (l *life) publish(path string, writer, other *person) {
	l.t.Helper()
	l.at(writer, path)
	l.send(writer, "move-submitted", nil)
	l.at(other, path)
	l.send(other, "move-reviewed", nil)
	l.send(other, "move-published", nil)
}

// reminded: the milestone was due three weeks ago, so a letter goes to who is to
// do it and one to the coordinator, over a mail server. Neither says what of.
func (l *life) reminded() {
	box := mailbox.Start(l.t, false)
	post := &mail.Post{
		Find: l.Find, App: l.App, Actor: portal.Operator, BaseURL: l.URL, Logger: slog.New(slog.DiscardHandler),
		Server: mail.Server{Host: box.Host, Port: box.Port, Encryption: mail.InClear, From: "Reminders <reminders@example.org>"},
	}
	if _, err := post.Round(l.t.Context(), mail.Today(l.Now), true); err != nil {
		l.t.Fatal(err)
	}
	if _, err := post.Deliver(l.t.Context()); err != nil {
		l.t.Fatal(err)
	}
	to := map[string]bool{}
	for _, letter := range box.Empty() {
		to[letter.To] = true
		if subject, body := letter.Words(l.t); strings.Contains(subject+body, "Assembly") || strings.Contains(subject+body, "police") || !strings.Contains(body, l.URL) {
			l.t.Errorf("a letter to %s: %s\n%s", letter.To, subject, body)
		}
	}
	if len(to) != 2 || !to["justice-person@example.org"] || !to["commission-person@example.org"] {
		l.t.Errorf("letters went to %v", to)
	}
}

// evidence comes from an organisation: a page as a person copied it.
func (l *life) evidence() {
	l.at(l.ngo, "/desk/evidence/new?for=XVA/3/51.6")
	l.send(l.ngo, "edit", map[string]string{
		"title": "Letters that nobody answered", "bearing": "contradicts", "recommendations": "XVA/3/51.6", "link": "https://river.example/letters", "pasted": "Of forty letters to the police two were answered.",
		"excerpt": "Of forty letters … two were answered", "date": "2026-09-01", "publisher": "River Communities Network", "level": "open", "visibility": "institution",
	})
	l.proof = here(l.ngo)
	l.publish(l.proof, l.ngo, l.ngo)
}

// assessments of three voices disagree, and the State replies to one.
func (l *life) assessments() {
	for _, a := range []struct {
		by, other         *person
		progress, reasons string
	}{
		{l.justice, l.coordinator, "substantially", "The draft is before the Assembly."},
		{l.ombud, l.ombud, "started", "There is a draft, and complaints still go to the police themselves."},
		{l.ngo, l.ngo, "not_started", "Nobody answers complaints."},
	} {
		l.at(a.by, "/desk/assess/XVA/3/51.6")
		l.send(a.by, "own", map[string]string{"progress": a.progress, "reasons": a.reasons, "as_of": "2026-11-01", "confidence": "high", "visibility": "institution"})
		at := here(a.by)
		l.publish(at, a.by, a.other)
		l.last = at[strings.LastIndex(at, "/")+1:]
	}
	l.at(l.coordinator, "/desk/reply/assessment/"+l.last)
	l.send(l.coordinator, "reply", map[string]string{"text": "The letters were answered in October.", "visibility": "coordination"})
	reply := here(l.coordinator)
	l.at(l.coordinator, reply)
	l.send(l.coordinator, "move-submitted", nil)
	if a := l.lawyer.Send("/en"+reply, map[string][]string{"form": {"move-reviewed"}, "version": {"2"}}); a.Status != http.StatusSeeOther {
		l.t.Fatalf("another finds the reply right: %d %s", a.Status, a.Body)
	}
	l.at(l.coordinator, reply)
	l.send(l.coordinator, "move-published", nil)
}

// published: everybody sees all of it on one page, voice by voice.
func (l *life) published() {
	reader := &person{b: browser.Open(l.t)}
	l.at(reader, "/XVA/3/51.6")
	l.says(reader, "Law on complaints against the police", "Complaints looked into", "The draft is before the Assembly", "Letters that nobody answered", "The draft is before the Assembly.", "complaints still go to the police themselves",
		"Nobody answers complaints.", "The letters were answered in October.")
	l.at(reader, "/gap/XVA/3")
	l.says(reader, "51.6")
}

// shared: what the organisation has published goes to another installation in a
// file, and is shown there as that organisation's.
func (l *life) shared() {
	key, err := notary.Open(filepath.Join(l.t.TempDir(), "checkpoints"))
	if err != nil {
		l.t.Fatal(err)
	}
	l.App.Notary = key
	var file bytes.Buffer
	if _, err := l.App.Bundle(l.t.Context(), portal.Operator, heed.Side{Voice: heed.VoiceCivilSociety, State: "XVA"}, &file); err != nil {
		l.t.Fatal(err)
	}
	there := portal.Empty(l.t)
	for _, d := range specimen.Documents() {
		there.Import(l.t, d.Name, d.Data)
	}
	taken, err := there.App.TakeBundle(l.t.Context(), portal.Operator, bytes.NewReader(file.Bytes()), app.Sender{Key: key.Key(), Voice: heed.VoiceCivilSociety}, false)
	if err != nil || len(taken.Left) > 0 {
		l.t.Fatalf("%+v, %v", taken, err)
	}
	reader := &person{b: browser.Open(l.t)}
	reader.Page = reader.b.Open(l.t, there.URL+"/en/XVA/3/51.6", 320)
	l.says(reader, "Letters that nobody answered", "Nobody answers complaints.", "from another installation of Heed", key.Name())
	for _, v := range reader.Axe() {
		l.t.Errorf("axe: %s", v)
	}
}

// verified: after all that, the log and the tables agree.
func (l *life) verified() {
	r, err := l.App.Verify(l.t.Context(), portal.Operator)
	if err != nil || len(r.Problems) > 0 {
		l.t.Errorf("%+v, %v", r.Problems, err)
	}
}
