// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package metrics_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed/internal/metrics"
)

func tell(t *testing.T, r *metrics.Registry) string {
	t.Helper()
	w := httptest.NewRecorder()
	r.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	if got := w.Header().Get("Content-Type"); got != "text/plain; version=0.0.4; charset=utf-8" {
		t.Errorf("Content-Type %q", got)
	}
	return w.Body.String()
}

func TestRegistry_TellsInTheTextFormat(t *testing.T) {
	r := metrics.New()
	seconds := r.Histogram("seconds", "How long.", []float64{0.1, 1}, "route")
	asked := r.Counter("asked_total", "How often.", "route", "method")
	r.Counter("never_total", "Nothing yet.")
	r.Gauge("now", "At this moment.", func() float64 { return 2.5 })
	var wait sync.WaitGroup
	for range 10 {
		wait.Go(func() {
			asked.Add("/b", "GET")
			asked.Add("/\"a\"\\\n", "GET")
			for _, s := range []float64{0.0625, 0.5, 1, 2} {
				seconds.Observe(s, "/")
			}
		})
	}
	wait.Wait()
	want := `# HELP asked_total How often.
# TYPE asked_total counter
asked_total{route="/\"a\"\\\n",method="GET"} 10
asked_total{route="/b",method="GET"} 10
# HELP never_total Nothing yet.
# TYPE never_total counter
never_total 0
# HELP now At this moment.
# TYPE now gauge
now 2.5
# HELP seconds How long.
# TYPE seconds histogram
seconds_bucket{route="/",le="0.1"} 10
seconds_bucket{route="/",le="1"} 30
seconds_bucket{route="/",le="+Inf"} 40
seconds_sum{route="/"} 35.625
seconds_count{route="/"} 40
`
	if d := cmp.Diff(want, tell(t, r)); d != "" {
		t.Error(d)
	}
}

// A line of the format: a name, perhaps labels, a number.
var form = regexp.MustCompile(`^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[^}]+\})? [-+0-9.e]+)$`)

func TestProcess(t *testing.T) {
	r := metrics.New()
	r.Process()
	told := tell(t, r)
	for line := range strings.Lines(told) {
		if !form.MatchString(strings.TrimSuffix(line, "\n")) {
			t.Errorf("not in the format: %q", line)
		}
	}
	for _, name := range []string{"go_info{version=", "go_goroutines ", "go_memstats_heap_alloc_bytes ", "go_gc_cycles_total_gc_cycles_total ", "process_start_time_seconds "} {
		if !strings.Contains(told, "\n"+name) {
			t.Errorf("no %s in\n%s", name, told)
		}
	}
	if strings.Contains(told, "NaN") {
		t.Errorf("unknown to this Go:\n%s", told)
	}
}

func TestRegistry_RefusesTheSameTwice(t *testing.T) {
	r := metrics.New()
	r.Counter("a", "Once.")
	defer func() {
		if recover() == nil {
			t.Error("two metrics of one name")
		}
	}()
	r.Counter("a", "Twice.")
}
