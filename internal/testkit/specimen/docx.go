// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package specimen

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// docx collects a word processor's document. It is written by hand so that
// nothing of the program that reads documents has a part in making them.
type docx struct {
	body      strings.Builder
	footnotes strings.Builder
	notes     int
	marks     map[string]int // bookmark numbers of refs
	auto      bool
	leadIns   []string // numbers of the lead-ins, for automatic numbering
	symbol    string
	rtl       bool // written from right to left
}

const (
	wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	xmlHead   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
)

// wordStyles are the style of each kind of block.
var wordStyles = map[kind]string{
	body: "SingleTxtG", lettered: "SingleTxtG", leadIn: "SingleTxtG", entry: "SingleTxtG", chapter: "HChG", section: "H1G",
	bullet: "Bullet1G", reference: "SingleTxtG", annex: "HChG", callout: "H23G", aside: "SingleTxtG",
}

// setDOCX sets the paper for word processors; pages are those of the PDF, for
// the contents as last updated.
func setDOCX(p paper, pages map[string]int) ([]byte, error) {
	d := &docx{marks: map[string]int{}, auto: p.auto, symbol: p.cover.symbolOr("")}
	for _, b := range p.blocks {
		if strings.HasPrefix(b.ref, "heading ") {
			d.marks[b.ref] = len(d.marks) + 1
		}
	}
	if p.cover != nil {
		d.rtl = p.cover.words.rtl
		d.cover(*p.cover)
	}
	if p.contents {
		d.contents(p.blocks, pages)
	}
	for _, b := range p.blocks {
		d.block(b)
	}
	if d.rtl {
		d.turn()
	}
	return d.pack(portrait)
}

// turn marks everything set so far as running from right to left.
func (d *docx) turn() {
	text := strings.NewReplacer(
		`<w:p><w:pPr>`, `<w:p><w:pPr><w:bidi/>`, `<w:p><w:r>`, `<w:p><w:pPr><w:bidi/></w:pPr><w:r>`,
		`<w:r><w:rPr>`, `<w:r><w:rPr><w:rtl/>`, `<w:r><w:t `, `<w:r><w:rPr><w:rtl/></w:rPr><w:t `,
	).Replace(d.body.String())
	d.body.Reset()
	d.body.WriteString(text)
}

func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(s)
}

// run is a stretch of text in one style.
func run(text, properties string) string {
	if text == "" {
		return ""
	}
	if properties != "" {
		properties = "<w:rPr>" + properties + "</w:rPr>"
	}
	return "<w:r>" + properties + `<w:t xml:space="preserve">` + escape(text) + "</w:t></w:r>"
}

const (
	bold   = "<w:b/>"
	tabRun = "<w:r><w:tab/></w:r>"
)

func (d *docx) paragraph(style, properties, content string) {
	fmt.Fprintf(&d.body, `<w:p><w:pPr><w:pStyle w:val="%s"/>%s</w:pPr>%s</w:p>`, style, properties, content)
}

// block writes one paragraph.
func (d *docx) block(b block) {
	properties, number := d.numbering(b)
	look := ""
	if b.kind == leadIn || b.kind == entry {
		look = bold
	}
	content := number + d.runs(b, look)
	if id, ok := d.marks[b.ref]; ok {
		content = fmt.Sprintf(`<w:bookmarkStart w:id="%d" w:name="_Toc%d"/>%s<w:bookmarkEnd w:id="%d"/>`, id, 900000+id, content, id)
	}
	d.paragraph(wordStyles[b.kind], properties, content)
}

// numbering gives the paragraph's own properties and its number as text. The
// numbers of paragraphs and recommendations are left to Word where the paper
// says so.
func (d *docx) numbering(b block) (properties, number string) {
	if d.auto && b.num != "" {
		switch b.kind {
		case leadIn:
			d.leadIns = append(d.leadIns, strings.TrimSuffix(b.num, "."))
			return numbered1, ""
		case body:
			return numbered1, ""
		case entry:
			return fmt.Sprintf(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="%d"/></w:numPr><w:ind w:left="1701" w:firstLine="0"/>`, b.level+2), ""
		}
	}
	switch b.kind {
	case entry:
		return `<w:tabs><w:tab w:val="left" w:pos="2552"/></w:tabs><w:ind w:left="1701"/>`, run(b.num, "") + tabRun
	case lettered:
		return `<w:ind w:firstLine="567"/>`, run(b.num, "") + tabRun
	case reference:
		return `<w:ind w:firstLine="567"/>`, run(b.num, "") + tabRun
	case bullet:
		return `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="20"/></w:numPr>`, ""
	case aside:
		return `<w:jc w:val="right"/>`, ""
	case chapter, section:
		return "", run(b.num, "") + tabRun
	case annex:
		return `<w:pageBreakBefore/>`, ""
	}
	if b.num == "" {
		return "", ""
	}
	return "", run(b.num, "") + tabRun
}

const numbered1 = `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`

// runs writes the text with its footnotes. Longer texts are cut into two runs
// within a word, as editing leaves them.
func (d *docx) runs(b block, look string) string {
	var out strings.Builder
	for i, part := range strings.Split(b.text, noteMark) {
		if i > 0 {
			out.WriteString(d.note(b.notes[i-1]))
		}
		if letters := []rune(part); len(letters) > 60 {
			out.WriteString(run(string(letters[:47]), look) + run(string(letters[47:]), look))
			continue
		}
		out.WriteString(run(part, look))
	}
	return out.String()
}

// note adds a footnote and gives the mark in the text.
func (d *docx) note(f footnote) string {
	d.notes++
	reference, own := "<w:footnoteReference w:id=\"%d\"/>", "<w:footnoteRef/>"
	if strings.HasPrefix(f.mark, "*") {
		reference, own = "<w:footnoteReference w:customMarkFollows=\"1\" w:id=\"%d\"/><w:t>"+f.mark+"</w:t>", "<w:t>"+f.mark+"</w:t>"
	}
	fmt.Fprintf(&d.footnotes, `<w:footnote w:id="%d"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>%s</w:r>%s%s</w:p></w:footnote>`, d.notes, own, tabRun, run(f.text, ""))
	return "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>" + fmt.Sprintf(reference, d.notes) + "</w:r>"
}

// contents writes the table of contents with fields for the pages.
func (d *docx) contents(blocks []block, pages map[string]int) {
	d.paragraph("HChG", `<w:pageBreakBefore/>`, run("Contents", ""))
	d.paragraph("TOC1", "", tabRun+tabRun+run("Paragraphs", "<w:i/>")+tabRun+run("Page", "<w:i/>"))
	headings := make([]block, 0, len(d.marks))
	for _, b := range blocks {
		if d.marks[b.ref] > 0 {
			headings = append(headings, b)
		}
	}
	for _, s := range spans(blocks, pages) {
		style := "TOC" + strconv.Itoa(max(1, s.level))
		if s.page == 0 {
			d.paragraph(style, "", run(s.title, ""))
			continue
		}
		id := 0
		for _, h := range headings {
			if strings.ReplaceAll(h.text, noteMark, "") == s.title || (h.kind == annex && s.title == "Composition of the delegation") {
				id = d.marks[h.ref]
			}
		}
		page := fmt.Sprintf(`<w:fldSimple w:instr=" PAGEREF _Toc%d \h "><w:r><w:t>%d</w:t></w:r></w:fldSimple>`, 900000+id, s.page)
		d.paragraph(style, "", run(s.number, "")+tabRun+run(s.title, "")+tabRun+run(s.paragraphs, "")+tabRun+page)
	}
	d.body.WriteString(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`)
}

// member is one file of the package.
type member struct{ name, text string }

// pack writes the package, with the same times each time.
func (d *docx) pack(section string) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, m := range d.members(section) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: m.name, Method: zip.Deflate, Modified: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return nil, fmt.Errorf("pack %s: %w", m.name, err)
		}
		if _, err := w.Write([]byte(m.text)); err != nil {
			return nil, fmt.Errorf("pack %s: %w", m.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	return out.Bytes(), nil
}
