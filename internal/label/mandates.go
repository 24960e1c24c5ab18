// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label

import (
	"slices"
	"strings"
)

// mandateReach is how many words after "Special Rapporteur on" its subject may
// begin; titles are long.
const mandateReach = 14

// mandate reads special procedures by their subject from w[i] on: "Special
// Rapporteurs on torture and on health". Without one it finds nothing.
func (r *instrumentRules) mandate(w []word, i int) (to int, found []nameHit) {
	at := mandateTitle(w, i)
	if at == 0 || at >= len(w) {
		return 0, nil
	}
	plural := strings.HasSuffix(w[at-1].text, "s")
	from := i
	for last := at; at < len(w) && at-last <= mandateReach && w[at].sentence == w[i].sentence; at++ {
		rule, end := r.mandates.at(w, at)
		if rule == nil {
			if titles[w[at].text] || slices.Contains([]string{"visit", "invitation", "procedures"}, w[at].text) {
				break
			}
			continue
		}
		if len(found) > 0 && !slices.ContainsFunc(w[last:at], func(x word) bool { return x.text == "on" }) && (!plural || !onlySmall(w, last, at)) {
			break
		}
		found = append(found, r.hit(rule.key, from, end))
		// The next is named by its subject alone.
		at, last, from, to = end-1, end, min(end, len(w)-1), end
	}
	return to, found
}

// mandateTitle gives the place behind "Special Rapporteur" and its like at w[i], or
// 0. A working group is one only with its subject: others prepare reports.
func mandateTitle(w []word, i int) int {
	if strings.HasPrefix(w[i].text, "rapporteur") {
		return i + 1
	}
	if i+1 >= len(w) {
		return 0
	}
	second := w[i+1].text
	switch {
	case w[i].text == "special" && (strings.HasPrefix(second, "rapporteur") || strings.HasPrefix(second, "representative")),
		w[i].text == "independent" && strings.HasPrefix(second, "expert"),
		w[i].text == "working" && strings.HasPrefix(second, "group") && i+2 < len(w) && w[i+2].text == "on":
		return i + 2
	}
	return 0
}
