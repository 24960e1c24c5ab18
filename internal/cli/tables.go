// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/extract/table"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/i18n"
	"github.com/heed-upr/heed/internal/refdata"
)

type tableCommand struct {
	storing
	Template string `type:"path" placeholder:"FILE.xlsx" help:"Write a workbook to fill in, with heads, explanations and lists to choose from; it needs no store."`
	Lang     string `enum:"en,fr,es,ru,kk" default:"en" help:"Language of the template: en, fr, es, ru or kk."`
	Remove   string `placeholder:"NAME" help:"Take out all that the tables of a source have brought."`
	DryRun   bool   `help:"Say what would be taken out, and take nothing out."`
}

func (c tableCommand) Run(g *globals) error {
	switch {
	case c.Template != "":
		return c.template(g)
	case c.Remove != "":
		return c.existing(g, func(h *house) error { return c.remove(g, h) })
	}
	return c.existing(g, func(h *house) error { return c.list(g, h) })
}

// list prints the sources of tables, with how many rows each has.
func (c tableCommand) list(g *globals, h *house) error {
	finder, err := h.finder()
	if err != nil {
		return err
	}
	answer, err := finder.Annotations(g.ctx, heed.Viewer{}, find.Query{Page: 1})
	if err != nil {
		return err
	}
	imports, err := finder.AnnotationImports(g.ctx, heed.Viewer{})
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(g.out, 0, 4, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "SOURCE\tROWS\tLAST TABLE\tIMPORTED")
	n := 0
	for _, s := range answer.Counts(find.BySource) {
		if s.Value == heed.SourceOHCHR {
			continue
		}
		n++
		last := find.AnnotationImport{}
		if i := slices.IndexFunc(imports, func(i find.AnnotationImport) bool { return i.Source == s.Value }); i >= 0 {
			last = imports[i]
		}
		_, _ = fmt.Fprintf(w, "%s\t%d\t%s\t%s\n", s.Value, s.Count, last.Name, last.At.Format("2006-01-02"))
	}
	if n == 0 {
		g.printf("No table has been imported. \"heed table --template FILE.xlsx\" writes one to fill in.\n")
		return nil
	}
	return w.Flush()
}

// remove takes a source out, and its words out of the search index.
func (c tableCommand) remove(g *globals, h *house) error {
	done, err := h.RemoveSource(g.ctx, operator, c.Remove, c.DryRun)
	if err != nil {
		return err
	}
	if c.DryRun {
		g.printf("Rows of %s that would be taken out: %d. Dry run: nothing was written to the store.\n", c.Remove, done.Removed)
		return nil
	}
	g.printf("Rows of %s that were taken out: %d. The log says that, and nothing of what they held. Backups that were made before still hold them.\n", c.Remove, done.Removed)
	return h.forgetIndex(g)
}

// takeTables imports tables of recommendations and prints what came of each;
// look says that something needs a look.
func (c importCommand) takeTables(g *globals, h *house, tables []app.Table, o app.TableOptions) (look bool, err error) {
	if o.Remove && o.Source != "" && len(tables) > 1 {
		return false, &heed.Error{Code: heed.CodeInvalid, Op: "cli.import", Key: "error.table_gone_several"}
	}
	for _, t := range tables {
		if t.Index && o.Source == "" {
			done, without, err := h.ImportIndexTable(g.ctx, operator, t, app.ImportOptions{DryRun: c.DryRun})
			if err != nil {
				return look, err
			}
			printIndex(g, done)
			if without > 0 {
				look = true
				g.printf("Rows left out, because they lack OHCHR's name of the passage: %d.\n", without)
			}
			continue
		}
		if o.Source == "" {
			return look, &heed.Error{Code: heed.CodeInvalid, Op: "cli.import", Key: "error.table_without_source", Args: []string{"Name", t.Name}}
		}
		o.DryRun = c.DryRun
		report, err := h.ImportTable(g.ctx, operator, t, o)
		if err != nil {
			return look, err
		}
		printTable(g, report, c.DryRun)
		look = look || len(report.Problems) > 0 || report.Held
		if report.Removed > 0 && !c.DryRun {
			if err := h.forgetIndex(g); err != nil {
				return look, err
			}
		}
	}
	if c.DryRun {
		g.printf("Dry run: nothing was written to the store.\n")
		return look, nil
	}
	finder, err := h.finder()
	if err != nil {
		return look, err
	}
	return look, finder.WarmAnnotations(g.ctx)
}

// printTable prints what a table has brought, and a line for each problem.
func printTable(g *globals, r app.TableReport, dry bool) {
	g.printf("%s: a table of %s. Rows that can be taken: %d (%d new, %d in another form than before, %d as they were).\n",
		r.Name, r.Source, r.Records, r.Added, r.Replaced, r.Records-r.Added-r.Replaced)
	printColumns(g, r.Columns)
	if r.Beside > 0 {
		g.printf("Rows of reviews that are read here: %d; those that lead to a recommendation: %d.\n", r.Beside, r.Linked)
	}
	switch {
	case r.Missing == 0:
	case r.Held:
		g.printf("Here and no longer in the table: %d. None was taken out: rows of the table are left out or hidden, or it has none, and those here may be among them.\n", r.Missing)
	case r.Removed > 0 && dry:
		g.printf("Here and no longer in the table: %d. They would be taken out.\n", r.Missing)
	case r.Removed > 0:
		g.printf("Here and no longer in the table: %d. They were taken out.\n", r.Missing)
	default:
		g.printf("Here and no longer in the table: %d. They stay; --gone remove takes them out.\n", r.Missing)
	}
	if r.Left > 0 {
		g.printf("Rows left out: %d.\n", r.Left)
	}
	printChanges(g, r.AnnotationImport)
	t := i18n.For("en")
	for _, p := range r.Problems {
		args := make([]any, 0, len(p.Args))
		for _, a := range p.Args {
			args = append(args, a)
		}
		left := ""
		if p.Left {
			left = "left out. "
		}
		g.printf("%s%s%s\n", where(p), left, t.T(p.Key, args...))
	}
}

// where names the place of a problem.
func where(p table.Problem) string {
	var parts []string
	if p.Sheet != "" {
		parts = append(parts, "sheet "+p.Sheet)
	}
	if p.Row > 0 {
		parts = append(parts, fmt.Sprintf("row %d", p.Row))
	}
	if p.Head != "" {
		parts = append(parts, "column "+p.Head)
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, ", ") + ": "
}

// printColumns says which columns were taken, and which were not.
func printColumns(g *globals, all []table.Column) {
	var taken, rest []string
	for _, c := range all {
		switch said := fmt.Sprintf("%s=%q", c.Field, c.Head); {
		case c.Field == "" && c.Head != "" && !slices.Contains(rest, c.Head):
			rest = append(rest, c.Head)
		case c.Field != "" && !slices.Contains(taken, said):
			taken = append(taken, said)
		}
	}
	g.printf("Columns: %s.\n", strings.Join(taken, ", "))
	if len(rest) > 0 {
		g.printf("Not taken: %s. --map note=HEAD shows one as it stands.\n", strings.Join(rest, ", "))
	}
}

// openTables tells tables from other inputs. Rows of UPR Info's are documents,
// unless a source is named. What cannot be read as a table, and what has no heads
// of one, is left to the readers of documents, but not where a source is named:
// documents are kept, and a table of somebody's may hold what nobody chose to
// show.
func openTables(g *globals, h *house, inputs []app.Input, o app.TableOptions) (documents []app.Input, tables []app.Table, err error) {
	for _, in := range inputs {
		if !app.IsTable(in.Name) {
			documents = append(documents, in)
			continue
		}
		t, err := h.OpenTable(g.ctx, in)
		switch {
		case heed.ErrorCode(err) == heed.CodeUnreadable && o.Source != "":
			return nil, nil, &heed.Error{Code: heed.CodeInvalid, Op: "cli.import", Key: "error.table_unreadable", Args: []string{"Name", in.Name}, Err: err}
		case heed.ErrorCode(err) == heed.CodeUnreadable:
			documents = append(documents, in)
		case err != nil:
			return nil, nil, err
		case o.Source != "", t.Index, t.Listed && !t.Coded:
			tables = append(tables, t)
		default:
			documents = append(documents, in)
		}
	}
	return documents, tables, nil
}

// template writes a workbook to fill in.
func (c tableCommand) template(g *globals) error {
	t := i18n.For(c.Lang)
	out := export.Template{
		Sheet: t.T("table_template.sheet"), Help: t.T("table_template.help"), Lists: t.T("table_template.lists"),
		Intro: []string{t.T("table_template.intro"), t.T("table_template.update"), t.T("table_template.public")},
	}
	for _, f := range table.Fields {
		if f == table.NoteField {
			continue
		}
		column := export.TemplateColumn{Head: table.Head(f, c.Lang), Explained: t.T("table_field." + string(f)), Width: 18, Refused: t.T("table_template.refused")}
		column.Options, column.Closed = optionsOf(t, f, c.Lang)
		if f == table.Text {
			column.Width = 80
		}
		out.Columns = append(out.Columns, column)
	}
	if err := writeNew(c.Template, out.XLSX); err != nil { // one that is there may be filled in
		return err
	}
	g.printf("%s: a template in %s. Fill it in, and try it: heed import --source NAME --dry-run %s\n", c.Template, c.Lang, filepath.Base(c.Template))
	return nil
}

// optionsOf lists what can be chosen for a field, and whether nothing else can.
func optionsOf(t *i18n.Translator, f table.Field, lang string) (options []string, closed bool) {
	switch f {
	case table.State:
		for _, s := range refdata.All() {
			options = append(options, s.Name(lang, refdata.Short))
		}
		slices.Sort(options)
		return options, false
	case table.Cycle:
		return []string{"1", "2", "3", "4", "5"}, true
	case table.Body:
		return append([]string{heed.BodyUPR}, heed.TreatyBodies()...), false
	case table.Position:
		for _, p := range []heed.Position{heed.Supported, heed.Partial, heed.Noted, heed.Pending} {
			options = append(options, t.T("position."+string(p)))
		}
		return options, true
	case table.Kind:
		for _, k := range heed.AnnotationKinds {
			options = append(options, t.T("kind_of_annotation."+string(k)))
		}
		return options, true
	default:
		return nil, false
	}
}
