// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package audit_test

import (
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/audit"
)

// log makes a log of n entries and the hashes that a store would keep.
func log(t testing.TB, n int) ([]heed.Entry, []tlog.Hash) {
	t.Helper()
	var entries []heed.Entry
	var hashes []tlog.Hash
	read := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, x := range indexes {
			out[i] = hashes[x]
		}
		return out, nil
	})
	for i := range n {
		e, err := audit.NewEntry(heed.EntryImport, heed.Operator, time.Date(2026, 1, 2, 3, i, 0, 0, time.UTC), map[string]int{"n": i})
		if err != nil {
			t.Fatal(err)
		}
		e.Position = int64(i)
		h, err := audit.Hashes(e, read)
		if err != nil {
			t.Fatal(err)
		}
		entries, hashes = append(entries, e), append(hashes, h...)
	}
	return entries, hashes
}

func verify(t testing.TB, entries []heed.Entry, hashes []tlog.Hash) audit.Report {
	t.Helper()
	var v audit.Verifier
	for _, e := range entries {
		if err := v.Add(e); err != nil {
			t.Fatal(err)
		}
	}
	r, err := v.Finish(hashes)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestVerify_ErasedContentStillVerifies(t *testing.T) {
	entries, hashes := log(t, 7)
	before := verify(t, entries, hashes)
	entries[3].Nonce, entries[3].Content = nil, nil
	entries[3].Tombstone = &heed.Tombstone{Role: heed.Operator, Reason: "asked for"}
	after := verify(t, entries, hashes)
	if len(before.Problems)+len(after.Problems) > 0 || after.Root != before.Root || after.Erased != 1 {
		t.Errorf("before %+v\nafter %+v", before, after)
	}
}

func TestVerify_FindsTampering(t *testing.T) {
	for name, tamper := range map[string]func([]heed.Entry, []tlog.Hash){
		"content":    func(e []heed.Entry, _ []tlog.Hash) { e[2].Content = []byte(`{"n":9}`) },
		"nonce":      func(e []heed.Entry, _ []tlog.Hash) { e[2].Nonce = make([]byte, 32) },
		"commitment": func(e []heed.Entry, _ []tlog.Hash) { e[2].Commitment[0] ^= 1 },
		"time":       func(e []heed.Entry, _ []tlog.Hash) { e[2].At = e[2].At.Add(time.Second) },
		"role":       func(e []heed.Entry, _ []tlog.Hash) { e[2].Role = "nobody" },
		"kind":       func(e []heed.Entry, _ []tlog.Hash) { e[2].Kind = heed.EntryErasure },
		"hash":       func(_ []heed.Entry, h []tlog.Hash) { h[4][0] ^= 1 },
		"order":      func(e []heed.Entry, _ []tlog.Hash) { e[1], e[2] = e[2], e[1] },
		"silent erasure": func(e []heed.Entry, _ []tlog.Hash) {
			e[2].Content, e[2].Nonce = nil, nil
		},
		"tombstone over content": func(e []heed.Entry, _ []tlog.Hash) { e[2].Tombstone = &heed.Tombstone{} },
	} {
		entries, hashes := log(t, 6)
		tamper(entries, hashes)
		if r := verify(t, entries, hashes); len(r.Problems) == 0 {
			t.Errorf("%s: nothing found", name)
		}
	}
	entries, hashes := log(t, 6)
	if r := verify(t, entries[:5], hashes); len(r.Problems) == 0 {
		t.Error("a log cut short: nothing found")
	}
}

func TestCanonical_SameContentSameBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.MapOf(rapid.String(), rapid.Int()).Draw(t, "m")
		a, errA := audit.Canonical(m)
		b, errB := audit.Canonical(m)
		if errA != nil || errB != nil || string(a) != string(b) {
			t.Fatalf("%s, %s, %v, %v", a, b, errA, errB)
		}
	})
}
