// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package sessionreport

import (
	"regexp"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/position"
	"github.com/heed-upr/heed/internal/extract/words"
)

// The report tells in the third person and in the past what a State said, so a
// position is not a lead-in but the verb of a sentence, and "noted" is as often
// "noted that". A position counts only where the verb has the recommendation as
// its object or subject. A sentence that leaves doubt gives a comment.
var (
	// "recommendations 39 and 40 in paragraph 95", "recommendation 126.27",
	// "the recommendations contained in paragraphs 115.6 and 115.71", "seven
	// recommendations (1–4, 10, 12 and 19) in paragraph 97"
	listForm = regexp.MustCompile(`(?i)\brecommendations?\b(?:[,:]?\s\(?(?:nos?\.?|numbers?|numbered|contained|set out|listed|included|found|appearing|in|under|the|report|following|paragraphs?|paras?\.?|namely|and|conclusions)\b\.?)*[,:]?\s*\(?(` + words.NumberList + `)`)
	// "The following recommendations enjoyed its support: 80.1, 80.2 …"
	colonForm = regexp.MustCompile(`(?i)\brecommendations?\b([^.;:]{0,110}:)\s*(` + words.NumberList + `)`)
	// The paragraph that holds a list, after its items or before them.
	inParagraph = regexp.MustCompile(`(?i)^\)?,?\s*(?:of|in|under|from|contained in|listed in|set out in) (?:the )?paragraph (\d{1,3})\b`)
	itemsAfter  = regexp.MustCompile(`^\s*\((` + words.NumberList + `)\)`)
	lettered    = regexp.MustCompile(`(?i)\bparagraphs? (\d{1,3}) ?((?:\([a-z]{1,2}\)(?:\s*(?:,|and|or|,\s*and)\s*)?)+)`)
	letter      = regexp.MustCompile(`\(([a-z]{1,2})\)`)
	// Whether the numbers of a list name paragraphs of the report.
	paragraphs = regexp.MustCompile(`(?i)\bpara(?:graph)?s?\b`)
	allOf      = regexp.MustCompile(`(?i)\ball\b[^.;]{0,30}$`)
	exceptions = regexp.MustCompile(`(?i)\bexcept\b|\bexception\b|\bother than\b|\bapart from\b|\bsome of\b|\bmost of\b|\bmajority\b`)
)

// What the sentence is about otherwise: a review before this one, a position
// that no longer holds.
var (
	earlierReview = regexp.MustCompile(`(?i)\b(previous|last|earlier|past|first|second|third|fourth) (?:universal periodic |UPR )?(?:review|cycle)\b`)
	pastClause    = regexp.MustCompile(`(?i),? (?:which|that|who)(?: [\w’-]+){0,3}? (?:had|was|were|has|have)(?: not| been)? (?:not )?(?:initially|originally|previously|earlier|first)\b[^,;.]*,?`)
	pastWords     = regexp.MustCompile(`(?i)\b(?:initially|originally|previously|at first|formerly)\b`)
	nowWords      = regexp.MustCompile(`(?i)\b(?:but|however|now|subsequently|later|therefore|and had)\b`)
	changeForm    = regexp.MustCompile(`(?i)\bfrom [“"‘']?(?:not |being )?(?:partially )?(?:noted|noting|noting it|rejected|accepted|supported|pending|supporting)[”"’']? to [“"‘']?(?:being )?(partial\w* )?(accept\w*|support\w*|not\w*|reject\w*)`)
	topicForm     = regexp.MustCompile(`(?i)^(?:[A-Z]\w+, |finally, |in addition, |furthermore, )?(?:with (?:regard|respect|reference) to|regarding|concerning|as (?:regards|to|for)|in (?:relation|response|respect|reply|reference) (?:to|of)|on)\b`)
)

const (
	// verbs are the verbs of positions; "note" only with an object.
	verbs = `accept(?:s|ed|ing|ance of)?|support(?:s|ed|ing)?(?: for| of)?|endors(?:e|es|ed|ing)|agree(?:s|d)? (?:to|with)|approv(?:e|es|ed|ing)|not(?:e|es|ed|ing)|(?:take|takes|taken|took|taking) note of|reject(?:s|ed|ing)?|declin(?:e|es|ed)(?: to accept)?|disagree(?:d|s)? with`
	// passive are the participles that say the same of the recommendation.
	passive = `accepted|supported|endorsed|approved|agreed(?: to)?|acceptable|noted|taken note of|rejected|declined`
	aux     = `(?:had|has|have|was|were|is|are|would be|will be|could be|can be|should be|stood)(?: (?:now|also|thus|therefore|fully|duly|been|being|be|only|merely|subsequently|finally|partially|considered|deemed|hereby|as))*`
	denied  = `(?:had|has|have|was|were|is|are|did|does|do|could|can|would)(?: ?not|n’t)(?: [\w-]+){0,4}? (?:accept\w*|support\w*|enjoy\w*|endors\w*|agree\w*|approv\w*)`
	them    = `(?:it|them|(?:the|this|that|these|those|both|all|such|said)(?: [\w-]+){0,3}? recommendations?|the recommendations?)`
)

var (
	activeForm    = regexp.MustCompile(`(?i)\b(` + verbs + `)((?: [\w’'-]+){0,5}?) $`)
	joins         = regexp.MustCompile(`(?i)\b(?:and|while|but|whereas|that|which|with)\b`)
	deniedForm    = regexp.MustCompile(`(?i)\b` + denied)
	passiveForm   = regexp.MustCompile(`(?i)\b` + aux + ` (` + passive + `)\b`)
	enjoyForm     = regexp.MustCompile(`(?i)\benjoy(?:s|ed|ing)?(?: (?:the|its|their|full|partial))* support\b|\b(?:had|has|have) (?:the|its) (?:full )?support\b`)
	relativeForm  = regexp.MustCompile(`(?i)\b(?:which|that) (?:it|the \w+|[A-Z][\w’-]+)(?: [\w-]+){0,4}? (` + passive + `)\b`)
	objectForm    = regexp.MustCompile(`(?i)\b(` + verbs + `) (?:` + them + `|the parts? of)\b`)
	subjectForm   = regexp.MustCompile(`(?i)\b` + them + `\b[^.;]{0,60}?\b(?:` + aux + ` (` + passive + `)|enjoy\w* )`)
	anaphoraForm  = regexp.MustCompile(`(?i)^(?:(?:that|this|those|these|the said|both|all those) recommendations?|it|they)\b`)
	pronounForm   = regexp.MustCompile(`(?i)^(?:it|they)\b`)
	partForms     = regexp.MustCompile(`(?i)\bpartial(?:ly)?\b|\bin part\b|\bthe parts? of (?:the|that|this|those|these) recommendations?\b`)
	negatedBefore = regexp.MustCompile(`(?i)\b(?:not|unable|never|cannot|refus\w+)\b[^,;.]{0,45}$`)
	refusedForm   = regexp.MustCompile(`(?i)\b(?:could not|cannot|can not|reject\w*|refus\w*|declin\w*|disagree\w*)\b`)
)

// said reads a paragraph of a section: totals, and in the State's own words
// what it says of numbered recommendations.
func (r *reader) said(p doc.Paragraph, text string) {
	v := r.review(r.state)
	if president := r.totals(text, v); president || !r.own {
		return
	}
	s := speech{paragraph: r.last, places: p.AllPlaces(), facts: &v.facts}
	for _, sentence := range sentences(text) {
		s.sentence(sentence)
	}
	s.leave()
}

// speech is a paragraph of a State's own words, read sentence by sentence.
type speech struct {
	facts     *heed.Facts
	paragraph string
	places    []heed.Place
	// about are recommendations that a sentence has named without taking a
	// position, with its words: the next may take one on "that recommendation".
	about []string
	words string
}

// mention is one list of numbers in a sentence, with what stands around it.
type mention struct {
	numbers       []string
	before, after string
}

// sentence reads one sentence.
func (s *speech) sentence(text string) {
	if s.earlier(text) {
		s.leave()
		return
	}
	found := mentions(text)
	if len(found) == 0 {
		s.anaphora(text)
		return
	}
	s.leave()
	for _, m := range found {
		value, ok := m.position(text)
		if !ok {
			s.about, s.words = append(s.about, m.numbers...), text
			continue
		}
		s.answer(m.numbers, value, text, text)
	}
}

// earlier reports whether a sentence is about a review before this one.
func (s *speech) earlier(text string) bool {
	m := earlierReview.FindStringSubmatch(text)
	return m != nil && words.Ordinal(m[1]) < s.facts.Document.Review.Cycle
}

// anaphora reads a sentence about the recommendations of the one before.
func (s *speech) anaphora(text string) {
	if len(s.about) == 0 {
		return
	}
	stated := present(text)
	if anaphoraForm.MatchString(stated) {
		rest := stated
		if !pronounForm.MatchString(rest) {
			rest = rest[len(anaphoraForm.FindString(rest)):]
		}
		if value, ok := passivePosition(rest); ok {
			s.answer(s.about, value, s.words+" "+text, text)
			s.about, s.words = nil, ""
			return
		}
	}
	if value, ok := objectPosition(stated); ok && !pastWords.MatchString(stated) {
		s.answer(s.about, value, s.words+" "+text, text)
		s.about, s.words = nil, ""
		return
	}
	s.words += " " + text
}

// leave keeps as a comment what was said of recommendations on which no
// position followed.
func (s *speech) leave() {
	if len(s.about) > 0 {
		s.facts.Comments = append(s.facts.Comments, heed.Comment{Numbers: s.about, Text: s.words, Places: s.places})
	}
	s.about, s.words = nil, ""
}

// answer adds a position; claim is the sentence that states it.
func (s *speech) answer(numbers []string, value heed.Position, asStated, claim string) {
	a := heed.Answer{Numbers: slices.Clone(numbers), Value: value, AsStated: asStated, Paragraph: s.paragraph, Places: s.places}
	switch value {
	case heed.Supported:
		a.Qualifier = position.Claim(claim)
	case heed.Partial:
		a.Qualifier = heed.InPart
	case heed.Noted:
		if refusedForm.MatchString(claim) {
			a.Qualifier = heed.Refused
		}
	default: // nothing to add to it
	}
	s.facts.Answers = append(s.facts.Answers, a)
}

// mentions finds the lists of numbers in a sentence, in their order.
func mentions(text string) []mention {
	type found struct {
		from, to int
		numbers  []string
	}
	var all []found
	for _, m := range listForm.FindAllStringSubmatchIndex(text, -1) {
		if numbers, end := listed(text, m); len(numbers) > 0 {
			all = append(all, found{m[0], end, numbers})
		}
	}
	for _, m := range lettered.FindAllStringSubmatchIndex(text, -1) {
		var numbers []string
		for _, l := range letter.FindAllStringSubmatch(text[m[4]:m[5]], -1) {
			numbers = append(numbers, text[m[2]:m[3]]+"/"+l[1])
		}
		all = slices.DeleteFunc(all, func(f found) bool { return f.to > m[0] && f.from < m[1] })
		all = append(all, found{max(strings.LastIndex(strings.ToLower(text[:m[0]]), "recommendation"), 0), m[1], numbers})
	}
	if len(all) == 0 {
		if m := colonForm.FindStringSubmatchIndex(text); m != nil && names(text[m[4]:m[5]]) {
			numbers := words.Numbers(text[m[4]:m[5]])
			return []mention{{numbers, text[:m[0]], text[m[2]:m[3]]}}
		}
	}
	slices.SortFunc(all, func(a, b found) int { return a.from - b.from })
	var out []mention
	last := 0
	for i, f := range all {
		next := len(text)
		if i+1 < len(all) {
			next = all[i+1].from
		}
		out = append(out, mention{f.numbers, text[min(last, f.from):f.from], text[f.to:max(f.to, next)]})
		last = f.to
	}
	return out
}

// listed gives the numbers of a list and where it ends: items of the paragraph
// that the text names, or all of its items.
func listed(text string, m []int) (numbers []string, end int) {
	list, end := text[m[2]:m[3]], m[3]
	if counts.MatchString(text[end:]) || strings.ContainsAny(text[m[0]:m[2]], ",:") && !names(list) {
		return nil, end
	}
	lead := ""
	if p := inParagraph.FindStringSubmatchIndex(text[end:]); p != nil {
		lead, end = text[end+p[2]:end+p[3]], end+p[1]
	} else if paragraphs.MatchString(text[m[0]:m[2]]) && !strings.Contains(list, ".") {
		return ofParagraph(text, list, m, end)
	}
	for _, n := range words.Numbers(list) {
		if lead != "" && !strings.Contains(n, ".") {
			n = lead + "/" + n
		}
		numbers = append(numbers, n)
	}
	return numbers, end
}

// counts is what follows a number that says how many, or that is part of a year
// or a symbol.
var counts = regexp.MustCompile(`(?i)^(?:[\d/]|\s*(?:per cent|percent|%|of (?:which|whom|them|those)\b|recommendations|States|countries|delegations|(?:had|were|was) (?:partially |fully )?(?:enjoy)))`)

// names reports whether a list after a comma or a colon is one of names: two
// numbers at least, or one as only recommendations are numbered.
func names(list string) bool { return strings.Contains(list, ".") || len(words.Numbers(list)) > 1 }

// ofParagraph reads "recommendations in paragraph 97": all its items, or those
// in brackets behind it. Where neither is said, nothing is.
func ofParagraph(text, list string, m []int, end int) (numbers []string, to int) {
	named := words.Numbers(list)
	if items := itemsAfter.FindStringSubmatchIndex(text[end:]); items != nil && len(named) == 1 {
		for _, n := range words.Numbers(text[end+items[2] : end+items[3]]) {
			numbers = append(numbers, named[0]+"/"+n)
		}
		return numbers, end + items[1]
	}
	if !allOf.MatchString(text[:m[0]]) || exceptions.MatchString(text) {
		return nil, end
	}
	for _, n := range named {
		numbers = append(numbers, n+"/*")
	}
	return numbers, end
}

// position reads which position a sentence takes on the recommendations of a
// mention.
func (m mention) position(text string) (heed.Position, bool) {
	if c := changeForm.FindStringSubmatch(text); c != nil {
		if c[1] != "" {
			return heed.Partial, true
		}
		return ofVerb(c[2]), true
	}
	after, before := present(m.after), m.before
	if pastWords.MatchString(before) {
		return "", false
	}
	if value, ok := activePosition(before); ok {
		return value, true
	}
	if pastWords.MatchString(after) {
		at := nowWords.FindStringIndex(after)
		if at == nil {
			return "", false
		}
		after = after[at[0]:]
	}
	if value, ok := objectPosition(after); ok {
		return value, true
	}
	if topicForm.MatchString(strings.TrimSpace(before)) {
		if f := subjectForm.FindStringIndex(after); f != nil {
			return passivePosition(after[f[0]:])
		}
		return "", false
	}
	return passivePosition(after)
}

// present takes out the clauses on what a position was before.
func present(text string) string { return pastClause.ReplaceAllString(text, "") }

// activePosition reads a verb with the recommendations as its object: "accepted
// recommendations …", "was not in a position to accept seven recommendations".
func activePosition(before string) (heed.Position, bool) {
	m := activeForm.FindStringSubmatchIndex(before)
	if m == nil || joins.MatchString(before[m[4]:m[5]]) {
		return "", false
	}
	verb := before[m[2]:m[3]]
	around := before[max(0, m[2]-12):]
	switch {
	case partForms.MatchString(around):
		return heed.Partial, true
	case negatedBefore.MatchString(before[:m[2]]):
		return heed.Noted, true
	}
	return ofVerb(verb), true
}

// objectPosition reads "it accepted them", "it could not support those
// recommendations".
func objectPosition(text string) (heed.Position, bool) {
	m := objectForm.FindStringSubmatchIndex(text)
	if m == nil {
		return "", false
	}
	switch {
	case partForms.MatchString(text[max(0, m[2]-12):min(len(text), m[1]+30)]):
		return heed.Partial, true
	case negatedBefore.MatchString(text[:m[2]]):
		return heed.Noted, true
	}
	return ofVerb(text[m[2]:m[3]]), true
}

// passivePosition reads what is said of the recommendations themselves: "had
// been accepted", "enjoyed its support", "did not enjoy its support".
func passivePosition(text string) (heed.Position, bool) {
	if at := strings.IndexAny(text, ";"); at >= 0 {
		text = text[:at]
	}
	best, value := len(text)+1, heed.Position("")
	first := func(at []int, v heed.Position) {
		if at != nil && at[0] < best && at[0] < 200 {
			best, value = at[0], v
		}
	}
	first(deniedForm.FindStringIndex(text), heed.Noted)
	if m := passiveForm.FindStringSubmatchIndex(text); m != nil && !strings.HasPrefix(text[m[1]:], " that") {
		first(m[:2], ofVerb(text[m[2]:m[3]]))
	}
	if m := relativeForm.FindStringSubmatchIndex(text); m != nil {
		first(m[:2], ofVerb(text[m[2]:m[3]]))
	}
	first(enjoyForm.FindStringIndex(text), heed.Supported)
	if value == "" {
		return "", false
	}
	if value == heed.Supported && partForms.MatchString(text[:min(len(text), best+80)]) {
		value = heed.Partial
	}
	return value, true
}

// ofVerb is the position that a verb states.
func ofVerb(verb string) heed.Position {
	verb = strings.ToLower(verb)
	for _, v := range []string{"accept", "support", "endors", "agree", "approv"} {
		if strings.HasPrefix(verb, v) {
			return heed.Supported
		}
	}
	return heed.Noted
}

var (
	sentenceEnd  = regexp.MustCompile(`[.!?][”"’)]?\s+`)
	abbreviation = regexp.MustCompile(`(?i)(?:^|[\s(])(?:nos?|paras?|sects?|arts?|mr|mrs|ms|dr|st|vol|chap|cf|inter alia|h\.e)$`)
)

// sentences cuts a paragraph into its sentences.
func sentences(text string) []string {
	var out []string
	from := 0
	for _, m := range sentenceEnd.FindAllStringIndex(text, -1) {
		next := text[m[1]:]
		if abbreviation.MatchString(text[from:m[0]]) || next == "" || next[0] >= 'a' && next[0] <= 'z' || next[0] >= '0' && next[0] <= '9' {
			continue
		}
		out = append(out, strings.TrimSpace(text[from:m[1]]))
		from = m[1]
	}
	return append(out, strings.TrimSpace(text[from:]))
}
