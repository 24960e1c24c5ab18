// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
)

// Everything that was public has a public history, in which nothing is that its
// voice keeps to itself.
func TestEditions_TellWhatWasPublic(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		f := find.New(h.store)
		told := func(s heed.Subject) (find.Editions, string) {
			t.Helper()
			e, err := f.Editions(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			body, err := json.Marshal(e)
			if err != nil {
				t.Fatal(err)
			}
			return e, string(body)
		}
		open := proof
		open.Level = heed.SensitivityOpen
		hidden := h.prove(t, ngo, file(app.Change{}, "for us"))
		filed := h.prove(t, ngo, file(app.Change{Body: open}, "what was seen"))
		linked := h.prove(t, ngo, app.Exhibit{Change: app.Change{Body: open}, Address: "https://news.example/a", Pasted: "Words of somebody else."})
		says := says(heed.NotStarted)
		says.Evidence = []heed.ID{hidden.ID, filed.ID}
		assessed := h.write(t, ngo, app.Change{Body: says})
		for _, v := range []heed.Version{filed, linked, assessed} {
			h.publish(t, v, ngo)
		}
		reply := h.write(t, justice, app.Change{Body: heed.Reply{To: assessed.Subject, Text: "We disagree."}})
		h.publish(t, reply, mfa)
		planned := h.write(t, justice, app.Change{Body: measured})
		h.publish(t, planned, mfa)
		update := h.write(t, justice, app.Change{Body: heed.Update{Measure: planned.ID, Recommendations: []heed.RecID{rec491}, Date: "2026-01-01", Text: "Drafted.", Letter: heed.Letter{Number: "12/3", Signatory: "A. Minister"}}})
		h.publish(t, update, mfa)

		for name, c := range map[string]struct {
			of        heed.Subject
			has, lost []string
		}{
			"a file":        {filed.Subject, []string{"Statement", "txt"}, []string{"statement.txt"}},
			"a page":        {linked.Subject, []string{"news.example"}, []string{"Words of somebody"}},
			"an assessment": {assessed.Subject, []string{"So we found.", string(filed.ID)}, []string{string(hidden.ID)}},
			"a reply":       {reply.Subject, []string{"We disagree."}, nil},
			"an update":     {update.Subject, []string{"Drafted."}, []string{"12/3", "A. Minister"}},
		} {
			e, body := told(c.of)
			if len(e.All) != 1 || e.All[0].Step != heed.StepPublished {
				t.Errorf("%s: %+v", name, e.All)
			}
			for _, word := range c.has {
				if !strings.Contains(body, word) {
					t.Errorf("%s: %q is not told: %s", name, word, body)
				}
			}
			for _, word := range append(c.lost, `"author"`, `"who"`) {
				if strings.Contains(body, word) {
					t.Errorf("%s: %q is told: %s", name, word, body)
				}
			}
		}
		// Another voice at the desk is told no more than the public.
		follow, err := f.Follow(t.Context(), mfa.Viewer())
		if err != nil {
			t.Fatal(err)
		}
		past, err := follow.Past(filed.Subject)
		one, err2 := find.One[heed.Evidence](follow, linked.ID)
		if err != nil {
			t.Fatal(err)
		}
		if body, err := json.Marshal(past[0].Says); err != nil || strings.Contains(string(body), "statement.txt") {
			t.Errorf("another voice reads the name of the file: %s, %v", body, err)
		}
		if err2 != nil || one.Body.Capture.Text != "" {
			t.Errorf("another voice reads the captured page: %+v, %v", one.Body.Capture, err2)
		}

		// What is withdrawn says why; of evidence nothing else is left.
		for _, v := range []heed.Version{filed, assessed} {
			if err := h.Move(t.Context(), ngo, app.Move{Subject: v.Subject, Base: 4, To: heed.StepWithdrawn, Note: "It was wrong."}); err != nil {
				t.Fatal(err)
			}
			e, _ := told(v.Subject)
			if len(e.All) != 2 || e.All[1].Note != "It was wrong." {
				t.Errorf("%s, withdrawn: %+v", v.Kind, e.All)
			}
		}
		if _, body := told(filed.Subject); strings.Contains(body, "Statement") {
			t.Errorf("withdrawn evidence is still told: %s", body)
		}
		if _, err := f.Editions(t.Context(), hidden.Subject); heed.ErrorCode(err) != heed.CodeNotFound {
			t.Errorf("of what was never public: %v", err)
		}
	})
}
