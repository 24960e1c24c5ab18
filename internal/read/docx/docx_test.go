// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package docx_test

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/read/docx"
	"github.com/heed-upr/heed/internal/testkit"
	"github.com/heed-upr/heed/internal/testkit/specimen"
)

const space = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`

// file makes a document of parts: name, content, ….
func file(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// body makes a document with a body, and with other parts.
func body(t testing.TB, content string, parts ...string) []byte {
	t.Helper()
	return file(t, append([]string{"word/document.xml", `<w:document ` + space + `><w:body>` + content + `</w:body></w:document>`}, parts...)...)
}

// shown reads a document and gives its paragraphs as "label|text".
func shown(t *testing.T, data []byte) []string {
	t.Helper()
	d, err := docx.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range d.Paragraphs {
		out = append(out, p.Label+"|"+p.Text)
	}
	return out
}

const numbering = `<w:numbering ` + space + `>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="6"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="20"/></w:lvlOverride></w:num>
</w:numbering>`

func item(list, level, text string) string {
	return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + list + `"/></w:numPr></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
}

func TestRead_CountsAsWordDoes(t *testing.T) {
	got := shown(t, body(t,
		item("1", "0", "first")+item("1", "1", "under it")+item("1", "1", "again")+item("1", "2", "deep")+item("1", "2", "deeper")+
			item("1", "0", "second")+item("1", "1", "anew")+item("2", "0", "elsewhere")+item("1", "0", "third")+item("9", "0", "no such list"),
		"word/numbering.xml", numbering))
	want := []string{"6.|first", "6.1|under it", "6.2|again", "(a)|deep", "(b)|deeper", "7.|second", "7.1|anew", "20.|elsewhere", "8.|third", "|no such list"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestRead_TakesNumbersFromStyles(t *testing.T) {
	got := shown(t, body(t, `<w:p><w:pPr><w:pStyle w:val="Sub"/></w:pPr><w:r><w:t>one</w:t></w:r></w:p>`,
		"word/numbering.xml", numbering,
		"word/styles.xml", `<w:styles `+space+`><w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
			<w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Base"/><w:rPr><w:b/></w:rPr></w:style></w:styles>`))
	if d := cmp.Diff([]string{"6.|one"}, got); d != "" {
		t.Error(d)
	}
}

func TestRead_AcceptsChangesAndShowsWhatIsPrinted(t *testing.T) {
	for name, c := range map[string]struct{ content, want string }{
		"changes":                    {`<w:p><w:r><w:t xml:space="preserve">Open </w:t></w:r><w:del><w:r><w:delText>no </w:delText></w:r></w:del><w:ins><w:r><w:t>all prisons</w:t></w:r></w:ins></w:p>`, "|Open all prisons"},
		"a deleted end of paragraph": {`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">Open </w:t></w:r></w:p><w:p><w:r><w:t>prisons</w:t></w:r></w:p>`, "|Open prisons"},
		"moved":                      {`<w:p><w:moveFrom><w:r><w:t>old place</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>new place</w:t></w:r></w:moveTo></w:p>`, "|new place"},
		"hidden":                     {`<w:p><w:r><w:t>seen</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>`, "|seen"},
		"one of two forms":           {`<w:p><w:r><mc:AlternateContent><mc:Choice><w:r><w:t>new</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>old</w:t></w:r></mc:Fallback></mc:AlternateContent></w:r></w:p>`, "|new"},
		"a typed number":             {`<w:p><w:r><w:t>6.1</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>Ratify (France);</w:t></w:r></w:p>`, "6.1|Ratify (France);"},
		"a field":                    {`<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>7</w:t></w:r><w:r><w:noBreakHyphen/></w:r><w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink></w:p>`, "|7-link"},
	} {
		if got := strings.Join(shown(t, body(t, c.content)), "\n"); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestRead_KeepsTablesAndFootnotes(t *testing.T) {
	cell := func(s string) string { return `<w:tc><w:p><w:r><w:t>` + s + `</w:t></w:r></w:p></w:tc>` }
	d, err := docx.Read(body(t,
		`<w:p><w:r><w:t>Before</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>wide</w:t></w:r></w:p></w:tc>`+cell("third")+`</w:tr><w:tr>`+cell("a")+cell("b")+cell("c")+`</w:tr></w:tbl>`,
		"word/footnotes.xml", `<w:footnotes `+space+`><w:footnote w:type="separator" w:id="0"/><w:footnote w:id="2"><w:p><w:r><w:t>A note</w:t></w:r></w:p></w:footnote></w:footnotes>`))
	if err != nil {
		t.Fatal(err)
	}
	at := func(row, column int) doc.Cell { return doc.Cell{Table: 1, Row: row, Column: column} }
	want := map[string]doc.Cell{"wide": at(1, 1), "third": at(1, 3), "a": at(2, 1), "b": at(2, 2), "c": at(2, 3)}
	notes := 0
	for _, p := range d.Paragraphs {
		if c, ok := want[p.Text]; ok && (p.Cell == nil || *p.Cell != c) {
			t.Errorf("%s stands in %v, want %v", p.Text, p.Cell, c)
		}
		if p.Zone == doc.Footnote && p.Text == "A note" && p.Label == "2" {
			notes++
		}
	}
	if notes != 1 || !cmp.Equal(d.Paragraphs[0].Notes, []string{"2"}) {
		t.Errorf("footnotes: %+v", d.Paragraphs)
	}
}

func TestRead_RefusesWhatIsNoDocument(t *testing.T) {
	deep := strings.Repeat("<w:sdt>", 5000)
	for name, c := range map[string]struct {
		data []byte
		want heed.Outcome
	}{
		"no archive":        {[]byte("PK\x03\x04 broken"), heed.OutcomeBroken},
		"no document":       {file(t, "word/other.xml", "<x/>"), heed.OutcomeBroken},
		"not well-formed":   {file(t, "word/document.xml", "<w:document><w:body><w:p>"), heed.OutcomeBroken},
		"an entity":         {file(t, "word/document.xml", `<!DOCTYPE x [<!ENTITY a "b">]><w:document><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>`), heed.OutcomeBroken},
		"nothing in it":     {body(t, ""), heed.OutcomeEmpty},
		"nested too deep":   {body(t, deep), heed.OutcomeTooMuch},
		"unfolds too far":   {body(t, "<w:p><w:r><w:t>"+strings.Repeat("0", 100<<20)+"</w:t></w:r></w:p>"), heed.OutcomeTooMuch},
		"a path to outside": {file(t, "../../word/document.xml", "<w:document/>"), heed.OutcomeBroken},
	} {
		_, err := docx.Read(c.data)
		if heed.ErrorCode(err) != heed.CodeUnreadable || heed.ErrorArg(err, "Outcome") != string(c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

// The numbers that Word would print in drafts that are numbered by lists: one
// after the other without gaps, under the counts that the drafts themselves
// have.
func TestRead_NumbersRealDrafts(t *testing.T) {
	drafts, err := filepath.Glob(filepath.Join(testkit.Corpus(t), "drafts-2026", "*.docx"))
	if err != nil || len(drafts) == 0 {
		t.Fatal(err, "no drafts")
	}
	for _, path := range drafts {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		d, err := docx.Read(data)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, p := range d.Paragraphs {
			if lead, n, ok := strings.Cut(p.Label, "."); ok && n != "" {
				if seen[p.Label] {
					t.Errorf("%s: %s.%s occurs twice", filepath.Base(path), lead, n)
				}
				seen[p.Label] = true
			}
		}
		if len(seen) < 250 {
			t.Errorf("%s: only %d numbers", filepath.Base(path), len(seen))
		}
	}
}

// FuzzRead: whatever the bytes, there is a document or an outcome.
func FuzzRead(f *testing.F) {
	for _, d := range specimen.Documents() {
		if d.Format == "docx" {
			f.Add(d.Data)
			break
		}
	}
	f.Add(body(f, item("1", "1", "x"), "word/numbering.xml", numbering))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := docx.Read(data)
		if (d == nil) == (err == nil) || err != nil && heed.ErrorCode(err) != heed.CodeUnreadable {
			t.Errorf("%v, %v", d, err)
		}
	})
}
