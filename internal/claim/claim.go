// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package claim finds in a text what it claims of a State that a record can answer:
// above all how the State stands to a treaty, and little else. Hold sets such a claim
// beside the record and proposes a verdict, which people confirm or change.
//
// How claims are worded is data, language by language (rules.csv); what is so is in the
// tables of internal/refdata with its sources. No rule here names a State. Which
// treaties a sentence names is told by who asks (internal/label does), since packages
// of this level do not know each other.
package claim

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

// Status is what is claimed of a subject.
type Status string

// What is claimed of a treaty.
const (
	Signatory   Status = "signatory"
	Signed      Status = "signed"
	Ratified    Status = "ratified"
	Acceded     Status = "acceded"
	Succeeded   Status = "succeeded"
	Joined      Status = "joined"
	Party       Status = "party"
	Left        Status = "left"
	Accepts     Status = "accepts" // a procedure
	Reservation Status = "reservation"
	Unreserved  Status = "unreserved" // took a reservation back
)

// What is claimed of other subjects.
const (
	Abolished Status = "abolished"
	Created   Status = "created"
	Operating Status = "operating"
	Access    Status = "access" // who may turn to it
	Members   Status = "members"
	Deadline  Status = "deadline"
)

// Statuses lists all that may be claimed.
var Statuses = []Status{
	Signatory, Signed, Ratified, Acceded, Succeeded, Joined, Party, Left, Accepts, Reservation, Unreserved,
	Abolished, Created, Operating, Access, Members, Deadline,
}

// Subjects besides treaties and institutions.
const (
	Council    = "HRC"
	NextReview = "next_review"
)

// deathPenalty is the subject of rules about the death penalty; what they find is held
// against the protocol on it, which binds to abolish it.
const (
	deathPenalty   = "death_penalty"
	onDeathPenalty = "ICCPR-OP2"
)

// Assertion is one thing that is claimed.
type Assertion struct {
	Status Status `json:"status"`
	Not    bool   `json:"not,omitempty"`
	// When is the day, month or year that is claimed, "" for none.
	When string `json:"when,omitempty"`
	// Number is that of members; Articles are those of a procedure.
	Number   int      `json:"number,omitempty"`
	Articles []string `json:"articles,omitempty"`
}

// Claim is what a sentence claims of a State about one subject.
type Claim struct {
	// Quote is the sentence; From and To are its bytes in the text.
	Quote string         `json:"quote"`
	From  int            `json:"from"`
	To    int            `json:"to"`
	State heed.StateCode `json:"state"`
	// Subject is the key of a treaty or of an institution, or one of the others.
	Subject string      `json:"subject"`
	Asserts []Assertion `json:"asserts"`
}

// Mention is a place where a text names a treaty.
type Mention struct {
	Treaty   refdata.TreatyKey
	From, To int
}

// Naming gives the treaties that a sentence names, in its order.
type Naming func(sentence string) []Mention

// Find gives what a text in a language claims. Where a sentence names no State, it is
// taken to speak of the one that the text is about. Languages of which there are no
// rules give nothing; Reads tells.
func Find(text, language string, about heed.StateCode, naming Naming) []Claim {
	rules := loadRules()[language]
	var out []Claim
	for _, s := range sentences(text) {
		for _, c := range inSentence(text[s[0]:s[1]], rules, about, naming) {
			c.From, c.To = s[0], s[1]
			out = append(out, c)
		}
	}
	return out
}

// Reads reports whether there are rules for a language.
func Reads(language string) bool { return len(loadRules()[language]) > 0 }

// hit is a place where a rule's words stand.
type hit struct {
	*rule
	from, to int
}

// inSentence gives what one sentence claims, subject by subject.
func inSentence(sentence string, rules []rule, about heed.StateCode, naming Naming) []Claim {
	low := lower(sentence)
	hits := hitsOf(low, rules)
	if len(hits) == 0 {
		return nil
	}
	var out []Claim
	add := func(subject string, h hit) {
		for _, state := range subjects(sentence, h, about) {
			// "Signed, and has not ratified" is one claim; of an institution each is.
			i := slices.IndexFunc(out, func(c Claim) bool {
				return c.State == state && c.Subject == subject && (h.subject == subjectTreaty || c.Asserts[0].Status == h.status)
			})
			if i < 0 {
				i = len(out)
				out = append(out, Claim{Quote: sentence, State: state, Subject: subject})
			}
			a := h.asserts(low)
			if !slices.ContainsFunc(out[i].Asserts, func(o Assertion) bool { return o.Status == a.Status && o.Not == a.Not }) {
				out[i].Asserts = append(out[i].Asserts, a)
			}
		}
	}
	var named []Mention
	if slices.ContainsFunc(hits, func(h hit) bool { return h.subject == subjectTreaty }) {
		named = naming(sentence)
	}
	for _, h := range hits {
		switch {
		case h.subject == deathPenalty:
			add(onDeathPenalty, h)
			continue
		case h.subject != subjectTreaty:
			if h.status != Access || strings.Contains(low, strings.ReplaceAll(h.subject, "_", " ")) {
				add(h.subject, h)
			}
			continue
		}
		for _, m := range h.about(named, hits) {
			add(string(m.Treaty), h)
		}
	}
	return out
}

// about gives the treaties that a status is about: those named behind it before the
// next status, else those named before it.
func (h hit) about(named []Mention, hits []hit) []Mention {
	end := 1 << 30
	for _, o := range hits {
		if o.subject == subjectTreaty && o.from >= h.to {
			end = min(end, o.from)
		}
	}
	in := func(from, to int) []Mention {
		return slices.DeleteFunc(slices.Clone(named), func(m Mention) bool { return m.From < from || m.From >= to })
	}
	if out := in(h.to-1, end); len(out) > 0 {
		return out
	}
	if out := in(0, h.from); len(out) > 0 {
		return out
	}
	return in(h.to-1, 1<<30) // "signed and has since ratified the Convention"
}

// hitsOf finds the words of rules: the longest where they overlap, and none that only
// ask, plan or suppose.
func hitsOf(low string, rules []rule) []hit {
	var all []hit
	var none [][]int
	for i := range rules {
		r := &rules[i]
		for at := 0; at < len(low); {
			m := r.words.FindStringSubmatchIndex(low[at:])
			if m == nil {
				break
			}
			from, to := at+m[2], at+m[3]
			if r.subject == subjectNone {
				none = append(none, []int{from, to})
			} else {
				all = append(all, hit{r, from, to})
			}
			at = to
		}
	}
	slices.SortStableFunc(all, func(a, b hit) int { return cmp.Or(cmp.Compare(b.to-b.from, a.to-a.from), cmp.Compare(a.from, b.from)) })
	var out []hit
	for _, h := range all {
		if slices.ContainsFunc(out, func(o hit) bool { return h.from < o.to && o.from < h.to }) || supposed(low, h, none) {
			continue
		}
		out = append(out, h)
	}
	slices.SortStableFunc(out, func(a, b hit) int { return cmp.Compare(a.from, b.from) })
	return out
}

// supposed tells whether words before a status in its part of the sentence say that it
// is not claimed. A deadline is claimed by such words.
func supposed(low string, h hit, none [][]int) bool {
	if h.status == Deadline {
		return false
	}
	part := max(strings.LastIndexAny(low[:h.from], ",;:"), 0)
	return slices.ContainsFunc(none, func(n []int) bool { return part <= n[0] && n[1] <= h.from })
}

var (
	articles = regexp.MustCompile(`\bart(?:icles?|s?\.)\s+([0-9]+(?:(?:\s*,\s*|\s+and\s+|\s+or\s+|\s+to\s+)[0-9]+)*)`)
	number   = regexp.MustCompile(`[0-9]+`)
	figure   = regexp.MustCompile(`[0-9][0-9,]*`)
	dated    = regexp.MustCompile(`(?:\b([0-9]{1,2})(?:st|nd|rd|th)?\s+)?\b(january|february|march|april|may|june|july|august|september|october|november|december)\s+(?:([0-9]{1,2}),\s+)?((?:19|20)[0-9]{2})\b|\b((?:19|20)[0-9]{2})\b`)
	months   = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
)

// asserts gives what a hit claims, with the numbers that stand by it.
func (h hit) asserts(low string) Assertion {
	a := Assertion{Status: h.status, Not: h.not}
	switch h.status {
	case Members:
		a.Number, _ = strconv.Atoi(strings.ReplaceAll(figure.FindString(low[h.from:h.to]), ",", ""))
	case Deadline:
		a.When = near(low, h)
	case Accepts:
		for _, m := range articles.FindAllStringSubmatch(low, -1) {
			for _, n := range number.FindAllString(m[1], -1) {
				if !slices.Contains(a.Articles, n) {
					a.Articles = append(a.Articles, n)
				}
			}
		}
		a.When = near(low, h)
	case Signatory, Access, Reservation, Unreserved, Signed, Ratified, Acceded, Succeeded, Joined, Party, Left, Abolished, Created, Operating:
		if !h.not {
			a.When = near(low, h)
		}
	}
	return a
}

// near gives the date that stands nearest to a status in the sentence.
func near(low string, h hit) string {
	best, far := "", 1<<30
	for _, m := range dated.FindAllStringSubmatchIndex(low, -1) {
		d := 0
		switch {
		case m[1] <= h.from:
			d = h.from - m[1]
		case m[0] >= h.to:
			d = m[0] - h.to
		}
		if d < far {
			best, far = dateOf(low, m), d
		}
	}
	return best
}

// dateOf gives what a match of dated tells: a day, a month or a year.
func dateOf(low string, m []int) string {
	group := func(n int) string {
		if m[2*n] < 0 {
			return ""
		}
		return low[m[2*n]:m[2*n+1]]
	}
	if year := group(5); year != "" {
		return year
	}
	month := group(4) + "-" + two(strconv.Itoa(slices.Index(months, group(2))+1))
	if day := cmp.Or(group(1), group(3)); day != "" {
		return month + "-" + two(day)
	}
	return month
}

func two(n string) string { return strings.Repeat("0", max(0, 2-len(n))) + n }

// subjects gives the States of which a status is claimed: one by which something was
// done, else those named nearest before it, joined by "and" or commas, else the one
// that the text is about. The words about an institution may hold its State.
func subjects(sentence string, h hit, about heed.StateCode) []heed.StateCode {
	before := h.from
	if h.subject != subjectTreaty {
		before = h.to
	}
	if rest, by := strings.CutPrefix(sentence[h.to:], " by "); by {
		if code, _, _ := refdata.StateAt(strings.TrimPrefix(rest, "the ")); code != "" {
			return []heed.StateCode{code}
		}
	}
	type named struct {
		code     heed.StateCode
		from, to int
	}
	var all []named
	for i := 0; i < before; {
		r, size := utf8.DecodeRuneInString(sentence[i:])
		if unicode.IsUpper(r) && (i == 0 || !isWord(lastRune(sentence[:i]))) {
			if code, _, end := refdata.StateAt(sentence[i:]); code != "" && i+end <= before {
				all = append(all, named{code, i, i + end})
				i += end
				continue
			}
		}
		i += size
	}
	if len(all) == 0 {
		if about == "" {
			return nil
		}
		return []heed.StateCode{about}
	}
	last := len(all) - 1
	out := []heed.StateCode{all[last].code}
	for ; last > 0; last-- {
		joint := strings.Trim(sentence[all[last-1].to:all[last].from], " ,")
		if joint != "" && joint != "and" && joint != "and the" && joint != "the" {
			break
		}
		out = append([]heed.StateCode{all[last-1].code}, out...)
	}
	return out
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// lower puts ASCII letters into small ones, so that bytes keep their places.
func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// abbreviations end in a full stop that ends no sentence.
var abbreviations = []string{"no", "nos", "art", "arts", "para", "paras", "mr", "ms", "mrs", "dr", "st", "vs", "u.s", "u.n", "u.k", "e.g", "i.e"}

// sentences parts a text; each is from and up to, in bytes, without space around it.
func sentences(text string) [][2]int {
	var out [][2]int
	from := 0
	end := func(to int) {
		s := text[from:to]
		a, b := from+len(s)-len(strings.TrimLeftFunc(s, unicode.IsSpace)), from+len(strings.TrimRightFunc(s, unicode.IsSpace))
		if a < b {
			out = append(out, [2]int{a, b})
		}
		from = to
	}
	for i, r := range text {
		switch r {
		case '\n':
			if strings.HasPrefix(text[i+1:], "\n") || i > 0 && text[i-1] == '\n' {
				end(i)
			}
		case '.', '!', '?':
			rest := strings.TrimLeft(text[i+1:], `"'’”)`)
			next, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(rest, unicode.IsSpace))
			if rest != "" && (!unicode.IsSpace(rune(rest[0])) || unicode.IsLower(next)) {
				continue
			}
			word := lower(text[max(from, strings.LastIndexAny(text[:i], " \n(")+1):i])
			if r == '.' && slices.Contains(abbreviations, word) {
				continue
			}
			end(len(text) - len(rest))
		}
	}
	end(len(text))
	return out
}
