// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package plansheet

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract/grid"
)

// span is a stretch of time, both ends of it included; the zero value is none.
type span struct{ from, to heed.Date }

var (
	isoDay    = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+)?$`)
	dottedDay = regexp.MustCompile(`^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})$`)
	slashed   = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})/(\d{4})$`)
	serial    = regexp.MustCompile(`^[3-6]\d{4}$`) // 1982 to 2091, as spreadsheets count days
	yearEnd   = regexp.MustCompile(`[\s,]+(?:г|ж)\.?$`)
)

// daysIn reads a stretch of time: a day in any of several forms, a month, a
// quarter, half a year, a year, or from one to another. What is to be done always
// has none. false says that it cannot be read; a day and a month that could be
// the other way round cannot.
func daysIn(text string) (span, bool) {
	text = strings.Trim(strings.Join(strings.Fields(text), " "), " .,;")
	if _, ok := meaning("always", text); ok || text == "" {
		return span{}, true
	}
	if s, ok := written(text); ok {
		return s, true
	}
	for _, mark := range []string{" - ", " – ", " — ", "–", "—", "-"} {
		first, then, ok := strings.Cut(text, mark)
		if !ok {
			continue
		}
		if s, ok := between(first, then); ok {
			return s, true
		}
	}
	words := strings.Fields(text)
	for i, w := range words {
		if _, ok := meaning("until", w); !ok || i == 0 {
			continue
		}
		if s, ok := between(strings.Join(words[:i], " "), strings.Join(words[i+1:], " ")); ok {
			return s, true
		}
	}
	return inWords(text)
}

// between reads both ends of a stretch of time. The first may leave out its year.
func between(first, then string) (span, bool) {
	to, ok := end(then)
	if !ok || to.to == "" {
		return span{}, false
	}
	from, ok := end(first)
	if !ok || from.from == "" {
		if from, ok = end(first + " " + string(to.to[:4])); !ok {
			return span{}, false
		}
	}
	return span{from.from, to.to}, from.from != "" && from.from <= to.to
}

func end(text string) (span, bool) {
	text = strings.TrimSpace(text)
	if s, ok := written(text); ok {
		return s, true
	}
	return inWords(text)
}

// written reads days that are written in figures.
func written(text string) (span, bool) {
	text = yearEnd.ReplaceAllString(strings.ToLower(text), "")
	if m := isoDay.FindStringSubmatch(text); m != nil {
		return oneDay(m[1], m[2], m[3])
	}
	if m := dottedDay.FindStringSubmatch(text); m != nil {
		if len(m[3]) == 2 {
			m[3] = "20" + m[3]
		}
		return oneDay(m[3], m[2], m[1])
	}
	if m := slashed.FindStringSubmatch(text); m != nil {
		first, _ := strconv.Atoi(m[1])
		then, _ := strconv.Atoi(m[2])
		switch {
		case first > 12 || first == then:
			return oneDay(m[3], m[2], m[1])
		case then > 12:
			return oneDay(m[3], m[1], m[2])
		}
		return span{}, false
	}
	if serial.MatchString(text) {
		n, _ := strconv.Atoi(text)
		day := heed.Date(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n).Format(time.DateOnly))
		return span{day, day}, true
	}
	return span{}, false
}

func oneDay(year, month, day string) (span, bool) {
	d := heed.Date(fmt.Sprintf("%s-%02s-%02s", year, month, day))
	return span{d, d}, d != "" && d.Valid()
}

// stretch is what the words of a stretch of time have said so far.
type stretch struct {
	years, months, numbers []int
	span                   string // "quarter" or "half"
}

// inWords reads a stretch of time in words.
func inWords(text string) (span, bool) {
	var s stretch
	for _, w := range strings.FieldsFunc(split(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if !s.add(w) {
			return span{}, false
		}
	}
	return s.together()
}

// split sets figures apart from letters: "Q4", "25th", "3-тоқсан".
func split(text string) string {
	var b strings.Builder
	last := rune(0)
	for _, r := range strings.ToLower(text) {
		if unicode.IsDigit(r) != unicode.IsDigit(last) && last != 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

// add takes one word; false for one that has no place in a stretch of time.
func (s *stretch) add(w string) bool {
	if n, err := strconv.Atoi(w); err == nil {
		if n >= 1990 && n <= 2100 {
			s.years = append(s.years, n)
		} else {
			s.numbers = append(s.numbers, n)
		}
		return len(w) <= 4
	}
	if v, ok := meaning("number", w); ok {
		n, _ := strconv.Atoi(v)
		s.numbers = append(s.numbers, n)
		return true
	}
	if _, ok := meaning("aside", w); ok {
		return true
	}
	for _, list := range []string{"month", "span"} {
		for _, known := range loadKnown().words[list] {
			if !strings.HasPrefix(grid.Plain(w), known.text) || utf8.RuneCountInString(known.text) < 3 && w != known.text {
				continue
			}
			if list == "span" {
				s.span = known.value
				return true
			}
			n, _ := strconv.Atoi(known.value)
			s.months = append(s.months, n)
			return true
		}
	}
	_, ok := meaning("always", w)
	return ok
}

// together gives what the words say together.
func (s stretch) together() (span, bool) {
	if len(s.years) == 2 && len(s.months)+len(s.numbers) == 0 && s.span == "" && s.years[0] <= s.years[1] {
		return span{first(s.years[0], 1), lastOf(s.years[1], 12)}, true
	}
	if len(s.years) != 1 {
		return span{}, false
	}
	year := s.years[0]
	switch {
	case s.span != "":
		return s.part()
	case len(s.months) == 1 && len(s.numbers) == 1:
		return oneDay(strconv.Itoa(year), strconv.Itoa(s.months[0]), strconv.Itoa(s.numbers[0]))
	case len(s.months) == 1 && len(s.numbers) == 0:
		return span{first(year, s.months[0]), lastOf(year, s.months[0])}, true
	case len(s.months) == 0 && len(s.numbers) == 0:
		return span{first(year, 1), lastOf(year, 12)}, true
	}
	return span{}, false
}

// part gives a quarter or half of a year.
func (s stretch) part() (span, bool) {
	months := map[string]int{"quarter": 3, "half": 6}[s.span]
	if len(s.numbers) != 1 || len(s.months) > 0 || s.numbers[0] < 1 || s.numbers[0]*months > 12 {
		return span{}, false
	}
	last := s.numbers[0] * months
	return span{first(s.years[0], last-months+1), lastOf(s.years[0], last)}, true
}

func first(year, month int) heed.Date {
	return heed.Date(time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
}

func lastOf(year, month int) heed.Date {
	return heed.Date(time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
}
