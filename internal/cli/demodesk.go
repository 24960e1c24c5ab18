// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"fmt"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
)

// demoState is the invented State of which everything in the demo is.
const demoState heed.StateCode = "XVA"

// demoRec names a recommendation of its newest review.
func demoRec(ref string) heed.RecID {
	return heed.RecID{Review: heed.ReviewID{State: demoState, Cycle: 3}, Ref: ref}
}

// inThree makes a text in the three languages of the demo.
func inThree(en, ru, kk string) heed.Texts { return heed.Texts{"en": en, "ru": ru, "kk": kk} }

// demoInstitutions are those of the invented State, the coordinating one first.
var demoInstitutions = []struct {
	id          heed.ID
	voice       heed.Voice
	institution heed.Institution
}{
	{"commission", heed.VoiceState, heed.Institution{Short: "ICHR", Kind: heed.InstitutionCoordinating, Names: inThree("Interministerial Commission on Human Rights", "Межведомственная комиссия по правам человека", "Адам құқықтары жөніндегі ведомствоаралық комиссия")}},
	{"justice", heed.VoiceState, heed.Institution{Kind: heed.InstitutionMinistry, Names: inThree("Ministry of Justice", "Министерство юстиции", "Әділет министрлігі")}},
	{"interior", heed.VoiceState, heed.Institution{Kind: heed.InstitutionMinistry, Names: inThree("Ministry of the Interior", "Министерство внутренних дел", "Ішкі істер министрлігі")}},
	{"labour", heed.VoiceState, heed.Institution{Kind: heed.InstitutionMinistry, Names: inThree("Ministry of Labour and Social Affairs", "Министерство труда и социальной политики", "Еңбек және әлеуметтік саясат министрлігі")}},
	{"environment", heed.VoiceState, heed.Institution{Kind: heed.InstitutionMinistry, Names: inThree("Ministry of the Environment", "Министерство окружающей среды", "Қоршаған орта министрлігі")}},
	{"ombudsman", heed.VoiceNHRI, heed.Institution{Kind: heed.InstitutionNHRI, Names: inThree("Ombudsman of Veldania", "Омбудсмен Вельдании", "Вельдания омбудсмені"), GANHRI: []heed.Accreditation{{Status: "B", Since: "2018-05-14", Source: "invented"}}}},
	{"river", heed.VoiceCivilSociety, heed.Institution{Kind: heed.InstitutionCSO, Names: inThree("River Communities Network", "Сеть речных общин", "Өзен бойы қауымдары желісі"), Vouched: "Register of associations of Veldania, No. 214 (invented)", VouchedShown: true}},
	{"team", heed.VoiceUN, heed.Institution{Kind: heed.InstitutionUN, Names: inThree("Invented UN office in Veldania", "Вымышленное отделение ООН в Вельдании", "БҰҰ-ның Вельданиядағы ойдан шығарылған кеңсесі")}},
}

// demoPeople are those who work at the desk. Who is called something is invited to
// the demo by that; of the others, and of those who have written, the account is
// there already.
var demoPeople = []struct {
	id          string
	role        heed.Role
	institution heed.ID
	name        string
	language    string // in which they read and are written to
	called      string
	writes      bool
}{
	{"coordinator", heed.Coordinator, "commission", "Tilde Marovin", "en", "coordinator", true},
	{"lawyer", heed.LegalReviewer, "commission", "Isra Delmond", "ru", "legal reviewer", true},
	{"justice", heed.FocalPoint, "justice", "Ruta Almsted", "ru", "focal point of a ministry", true},
	{"interior", heed.FocalPoint, "interior", "Senna Borelik", "kk", "", true},
	{"guard", heed.Contributor, "interior", "Anton Bersk", "kk", "contributor in a ministry", true},
	{"labour", heed.FocalPoint, "labour", "Jovanka Ostrim", "kk", "", true},
	{"environment", heed.FocalPoint, "environment", "Nela Corvand", "en", "", true},
	{"translator", heed.Translator, "justice", "Klara Hovend", "kk", "translator", true},
	{"auditor", heed.Auditor, "commission", "Oren Tavik", "en", "auditor, who only reads", false},
	{"ombudsman", heed.FocalPoint, "ombudsman", "Ilda Maresk", "kk", "NHRI", true},
	{"colleague", heed.Reviewer, "ombudsman", "Emil Karsadi", "kk", "", true},
	{"river", heed.FocalPoint, "river", "Dario Velmond", "ru", "NGO", true},
	{"team", heed.FocalPoint, "team", "Pavo Linderan", "en", "UN body", true},
	{"administrator", heed.Administrator, "", "Teodan Brisk", "en", "administrator", false},
}

// demoInvitation is a way to the desk.
type demoInvitation struct{ called, path string }

// demo fills the desk of the invented State through the doors that people use.
// After its first error it does nothing more.
type demo struct {
	g           *globals
	h           *house
	find        *find.Finder
	who         map[string]heed.Actor // by the IDs of demoPeople
	invitations []demoInvitation
	err         error
}

// demoDesk lets institutions of the invented State work for some years, each in a
// language of its own, and gives an invitation for every kind of user.
func demoDesk(g *globals, h *house) ([]demoInvitation, error) {
	f, err := h.finder()
	if err != nil {
		return nil, err
	}
	d := &demo{g: g, h: h, find: f, who: map[string]heed.Actor{}}
	for _, i := range demoInstitutions {
		d.do("institution "+string(i.id), func() error {
			_, err := h.Write(g.ctx, operator, app.Change{ID: i.id, Side: heed.Side{Voice: i.voice, State: demoState}, Body: i.institution})
			return err
		})
	}
	d.people()
	for _, part := range []func(){d.positions, d.plan, d.clusters, d.voices, d.claims, d.dossier, d.feed, d.replies, d.waiting, d.bundle} {
		part()
	}
	return d.invitations, d.err
}

// do does something unless there was an error before.
func (d *demo) do(what string, f func() error) {
	if d.err != nil {
		return
	}
	if err := f(); err != nil {
		d.err = fmt.Errorf("demo: %s: %w", what, err)
	}
}

// people have accounts where they write, so that what they have written is theirs
// when they sign in.
func (d *demo) people() {
	for _, p := range demoPeople {
		d.do("account of "+p.id, func() error {
			token, err := d.h.Invite(d.g.ctx, operator, app.Newcomer{Name: p.name, Email: p.id + "@veldania.example", Role: p.role, Institution: p.institution, Language: p.language})
			if err == nil && p.writes {
				var account heed.Account
				if account, err = d.h.Accept(d.g.ctx, token); err != nil {
					return err
				}
				d.who[p.id] = account.Actor()
				if p.called != "" {
					token, err = d.h.Renew(d.g.ctx, operator, account.ID)
				}
			}
			if err == nil && p.called != "" {
				d.invitations = append(d.invitations, demoInvitation{p.called, p.language + "/desk/invitation/" + token})
			}
			return err
		})
	}
}

// write has somebody write some things, and gives them as they then are.
func (d *demo) write(by string, changes ...app.Change) []heed.Version {
	out := make([]heed.Version, len(changes))
	d.do("writing of "+by, func() error {
		var err error
		out, err = d.h.Write(d.g.ctx, d.who[by], changes...)
		return err
	})
	return out
}

// move has somebody bring some things to another step, and gives them as they then
// are.
func (d *demo) move(by string, to heed.Step, note string, all ...heed.Version) []heed.Version {
	var moves []app.Move
	var out []heed.Version
	for _, v := range all {
		moves = append(moves, app.Move{Subject: v.Subject, Base: v.Number, To: to, Note: note})
		v.Number++
		out = append(out, v)
	}
	d.do(string(to)+" by "+by, func() error { return d.h.Move(d.g.ctx, d.who[by], moves...) })
	return out
}

// publish brings to the public what was handed over: somebody finds it right, and
// somebody publishes it.
func (d *demo) publish(reviewer, publisher string, all ...heed.Version) {
	d.move(publisher, heed.StepPublished, "", d.move(reviewer, heed.StepReviewed, "", all...)...)
}

// say has somebody write things and hand them over, and others publish them.
func (d *demo) say(by, reviewer, publisher string, changes ...app.Change) {
	for i := range changes {
		changes[i].Submit = true
	}
	d.publish(reviewer, publisher, d.write(by, changes...)...)
}

// prove has somebody hand over evidence.
func (d *demo) prove(by string, e app.Exhibit) heed.Version {
	var out heed.Version
	e.Submit = true
	d.do("evidence of "+by, func() error {
		var err error
		out, err = d.h.Prove(d.g.ctx, d.who[by], e)
		return err
	})
	return out
}
