// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package specimen

import (
	"fmt"
	"strings"
)

// The page's size and margins as the official documents have them.
const (
	portrait  = `<w:pgSz w:w="11907" w:h="16840"/><w:pgMar w:top="1701" w:right="1134" w:bottom="2268" w:left="1134" w:header="1134" w:footer="1701" w:gutter="0"/><w:titlePg/>`
	landscape = `<w:pgSz w:w="16840" w:h="11907" w:orient="landscape"/><w:pgMar w:top="1134" w:right="1000" w:bottom="1134" w:left="1000" w:header="567" w:footer="567" w:gutter="0"/><w:titlePg/>`
)

const relationTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

// parts are the document's parts with their kinds.
var parts = []struct{ id, kind, file string }{
	{"rId1", "styles", "styles"}, {"rId2", "numbering", "numbering"}, {"rId3", "footnotes", "footnotes"}, {"rId4", "settings", "settings"},
	{"rId5", "header", "header1"}, {"rId6", "header", "header2"}, {"rId7", "header", "header3"},
	{"rId8", "footer", "footer1"}, {"rId9", "footer", "footer2"}, {"rId10", "footer", "footer3"},
}

func (d *docx) members(section string) []member {
	types, relations := "", ""
	for _, p := range parts {
		types += fmt.Sprintf(`<Override PartName="/word/%s.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.%s+xml"/>`, p.file, p.kind)
		relations += fmt.Sprintf(`<Relationship Id="%s" Type="%s%s" Target="%s.xml"/>`, p.id, relationTypes, p.kind, p.file)
	}
	const relationships = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	return []member{
		{"[Content_Types].xml", xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` + types + `</Types>`},
		{"_rels/.rels", xmlHead + relationships + `<Relationship Id="rId1" Type="` + relationTypes + `officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/_rels/document.xml.rels", xmlHead + relationships + relations + `</Relationships>`},
		{"word/document.xml", xmlHead + `<w:document ` + wordSpace + `><w:body>` + d.body.String() + `<w:sectPr>` + sectionParts + section + `</w:sectPr></w:body></w:document>`},
		{"word/styles.xml", xmlHead + styles()},
		{"word/numbering.xml", xmlHead + d.numberingPart()},
		{"word/footnotes.xml", xmlHead + `<w:footnotes ` + wordSpace + `><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>` + d.footnotes.String() + `</w:footnotes>`},
		{"word/settings.xml", xmlHead + `<w:settings ` + wordSpace + `><w:defaultTabStop w:val="567"/><w:evenAndOddHeaders/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`},
		{"word/header1.xml", d.header("right")},
		{"word/header2.xml", d.header("left")},
		{"word/header3.xml", xmlHead + `<w:hdr ` + wordSpace + `><w:p><w:pPr><w:jc w:val="center"/></w:pPr>` + run(banner, `<w:b/><w:color w:val="961E1E"/><w:sz w:val="15"/>`) + `</w:p></w:hdr>`},
		{"word/footer1.xml", footer("right", true)},
		{"word/footer2.xml", footer("left", true)},
		{"word/footer3.xml", footer("left", false)},
	}
}

const sectionParts = `<w:headerReference w:type="default" r:id="rId5"/><w:headerReference w:type="even" r:id="rId6"/><w:headerReference w:type="first" r:id="rId7"/><w:footerReference w:type="default" r:id="rId8"/><w:footerReference w:type="even" r:id="rId9"/><w:footerReference w:type="first" r:id="rId10"/>`

// header is the running head: the symbol over a rule.
func (d *docx) header(side string) string {
	border := `<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="auto"/></w:pBdr>`
	if d.symbol == "" {
		border = ""
	}
	return xmlHead + `<w:hdr ` + wordSpace + `><w:p><w:pPr>` + border + `<w:jc w:val="` + side + `"/></w:pPr>` + run(d.symbol, `<w:b/><w:sz w:val="18"/>`) + `</w:p></w:hdr>`
}

func footer(side string, number bool) string {
	page := ""
	if number {
		page = `<w:p><w:pPr><w:jc w:val="` + side + `"/></w:pPr><w:r><w:rPr><w:b/><w:sz w:val="18"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` + run("2", `<w:b/><w:sz w:val="18"/>`) + `<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`
	}
	return xmlHead + `<w:ftr ` + wordSpace + `>` + page + `<w:p><w:pPr><w:jc w:val="center"/></w:pPr>` + run(running, `<w:color w:val="6E6E6E"/><w:sz w:val="12"/>`) + `</w:p></w:ftr>`
}

// numberingPart defines the lists: paragraphs, one list for the
// recommendations under each lead-in, and bullets.
func (d *docx) numberingPart() string {
	type list struct {
		id           int
		text, format string
	}
	lists := []list{{1, "%1.", "decimal"}}
	for i, number := range d.leadIns {
		lists = append(lists, list{i + 2, number + ".%1", "decimal"})
	}
	lists = append(lists, list{20, "\u2022", "bullet"})
	var abstract, instances strings.Builder
	for _, l := range lists {
		indent := `<w:ind w:left="1134" w:firstLine="0"/>`
		if l.format == "bullet" {
			indent = `<w:ind w:left="1701" w:hanging="170"/>`
		}
		fmt.Fprintf(&abstract, `<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:suff w:val="tab"/><w:lvlText w:val="%s"/><w:lvlJc w:val="left"/><w:pPr>%s</w:pPr><w:rPr><w:b w:val="0"/></w:rPr></w:lvl></w:abstractNum>`, l.id, l.format, l.text, indent)
		fmt.Fprintf(&instances, `<w:num w:numId="%d"><w:abstractNumId w:val="%d"/></w:num>`, l.id, l.id)
	}
	return `<w:numbering ` + wordSpace + `>` + abstract.String() + instances.String() + `</w:numbering>`
}

// styles are the paragraph styles by the names that official documents use.
func styles() string {
	var out strings.Builder
	out.WriteString(`<w:styles ` + wordSpace + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="20"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:line="240" w:lineRule="atLeast"/></w:pPr></w:style>`)
	const text = `<w:spacing w:after="120"/><w:ind w:left="1134" w:right="1134"/><w:jc w:val="both"/>`
	const tabs = `<w:tabs><w:tab w:val="right" w:pos="850"/><w:tab w:val="left" w:pos="1134"/><w:tab w:val="left" w:pos="1559"/><w:tab w:val="right" w:leader="dot" w:pos="8929"/><w:tab w:val="right" w:pos="9638"/></w:tabs><w:spacing w:after="120"/>`
	for _, s := range []struct{ id, name, paragraph, run string }{
		{"SingleTxtG", "_ Single Txt_G", text, ""},
		{"HMG", "_ H __M_G", `<w:spacing w:before="240" w:after="240" w:line="360" w:lineRule="exact"/>`, `<w:b/><w:sz w:val="34"/>`},
		{"HChG", "_ H _Ch_G", `<w:keepNext/><w:keepLines/><w:tabs><w:tab w:val="right" w:pos="851"/><w:tab w:val="left" w:pos="1134"/></w:tabs><w:spacing w:before="360" w:after="240" w:line="300" w:lineRule="exact"/><w:ind w:left="1134" w:right="1134" w:hanging="1134"/><w:outlineLvl w:val="0"/>`, `<w:b/><w:sz w:val="28"/>`},
		{"H1G", "_ H_1_G", `<w:keepNext/><w:keepLines/><w:tabs><w:tab w:val="right" w:pos="851"/><w:tab w:val="left" w:pos="1134"/></w:tabs><w:spacing w:before="360" w:after="240" w:line="270" w:lineRule="exact"/><w:ind w:left="1134" w:right="1134" w:hanging="1134"/><w:outlineLvl w:val="1"/>`, `<w:b/><w:sz w:val="24"/>`},
		{"H23G", "_ H_2/3_G", `<w:keepNext/><w:spacing w:before="240" w:after="120"/><w:ind w:left="1134" w:right="1134"/>`, `<w:b/>`},
		{"Bullet1G", "_Bullet 1_G", `<w:spacing w:after="120"/><w:ind w:left="1701" w:right="1134" w:hanging="170"/><w:jc w:val="both"/>`, ""},
		{"TOC1", "toc 1", tabs, ""},
		{"TOC2", "toc 2", tabs, ""},
		{"FootnoteText", "footnote text", `<w:tabs><w:tab w:val="left" w:pos="1134"/></w:tabs><w:ind w:left="1134" w:right="1134" w:hanging="200"/>`, `<w:sz w:val="18"/>`},
	} {
		fmt.Fprintf(&out, `<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="Normal"/><w:pPr>%s</w:pPr><w:rPr>%s</w:rPr></w:style>`, s.id, s.name, s.paragraph, s.run)
	}
	out.WriteString(`<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style></w:styles>`)
	return out.String()
}
