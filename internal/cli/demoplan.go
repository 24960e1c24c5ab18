// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/testkit/specimen"
)

// demoMeasure is a measure of the invented plan, as the institution that leads it
// words it: justice in Russian, interior and labour in Kazakh, environment in
// English.
type demoMeasure struct {
	id      heed.ID
	says    heed.Measure
	updates []heed.Update
}

func serves(ref string) heed.Link {
	return heed.Link{Recommendation: demoRec(ref), Bearing: heed.Serves}
}

// demoOfJustice are its measures.
func demoOfJustice() []demoMeasure {
	return []demoMeasure{
		{"defamation", heed.Measure{
			Title: "Закон о переводе клеветы из Уголовного кодекса в Гражданский", Number: "1.1", Kind: heed.MeasureLaw, Lead: "justice", Start: "2025-02-01", Due: "2027-12-31",
			Description: "Клевета, в том числе на суд, становится гражданским делом. (Вымышлено.)", Expected: "Никого больше не судят за слова по уголовному закону.",
			Stages:     []heed.StageOn{{Stage: heed.StageAnnounced, Date: "2025-02-01", Source: "Программа правительства (вымышлена)"}, {Stage: heed.StageDrafted, Date: "2025-11-20"}},
			Milestones: []heed.Milestone{{Title: "Общественное обсуждение", Due: "2025-09-30", Done: "2025-09-12"}, {Title: "Проект внесен в Национальное собрание", Due: "2026-06-30"}},
			Links:      []heed.Link{serves("51.6")}, SDGs: []string{"16.10"}, Plans: []string{"Национальный план по правам человека (вымышлен)"},
			CriticisedBy: []heed.Citation{{Symbol: "CCPR/C/VEL/CO/2", Paragraph: "12", Note: "Комитет спрашивает, почему закон еще не принят. (Вымышлено.)"}},
			Indicators: []heed.Indicator{{Name: "Уголовные дела о клевете", Kind: heed.IndicatorOutcome, Unit: "дел",
				Baseline: heed.Value{Date: "2024", Value: "19"}, Target: heed.Value{Date: "2028", Value: "0"}, Values: []heed.Value{{Date: "2025", Value: "14", Source: "Суды (вымышлено)"}, {Date: "2026-06-30", Value: "9", Source: "Суды (вымышлено)"}}}},
		}, []heed.Update{
			{Date: "2026-05-20", Text: "Комитет по законодательству обсудил проект и попросил о втором чтении."},
			{Date: "2026-10-12", Text: "Министерство ответило на вопросы комитета. День второго чтения пока не назначен."},
		}},
		{"defender-inquiry", heed.Measure{
			Title: "Расследование убийства защитника прав на воду (2017)", Number: "1.2", Kind: heed.MeasureInvestigation, Lead: "justice", Partners: []heed.ID{"interior"}, Start: "2021-04-01", Due: "2027-03-31",
			Expected: "Виновные названы судом, а семья узнает, что произошло. (Вымышлено.)",
			Stages:   []heed.StageOn{{Stage: heed.StageAnnounced, Date: "2021-04-01"}, {Stage: heed.StageOperating, Date: "2021-09-15", Source: "Генеральный прокурор (вымышлено)"}},
			Links:    []heed.Link{serves("50.29")}, SDGs: []string{"16.1", "16.3"},
		}, []heed.Update{{Date: "2026-09-03", Text: "Дело против двух обвиняемых передано в суд провинции. (Вымышлено.)"}}},
	}
}

// demoOfInterior are its measures, of which one contradicts what was recommended.
func demoOfInterior(complaints string) []demoMeasure {
	return []demoMeasure{
		{"complaints-body", heed.Measure{
			Title: "Полициядан тәуелсіз шағымдарды тергеу органы", Number: "2.1", Kind: heed.MeasureInstitution, Lead: "interior", Partners: []heed.ID{"justice"}, Start: "2024-09-01", Due: "2026-10-31",
			Description: "Азаптау мен қатыгез қарау туралы шағымдарды полицияға бағынбайтын адамдар тергейді. (Ойдан шығарылған.)", Expected: "Әр шағым үш ай ішінде тергеледі.",
			Stages:     []heed.StageOn{{Stage: heed.StageDrafted, Date: "2025-03-10"}, {Stage: heed.StageAdopted, Date: "2026-03-02", Source: "Үкімет қаулысы (ойдан шығарылған)"}},
			Milestones: []heed.Milestone{{Title: "Алғашқы тергеушілер тағайындалды", Due: "2026-05-15"}, {Title: "Орган өтініштерді қабылдай бастады", Due: "2026-09-01"}},
			Links:      []heed.Link{serves("50.7"), {Annotation: complaints, Bearing: heed.Serves}}, SDGs: []string{"16.a"},
			RecognisedBy: []heed.Citation{{Symbol: "CAT/C/VEL/CO/2", Paragraph: "9", Note: "Комитет қаулының қабылданғанын құптайды. (Ойдан шығарылған.)"}},
			Indicators: []heed.Indicator{{Name: "Заңда тәуелсіз орган бар", Kind: heed.IndicatorStructural, Unit: "иә = 1",
				Baseline: heed.Value{Date: "2024", Value: "0"}, Target: heed.Value{Date: "2026", Value: "1"}, Values: []heed.Value{{Date: "2026-03-02", Value: "1"}}}},
		}, []heed.Update{{Date: "2026-10-28", Text: "Орган басшысы тағайындалды, тергеушілер әлі іріктелуде. (Ойдан шығарылған.)"}}},
		{"prison-doctors", heed.Measure{
			Title: "Түрме дәрігерлерін қатыгез қарау белгілерін тіркеуге үйрету", Number: "2.2", Kind: heed.MeasureTraining, Lead: "interior", Start: "2022-01-10", Due: "2027-12-31",
			Stages: []heed.StageOn{{Stage: heed.StageOperating, Date: "2022-02-01"}},
			Links:  []heed.Link{serves("50.6")}, SDGs: []string{"3.c"},
			Indicators: []heed.Indicator{{Name: "Оқытылған дәрігерлер", Kind: heed.IndicatorProcess, Unit: "адам", Baseline: heed.Value{Date: "2021", Value: "0"}, Target: heed.Value{Date: "2027", Value: "160"},
				Values: []heed.Value{{Date: "2022", Value: "41"}, {Date: "2023", Value: "67"}, {Date: "2024", Value: "88"}, {Date: "2025", Value: "131", Break: "2025 жылдан бері мейірбикелер де есептеледі"}}}},
		}, []heed.Update{{Date: "2026-06-18", Text: "Жетінші топ оқуды аяқтады. (Ойдан шығарылған.)"}}},
		{"organisers", heed.Measure{
			Title: "Митинг ұйымдастырушыларының тізілімі", Number: "2.3", Kind: heed.MeasurePolicy, Lead: "interior", Start: "2023-05-01",
			Description: "Рұқсат сұраған әр адам тізілімге енгізіледі. (Ойдан шығарылған.)",
			Stages:      []heed.StageOn{{Stage: heed.StageInForce, Date: "2023-06-01", Source: "Министр бұйрығы (ойдан шығарылған)"}, {Stage: heed.StageAmended, Date: "2025-02-14"}},
			Links:       []heed.Link{{Recommendation: demoRec("51.9"), Bearing: heed.Contradicts, Note: "Рұқсат сақталады, ал тізілім оны қиындатады."}},
		}, nil},
	}
}

// demoOfOthers are the measures of labour and environment.
func demoOfOthers() []demoMeasure {
	return []demoMeasure{
		{"disability-protocol", heed.Measure{
			Title: "Мүгедектігі бар адамдардың құқықтары туралы конвенцияның Факультативтік хаттамасын ратификациялау", Number: "3.1", Kind: heed.MeasureRatification, Lead: "labour", Start: "2025-01-15", Due: "2027-06-30",
			Stages:     []heed.StageOn{{Stage: heed.StageAnnounced, Date: "2025-01-15"}, {Stage: heed.StageDrafted, Date: "2026-04-22"}},
			Milestones: []heed.Milestone{{Title: "Министрліктердің пікірі алынды", Due: "2026-03-31", Done: "2026-03-27"}, {Title: "Заң жобасы Ұлттық жиналыста", Due: "2027-03-01"}},
			Links:      []heed.Link{serves("50.2")}, SDGs: []string{"10.3"},
		}, nil},
		{"upland-water", heed.Measure{
			Title: "Budget line for drinking water in the upland villages", Number: "4.1", Kind: heed.MeasureBudget, Lead: "environment", Start: "2021-01-01", Due: "2027-12-31",
			Expected: "Every village has water that may be drunk, within fifteen minutes on foot. (Invented.)",
			Stages:   []heed.StageOn{{Stage: heed.StageAdopted, Date: "2021-01-01", Source: "Budget Act (invented)"}, {Stage: heed.StageInForce, Date: "2021-01-01"}},
			Links:    []heed.Link{serves("50.20"), serves("50.32")}, SDGs: []string{"6.1"},
			Indicators: []heed.Indicator{{Name: "Upland villages with drinking water", Kind: heed.IndicatorOutcome, Unit: "villages", Baseline: heed.Value{Date: "2020", Value: "34"}, Target: heed.Value{Date: "2027", Value: "120"},
				Values: []heed.Value{{Date: "2021", Value: "41"}, {Date: "2022", Value: "58"}, {Date: "2024", Value: "83"}, {Date: "2025", Value: "97"}}}},
		}, []heed.Update{{Date: "2026-08-30", Text: "Nine more villages were connected in the summer. For 2023 nobody counted. (Invented.)"}}},
		{"river-data", heed.Measure{
			Title: "Emissions from mines and the quality of rivers, published month by month", Number: "4.2", Kind: heed.MeasureOther, Lead: "environment", Start: "2022-03-01",
			Stages: []heed.StageOn{{Stage: heed.StageOperating, Date: "2022-04-05"}},
			Links:  []heed.Link{serves("50.30")}, SDGs: []string{"6.3"},
		}, []heed.Update{{Date: "2026-11-05", Text: "The figures for September are out. Two of eleven stations measured nothing. (Invented.)"}}},
	}
}

// demoSheet is a small plan as a ministry keeps it: a spreadsheet in Kazakh.
const demoSheet = `№;Іс-шара;Түрі;Жауапты орындаушы;Мерзімі;Кезеңі;Кезең күні;Ұсынымдар
3.2;Еңбек инспекторларының санын көбейту;бюджет;Еңбек және әлеуметтік саясат министрлігі;31.12.2027;хабарланды;12.01.2026;50.25
3.3;Маусымдық жұмысшыларға өз тілінде шарт ұсыну;саясат;Еңбек және әлеуметтік саясат министрлігі;30.06.2027;жұмыс істейді;01.08.2024;51.12
3.4;Балаларға арналған жәрдемақыны ауыл отбасыларына да төлеу;бюджет;Еңбек және әлеуметтік саясат министрлігі;31.12.2027;жобасы дайын;30.09.2026;51.19
3.5;Әр провинцияда баспана ашу;мекеме;Еңбек және әлеуметтік саясат министрлігі;31.12.2028;;;50.10
`

// demoRows is how many measures it has.
const demoRows = 4

// plan has measures of every kind, which are published, and a spreadsheet taken
// in, which is not yet.
func (d *demo) plan() {
	complaints := d.passages("CAT")
	if d.err != nil {
		return
	}
	for _, m := range slices.Concat(demoOfJustice(), demoOfInterior(complaints[len(complaints)-1]), demoOfOthers()) {
		changes := []app.Change{{ID: m.id, Body: m.says}}
		for _, u := range m.updates {
			u.Measure = m.id
			changes = append(changes, app.Change{Body: u})
		}
		d.say(string(m.says.Lead), "coordinator", "coordinator", changes...)
	}
	d.write("justice", app.Change{ID: "quarterly", Visibility: heed.VisibleCoordination, Body: heed.Schedule{Measure: "defamation", Every: heed.EveryQuarter, From: "2026-03-31"}})
	d.do("plan of a spreadsheet", func() error {
		o := app.PlanOptions{Visibility: heed.VisibleCoordination, Lang: "kk"}
		report, err := d.h.ImportPlan(d.g.ctx, d.who["labour"], []byte(demoSheet), o)
		if n := report.Count(app.PlanNew); err == nil && n != demoRows {
			err = fmt.Errorf("%d of %d rows were taken: %+v", n, demoRows, report.Rows)
		}
		return err
	})
}

// passages names what a body of the UN says of the invented State, the newest last.
func (d *demo) passages(body string) []string {
	var out []string
	d.do("passages of "+body, func() error {
		export, _ := specimen.Index()
		var all []struct{ AnnotationID, Body, AnnotationType string }
		if err := json.Unmarshal(export, &all); err != nil {
			return err
		}
		for _, a := range all {
			if a.Body == "- "+body && a.AnnotationType == "- Recommendations" {
				out = append(out, a.AnnotationID)
			}
		}
		return nil
	})
	return out
}

// earlier names what is asked again by a recommendation of the newest review.
func earlier(ref string) []heed.RecID {
	out := []heed.RecID{demoRec(ref)}
	for _, review := range specimen.Known() {
		for _, r := range review.Recommendations {
			if r.Ref == ref && r.Follows != "" && review.Cycle == out[0].Review.Cycle {
				if id, err := heed.ParseRecID(r.Follows); err == nil {
					out = append(out, id)
				}
			}
		}
	}
	return out
}

// clusters hold what several mechanisms ask: the same in two reviews, and what
// treaty bodies say on it.
func (d *demo) clusters() {
	shelters := earlier("50.10")
	d.say("coordinator", "lawyer", "coordinator",
		app.Change{ID: "complaints", Body: heed.Cluster{
			Title: "Complaints of torture, and who looks into them", Order: 1, Owner: "interior", Note: "Two reviews and one Committee ask for the same body. (Invented.)",
			Recommendations: slices.Concat(earlier("50.7"), earlier("50.6"), earlier("50.5")), Annotations: d.passages("CAT"), Measures: []heed.ID{"complaints-body", "prison-doctors"},
		}},
		app.Change{ID: "shelters", Body: heed.Cluster{
			Title: "Зорлықтан қашқан әйелдерге баспана", Order: 2, Owner: "labour", Note: "Екі шолу мен бір комитет бір нәрсені сұрайды. (Ойдан шығарылған.)", Recommendations: append(shelters, demoRec("50.11")), Annotations: d.passages("CEDAW"),
		}},
	)
}

// demoPlanned is what is known of the plan: how many measures everybody sees, and
// how many only the State itself.
func demoPlanned() (public, within int) {
	public = len(demoOfJustice()) + len(demoOfInterior("")) + len(demoOfOthers())
	return public, public + demoRows + 1 // those of the spreadsheet, and one that waits
}

// checkPlan compares the plan with what is known of it: every kind of measure, the
// clusters, and something that waits on everybody who is invited and writes.
func checkPlan(g *globals, c *checks, h *house) error {
	f, err := h.finder()
	if err != nil {
		return err
	}
	public, within := demoPlanned()
	seen := map[heed.MeasureKind]bool{}
	for viewer, want := range map[heed.Viewer]int{{}: public, {Pseudonym: "check", Role: heed.Coordinator, Side: heed.Side{Voice: heed.VoiceState, State: demoState, Institution: "commission"}}: within} {
		all, err := f.Plan(g.ctx, viewer, heed.VoiceState, heed.ReviewID{State: demoState})
		if err != nil {
			return err
		}
		for _, m := range all.Measures {
			seen[m.Body.Kind] = true
		}
		c.same(fmt.Sprintf("measures for %q", viewer.Role), len(all.Measures), want)
		c.same(fmt.Sprintf("clusters for %q", viewer.Role), len(all.Clusters), 2)
	}
	for _, kind := range heed.MeasureKinds {
		c.same("a measure of kind "+string(kind), seen[kind], true)
	}
	return checkQueues(g, c, h, f)
}

// checkQueues looks whether something waits on everybody who has written and is
// invited.
func checkQueues(g *globals, c *checks, h *house, f *find.Finder) error {
	for _, p := range demoPeople {
		if !p.writes || p.called == "" {
			continue
		}
		account, err := h.AccountByEmail(g.ctx, p.id+"@veldania.example")
		if err != nil {
			return err
		}
		queue, err := f.Tasks(g.ctx, account.Actor().Viewer(), h.Now())
		if err != nil {
			return err
		}
		c.same("something waits on "+p.id, len(queue.Tasks) > 0, true)
	}
	return nil
}
