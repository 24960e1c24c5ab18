// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/heed-upr/heed/internal/lineage"
)

// many makes recommendations of about 25 words out of words that real ones use,
// so that as many share terms.
func many(cycle, n int) []lineage.Item {
	words := strings.Fields(`the of and to in on for continue strengthen efforts measures ensure rights women children law national persons
		disabilities trafficking combat violence domestic education access health ratify convention protocol optional torture discrimination
		minorities migrant workers judiciary independence freedom expression media police training detention conditions poverty rural areas
		lighthouse keepers lamps harbour coast islands seagulls boats nets tide storm signals fog horn paint stairs windows mirrors oil`)
	openings := []string{"Continue to strengthen", "Consider", "Adopt a law on", "Take measures to ensure", "Train the police on"}
	random := rand.New(rand.NewPCG(uint64(cycle), 7))
	var out []lineage.Item
	for i := range n {
		text := []string{openings[random.IntN(len(openings))]}
		if i%25 == 0 {
			text[0] = "Ratify CRPD and repaint" // as many ask for the same as in real reports
		}
		for range 22 {
			word := words[random.IntN(len(words))]
			if random.IntN(3) == 0 {
				word = fmt.Sprintf("lamp%d", random.IntN(400)) // rare, as a third of real words is
			}
			text = append(text, word)
		}
		out = append(out, item(cycle, fmt.Sprintf("%d.%d", cycle, i+1), strings.Join(text, " "), "XYB"))
	}
	return out
}

// One review against all earlier ones of its State; it has to stay under 100 ms.
func BenchmarkBetween300x600(b *testing.B) {
	later, earlier := many(3, 300), append(many(1, 200), many(2, 400)...)
	lineage.Between(later[:1], earlier[:1]) // read the tables
	b.ReportAllocs()
	for b.Loop() {
		lineage.Between(later, earlier)
	}
}

func BenchmarkWithin300(b *testing.B) {
	all := many(1, 300)
	b.ReportAllocs()
	for b.Loop() {
		lineage.Within(all)
	}
}

// A long review of the corpus against 600 recommendations of others.
func BenchmarkBetween_Corpus(b *testing.B) {
	all := corpus(b)
	var later, earlier []lineage.Item
	for _, id := range reviewsOf(all) {
		if id.State == "VNM" && id.Cycle == 2 {
			later = items(all[id])
		} else if id.Cycle == 1 {
			for _, i := range items(all[id]) {
				i.ID.Rec.Review.State = "VNM"
				i.ID.Rec.Ref = string(id.State) + i.ID.Rec.Ref
				earlier = append(earlier, i)
			}
		}
	}
	earlier = earlier[:600]
	b.ReportAllocs()
	for b.Loop() {
		lineage.Between(later, earlier)
	}
	b.ReportMetric(float64(len(later)*len(earlier)), "pairs")
}
