// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label

import (
	"slices"
	"strings"

	"github.com/heed-upr/heed/internal/refdata"
)

// titleOfILO are words before the number of a convention that belong to its name.
var titleOfILO = append([]string{"international", "labour", "organization", "organisation"}, beforeNumber...)

// numbersOfILO finds numbers of conventions where the ILO is named.
func (r *instrumentRules) numbersOfILO(w []word) []nameHit {
	if !slices.ContainsFunc(w, func(x word) bool { return x.text == "ilo" || x.text == "labour" || x.text == "labor" }) {
		return nil
	}
	var out []nameHit
	chain := false
	for i, x := range w {
		key := refdata.InstrumentKey("ILO-" + x.text)
		if _, known := r.kinds[key]; !known {
			chain = chain && slices.Contains([]string{"and", "or", "no", "nos"}, x.text)
		} else if i > 0 && (chain || slices.Contains(beforeNumber, w[i-1].text)) {
			from := i
			for from > 0 && !chain && w[from-1].sentence == x.sentence && slices.Contains(titleOfILO, w[from-1].text) {
				from--
			}
			out = append(out, r.hit(key, from, i+1))
			chain = true
		}
	}
	return out
}

// beforeNumber are words behind which the number of a convention stands.
var beforeNumber = []string{"no", "nos", "number", "numbers", "n", "convention", "conventions", "ilo", "nº"}

// byNumber finds conventions of the ILO by their numbers, and leaves out what
// stood for them.
func (r *instrumentRules) byNumber(w []word, all []nameHit) []nameHit {
	numbered := r.numbersOfILO(w)
	convention := len(numbered) > 0 || slices.ContainsFunc(all, func(o nameHit) bool { return strings.HasPrefix(string(o.key), "ILO-") })
	all = slices.DeleteFunc(all, func(h nameHit) bool {
		if h.key == "ILO-FUNDAMENTAL" {
			return len(numbered) > 0 && !slices.ContainsFunc(w[h.from:h.to], func(x word) bool { return x.text == "fundamental" || x.text == "core" })
		}
		return h.key == "ILO" && convention
	})
	return append(all, numbered...)
}
