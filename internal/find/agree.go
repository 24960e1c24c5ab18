// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"github.com/heed-upr/heed"
)

// Agreement holds the final numbers of a review against what others say of
// them. Only those who count for themselves are asked: a source that prints its
// numbers, OHCHR's list, and UPR Info's rows. What Heed counted in report,
// addendum and session report is where its own numbers come from, and agrees
// with them as a matter of course.
type Agreement struct {
	// Counted are the numbers here, by the latest position.
	Counted heed.Total `json:"counted"`
	// Agree give the same numbers in their unit, Differ give others.
	Agree  []Compared `json:"agree"`
	Differ []Compared `json:"differ"`
}

// Compared is a source's total beside the number here in the same unit.
type Compared struct {
	heed.Total
	Here heed.Total `json:"here"`
}

// agreement compares a review's rows with the totals of its documents. It is
// nil where the report has not been issued: a draft's numbers are no totals.
func agreement(r heed.Review, rows []Row, totals []heed.Total) *Agreement {
	if !r.Stage.Counts() {
		return nil
	}
	a := &Agreement{Agree: []Compared{}, Differ: []Compared{}}
	a.Counted = tally(rows, heed.UnitRecommendation)
	for _, t := range totals {
		if !independent(t) {
			continue
		}
		c := Compared{t, tally(rows, t.Unit)}
		if c.same() {
			a.Agree = append(a.Agree, c)
		} else {
			a.Differ = append(a.Differ, c)
		}
	}
	return a
}

// independent reports whether a source counts for itself, and counts what is
// final: what a report prints is of the day of its adoption.
func independent(t heed.Total) bool {
	switch t.Source {
	case heed.KindAddendum, heed.KindSession:
		return !t.Derived && t.Unit == heed.UnitRecommendation
	case heed.KindMatrix:
		return true
	case heed.KindCoded:
		return t.Unit == heed.UnitPair
	}
	return false
}

// same reports whether a source gives the numbers that are here. One that
// leaves the sum out, or the pending ones, is asked for what it does give.
func (c Compared) same() bool {
	return (c.Received == 0 || c.Received == c.Here.Received) &&
		c.Supported == c.Here.Supported && c.InPart == c.Here.InPart && c.Noted == c.Here.Noted
}

// tally counts rows by their latest position: each once, or once for each State
// that made it.
func tally(rows []Row, unit heed.Unit) heed.Total {
	t := heed.Total{Unit: unit, Derived: true}
	for _, r := range rows {
		n := 1
		if unit == heed.UnitPair {
			n = len(r.RecommendingStates)
		}
		t.Received += n
		switch r.Position {
		case heed.Supported:
			t.Supported += n
		case heed.Partial:
			t.InPart += n
		case heed.Noted:
			t.Noted += n
		case heed.Pending:
			t.Pending += n
		case heed.UnknownPosition:
			t.Unknown += n
		}
	}
	return t
}
