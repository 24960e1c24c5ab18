// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package presession_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/presession"
)

// national is the cover of a national report of an invented State in the third
// cycle.
var national = heed.Document{Kind: heed.KindNational, Symbol: "A/HRC/WG.6/30/XVA/1", Session: 30, Review: heed.ReviewID{State: "XVA"}}

// sheet puts text on a page.
type sheet struct{ runs []doc.Run }

func (s *sheet) put(x, y, size float64, look, text string) *sheet {
	s.runs = append(s.runs, doc.Run{
		Text: text, Size: size, Bold: look == "bold", Italic: look == "italic",
		Box: heed.Box{x, y, x + 0.45*size*float64(len([]rune(text))), y + 0.7*size},
	})
	return s
}

// numbered puts a numbered paragraph on the page, in lines 12 points apart, and
// a note's mark at the end of its last line.
func (s *sheet) numbered(y float64, number, mark string, lines ...string) *sheet {
	s.put(114, y, 10, "", number)
	for i, l := range lines {
		x := 114.0
		if i == 0 {
			x = 142
		}
		s.put(x, y+12*float64(i), 10, "", l)
	}
	if mark != "" {
		last := s.runs[len(s.runs)-1].Box
		s.put(last[2]+0.5, last[1]-1, 6.5, "", mark)
	}
	return s
}

func lay(sheets ...*sheet) *doc.Document {
	var pages []doc.Page
	for i, s := range sheets {
		s.put(490, 45, 9, "bold", "A/HRC/WG.6/30/XVA/1").put(534, 800, 9, "bold", fmt.Sprint(i+1))
		pages = append(pages, doc.Page{Number: i + 1, Width: 595, Height: 842, Lines: doc.Lines(s.runs)})
	}
	return doc.Lay("pdf", pages)
}

func numbers(f heed.Facts) string {
	var out []string
	for _, p := range f.Paragraphs {
		out = append(out, p.Number)
	}
	return strings.Join(out, " ")
}

// report is a national report with a cover on which the text begins, a table,
// an item list, a heading in italics and endnotes that run over a page.
func report() *doc.Document {
	cover := (&sheet{}).put(120, 80, 20, "bold", "General Assembly").put(114, 290, 14, "bold", "National report of a State").put(114, 340, 14, "bold", "Veldania").
		put(91, 400, 14, "bold", "I.").put(114, 400, 14, "bold", "Method").
		numbered(430, "1.", "1", "The Ministry of Lakes wrote this report with all the other", "ministries and with the people who live on the shores, and it was").
		put(57, 790, 10, "", "GE.18-00001 (E)")
	second := (&sheet{}).put(114, 90, 10, "", "read aloud in every harbour before it was sent.").
		put(85, 120, 14, "bold", "II.").put(114, 120, 14, "bold", "What was done since (recommendations 3 and 5–7)").
		put(88, 150, 12, "bold", "A.").put(114, 150, 12, "bold", "Prisons").
		numbered(180, "2.", "2", "Four prisons were opened to visitors. The number of places in each", "of them is in the table below, with the year in which it was built:").
		put(114, 220, 8, "", "Prison").put(300, 220, 8, "", "Places").
		put(114, 236, 10, "", "Harbour house.").put(300, 236, 10, "", "A hundred and two places, of which ten are for women only.").
		put(114, 260, 10, "", "Table 1. Places in prisons, as counted by the Ministry of Lakes in the year before.").
		numbered(290, "3.", "", "The new law on prisons does three things that were recommended to us:").
		put(134, 308, 10, "", "(a)").put(160, 308, 10, "", "It ends detention for debt;").
		put(134, 326, 10, "", "(b)").put(160, 326, 10, "", "It gives every prisoner a lawyer.").
		put(114, 356, 10, "italic", "Prisoners who are ill").
		numbered(386, "4.", "", "Recommendation 84.12 is being carried out by the harbour doctors alone.").
		put(88, 416, 12, "bold", "B.").put(114, 416, 12, "bold", "Schools").
		numbered(446, "6.", "", "Schools are open to all children and nobody has to pay for a book.").
		put(57, 480, 14, "bold", "Notes").
		put(105, 510, 6.5, "", "1").put(114, 510, 9, "", "The list of ministries is long and begins here without").
		put(105, 790, 6.5, "", "")
	third := (&sheet{}).put(114, 90, 9, "", "coming to its end before this page.").
		put(105, 104, 6.5, "", "2").put(114, 104, 9, "", "See the midterm report (Recommendations 9 and 11).")
	return lay(cover, second, third)
}

func TestRead_SectionsAndParagraphs(t *testing.T) {
	f := presession.Read(report(), national)
	var sections []string
	for _, s := range f.Sections {
		sections = append(sections, fmt.Sprintf("%d %s|%s|%s–%s", s.Level, s.Label, s.Title, s.First, s.Last))
	}
	want := []string{
		"1 I|Method|1–1",
		"1 II|What was done since (recommendations 3 and 5–7)|2–6",
		"2 A|Prisons|2–4",
		"3 |Prisoners who are ill|4–4",
		"2 B|Schools|6–6",
	}
	if diff := cmp.Diff(want, sections); diff != "" {
		t.Error(diff)
	}
	var paragraphs []string
	for _, p := range f.Paragraphs {
		paragraphs = append(paragraphs, fmt.Sprintf("%s in %d: %s", p.Number, p.Section, p.Text))
	}
	want = []string{
		"1 in 1: The Ministry of Lakes wrote this report with all the other ministries and with the people who live on the shores, and it was read aloud in every harbour before it was sent.",
		"2 in 3: Four prisons were opened to visitors. The number of places in each of them is in the table below, with the year in which it was built:",
		"3 in 3: The new law on prisons does three things that were recommended to us:\n(a) It ends detention for debt;\n(b) It gives every prisoner a lawyer.",
		"4 in 4: Recommendation 84.12 is being carried out by the harbour doctors alone.",
		"6 in 5: Schools are open to all children and nobody has to pay for a book.",
	}
	if diff := cmp.Diff(want, paragraphs); diff != "" {
		t.Error(diff)
	}
	first := f.Paragraphs[0]
	if len(first.Places) != 2 || first.Places[0].Page != 1 || first.Places[1].Page != 2 {
		t.Errorf("places of the first paragraph %+v, want pages 1 and 2", first.Places)
	}
	if len(first.Notes) != 1 || first.Notes[0].Text != "The list of ministries is long and begins here without coming to its end before this page." {
		t.Errorf("notes of the first paragraph %+v", first.Notes)
	}
	if len(f.Findings) != 1 || f.Findings[0].Code != heed.FindingGap || f.Findings[0].Args[1] != "5" {
		t.Errorf("findings %+v, want that 5 is missing", f.Findings)
	}
}

func TestRead_ReferencesWithWhereTheyStand(t *testing.T) {
	var got []string
	for _, r := range presession.Read(report(), national).References {
		got = append(got, fmt.Sprintf("section %d §%s %s %s: %s %v", r.Section, r.Paragraph, r.Spot, r.Note, strings.Join(r.Numbers, " "), r.Serial))
	}
	want := []string{
		"section 2 § heading : 3 5 6 7 true",
		"section 3 §2 note 2: 9 11 true",
		"section 4 §4 text : 84.12 false",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// paged-less documents: a paragraph is a label and a text.
func plain(texts ...string) *doc.Document {
	d := &doc.Document{}
	for _, text := range texts {
		label, rest, ok := strings.Cut(text, "\t")
		if !ok {
			label, rest = "", text
		}
		d.Paragraphs = append(d.Paragraphs, doc.Paragraph{Label: label, Text: rest})
	}
	return d
}

func TestRead_ReferencesInEveryStyle(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The Government accepted recommendations 84.12, 84.14 and 84.20.", "84.12 84.14 84.20"},
		{"See recommendations 1, 5, 7–9, 11-12 and 160.", "1 5 7 8 9 11 12 160"},
		{"Recommendations 84.3 to 84.5 were carried out.", "84.3 84.4 84.5"},
		{"As recommended (recommendation No. 7), it was closed.", "7"},
		{"Rec. 84.9 is done.", "84.9"},
		{"It follows A/HRC/28/99, paras. 115.1–115.3; 115.55.", "115.1 115.2 115.3 115.55 A/HRC/28/99"},
		{"The recommendation in paragraph 84.7 is done.", "84.7"},
		{"Schools are open (84.1, 84.2). Roads are open (84.5).", "84.1 84.2|84.5"},
		{"Roads are open (recommendation 84.1). Schools too (84.5).", "84.1|84.5"},
		{"La recommandation n° 84.12 et les recommandations 84.1 à 84.3 sont appliquées.", "84.12|84.1 84.2 84.3"}, //nolint:misspell // French
		{"Выполнены рекомендации 84.12 и 84.13, а также рекомендация № 5.", "84.12 84.13|5"},
		{"Se aplican las recomendaciones 84.4 a 84.6 y la recomendación núm. 9.", "84.4 84.5 84.6|9"},
		// What is no recommendation of the review.
		{"CEDAW general recommendation 35 was translated.", ""},
		{"The general recommendation No. 35 was translated.", ""},
		{"La recommandation générale no 35 a été traduite.", ""}, //nolint:misspell // French
		{"Общая рекомендация № 35 переведена.", ""},
		{"ILO Recommendation 202 was considered.", ""},
		{"Recommendation 2145 (2017) was considered.", ""},
		{"Recommendations 12 and 14 of the Committee against Torture were carried out.", ""},
		{"The share rose (34.4) and fell again (84.1).", ""},
		{"See A/HRC/18/33/Add.2, para. 58 (h), and A/HRC/28/2, paras. 600–610.", ""},
		{"It accepted 23 recommendations in 2015.", ""},
		{"The recommendation, para. 3, was read.", ""},
	} {
		f := presession.Read(plain("1.\t"+c.text), national)
		var got []string
		for _, r := range f.References {
			got = append(got, strings.TrimSpace(strings.Join(r.Numbers, " ")+" "+r.Symbol))
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%q: %q, want %q", c.text, s, c.want)
		}
	}
}

// A review is named only where it is certain.
func TestRead_TheReviewThatIsMeant(t *testing.T) {
	second := national
	second.Session = 20
	for _, c := range []struct {
		document heed.Document
		text     string
		want     heed.ReviewID
	}{
		{national, "See A/HRC/28/99, para. 84.1.", heed.ReviewID{State: "XVA", Cycle: 2}},
		{national, "Recommendation 84.1 is done.", heed.ReviewID{}},
		{second, "Recommendation 84.1 is done.", heed.ReviewID{State: "XVA", Cycle: 1}},
		{second, "See A/HRC/28/99, para. 84.1.", heed.ReviewID{}},
	} {
		f := presession.Read(plain("1.\t"+c.text), c.document)
		if len(f.References) != 1 || f.References[0].Review != c.want {
			t.Errorf("session %d, %q: %+v, want %v", c.document.Session, c.text, f.References, c.want)
		}
	}
}

// Numbers of items begin anew, and so are told from those of paragraphs.
func TestRead_NumbersOfItemsAreNotThoseOfParagraphs(t *testing.T) {
	f := presession.Read(plain(
		"1.\tThe first paragraph has a list:", "1.\tone thing;", "2.\tanother thing;", "3.\ta third.",
		"2.\tThe second.", "3.\tThe third has no list.", "4.\tThe fourth costs", "15.000\tcrowns.", "5.\tThe fifth.",
	), national)
	if got := numbers(f); got != "1 2 3 4 5" {
		t.Errorf("numbers %s", got)
	}
	if got := f.Paragraphs[0].Text; got != "The first paragraph has a list:\n1. one thing;\n2. another thing;\n3. a third." {
		t.Errorf("the first paragraph is %q", got)
	}
	if got := f.Paragraphs[3].Text; got != "The fourth costs 15.000 crowns." {
		t.Errorf("the fourth paragraph is %q", got)
	}
}

func TestRead_LeavesTheTableOfContentsOut(t *testing.T) {
	bold := func(label, text string) doc.Paragraph { return doc.Paragraph{Label: label, Text: text, Bold: true} }
	d := plain("Contents", "I.\tMethod .............. 1 - 2 3", "II.\tWhat was done in the long years since the last", "1.\tPrisons .............. 3 4", "2.\tSchools .............. 4 5")
	d.Paragraphs = append(d.Paragraphs, bold("I.", "Method"))
	d.Paragraphs = append(d.Paragraphs, plain("1.\tWe wrote it.", "2.\tWe read it.").Paragraphs...)
	d.Paragraphs = append(d.Paragraphs, bold("", "II What was done"), bold("1.", "Prisons"))
	d.Paragraphs = append(d.Paragraphs, plain("3.\tThey are open.").Paragraphs...)
	d.Paragraphs = append(d.Paragraphs, bold("2.", "Schools"))
	d.Paragraphs = append(d.Paragraphs, plain("4.\tThey are open too.").Paragraphs...)
	f := presession.Read(d, national)
	if got := numbers(f); got != "1 2 3 4" || len(f.Sections) != 4 {
		t.Errorf("numbers %s, sections %+v", got, f.Sections)
	}
}

// summary is a summary of submissions with its list of stakeholders.
func summary() *doc.Document {
	cover := (&sheet{}).put(114, 290, 14, "bold", "Summary of submissions on Veldania")
	first := (&sheet{}).put(91, 100, 14, "bold", "I.").put(114, 100, 14, "bold", "Stakeholders").
		numbered(130, "1.", "1", "This is a summary of the four submissions that were made on Veldania.").
		numbered(160, "2.", "2", "JS1 stated that the lake people had no school. HH noted the same thing.").
		numbered(190, "3.", "3", "It was recommended that Veldania open the schools on the lake shores.").
		numbered(220, "4.", "4", "LW/INHR was concerned about the prisons, as was CoW-Lakes in its report.").
		put(57, 300, 14, "bold", "Notes").
		put(105, 330, 6.5, "", "1").put(114, 330, 9, "", "The stakeholders listed below have contributed information:").
		put(114, 342, 9, "italic", "Civil society").put(114, 353, 9, "italic", "Individual submissions:").
		put(142, 364, 9, "", "HH").put(255, 364, 9, "", "Harbour Hands, Marseille (France);").
		put(142, 375, 9, "", "WATER NOW").put(255, 375, 9, "", "Water Now, an alliance of the people of").
		put(255, 386, 9, "", "the shores, Oslo (Norway);").
		put(114, 397, 9, "italic", "Joint submissions:").
		put(142, 408, 9, "", "JS1").put(255, 408, 9, "bold", "Joint submission 1 submitted by:").put(410, 408, 9, "", "Lake School;").
		put(255, 419, 9, "", "and Boat School, Oslo (Norway);").
		put(114, 430, 9, "italic", "National human rights institution:").
		put(142, 441, 9, "", "LW/INHR").put(255, 441, 9, "", "Institute of the Lake Wardens, Oslo (Norway);")
	second := (&sheet{}).put(114, 90, 9, "italic", "Regional intergovernmental organization(s):").
		put(142, 101, 9, "", "CoW").put(255, 101, 9, "", "Council of Waters, Paris (France);").
		put(255, 112, 9, "", "Attachments:").
		put(255, 123, 9, "", "(CoW-Lakes) Report of its experts on lakes").
		put(255, 134, 9, "", "(2016) and on what is beside them.").
		put(105, 150, 6.5, "", "2").put(114, 150, 9, "", "JS1, p. 4; HH, p. 2.").
		put(105, 161, 6.5, "", "3").put(114, 161, 9, "", "Ibid., para. 7. See also WATER NOW, p. 1.").
		put(105, 172, 6.5, "", "4").put(114, 172, 9, "", "LW, p. 2.")
	return lay(cover, first, second)
}

func TestRead_SubmissionsAndWhoIsCitedWhere(t *testing.T) {
	f := presession.Read(summary(), heed.Document{Kind: heed.KindStakeholders, Session: 30, Review: heed.ReviewID{State: "XVA"}})
	var got []string
	for _, s := range f.Submissions {
		got = append(got, strings.Join([]string{s.Abbreviation, string(s.Kind), s.Name, s.City, string(s.State), s.Under, strings.Join(s.Members, "+")}, "|"))
	}
	want := []string{
		"HH|individual|Harbour Hands|Marseille|FRA||",
		"WATER NOW|individual|Water Now, an alliance of the people of the shores|Oslo|NOR||",
		"JS1|joint|Lake School; and Boat School|Oslo|NOR||Lake School+Boat School",
		"LW/INHR|nhri|Institute of the Lake Wardens|Oslo|NOR||",
		"CoW|regional_organization|Council of Waters|Paris|FRA||",
		"CoW-Lakes|regional_organization|Report of its experts on lakes (2016) and on what is beside them|||CoW|",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	var cited []string
	for _, p := range f.Paragraphs {
		cited = append(cited, p.Number+": "+strings.Join(p.Submissions, ", "))
	}
	want = []string{"1: ", "2: JS1, HH", "3: HH, WATER NOW", "4: LW/INHR, CoW-Lakes"}
	if diff := cmp.Diff(want, cited); diff != "" {
		t.Error(diff)
	}
}
