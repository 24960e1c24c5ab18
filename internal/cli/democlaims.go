// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"context"
	"net/http"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/i18n"
)

// demoArticle is what an invented newspaper writes about the invented State: claims of
// which the invented record says as many different things.
const demoArticle = `This article was invented for Heed's demonstration, like the State that it is about.

Veldania came to the review with a long list of promises. “Veldania is not a signatory to the Convention against Torture”, a lawyer said in the corridor.

The government pointed at what it has done: Veldania ratified the International Convention for the Protection of All Persons from Enforced Disappearance in February 2023. Veldania has ratified the Optional Protocol to the International Covenant on Economic, Social and Cultural Rights, its envoy added.

Veldania joined the International Covenant on Civil and Political Rights in 1990. Whether it means all of that is another matter. Veldania has accepted the inquiry procedure under article 20 of the Convention against Torture, but no inquiry has ever been made.`

// demoSource is the day of the article and its name as a source.
const (
	demoSource    heed.ID   = "courier-2025"
	demoSourceDay heed.Date = "2025-03-11"
)

// demoVerdict is where a person says otherwise than the program.
var demoVerdict = map[string]struct {
	verdict heed.ClaimVerdict
	reason  string
}{
	"ICCPR": {heed.ClaimMisleads, "It signed the Covenant in 1990 and became bound in 1992; “joined” can be read as either."},
}

// claims of a source are found, held against the record and confirmed by one person
// of an institution, reviewed by another, and published.
func (d *demo) claims() {
	d.do("claims", func() error {
		viewer := d.who["ombudsman"].Viewer()
		known, err := d.find.ClaimContext(d.g.ctx, viewer, demoState, demoSourceDay)
		if err != nil {
			return err
		}
		found, _ := find.ClaimsIn(demoArticle, demoState, known)
		on, err := d.find.OnClaims(d.g.ctx, viewer, demoState, found)
		if err != nil {
			return err
		}
		var about []heed.RecID
		for _, hit := range on {
			about = append(about, hit.ID())
		}
		d.publish("colleague", "ombudsman", d.prove("ombudsman", app.Exhibit{Change: app.Change{ID: demoSource, Body: heed.Evidence{
			Title: "Promises before the review", Bearing: heed.EvidenceContext, Recommendations: about, Date: demoSourceDay, Publisher: "The Veldan Courier (invented)", Level: heed.SensitivityOpen,
		}}, Address: "https://courier.example/promises", Pasted: demoArticle}))
		var said []app.Change
		for _, c := range found {
			claim := heed.Claim{Source: demoSource, State: c.State, Subject: c.Subject, Quote: c.Quote, Date: demoSourceDay, Proposed: c.Held, Verdict: c.Verdict}
			if own, ok := demoVerdict[c.Subject]; ok {
				claim.Verdict, claim.Reason = own.verdict, own.reason
			}
			said = append(said, app.Change{Body: claim})
		}
		d.say("ombudsman", "colleague", "ombudsman", said...)
		return d.err
	})
}

// checkClaims looks whether the page of the source shows every verdict in each
// language, and the State's record every claim.
func checkClaims(ctx context.Context, c *checks, address string) error {
	for _, lang := range []string{"en", "ru", "kk"} {
		status, body, err := visit(ctx, address+lang+"/sources/"+string(demoSource))
		if err != nil {
			return err
		}
		c.same("the source in "+lang, status, http.StatusOK)
		for _, v := range heed.ClaimVerdicts {
			c.same("its claim that "+string(v)+" in "+lang, strings.Contains(body, i18n.For(lang).T("claim_verdict."+string(v))), true)
		}
	}
	_, body, err := visit(ctx, address+"en/treaties/XVA")
	c.same("claims beside the record", strings.Count(body, `<article class="claim"`), 5)
	return err
}
