// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"context"
	"math"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/metrics"
)

// bounds are the times, in seconds, by which requests are told apart: most take
// milliseconds, and a page image may take some seconds.
var bounds = []float64{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30}

// other stands for what a stranger could invent endlessly.
const other = "other"

// measures are what the portal counts of itself. Nothing of them tells what
// somebody looked at: a route is a pattern, never an address.
type measures struct {
	requests   *metrics.Counter
	seconds    *metrics.Histogram
	fromMemory *metrics.Counter
	underWay   atomic.Int64
	routes     map[string]bool // all patterns; complete before the first request
}

func newMeasures(r *metrics.Registry, a *app.App) *measures {
	m := &measures{
		requests:   r.Counter("heed_http_requests_total", "Requests answered, by pattern of the route, method and class of status.", "route", "method", "status"),
		seconds:    r.Histogram("heed_http_request_duration_seconds", "How long answers took, by pattern of the route.", bounds, "route"),
		fromMemory: r.Counter("heed_pages_from_memory_total", "Finished pages that were given from memory."),
		routes:     map[string]bool{},
	}
	r.Gauge("heed_http_requests_in_flight", "Requests that are being answered.", func() float64 { return float64(m.underWay.Load()) })
	r.Total("heed_page_images_drawn_total", "Page images that were drawn.", func() float64 { return float64(a.PageCounts().Drawn) })
	r.Total("heed_page_images_refused_total", "Page images that were refused because too many were asked for at once.", func() float64 {
		return float64(a.PageCounts().Refused)
	})
	letters := func(of func(app.LetterCounts) int) func() float64 {
		return func() float64 {
			c, err := a.Letters(context.Background())
			if err != nil {
				return math.NaN() // not known, which is not none
			}
			return float64(of(c))
		}
	}
	r.Gauge("heed_letters_waiting", "Letters that wait for being sent.", letters(func(c app.LetterCounts) int { return c.Waiting }))
	r.Gauge("heed_letters_failed", "Letters that were given up.", letters(func(c app.LetterCounts) int { return c.Failed }))
	return m
}

// begin counts a request as under way; what it gives counts it as answered.
func (m *measures) begin() (answered func(route, method string, status int)) {
	began := time.Now()
	m.underWay.Add(1)
	return func(route, method string, status int) {
		if !m.routes[route] {
			route = other
		}
		if method != http.MethodGet && method != http.MethodHead {
			method = other
		}
		m.requests.Add(route, method, class(status))
		m.seconds.Observe(time.Since(began).Seconds(), route)
		m.underWay.Add(-1)
	}
}

// class gives 2xx for 200. A handler that said nothing has answered 200.
func class(status int) string {
	if status == 0 {
		status = http.StatusOK
	}
	return strconv.Itoa(status/100) + "xx"
}
