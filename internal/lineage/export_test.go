// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"fmt"
	"slices"
	"strings"
)

// Explain tells how two texts are read and how much of each the other holds.
func Explain(a, b Item) string {
	v := newVocabulary()
	x, y := v.read(a), v.read(b)
	kind, m := compare(&x, &y)
	var out [3][]string
	each(&x, &y, func(f, g *feature) {
		switch {
		case g == nil:
			out[0] = append(out[0], v.explain(f))
		case f == nil:
			out[2] = append(out[2], v.explain(g))
		default:
			out[1] = append(out[1], v.explain(f)+"="+v.explain(g))
		}
	})
	for i := range out {
		slices.Sort(out[i])
	}
	return fmt.Sprintf("%d a %.2f b %.2f evidence %.1f weighed %.2f %.2f steps %d %d\n    only a: %s\n    both: %s\n    only b: %s", kind, m.a, m.b, m.evidence,
		m.weighedA, m.weighedB, x.step, y.step, strings.Join(out[0], ", "), strings.Join(out[1], ", "), strings.Join(out[2], ", "))
}

func (v *vocabulary) explain(f *feature) string {
	return fmt.Sprintf("%s %.1f", v.keys[f.id], f.weight)
}
