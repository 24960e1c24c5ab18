// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// ID names something of the follow-up within its kind. It is drawn by chance
// and tells nothing, but where a rule makes it: an assignment has the name of
// its recommendation.
type ID string

var idForm = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z._-]{0,79}$`)

// Valid reports whether an ID has the form of one: letters, digits, dots,
// hyphens and low lines, at most 80.
func (id ID) Valid() bool { return idForm.MatchString(string(id)) }

// SubjectKind is a kind of thing of the follow-up.
type SubjectKind string

// The kinds.
const (
	SubjectInstitution SubjectKind = "institution"
	SubjectAssignment  SubjectKind = "assignment" // of a recommendation to institutions
	SubjectProposal    SubjectKind = "proposal"   // an institution's, for a position
	SubjectSettlement  SubjectKind = "settlement" // the coordinator's, of the position
	SubjectMeasure     SubjectKind = "measure"
	SubjectCluster     SubjectKind = "cluster"
	SubjectUpdate      SubjectKind = "update"
)

// SubjectKinds lists all kinds.
var SubjectKinds = []SubjectKind{
	SubjectInstitution, SubjectAssignment, SubjectProposal, SubjectSettlement, SubjectMeasure, SubjectCluster, SubjectUpdate,
}

// Subject names one thing of the follow-up: what people write between two
// reviews.
type Subject struct {
	Kind SubjectKind `json:"kind"`
	ID   ID          `json:"id"`
}

// String gives "measure/k3v9…".
func (s Subject) String() string { return string(s.Kind) + "/" + string(s.ID) }

// Visibility is who may read a version, beside whoever wrote it.
type Visibility string

// The visibilities, from the narrowest.
const (
	VisibleDraft        Visibility = "draft"        // nobody else
	VisibleInstitution  Visibility = "institution"  // all of the institution
	VisibleCoordination Visibility = "coordination" // the voice, but for its readers
	VisiblePublic       Visibility = "public"
)

// Visibilities lists all visibilities from the narrowest.
var Visibilities = []Visibility{VisibleDraft, VisibleInstitution, VisibleCoordination, VisiblePublic}

// Step is how far something has come on its way to the public.
type Step string

// The steps. Reviewed and published are two: who found it right is not who
// answers for it.
const (
	StepDraft     Step = "draft"
	StepSubmitted Step = "submitted" // for review
	StepReturned  Step = "returned"  // changes are asked for
	StepReviewed  Step = "reviewed"
	StepPublished Step = "published"
	StepWithdrawn Step = "withdrawn"
)

// next says which step may follow which.
var next = map[Step][]Step{
	"":            {StepDraft, StepSubmitted},
	StepDraft:     {StepDraft, StepSubmitted, StepWithdrawn},
	StepSubmitted: {StepSubmitted, StepDraft, StepReturned, StepReviewed, StepWithdrawn},
	StepReturned:  {StepReturned, StepDraft, StepSubmitted, StepWithdrawn},
	StepReviewed:  {StepDraft, StepReturned, StepSubmitted, StepPublished, StepWithdrawn},
	StepPublished: {StepDraft, StepSubmitted, StepWithdrawn},
	StepWithdrawn: {StepDraft},
}

// MayBecome reports whether something at one step may be at another next. What
// is changed after it was reviewed or published begins anew.
func (s Step) MayBecome(to Step) bool { return slices.Contains(next[s], to) }

// Version is something of the follow-up as it was from one moment on. Nothing
// is ever rewritten: a change is the next version, and a removal too.
type Version struct {
	Subject
	Number int `json:"number"` // from 1
	Side
	Visibility Visibility `json:"visibility"`
	Step       Step       `json:"step"`
	// Author is the pseudonym of who wrote the first version; Who that of who
	// wrote this one.
	Author string    `json:"author"`
	Who    string    `json:"who"`
	Role   Role      `json:"role"`
	At     time.Time `json:"at"` // UTC
	// Note says why it was changed, or what is to be changed.
	Note string `json:"note,omitempty"`
	// Removed says that the thing is no longer kept; Body is that of before.
	Removed bool            `json:"removed,omitempty"`
	Body    json.RawMessage `json:"body"`
	// Entry is the position of its entry in the log.
	Entry int64 `json:"entry"`
}

// Matter is what a version says: the body of one kind.
type Matter interface {
	// Of is the kind of thing that it is the body of.
	Of() SubjectKind
	// Concerns lists the recommendations that it is about.
	Concerns() []RecID
	// Check is CodeInvalid for what cannot be kept.
	Check() error
}

// Matter reads what a version says.
func (v Version) Matter() (Matter, error) {
	switch v.Kind {
	case SubjectInstitution:
		return matter[Institution](v)
	case SubjectAssignment:
		return matter[Assignment](v)
	case SubjectProposal:
		return matter[Proposal](v)
	case SubjectSettlement:
		return matter[Settlement](v)
	case SubjectMeasure:
		return matter[Measure](v)
	case SubjectCluster:
		return matter[Cluster](v)
	case SubjectUpdate:
		return matter[Update](v)
	}
	return nil, fmt.Errorf("heed.Matter: no such kind: %s", v.Subject)
}

func matter[T Matter](v Version) (Matter, error) {
	var out T
	if err := json.Unmarshal(v.Body, &out); err != nil {
		return nil, fmt.Errorf("heed.Matter(%s, version %d): %w", v.Subject, v.Number, err)
	}
	return out, nil
}

// unfit is the error of a body that cannot be kept: which field of it, and why.
func unfit(kind SubjectKind, field, key string, args ...string) error {
	return &Error{Code: CodeInvalid, Op: "heed.Check(" + string(kind) + ")", Key: key, Args: append([]string{"Field", field}, args...)}
}

// The most that texts may hold, in characters: a title of one line, and a text
// of some pages.
const (
	MaxTitle = 300
	MaxText  = 20_000
)

// checkText is unfit for a text that is too long, or missing where it must not
// be.
func checkText(kind SubjectKind, field, text string, most int, needed bool) error {
	switch {
	case needed && strings.TrimSpace(text) == "":
		return unfit(kind, field, "error.field_missing")
	case utf8.RuneCountInString(text) > most:
		return unfit(kind, field, "error.field_long", "Most", strconv.Itoa(most))
	}
	return nil
}

// checkOneOf is unfit for a value that is none of a list.
func checkOneOf[T ~string](kind SubjectKind, field string, value T, of []T) error {
	if slices.Contains(of, value) {
		return nil
	}
	return unfit(kind, field, "error.field_value", "Given", string(value))
}

// checkDays is unfit for days that are none, or stand in the wrong order.
func checkDays(kind SubjectKind, field string, days ...Date) error {
	last := Date("")
	for _, d := range days {
		if d == "" {
			continue
		}
		if !d.Valid() {
			return unfit(kind, field, "error.field_date", "Given", string(d))
		}
		if d < last {
			return unfit(kind, field, "error.field_order", "First", string(last), "Then", string(d))
		}
		last = d
	}
	return nil
}
