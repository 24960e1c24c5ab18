// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/policy"
)

// corrections finds what another voice asks to be put right, and nobody has begun
// to answer.
func (q *queue) corrections() {
	if policy.AllowOn(q.actor, policy.Reply, policy.About{Side: q.viewer.Side, Author: q.viewer.Pseudonym}) != nil {
		return
	}
	for _, t := range q.requests() {
		if v, ok := q.newest(t.Subject); ok && len(t.Replies) == 0 {
			about := t.Title
			if t.Assessed != nil {
				about = cmp.Or(about, t.Assessed.Reasons, t.Recommendation.String())
			}
			q.add(TaskRequest, v, "", about)
		}
	}
}

// reports finds what schedules ask for: of who is to report from the day of the
// first reminder on, and of whoever stands above them when a reminder would reach
// that far. Of each measure it is the oldest report that is missing.
func (q *queue) reports() {
	if policy.Allow(q.actor, policy.Report) != nil {
		return
	}
	met := map[heed.Subject]bool{}
	for _, d := range q.due(q.viewer.Side, q.today, q.today.Add(heed.Horizon())) {
		if d.Kind != heed.DueReport || met[d.Of] || !q.reminded(d) {
			continue
		}
		met[d.Of] = true
		if v, ok := q.newest(d.Of); ok {
			q.add(TaskReport, v, d.On, "")
		}
	}
}

// reminded reports whether what is due waits on this person by now.
func (q *queue) reminded(d heed.Due) bool {
	rung, reached := d.Rung(q.today)
	switch {
	case !reached:
		return false
	case d.Person != "" && d.Person == q.viewer.Pseudonym:
		return true
	case q.viewer.Role == heed.FocalPoint && q.viewer.SameInstitution(d.Side):
		return d.Person == "" || rung.To >= heed.ToFocalPoint
	}
	return q.viewer.Role == heed.Coordinator && rung.To >= heed.ToCoordinator
}
