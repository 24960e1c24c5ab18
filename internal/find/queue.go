// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/policy"
)

// TaskKind is why something waits on somebody.
type TaskKind string

// The kinds, the most urgent first.
const (
	TaskReturned  TaskKind = "returned"  // what they wrote came back
	TaskComment   TaskKind = "comment"   // somebody said something, and nobody has answered
	TaskRequest   TaskKind = "request"   // another voice asks for a correction of what they published
	TaskPropose   TaskKind = "propose"   // their institution was asked for a position
	TaskConflict  TaskKind = "conflict"  // institutions propose different positions
	TaskMilestone TaskKind = "milestone" // one is late
	TaskOverdue   TaskKind = "overdue"   // a measure is due and not in force
	TaskReport    TaskKind = "report"    // a schedule asks what was done on a measure
	TaskReview    TaskKind = "review"
	TaskPublish   TaskKind = "publish"
	TaskOwner     TaskKind = "owner"  // their institution was made the owner of a cluster
	TaskSilent    TaskKind = "silent" // nothing was said of a measure for long
	TaskAgreed    TaskKind = "agreed" // all propose the same, and it can be settled
	TaskDraft     TaskKind = "draft"  // begun, and not handed over
	TaskFind      TaskKind = "find"   // a program found it in a feed that is watched
)

// TaskKinds lists all kinds in their order.
var TaskKinds = []TaskKind{TaskReturned, TaskComment, TaskRequest, TaskPropose, TaskConflict, TaskMilestone, TaskOverdue, TaskReport, TaskReview, TaskPublish, TaskOwner, TaskSilent, TaskAgreed, TaskDraft, TaskFind}

// Task is one thing that waits on somebody.
type Task struct {
	Kind TaskKind
	// On is the thing, and Says what it says; of a recommendation that is to be
	// answered they are its assignment.
	On   heed.Subject
	Says heed.Matter
	// Number is its version, and Step where it is on its way.
	Number int
	Step   heed.Step
	Since  time.Time
	// Due is when it has to be done, "" where nothing says so.
	Due heed.Date
	// Note is what was said: what is to be changed, a comment, a milestone.
	Note string
}

// Queue is what waits on one person.
type Queue struct {
	Tasks []Task
	// Counts is how many there are of every kind that occurs, in their order.
	Counts []Count[TaskKind]
}

// Of lists the tasks of a kind, the most urgent first: by when they are due, then
// by how long they have waited.
func (q Queue) Of(kind TaskKind) []Task {
	var out []Task
	for _, t := range q.Tasks {
		if t.Kind == kind {
			out = append(out, t)
		}
	}
	return out
}

// wayless are the kinds of things that go no way to the public: what is proposed
// is settled, and a comment is answered.
var wayless = []heed.SubjectKind{heed.SubjectInstitution, heed.SubjectAssignment, heed.SubjectProposal, heed.SubjectSettlement, heed.SubjectComment, heed.SubjectCustody, heed.SubjectSchedule, heed.SubjectFeed, heed.SubjectFind}

// quiet is how long nothing may be said of a measure before somebody is asked.
const quiet = 180 * 24 * time.Hour

// Tasks gives what waits on somebody at a moment. What is on its way to the
// public is found whatever its kind; each of the sources adds what it knows of.
func (f *Finder) Tasks(ctx context.Context, viewer heed.Viewer, now time.Time) (Queue, error) {
	var out Queue
	err := f.view(ctx, viewer, func(s snapshot) error {
		all, err := f.following.catchUp(ctx, s)
		if err != nil {
			return err
		}
		q := queue{Follow: Follow{viewer, all, newBoxes(f.open)}, actor: heed.Actor(viewer), now: now, today: heed.Date(now.UTC().Format("2006-01-02"))}
		if !viewer.Role.WithinVoice() {
			return nil
		}
		for _, source := range []func(){q.steps, q.comments, q.corrections, q.measures, q.owners, q.reports, q.finds} {
			source()
		}
		if err := q.answers(ctx, f, s); err != nil {
			return err
		}
		out = q.sorted()
		return nil
	})
	return out, err
}

// queue is a queue in the making.
type queue struct {
	Follow
	actor heed.Actor
	now   time.Time
	today heed.Date
	tasks []Task
}

func (q *queue) add(kind TaskKind, v heldVersion, due heed.Date, note string) {
	q.tasks = append(q.tasks, Task{Kind: kind, On: v.Subject, Says: v.matter, Number: v.Number, Step: v.Step, Since: v.At, Due: due, Note: note})
}

func (q *queue) sorted() Queue {
	out := Queue{Tasks: q.tasks}
	slices.SortStableFunc(out.Tasks, func(a, b Task) int {
		return cmp.Or(cmp.Compare(slices.Index(TaskKinds, a.Kind), slices.Index(TaskKinds, b.Kind)), compareBool(a.Due == "", b.Due == ""), cmp.Compare(a.Due, b.Due), a.Since.Compare(b.Since))
	})
	for _, kind := range TaskKinds {
		if n := len(out.Of(kind)); n > 0 {
			out.Counts = append(out.Counts, Count[TaskKind]{kind, n})
		}
	}
	return out
}

// steps finds what is on its way to the public and waits for the next step.
func (q *queue) steps() {
	for kind, subjects := range q.all.kinds {
		if slices.Contains(wayless, kind) {
			continue
		}
		for _, s := range subjects {
			if v, ok := q.newest(s); ok {
				q.step(v)
			}
		}
	}
}

func (q *queue) step(v heldVersion) {
	about := policy.Of(v.Version)
	switch v.Step {
	case heed.StepReturned:
		if q.mine(about) {
			q.add(TaskReturned, v, "", v.Note)
		}
	case heed.StepSubmitted:
		if policy.AllowOn(q.actor, policy.Review, about) == nil {
			q.add(TaskReview, v, "", "")
		}
	case heed.StepReviewed:
		if goesOut(v) && policy.AllowOn(q.actor, policy.Publish, about) == nil {
			q.add(TaskPublish, v, "", "")
		}
	case heed.StepDraft:
		if v.Author == q.viewer.Pseudonym {
			q.add(TaskDraft, v, "", "")
		}
	}
}

// goesOut reports whether what was found right can be published at all: evidence of
// which the level keeps it within its voice is where it has to be, and waits on nobody.
func goesOut(v heldVersion) bool {
	c, confined := v.matter.(heed.Confined)
	return !confined || v.Kind.Veiled() || c.Widest() == heed.VisiblePublic
}

// mine reports whether something is for this person to answer for: its author,
// or the focal point of its institution.
func (q *queue) mine(about policy.About) bool {
	return about.Author == q.viewer.Pseudonym || q.viewer.Role == heed.FocalPoint && q.viewer.SameInstitution(about.Side)
}

// comments finds those that somebody else said last, on what is this person's or
// in answer to them.
func (q *queue) comments() {
	for on, threads := range q.threads() {
		thing, ok := q.newest(on)
		if !ok {
			continue
		}
		about := policy.Shared(q.actor, thing.Version, thing.matter)
		for _, t := range threads {
			last := t.Last()
			if !t.Open() || last.Author == q.viewer.Pseudonym || !q.mine(about) && t.Author != q.viewer.Pseudonym {
				continue
			}
			if policy.AllowOn(q.actor, policy.Comment, about) != nil {
				continue
			}
			q.tasks = append(q.tasks, Task{Kind: TaskComment, On: on, Says: thing.matter, Step: thing.Step, Since: last.At, Note: last.Body.Text})
		}
	}
}

// operating are the stages at which a measure does what it was meant for.
var operating = []heed.MeasureStage{heed.StageInForce, heed.StageOperating, heed.StageAmended, heed.StageRepealed}

// measures finds what is late in the measures of this person's institution.
func (q *queue) measures() {
	if policy.Allow(q.actor, policy.Report) != nil || q.viewer.Institution == "" {
		return
	}
	said := map[heed.ID]time.Time{}
	for _, u := range All[heed.Update](q.Follow) {
		if u.Origin == nil && u.At.After(said[u.Body.Measure]) {
			said[u.Body.Measure] = u.At
		}
	}
	for _, s := range q.all.kinds[heed.SubjectMeasure] {
		v, ok := q.newest(s)
		m, is := v.matter.(heed.Measure)
		if !ok || !is || !q.viewer.SameVoice(v.Side) {
			continue
		}
		q.measure(v, m, said[v.ID])
	}
}

// fresh is how long an institution is told that it was made the owner of something.
const fresh = 30 * 24 * time.Hour

// owners finds the clusters of which somebody else has made this person's institution
// the owner lately. It asks for nothing that could be done, and so goes by itself.
func (q *queue) owners() {
	if policy.Allow(q.actor, policy.Plan) != nil || q.viewer.Institution == "" {
		return
	}
	for _, s := range q.all.kinds[heed.SubjectCluster] {
		v, ok := q.newest(s)
		if c, is := v.matter.(heed.Cluster); !ok || !is || c.Owner != q.viewer.Institution || !q.viewer.SameVoice(v.Side) {
			continue
		}
		made := v.Version
		all := q.versions(s)
		for i := len(all) - 1; i >= 0; i-- {
			if c, is := all[i].matter.(heed.Cluster); !is || c.Owner != q.viewer.Institution {
				break
			}
			made = all[i].Version
		}
		if made.Who != q.viewer.Pseudonym && q.now.Sub(made.At) < fresh {
			q.add(TaskOwner, v, "", "")
			q.tasks[len(q.tasks)-1].Since = made.At
		}
	}
}

// measure finds what is late in one measure, of which something was said last at
// a time.
func (q *queue) measure(v heldVersion, m heed.Measure, last time.Time) {
	lead := m.Lead == q.viewer.Institution
	if !lead && !slices.Contains(m.Partners, q.viewer.Institution) {
		return
	}
	for _, late := range m.Late(q.today) {
		q.add(TaskMilestone, v, late.Due, late.Title)
	}
	if !lead || slices.Contains(operating, m.Stage()) {
		return
	}
	if v.At.After(last) {
		last = v.At
	}
	switch {
	case m.Due != "" && m.Due < q.today:
		q.add(TaskOverdue, v, m.Due, "")
	case m.Start <= q.today && q.now.Sub(last) > quiet:
		q.add(TaskSilent, v, "", "")
		q.tasks[len(q.tasks)-1].Since = last
	}
}

// answers finds what this person's institution was asked for and, for who
// coordinates, what can be settled: while the State has not answered its newest
// review, and where its answer is considered anew.
func (q *queue) answers(ctx context.Context, f *Finder, s snapshot) error {
	if q.viewer.Voice != heed.VoiceState {
		return nil
	}
	id, err := f.latest(ctx, s, q.viewer.State)
	if err != nil || !id.Known() {
		return err
	}
	r, err := f.review(ctx, s, id)
	if err != nil {
		return err
	}
	for _, row := range r.rows {
		if row.Position == heed.Pending {
			q.answer(q.response(row))
		}
	}
	for _, a := range All[heed.Assignment](q.Follow) {
		at := a.Body.Recommendation
		if a.Body.Anew.IsZero() || !q.viewer.SameVoice(a.Side) {
			continue
		}
		r, err := f.review(ctx, s, at.Review)
		if heed.ErrorCode(err) == heed.CodeNotFound {
			continue // no document speaks of that review any more
		}
		if err != nil {
			return err
		}
		if i, ok := r.at[at.Ref]; ok && (at.Review != id || r.rows[i].Position != heed.Pending) {
			q.answer(q.response(r.rows[i]))
		}
	}
	return nil
}

// answer finds what one recommendation waits for.
func (q *queue) answer(r Response) {
	if r.Assignment == nil || r.Settlement != nil && !r.Outdated {
		return
	}
	a, ok := q.newest(r.Assignment.Subject)
	if !ok {
		return
	}
	asked := slices.Contains(r.Assignment.Body.Institutions(), q.viewer.Institution)
	proposals := r.Counting()
	proposed := slices.ContainsFunc(proposals, func(p Held[heed.Proposal]) bool { return p.Institution == q.viewer.Institution })
	if asked && !proposed && policy.Allow(q.actor, policy.Propose) == nil {
		q.add(TaskPropose, a, r.Assignment.Body.Due, "")
	}
	if policy.AllowOn(q.actor, policy.Settle, policy.Of(a.Version)) != nil || len(proposals) == 0 {
		return
	}
	kind := TaskKind("")
	switch {
	case r.Conflicts():
		kind = TaskConflict
	case r.Standing == Agreed:
		kind = TaskAgreed
	default:
		return
	}
	q.add(kind, a, r.Assignment.Body.Due, "")
	q.tasks[len(q.tasks)-1].Since = proposals[len(proposals)-1].At
}
