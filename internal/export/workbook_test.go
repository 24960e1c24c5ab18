// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package export_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/i18n"
)

// What a workbook says can be done in it, its protection lets be done, and nothing
// that it does not say: rows are filtered, cells for answers are written in, and all
// else stays.
func TestWorkbooks_AreAsProtectedAsTheySay(t *testing.T) {
	row := export.WorkbookRow{ID: heed.RecID{Review: heed.ReviewID{State: "XVA", Cycle: 3}, Ref: "51.1"}, Text: "Adopt a law"}
	books := map[string]interface {
		XLSX(io.Writer, *i18n.Translator) error
	}{
		"answers":  export.Workbook{ID: "justice", Rows: []export.WorkbookRow{row, row}},
		"measures": export.MeasureBook{ID: "justice", Rows: []export.MeasureRow{{ID: "a", Title: "A law"}, {ID: "b", Title: "Theirs", Partner: true}}, Milestones: []export.MilestoneRow{{Measure: "a", Place: 1}, {Measure: "a", Place: 2}}},
	}
	filtered := map[string]string{
		"answers": "Heed C2:I4", "measures": "Heed C2:J4, Heed milestones D2:G4",
	}
	open := map[string]string{"answers": "Heed F3:I4, Heed letter C4:C6", "measures": "Heed G3:J3 G4:H4, Heed milestones G3:G4, Heed letter C4:C6"}
	for name, book := range books {
		for _, language := range i18n.Codes() {
			f := opened(t, book, language)
			var filters []string
			for _, n := range f.GetDefinedName() {
				filters = append(filters, strings.NewReplacer("'", "", "$", "", "!", " ").Replace(n.RefersTo))
			}
			if got := strings.Join(filters, ", "); got != filtered[name] {
				t.Errorf("%s in %s: %s can be filtered", name, language, got)
			}
			for _, sheet := range f.GetSheetList() {
				got, err := f.GetSheetProtection(sheet)
				want := excelize.SheetProtectionOptions{AutoFilter: true, EditObjects: got.EditObjects, EditScenarios: got.EditScenarios, FormatCells: true, FormatColumns: true, FormatRows: true, SelectLockedCells: true, SelectUnlockedCells: true}
				if diff := cmp.Diff(want, got); err != nil || diff != "" {
					t.Errorf("%s in %s, %s: %v\n%s", name, language, sheet, err, diff)
				}
			}
			if got := unlocked(t, f); got != open[name] {
				t.Errorf("%s in %s: %s can be written in", name, language, got)
			}
			for word, of := range map[string]string{"sort": "en", "сортир": "ru", "сұрыпта": "kk"} {
				if said := i18n.For(language).T("workbook.how.back"); of == language && strings.Contains(said, word) {
					t.Errorf("%s promises what cannot be done: %s", language, said)
				}
			}
		}
	}
}

// By when an answer is asked for stands on the cover; where rows have several days, the
// cover says from which to which, and each row its own.
func TestWorkbook_SaysByWhen(t *testing.T) {
	at := func(days ...heed.Date) *excelize.File {
		b := export.Workbook{ID: "justice"}
		for _, d := range days {
			b.Rows = append(b.Rows, export.WorkbookRow{ID: heed.RecID{Review: heed.ReviewID{State: "XVA", Cycle: 3}, Ref: "51.1"}, Due: d})
		}
		return opened(t, b, "en")
	}
	for _, c := range []struct {
		days       []heed.Date
		cover, row string
	}{
		{[]heed.Date{"", ""}, "", ""},
		{[]heed.Date{"2026-12-20", "2026-12-20", ""}, "Please answer by 20 December 2026", ""},
		{[]heed.Date{"2026-12-20", "2027-01-15", "2026-12-01"}, "between 1 December 2026 and 15 January 2027", "15 January 2027"},
	} {
		f := at(c.days...)
		cover, err := f.GetCellValue(export.SheetLetter, "C2")
		if err != nil || !strings.Contains(cover, c.cover) || c.cover == "" && cover != "" {
			t.Errorf("%v: the cover says %q, %v", c.days, cover, err)
		}
		if row, err := f.GetCellValue(export.SheetAnswers, "J4"); err != nil || row != c.row {
			t.Errorf("%v: the row says %q, %v", c.days, row, err)
		}
	}
}

func opened(t *testing.T, book interface {
	XLSX(io.Writer, *i18n.Translator) error
}, language string) *excelize.File {
	t.Helper()
	var out bytes.Buffer
	if err := book.XLSX(&out, i18n.For(language)); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// unlocked names the cells of each sheet that can be written in, row by row.
func unlocked(t *testing.T, f *excelize.File) string {
	t.Helper()
	var out []string
	for _, sheet := range f.GetSheetList() {
		var cells [][2]string // of each run in a row, its first and last
		for row := 1; row <= 12; row++ {
			last := 0
			for column := 1; column <= 12; column++ {
				cell, err := excelize.CoordinatesToCellName(column, row)
				if err != nil {
					t.Fatal(err)
				}
				style, err := f.GetCellStyle(sheet, cell)
				if err != nil {
					t.Fatal(err)
				}
				look, err := f.GetStyle(style)
				if err != nil {
					t.Fatal(err)
				}
				if look.Protection == nil || look.Protection.Locked {
					continue
				}
				if last == column-1 && last > 0 {
					cells[len(cells)-1][1] = cell
				} else {
					cells = append(cells, [2]string{cell, cell})
				}
				last = column
			}
		}
		out = append(out, sheet+" "+blocks(cells))
	}
	return strings.Join(out, ", ")
}

// blocks puts runs that stand under each other together.
func blocks(runs [][2]string) string {
	column := func(cell string) string { return strings.TrimRight(cell, "0123456789") }
	var out [][2]string
	for _, r := range runs {
		if n := len(out) - 1; n >= 0 && column(out[n][0]) == column(r[0]) && column(out[n][1]) == column(r[1]) {
			out[n][1] = r[1]
			continue
		}
		out = append(out, r)
	}
	var said []string
	for _, b := range out {
		said = append(said, b[0]+":"+b[1])
	}
	return strings.Join(said, " ")
}
