// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"bytes"
	"encoding/xml"
	"net/http"

	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/web/page"
	"github.com/heed-upr/heed/internal/web/public/dossiers"
	"github.com/heed-upr/heed/internal/web/public/stateplan"
)

// address is one page in a site map.
type address struct {
	Location string `xml:"loc"`
}

// addresses is a site map as sitemaps.org describes it: at most 50,000 pages, which
// all reviews of many decades do not reach.
type addresses struct {
	XMLName xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	All     []address `xml:"url"`
}

// sitemap names the pages that lead to all others, for machines: those that stand
// for themselves, every dossier, theme and
// issue, every State with its published plan and every review that is read.
func (s *server) sitemap(w http.ResponseWriter, in *page.Request) error {
	grid, err := s.Find.States(in.Context(), in.Viewer)
	if err != nil {
		return err
	}
	follow, err := s.Find.Follow(in.Context(), in.Viewer)
	if err != nil {
		return err
	}
	base := in.Base("")
	var out addresses
	add := func(path string) { out.All = append(out.All, address{base.Absolute(path)}) }
	for _, path := range []string{"/", "/states", "/themes", "/compare", "/dossiers", "/calendar", "/search", "/mechanisms", "/method", "/about"} {
		add(path)
	}
	for _, d := range follow.Dossiers() {
		add(dossiers.At(d))
	}
	for _, t := range label.AllThemes() {
		add(page.ThemePath(find.ByTheme, string(t)))
	}
	for _, i := range label.Issues() {
		add(page.ThemePath(find.ByIssue, i))
	}
	for _, g := range grid.Groups {
		for _, state := range g.States {
			add("/" + string(state.State))
			add("/calendar/" + string(state.State))
			if follow.HasPlan(state.State) {
				add(stateplan.At(state.State))
			}
			for _, r := range state.Reviews {
				if r.Reach == find.ReachRead || r.Reach == find.ReachDraft {
					add("/" + find.Side{State: state.State, Cycle: r.Cycle}.String())
				}
			}
		}
	}
	body, err := xml.Marshal(out)
	if err != nil {
		return err
	}
	a := newAnswer("application/xml; charset=utf-8", append([]byte(xml.Header), body...))
	a.give(w, in.Request)
	return nil
}

// robots asks machines that follow every link to leave filtered lists and files
// for spreadsheets alone: there are endlessly many, and each says what other
// pages say. The desk is nothing for them. The pages themselves are open to all.
func (s *server) robots(w http.ResponseWriter, _ *http.Request) {
	var body bytes.Buffer
	body.WriteString("User-agent: *\nDisallow: /*?\nDisallow: /*.csv$\nDisallow: /*.xlsx$\nDisallow: /desk\nDisallow: /*/desk\n")
	if s.site.BaseURL != "" {
		body.WriteString("Sitemap: " + s.site.BaseURL + "/sitemap.xml\n")
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "max-age=86400")
	_, _ = body.WriteTo(w) // a reader who is gone needs no answer
}
