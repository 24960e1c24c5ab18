// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package pdf_test

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/read/pdf"
	"github.com/heed-upr/heed/internal/testkit/specimen"
)

// memory is what the sandboxes of these tests may take.
const memory = 512 << 20

func open(t testing.TB) *pdf.Engine {
	t.Helper()
	// Compiling the sandbox takes seconds; tests of all packages share it.
	cache := filepath.Join(os.TempDir(), "heed-test-sandbox")
	e, err := pdf.Open(t.Context(), cache, memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

func report(t testing.TB) []byte {
	t.Helper()
	for _, d := range specimen.Documents() {
		if d.Format == "pdf" && strings.Contains(d.Name, "report") {
			return d.Data
		}
	}
	t.Fatal("the specimen has no report in PDF")
	return nil
}

func TestEngine_ReadsAndDraws(t *testing.T) {
	e, data := open(t), report(t)
	d, err := e.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	again, err := e.Read(data)
	if err != nil || len(again.Paragraphs) != len(d.Paragraphs) {
		t.Errorf("the second reading differs: %d and %d paragraphs, %v", len(d.Paragraphs), len(again.Paragraphs), err)
	}
	drawn, err := e.Page(data, 2, 600)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(drawn))
	if err != nil || img.Bounds().Dx() != 600 {
		t.Errorf("a picture %v wide, %v", img.Bounds(), err)
	}
	for _, n := range []int{0, len(d.Pages) + 1} {
		if _, err := e.Page(data, n, 600); heed.ErrorCode(err) != heed.CodeNotFound {
			t.Errorf("page %d: %v", n, err)
		}
	}
}

// FuzzRead: whatever the bytes, the engine answers with a document or with an
// outcome, and reads a good document afterwards.
func FuzzRead(f *testing.F) {
	good := report(f)
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9>>endobj trailer<</Root 1 0 R>>"))
	e := open(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := e.Read(data)
		if err != nil {
			if heed.ErrorCode(err) != heed.CodeUnreadable {
				t.Fatal(err)
			}
			return
		}
		if _, err := doc.Encode(d); err != nil {
			t.Fatal(err)
		}
	})
}
