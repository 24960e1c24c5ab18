// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/lineage"
)

// item makes an item of a State that does not exist.
func item(cycle int, ref, text string, states ...heed.StateCode) lineage.Item {
	id := heed.RecID{Review: heed.ReviewID{State: "XYA", Cycle: cycle}, Ref: ref}
	return lineage.Item{ID: lineage.ID{Rec: id, Clause: 1}, Text: text, States: states, Act: label.Act(text)}
}

// The act decides, and what it names; how near the words are does not.
func TestBetween_Relations(t *testing.T) {
	for _, c := range []struct {
		earlier, later string
		want           lineage.Relation
	}{
		{"Ratify CAT", "Accede to the Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or Punishment", lineage.Repeated},
		{"Ratify OP-CAT", "Become a party to the Optional Protocol to the United Nations Convention against Torture", lineage.Repeated},
		{"Ratify the CAT and its Optional Protocol", "Ratify CAT and OPCAT", lineage.Repeated},
		{"Ratify ICRMW", "Take steps to ratify the International Convention on the Protection of the Rights of All Migrant Workers and Members of Their Families", lineage.Repeated},
		{"Ratify ICCPR-OP2", "Accede to the Second Optional Protocol to the International Covenant on Civil and Political Rights, aiming at the abolition of the death penalty", lineage.Repeated},
		{"Ratify ILO Convention No. 189", "Ratify C189 of the ILO", lineage.Repeated},
		{"Consider ratifying CED", "Ratify CPED", lineage.Strengthened},
		{"Ratify CPED", "Consider ratifying CED", lineage.Weakened},
		{"Ratify the Rome Statute", "Ratify the Rome Statute and CRPD", lineage.Strengthened},
		{"Ratify CEDAW, CRPD and the Rome Statute", "Ratify CRPD", lineage.Weakened},
		{"Sign the OP-CAT", "Ratify the OP-CAT", lineage.Superseded},
		{"Ratify CRPD", "Bring national legislation into line with CRPD", lineage.Superseded},
		{"Establish a national human rights institution in line with the Paris Principles", "Strengthen the national human rights institution", lineage.Superseded},
		{"Ratify OP-CAT", "Ratify ICCPR-OP2", lineage.New},
		{"Ratify CEDAW", "Ratify OP-CEDAW", lineage.New},
		{"Ratify ILO Convention No. 169", "Ratify ILO Convention No. 189", lineage.New},
		{"Ratify CRC and CEDAW", "Ratify CRC and CRPD", lineage.New},
		{"Abolish the death penalty", "Establish a moratorium on executions", lineage.Weakened},
		{"Establish a moratorium on executions with a view to abolishing the death penalty", "Abolish the death penalty", lineage.Strengthened},
		{"Abolish the death penalty", "Consider abolishing the death penalty", lineage.Weakened},
		{"Protect lighthouse keepers from violence against women", "Protect lighthouse keepers from violence against children", lineage.New},
		{"Adopt a law on the lamps of lighthouses and the wages of their keepers", "Adopt a law on the wages of keepers and the lamps of lighthouses", lineage.Repeated},
		{"Repaint the lighthouses", "Feed the seagulls of the harbour", lineage.New},
	} {
		lines := lineage.Between([]lineage.Item{item(2, "1.1", c.later)}, []lineage.Item{item(1, "2.1", c.earlier)})
		if len(lines) != 1 || lines[0].Relation != c.want {
			t.Errorf("%q, then %q: %+v, want %s", c.earlier, c.later, lines, c.want)
		}
	}
}

func TestBetween_SaysWhoAskedBefore(t *testing.T) {
	earlier := []lineage.Item{item(1, "1.1", "Ratify CRPD", "XYB", "XYC"), item(2, "5.2", "Ratify CRPD", "XYD")}
	line := lineage.Between([]lineage.Item{item(3, "9.4", "Ratify CRPD", "XYC", "XYE")}, earlier)[0]
	if len(line.Links) != 2 || line.Links[0].Earlier.Rec.Ref != "5.2" || line.Links[0].Relation != lineage.Repeated {
		t.Fatalf("the latest review does not come first: %+v", line)
	}
	older := line.Links[1]
	if older.Relation != lineage.RepeatedBySame || !slices.Equal(older.States, []heed.StateCode{"XYC"}) || !slices.Contains(older.Shared, "CRPD") {
		t.Errorf("the older link: %+v", older)
	}
}

// A review is compared with what came before, of its own State.
func TestBetween_LeavesOutWhatIsNotEarlier(t *testing.T) {
	other := item(1, "1.1", "Ratify CRPD")
	other.ID.Rec.Review.State = "XYB"
	line := lineage.Between([]lineage.Item{item(2, "1.1", "Ratify CRPD")}, []lineage.Item{item(2, "1.2", "Ratify CRPD"), item(3, "1.1", "Ratify CRPD"), other})[0]
	if line.Relation != lineage.New || len(line.Links) > 0 {
		t.Errorf("%+v", line)
	}
}

// invented are recommendations about lighthouses, with repetitions.
func invented() []lineage.Item {
	var out []lineage.Item
	verbs := []string{"Repaint", "Consider repainting", "Continue to repaint", "Adopt a law on", "Ratify CRPD and repaint", "Train the keepers of"}
	things := []string{"the lighthouses of the northern coast", "the lighthouses of the southern islands", "all lighthouses, including their lamps", "the harbour for persons with disabilities"}
	for i, v := range verbs {
		for j, what := range things {
			for cycle := 1; cycle <= 2; cycle++ {
				out = append(out, item(cycle, strconv.Itoa(i+1)+"."+strconv.Itoa(j+1), v+" "+what, "XYB"))
			}
		}
	}
	return append(out, item(2, "9.1", ""), item(2, "9.2", "…"), item(2, "9.1", "Repaint"))
}

func split(all []lineage.Item) (earlier, later []lineage.Item) {
	for _, i := range all {
		if i.ID.Rec.Review.Cycle == 1 {
			earlier = append(earlier, i)
		} else {
			later = append(later, i)
		}
	}
	return earlier, later
}

func TestOrderDoesNotMatter(t *testing.T) {
	all := invented()
	earlier, later := split(all)
	lines, groups := lineage.Between(later, earlier), lineage.Within(later)
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		before := slices.Clone(all)
		e, l := split(all)
		if !reflect.DeepEqual(lineage.Between(l, e), lines) {
			t.Fatal("another order gives other lines")
		}
		if !reflect.DeepEqual(lineage.Within(l), groups) {
			t.Fatal("another order gives other groups")
		}
		if !reflect.DeepEqual(all, before) {
			t.Fatal("what was given was changed")
		}
	}
}

// What two texts are to each other from one side, they are from the other.
func TestBetween_IsSymmetric(t *testing.T) {
	reverse := map[lineage.Relation]lineage.Relation{
		lineage.Repeated: lineage.Repeated, lineage.Strengthened: lineage.Weakened, lineage.Weakened: lineage.Strengthened, lineage.New: lineage.New,
	}
	texts := invented()
	for _, a := range texts {
		for _, b := range texts {
			there := lineage.Between([]lineage.Item{item(2, "1.1", b.Text)}, []lineage.Item{item(1, "1.1", a.Text)})[0].Relation
			back := lineage.Between([]lineage.Item{item(2, "1.1", a.Text)}, []lineage.Item{item(1, "1.1", b.Text)})[0].Relation
			if want, ok := reverse[there]; ok && back != want && back != lineage.Superseded {
				t.Errorf("%q, %q: %s, and back %s", a.Text, b.Text, there, back)
			}
		}
	}
}

func TestWithin_EveryItemOnce(t *testing.T) {
	_, later := split(invented())
	later = slices.DeleteFunc(later, func(i lineage.Item) bool { return i.ID.Rec.Ref == "9.1" }) // twice there
	seen := map[lineage.ID]bool{}
	for _, g := range lineage.Within(later) {
		if !slices.Contains(g.Members, g.Line) {
			t.Errorf("%v is no member of its group %v", g.Line, g.Members)
		}
		for _, m := range g.Members {
			if seen[m] {
				t.Errorf("%v is in two groups", m)
			}
			seen[m] = true
		}
	}
	if len(seen) != len(later) {
		t.Errorf("%d of %d items are in groups", len(seen), len(later))
	}
}

func TestWithin_LineIsTheShortestOfTheMost(t *testing.T) {
	groups := lineage.Within([]lineage.Item{
		item(1, "1.1", "Ratify the Convention on the Rights of Persons with Disabilities as soon as possible"),
		item(1, "1.2", "Ratify CRPD"), item(1, "1.3", "Complete the ratification of CRPD"), item(1, "1.4", "Consider ratifying CRPD"),
		item(1, "1.5", "Ratify CRPD and CEDAW"),
	})
	if len(groups) != 3 || groups[0].Line.Rec.Ref != "1.2" || len(groups[0].Members) != 3 {
		t.Errorf("%+v", groups)
	}
}

// Every word is told once, in order, and kept words are the same in both.
func checkDiff(t *testing.T, earlier, later string) {
	t.Helper()
	c := lineage.Diff(earlier, later)
	var before, after []lineage.Span
	for _, k := range c.Kept {
		before, after = append(before, k.Earlier), append(after, k.Later)
	}
	checkSpans(t, earlier, append(before, c.Removed...))
	checkSpans(t, later, append(after, c.Added...))
	if earlier == later && (len(c.Removed) > 0 || len(c.Added) > 0) {
		t.Errorf("%q is not what it is: %+v", earlier, c)
	}
}

func checkSpans(t *testing.T, text string, spans []lineage.Span) {
	t.Helper()
	slices.SortFunc(spans, func(a, b lineage.Span) int { return a.From - b.From })
	end := 0
	for _, s := range spans {
		if s.From < end || s.To <= s.From || s.To > len(text) {
			t.Fatalf("%q: span %v after %d", text, s, end)
		}
		end = s.To
	}
}

func TestDiff(t *testing.T) {
	earlier, later := "Consider repainting the lighthouses, all of them", "Repaint the Lighthouses of the coast"
	c := lineage.Diff(earlier, later)
	words := func(text string, spans []lineage.Span) (out []string) {
		for _, s := range spans {
			out = append(out, text[s.From:s.To])
		}
		return out
	}
	if got := words(earlier, c.Removed); !slices.Equal(got, []string{"Consider repainting", "all", "them"}) {
		t.Errorf("removed %q", got)
	}
	if got := words(later, c.Added); !slices.Equal(got, []string{"Repaint", "the coast"}) {
		t.Errorf("added %q", got)
	}
	if len(c.Kept) != 2 || later[c.Kept[0].Later.From:c.Kept[0].Later.To] != "the Lighthouses" {
		t.Errorf("kept %+v", c.Kept)
	}
	checkDiff(t, earlier, later)
	checkDiff(t, strings.Repeat("lamp ", 2000), strings.Repeat("lamp oil ", 2000))
}

func FuzzCompare(f *testing.F) {
	f.Add("Ratify the Optional Protocols to the CRC, and CAT", "its Protocol thereto; both Second Optional Protocol")
	f.Add("in accordance with", "Consider ILO Convention No.")
	f.Add("including such as C189", "\xff\xfe’s права 人权 0 No. 12345")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 20000 {
			return
		}
		earlier, later := []lineage.Item{item(1, "1.1", a)}, []lineage.Item{item(2, "1.1", b), item(2, "1.2", a)}
		for _, line := range lineage.Between(later, earlier) {
			for _, l := range line.Links {
				if l.Score < 0 || l.Score > 1 {
					t.Fatalf("%q, %q: score %v", a, b, l.Score)
				}
			}
		}
		lineage.Within(later)
		checkDiff(t, a, b)
	})
}

func TestRelations_HaveKeys(t *testing.T) {
	for _, r := range lineage.Relations() {
		if r.Key() != "lineage."+string(r) {
			t.Errorf("%s: %s", r, r.Key())
		}
	}
}
