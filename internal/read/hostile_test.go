// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package read_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/read"
)

// pdfOf makes a PDF of numbered objects; the first is the catalogue.
func pdfOf(trailer string, objects ...string) []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n")
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&out, "trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, at)
	return out.Bytes()
}

// onePage makes a PDF of one page whose content is a deflated stream.
func onePage(content func(write func(string))) []byte {
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	content(func(s string) { _, _ = w.Write([]byte(s)) })
	_ = w.Close()
	return pdfOf("",
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream", packed.Len(), packed.String()),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
}

// wordOf makes a Word document with a body of its own.
func wordOf(body func(write func(string))) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	part := func(name, text string) {
		f, _ := w.Create(name)
		_, _ = f.Write([]byte(text))
	}
	part("[Content_Types].xml", `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`)
	part("_rels/.rels", `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`)
	f, _ := w.Create("word/document.xml")
	body(func(s string) { _, _ = f.Write([]byte(s)) })
	_ = w.Close()
	return out.Bytes()
}

const wordRoot = `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`

// hostile are documents that mean harm, or that something went wrong with, each
// with what may become of it. "" is that it is read.
func hostile() map[string]struct {
	data []byte
	may  []heed.Outcome
} {
	type one = struct {
		data []byte
		may  []heed.Outcome
	}
	noise := make([]byte, 1<<16)
	random := rand.NewChaCha8([32]byte{1})
	_, _ = random.Read(noise)
	kids := strings.Repeat("3 0 R ", 100_000)
	gaveUp := []heed.Outcome{heed.OutcomeTimeout, heed.OutcomeTooMuch, heed.OutcomeBroken, heed.OutcomeScanned, heed.OutcomeEmpty, heed.OutcomeFormatNotRead, heed.OutcomeUnknownLayout}
	return map[string]one{
		"a PDF that is HTML":        {[]byte("<!DOCTYPE html><html><head><title>404</title></head><body>Not found</body></html>"), []heed.Outcome{heed.OutcomeWebPage}},
		"noise":                     {noise, []heed.Outcome{heed.OutcomeFormatNotRead}},
		"noise that says it is PDF": {append([]byte("%PDF-1.7\n"), noise...), []heed.Outcome{heed.OutcomeBroken}},
		"encrypted":                 {pdfOf("/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<"+strings.Repeat("41", 32)+">/U<"+strings.Repeat("42", 32)+">>>", "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"), []heed.Outcome{heed.OutcomeEncrypted}},
		"100,000 pages":             {pdfOf("", "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids["+kids+"]/Count 100000>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"), gaveUp},
		"pages within themselves":   {pdfOf("", "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"), gaveUp},
		"brackets without end":      {pdfOf("", "<</Type/Catalog/Pages 2 0 R/X"+strings.Repeat("[", 200_000)+">>", "<</Type/Pages/Kids[]/Count 0>>"), gaveUp},
		"a page of a million marks": {onePage(func(write func(string)) {
			write("BT /F 1 Tf ")
			for i := range 1_000_000 {
				write(fmt.Sprintf("1 0 0 1 %d %d Tm (x) Tj ", i%500, i/2000))
			}
			write("ET")
		}), append(gaveUp, "")},
		"a stream of a gigabyte": {onePage(func(write func(string)) {
			blanks := strings.Repeat(" ", 1<<20)
			for range 1 << 10 {
				write(blanks)
			}
		}), gaveUp},
		"a Word bomb": {wordOf(func(write func(string)) {
			write(wordRoot + "<w:p><w:r><w:t>")
			blanks := strings.Repeat("x", 1<<20)
			for range 1 << 10 {
				write(blanks)
			}
			write("</w:t></w:r></w:p></w:body></w:document>")
		}), gaveUp},
		"Word, nested without end": {wordOf(func(write func(string)) {
			write(wordRoot + strings.Repeat("<w:sdt><w:sdtContent>", 100_000) + "<w:p/>")
		}), gaveUp},
		"Word with entities": {wordOf(func(write func(string)) {
			write(`<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>` + strings.TrimPrefix(wordRoot, `<?xml version="1.0"?>`) + "<w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>")
		}), gaveUp},
		"a table of a million columns": {[]byte(strings.Repeat("a,", 1_000_000) + "\n" + strings.Repeat("b,", 1_000_000) + "\n"), append(gaveUp, "")},
		"a table with an open quote":   {[]byte("a,b,c,d\n1,2,3,\"" + strings.Repeat("x\n", 1<<20)), append(gaveUp, "")},
	}
}

// TestRead_Hostile: an outcome with its own code within 30 seconds, and the
// next document is read.
func TestRead_Hostile(t *testing.T) {
	good := specimenReport(t)
	p := pool(t, read.Config{Workers: 1, Memory: 512 << 20})
	if _, err := p.Read(t.Context(), good); err != nil { // warm
		t.Fatal(err)
	}
	for name, c := range hostile() {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			_, err := p.Read(t.Context(), c.data)
			took := time.Since(began)
			if err != nil && heed.ErrorCode(err) != heed.CodeUnreadable {
				t.Errorf("an error of the program and no outcome: %v", err)
			}
			got := heed.Outcome(heed.ErrorArg(err, "Outcome"))
			if !slices.Contains(c.may, got) {
				t.Errorf("outcome %q (%v)", got, err)
			}
			if took > read.DefaultTimeout+5*time.Second {
				t.Errorf("it took %v", took)
			}
			t.Logf("%q after %v", got, took.Round(time.Millisecond))
			if _, err := p.Read(t.Context(), good); err != nil {
				t.Errorf("a good document afterwards: %v", err)
			}
		})
	}
}

// FuzzDecode holds the wire form to an error or a document: what a reading
// process answers has been made of hostile bytes.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"version":1,"format":"pdf","pages":[{"number":1}],"paragraphs":[{"text":"a","spans":[{"from":0,"to":9,"page":7}]}]}`))
	f.Add([]byte(`{"version":2}`))
	f.Add([]byte(`[`))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := doc.Decode(data)
		if err != nil {
			return
		}
		for _, p := range d.Paragraphs {
			p.Places(0, len(p.Text))
		}
		if _, err := doc.Encode(d); err != nil {
			t.Fatal(err)
		}
	})
}
