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

// demoClaims has an institution take up a source: its claims are found, held against
// the record and confirmed by one person, reviewed by another, and published.
func demoClaims(g *globals, h *house, by heed.Actor) error {
	f := find.New(h.store)
	state := by.State
	known, err := f.ClaimContext(g.ctx, by.Viewer(), state, demoSourceDay)
	if err != nil {
		return err
	}
	found, _ := find.ClaimsIn(demoArticle, state, known)
	on, err := f.OnClaims(g.ctx, by.Viewer(), state, found)
	if err != nil {
		return err
	}
	var about []heed.RecID
	for _, hit := range on {
		about = append(about, hit.ID())
	}
	source, err := h.Prove(g.ctx, by, app.Exhibit{Change: app.Change{ID: demoSource, Submit: true, Body: heed.Evidence{
		Title: "Promises before the review", Bearing: heed.EvidenceContext, Recommendations: about, Date: demoSourceDay, Publisher: "The Veldan Courier (invented)", Level: heed.SensitivityOpen,
	}}, Address: "https://courier.example/promises", Pasted: demoArticle})
	if err != nil {
		return err
	}
	colleague := heed.Actor{Pseudonym: "demo-reviewer", Role: heed.Reviewer, Side: by.Side}
	release := func(v heed.Version) error {
		if err := h.Move(g.ctx, colleague, app.Move{Subject: v.Subject, Base: v.Number, To: heed.StepReviewed}); err != nil {
			return err
		}
		return h.Move(g.ctx, by, app.Move{Subject: v.Subject, Base: v.Number + 1, To: heed.StepPublished})
	}
	if err := release(source); err != nil {
		return err
	}
	for _, c := range found {
		said := heed.Claim{Source: demoSource, State: c.State, Subject: c.Subject, Quote: c.Quote, Date: demoSourceDay, Proposed: c.Held, Verdict: c.Verdict}
		if own, ok := demoVerdict[c.Subject]; ok {
			said.Verdict, said.Reason = own.verdict, own.reason
		}
		written, err := h.Write(g.ctx, by, app.Change{Submit: true, Body: said})
		if err == nil {
			err = release(written[0])
		}
		if err != nil {
			return err
		}
	}
	return nil
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
