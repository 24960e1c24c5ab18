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
	"github.com/heed-upr/heed/internal/extract/words"
	"github.com/heed-upr/heed/internal/refdata"
)

var (
	sessionForm = regexp.MustCompile(`held its ([A-Za-z]+(?:[- ][a-z]+)?) session`)
	reviewForm  = regexp.MustCompile(`[Tt]he review of (?:the )?(.{2,90}?) was held at (?:its|the) (\d{1,2}|[a-z]+(?:-[a-z]+)?) ?(?:st|nd|rd|th)? meeting`)
	headForm    = regexp.MustCompile(`delegation (?:of .{2,90}? )?was (?:co-)?(?:headed|led) (?:by )?(.+?)\.\s+(?:At its|For the|The Working|At the|See)`)
	adoptedForm = regexp.MustCompile(`At its (?:(?:\d{1,2} ?(?:st|nd|rd|th)?|[a-z-]+) )?meeting,? (?:held,? )?on `)
	troikaForm  = regexp.MustCompile(`(?i)\(troika\)(?:[^:]*:(.+)|.*review of ([^:]+))$`)
	advanceForm = regexp.MustCompile(`questions prepared in advance by (.+?) (?:was|were) transmitted`)
	spokeForm   = regexp.MustCompile(`(?i)\b(\d{1,3}|[a-z]+(?:-[a-z]+)?) delegations made (?:statements|comments)|statements (?:during the interactive dialogue )?were (?:made|delivered) by (\d{1,3}|[a-z]+(?:-[a-z]+)?) delegations`)
	symbolForm  = regexp.MustCompile(`A/HRC/WG\.6/\d{1,2}/[A-Z]{3} ?/\d(?:/(?:Add|Corr|Rev)\.\d+)?`)
	honorific   = regexp.MustCompile(`^(?:(?:[HS]\.\s?E\.|Her|His|Excellency,?|[Tt]he|Mr\.|Mrs\.|Ms\.|Mr|Mrs|Ms|Miss|Dr\.?|Prof\.?|Sir|Hon\.?|Right|Honou?rable)(?:\s+|,\s*|\b))+`)
	// titleBefore is an office that stands before the name: "Vice-President X Y".
	titleBefore = regexp.MustCompile(`^((?:Vice-)?(?:President|Ambassador|Minister|Justice|Prime Minister|Deputy Prime Minister|Attorney[- ]General))\s+((?:[A-Z][^\s,]*\s*){2,})$`)
	officeWords = regexp.MustCompile(`(?i)\b(?:minister|secretary|ambassador|representative|attorney|president|chair(?:man|person)?|commissioner|director|solicitor|head|governor|judge|advis[eo]r|under-secretary|state|ministry|affairs|justice|government|republic|permanent|deputy|envoy|prosecutor|senator|department)\b`)
)

// introductionPages is up to which page the introduction may go.
const introductionPages = 4

// introductionParagraphs is up to which paragraph the introduction may go.
const introductionParagraphs = 12

// introduction reads paragraphs 1 to 4 and the number of delegations.
func introduction(body []doc.Paragraph) heed.Review {
	var r heed.Review
	for i, p := range body {
		text := p.Text
		if m := spokeForm.FindStringSubmatch(text); m != nil && r.Delegations == 0 {
			said := m[1] + m[2] // one of the two forms
			if r.Delegations = words.Number(said); r.Delegations == 0 {
				r.Delegations = words.Ordinal(said)
			}
		}
		if n := words.Number(number(p)); n == 0 || n > introductionParagraphs {
			r.BasisDocuments = append(r.BasisDocuments, basis(p, r)...)
			continue
		}
		readOpening(&r, p)
		if m := troikaForm.FindStringSubmatch(text); m != nil && len(r.Troika) == 0 {
			r.Troika, _ = refdata.ScanStates(cmp.Or(m[1], m[2]))
		}
		if m := advanceForm.FindStringSubmatch(text); m != nil && len(r.AdvanceQuestionStates) == 0 {
			r.AdvanceQuestionStates, _ = refdata.ScanStates(m[1])
		}
		if i > 0 && number(p) == "1" && r.Places == nil {
			r.Places = p.AllPlaces()
		}
	}
	return r
}

// basis gives the symbols of the pre-session documents in the lettered items
// of paragraph 3, while the dialogue has not begun.
func basis(p doc.Paragraph, r heed.Review) []string {
	if !strings.HasPrefix(p.Label, "(") || r.Delegations > 0 || len(r.BasisDocuments) > 5 {
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
func readOpening(r *heed.Review, p doc.Paragraph) {
	text := p.Text
	if m := sessionForm.FindStringSubmatch(text); m != nil && r.Session == 0 {
		r.Session = words.Ordinal(m[1])
	}
	if m := reviewForm.FindStringSubmatchIndex(text); m != nil && r.State == "" {
		r.State, _ = refdata.StateByName(text[m[2]:m[3]])
		if r.Meeting = words.Number(text[m[4]:m[5]]); r.Meeting == 0 {
			r.Meeting = words.Ordinal(text[m[4]:m[5]])
		}
		r.Date, _ = words.FirstDate(text[m[1]:])
	}
	if m := headForm.FindStringSubmatch(text + " The Working"); m != nil && r.HeadOfDelegation == "" {
		r.HeadOfDelegation, r.HeadOfDelegationOffice = person(m[1])
	}
	if m := adoptedForm.FindStringIndex(text); m != nil && r.Adopted == "" && strings.Contains(text[m[1]:], "adopted") {
		r.Adopted, _ = words.FirstDate(text[m[1]:])
	}
}

// person parts "Deputy Prime Minister, Tanja Fajon" or "Elvira Azimova, Deputy
// Minister of Justice" into name and office. The name is the first stretch
// between commas that begins with a capital and names no office.
func person(s string) (name, office string) {
	s = strings.TrimSpace(honorific.ReplaceAllString(strings.TrimSpace(s), ""))
	parts := strings.Split(s, ", ")
	for i, part := range parts {
		bare := strings.TrimSpace(honorific.ReplaceAllString(strings.TrimSpace(part), ""))
		if m := titleBefore.FindStringSubmatch(bare); m != nil && !officeWords.MatchString(m[2]) {
			rest := slices.Concat(parts[:i], []string{m[1]}, parts[i+1:])
			return strings.TrimSpace(m[2]), strings.TrimPrefix(strings.Join(rest, ", "), "the ")
		}
		first, _ := utf8.DecodeRuneInString(bare)
		if bare == "" || !unicode.IsUpper(first) || officeWords.MatchString(bare) || strings.Contains(bare, " of ") {
			continue
		}
		rest := append(append([]string{}, parts[:i]...), parts[i+1:]...)
		return bare, strings.TrimPrefix(strings.Join(rest, ", "), "the ")
	}
	return s, ""
}

// delegations reads which delegation each paragraph of the dialogue reports.
// What the State under review says in reply is not a statement of that kind.
func delegations(body []doc.Paragraph, under heed.StateCode) []heed.Delegation {
	var out []heed.Delegation
	inside := false
	for _, p := range body {
		if dialogueHeading.MatchString(p.Text) || spokeForm.MatchString(p.Text) {
			inside = true
			continue
		}
		if !inside || number(p) == "" {
			continue
		}
		if code := speaker(p.Text, under); code != "" {
			out = append(out, heed.Delegation{State: code, Paragraph: number(p), Places: p.AllPlaces()})
		}
	}
	return out
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

// speaker is the State whose statement a paragraph of the dialogue reports, ""
// where it reports none, as where the State under review replies.
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
