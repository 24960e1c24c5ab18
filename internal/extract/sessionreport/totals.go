// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package sessionreport

import (
	"regexp"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract/words"
)

// count is a pattern for how many: figures, or words up to ninety-nine.
const count = `\d{1,3}|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-| )?)?(?:one|two|three|four|five|six|seven|eight|nine)|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety`

// wereMade is what may follow the number of recommendations received.
const wereMade = `(?:,? (?:that |which )?(?:it |[A-Z]\w+ )?(?:had been |were |was |had |has |have )?(?:received|made|formulated|put forward|addressed)\b)?`

var (
	// "The President stated that, based on the information provided, …"
	presidentForm = regexp.MustCompile(`(?i)\bpresident\b.{0,90}?\b(?:stated|informed|announced|said|indicated|declared|recalled|noted|observed)\b`)
	// "out of 194 recommendations received", "of the 245 recommendations",
	// "a total of 128 recommendations had been made"
	receivedForms = []*regexp.Regexp{
		regexp.MustCompile(`(?i)\bout of (?:the |a |total of |total |all |its )*(` + count + `) (?:[a-z]+ )?recommendations?\b` + wereMade),
		regexp.MustCompile(`(?i)\bof (?:(?:the|its|those|these|a total of|all) )+(` + count + `) (?:[a-z]+ )?recommendations?\b` + wereMade),
		regexp.MustCompile(`(?i)\b(?:received|a total of|all|all the|all of the) (?:a total of )?(` + count + `) recommendations\b` + wereMade),
		regexp.MustCompile(`(?i)\b(` + count + `) recommendations (?:received\b|(?:had been|were|have been|that had been|which had been) (?:received|made|formulated|put forward|addressed)\b)`),
	}
	countForm = regexp.MustCompile(`(?i)\b(?:` + count + `)\b`)
	// What the clarification indicates is no count of its own.
	partsForm = regexp.MustCompile(`(?i),?\s*(?:indicating|specifying|clarifying|showing|stating|explaining)\s+(?:which|what|the) parts?\b[^.]*?\b(?:which|what|the|those) (?:parts?|ones)\b[^.,;]*?\b(?:noted|rejected|accepted|supported|not)\b(?: (?:supported|accepted))?`)
	partForm  = regexp.MustCompile(`(?i),?\s*(?:indicating|specifying|clarifying)\s+(?:which|what|the) parts?\b[^.,;]*`)
	clarified = regexp.MustCompile(`(?i)\b(?:clarifications?|explanations?|information|comments?) (?:(?:had|has|have|was|were|is) )?(?:(?:also )?been )?(?:(?:also )?(?:provided|given|made|submitted) )?(?:on|for|regarding|concerning|to|about|in relation to|with regard to|in respect of) (?:the |an |its |positions? (?:on|regarding) )*(?:other |another |remaining |additional |further |a further )*(?:(` + count + `)\b(?: (?:of the|other|remaining|additional|further))*(?: recommendations?)?|recommendations?\b)`)
	restForm  = regexp.MustCompile(`(?i)\b(?:the rest|the remainder|the (?:remaining|other) (?:recommendations|ones)|the others|all others?)(?: of (?:the|them|those)(?: recommendations)?)?\b`)
	allForm   = regexp.MustCompile(`(?i)\ball(?: (?:of (?:which|them|these|those)|the recommendations|recommendations))?\b`)
)

// What may stand between a number and its predicate, and the predicates; a
// refusal goes before support, since "did not enjoy the support" holds both.
const filler = `(?:(?:,? (?:of which|which|that)| (?:of (?:the|those|these|them)|recommendations?|received|made|other|additional|further|more|remaining|ones|had|have|has|were|was|are|is|would|will|be|been|being|also|fully|thus|therefore|now|simply|duly|therein|remain|remains|remained))\b)* `

// kinds are what a number of recommendations is said to be.
var kinds = []struct {
	into func(*heed.Total) *int
	// after is the predicate behind a number, before the verb in front of it.
	after, before *regexp.Regexp
}{
	{
		func(t *heed.Total) *int { return &t.InPart },
		regexp.MustCompile(`(?i)^` + filler + `(?:partial(?:ly)?\b|in part\b|(?:enjoy\w* )?(?:its |the )?partial|(?:supported|accepted)(?:,)? (?:only )?(?:in part|partially)|clarified\b)`),
		regexp.MustCompile(`(?i)\b(?:partial(?:ly)?|in part) (?:accept\w*|support\w*|endors\w*)(?: (?:of|for))?` + between + `$|\b(?:accept\w*|support\w*) (?:partially|in part)` + between + `$`),
	},
	{
		func(t *heed.Total) *int { return &t.Pending },
		regexp.MustCompile(`(?i)^` + filler + `(?:pending\b|(?:to be |further )?(?:examined|considered)\b|under (?:consideration|examination)\b|deferred\b|left pending\b)`),
		regexp.MustCompile(`(?i)\b(?:deferred|left pending|no (?:clear )?(?:position|response|answer|reply)s?(?: (?:had been|has been|was|were) (?:provided|given|stated|expressed|received))? (?:on|to|for|regarding)|postponed (?:its )?(?:response|decision|position)s? (?:to|on))` + between + `$`),
	},
	{
		func(t *heed.Total) *int { return &t.Noted },
		regexp.MustCompile(`(?i)^` + filler + `(?:noted\b|taken note of|reject\w*|refused|declined|(?:did |do |does |could |can)?not (?:\w+ ){0,2}?(?:enjoy\w*|accept\w*|support\w*|endors\w*|gain\w*|receiv\w*)|without (?:the |its )?support|considered not)`),
		regexp.MustCompile(`(?i)\b(?:not(?:e|es|ed|ing)|(?:take|takes|taken|took|taking) note of|reject(?:s|ed|ing)?|refus(?:ed|es)|declin(?:ed|es)|(?:not|unable|never) (?:\w+ ){0,5}?(?:accept\w*|support\w*|endors\w*|agree\w*(?: to)?))` + between + `$`),
	},
	{
		func(t *heed.Total) *int { return &t.Supported },
		regexp.MustCompile(`(?i)^` + filler + `(?:enjoy\w*\b|supported\b|accepted\b|endorsed\b|agreed\b|received (?:the|its) support|the (?:full )?support\b|acceptable\b|approved\b)`),
		regexp.MustCompile(`(?i)\b(?:accept(?:s|ed|ing|ance of)?|support(?:s|ed|ing)?(?: for| of| to)?|endors(?:e|es|ed|ing)|agreed (?:to|with)|approv(?:ed|es|e))` + between + `$`),
	},
}

// between is what may stand between a verb and its number.
const between = ` (?:(?:the|its|a|an|total|of|another|additional|further|only|all|some|remaining|other|as|many|up|to|or|approximately|about|over|following|fully|in) )*`

// notCounts is what follows a number that counts something else, or only part
// of what another number counts.
var notCounts = regexp.MustCompile(`(?i)^(?:[./–-]\d|[)%]|\s*(?:per cent|percent|%|of (?:which|whom)\b|January|February|March|April|May|June|July|August|September|October|November|December|hundred|States|countries|delegations|years|times))`)

// named is what stands before a number that names something.
var named = regexp.MustCompile(`(?i)(?:\b(?:recommendations?|nos?\.?|numbers?|paragraphs?|articles?|sections?|sect\.|part|decision|resolution|chapter|annex|rule)|[(/.–-]) ?$`)

// readTotal reads the numbers of a sentence or more. It reports false where the
// text does not count positions on recommendations: one number alone may be
// that of the recommendations on some subject.
func readTotal(text string) (heed.Total, bool) {
	var t heed.Total
	if !strings.Contains(strings.ToLower(text), "recommendation") {
		return t, false
	}
	text = partForm.ReplaceAllString(partsForm.ReplaceAllString(text, ""), "")
	for _, form := range receivedForms {
		if m := form.FindStringSubmatchIndex(text); m != nil {
			t.Received = number(text[m[2]:m[3]])
			text = text[:m[0]] + all(text[m[0]:m[1]]) + text[m[1]:]
			break
		}
	}
	if m := clarified.FindStringSubmatchIndex(text); m != nil {
		t.InPart = 1 // "on another recommendation"
		if m[2] >= 0 {
			t.InPart = number(text[m[2]:m[3]])
		}
		text = text[:m[0]] + "…" + text[m[1]:]
	}
	for _, m := range countForm.FindAllStringIndex(text, -1) {
		counted(&t, text, m[0], m[1])
	}
	remainder(&t, text)
	stated := 0
	for _, n := range []int{t.Received, t.Supported, t.Noted, t.InPart} {
		if n > 0 {
			stated++
		}
	}
	return t, stated > 1 && t.Supported+t.Noted > 0
}

// all is what is left of the words that say how many were received: "all 81
// recommendations enjoyed the support" says it of all.
func all(received string) string {
	if strings.HasPrefix(strings.ToLower(received), "all") {
		return "all"
	}
	return "…"
}

// counted adds the number at text[from:to] to what the text says it is. The
// first number of each kind counts: what follows explains it.
func counted(t *heed.Total, text string, from, to int) {
	if notCounts.MatchString(text[to:]) || named.MatchString(text[:from]) {
		return
	}
	n := number(text[from:to])
	for _, k := range kinds {
		if k.after.MatchString(text[to:]) {
			put(k.into(t), n)
			return
		}
	}
	for _, k := range kinds {
		if k.before.MatchString(text[:from]) {
			put(k.into(t), n)
			return
		}
	}
}

func put(into *int, n int) {
	if *into == 0 {
		*into = n
	}
}

// remainder reads what is said of "the rest" and of "all": numbers that the
// source leaves to subtraction.
func remainder(t *heed.Total, text string) {
	for _, form := range []*regexp.Regexp{restForm, allForm} {
		m := form.FindStringIndex(text)
		if m == nil || t.Received == 0 {
			continue
		}
		left := t.Received - t.Supported - t.Noted - t.InPart - t.Pending
		for _, k := range kinds {
			if into := k.into(t); *into == 0 && left > 0 && k.after.MatchString(text[m[1]:]) {
				*into = left
				return
			}
		}
	}
}

// number reads figures or words.
func number(s string) int { return words.Ordinal(strings.ReplaceAll(s, " ", "-")) }

// totals reads the totals of a paragraph: the President's wherever they stand,
// the State's own in its words. Of several the first that adds up is taken.
func (r *reader) totals(text string, v *review) bool {
	t, ok := readTotal(text)
	if !ok {
		return false
	}
	t.Source, t.Unit = heed.KindSession, heed.UnitRecommendation
	t.Symbol, t.Paragraph, t.AsStated = r.document.Symbol, r.last, counting(text)
	president := presidentForm.MatchString(text)
	into := &v.own
	if president {
		into = &v.official
	} else if !r.own {
		return false
	}
	if *into == nil || t.Closes() && !(*into).Closes() {
		*into = &t
	}
	return president
}

// counting gives the sentences of a text that count something.
func counting(text string) string {
	var out []string
	for _, s := range sentences(text) {
		if countForm.MatchString(s) {
			out = append(out, s)
		}
	}
	return strings.Join(out, " ")
}
