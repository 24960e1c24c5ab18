// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/table"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/read/sheet"
	"github.com/heed-upr/heed/internal/store"
)

// tableReader reads tables as the reading processes do, and everything else as
// simpleReader does.
type tableReader struct{ simpleReader }

func (r tableReader) Read(ctx context.Context, data []byte) (*doc.Document, error) {
	if sheet.Looks(data) {
		return sheet.Read(data)
	}
	return r.simpleReader.Read(ctx, data)
}

const heads = "Id,State,Cycle,Number,Text,Position\n"

// tableOf is a table of rows "id,State,cycle,number,text,position".
func tableOf(rows ...string) string { return heads + strings.Join(rows, "\n") + "\n" }

func newTableHouse(t *testing.T) house {
	t.Helper()
	h := newHouse(t, "1")
	h.Reader, h.MaxSize = tableReader{}, 1<<20
	return h
}

func (h house) takeTable(t *testing.T, text string, o app.TableOptions) (app.TableReport, error) {
	t.Helper()
	opened, err := h.OpenTable(t.Context(), input("list.csv", text))
	if err != nil {
		t.Fatal(err)
	}
	return h.ImportTable(t.Context(), operator, opened, o)
}

// A table comes in, comes in again, and comes in corrected; what it no longer has
// stays, or is taken out where that is asked for and nothing else is unclear.
func TestImportTable(t *testing.T) {
	h := newTableHouse(t)
	h.takeIndex(t, exported("a=one"))
	for _, step := range []struct {
		name    string
		rows    []string
		remove  bool
		want    [6]int // taken, new, replaced, missing, removed, left out
		entries int64
		kept    string
	}{
		{"first", []string{"1,KAZ,4,1.1,one,", "2,KAZ,4,1.2,two,", "3,KAZ,4,1.3,three,"}, false, [6]int{3, 3}, 2, "one one two three"},
		{"the same again", []string{"1,KAZ,4,1.1,one,", "2,KAZ,4,1.2,two,", "3,KAZ,4,1.3,three,"}, true, [6]int{3}, 2, "one one two three"},
		{"in another order, of another number", []string{"3,KAZ,4,1.3,three,", "1,KAZ,4,1.1,one,", "2,KAZ,4,1.9,two,"}, false, [6]int{3, 0, 1}, 3, "one one three two"},
		{"one is gone and one new", []string{"1,KAZ,4,1.1,one,", "3,KAZ,4,1.3,three,", "4,KAZ,4,1.4,four,"}, false, [6]int{3, 1, 0, 1}, 4, "one one three two four"},
		{"one is unclear, so that none is taken out", []string{"1,KAZ,4,1.1,one,", "3,Kazahstan,4,1.3,three,"}, true, [6]int{1, 0, 0, 3, 0, 1}, 4, "one one three two four"},
		{"none is there, so that none is taken out", nil, true, [6]int{0, 0, 0, 4}, 4, "one one three two four"},
		{"two are gone and taken out", []string{"1,KAZ,4,1.1,one,", "3,KAZ,4,1.3,three,"}, true, [6]int{2, 0, 0, 2, 2}, 5, "one one three"},
	} {
		dry, err := h.takeTable(t, tableOf(step.rows...), app.TableOptions{Source: "A ministry", Remove: step.remove, DryRun: true})
		r, err2 := h.takeTable(t, tableOf(step.rows...), app.TableOptions{Source: "A ministry", Remove: step.remove})
		if err := errors.Join(err, err2); err != nil {
			t.Fatal(err)
		}
		got := [6]int{r.Records, r.Added, r.Replaced, r.Missing, r.Removed, r.Left}
		if d := cmp.Diff(step.want, got); d != "" {
			t.Errorf("%s: %s", step.name, d)
		}
		if foreseen := [6]int{dry.Records, dry.Added, dry.Replaced, dry.Missing, dry.Removed, dry.Left}; foreseen != got {
			t.Errorf("%s: foreseen %v", step.name, foreseen)
		}
		if n := h.entries(t); n != step.entries {
			t.Errorf("%s: %d entries", step.name, n)
		}
		if got := h.words(t); got != step.kept {
			t.Errorf("%s: %s", step.name, got)
		}
		if r, err := h.Verify(t.Context(), operator); err != nil || len(r.Problems) > 0 {
			t.Errorf("%s: %+v, %v", step.name, r.Problems, err)
		}
	}
	if d := h.takeIndex(t, exported("a=one")); d != [4]int{1, 0, 0, 0} {
		t.Errorf("a table's rows are missed in OHCHR's index: %v", d)
	}
}

// words gives the texts of what is kept.
func (h house) words(t *testing.T) string {
	t.Helper()
	var out []string
	if err := h.store.View(t.Context(), func(s find.Source) error {
		return s.Annotations(t.Context(), 0, 1<<40, func(_ int64, a heed.Annotation) error {
			out = append(out, a.Text)
			return nil
		})
	}); err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, " ")
}

// Sources stay apart, and one can be taken out whole.
func TestRemoveSource(t *testing.T) {
	h := newTableHouse(t)
	for _, source := range []string{"A", "A:B"} {
		if _, err := h.takeTable(t, tableOf("1,KAZ,4,1.1,of "+source+","), app.TableOptions{Source: source}); err != nil {
			t.Fatal(err)
		}
	}
	if d, err := h.RemoveSource(t.Context(), operator, "A", true); err != nil || d.Removed != 1 || h.words(t) != "of A of A:B" {
		t.Errorf("dry: %+v, %v", d, err)
	}
	if d, err := h.RemoveSource(t.Context(), operator, "A", false); err != nil || d.Removed != 1 || h.words(t) != "of A:B" {
		t.Errorf("%+v, %v: %s", d, err, h.words(t))
	}
	if _, err := h.RemoveSource(t.Context(), operator, "A", false); heed.ErrorCode(err) != heed.CodeNotFound {
		t.Errorf("again: %v", err)
	}
	if r, err := h.Verify(t.Context(), operator); err != nil || len(r.Problems) > 0 {
		t.Errorf("%+v, %v", r.Problems, err)
	}
}

// Nobody may whose leave is missing, under no name that could be taken for
// OHCHR's, and no export may pass off its passages as a table's.
func TestImportTable_Refused(t *testing.T) {
	h := newTableHouse(t)
	for _, source := range []string{"", " A", "OHCHR", "OHCHR’s index", "a\nb", strings.Repeat("x", 121),
		"O.H.C.H.R", "ohchr (Geneva)", "ОНСНR", "ＯＨＣＨＲ", "UPR-lnfo", "УВКПЧ ООН", "Office of the High  Commissioner for Human Rights", "The High Commissioner for Human Rights", "Universal Human Rights Index 2", "a\u202eb", "a\u00a0b", "a\x1bb", "a\xff", "–"} {
		if _, err := h.takeTable(t, tableOf("1,KAZ,4,1.1,one,"), app.TableOptions{Source: source}); heed.ErrorCode(err) != heed.CodeInvalid {
			t.Errorf("%q: %v", source, err)
		}
	}
	for _, source := range []string{"Ministry of Justice", "Министерство юстиции", "UN Women, Kazakhstan", "United Nations Association of Veldania", "وزارة العدل", "می\u200cخواهم", "A:B%"} {
		if err := app.CheckSource(source); err != nil {
			t.Errorf("%q: %v", source, err)
		}
	}
	opened, err := h.OpenTable(t.Context(), input("list.csv", tableOf("1,KAZ,4,1.1,one,")))
	if err != nil || !opened.Listed || opened.Coded || opened.Index {
		t.Fatalf("%+v, %v", opened, err)
	}
	if _, err := h.ImportTable(t.Context(), heed.Actor{}, opened, app.TableOptions{Source: "A"}); heed.ErrorCode(err) != heed.CodeForbidden {
		t.Errorf("nobody: %v", err)
	}
	if _, err := h.RemoveSource(t.Context(), heed.Actor{}, "A", false); heed.ErrorCode(err) != heed.CodeForbidden {
		t.Errorf("nobody: %v", err)
	}
	if _, err := h.OpenTable(t.Context(), input("list.csv", "scan")); heed.ErrorCode(err) != heed.CodeUnreadable {
		t.Errorf("no table: %v", err)
	}
	if _, err := h.ImportIndex(t.Context(), operator, exported(heed.TableID("A", "id 1")+"=one"), app.ImportOptions{}); heed.ErrorCode(err) != heed.CodeInvalid {
		t.Errorf("a passage under the name of a table's row: %v", err)
	}
	if got := h.words(t); got != "" || h.entries(t) != 0 {
		t.Error("something was kept")
	}
}

// A row of a review that is here is held against its recommendations.
func TestImportTable_Beside(t *testing.T) {
	h := newTableHouse(t)
	report := heed.ReviewID{State: "KAZ", Cycle: 4}
	if err := h.store.Update(t.Context(), func(tx store.Tx) error {
		return tx.PutRecord(t.Context(), heed.Record{Review: heed.Review{ReviewID: report}, Recommendations: []heed.Recommendation{
			{State: "KAZ", Cycle: 4, Ref: "1.10", Paragraph: "1.10", Text: "Light the lamps of the harbour at dusk"},
		}})
	}); err != nil {
		t.Fatal(err)
	}
	r, err := h.takeTable(t, tableOf("1,KAZ,4,1.1,Light the lamps in the harbour at dusk,", "2,KAZ,4,1.2,Something else altogether,", "3,KAZ,3,9,Of another review,"),
		app.TableOptions{Source: "A"})
	if err != nil || r.Beside != 2 || r.Linked != 1 {
		t.Errorf("%d of %d (%v)", r.Linked, r.Beside, err)
	}
	if len(r.Problems) != 2 || r.Problems[0].Key != "table_problem.other_number" || r.Problems[0].Row != 2 || r.Problems[1].Key != "table_problem.not_linked" || r.Problems[1].Row != 3 {
		t.Errorf("%+v", r.Problems)
	}
}

// What OHCHR's index exports as a workbook is the same as in its full export.
func TestImportIndexTable(t *testing.T) {
	h := newTableHouse(t)
	const id = "00000000-0000-4000-8000-000000000001"
	if _, err := h.ImportIndex(t.Context(), operator, input("full.json", `[{"AnnotationId": "`+id+`", "AnnotationType": "- Recommendations", "Body": "- UPR",
		"Countries": ["Kazakhstan"], "Themes": ["Lamps & oil", "Keepers"], "AffectedPersons": ["Children"], "Sdgs": ["5 - GENDER EQUALITY"], "Symbol": "A/HRC/28/10",
		"PublicationDate": "2014-12-10T00:00:00", "Text": "Light the lamps", "UprCycle": "2", "UprPositions": ["Supported"], "UprRecommendingCountry": ["Mexico", "France"], "UprSession": ["20"]},
		{"AnnotationId": "b", "Text": "x"}]`), app.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	list := "Text,Countries Concerned,Rec" + "comending Body,UPR Session,Document Symbol,UPR Rec" + "comending States,UPR Position,Themes,Affected Persons,Sdgs,Document Publication Date,OHCHR Annotation Id,Type\n" +
		"Light the lamps,- Kazakhstan,- UPR,- 20th Session - Cycle 2,A/HRC/28/10,\"- Mexico\n- France\",- Supported,\"- Lamps & oil\n- Keepers\",- Children,- 5 - GENDER EQUALITY,2014-12-10," + id + ",- Recommendations\n" +
		"Without a name,- Kazakhstan,- UPR,,,,,,,,,,\n"
	opened, err := h.OpenTable(t.Context(), input("search.csv", list))
	if err != nil || !opened.Index {
		t.Fatalf("%+v, %v", opened, err)
	}
	d, without, err := h.ImportIndexTable(t.Context(), operator, opened, app.ImportOptions{})
	if err != nil || without != 1 || d.Records != 1 || d.Added+d.Replaced+d.Missing != 0 {
		t.Errorf("%+v, %d without a name, %v", d, without, err)
	}
	if n := h.entries(t); n != 1 {
		t.Errorf("%d entries", n)
	}
	d, _, err = h.ImportIndexTable(t.Context(), operator, mustOpen(t, h, strings.ReplaceAll(list, "Light the lamps", "Light all lamps")), app.ImportOptions{})
	if err != nil || d.Replaced != 1 || h.words(t) != "x Light all lamps" {
		t.Errorf("%+v, %v: %s", d, err, h.words(t))
	}
	if r, err := h.Verify(t.Context(), operator); err != nil || len(r.Problems) > 0 {
		t.Errorf("%+v, %v", r.Problems, err)
	}
}

func mustOpen(t *testing.T, h house, text string) app.Table {
	t.Helper()
	out, err := h.OpenTable(t.Context(), app.Input{Name: "search.csv", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// An erased entry leaves nothing of what the table was called.
func TestErase_Table(t *testing.T) {
	h := newTableHouse(t)
	if _, err := h.takeTable(t, tableOf("1,KAZ,4,1.1,one,"), app.TableOptions{Source: "A", Mapping: table.Mapping{}}); err != nil {
		t.Fatal(err)
	}
	if err := h.Erase(t.Context(), operator, 0, "asked for"); err != nil {
		t.Fatal(err)
	}
	imports, err := find.New(h.store).AnnotationImports(t.Context(), heed.Viewer{})
	if err != nil || len(imports) > 0 {
		t.Errorf("%+v, %v", imports, err)
	}
}

// The list of what came in is held against the log: whose a table was, and that
// it came at all.
func TestVerify_FindsChangedImports(t *testing.T) {
	for name, change := range map[string]string{
		"another source": `UPDATE annotation_imports SET body = replace(body, 'Ministry', 'OHCHR')`,
		"taken away":     `DELETE FROM annotation_imports`,
	} {
		t.Run(name, func(t *testing.T) {
			h := newTableHouse(t)
			if _, err := h.takeTable(t, tableOf("1,KAZ,4,1.1,one,"), app.TableOptions{Source: "Ministry"}); err != nil {
				t.Fatal(err)
			}
			db, err := sql.Open("sqlite", filepath.Join(h.dir, "heed.db"))
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = db.Close() }()
			if _, err := db.ExecContext(t.Context(), change); err != nil {
				t.Fatal(err)
			}
			r, err := h.Verify(t.Context(), operator)
			if err != nil || len(r.Problems) != 1 || r.Problems[0].Key != "problem.index" {
				t.Errorf("%+v, %v", r.Problems, err)
			}
		})
	}
}
