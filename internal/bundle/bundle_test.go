// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package bundle_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/audit"
	"github.com/heed-upr/heed/internal/bundle"
)

// made makes a bundle of one publication and one file, in a log of which its
// entry is the only one, and gives the key that signed it.
func made(t testing.TB, change func(*bundle.Content)) ([]byte, string) {
	t.Helper()
	secret, key, err := note.GenerateKey(nil, "heed-log-test")
	if err != nil {
		t.Fatal(err)
	}
	line, item, err := bundle.Item(heed.Publication{Subject: heed.Subject{Kind: heed.SubjectMeasure, ID: "law"}, Day: "2026-11-30", Body: json.RawMessage(`{"title":"A law"}`)})
	if err != nil {
		t.Fatal(err)
	}
	data := []byte("a file")
	content := bundle.Content{
		Version: bundle.Version, Of: heed.Side{Voice: heed.VoiceNHRI, State: "XVA"}, Day: "2026-11-30",
		Items: []heed.Digest{item}, Files: []heed.Digest{heed.DigestOf(data)},
	}
	change(&content)
	entry, err := audit.NewEntry(heed.EntryBundle, heed.Operator, time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC), content)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := note.NewSigner(secret)
	if err != nil {
		t.Fatal(err)
	}
	point := audit.Checkpoint{Origin: signer.Name(), Size: 1, Root: tlog.RecordHash(audit.Record(entry))}
	signed, err := note.Sign(&note.Note{Text: point.Text()}, signer)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	get := func(heed.Digest) ([]byte, error) { return data, nil }
	if err := bundle.Write(&out, bundle.Opening{Checkpoint: signed, Entry: entry}, [][]byte{line}, content.Files, get); err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), key
}

func TestRead(t *testing.T) {
	data, key := made(t, func(*bundle.Content) {})
	var files []string
	b, err := bundle.Read(bytes.NewReader(data), key, func(_ heed.Digest, data []byte) error { files = append(files, string(data)); return nil })
	if err != nil || b.Of.Voice != heed.VoiceNHRI || b.Size != 1 || len(b.Publications) != 1 || b.Publications[0].ID != "law" || !slices.Equal(files, []string{"a file"}) {
		t.Errorf("%+v, %q, %v", b, files, err)
	}
	full := errors.New("no room")
	if _, err := bundle.Read(bytes.NewReader(data), key, func(heed.Digest, []byte) error { return full }); !errors.Is(err, full) {
		t.Errorf("what keep says is lost: %v", err)
	}
	_, other := made(t, func(*bundle.Content) {})
	if _, err := bundle.Read(bytes.NewReader(data), other, nil); heed.ErrorCode(err) != heed.CodeInvalid {
		t.Errorf("signed by another key: %v", err)
	}
}

// What is signed may still be nothing that Heed would write.
func TestRead_RefusesWhatIsSignedAndWrong(t *testing.T) {
	for name, change := range map[string]func(*bundle.Content){
		"of no voice":        func(c *bundle.Content) { c.Of.Voice = "crown" },
		"of no day":          func(c *bundle.Content) { c.Day = "today" },
		"of a later version": func(c *bundle.Content) { c.Version++ },
		"of more items":      func(c *bundle.Content) { c.Items = append(c.Items, c.Items[0]) },
		"of other items":     func(c *bundle.Content) { c.Items[0] = c.Files[0] },
		"of other files":     func(c *bundle.Content) { c.Files[0] = c.Items[0] },
		"of no files":        func(c *bundle.Content) { c.Files = append(c.Files, c.Files[0]) },
	} {
		data, key := made(t, change)
		if name == "of no files" {
			data = data[:bytes.LastIndexByte(data[:len(data)-1], '\n')+1]
		}
		if _, err := bundle.Read(bytes.NewReader(data), key, func(heed.Digest, []byte) error { return nil }); heed.ErrorCode(err) != heed.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whatever the bytes are, they are the bundle or refused.
func FuzzRead(f *testing.F) {
	data, key := made(f, func(*bundle.Content) {})
	f.Add(data)
	f.Add(data[:len(data)/2])
	f.Add([]byte("{}\n"))
	f.Fuzz(func(t *testing.T, got []byte) {
		_, err := bundle.Read(bytes.NewReader(got), key, func(heed.Digest, []byte) error { return nil })
		if (err == nil) != bytes.Equal(got, data) {
			t.Errorf("%v for\n%s", err, got)
		}
	})
}
