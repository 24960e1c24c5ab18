// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
)

// exported is an export of invented passages: "a=text b=text".
func exported(passages string) app.Input {
	var records []string
	for p := range strings.FieldsSeq(passages) {
		id, text, _ := strings.Cut(p, "=")
		records = append(records, fmt.Sprintf(`{"AnnotationId": %q, "Body": "- CAT", "Countries": ["Kazakhstan"], "Text": %q}`, id, text))
	}
	return input("export.json", "["+strings.Join(records, ",\n")+"]")
}

// counts are those of an import: records, new, replaced, missing.
func (h house) takeIndex(t *testing.T, in app.Input) [4]int {
	t.Helper()
	d, err := h.ImportIndex(t.Context(), operator, in, app.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return [4]int{d.Records, d.Added, d.Replaced, d.Missing}
}

// texts gives what is kept.
func (h house) texts(t *testing.T) string {
	t.Helper()
	var out []string
	if err := h.store.View(t.Context(), func(s find.Source) error {
		return s.Annotations(t.Context(), 0, 1<<40, func(_ int64, a heed.Annotation) error {
			out = append(out, a.ID+"="+a.Text)
			return nil
		})
	}); err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, " ")
}

func TestImportIndex(t *testing.T) {
	h := newHouse(t, "1")
	for _, step := range []struct {
		name, export string
		want         [4]int
		entries      int64
		kept         string
	}{
		{"first", "a=one b=two c=three", [4]int{3, 3, 0, 0}, 1, "a=one b=two c=three"},
		{"the same again", "a=one b=two c=three", [4]int{3, 0, 0, 0}, 1, "a=one b=two c=three"},
		{"in another order", "c=three a=one b=two", [4]int{3, 0, 0, 0}, 1, "a=one b=two c=three"},
		{"one differs, one is missing, one is new", "a=one b=TWO d=four", [4]int{3, 1, 1, 1}, 2, "a=one c=three b=TWO d=four"},
		{"a name twice means the first", "e=five e=six", [4]int{2, 1, 0, 4}, 3, "a=one c=three b=TWO d=four e=five"},
		{"which is so the second time, too", "e=five e=six", [4]int{2, 0, 0, 4}, 3, "a=one c=three b=TWO d=four e=five"},
	} {
		if d := cmp.Diff(step.want, h.takeIndex(t, exported(step.export))); d != "" {
			t.Errorf("%s: %s", step.name, d)
		}
		if n := h.entries(t); n != step.entries {
			t.Errorf("%s: %d entries", step.name, n)
		}
		if got := h.texts(t); got != step.kept {
			t.Errorf("%s: %s", step.name, got)
		}
	}
}

// An export that is cut off leaves nothing, nor does a dry run or somebody who
// may not.
func TestImportIndex_AllOrNothing(t *testing.T) {
	h := newHouse(t, "1")
	var many []string
	for i := range 3000 {
		many = append(many, fmt.Sprintf("id%d=text", i))
	}
	whole := exported(strings.Join(many, " "))
	r, _ := whole.Open()
	var body strings.Builder
	buf := make([]byte, 1<<20)
	n, _ := r.Read(buf)
	body.Write(buf[:n])
	cut := input("cut.json", body.String()[:body.Len()-10])
	if _, err := h.ImportIndex(t.Context(), operator, cut, app.ImportOptions{}); heed.ErrorCode(err) != heed.CodeInvalid {
		t.Errorf("cut off: %v", err)
	}
	d, err := h.ImportIndex(t.Context(), operator, whole, app.ImportOptions{DryRun: true})
	if err != nil || d.Added != 3000 {
		t.Errorf("dry: %+v, %v", d, err)
	}
	if _, err := h.ImportIndex(t.Context(), heed.Actor{}, whole, app.ImportOptions{}); heed.ErrorCode(err) != heed.CodeForbidden {
		t.Errorf("nobody: %v", err)
	}
	if got := h.texts(t); got != "" || h.entries(t) != 0 {
		t.Error("something was kept")
	}
}

// What is changed past Heed is found.
func TestVerify_FindsChangedAnnotations(t *testing.T) {
	for name, change := range map[string]struct {
		statement string
		want      []string
	}{
		"a text":                  {`UPDATE annotations SET body = replace(body, 'one', 'ONE')`, []string{"problem.index"}},
		"one taken away":          {`DELETE FROM annotations WHERE id = 'a'`, []string{"problem.index", "problem.misfiled"}},
		"one slipped in":          {`INSERT INTO annotations SELECT seq + 10, 'z', revision, body FROM annotations WHERE id = 'a'`, []string{"problem.index", "problem.misfiled"}},
		"a text and its revision": {`UPDATE annotations SET body = '{}', revision = x'44136fa355b3678a1146ad16f7e8649e' WHERE id = 'a'`, []string{"problem.index"}},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, "1")
			h.takeIndex(t, exported("a=one b=two"))
			h.behind(t, change.statement)
			r, err := h.Verify(t.Context(), operator)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range r.Problems {
				got = append(got, p.Key)
			}
			if d := cmp.Diff(change.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestIsIndex(t *testing.T) {
	if !app.IsIndex(exported("a=b")) || app.IsIndex(input("x.json", "{}")) || app.IsIndex(input("x.json", "")) {
		t.Error("not told")
	}
}
