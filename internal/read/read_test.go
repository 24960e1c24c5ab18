// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package read_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/read"
	"github.com/heed-upr/heed/internal/testkit"
	"github.com/heed-upr/heed/internal/testkit/specimen"
)

func TestMain(m *testing.M) {
	read.ServeIfWorker()
	os.Exit(m.Run())
}

func pool(t *testing.T, c read.Config) *read.Pool {
	t.Helper()
	p, err := read.NewPool(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

func TestRead_RealReport(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(testkit.Corpus(t), "wg-reports", "kazakhstan2014.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := pool(t, read.Config{Workers: 1}).Read(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Pages) != 28 {
		t.Errorf("%d pages, want 28", len(d.Pages))
	}
	items, furniture := 0, 0
	for _, p := range d.Paragraphs {
		if strings.HasPrefix(p.Label, "124.") || strings.HasPrefix(p.Label, "125.") || strings.HasPrefix(p.Label, "126.") {
			if p.Label != "124." && p.Label != "125." && p.Label != "126." {
				items++
			}
		}
		if strings.Contains(p.Text, "A/HRC/28/10") {
			furniture++
		}
	}
	if items != 194 {
		t.Errorf("%d numbered items, want 194", items)
	}
	if furniture > 2 { // the symbol on the cover, nowhere else in the text
		t.Errorf("the running symbol stands in %d paragraphs", furniture)
	}
}

func TestRead_TooSlowIsKilledAndReplaced(t *testing.T) {
	data := specimenReport(t)
	slow := pool(t, read.Config{Workers: 1, Timeout: time.Nanosecond})
	if _, err := slow.Read(t.Context(), data); heed.Outcome(heed.ErrorArg(err, "Outcome")) != heed.OutcomeTimeout {
		t.Errorf("over the limit of time: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	p := pool(t, read.Config{Workers: 1})
	if _, err := p.Read(ctx, data); err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := p.Read(ctx, data); heed.ErrorCode(err) != heed.CodeUnavailable {
		t.Errorf("after nobody waits any more: %v", err)
	}
	if _, err := p.Read(t.Context(), data); err != nil {
		t.Errorf("the process that was replaced: %v", err)
	}
}

func TestRead_ManyAtOnce(t *testing.T) {
	data, p := specimenReport(t), pool(t, read.Config{Workers: 2})
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if d, err := p.Read(t.Context(), data); err != nil || len(d.Pages) < 5 {
				t.Errorf("%v", err)
			}
			if _, err := p.Page(t.Context(), data, 1, 300); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
}

func specimenReport(t *testing.T) []byte {
	t.Helper()
	for _, d := range specimen.Documents() {
		if d.Format == "pdf" && strings.Contains(d.Name, "report") {
			return d.Data
		}
	}
	t.Fatal("the specimen has no report in PDF")
	return nil
}

func TestRead_WhatCannotBeRead(t *testing.T) {
	p := pool(t, read.Config{Workers: 1})
	for _, c := range []struct {
		name, data string
		want       heed.Outcome
	}{
		{"empty", "", heed.OutcomeEmpty},
		{"a page of the web", "Hello, <b>world</b>.<div>This is no document of the UN.</div>", heed.OutcomeFormatNotRead},
		{"a program's data", "A/HRC/99/1 and then\x00\x01\x02", heed.OutcomeFormatNotRead},
		{"cut PDF", "%PDF-1.4\n1 0 obj\n<</Type/Catalog", heed.OutcomeBroken},
	} {
		_, err := p.Read(t.Context(), []byte(c.data))
		if got := heed.Outcome(heed.ErrorArg(err, "Outcome")); got != c.want {
			t.Errorf("%s: outcome %q (%v), want %q", c.name, got, err, c.want)
		}
	}
}
