// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label

import (
	"slices"
	"strings"

	"github.com/heed-upr/heed/internal/refdata"
)

// protocolsOf are the optional protocols of the treaties that have any, in the
// order of their adoption. That of a communications procedure to the Convention on
// the Rights of the Child is counted as the third.
var protocolsOf = map[refdata.InstrumentKey][]refdata.InstrumentKey{
	"ICCPR": {"ICCPR-OP1", "ICCPR-OP2"}, "ICESCR": {"ICESCR-OP"}, "CAT": {"OPCAT"}, "CEDAW": {"OP-CEDAW"},
	"CRC": {"OP-CRC-AC", "OP-CRC-SC", "OP-CRC-IC"}, "CRPD": {"OP-CRPD"},
}

// toTreaty are words that may stand between "Optional Protocol" and its treaty.
var toTreaty = map[string]bool{
	"to": true, "of": true, "on": true, "for": true, "the": true, "un": true, "united": true, "nations": true, "international": true, "s": true, "under": true, "and": true,
	"regarding": true, "concerning": true, "relating": true, "attached": true, "annexed": true,
}

// mention is a place where optional protocols are named.
type mention struct {
	from, to int
	ordinal  int // 1 to 3, or 0
	many     int // 0 for one; 2 for "both" or "two", 3 for "three", 9 for a plural without number
	own      bool
}

// protocols reads optional protocols together with the treaty that they belong to:
// "the Second Optional Protocol to the Covenant", "the Convention and its Optional
// Protocol", "CRPD-OP".
func (r *instrumentRules) protocols(w []word, names []nameHit) []nameHit {
	covered := func(i int) bool {
		return slices.ContainsFunc(names, func(h nameHit) bool { return h.from <= i && i < h.to })
	}
	var drop []int
	var add []nameHit
	for i := 0; i < len(w); i++ {
		m, ok := mentioned(w, i)
		if !ok || covered(i) {
			continue
		}
		at, treaties := r.following(w, names, m)
		if len(treaties) == 0 {
			if n, adjacent := r.preceding(w, names, m); n >= 0 {
				treaties = []refdata.InstrumentKey{names[n].key}
				if adjacent {
					drop = append(drop, n)
				}
			}
		}
		drop = append(drop, at...)
		to := m.to
		for _, n := range at {
			to = max(to, names[n].to)
		}
		add = append(add, r.which(w, m, to, treaties)...)
		i = m.to - 1
	}
	var out []nameHit
	for n, h := range names {
		if !slices.Contains(drop, n) {
			out = append(out, h)
		}
	}
	return append(out, add...)
}

// mentioned reads "optional protocol", "protocols thereto" and "OP" at w[i].
func mentioned(w []word, i int) (mention, bool) {
	m := mention{from: i}
	next := ""
	if i+1 < len(w) {
		next = w[i+1].text
	}
	switch text := w[i].text; {
	case slices.Contains([]string{"optional", "facultative", "additional"}, text) && strings.HasPrefix(next, "protocol"):
		m.to = i + 2
	case text == "op" || text == "ops":
		m.to = i + 1
	case len(text) == 3 && text[:2] == "op" && text[2] >= '1' && text[2] <= '3':
		m.to, m.ordinal = i+1, int(text[2]-'0')
	case strings.HasPrefix(text, "protocol") && (next == "thereto" || i > 0 && ordinals[w[i-1].text] > 0):
		m.to = i + 1
	default:
		return m, false
	}
	if last := w[m.to-1].text; strings.HasSuffix(last, "s") {
		m.many = 9
	}
	for m.to < len(w) && (w[m.to].text == "thereto" || w[m.to].text == "thereof") {
		m.to, m.own = m.to+1, true
	}
	m.read(w)
	return m, true
}

var (
	ordinals = map[string]int{"first": 1, "second": 2, "third": 3, "1st": 1, "2nd": 2, "3rd": 3}
	numerals = map[string]int{"both": 2, "two": 2, "2": 2, "three": 3, "all": 3, "3": 3}
)

// read takes what stands before the words: its number, how many, and "its".
func (m *mention) read(w []word) {
	for m.from > 0 && w[m.from-1].sentence == w[m.to-1].sentence {
		text := w[m.from-1].text
		switch {
		case ordinals[text] > 0 && m.ordinal == 0:
			m.ordinal = ordinals[text]
		case ordinals[text] > 0: // the first and second
			m.ordinal, m.many = 0, max(2, m.many%9)
		case numerals[text] > 0:
			m.many = numerals[text]
		case text == "its" || text == "their":
			m.own = true
		case text == "and" && m.ordinal > 0 && m.from > 1 && ordinals[w[m.from-2].text] > 0, text == "additional", text == "corresponding", text == "respective":
		default:
			return
		}
		m.from--
	}
}

// following gives the treaties named behind a protocol as those that it belongs
// to, and their places among the names. Of several protocols each may have one.
func (r *instrumentRules) following(w []word, names []nameHit, m mention) (at []int, treaties []refdata.InstrumentKey) {
	if m.own {
		return nil, nil
	}
	from := m.to
	for n, h := range names {
		if h.from < from || w[h.from].sentence != w[m.from].sentence {
			continue
		}
		if _, has := protocolsOf[h.key]; !has || !toward(w, from, h.from, len(at) == 0, m.many == 9) {
			break
		}
		at, treaties = append(at, n), append(treaties, h.key)
		from = h.to
	}
	return at, treaties
}

// toward tells whether only words that lead to a treaty stand between. Behind the
// first treaty another needs a "to" of its own, unless several protocols are named.
func toward(w []word, from, to int, first, several bool) bool {
	if to-from > 6 || first && to > from && w[from].text == "and" {
		return false
	}
	own := false
	for i := from; i < to; i++ {
		if !toTreaty[w[i].text] {
			return false
		}
		own = own || w[i].text == "to"
	}
	return first || several || own
}

// preceding gives the place of the treaty before a protocol: right before it, "the
// CRC Optional Protocols", or that to which "its" refers.
func (r *instrumentRules) preceding(w []word, names []nameHit, m mention) (n int, adjacent bool) {
	n = -1
	for i, h := range names {
		if _, has := protocolsOf[h.key]; has && h.to <= m.from && w[h.from].sentence == w[m.from].sentence {
			n = i
		}
	}
	if n < 0 {
		return n, false
	}
	return n, names[n].to == m.from && !m.own && !w[m.from].starts && w[m.from].from-w[names[n].to-1].to <= 2
}

// subjects of protocols, by a word of their titles.
var subjects = []struct {
	word string
	key  refdata.InstrumentKey
}{
	{"conflict", "OP-CRC-AC"},
	{"conflicts", "OP-CRC-AC"},
	{"sale", "OP-CRC-SC"},
	{"prostitution", "OP-CRC-SC"},
	{"pornography", "OP-CRC-SC"},
	{"communication", "OP-CRC-IC"},
	{"communications", "OP-CRC-IC"},
	{"complaint", "OP-CRC-IC"},
	{"complaints", "OP-CRC-IC"},
	{"death", "ICCPR-OP2"},
	{"capital", "ICCPR-OP2"},
}

// subjectReach is how many words behind a protocol's treaty its subject may stand.
const subjectReach = 24

// which says which protocols are meant.
func (r *instrumentRules) which(w []word, m mention, to int, treaties []refdata.InstrumentKey) []nameHit {
	named, end := r.bySubject(w, m, to)
	var keys []refdata.InstrumentKey
	for _, s := range named {
		if len(treaties) == 0 && (s != "OP-CRC-IC" || m.ordinal == 3) || slices.ContainsFunc(treaties, func(t refdata.InstrumentKey) bool { return slices.Contains(protocolsOf[t], s) }) ||
			s == "ICCPR-OP2" && m.ordinal == 2 { // a wrong Covenant is named now and then
			keys = append(keys, s)
		}
	}
	if len(keys) > 0 {
		to = end
	} else {
		for _, t := range treaties {
			keys = append(keys, byNumberOf(t, m)...)
		}
	}
	out := make([]nameHit, 0, len(keys))
	for _, k := range keys {
		out = append(out, r.hit(k, m.from, to))
	}
	return out
}

// byNumberOf says which protocols of a treaty are meant where nothing tells it but
// their number.
func byNumberOf(treaty refdata.InstrumentKey, m mention) []refdata.InstrumentKey {
	all := protocolsOf[treaty]
	switch {
	case m.ordinal > 0 && m.ordinal <= len(all):
		return all[m.ordinal-1 : m.ordinal]
	case len(all) == 1:
		return all
	case m.many > 0 && m.many != 9:
		return all[:min(m.many, len(all))]
	case m.many == 9:
		return all[:2] // a plural; the third came in 2011
	case treaty == "CRC":
		return []refdata.InstrumentKey{"OP-CRC"}
	}
	return all[:1]
}

// bySubject gives the protocols whose subject is told behind them, and where that
// ends.
func (r *instrumentRules) bySubject(w []word, m mention, to int) (out []refdata.InstrumentKey, end int) {
	end = to
	for i := m.to; i < len(w) && i < to+subjectReach && w[i].sentence == w[m.from].sentence; i++ {
		if i >= to && (titles[w[i].text] || w[i].text == "optional") && (m.many == 0 || w[i].text != "protocol") {
			break
		}
		for _, s := range subjects {
			if s.word == w[i].text && !slices.Contains(out, s.key) {
				out = append(out, s.key)
			}
			if s.word == w[i].text {
				end = max(end, i+1)
			}
		}
	}
	return out, end
}
