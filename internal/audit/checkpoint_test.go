// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package audit_test

import (
	"bytes"
	"crypto/rand"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/audit"
)

// key makes a key for a log.
func key(t testing.TB, name string) (note.Signer, string) {
	t.Helper()
	secret, public, err := note.GenerateKey(rand.Reader, name)
	if err != nil {
		t.Fatal(err)
	}
	by, err := note.NewSigner(secret)
	if err != nil {
		t.Fatal(err)
	}
	return by, public
}

// checked builds the tree of entries anew.
func checked(t testing.TB, entries []heed.Entry) *audit.Verifier {
	t.Helper()
	var v audit.Verifier
	for _, e := range entries {
		if err := v.Add(e); err != nil {
			t.Fatal(err)
		}
	}
	return &v
}

// point is what a log was at a length.
func point(t testing.TB, entries []heed.Entry, size int64, origin string) audit.Checkpoint {
	t.Helper()
	root, err := audit.Root(size, checked(t, entries))
	if err != nil {
		t.Fatal(err)
	}
	return audit.Checkpoint{Origin: origin, Size: size, Root: root}
}

func TestCheckpoint_IsASignedNote(t *testing.T) {
	entries, _ := log(t, 5)
	by, public := key(t, "heed-log-test")
	want := point(t, entries, 5, "heed-log-test")
	signed, err := note.Sign(&note.Note{Text: want.Text()}, by)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := audit.OpenCheckpoint(signed, public+"\n"); err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err := audit.OpenCheckpoint(bytes.ReplaceAll(signed, []byte("\n"), []byte("\r\n")), public); err != nil || got != want {
		t.Errorf("saved by another system: %+v, %v", got, err)
	}
	// What somebody adds to it, as witnesses do, is no part of it.
	other, _ := key(t, "witness")
	n, err := note.Open(signed, note.VerifierList(verifier(t, public)))
	if err != nil {
		t.Fatal(err)
	}
	witnessed, err := note.Sign(n, other)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := audit.OpenCheckpoint(witnessed, public); err != nil || got != want {
		t.Errorf("with a witness: %+v, %v", got, err)
	}
	_, stranger := key(t, "heed-log-test")
	for name, c := range map[string]struct {
		signed   []byte
		key, err string
	}{
		"another key":     {signed, stranger, "error.checkpoint_key"},
		"no key":          {signed, "heed-log-test", "error.checkpoint_verifier"},
		"another length":  {bytes.Replace(signed, []byte("\n5\n"), []byte("\n6\n"), 1), public, "error.checkpoint_key"},
		"no note":         {[]byte("5 entries"), public, "error.checkpoint_form"},
		"nothing":         {nil, public, "error.checkpoint_form"},
		"very long":       {bytes.Repeat([]byte("a"), 1<<20), public, "error.checkpoint_form"},
		"another's name":  {signText(t, by, "another-log\n5\n"+strings.SplitN(want.Text(), "\n", 3)[2]), public, "error.checkpoint_form"},
		"no root":         {signText(t, by, "heed-log-test\n5\nAAAA\n"), public, "error.checkpoint_form"},
		"no number":       {signText(t, by, "heed-log-test\nfive\n"+strings.SplitN(want.Text(), "\n", 3)[2]), public, "error.checkpoint_form"},
		"a minus":         {signText(t, by, "heed-log-test\n-5\n"+strings.SplitN(want.Text(), "\n", 3)[2]), public, "error.checkpoint_form"},
		"something short": {signText(t, by, "heed-log-test\n5\n"), public, "error.checkpoint_form"},
	} {
		if _, err := audit.OpenCheckpoint(c.signed, c.key); errorKey(err) != c.err {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func verifier(t testing.TB, public string) note.Verifier {
	t.Helper()
	v, err := note.NewVerifier(public)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func signText(t testing.TB, by note.Signer, text string) []byte {
	t.Helper()
	out, err := note.Sign(&note.Note{Text: text}, by)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func errorKey(err error) string {
	if e, ok := err.(*heed.Error); ok { //nolint:errorlint // what the function gives, and nothing around it
		return e.Key
	}
	return ""
}

// A log that was changed past Heed may be whole in itself: whoever writes hashes
// anew with the entries is found by what was signed before, and where.
func TestCompare_NamesWhatWasChanged(t *testing.T) {
	entries, _ := log(t, 9)
	var points []audit.Checkpoint
	for _, size := range []int64{7, 0, 3, 9} {
		points = append(points, point(t, entries, size, "x"))
	}
	compare := func(entries []heed.Entry) []audit.Unlike {
		out, err := checked(t, entries).Compare(points...)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	if out := compare(entries); len(out) != 0 {
		t.Errorf("an untouched log: %+v", out)
	}
	longer, _ := log(t, 12)
	if out := compare(append(append([]heed.Entry{}, entries...), numbered(longer[9:], 9)...)); len(out) != 0 {
		t.Errorf("a log that went on: %+v", out)
	}

	tampered := append([]heed.Entry{}, entries...)
	e, err := audit.NewEntry(heed.EntryImport, heed.Operator, entries[4].At, map[string]int{"n": 99})
	if err != nil {
		t.Fatal(err)
	}
	e.Position = 4
	tampered[4] = e
	out := compare(tampered)
	if len(out) != 2 || out[0].Cut() || out[0].Checkpoint.Size != 7 || out[0].From != 3 || out[0].To != 7 || out[1].Checkpoint.Size != 9 {
		t.Errorf("an entry written anew: %+v", out)
	}

	if out := compare(entries[:8]); len(out) != 1 || !out[0].Cut() || out[0].Have != 8 || out[0].Checkpoint.Size != 9 {
		t.Errorf("a log cut short: %+v", out)
	}

	forked := append(append([]heed.Entry{}, entries[:3]...), numbered(longer[5:], 3)...)
	if out := compare(forked); len(out) != 2 || out[0].Cut() || out[0].From != 3 || out[0].Checkpoint.Size != 7 {
		t.Errorf("a fork: %+v", out)
	}
}

// numbered gives entries other positions.
func numbered(entries []heed.Entry, from int64) []heed.Entry {
	out := append([]heed.Entry{}, entries...)
	for i := range out {
		out[i].Position = from + int64(i)
	}
	return out
}

// FuzzOpenCheckpoint: whatever a file holds, it is a checkpoint that the key has
// signed, or an error that says what to do.
func FuzzOpenCheckpoint(f *testing.F) {
	by, public := key(f, "fuzz")
	c := audit.Checkpoint{Origin: "fuzz", Size: 3, Root: tlog.Hash{1}}
	signed := signText(f, by, c.Text())
	f.Add(signed, public)
	f.Add([]byte("fuzz\n3\n\n\n— fuzz AAAA\n"), "fuzz+00000000+AAAA")
	f.Fuzz(func(t *testing.T, data []byte, k string) {
		got, err := audit.OpenCheckpoint(data, k)
		if err != nil && heed.ErrorCode(err) != heed.CodeInvalid {
			t.Errorf("%v", err)
		}
		if err == nil && k == public && got != c {
			t.Errorf("forged: %+v", got)
		}
	})
}
