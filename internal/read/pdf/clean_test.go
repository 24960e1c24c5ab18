// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package pdf_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/go-pdf/fpdf"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
)

// telling makes a document that tells more than its page shows.
func telling(t *testing.T) []byte {
	t.Helper()
	f := fpdf.New("P", "mm", "A4", "")
	f.SetCompression(false)
	f.SetAuthor("Aruzhan Secret", true)
	f.SetCreator("Secret Writer 7", true)
	f.SetProducer("Secret Producer", true)
	f.SetTitle("secret draft", true)
	f.SetXmpMetadata([]byte("<x:xmpmeta>secret trail</x:xmpmeta>"))
	f.SetJavascript("app.alert('secret script')")
	f.SetAttachments([]fpdf.Attachment{{Content: []byte("secret attachment"), Filename: "secret.txt", Description: "secret"}})
	f.SetCreationDate(time.Date(2031, 1, 2, 3, 4, 5, 0, time.UTC))
	for _, text := range []string{"What everybody may read of what was found on that day. ", "And what was done about it, step by step, until now. "} {
		f.AddPage()
		f.SetFont("Helvetica", "", 12)
		f.Write(8, strings.Repeat(text, 5))
		f.WriteLinkString(8, "a link", "https://secret.example/")
	}
	var out bytes.Buffer
	if err := f.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestEngine_CleanShowsTheSameAndTellsNothingElse(t *testing.T) {
	e, data := open(t), telling(t)
	if !bytes.Contains(data, []byte("secret script")) {
		t.Fatal("the document does not tell what is to be cleaned away")
	}
	clean, err := e.Clean(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"Secret", "secret", "2031", "JavaScript", "EmbeddedFile", "CreationDate", "/Annots"} {
		if bytes.Contains(clean, []byte(s)) {
			t.Errorf("the clean copy still tells %q", s)
		}
	}
	again, err := e.Clean(data)
	if err != nil || !bytes.Equal(clean, again) {
		t.Errorf("cleaned twice, it has other bytes (%v)", err)
	}
	before, err := e.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	after, err := e.Read(clean)
	if err != nil {
		t.Fatal(err)
	}
	if len(after.Pages) != 2 || texts(before) != texts(after) || !strings.Contains(texts(after), "everybody may read") {
		t.Errorf("the clean copy reads %q, the original %q", texts(after), texts(before))
	}
	if _, err := e.Clean([]byte("%PDF-1.7 rubbish")); heed.ErrorArg(err, "Outcome") != string(heed.OutcomeBroken) {
		t.Errorf("rubbish: %v", err)
	}
}

func texts(d *doc.Document) string {
	var out strings.Builder
	for _, p := range d.Paragraphs {
		out.WriteString(p.Label + p.Text + "\n")
	}
	return out.String()
}
