// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package docx_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/heed-upr/heed/internal/export/docx"
	reader "github.com/heed-upr/heed/internal/read/docx"
)

// sample holds what could break a document: markup, characters that XML cannot
// hold, both directions of writing, a table with lines in cells.
func sample(rightToLeft bool) *docx.Document {
	d := &docx.Document{Title: "A <title> & more", Language: "kk", RightToLeft: rightToLeft, Landscape: true}
	d.Add(docx.Title, "Қазақстан <b> & “quotes”")
	d.Add(docx.Heading1, "توصيات")
	d.AddNumbered("140.7", "First\nsecond line, with \x01 in it")
	d.AddTable([]docx.Column{{"No.", 1}, {"Text", 3}}, [][]string{{"1", "one\ntwo"}, {"2", ""}})
	d.Add(docx.Small, "")
	return d
}

func bytesOf(t *testing.T, d *docx.Document) []byte {
	t.Helper()
	var out bytes.Buffer
	n, err := d.WriteTo(&out)
	if err != nil || n != int64(out.Len()) {
		t.Fatalf("%d of %d bytes, %v", n, out.Len(), err)
	}
	return out.Bytes()
}

func TestWriteTo_IsReadAsItWasMeant(t *testing.T) {
	for _, rightToLeft := range []bool{false, true} {
		read, err := reader.Read(bytesOf(t, sample(rightToLeft)))
		if err != nil {
			t.Fatal(err)
		}
		var texts []string
		for _, p := range read.Paragraphs {
			texts = append(texts, p.Label, p.Text)
		}
		got := strings.Join(texts, "|")
		for _, want := range []string{"Қазақстан <b> & “quotes”", "توصيات", "140.7", "First", "second line, with", "No.", "one"} {
			if !strings.Contains(got, want) {
				t.Errorf("%q is not in %q", want, got)
			}
		}
	}
}

func TestWriteTo_EveryPartIsWellFormedAndTellsNothing(t *testing.T) {
	data := bytesOf(t, sample(true))
	if !bytes.Equal(data, bytesOf(t, sample(true))) {
		t.Error("the same document has other bytes the second time")
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		for d := xml.NewDecoder(r); ; {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
			if e, ok := token.(xml.StartElement); ok && (e.Name.Local == "creator" || e.Name.Local == "created" || e.Name.Local == "lastModifiedBy") {
				t.Errorf("%s tells %s", f.Name, e.Name.Local)
			}
		}
		if f.Modified.Year() != 2000 {
			t.Errorf("%s is of %s", f.Name, f.Modified)
		}
	}
}
