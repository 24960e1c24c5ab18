// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"encoding/json"
	"slices"
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract/form"
	"github.com/heed-upr/heed/internal/policy"
)

// underway is a measure of which a workbook says something.
type underway struct {
	last     heed.Version
	versions []heed.Measure
	now      heed.Measure // with what was accepted
	lead     bool
	// refused says why nothing is taken of it, unplanned why no stage and no
	// milestone.
	refused, unplanned error
	line               int   // of its row
	rows               []int // that change it
	// marked are the milestones that were reached by the workbook, without the day,
	// with the line that says so.
	marked map[heed.Milestone]int
}

// onItsWay reports whether a measure is handed over with its next version. What
// somebody has not handed over yet stays with them.
func (u *underway) onItsWay() bool {
	switch u.last.Visibility {
	case heed.VisibleDraft, heed.VisibleNamed:
		return false
	}
	return u.last.Step != heed.StepDraft && u.last.Step != heed.StepReturned
}

// load gives a measure as it stands.
func (t *taking) load(id heed.ID) (*underway, error) {
	if u := t.measures[id]; u != nil {
		return u, nil
	}
	u := &underway{marked: map[heed.Milestone]int{}}
	t.measures[id] = u
	subject := heed.Subject{Kind: heed.SubjectMeasure, ID: id}
	u.refused = &heed.Error{Code: heed.CodeNotFound, Op: "app.TakeReports", Key: "error.book_measure"}
	if !id.Valid() {
		return u, nil
	}
	versions, err := t.tx.History(t.ctx, subject)
	if heed.ErrorCode(err) == heed.CodeNotFound {
		return u, nil
	}
	if err != nil {
		return nil, err
	}
	u.last = versions[len(versions)-1]
	for _, v := range versions {
		var m heed.Measure
		if err := json.Unmarshal(v.Body, &m); err != nil {
			return nil, err
		}
		u.versions = append(u.versions, m)
	}
	u.now = u.versions[len(versions)-1]
	u.lead = u.now.Lead == t.side.Institution
	u.unplanned = policy.AllowOn(t.actor, policy.Plan, policy.Of(u.last))
	if !u.lead {
		u.unplanned = invalid("error.book_partner")
	}
	sees := func(v heed.Version) bool { return policy.MaySee(t.actor.Viewer(), policy.Of(v)) }
	switch {
	case !slices.ContainsFunc(versions, sees), !u.last.SameVoice(t.side):
	case !sees(u.last):
		u.refused = &heed.Error{Code: heed.CodeNotFound, Op: "app.TakeReports", Key: "error.book_unseen"}
	case u.last.Removed || u.last.Step == heed.StepWithdrawn:
		u.refused = invalid("error.book_gone")
	case !u.lead && !slices.Contains(u.now.Partners, t.side.Institution):
		u.refused = invalid("error.book_other")
	default:
		u.refused = nil
		t.order = append(t.order, u)
	}
	return u, nil
}

// title is what a measure is called, where who asks may know.
func (u *underway) title() string {
	if u.refused != nil && heed.ErrorCode(u.refused) == heed.CodeNotFound {
		return ""
	}
	return u.now.Title
}

// since gives the version that a row was made from and all behind it.
func (u *underway) since(row form.Row) ([]heed.Measure, error) {
	n, err := strconv.Atoi(row.Values[form.Version])
	if err != nil || n < 1 || n > len(u.versions) {
		return nil, invalid("error.book_version", "Given", row.Values[form.Version])
	}
	return u.versions[n-1:], nil
}

// row takes one row of the first sheet.
func (t *taking) row(row form.Row) error {
	says := func(names ...string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return row.Values[n] != "" })
	}
	done, reached := says(form.Update, form.UpdateDate), says(form.Stage, form.StageDate)
	if !done && !reached && !row.Broken {
		t.out.Empty++
		return nil
	}
	u, since, err := t.about(row)
	if u == nil {
		return err
	}
	r := Reported{Line: row.Line, Title: u.title(), Saying: Saying{Measure: heed.ID(row.Values[form.Measure])}}
	if err == nil && u.line > 0 {
		err = invalid("error.book_twice", "Line", strconv.Itoa(u.line))
	}
	if err != nil {
		t.refuse(r, err)
		return nil
	}
	u.line = row.Line
	if done {
		t.done(r, row)
	}
	if reached {
		t.reached(r, row, u, since)
	}
	return nil
}

// about gives the measure of a row, with its versions since the row was made; an
// error beside a measure refuses the row.
func (t *taking) about(row form.Row) (*underway, []heed.Measure, error) {
	u, err := t.load(heed.ID(row.Values[form.Measure]))
	switch {
	case err != nil:
		return nil, nil, err
	case row.Broken:
		return u, nil, invalid("error.form_formula")
	case u.refused != nil:
		return u, nil, u.refused
	}
	since, err := u.since(row)
	return u, since, err
}

// told is what the institution said of a measure before.
type told struct {
	heed.Version
	all []heed.Update // of every version
}

// now is what it says now.
func (p *told) now() heed.Update { return p.all[len(p.all)-1] }

// hear takes note of an update of the institution.
func (t *taking) hear(v heed.Version) error {
	if v.Kind != heed.SubjectUpdate || v.Side != t.side {
		return nil
	}
	var u heed.Update
	if err := json.Unmarshal(v.Body, &u); err != nil {
		return err
	}
	p := t.said[v.ID]
	if p == nil {
		p = &told{}
		t.said[v.ID] = p
		t.updates[u.Measure] = append(t.updates[u.Measure], p)
	}
	p.Version, p.all = v, append(p.all, u)
	return nil
}

// done takes what a row says was done. One that tells of the same day in other
// words meets it.
func (t *taking) done(r Reported, row form.Row) {
	u, err := t.updateOf(row)
	r.Update = &u
	if err != nil {
		t.refuse(r, err)
		return
	}
	same := func(o heed.Update) bool { return o.Date == u.Date && o.Text == u.Text }
	r.Outcome = SaidNew
	for _, p := range t.updates[u.Measure] {
		if !policy.MaySee(t.actor.Viewer(), policy.Of(p.Version)) {
			continue
		}
		if slices.ContainsFunc(p.all, same) {
			r.Outcome, r.Of, r.Version, r.Ours = SaidSame, p.ID, p.Number, Saying{}
			break
		}
		if now := p.now(); now.Date == u.Date && !p.Removed && p.Step != heed.StepWithdrawn {
			r.Outcome, r.Of, r.Version, r.Ours = SaidConflict, p.ID, p.Number, Saying{Measure: u.Measure, Update: &now}
		}
	}
	at := t.add(r)
	if r.Outcome == SaidNew {
		t.fresh = append(t.fresh, freshUpdate{row: at, update: u})
	}
}

// reached takes the stage that a row says a measure has reached.
func (t *taking) reached(r Reported, row form.Row, u *underway, since []heed.Measure) {
	s, err := t.stageOf(row)
	r.Stage = &s
	if err == nil {
		err = u.unplanned
	}
	if err != nil {
		t.refuse(r, err)
		return
	}
	said := func(m heed.Measure) bool {
		return slices.ContainsFunc(m.Stages, func(o heed.StageOn) bool { return o.Stage == s.Stage && o.Date == s.Date })
	}
	r.Version = u.last.Number
	switch {
	case slices.ContainsFunc(since, said):
		r.Outcome = SaidSame
	case !slices.Equal(since[0].Stages, since[len(since)-1].Stages):
		r.Outcome, r.Ours = SaidConflict, Saying{Measure: u.last.ID, Stage: latest(u.now)}
	default:
		r.Outcome, r.Ours = SaidNew, Saying{Measure: u.last.ID, Stage: u.reach(s)}
	}
	if at := t.add(r); r.Outcome == SaidNew {
		u.rows = append(u.rows, at)
	}
}

// latest is the last stage of a measure, nil where it has none.
func latest(m heed.Measure) *heed.StageOn {
	var out *heed.StageOn
	for _, s := range m.Stages {
		if out == nil || s.Date >= out.Date {
			out = &s
		}
	}
	return out
}

// reach adds a stage. A measure is amended again and again, and comes to every
// other stage once: another day for it corrects the one that it gives back.
func (u *underway) reach(s heed.StageOn) *heed.StageOn {
	u.now.Stages = slices.Clone(u.now.Stages)
	for i, o := range u.now.Stages {
		if o.Stage == s.Stage && s.Stage != heed.StageAmended {
			u.now.Stages[i] = s
			return &o
		}
	}
	u.now.Stages = append(u.now.Stages, s)
	return nil
}

// milestone takes one row of the second sheet.
func (t *taking) milestone(row form.Row) error {
	if row.Values[form.Done] == "" && !row.Broken {
		t.out.Empty++
		return nil
	}
	u, since, err := t.about(row)
	if u == nil {
		return err
	}
	r := Reported{Line: row.Line, Milestones: true, Title: u.title(), Saying: Saying{Measure: heed.ID(row.Values[form.Measure])}}
	if err == nil {
		err = u.unplanned
	}
	var m heed.Milestone
	if err == nil {
		m, err = t.milestoneOf(row, since[0])
		r.Milestone = &m
	}
	if err != nil {
		t.refuse(r, err)
		return nil
	}
	t.passed(r, u, since, m)
	return nil
}

// milestoneOf reads which milestone a row says was reached, and when.
func (t *taking) milestoneOf(row form.Row, base heed.Measure) (heed.Milestone, error) {
	n, err := strconv.Atoi(row.Values[form.Milestone])
	if err != nil || n < 1 || n > len(base.Milestones) {
		return heed.Milestone{}, invalid("error.book_milestone")
	}
	m := base.Milestones[n-1]
	m.Done, err = t.day("done", row.Values[form.Done])
	return m, err
}

// passed takes a milestone that was reached.
func (t *taking) passed(r Reported, u *underway, since []heed.Measure, m heed.Milestone) {
	base, _ := milestoneIn(since[0], m)
	now, there := milestoneIn(since[len(since)-1], m)
	r.Version = u.last.Number
	switch {
	case slices.ContainsFunc(since, func(v heed.Measure) bool { o, ok := milestoneIn(v, m); return ok && o.Done == m.Done }):
		r.Outcome = SaidSame
	case !there:
		t.refuse(r, invalid("error.book_milestone"))
		return
	case u.marked[heed.Milestone{Title: m.Title, Due: m.Due}] > 0:
		t.refuse(r, invalid("error.book_twice", "Line", strconv.Itoa(u.marked[heed.Milestone{Title: m.Title, Due: m.Due}])))
		return
	case now.Done != base.Done:
		r.Outcome, r.Ours = SaidConflict, Saying{Measure: u.last.ID, Milestone: &now}
	default:
		r.Outcome = SaidNew
		u.pass(m)
	}
	u.marked[heed.Milestone{Title: m.Title, Due: m.Due}] = r.Line
	if at := t.add(r); r.Outcome == SaidNew {
		u.rows = append(u.rows, at)
	}
}

// milestoneIn finds a milestone of a measure by what it is and when it is due.
func milestoneIn(m heed.Measure, like heed.Milestone) (heed.Milestone, bool) {
	i := slices.IndexFunc(m.Milestones, func(o heed.Milestone) bool { return o.Title == like.Title && o.Due == like.Due })
	if i < 0 {
		return heed.Milestone{}, false
	}
	return m.Milestones[i], true
}

// pass notes when a milestone was reached; it is false where there is none such.
func (u *underway) pass(m heed.Milestone) bool {
	u.now.Milestones = slices.Clone(u.now.Milestones)
	for i, o := range u.now.Milestones {
		if o.Title == m.Title && o.Due == m.Due {
			u.now.Milestones[i].Done = m.Done
			return true
		}
	}
	return false
}

// choose takes what somebody has chosen over what is there.
func (t *taking) choose(c Chosen) error {
	u, err := t.load(c.Measure)
	if err != nil {
		return err
	}
	if u.refused != nil {
		return u.refused
	}
	row := t.add(Reported{Saying: c.Saying, Outcome: SaidNew})
	if c.Update != nil {
		update := *c.Update
		update.Measure, update.Letter = c.Measure, t.out.Letter
		f := freshUpdate{row: row, update: update}
		if c.Of != "" {
			f.id, f.base = c.Of, c.Version
			if !slices.ContainsFunc(t.updates[c.Measure], func(p *told) bool { return p.ID == c.Of }) {
				return invalid("error.book_other")
			}
		}
		t.fresh = append(t.fresh, f)
		return nil
	}
	switch {
	case u.unplanned != nil:
		return u.unplanned
	case c.Version != u.last.Number:
		return &heed.Error{Code: heed.CodeConflict, Op: "app.TakeChosen", Key: "error.version_newer", Args: []string{"Given", strconv.Itoa(c.Version), "Now", strconv.Itoa(u.last.Number)}}
	case c.Stage != nil:
		u.reach(*c.Stage)
	case c.Milestone == nil || !u.pass(*c.Milestone):
		return invalid("error.book_milestone")
	}
	u.rows = append(u.rows, row)
	return nil
}
