// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package differ_test

import (
	"strings"
	"testing"

	"github.com/heed-upr/heed/internal/lang/differ"
)

// marked writes a difference as [-deleted-] and {+inserted+}.
func marked(parts []differ.Part) string {
	var out strings.Builder
	for _, p := range parts {
		switch p.Kind {
		case differ.Deleted:
			out.WriteString("[-" + p.Text + "-]")
		case differ.Inserted:
			out.WriteString("{+" + p.Text + "+}")
		default:
			out.WriteString(p.Text)
		}
	}
	return out.String()
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"", "", ""},
		{"", "New.", "{+New.+}"},
		{"Old.", "", "[-Old.-]"},
		{"The draft is before a committee.", "The draft is before the Committee on Justice.", "The draft is before [-a committee-]{+the Committee on Justice+}."},
		{"It isn't law.", "It isn't law yet.", "It isn't law{+ yet+}."},
		{"Принять закон о пытках", "Принять новый закон о пытках", "Принять {+новый +}закон о пытках"},
		{"Азаптау туралы заң қабылдау", "Азаптаудың алдын алу туралы заң қабылдау", "[-Азаптау-]{+Азаптаудың алдын алу+} туралы заң қабылдау"},
		{"اعتماد قانون بشأن التعذيب", "اعتماد قانون جديد بشأن التعذيب", "اعتماد قانون {+جديد +}بشأن التعذيب"},
		{"通过禁止酷刑法", "通过新的禁止酷刑法", "通过{+新的+}禁止酷刑法"},
		{"one\ntwo\n", "one\nthree\n", "one\n[-two-]{+three+}\n"},
	} {
		if got := marked(differ.Words(c.old, c.new)); got != c.want {
			t.Errorf("%q to %q:\n got %s\nwant %s", c.old, c.new, got, c.want)
		}
	}
}

// Whatever two texts are, both can be had back from what differs.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"", "a b", "Принять закон", "\xff\xfe", "e\u0301 🏳️‍🌈", strings.Repeat("x y z ", 50)} {
		f.Add(s, "a c "+s)
	}
	f.Fuzz(func(t *testing.T, old, new string) {
		var a, b strings.Builder
		for _, p := range differ.Words(old, new) {
			if p.Kind != differ.Inserted {
				a.WriteString(p.Text)
			}
			if p.Kind != differ.Deleted {
				b.WriteString(p.Text)
			}
		}
		if a.String() != old || b.String() != new {
			t.Errorf("%q to %q gives back %q and %q", old, new, a.String(), b.String())
		}
	})
}
