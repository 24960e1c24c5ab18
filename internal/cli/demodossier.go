// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
)

// dossier publishes one of an invented event: what the State and others count,
// which may not be laid side by side; two tracks, one of which one source tells
// whole; a figure that was revised; and a Committee's remark.
func (d *demo) dossier() {
	d.say("river", "river", "river", app.Change{ID: "harbour-2024", Body: demoEvent()})
	d.say("river", "river", "river", append(demoFigures(), demoCalls()...)...)
}

func demoEvent() heed.Dossier {
	radio := heed.Source{Title: "Radio Veldania (invented)", Address: "https://radio.example/harbour"}
	return heed.Dossier{
		State: "XVA", From: "2024-01-02", To: "2024-01-05", Themes: []string{"torture"}, Issues: []string{"Impunity"},
		Title:   inThree("The harbour strike of January 2024", "Забастовка в порту в январе 2024 года", "2024 жылғы қаңтардағы порттағы ереуіл"),
		Summary: inThree("Dock workers stopped work for four days. On the third day keepers cleared the harbour by force; people died, and many were held. Everything here is invented.", "Портовые рабочие не работали четыре дня. На третий день стража силой очистила порт; погибли люди, многих задержали. Все здесь вымышлено.", "Порт жұмысшылары төрт күн жұмыс істемеді. Үшінші күні күзет портты күшпен босатты; адамдар қаза тапты, көбі ұсталды. Мұндағының бәрі ойдан шығарылған."),
		Where:   inThree("Port Velda", "Порт-Велда", "Порт-Велда"),
		Timeline: []heed.Occurrence{
			{Date: "2024-01-02", What: inThree("The strike began.", "Забастовка началась.", "Ереуіл басталды."), Source: radio},
			{Date: "2024-01-04", What: inThree("Keepers cleared the harbour.", "Стража очистила порт.", "Күзет портты босатты."), Source: radio},
			{Date: "2024-02", What: inThree("The Assembly asked the Prosecutor to report.", "Собрание попросило прокурора отчитаться.", "Жиналыс прокурордан есеп сұрады."), Source: heed.Source{Title: "National Assembly (invented)"}},
		},
		Questions: []heed.Texts{
			inThree("Who gave the order to clear the harbour?", "Кто отдал приказ очистить порт?", "Портты босатуға кім бұйрық берді?"),
			inThree("Why does the register not have five of the names on the list?", "Почему в учете нет пяти имен из списка?", "Неге тіркеуде тізімдегі бес есім жоқ?"),
		},
		Documents: []heed.Source{{Title: "Report of the Prosecutor to the Assembly (invented)", Address: "https://prosecutor.example/report"}},
	}
}

func demoFigures() []app.Change {
	report := heed.Source{Title: "Report of the Prosecutor to the Assembly (invented)", Address: "https://prosecutor.example/report"}
	base := heed.Figure{
		Dossier: "harbour-2024", Unit: heed.UnitPersons, Basis: heed.BasisRegistered, Voice: heed.VoiceState, Speaker: "Prosecutor of Veldania", Source: report, AsOf: "2024-03-14", Published: "2024-03-14",
		Scope: inThree("all whom the register holds", "все, кто есть в учете", "тіркеудегілердің бәрі"),
	}
	with := func(id heed.ID, change func(*heed.Figure)) app.Change {
		f := base
		change(&f)
		return app.Change{ID: id, Body: f}
	}
	list := func(id heed.ID, value int, speaker string) app.Change {
		return with(id, func(f *heed.Figure) {
			f.Kind, f.Value, f.Basis, f.Voice, f.Speaker, f.AsOf, f.Published = heed.FigureDeaths, value, heed.BasisNamedList, heed.VoiceCivilSociety, speaker, "", ""
			f.Scope, f.Source = inThree("people whose names relatives gave", "люди, чьи имена назвали родные", "туыстары атын атаған адамдар"), heed.Source{Title: "List of names (invented)"}
			f.When = inThree("after the summer of 2024", "после лета 2024 года", "2024 жылдың жазынан кейін")
		})
	}
	stage := func(id heed.ID, kind heed.FigureKind, value int) app.Change {
		return with(id, func(f *heed.Figure) {
			f.Kind, f.Value, f.Unit, f.Track = kind, value, heed.UnitCases, heed.TrackParticipants
			f.Scope = inThree("cases about strikers", "дела о бастовавших", "ереуілшілер туралы істер")
		})
	}
	return []app.Change{
		with("deaths-first", func(f *heed.Figure) {
			f.Kind, f.Value, f.AsOf, f.Published, f.Source = heed.FigureDeaths, 11, "2024-01-08", "2024-01-08", heed.Source{Title: "Statement of the Prosecutor (invented)"}
		}),
		with("deaths", func(f *heed.Figure) {
			f.Kind, f.Value, f.Revises, f.Parts = heed.FigureDeaths, 14, "deaths-first", []heed.Part{{Value: 2, Of: inThree("keepers", "стражники", "күзетшілер")}}
		}),
		list("names-river", 17, "River Communities Network"), list("names-radio", 19, "Radio Veldania (invented)"),
		with("held", func(f *heed.Figure) { f.Kind, f.Value = heed.FigureDetained, 412 }),
		stage("opened", heed.FigureOpened, 120), stage("closed", heed.FigureClosed, 46), stage("court", heed.FigureSentToCourt, 71), stage("convicted", heed.FigureConvictions, 68),
		with("complaints", func(f *heed.Figure) {
			f.Kind, f.Value, f.Unit, f.Track, f.Voice, f.Speaker = heed.FigureComplaints, 37, heed.UnitComplaints, heed.TrackOfficials, heed.VoiceNHRI, "Ombudsman of Veldania"
			f.Scope, f.Source = inThree("complaints of ill-treatment in custody", "жалобы на жестокое обращение под стражей", "қамауда қатыгез қарауға шағымдар"), heed.Source{Title: "Annual report of the Ombudsman (invented)"}
		}),
		with("against-keepers", func(f *heed.Figure) {
			f.Kind, f.Value, f.Unit, f.Track = heed.FigureOpened, 22, heed.UnitCases, heed.TrackOfficials
			f.Scope = inThree("cases about keepers", "дела о стражниках", "күзетшілер туралы істер")
		}),
		with("keepers-held", func(f *heed.Figure) {
			f.Kind, f.Value, f.Track = heed.FigureSuspects, 3, heed.TrackOfficials
			f.Scope = inThree("keepers who are held", "задержанные стражники", "ұсталған күзетшілер")
		}),
	}
}

func demoCalls() []app.Change {
	return []app.Change{
		{ID: "docker", Body: heed.Person{
			Dossier: "harbour-2024", Reference: "Person 3", Role: heed.PersonVictim, Source: heed.Source{Title: "Annual report of the Ombudsman (invented)", Place: "page 31"},
			What: inThree("A docker who was held for nine days without seeing a lawyer, and complained of blows.", "Портовый рабочий, которого девять дней держали без адвоката и который пожаловался на побои.", "Тоғыз күн адвокатсыз ұсталып, соққыға шағымданған порт жұмысшысы."),
		}},
		{ID: "do-not-agree", Body: heed.Call{
			Dossier: "harbour-2024", Kind: heed.CallRemark, Voice: heed.VoiceUN, Speaker: "Committee against Torture (invented)", Date: "2025-05", Source: heed.Source{Symbol: "CAT/C/XVA/CO/9", Place: "para. 12 (invented)"},
			Words: inThree("The Committee cannot tell how complaints and cases belong together, since two authorities count otherwise.", "Комитет не может понять, как связаны жалобы и дела, поскольку два органа считают по-разному.", "Екі орган әртүрлі санағандықтан, Комитет шағымдар мен істердің байланысын айта алмайды."), Figures: []heed.ID{"complaints", "against-keepers"},
		}},
		{ID: "order", Body: heed.Call{
			Dossier: "harbour-2024", Kind: heed.CallDemand, Voice: heed.VoiceCivilSociety, Speaker: "River Communities Network", Date: "2024-06-01", Source: heed.Source{Title: "Open letter (invented)"},
			Words: inThree("Find out who gave the order, by people who do not depend on the keepers.", "Пусть те, кто не зависит от стражи, выяснят, кто отдал приказ.", "Кім бұйрық бергенін күзетке тәуелсіз адамдар анықтасын."),
		}},
	}
}
