// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package docx

import "fmt"

// member is one file of the package.
type member struct{ name, text string }

const (
	mainSpace    = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	partSpace    = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relations    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageSpace = "http://schemas.openxmlformats.org/package/2006"
	wordType     = "application/vnd.openxmlformats-officedocument.wordprocessingml"
)

func (d *Document) members() []member {
	return []member{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", packageRelations},
		{"docProps/core.xml", fmt.Sprintf(`<cp:coreProperties xmlns:cp="%s/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>%s</dc:title></cp:coreProperties>`, packageSpace, escape(d.Title))},
		{"word/document.xml", d.main()},
		{"word/styles.xml", d.styles()},
		{"word/footer1.xml", `<w:ftr ` + mainSpace + `><w:p><w:pPr><w:pStyle w:val="Small"/><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>`},
		{"word/_rels/document.xml.rels", documentRelations},
	}
}

const contentTypes = `<Types xmlns="` + packageSpace + `/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="` + wordType + `.document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="` + wordType + `.styles+xml"/>` +
	`<Override PartName="/word/footer1.xml" ContentType="` + wordType + `.footer+xml"/></Types>`

const packageRelations = `<Relationships xmlns="` + packageSpace + `/relationships">` +
	`<Relationship Id="rId1" Type="` + relations + `/officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="` + packageSpace + `/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

const documentRelations = `<Relationships xmlns="` + packageSpace + `/relationships">` +
	`<Relationship Id="rId1" Type="` + relations + `/styles" Target="styles.xml"/>` +
	`<Relationship Id="rId2" Type="` + relations + `/footer" Target="footer1.xml"/></Relationships>`

// main is the text with the paper that it is on.
func (d *Document) main() string {
	width, height, lying := paperWidth, paperHeight, ""
	if d.Landscape {
		width, height, lying = paperHeight, paperWidth, ` w:orient="landscape"`
	}
	direction := ""
	if d.RightToLeft {
		direction = "<w:bidi/>"
	}
	return fmt.Sprintf(`<w:document %s %s><w:body>%s<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="%d" w:h="%d"%s/><w:pgMar w:top="%[7]d" w:right="%[7]d" w:bottom="%[7]d" w:left="%[7]d" w:header="709" w:footer="709" w:gutter="0"/>%[8]s</w:sectPr></w:body></w:document>`,
		mainSpace, partSpace, d.body.String(), width, height, lying, margin, direction)
}

// styles says how each style looks; fonts are the word processor's own.
func (d *Document) styles() string {
	language := d.Language
	if language == "" {
		language = "en"
	}
	lang := fmt.Sprintf(`<w:lang w:val="%[1]s" w:bidi="%[1]s"/>`, escape(language))
	style := func(id Style, size, before, after int, more, look string) string {
		return fmt.Sprintf(`<w:style w:type="paragraph" w:styleId="%[1]s"><w:name w:val="%[1]s"/><w:pPr>%[5]s<w:spacing w:before="%[3]d" w:after="%[4]d"/></w:pPr><w:rPr>%[6]s<w:sz w:val="%[2]d"/><w:szCs w:val="%[2]d"/></w:rPr></w:style>`,
			id, size, before, after, more, look)
	}
	const bold = "<w:b/><w:bCs/>"
	return `<w:styles ` + mainSpace + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>` + lang + `</w:rPr></w:rPrDefault></w:docDefaults>` +
		style(Normal, 22, 0, 120, "", "") + style(Title, 34, 240, 120, "<w:keepNext/>", bold) + style(Subtitle, 26, 60, 120, "<w:keepNext/>", bold) +
		style(Heading1, 28, 360, 120, `<w:keepNext/><w:outlineLvl w:val="0"/>`, bold) + style(Heading2, 24, 240, 120, `<w:keepNext/><w:outlineLvl w:val="1"/>`, bold) +
		style(Numbered, 22, 0, 120, `<w:tabs><w:tab w:val="left" w:pos="1134"/></w:tabs><w:ind w:left="1134" w:hanging="1134"/>`, "") + style(Small, 18, 20, 20, "", "") +
		`<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4"/><w:left w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="4"/><w:right w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>`
}
