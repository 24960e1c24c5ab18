// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"strings"

	"github.com/heed-upr/heed/internal/lang"
	"github.com/heed-upr/heed/internal/refdata"
)

// skipped are words that say nothing and stand in titles now and then: they are
// taken off before phrases are looked for. As terms, without their endings.
var skipped = words(`the a an of to on for and or in its it their his this that these those all any as at by from with
	international united un be is are been has have which who into also other there such thereof per no
	recommend recommended recommends`)

// empty are words that decorate what is asked: who would do more of them would
// do nothing else.
var empty = words(`continue strengthen strengthening intensify further effort efforts measure measures step steps take taking make making
	necessary appropriate effective effectively ensure ensuring promote promoting promotion enhance improve
	improvement right rights human full fully form forms standard standards accordance line view including particularly
	particular especially through additional concrete adequate undertake possible soon government state country national
	accordingly order well provide redouble increase step up proper address respect guarantee both not only should would
	obligation obligations existing relevant prompt promptly regard respective under within between aim aimed aiming
	positive positively actively way expedite accelerate speed priority practice practical continuing give given
	effectiveness more better protect protection protecting convention protocol conformity comply compliance combat fight
	combating fighting against eliminate elimination eradicate prevent prevention preventing adopt implement implementation
	establish exercise enjoyment person people thing level strive commit member
	reduce reduction lower rate policy policies programme public stop exert utmost pursue case area work issue number
	general develop system process complete finalize them together matter group among out notably concern realization
	able legitimate base mechanism place context arise without across when while than if put up end new use used
	maintain keep proceed ongoing toward towards consultation prepare
	fundamental freedom citizen society special attention focus need achieve expand facilitate advance lead active carry continuous overall specific several various specifically available favourable expert context sustain provision within time year end population community ongoing great strong active really remain related concerning regarding situation them themselves where whose whom he she they we`)

func words(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range lang.Analyse(lang.English, s) {
		out[stem(w.Word)] = true
	}
	return out
}

// details are words after which a text gives examples, means or purposes of what
// it asks: they count less than what stands before.
var details = map[string]bool{
	"including": true, "such": true, "particular": true, "particularly": true, "especially": true, "notably": true, "inter": true, "namely": true,
	"view": true, "aiming": true, "aimed": true, "aim": true, "goal": true, "order": true, "purpose": true, "through": true, "using": true,
}

// term is a word of a text as it is compared.
type term struct {
	text   string
	detail bool
}

// reader takes texts apart. It remembers stems, which take longest to find.
type reader struct{ stems map[string]string }

func newReader() *reader { return &reader{stems: map[string]string{}} }

func (r *reader) stem(word string) string {
	t, ok := r.stems[word]
	if !ok {
		t = stem(word)
		r.stems[word] = t
	}
	return t
}

// terms gives the terms of a text, without words that say nothing and without
// what stands in brackets: States, abbreviations and asides.
func (r *reader) terms(text string) []term {
	text = unbracket(text)
	ws := lang.Analyse(lang.English, text)
	out := make([]term, 0, len(ws))
	detail, main := false, 0
	for n, w := range ws {
		comma := n > 0 && strings.ContainsAny(text[ws[n-1].To:w.From], ",;")
		if comma && (w.Word == "and" || main == 0) {
			detail = false // the sentence goes on with what it asks
		}
		if main > 0 || n < 2 {
			// "Continue policies aimed at …" has its matter behind the word; "In
			// order to …, adopt …" has it behind the comma.
			detail = detail || details[w.Word] || w.Word == "by" && n+1 < len(ws) && strings.HasSuffix(ws[n+1].Word, "ing")
		}
		t := r.stem(w.Word)
		if skipped[t] {
			continue
		}
		if !detail && !empty[t] {
			main++
		}
		out = append(out, term{t, detail})
	}
	return out
}

// maxBracket is how far a bracket may reach that is taken out.
const maxBracket = 200

// bracket finds the first bracket of a text that closes soon.
func bracket(text string) (from, to int, ok bool) {
	from = strings.IndexByte(text, '(')
	if from < 0 {
		return 0, 0, false
	}
	end := strings.IndexByte(text[from:], ')')
	if end < 0 || end > maxBracket {
		return 0, 0, false
	}
	return from, from + end + 1, true
}

// unbracket takes out what stands in brackets.
func unbracket(text string) string {
	from, to, ok := bracket(text)
	if !ok {
		return text
	}
	var b strings.Builder
	for ; ok; from, to, ok = bracket(text) {
		b.WriteString(text[:from])
		b.WriteByte(' ')
		text = text[to:]
	}
	b.WriteString(text)
	return b.String()
}

// split parts a text where another State's sentence begins: after a semicolon,
// or after States in brackets. A piece that only goes on belongs to the one
// before ("ratify A; B and C").
func split(text string) []string {
	var out []string
	for _, piece := range pieces(text) {
		// The first piece may be a beginning without a matter ("Sign (Chad) and …").
		if n := len(out); n > 0 && (continues(piece) || short(out[n-1])) {
			out[n-1] += piece
			continue
		}
		out = append(out, piece)
	}
	return out
}

func pieces(text string) []string {
	var out []string
	from := 0
	for at := 0; at < len(text); {
		end := strings.IndexByte(text[at:], ';') + 1
		if open, shut, ok := bracket(text[at:]); ok && (end == 0 || open < end) {
			codes, unknown := refdata.ScanStates(text[at+open+1 : at+shut-1])
			if len(codes) == 0 || len(unknown) > 0 {
				at += shut // no States: the sentence goes on
				continue
			}
			end = shut
		}
		if end == 0 {
			break
		}
		at += end
		out = append(out, text[from:at])
		from = at
	}
	if from < len(text) {
		out = append(out, text[from:])
	}
	return out
}

// leastPiece is how many terms a sentence has at least.
const leastPiece = 3

// goesOn are words with which no sentence of its own begins.
var goesOn = map[string]bool{"and": true, "or": true, "for": true, "which": true, "as": true, "of": true, "in": true, "with": true}

// continues tells whether a piece goes on with the one before.
func continues(s string) bool {
	ws := lang.Analyse(lang.English, s)
	if short(s) || goesOn[ws[0].Word] && !and(ws) {
		return true
	}
	var terms []term
	for _, w := range ws {
		if t := stem(w.Word); !skipped[t] {
			terms = append(terms, term{text: t})
		}
	}
	c := loadConcepts().at(terms, 0)
	return c != nil && c.kind == kindInstrument
}

// and tells whether words begin with "and" and go on with a sentence.
func and(ws []lang.Token) bool { return ws[0].Word == "and" && !goesOn[ws[1].Word] }

// short tells whether a piece says too little to be a sentence.
func short(s string) bool {
	n := 0
	for _, w := range lang.Analyse(lang.English, unbracket(s)) {
		if !skipped[stem(w.Word)] {
			n++
		}
	}
	return n < leastPiece
}

// opens are verbs with which another act begins after a comma or "and".
var opens = forms(`ratify accede sign abolish establish create adopt enact ensure continue put take strengthen implement withdraw lift remove extend
	align bring amend develop introduce prohibit investigate prosecute provide guarantee promote protect improve increase allocate repeal
	decriminalize end issue accept report submit cooperate share facilitate address combat eliminate prevent undertake train raise pursue set
	make give enforce harmonize review revise reform allow conduct commute release incorporate intensify enhance support consider speed pay
	include expand reduce invite respond engage grant penalize punish criminalize draft finalize complete reinforce declare apply execute`)

func forms(s string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		out[w] = true
	}
	return out
}

// acts parts a sentence where another act begins: "abolish X and ratify Y". It
// gives nothing where there is one act only.
func acts(text string) []string {
	ws := lang.Analyse(lang.English, text)
	var out []string
	from := 0
	for n := 1; n < len(ws); n++ {
		if !opens[ws[n].Word] {
			continue
		}
		first := n
		for first > 0 && (ws[first-1].Word == "to" || ws[first-1].Word == "and") {
			first--
		}
		if first == 0 || ws[first].From < from {
			continue
		}
		comma := strings.ContainsAny(text[ws[first-1].To:ws[first].From], ",;")
		if !comma && (first == n || ws[first].Word != "and") || short(text[from:ws[first].From]) || short(text[ws[n].From:]) {
			continue
		}
		out = append(out, text[from:ws[first].From])
		from = ws[n].From
	}
	if len(out) == 0 {
		return nil
	}
	return append(out, text[from:])
}
