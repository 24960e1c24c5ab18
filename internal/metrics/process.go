// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"errors"
	"io"
	"math"
	"os"
	"runtime"
	"runtime/metrics"
	"strconv"
	"strings"
	"time"
)

// began is when the process began, near enough.
var began = time.Now()

// Process adds the basics of a Go process, under the names that others use for
// them, so that usual dashboards show them.
func (r *Registry) Process() {
	r.add(family{"go_info", "gauge", "Go that the program was built with.", func(w io.Writer, name string) {
		line(w, name, `version="`+escape.Replace(runtime.Version())+`"`, 1)
	}})
	r.Gauge("go_goroutines", "Goroutines that there are.", sample("/sched/goroutines:goroutines"))
	r.Gauge("go_sched_gomaxprocs_threads", "Cores that the program uses at once.", sample("/sched/gomaxprocs:threads"))
	r.Gauge("go_memstats_heap_alloc_bytes", "Memory of what is in use on the heap.", sample("/memory/classes/heap/objects:bytes"))
	r.Gauge("go_memstats_sys_bytes", "Memory that Go has taken from the system.", sample("/memory/classes/total:bytes"))
	r.Total("go_memstats_alloc_bytes_total", "Memory that was ever allocated on the heap.", sample("/gc/heap/allocs:bytes"))
	r.Total("go_gc_cycles_total_gc_cycles_total", "Garbage collections so far.", sample("/gc/cycles/total:gc-cycles"))
	r.Gauge("process_start_time_seconds", "When the process began, in seconds since 1970.", func() float64 {
		return float64(began.UnixMilli()) / 1000
	})
	r.system()
}

// system adds what only Linux tells, where it does.
func (r *Registry) system() {
	for _, m := range []struct {
		add        func(name, help string, read func() float64)
		name, help string
		read       func() (float64, error)
	}{
		{r.Total, "process_cpu_seconds_total", "Time of cores that the process has taken, without reading processes.", cpu},
		{r.Gauge, "process_resident_memory_bytes", "Memory that the process holds, without reading processes.", resident},
		{r.Gauge, "process_open_fds", "Files and connections that are open.", openFiles},
	} {
		if _, err := m.read(); err != nil {
			continue
		}
		m.add(m.name, m.help, func() float64 {
			v, err := m.read()
			if err != nil {
				return math.NaN()
			}
			return v
		})
	}
}

// sample reads one of the runtime's own measures.
func sample(name string) func() float64 {
	return func() float64 {
		s := []metrics.Sample{{Name: name}}
		metrics.Read(s)
		if s[0].Value.Kind() != metrics.KindUint64 {
			return math.NaN()
		}
		return float64(s[0].Value.Uint64())
	}
}

// openFiles counts the open files of the process, as Linux tells them.
func openFiles() (float64, error) {
	all, err := os.ReadDir("/proc/self/fd")
	return float64(len(all)), err
}

// ticks is how many parts of a second Linux counts times in.
const ticks = 100

// cpu reads how long the process has run.
func cpu() (float64, error) {
	// The second field is the program's name, in brackets, and may hold anything.
	stat, err := os.ReadFile("/proc/self/stat")
	_, rest, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(rest)
	if err != nil || len(fields) < 13 {
		return 0, errors.Join(err, errors.ErrUnsupported)
	}
	user, err := strconv.ParseUint(fields[11], 10, 64)
	if err != nil {
		return 0, err
	}
	system, err := strconv.ParseUint(fields[12], 10, 64)
	return float64(user+system) / ticks, err
}

// resident reads how much memory the process holds.
func resident() (float64, error) {
	statm, err := os.ReadFile("/proc/self/statm")
	fields := strings.Fields(string(statm))
	if err != nil || len(fields) < 2 {
		return 0, errors.Join(err, errors.ErrUnsupported)
	}
	pages, err := strconv.ParseUint(fields[1], 10, 64)
	return float64(pages) * float64(os.Getpagesize()), err
}
