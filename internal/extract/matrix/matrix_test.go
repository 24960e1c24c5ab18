// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package matrix_test

import (
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/matrix"
)

// table makes paragraphs of rows of cells; a cell's paragraphs are joined by
// "|", and a number at the beginning is its label.
func table(rows ...[]string) []doc.Paragraph {
	var out []doc.Paragraph
	for i, row := range rows {
		for j, cell := range row {
			label, text := doc.SplitLabel(cell)
			out = append(out, doc.Paragraph{Label: label, Text: text, Bold: i == 0, Cell: &doc.Cell{Table: 1, Row: i + 1, Column: j + 1}})
		}
	}
	return out
}

func TestRead_KnowsColumnsByTheirHeads(t *testing.T) {
	for name, c := range map[string]struct {
		title string
		rows  [][]string
	}{
		"2014": {"UPR of Veldania (2nd Cycle – 20th session)", [][]string{
			{"Recommendation", "Position", "Full list of themes"},
			{"Theme: A12 Acceptance of international norms"},
			{"49.1. Ratify the Convention (Arvenia, Mondavar);", "Supported/Noted", "A12 Acceptance"},
		}},
		"with States": {"UPR of Veldania - Second Cycle", [][]string{
			{"Recommendation", "Recommending state/s", "Position", "Full list of rights/affected persons"},
			{"49.1. Ratify the Convention (Arvenia); (Mondavar);", "Arvenia Mondavar", "Supported/Noted", "2.1. Acceptance"},
		}},
		"2025": {"UPR of Veldania (2nd Cycle - 20th Session)", [][]string{
			{"Recommendation and recommending State", "Position of the State under review", "Human rights themes and groups of persons", "Relevant SDGs"},
			{"49.1 Ratify the Convention (Arvenia) (Mondavar);", "Supported in part", "Acceptance", "16"},
		}},
	} {
		d := &doc.Document{Paragraphs: append([]doc.Paragraph{{Text: c.title, Zone: doc.Header}}, table(c.rows...)...)}
		f := matrix.Read(d, heed.Document{Symbol: "A/HRC/28/901/Add.1"})
		if f.Document.Review.String() != "XVA/2" || f.Document.Symbol != "" {
			t.Errorf("%s: review %s, symbol %q", name, f.Document.Review, f.Document.Symbol)
		}
		if len(f.Entries) != 1 {
			t.Fatalf("%s: %d entries", name, len(f.Entries))
		}
		e := f.Entries[0]
		if e.Number != "49.1" || e.Text != "Ratify the Convention" || len(e.RecommendingStates) != 2 || e.Position != heed.Partial || len(e.Themes) != 1 {
			t.Errorf("%s: %+v", name, e)
		}
	}
}
