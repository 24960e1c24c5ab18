// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/extract/plansheet"
	"github.com/heed-upr/heed/internal/i18n"
)

type planCommand struct {
	Import planImportCommand `cmd:"" help:"Take in a plan that is kept as a spreadsheet (XLSX or CSV), or changes that were made in an export of the desk: each row a measure."`
}

type planImportCommand struct {
	storing
	reading
	File        string   `arg:"" type:"path" help:"The spreadsheet."`
	As          string   `required:"" placeholder:"EMAIL" help:"The account in whose name it is taken in, and whose rights count: it is the author of each version. The history says that whoever runs the installation wrote it so, over the command line."`
	DryRun      bool     `help:"Say row by row what would become of it, and write nothing."`
	Map         []string `sep:"none" placeholder:"FIELD=HEAD" help:"The column that holds a field, where its head does not tell: title=\"Мероприятие\". Fields: number, title, kind, lead, partners, start, due, stage, stage_date, expected, description, serves, contradicts, sdgs, plans, milestones, indicators, values. FIELD= says that no column holds it."`
	Set         []string `sep:"none" placeholder:"FIELD=VALUE" help:"The value of a field for new measures whose row leaves it empty: lead=justice,kind=law; stage_date is that of all stages without a day."`
	Sheet       string   `placeholder:"NAME" help:"The only sheet of a workbook that is read; all with heads if none is named."`
	Hidden      bool     `help:"Take hidden sheets, rows and columns of a workbook, too."`
	Review      string   `placeholder:"REVIEW" help:"The review (KAZ/4) of which numbers of recommendations are that name none; the newest that is here if empty."`
	Visible     string   `enum:"draft,institution,coordination" default:"institution" help:"Who can read new measures: draft, institution or coordination."`
	Erase       bool     `help:"Empty what a row leaves empty; otherwise it stays as it is."`
	Take        []string `sep:"none" placeholder:"ROW" help:"A row that goes before what was changed here since: 12, or \"Sheet:12\"."`
	Mapping     string   `type:"path" placeholder:"FILE" help:"A file that says --map, --set, --sheet and --hidden, as --save-mapping writes it; flags go before it."`
	SaveMapping string   `type:"path" placeholder:"FILE" help:"Write such a file."`
}

// Run takes a plan in, and says what became of each row.
func (c planImportCommand) Run(g *globals) error {
	o, err := c.options()
	if err != nil {
		return err
	}
	data, err := os.ReadFile(c.File)
	if err != nil {
		return &heed.Error{Code: heed.CodeInvalid, Op: "cli.plan", Key: "error.cannot_open", Args: []string{"Path", c.File}, Err: err}
	}
	return c.existingWith(g, c.reading, func(h *house) error {
		account, err := h.account(g, c.As)
		if err != nil {
			return err
		}
		words := i18n.For(account.Language)
		o.Note = func(row app.PlanRow) string {
			return words.T("plan_import.note_command", "Name", filepath.Base(c.File), "Place", row.Place())
		}
		report, err := h.ImportPlan(g.ctx, account.Actor(), data, o)
		if err != nil {
			return err
		}
		printPlan(g, filepath.Base(c.File), report)
		if report.Count(app.PlanRefused) > 0 || slices.ContainsFunc(report.Rows, func(r app.PlanRow) bool { return r.State == app.PlanConflict && !r.Taken }) {
			return errLook
		}
		return nil
	})
}

// options puts file and flags together.
func (c planImportCommand) options() (app.PlanOptions, error) {
	o := app.PlanOptions{DryRun: c.DryRun, Blank: c.Erase, Take: c.Take, Visibility: heed.Visibility(c.Visible), Lang: "en"}
	if c.Review != "" {
		var err error
		if o.Review, err = heed.ParseReviewID(c.Review); err != nil {
			return o, err
		}
	}
	f, err := readMapping(c.Mapping)
	if err != nil {
		return o, err
	}
	o.Mapping = plansheet.Mapping{Columns: map[plansheet.Field][]string{}, Values: map[plansheet.Field]string{}, Sheet: f.Sheet, Hidden: f.Hidden || c.Hidden}
	if c.Sheet != "" {
		o.Mapping.Sheet = c.Sheet
	}
	for name, heads := range f.Columns {
		field, err := fieldOf(plansheet.Fields, name)
		if err != nil {
			return o, err
		}
		o.Mapping.Columns[field] = heads
	}
	for name, value := range f.Values {
		field, err := fieldOf(plansheet.Fields, name)
		if err != nil {
			return o, err
		}
		o.Mapping.Values[field] = value
	}
	given := map[plansheet.Field][]string{}
	if err := eachPair(plansheet.Fields, c.Map, func(f plansheet.Field, head string) { given[f] = append(given[f], head) }); err != nil {
		return o, err
	}
	for field, heads := range given {
		o.Mapping.Columns[field] = heads
	}
	if err := eachPair(plansheet.Fields, c.Set, func(f plansheet.Field, value string) { o.Mapping.Values[f] = value }); err != nil {
		return o, err
	}
	if c.SaveMapping == "" {
		return o, nil
	}
	out := mappingFile{Sheet: o.Mapping.Sheet, Hidden: o.Mapping.Hidden, Columns: map[string][]string{}, Values: map[string]string{}}
	for f, heads := range o.Mapping.Columns {
		out.Columns[string(f)] = heads
	}
	for f, value := range o.Mapping.Values {
		out.Values[string(f)] = value
	}
	return o, writeMapping(c.SaveMapping, "heed plan import --mapping FILE PLAN --as EMAIL", out)
}

// printPlan prints what becomes of a plan, row by row.
func printPlan(g *globals, name string, r app.PlanReport) {
	t := i18n.For("en")
	g.printf("%s (SHA-256 %s)\n", name, r.File)
	printPlanColumns(g, r)
	for _, n := range r.Notices {
		args := []any{"Sheet", n.Sheet}
		for _, a := range n.Args {
			args = append(args, a)
		}
		g.printf("%s\n", strings.TrimSpace(t.T(n.Key, args...)))
	}
	for _, row := range r.Rows {
		printPlanRow(g, t, row)
	}
	var counts []string
	for _, s := range app.PlanStates {
		counts = append(counts, fmt.Sprintf("%s: %d", t.T("plan_state."+string(s)), r.Count(s)))
	}
	g.printf("Rows: %s.\n", strings.Join(counts, ", "))
	if !r.Written {
		g.printf("Dry run: nothing was written.\n")
	}
}

// printPlanColumns says what the columns of somebody else's sheet were taken for.
func printPlanColumns(g *globals, r app.PlanReport) {
	if r.Own {
		return
	}
	var taken, rest []string
	for _, c := range r.Columns {
		if c.Field == "" {
			rest = append(rest, c.Head)
			continue
		}
		taken = append(taken, fmt.Sprintf("%s=%q", c.Field, c.Head))
	}
	g.printf("Columns: %s.\n", strings.Join(taken, ", "))
	if len(rest) > 0 {
		g.printf("Not taken: %s.\n", strings.Join(rest, ", "))
	}
}

// printPlanRow prints a row that changes something, or that cannot be taken.
func printPlanRow(g *globals, t *i18n.Translator, row app.PlanRow) {
	if row.State == app.PlanSame {
		return
	}
	title, state := row.After.Title, t.T("plan_state."+string(row.State))
	if row.Taken {
		state += ", the file goes first"
	}
	g.printf("Row %s: %s: %s\n", row.Place(), state, title)
	for _, p := range row.Problems {
		text := t.Error(p.Err)
		if p.Head != "" {
			text = t.T("plan_import.in_column", "Column", p.Head, "Problem", text)
		}
		g.printf("  %s\n", text)
	}
	for _, c := range row.Changes {
		g.printf("  %s: %q -> %q\n", c.Field, c.From, c.To)
	}
}
