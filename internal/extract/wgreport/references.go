// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package wgreport

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/recommendation"
	"github.com/heed-upr/heed/internal/refdata"
)

// Reports of the first sessions list what the State supports and name the rest
// by where the dialogue reports it: "The recommendations noted in the report in
// paragraphs 26 (e), 29 and 49 (b) did not enjoy the support of …".

// reference names a recommendation by paragraph and letter: 26 (e) is {26, e},
// 35 (g) (i) is {35, g, i}, a whole paragraph is {29}.
// 23 (last sentence) is {23} with the sentence it means.
type reference struct {
	paragraph, letter, roman string
	sentence                 string // "first", "last" or ""
}

// ref is the reference as identity: "26/e", "35/gi", "29".
func (r reference) ref() string {
	if r.letter == "" {
		return r.paragraph
	}
	return r.paragraph + "/" + r.letter + r.roman
}

// printed is the reference as reports print it: "35 (g) (i)".
func (r reference) printed() string {
	out := r.paragraph
	for _, part := range []string{r.letter, r.roman} {
		if part != "" {
			out += " (" + part + ")"
		}
	}
	return out
}

var (
	referenceStart = regexp.MustCompile(`(?i)\brecommendations?\b[^.;]{0,160}?\bparagraphs?\b\s*(?:numbers?)?\s*:?\s*(\d)`)
	ofItems        = regexp.MustCompile(`^\d{1,3}\.\s?\d`) // numbers of items, "109.2"
	referenceToken = regexp.MustCompile(`^(?:(\d{1,3})|\(([a-z](?:\s*,\s*[a-z])*)\)|\(([ivx]+)\)|\((first|last) sentence\)|([,;:\s]+)|(?:and|paragraphs?)\b)`)
)

// references reads the list of references of a lead-in; nil where it has none.
func references(text string) []reference {
	start := referenceStart.FindStringSubmatchIndex(text)
	if start == nil || ofItems.MatchString(text[start[2]:]) {
		return nil
	}
	list := referenceList{apart: true}
	for rest := text[start[2]:]; ; {
		m := referenceToken.FindStringSubmatch(rest)
		if m == nil {
			return list.refs
		}
		list.take(m[1], m[2]+m[3])
		if n := len(list.refs); m[4] != "" && n > 0 {
			list.refs[n-1].sentence = m[4]
		}
		list.apart = strings.ContainsAny(m[5], ",;") || strings.Join(m[1:], "") == ""
		rest = rest[len(m[0]):]
	}
}

// referenceList is a list of references on its way.
type referenceList struct {
	refs  []reference
	apart bool // a comma or "and" stands before what comes next
}

// take adds a paragraph's number or what stands in a bracket. A Roman numeral
// that follows a letter without a comma, or another Roman one, belongs to it.
func (l *referenceList) take(number, mark string) {
	last := len(l.refs) - 1
	switch {
	case number != "":
		l.refs = append(l.refs, reference{paragraph: number})
	case mark == "" || last < 0:
	case strings.Trim(mark, "ivx") == "" && l.refs[last].roman != "":
		l.refs = append(l.refs, reference{paragraph: l.refs[last].paragraph, letter: l.refs[last].letter, roman: mark})
	case strings.Trim(mark, "ivx") == "" && l.refs[last].letter != "" && !l.apart:
		l.refs[last].roman = mark
	default:
		l.refs = addLetters(l.refs, mark)
	}
}

// addLetters adds the letters of one bracket, "(a, d)", to the last paragraph.
func addLetters(out []reference, letters string) []reference {
	last := out[len(out)-1]
	for i, letter := range strings.Split(strings.ReplaceAll(letters, " ", ""), ",") {
		r := reference{paragraph: last.paragraph, letter: letter}
		if i == 0 && last.letter == "" {
			out[len(out)-1] = r
			continue
		}
		out = append(out, r)
	}
	return out
}

// dialogue is what paragraphs of the dialogue report, by their numbers.
type dialogue map[string]*block

// block is one numbered paragraph with what follows it unnumbered.
type block struct {
	text  string
	parts []doc.Paragraph
	at    []int // where in text each part's own text begins
}

// dialogueOf collects the paragraphs before the conclusions.
func dialogueOf(body []doc.Paragraph) dialogue {
	d := dialogue{}
	var current *block
	for _, p := range body {
		if n := number(p); n != "" {
			current = &block{}
			d[n] = current
		} else if p.Label != "" && current != nil {
			current.text += " " + p.Label
		}
		if current == nil {
			continue
		}
		if current.text != "" {
			current.text += " "
		}
		current.at = append(current.at, len(current.text))
		current.parts = append(current.parts, p)
		current.text += p.Text
	}
	return d
}

// places are where text[from:to] stands.
func (b *block) places(from, to int) []heed.Place {
	var out []heed.Place
	for i, p := range b.parts {
		if b.at[i] < to && b.at[i]+len(p.Text) > from {
			out = addPlaces(out, p.Places(max(from-b.at[i], 0), min(to-b.at[i], len(p.Text))))
		}
	}
	return out
}

// quoted is a recommendation found in the dialogue. A whole paragraph may hold
// several acts.
type quoted struct {
	acts   []string
	states []heed.StateCode
	places []heed.Place
}

// read gives it as an item's text is given.
func (q quoted) read() recommendation.Parsed {
	out := recommendation.Parsed{Text: strings.Join(q.acts, "; "), States: q.states}
	for _, act := range q.acts {
		out.Clauses = append(out.Clauses, heed.Clause{Text: act, RecommendingStates: q.states})
	}
	return out
}

// find gives the recommendation that a reference names; false where the report
// has no such paragraph or letter. The State under review may stand before the
// speaker: "While commending Veldania, Nordhall recommended".
func (d dialogue) find(r reference, reviewed heed.StateCode) (quoted, bool) {
	b, ok := d[r.paragraph]
	if !ok {
		return quoted{}, false
	}
	var q quoted
	if r.letter == "" {
		for _, at := range b.recommended(r.sentence) {
			q.acts = append(q.acts, capital(opening(b.text[at[0]:at[1]])))
			q.places = addPlaces(q.places, b.places(at[0], at[1]))
		}
		q.states = b.speaker(len(b.text), reviewed)
		return q, len(q.acts) > 0
	}
	from, to, ok := b.lettered(r.letter, 0, len(b.text))
	if !ok && !listMark.MatchString(b.text) {
		// The letters were those of the draft: they count the recommendations.
		if all := b.recommended(""); int(r.letter[0]-'a') < len(all) {
			from, to, ok = all[r.letter[0]-'a'][0], all[r.letter[0]-'a'][1], true
		}
	}
	if !ok {
		return quoted{}, false
	}
	stem := b.stem(from)
	if r.roman != "" {
		if i, j, ok := b.lettered(r.roman, from, to); ok {
			from, to = i, j
		}
	}
	act := capital(strings.TrimSpace(stem + " " + opening(b.text[from:to])))
	q = quoted{acts: []string{act}, states: b.speaker(from, reviewed), places: b.places(from, to)}
	return q, act != ""
}

// speaker is the State whose statement a paragraph reports: the one that it
// begins with, or else the last one that is named before it recommends
// something, at the latest before the given place.
func (b *block) speaker(before int, reviewed heed.StateCode) []heed.StateCode {
	if code, _, _ := refdata.StateAt(b.text); code != "" && code != reviewed {
		return []heed.StateCode{code}
	}
	text := b.text[:before]
	if said := saidSo.FindStringIndex(text); said != nil {
		text = text[:said[0]]
	}
	named, _ := refdata.ScanStates(text)
	for i := len(named) - 1; i >= 0; i-- {
		if named[i] != reviewed {
			return named[i : i+1]
		}
	}
	return []heed.StateCode{}
}

var (
	sentenceEnd = regexp.MustCompile(`[.]\s+[A-Z]|[.]\s*$`)
	saidSo      = regexp.MustCompile(`(?i)\brecommend(?:ed|s|ing|ation)?\b`)
	proposed    = regexp.MustCompile(`(?i)\b(?:recommend(?:ed|s|ing)?|suggested|urged)\b`)
	listMark    = regexp.MustCompile(`\((?:[a-h]|[ivx]{1,4})\)`)
	addressed   = regexp.MustCompile(`^(?:,?\s*(?:that|to)\s+)?(?:(?:the\s+)?(?:Government|authorities|State|country|it)(?:\s+of\s+[A-Z]\w+)?\s+)?(?:should\s+|to\s+)?`)
)

// lettered finds item (e) of the list inside text[from:to]: the letters come in
// order, so a bracket is a mark of the list only after the one before it.
func (b *block) lettered(letter string, from, to int) (start, end int, ok bool) {
	marks := letters
	if len(letter) > 1 || letter == "i" && strings.Contains(b.text[from:to], "(ii)") {
		marks = romans
	}
	at := from
	for i, m := range marks {
		j := strings.Index(b.text[at:to], "("+m+")")
		if j < 0 {
			if i == 0 { // some lists begin without their first mark
				continue
			}
			return 0, 0, false
		}
		at += j + len(m) + 2
		if m != letter {
			continue
		}
		end := to
		if next := i + 1; next < len(marks) {
			if j := strings.Index(b.text[at:to], "("+marks[next]+")"); j >= 0 {
				end = at + j
			}
		}
		if s := sentenceEnd.FindStringIndex(b.text[at:end]); s != nil {
			end = at + s[0]
		}
		return at, end, true
	}
	return 0, 0, false
}

var (
	letters = strings.Split("abcdefghijklmnopqrstuvwxyz", "")
	romans  = []string{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"}
)

// stemLength is how long the common beginning of a list may be, in bytes; a
// longer one is a sentence of its own.
const stemLength = 60

// stem is the beginning that the items of a list share: "consider" in
// "recommended that Veldania consider (a) …; (b) …".
func (b *block) stem(item int) string {
	before, list, ok := strings.Cut(b.text[:item], "(a)")
	if ok && sentenceEnd.MatchString(list) {
		return "" // of another sentence
	}
	said := saidSo.FindAllStringIndex(before, -1)
	if len(said) == 0 {
		return ""
	}
	stem := opening(before[said[len(said)-1][1]:])
	if len(stem) > stemLength || strings.ContainsAny(stem, ".:") {
		return ""
	}
	return stem
}

// recommended are the ranges of the sentences in which a paragraph reports its
// recommendations, each from the word that says so; of a list with letters, each
// item. All of the paragraph where no sentence says so.
func (b *block) recommended(which string) [][2]int {
	var out [][2]int
	for from := 0; from < len(b.text); {
		to := len(b.text)
		if s := sentenceEnd.FindStringIndex(b.text[from:]); s != nil {
			to = from + s[0]
		}
		if said := proposed.FindStringIndex(b.text[from:to]); said != nil {
			out = append(out, b.listed(from+said[1], to)...)
		}
		from = to + 1
	}
	switch {
	case len(out) == 0:
		return [][2]int{{0, len(b.text)}}
	case which == "first":
		return out[:1]
	case which == "last":
		return out[len(out)-1:]
	}
	return out
}

// listed parts a sentence at the marks of a list, "(a) …; (b) …".
func (b *block) listed(from, to int) [][2]int {
	marks := listMark.FindAllStringIndex(b.text[from:to], -1)
	if len(marks) < 2 {
		if len(marks) == 1 && marks[0][0] < len(" that it ") { // the list goes on in the next sentence
			from += marks[0][1]
		}
		return [][2]int{{from, to}}
	}
	var out [][2]int
	for i, m := range marks {
		end := to
		if i+1 < len(marks) {
			end = from + marks[i+1][0]
		}
		out = append(out, [2]int{from + m[1], end})
	}
	return out
}

// opening takes off whom a recommendation addresses: "that the Government".
func opening(s string) string {
	s = strings.TrimSpace(s)
	s = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(s, "and "), "that "))
	if code, _, n := refdata.StateAt(s); code != "" {
		s = strings.TrimSpace(s[n:])
	}
	s = strings.TrimSpace(s[len(addressed.FindString(s)):])
	return recommendation.TrimEnd(strings.TrimSuffix(recommendation.TrimEnd(s), " and"))
}

// capital begins a text with a capital.
func capital(s string) string {
	for i, r := range s {
		return string(unicode.ToUpper(r)) + s[i+len(string(r)):]
	}
	return s
}
