// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"slices"
	"strings"
)

// outstanding stands for "the treaties to which it is not a party".
const outstanding = "OUTSTANDING"

// protocols are the protocols of a treaty: the first, the second, and so on.
var protocols = map[string][]string{
	"ICCPR": {"ICCPR-OP1", "ICCPR-OP2"}, "ICESCR": {"ICESCR-OP"}, "CAT": {"OPCAT"}, "CEDAW": {"OP-CEDAW"}, "CRPD": {"OP-CRPD"},
	"CRC": {"OP-CRC-AC", "OP-CRC-SC", "OP-CRC-IC"},
}

// topics tell of which protocol of the Convention on the Rights of the Child a
// text speaks; about are the words of their titles.
var (
	topics = map[string]string{"commun": "OP-CRC-IC", "arm": "OP-CRC-AC", "sale": "OP-CRC-SC", "pornographi": "OP-CRC-SC"}
	about  = map[string]bool{"commun": true, "procedur": true, "involv": true, "child": true, "arm": true, "conflict": true, "sale": true, "prostitut": true, "pornographi": true}
	// aims are the words in which the aim of the second protocol to the
	// Covenant on Civil and Political Rights is told.
	aims = map[string]bool{"aim": true, "abolit": true, "abolish": true, "elimin": true, "death": true, "penalti": true, "order": true, "jure": true, "de": true, "ultim": true, "circumst": true, "regard": true, "concern": true, "view": true}
	// labourTitle are words of titles of ILO conventions, after their number.
	labourTitle = map[string]bool{"concern": true, "decent": true, "work": true, "domest": true, "worker": true, "indigen": true, "tribal": true, "peopl": true, "person": true, "independ": true, "countri": true, "minimum": true, "1989": true, "2011": true, "regard": true}
)

// ordinals are the numbers of protocols.
var ordinals = map[string]int{"first": 1, "second": 2, "third": 3, "1st": 1, "2nd": 2, "3rd": 3}

// protocol reads "Second Optional Protocol to X", "X and its Optional Protocol"
// and the like, and gives where it ends, or i.
func (r *reader) protocol(i int) int {
	which, j := r.ordinals(i)
	optional := r.is(j, "option")
	if optional {
		j++
	}
	if !r.is(j, "protocol") || !optional && len(which) == 0 && !r.belongs(j) {
		return i
	}
	plural := r.words[r.terms[j].word].text == "protocols"
	w := r.words[r.terms[i].word]
	base, end := r.base(j + 1)
	if base == "" || r.belongs(i) || r.terms[j+1].sign == ',' {
		if base, end = r.last, j+1; protocols[base] == nil || i-r.ended > 1 {
			return i
		}
	}
	end = r.protocolsOf(base, which, plural, w, end)
	if plural && end < len(r.terms) && r.terms[end].sign == 0 && r.words[max(0, r.terms[end].word-1)].text == "and" {
		if other, after := r.base(end); other != "" {
			end = r.protocolsOf(other, which, plural, w, after)
		}
	}
	return end
}

// ordinals reads "First and Second", "both", and gives where they end.
func (r *reader) ordinals(i int) (which []int, end int) {
	for ; i < len(r.terms) && (ordinals[r.terms[i].stem] > 0 || r.terms[i].stem == "both"); i++ {
		if n := ordinals[r.terms[i].stem]; n > 0 {
			which = append(which, n)
		}
	}
	return which, i
}

func (r *reader) is(i int, stem string) bool { return i < len(r.terms) && r.terms[i].stem == stem }

// belongs says whether "protocol" is that of what was named just before: "its
// protocol".
func (r *reader) belongs(i int) bool {
	at := r.terms[i].word
	return at > 0 && (r.words[at-1].text == "its" || r.words[at-1].text == "their") || r.is(i+1, "thereto")
}

// base gives the treaty that stands at a term and has protocols.
func (r *reader) base(i int) (string, int) {
	for r.is(i, "unit") || r.is(i, "nation") {
		i++
	}
	if i >= len(r.terms) || r.terms[i].sign == ';' {
		return "", i
	}
	n, end := r.v.tables.longest(r.terms, i)
	if n == nil || n.kind != kindTreaty || protocols[n.keys[0]] == nil {
		return "", i
	}
	return n.keys[0], end
}

// protocolsOf adds the protocols that are meant and steps over the words of
// their titles.
func (r *reader) protocolsOf(base string, which []int, plural bool, w word, end int) int {
	all := protocols[base]
	var meant []string
	for _, n := range which {
		if n <= len(all) {
			meant = append(meant, all[n-1])
		}
	}
	told, after := r.topics(base, len(which) == 0, end)
	meant = append(meant, told...)
	switch {
	case len(meant) > 0:
	case plural:
		meant = all
	default:
		meant = all[:1]
	}
	for _, key := range meant {
		r.treaty(key, w, 0, 0)
	}
	after = r.shortName(after, append([]string{base}, meant...))
	r.last, r.ended = base, after
	if r.is(after, "thereto") {
		after++
	}
	return after
}

// topics tells protocols by the words of their titles after the treaty's name,
// and gives where these end.
func (r *reader) topics(base string, unnumbered bool, i int) (told []string, end int) {
	for ; base == "CRC" && i < len(r.terms) && about[r.terms[i].stem]; i++ {
		if key := topics[r.terms[i].stem]; key != "" {
			told = append(told, key)
		}
	}
	for ; base == "ICCPR" && i < len(r.terms) && aims[r.terms[i].stem]; i++ {
		if unnumbered && r.terms[i].stem == "death" {
			told = append(told, "ICCPR-OP2")
		}
	}
	return told, i
}

// shortName steps over a short name in brackets of what was just named.
func (r *reader) shortName(i int, keys []string) int {
	if i >= len(r.terms) || r.terms[i].sign != ',' {
		return i
	}
	n, end := r.v.tables.longest(r.terms, i)
	if n == nil || n.kind != kindTreaty || !slices.Contains(keys, n.keys[0]) {
		return i
	}
	return end
}

// treaty adds a treaty and what is asked to be done with it, and gives where
// its name ends. A protocol, told by several words, comes without from and end.
func (r *reader) treaty(key string, w word, from, end int) int {
	role := r.roleOf(w)
	if end > from {
		role = r.roles[r.terms[from].word]
		r.last, r.ended = key, end
		for key == "ICCPR-OP2" && end < len(r.terms) && aims[r.terms[end].stem] {
			end++
		}
		end = r.shortName(end, []string{key})
	}
	if key == outstanding && role != "join" && role != "sign" && role != "reservations" {
		return end // where nobody is to join them, it is what every recommendation is about
	}
	share := r.treatyShare(w, role)
	r.add(key, kindTreaty, treatyWeight*share, w.weighed)
	r.add(role+" "+key, kindRole, roleWeight*share, w.weighed)
	if share == 1 {
		r.out.stances[key] |= stances[role]
	}
	if key == "KAMPALA" {
		r.out.stances["ROME"] |= stanceApply // amends it
	}
	return end
}

// treatyShare is that of the word, but 1 for a list of treaties, for the object
// of "bring in line with", and for "start a dialogue with a view to ratifying",
// which asks for nothing else.
func (r *reader) treatyShare(w word, role string) float64 {
	if w.share < 1 && (w.example || role == "join" || role == "sign" || r.matches()) {
		return 1
	}
	return w.share
}

// roleOf gives the role at a word that was copied out of the text.
func (r *reader) roleOf(w word) string {
	for i := range r.words {
		if r.words[i] == w {
			return r.roles[i]
		}
	}
	return "named"
}

// matches says whether the text asks to bring something in line with something.
func (r *reader) matches() bool {
	for _, w := range r.words {
		if matching[w.text] {
			return true
		}
	}
	return false
}

// labour reads "ILO Convention No. 169", "C169", and gives where it ends, or i.
func (r *reader) labour(i int) int {
	j := i
	if r.is(j, "ilo") {
		j++
	}
	if r.is(j, "convent") {
		j++
	}
	if r.is(j, "no") || r.is(j, "number") {
		j++
	}
	if j >= len(r.terms) {
		return i
	}
	number := r.words[r.terms[j].word].text
	if j == i {
		number = strings.TrimPrefix(number, "c")
		if number == r.words[r.terms[j].word].text {
			return i
		}
	}
	if len(number) < 2 || len(number) > 3 || strings.Trim(number, "0123456789") != "" {
		return i
	}
	w := r.words[r.terms[i].word]
	r.treaty("ILO-"+number, w, i, j+1)
	for j++; j < len(r.terms) && labourTitle[r.terms[j].stem]; j++ {
	}
	return j
}
