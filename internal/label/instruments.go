// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label

import (
	"cmp"
	"slices"
	"strings"

	"github.com/heed-upr/heed/internal/refdata"
)

// Named is an instrument or a body that a text names, with what is asked about it.
type Named struct {
	Key refdata.InstrumentKey `json:"instrument"`
	// Steps are in the order of AllSteps; none where it is only named.
	Steps []Step `json:"acts"`
	// Articles are those of a declaration or a reservation, or that the text
	// names of the instrument.
	Articles []string `json:"articles,omitempty"`
	// Name is where it is named, Words are those that carried the steps: bytes of
	// the text.
	Name  Span   `json:"name"`
	Words []Span `json:"words"`
}

// Instruments gives what an English text names of instruments and bodies, in the
// order in which they are named first. They are told by rule.
func Instruments(text string) []Named {
	w, r := numbered(words(text)), rules()
	names := r.instruments.read(w)
	if len(names) == 0 {
		return nil
	}
	ask(w, names, r.steps.hits(w))
	var out []Named
	at := map[refdata.InstrumentKey]int{}
	for _, n := range competent(names) {
		i, twice := at[n.key]
		if !twice {
			i = len(out)
			at[n.key] = i
			out = append(out, Named{Key: n.key, Steps: []Step{}, Name: Span{w[n.from].from, w[n.to-1].to}, Words: []Span{}})
		}
		o := &out[i]
		for _, c := range n.carried {
			if s := (Span{w[c[0]].from, w[c[1]-1].to}); !slices.Contains(o.Words, s) {
				o.Words = append(o.Words, s)
			}
		}
		for _, s := range n.steps {
			if !slices.Contains(o.Steps, s) {
				o.Steps = append(o.Steps, s)
			}
		}
		for _, a := range n.articles(w) {
			if !slices.Contains(o.Articles, a) {
				o.Articles = append(o.Articles, a)
			}
		}
	}
	for i := range out {
		slices.SortFunc(out[i].Steps, func(a, b Step) int { return cmp.Compare(slices.Index(steps, a), slices.Index(steps, b)) })
		slices.SortFunc(out[i].Words, func(a, b Span) int { return cmp.Compare(a.From, b.From) })
	}
	return out
}

// competent adds to a committee whose competence is to be recognised the treaty
// under which that is declared.
func competent(names []nameHit) []nameHit {
	for _, n := range names {
		for treaty, body := range committeeOf {
			if body == n.key && slices.Contains(n.steps, StepDeclare) {
				n.key, n.kind, n.steps = treaty, refdata.InstrumentTreaty, []Step{StepDeclare}
				names = append(names, n)
				break
			}
		}
	}
	return names
}

// How many words "…" stands for in names of instruments and in steps.
const (
	nameGap = 10
	stepGap = 5
)

// titles are words with which a name of an instrument or body begins: a gap does
// not reach over them.
var titles = map[string]bool{
	"convention": true, "conventions": true, "covenant": true, "covenants": true, "protocol": true, "protocols": true, "statute": true, "charter": true,
	"treaty": true, "committee": true, "rapporteur": true, "rapporteurs": true, "op": true, "cedaw": true, "cat": true, "crc": true, "iccpr": true, "icescr": true,
}

// nameRule is one way to write a name, or a step.
type nameRule struct {
	words []token
	key   refdata.InstrumentKey
	kind  refdata.InstrumentKind
	step  *stepRow
}

// nameRules holds rules by the beginning of their first word.
type nameRules map[string][]nameRule

func (r nameRules) add(words string, gap int, like nameRule) error {
	for form := range strings.SplitSeq(words, "|") {
		rule, err := tokens(form, gap)
		if err != nil {
			return err
		}
		like.words = rule
		key := start(rule[0].text)
		r[key] = append(r[key], like)
	}
	return nil
}

// at gives the longest rule that stands at w[i], the first of equals, and its end.
func (r nameRules) at(w []word, i int) (best *nameRule, end int) {
	among := r[start(w[i].text)]
	for n := range among {
		if e, ok := match(among[n].words, w, i); ok && e > end && !leaps(among[n].words, w, i) {
			best, end = &among[n], e
		}
	}
	return best, end
}

// alike gives the keys of all rules of the same words: a plural may stand for two.
func (r nameRules) alike(first word, best *nameRule) []refdata.InstrumentKey {
	var out []refdata.InstrumentKey
	for _, rule := range r[start(first.text)] {
		if slices.Equal(rule.words, best.words) && !slices.Contains(out, rule.key) {
			out = append(out, rule.key)
		}
	}
	return out
}

// leaps tells whether the words of a rule are found only by reaching over the
// beginning of another name.
func leaps(rule []token, w []word, at int) bool {
	for n, t := range rule {
		if n == 0 {
			at++
			continue
		}
		for !t.is(w[at].text) {
			if titles[w[at].text] {
				return true
			}
			at++
		}
		at++
	}
	return false
}

// nameHit is a name found, with what is asked about it.
type nameHit struct {
	key      refdata.InstrumentKey
	kind     refdata.InstrumentKind
	from, to int // words
	steps    []Step
	carried  [][2]int
}

// instrumentRules is the words of refdata.Instruments.
type instrumentRules struct {
	names    nameRules
	mandates nameRules // subjects of special procedures
	kinds    map[refdata.InstrumentKey]refdata.InstrumentKind
}

func newInstrumentRules() (*instrumentRules, error) {
	r := &instrumentRules{names: nameRules{}, mandates: nameRules{}, kinds: map[refdata.InstrumentKey]refdata.InstrumentKind{}}
	for _, i := range refdata.Instruments() {
		into := r.names
		if i.Kind == refdata.BodyProcedure && i.Within != "" {
			into = r.mandates
		}
		r.kinds[i.Key] = i.Kind
		if err := into.add(strings.Join(i.Words, "|"), nameGap, nameRule{key: i.Key, kind: i.Kind}); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func (r *instrumentRules) hit(key refdata.InstrumentKey, from, to int) nameHit {
	return nameHit{key: key, kind: r.kinds[key], from: from, to: to}
}

// numbered joins "No. 138" and "art. 14" into one sentence, which the full stop
// parts.
func numbered(w []word) []word {
	less := 0
	for i := range w {
		w[i].sentence -= less
		if i > 0 && w[i].sentence > w[i-1].sentence && w[i].text[0] <= '9' && slices.Contains([]string{"no", "nos", "art", "arts", "para"}, w[i-1].text) {
			less += w[i].sentence - w[i-1].sentence
			w[i].sentence = w[i-1].sentence
		}
	}
	return w
}

// specific gives the place before end where a name begins that says more than
// what stands at i, or i.
func (r *instrumentRules) specific(w []word, i, end int) int {
	for j := i + 1; j < end; j++ {
		if rule, _ := r.names.at(w, j); rule != nil && rule.kind != refdata.InstrumentGeneral {
			return j
		}
	}
	return i
}

// domestic are words before "mechanisms" of a State's own.
var domestic = []string{"national", "domestic", "internal", "local", "independent", "state", "governmental"}

// read finds all names in the order of the text.
func (r *instrumentRules) read(w []word) []nameHit {
	var out []nameHit
	for i := 0; i < len(w); i++ {
		if to, found := r.mandate(w, i); found != nil {
			out = append(out, found...)
			i = to - 1
			continue
		}
		rule, end := r.names.at(w, i)
		if rule == nil {
			continue
		}
		if rule.kind == refdata.InstrumentGeneral || rule.kind == refdata.BodyMechanisms {
			if at := r.specific(w, i, end); at > i {
				i = at - 1
				continue
			}
		}
		if rule.kind == refdata.BodyMechanisms && i > 0 && slices.Contains(domestic, w[i-1].text) {
			continue
		}
		if n := len(out); rule.kind == refdata.BodyOrganization && n > 0 && out[n-1].kind == refdata.InstrumentTreaty && i > out[n-1].to && w[out[n-1].to].text == "of" && onlySmall(w, out[n-1].to, i) {
			continue // the end of the treaty's title
		}
		for _, key := range r.names.alike(w[i], rule) {
			out = append(out, r.hit(key, i, end))
		}
		i = end - 1
	}
	out = r.covenants(w, out)
	out = r.protocols(w, out)
	out = r.byNumber(w, out)
	r.committees(w, out)
	out = r.implied(out)
	slices.SortStableFunc(out, func(a, b nameHit) int { return cmp.Compare(a.from, b.from) })
	return out
}

// implied adds the national institution where only the principles on it are named.
func (r *instrumentRules) implied(all []nameHit) []nameHit {
	for _, h := range all {
		if h.key == refdata.ParisPrinciples && !slices.ContainsFunc(all, func(o nameHit) bool { return o.kind == refdata.BodyInstitution }) {
			return append(all, r.hit(refdata.NationalInstitution, h.from, h.to))
		}
	}
	return all
}

// covenants adds the other Covenant where one title names both: "the Covenants on
// Civil and Political Rights and on Economic, Social and Cultural Rights".
func (r *instrumentRules) covenants(w []word, all []nameHit) []nameHit {
	for _, h := range all {
		if h.key != "ICCPR" && h.key != "ICESCR" || !slices.ContainsFunc(w[h.from:h.to], func(x word) bool { return x.text == "covenants" }) {
			continue
		}
		other, says := refdata.InstrumentKey("ICESCR"), "cultural"
		if h.key == "ICESCR" {
			other, says = "ICCPR", "political"
		}
		if slices.ContainsFunc(w[h.to:min(len(w), h.to+8)], func(x word) bool { return x.text == says }) {
			all = append(all, r.hit(other, h.from, h.to))
		}
	}
	return all
}

// committeeOf are the treaty bodies that are called by the short name of their
// treaty.
var committeeOf = map[refdata.InstrumentKey]refdata.InstrumentKey{
	"CAT": "CAT-C", "CEDAW": "CEDAW-C", "CRC": "CRC-C", "CRPD": "CRPD-C", "ICERD": "CERD-C", "CPED": "CED-C", "ICMW": "CMW-C", "ICESCR": "CESCR-C",
}

// speaks are words with which a body speaks, and those that may stand between
// them and its name.
var (
	speaks  = []string{"recommendations", "recommendation", "observations", "suggestions", "concerns", "concern", "views", "recommended", "comments", "requested"}
	between = []string{"of", "by", "from", "the", "made", "raised", "expressed", "issued", "un", "both", "as", "and", "to", "united", "nations", "received", "addressed"}
	told    = []string{"committee", "recommendations", "recommendation", "concluding", "observations", "report"}
)

// committees turns treaties that are named by their letters into their committees
// where these are meant: "the recommendations of CERD", "CEDAW’s observations".
func (r *instrumentRules) committees(w []word, all []nameHit) {
	for n := range all {
		h := &all[n]
		body, ok := committeeOf[h.key]
		if !ok || h.to != h.from+1 {
			continue
		}
		i := h.from - 1
		for i >= 0 && h.from-i < 6 && slices.Contains(between, w[i].text) {
			i--
		}
		next := h.to
		if next < len(w) && w[next].text == "s" {
			next++
		}
		joined := n > 0 && all[n-1].kind == refdata.BodyCommittee && onlySmall(w, all[n-1].to, h.from)
		if i >= 0 && i < h.from-1 && slices.Contains(speaks, w[i].text) || next < len(w) && slices.Contains(told, w[next].text) && w[next].sentence == w[h.from].sentence || joined {
			h.key, h.kind = body, refdata.BodyCommittee
		}
	}
}

// articles gives the numbers of articles that stand between the steps and the
// name, or behind it in brackets.
func (n *nameHit) articles(w []word) []string {
	if n.kind != refdata.InstrumentTreaty {
		return nil
	}
	from := max(0, n.from-8)
	for _, c := range n.carried {
		if c[0] < n.from {
			from = min(from, c[0])
		}
	}
	out := numbersOf(w, from, n.from)
	if n.to < len(w) && (strings.HasPrefix(w[n.to].text, "article") || w[n.to].text == "art") {
		out = append(out, numbersOf(w, n.to, min(len(w), n.to+12))...)
	}
	return out
}

// numbersOf gives the numbers that follow the word "article" or "articles".
func numbersOf(w []word, from, to int) []string {
	var out []string
	in := false
	for i := from; i < to; i++ {
		text := w[i].text
		switch {
		case strings.HasPrefix(text, "article") || text == "art" || text == "arts":
			in = true
		case in && text[0] >= '0' && text[0] <= '9':
			part := strings.HasPrefix(w[i-1].text, "para") || w[i].starts && w[i].from-w[i-1].to == 1 && w[i-1].text[0] <= '9' // "9(2)"
			if len(text) < 3 && !part {
				out = append(out, text)
			}
		default:
			in = in && (len(text) == 1 || slices.Contains([]string{"and", "of", "paragraph", "paragraphs", "para", "the", "to"}, text))
		}
	}
	return out
}
