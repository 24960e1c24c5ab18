// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package text_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/read/text"
)

// excerpt is laid out as programs lay out the text of a PDF: headings and
// numbers indented, running heads around the form feeds, a footnote at the foot.
const excerpt = `# A/HRC/99/2 (Report of the Human Rights Council on its 99th session), item 6
     Veldania
     40. The review of Veldania was held on 4 May 2013 in conformity with all the
     relevant provisions, and was based on the following documents:
           (a)     The national report submitted by Veldania in accordance with the annex
     (A/HRC/WG.6/16/XVA/1);
           (b)     The compilation prepared in accordance with non-
     governmental sources.

1.   Views expressed by the State under review on the recommendations and/or
     conclusions, its voluntary commitments and the outcome of the said review
     41. The delegation summarized the position of Veldania on what it had been
     recommended in paragraph


     8     See the web page.

                                                                            87
` + "\f" + `A/HRC/99/2


             104 of the report, which it would imple-
             ment. It would implement more.
             42. Next.
`

func paragraphs(t *testing.T, data string, zone doc.Zone) []string {
	t.Helper()
	d, err := text.Read([]byte(data))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range d.Paragraphs {
		if len(p.AllPlaces()) > 0 {
			t.Errorf("%q has a place", p.Text)
		}
		if p.Zone == zone {
			out = append(out, strings.TrimSpace(p.Label+" "+p.Text))
		}
	}
	return out
}

func TestRead_Paragraphs(t *testing.T) {
	want := []string{
		"# A/HRC/99/2 (Report of the Human Rights Council on its 99th session), item 6",
		"Veldania",
		"40. The review of Veldania was held on 4 May 2013 in conformity with all the relevant provisions, and was based on the following documents:",
		"(a) The national report submitted by Veldania in accordance with the annex (A/HRC/WG.6/16/XVA/1);",
		"(b) The compilation prepared in accordance with non-governmental sources.",
		"1. Views expressed by the State under review on the recommendations and/or conclusions, its voluntary commitments and the outcome of the said review",
		"41. The delegation summarized the position of Veldania on what it had been recommended in paragraph 104 of the report, which it would implement. It would implement more.",
		"42. Next.",
	}
	if d := cmp.Diff(want, paragraphs(t, excerpt, doc.Body)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"A/HRC/99/2"}, paragraphs(t, excerpt, doc.Header)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"8 See the web page."}, paragraphs(t, excerpt, doc.Footnote)); d != "" {
		t.Error(d)
	}
}

func TestRead_Encodings(t *testing.T) {
	for _, data := range []string{"\xef\xbb\xbf1. Côte d’Alba", "1. Côte d’Alba", "1. C\xf4te d\x92Alba", "1. Côte d’Alba\r\n"} {
		if d := cmp.Diff([]string{"1. Côte d’Alba"}, paragraphs(t, data, doc.Body)); d != "" {
			t.Errorf("%q:\n%s", data, d)
		}
	}
}

func TestRead_WhatIsNoText(t *testing.T) {
	for _, data := range []string{
		"<!DOCTYPE html><p>A/HRC/99/2", "A/HRC/99/2\n<div class=x>text</div>", "<?xml version='1.0'?><a/>", "Some text <b>bold</b></p>",
		"{\\rtf1 text}", "text\x00text", "\x1b[31mtext", "  \n\n ",
	} {
		if _, err := text.Read([]byte(data)); heed.Outcome(heed.ErrorArg(err, "Outcome")) != heed.OutcomeFormatNotRead {
			t.Errorf("%q: %v", data, err)
		}
	}
	if _, err := text.Read([]byte(strings.Repeat("long ", 4<<20))); heed.Outcome(heed.ErrorArg(err, "Outcome")) != heed.OutcomeTooMuch {
		t.Errorf("a text that is too large: %v", err)
	}
	if !text.Is([]byte("The rate was a < b and c > d in <2010>.")) {
		t.Error("signs of comparison are taken for markup")
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(excerpt))
	f.Add([]byte("\f\f 1.\f\f 1.\f"))
	f.Add([]byte("a\t\tb\n  c-\nd\n\n12.  e"))
	f.Add([]byte("C\xf4te\x81"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := text.Read(data)
		if err != nil {
			if heed.ErrorCode(err) != heed.CodeUnreadable {
				t.Fatal(err)
			}
			return
		}
		for _, p := range d.Paragraphs {
			if !utf8.ValidString(p.Text) {
				t.Fatalf("invalid text %q", p.Text)
			}
			if len(p.AllPlaces()) > 0 {
				t.Fatal("a place in a text without pages")
			}
		}
		wire, err := doc.Encode(d)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := doc.Decode(wire); err != nil {
			t.Fatal(err)
		}
	})
}
