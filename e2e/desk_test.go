// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/go-rod/rod/lib/proto"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/testkit/browser"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// deskPage is a page of the desk, or one after a form of it was sent with some
// fields filled in.
type deskPage struct {
	address
	// fill are the fields that are filled in, by identifier; nil where no form is
	// sent.
	fill map[string]string
	send bool
	// tick selects boxes that are ticked before.
	tick string
	// button is what sends it; the first one of the page if empty.
	button string
}

// TestDesk_InEveryLanguageAndWidth: what holds for public pages holds for those
// of the desk and for their errors.
func TestDesk_InEveryLanguageAndWidth(t *testing.T) {
	b := browser.Open(t)
	p := portal.Empty(t)
	p.Institution(t, "justice", heed.InstitutionMinistry, heed.VoiceState, "XVA")
	in := b.Alone(t)
	join(t, in, p, p.Invite(t, "aida", heed.FocalPoint, "justice"))
	invitation := p.Invite(t, "berik", heed.Contributor, "justice")
	strangers := []deskPage{
		{address: address{"sign-in", "/desk/sign-in", http.StatusOK}},
		{address: address{"sign-in-nothing", "/desk/sign-in", http.StatusUnprocessableEntity}, send: true},
		{address: address{"invitation", invitation, http.StatusOK}},
		{address: address{"invitation-weak", invitation, http.StatusUnprocessableEntity}, send: true, fill: map[string]string{"f-join-password": "password"}},
		{address: address{"invitation-gone", "/desk/invitation/none", http.StatusNotFound}},
	}
	admin := b.Alone(t)
	join(t, admin, p, p.Invite(t, "admin", heed.Administrator, ""))
	p.Institution(t, "ombud", heed.InstitutionNHRI, heed.VoiceNHRI, "XVA")
	clerk, _ := p.Member(t, "clerk", heed.Contributor, "justice")
	administrators := []deskPage{
		{address: address{"members", "/desk/members", http.StatusOK}},
		{address: address{"members-nothing", "/desk/members", http.StatusUnprocessableEntity}, send: true, button: `section[aria-labelledby="invite"] button`},
		{address: address{"member", "/desk/members/" + string(clerk.ID), http.StatusOK}},
		{address: address{"member-unsure", "/desk/members/" + string(clerk.ID), http.StatusUnprocessableEntity}, send: true, button: `section[aria-labelledby="forget"] button`},
		{address: address{"institutions", "/desk/institutions", http.StatusOK}},
		{address: address{"institution-new", "/desk/institutions/new", http.StatusOK}},
		{address: address{"institution-nothing", "/desk/institutions/new", http.StatusUnprocessableEntity}, send: true},
		{address: address{"institution", "/desk/institutions/ombud", http.StatusOK}},
	}
	members := []deskPage{
		{address: address{"settings", "/desk/settings", http.StatusOK}},
		{address: address{"settings-nothing", "/desk/settings", http.StatusUnprocessableEntity}, send: true, button: `section[aria-labelledby="password"] button`},
		{address: address{"may", "/desk/may", http.StatusOK}},
		{address: address{"authenticator", "/desk/settings/authenticator", http.StatusOK}},
		{address: address{"forbidden", "/desk/institutions/new", http.StatusForbidden}},
		{address: address{"work", "/desk", http.StatusOK}},
		{address: address{"no-desk-page", "/desk/nothing", http.StatusNotFound}},
	}
	auditor := b.Alone(t)
	join(t, auditor, p, p.Invite(t, "auditor", heed.Auditor, "justice"))
	auditors := []deskPage{
		{address: address{"log", "/desk/log", http.StatusOK}},
		{address: address{"log-none", "/desk/log?before=0", http.StatusOK}},
		{address: address{"log-nonsense", "/desk/log?before=x", http.StatusBadRequest}},
	}
	members = append(members,
		deskPage{address: address{"translations", "/desk/translations", http.StatusOK}},
		deskPage{address: address{"translations-nothing", "/desk/translations", http.StatusUnprocessableEntity}, send: true})
	stranger := b.Alone(t)
	for _, set := range []struct {
		b     *browser.Browser
		pages []deskPage
	}{{stranger, strangers}, {in, members}, {auditor, auditors}, {admin, administrators}} {
		walk(t, set.b, p, set.pages)
	}
}

// walk looks at pages in every language and width, and at each in the dark once. As
// many are open at a time as the machine has cores: a page waits for its server, and
// the server for the next page.
func walk(t *testing.T, b *browser.Browser, p *portal.Portal, pages []deskPage) {
	t.Helper()
	t.Run("pages", func(t *testing.T) {
		for i, a := range pages {
			for _, language := range languages {
				at := widthsOf(i, language)
				if len(at) == 0 {
					continue
				}
				t.Run(a.name+"/"+language, func(t *testing.T) {
					t.Parallel()
					look(t, b, p, a, language, at)
				})
			}
		}
	})
}

// look looks at one page at each of some widths.
func look(t *testing.T, b *browser.Browser, p *portal.Portal, a deskPage, language string, at []int) {
	t.Helper()
	page := b.Open(t, p.URL+"/"+language+a.path, at[0])
	if a.send {
		page.MustEval(`() => document.querySelectorAll("main details").forEach(d => { d.open = true })`)
		fill(t, page, a.fill)
		if a.tick != "" {
			page.MustEval(`of => document.querySelectorAll(of).forEach(box => box.click())`, a.tick)
		}
		follow(t, page, cmp.Or(a.button, "main .do button"))
	}
	name := a.name + "-" + language
	if strings.HasPrefix(a.path, "/desk") {
		name = "desk-" + name
	}
	for _, width := range at {
		page.Resize(width)
		check(t, page, p, a.address)
		page.Keep(fmt.Sprintf("%s-%d", name, width))
	}
	if language != languages[0] {
		return
	}
	page.Dark()
	for _, v := range page.Contrast() {
		t.Errorf("in the dark: %s", v)
	}
	page.Keep(fmt.Sprintf("%s-%d-dark", name, at[len(at)-1]))
}

// widthsOf are the widths at which the page of a number is looked at: both in
// English; from right to left and in the other languages by turns, because pages
// are made of the same parts, and words only ever run out of room on the narrow
// width.
func widthsOf(page int, language string) []int {
	switch i := slices.Index(languages, language); {
	case i == 0:
		return widths
	case i == len(languages)-1:
		return widths[page%2 : page%2+1]
	case i%2 == page%2:
		return widths[:1]
	}
	return nil
}

// fill types into fields, by identifier.
func fill(t *testing.T, page *browser.Page, fields map[string]string) {
	t.Helper()
	for id, value := range fields {
		field, err := page.Element("#" + id)
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		if err := (proto.DOMFocus{ObjectID: field.Object.ObjectID}).Call(page); err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		if err := (proto.InputInsertText{Text: value}).Call(page); err != nil {
			t.Fatalf("%s: %v", id, err)
		}
	}
}

// join takes an invitation up in a browser.
func join(t *testing.T, b *browser.Browser, p *portal.Portal, path string) *browser.Page {
	t.Helper()
	page := b.Open(t, p.URL+"/en"+path, 1280)
	fill(t, page, map[string]string{"f-join-password": portal.Password})
	follow(t, page, "main .form button")
	if got := text(t, page, `location.pathname`); got != "/en/desk" {
		t.Fatalf("joining leads to %q", got)
	}
	return page
}
