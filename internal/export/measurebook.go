// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package export

import (
	"io"

	"github.com/xuri/excelize/v2"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract/form"
	"github.com/heed-upr/heed/internal/i18n"
)

// SheetMilestones is the sheet of milestones in a workbook of measures.
const SheetMilestones = "Heed milestones"

// MeasureBook is what an institution that does not sign in says what was done
// in: its own measures, to be filled in and sent back as a file.
type MeasureBook struct {
	ID          heed.ID // of the institution
	Institution string  // its name in the language of the workbook
	Rows        []MeasureRow
	Milestones  []MilestoneRow
}

// MeasureRow is one measure of a workbook, with what is known of it as context.
type MeasureRow struct {
	ID      heed.ID
	Version int
	Title   string
	// Due is a day, Stage and Said what was last reached and said; all in words,
	// "" where there is nothing.
	Due, Stage, Said string
	// Partner says that another institution leads it: only what was done can be
	// said then.
	Partner bool
}

// MilestoneRow is a milestone that has not been reached.
type MilestoneRow struct {
	Measure heed.ID
	Version int
	// Place is its place in that version, from 1.
	Place             int
	Title, What, When string // the measure, the milestone, its due date in words
}

// measureColumns and milestoneColumns are the columns of the two sheets.
var (
	measureColumns = []bookColumn{
		{form.Measure, "", 2, false},
		{form.Version, "", 2, false},
		{"", "measurebook.measure", 44, false},
		{"", "measurebook.due", 16, false},
		{"", "measurebook.last_stage", 24, false},
		{"", "measurebook.last_said", 44, false},
		{form.Update, "measurebook.update", 60, true},
		{form.UpdateDate, "measurebook.update_date", 16, true},
		{form.Stage, "measurebook.stage", 22, true},
		{form.StageDate, "measurebook.stage_date", 16, true},
	}
	milestoneColumns = []bookColumn{
		{form.Measure, "", 2, false},
		{form.Version, "", 2, false},
		{form.Milestone, "", 2, false},
		{"", "measurebook.measure", 44, false},
		{"", "measurebook.milestone", 44, false},
		{"", "measurebook.due", 16, false},
		{form.Done, "measurebook.done", 16, true},
	}
)

// stageColumns are those in which the stage stands, which partners leave.
const (
	stageColumn     = "I"
	stageDateColumn = "J"
)

// XLSX writes the workbook, locked as those for positions are.
func (b MeasureBook) XLSX(w io.Writer, words *i18n.Translator) error {
	return writeBook(w, words, b.Institution, []string{SheetAnswers, SheetMilestones, SheetLetter}, func(s *sheets) {
		s.measures(b.Rows)
		s.milestones(b.Milestones)
		s.letter(covering{
			of: b.ID, institution: b.Institution, title: words.T("measurebook.title"),
			how: []string{"measurebook.how.fill", "measurebook.how.dates", "measurebook.how.stage", "measurebook.how.milestones", "workbook.how.back"},
		})
	})
}

func (s *sheets) measures(all []MeasureRow) {
	rows := make([][]any, len(all))
	for i, m := range all {
		rows[i] = []any{string(m.ID), m.Version, m.Title, m.Due, m.Stage, m.Said, "", "", "", ""}
	}
	s.table(SheetAnswers, measureColumns, rows)
	keys := make([]string, len(heed.MeasureStages))
	for i, stage := range heed.MeasureStages {
		keys[i] = "measure_stage." + string(stage)
	}
	s.choices(SheetAnswers, stageColumn, len(rows), "measurebook.stage", "measurebook.choose", keys)
	for i, m := range all {
		if !m.Partner {
			continue
		}
		for _, column := range []string{stageColumn, stageDateColumn} {
			at, err := excelize.JoinCellName(column, firstRow+i)
			s.do(err)
			s.do(s.f.SetCellStyle(SheetAnswers, at, at, s.locked))
		}
	}
}

func (s *sheets) milestones(all []MilestoneRow) {
	rows := make([][]any, len(all))
	for i, m := range all {
		rows[i] = []any{string(m.Measure), m.Version, m.Place, m.Title, m.What, m.When, ""}
	}
	s.table(SheetMilestones, milestoneColumns, rows)
}
