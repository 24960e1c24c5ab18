// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package grid

import (
	"encoding/csv"
	"strings"
)

// Rows reads a table that is part of the program, without its head.
func Rows(table string) [][]string {
	rows, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil {
		panic(err) // part of the program, and tested
	}
	return rows[1:]
}

// Heads are the heads that Heed writes over fields, by language.
type Heads[F ~string] map[string]map[F]string

// Add takes a head of a field in a language; the first one is written.
func (h Heads[F]) Add(lang string, f F, head string) {
	if h[lang] == nil {
		h[lang] = map[F]string{}
	}
	if h[lang][f] == "" {
		h[lang][f] = head
	}
}

// In gives the head of a field in a language, in English where that has none.
func (h Heads[F]) In(lang string, f F) string {
	if head := h[lang][f]; head != "" {
		return head
	}
	return h["en"][f]
}
