// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"bytes"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/notary"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// elsewhere is a portal of its own in which one of each kind of thing that travels
// was published, with the pages on which each is shown. An institution has none: it
// speaks on those of the others.
func elsewhere(t *testing.T) (*garden, map[heed.SubjectKind][]string) {
	t.Helper()
	g := &garden{Portal: portal.Start(t)}
	review, err := g.Find.Review(t.Context(), heed.Viewer{}, heed.ReviewID{State: "XVA", Cycle: 2}, find.Query{})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range review.Rows {
		g.recs = append(g.recs, row.ID())
	}
	if g.App.Notary, err = notary.Open(filepath.Join(t.TempDir(), "checkpoints")); err != nil {
		t.Fatal(err)
	}
	g.Institution(t, "river", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	g.Institution(t, "lake", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	account, _ := g.Member(t, "river", heed.FocalPoint, "river")
	other, _ := g.Member(t, "lake", heed.FocalPoint, "lake")
	plans, _ := g.Member(t, "plans", heed.Coordinator, "river")
	pages := map[heed.SubjectKind][]string{heed.SubjectInstitution: nil}
	for _, kind := range heed.Publications {
		by := account.Actor()
		var body heed.Matter
		switch {
		case kind == heed.SubjectInstitution:
			continue
		case kind == heed.SubjectReply:
			by, body = other.Actor(), heed.Reply{To: heed.Subject{Kind: heed.SubjectDossier, ID: g.event}, Asks: true, Text: "It is wrong."}
		case seeds[kind] == nil:
			t.Fatalf("nobody looks whether a %s says from where it came", kind)
		default:
			_, body = seeds[kind](g, by, secretOf(len(g.all)))
		}
		if policy.Allow(by, app.ToWrite(kind)) != nil {
			by = plans.Actor()
		}
		v, err := g.write(t, by, app.Change{Visibility: heed.VisibleCoordination, Body: body})
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		for i, to := range []heed.Step{heed.StepSubmitted, heed.StepReviewed, heed.StepPublished} {
			if err := g.App.Move(t.Context(), by, app.Move{Subject: v.Subject, Base: v.Number + i, To: to}); err != nil {
				t.Fatalf("%s to %s: %v", kind, to, err)
			}
		}
		v.Visibility = heed.VisiblePublic
		g.all = append(g.all, planted{Version: v})
		if kind == heed.SubjectDossier {
			g.event = v.ID
		}
		pages[kind] = append([]string{"/history/" + v.Subject.String()}, shownOn(g, v.ID, body)...)
	}
	return g, pages
}

// shownOn is where everybody reads something, but for its history.
func shownOn(g *garden, id heed.ID, says heed.Matter) []string {
	var out []string
	switch says := says.(type) {
	case heed.Cluster:
		return []string{"/plan/XVA"}
	case heed.Evidence:
		out = append(out, "/sources/"+string(id))
	case heed.Claim:
		return []string{"/sources/" + string(says.Source)}
	case heed.Dossier, heed.Figure, heed.Call, heed.Person, heed.Reply:
		return []string{"/dossier/" + string(g.event)}
	}
	rec := says.Concerns()[0]
	return append(out, "/"+rec.Review.String()+"/"+rec.Ref)
}

// Each thing that came from another installation says so wherever everybody reads it,
// with the key that signed it.
func TestBundle_EveryKindSaysFromWhere(t *testing.T) {
	there, pages := elsewhere(t)
	var file bytes.Buffer
	if _, err := there.App.Bundle(t.Context(), portal.Operator, heed.Side{Voice: heed.VoiceCivilSociety, State: "XVA"}, &file); err != nil {
		t.Fatal(err)
	}
	here := portal.Start(t)
	taken, err := here.App.TakeBundle(t.Context(), portal.Operator, bytes.NewReader(file.Bytes()), app.Sender{Key: there.App.LogKey(), Voice: heed.VoiceCivilSociety}, false)
	if err != nil || len(taken.Left) > 0 || taken.New != len(heed.Publications)+1 {
		t.Fatalf("%+v, %v", taken, err)
	}
	says, want, on := map[string]string{"en": "another installation of Heed", "ru": "из другой установки Heed", "kk": "Heed-тің басқа орнатымынан"}, map[string]int{}, map[string][]heed.SubjectKind{}
	for _, kind := range heed.Publications {
		if kind != heed.SubjectInstitution && len(pages[kind]) == 0 {
			t.Errorf("nobody looks whether a %s says from where it came", kind)
		}
		for _, path := range pages[kind] {
			want[path]++
			on[path] = append(on[path], kind)
		}
	}
	want["/history/"+heed.Subject{Kind: heed.SubjectDossier, ID: there.event}.String()]++ // the reply to it
	name, rest, _ := strings.Cut(there.App.LogKey(), "+")
	hash, _, _ := strings.Cut(rest, "+")
	note := regexp.MustCompile(`<p class="note origin" dir="auto">([^<]*)</p>`)
	v, own := here.Visitor(t), there.Visitor(t)
	for path, n := range want {
		for lang, words := range says {
			found := note.FindAllStringSubmatch(good(t, v.Get("/"+lang+path), http.StatusOK).Body, -1)
			if len(found) != n {
				t.Errorf("%s in %s: %d of %d say from where they came (%v)", path, lang, len(found), n, on[path])
			}
			for _, f := range found {
				if !strings.Contains(f[1], words) || !strings.Contains(f[1], name+"&#43;"+hash) {
					t.Errorf("%s in %s: %q", path, lang, f[1])
				}
			}
		}
		if twin := v.Get("/en" + path + ".json").Body; strings.Count(twin, `"origin":`) < n {
			t.Errorf("%s.json does not say it", path)
		}
		if a := good(t, own.Get("/en"+path), http.StatusOK); note.MatchString(a.Body) {
			t.Errorf("%s says of what was published here that it came from elsewhere", path)
		}
	}
}
