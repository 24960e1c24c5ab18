// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/cli"
	"github.com/heed-upr/heed/internal/testkit/specimen"
)

// editionFiles writes the editions of a format, or of all for "".
func editionFiles(t *testing.T, format string) map[string]specimen.Edition {
	t.Helper()
	dir, out := t.TempDir(), map[string]specimen.Edition{}
	for _, e := range specimen.Editions() {
		if format != "" && e.Format != format {
			continue
		}
		path := filepath.Join(dir, e.Name)
		if err := os.WriteFile(path, e.Data, 0o600); err != nil {
			t.Fatal(err)
		}
		out[path] = e
	}
	return out
}

// extracted is what "heed extract --facts" prints of files, by kind of line.
func extracted(t *testing.T, paths ...string) map[string][][]byte {
	t.Helper()
	var out, said bytes.Buffer
	if code := cli.Run(append([]string{"extract", "--facts"}, paths...), strings.NewReader(""), &out, &said); code != 0 && code != 3 {
		t.Fatalf("exit code %d: %s", code, said.String())
	}
	lines := map[string][][]byte{}
	for _, l := range bytes.Split(bytes.TrimSpace(out.Bytes()), []byte("\n")) {
		var line struct{ Kind string }
		if err := json.Unmarshal(l, &line); err != nil {
			t.Fatal(err)
		}
		lines[line.Kind] = append(lines[line.Kind], l)
	}
	return lines
}

func decoded[T any](t *testing.T, lines [][]byte) []T {
	t.Helper()
	var out []T
	for _, l := range lines {
		var x T
		if err := json.Unmarshal(l, &x); err != nil {
			t.Fatal(err)
		}
		out = append(out, x)
	}
	return out
}

// The report of a review reads wholly right in each language: the same numbers,
// States, positions and facts, and the text of that language.
func TestEditions_EachReadsRight(t *testing.T) {
	known := specimen.KnownOfEditions()
	for path, e := range editionFiles(t, "") {
		t.Run(e.Name, func(t *testing.T) {
			lines := extracted(t, path)
			if len(lines["finding"]) > 0 {
				t.Errorf("findings: %s", bytes.Join(lines["finding"], []byte("\n")))
			}
			document := decoded[heed.Document](t, lines["document"])[0]
			if document.Kind != heed.KindReport || document.Language != e.Language || document.Symbol != known.Symbol || document.Outcome != heed.OutcomeRead || document.CouncilSession != 59 {
				t.Errorf("document %+v", document)
			}
			checkReview(t, decoded[heed.Review](t, lines["review"])[0], known)
			var speakers []string
			for _, d := range decoded[heed.Delegation](t, lines["delegation"]) {
				speakers = append(speakers, string(d.State))
			}
			if d := cmp.Diff(known.Speakers, speakers); d != "" {
				t.Errorf("delegations: %s", d)
			}
			got := decoded[heed.Recommendation](t, lines["recommendation"])
			if len(got) != len(known.Recommendations) {
				t.Fatalf("%d recommendations, want %d", len(got), len(known.Recommendations))
			}
			for i, want := range known.Recommendations {
				want.Text = e.Texts[want.Ref]
				checkEdition(t, got[i], want, e.Language)
			}
		})
	}
}

func checkReview(t *testing.T, got heed.Review, known specimen.EditionsReview) {
	t.Helper()
	if string(got.State) != known.State || got.Cycle != known.Cycle || got.Session != known.Session || string(got.Date) != known.ReviewDate || got.Meeting != known.Meeting ||
		string(got.Adopted) != known.Adopted || got.Delegations != known.Delegations || got.HeadOfDelegation == "" || got.HeadOfDelegationOffice == "" ||
		len(got.BasisDocuments) != 3 || !slices.Equal(got.AdvanceQuestionStates, []heed.StateCode{"XNO", "XES"}) {
		t.Errorf("review %+v, want %+v", got, known)
	}
	var troika []string
	for _, s := range got.Troika {
		troika = append(troika, string(s))
	}
	if d := cmp.Diff(known.Troika, troika); d != "" {
		t.Errorf("troika: %s", d)
	}
}

func checkEdition(t *testing.T, got heed.Recommendation, want specimen.Recommendation, language string) {
	t.Helper()
	if got.Ref != want.Ref || got.LeadIn != want.LeadIn || got.Text != want.Text || string(got.Position) != want.Position || string(got.Positions[0].Qualifier) != want.Qualifier || got.TextLanguage() != language {
		t.Errorf("%+v, want %+v", got, want)
	}
	var clauses []specimen.Clause
	for _, c := range got.Clauses {
		clause := specimen.Clause{}
		for _, s := range c.RecommendingStates {
			clause.States = append(clause.States, string(s))
		}
		clauses = append(clauses, clause)
	}
	if d := cmp.Diff(want.Clauses, clauses, cmpopts.IgnoreFields(specimen.Clause{}, "Text")); d != "" {
		t.Errorf("%s: %s", got.Ref, d)
	}
}

// All languages of one report give one record: the English one, with the texts
// of the others beside it, and the same whatever comes first. Without the
// English report the next language gives it.
func TestEditions_OneRecord(t *testing.T) {
	files := editionFiles(t, "docx")
	paths := make([]string, 0, len(files))
	for path := range files {
		if !strings.Contains(path, "indic") { // the same report once more
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	first := extracted(t, paths...)
	backwards := slices.Clone(paths)
	slices.Reverse(backwards)
	second := extracted(t, backwards...)
	for _, kind := range []string{"recommendation", "review", "lead_in", "total", "delegation"} {
		if !slices.EqualFunc(first[kind], second[kind], bytes.Equal) {
			t.Errorf("lines of kind %s differ with the order", kind)
		}
	}
	if len(first["finding"]) > 0 {
		t.Errorf("findings: %s", bytes.Join(first["finding"], []byte("\n")))
	}
	recommendations := decoded[heed.Recommendation](t, first["recommendation"])
	if want := len(specimen.KnownOfEditions().Recommendations); len(recommendations) != want {
		t.Fatalf("%d recommendations, want %d: languages must not double them", len(recommendations), want)
	}
	for _, r := range recommendations {
		var languages []string
		for _, o := range r.Texts {
			languages = append(languages, o.Language)
			for _, e := range files {
				if e.Language == o.Language && e.Texts[r.Ref] != o.Text {
					t.Errorf("%s in %s is %q, want %q", r.Ref, o.Language, o.Text, e.Texts[r.Ref])
				}
			}
		}
		if r.TextLanguage() != heed.English || !slices.Equal(languages, heed.Languages[1:]) {
			t.Errorf("%s is in %s with texts in %v", r.Ref, r.TextLanguage(), languages)
		}
	}
	without := slices.DeleteFunc(paths, func(p string) bool { return strings.HasSuffix(p, "-en.docx") })
	for _, r := range decoded[heed.Recommendation](t, extracted(t, without...)["recommendation"]) {
		if r.Language != "fr" || len(r.Texts) != len(heed.Languages)-2 {
			t.Errorf("%s without English is in %q with %d other texts", r.Ref, r.Language, len(r.Texts))
		}
	}
}
