// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/heed-upr/heed"
)

// maxSource is how many characters the name of a source may have.
const maxSource = 120

// What no table's source may be named, since people would take it for OHCHR's,
// UPR Info's or Heed's own: reservedNames as a whole, reservedWords as a word of
// the name, reservedParts anywhere in it. They are compared by looks.
var (
	reservedNames = eachLooking("UN", "United Nations", "ООН", "Организация Объединенных Наций", "ONU", "Nations Unies", "Naciones Unidas", "БҰҰ", "الأمم المتحدة", "联合国", "Heed")
	reservedWords = eachLooking("OHCHR", "UHRI", "HCDH", "ACNUDH", "УВКПЧ", "АҚЖКБ")
	reservedParts = eachLooking("High Commissioner for Human Rights", "Universal Human Rights Index", "UPR Info", "Haut-Commissariat aux droits de l'homme",
		"Alto Comisionado para los Derechos Humanos", "Верховного комиссара по правам человека", "Универсальный индекс прав человека",
		"المفوضية السامية لحقوق الإنسان", "مفوضية الأمم المتحدة السامية لحقوق الإنسان", "人权事务高级专员", "人权高专办")
)

// CheckSource says what is wrong with the name of a source. It may have no sign
// that cannot be seen, but for the two that join and part letters.
func CheckSource(source string) error {
	seen := func(r rune) bool { return r == '\u200c' || r == '\u200d' || unicode.IsPrint(r) }
	words := strings.FieldsFunc(source, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
	whole := looking(source)
	if !utf8.ValidString(source) || whole == "" || utf8.RuneCountInString(source) > maxSource ||
		strings.Join(strings.Fields(source), " ") != source || strings.ContainsFunc(source, func(r rune) bool { return !seen(r) }) ||
		slices.Contains(reservedNames, whole) || slices.Contains(reservedWords, whole) ||
		slices.ContainsFunc(reservedParts, func(part string) bool { return strings.Contains(whole, part) }) ||
		slices.ContainsFunc(words, func(w string) bool { return slices.Contains(reservedWords, looking(w)) }) {
		return &heed.Error{Code: heed.CodeInvalid, Op: "app.CheckSource", Key: "error.table_source", Args: []string{"Source", strings.ToValidUTF8(source, "?")}}
	}
	return nil
}

// alike are letters of other scripts that look like Latin ones, in small.
var alike = strings.NewReplacer("а", "a", "в", "b", "с", "c", "е", "e", "ё", "e", "н", "h", "һ", "h", "і", "i", "ј", "j", "к", "k", "м", "m", "о", "o",
	"р", "p", "ѕ", "s", "т", "t", "у", "y", "ү", "y", "х", "x", "α", "a", "β", "b", "ε", "e", "η", "h", "ι", "i", "κ", "k", "μ", "m", "ν", "n", "ο", "o",
	"ρ", "p", "τ", "t", "υ", "y", "χ", "x", "0", "o", "1", "i", "l", "i")

// looking gives the letters and digits of a name as they look: small, and those
// of other scripts that look like Latin ones as these.
func looking(name string) string {
	return alike.Replace(strings.Map(func(r rune) rune {
		switch {
		case r >= 0xFF01 && r <= 0xFF5E: // of full width
			r -= 0xFEE0
			fallthrough
		case unicode.IsLetter(r), unicode.IsDigit(r):
			if r = unicode.ToLower(r); unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
		}
		return -1
	}, name))
}

func eachLooking(names ...string) []string {
	for i, n := range names {
		names[i] = looking(n)
	}
	return names
}
