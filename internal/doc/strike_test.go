// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package doc_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
)

// finds gives where a word stands in a text.
func finds(word string) func(string) [][2]int {
	return func(text string) [][2]int {
		var out [][2]int
		for at := 0; ; {
			i := strings.Index(text[at:], word)
			if i < 0 {
				return out
			}
			out = append(out, [2]int{at + i, at + i + len(word)})
			at += i + len(word)
		}
	}
}

func runsOf(runs ...string) doc.Line {
	var l doc.Line
	for _, r := range runs {
		l.Runs = append(l.Runs, doc.Run{Text: r})
	}
	return l
}

func TestDocument_Strike(t *testing.T) {
	d := &doc.Document{
		Pages: []doc.Page{{Lines: []doc.Line{runsOf("with Arda", "Velin", "there"), runsOf("Arda V", "elin, Arda"), runsOf("Velin.", "Velin Arda")}}},
		Paragraphs: []doc.Paragraph{{
			Text: "Free Arda Velin. Arda Velin", Notes: []string{"See Arda Velin"}, Label: "1.",
			Spans: []doc.Span{{From: 0, To: 10, Page: 1}, {From: 10, To: 17, Page: 2, Box: heed.Box{1, 2, 3, 4}}, {From: 17, To: 27, Page: 3}},
		}},
		Sheets: []doc.Sheet{{Name: "Arda Velin"}},
	}
	if n := d.Strike(finds("Arda Velin"), "##"); n != 7 {
		t.Errorf("struck %d times", n)
	}
	p := d.Paragraphs[0]
	if p.Text != "Free ##. ##" || p.Notes[0] != "See ##" || d.Sheets[0].Name != "##" {
		t.Errorf("%q, %q, %q", p.Text, p.Notes, d.Sheets[0].Name)
	}
	var parts []string
	for _, s := range p.Spans {
		parts = append(parts, p.Text[s.From:s.To])
	}
	if d := cmp.Diff([]string{"Free ##", "##. ", "##"}, parts); d != "" {
		t.Error(d)
	}
	var runs []string
	for _, l := range d.Pages[0].Lines {
		for _, r := range l.Runs {
			runs = append(runs, r.Text)
		}
	}
	if d := cmp.Diff([]string{"with ##", "", "there", "##", ", ##", ".", "Velin Arda"}, runs); d != "" {
		t.Error(d)
	}
	if n := d.Strike(finds("nowhere"), "##"); n != 0 {
		t.Errorf("what is not there was struck %d times", n)
	}
}

// FuzzDocument_Strike: wherever the marks go, spans stay within their text and in
// their order.
func FuzzDocument_Strike(f *testing.F) {
	f.Add("Free Arda Velin. Arda Velin", "Arda", uint8(7), uint8(12))
	f.Fuzz(func(t *testing.T, text, word string, a, b uint8) {
		if word == "" || strings.Contains("##", word) {
			return
		}
		one, two := min(int(a), int(b), len(text)), min(max(int(a), int(b)), len(text))
		d := &doc.Document{Paragraphs: []doc.Paragraph{{Text: text, Spans: []doc.Span{{From: 0, To: one}, {From: one, To: two}, {From: two, To: len(text)}}}}}
		d.Strike(finds(word), "##")
		p := d.Paragraphs[0]
		for _, s := range p.Spans {
			if s.From < 0 || s.From > s.To || s.To > len(p.Text) {
				t.Fatalf("%+v of %q, which was %q", s, p.Text, text)
			}
		}
	})
}
