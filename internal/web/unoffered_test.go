// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// fileDoors are the doors of the desk behind which there are files, and no forms.
var fileDoors = []string{
	"/desk/plan/workbook/{institution}", "/desk/positions/{cycle}/workbook/{institution}", "/desk/positions/{cycle}/addendum", "/desk/evidence/{id}/copy",
}

// TestUnoffered_OnEveryPage: a form that a page does not offer is refused aloud on
// every page of the desk, with what was typed, and never as if it had been done.
func TestUnoffered_OnEveryPage(t *testing.T) {
	g, all := newGarden(t)
	_, administrator := g.Member(t, "keeper", heed.Administrator, "")
	const typed = "words that took an hour"
	said := 0
	for _, door := range doors(t) {
		if !strings.HasPrefix(door, "/desk") || slices.Contains(fileDoors, door) {
			continue
		}
		path, who := g.opened(all, administrator, door)
		if who == nil {
			continue
		}
		a := who.Send(path, url.Values{"form": {"gone"}, "version": {"1"}, "description": {typed}, "password": {"unspoken-9"}})
		switch {
		case a.Status != http.StatusConflict:
			t.Errorf("%s: %d, want %d", path, a.Status, http.StatusConflict)
		case !strings.Contains(a.Body, "This was not done") || !strings.Contains(a.Body, "nothing was saved"):
			t.Errorf("%s does not say that nothing was saved", path)
		case !strings.Contains(a.Body, typed) || strings.Contains(a.Body, "unspoken-9"):
			t.Errorf("%s does not give back what was typed, or more", path)
		}
		said++
	}
	if said < 45 {
		t.Errorf("only %d pages of the desk were looked at", said)
	}
	t.Logf("%d pages of the desk", said)
}

// opened finds somebody for whom a door opens, and the address at which it does.
func (g *garden) opened(all []viewer, administrator *portal.Visitor, door string) (string, *portal.Visitor) {
	for _, p := range g.all {
		path := address(door, p.Version)
		if path == "" {
			return "", nil
		}
		for _, who := range []*portal.Visitor{opens(all, p).Visitor, administrator} {
			if who.Get(path).Status == http.StatusOK {
				return path, who
			}
		}
		if !strings.Contains(door, "{") {
			break
		}
	}
	return "", nil
}

// TestUnoffered_WhatSomebodyElseMoved: who sends a step that somebody has taken
// meanwhile is told how the thing stands now, and keeps their words.
func TestUnoffered_WhatSomebodyElseMoved(t *testing.T) {
	p := portal.Empty(t)
	coordinator, ministries := seated(t, p)
	_, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	at := good(t, ministry.Send("/en/desk/plan/new", url.Values{"form": {"edit"}, "version": {"0"}, "title": {"A law"}, "kind": {"law"}, "lead": {string(ministries[0])}, "visibility": {"coordination"}}), http.StatusSeeOther).Header.Get("Location")
	takeStep(t, ministry, at, "submitted", "1")
	takeStep(t, coordinator, at, "returned", "2")
	a := good(t, coordinator.Send(at, url.Values{"form": {"move-returned"}, "version": {"2"}, "note": {"Another reason for it"}}), http.StatusConflict)
	tells(t, "the page", a.Body, "This was not done", "You saw version 2.", "It is version 3", "Another reason for it")
}

// TestUnoffered_AnotherVoice: who sends anything to the history of what another voice
// has published learns how it stands, and not in which role somebody has moved it.
func TestUnoffered_AnotherVoice(t *testing.T) {
	g, all := newGarden(t)
	looked := 0
	for _, planted := range g.all {
		of := g.newest(t, planted.Subject)
		if of.Visibility != heed.VisiblePublic || !of.Role.WithinVoice() || looked > 20 {
			continue
		}
		for _, v := range all {
			if v.Role != heed.Auditor {
				continue
			}
			a := v.Send("/en/desk/history/"+string(of.Kind)+"/"+string(of.ID), url.Values{"form": {"gone"}, "version": {"1"}})
			if a.Status == http.StatusNotFound {
				continue
			}
			looked++
			_, now, _ := strings.Cut(a.Body, "It is version ")
			now, _, _ = strings.Cut(now, "</p>")
			if a.Status != http.StatusConflict || now == "" {
				t.Errorf("%s, %s: %d", v.name, of.Subject, a.Status)
			}
			if role := "(" + strings.ReplaceAll(string(of.Role), "_", " ") + ")"; strings.Contains(now, role) != v.SameVoice(of.Side) {
				t.Errorf("%s, %s of %s: %q", v.name, of.Subject, of.Voice, now)
			}
		}
	}
	if looked == 0 {
		t.Error("nothing was looked at")
	}
}

// A form that is sent when its session has ended is not done, and says so; what was
// typed is given back, and signing in leads to its page.
func TestUnoffered_WithoutASession(t *testing.T) {
	p := portal.Start(t)
	p.Institution(t, "justice", heed.InstitutionMinistry, heed.VoiceState, "XVA")
	account, v := p.Member(t, "aida", heed.FocalPoint, "justice")
	if err := p.App.EndSessions(t.Context(), account.Actor(), account.ID, ""); err != nil {
		t.Fatal(err)
	}
	a := good(t, v.Send("/en/desk/plan/new", url.Values{"form": {"edit"}, "title": {"A law on <visits>"}, "password": {"unspoken-9"}}), http.StatusForbidden)
	for _, want := range []string{"nothing of it was saved", "A law on &lt;visits&gt;", `action="/en/desk/sign-in?next=%2Fdesk%2Fplan%2Fnew"`} {
		if !strings.Contains(a.Body, want) {
			t.Errorf("no %q in\n%s", want, a.Body)
		}
	}
	if strings.Contains(a.Body, "unspoken-9") {
		t.Error("a password is given back")
	}
}
