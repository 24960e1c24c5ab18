// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/label"
)

// figures count what is given, what should be, and what is both.
type figures struct{ given, due, right int }

func (f *figures) add(given, due []string) {
	f.given += len(given)
	f.due += len(due)
	for _, g := range given {
		if slices.Contains(due, g) {
			f.right++
		}
	}
}

func (f figures) precision() float64 { return float64(f.right) / float64(max(1, f.given)) }
func (f figures) recall() float64    { return float64(f.right) / float64(max(1, f.due)) }

// handRead gives the labels of testdata/instruments.csv by the hash of the text.
func handRead(t *testing.T) map[heed.Digest]string {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "instruments.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	r := csv.NewReader(f)
	r.Comment = '#'
	lines, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[heed.Digest]string{}
	for _, line := range lines[1:] {
		out[heed.Digest(line[0])] = line[2]
	}
	return out
}

// named parts labels into names, and names with each step.
func named(labels string) (names, asked []string) {
	for _, f := range strings.Fields(labels) {
		name, steps, _ := strings.Cut(f, ":")
		names = append(names, name)
		for s := range strings.SplitSeq(steps, "+") {
			asked = append(asked, name+":"+s)
		}
	}
	return names, asked
}

func told(text string) (names, asked []string) {
	for _, n := range label.Instruments(text) {
		names = append(names, string(n.Key))
		if len(n.Steps) == 0 {
			asked = append(asked, string(n.Key)+":")
		}
		for _, s := range n.Steps {
			asked = append(asked, string(n.Key)+":"+string(s))
		}
	}
	return names, asked
}

// TestCorpus_InstrumentsAgainstHandReading measures names of instruments and
// bodies, and the steps asked about them, on rows that were labelled by reading.
// HEED_LABEL_ERRORS=1 prints what is wrong in the half for tuning.
func TestCorpus_InstrumentsAgainstHandReading(t *testing.T) {
	gold := handRead(t)
	found := 0
	var names, asked [2]figures
	for _, r := range rows(t) {
		digest := heed.DigestOf([]byte(r.text))
		labels, ok := gold[digest]
		if !ok {
			continue
		}
		delete(gold, digest)
		found++
		held := strings.IndexByte("0123456789abcdef", digest[0]) % 2
		dueNames, dueAsked := named(labels)
		gaveNames, gaveAsked := told(r.text)
		names[held].add(gaveNames, dueNames)
		asked[held].add(gaveAsked, dueAsked)
		slices.Sort(dueAsked)
		slices.Sort(gaveAsked)
		if held == 0 && !slices.Equal(dueAsked, gaveAsked) && os.Getenv("HEED_LABEL_ERRORS") != "" {
			t.Logf("%s\n  due   %v\n  given %v", r.text, dueAsked, gaveAsked)
		}
	}
	if len(gold) > 0 {
		t.Errorf("%d of the rows that were read are not in the corpus, %d are", len(gold), found)
	}
	// Floors of the half that was held out; they only rise.
	for _, f := range []struct {
		what        string
		is, atLeast float64
	}{
		{"precision of names", names[1].precision(), 0.94}, {"recall of names", names[1].recall(), 0.98},
		{"precision of names with steps", asked[1].precision(), 0.93}, {"recall of names with steps", asked[1].recall(), 0.97},
	} {
		if f.is < f.atLeast {
			t.Errorf("%s: %.3f, under %.2f", f.what, f.is, f.atLeast)
		}
	}
	for held, half := range []string{"tuning", "held out"} {
		n, a := names[held], asked[held]
		t.Logf("%-8s names: precision %.3f (%d of %d), recall %.3f (of %d); names with steps: %.3f (%d of %d), %.3f (of %d)",
			half, n.precision(), n.right, n.given, n.recall(), n.due, a.precision(), a.right, a.given, a.recall(), a.due)
	}
}

// TestCorpus_InstrumentsOfRowsCodedSo asks of how many of the rows that UPR Info
// coded as about instruments, treaty bodies, special procedures and national
// institutions one of that kind is found.
func TestCorpus_InstrumentsOfRowsCodedSo(t *testing.T) {
	type tally struct{ has, of int }
	counts := map[string]*tally{}
	for _, r := range rows(t) {
		for _, issue := range []string{"International instruments", "Treaty bodies", "Special procedures", "NHRI"} {
			if !slices.Contains(r.issues, issue) {
				continue
			}
			if counts[issue] == nil {
				counts[issue] = &tally{}
			}
			counts[issue].of++
			if len(label.Instruments(r.text)) > 0 {
				counts[issue].has++
			}
		}
	}
	floors := map[string]float64{"International instruments": 0.93, "Treaty bodies": 0.97, "Special procedures": 0.98, "NHRI": 0.94}
	for issue, c := range counts {
		if share := float64(c.has) / float64(c.of); share < floors[issue] {
			t.Errorf("%s: %.3f, under %.2f", issue, share, floors[issue])
		}
		t.Logf("%s: something named in %d of %d rows, %.3f", issue, c.has, c.of, float64(c.has)/float64(c.of))
	}
}

func BenchmarkInstruments(b *testing.B) {
	all := rows(b)
	for i := 0; b.Loop(); i++ {
		label.Instruments(all[i%len(all)].text)
	}
}
