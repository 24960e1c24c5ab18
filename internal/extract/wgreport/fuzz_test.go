// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package wgreport

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
)

// FuzzRead holds the reader to what must be true of any text: it ends, every
// recommendation has a clause, totals add up, and no text is made up.
func FuzzRead(f *testing.F) {
	f.Add("II.\tConclusions and/or recommendations\n49.\tThe following enjoy the support of Veldania:\n49.1\tGo on (Nordhall);\n49.2\tStop (Arvenia (North)\n50.\tAll conclusions and/or recommendations", 0)
	f.Add("\tConclusions and/or recommendations\n95.\tExamined and supported:\n1.\tDo (France)/do more (Italy) of it\n2.\t(Chile);", 0)
	f.Add("\tConclusions et/ou recommandations\n49.\tLes recommandations recueillent l’appui du Veldania :\n49.1\tAgir (France (Nord)) ;\n50.\tToutes les conclusions et/ou recommandations figurant dans le présent rapport", 1)
	f.Add("\tConclusiones y/o recomendaciones\n49.\tNo cuentan con el apoyo de Veldania:\n49.1\tActuar (Chile; España", 2)
	f.Add("\tВыводы и/или рекомендации\n49.\tНе пользуются поддержкой:\n49.1\tдействовать (Франция) и ждать (Чили)", 3)
	f.Add("\tثانياً- الاستنتاجات و/أو التوصيات\n\t٤٩- تحظى بتأييد فيلدانيا:\n\t٤٩-١ العمل (فرنسا، وشيلي)؛\n\t1-49 (", 4)
	f.Add("\t二. 结论和/或建议\n\t49．得到支持：\n\t49.1批准（法国、智利）；（", 5)
	f.Fuzz(func(t *testing.T, text string, language int) {
		if !utf8.ValidString(text) || language < 0 {
			return
		}
		d := &doc.Document{Version: doc.WireVersion}
		for _, l := range strings.Split(text, "\n") {
			label, rest, _ := strings.Cut(l, "\t")
			d.Paragraphs = append(d.Paragraphs, doc.Paragraph{Label: label, Text: rest})
		}
		facts := Read(d, heed.Document{Language: heed.Languages[language%len(heed.Languages)]})
		total := facts.Totals[0]
		if total.Received != total.Supported+total.Noted+total.InPart+total.Pending+total.Unknown {
			t.Fatalf("totals do not add up: %+v", total)
		}
		for _, r := range facts.Recommendations {
			if len(r.Clauses) == 0 {
				t.Fatalf("%s has no clause", r.Ref)
			}
			for _, word := range strings.Fields(r.Text) {
				if !strings.Contains(text, strings.Trim(word, ";,.:/；，。：、؛،")) {
					t.Fatalf("the word %q of %s is not in the document", word, r.Ref)
				}
			}
		}
	})
}
