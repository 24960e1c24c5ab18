// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/audit"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/table"
	"github.com/heed-upr/heed/internal/extract/uhri"
	"github.com/heed-upr/heed/internal/extract/uprinfo"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/reconcile"
	"github.com/heed-upr/heed/internal/store"
)

// Table is a table that has been read, and what it was told to be.
type Table struct {
	Name   string
	Digest heed.Digest
	// Coded says that it holds rows of UPR Info's, which are a document; Index,
	// that it is an export of OHCHR's index; Listed, that its heads are those of a
	// list of recommendations.
	Coded, Index, Listed bool

	doc *doc.Document
}

// IsTable reports whether a name is that of a table.
func IsTable(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".tsv", ".xlsx":
		return true
	}
	return false
}

// OpenTable reads a table. CodeUnreadable says that its bytes are none.
func (a *App) OpenTable(ctx context.Context, input Input) (Table, error) {
	data, digest, _, err := Load(input, a.MaxSize)
	if err != nil {
		return Table{}, err
	}
	if data == nil {
		return Table{}, heed.Unreadable("app.OpenTable", heed.OutcomeTooLarge, nil)
	}
	d, err := a.Reader.Read(ctx, data)
	if err != nil {
		return Table{}, err
	}
	if d.Format != "csv" && d.Format != "xlsx" {
		return Table{}, heed.Unreadable("app.OpenTable", heed.OutcomeFormatNotRead, nil)
	}
	return Table{Name: filepath.Base(input.Name), Digest: digest, doc: d, Coded: uprinfo.Is(d), Index: uhri.IsTable(d), Listed: table.Is(d)}, nil
}

// ImportIndexTable takes in an export of OHCHR's index as a workbook: the same
// passages as those of the full export, by the same names. What it does not hold
// is not missing, since most such exports are what a search has found. without
// is how many rows could not be taken because they lack OHCHR's name.
func (a *App) ImportIndexTable(ctx context.Context, actor heed.Actor, t Table, o ImportOptions) (done find.AnnotationImport, without int, err error) {
	if err := policy.Allow(actor, policy.Import); err != nil {
		return find.AnnotationImport{}, 0, err
	}
	entries, without := uhri.ReadTable(t.doc)
	done, err = a.importIndex(ctx, actor, Input{Name: t.Name}, o, func(in *indexImport) error {
		in.part, in.result.Digest = true, t.Digest
		for some := range slices.Chunk(entries, annotationsAtOnce) {
			var b written
			for _, e := range some {
				if err := b.add(e); err != nil {
					return err
				}
			}
			if err := in.put(ctx, b); err != nil {
				return err
			}
		}
		return nil
	})
	return done, without, err
}

// TableOptions say how a table comes in.
type TableOptions struct {
	// Source names whose table it is. Rows of the same source are updated.
	Source  string
	Mapping table.Mapping
	// Remove takes out rows of the source that the table no longer has.
	Remove bool
	// DryRun reads and reports, and writes nothing.
	DryRun bool
}

// TableReport is what a table has brought.
type TableReport struct {
	find.AnnotationImport
	Problems []table.Problem
	Columns  []table.Column
	// Linked is how many rows are of a recommendation that is here, Beside how
	// many are of a review that is here.
	Linked, Beside int
	// Held says that nothing was taken out, though asked for, because rows that
	// seem to be missing might be among those that could not be read or are hidden,
	// or because the table has no row at all.
	Held bool
}

// tableContent is what the log says of a table. State is as in indexContent.
type tableContent struct {
	Table    heed.Digest `json:"table,omitempty"`
	Source   string      `json:"source"`
	Records  int         `json:"records"`
	Added    int         `json:"added"`
	Replaced int         `json:"replaced"`
	Removed  int         `json:"removed"`
	State    heed.Digest `json:"state"`
}

// ImportTable takes in a list of recommendations that somebody keeps, as
// annotations of its source: beside the record, which it never changes. It is one
// transaction with one entry in the log; a table that changes nothing leaves
// none. The table itself is not kept: it may hold what nobody chose to show.
func (a *App) ImportTable(ctx context.Context, actor heed.Actor, t Table, o TableOptions) (TableReport, error) {
	if err := policy.Allow(actor, policy.Import); err != nil {
		return TableReport{}, err
	}
	if err := CheckSource(o.Source); err != nil {
		return TableReport{}, err
	}
	in, err := table.Read(t.doc, o.Mapping)
	if err != nil {
		return TableReport{}, err
	}
	report := TableReport{Problems: in.Problems, Columns: in.Columns}
	report.Name, report.Source, report.Digest, report.At, report.Role = t.Name, o.Source, t.Digest, a.Now().UTC(), actor.Role
	report.Records, report.Left, report.Columns = len(in.Rows), in.Left(), in.Columns
	report.AnnotationImport.Columns = taken(in.Columns)
	report.Changes, report.MoreChanges = changesOf(in.Changes)
	err = a.Store.Update(ctx, func(tx store.Tx) error {
		if err := report.beside(ctx, tx, in.Rows); err != nil {
			return err
		}
		rows, gone, err := report.compare(ctx, tx, in.Rows)
		if err != nil {
			return err
		}
		report.Held = o.Remove && len(gone) > 0 && (report.Left > 0 || in.Hidden || len(in.Rows) == 0)
		if o.Remove && !report.Held {
			report.Removed = len(gone)
		} else {
			gone = nil
		}
		if o.DryRun || len(rows)+len(gone) == 0 {
			return nil
		}
		if err := tx.PutAnnotations(ctx, rows); err != nil {
			return err
		}
		if err := tx.DropAnnotations(ctx, gone); err != nil {
			return err
		}
		return a.finishTable(ctx, tx, actor, &report.AnnotationImport)
	})
	return report, err
}

// finishTable adds the entry to the log, and what has come to the list.
func (a *App) finishTable(ctx context.Context, tx store.Tx, actor heed.Actor, done *find.AnnotationImport) error {
	state, _, err := annotationDigest(ctx, tx)
	if err != nil {
		return err
	}
	entry, err := audit.NewEntry(heed.EntryTable, actor.Role, done.At, tableContent{done.Digest, done.Source, done.Records, done.Added, done.Replaced, done.Removed, state})
	if err != nil {
		return err
	}
	if done.Entry, err = tx.Append(ctx, entry); err != nil {
		return err
	}
	return tx.PutAnnotationImport(ctx, *done)
}

// compare finds what of the rows is new or different, and the names of those
// that are here and not in the table.
func (r *TableReport) compare(ctx context.Context, tx store.Tx, rows []table.Row) (changed []find.WrittenAnnotation, gone []string, err error) {
	had, err := ofSource(ctx, tx, r.Source)
	if err != nil {
		return nil, nil, err
	}
	for _, row := range rows {
		row.ID, row.Annotation.Source = heed.TableID(r.Source, row.Key), r.Source
		w, err := find.WriteAnnotation(row.Annotation)
		if err != nil {
			return nil, nil, err
		}
		revision, here := had[w.ID]
		delete(had, w.ID)
		switch {
		case here && revision == w.Revision:
			continue
		case here:
			r.Replaced++
		default:
			r.Added++
		}
		changed = append(changed, w)
	}
	r.Missing = len(had)
	for id := range had {
		gone = append(gone, id)
	}
	slices.Sort(gone)
	return changed, gone, nil
}

// ofSource gives what is here of a source, by name.
func ofSource(ctx context.Context, s find.AnnotationSource, source string) (map[string]find.AnnotationRevision, error) {
	had, prefix := map[string]find.AnnotationRevision{}, heed.TableID(source, "")
	return had, s.AnnotationRevisions(ctx, func(id string, revision find.AnnotationRevision, _ []byte) error {
		if strings.HasPrefix(id, prefix) {
			had[strings.Clone(id)] = revision
		}
		return nil
	})
}

// beside finds the recommendations that rows are of, and says of which of a
// review that is here it found none, or one with another number.
func (r *TableReport) beside(ctx context.Context, tx store.Tx, rows []table.Row) error {
	byReview := map[heed.ReviewID][]table.Row{}
	for _, row := range rows {
		if row.Body == heed.BodyUPR {
			id := heed.ReviewID{State: row.States[0], Cycle: row.Cycle}
			byReview[id] = append(byReview[id], row)
		}
	}
	for id, some := range byReview {
		record, err := tx.Record(ctx, id)
		if heed.ErrorCode(err) == heed.CodeNotFound {
			continue
		}
		if err != nil {
			return err
		}
		quotes := make([]reconcile.Quote, len(some))
		for i, row := range some {
			quotes[i] = find.QuoteOf(row.Annotation)
		}
		r.Beside += len(some)
		for i, at := range reconcile.Quoted(record.Recommendations, quotes) {
			p := table.Problem{Sheet: some[i].Sheet, Row: some[i].Row, Args: []string{"Review", id.String(), "Number", some[i].Number}}
			if at < 0 {
				p.Key = "table_problem.not_linked"
				r.Problems = append(r.Problems, p)
				continue
			}
			r.Linked++
			if rec := record.Recommendations[at]; some[i].Number != "" && some[i].Number != rec.Ref && some[i].Number != rec.Paragraph {
				p.Key, p.Args = "table_problem.other_number", append(p.Args, "Ref", rec.Ref)
				r.Problems = append(r.Problems, p)
			}
		}
	}
	slices.SortStableFunc(r.Problems, func(a, b table.Problem) int { return cmp.Or(cmp.Compare(a.Sheet, b.Sheet), cmp.Compare(a.Row, b.Row)) })
	return nil
}

// taken gives the heads that were taken, by field.
func taken(columns []table.Column) map[string][]string {
	out := map[string][]string{}
	for _, c := range columns {
		if f := string(c.Field); f != "" && !slices.Contains(out[f], c.Head) {
			out[f] = append(out[f], c.Head)
		}
	}
	return out
}

// RemoveSource takes out all rows of a table's source. CodeNotFound says that
// there are none.
func (a *App) RemoveSource(ctx context.Context, actor heed.Actor, source string, dry bool) (find.AnnotationImport, error) {
	done := find.AnnotationImport{Source: source, At: a.Now().UTC(), Role: actor.Role, Changes: []find.AnnotationChange{}}
	if err := policy.Allow(actor, policy.Import); err != nil {
		return done, err
	}
	err := a.Store.Update(ctx, func(tx store.Tx) error {
		had, err := ofSource(ctx, tx, source)
		if err != nil {
			return err
		}
		if len(had) == 0 {
			return &heed.Error{Code: heed.CodeNotFound, Op: call("RemoveSource", source), Key: "error.table_source_unknown", Args: []string{"Source", source}}
		}
		ids := make([]string, 0, len(had))
		for id := range had {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		if done.Removed = len(ids); dry {
			return nil
		}
		if err := tx.DropAnnotations(ctx, ids); err != nil {
			return err
		}
		return a.finishTable(ctx, tx, actor, &done)
	})
	return done, err
}
