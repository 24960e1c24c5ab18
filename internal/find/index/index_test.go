// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package index

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawRows draws rows of few words and values, so that they meet often.
func drawRows(t *rapid.T) []Row {
	word := rapid.SampledFrom([]string{"a", "an", "ant", "bee", "bees", "cat", "cats", "dog"})
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Row {
		r := Row{
			Values:  map[string][]string{"colour": rapid.SliceOfN(rapid.SampledFrom([]string{"red", "green", "blue"}), 0, 3).Draw(t, "colours")},
			Numbers: map[string]int64{"year": rapid.Int64().Draw(t, "year")},
			Words:   rapid.SliceOfN(word, 0, 400).Draw(t, "words"),
		}
		if rapid.Bool().Draw(t, "sized") {
			r.Values["size"] = []string{rapid.SampledFrom([]string{"big", "small"}).Draw(t, "size")}
		}
		for _, w := range r.Words {
			r.Terms = append(r.Terms, strings.TrimSuffix(w, "s"))
		}
		return r
	}), 0, 40).Draw(t, "rows")
}

func build(rows []Row) *Segment {
	b := NewBuilder()
	for _, r := range rows {
		b.Add(r)
	}
	return b.Segment()
}

// fit gives the numbers of the rows that fit.
func fit(rows []Row, fits func(Row) bool) []uint32 {
	out := []uint32{}
	for i, r := range rows {
		if fits(r) {
			out = append(out, uint32(i))
		}
	}
	return out
}

func same(t *rapid.T, what string, got *Set, want []uint32) {
	t.Helper()
	if d := cmp.Diff(want, append([]uint32{}, got.ToArray()...)); d != "" {
		t.Fatalf("%s (-want +got):\n%s", what, d)
	}
}

// Everything that is asked of a segment is what going through the rows one by
// one would give.
func TestSegment_FindsWhatIsThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := drawRows(t)
		s := build(rows)
		within := s.All()
		same(t, "all", within, fit(rows, func(Row) bool { return true }))
		for _, term := range []string{"a", "ant", "bee", "cat", "none", ""} {
			same(t, "term "+term, s.Term(term), fit(rows, func(r Row) bool { return slices.Contains(r.Terms, term) }))
		}
		for _, p := range []string{"a", "an", "bees", "c", "x", ""} {
			same(t, "prefix "+p, s.Prefix(p), fit(rows, func(r Row) bool {
				return slices.ContainsFunc(rows, func(o Row) bool { // a word somewhere that begins so has one of its terms
					for i, w := range o.Words {
						if strings.HasPrefix(w, p) && slices.Contains(r.Terms, o.Terms[i]) {
							return true
						}
					}
					return false
				})
			}))
		}
		for _, phrase := range [][]string{{"a", "bee"}, {"cat", "cat", "dog"}, {"bee"}, {"bee", "none"}} {
			same(t, fmt.Sprint(phrase), s.Phrase(within, phrase), fit(rows, func(r Row) bool {
				return strings.Contains(" "+strings.Join(r.Terms, " ")+" ", " "+strings.Join(phrase, " ")+" ")
			}))
		}
		for _, c := range [][]string{{"red"}, {"red", "blue"}, {"none"}, nil} {
			same(t, fmt.Sprint(c), s.Any("colour", c), fit(rows, func(r Row) bool {
				return slices.ContainsFunc(r.Values["colour"], func(v string) bool { return slices.Contains(c, v) })
			}))
		}
		same(t, "no column", s.Any("taste", []string{"sweet"}), []uint32{})
		for i, r := range rows {
			if s.Numbers("year").At(uint32(i)) != r.Numbers["year"] {
				t.Fatalf("row %d has the year %d", i, s.Numbers("year").At(uint32(i)))
			}
		}
	})
}

// Counts are the sizes of what choosing the value would leave.
func TestSegment_CountsWhatChoosingLeaves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := drawRows(t)
		s := build(rows)
		within := s.Term("cat")
		if rapid.Bool().Draw(t, "of all") {
			within = s.All()
		}
		counts := s.Count(within)
		for _, column := range []string{"colour", "size"} {
			got, want := maps.Collect(s.Counted(column, counts)), map[string]int{}
			for _, v := range []string{"red", "green", "blue", "big", "small"} {
				left := s.Any(column, []string{v})
				left.And(within)
				if n := int(left.GetCardinality()); n > 0 {
					want[v] = n
				}
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Fatal(d)
			}
			for v, n := range got {
				if row, ok := s.First(column, v); n > 0 && (!ok || !slices.Contains(rows[row].Values[column], v)) {
					t.Fatalf("row %d is not the first with %s", row, v)
				}
			}
		}
	})
}

// A text in which a word stands more often weighs more, and of two that say it
// once, the shorter one.
func TestWeigh(t *testing.T) {
	row := func(text string) Row { return Row{Terms: strings.Fields(text), Words: strings.Fields(text)} }
	s := build([]Row{row("cat dog"), row("cat cat dog"), row("cat dog" + strings.Repeat(" bee", 50)), row("dog")})
	w := make(Weights, s.Len())
	s.Weigh(w, "cat", 1)
	if !(w[1] > w[0] && w[0] > w[2] && w[2] > 0 && w[3] == 0) {
		t.Errorf("weights %v", w)
	}
	once := slices.Clone(w)
	s.WeighPrefix(w, "ca", 1)
	s.Weigh(w, "none", 1)
	if w[0] != 2*once[0] {
		t.Errorf("the beginning weighs %v, the word %v", w[0]-once[0], once[0])
	}
}

// The same rows give the same bytes, whatever the order of Go's maps.
func TestSegment_SameBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := drawRows(t)
		one, two := NewBuilder(), NewBuilder()
		for _, r := range rows {
			one.Add(r)
			r.Values = maps.Clone(r.Values)
			two.Add(r)
		}
		if string(one.bytes()) != string(two.bytes()) {
			t.Fatal("differ")
		}
	})
}

// A file that was cut off, or in which a bit has turned, is no segment.
func TestOpen_Damaged(t *testing.T) {
	b := NewBuilder()
	for i := range 50 {
		b.Add(Row{Values: map[string][]string{"n": {fmt.Sprint(i % 7)}}, Numbers: map[string]int64{"i": int64(i)}, Terms: []string{"a", fmt.Sprint(i)}})
	}
	data := b.bytes()
	if _, err := Open(data); err != nil {
		t.Fatal(err)
	}
	for i := range data {
		if _, err := Open(data[:i]); !errors.Is(err, ErrDamaged) {
			t.Fatalf("cut at %d: %v", i, err)
		}
		bad := slices.Clone(data)
		bad[i] ^= 0x10
		if _, err := Open(bad); !errors.Is(err, ErrDamaged) {
			t.Fatalf("turned at %d: %v", i, err)
		}
	}
}

// Rows of several segments are numbered through.
func TestTable(t *testing.T) {
	row := func(v string) Row { return Row{Values: map[string][]string{"v": {v}}} }
	table := NewTable(build([]Row{row("a"), row("b")}), build(nil), build([]Row{row("c")}))
	if table.Len() != 3 {
		t.Fatalf("%d rows", table.Len())
	}
	for n, v := range []string{"a", "b", "c"} {
		s, at := table.At(n)
		if first, ok := s.First("v", v); !ok || first != at {
			t.Errorf("row %d is not %s", n, v)
		}
	}
}
