// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package corrigendum_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract"
)

// The corrigendum is of the official form and on an invented State.
func TestRead(t *testing.T) {
	var d doc.Document
	for _, text := range []string{
		"A/HRC/24/90/Corr.1", "Distr.: General", "4 June 2013", "Human Rights Council", "Report of the Working Group on the Universal Periodic Review*",
		"Veldania", "Corrigendum",
		"Paragraph 95.12", "Replace the existing text with", "95.12 Keep all lighthouses open (Chile);",
		"Page 14, paragraph 97 (b), line 3:", "For Peru read Chile",
		"Paragraph 99. Delete the second sentence",
	} {
		d.Paragraphs = append(d.Paragraphs, doc.Paragraph{Text: text})
	}
	all := extract.Facts(&d, heed.ReviewID{})
	want := []heed.Amendment{
		{Paragraph: "95.12", Text: "Replace the existing text with\n95.12 Keep all lighthouses open (Chile);"},
		{Paragraph: "97(b)", Text: "line 3:\nFor Peru read Chile"},
		{Paragraph: "99", Text: "Delete the second sentence"},
	}
	for i := range want {
		want[i].Places = all[0].Amendments[i].Places
	}
	if d := cmp.Diff(want, all[0].Amendments); d != "" {
		t.Error(d)
	}
	if doc := all[0].Document; doc.Stage != heed.DocCorrigendum || doc.Kind != heed.KindReport || doc.Outcome != heed.OutcomeRead {
		t.Errorf("%s, %s, %s", doc.Stage, doc.Kind, doc.Outcome)
	}
}
