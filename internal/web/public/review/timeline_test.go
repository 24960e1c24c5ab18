// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package review

import (
	"math"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/i18n"
	"github.com/heed-upr/heed/internal/web/page"
)

// Events stand in the order of their days, within the picture, and none lies on
// another.
func TestTimeline_EventsLieApart(t *testing.T) {
	d := Data{Base: (&page.Request{Request: httptest.NewRequest(http.MethodGet, "/XVA/2", nil), Words: i18n.For("en")}).Base("")}
	rapid.Check(t, func(t *rapid.T) {
		day := 0
		var events []Event
		for range rapid.IntRange(2, 9).Draw(t, "events") {
			day += rapid.SampledFrom([]int{0, 1, 5, 120, 900}).Draw(t, "later")
			events = append(events, Event{Day: heed.Date(time.Date(2010, 1, 1+day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))})
		}
		d.draw(events)
		last := -apart
		for i, e := range events {
			x, err := strconv.ParseFloat(strings.TrimSuffix(e.X, "%"), 64)
			if err != nil || x < 0 || x > 100 || x < last+apart-0.11 || math.IsNaN(x) || e.Number != i+1 {
				t.Fatalf("event %d of %d stands at %s after %.1f", i, len(events), e.X, last)
			}
			last = x
		}
	})
}
