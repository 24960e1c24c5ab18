// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package presession_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/presession"
)

// FuzzRead holds the reader to what must be true of any text: it ends, numbers
// rise, no word of a paragraph is made up, sections are there that
// are named, and a reference has numbers. A line is "label<tab>text"; "^" before
// it makes it a note, "*" bold, and the lines stand below each other on pages.
func FuzzRead(f *testing.F) {
	f.Add("*I.\tMethod\n1.\tOne, see recommendations 84.1–84.3.\n(a)\titem;\n2.\tTwo\n*\tNotes\n^1\tThe stakeholders listed below: JS1 Joint submission 1 submitted by: A; B")
	f.Add("Contents\nI.\tMethod ........ 3\nII.\tMore ........ 4\n1.\tOne 2. Two\n3.\tThree (84.1; 84.2) A/HRC/28/99, paras. 84.1, 84.9")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 1<<16 {
			return
		}
		var flat doc.Document
		var page doc.Page
		for i, l := range strings.Split(text, "\n") {
			p := doc.Paragraph{Size: 10}
			l, note := strings.CutPrefix(l, "^")
			l, p.Bold = strings.CutPrefix(l, "*")
			p.Label, p.Text, _ = strings.Cut(l, "\t")
			if note {
				p.Zone, p.Size = doc.Footnote, 9
			}
			flat.Paragraphs = append(flat.Paragraphs, p)
			y := float64(40 + 12*(i%60))
			for j, part := range strings.Split(l, "\t") {
				x := float64(114 + 100*j)
				page.Lines = append(page.Lines, doc.Lines([]doc.Run{{Text: part, Size: p.Size, Bold: p.Bold, Raised: note && j == 0, Box: heed.Box{x, y, x + 90, y + 7}}})...)
			}
		}
		page.Number, page.Width, page.Height = 1, 595, 842
		for _, d := range []*doc.Document{&flat, doc.Lay("pdf", []doc.Page{page})} {
			check(t, text, len(d.Pages) > 0, presession.Read(d, heed.Document{Kind: heed.KindStakeholders, Session: 30, Review: heed.ReviewID{State: "XVA"}}))
		}
	})
}

func check(t *testing.T, text string, paged bool, f heed.Facts) {
	t.Helper()
	last := ""
	for _, p := range f.Paragraphs {
		if len(p.Number) < len(last) || len(p.Number) == len(last) && p.Number <= last {
			t.Fatalf("paragraph %s after %s", p.Number, last)
		}
		last = p.Number
		if p.Section < 0 || p.Section > len(f.Sections) {
			t.Fatalf("paragraph %s is in section %d of %d", p.Number, p.Section, len(f.Sections))
		}
		for _, word := range strings.Fields(p.Text) {
			if !paged && !strings.Contains(text, word) { // lines are joined at hyphens
				t.Fatalf("the word %q of paragraph %s is not in the document", word, p.Number)
			}
		}
	}
	for _, r := range f.References {
		if len(r.Numbers) == 0 || r.AsStated == "" {
			t.Fatalf("a reference without numbers: %+v", r)
		}
	}
	for _, s := range f.Submissions {
		if s.Abbreviation == "" || s.Name == "" {
			t.Fatalf("a submission without a name: %+v", s)
		}
	}
}
