// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package specimen

import (
	"fmt"
	"strings"
)

// cover writes the first page: a table for the masthead, as official
// documents have it, then the organ and the titles.
func (d *docx) cover(c cover) {
	const line = `<w:tcBorders><w:bottom w:val="single" w:sz="%d" w:space="0" w:color="auto"/></w:tcBorders>`
	thin, thick := fmt.Sprintf(line, 4), fmt.Sprintf(line, 12)
	d.body.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="9639" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="1276"/><w:gridCol w:w="5390"/><w:gridCol w:w="2973"/></w:tblGrid>`)
	d.tableRow(900,
		tableCell(1276, thin, plainParagraph("", "")),
		tableCell(5390, thin, plainParagraph(run(c.words.organization, `<w:sz w:val="28"/>`), "")),
		tableCell(2973, thin, plainParagraph(run(c.symbol[:1], `<w:sz w:val="40"/>`)+run(c.symbol[1:], ""), `<w:jc w:val="right"/>`)))
	d.tableRow(2835,
		tableCell(1276, thick, plainParagraph("", "")),
		tableCell(5390, thick, plainParagraph(run(c.words.assembly, `<w:b/><w:sz w:val="40"/>`), "")),
		tableCell(2973, thick, plainParagraph(run(c.words.distr, ""), `<w:spacing w:before="240"/>`)+plainParagraph(run(c.date, ""), "")+plainParagraph(run(c.words.language, ""), "")+plainParagraph(run(c.words.original, ""), "")))
	d.body.WriteString(`</w:tbl>`)
	add := func(text, look string) {
		if text != "" {
			d.body.WriteString(plainParagraph(run(text, look), ""))
		}
	}
	d.body.WriteString(plainParagraph(run(c.words.council, `<w:b/><w:sz w:val="24"/>`), `<w:spacing w:before="120"/>`))
	add(c.council, bold)
	add(c.days, "")
	add(c.words.agenda, "")
	add(c.words.review, bold)
	title := block{kind: chapter, text: c.title}
	if c.note != "" {
		title.text += noteMark
		title.notes = []footnote{{"*", c.note}}
	}
	d.paragraph("HChG", "", tabRun+tabRun+d.runs(title, ""))
	for _, text := range []string{c.state, c.subtitle, c.about} {
		if text != "" {
			d.paragraph("HChG", "", tabRun+tabRun+run(text, ""))
		}
	}
	d.body.WriteString(plainParagraph(run(c.job+"  ("+c.words.letter+")", ""), `<w:framePr w:w="2600" w:h="300" w:hRule="exact" w:wrap="around" w:vAnchor="page" w:hAnchor="margin" w:x="1" w:y="14400"/>`))
	d.body.WriteString(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`)
}

func plainParagraph(content, properties string) string {
	if properties != "" {
		properties = "<w:pPr>" + properties + "</w:pPr>"
	}
	return "<w:p>" + properties + content + "</w:p>"
}

func tableCell(width int, properties, content string) string {
	return fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s</w:tcPr>%s</w:tc>`, width, properties, content)
}

func (d *docx) tableRow(height int, cells ...string) {
	properties := `<w:cantSplit/>`
	if height > 0 {
		properties += fmt.Sprintf(`<w:trHeight w:val="%d"/>`, height)
	}
	d.body.WriteString(`<w:tr><w:trPr>` + properties + `</w:trPr>` + strings.Join(cells, "") + `</w:tr>`)
}

// listWidths are the list's columns in twentieths of a point.
var listWidths = [4]int{7440, 1640, 3200, 2560}

// setListDOCX sets the list, whose natural form this is.
func setListDOCX(l list) ([]byte, error) {
	d := &docx{}
	for _, t := range l.title {
		d.body.WriteString(plainParagraph(run(t, `<w:b/><w:sz w:val="28"/>`), ""))
	}
	const edge = ` w:val="single" w:sz="4" w:space="0" w:color="auto"/>`
	d.body.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="14840" w:type="dxa"/><w:tblBorders><w:top` + edge + `<w:left` + edge + `<w:bottom` + edge + `<w:right` + edge + `<w:insideH` + edge + `<w:insideV` + edge + `</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	for _, w := range listWidths {
		fmt.Fprintf(&d.body, `<w:gridCol w:w="%d"/>`, w)
	}
	d.body.WriteString(`</w:tblGrid>`)
	const shade = `<w:shd w:val="clear" w:color="auto" w:fill="%s"/>`
	var names strings.Builder
	for i, c := range l.columns {
		names.WriteString(tableCell(listWidths[i], fmt.Sprintf(shade, "DEE2E8"), plainParagraph(run(c, bold), "")))
	}
	d.body.WriteString(`<w:tr><w:trPr><w:tblHeader/></w:trPr>` + names.String() + `</w:tr>`)
	for _, r := range l.rows {
		if r.heading != "" {
			d.tableRow(0, tableCell(14840, `<w:gridSpan w:val="4"/>`+fmt.Sprintf(shade, "F0F0F0"), plainParagraph(run(r.heading, bold), `<w:keepNext/>`)))
			continue
		}
		var cells []string
		for i, lines := range r.cells {
			var content strings.Builder
			for _, line := range lines {
				content.WriteString(plainParagraph(run(line, ""), ""))
			}
			if len(lines) == 0 {
				content.WriteString(plainParagraph("", ""))
			}
			cells = append(cells, tableCell(listWidths[i], "", content.String()))
		}
		d.tableRow(0, cells...)
	}
	d.body.WriteString(`</w:tbl>` + plainParagraph("", ""))
	return d.pack(landscape)
}
