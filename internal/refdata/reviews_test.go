// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/testkit"
)

func TestReviews_EveryMemberHasEveryCycle(t *testing.T) {
	members, without := 0, []string{}
	for _, s := range refdata.All() {
		all := refdata.ReviewsOf(s.Code)
		if s.Status != refdata.Member {
			if len(all) != 0 {
				t.Errorf("%s is no member and has reviews", s.Code)
			}
			continue
		}
		members++
		if len(all) != 4 {
			t.Errorf("%s has %d cycles", s.Code, len(all))
			continue
		}
		for i, f := range all {
			if f.State != s.Code || f.Cycle != i+1 {
				t.Errorf("%s stands at %s/%d", f.ReviewID, s.Code, i+1)
			}
			if f.Standing == refdata.NoReview {
				without = append(without, f.String())
				if f.Note == "" {
					t.Errorf("%s: nothing says why there was no review", f.ReviewID)
				}
			}
		}
	}
	if members != 193 {
		t.Errorf("%d members", members)
	}
	// South Sudan became a member after the review of Sudan in the first cycle.
	if d := cmp.Diff([]string{"SSD/1"}, without); d != "" {
		t.Errorf("without a review: %s", d)
	}
}

func TestReviews_SessionsBelongToTheirCycle(t *testing.T) {
	bySession := map[int]int{}
	for _, f := range refdata.Reviews() {
		if f.Standing == refdata.NoReview {
			if f.Session.Known() || f.Report.Known() || f.Date.Known() {
				t.Errorf("%s took place nowhere, yet has a session, report or day", f.ReviewID)
			}
			continue
		}
		n := f.Session.Value
		bySession[n]++
		if refdata.CycleOfSession(n) != f.Cycle {
			t.Errorf("%s: session %d is not of its cycle", f.ReviewID, n)
		}
		s, ok := refdata.SessionOf(n)
		if !ok || f.Standing == refdata.Held && s.Year == 0 {
			t.Errorf("%s: session %d has no year", f.ReviewID, n)
		}
		if day := string(f.Date.Value); day != "" && s.Start != "" && (day < string(s.Start) || day > string(s.End)) {
			t.Errorf("%s: %s is not within session %d", f.ReviewID, day, n)
		}
		if (f.Standing == refdata.Planned) != (n > 52) {
			t.Errorf("%s at session %d is %s", f.ReviewID, n, f.Standing)
		}
	}
	for n := 1; n <= 54; n++ {
		if bySession[n] < 11 || bySession[n] > 17 {
			t.Errorf("session %d has %d States", n, bySession[n])
		}
	}
}

// A review that was due and not held tells so, and was held or is planned later.
func TestReviews_Attempts(t *testing.T) {
	n := 0
	for _, f := range refdata.Reviews() {
		for _, a := range f.Attempts {
			n++
			if a.Session >= f.Session.Value || refdata.CycleOfSession(a.Session) != f.Cycle || a.Source.Title == "" {
				t.Errorf("%s: %+v, and held at session %d", f.ReviewID, a, f.Session.Value)
			}
			s, _ := refdata.SessionOf(a.Session)
			if day := string(a.Date); day != "" && (day < string(s.Start) || day > string(s.End)) {
				t.Errorf("%s: %s is not within session %d", f.ReviewID, day, a.Session)
			}
			if a.Became != refdata.Deferred && a.Became != refdata.NotAttended {
				t.Errorf("%s: %q", f.ReviewID, a.Became)
			}
		}
	}
	if israel, _ := refdata.Review(heed.ReviewID{State: "ISR", Cycle: 2}); n < 3 || len(israel.Attempts) != 1 || israel.Attempts[0].Became != refdata.NotAttended {
		t.Errorf("%d attempts; Israel's in cycle 2: %v", n, israel.Attempts)
	}
}

// The questions to a State are compiled shortly before its session.
func TestComingSession(t *testing.T) {
	for _, c := range []struct {
		day  heed.Date
		want int
	}{{"2025-01-10", 48}, {"2025-01-22", 48}, {"2025-02-20", 0}, {"2024-10-01", 0}, {"2014-10-20", 20}, {"", 0}} {
		if got := refdata.ComingSession("SVN", c.day); got != c.want {
			t.Errorf("%q: session %d, want %d", c.day, got, c.want)
		}
	}
}

// A rule that gave a session is marked; where a list prints both ends of it,
// the rule holds, but for the States that were put off.
func TestReviews_DerivedSessionsSaySo(t *testing.T) {
	putOff := map[heed.StateCode]bool{}
	for _, s := range refdata.All() {
		all := refdata.ReviewsOf(s.Code)
		for i, f := range all {
			switch f.Session.How {
			case refdata.Printed, refdata.ByCouncilSession:
			case refdata.ByLastSession:
				if i == 0 || f.Cycle < 3 || f.Session.Value != all[i-1].Session.Value+refdata.SessionsPerCycle {
					t.Errorf("%s: session %d does not follow from the last", f.ReviewID, f.Session.Value)
				}
			case refdata.ByNextSession:
				if f.Session.Value != all[i+1].Session.Value-refdata.SessionsPerCycle {
					t.Errorf("%s: session %d does not follow from the next", f.ReviewID, f.Session.Value)
				}
			default:
				t.Errorf("%s: unknown rule %q", f.ReviewID, f.Session.How)
			}
			if f.Cycle == 3 && !f.Session.Derived() {
				t.Errorf("%s: no list at hand prints the sessions of cycle 3", f.ReviewID)
			}
			if (f.Cycle == 1 || f.Cycle == 4) && f.Session.Derived() {
				t.Errorf("%s: the lists print the sessions of cycles 1 and 4", f.ReviewID)
			}
			if f.Cycle > 2 && f.Session.Value != all[i-1].Session.Value+refdata.SessionsPerCycle {
				putOff[s.Code] = true
			}
		}
	}
	for code := range putOff {
		t.Logf("departs from the rule of 14 sessions: %s", code)
	}
	if len(putOff) > 12 {
		t.Errorf("%d States depart from the rule of 14 sessions", len(putOff))
	}
}

var (
	reportSymbol = regexp.MustCompile(`^A/HRC/[0-9]{1,2}/[0-9]{1,3}$`)
	knownWays    = map[refdata.Derivation]bool{refdata.Printed: true, refdata.ByCouncilSession: true, refdata.ByLastSession: true, refdata.ByNextSession: true}
)

func TestReviews_SymbolsAndSources(t *testing.T) {
	seen := map[string]heed.ReviewID{}
	reports, addenda := 0, 0
	for _, f := range refdata.Reviews() {
		for what, fact := range map[string]refdata.Fact[string]{"report": f.Report, "addendum": f.Addendum} {
			if !fact.Known() {
				continue
			}
			if had, twice := seen[fact.Value]; twice || !refdata.IsSymbol(fact.Value) || fact.Derived() {
				t.Errorf("%s: %s %s is malformed, derived, or that of %s too", f.ReviewID, what, fact.Value, had)
			}
			seen[fact.Value] = f.ReviewID
		}
		if f.Report.Known() {
			reports++
			if !reportSymbol.MatchString(f.Report.Value) {
				t.Errorf("%s: %s is no report", f.ReviewID, f.Report.Value)
			}
		}
		if f.Addendum.Known() {
			addenda++
			if !f.Report.Known() || f.Addendum.Value != f.Report.Value+"/Add.1" {
				t.Errorf("%s: %s does not belong to %s", f.ReviewID, f.Addendum.Value, f.Report.Value)
			}
		}
		for what, s := range map[string][2]bool{
			"session": {f.Session.Known(), f.Session.Source.Title != ""}, "date": {f.Date.Known(), f.Date.Source.Title != ""},
			"report": {f.Report.Known(), f.Report.Source.Title != ""}, "addendum": {f.Addendum.Known(), f.Addendum.Source.Title != ""},
		} {
			if s[0] != s[1] {
				t.Errorf("%s: the %s has a value (%v) but a source (%v)", f.ReviewID, what, s[0], s[1])
			}
		}
		if !knownWays[f.Session.How] {
			t.Errorf("%s: %q", f.ReviewID, f.Session.How)
		}
	}
	t.Logf("symbols known: %d reports, %d addenda", reports, addenda)
	if reports < 490 || addenda < 50 {
		t.Errorf("symbols of only %d reports and %d addenda", reports, addenda)
	}
}

func TestReview_Kazakhstan(t *testing.T) {
	f, ok := refdata.Review(heed.ReviewID{State: "KAZ", Cycle: 4})
	if !ok || f.Session.Value != 48 || f.Date.Value != "2025-01-23" || f.Report.Value != "A/HRC/59/10" || f.Standing != refdata.Held {
		t.Fatalf("%+v", f)
	}
	var noted []refdata.Figure
	for _, n := range f.Figures {
		if n.Measure == refdata.FigureNoted {
			noted = append(noted, n)
		}
	}
	if len(noted) != 1 || noted[0].Value != 35 || !noted[0].Derived || noted[0].Unit != heed.UnitRecommendation || noted[0].Source.Title == "" {
		t.Errorf("noted: %+v", noted)
	}
	f.Figures[0].Value = 0
	if again, _ := refdata.Review(f.ReviewID); again.Figures[0].Value == 0 {
		t.Error("a caller can change the table")
	}
	if next, ok := refdata.NextSession("KAZ"); !ok || next.Value != 62 || !next.Derived() {
		t.Errorf("next: %+v", next)
	}
	if _, ok := refdata.NextSession("VAT"); ok {
		t.Error("an observer is expected at a session")
	}
	if _, ok := refdata.Review(heed.ReviewID{State: "KAZ", Cycle: 5}); ok {
		t.Error("cycle 5 is known")
	}
}

// Figures of one source, stage and unit fit each other.
func TestReviews_FiguresAddUp(t *testing.T) {
	type group struct {
		id     heed.ReviewID
		stage  heed.Stage
		unit   heed.Unit
		source string
	}
	sums, n := map[group]map[refdata.Measure]int{}, 0
	for _, f := range refdata.Reviews() {
		for _, x := range f.Figures {
			g := group{f.ReviewID, x.Stage, x.Unit, x.Source.Key}
			if sums[g] == nil {
				sums[g] = map[refdata.Measure]int{}
			}
			if x.Value <= 0 || sums[g][x.Measure] != 0 || x.Unit == "" || x.Stage == "" || x.Source.Title == "" {
				t.Errorf("%s: %+v is incomplete or twice", f.ReviewID, x)
			}
			sums[g][x.Measure] = x.Value
			n++
		}
	}
	for g, m := range sums {
		if m[refdata.FigureReceived] != 0 && m[refdata.FigureNoted] != 0 && m[refdata.FigureSupported]+m[refdata.FigureNoted] != m[refdata.FigureReceived] {
			t.Errorf("%+v: %v", g, m)
		}
	}
	if n < 15 {
		t.Errorf("%d figures", n)
	}
}

func TestPapers(t *testing.T) {
	symbols := func(state heed.StateCode, cycle int) string {
		f, _ := refdata.Review(heed.ReviewID{State: state, Cycle: cycle})
		var out []string
		for _, p := range f.Papers() {
			s := string(p.Kind) + " " + p.Symbol.Value
			if p.Symbol.Known() && p.Symbol.How == refdata.ByPattern {
				s += "?"
			}
			out = append(out, s)
		}
		return strings.Join(out, "\n")
	}
	for _, c := range []struct {
		state heed.StateCode
		cycle int
		want  string
	}{
		{"KAZ", 4, "national_report A/HRC/WG.6/48/KAZ/1?\ncompilation A/HRC/WG.6/48/KAZ/2?\nstakeholder_summary A/HRC/WG.6/48/KAZ/3?\nwg_report A/HRC/59/10\naddendum A/HRC/59/10/Add.1?"},
		{"KAZ", 3, "national_report A/HRC/WG.6/34/KAZ/1?\ncompilation A/HRC/WG.6/34/KAZ/2?\nstakeholder_summary A/HRC/WG.6/34/KAZ/3?\nwg_report A/HRC/43/10\naddendum A/HRC/43/10/Add.1"},
		{"FRA", 4, "national_report A/HRC/WG.6/43/FRA/1?\ncompilation A/HRC/WG.6/43/FRA/2?\nstakeholder_summary A/HRC/WG.6/43/FRA/3?\nwg_report \naddendum "},
		{"SSD", 1, ""},
	} {
		if d := cmp.Diff(c.want, symbols(c.state, c.cycle)); d != "" {
			t.Errorf("%s/%d: %s", c.state, c.cycle, d)
		}
	}
}

func TestIsSymbol(t *testing.T) {
	for s, want := range map[string]bool{
		"A/HRC/59/10": true, "A/HRC/59/10/Add.1": true, "A/HRC/WG.6/48/KAZ/1": true, "A/HRC/WG.6/7/KAZ/2/Corr.1": true, "A/HRC/DEC/59/112": true, "A/HRC/WG.6/52/L.10": true,
		"": false, "A/HRC/": false, "A/HRC/59": false, "a/hrc/59/10": false, "A/HRC/59/../10": false, "A/HRC/59//10": false, "A/HRC/59/10/": false,
		"A/HRC/59/10.pdf": false, "A/HRC/59/10 ": false, "A/HRC/59/10?x=1": false, "A/HRC/reports/10": false, "A/HRC/59/10&l=fr": false, "/A/HRC/59/10": false,
		"A/HRC/59/" + strings.Repeat("1", 80): false, "A/HRC/59/10/é1": false, "A/HRC/59/10*": false, "E/C.12/KAZ/2": false,
	} {
		if refdata.IsSymbol(s) != want {
			t.Errorf("IsSymbol(%q) = %v", s, !want)
		}
	}
}

// What is known of a review from elsewhere never changes what is read from its
// documents: the readers do not look.
func TestReviews_AreNotKnownToTheReaders(t *testing.T) {
	reviews := regexp.MustCompile(`refdata\.(Review|NextSession|SessionsOfCouncil|Figure|Paper|Fact)`)
	n := 0
	for _, folder := range []string{"read", "extract", "reconcile", "label", "lineage", "doc"} {
		err := filepath.WalkDir(filepath.Join(testkit.Root(), "internal", folder), func(path string, e fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil // no such reader yet
			}
			if err != nil || e.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
				return err
			}
			n++
			text, err := os.ReadFile(path)
			if found := reviews.Find(text); found != nil {
				t.Errorf("%s looks at %s", e.Name(), found)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if n < 20 {
		t.Errorf("only %d sources of readers were found", n)
	}
}

func FuzzIsSymbol(f *testing.F) {
	f.Add("A/HRC/59/10/Add.1")
	f.Add("A/HRC/WG.6/48/KAZ/1")
	safe := regexp.MustCompile(`^A/HRC(/[A-Za-z0-9]+(\.[0-9]+)?){2,}$`)
	f.Fuzz(func(t *testing.T, s string) {
		// A symbol goes into an address and into the name of a file.
		if refdata.IsSymbol(s) && !safe.MatchString(s) {
			t.Errorf("%q passes for a symbol", s)
		}
	})
}
