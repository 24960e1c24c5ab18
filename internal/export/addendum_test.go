// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package export_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/extract/addendum"
	"github.com/heed-upr/heed/internal/i18n"
	"github.com/heed-upr/heed/internal/read/docx"
)

func answered() export.Addendum {
	return export.Addendum{State: "Veldania", Symbol: "A/HRC/99/7", Rows: []export.AddendumRow{
		{Paragraph: "59.1", Position: heed.Supported},
		{Paragraph: "59.2", Position: heed.Noted, Comment: "The Constitution protects this already.\nIt will not be changed."},
		{Paragraph: "59.3", Position: heed.Partial, Part: "ratify the Protocol", Comment: "The second part is for Parliament."},
		{Paragraph: "59.4", Position: heed.Supported, Comment: "A law is being drafted."},
	}}
}

// What is exported is what an addendum is: Heed's own reader, which shares no
// code with the export, reads each position and comment from it.
func TestAddendum_IsReadAsItWasMeant(t *testing.T) {
	var out bytes.Buffer
	if err := answered().DOCX(&out, i18n.For("en")); err != nil {
		t.Fatal(err)
	}
	read, err := docx.Read(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	facts := addendum.Read(read, heed.Document{Kind: heed.KindAddendum, Language: "en"})
	got := map[heed.Position][]string{}
	for _, a := range facts.Answers {
		got[a.Value] = append(got[a.Value], a.Numbers...)
	}
	for position, want := range map[heed.Position][]string{heed.Supported: {"59.1", "59.4"}, heed.Partial: {"59.3"}, heed.Noted: {"59.2"}} {
		if !slices.Equal(got[position], want) {
			t.Errorf("%s: %v, want %v", position, got[position], want)
		}
	}
	comments := map[string]string{}
	for _, c := range facts.Comments {
		comments[strings.Join(c.Numbers, " ")] = c.Text
	}
	if len(comments) != 3 || !strings.Contains(comments["59.3"], "ratify the Protocol") || !strings.Contains(comments["59.2"], "will not be changed") {
		t.Errorf("comments: %q", comments)
	}
	if len(facts.Totals) != 1 || facts.Totals[0].Supported != 2 {
		t.Errorf("totals: %+v", facts.Totals)
	}
}

// In every language it says all positions, and that it is a draft while any is
// open.
func TestAddendum_InEveryLanguage(t *testing.T) {
	a := answered()
	a.Rows = append(a.Rows, export.AddendumRow{Paragraph: "59.5", Position: heed.Pending})
	for _, language := range []string{"en", "ru", "kk"} {
		words := i18n.For(language)
		var out bytes.Buffer
		if err := a.DOCX(&out, words); err != nil {
			t.Fatal(err)
		}
		read, err := docx.Read(out.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		for _, p := range read.Paragraphs {
			text.WriteString(p.Label + " " + p.Text + "\n")
		}
		for _, want := range []string{words.T("addendum.draft", "Count", 1), words.T("addendum.chapter.pending"), "59.1, 59.4", "59.3", "59.5"} {
			if !strings.Contains(text.String(), want) {
				t.Errorf("%s: %q is missing", language, want)
			}
		}
	}
}

func TestTable_DOCX(t *testing.T) {
	table := export.Table{Head: []string{"id", "Measure", "Due"}, Rows: [][]string{{"m1", "A law", "2027-01-01"}, {"m2", "Training\nof judges", ""}}}
	var out bytes.Buffer
	if err := table.DOCX(&out, i18n.For("ru"), "План", []string{"Заметка"}, 0, 3, 1); err != nil {
		t.Fatal(err)
	}
	read, err := docx.Read(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	var cells []string
	for _, p := range read.Paragraphs {
		if p.Cell != nil {
			cells = append(cells, p.Text)
		}
	}
	if got := strings.Trim(strings.Join(cells, "|"), "|"); got != "Measure|Due|A law|2027-01-01|Training|of judges" {
		t.Errorf("%q", got)
	}
}
