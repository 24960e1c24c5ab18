// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package metrics counts what a program does and tells it in Prometheus' text
// format. It is written here because the usual library brings eight modules,
// among them all of Protocol Buffers, for a format of three kinds of lines.
//
// What is counted, and under which labels, its users say. Labels must be few
// and known beforehand: never an address, a query or a person.
package metrics

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

// contentType is that of the text format.
const contentType = "text/plain; version=0.0.4; charset=utf-8"

// Registry is a set of metrics. It is safe for use by several goroutines.
type Registry struct {
	mu       sync.Mutex
	families []family
}

// family is all lines of one name.
type family struct {
	name, kind, help string
	write            func(w io.Writer, name string)
}

// New makes an empty registry.
func New() *Registry { return &Registry{} }

// add takes a family in. Two of one name are a fault of the program.
func (r *Registry) add(f family) {
	r.mu.Lock()
	defer r.mu.Unlock()
	at, had := slices.BinarySearchFunc(r.families, f.name, func(f family, name string) int { return cmp.Compare(f.name, name) })
	if had {
		panic("metrics: " + f.name + " is there twice")
	}
	r.families = slices.Insert(r.families, at, f)
}

// ServeHTTP tells all metrics, by name.
func (r *Registry) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	r.mu.Lock()
	families := slices.Clone(r.families)
	r.mu.Unlock()
	var b bytes.Buffer
	for _, f := range families {
		fmt.Fprintf(&b, "# HELP %s %s\n# TYPE %s %s\n", f.name, f.help, f.name, f.kind)
		f.write(&b, f.name)
	}
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = w.Write(b.Bytes()) // who asked and is gone needs no answer
}

// Gauge tells a value that rises and falls, as read gives it.
func (r *Registry) Gauge(name, help string, read func() float64) {
	r.add(family{name, "gauge", help, single(read)})
}

// Total tells a value that only rises and that is counted elsewhere.
func (r *Registry) Total(name, help string, read func() float64) {
	r.add(family{name, "counter", help, single(read)})
}

func single(read func() float64) func(io.Writer, string) {
	return func(w io.Writer, name string) { line(w, name, "", read()) }
}

// Counter counts by labels.
type Counter struct{ series series[atomic.Uint64] }

// Counter makes a counter with labels of the given names.
func (r *Registry) Counter(name, help string, labels ...string) *Counter {
	c := &Counter{series[atomic.Uint64]{names: labels, make: func() *atomic.Uint64 { return new(atomic.Uint64) }}}
	if len(labels) == 0 {
		c.series.at() // what has not happened yet is 0, and not unknown
	}
	r.add(family{name, "counter", help, func(w io.Writer, name string) {
		c.series.each(func(labels string, n *atomic.Uint64) { line(w, name, labels, float64(n.Load())) })
	}})
	return c
}

// Add counts one more with these values of the labels.
func (c *Counter) Add(values ...string) { c.series.at(values...).Add(1) }

// Histogram counts values by size.
type Histogram struct {
	bounds []float64
	series series[buckets]
}

// buckets are the counts of one series of a histogram.
type buckets struct {
	mu     sync.Mutex
	counts []uint64 // of values up to each bound, and not up to the one before it
	count  uint64
	sum    float64
}

// Histogram makes a histogram with rising upper bounds and labels of the given
// names.
func (r *Registry) Histogram(name, help string, bounds []float64, labels ...string) *Histogram {
	h := &Histogram{bounds, series[buckets]{names: labels, make: func() *buckets { return &buckets{counts: make([]uint64, len(bounds)+1)} }}}
	r.add(family{name, "histogram", help, func(w io.Writer, name string) {
		h.series.each(func(labels string, b *buckets) { b.write(w, name, labels, bounds) })
	}})
	return h
}

// Observe counts a value with these values of the labels.
func (h *Histogram) Observe(value float64, values ...string) {
	b := h.series.at(values...)
	i, _ := slices.BinarySearch(h.bounds, value)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.counts[i]++
	b.count++
	b.sum += value
}

// write tells one series; each of its buckets holds the smaller ones too.
func (b *buckets) write(w io.Writer, name, labels string, bounds []float64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	upTo := uint64(0)
	for i, bound := range bounds {
		upTo += b.counts[i]
		line(w, name+"_bucket", join(labels, `le="`+number(bound)+`"`), float64(upTo))
	}
	line(w, name+"_bucket", join(labels, `le="+Inf"`), float64(b.count))
	line(w, name+"_sum", labels, b.sum)
	line(w, name+"_count", labels, float64(b.count))
}

// series are the values of a metric by its labels.
type series[T any] struct {
	names []string
	make  func() *T
	mu    sync.Mutex
	all   map[string]*T // by the labels as they are written
}

// at gives the series with these values.
func (s *series[T]) at(values ...string) *T {
	if len(values) != len(s.names) {
		panic(fmt.Sprintf("metrics: %d values for the labels %v", len(values), s.names))
	}
	labels := ""
	for i, v := range values {
		labels = join(labels, s.names[i]+`="`+escape.Replace(v)+`"`)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	v, ok := s.all[labels]
	if !ok {
		if s.all == nil {
			s.all = map[string]*T{}
		}
		v = s.make()
		s.all[labels] = v
	}
	return v
}

// each calls f for all series, by their labels.
func (s *series[T]) each(f func(labels string, v *T)) {
	s.mu.Lock()
	all := maps.Clone(s.all)
	s.mu.Unlock()
	for _, labels := range slices.Sorted(maps.Keys(all)) {
		f(labels, all[labels])
	}
}

// escape makes any text the value of a label.
var escape = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)

func join(labels, more string) string {
	if labels == "" {
		return more
	}
	return labels + "," + more
}

func line(w io.Writer, name, labels string, value float64) {
	if labels != "" {
		labels = "{" + labels + "}"
	}
	fmt.Fprintf(w, "%s%s %s\n", name, labels, number(value))
}

func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
