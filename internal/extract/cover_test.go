// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
)

// covers of a document before the review of an invented State, in the words
// that every cover has.
func TestCover_LanguageAndDateOfThisVersion(t *testing.T) {
	for _, c := range []struct {
		lines    []string
		language string
	}{
		{[]string{"United Nations", "General Assembly", "Distr.: General", "1 August 2018", "Original: French"}, "en"},
		{[]string{"Nations Unies", "Assemblée générale", "Distr. générale", "1er août 2018", "Français", "Original: anglais"}, "fr"},
		{[]string{"Naciones Unidas", "Asamblea General", "Distr. general", "1 de agosto de 2018", "Español", "Original: inglés"}, "es"},
		{[]string{"Организация Объединенных Наций", "Генеральная Ассамблея", "Distr.: General", "1 August 2018", "Russian", "Original: English"}, "ru"},
		{[]string{"Организация Объединенных Наций", "Генеральная Ассамблея", "Distr.: General", "1 августа 2018 года", "Original: English"}, "ru"},
		{[]string{"联 合 国", "大 会", "Distr.: General", "2018年8月1日", "人权理事会", "普遍定期审议工作组", "Original: English"}, "zh"},
		{[]string{"United Nations", "Distr.: General", "1 August 2018", "Original: English", "GE.18-12345 (F)"}, "fr"},
	} {
		d := &doc.Document{Format: "docx"}
		for _, l := range append(c.lines, "A/HRC/WG.6/30/XVA/1") {
			d.Paragraphs = append(d.Paragraphs, doc.Paragraph{Text: l})
		}
		got := readCover(d).document(d)
		if got.Language != c.language || got.Date != "2018-08-01" || got.Kind != heed.KindNational || got.Session != 30 || got.Review.State != "XVA" {
			t.Errorf("%q: %+v", c.lines, got)
		}
	}
}

// Without numbered paragraphs a document before a review has not been read.
func TestFacts_OutcomeOfDocumentsBeforeAReview(t *testing.T) {
	cover := []doc.Paragraph{{Text: "United Nations"}, {Text: "A/HRC/WG.6/30/XVA/3"}, {Text: "Summary of submissions"}}
	for want, more := range map[heed.Outcome]doc.Paragraph{
		heed.OutcomeRead:          {Label: "1.", Text: "Harbour Hands stated that the school was closed."},
		heed.OutcomeUnknownLayout: {Text: "Harbour Hands stated that the school was closed."},
	} {
		f := Facts(&doc.Document{Format: "docx", Paragraphs: append(cover[:len(cover):len(cover)], more)}, heed.ReviewID{})[0]
		if f.Document.Outcome != want || f.Document.Review != (heed.ReviewID{State: "XVA", Cycle: 3}) {
			t.Errorf("%+v, want %s", f.Document, want)
		}
	}
}
