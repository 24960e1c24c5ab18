// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"database/sql"
	"path/filepath"
	"slices"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
)

// What people decide holds over what the program proposes, until somebody
// decides otherwise; what was decided on other words is told.
func TestDecide(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.txt", "Investigate all allegations of torture in prisons"))
	id := heed.RecID{Review: review, Ref: "49.1"}
	finder := find.New(h.store)
	labels := func() (act heed.ActionCategory, issues []string, stale int) {
		t.Helper()
		a, err := finder.Search(t.Context(), heed.Viewer{}, find.Query{Scope: find.In(review)})
		if err != nil || len(a.Rows) != 1 {
			t.Fatalf("%+v, %v", a, err)
		}
		r, err := finder.Recommendation(t.Context(), heed.Viewer{}, id)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range r.Labels {
			if l.Stale {
				stale++
			}
			if l.Kind == heed.LabelIssue && l.Applies != slices.Contains(a.Rows[0].Issues, l.Label) {
				t.Errorf("%s: the page says %v, the list %v", l.Label, l.Applies, a.Rows[0].Issues)
			}
		}
		return a.Rows[0].Act, a.Rows[0].Issues, stale
	}
	const torture, corruption = "Torture and other CID treatment", "Corruption"
	if act, issues, _ := labels(); act != heed.ActSpecific || !slices.Contains(issues, torture) || slices.Contains(issues, corruption) {
		t.Fatalf("proposed: %v, %v", act, issues)
	}
	decide := func(kind heed.LabelKind, name string, v heed.Verdict) {
		t.Helper()
		if err := h.Decide(t.Context(), operator, id, []heed.LabelDecision{{Kind: kind, Label: name, Verdict: v, Reason: "so"}}); err != nil {
			t.Fatal(err)
		}
	}
	decide(heed.LabelIssue, torture, heed.Rejected)
	decide(heed.LabelIssue, corruption, heed.Added)
	decide(heed.LabelAct, "3", heed.Confirmed)
	if act, issues, _ := labels(); act != heed.ActConsidering || slices.Contains(issues, torture) || !slices.Contains(issues, corruption) {
		t.Errorf("decided: %v, %v", act, issues)
	}
	h.take(t, app.ImportOptions{}, input("a.txt", "Investigate all allegations of torture in prisons")) // brings no proposal back
	decide(heed.LabelIssue, torture, heed.Confirmed)
	decide(heed.LabelIssue, corruption, heed.Rejected)
	decide(heed.LabelAct, "2", heed.Confirmed)
	if act, issues, stale := labels(); act != heed.ActContinuing || !slices.Contains(issues, torture) || slices.Contains(issues, corruption) || stale > 0 {
		t.Errorf("decided anew: %v, %v, %d", act, issues, stale)
	}
	if _, err := h.Correct(t.Context(), operator, heed.Correction{Review: review, Ref: "49.1", Field: heed.FieldText, Should: "Investigate torture", Reason: "so"}); err != nil {
		t.Fatal(err)
	}
	if _, _, stale := labels(); stale != 3 {
		t.Errorf("%d decisions are told to be on other words", stale)
	}
	queue, err := finder.Queue(t.Context(), heed.Viewer{}, review, 100)
	if err != nil || len(queue) < 3 || !queue[0].Stale || slices.ContainsFunc(queue, func(q find.Queued) bool { return !q.Stale && q.Decision != nil }) {
		t.Errorf("the queue: %+v, %v", queue, err)
	}
	if n := h.entries(t); n != 8 {
		t.Errorf("%d entries", n)
	}
}

func TestDecide_Refuses(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.txt", "x"))
	good := heed.LabelDecision{Kind: heed.LabelIssue, Label: "Justice", Verdict: heed.Added}
	for name, c := range map[string]struct {
		id    heed.RecID
		all   []heed.LabelDecision
		actor heed.Actor
		code  heed.Code
	}{
		"nothing":         {heed.RecID{Review: review, Ref: "49.1"}, nil, operator, heed.CodeInvalid},
		"no such label":   {heed.RecID{Review: review, Ref: "49.1"}, []heed.LabelDecision{good, {Kind: heed.LabelIssue, Label: "Lamps", Verdict: heed.Added}}, operator, heed.CodeInvalid},
		"no such act":     {heed.RecID{Review: review, Ref: "49.1"}, []heed.LabelDecision{{Kind: heed.LabelAct, Label: "6", Verdict: heed.Added}}, operator, heed.CodeInvalid},
		"no such kind":    {heed.RecID{Review: review, Ref: "49.1"}, []heed.LabelDecision{{Label: "Justice", Verdict: heed.Added}}, operator, heed.CodeInvalid},
		"no such verdict": {heed.RecID{Review: review, Ref: "49.1"}, []heed.LabelDecision{{Kind: heed.LabelIssue, Label: "Justice"}}, operator, heed.CodeInvalid},
		"not there":       {heed.RecID{Review: review, Ref: "49.2"}, []heed.LabelDecision{good}, operator, heed.CodeNotFound},
		"nobody":          {heed.RecID{Review: review, Ref: "49.1"}, []heed.LabelDecision{good}, heed.Actor{}, heed.CodeForbidden},
	} {
		if err := h.Decide(t.Context(), c.actor, c.id, c.all); heed.ErrorCode(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := h.entries(t); n != 1 {
		t.Errorf("%d entries", n)
	}
}

// What is changed of decisions past Heed is found.
func TestVerify_FindsChangedDecisions(t *testing.T) {
	for name, change := range map[string]string{
		"turned":     `UPDATE label_decisions SET body = replace(body, 'rejected', 'confirmed')`,
		"taken away": `DELETE FROM label_decisions`,
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, "1")
			h.take(t, app.ImportOptions{}, input("a.txt", "x"))
			if err := h.Decide(t.Context(), operator, heed.RecID{Review: review, Ref: "49.1"}, []heed.LabelDecision{{Kind: heed.LabelIssue, Label: "Justice", Verdict: heed.Rejected}}); err != nil {
				t.Fatal(err)
			}
			db, err := sql.Open("sqlite", filepath.Join(h.dir, "heed.db"))
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = db.Close() }()
			if _, err := db.ExecContext(t.Context(), change); err != nil {
				t.Fatal(err)
			}
			r, err := h.Verify(t.Context(), operator)
			if err != nil || len(r.Problems) != 1 || r.Problems[0].Key != "problem.decision" {
				t.Errorf("%+v, %v", r.Problems, err)
			}
		})
	}
}
