// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/files"
	"github.com/heed-upr/heed/internal/notary"
	"github.com/heed-upr/heed/internal/store/sqlite"
	"github.com/heed-upr/heed/internal/testkit/specimen"
)

// demoRivers is a file that somebody brings as evidence.
const demoRivers = "station,month,turbidity\nPort Velda,2026-09,11\nUpper bridge,2026-09,\nOld mine,2026-09,48\nThis table is invented.,,\n"

// voices say how far recommendations have been carried out, each otherwise, on
// evidence that supports, contradicts or explains.
func (d *demo) voices() {
	exhibit := func(id heed.ID, of heed.Evidence) app.Exhibit {
		of.Level = heed.SensitivityOpen
		return app.Exhibit{Change: app.Change{ID: id, Body: of}}
	}
	charges := exhibit("charges", heed.Evidence{
		Title: "Девять журналистов обвинены в 2026 году", Bearing: heed.EvidenceContradicts, Recommendations: []heed.RecID{demoRec("51.6")}, Excerpt: "семеро писали о судах",
		Date: "2026-09-30", Publisher: "Сеть речных общин", Reliability: "Посчитано по спискам самих судов.",
	})
	charges.Address, charges.Pasted = "https://river.example/charges", "Из девяти журналистов, обвиненных в клевете в 2026 году, семеро писали о судах. (Вымышлено.)"
	d.publish("river", "river", d.prove("river", charges))
	bill := exhibit("bill", heed.Evidence{
		Title: "Повестка Комитета по законодательству", Bearing: heed.EvidenceSupports, Measure: "defamation", Recommendations: []heed.RecID{demoRec("51.6")}, Excerpt: "проект закона о клевете, первое чтение", Place: "пункт 4",
		Date: "2026-05-20", Publisher: "Национальное собрание (вымышлено)", Reliability: "Официальная повестка.",
	})
	bill.Address, bill.Pasted = "https://assembly.example/agenda", "4. Проект закона о клевете, первое чтение: докладывает Министерство юстиции. (Вымышлено.)"
	rivers := exhibit("rivers", heed.Evidence{
		Title: "Measurements of September 2026", Bearing: heed.EvidenceContext, Measure: "river-data", Recommendations: []heed.RecID{demoRec("50.30")}, Place: "row 2",
		Date: "2026-09-30", Publisher: "Ministry of the Environment", Reliability: "As the stations sent it; one has sent nothing.",
	})
	rivers.Name, rivers.Data = "september.csv", []byte(demoRivers)
	d.publish("coordinator", "coordinator", d.prove("justice", bill), d.prove("environment", rivers))
	for _, a := range demoAssessments() {
		a.says.AsOf, a.says.Method, a.says.MethodVersion = "2026-10-31", a.method, "1"
		d.say(a.by, a.over, a.over, app.Change{ID: a.id, Body: a.says})
	}
}

// demoAssessment is what one voice says, in its own language.
type demoAssessment struct {
	id               heed.ID
	by, over, method string
	says             heed.Assessment
}

func demoAssessments() []demoAssessment {
	const russian, kazakh, english = "Собственное прочтение (вымышлено)", "Өз оқуымыз (ойдан шығарылған)", "Own reading (invented)"
	return []demoAssessment{
		{"by-justice", "justice", "coordinator", russian, heed.Assessment{Recommendation: demoRec("51.6"), Progress: heed.MostlyDone, Reasons: "Проект закона в Национальном собрании: он отменяет уголовную ответственность.", Confidence: heed.ConfidenceHigh, Evidence: []heed.ID{"bill"}}},
		{"by-ombudsman", "ombudsman", "ombudsman", kazakh, heed.Assessment{Recommendation: demoRec("51.6"), Progress: heed.Started, Reasons: "Заң жобасы бар. Ол заң болғанша, Қылмыстық кодекс қолданылады.", Confidence: heed.ConfidenceHigh}},
		{"by-river", "river", "river", russian, heed.Assessment{Recommendation: demoRec("51.6"), Progress: heed.Regressed, Reasons: "Обвинений больше, чем до обзора.", Confidence: heed.ConfidenceMedium, Evidence: []heed.ID{"charges"}}},
		{"by-interior", "interior", "coordinator", kazakh, heed.Assessment{Recommendation: demoRec("50.7"), Progress: heed.MostlyDone, Reasons: "Орган құрылды, басшысы тағайындалды.", Confidence: heed.ConfidenceMedium}},
		{"by-team", "team", "team", english, heed.Assessment{Recommendation: demoRec("50.7"), Progress: heed.Started, Reasons: "The body exists on paper. It takes no complaints yet. (Invented; no office of the United Nations has said this.)", Confidence: heed.ConfidenceMedium}},
	}
}

// replies of the State, and requests for correction with what became of them.
func (d *demo) replies() {
	to := func(kind heed.SubjectKind, id heed.ID) heed.Subject { return heed.Subject{Kind: kind, ID: id} }
	d.say("coordinator", "lawyer", "coordinator",
		app.Change{ID: "to-river", Body: heed.Reply{To: to(heed.SubjectAssessment, "by-river"), Text: "Of the nine cases six were closed without a charge in October. (Invented.)"}},
		app.Change{ID: "to-the-list", Body: heed.Reply{To: to(heed.SubjectFigure, "names-river"), Text: "The register holds everybody whose death an examiner has established. Three of the names on this list are of people who left the country in December 2023. (Invented.)"}},
	)
	d.say("ombudsman", "colleague", "ombudsman", app.Change{ID: "held-wrong", Body: heed.Reply{To: to(heed.SubjectFigure, "held"), Asks: true, Text: "Есептің 11-бетінде 412, ал 4-бетінде 421 деп жазылған. Екеуі де бар екенін көрсетіңіз. (Ойдан шығарылған.)"}})
	d.say("river", "river", "river", app.Change{ID: "held-kept", Body: heed.Reply{To: to(heed.SubjectReply, "held-wrong"), Handled: heed.HandledKept, Text: "Прокурор ответил, что на странице 4 опечатка. Цифра остается, а эта просьба под ней говорит почему. (Вымышлено.)"}})
	d.say("team", "team", "team", app.Change{ID: "no-complaints", Body: heed.Reply{To: to(heed.SubjectAssessment, "by-interior"), Asks: true, Text: "Please say that complaints still go to the police. (Invented; no office of the United Nations has said this.)"}})
}

// waiting leaves something in the queue of everybody who writes: drafts, what came
// back, what is to be reviewed and published, and questions.
func (d *demo) waiting() {
	began := func(ref, text string) app.Change {
		return app.Change{Visibility: heed.VisibleDraft, Body: heed.Assessment{Recommendation: demoRec(ref), Progress: heed.Started, Reasons: text, Confidence: heed.ConfidenceLow, AsOf: "2026-11-15"}}
	}
	d.write("team", began("50.13", "What the labour inspectors found in the harvest is still missing here. (Invented.)"))
	d.write("river", began("50.30", "Дописать: две станции молчат с весны. (Вымышлено.)"))
	d.write("colleague", app.Change{Submit: true, Body: began("50.10", "Аралдардың үшеуінде баспана жоқ. (Ойдан шығарылған.)").Body})
	said := d.write("guard", app.Change{Submit: true, Body: heed.Update{Measure: "complaints-body", Date: "2026-11-10", Text: "Тергеушілерге арналған емтихан өтті."}})
	d.move("coordinator", heed.StepReturned, "Неше адам өтті? Санын қосыңыз.", said...)
	d.write("justice", app.Change{Submit: true, Body: heed.Update{Measure: "defender-inquiry", Date: "2026-11-18", Text: "Суд провинции назначил первое заседание на 14 января. (Вымышлено.)"}})
	ready := d.write("environment", app.Change{ID: "mining-plan", Submit: true, Body: heed.Measure{
		Title: "National plan of action on business and human rights, beginning with mining", Number: "4.3", Kind: heed.MeasurePolicy, Lead: "environment", Start: "2026-11-01", Due: "2028-06-30",
		Stages: []heed.StageOn{{Stage: heed.StageAnnounced, Date: "2026-11-01"}}, Links: []heed.Link{serves("51.13")},
	}})
	d.move("lawyer", heed.StepReviewed, "", ready...)
	d.write("coordinator", app.Change{Submit: true, Body: heed.Update{Recommendations: []heed.RecID{demoRec("51.21")}, Date: "2026-11-20", Text: "The Commission has begun the mid-term report. (Invented.)"}})
	law := heed.Subject{Kind: heed.SubjectMeasure, ID: "defamation"}
	remark := func(by string, id, to heed.ID, text string) {
		d.write(by, app.Change{ID: id, Body: heed.Remark{On: law, At: 3, To: to, Text: text}})
	}
	remark("lawyer", "of-courts", "", "Оскорбление суда остается преступлением? Тогда это лишь часть рекомендации.")
	remark("translator", "which-word", "", "«Жала» ма, әлде «жала жабу» ма? Қазақша мәтінде екеуі де кездеседі.")
	remark("justice", "this-word", "which-word", "В проекте закона — «жала жабу».")
}

// demoOther is an organisation that has an installation of its own, and demoHeard
// what came from there.
var (
	demoOther = heed.Institution{Kind: heed.InstitutionCSO, Names: inThree("Harbour Watch (invented)", "Портовый дозор (вымышлен)", "Порт қарауылы (ойдан шығарылған)"), Vouched: "Register of associations of Veldania, No. 351 (invented)", VouchedShown: true}
	demoHeard = "Of 31 people who complained in the harbour, none was heard by the new body. (Invented.)"
)

// bundle takes in what an organisation has published in its own installation.
func (d *demo) bundle() {
	d.do("bundle", func() error {
		dir, err := os.MkdirTemp("", "heed-demo-other-")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(dir) }()
		st, err := sqlite.Open(d.g.ctx, filepath.Join(dir, "heed.db"))
		if err != nil {
			return err
		}
		defer func() { _ = st.Close() }()
		folder, err := files.Open(filepath.Join(dir, "files"))
		if err != nil {
			return err
		}
		other := d.h.With(st, folder)
		if other.Notary, err = notary.Open(filepath.Join(dir, "checkpoints")); err != nil {
			return err
		}
		file, err := d.published(other)
		if err != nil {
			return err
		}
		_, err = d.h.TakeBundle(d.g.ctx, operator, file, app.Sender{Key: other.LogKey(), Voice: heed.VoiceCivilSociety}, false)
		return err
	})
}

// published is the bundle of what the organisation says in its own installation,
// which has read the report for itself.
func (d *demo) published(other *app.App) (*bytes.Reader, error) {
	side := heed.Side{Voice: heed.VoiceCivilSociety, State: demoState, Institution: "harbour-watch"}
	there := &demo{g: d.g, h: &house{App: other}, who: map[string]heed.Actor{"watch": {Pseudonym: "watch", Role: heed.FocalPoint, Side: side}}}
	there.do("report", func() error {
		for _, doc := range specimen.Documents() {
			if doc.Kind == "report" && doc.Format == "docx" {
				if _, err := other.Import(d.g.ctx, operator, []app.Input{input(doc.Name, doc.Data)}, app.ImportOptions{}); err != nil {
					return err
				}
			}
		}
		_, err := other.Write(d.g.ctx, operator, app.Change{ID: side.Institution, Side: side, Body: demoOther})
		return err
	})
	proof := app.Exhibit{Change: app.Change{ID: "unheard", Body: heed.Evidence{
		Title: "Complaints in the harbour", Bearing: heed.EvidenceContradicts, Recommendations: []heed.RecID{demoRec("50.7")}, Date: "2026-10-02", Publisher: "Harbour Watch (invented)", Level: heed.SensitivityOpen,
	}}, Address: "https://harbour.example/complaints", Pasted: demoHeard}
	there.publish("watch", "watch", there.prove("watch", proof))
	there.say("watch", "watch", "watch", app.Change{ID: "by-watch", Body: heed.Assessment{Recommendation: demoRec("50.7"), Progress: heed.NotStarted, Reasons: demoHeard, Confidence: heed.ConfidenceMedium, AsOf: "2026-10-31", Evidence: []heed.ID{"unheard"}}})
	var file bytes.Buffer
	there.do("making the bundle", func() error {
		_, err := other.Bundle(d.g.ctx, operator, heed.Side{Voice: side.Voice, State: side.State}, &file)
		return err
	})
	return bytes.NewReader(file.Bytes()), there.err
}

// checkVoices looks whether everybody is told what each voice says, that of another
// installation among them, in each language of the portal.
func checkVoices(ctx context.Context, c *checks, address string) error {
	for _, lang := range []string{"en", "ru", "kk"} {
		for ref, words := range map[string][]string{"51.6": {"Проект закона в Национальном собрании", "Заң жобасы бар", "Обвинений больше", "six were closed"}, "50.7": {"Орган құрылды", "on paper", demoHeard, demoOther.Names[lang]}} {
			status, body, err := visit(ctx, address+lang+"/XVA/3/"+ref)
			if err != nil {
				return err
			}
			c.same("what voices say of "+ref+" in "+lang, status, http.StatusOK)
			for _, w := range words {
				c.same(w+" in "+lang, strings.Contains(body, w), true)
			}
		}
		_, body, err := visit(ctx, address+lang+"/gap/XVA/3")
		if err != nil {
			return err
		}
		for _, i := range demoInstitutions {
			if i.voice == heed.VoiceNHRI {
				c.same("who speaks of the gap in "+lang, strings.Contains(body, i.institution.Names[lang]), true)
			}
		}
	}
	return nil
}
