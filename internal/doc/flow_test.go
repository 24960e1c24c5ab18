// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package doc_test

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
)

// line makes a line of one run at the usual size, its top at y.
func line(text string, x, y float64) doc.Run {
	return doc.Run{Text: text, Size: 10, Box: heed.Box{x, y, x + 4.5*float64(len(text)), y + 7}}
}

func lay(pages ...[]doc.Run) *doc.Document {
	var out []doc.Page
	for i, runs := range pages {
		out = append(out, doc.Page{Number: i + 1, Width: 595, Height: 842, Lines: doc.Lines(runs)})
	}
	return doc.Lay("pdf", out)
}

func texts(d *doc.Document, zone doc.Zone) []string {
	var out []string
	for _, p := range d.Paragraphs {
		if p.Zone == zone {
			out = append(out, p.Label+"|"+p.Text)
		}
	}
	return out
}

func TestLay_JoinsAcrossPagesWithoutFurniture(t *testing.T) {
	page := func(symbol, number string, body ...doc.Run) []doc.Run {
		return append(body, line(symbol, 490, 60), line(number, 534, 770))
	}
	d := lay(
		page("A/HRC/99/1", "3", line("1.", 113, 100), line("The first item begins here and goes", 142, 100), line("on to the foot of the page without an", 113, 112)),
		page("A/HRC/99/1", "4", line("end, which is on the next page;", 113, 100), line("2.", 113, 118), line("The second item.", 142, 118)),
		page("A/HRC/99/1", "5", line("3.", 113, 100), line("The third.", 142, 100)),
	)
	want := []string{"1.|The first item begins here and goes on to the foot of the page without an end, which is on the next page;", "2.|The second item.", "3.|The third."}
	if diff := cmp.Diff(want, texts(d, doc.Body)); diff != "" {
		t.Error(diff)
	}
	places := d.Paragraphs[0].AllPlaces()
	if len(places) != 2 || places[0].Page != 1 || places[1].Page != 2 {
		t.Errorf("places %+v, want one on each of pages 1 and 2", places)
	}
}

func TestLay_ResolvesHyphens(t *testing.T) {
	d := lay([]doc.Run{
		line("Every decision counts, and making it known; implementation follows", 113, 100),
		line("Take part in decision\x02", 113, 112), line("making and in imple\x02", 113, 124), line("mentation of non\x02", 113, 136), line("State actors' plans", 113, 148),
	})
	want := "Every decision counts, and making it known; implementation follows Take part in decision-making and in implementation of non-State actors' plans"
	if got := d.Paragraphs[0].Text; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestLay_KeepsFootnotesApart(t *testing.T) {
	mark := doc.Run{Text: "1", Size: 6.5, Box: heed.Box{250, 98, 253, 102}}
	foot := doc.Run{Text: "1", Size: 6.5, Box: heed.Box{113, 700, 116, 704}}
	note := doc.Run{Text: "As read out in the dialogue.", Size: 9, Box: heed.Box{125, 701, 240, 708}}
	d := lay([]doc.Run{line("The item with a mark in its", 113, 100), mark, line("text.", 260, 100), foot, note,
		line("And a second line of the body here.", 113, 112), line("And a third one, so that size is plain.", 113, 124)})
	if got := texts(d, doc.Footnote); len(got) != 1 || got[0] != "|As read out in the dialogue." {
		t.Errorf("footnotes %q", got)
	}
	if got := d.Paragraphs[0]; got.Text[:32] != "The item with a mark in its text" || len(got.Notes) != 1 {
		t.Errorf("text %q with marks %q", got.Text, got.Notes)
	}
}

func FuzzLay(f *testing.F) {
	f.Add([]byte(`[{"text":"1.","size":10,"box":[10,10,20,17]},{"text":"Text\u0002","size":10,"box":[40,10,90,17]}]`))
	f.Add([]byte(`[{"text":"*","size":6,"box":[10,700,12,704]},{"text":"note","size":9,"box":[20,700,40,707]}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var runs []doc.Run
		if json.Unmarshal(data, &runs) != nil {
			return
		}
		d := lay(runs, runs)
		for _, p := range d.Paragraphs {
			if !utf8.ValidString(p.Text) {
				t.Fatalf("invalid text %q", p.Text)
			}
			for _, s := range p.Spans {
				if s.From < 0 || s.To < s.From || s.To > len(p.Text) {
					t.Fatalf("span %+v outside of a text of %d bytes", s, len(p.Text))
				}
			}
			p.AllPlaces()
		}
		wire, err := doc.Encode(d)
		if err != nil {
			return // boxes that are no numbers
		}
		if _, err := doc.Decode(wire); err != nil {
			t.Fatal(err)
		}
	})
}

// Endnotes that are alike but for their numbers, at the top of several pages,
// are no running header.
func TestLay_NotesThatAreAlikeAreNoFurniture(t *testing.T) {
	page := func(number string) []doc.Run {
		return []doc.Run{
			{Text: number, Size: 6.5, Box: heed.Box{105, 85, 108, 89}}, {Text: "HH, p. 8.", Size: 9, Box: heed.Box{113, 86, 160, 93}},
			line("The text of this page is long enough to be told from its notes", 113, 300), line(number, 534, 770),
		}
	}
	d := lay(page("4"), page("5"), page("6"))
	notes := 0
	for _, p := range d.Paragraphs {
		if p.Text == "HH, p. 8." {
			notes++
		}
	}
	if notes != 3 {
		t.Errorf("%d notes of 3: %q", notes, texts(d, doc.Body))
	}
}
