// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package addendum_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/addendum"
)

func paragraph(label, text string) doc.Paragraph { return doc.Paragraph{Label: label, Text: text} }

func heading(text string) doc.Paragraph { return doc.Paragraph{Text: text, Bold: true} }

// The wordings are of the forms that States use, of an invented State.
func TestRead_ListsUnderPositions(t *testing.T) {
	f := addendum.Read(&doc.Document{Paragraphs: []doc.Paragraph{
		paragraph("1.", "Veldania received 9 recommendations, of which 7 are supported and 2 noted."),
		heading("Accepted recommendations"),
		paragraph("2.", "The Government accepts the following recommendations: 104.1, 104.2. 104.3 and 104.5-6."),
		heading("Accepted recommendations that Veldania considers already implemented"),
		paragraph("3.", "The Government also accepts recommendations 104.7 and 104.8, and explains them below."),
		paragraph("", "104.7-8 The law has been in force since March."),
		paragraph("", "It is applied everywhere. Rec. 104.8 See above."),
		heading("Noted recommendations"),
		paragraph("4.", "The Government takes note of recommendations 104.4 and 104.9:"),
		paragraph("", "104.4"),
		paragraph("", "There is no such plan."),
	}}, heed.Document{Symbol: "A/HRC/28/901/Add.1"})
	var got []string
	for _, a := range f.Answers {
		got = append(got, strings.Join(a.Numbers, " ")+" "+string(a.Value)+" "+string(a.Qualifier)+" "+a.Paragraph)
	}
	for _, c := range f.Comments {
		got = append(got, strings.Join(c.Numbers, " ")+": "+c.Text)
	}
	for _, total := range f.Totals {
		got = append(got, totals(total))
	}
	want := []string{
		"104.1 104.2 104.3 104.5 104.6 supported  2",
		"104.7 104.8 supported already_implemented 3",
		"104.4 104.9 noted  4",
		"104.7 104.8: The law has been in force since March. It is applied everywhere.",
		"104.8: See above.",
		"104.4: There is no such plan.",
		"stated 9 7 2",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func totals(t heed.Total) string {
	how := "stated"
	if t.Derived {
		how = "derived"
	}
	return fmt.Sprintf("%s %d %d %d", how, t.Received, t.Supported, t.Noted)
}

func TestRead_BareNumbersAndRanges(t *testing.T) {
	f := addendum.Read(&doc.Document{Paragraphs: []doc.Paragraph{
		heading("I. Accepted"),
		paragraph("3.", "Veldania accepts the recommendations 1–5, 14– 16, 20 and 22."),
		paragraph("4.", "For the time being, Veldania notes recommendations 6–13, 17."),
		paragraph("", "Recs. 6–13 The State is not planning to ratify it."),
	}}, heed.Document{})
	if len(f.Answers) != 2 || len(f.Answers[0].Numbers) != 10 || f.Answers[1].Value != heed.Noted || len(f.Answers[1].Numbers) != 9 {
		t.Errorf("%+v", f.Answers)
	}
	if len(f.Comments) != 1 || len(f.Comments[0].Numbers) != 8 {
		t.Errorf("%+v", f.Comments)
	}
}
