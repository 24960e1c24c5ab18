// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// FigureKind is what a figure counts.
type FigureKind string

// The kinds. Those from complaints on belong to proceedings.
const (
	FigureDeaths      FigureKind = "deaths"
	FigureInjured     FigureKind = "injured"
	FigureMissing     FigureKind = "missing"
	FigureDetained    FigureKind = "detained"
	FigureViolations  FigureKind = "violations" // documented by somebody
	FigureComplaints  FigureKind = "complaints" // of torture and ill-treatment
	FigureOpened      FigureKind = "opened"
	FigureSuspects    FigureKind = "suspects"
	FigureClosed      FigureKind = "closed"
	FigureSentToCourt FigureKind = "sent_to_court"
	FigureConvictions FigureKind = "convictions"
	FigureAcquittals  FigureKind = "acquittals"
	FigureRemedies    FigureKind = "remedies"
	FigureOther       FigureKind = "other"
)

// FigureKinds lists all kinds in the order in which they are shown.
var FigureKinds = []FigureKind{
	FigureDeaths, FigureInjured, FigureMissing, FigureDetained, FigureViolations, FigureComplaints, FigureOpened, FigureSuspects,
	FigureClosed, FigureSentToCourt, FigureConvictions, FigureAcquittals, FigureRemedies, FigureOther,
}

// FigureUnit is what one of a figure is.
type FigureUnit string

// The units. One person can be in several cases, and one case be about many
// persons: they are never counted against each other.
const (
	UnitPersons    FigureUnit = "persons"
	UnitComplaints FigureUnit = "complaints"
	UnitCases      FigureUnit = "cases"
	UnitCharges    FigureUnit = "charges"
)

// FigureUnits lists all units.
var FigureUnits = []FigureUnit{UnitPersons, UnitComplaints, UnitCases, UnitCharges}

// FigureBasis is how something was counted.
type FigureBasis string

// The bases. A list holds those whose names somebody found: it is not an
// estimate of how many there were, and no smaller register. It has so many names, or
// at least so many, and never about so many; what a register holds a source may round.
const (
	BasisRegistered FigureBasis = "registered"
	BasisNamedList  FigureBasis = "named_list"
	BasisEstimate   FigureBasis = "estimate"
)

// FigureBases lists all bases.
var FigureBases = []FigureBasis{BasisRegistered, BasisNamedList, BasisEstimate}

// FigureBound says whether a figure is the number, or an end of what it can be.
type FigureBound string

// The bounds.
const (
	BoundExact   FigureBound = ""
	BoundAtLeast FigureBound = "at_least"
	BoundAtMost  FigureBound = "at_most"
	BoundAbout   FigureBound = "about"
)

// FigureBounds lists those that a writer chooses from; BoundExact is none of them.
var FigureBounds = []FigureBound{BoundAtLeast, BoundAtMost, BoundAbout}

// Track is whose acts proceedings are about.
type Track string

// The tracks. Figures of one are never held against those of the other.
const (
	TrackNone         Track = ""
	TrackOfficials    Track = "officials"    // accountability of officials
	TrackParticipants Track = "participants" // prosecution of those who took part
)

// Tracks lists both.
var Tracks = []Track{TrackOfficials, TrackParticipants}

// CaseStage is how far proceedings have come.
type CaseStage string

// The stages, in the order in which they mostly come.
const (
	CaseAllegation CaseStage = "allegation"
	CaseOpened     CaseStage = "opened"
	CaseSuspended  CaseStage = "suspended"
	CaseTerminated CaseStage = "terminated"
	CaseSuspected  CaseStage = "suspected"
	CaseCourt      CaseStage = "court"
	CasePlea       CaseStage = "plea_agreement"
	CaseAcquitted  CaseStage = "acquitted"
	CaseConvicted  CaseStage = "convicted"
	CaseAmnesty    CaseStage = "amnesty"
	CasePardon     CaseStage = "pardon"
	CaseRemedy     CaseStage = "remedy"
)

// CaseStages lists all stages.
var CaseStages = []CaseStage{
	CaseAllegation, CaseOpened, CaseSuspended, CaseTerminated, CaseSuspected, CaseCourt, CasePlea, CaseAcquitted, CaseConvicted, CaseAmnesty, CasePardon, CaseRemedy,
}

// Leaves reports whether a stage leads off the way from an allegation to a remedy.
func (s CaseStage) Leaves() bool {
	return slices.Contains([]CaseStage{CaseSuspended, CaseTerminated, CasePlea, CaseAcquitted, CaseAmnesty, CasePardon}, s)
}

// stageOf is the stage at which a figure of a kind stands where it names none.
var stageOf = map[FigureKind]CaseStage{
	FigureComplaints: CaseAllegation, FigureOpened: CaseOpened, FigureSuspects: CaseSuspected, FigureClosed: CaseTerminated,
	FigureSentToCourt: CaseCourt, FigureConvictions: CaseConvicted, FigureAcquittals: CaseAcquitted, FigureRemedies: CaseRemedy,
}

// countable is what one of a figure of a kind can be, and at which stages of
// proceedings it can stand.
type countable struct {
	units  []FigureUnit
	stages []CaseStage
}

// countables holds kind, unit and stage together. Who died, was injured, is missing
// or was held is a person, whatever became of the proceedings: those have kinds of
// their own.
var countables = map[FigureKind]countable{
	FigureDeaths:      {units: []FigureUnit{UnitPersons}},
	FigureInjured:     {units: []FigureUnit{UnitPersons}},
	FigureMissing:     {units: []FigureUnit{UnitPersons}},
	FigureDetained:    {units: []FigureUnit{UnitPersons}},
	FigureViolations:  {[]FigureUnit{UnitPersons, UnitComplaints, UnitCases}, []CaseStage{CaseAllegation}},
	FigureComplaints:  {[]FigureUnit{UnitPersons, UnitComplaints, UnitCases}, []CaseStage{CaseAllegation}},
	FigureOpened:      {FigureUnits, []CaseStage{CaseOpened}},
	FigureSuspects:    {[]FigureUnit{UnitPersons}, []CaseStage{CaseSuspected}},
	FigureClosed:      {FigureUnits, []CaseStage{CaseTerminated, CaseSuspended, CaseAmnesty}},
	FigureSentToCourt: {[]FigureUnit{UnitPersons, UnitCases, UnitCharges}, []CaseStage{CaseCourt, CasePlea}},
	FigureConvictions: {[]FigureUnit{UnitPersons, UnitCases, UnitCharges}, []CaseStage{CaseConvicted, CasePlea, CaseAmnesty, CasePardon}},
	FigureAcquittals:  {[]FigureUnit{UnitPersons, UnitCases, UnitCharges}, []CaseStage{CaseAcquitted}},
	FigureRemedies:    {[]FigureUnit{UnitPersons, UnitComplaints, UnitCases}, []CaseStage{CaseRemedy}},
	FigureOther:       {FigureUnits, CaseStages},
}

// checkCountable is unfit for what is not counted so: deaths are no cases, and none of
// them was convicted.
func (f Figure) checkCountable() error {
	const kind = SubjectFigure
	can, ok := countables[f.Kind]
	switch {
	case !ok:
		return nil // said by who looks at the kind
	case !slices.Contains(can.units, f.Unit):
		return unfit(kind, "unit", "error.figure_unit", "Figure", string(f.Kind), "Units", blanks(can.units))
	case f.Stage == "" || slices.Contains(can.stages, f.Stage):
		return nil
	case len(can.stages) == 0:
		return unfit(kind, "stage", "error.figure_no_stage", "Figure", string(f.Kind))
	}
	return unfit(kind, "stage", "error.figure_stage", "Figure", string(f.Kind), "Stages", blanks(can.stages))
}

// Around is a day, or a month ("2022-08") or year ("2022") where no more is
// known; "" where nothing is.
type Around string

// Valid reports whether it is one of the calendar.
func (a Around) Valid() bool {
	return slices.ContainsFunc([]string{time.DateOnly, "2006-01", "2006"}, func(form string) bool {
		_, err := time.Parse(form, string(a))
		return err == nil
	})
}

// Day reports whether it is a day.
func (a Around) Day() bool { return Date(a).Valid() }

// before reports whether all of it lies before the other: a month is not before one
// of its days, and nothing before what is not known.
func (a Around) before(o Around) bool {
	n := min(len(a), len(o))
	return a[:n] < o[:n]
}

// Part is a part of a figure, as the same source gives it. Parts need not be all
// of it, and are never added up.
type Part struct {
	Value int   `json:"value"`
	Of    Texts `json:"of"`
}

// Figure is a number that somebody gives of what happened, or of what was done
// about it. It says what it counts, how, as of when, and who says so.
type Figure struct {
	Dossier ID          `json:"dossier"`
	Kind    FigureKind  `json:"kind"`
	Value   int         `json:"value"`
	Bound   FigureBound `json:"bound,omitempty"`
	Unit    FigureUnit  `json:"unit"`
	Basis   FigureBasis `json:"basis"`
	// Scope says in words whom or what it counts.
	Scope Texts  `json:"scope"`
	Parts []Part `json:"parts,omitempty"`
	// AsOf is of when it is, Published when it was made known; When says what is
	// known of either where no day is.
	AsOf      Around `json:"as_of,omitempty"`
	Published Around `json:"published,omitempty"`
	When      Texts  `json:"when,omitempty"`
	// Voice and Speaker are who says so: whoever recorded it only quotes.
	Voice   Voice     `json:"voice"`
	Speaker string    `json:"speaker"`
	Source  Source    `json:"source"`
	Track   Track     `json:"track,omitempty"`
	Stage   CaseStage `json:"stage,omitempty"`
	// Revises is the figure in whose place it came. Both are shown.
	Revises ID     `json:"revises,omitempty"`
	Note    string `json:"note,omitempty"`
}

// Like is what figures have to share to be laid side by side.
type Like struct {
	Kind  FigureKind  `json:"kind"`
	Track Track       `json:"track,omitempty"`
	Stage CaseStage   `json:"stage,omitempty"`
	Unit  FigureUnit  `json:"unit"`
	Basis FigureBasis `json:"basis"`
}

// Reached is the stage of the proceedings that a figure counts, "" where it
// counts none.
func (f Figure) Reached() CaseStage { return cmp.Or(f.Stage, stageOf[f.Kind]) }

// Like gives what other figures have to share.
func (f Figure) Like() Like { return Like{f.Kind, f.Track, f.Reached(), f.Unit, f.Basis} }

// Comparable reports whether two figures may be laid side by side: they count the
// same of the same, in one unit, on one basis.
func (f Figure) Comparable(o Figure) bool {
	return f.Dossier == o.Dossier && f.Like() == o.Like() && f.Scope.Same(o.Scope)
}

// Together parts figures into groups of which any two are like each other, by their
// positions; every figure joins the first group that it is like.
func Together(all []Figure, like func(a, b Figure) bool) [][]int {
	var out [][]int
	for i, f := range all {
		at := slices.IndexFunc(out, func(group []int) bool {
			return !slices.ContainsFunc(group, func(j int) bool { return !like(all[j], f) })
		})
		if at < 0 {
			out = append(out, []int{i})
		} else {
			out[at] = append(out[at], i)
		}
	}
	return out
}

// Disagrees reports whether two figures of one day, on one basis, are not the
// same although both are given as the number.
func (f Figure) Disagrees(o Figure) bool {
	return f.Comparable(o) && f.AsOf.Day() && f.AsOf == o.AsOf && f.Bound == BoundExact && o.Bound == BoundExact && f.Value != o.Value
}

// Official reports whether it is a State that says so.
func (f Figure) Official() bool { return f.Voice == VoiceState }

// MayRevise reports whether a figure can have come in the place of another: the
// same speaker counts the same anew, and not as of an earlier day.
func (f Figure) MayRevise(had Figure) bool {
	return f.Comparable(had) && f.Voice == had.Voice && alike(f.Speaker, had.Speaker) && !f.AsOf.before(had.AsOf)
}

// Before names the field by which it tells of a time when an event had not begun, ""
// where it had.
func (f Figure) Before(d Dossier) string {
	switch from := Around(d.From); {
	case f.AsOf.before(from):
		return "as_of"
	case f.Published.before(from):
		return "published"
	}
	return ""
}

// ByDate orders figures from the earliest; what has no date comes last.
func ByDate(a, b Figure) int {
	return cmp.Or(later(a.AsOf, b.AsOf), later(a.Published, b.Published))
}

func later(a, b Around) int {
	switch {
	case a == b:
		return 0
	case a == "":
		return 1
	case b == "":
		return -1
	}
	return cmp.Compare(a, b)
}

// Ground is why figures are not drawn as one flow.
type Ground string

// The grounds.
const (
	GroundUnit    Ground = "unit"
	GroundScope   Ground = "scope" // whom or what they count, in words
	GroundBasis   Ground = "basis"
	GroundSource  Ground = "source"
	GroundDate    Ground = "date"
	GroundUndated Ground = "undated"
	GroundInexact Ground = "inexact"
	GroundStage   Ground = "stage" // two of one stage, or one without
	GroundGrows   Ground = "grows" // more at a later stage than before
)

// Grounds lists all grounds.
var Grounds = []Ground{GroundUnit, GroundScope, GroundBasis, GroundSource, GroundDate, GroundUndated, GroundInexact, GroundStage, GroundGrows}

// Apart lists why figures of one track must not be drawn as one flow; none where
// they may.
func Apart(all []Figure) []Ground {
	if len(all) == 0 {
		return nil
	}
	found := map[Ground]bool{}
	first, seen := all[0], map[CaseStage]bool{}
	for i, f := range all {
		found[GroundScope] = found[GroundScope] || slices.ContainsFunc(all[:i], func(o Figure) bool { return !f.Scope.Same(o.Scope) })
		found[GroundUnit] = found[GroundUnit] || f.Unit != first.Unit
		found[GroundBasis] = found[GroundBasis] || f.Basis != first.Basis
		found[GroundSource] = found[GroundSource] || !alike(f.Speaker, first.Speaker) || f.Source.document() != first.Source.document()
		found[GroundDate] = found[GroundDate] || f.AsOf != first.AsOf
		found[GroundUndated] = found[GroundUndated] || !f.AsOf.Day()
		found[GroundInexact] = found[GroundInexact] || f.Bound != BoundExact
		found[GroundStage] = found[GroundStage] || f.Reached() == "" || seen[f.Reached()] || f.Track != first.Track
		seen[f.Reached()] = true
	}
	found[GroundGrows] = grows(all)
	var out []Ground
	for _, g := range Grounds {
		if found[g] {
			out = append(out, g)
		}
	}
	return out
}

// grows reports whether a later stage of the way has more than one before it.
func grows(all []Figure) bool {
	last := -1
	for _, f := range onTheWay(all) {
		if f.Reached().Leaves() {
			continue
		}
		if last >= 0 && f.Value > last {
			return true
		}
		last = f.Value
	}
	return false
}

// onTheWay orders figures by their stages.
func onTheWay(all []Figure) []Figure {
	out := slices.Clone(all)
	slices.SortStableFunc(out, func(a, b Figure) int {
		return cmp.Compare(slices.Index(CaseStages, a.Reached()), slices.Index(CaseStages, b.Reached()))
	})
	return out
}

// Flow is figures that are drawn as one way through the stages: of one track, one
// scope, one source, one unit, one basis and one day.
type Flow struct {
	Track   Track  `json:"track"`
	Speaker string `json:"speaker"`
	// Figures are positions in the list that Flows was given, by stage.
	Figures []int `json:"figures"`
}

// Flows finds the flows among figures; what belongs to none stands apart. Of
// figures that share all that a flow needs but the stages, none is drawn as one.
func Flows(all []Figure) []Flow {
	var out []Flow
	for _, at := range Together(all, oneWay) {
		var members []Figure
		for _, i := range at {
			members = append(members, all[i])
		}
		if len(members) < 2 || len(Apart(members)) > 0 {
			continue
		}
		slices.SortStableFunc(at, func(a, b int) int {
			return cmp.Compare(slices.Index(CaseStages, all[a].Reached()), slices.Index(CaseStages, all[b].Reached()))
		})
		out = append(out, Flow{members[0].Track, members[0].Speaker, at})
	}
	return out
}

// oneWay reports whether two figures of proceedings share all that a flow needs but
// the stages.
func oneWay(a, b Figure) bool {
	return a.Track != TrackNone && a.Track == b.Track && a.Reached() != "" && b.Reached() != "" && alike(a.Speaker, b.Speaker) && a.Source.document() == b.Source.document() &&
		a.Unit == b.Unit && a.Basis == b.Basis && a.AsOf == b.AsOf && a.Scope.Same(b.Scope)
}

// Headline is what a figure is called.
func (f Figure) Headline() string {
	text, _ := f.Scope.In("")
	return strconv.Itoa(f.Value) + " · " + text
}

// Of implements Matter.
func (Figure) Of() SubjectKind { return SubjectFigure }

// Concerns implements Matter: a figure stands with its dossier.
func (Figure) Concerns() []RecID { return nil }

// Check implements Matter.
func (f Figure) Check() error {
	const kind = SubjectFigure
	errs := []error{
		checkOneOf(kind, "kind", f.Kind, FigureKinds), checkCount(kind, "value", f.Value), checkOneOf(kind, "unit", f.Unit, FigureUnits), checkOneOf(kind, "basis", f.Basis, FigureBases),
		checkOneOf(kind, "bound", f.Bound, append([]FigureBound{BoundExact}, FigureBounds...)), f.Scope.check(kind, "scope", MaxTitle*2, true),
		checkAround(kind, "as_of", f.AsOf), checkAround(kind, "published", f.Published), f.When.check(kind, "when", MaxTitle, false),
		checkOneOf(kind, "voice", f.Voice, Voices), checkText(kind, "speaker", f.Speaker, MaxTitle, true), f.Source.check(kind, "source"),
		checkOneOf(kind, "track", f.Track, append([]Track{TrackNone}, Tracks...)), checkOneOf(kind, "stage", f.Stage, append([]CaseStage{""}, CaseStages...)),
		checkText(kind, "note", f.Note, MaxText, false), f.checkCountable(), f.Said().Check(kind),
	}
	if !f.Dossier.Valid() {
		errs = append(errs, unfit(kind, "dossier", "error.field_missing"))
	}
	if f.Basis == BasisNamedList && (f.Bound == BoundAbout || f.Bound == BoundAtMost) {
		errs = append(errs, unfit(kind, "bound", "error.figure_list"))
	}
	if f.Published.before(f.AsOf) {
		errs = append(errs, unfit(kind, "published", "error.field_order", "First", string(f.AsOf), "Then", string(f.Published)))
	}
	if f.Revises != "" && !f.Revises.Valid() {
		errs = append(errs, unfit(kind, "revises", "error.field_value", "Given", string(f.Revises)))
	}
	for _, p := range f.Parts {
		errs = append(errs, checkCount(kind, "parts", p.Value), p.Of.check(kind, "parts", MaxTitle, true))
		if p.Value > f.Value && f.Bound != BoundAtLeast && f.Bound != BoundAbout {
			errs = append(errs, unfit(kind, "parts", "error.part_large", "Part", strconv.Itoa(p.Value), "Whole", strconv.Itoa(f.Value)))
		}
	}
	return cmp.Or(errs...)
}

// maxCount is the largest number that a figure may have, more than one event can
// bring about.
const maxCount = 2_000_000_000

// Count reads a whole number as people write it, with blanks between thousands; it is
// false for what is none.
func Count(text string) (int, bool) {
	digits, ok := Decimal(text)
	n, err := strconv.Atoi(digits)
	return n, ok && err == nil && !strings.Contains(text, "%")
}

func checkCount(kind SubjectKind, field string, n int) error {
	if n < 0 || n > maxCount {
		return unfit(kind, field, "error.field_whole", "Given", strconv.Itoa(n))
	}
	return nil
}

func checkAround(kind SubjectKind, field string, a Around) error {
	if a != "" && !a.Valid() {
		return unfit(kind, field, "error.field_around", "Given", string(a))
	}
	return nil
}
