// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
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
	SubjectEvidence    SubjectKind = "evidence"
	SubjectCustody     SubjectKind = "custody" // of evidence, by whose ID it goes
	SubjectClaim       SubjectKind = "claim"   // in a source, beside the record
	SubjectAssessment  SubjectKind = "assessment"
	SubjectReply       SubjectKind = "reply"    // to what somebody has published
	SubjectSchedule    SubjectKind = "schedule" // of reports on measures
	SubjectComment     SubjectKind = "comment"  // on a thing, within a voice
	SubjectDossier     SubjectKind = "dossier"  // of an event
	SubjectFigure      SubjectKind = "figure"   // of a dossier
	SubjectCall        SubjectKind = "call"     // about the event of a dossier
	SubjectPerson      SubjectKind = "person"   // in the event of a dossier, by a reference
	SubjectName        SubjectKind = "name"     // of a person, by whose ID it goes
	SubjectFeed        SubjectKind = "feed"     // that is watched
	SubjectFind        SubjectKind = "find"     // in a feed, by a program
)

// SubjectReview is what a day of a calendar is of. It is not among SubjectKinds:
// nobody writes a review.
const SubjectReview SubjectKind = "review"

// SubjectKinds lists all kinds.
var SubjectKinds = []SubjectKind{
	SubjectInstitution, SubjectAssignment, SubjectProposal, SubjectSettlement, SubjectMeasure, SubjectCluster, SubjectUpdate,
	SubjectEvidence, SubjectCustody, SubjectClaim,
	SubjectAssessment, SubjectReply,
	SubjectSchedule,
	SubjectComment,
	SubjectDossier, SubjectFigure, SubjectCall, SubjectPerson, SubjectName,
	SubjectFeed, SubjectFind,
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
	VisibleNamed        Visibility = "named"        // people of the same voice who are named, and no others
	VisibleInstitution  Visibility = "institution"  // all of the institution
	VisibleCoordination Visibility = "coordination" // the voice, but for its readers
	VisiblePublic       Visibility = "public"
)

// Visibilities lists all visibilities from the narrowest.
var Visibilities = []Visibility{VisibleDraft, VisibleNamed, VisibleInstitution, VisibleCoordination, VisiblePublic}

// WorkVisibilities lists those that a writer chooses from where nobody is named.
var WorkVisibilities = []Visibility{VisibleDraft, VisibleInstitution, VisibleCoordination}

// Within reports whether one is as narrow as another, or narrower.
func (v Visibility) Within(o Visibility) bool {
	return slices.Index(Visibilities, v) <= slices.Index(Visibilities, o)
}

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

// nextSaid is next for what stands as it was said: once it was found right it
// can be returned by who found it so, published, or withdrawn, and never changed.
var nextSaid = map[Step][]Step{
	StepReviewed:  {StepReturned, StepPublished, StepWithdrawn},
	StepPublished: {StepWithdrawn},
	StepWithdrawn: {},
}

// StandsAsSaid reports whether what a kind of thing says is not changed once it
// was found right.
func (k SubjectKind) StandsAsSaid() bool { return k == SubjectAssessment || k == SubjectReply }

// Veiled reports whether things of a kind are for people who are named for them at
// every step, also when they are published: what the public reads then is decided
// when it asks.
func (k SubjectKind) Veiled() bool { return k == SubjectName }

// MayBecome reports whether a version can be followed by one at another step.
func (v Version) MayBecome(to Step) bool {
	if steps, ok := nextSaid[v.Step]; ok && v.Kind.StandsAsSaid() {
		return slices.Contains(steps, to)
	}
	return v.Step.MayBecome(to)
}

// Version is something of the follow-up as it was from one moment on. Nothing
// is ever rewritten: a change is the next version, and a removal too.
type Version struct {
	Subject
	Number int `json:"number"` // from 1
	Side
	Visibility Visibility `json:"visibility"`
	// Named are the pseudonyms of those who may read it beside its author, where
	// Visibility is VisibleNamed.
	Named []string `json:"named,omitempty"`
	Step  Step     `json:"step"`
	// Author is the pseudonym of who wrote the first version; Who that of who
	// wrote this one.
	Author string `json:"author"`
	// Hands are the pseudonyms of the others who have written what it says since it
	// was last published: nobody finds right what they wrote.
	Hands []string  `json:"hands,omitempty"`
	Who   string    `json:"who"`
	Role  Role      `json:"role"`
	At    time.Time `json:"at"` // UTC
	// Note says why it was changed, or what is to be changed.
	Note string `json:"note,omitempty"`
	// Row is the row of a spreadsheet that it was written from; nil for what
	// somebody typed.
	Row *SheetRow `json:"row,omitempty"`
	// Removed says that the thing is no longer kept; Body is that of before.
	Removed bool `json:"removed,omitempty"`
	// Origin is where it was published first, nil where that was here. Nobody here
	// changes what others have published.
	Origin *Origin         `json:"origin,omitempty"`
	Body   json.RawMessage `json:"body"`
	// Sealed is the box that holds Note and Body of what could endanger somebody; Body
	// is then what stands beside it. It is nil where nothing is sealed, and for who has
	// it opened.
	Sealed []byte `json:"sealed,omitempty"`
	// Entry is the position of its entry in the log.
	Entry int64 `json:"entry"`
}

// SheetRow is a row of a spreadsheet from which a version was written.
type SheetRow struct {
	// File is the digest of the spreadsheet.
	File Digest `json:"file"`
	Line int    `json:"line"` // from 1
	// Export says that it was an export of Heed's, whose rows say which version
	// they were made from. What others keep does not, and is held against the last
	// version that came of it.
	Export bool `json:"export,omitempty"`
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

// Confined is a matter that not everybody may be shown.
type Confined interface {
	// Widest is the widest visibility that it may have.
	Widest() Visibility
}

// Repeating is a matter that lists things, of which one can be named twice.
type Repeating interface {
	// Once is the same with each of them once. Nothing else of it changes.
	Once() Matter
}

// once gives values in their order, each where it stands first.
func once[T comparable](values []T) []T {
	var out []T
	for _, v := range values {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// matters reads what versions of each kind say.
var matters = map[SubjectKind]func(Version) (Matter, error){
	SubjectInstitution: matter[Institution],
	SubjectAssignment:  matter[Assignment],
	SubjectProposal:    matter[Proposal],
	SubjectSettlement:  matter[Settlement],
	SubjectMeasure:     matter[Measure],
	SubjectCluster:     matter[Cluster],
	SubjectUpdate:      matter[Update],
	SubjectEvidence:    matter[Evidence],
	SubjectCustody:     matter[Custody],
	SubjectClaim:       matter[Claim],
	SubjectAssessment:  matter[Assessment],
	SubjectReply:       matter[Reply],
	SubjectSchedule:    matter[Schedule],
	SubjectComment:     matter[Remark],
	SubjectDossier:     matter[Dossier],
	SubjectFigure:      matter[Figure],
	SubjectCall:        matter[Call],
	SubjectPerson:      matter[Person],
	SubjectName:        matter[Name],
	SubjectFeed:        matter[Feed],
	SubjectFind:        matter[Find],
}

// Matter reads what a version says.
func (v Version) Matter() (Matter, error) {
	read, ok := matters[v.Kind]
	if !ok {
		return nil, fmt.Errorf("heed.Matter: no such kind: %s", v.Subject)
	}
	return read(v)
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

// inRow gives the first of some errors with the row of its field in which it is, counted
// from 0; people count from 1.
func inRow(row int, errs ...error) error {
	err := cmp.Or(errs...)
	if e := (*Error)(nil); errors.As(err, &e) {
		e.Args = append(e.Args, "Row", strconv.Itoa(row+1))
	}
	return err
}

// The most that texts may hold, in characters: a title of one line, and a text
// of some pages.
const (
	MaxTitle = 300
	MaxText  = 20_000
)

// unseen reports whether a sign is not seen in a text and makes it read as something
// else: those that turn the order of letters and digits around (Unicode Standard Annex
// 9), and blanks without width. The joiners are none of them: words of some languages
// need those, nor are the marks of direction, which turn nothing around.
func unseen(r rune) bool {
	return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == wordBreak || r == 0x2060 || r == 0xFEFF
}

// wordBreak is the blank without width. Khmer, Lao, Thai and Myanmar, which are written
// without blanks, part words by it (Unicode Standard, 23.2).
const wordBreak = 0x200B

// Seen is a text without the signs that nobody sees and that make it read as something
// else. Whatever takes a text in from a person, a page, a feed or the name of a file
// takes it in so: nobody can be told to mend what they cannot see. What parts words of
// a language that is written without blanks stays.
func Seen(text string) string {
	if strings.IndexFunc(text, unseen) < 0 {
		return text
	}
	var b strings.Builder
	last, parted := rune(0), false
	for _, r := range text {
		if unseen(r) {
			parted = parted || r == wordBreak
			continue
		}
		if parted && unspaced(last) && unspaced(r) {
			b.WriteRune(wordBreak)
		}
		b.WriteRune(r)
		last, parted = r, false
	}
	return b.String()
}

// unspaced reports whether a sign is of a script that has no blanks between words.
func unspaced(r rune) bool {
	return unicode.In(r, unicode.Khmer, unicode.Lao, unicode.Thai, unicode.Myanmar)
}

// Unseen names the first sign that Seen takes out of a text, as "U+200B"; "" where it
// takes none out.
func Unseen(text string) string {
	seen := []rune(Seen(text))
	for n, r := range []rune(text) {
		if n >= len(seen) || seen[n] != r {
			return fmt.Sprintf("%U", r)
		}
	}
	return ""
}

// checkText is unfit for a text that is too long, or missing where it must not
// be, and for one of a line, which stands within others, with signs that are unseen:
// what came by another door than those that take them out, such as a bundle, was made so.
func checkText(kind SubjectKind, field, text string, most int, needed bool) error {
	switch {
	case needed && strings.TrimSpace(text) == "":
		return unfit(kind, field, "error.field_missing")
	case utf8.RuneCountInString(text) > most:
		return unfit(kind, field, "error.field_long", "Most", strconv.Itoa(most))
	}
	if most >= MaxText {
		return nil
	}
	if sign := Unseen(text); sign != "" {
		return unfit(kind, field, "error.field_unseen", "Sign", sign)
	}
	return nil
}

// blanks writes values with blanks between them, as errors carry them.
func blanks[T ~string](values []T) string {
	out := make([]string, len(values))
	for n, v := range values {
		out[n] = string(v)
	}
	return strings.Join(out, " ")
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

// MaxNamed is how many people may be named for one thing.
const MaxNamed = 50

// CheckNamed is CodeInvalid for a list of pseudonyms that is too long, or has one
// twice.
func CheckNamed(named []string) error {
	if len(named) > MaxNamed {
		return &Error{Code: CodeInvalid, Op: "heed.CheckNamed", Key: "error.field_many", Args: []string{"Field", "named", "Most", strconv.Itoa(MaxNamed)}}
	}
	for i, name := range named {
		if name == "" || slices.Contains(named[:i], name) {
			return &Error{Code: CodeInvalid, Op: "heed.CheckNamed", Key: "error.field_twice", Args: []string{"Field", "named", "Given", name}}
		}
	}
	return nil
}
