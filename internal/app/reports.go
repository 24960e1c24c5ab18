// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"cmp"
	"context"
	"errors"
	"strconv"
	"strings"
	"unicode"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract/form"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
)

// Book is a workbook that came back as a file.
type Book struct {
	Name string // of the file
	Data []byte
}

// Saying is one thing that an institution says of a measure: what was done, a
// stage that was reached, or a milestone that was. One of the three is set.
type Saying struct {
	Measure   heed.ID         `json:"measure"`
	Update    *heed.Update    `json:"update,omitempty"`
	Stage     *heed.StageOn   `json:"stage,omitempty"`
	Milestone *heed.Milestone `json:"milestone,omitempty"`
}

// Outcome is what became of something that a workbook says.
type Outcome string

// The outcomes.
const (
	SaidNew      Outcome = "new"      // it is taken
	SaidSame     Outcome = "same"     // it is here, or was once
	SaidConflict Outcome = "conflict" // something else was written meanwhile: a person decides
	SaidRefused  Outcome = "refused"
)

// Reported is one thing that a row of a workbook says, and what became of it.
type Reported struct {
	Line       int  // in its sheet, from 1
	Milestones bool // it stands in the sheet of milestones
	// Title is what the measure is called, "" where the actor may not know.
	Title string
	Saying
	Outcome Outcome
	// Ours is what stands in its place: what it replaces, or what it meets. Of is
	// the update that says so, and Version the number of the update or measure.
	Ours    Saying
	Of      heed.ID
	Version int
	// Problem says why it was refused.
	Problem error
}

// TakenReports is what became of a workbook of measures.
type TakenReports struct {
	Institution heed.ID
	Letter      heed.Letter
	// Note is what the history says of where it came from: file and letter.
	Note string
	Rows []Reported
	// Empty is how many rows say nothing.
	Empty int
	// Dry says that it was only looked at.
	Dry bool
}

// Of lists the rows of which one thing became.
func (t TakenReports) Of(o Outcome) []Reported {
	var out []Reported
	for _, r := range t.Rows {
		if r.Outcome == o {
			out = append(out, r)
		}
	}
	return out
}

// mostRows is how many rows a workbook of one institution may have.
const mostRows = 5000

// errDry undoes what was only to be looked at.
var errDry = errors.New("only looked at")

// TakeReports takes a workbook of measures that came back from an institution.
// What it says was done becomes updates of that institution, and stages and
// milestones that were reached a next version of their measure, each handed over
// for review, with file and letter in its history. What has been written in
// Heed since the workbook went out is never overwritten: both are given back. What
// was taken once is not taken again. With dry, all of it is told and nothing
// written.
//
// CodeInvalid where it is no workbook of Heed's; CodeForbidden where the actor
// may not speak for the institution.
func (a *App) TakeReports(ctx context.Context, actor heed.Actor, book Book, dry bool) (TakenReports, error) {
	if err := policy.Allow(actor, policy.Report); err != nil {
		return TakenReports{}, err
	}
	d, err := a.Reader.Read(ctx, book.Data)
	if err != nil {
		return TakenReports{}, err
	}
	back, err := form.ReadMeasures(d)
	if err != nil {
		return TakenReports{}, err
	}
	if len(back.Rows)+len(back.Milestones) > mostRows {
		return TakenReports{}, invalid("error.book_rows", "Most", strconv.Itoa(mostRows))
	}
	if err := a.approved(back.Letter, heed.SubjectUpdate); err != nil {
		return TakenReports{}, err
	}
	out := TakenReports{}
	err = a.Store.Update(ctx, func(tx store.Tx) error {
		out = TakenReports{Institution: back.Institution, Letter: back.Letter, Note: noteOf(book, back.Letter), Dry: dry}
		t, err := a.taking(ctx, tx, actor, out)
		if err != nil {
			return err
		}
		if err := t.all(back); err != nil {
			return err
		}
		if out = t.out; dry {
			return errDry
		}
		return nil
	})
	if dry && errors.Is(err, errDry) {
		err = nil
	}
	return out, err
}

// Chosen is what somebody takes of a workbook in place of what was written
// meanwhile.
type Chosen struct {
	Saying
	// Of is the update in whose place it is taken, "" for one beside it; Version is
	// the number of that update, or of the measure.
	Of      heed.ID
	Version int
}

// TakeChosen takes what somebody has chosen of a workbook's conflicts, all or
// none. CodeConflict where there is a newer version by now than the one that they
// chose against.
func (a *App) TakeChosen(ctx context.Context, actor heed.Actor, from TakenReports, chosen ...Chosen) error {
	if err := policy.Allow(actor, policy.Report); err != nil {
		return err
	}
	if err := a.approved(from.Letter, heed.SubjectUpdate); err != nil {
		return err
	}
	if err := checkNote(from.Note); err != nil {
		return err
	}
	return a.Store.Update(ctx, func(tx store.Tx) error {
		t, err := a.taking(ctx, tx, actor, from)
		if err != nil {
			return err
		}
		for _, c := range chosen {
			if err := t.choose(c); err != nil {
				return err
			}
		}
		if err := t.write(); err != nil {
			return err
		}
		if refused := t.out.Of(SaidRefused); len(refused) > 0 {
			return refused[0].Problem
		}
		return nil
	})
}

// approved is CodeInvalid where the letter by which something of a kind was approved
// cannot be kept, or is of a day that has not come yet.
func (a *App) approved(by heed.Letter, kind heed.SubjectKind) error {
	return cmp.Or(by.Check(kind), a.come(by.Told()))
}

// longestName is how many letters of a file's name the history keeps, and
// mostNote how many all that it says of where something came from may have.
const (
	longestName = 120
	mostNote    = 1000
)

// noteOf says in the history where something came from, in no language: the
// name of the file, the beginning of its digest, and the letter.
func noteOf(b Book, l heed.Letter) string {
	name := []rune(plain(b.Name[strings.LastIndexAny(b.Name, `/\`)+1:]))
	out := []string{}
	for _, part := range []string{string(name[:min(len(name), longestName)]), "SHA-256 " + string(heed.DigestOf(b.Data))[:12], plain(l.Number), string(l.Date), plain(l.Signatory)} {
		if part != "" {
			out = append(out, part)
		}
	}
	return strings.Join(out, " · ")
}

// plain is a text on one line, without signs that only steer how it is shown.
func plain(text string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsGraphic(r) {
			return r
		}
		return -1
	}, text)), " ")
}

// taking begins to take what an institution says.
func (a *App) taking(ctx context.Context, tx store.Tx, actor heed.Actor, out TakenReports) (*taking, error) {
	t := &taking{a: a, ctx: ctx, tx: tx, actor: actor, out: out, there: refs{}, measures: map[heed.ID]*underway{}, said: map[heed.ID]*told{}, updates: map[heed.ID][]*told{}}
	versions, err := tx.History(ctx, heed.Subject{Kind: heed.SubjectInstitution, ID: out.Institution})
	if err != nil && heed.ErrorCode(err) != heed.CodeNotFound {
		return nil, err
	}
	if err != nil || !versions[len(versions)-1].SameVoice(actor.Side) {
		return nil, invalid("error.book_institution", "Given", string(out.Institution))
	}
	t.side = versions[len(versions)-1].Side
	if err := policy.AllowOn(actor, policy.Report, policy.About{Side: t.side, Author: actor.Pseudonym}); err != nil {
		return nil, err
	}
	return t, tx.Versions(ctx, 0, t.hear)
}

// taking takes what one institution says, in one transaction.
type taking struct {
	a     *App
	ctx   context.Context //nolint:containedctx // it lives as long as one call
	tx    store.Tx
	actor heed.Actor
	side  heed.Side
	out   TakenReports
	there refs

	measures map[heed.ID]*underway
	order    []*underway
	// said is what the institution has said before, by ID, and updates the same by
	// measure.
	said    map[heed.ID]*told
	updates map[heed.ID][]*told
	// fresh are the rows that become updates.
	fresh []freshUpdate
}

// freshUpdate is an update that is to be written, from a row.
type freshUpdate struct {
	row    int
	id     heed.ID
	base   int
	update heed.Update
}

// all takes every row.
func (t *taking) all(back form.Measures) error {
	for _, row := range back.Rows {
		if err := t.row(row); err != nil {
			return err
		}
	}
	for _, row := range back.Milestones {
		if err := t.milestone(row); err != nil {
			return err
		}
	}
	return t.write()
}

// write writes what was accepted: each measure once, then the updates.
func (t *taking) write() error {
	for _, u := range t.order {
		if len(u.rows) == 0 {
			continue
		}
		c := Change{ID: u.last.ID, Base: u.last.Number, Submit: u.onItsWay(), Note: t.out.Note, Body: u.now}
		v, err := t.put(c, u.rows...)
		if err != nil {
			return err
		}
		t.meets(v)
	}
	for _, f := range t.fresh {
		c := Change{ID: f.id, Base: f.base, Side: t.side, Submit: true, Note: t.out.Note, Body: f.update}
		if _, err := t.put(c, f.row); err != nil {
			return err
		}
	}
	return nil
}

// meets says of the conflicts of a measure that the rest of the workbook has made
// a version of it.
func (t *taking) meets(v heed.Version) {
	for i, r := range t.out.Rows {
		if r.Outcome == SaidConflict && r.Update == nil && r.Measure == v.ID {
			t.out.Rows[i].Version = v.Number
		}
	}
}

// put writes one change; what cannot be kept refuses the rows that it is of.
func (t *taking) put(c Change, rows ...int) (heed.Version, error) {
	var v heed.Version
	err := c.Body.Check()
	if err == nil {
		v, err = t.a.write(t.ctx, t.tx, t.actor, c, t.there)
	}
	switch heed.ErrorCode(err) {
	case heed.CodeInternal, heed.CodeUnavailable:
		return v, err
	}
	if err != nil {
		for _, i := range rows {
			t.out.Rows[i].Outcome, t.out.Rows[i].Problem = SaidRefused, err
		}
	}
	return v, nil
}

// add notes what a row says, and gives its place.
func (t *taking) add(r Reported) int {
	t.out.Rows = append(t.out.Rows, r)
	return len(t.out.Rows) - 1
}

// refuse notes a row that cannot be taken.
func (t *taking) refuse(r Reported, err error) {
	r.Outcome, r.Problem = SaidRefused, err
	t.add(r)
}

// day reads a day that has come.
func (t *taking) day(field, text string) (heed.Date, error) {
	d, ok := form.Day(text)
	switch {
	case text == "":
		return "", invalid("error.field_missing", "Field", field)
	case !ok:
		return "", invalid("error.field_date", "Field", field, "Given", text)
	case d > t.a.tomorrow():
		return "", invalid("error.field_future", "Field", field, "Given", string(d))
	}
	return d, nil
}

// updateOf reads what a row says was done. Without a day, that of the letter
// counts.
func (t *taking) updateOf(row form.Row) (heed.Update, error) {
	u := heed.Update{Measure: heed.ID(row.Values[form.Measure]), Text: row.Values[form.Update], Letter: t.out.Letter}
	day, err := t.day("date", cmp.Or(row.Values[form.UpdateDate], string(t.out.Letter.Date)))
	if err != nil {
		return u, err
	}
	u.Date = day
	return u, u.Check()
}

// stageOf reads the stage that a row says was reached.
func (t *taking) stageOf(row form.Row) (heed.StageOn, error) {
	word := row.Values[form.Stage]
	if word == "" {
		return heed.StageOn{}, invalid("error.field_missing", "Field", "stage")
	}
	stage, ok := form.StageOf(word)
	if !ok {
		return heed.StageOn{}, invalid("error.field_value", "Field", "stage", "Given", word)
	}
	day, err := t.day("date", row.Values[form.StageDate])
	return heed.StageOn{Stage: stage, Date: day}, err
}
