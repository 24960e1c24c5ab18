// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/testkit/specimen"
)

// checkDemo compares what was read with what is known of the specimen, fetches
// the portal's pages as a reader would, and verifies the store.
func checkDemo(g *globals, h *house, address string) error {
	var c checks
	for _, known := range specimen.Known() {
		if err := checkReview(g.ctx, &c, h, known); err != nil {
			return err
		}
		if err := checkPages(g.ctx, &c, address, known); err != nil {
			return err
		}
	}
	if err := checkIndex(g.ctx, &c, address); err != nil {
		return err
	}
	if err := errors.Join(checkDossier(g.ctx, &c, address), checkClaims(g.ctx, &c, address)); err != nil {
		return err
	}
	if err := errors.Join(checkFeed(g.ctx, &c, h), checkPlan(g, &c, h), checkVoices(g.ctx, &c, address)); err != nil {
		return err
	}
	report, err := h.Verify(g.ctx, operator)
	if err != nil {
		return err
	}
	if len(report.Problems) > 0 {
		return printProblems(g, report.Problems, "")
	}
	for _, d := range c.differ {
		g.printf("DIFFERS: %s\n", d)
	}
	g.printf("%d comparisons, %d differ; log of %d entries, root %s\n", c.done, len(c.differ), report.Log.Size, report.Log.Root)
	if len(c.differ) > 0 {
		return errors.New("the demo is not what it should be")
	}
	return nil
}

// checkFeed looks whether what the invented feed has is proposed, and to nobody
// else.
func checkFeed(ctx context.Context, c *checks, h *house) error {
	finder, err := h.finder()
	if err != nil {
		return err
	}
	member := heed.Viewer{Pseudonym: "demo-river", Role: heed.FocalPoint, Side: heed.Side{Voice: heed.VoiceCivilSociety, State: "XVA", Institution: "river"}}
	for viewer, want := range map[*heed.Viewer]int{&member: 2, {}: 0} {
		w, err := finder.Watching(ctx, *viewer)
		if err != nil {
			return err
		}
		c.same("finds in the feed", len(w.Finds), want)
	}
	return nil
}

// checkReview compares a record with what is known.
func checkReview(ctx context.Context, c *checks, h *house, known specimen.Review) error {
	id := heed.ReviewID{State: heed.StateCode(known.State), Cycle: known.Cycle}
	var record heed.Record
	err := h.store.View(ctx, func(s find.Source) error {
		var err error
		record, err = s.Record(ctx, id)
		return err
	})
	if err != nil {
		return err
	}
	name := id.String() + " "
	r := record.Review
	c.same(name+"session", r.Session, known.Session)
	c.same(name+"symbol", r.Symbol, known.Symbol)
	c.same(name+"date", r.Date, known.ReviewDate)
	c.same(name+"meeting", r.Meeting, known.Meeting)
	c.same(name+"adopted", r.Adopted, known.Adopted)
	c.same(name+"troika", r.Troika, known.Troika)
	c.same(name+"head of delegation", r.HeadOfDelegation, known.HeadOfDelegation)
	c.same(name+"delegations", r.Delegations, known.Delegations)
	corrected := 0 // what OHCHR's list puts right without a word is a finding each
	for _, k := range known.Recommendations {
		if k.ListText != "" {
			corrected++
		}
	}
	c.same(name+"findings", len(record.Findings), corrected)
	c.same(name+"recommendations", len(record.Recommendations), len(known.Recommendations))
	for i, k := range known.Recommendations {
		if i < len(record.Recommendations) {
			checkRecommendation(c, name, record.Recommendations[i], k)
		}
	}
	return nil
}

func checkRecommendation(c *checks, name string, r heed.Recommendation, known specimen.Recommendation) {
	name += known.Ref + " "
	c.same(name+"number", r.Ref, known.Ref)
	c.same(name+"text", flat(r.Text), flat(known.Text))
	c.same(name+"States", r.RecommendingStates, known.States)
	c.same(name+"position", r.Position, known.Final)
	c.same(name+"clauses", len(r.Clauses), len(known.Clauses))
	position, qualifier, final, page := "", "", "", 0
	if n := len(r.Positions); n > 0 {
		position, qualifier, final = string(r.Positions[0].Value), string(r.Positions[0].Qualifier), string(r.Positions[n-1].Qualifier)
	}
	if len(r.Places) > 0 {
		page = r.Places[0].Page
	}
	c.same(name+"position in the report", position, known.Position)
	c.same(name+"qualifier in the report", qualifier, known.Qualifier)
	c.same(name+"qualifier", final, known.FinalQualifier)
	c.same(name+"page", page, known.Page)
}

// flat makes texts comparable across what typography alone changes.
func flat(s string) string { return strings.NewReplacer("’", "'", "‘", "'").Replace(s) }

// checkPages fetches pages and their twins.
func checkPages(ctx context.Context, c *checks, address string, known specimen.Review) error {
	review := fmt.Sprintf("%s/%d", known.State, known.Cycle)
	first := review + "/" + known.Recommendations[0].Ref
	for _, lang := range []string{"en", "ru", "kk"} {
		for _, path := range []string{"", review, first} {
			status, body, err := visit(ctx, address+lang+"/"+path)
			if err != nil {
				return err
			}
			c.same("page "+lang+"/"+path, status, http.StatusOK)
			c.same("language of "+lang+"/"+path, strings.Contains(body, `lang="`+lang+`"`), true)
		}
	}
	status, body, err := visit(ctx, address+first+".json")
	if err != nil {
		return err
	}
	c.same("twin "+first, status, http.StatusOK)
	c.same("twin "+first+" is JSON", json.Valid([]byte(body)), true)
	status, _, err = visit(ctx, address+review+"/999.999")
	c.same("a recommendation that is none", status, http.StatusNotFound)
	return err
}

// checkIndex compares how many passages each body has in the index with what is
// known.
func checkIndex(ctx context.Context, c *checks, address string) error {
	_, known := specimen.Index()
	total := 0
	for body, n := range known {
		total += n
		_, twin, err := visit(ctx, address+"mechanisms.json?page=1&body="+url.QueryEscape(body))
		if err != nil {
			return err
		}
		var answer find.AnnotationAnswer
		if err := json.Unmarshal([]byte(twin), &answer); err != nil {
			return err
		}
		c.same("passages of "+body, answer.Total, n)
	}
	status, body, err := visit(ctx, address+"mechanisms.csv")
	c.same("the table of the index", status, http.StatusOK)
	c.same("lines of the table of the index", strings.Count(body, "\n"), total+1)
	return err
}

// checkDossier looks whether the dossier speaks each language, and whether each of
// its figures is in its table.
func checkDossier(ctx context.Context, c *checks, address string) error {
	event := demoEvent()
	for lang, title := range event.Title {
		status, body, err := visit(ctx, address+lang+"/dossier/harbour-2024")
		if err != nil {
			return err
		}
		c.same("the dossier in "+lang, status, http.StatusOK)
		c.same("its title in "+lang, strings.Contains(body, title), true)
		for _, answer := range []string{"to-the-list", "held-wrong", "held-kept"} {
			c.same("its answer "+answer+" in "+lang, strings.Contains(body, `id="r-`+answer+`"`), true)
		}
	}
	status, body, err := visit(ctx, address+"dossier/harbour-2024.csv")
	c.same("the table of the dossier", status, http.StatusOK)
	c.same("lines of the table of the dossier", strings.Count(body, "\n"), len(demoFigures())+1)
	return err
}

func visit(ctx context.Context, url string) (int, string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, "", err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, "", err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	return response.StatusCode, string(body), err
}
