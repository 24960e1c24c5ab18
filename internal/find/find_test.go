// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find_test

import (
	"context"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
)

// shelf is a store that holds one record and its corrections.
type shelf struct {
	record      heed.Record
	corrections []heed.Correction
	entries     []heed.Entry
}

func (s *shelf) View(_ context.Context, f func(find.Source) error) error { return f(s) }

func (s *shelf) Reviews(context.Context) ([]heed.Review, error) {
	return []heed.Review{s.record.Review}, nil
}

func (s *shelf) Record(_ context.Context, id heed.ReviewID) (heed.Record, error) {
	if id != s.record.Review.ReviewID {
		return heed.Record{}, &heed.Error{Code: heed.CodeNotFound, Key: "error.review_not_found"}
	}
	return s.record, nil
}

func (s *shelf) Documents(context.Context) ([]heed.Document, error) { return nil, nil }

func (s *shelf) Document(_ context.Context, d heed.Digest) (heed.Document, error) {
	return heed.Document{Digest: d}, nil
}

func (s *shelf) Facts(context.Context, heed.Digest) ([]heed.Facts, error) { return nil, nil }

func (s *shelf) Layout(context.Context, heed.Digest) ([]byte, error) { return nil, nil }

func (s *shelf) ReviewFacts(context.Context, heed.ReviewID) ([]heed.Facts, error) { return nil, nil }

func (s *shelf) Corrections(context.Context, heed.ReviewID) ([]heed.Correction, error) {
	return s.corrections, nil
}

func (s *shelf) Entries(_ context.Context, from int64, limit int) ([]heed.Entry, error) {
	rest := s.entries[min(int(from), len(s.entries)):]
	return rest[:min(limit, len(rest))], nil
}

func (s *shelf) LogHashes(context.Context, []int64) ([][32]byte, error) { return nil, nil }

var (
	id     = heed.ReviewID{State: "XVA", Cycle: 2}
	states = []heed.StateCode{"XAA", "XBB", "XCC", "XDD"}
	quals  = []heed.Qualifier{"", heed.AlreadyImplemented, heed.InProcess, heed.Refused}
	leads  = []string{"50", "51", "52"}
)

// record draws a review of up to forty recommendations.
func record(t *rapid.T) heed.Record {
	r := heed.Record{Review: heed.Review{ReviewID: id}}
	for _, l := range leads {
		r.LeadIns = append(r.LeadIns, heed.LeadIn{Paragraph: l})
	}
	for i := range rapid.IntRange(0, 40).Draw(t, "recommendations") {
		position := rapid.SampledFrom(heed.Positions).Draw(t, "position")
		r.Recommendations = append(r.Recommendations, heed.Recommendation{
			State: id.State, Cycle: id.Cycle, Ref: "50." + string(rune('a'+i)), LeadIn: rapid.SampledFrom(leads).Draw(t, "lead-in"),
			RecommendingStates: rapid.SliceOfNDistinct(rapid.SampledFrom(states), 0, 4, func(s heed.StateCode) heed.StateCode { return s }).Draw(t, "states"),
			Position:           position,
			Positions:          []heed.PositionStatement{{Stage: heed.StageReport, Value: position, Qualifier: rapid.SampledFrom(quals).Draw(t, "qualifier")}},
		})
	}
	return r
}

func query(t *rapid.T) find.Query {
	return find.Query{
		Review: id, Position: rapid.SampledFrom(append([]heed.Position{""}, heed.Positions...)).Draw(t, "asked position"),
		Qualifier: rapid.SampledFrom(append([]heed.Qualifier{""}, find.Qualifiers...)).Draw(t, "asked qualifier"),
		State:     rapid.SampledFrom(append([]heed.StateCode{""}, states...)).Draw(t, "asked State"),
		LeadIn:    rapid.SampledFrom(append([]string{""}, leads...)).Draw(t, "asked lead-in"),
	}
}

// One question, one plan: the total is the length of the list, and each facet
// says how many rows choosing its value gives.
func TestQuery_ListTotalAndFacetsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := find.New(&shelf{record: record(t)})
		ask := func(q find.Query) find.Answer {
			a, err := f.Recommendations(context.Background(), heed.Viewer{}, q)
			if err != nil {
				t.Fatal(err)
			}
			if a.Total != len(a.Rows) {
				t.Fatalf("%v: total %d of %d rows", q, a.Total, len(a.Rows))
			}
			return a
		}
		q := query(t)
		a := ask(q)
		for _, c := range a.Positions {
			with := q
			with.Position = c.Value
			same(t, ask(with).Total, c.Count)
		}
		for _, c := range a.Qualifiers {
			with := q
			with.Qualifier = c.Value
			same(t, ask(with).Total, c.Count)
		}
		for _, c := range a.States {
			with := q
			with.State = c.Value
			same(t, ask(with).Total, c.Count)
		}
		for _, c := range a.LeadIns {
			with := q
			with.LeadIn = c.Value
			same(t, ask(with).Total, c.Count)
		}
		sum := 0
		for _, c := range ask(find.Query{Review: id}).Positions {
			sum += c.Count
		}
		same(t, sum, a.OfTotal)
	})
}

func same(t *rapid.T, got, want int) {
	t.Helper()
	if got != want {
		t.Fatalf("the list has %d rows, the facet promised %d", got, want)
	}
}

// The address of a page holds its whole query.
func TestQuery_SurvivesItsAddress(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := query(t)
		back, err := find.ParseQuery(id, q.Values())
		if err != nil || back != q {
			t.Fatalf("%v came back as %v, %v", q, back, err)
		}
	})
}

func TestParseQuery_RefusesWhatCannotBe(t *testing.T) {
	for _, bad := range []map[string][]string{{"position": {"perhaps"}}, {"state": {"Xx"}}, {"under": {"../x"}}, {"qualifier": {"maybe"}}, {"page": {"1"}}} {
		if _, err := find.ParseQuery(id, bad); heed.ErrorCode(err) != heed.CodeInvalid {
			t.Errorf("%v: %v", bad, err)
		}
	}
}

// A correction is laid over the reading it met, is seen by counts as by lists,
// and steps back when the reading changes.
func TestCorrection_IsLaidOverAndStepsBack(t *testing.T) {
	s := &shelf{record: heed.Record{Review: heed.Review{ReviewID: id}, Recommendations: []heed.Recommendation{{
		State: id.State, Cycle: id.Cycle, Ref: "50.1", Text: "Do it", Position: heed.Noted,
		Clauses:   []heed.Clause{{Text: "Do it", Position: heed.Noted}},
		Positions: []heed.PositionStatement{{Stage: heed.StageReport, Value: heed.Noted, Qualifier: heed.Refused}},
	}}}}
	f := find.New(s)
	look := func() find.Recommendation {
		r, err := f.Recommendation(t.Context(), heed.Viewer{}, heed.RecID{Review: id, Ref: "50.1"})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	add := func(c heed.Correction) {
		c.Review, c.Ref, c.Entry = id, "50.1", int64(len(s.entries))
		s.corrections, s.entries = append(s.corrections, c), append(s.entries, heed.Entry{})
	}
	look()
	add(heed.Correction{Field: heed.FieldPosition, AsRead: "noted", Should: "supported"})
	add(heed.Correction{Field: heed.FieldText, AsRead: "Do it", Should: "Do it now"})
	add(heed.Correction{Field: heed.FieldText, AsRead: "Do it", Should: "Do it soon"})
	r := look()
	if r.Position != heed.Supported || r.Text != "Do it soon" || r.Qualifier != "" || r.Clauses[0].Text != "Do it soon" {
		t.Errorf("corrected: %+v", r.Row)
	}
	if r.Read.Text != "Do it" || r.Read.Position != heed.Noted {
		t.Errorf("the reading itself has changed: %+v", r.Read)
	}
	if got := statuses(r); !slices.Equal(got, []find.CorrectionStatus{find.Applied, find.Overtaken, find.Applied}) {
		t.Errorf("statuses %v", got)
	}
	a, err := f.Recommendations(t.Context(), heed.Viewer{}, find.Query{Review: id, Position: heed.Supported})
	if err != nil || a.Total != 1 {
		t.Errorf("%d found by the corrected position, %v", a.Total, err)
	}
	// A better reader agrees with the position and reads another text.
	s.record.Recommendations[0].Position, s.record.Recommendations[0].Text = heed.Supported, "Do it again"
	s.record.Recommendations[0].Positions[0].Value = heed.Supported
	s.entries = append(s.entries, heed.Entry{})
	r = look()
	if r.Text != "Do it again" {
		t.Errorf("a correction of another reading is laid over: %q", r.Text)
	}
	if got := statuses(r); !slices.Equal(got, []find.CorrectionStatus{find.Confirmed, find.Unmatched, find.Unmatched}) {
		t.Errorf("statuses %v", got)
	}
	if len(r.Findings) == 0 {
		t.Error("nobody is told that the corrections need a look")
	}
}

func statuses(r find.Recommendation) []find.CorrectionStatus {
	var out []find.CorrectionStatus
	for _, c := range r.Corrections {
		out = append(out, c.Status)
	}
	return out
}

func TestRecommendation_TellsWhatIsMissing(t *testing.T) {
	f := find.New(&shelf{record: heed.Record{Review: heed.Review{ReviewID: id}}})
	for key, rec := range map[string]heed.RecID{
		"error.recommendation_not_found": {Review: id, Ref: "1.1"},
		"error.review_not_found":         {Review: heed.ReviewID{State: "XVA", Cycle: 9}, Ref: "1.1"},
	} {
		_, err := f.Recommendation(t.Context(), heed.Viewer{}, rec)
		if e, ok := err.(*heed.Error); !ok || e.Key != key { //nolint:errorlint // the error itself is looked at
			t.Errorf("%v: %v, want %s", rec, err, key)
		}
	}
}
