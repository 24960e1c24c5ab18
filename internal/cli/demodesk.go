// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"errors"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
)

// demoInstitutions are those of the invented State, the coordinating one first.
var demoInstitutions = []struct {
	id          heed.ID
	voice       heed.Voice
	institution heed.Institution
}{
	{"commission", heed.VoiceState, heed.Institution{Short: "ICHR", Kind: heed.InstitutionCoordinating, Names: map[string]string{"en": "Interministerial Commission on Human Rights", "ru": "Межведомственная комиссия по правам человека", "kk": "Адам құқықтары жөніндегі ведомствоаралық комиссия"}}},
	{"justice", heed.VoiceState, heed.Institution{Kind: heed.InstitutionMinistry, Names: map[string]string{"en": "Ministry of Justice", "ru": "Министерство юстиции", "kk": "Әділет министрлігі"}}},
	{"interior", heed.VoiceState, heed.Institution{Kind: heed.InstitutionMinistry, Names: map[string]string{"en": "Ministry of the Interior", "ru": "Министерство внутренних дел", "kk": "Ішкі істер министрлігі"}}},
	{"labour", heed.VoiceState, heed.Institution{Kind: heed.InstitutionMinistry, Names: map[string]string{"en": "Ministry of Labour and Social Affairs", "ru": "Министерство труда и социальной политики", "kk": "Еңбек және әлеуметтік саясат министрлігі"}}},
	{"ombudsman", heed.VoiceNHRI, heed.Institution{Kind: heed.InstitutionNHRI, Names: map[string]string{"en": "Ombudsman of Veldania", "ru": "Омбудсмен Велдании", "kk": "Вельдания омбудсмені"}, GANHRI: []heed.Accreditation{{Status: "B", Since: "2018-05-14", Source: "invented"}}}},
	{"river", heed.VoiceCivilSociety, heed.Institution{Kind: heed.InstitutionCSO, Names: map[string]string{"en": "River Communities Network", "ru": "Сеть речных общин", "kk": "Өзен бойы қауымдары желісі"}, Vouched: "Register of associations of Veldania, No. 214 (invented)", VouchedShown: true}},
}

// demoDesk lets institutions of the invented State begin their work: some have
// been asked, one has published a measure that is late. It gives an invitation
// for each of those whose desk is worth a look.
func demoDesk(g *globals, h *house) (coordinator, ministry, organisation string, err error) {
	const state = heed.StateCode("XVA")
	for _, i := range demoInstitutions {
		if _, err := h.Write(g.ctx, operator, app.Change{ID: i.id, Side: heed.Side{Voice: i.voice, State: state}, Body: i.institution}); err != nil {
			return "", "", "", err
		}
	}
	lead := heed.Actor{Pseudonym: "demo-coordinator", Role: heed.Coordinator, Side: heed.Side{Voice: heed.VoiceState, State: state, Institution: "commission"}}
	clerk := heed.Actor{Pseudonym: "demo-focal-point", Role: heed.FocalPoint, Side: heed.Side{Voice: heed.VoiceState, State: state, Institution: "justice"}}
	rec := func(ref string) heed.RecID {
		return heed.RecID{Review: heed.ReviewID{State: state, Cycle: 3}, Ref: ref}
	}
	if _, err := h.Write(g.ctx, lead, app.Change{
		ID: heed.AssignmentID(rec("51.8")), Visibility: heed.VisibleCoordination,
		Body: heed.Assignment{Recommendation: rec("51.8"), Lead: "justice", Partners: []heed.ID{"interior"}},
	}); err != nil {
		return "", "", "", err
	}
	if err := errors.Join(demoMeasure(g, h, lead, clerk, rec("51.6")), demoVoices(g, h, lead, clerk, rec("51.6"))); err != nil {
		return "", "", "", err
	}
	invite := func(role heed.Role, institution heed.ID) string {
		token, e := h.Invite(g.ctx, operator, app.Newcomer{Name: string(institution), Email: string(institution) + "@veldania.example", Role: role, Institution: institution})
		if err == nil {
			err = e
		}
		return "desk/invitation/" + token
	}
	return invite(heed.Coordinator, "commission"), invite(heed.FocalPoint, "justice"), invite(heed.FocalPoint, "river"), err
}

// demoMeasure brings one measure over review to the public.
func demoMeasure(g *globals, h *house, lead, clerk heed.Actor, serves heed.RecID) error {
	written, err := h.Write(g.ctx, clerk, app.Change{ID: "defamation", Submit: true, Body: heed.Measure{
		Title: "Law that moves defamation from the Criminal to the Civil Code", Kind: heed.MeasureLaw, Lead: "justice", Start: "2025-02-01", Due: "2026-12-31",
		Description: "Defamation, that of courts included, becomes a civil matter.",
		Stages:      []heed.StageOn{{Stage: heed.StageAnnounced, Date: "2025-02-01", Source: "Government programme (invented)"}, {Stage: heed.StageDrafted, Date: "2025-11-20"}},
		Milestones:  []heed.Milestone{{Title: "Before the National Assembly", Due: "2026-06-30"}},
		Links:       []heed.Link{{Recommendation: serves, Bearing: heed.Serves}},
		Indicators: []heed.Indicator{{Name: "Prosecutions for defamation", Kind: heed.IndicatorOutcome, Unit: "cases",
			Baseline: heed.Value{Date: "2024", Value: "19"}, Target: heed.Value{Date: "2027", Value: "0"}, Values: []heed.Value{{Date: "2025", Value: "14", Source: "Courts (invented)"}}}},
	}})
	if err != nil {
		return err
	}
	said, err := h.Write(g.ctx, clerk,
		app.Change{ID: "committee", Submit: true, Body: heed.Update{Measure: "defamation", Date: "2026-05-20", Text: "The bill was discussed in the Committee on Legislation, which asked for a second reading."}},
		app.Change{ID: "quarterly", Visibility: heed.VisibleCoordination, Body: heed.Schedule{Measure: "defamation", Every: heed.EveryQuarter, From: "2026-03-31"}})
	if err != nil {
		return err
	}
	return errors.Join(demoPublish(g, h, lead, written[0]), demoPublish(g, h, lead, said[0]))
}

// demoPublish brings what was handed over to the public.
func demoPublish(g *globals, h *house, by heed.Actor, v heed.Version) error {
	for i, to := range []heed.Step{heed.StepReviewed, heed.StepPublished} {
		if err := h.Move(g.ctx, by, app.Move{Subject: v.Subject, Base: v.Number + i, To: to}); err != nil {
			return err
		}
	}
	return nil
}

// demoVoices has three voices say how far a recommendation has been carried out,
// each otherwise, on what evidence, and the State reply.
func demoVoices(g *globals, h *house, lead, clerk heed.Actor, about heed.RecID) error {
	member := func(voice heed.Voice, institution heed.ID) heed.Actor {
		return heed.Actor{Pseudonym: "demo-" + string(institution), Role: heed.FocalPoint, Side: heed.Side{Voice: voice, State: about.Review.State, Institution: institution}}
	}
	ombudsman, river := member(heed.VoiceNHRI, "ombudsman"), member(heed.VoiceCivilSociety, "river")
	const pasted = "Of nine journalists who were charged with defamation in 2026, seven had written of courts. (Invented.)"
	shown, err := h.Prove(g.ctx, river, app.Exhibit{Change: app.Change{ID: "charges", Submit: true, Body: heed.Evidence{
		Title: "Nine journalists were charged in 2026", Bearing: heed.EvidenceContradicts, Recommendations: []heed.RecID{about}, Excerpt: "seven had written of courts",
		Date: "2026-09-30", Publisher: "River Communities Network", Reliability: "Counted from the courts' own lists.", Level: heed.SensitivityOpen,
	}}, Address: "https://river.example/charges", Pasted: pasted})
	if err != nil {
		return err
	}
	if err := demoPublish(g, h, river, shown); err != nil {
		return err
	}
	for _, a := range []struct {
		id       heed.ID
		by, over heed.Actor
		says     heed.Assessment
	}{
		{"by-justice", clerk, lead, heed.Assessment{Progress: heed.MostlyDone, Reasons: "The bill is before the National Assembly and ends criminal liability.", Confidence: heed.ConfidenceHigh}},
		{"by-ombudsman", ombudsman, ombudsman, heed.Assessment{Progress: heed.Started, Reasons: "There is a bill. Until it is law, the Criminal Code applies.", Confidence: heed.ConfidenceHigh}},
		{"by-river", river, river, heed.Assessment{Progress: heed.Regressed, Reasons: "More people are charged than before the review.", Confidence: heed.ConfidenceMedium, Evidence: []heed.ID{"charges"}}},
	} {
		a.says.Recommendation, a.says.AsOf, a.says.Method, a.says.MethodVersion = about, "2026-10-31", "Own reading (invented)", "1"
		said, err := h.Write(g.ctx, a.by, app.Change{ID: a.id, Submit: true, Body: a.says})
		if err == nil {
			err = demoPublish(g, h, a.over, said[0])
		}
		if err != nil {
			return err
		}
	}
	lawyer := heed.Actor{Pseudonym: "demo-lawyer", Role: heed.LegalReviewer, Side: lead.Side}
	if err := demoSay(g, h, "to-river", lead, lawyer, lead, heed.Reply{To: heed.Subject{Kind: heed.SubjectAssessment, ID: "by-river"}, Text: "Of the nine cases six were closed without a charge in October."}); err != nil {
		return err
	}
	if err := errors.Join(demoClaims(g, h, ombudsman), demoDossier(g, h, river), demoFeed(g, h, river)); err != nil {
		return err
	}
	figure := func(id heed.ID) heed.Subject { return heed.Subject{Kind: heed.SubjectFigure, ID: id} }
	return errors.Join(
		demoSay(g, h, "to-the-list", lead, lawyer, lead, heed.Reply{To: figure("names-river"), Text: "The register holds everybody whose death an examiner has established. Three of the names on this list are of people who left the country in December 2023. (Invented.)"}),
		demoSay(g, h, "held-wrong", ombudsman, ombudsman, ombudsman, heed.Reply{To: figure("held"), Asks: true, Text: "Page 11 of the report says 412, and page 4 says 421. Please say that both are there. (Invented.)"}),
		demoSay(g, h, "held-kept", river, river, river, heed.Reply{To: heed.Subject{Kind: heed.SubjectReply, ID: "held-wrong"}, Handled: heed.HandledKept, Text: "The Prosecutor told us that page 4 has a misprint. The figure stays, and this request beneath it says why. (Invented.)"}),
	)
}

// demoSay has somebody answer what was published, somebody find that right, and
// somebody publish it.
func demoSay(g *globals, h *house, id heed.ID, by, reviewer, publisher heed.Actor, says heed.Reply) error {
	said, err := h.Write(g.ctx, by, app.Change{ID: id, Submit: true, Body: says})
	if err != nil {
		return err
	}
	return errors.Join(
		h.Move(g.ctx, reviewer, app.Move{Subject: said[0].Subject, Base: 1, To: heed.StepReviewed}),
		h.Move(g.ctx, publisher, app.Move{Subject: said[0].Subject, Base: 2, To: heed.StepPublished}),
	)
}
