// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package extract_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract"
	"github.com/heed-upr/heed/internal/reconcile"
)

// beginnings are covers that lead the fuzzer to the reader of each kind; a line
// "label<tab>text" is a paragraph, one with strokes a row of a table.
var beginnings = []string{
	"A/HRC/24/90\nReport of the Working Group on the Universal Periodic Review\nVeldania\nII.\tConclusions and/or recommendations\n49.\tThe following enjoy the support of Veldania:\n49.1\tGo on (Chile);",
	"A/HRC/24/90/Add.1\nReport of the Working Group on the Universal Periodic Review\nVeldania\nAddendum\nViews on conclusions and/or recommendations\n1.\tVeldania accepts recommendations 49.1, 49.3-5 and 50.2.\n49.7\tNoted. The lighthouse is private.",
	"A/HRC/24/90/Corr.1\nReport of the Working Group on the Universal Periodic Review\nVeldania\nCorrigendum\nParagraph 49.1\nFor Chile read Peru",
	"A/HRC/43/2\nReport of the Human Rights Council on its forty-third session\nA.\tVeldania\n12.\tThe President said that out of 12 recommendations received, 7 had enjoyed support and 5 had been noted.",
	"A/HRC/DEC/24/101\nOutcome of the universal periodic review: Veldania\nHaving conducted the review of Veldania on 4 May 2013\nAdopts the outcome\n22nd meeting 19 September 2013",
	"ADVANCE QUESTIONS TO VELDANIA – ADD.1\nCHILE\n•\tWho keeps the light?",
	"Thematic list of recommendations\nVeldania\n|Recommendation|Position|Themes|\n|49.1 Go on (Chile); Source of position: A/HRC/24/90|Supported|Lighthouses|",
	"A/HRC/WG.6/20/SVN/1\nNational report submitted in accordance with paragraph 5\nSlovenia\nI.\tIntroduction\n1.\tSee recommendation 115.3.",
	"A/HRC/WG.6/20/SVN/2\nCompilation\nSlovenia\n1.\tThe committee asked.",
	"A/HRC/WG.6/20/SVN/3\nSummary of stakeholders\nSlovenia\n1.\tJS1 said so.",
	"Assemblée générale\nA/HRC/24/90\nDistr. générale GE.13-90000 (F)\nRapport du Groupe de travail sur l’Examen périodique universel\nVeldania\n1.\tL’Examen concernant le Veldania a eu lieu à la 3e séance, le 4 mai 2013.\nConclusions et/ou recommandations\n49.\tLes recommandations ci-après recueillent l’appui du Veldania :\n49.1\tContinuer (Chili) ;",
	"Доклад Рабочей группы по универсальному периодическому обзору\nA/HRC/24/90\nВельдания\nВыводы и/или рекомендации\n49.\tРекомендации пользуются поддержкой Вельдании:\n49.1\tпродолжать (Чили);",
	"تقرير الفريق العامل المعني بالاستعراض الدوري الشامل\nA/HRC/24/90\nفيلدانيا\nثانياً- الاستنتاجات و/أو التوصيات\n49- تحظى التوصيات التالية بتأييد فيلدانيا:\n49-1 المواصلة (شيلي)؛",
	"普遍定期审议工作组报告\nA/HRC/24/90\n维尔达尼亚\n二. 结论和/或建议\n49.\t下列建议得到维尔达尼亚的支持：\n49.1\t继续（智利）；",
}

// FuzzFacts holds the readers of all kinds to what must be true of any text:
// they end, what they give can be stored and given back, a document always has
// an outcome, and the same facts give the same record again.
func FuzzFacts(f *testing.F) {
	for _, b := range beginnings {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		all := extract.Facts(document(text), heed.ReviewID{})
		if len(all) == 0 {
			t.Fatal("no facts at all")
		}
		for i, facts := range all {
			if facts.Document.Outcome == "" || facts.Document.Kind == "" || facts.Document.Stage == "" {
				t.Fatalf("a document without outcome, kind or stage: %+v", facts.Document)
			}
			if facts.Document.Review != all[0].Document.Review && facts.Document.Review.State == "" {
				t.Fatalf("facts %d of several belong to no State", i)
			}
			for _, r := range facts.Recommendations {
				if len(r.Clauses) == 0 || !heed.ValidRef(r.Ref) {
					t.Fatalf("recommendation %q has %d clauses", r.Ref, len(r.Clauses))
				}
			}
			body, err := json.Marshal(facts)
			if err != nil {
				t.Fatal(err)
			}
			var back heed.Facts
			if err := json.Unmarshal(body, &back); err != nil {
				t.Fatal(err)
			}
		}
		one, _ := reconcile.Review(all)
		again, _ := reconcile.Review(all)
		if a, b := encode(t, one), encode(t, again); a != b {
			t.Fatalf("the same facts give two records:\n%s\n%s", a, b)
		}
	})
}

// document makes a document of lines.
func document(text string) *doc.Document {
	d := &doc.Document{Version: doc.WireVersion, Format: "docx"}
	row := 0
	for _, l := range strings.Split(text, "\n") {
		if cells := strings.Split(strings.Trim(l, "|"), "|"); strings.HasPrefix(l, "|") {
			row++
			for i, c := range cells {
				d.Paragraphs = append(d.Paragraphs, doc.Paragraph{Text: c, Cell: &doc.Cell{Table: 1, Row: row, Column: i + 1}})
			}
			continue
		}
		label, rest, found := strings.Cut(l, "\t")
		if !found {
			label, rest = "", l
		}
		d.Paragraphs = append(d.Paragraphs, doc.Paragraph{Label: label, Text: rest, Bold: rest != "" && strings.ToUpper(rest) == rest})
	}
	return d
}

func encode(t *testing.T, r heed.Record) string {
	body, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// The beginnings lead where they should.
func TestFacts_KindsByCover(t *testing.T) {
	want := []heed.DocumentKind{
		heed.KindReport, heed.KindAddendum, heed.KindReport, heed.KindSession, heed.KindDecision,
		heed.KindQuestions, heed.KindMatrix, heed.KindNational, heed.KindCompilation, heed.KindStakeholders,
		heed.KindReport, heed.KindReport, heed.KindReport, heed.KindReport,
	}
	for i, b := range beginnings {
		if got := extract.Facts(document(b), heed.ReviewID{})[0].Document; got.Kind != want[i] {
			t.Errorf("%q is %s, want %s", strings.SplitN(b, "\n", 2)[0], got.Kind, want[i])
		}
	}
}

// An Arabic PDF gives its letters in the order of the page: it is told what it
// is, and nothing is taken from it. The same words from a Word document are read.
func TestFacts_ArabicPDFIsNotRead(t *testing.T) {
	for format, want := range map[string]heed.Outcome{"pdf": heed.OutcomeVisualOrder, "docx": heed.OutcomeRead} {
		d := document(beginnings[len(beginnings)-2])
		d.Format = format
		facts := extract.Facts(d, heed.ReviewID{})[0]
		if facts.Document.Outcome != want || facts.Document.Review.State != "XVA" || (len(facts.Recommendations) > 0) != (want == heed.OutcomeRead) {
			t.Errorf("%s: %+v with %d recommendations", format, facts.Document, len(facts.Recommendations))
		}
	}
}
