// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
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
	{"ombudsman", heed.VoiceNHRI, heed.Institution{Kind: heed.InstitutionNHRI, Names: map[string]string{"en": "Ombudsman of Veldania", "ru": "Омбудсмен Велдании", "kk": "Велдания омбудсмені"}, GANHRI: []heed.Accreditation{{Status: "B", Since: "2018-05-14", Source: "invented"}}}},
	{"river", heed.VoiceCivilSociety, heed.Institution{Kind: heed.InstitutionCSO, Names: map[string]string{"en": "River Communities Network", "ru": "Сеть речных общин", "kk": "Өзен бойы қауымдары желісі"}, Vouched: "invented"}},
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
	if err := demoMeasure(g, h, lead, clerk, rec("51.6")); err != nil {
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
	for i, to := range []heed.Step{heed.StepReviewed, heed.StepPublished} {
		if err := h.Move(g.ctx, lead, app.Move{Subject: written[0].Subject, Base: 1 + i, To: to}); err != nil {
			return err
		}
	}
	return nil
}
