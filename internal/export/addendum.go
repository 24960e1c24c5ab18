// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package export

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export/docx"
	"github.com/heed-upr/heed/internal/i18n"
)

// Addendum is a State's answer to the recommendations that it received, in the
// form in which it goes to the Council: numbers grouped by position, then the
// comments. Its form is free; this is the one that most addenda have.
type Addendum struct {
	// State is the State's name in the language of the document.
	State  string
	Symbol string // of the report
	Rows   []AddendumRow
}

// AddendumRow is the answer to one recommendation. Position is Pending where
// nothing is settled yet: then the document says that it is a draft.
type AddendumRow struct {
	Paragraph string // "140.7"
	Position  heed.Position
	Part      string
	// OwnWords says that Part is not in the recommendation's words.
	OwnWords bool
	Comment  string
}

// addendumOrder is the order of the chapters.
var addendumOrder = []heed.Position{heed.Supported, heed.Partial, heed.Noted, heed.Pending}

// DOCX writes the addendum.
func (a Addendum) DOCX(w io.Writer, words *i18n.Translator) error {
	d := &docx.Document{Title: words.T("addendum.title", "State", a.State), Language: words.Code, RightToLeft: words.Direction == "rtl"}
	d.Add(docx.Title, words.T("addendum.heading"))
	d.Add(docx.Subtitle, a.State)
	d.Add(docx.Subtitle, words.T("addendum.kind"))
	d.Add(docx.Subtitle, words.T("addendum.about"))
	n := map[heed.Position]int{}
	for _, r := range a.Rows {
		n[r.Position]++
	}
	if n[heed.Pending] > 0 {
		d.Add(docx.Normal, words.T("addendum.draft", "Count", n[heed.Pending]))
	}
	paragraph := 0
	say := func(text string) {
		paragraph++
		d.AddNumbered(strconv.Itoa(paragraph)+".", text)
	}
	say(words.T("addendum.opening", "State", a.State, "Symbol", a.Symbol))
	say(words.T("addendum.totals", "State", a.State, "All", len(a.Rows), "Supported", n[heed.Supported], "Partial", n[heed.Partial], "Noted", n[heed.Noted]))
	chapter := 0
	for _, position := range addendumOrder {
		if n[position] == 0 {
			continue
		}
		chapter++
		d.Add(docx.Heading1, roman[chapter]+".  "+words.T("addendum.chapter."+string(position)))
		rows := slices.DeleteFunc(slices.Clone(a.Rows), func(r AddendumRow) bool { return r.Position != position })
		say(words.T("addendum.list."+string(position), "State", a.State, "Numbers", numbers(rows)))
		for _, r := range rows {
			if text := r.says(words); text != "" {
				d.AddNumbered(r.Paragraph, text)
			}
		}
	}
	_, err := d.WriteTo(w)
	return err
}

// roman are the numbers of chapters.
var roman = []string{"", "I", "II", "III", "IV"}

func numbers(rows []AddendumRow) string {
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = r.Paragraph
	}
	return strings.Join(out, ", ")
}

// says is what is said of one recommendation.
func (r AddendumRow) says(words *i18n.Translator) string {
	var out []string
	switch {
	case r.Part != "" && r.OwnWords:
		out = append(out, words.T("addendum.part_own", "Part", strings.TrimRight(strings.TrimSpace(r.Part), ".")))
	case r.Part != "":
		out = append(out, words.T("addendum.part", "Part", r.Part))
	}
	if r.Comment != "" {
		out = append(out, r.Comment)
	}
	return strings.Join(out, " ")
}
