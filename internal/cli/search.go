// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/find/ask"
	"github.com/heed-upr/heed/internal/i18n"
	"github.com/heed-upr/heed/internal/refdata"
)

type searchCommand struct {
	storing
	Query      []string `arg:"" optional:"" help:"What is looked for, as in the portal's search box: words, \"phrases\", begin*, AND, OR, NOT, brackets, and fields such as state:KAZ or year:2015..2020. Everything, if nothing is given."`
	Where      []string `sep:"none" placeholder:"NAME=VALUE" help:"A filter, as the portal's addresses have it: position=noted, not.theme=torture. Can be given several times."`
	Mechanisms bool     `help:"Search what all mechanisms have said, of OHCHR's index and of tables, in place of the recommendations of reviews."`
	Page       string   `default:"1" help:"Which page of the list: a number, or all."`
	Format     string   `enum:"text,json" default:"text" help:"text for people; json for what the portal's .json gives, with the facets."`
}

// Run searches by the portal's own plan, so that list and count are the portal's.
func (c searchCommand) Run(g *globals) error {
	values := url.Values{"page": {c.Page}, "q": {strings.Join(c.Query, " ")}}
	for _, w := range c.Where {
		name, value, ok := strings.Cut(w, "=")
		if !ok || name == "q" || name == "page" {
			return &heed.Error{Code: heed.CodeInvalid, Op: "cli.search", Key: "error.filter", Args: []string{"Name", name, "Value", value}}
		}
		values.Add(name, value)
	}
	if c.Mechanisms {
		return c.passages(g, values)
	}
	return c.recommendations(g, values)
}

// recommendations searches the record.
func (c searchCommand) recommendations(g *globals, values url.Values) error {
	q, err := find.ParseQuery(nil, values)
	if err != nil {
		return err
	}
	return c.existing(g, func(h *house) error {
		answer, err := find.New(h.store).Search(g.ctx, heed.Viewer{}, q) // which needs no folder
		if err != nil {
			return err
		}
		if c.Format == "json" {
			return json.NewEncoder(g.out).Encode(answer)
		}
		g.printf("Recommendations: %d of %d; page %s of %d.\n", answer.Total, answer.OfTotal, c.Page, answer.Pages)
		understood(g, answer.Understood, answer.NoWord)
		for _, r := range answer.Rows {
			g.printf("\n%s  %s  from %s\n    %s\n", r.ID(), r.Position, namesOf(r.RecommendingStates), r.Text)
			for _, o := range r.FoundIn {
				g.printf("    %s: %s\n", o.Language, o.Text)
			}
			for _, t := range r.FoundInTranslations {
				g.printf("    %s, %s by %s: %s\n", t.Language, i18n.For("en").T("translation."+string(t.Kind)), t.By, t.Text)
			}
		}
		return nil
	})
}

// passages searches what stands beside the record, each with whose it is.
func (c searchCommand) passages(g *globals, values url.Values) error {
	q, err := find.ParseAnnotationQuery(values)
	if err != nil {
		return err
	}
	return c.existing(g, func(h *house) error {
		finder, err := h.finder()
		if err != nil {
			return err
		}
		answer, err := finder.Annotations(g.ctx, heed.Viewer{}, q)
		if err != nil {
			return err
		}
		if c.Format == "json" {
			return json.NewEncoder(g.out).Encode(answer)
		}
		g.printf("Passages: %d of %d; page %s of %d.\n", answer.Total, answer.OfTotal, c.Page, answer.Pages)
		understood(g, answer.Understood, answer.NoWord)
		for _, p := range answer.Rows {
			about := strings.Join(append([]string{namesOf(p.States)}, p.Others...), ", ")
			cycle := ""
			if p.Cycle > 0 {
				cycle = ", cycle " + strconv.Itoa(p.Cycle)
			}
			source := p.Source
			if source == "" {
				source = heed.SourceOHCHR
			}
			g.printf("\n%s on %s%s  (source: %s)\n    %s\n", p.Body, about, cycle, source, p.Text)
		}
		return nil
	})
}

// understood says how a query was understood that is not well-formed.
func understood(g *globals, notes []ask.Note, noWord bool) {
	t := i18n.For("en")
	for _, n := range notes {
		args := make([]any, len(n.Args))
		for i, a := range n.Args {
			args[i] = a
		}
		g.printf("%s\n", t.T(n.Key, args...))
	}
	if noWord {
		g.printf("There is no word in it to look for.\n")
	}
}

// namesOf names States in English.
func namesOf(codes []heed.StateCode) string {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = refdata.Name(code, "en", refdata.Short)
	}
	return strings.Join(names, ", ")
}
