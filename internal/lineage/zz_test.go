package lineage_test

import (
	"fmt"
	"sort"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/lineage"
)

func TestZZ(t *testing.T) {
	reviews := corpus(t)
	text := map[heed.RecID]string{}
	for _, items := range reviews {
		for _, i := range items {
			text[i.ID] = i.Text
		}
	}
	type row struct{ o, s string }
	var rows, grows []row
	n := 0
	for id, items := range reviews {
		for earlier, before := range reviews {
			if earlier.State != id.State || earlier.Cycle >= id.Cycle {
				continue
			}
			for _, l := range lineage.Between(items, before) {
				for _, m := range l.Earlier {
					p := pair{hashA: digest(text[m.ID]), hashB: digest(text[l.ID])}
					if p.held() || m.Score > 0.97 || len(text[m.ID])+len(text[l.ID]) > 900 {
						continue
					}
					n++
					rows = append(rows, row{digest(text[m.ID] + text[l.ID]), fmt.Sprintf("%.2f %s %s -> %s\n   %s\n   %s", m.Score, m.Kind, m.ID, l.ID, text[m.ID], text[l.ID])})
				}
			}
		}
		for _, g := range lineage.Groups(items) {
			for i, a := range g.Members {
				for _, b := range g.Members[i+1:] {
					p := pair{hashA: digest(text[a]), hashB: digest(text[b])}
					if p.held() || len(text[a])+len(text[b]) > 900 {
						continue
					}
					grows = append(grows, row{digest(text[a] + text[b]), fmt.Sprintf("%s: %s %s\n   %s\n   %s", g.ID, a, b, text[a], text[b])})
				}
			}
		}
	}
	fmt.Println(n, len(grows))
	for k, rs := range [][]row{rows, grows} {
		sort.Slice(rs, func(i, j int) bool { return rs[i].o < rs[j].o })
		for i := range rs[:min(len(rs), 45-15*k)] {
			fmt.Println(i, rs[i].s)
		}
	}
}
