// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package specimen

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// Editions are the report of one more invented review in the six languages of
// the United Nations, in the forms that each of them has. They are for tests:
// the demo does not show them.
//
// The sentences are ours, written for Heed in the official form; what each means
// is the same in all languages.

// Edition is the report in one language.
type Edition struct {
	Language string
	Document
	// Texts are the recommendations' texts by ref, without number and States.
	Texts map[string]string
}

// EditionsReview is what is known of the review whose report the editions are:
// the same in all of them but for the words.
type EditionsReview struct {
	State, Symbol, ReviewDate, Adopted string
	Cycle, Session, Meeting            int
	Delegations                        int
	Troika, Speakers                   []string
	Recommendations                    []Recommendation
}

// tongue is how a report is worded and set in one language.
type tongue struct {
	code       string
	head       masthead
	title      string
	date       string
	names      map[string]string // of States
	number     func(int) string  // of a paragraph
	item       func(n, k int) string
	open, shut string // brackets
	comma, end string // between States, and behind an item
	last       string // behind the last item of a list
	headings   map[string]string
	opening    []string // paragraphs 1 to 4; {XVA} stands for a name
	basis      [3]string
	spoke      string
	statements []string // of speakers, in order
	reply      string
	leadIns    []string
	items      [][]string // by lead-in; clauses of one item are parted by "|"
	closing    string
	annex      string
}

// The content that all languages share.
var (
	editionSpeakers = []string{"XAR", "XBL", "XCD", "XES", "XKE", "XMO", "XNO", "XQU", "XSO"}
	editionTroika   = []string{"XAR", "XMO", "XSO"}
	editionGroups   = []struct {
		position, qualifier string
		by                  []string // clauses parted by "|", States as in item.by
	}{
		{supported, "", []string{"XAR/XES", "XKE, XNO", "XSO, XBL", "XCD"}},
		{supported, "implemented_or_in_process", []string{"XMO", "XQU, XAR"}},
		{partial, inPart, []string{"XQU"}},
		{pending, "", []string{"XNO|XBL", "XES, XKE, XMO"}},
		{noted, "", []string{"XNO, XMO", "XBL"}},
	}
)

const (
	editionSymbol = "A/HRC/59/904"
	editionJob    = "GE.25-09992"
	// firstLeadIn is the number of the first paragraph that leads
	// recommendations in: behind 4 of the introduction, the presentation, the
	// count of delegations, the statements and the reply.
	firstLeadIn = 4 + 1 + 1 + 9 + 1 + 1
)

// editionSet sets the editions once.
var editionSet = sync.OnceValues(func() ([]Edition, error) {
	var out []Edition
	for _, t := range tongues() {
		set, err := t.editions()
		if err != nil {
			return nil, fmt.Errorf("specimen in %s: %w", t.code, err)
		}
		out = append(out, set...)
	}
	return out, nil
})

// Editions gives the report in every language and form, always the same bytes.
func Editions() []Edition {
	all, err := editionSet()
	if err != nil {
		panic(err) // the content is fixed and tested
	}
	return all
}

// KnownOfEditions says what a reader should find in each of them.
func KnownOfEditions() EditionsReview {
	k := EditionsReview{
		State: underReview, Symbol: editionSymbol, ReviewDate: "2025-01-21", Adopted: "2025-01-24", Cycle: 4, Session: 48, Meeting: 3,
		Delegations: len(editionSpeakers), Troika: editionTroika, Speakers: editionSpeakers,
	}
	for i, g := range editionGroups {
		for j, by := range g.by {
			lead := strconv.Itoa(firstLeadIn + i)
			rec := Recommendation{Ref: lead + "." + strconv.Itoa(j+1), LeadIn: lead, Position: g.position, Qualifier: g.qualifier}
			for _, clause := range strings.Split(by, "|") {
				rec.Clauses = append(rec.Clauses, Clause{States: codes(clause)})
				rec.States = append(rec.States, codes(clause)...)
			}
			k.Recommendations = append(k.Recommendations, rec)
		}
	}
	return k
}

func tongues() []tongue {
	return []tongue{english(), french(), spanish(), russian(), arabic(), chinese()}
}

// editions renders the report in one language: for word processors in all of
// them, as PDF where the PDF's own fonts have the letters, and in Arabic also
// with the other figures.
func (t tongue) editions() ([]Edition, error) {
	p := t.paper()
	stem := "veldania-cycle4-report-" + t.code
	word, err := setDOCX(p, map[string]int{})
	if err != nil {
		return nil, err
	}
	texts := t.texts()
	out := []Edition{{t.code, Document{stem + ".docx", "report", editionSymbol, "docx", word}, texts}}
	switch t.code {
	case "en", "fr", "es":
		pdf, _, err := setPDF(p)
		if err != nil {
			return nil, err
		}
		out = append(out, Edition{t.code, Document{stem + ".pdf", "report", editionSymbol, "pdf", pdf}, texts})
	case "ar":
		t.number = func(n int) string { return indic(strconv.Itoa(n)) + "-" }
		t.item = func(n, k int) string { return indic(strconv.Itoa(n)) + "-" + indic(strconv.Itoa(k)) }
		if word, err = setDOCX(t.paper(), map[string]int{}); err != nil {
			return nil, err
		}
		out = append(out, Edition{t.code, Document{stem + "-indic.docx", "report", editionSymbol, "docx", word}, texts})
	}
	return out, nil
}

// indic writes figures as Arabic script has them.
func indic(s string) string {
	return strings.Map(func(r rune) rune { return r - '0' + '٠' }, s)
}

// spell replaces codes in braces by the language's names.
func (t tongue) spell(s string) string {
	return codeInText.ReplaceAllStringFunc(s, func(code string) string { return t.names[code[1:4]] })
}

// paper sets the report.
func (t tongue) paper() paper {
	var blocks []block
	n := 0
	heading := func(k kind, name string) {
		blocks = append(blocks, block{kind: k, text: t.headings[name], ref: "heading " + name})
	}
	para := func(k kind, text string) {
		n++
		blocks = append(blocks, block{kind: k, num: t.number(n), text: t.spell(text)})
	}
	heading(chapter, "introduction")
	for i, text := range t.opening {
		para(body, text)
		if i == 2 { // the documents on which the review is based
			for j, what := range t.basis {
				blocks = append(blocks, block{kind: body, text: what + fmt.Sprintf(" (A/HRC/WG.6/48/%s/%d)", underReview, j+1)})
			}
		}
	}
	heading(chapter, "proceedings")
	heading(section, "presentation")
	para(body, t.headings["presented"])
	heading(section, "dialogue")
	para(body, t.spoke)
	for _, s := range t.statements {
		para(body, s)
	}
	para(body, t.reply)
	heading(chapter, "conclusions")
	for i, g := range editionGroups {
		para(leadIn, t.leadIns[i])
		for j, by := range g.by {
			end := t.end
			if j == len(g.by)-1 {
				end = t.last
			}
			blocks = append(blocks, block{kind: entry, num: t.item(n, j+1), text: t.printed(t.items[i][j], by) + end, ref: fmt.Sprintf("%d.%d", n, j+1)})
		}
	}
	para(leadIn, t.closing)
	heading(annex, "annex")
	blocks = append(blocks, block{kind: body, text: t.spell(t.annex)})
	return paper{
		cover: &cover{
			symbol: editionSymbol, date: t.date, job: editionJob, council: t.headings["council"], days: t.headings["days"],
			title: t.title, state: t.names[underReview], words: t.head,
		},
		blocks: blocks,
	}
}

// printed is an item with its States: "XAA, XBB" as (A, B), "XAA/XBB" as (A) (B).
func (t tongue) printed(text, by string) string {
	var parts []string
	clauses := strings.Split(by, "|")
	for i, clause := range strings.Split(text, "|") {
		join := t.comma
		if strings.Contains(clauses[i], "/") {
			join = t.shut + t.gap() + t.open
		}
		var names []string
		for _, c := range codes(clauses[i]) {
			names = append(names, t.names[c])
		}
		parts = append(parts, clause+t.gap()+t.open+strings.Join(names, join)+t.shut)
	}
	return strings.Join(parts, t.end+t.gap())
}

// gap is what stands before a bracket.
func (t tongue) gap() string {
	if t.code == "zh" {
		return ""
	}
	return " "
}

// texts are the items without numbers and the States at their end.
func (t tongue) texts() map[string]string {
	out := map[string]string{}
	for i, g := range editionGroups {
		for j, by := range g.by {
			text := t.printed(t.items[i][j], by)
			clauses := strings.Split(t.items[i][j], "|")
			last := clauses[len(clauses)-1]
			out[fmt.Sprintf("%d.%d", firstLeadIn+i, j+1)] = text[:strings.LastIndex(text, last)+len(last)]
		}
	}
	return out
}

// dotted and paired are how most languages number paragraphs and items.
func dotted(n int) string    { return strconv.Itoa(n) + "." }
func paired(n, k int) string { return strconv.Itoa(n) + "." + strconv.Itoa(k) }
