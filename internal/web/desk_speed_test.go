// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"cmp"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/store"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// What a large State's desk holds (issue: a review of 300 recommendations, a plan
// of 400 measures, four years of updates), and how soon its pages are to be
// there, at the 95th of a hundred.
const (
	manyRecommendations = 300
	manyMeasures        = 400
	manyUpdates         = 2000
	manyInstitutions    = 12

	soon = 50 * time.Millisecond
)

// largeDesk fills a desk, and gives its coordinator and a focal point.
func largeDesk(t *testing.T) (p *portal.Portal, coordinator, focal *portal.Visitor, measures []heed.Version) {
	t.Helper()
	p = portal.Empty(t)
	id := heed.ReviewID{State: "XVA", Cycle: 2}
	record := heed.Record{Review: heed.Review{ReviewID: id, Session: 40}, Report: heed.DigestOf(nil)}
	var recs []heed.RecID
	for i := range manyRecommendations {
		ref := fmt.Sprintf("%d.%d", 100+i/150, i%150+1)
		recs = append(recs, heed.RecID{Review: id, Ref: ref})
		record.Recommendations = append(record.Recommendations, heed.Recommendation{
			Ref: ref, Paragraph: ref, RecommendingStates: []heed.StateCode{"FRA"}, Position: []heed.Position{heed.Supported, heed.Supported, heed.Noted}[i%3],
			Text: fmt.Sprintf("Take measure %d to protect the rights of persons deprived of their liberty, and report on what has become of it", i),
		})
	}
	facts := heed.Facts{Document: heed.Document{Digest: heed.DigestOf(nil), Review: id, Kind: heed.KindReport, Outcome: heed.OutcomeRead, Symbol: "A/HRC/99/9", Language: "en", Stage: heed.DocIssued}, Review: &record.Review, Recommendations: record.Recommendations}
	if err := p.App.Store.Update(t.Context(), func(tx store.Tx) error {
		return cmp.Or(tx.PutReading(t.Context(), find.Reading{Facts: []heed.Facts{facts}}), tx.PutRecord(t.Context(), record))
	}); err != nil {
		t.Fatal(err)
	}
	var institutions []heed.ID
	for i := range manyInstitutions {
		institutions = append(institutions, heed.ID(fmt.Sprintf("ministry-%d", i)))
		p.Institution(t, institutions[i], heed.InstitutionMinistry, heed.VoiceState, "XVA")
	}
	account, coordinator := p.Member(t, "coordinator", heed.Coordinator, institutions[0])
	_, focal = p.Member(t, "focal", heed.FocalPoint, institutions[1])
	write := func(n int, change func(i int) app.Change) []heed.Version {
		var out []heed.Version
		for from := 0; from < n; from += 200 {
			var some []app.Change
			for i := from; i < min(n, from+200); i++ {
				some = append(some, change(i))
			}
			all, err := p.App.Write(t.Context(), account.Actor(), some...)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, all...)
		}
		return out
	}
	at := func(i int) heed.Side {
		return heed.Side{Voice: heed.VoiceState, State: "XVA", Institution: institutions[i%manyInstitutions]}
	}
	write(manyRecommendations, func(i int) app.Change {
		return app.Change{ID: heed.AssignmentID(recs[i]), Body: heed.Assignment{Recommendation: recs[i], Lead: institutions[i%manyInstitutions], Due: "2027-02-01"}}
	})
	write(manyRecommendations, func(i int) app.Change {
		lead := institutions[i%manyInstitutions]
		return app.Change{ID: heed.ProposalID(recs[i], lead), Side: at(i), Visibility: heed.VisibleCoordination, Body: heed.Proposal{Response: heed.Response{Recommendation: recs[i], Position: heed.Supported, Comment: "A law is being drafted."}}}
	})
	measures = write(manyMeasures, func(i int) app.Change {
		return app.Change{Side: at(i), Visibility: heed.VisibleCoordination, Body: heed.Measure{
			Title: fmt.Sprintf("Measure %d: a law on persons deprived of their liberty", i), Kind: heed.MeasureKinds[i%len(heed.MeasureKinds)], Description: strings.Repeat("What is done, by whom. ", 20),
			Lead: institutions[i%manyInstitutions], Start: "2025-01-01", Due: heed.Date(fmt.Sprintf("20%d-0%d-15", 26+i%3, 1+i%9)),
			Links:      []heed.Link{{Recommendation: recs[i%manyRecommendations], Bearing: heed.Serves}, {Recommendation: recs[(i*7+1)%manyRecommendations], Bearing: heed.Serves, Note: "in part"}},
			Milestones: []heed.Milestone{{Title: "The draft is sent out", Due: "2026-03-01"}, {Title: "The law is adopted", Due: "2027-03-01"}},
			Indicators: []heed.Indicator{{Name: "Complaints looked into", Kind: heed.IndicatorOutcome, Unit: "persons", Values: []heed.Value{{Date: "2025", Value: "12"}, {Date: "2026", Value: "17"}}}},
			Stages:     []heed.StageOn{{Stage: heed.StageDrafted, Date: "2026-01-10", Source: "a gazette"}},
		}}
	})
	write(manyUpdates, func(i int) app.Change {
		return app.Change{Side: at(i), Visibility: heed.VisibleCoordination, Body: heed.Update{Measure: measures[i%manyMeasures].ID, Date: heed.Date(fmt.Sprintf("2026-0%d-01", 1+i%9)), Text: strings.Repeat("What was done since the last time. ", 5)}}
	})
	return p, coordinator, focal, measures
}

// The desk of a large State answers soon: every page of it, asked for by its
// coordinator and by a ministry, also right after something was written. Where
// nothing else runs beside it, HEED_TEST_SPEED has the figure hold.
func TestDesk_Speed(t *testing.T) {
	p, coordinator, focal, measures := largeDesk(t)
	var paths []string
	for _, door := range doors(t) {
		if strings.HasPrefix(door, "/desk") {
			paths = append(paths, address(door, measures[len(paths)]))
		}
	}
	slices.Sort(paths)
	most := 20 * soon // other tests run beside it
	if os.Getenv("HEED_TEST_SPEED") != "" {
		most = soon
	}
	for try := 1; ; try++ {
		// What else the machine does can only make it slower: the best of a few counts.
		if p95 := timed(t, p, []*portal.Visitor{coordinator, focal}, slices.Compact(paths), measures); p95 <= most {
			return
		} else if try == 4 {
			t.Fatalf("p95 is %v, more than %v", p95, most)
		}
	}
}

// timed asks for all pages several times, and gives how soon 95 of a hundred were
// there.
func timed(t *testing.T, p *portal.Portal, by []*portal.Visitor, paths []string, measures []heed.Version) time.Duration {
	t.Helper()
	took := map[string][]time.Duration{}
	var all []time.Duration
	for round := range 6 {
		for i, path := range paths {
			who := by[(round+i)%2]
			if path == "" || round > 0 && took[path] == nil {
				continue
			}
			if i%5 == 0 {
				writeOne(t, p, measures[(round*100+i)%manyMeasures].ID)
			}
			began := time.Now()
			a := who.Get(path)
			d := time.Since(began)
			if round == 0 { // the first time a page is asked for, the record's index is made
				if a.Status == http.StatusOK && strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") {
					took[path] = []time.Duration{}
				}
				continue
			}
			took[path] = append(took[path], d)
			all = append(all, d)
		}
	}
	slices.Sort(all)
	p95 := all[len(all)*95/100]
	slowest := slices.SortedFunc(mapKeys(took), func(a, b string) int {
		return -cmp.Compare(slices.Max(append(took[a], 0)), slices.Max(append(took[b], 0)))
	})
	for _, path := range slowest[:5] {
		t.Logf("%-40s %v", path, slices.Max(append(took[path], 0)).Round(100*time.Microsecond))
	}
	t.Logf("the desk with %d recommendations, %d measures, %d updates: %d pages, %d requests, median %.1f, p95 %.1f ms",
		manyRecommendations, manyMeasures, manyUpdates, len(took), len(all), ms(all[len(all)/2]), ms(p95))
	if len(took) < 15 {
		t.Errorf("only %d pages were there", len(took))
	}
	return p95
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// writeOne makes what was kept of the follow-up stale.
func writeOne(t *testing.T, p *portal.Portal, measure heed.ID) {
	t.Helper()
	by := heed.Actor{Pseudonym: "somebody", Role: heed.Coordinator, Side: heed.Side{Voice: heed.VoiceState, State: "XVA", Institution: "ministry-0"}}
	if _, err := p.App.Write(t.Context(), by, app.Change{Visibility: heed.VisibleCoordination, Body: heed.Update{Measure: measure, Date: "2026-10-01", Text: "One more."}}); err != nil {
		t.Fatal(err)
	}
}
