// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package presession

import (
	"regexp"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract/words"
	"github.com/heed-upr/heed/internal/refdata"
)

const (
	// number is that of a recommendation: "139.12", or "7" where a document
	// counts them from 1. It is no year and no part of a longer number.
	number = `\d{1,3}(?:\.\s?\d{1,3})?\b`
	// dotted is the number of a recommendation in a report.
	dotted = `\d{2,3}\.\s?\d{1,3}\b`
	// and joins numbers, also those of a range, in English, French, Spanish and
	// Russian.
	and = `\s*(?:[,;]\s*(?:and|et|y|и)\s|,|;|–|—|-|&|\b(?:and|to|through|et|y|al?)\b|\s(?:и|по|à)\s)\s*`
)

var (
	// "recommendations 1, 5, 7–9", "рекомендации 139.12 и 139.13",
	// "recomendaciones 4 a 6", "Rec. 139.12"; the French word has an a for the e.
	namedForm = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:recomm[ea]ndations?|recomendaci(?:ón|ones)|рекомендаци(?:я|и|ю|й|ям|ями|ях|ей)|recs?\.)` +
		`\s+((?:contained |made |set out |formulated |figurant )?(?:in |aux? |en los? |в )?(?:paragraphe?s?|paras?\.?|párrafos?|párrs?\.|пунктах?|пп?\.)\s+)?(?:nos?\.?\s*|numbers?\s+|nr\.?\s*|n[°º]s?\s*|núms?\.\s*|№+\s*|#\s*)?` +
		`(` + number + `(?:` + and + number + `)*)`)
	// "A/HRC/28/15, paras. 115.1–115.23; 115.55"
	symbolForm = regexp.MustCompile(`(?i)(A/HRC/\d{1,2}/\d{1,3}(?:/Add\.\d)?),?\s*\(?(?:paras?\.?|paragraphe?s?|par\.|párrs?\.?|párrafos?|пп?\.|пункты?)\s*(` + dotted + `(?:` + and + dotted + `)*)`)
	// "(139.12, 139.13)"
	bracketForm = regexp.MustCompile(`[(\[]\s*(` + dotted + `(?:` + and + dotted + `)*)\s*[)\]]`)
	rangeForm   = regexp.MustCompile(`(\d)\s*(?:—|\b(?:to|through|al?)\b|\s(?:по|à)\s)\s*(\d)`)
	// What is before or after the number of a recommendation of somebody else.
	otherBefore = regexp.MustCompile(`(?:(?i:general|générales?|generales|общ(?:ая|ей|ую|ие|их)|of europe|council|committee|comité|комитета|committee[’']s|joint)|\b[A-Z]{3,}(?:-[A-Z]+)?)[’']?s?\s*$`)
	otherAfter  = regexp.MustCompile(`^\s*(?:(?i:\(\d{4}\)|of the (?:committee|council of europe|international labour|special rapporteur)|(?:of|by|from) (?:the )?(?:ILO|FATF|CERD|CEDAW|CAT|CRC|CRPD|GRECO|ECRI|UNESCO)\b|du comité|del comité|комитета)|%|/\d|per cent)`)
)

// minMentions is how many bare numbers in brackets it takes to see in them the
// numbers of recommendations, where no word says it.
const minMentions = 3

// found is a reference in a text.
type found struct {
	from, to int
	numbers  []string
	symbol   string
	bare     bool
}

// references finds the recommendations of earlier reviews that sections and
// paragraphs, with their notes, refer to.
func references(document heed.Document, sections []heed.Section, paragraphs []heed.Paragraph) []heed.Reference {
	var out []heed.Reference
	var bare []bool
	add := func(r heed.Reference, text string) {
		for _, f := range search(text) {
			r.AsStated, r.Numbers, r.Symbol = text[f.from:f.to], f.numbers, f.symbol
			r.Serial = !strings.Contains(f.numbers[0], ".")
			r.Review = earlier(document, f.symbol)
			out, bare = append(out, r), append(bare, f.bare)
		}
	}
	notes := func(r heed.Reference, notes []heed.Note) {
		for _, n := range notes {
			r.Spot, r.Note, r.Places = heed.InNote, n.Mark, n.Places
			add(r, n.Text)
		}
	}
	next := 0
	upTo := func(section int) {
		for ; next < section; next++ {
			s := sections[next]
			r := heed.Reference{Section: next + 1, Spot: heed.InHeading, Places: s.Places}
			add(r, s.Title)
			notes(r, s.Notes)
		}
	}
	for _, p := range paragraphs {
		upTo(p.Section)
		r := heed.Reference{Section: p.Section, Paragraph: p.Number, Spot: heed.InText, Places: p.Places}
		add(r, p.Text)
		notes(r, p.Notes)
	}
	upTo(len(sections))
	return sure(out, bare)
}

// search finds the references in a text, in its order.
func search(text string) []found {
	var out []found
	take := func(f found) {
		if len(f.numbers) > 0 && !slices.ContainsFunc(out, func(o found) bool { return f.from < o.to && o.from < f.to }) {
			out = append(out, f)
		}
	}
	for _, m := range symbolForm.FindAllStringSubmatchIndex(text, -1) {
		take(found{m[0], m[1], numbersOf(text[m[4]:m[5]]), text[m[2]:m[3]], false})
	}
	for _, m := range namedForm.FindAllStringSubmatchIndex(text, -1) {
		from := m[0] + len(text[m[0]:m[1]]) - len(strings.TrimLeft(text[m[0]:m[1]], " ([\"“«—–-\n"))
		if otherAfter.MatchString(text[m[1]:]) || otherBefore.MatchString(text[max(0, from-24):from]) && !strings.HasSuffix(strings.TrimSpace(text[:from]), "UPR") {
			continue
		}
		f := found{from, m[1], numbersOf(text[m[4]:m[5]]), "", false}
		if m[2] >= 0 && len(f.numbers) > 0 && !strings.Contains(f.numbers[0], ".") {
			continue // a paragraph that holds recommendations, or somebody else's
		}
		take(f)
	}
	for _, m := range bracketForm.FindAllStringSubmatchIndex(text, -1) {
		take(found{m[0], m[1], numbersOf(text[m[2]:m[3]]), "", true})
	}
	slices.SortFunc(out, func(a, b found) int { return a.from - b.from })
	return out
}

// numbersOf gives the numbers of a list in any language, with ranges filled.
func numbersOf(list string) []string {
	for range 2 { // ranges that share a number with the one before
		list = rangeForm.ReplaceAllString(list, "$1–$2")
	}
	return words.Numbers(list)
}

// sure leaves bare numbers out unless the document shows elsewhere that they
// are recommendations: a word says it of others with the same beginning, or
// there are several.
func sure(all []heed.Reference, bare []bool) []heed.Reference {
	named, count := map[string]bool{}, map[string]map[string]bool{}
	for i, r := range all {
		for _, n := range r.Numbers {
			lead, item, ok := strings.Cut(n, ".")
			if !ok {
				continue
			}
			named[lead] = named[lead] || !bare[i]
			if count[lead] == nil {
				count[lead] = map[string]bool{}
			}
			count[lead][item] = true
		}
	}
	var out []heed.Reference
	for i, r := range all {
		lead, _, _ := strings.Cut(r.Numbers[0], ".")
		if !bare[i] || named[lead] || len(count[lead]) >= minMentions {
			out = append(out, r)
		}
	}
	return out
}

var councilForm = regexp.MustCompile(`(?i)^A/HRC/(\d{1,2})/`)

// earlier is the review whose recommendations are meant, where it is certain:
// the symbol of the report tells its cycle, and in the second cycle there is
// only one earlier review.
func earlier(document heed.Document, symbol string) heed.ReviewID {
	id := heed.ReviewID{State: document.Review.State}
	now := refdata.CycleOfSession(document.Session)
	switch m := councilForm.FindStringSubmatch(symbol); {
	case m != nil:
		id.Cycle = refdata.CycleOfCouncil(words.Number(m[1]))
	case now == 2:
		id.Cycle = 1
	}
	if !id.Known() || id.Cycle >= now {
		return heed.ReviewID{}
	}
	return id
}
