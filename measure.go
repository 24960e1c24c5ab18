// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// MeasureKind is what sort of thing a measure is.
type MeasureKind string

// The kinds.
const (
	MeasureLaw           MeasureKind = "law"
	MeasurePolicy        MeasureKind = "policy"
	MeasureInstitution   MeasureKind = "institution"
	MeasureTraining      MeasureKind = "training"
	MeasureBudget        MeasureKind = "budget"
	MeasureInvestigation MeasureKind = "investigation"
	MeasureRatification  MeasureKind = "ratification"
	MeasureOther         MeasureKind = "other"
)

// MeasureKinds lists all kinds in the order in which they are shown.
var MeasureKinds = []MeasureKind{
	MeasureLaw, MeasurePolicy, MeasureInstitution, MeasureTraining, MeasureBudget, MeasureInvestigation, MeasureRatification, MeasureOther,
}

// MeasureStage is how far a measure has come, by itself: an announcement is no
// law, and a law that is adopted need not be in force.
type MeasureStage string

// The stages, in the order in which they mostly come.
const (
	StageAnnounced MeasureStage = "announced"
	StageDrafted   MeasureStage = "drafted"
	StageAdopted   MeasureStage = "adopted"
	StageInForce   MeasureStage = "in_force"
	StageOperating MeasureStage = "operating"
	StageAmended   MeasureStage = "amended"
	StageRepealed  MeasureStage = "repealed"
)

// MeasureStages lists all stages.
var MeasureStages = []MeasureStage{StageAnnounced, StageDrafted, StageAdopted, StageInForce, StageOperating, StageAmended, StageRepealed}

// StageOn is a stage with the day on which it was reached and who says so.
type StageOn struct {
	Stage  MeasureStage `json:"stage"`
	Date   Date         `json:"date"`
	Source string       `json:"source,omitempty"`
}

// Bearing is how a measure stands to what was recommended.
type Bearing string

// The bearings.
const (
	Serves      Bearing = "serves"
	Contradicts Bearing = "contradicts"
)

// Bearings lists both.
var Bearings = []Bearing{Serves, Contradicts}

// Link ties a measure to what it serves or contradicts: a recommendation of the
// UPR, or one of another mechanism by its name in OHCHR's index.
type Link struct {
	Recommendation RecID   `json:"recommendation,omitzero"`
	Annotation     string  `json:"annotation,omitempty"`
	Bearing        Bearing `json:"bearing"`
	Note           string  `json:"note,omitempty"`
}

// Citation is where a UN body recognises or criticises something: both symbol and
// paragraph are there.
type Citation struct {
	Symbol    string `json:"symbol"`
	Paragraph string `json:"paragraph,omitempty"`
	Note      string `json:"note,omitempty"`
}

// Milestone is something to be reached by a day.
type Milestone struct {
	Title string `json:"title"`
	Due   Date   `json:"due"`
	// Done is when it was reached, "" until then.
	Done Date `json:"done,omitempty"`
}

// IndicatorKind is what an indicator tells of, by OHCHR's guide to human rights
// indicators (HR/PUB/12/5): what a State has committed itself to, what it does,
// and what has become of it.
type IndicatorKind string

// The kinds.
const (
	IndicatorStructural IndicatorKind = "structural"
	IndicatorProcess    IndicatorKind = "process"
	IndicatorOutcome    IndicatorKind = "outcome"
)

// IndicatorKinds lists all kinds.
var IndicatorKinds = []IndicatorKind{IndicatorStructural, IndicatorProcess, IndicatorOutcome}

// Value is what an indicator was at a time. What is not known has no value, and
// nothing is put between two.
type Value struct {
	// Date is a day, or a year alone ("2024").
	Date   string `json:"date"`
	Value  string `json:"value"` // a decimal number
	Source string `json:"source,omitempty"`
	// Break says that it was counted otherwise than those before it, and how.
	Break string `json:"break,omitempty"`
}

// decimalForm is a number as people write one: digits, and behind a point or comma as
// many more as there are. Blanks may set thousands apart, and a sign for per cent may
// follow: the unit says what it is of.
var decimalForm = regexp.MustCompile(`^([-−]?)([0-9]{1,3}(?:[ \x{a0}\x{202f}][0-9]{3})+|[0-9]{1,30})(?:[.,]([0-9]{1,30}))?[ \x{a0}\x{202f}]?%?$`)

// Decimal gives a number as it is kept, digit by digit as it was written and with a
// point; it is false, and as it was, for what is none.
func Decimal(text string) (string, bool) {
	m := decimalForm.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return text, false
	}
	whole := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, m[2])
	if m[1] != "" {
		whole = "-" + whole
	}
	if m[3] != "" {
		whole += "." + m[3]
	}
	return whole, true
}

// Indicator is something that is counted to see whether a measure does what it
// is for.
type Indicator struct {
	Name     string        `json:"name"`
	Kind     IndicatorKind `json:"kind"`
	Unit     string        `json:"unit"`
	Baseline Value         `json:"baseline,omitzero"`
	Target   Value         `json:"target,omitzero"`
	Values   []Value       `json:"values,omitempty"`
}

// Measure is something that is done, or planned, about what was recommended.
type Measure struct {
	Title string `json:"title"`
	// Number is what it is called by in the plan of whoever keeps it: "3.2".
	Number      string      `json:"number,omitempty"`
	Kind        MeasureKind `json:"kind"`
	Description string      `json:"description,omitempty"`
	// Expected is what is to be otherwise afterwards.
	Expected string `json:"expected,omitempty"`
	Lead     ID     `json:"lead"`
	Partners []ID   `json:"partners,omitempty"`
	Start    Date   `json:"start,omitempty"`
	Due      Date   `json:"due,omitempty"`

	Stages     []StageOn   `json:"stages,omitempty"`
	Milestones []Milestone `json:"milestones,omitempty"`
	Indicators []Indicator `json:"indicators,omitempty"`
	Links      []Link      `json:"links,omitempty"`
	// SDGs are targets ("16.3"); Plans are names of national plans.
	SDGs         []string   `json:"sdgs,omitempty"`
	Plans        []string   `json:"plans,omitempty"`
	RecognisedBy []Citation `json:"recognised_by,omitempty"`
	CriticisedBy []Citation `json:"criticised_by,omitempty"`
}

// MaxNumber is how many characters the number of a measure may have.
const MaxNumber = 40

// Headline is what a measure is called.
func (m Measure) Headline() string { return m.Title }

// Of implements Matter.
func (Measure) Of() SubjectKind { return SubjectMeasure }

// Concerns implements Matter.
func (m Measure) Concerns() []RecID {
	var out []RecID
	for _, l := range m.Links {
		if l.Recommendation != (RecID{}) {
			out = append(out, l.Recommendation)
		}
	}
	return out
}

// Passages lists the passages of other mechanisms that something names, by their
// names in OHCHR's index or a table.
func Passages(m Matter) []string {
	switch says := m.(type) {
	case Cluster:
		return says.Annotations
	case Measure:
		var out []string
		for _, l := range says.Links {
			if l.Annotation != "" {
				out = append(out, l.Annotation)
			}
		}
		return out
	}
	return nil
}

// Stage is the latest stage, "" where none is known.
func (m Measure) Stage() MeasureStage {
	last := StageOn{}
	for _, s := range m.Stages {
		if s.Date >= last.Date {
			last = s
		}
	}
	return last.Stage
}

// Latest is the last day of which a measure says that something was done: it began,
// reached a stage or a milestone; "" where it says none. What is still to come is not
// done, and a value counts what is, whoever has done it.
func (m Measure) Latest() Date {
	latest := m.Start
	for _, s := range m.Stages {
		latest = max(latest, s.Date)
	}
	for _, s := range m.Milestones {
		latest = max(latest, s.Done)
	}
	return latest
}

// Precedes reports whether all that is known to have been done of a measure was done
// before a recommendation was made. Such a measure is context to it, and no progress
// on it.
func (m Measure) Precedes(made Date) bool { return m.Latest().Precedes(made) }

// Late lists the milestones that were due before a day and are not done.
func (m Measure) Late(on Date) []Milestone {
	return slices.DeleteFunc(slices.Clone(m.Milestones), func(s Milestone) bool { return s.Done != "" || s.Due >= on })
}

// Check implements Matter.
func (m Measure) Check() error {
	const kind = SubjectMeasure
	errs := []error{
		checkText(kind, "title", m.Title, MaxTitle, true), checkText(kind, "number", m.Number, MaxNumber, false), checkOneOf(kind, "kind", m.Kind, MeasureKinds),
		checkText(kind, "description", m.Description, MaxText, false), checkText(kind, "expected", m.Expected, MaxText, false), checkDays(kind, "due", m.Start, m.Due),
	}
	if !m.Lead.Valid() {
		errs = append(errs, unfit(kind, "lead", "error.field_missing"))
	}
	for n, s := range m.Stages {
		errs = append(errs, inRow(n, checkOneOf(kind, "stages", s.Stage, MeasureStages), needDay(kind, "stages", s.Date), checkText(kind, "stages", s.Source, MaxTitle, false)))
	}
	for n, s := range m.Milestones {
		errs = append(errs, inRow(n, checkText(kind, "milestones", s.Title, MaxTitle, true), needDay(kind, "milestones", s.Due), checkDays(kind, "milestones", s.Done)))
	}
	for n, i := range m.Indicators {
		errs = append(errs, inRow(n, i.check()))
	}
	for _, l := range m.Links {
		errs = append(errs, checkOneOf(kind, "links", l.Bearing, Bearings), checkText(kind, "links", l.Note, MaxText, false))
		if (l.Recommendation == RecID{}) == (l.Annotation == "") {
			errs = append(errs, unfit(kind, "links", "error.link_target"))
		}
	}
	if key, twice := m.linkedOtherwise(); key != "" {
		errs = append(errs, unfit(kind, "links", key, "Given", twice))
	}
	for n, c := range m.RecognisedBy {
		errs = append(errs, inRow(n, c.check("recognised_by")))
	}
	for n, c := range m.CriticisedBy {
		errs = append(errs, inRow(n, c.check("criticised_by")))
	}
	for _, target := range m.SDGs {
		if !ValidTarget(target) {
			errs = append(errs, unfit(kind, "sdgs", "error.sdg", "Given", target))
		}
	}
	return cmp.Or(errs...)
}

// check is unfit for a citation that nobody can look up: what a UN body is said to
// have found has the symbol of its document, and the paragraph.
func (c Citation) check(field string) error {
	const kind = SubjectMeasure
	switch {
	case !symbolForm.MatchString(c.Symbol):
		return unfit(kind, field, "error.citation_symbol", "Given", c.Symbol)
	case strings.TrimSpace(c.Paragraph) == "":
		return unfit(kind, field, "error.citation_paragraph", "Given", c.Symbol)
	}
	return cmp.Or(checkText(kind, field, c.Symbol, MaxTitle, true), checkText(kind, field, c.Paragraph, MaxTitle, true), checkText(kind, field, c.Note, MaxText, false))
}

// linkedOtherwise gives what a measure is linked to twice, and not alike, with the key of
// what is wrong: it is said both to serve and to contradict it, or has two notes on it.
func (m Measure) linkedOtherwise() (key, twice string) {
	for i, l := range m.Links {
		for _, o := range m.Links[:i] {
			if l.Recommendation != o.Recommendation || l.Annotation != o.Annotation {
				continue
			}
			switch twice = cmp.Or(l.Annotation, l.Recommendation.String()); {
			case l.Bearing != o.Bearing:
				return "error.link_both", twice
			case l.Note != o.Note:
				return "error.link_notes", twice
			}
		}
	}
	return "", ""
}

// Once implements Repeating: what it is linked to, and who has a part in it.
func (m Measure) Once() Matter {
	m.Links = once(m.Links)
	m.Partners = slices.DeleteFunc(once(m.Partners), func(p ID) bool { return p == m.Lead })
	return m
}

func needDay(kind SubjectKind, field string, d Date) error {
	if d == "" {
		return unfit(kind, field, "error.field_missing")
	}
	return checkDays(kind, field, d)
}

func (i Indicator) check() error {
	const kind, field = SubjectMeasure, "indicators"
	errs := []error{
		checkText(kind, field, i.Name, MaxTitle, true), checkOneOf(kind, field, i.Kind, IndicatorKinds), checkText(kind, field, i.Unit, MaxTitle, true),
	}
	for _, v := range append([]Value{i.Baseline, i.Target}, i.Values...) {
		if v == (Value{}) {
			continue
		}
		if n, ok := Decimal(v.Value); !ok || n != v.Value {
			errs = append(errs, unfit(kind, field, "error.field_number", "Given", v.Value))
		}
		if _, err := strconv.ParseUint(v.Date, 10, 14); len(v.Date) != len("2024") || err != nil {
			errs = append(errs, needDay(kind, field, Date(v.Date)))
		}
	}
	if day := i.countedTwice(); day != "" {
		errs = append(errs, unfit(kind, field, "error.value_twice", "Name", i.Name, "Given", day))
	}
	return cmp.Or(errs...)
}

// countedTwice gives the day of which there are two values that were counted alike: one
// of them is wrong. "" where there is none.
func (i Indicator) countedTwice() string {
	for n, v := range i.Values {
		if slices.ContainsFunc(i.Values[:n], func(o Value) bool { return o.Date == v.Date && o.Break == v.Break }) {
			return v.Date
		}
	}
	return ""
}

// Cluster is a set of measures and recommendations that belong together, of
// several mechanisms, in an order that means something.
type Cluster struct {
	Title string `json:"title"`
	// Order is its place among all clusters, from the lowest.
	Order int    `json:"order"`
	Owner ID     `json:"owner,omitempty"` // an institution
	Note  string `json:"note,omitempty"`
	// Recommendations and Annotations are what it holds; Measures are those of
	// them that are planned together.
	Recommendations []RecID  `json:"recommendations,omitempty"`
	Annotations     []string `json:"annotations,omitempty"`
	Measures        []ID     `json:"measures,omitempty"`
}

// Headline is what a cluster is called.
func (c Cluster) Headline() string { return c.Title }

// Of implements Matter.
func (Cluster) Of() SubjectKind { return SubjectCluster }

// Concerns implements Matter.
func (c Cluster) Concerns() []RecID { return c.Recommendations }

// Once implements Repeating: what it holds.
func (c Cluster) Once() Matter {
	c.Recommendations, c.Annotations, c.Measures = once(c.Recommendations), once(c.Annotations), once(c.Measures)
	return c
}

// Check implements Matter.
func (c Cluster) Check() error {
	return cmp.Or(checkText(SubjectCluster, "title", c.Title, MaxTitle, true), checkText(SubjectCluster, "note", c.Note, MaxText, false))
}

// MaxUpdate is how many characters an update may have: what there is to say at length
// belongs to the measure, or into evidence.
const MaxUpdate = 2_000

// Update says what was done, on a measure or on recommendations: short and
// dated.
type Update struct {
	Measure         ID      `json:"measure,omitempty"`
	Recommendations []RecID `json:"recommendations,omitempty"`
	// Date is the day that it tells of.
	Date   Date   `json:"date"`
	Text   string `json:"text"`
	Letter Letter `json:"letter,omitzero"`
}

// Headline is what an update says.
func (u Update) Headline() string { return u.Text }

// Of implements Matter.
func (Update) Of() SubjectKind { return SubjectUpdate }

// Concerns implements Matter.
func (u Update) Concerns() []RecID { return u.Recommendations }

// Once implements Repeating: the recommendations that it is of.
func (u Update) Once() Matter {
	u.Recommendations = once(u.Recommendations)
	return u
}

// Check implements Matter.
func (u Update) Check() error {
	const kind = SubjectUpdate
	if u.Measure == "" && len(u.Recommendations) == 0 {
		return unfit(kind, "measure", "error.field_missing")
	}
	return cmp.Or(needDay(kind, "date", u.Date), checkText(kind, "text", u.Text, MaxUpdate, true), u.Letter.Check(kind))
}
