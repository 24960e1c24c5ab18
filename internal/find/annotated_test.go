// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/audit"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/find/index"
	"github.com/heed-upr/heed/internal/store"
	"github.com/heed-upr/heed/internal/store/sqlite"
	"github.com/heed-upr/heed/internal/store/sqlstore"
)

var regexpSegments = regexp.MustCompile(`"file"`)

func cmpDates(a, b heed.Annotation) int { return strings.Compare(string(a.Date), string(b.Date)) }

// bring brings annotations into a store as an import does.
func bring(t *testing.T, s *sqlstore.Store, all ...heed.Annotation) {
	t.Helper()
	var written []find.WrittenAnnotation
	for _, a := range all {
		w, err := find.WriteAnnotation(a)
		if err != nil {
			t.Fatal(err)
		}
		written = append(written, w)
	}
	e, err := audit.NewEntry(heed.EntryIndex, heed.Operator, time.Now(), "x")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Update(t.Context(), func(tx store.Tx) error {
		err := tx.PutAnnotations(t.Context(), written)
		at, err2 := tx.Append(t.Context(), e)
		return errors.Join(err, err2, tx.PutAnnotationImport(t.Context(), find.AnnotationImport{Entry: at, Records: len(all)}))
	}); err != nil {
		t.Fatal(err)
	}
}

func passage(id, text string) heed.Annotation {
	return heed.Annotation{ID: id, Kind: heed.KindRecommendation, Body: "CAT", Date: "2020-01-02", Text: text, States: []heed.StateCode{"XVA"}, Themes: []string{"Lamps"}}
}

func openStore(t *testing.T) *sqlstore.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "heed.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// found gives the names of what fits words, in order.
func found(t *testing.T, f *find.Finder, words string) []string {
	t.Helper()
	a, err := f.Annotations(t.Context(), heed.Viewer{}, find.Query{Words: words})
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, r := range a.Rows {
		out = append(out, r.ID)
	}
	if a.Total != len(out) {
		t.Errorf("%d of %d", len(out), a.Total)
	}
	return out
}

// What comes in is found at once, in its last form only, by a Finder that was
// there before and by one that starts from what was saved.
func TestAnnotations_CatchUp(t *testing.T) {
	s, path := openStore(t), t.TempDir()
	folder, err := index.OpenFolder(path)
	if err != nil {
		t.Fatal(err)
	}
	old, plain := find.New(s), find.New(s)
	old.KeepIn(folder)
	check := func(words string, want ...string) {
		t.Helper()
		again := find.New(s)
		again.KeepIn(folder)
		for name, f := range map[string]*find.Finder{"there before": old, "in memory": plain, "started anew": again} {
			if d := cmp.Diff(want, found(t, f, words)); d != "" {
				t.Errorf("%s, %s: %s", words, name, d)
			}
		}
	}
	check("lamp", []string{}...)
	bring(t, s, passage("a", "The lamp is lit"), passage("b", "No light"), passage("c", "A lamp, another lamp and a third lamp"))
	check("lamp", "c", "a") // which says most about it
	bring(t, s, passage("b", "A lamp after all"), passage("d", "Nothing"))
	check("lamp", "c", "a", "b")
	check("light", []string{}...)
	bring(t, s, passage("c", "Only candles"))
	check("lamp", "a", "b")
	for i := range 20 { // many small ones do not stay apart
		bring(t, s, passage(fmt.Sprint("n", i), "Snow"))
	}
	check("lamp", "a", "b")
	data, err := os.ReadFile(filepath.Join(path, "index.json"))
	if n := len(regexpSegments.FindAll(data, -1)); err != nil || n > 6 {
		t.Errorf("%d segments of 24 rows: %s (%v)", n, data, err)
	}
}

// A saved index that is damaged, or of another store, is made anew.
func TestAnnotations_SavedElsewhere(t *testing.T) {
	path := t.TempDir()
	folder, err := index.OpenFolder(path)
	if err != nil {
		t.Fatal(err)
	}
	ask := func(s *sqlstore.Store) []string {
		f := find.New(s)
		f.KeepIn(folder)
		return found(t, f, "lamp")
	}
	one, two := openStore(t), openStore(t)
	bring(t, one, passage("a", "lamp"))
	bring(t, two, passage("b", "lamp"))
	if got := ask(one); !slices.Equal(got, []string{"a"}) {
		t.Error(got)
	}
	if got := ask(two); !slices.Equal(got, []string{"b"}) {
		t.Error(got)
	}
	files, _ := filepath.Glob(filepath.Join(path, "*.seg"))
	for _, name := range files {
		if err := os.WriteFile(name, []byte("nothing"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := ask(two); !slices.Equal(got, []string{"b"}) {
		t.Error(got)
	}
	if err := os.WriteFile(filepath.Join(path, "index.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := ask(one); !slices.Equal(got, []string{"a"}) {
		t.Error(got)
	}
}

// The same query gives the same list page by page as at once, and the facets
// say what choosing a value leaves.
func TestAnnotations_PagesAndFacets(t *testing.T) {
	s := openStore(t)
	var all []heed.Annotation
	for i := range 95 {
		a := passage(fmt.Sprintf("%03d", i), "lamp")
		a.Body = []string{"CAT", "UPR", "SR Torture"}[i%3]
		a.Date = heed.Date(fmt.Sprintf("20%02d-03-04", i%7+10))
		a.Themes = []string{"Lamps", fmt.Sprint("Theme ", i%4)}
		all = append(all, a)
	}
	bring(t, s, all...)
	f := find.New(s)
	whole, err := f.Annotations(t.Context(), heed.Viewer{}, find.Query{})
	if err != nil || whole.Total != 95 || len(whole.Rows) != 95 || whole.Pages != 5 {
		t.Fatalf("%d rows, %d pages (%v)", len(whole.Rows), whole.Pages, err)
	}
	var paged []find.Passage
	for n := 1; n <= whole.Pages; n++ {
		a, err := f.Annotations(t.Context(), heed.Viewer{}, find.Query{Page: n})
		if err != nil {
			t.Fatal(err)
		}
		paged = append(paged, a.Rows...)
	}
	if d := cmp.Diff(whole.Rows, paged); d != "" {
		t.Error(d)
	}
	if !slices.IsSortedFunc(whole.Rows, func(a, b find.Passage) int { return -cmpDates(a.Annotation, b.Annotation) }) {
		t.Error("not the newest first")
	}
	for _, facet := range whole.Facets {
		for _, c := range facet.Counts {
			q, err := find.ParseAnnotationQuery(url.Values{string(facet.Dimension): {c.Value}})
			if err != nil {
				t.Fatal(err)
			}
			if a, err := f.Annotations(t.Context(), heed.Viewer{}, q); err != nil || a.Total != c.Count {
				t.Errorf("%s=%s promises %d and gives %d (%v)", facet.Dimension, c.Value, c.Count, a.Total, err)
			}
		}
	}
	n := 0
	if err := f.EachAnnotation(t.Context(), heed.Viewer{}, find.Query{Page: 2}, func(a find.Passage) error {
		if a.ID != whole.Rows[n].ID {
			t.Errorf("row %d is %s", n, a.ID)
		}
		n++
		return nil
	}); err != nil || n != 95 {
		t.Errorf("%d rows (%v)", n, err)
	}
	_, err = f.Annotations(t.Context(), heed.Viewer{}, find.Query{}.AtMost(94))
	if heed.ErrorCode(err) != heed.CodeInvalid {
		t.Errorf("more than may be asked for: %v", err)
	}
}

// What is asked while something comes in sees all of it or nothing.
func TestAnnotations_Snapshots(t *testing.T) {
	s := openStore(t)
	f := find.New(s)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		defer close(done)
		for ctx.Err() == nil {
			a, err := f.Annotations(ctx, heed.Viewer{}, find.Query{Words: "lamp"})
			if ctx.Err() != nil {
				return
			}
			if err != nil || a.Total%3 != 0 || len(a.Rows) != a.Total {
				done <- fmt.Errorf("%d rows of %d: %w", len(a.Rows), a.Total, err)
				return
			}
		}
	}()
	for i := range 30 {
		bring(t, s, passage(fmt.Sprint("a", i), "lamp"), passage(fmt.Sprint("b", i), "lamp"), passage(fmt.Sprint("c", i), "lamp"))
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// A recommendation has the labels of the passage on it, also where a word of it
// differs, and of no other, nor of another State's or cycle's; and the passage
// leads to the recommendation.
func TestRecommendation_InTheIndex(t *testing.T) {
	s := openStore(t)
	id := heed.ReviewID{State: "XVA", Cycle: 2}
	same := passage("same", "124.1. Light the lamps, at dusk (France);")
	same.Cycle, same.Body = 2, "UPR"
	more := same
	more.ID, more.Text = "more", "Light the lamps at dusk and put them out at dawn"
	other := same
	other.ID, other.Cycle = "other", 3
	less := same
	less.ID, less.Text = "less", "Light the lamps"
	if err := s.Update(t.Context(), func(tx store.Tx) error {
		return errors.Join(
			tx.PutReading(t.Context(), find.Reading{Facts: []heed.Facts{{Document: heed.Document{Digest: heed.DigestOf(nil), Review: id, Outcome: heed.OutcomeRead}}}}),
			tx.PutRecord(t.Context(), heed.Record{Review: heed.Review{ReviewID: id}, Report: heed.DigestOf(nil), Recommendations: []heed.Recommendation{
				{State: "XVA", Cycle: 2, Ref: "1.1", Text: "Light the lamps at dusk"}, {State: "XVA", Cycle: 2, Ref: "1.2", Text: "…"},
				{State: "XVA", Cycle: 2, Ref: "1.3", Text: "Let the lights burn throughout the whole of the night"},
			}}))
	}); err != nil {
		t.Fatal(err)
	}
	f := find.New(s)
	labels := func(ref string) []string {
		r, err := f.Recommendation(t.Context(), heed.Viewer{}, heed.RecID{Review: id, Ref: ref})
		if err != nil {
			t.Fatal(err)
		}
		out := []string{}
		for _, a := range r.InIndex {
			out = append(out, a.ID)
		}
		return out
	}
	if got := labels("1.1"); len(got) > 0 {
		t.Errorf("without an index: %v", got)
	}
	word := same
	word.ID, word.Text, word.Cycle, word.Session = "word", "Let the lights burn through the whole of the night (Portugal)", 0, 20
	bring(t, s, same, more, other, less, word)
	if d := cmp.Diff([]string{"same"}, labels("1.1")); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"word"}, labels("1.3")); d != "" {
		t.Error(d)
	}
	a, err := f.Annotations(t.Context(), heed.Viewer{}, find.Query{})
	if err != nil {
		t.Fatal(err)
	}
	linked := map[string]string{}
	for _, p := range a.Rows {
		if p.Recommendation != nil {
			linked[p.ID] = p.Recommendation.Review.String() + "/" + p.Recommendation.Ref
		}
	}
	if d := cmp.Diff(map[string]string{"same": "XVA/2/1.1", "word": "XVA/2/1.3"}, linked); d != "" {
		t.Error(d)
	}
	if got := labels("1.2"); len(got) > 0 {
		t.Errorf("a text without words: %v", got)
	}
}
