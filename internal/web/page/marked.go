// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package page

// Part is a stretch of a text.
type Part struct {
	Text   string
	Marked bool
}

// Parts cuts a text at the places that are marked in it.
func Parts(text string, marks [][2]int) []Part {
	var out []Part
	at := 0
	for _, m := range marks {
		if m[0] > at {
			out = append(out, Part{text[at:m[0]], false})
		}
		out, at = append(out, Part{text[m[0]:m[1]], true}), m[1]
	}
	return append(out, Part{text[at:], false})
}
