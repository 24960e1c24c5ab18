// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package words reads what documents of the UN write in words: ordinals and
// numbers in English, dates in its other languages as well. It holds nothing of
// the UPR.
package words

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
)

var units = map[string]int{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
	"eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17,
	"eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60,
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}

var tens = map[string]int{"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}

var figure = regexp.MustCompile(`^(\d{1,3})(?:st|nd|rd|th)?$`)

// Ordinal reads "twentieth", "forty-eighth" or "28th", and Number words too;
// 0 is anything else.
func Ordinal(s string) int {
	s = strings.ToLower(strings.TrimSpace(s))
	if m := figure.FindStringSubmatch(s); m != nil {
		return Number(m[1])
	}
	if n := units[s]; n > 0 {
		return n
	}
	if n := tens[s]; n > 0 {
		return n
	}
	ten, unit, ok := strings.Cut(strings.ReplaceAll(s, " ", "-"), "-")
	if ok && tens[ten] > 0 && units[unit] > 0 && units[unit] < 10 {
		return tens[ten] + units[unit]
	}
	return 0
}

// Figures gives a text with the figures of Arabic and of full width as those of
// ASCII.
func Figures(s string) string {
	return strings.Map(func(r rune) rune {
		for _, zero := range []rune{'٠', '۰', '０'} {
			if r >= zero && r <= zero+9 {
				return '0' + r - zero
			}
		}
		return r
	}, s)
}

// Number reads digits; 0 is anything else.
func Number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

const months = "January|February|March|April|May|June|July|August|September|October|November|December"

var dateForm = regexp.MustCompile(`(\d{1,2})\s?(` + months + `|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?\s?(\d{4})`)

// FirstDate gives the first full date in s, as "30 October 2014" or "30 Oct 2014", and where
// its text ends; "" if there is none.
func FirstDate(s string) (heed.Date, int) {
	m := dateForm.FindStringSubmatchIndex(s)
	if m == nil {
		return "", 0
	}
	day, month, year := Number(s[m[2]:m[3]]), 1, Number(s[m[6]:m[7]])
	for i, name := range strings.Split(months, "|") {
		if strings.HasPrefix(name, s[m[4]:m[5]]) {
			month = i + 1
		}
	}
	if day < 1 || day > 31 {
		return "", 0
	}
	return heed.Date(fmt.Sprintf("%04d-%02d-%02d", year, month, day)), m[1]
}

// monthsOf are the names of months as they stand in dates, in other languages.
var monthsOf = map[string][]string{
	"fr": {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
	"es": {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
	"ar": {"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيه", "يوليه", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},
	"ru": {"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"},
}

var (
	// "1er novembre 2009", "16 de noviembre de 2009", "16 ноября 2009"
	otherDate = regexp.MustCompile(`(\d{1,2})(?:er)?\s+(?:de\s+)?(\pL+)\s+(?:de\s+)?(\d{4})`)
	// "30 تشرين الأول/أكتوبر 2014": both names of the month
	arabicDate  = regexp.MustCompile(`(\d{1,2})\s+\pL+(?:\s\pL+)?\s?/\s?(\pL+)\s+(\d{4})`)
	chineseDate = regexp.MustCompile(`(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日`)
)

// DateIn gives the first full date in s in a language ("fr"), or in English; ""
// if there is none.
func DateIn(s, language string) heed.Date {
	s = Figures(s)
	if date, _ := FirstDate(s); date != "" {
		return date
	}
	if m := chineseDate.FindStringSubmatch(s); m != nil {
		return day(Number(m[1]), Number(m[2]), Number(m[3]))
	}
	form := otherDate
	if language == "ar" {
		form = arabicDate
	}
	for _, m := range form.FindAllStringSubmatch(s, -1) {
		if month := slices.Index(monthsOf[language], strings.ToLower(m[2])) + 1; month > 0 {
			return day(Number(m[3]), month, Number(m[1]))
		}
	}
	return ""
}

// day gives a date, or "" where there is no such day in any month.
func day(year, month, n int) heed.Date {
	if n < 1 || n > 31 || month < 1 || month > 12 {
		return ""
	}
	return heed.Date(fmt.Sprintf("%04d-%02d-%02d", year, month, n))
}

// NumberList is a pattern for a list of numbers of recommendations: "7, 8 and
// 11–14", "140.35. 140.36", "140.82-85, 87".
const NumberList = `\d{1,3}(?:\.\s?\d{1,3})?(?:(?:\s*(?:,|;|–|-|and|to|&)\s*|\.\s+)(?:and\s+)?\d{1,3}(?:\.\s?\d{1,3})?)*`

var numberForm = regexp.MustCompile(`(–|-|to\b)?\s*(\d{1,3})(?:\.\s?(\d{1,3}))?`)

// Numbers gives the numbers of a list with its ranges filled. A number without
// the part before its dot takes that of the one before it.
func Numbers(list string) []string {
	var out []string
	lead, previous := "", 0
	for _, m := range numberForm.FindAllStringSubmatch(list, -1) {
		n := Number(m[2])
		if m[3] != "" {
			if m[2] != lead {
				previous = 0
			}
			lead, n = m[2], Number(m[3])
		}
		from := n
		if m[1] != "" && previous > 0 && previous < n {
			from = previous + 1
		}
		for i := from; i <= n; i++ {
			if lead != "" {
				out = append(out, lead+"."+strconv.Itoa(i))
				continue
			}
			out = append(out, strconv.Itoa(i))
		}
		previous = n
	}
	return out
}
