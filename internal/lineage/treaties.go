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
	var which []int
	j := i
	for ; j < len(r.terms) && (ordinals[r.terms[j].stem] > 0 || r.terms[j].stem == "both"); j++ {
		if n := ordinals[r.terms[j].stem]; n > 0 {
			which = append(which, n)
		}
	}
	optional := r.is(j, "option")
	if optional {
		j++
	}
	if !r.is(j, "protocol") || !optional && len(which) == 0 && !r.belongs(j) {
		return i
	}
	plural := r.words[r.terms[j].word].text == "protocols"
	w := r.words[r.terms[i].word]
	j++
	base, end := r.base(j)
	if base == "" || r.belongs(i) || r.terms[j].sign == ',' {
		if base, end = r.last, j; protocols[base] == nil || i-r.ended > 1 {
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
	after := end
	if base == "CRC" {
		for ; after < len(r.terms) && about[r.terms[after].stem]; after++ {
			if key := topics[r.terms[after].stem]; key != "" {
				meant = append(meant, key)
			}
		}
	}
	for ; base == "ICCPR" && after < len(r.terms) && aims[r.terms[after].stem]; after++ {
		if r.terms[after].stem == "death" && len(which) == 0 {
			meant = append(meant, all[1])
		}
	}
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
	if after < len(r.terms) && r.terms[after].sign == ',' {
		if n, next := r.v.tables.longest(r.terms, after); n != nil && n.kind == kindTreaty && (n.keys[0] == base || slices.Contains(meant, n.keys[0])) {
			after = next // its short name in brackets
		}
	}
	r.last, r.ended = base, after
	if r.is(after, "thereto") {
		after++
	}
	return after
}

// treaty adds a treaty and what is asked to be done with it, and gives end.
func (r *reader) treaty(key string, w word, from, end int) int {
	share := w.share
	if w.example || share < 1 && r.matches() {
		share = 1 // a list, or the object itself
	}
	role := r.roleOf(w)
	if end > from {
		role = r.roles[r.terms[from].word]
		r.last, r.ended = key, end
	}
	if role == "join" || role == "sign" {
		share = 1 // "start a dialogue with a view to ratifying" asks for nothing else
	}
	if key == "ICCPR-OP2" {
		for end > from && end < len(r.terms) && aims[r.terms[end].stem] {
			end++
		}
	}
	if key == outstanding {
		// It says little beside treaties that are named, and where nobody is to
		// join it is what every recommendation is about.
		if role != "join" && role != "sign" && role != "reservations" {
			return end
		}
	}
	if end > from && end < len(r.terms) && r.terms[end].sign == ',' {
		if n, after := r.v.tables.longest(r.terms, end); n != nil && n.kind == kindTreaty && n.keys[0] == key {
			end = after // its short name in brackets
		}
	}
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
