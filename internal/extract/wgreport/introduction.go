// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package wgreport

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/grammar"
	"github.com/heed-upr/heed/internal/extract/words"
	"github.com/heed-upr/heed/internal/refdata"
)

// symbolForm is the symbol of a document before a review.
var symbolForm = regexp.MustCompile(`A/HRC/WG\.6/\d{1,2}/[A-Z]{3} ?/\d(?:/(?:Add|Corr|Rev)\.\d+)?`)

// introductionPages is up to which page the introduction may go.
const introductionPages = 4

// introductionParagraphs is up to which paragraph the introduction may go.
const introductionParagraphs = 12

// introduction reads paragraphs 1 to 4 and the number of delegations.
func introduction(body []doc.Paragraph, g *grammar.Grammar) heed.Review {
	var r heed.Review
	for i, p := range body {
		text := p.Text
		if m, ok := g.Find(grammar.Spoke, text); ok && r.Delegations == 0 {
			r.Delegations = g.Ordinal(cmp.Or(m.Group["number"], m.Group["other"]))
		}
		if n := words.Number(number(p)); n == 0 || n > introductionParagraphs {
			r.BasisDocuments = append(r.BasisDocuments, basis(p, r, g)...)
			continue
		}
		readOpening(&r, p, g)
		if m, ok := g.Find(grammar.Troika, text); ok && len(r.Troika) == 0 {
			r.Troika, _ = g.States().Scan(m.Group["states"])
		}
		if m, ok := g.Find(grammar.Asked, text); ok && len(r.AdvanceQuestionStates) == 0 {
			r.AdvanceQuestionStates, _ = g.States().Scan(m.Group["states"])
		}
		if i > 0 && number(p) == "1" && r.Places == nil {
			r.Places = p.AllPlaces()
		}
	}
	if r.Session == 0 && !g.English() {
		r.Session = refdata.SessionOn(r.Date)
	}
	return r
}

// basis gives the symbols of the pre-session documents in the lettered items
// of paragraph 3, while the dialogue has not begun.
func basis(p doc.Paragraph, r heed.Review, g *grammar.Grammar) []string {
	if g.English() && !strings.HasPrefix(p.Label, "(") || r.Delegations > 0 || len(r.BasisDocuments) > 5 {
		return nil
	}
	return symbols(p.Text)
}

// symbols finds the symbols of pre-session documents, without slips of blanks.
func symbols(text string) []string {
	found := symbolForm.FindAllString(text, -1)
	for i := range found {
		found[i] = strings.ReplaceAll(found[i], " ", "")
	}
	return found
}

// notedBasis gives the symbols of the pre-session documents where footnotes on
// the first pages name them, as since the third cycle.
func notedBasis(d *doc.Document) []string {
	var out []string
	for _, p := range d.Paragraphs {
		if p.Zone != doc.Footnote || len(p.Spans) > 0 && p.Spans[0].Page > introductionPages {
			continue
		}
		for _, s := range symbols(p.Text) {
			if !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return out
}

// readOpening reads session, review, head of delegation and adoption, each
// where it is first said.
func readOpening(r *heed.Review, p doc.Paragraph, g *grammar.Grammar) {
	text := p.Text
	if m, ok := g.Find(grammar.Session, text); ok && r.Session == 0 {
		r.Session = g.Ordinal(m.Group["number"])
	}
	if m, ok := g.Find(grammar.Review, text); ok && r.State == "" && (g.English() || r.Meeting == 0) {
		r.State, _ = g.States().ByName(m.Group["state"])
		r.Meeting = g.Ordinal(m.Group["meeting"])
		r.Date = words.DateIn(cmp.Or(m.Group["date"], text[m.To:]), g.Language)
	}
	if m, ok := g.Find(grammar.Head, text); ok && r.HeadOfDelegation == "" {
		head := m.Group["person"]
		if code, _, n := g.States().At(head); code != "" && !g.English() { // whose delegation it is, where nothing parts it from the office
			head = head[n:]
		}
		r.HeadOfDelegation, r.HeadOfDelegationOffice = person(head, g)
	}
	m, ok := g.Find(grammar.Adopted, text)
	if !ok || r.Adopted != "" || m.Group["date"] == "" && !g.Matches(grammar.Adopts, text[m.To:]) {
		return
	}
	r.Adopted = words.DateIn(cmp.Or(m.Group["date"], text[m.To:]), g.Language)
}

// commas part a name from an office.
var commas = regexp.MustCompile(`[,،] |，|、`)

// person parts "Deputy Prime Minister, Tanja Fajon" or "Elvira Azimova, Deputy
// Minister of Justice" into name and office. The name is the first stretch
// between commas that begins with a capital and names no office.
func person(s string, g *grammar.Grammar) (name, office string) {
	s = strings.TrimSpace(g.Replace(grammar.Honorific, strings.TrimSpace(s), ""))
	parts := commas.Split(s, -1)
	for i, part := range parts {
		bare := strings.TrimSpace(g.Replace(grammar.Honorific, strings.TrimSpace(part), ""))
		if m, ok := g.Find(grammar.OfficeBefore, bare); ok && !g.Matches(grammar.Office, m.Group["name"]) {
			rest := slices.Concat(parts[:i], []string{m.Group["office"]}, parts[i+1:])
			return strings.TrimSpace(m.Group["name"]), strings.TrimPrefix(strings.Join(rest, ", "), "the ")
		}
		first, _ := utf8.DecodeRuneInString(bare)
		if bare == "" || unicode.IsLower(first) || !unicode.IsLetter(first) || g.Matches(grammar.Office, bare) || strings.Contains(bare, " of ") {
			continue
		}
		rest := append(append([]string{}, parts[:i]...), parts[i+1:]...)
		return bare, strings.TrimPrefix(strings.Join(rest, ", "), "the ")
	}
	return s, ""
}

// delegations reads which delegation each paragraph of the dialogue reports.
// What the State under review says in reply is not a statement of that kind.
func delegations(body []doc.Paragraph, under heed.StateCode, g *grammar.Grammar) []heed.Delegation {
	var out []heed.Delegation
	inside := false
	for _, p := range body {
		if g.Matches(grammar.Dialogue, p.Text) || g.Matches(grammar.Spoke, p.Text) {
			inside = true
			continue
		}
		if !inside || number(p) == "" {
			continue
		}
		if code := speakerIn(p.Text, under, g); code != "" {
			out = append(out, heed.Delegation{State: code, Paragraph: number(p), Places: p.AllPlaces()})
		}
	}
	return out
}

// speakerIn is the State whose statement a paragraph of the dialogue reports, ""
// where it reports none. It is named at the beginning; in some languages the
// verb stands before it.
func speakerIn(text string, under heed.StateCode, g *grammar.Grammar) heed.StateCode {
	if g.English() {
		return speaker(text, under)
	}
	before := 0
	for _, f := range g.Forms(grammar.Speaker) {
		before = words.Number(f.Value)
	}
	for ; ; before-- {
		code, _, _ := g.States().At(text)
		_, rest, found := strings.Cut(text, " ")
		switch {
		case code == under && code != "":
			return ""
		case code != "" || before == 0 || !found:
			return code
		}
		text = rest
	}
}

var (
	// besides are the words with which a sentence begins before its subject:
	// "While commending Veldania, Nordhall asked".
	besides = regexp.MustCompile(`^(?:While|As|In|With|On|Concerning|Although|Having|[A-Z][a-z]+ing)\b`)
	// said is what follows the subject of such a sentence.
	said = regexp.MustCompile(`^\s+(?:also\s+|further\s+)?(?:[a-z]+ed|asked|sought|drew|made|took|put|gave|spoke|was|hoped)\b`)
)

// openingLength is within how many bytes the subject of such a sentence stands.
const openingLength = 600

// speaker is that State in English, where a sentence may begin otherwise; "" as where the State under review replies.
func speaker(text string, under heed.StateCode) heed.StateCode {
	code, _, n := refdata.StateAt(text)
	if code != "" {
		if code == under || strings.HasPrefix(text[n:], "’") || strings.HasPrefix(text[n:], "'") {
			return ""
		}
		return code
	}
	if !besides.MatchString(text) {
		return ""
	}
	for at, limit := 0, min(len(text), openingLength); at < limit; at++ {
		if text[at] != ',' {
			continue
		}
		rest := strings.TrimLeft(text[at+1:], " ")
		if code, _, n := refdata.StateAt(rest); code != "" && said.MatchString(rest[n:]) {
			if code == under {
				return ""
			}
			return code
		}
	}
	return ""
}
