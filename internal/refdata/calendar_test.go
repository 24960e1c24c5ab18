// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

// When sessions are held, and how that is known.
func TestSessionDays(t *testing.T) {
	for n, want := range map[int]string{
		0:  "..  ",
		48: "2025-01-20..2025-01-31 session",
		34: "2019-10-01..2019-11-30 season", // the third of 2019
		36: "2020-01-01..2020-12-31 year",   // one of two, and nobody says which season was left out
		52: "2026-04-01..2026-05-31 season",
		54: "2027-01-01..2027-05-31 ahead",
		62: "2029-10-01..2030-02-28 ahead",
		// Another cycle on.
		76: "2034-04-01..2034-11-30 ahead",
	} {
		days, rule := refdata.SessionDays(n)
		if got := fmt.Sprintf("%s..%s %s", days.From, days.To, rule); got != want && n > 0 || n == 0 && days.Given() {
			t.Errorf("session %d: %s, want %s", n, got, want)
		}
	}
}

// Every session since 2010 whose days are known lies in the season that its place
// among three would give it, so that the seasons serve for those whose are not.
func TestSeasons_HoldForKnownSessions(t *testing.T) {
	months := map[int][2]string{0: {"01", "02"}, 1: {"04", "05"}, 2: {"10", "11"}}
	years := map[int][]refdata.Session{}
	for n := 1; ; n++ {
		s, ok := refdata.SessionOf(n)
		if !ok {
			break
		}
		years[s.Year] = append(years[s.Year], s)
	}
	n := 0
	for year, all := range years {
		for place, s := range all {
			if year < 2010 || len(all) != 3 || s.Start == "" {
				continue
			}
			n++
			if m := string(s.Start[5:7]); m < months[place][0] || m > months[place][1] {
				t.Errorf("session %d began on %s", s.Number, s.Start)
			}
		}
	}
	if n < 15 {
		t.Errorf("only %d sessions were looked at", n)
	}
}

// calendar puts days into lines.
func calendar(r refdata.Reviewed) []string {
	var out []string
	for _, d := range r.Days() {
		line := fmt.Sprintf("%s %s..%s %s %s", d.Occasion, d.From, d.To, d.Certainty, d.Rule)
		if d.Done != nil {
			line += " done: " + d.Done.Key
		}
		out = append(out, line)
	}
	return out
}

func reviewed(t *testing.T, state heed.StateCode, cycle int) refdata.Reviewed {
	t.Helper()
	f, ok := refdata.Review(heed.ReviewID{State: state, Cycle: cycle})
	if !ok {
		t.Fatalf("%s/%d is not known", state, cycle)
	}
	return refdata.ReviewedBy(f)
}

// Kazakhstan's calendar: what was printed, what follows from it by rule, and what
// can only be estimated.
func TestReviewed_Days(t *testing.T) {
	last := reviewed(t, "KAZ", 4)
	if d := cmp.Diff([]string{
		"submissions 2024-06-20..2024-07-20 rule before_submissions",
		"national_report 2024-10-28..2024-10-28 rule before_report",
		"review 2025-01-23..2025-01-23 official printed done: kaz-outcome",
		"answer 2025-06-01..2025-07-31 rule before_adoption",
		"adoption 2025-06-01..2025-07-31 rule council",
		"mid_term 2027-07-23..2027-07-23 rule half_way",
	}, calendar(last)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{
		"submissions 2029-03-01..2029-08-31 estimate before_submissions",
		"national_report 2029-07-01..2029-12-31 estimate before_report",
		"review 2029-10-01..2030-02-28 estimate ahead",
		"answer 2030-03-01..2030-07-31 estimate before_adoption",
		"adoption 2030-03-01..2030-07-31 estimate council",
		"mid_term 2032-04-01..2032-08-31 estimate half_way",
	}, calendar(last.Next())); d != "" {
		t.Error(d)
	}
	// The day is printed, those of the session are not: what is counted from the
	// session is an estimate.
	third := reviewed(t, "KAZ", 3)
	third.Told[refdata.Adoption] = refdata.Told{On: "2020-03-12", Source: refdata.Source{Key: "A/HRC/DEC/43/109"}}
	if d := cmp.Diff([]string{
		"submissions 2019-03-01..2019-05-31 estimate before_submissions",
		"national_report 2019-07-01..2019-09-30 estimate before_report",
		"review 2019-11-07..2019-11-07 official printed done: A/HRC/43/2",
		"answer 2020-03-01..2020-04-30 rule before_adoption done: A/HRC/43/10/Add.1",
		"adoption 2020-03-12..2020-03-12 official printed done: A/HRC/DEC/43/109",
		"mid_term 2022-05-07..2022-05-07 rule half_way",
	}, calendar(third)); d != "" {
		t.Error(d)
	}
	if days := (refdata.Reviewed{}).Days(); days != nil {
		t.Errorf("of nothing: %+v", days)
	}
}

// A session that is counted over a cycle of which nothing is known says from where.
func TestReviewed_CountsFromTheLastKnownSession(t *testing.T) {
	known := refdata.Reviewed{ReviewID: heed.ReviewID{State: "XVA", Cycle: 3}, Session: refdata.Fact[int]{Value: 34}}
	for i, want := range []struct{ session, from int }{{34, 0}, {48, 0}, {62, 34}, {76, 34}} {
		r := known
		for range i {
			r = r.Next()
		}
		for _, d := range r.Days() {
			if d.Session != want.session || d.Counted != want.from {
				t.Errorf("%d cycles on: %+v, want %+v", i, d, want)
			}
		}
	}
}

// Who was listed beforehand is not told of by that as reviewed; a report tells.
func TestReviewedBy_Announced(t *testing.T) {
	announced, told := 0, 0
	for _, f := range refdata.Reviews() {
		for _, d := range refdata.ReviewedBy(f).Days() {
			if d.Occasion != refdata.ReviewDays || d.Done == nil {
				continue
			}
			if told++; d.Announced {
				announced++
			}
			if d.Announced && f.Report.Known() && !f.Report.Derived() {
				t.Errorf("%s has a report: %+v", f.ReviewID, d)
			}
		}
	}
	if announced == 0 || announced*4 > told {
		t.Errorf("%d of %d reviews are told of beforehand alone", announced, told)
	}
	kaz, _ := refdata.Review(heed.ReviewID{State: "KAZ", Cycle: 4})
	if told := refdata.ReviewedBy(kaz).Told[refdata.ReviewDays]; told.Announced || told.Proof != kaz.Report.Source || told.Source != kaz.Date.Source {
		t.Errorf("%+v", told)
	}
}

// Whatever is known of a review, its calendar runs in order, and nothing that is
// counted is surer than what it was counted from.
func TestReviewed_EveryMember(t *testing.T) {
	n := 0
	for _, f := range refdata.Reviews() {
		r := refdata.ReviewedBy(f)
		for _, next := range []refdata.Reviewed{r, r.Next()} {
			var before refdata.Day
			for _, d := range next.Days() {
				n++
				if !d.Given() || !d.From.Valid() || !d.To.Valid() || d.From > d.To || d.From < before.From || d.Rule == "" || d.Certainty == "" {
					t.Errorf("%s: %+v after %+v", f.ReviewID, d, before)
				}
				if d.Occasion != refdata.ReviewDays && d.Certainty == refdata.Official {
					t.Errorf("%s: %+v", f.ReviewID, d)
				}
				before = d
			}
		}
	}
	if n < 193*4*6 {
		t.Errorf("only %d days", n)
	}
}

func TestSpan(t *testing.T) {
	s := refdata.Span{From: "2029-10-01", To: "2030-02-28"}
	if s.Past("2030-02-28") || !s.Past("2030-03-01") || (refdata.Span{}).Past("2030-01-01") {
		t.Error("past")
	}
	for year, want := range map[string]bool{"2028": false, "2029": true, "2030": true, "2031": false} {
		if s.Touches(year) != want {
			t.Errorf("%s: %v", year, !want)
		}
	}
}
