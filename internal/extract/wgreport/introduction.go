// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package wgreport

import (
	"regexp"
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
	reviewForm  = regexp.MustCompile(`[Tt]he review of (?:the )?(.{2,90}?) was held at (?:its|the) (\d{1,2}) ?(?:st|nd|rd|th)? meeting`)
	headForm    = regexp.MustCompile(`delegation of .{2,90}? was headed (?:by )?(.+?)\.\s+(?:At its|For the|The Working|At the|See)`)
	adoptedForm = regexp.MustCompile(`At its (?:\d{1,2} ?(?:st|nd|rd|th)?|[a-z-]+) meeting,? (?:held )?on `)
	troikaForm  = regexp.MustCompile(`(?i)\(troika\)[^:]*:(.+)$`)
	advanceForm = regexp.MustCompile(`questions prepared in advance by (.+?) (?:was|were) transmitted`)
	spokeForm   = regexp.MustCompile(`(?:,|dialogue) (\d{1,3}|[a-z]+(?:-[a-z]+)?) delegations made statements`)
	symbolForm  = regexp.MustCompile(`A/HRC/WG\.6/\d{1,2}/[A-Z]{3}/\d(?:/(?:Add|Corr|Rev)\.\d+)?`)
	honorific   = regexp.MustCompile(`^(?:(?:H\.\s?E\.|Her|His|Excellency|the|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Prof\.?|Sir|Hon\.?|Honou?rable)\s+)+`)
	officeWords = regexp.MustCompile(`(?i)\b(?:minister|secretary|ambassador|representative|attorney|president|chair(?:man|person)?|commissioner|director|solicitor|head|governor|judge|advis[eo]r|under-secretary|state|ministry|affairs|justice|government|republic|permanent|deputy|envoy|prosecutor|senator|department)\b`)
)

// introductionParagraphs is up to which paragraph the introduction may go.
const introductionParagraphs = 12

// introduction reads paragraphs 1 to 4 and the number of delegations.
func introduction(body []doc.Paragraph) heed.Review {
	var r heed.Review
	for i, p := range body {
		text := p.Text
		if m := spokeForm.FindStringSubmatch(text); m != nil && r.Delegations == 0 {
			if r.Delegations = words.Number(m[1]); r.Delegations == 0 {
				r.Delegations = words.Ordinal(m[1])
			}
		}
		if n := words.Number(number(p)); n == 0 || n > introductionParagraphs {
			r.BasisDocuments = append(r.BasisDocuments, basis(p, r)...)
			continue
		}
		readOpening(&r, p)
		if m := troikaForm.FindStringSubmatch(text); m != nil && len(r.Troika) == 0 {
			r.Troika, _ = refdata.ScanStates(m[1])
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
	return symbolForm.FindAllString(p.Text, -1)
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
		r.Meeting = words.Number(text[m[4]:m[5]])
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
	s = strings.TrimSpace(s)
	parts := strings.Split(s, ", ")
	for i, part := range parts {
		bare := honorific.ReplaceAllString(strings.TrimSpace(part), "")
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
		code, _, n := refdata.StateAt(p.Text)
		if code == "" || code == under || strings.HasPrefix(p.Text[n:], "’") || strings.HasPrefix(p.Text[n:], "'") {
			continue
		}
		out = append(out, heed.Delegation{State: code, Paragraph: number(p), Places: p.AllPlaces()})
	}
	return out
}
