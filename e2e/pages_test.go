// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package e2e_test walks through the portal in a real browser, with scripts
// switched off.
package e2e_test

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/read"
	"github.com/heed-upr/heed/internal/testkit/browser"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

func TestMain(m *testing.M) {
	read.ServeIfWorker()
	os.Exit(m.Run())
}

// widths are those of a small telephone and of a desk.
var widths = []int{320, 1280}

// languages are those of the portal; the last is made up, from right to left.
var languages = []string{"en", "ru", "kk", "ar-XB"}

// address is a kind of page, with what it should answer.
type address struct {
	name, path string
	status     int
}

// addresses are all kinds of pages, in all their states.
func addresses(t *testing.T, p *portal.Portal) []address {
	t.Helper()
	home, err := p.Find.Home(t.Context(), heed.Viewer{})
	if err != nil {
		t.Fatal(err)
	}
	unread := home.Unread[0]
	review, err := p.Find.Symbol(t.Context(), heed.Viewer{}, home.Reviews[0].Symbol)
	if err != nil {
		t.Fatal(err)
	}
	id := home.Reviews[0].ReviewID
	whole := "/" + id.String()
	answer, err := p.Find.Document(t.Context(), heed.Viewer{}, review.Digest, 1)
	if err != nil {
		t.Fatal(err)
	}
	ref := firstRef(t, p, id)
	all, err := p.Find.Search(t.Context(), heed.Viewer{}, find.Query{Page: 1})
	if err != nil {
		t.Fatal(err)
	}
	asks := string(all.States()[0].Value) // who recommends most
	said, err := p.Find.Annotations(t.Context(), heed.Viewer{}, find.Query{Page: 1})
	if err != nil {
		t.Fatal(err)
	}
	return []address{
		{"home", "/", http.StatusOK},
		{"review", whole, http.StatusOK},
		{"review-filtered", whole + "?position=noted", http.StatusOK},
		{"findings", "/findings" + whole, http.StatusOK},
		{"clusters", "/clusters" + whole, http.StatusOK},
		{"review-nothing", whole + "?position=noted&qualifier=already_implemented", http.StatusOK},
		{"recommendation", whole + "/" + ref, http.StatusOK},
		{"document-cover", "/documents/" + string(review.Digest), http.StatusOK},
		{"document", fmt.Sprintf("/documents/%s?page=%d&mark=%s", review.Digest, answer.First, ref), http.StatusOK},
		{"document-unread", "/documents/" + string(unread.Digest), http.StatusOK},
		{"unread", "/KAZ/4", http.StatusOK},
		{"state", "/XVA", http.StatusOK},
		{"state-real", "/KAZ", http.StatusOK},
		{"state-plan-nothing", "/plan/KAZ", http.StatusOK},
		{"treaties", "/treaties/XVA", http.StatusOK},
		{"treaties-real", "/treaties/KAZ", http.StatusOK},
		{"recommends", "/recommends/" + asks, http.StatusOK},
		{"recommends-nothing", "/recommends/XVA", http.StatusOK},
		{"states", "/states", http.StatusOK},
		{"compare", "/compare?a=XVA/2&b=XVA/3", http.StatusOK},
		{"compare-form", "/compare", http.StatusOK},
		{"compare-unread", "/compare?a=KAZ/3&b=XVA", http.StatusOK},
		{"calendar", "/calendar", http.StatusOK},
		{"calendar-of-a-year", "/calendar?year=2027&page=2", http.StatusOK},
		{"calendar-nothing", "/calendar?year=2099", http.StatusOK},
		{"calendar-of-a-state", "/calendar/XVA", http.StatusOK},
		{"calendar-of-none", "/calendar/VAT", http.StatusOK},
		{"themes", "/themes", http.StatusOK},
		{"theme", "/themes/torture", http.StatusOK},
		{"theme-nothing", "/issues/elections", http.StatusOK},
		{"about", "/about", http.StatusOK},
		{"search", "/search?q=" + url.QueryEscape("rights -police"), http.StatusOK},
		{"mechanisms", "/mechanisms?q=" + url.QueryEscape("committee -police"), http.StatusOK},
		{"mechanisms-page", "/mechanisms?body=UPR&page=2", http.StatusOK},
		{"mechanisms-nothing", "/mechanisms?q=qwertyuiop", http.StatusOK},
		{"mechanisms-table", "/mechanisms?source=" + url.QueryEscape(ministry), http.StatusOK},
		{"mechanisms-source", "/mechanisms/source", http.StatusOK},
		{"mechanisms-passage", "/mechanisms?id=" + url.QueryEscape(said.Rows[0].ID), http.StatusOK},
		{"mechanisms-no-passage", "/mechanisms?id=nothing", http.StatusNotFound},
		{"search-without", "/search?theme=torture&not.position=noted&year=2014..", http.StatusOK},
		{"search-nothing", "/search?q=qwertyuiop&act=5", http.StatusOK},
		{"method", "/method", http.StatusOK},
		{"no-recommendation", whole + "/999.999", http.StatusNotFound},
		{"no-page", "/nothing/is/here", http.StatusNotFound},
		{"bad-filter", whole + "?position=perhaps", http.StatusBadRequest},
	}
}

// ministry is the source of an invented table.
const ministry = "The harbour ministry of Veldania, its unit for reporting and follow-up"

// firstRef is a recommendation that has been corrected, and that a table has, so
// that its page shows all it can show.
func firstRef(t *testing.T, p *portal.Portal, id heed.ReviewID) string {
	t.Helper()
	all, err := p.Find.Search(t.Context(), heed.Viewer{}, find.Query{Scope: find.In(id)})
	if err != nil {
		t.Fatal(err)
	}
	rec := all.Rows[0]
	_, err = p.App.Correct(t.Context(), portal.Operator, heed.Correction{
		Review: id, Ref: rec.Ref, Field: heed.FieldText, Should: rec.Text + " (corrected)", Reason: "A test of the page.",
	})
	if err != nil {
		t.Fatal(err)
	}
	p.ImportTable(t, ministry, "our list.csv", fmt.Appendf(nil, `State;Cycle;No;Recommendation;Position;Themes;Who acts, and with whom
%s;%d;%s;%q;Noted;Harbours;The harbour master
`, id.State, id.Cycle, rec.Ref, rec.Text), "Who acts, and with whom")
	return rec.Ref
}

// TestPages_InEveryLanguageAndWidth: every kind of page answers as it should,
// fits its width, asks nothing of other hosts, runs no script, and axe-core
// finds nothing in it.
func TestPages_InEveryLanguageAndWidth(t *testing.T) {
	b := browser.Open(t)
	p := portal.Start(t)
	var pages []deskPage
	for _, a := range addresses(t, p) {
		pages = append(pages, deskPage{address: a})
	}
	walk(t, b, p, pages)
}

func check(t *testing.T, page *browser.Page, p *portal.Portal, a address) {
	t.Helper()
	if page.Status() != a.status {
		t.Errorf("status %d, want %d", page.Status(), a.status)
	}
	if wide := page.Wide(); wide != "" {
		t.Errorf("wider than the window: %s", wide)
	}
	for _, host := range page.Hosts() {
		if host != strings.TrimPrefix(p.URL, "http://") {
			t.Errorf("it asks for something of %s", host)
		}
	}
	for _, c := range page.Complaints() {
		t.Errorf("the browser complains: %s", c)
	}
	if n := page.Number(`document.querySelectorAll("script, [style], iframe, object").length`); n != 0 {
		t.Errorf("%v scripts or styles in the page", n)
	}
	if n := page.Number(`document.querySelectorAll("h1").length`); n != 1 {
		t.Errorf("%v headings of the first level", n)
	}
	for _, v := range page.Axe() {
		t.Errorf("axe: %s", v)
	}
}
