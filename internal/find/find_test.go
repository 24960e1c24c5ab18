// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/refdata"
)

// shelf is a store that holds records and the corrections of the first.
type shelf struct {
	find.AnnotationSource // has none; see annotated_test.go
	records               []heed.Record
	corrections           []heed.Correction
	entries               []heed.Entry
}

func (s *shelf) AnnotationMark(context.Context) (find.AnnotationMark, error) {
	return find.AnnotationMark{}, nil
}

func (s *shelf) Decisions(context.Context, heed.ReviewID) ([]heed.LabelDecision, error) {
	return nil, nil
}

func (s *shelf) Translations(context.Context, heed.ReviewID) ([]heed.Translation, error) {
	return nil, nil
}

func (s *shelf) Versions(context.Context, int64, func(heed.Version) error) error { return nil }

func (s *shelf) VersionsOf(context.Context, heed.SubjectKind, func(heed.Version) error) error {
	return nil
}

func (s *shelf) FeedLooks(context.Context) ([]heed.FeedLook, error) { return nil, nil }

func (s *shelf) History(context.Context, heed.Subject) ([]heed.Version, error) { return nil, nil }

func (s *shelf) SameRecord(context.Context, int64) (bool, error) { return false, nil }

func (s *shelf) LastErasure(context.Context) (int64, error) { return -1, nil }

func (s *shelf) View(_ context.Context, f func(find.Source) error) error { return f(s) }

func (s *shelf) Reviews(context.Context) ([]heed.Review, error) {
	var out []heed.Review
	for _, r := range s.records {
		out = append(out, r.Review)
	}
	return out, nil
}

func (s *shelf) Read(ctx context.Context) ([]heed.ReviewID, error) {
	var out []heed.ReviewID
	reviews, err := s.Reviews(ctx)
	for _, r := range reviews {
		out = append(out, r.ReviewID)
	}
	return out, err
}

func (s *shelf) Revisions(context.Context) ([]find.Revision, error) {
	var out []find.Revision
	for _, r := range s.records {
		body, err := json.Marshal(r)
		if err != nil {
			return nil, err
		}
		out = append(out, find.Revision{Review: r.Review.ReviewID, Record: heed.DigestOf(body), Corrections: int64(len(s.corrections))})
	}
	return out, nil
}

func (s *shelf) Record(_ context.Context, id heed.ReviewID) (heed.Record, error) {
	for _, r := range s.records {
		if r.Review.ReviewID == id {
			return r, nil
		}
	}
	return heed.Record{}, &heed.Error{Code: heed.CodeNotFound, Key: "error.review_not_found"}
}

func (s *shelf) Documents(context.Context) ([]heed.Document, error) { return nil, nil }

func (s *shelf) Document(_ context.Context, d heed.Digest) (heed.Document, error) {
	return heed.Document{Digest: d}, nil
}

func (s *shelf) Facts(context.Context, heed.Digest) ([]heed.Facts, error) { return nil, nil }

func (s *shelf) Layout(context.Context, heed.Digest) ([]byte, error) { return nil, nil }

func (s *shelf) ReviewFacts(context.Context, heed.ReviewID) ([]heed.Facts, error) { return nil, nil }

func (s *shelf) Corrections(_ context.Context, of heed.ReviewID) ([]heed.Correction, error) {
	if of != id {
		return nil, nil
	}
	return s.corrections, nil
}

func (s *shelf) LogLength(context.Context) (int64, error) { return int64(len(s.entries)), nil }

func (*shelf) EntriesBut(context.Context, heed.EntryKind, int64, int) ([]heed.Entry, error) {
	return nil, nil
}

func (s *shelf) Entries(_ context.Context, from int64, limit int) ([]heed.Entry, error) {
	rest := s.entries[min(int(from), len(s.entries)):]
	return rest[:min(limit, len(rest))], nil
}

func (s *shelf) FactsAsWritten(context.Context, heed.Digest) ([]json.RawMessage, error) {
	return nil, nil
}

func (s *shelf) LogHashes(context.Context, []int64) ([][32]byte, error) { return nil, nil }

var (
	id     = heed.ReviewID{State: "XVA", Cycle: 2}
	ids    = []heed.ReviewID{id, {State: "XVA", Cycle: 3}, {State: "XNO", Cycle: 2}}
	states = []heed.StateCode{"CHL", "FRA", "KAZ", "KEN", "VAT"}
	quals  = []heed.Qualifier{"", heed.AlreadyImplemented, heed.InProcess, heed.Refused}
	stages = []heed.DocumentStage{heed.DocIssued, heed.DocReissued, heed.DocAdvanceUnedited, heed.DocDraft}
	leads  = []string{"50", "51", "52"}
	texts  = []string{"Ratify the Convention against Torture", "Ratify CAT", "End torture of women", "Protect women’s rights", "Continue to protect non-governmental organizations", ""}
)

// record draws a review of up to forty recommendations.
func record(t *rapid.T, id heed.ReviewID) heed.Record {
	r := heed.Record{Review: heed.Review{ReviewID: id, Stage: rapid.SampledFrom(stages).Draw(t, "stage"), Session: 6 + 14*id.Cycle, Date: heed.Date(rapid.SampledFrom([]string{"", "2014-10-30", "2019-11-07"}).Draw(t, "date"))}}
	for _, l := range leads {
		r.LeadIns = append(r.LeadIns, heed.LeadIn{Paragraph: l})
	}
	for i := range rapid.IntRange(0, 40).Draw(t, "recommendations") {
		position := rapid.SampledFrom(heed.Positions).Draw(t, "position")
		r.Recommendations = append(r.Recommendations, heed.Recommendation{
			State: id.State, Cycle: id.Cycle, Ref: fmt.Sprint("50.", i), LeadIn: rapid.SampledFrom(leads).Draw(t, "lead-in"), Text: rapid.SampledFrom(texts).Draw(t, "text"),
			RecommendingStates: rapid.SliceOfN(rapid.SampledFrom(states), 0, 4).Draw(t, "states"),
			Position:           position,
			Positions:          []heed.PositionStatement{{Stage: heed.StageReport, Value: position, Qualifier: rapid.SampledFrom(quals).Draw(t, "qualifier")}},
		})
	}
	return r
}

// stocked draws a store of several reviews.
func stocked(t *rapid.T) *shelf {
	s := &shelf{}
	for _, id := range ids {
		s.records = append(s.records, record(t, id))
	}
	return s
}

// some draws a few of the values, mostly none.
func some[V ~string](t *rapid.T, d find.Dimension, f find.Filter, values []V) find.Filter {
	if rapid.IntRange(0, 2).Draw(t, "asks") > 0 {
		return f
	}
	var chosen []string
	for _, v := range rapid.SliceOfNDistinct(rapid.SampledFrom(values), 1, 2, func(v V) V { return v }).Draw(t, string(d)) {
		chosen = append(chosen, string(v))
	}
	return f.With(d, slices.Sorted(slices.Values(chosen))...)
}

// query draws a query, within a review, within a State or within all.
func query(t *rapid.T) find.Query {
	q := find.Query{Words: rapid.SampledFrom([]string{"", "", "torture", "woman", `"rights of"`, "prot*", "ratify -cat", "non-governmental", "?!", "-torture"}).Draw(t, "words")}
	switch rapid.IntRange(0, 2).Draw(t, "scope") {
	case 0:
		q.Scope = find.In(id)
		q.Filter = some(t, find.ByLeadIn, q.Filter, leads)
	case 1:
		q.Scope = find.Filter{find.ByFrom: {"FRA"}}
	default:
		q.Filter = some(t, find.ByFrom, q.Filter, states)
		q.Filter = some(t, find.ByState, q.Filter, []string{"XVA", "XNO"})
	}
	q.Filter = some(t, find.ByPosition, q.Filter, heed.Positions)
	q.Filter = some(t, find.ByQualifier, q.Filter, find.Qualifiers)
	q.Filter = some(t, find.ByTheme, q.Filter, []label.Theme{label.Torture, label.Treaties, label.Women})
	q.Filter = some(t, find.ByAct, q.Filter, []string{"0", "2", "4", "5"})
	q.Filter = some(t, find.ByInstrument, q.Filter, []string{"CAT", "TB"})
	q.Filter = some(t, find.ByTreatyAct, q.Filter, []label.Step{label.StepRatify, label.StepImplement})
	q.Filter = some(t, find.ByGoal, q.Filter, []string{"16", "16.1", "5"})
	q.Filter = some(t, find.ByBasis, q.Filter, find.Bases)
	q.Filter = some(t, find.ByGroup, q.Filter, append(refdata.Groups(), refdata.NoGroup))
	return q
}

// model answers a query by looking at every recommendation: what the index has
// to agree with, and how many it leaves out in drafts. It knows the words of the
// texts above only.
func model(s *shelf, q find.Query) (out []string, drafts int) {
	has := map[string]func(string) bool{
		"torture":     func(t string) bool { return strings.Contains(strings.ToLower(t), "torture") },
		"woman":       func(t string) bool { return strings.Contains(t, "women") },
		`"rights of"`: func(string) bool { return false }, "prot*": func(t string) bool { return strings.Contains(strings.ToLower(t), "protect") },
		"ratify -cat":      func(t string) bool { return t == texts[0] },
		"non-governmental": func(t string) bool { return strings.Contains(t, "non-governmental") },
		"-torture":         func(t string) bool { return !strings.Contains(strings.ToLower(t), "torture") },
	}
	fits := func(f find.Filter, d find.Dimension, values ...string) bool {
		return len(f[d]) == 0 || slices.ContainsFunc(values, func(v string) bool { return f.Has(d, v) })
	}
	for _, r := range s.records {
		leave := len(q.Scope[find.ByCycle]) == 0 && !r.Review.Stage.Counts()
		for _, rec := range r.Recommendations {
			var from, groups, themes, named, asked []string
			basis := find.NoDutyKnown
			if find.RestsOn(rec.State, rec.Text, rec.Position).LegalDuty {
				basis = find.LegalDuty
			}
			act, issues := label.Shipped().Labels(rec.Text)
			for _, theme := range label.Themes(rec.Text) {
				themes = append(themes, string(theme))
			}
			for _, n := range label.Instruments(rec.Text) {
				named = append(named, string(n.Key))
				for _, s := range n.Steps {
					asked = append(asked, string(s))
				}
			}
			for _, s := range rec.RecommendingStates {
				from, groups = append(from, string(s)), append(groups, string(refdata.Group(s)))
			}
			ok := has[q.Words] == nil || has[q.Words](rec.Text)
			for _, f := range []find.Filter{q.Scope, q.Filter} {
				ok = ok && fits(f, find.ByState, string(rec.State)) && fits(f, find.ByCycle, fmt.Sprint(rec.Cycle)) && fits(f, find.ByFrom, from...) &&
					fits(f, find.ByTheme, themes...) && fits(f, find.ByBasis, string(basis)) && fits(f, find.ByInstrument, named...) && fits(f, find.ByTreatyAct, asked...) && fits(f, find.ByGoal, label.Goals(label.SDGs(rec.Text))...) && fits(f, find.ByAct, fmt.Sprint(int(act))) && fits(f, find.ByIssue, issues...) && fits(f, find.ByGroup, groups...) && fits(f, find.ByLeadIn, rec.LeadIn) && fits(f, find.ByPosition, string(rec.Position)) &&
					fits(f, find.ByQualifier, string(cmp.Or(rec.Positions[0].Qualifier, find.NoQualifier)))
			}
			switch {
			case ok && leave:
				drafts++
			case ok:
				out = append(out, rec.ID().String())
			}
		}
	}
	slices.Sort(out)
	return out, drafts
}

// One question, one plan: the list is what looking at every recommendation
// gives, the total is its length, its pages are the whole of it, and each facet
// says how many rows choosing its value gives.
func TestQuery_ListTotalPagesAndFacetsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := stocked(t)
		f := find.New(s)
		ask := func(q find.Query) find.Answer {
			a, err := f.Search(context.Background(), heed.Viewer{}, q)
			if err != nil {
				t.Fatal(err)
			}
			return a
		}
		q := query(t)
		a := ask(q)
		var got []string
		for _, h := range a.Rows {
			got = append(got, h.ID().String())
		}
		slices.Sort(got)
		want, drafts := model(s, q)
		if !slices.Equal(got, want) {
			t.Fatalf("%+v gives %v, want %v", q, got, want)
		}
		same(t, a.Drafts, drafts)
		same(t, a.Total, len(a.Rows))
		same(t, ask(find.Query{Scope: q.Scope}).Total, a.OfTotal)
		var paged []find.Hit
		for n := 1; n <= a.Pages; n++ {
			one := q
			one.Page = n
			paged = append(paged, ask(one).Rows...)
		}
		if !slices.EqualFunc(paged, a.Rows, func(x, y find.Hit) bool { return x.ID() == y.ID() }) {
			t.Fatalf("%d pages hold %d rows of %d", a.Pages, len(paged), len(a.Rows))
		}
		for _, facet := range a.Facets {
			for _, c := range facet.Counts {
				same(t, ask(q.With(facet.Dimension, c.Value)).Total, c.Count)
			}
		}
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
		back, err := find.ParseQuery(q.Scope, q.Values())
		if d := gocmp.Diff(q, back, cmpopts.EquateEmpty()); err != nil || d != "" {
			t.Fatalf("%v came back as %v, %v", q, back, err)
		}
	})
}

func TestParseQuery_RefusesWhatCannotBe(t *testing.T) {
	for _, bad := range []map[string][]string{{"position": {"perhaps"}}, {"from": {"Xx"}}, {"under": {"../x"}}, {"qualifier": {"maybe"}}, {"page": {"-1"}}, {"cycle": {"2"}}, {"session": {"07"}}, {"group": {"EU"}}, {"what": {"x"}}} {
		if _, err := find.ParseQuery(find.In(id), bad); heed.ErrorCode(err) != heed.CodeInvalid {
			t.Errorf("%v: %v", bad, err)
		}
	}
}

// A correction is laid over the reading it met, is seen by counts as by lists,
// and steps back when the reading changes.
func TestCorrection_IsLaidOverAndStepsBack(t *testing.T) {
	s := &shelf{records: []heed.Record{{Review: heed.Review{ReviewID: id}, Recommendations: []heed.Recommendation{{
		State: id.State, Cycle: id.Cycle, Ref: "50.1", Text: "Do it", Position: heed.Noted,
		Clauses:   []heed.Clause{{Text: "Do it", Position: heed.Noted}},
		Positions: []heed.PositionStatement{{Stage: heed.StageReport, Value: heed.Noted, Qualifier: heed.Refused}},
	}}}}}
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
	a, err := f.Search(t.Context(), heed.Viewer{}, find.Query{Scope: find.In(id)}.With(find.ByPosition, "supported"))
	if err != nil || a.Total != 1 {
		t.Errorf("%d found by the corrected position, %v", a.Total, err)
	}
	// A better reader agrees with the position and reads another text.
	s.records[0].Recommendations[0].Position, s.records[0].Recommendations[0].Text = heed.Supported, "Do it again"
	s.records[0].Recommendations[0].Positions[0].Value = heed.Supported
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
	f := find.New(&shelf{records: []heed.Record{{Review: heed.Review{ReviewID: id}}}})
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
