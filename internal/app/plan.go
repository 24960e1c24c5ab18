// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/grid"
	"github.com/heed-upr/heed/internal/extract/plansheet"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/i18n"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
)

// MaxPlanFile is how many bytes a plan may have.
const MaxPlanFile = 8 << 20

// PlanState is what a row of a plan is to what is here.
type PlanState string

// The states.
const (
	PlanNew     PlanState = "new"
	PlanChanged PlanState = "changed"
	PlanSame    PlanState = "same"
	// PlanConflict is a row that was changed, of a measure that was changed here,
	// too.
	PlanConflict PlanState = "conflict"
	PlanRefused  PlanState = "refused"
)

// PlanStates lists them in the order in which a person wants to see them.
var PlanStates = []PlanState{PlanRefused, PlanConflict, PlanNew, PlanChanged, PlanSame}

// PlanOptions say how a plan comes in.
type PlanOptions struct {
	Mapping plansheet.Mapping
	// Review is what numbers of recommendations are of that name none; the zero
	// value is the State's newest review.
	Review heed.ReviewID
	// Visibility is that of measures that begin; "" is their institution.
	Visibility heed.Visibility
	// Blank erases what a row leaves empty.
	Blank bool
	// Take names the rows, by PlanRow.Place, that go before what was changed here.
	Take []string
	// Seen is the PlanReport.Seen that a person looked at: where anything would
	// be otherwise by now, nothing is written. "" writes what is right now.
	Seen heed.Digest
	// DryRun writes nothing.
	DryRun bool
	// Note says in the history where a row is from.
	Note func(PlanRow) string
	// Lang is the language of words that nobody has written.
	Lang string
}

// PlanRow is a row with what becomes of it.
type PlanRow struct {
	Sheet string
	Line  int
	State PlanState
	// ID and Version name the measure and its newest version; both are zero where
	// one begins.
	ID      heed.ID
	Version int
	// Before is what the measure says, After what it says by the row.
	Before, After heed.Measure
	// Ahead says that the row says nothing new, and the measure has been changed
	// since it was made.
	Ahead bool
	// Taken says that the row goes before what was changed here.
	Taken    bool
	Problems []plansheet.Problem
	// Changes are the fields in which Before and After differ, as cells.
	Changes []PlanChange
}

// PlanChange is what becomes of one field.
type PlanChange struct {
	Field    plansheet.Field
	From, To string
}

// Place names a row: "12", or "Sheet:12" in a workbook.
func (r PlanRow) Place() string {
	if r.Sheet == "" {
		return strconv.Itoa(r.Line)
	}
	return r.Sheet + ":" + strconv.Itoa(r.Line)
}

// PlanReport is what became of a plan, or would.
type PlanReport struct {
	File    heed.Digest
	Own     bool // it is an export of Heed's
	Columns []plansheet.Column
	Notices []plansheet.Notice
	Sheets  []string
	Rows    []PlanRow
	// Seen stands for all of it: as long as it is the same, the same would be
	// written.
	Seen heed.Digest
	// Written says that it is written.
	Written bool
	// Review is what numbers without one were taken to be of, Reviews those of the
	// State that are here, the newest first.
	Review  heed.ReviewID
	Reviews []heed.ReviewID
}

// Count is how many rows are in a state.
func (r PlanReport) Count(s PlanState) int {
	n := 0
	for _, row := range r.Rows {
		if row.State == s {
			n++
		}
	}
	return n
}

// errUndone ends a transaction of which nothing is to stay.
var errUndone = errors.New("app: undone")

// ImportPlan takes in a plan that somebody keeps as a spreadsheet: each row becomes
// a measure, or changes the one that it was exported from or that has its number.
// It is one transaction: what is refused, and what meets a newer version, is left
// as it is and told, row by row; all else is written. A dry run is the same
// transaction, undone.
//
// CodeInvalid where it is no spreadsheet, or none with a title in each row: the
// report then still has its columns. CodeForbidden for who may write no measures.
func (a *App) ImportPlan(ctx context.Context, actor heed.Actor, data []byte, o PlanOptions) (PlanReport, error) {
	if err := policy.Allow(actor, policy.Plan); err != nil {
		return PlanReport{}, err
	}
	d, err := a.readPlan(ctx, data)
	if err != nil {
		return PlanReport{}, err
	}
	book, err := plansheet.Read(d, o.Mapping)
	report := PlanReport{File: heed.DigestOf(data), Own: book.Own, Columns: book.Columns, Notices: book.Notices, Sheets: book.Sheets}
	if err != nil {
		return report, err
	}
	empty := report
	err = a.Store.Update(ctx, func(tx store.Tx) error {
		report = empty
		in, err := a.newPlanImport(ctx, tx, actor, o, &report)
		if err != nil {
			return err
		}
		for _, row := range book.Rows {
			if err := in.take(ctx, row); err != nil {
				return err
			}
		}
		if report.Seen, err = in.seen(); err != nil {
			return err
		}
		report.Written = !o.DryRun && (o.Seen == "" || o.Seen == report.Seen)
		if !report.Written {
			return errUndone
		}
		return nil
	})
	if errors.Is(err, errUndone) {
		err = nil
	}
	return report, err
}

// readPlan reads a spreadsheet, in a reading process.
func (a *App) readPlan(ctx context.Context, data []byte) (*doc.Document, error) {
	if len(data) > MaxPlanFile {
		return nil, invalid("error.plan_large", "Field", "plan_file", "Most", strconv.Itoa(MaxPlanFile>>20))
	}
	d, err := a.Reader.Read(ctx, data)
	switch {
	case heed.ErrorCode(err) == heed.CodeUnreadable:
		return nil, &heed.Error{Code: heed.CodeInvalid, Op: "app.ImportPlan", Key: "error.plan_unreadable", Args: []string{"Field", "plan_file"}, Err: err}
	case err != nil:
		return nil, err
	case d.Format != "csv" && d.Format != "xlsx":
		return nil, invalid("error.plan_unreadable", "Field", "plan_file")
	}
	return d, nil
}

// planImport is a plan that is coming in.
type planImport struct {
	*App
	tx     store.Tx
	actor  heed.Actor
	o      PlanOptions
	report *PlanReport
	known  plansheet.Known
	there  refs
	// measures are those of the voice that the actor may see, with every version
	// that is left to see.
	measures map[heed.ID]*planned
	order    []heed.ID
	met      map[string]string // the place of the row in which a measure was met
}

// planned is a measure that is here.
type planned struct {
	versions []heed.Version // those that the actor sees
	newest   heed.Version
	body     heed.Measure
	standing bool
}

// newPlanImport looks at what is here.
func (a *App) newPlanImport(ctx context.Context, tx store.Tx, actor heed.Actor, o PlanOptions, report *PlanReport) (*planImport, error) {
	in := &planImport{
		App: a, tx: tx, actor: actor, o: o, report: report, there: refs{},
		measures: map[heed.ID]*planned{}, met: map[string]string{},
	}
	in.known = plansheet.Known{T: i18n.For(cmp.Or(o.Lang, "en")).T, Institutions: map[string]heed.ID{}, Review: o.Review}
	if err := in.look(ctx); err != nil {
		return nil, err
	}
	all, err := tx.Reviews(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range all {
		if r.State == actor.State {
			report.Reviews = append(report.Reviews, r.ReviewID)
		}
	}
	slices.SortFunc(report.Reviews, func(a, b heed.ReviewID) int { return cmp.Compare(b.Cycle, a.Cycle) })
	if !in.known.Review.Known() && len(report.Reviews) > 0 {
		in.known.Review = report.Reviews[0]
	}
	report.Review = in.known.Review
	numbers := map[heed.ReviewID]map[string]string{}
	in.known.Refs = func(id heed.ReviewID) map[string]string {
		if _, met := numbers[id]; !met {
			numbers[id] = in.numbers(ctx, id)
		}
		return numbers[id]
	}
	return in, nil
}

// numbers gives the recommendations of a review by what they are called: by their
// own names, and by numbers as printed where those are of one only. nil is for a
// review that is not here.
func (in *planImport) numbers(ctx context.Context, id heed.ReviewID) map[string]string {
	record, err := in.tx.Record(ctx, id)
	if err != nil {
		return nil // whatever it is, writing about it will say so
	}
	out, times := map[string]string{}, map[string]int{}
	for _, r := range record.Recommendations {
		times[r.Paragraph]++
	}
	for _, r := range record.Recommendations {
		if times[r.Paragraph] == 1 {
			out[r.Paragraph] = r.Ref
		}
	}
	for _, r := range record.Recommendations {
		out[r.Ref] = r.Ref
	}
	return out
}

// look reads the institutions and measures of the voice.
func (in *planImport) look(ctx context.Context) error {
	things := map[heed.Subject][]heed.Version{}
	var order []heed.Subject
	err := in.tx.Versions(ctx, 0, func(v heed.Version) error {
		if v.Kind != heed.SubjectMeasure && v.Kind != heed.SubjectInstitution || !v.SameVoice(in.actor.Side) {
			return nil
		}
		if things[v.Subject] == nil {
			order = append(order, v.Subject)
		}
		things[v.Subject] = append(things[v.Subject], v)
		return nil
	})
	if err != nil {
		return err
	}
	names := map[heed.ID]string{}
	for _, s := range order {
		newest, standing := find.Newest(in.actor.Viewer(), things[s])
		if newest.Number == 0 {
			continue
		}
		matter, err := newest.Matter()
		if err != nil {
			return err
		}
		switch body := matter.(type) {
		case heed.Institution:
			if standing {
				in.institution(s.ID, body)
				names[s.ID] = body.Name(in.o.Lang)
			}
		case heed.Measure:
			in.order = append(in.order, s.ID)
			in.measures[s.ID] = &planned{versions: in.visible(things[s]), newest: newest, body: body, standing: standing}
		}
	}
	in.known.Name = func(id heed.ID) string {
		if name := names[id]; name != "" {
			return name
		}
		return string(id)
	}
	return nil
}

// institution makes an institution known by all that it is called. A name that two
// have is neither's.
func (in *planImport) institution(id heed.ID, body heed.Institution) {
	for _, name := range append([]string{string(id), body.Short}, namesOf(body)...) {
		plain := grid.Plain(name)
		if had, ok := in.known.Institutions[plain]; ok && had != id {
			in.known.Institutions[plain] = ""
		} else if plain != "" {
			in.known.Institutions[plain] = id
		}
	}
}

func namesOf(i heed.Institution) []string {
	var out []string
	for _, name := range i.Names {
		out = append(out, name)
	}
	return out
}

func (in *planImport) visible(all []heed.Version) []heed.Version {
	return slices.DeleteFunc(all, func(v heed.Version) bool { return !policy.MaySee(in.actor.Viewer(), policy.Of(v)) })
}

// take takes one row, or says why it does not.
func (in *planImport) take(ctx context.Context, row plansheet.Row) error {
	out := PlanRow{Sheet: row.Sheet, Line: row.Line}
	id, problem := in.which(row)
	if problem == nil {
		problem = in.once(id, row, out.Place())
	}
	if problem != nil {
		out.refuse(plansheet.Problem{Err: problem})
		out.After.Title = row.Cells[plansheet.Title]
		in.report.Rows = append(in.report.Rows, out)
		return nil
	}
	if id == "" {
		in.begin(&out, row)
	} else {
		in.change(&out, row, id)
	}
	err := in.write(ctx, &out, row)
	if out.ID != "" {
		out.Changes = in.differ(out.Before, out.After)
	}
	in.report.Rows = append(in.report.Rows, out)
	return err
}

func (r *PlanRow) refuse(problems ...plansheet.Problem) {
	r.State = PlanRefused
	r.Problems = append(r.Problems, problems...)
}

// which finds the measure that a row is about, "" for one that begins: by the
// name that an export gave it, by its number in the plan, or where it has none by
// its title.
func (in *planImport) which(row plansheet.Row) (heed.ID, error) {
	if row.ID != "" {
		return row.ID, in.exported(row)
	}
	found := in.called(row)
	switch {
	case len(found) == 0:
		return "", nil
	case len(found) > 1:
		return "", invalid("error.plan_several", "Count", strconv.Itoa(len(found)))
	case !in.measures[found[0]].standing:
		return found[0], invalid("error.plan_withdrawn")
	}
	return found[0], nil
}

// exported says why a row of an export is about no measure that can be changed.
func (in *planImport) exported(row plansheet.Row) error {
	m, ok := in.measures[row.ID]
	switch {
	case !ok:
		return invalid("error.plan_unknown", "ID", string(row.ID))
	case !m.standing:
		return invalid("error.plan_withdrawn")
	case row.Version < 1 || m.at(row.Version) == nil:
		return invalid("error.plan_version")
	}
	return nil
}

// called lists the measures that have the number of a row, or the title of one
// without. Of several, that of the institution which the row names is meant.
func (in *planImport) called(row plansheet.Row) []heed.ID {
	lead := in.known.Institutions[grid.Plain(row.Cells[plansheet.Lead])]
	var found, led []heed.ID
	for _, id := range in.order {
		m := in.measures[id]
		if !m.is(row) || in.actor.Role != heed.Coordinator && !m.newest.SameInstitution(in.actor.Side) {
			continue
		}
		found = append(found, id)
		if m.body.Lead == lead {
			led = append(led, id)
		}
	}
	if len(led) == 1 {
		return led
	}
	return found
}

// is reports whether a measure is called as a row of somebody's own sheet is.
func (m *planned) is(row plansheet.Row) bool {
	if number := plansheet.PlainNumber(row.Cells[plansheet.Number]); number != "" {
		return m.body.Number == number
	}
	return m.body.Number == "" && grid.Plain(m.body.Title) == grid.Plain(row.Cells[plansheet.Title])
}

// once lets each measure be met in one row only.
func (in *planImport) once(id heed.ID, row plansheet.Row, place string) error {
	key := "id " + string(id)
	if id == "" {
		key = plansheet.PlainNumber(row.Cells[plansheet.Number])
		if key == "" {
			key = "title " + grid.Plain(row.Cells[plansheet.Title])
		}
	}
	if other, met := in.met[key]; met {
		return invalid("error.plan_twice", "Other", other)
	}
	in.met[key] = place
	return nil
}

// at gives what a measure said in a version; nil where the actor sees no such
// version.
func (m *planned) at(number int) *heed.Measure {
	i := slices.IndexFunc(m.versions, func(v heed.Version) bool { return v.Number == number })
	if i < 0 {
		return nil
	}
	matter, err := m.versions[i].Matter()
	body, ok := matter.(heed.Measure)
	if err != nil || !ok {
		return nil
	}
	return &body
}

// base gives what a measure said where the row was made: the version that an
// export names, or the last that came of a sheet like this one; nil where none
// did.
func (m *planned) base(row plansheet.Row) *heed.Measure {
	if row.ID != "" {
		return m.at(row.Version)
	}
	for _, v := range slices.Backward(m.versions) {
		if v.Row != nil && !v.Row.Export {
			return m.at(v.Number)
		}
	}
	return nil
}

// begin makes a measure of a row.
func (in *planImport) begin(out *PlanRow, row plansheet.Row) {
	out.State = PlanNew
	begun := heed.Measure{Kind: heed.MeasureOther}
	if row.Heads[plansheet.Lead] == "" && in.o.Mapping.Values[plansheet.Lead] == "" {
		begun.Lead = in.actor.Institution
	}
	after, problems := in.known.Become(begun, row, in.o.Mapping, true, false)
	out.After = after
	if len(problems) > 0 {
		out.refuse(problems...)
	}
}

// change finds out what a row makes of a measure that is here.
func (in *planImport) change(out *PlanRow, row plansheet.Row, id heed.ID) {
	m := in.measures[id]
	out.ID, out.Version, out.Before = id, m.newest.Number, m.body
	base := m.base(row)
	if base != nil {
		row = in.known.Edited(*base, row, in.o.Mapping, in.o.Blank)
	}
	after, problems := in.known.Become(m.body, row, in.o.Mapping, false, in.o.Blank)
	out.After = after
	switch {
	case len(problems) > 0:
		out.refuse(problems...)
	case same(after, m.body):
		out.State, out.Ahead = PlanSame, base != nil && !same(*base, m.body)
	case base != nil && same(*base, m.body):
		out.State = PlanChanged
	default:
		out.State = PlanConflict
	}
}

// same reports whether two measures say the same.
func same(a, b heed.Measure) bool {
	one, err := json.Marshal(a)
	other, err2 := json.Marshal(b)
	return err == nil && err2 == nil && string(one) == string(other)
}

// differ lists the fields in which two measures differ.
func (in *planImport) differ(before, after heed.Measure) []PlanChange {
	var out []PlanChange
	for _, f := range plansheet.Columns() {
		if from, to := in.known.Cell(f, before), in.known.Cell(f, after); from != to {
			out = append(out, PlanChange{f, from, to})
		}
	}
	return out
}

// write writes a row that can be taken.
func (in *planImport) write(ctx context.Context, out *PlanRow, row plansheet.Row) error {
	out.Taken = out.State == PlanConflict && (slices.Contains(in.o.Take, out.Place()) || slices.Contains(in.o.Take, strconv.Itoa(out.Line)))
	if out.State != PlanNew && out.State != PlanChanged && !out.Taken {
		return nil
	}
	c := Change{
		ID: out.ID, Base: out.Version, Body: out.After, Row: &heed.SheetRow{File: in.report.File, Line: row.Line, Export: row.ID != ""},
	}
	if out.State == PlanNew {
		c.Visibility, c.Side = in.o.Visibility, in.actor.Side
		if in.actor.Role == heed.Coordinator {
			c.Side.Institution = out.After.Lead
		}
	}
	if in.o.Note != nil {
		c.Note = in.o.Note(*out)
	}
	err := out.After.Check()
	if err == nil {
		_, err = in.App.write(ctx, in.tx, in.actor, c, in.there)
	}
	switch heed.ErrorCode(err) {
	case heed.CodeInvalid, heed.CodeForbidden, heed.CodeNotFound, heed.CodeConflict:
		out.refuse(plansheet.Problem{Head: row.HeadOf(heed.ErrorArg(err, "Field")), Err: err})
		return nil
	}
	return err
}

// seen stands for what a person is shown of a plan.
func (in *planImport) seen() (heed.Digest, error) {
	var b strings.Builder
	for _, r := range in.report.Rows {
		before, err := json.Marshal(r.Before)
		after, err2 := json.Marshal(r.After)
		if err := errors.Join(err, err2); err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "%s\n%s\n%s\n%d\n%s\n%s\n", r.Place(), r.State, r.ID, r.Version, before, after)
	}
	return heed.DigestOf([]byte(b.String())), nil
}
