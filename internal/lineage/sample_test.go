// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/heed-upr/heed/internal/lineage"
)

var sampleSeed = flag.Uint64("sample", 0, "print 40 links between reviews that are drawn by chance with this seed, to be read by a person")

// The gold set holds few links that are wrong, since it was drawn by likeness
// and not from what the program says. This draws from what it says.
func TestSample(t *testing.T) {
	if *sampleSeed == 0 {
		return // no t.Skip: CI takes a skipped test for a missing need
	}
	all := corpus(t)
	texts := map[lineage.ID]string{}
	var said []string
	ids := reviewsOf(all)
	for i, id := range ids {
		for _, a := range all[id] {
			texts[a.id()] = a.text
		}
		if i == 0 || ids[i-1].State != id.State {
			continue
		}
		for _, line := range lineage.Between(items(all[id]), items(all[ids[i-1]])) {
			for _, l := range line.Links {
				said = append(said, fmt.Sprintf("%s %.2f\n  a %s\n  b %s", l.Relation, l.Score, texts[l.Earlier], texts[line.Later]))
			}
		}
	}
	random := rand.New(rand.NewPCG(*sampleSeed, 0))
	random.Shuffle(len(said), func(i, j int) { said[i], said[j] = said[j], said[i] })
	for i, s := range said[:min(40, len(said))] {
		fmt.Printf("%d. %s\n", i+1, s)
	}
	fmt.Println(len(said), "links in all")
}
