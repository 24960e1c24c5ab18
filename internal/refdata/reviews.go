// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
)

// SessionsPerCycle is how many sessions lie between two reviews of a State:
// since the second cycle a cycle has 14 sessions and keeps the order of the last
// (Human Rights Council resolution 16/21, annex: 42 States a year in three
// sessions). States that were put off depart from it.
const SessionsPerCycle = 14

// Standing is whether a review has taken place.
type Standing string

// The standings. NoReview is that of a State that had no review of its own in
// the cycle; the note of the ReviewFact says why.
const (
	Held     Standing = "held"
	Planned  Standing = "planned"
	NoReview Standing = "none"
)

// Derivation is the rule by which a value was found that no source prints.
type Derivation string

// The derivations. Printed is none: the source prints the value.
const (
	Printed Derivation = ""
	// ByCouncilSession: the Council's session in the report's symbol adopted
	// the outcomes of one session of the Working Group.
	ByCouncilSession Derivation = "council_session"
	// ByLastSession: the session of the cycle before, plus SessionsPerCycle.
	ByLastSession Derivation = "last_session"
	// ByNextSession: the session of the cycle after, less SessionsPerCycle.
	ByNextSession Derivation = "next_session"
	// ByPattern: the symbol has the form that all such documents have; whether
	// there is such a document is not known.
	ByPattern Derivation = "pattern"
)

// Source is where a fact is from.
type Source struct {
	// Key is the symbol of a UN document, or a short name of another source.
	Key string `json:"key"`
	// Title says in words what it is.
	Title string `json:"title"`
}

// Fact is a value with its source. The zero Fact is not known.
type Fact[T comparable] struct {
	Value T
	// Source is where the value is from, or where that is from of which it is
	// derived.
	Source Source
	// How is Printed, or the rule that gave the value.
	How Derivation
}

// Known reports whether there is a value.
func (f Fact[T]) Known() bool {
	var none T
	return f.Value != none
}

// Derived reports whether a rule gave the value, and no source prints it.
func (f Fact[T]) Derived() bool { return f.How != Printed }

// Measure is what a figure counts among the recommendations of a review.
type Measure string

// The measures.
const (
	FigureReceived  Measure = "received"
	FigureSupported Measure = "supported"
	FigureNoted     Measure = "noted"
)

// Figure is a number of recommendations that one source gives.
type Figure struct {
	// Stage is when in the review the number held.
	Stage   heed.Stage
	Measure Measure
	Value   int
	// Unit is what was counted.
	Unit heed.Unit
	// Derived says that the source does not print the number itself: it is the
	// sum or the rest of those that it prints.
	Derived bool
	Source  Source
	// Paragraph is where in the source, or "".
	Paragraph string
}

// ReviewFact is what calendars and lists say of a review, whether or not any of
// its documents is at hand. It serves to find documents and to say what is
// expected; nothing that Heed reads from a document is changed by it.
type ReviewFact struct {
	heed.ReviewID
	Standing Standing
	// Session is the Working Group's. SessionOf gives its days.
	Session Fact[int]
	// Date is the day of the review.
	Date Fact[heed.Date]
	// Report is the symbol of the Working Group's report.
	Report Fact[string]
	// Addendum is the symbol of the State's views on the recommendations.
	Addendum Fact[string]
	// Attempts are the sessions at which it was due and did not take place, in
	// the order of time.
	Attempts []Attempt
	// Figures are in the order of time.
	Figures []Figure
	// Note says in words what is unusual, or "".
	Note string
}

// Expected says that nothing tells of the review itself: its session follows
// from those of the other cycles, and may turn out to be another.
func (f ReviewFact) Expected() bool {
	return f.Session.How == ByLastSession || f.Session.How == ByNextSession
}

// Became says why a review did not take place when it was due.
type Became string

// What can become of a review that is due.
const (
	Deferred    Became = "deferred"     // put off before the day
	NotAttended Became = "not_attended" // the State under review did not come
)

// Attempt is a session at which a review was due and did not take place.
type Attempt struct {
	Session int       `json:"session"`
	Date    heed.Date `json:"date,omitempty"`
	Became  Became    `json:"became"`
	Source  Source    `json:"source"`
}

// Reviews gives what is known of every review of every member of the UN in the
// cycles that have sessions, by State and cycle.
func Reviews() []ReviewFact {
	all := slices.Clone(load().reviews)
	for i := range all {
		all[i].Figures, all[i].Attempts = slices.Clone(all[i].Figures), slices.Clone(all[i].Attempts)
	}
	return all
}

// ReviewsOf gives the reviews of one State by cycle; none for observers,
// invented States and unknown codes.
func ReviewsOf(state heed.StateCode) []ReviewFact {
	var out []ReviewFact
	for _, r := range load().reviews {
		if r.State == state {
			r.Figures, r.Attempts = slices.Clone(r.Figures), slices.Clone(r.Attempts)
			out = append(out, r)
		}
	}
	return out
}

// Review gives what is known of one review.
func Review(id heed.ReviewID) (ReviewFact, bool) {
	for _, r := range load().reviews {
		if r.ReviewID == id {
			r.Figures, r.Attempts = slices.Clone(r.Figures), slices.Clone(r.Attempts)
			return r, true
		}
	}
	return ReviewFact{}, false
}

// NextSession gives the session at which a State's next review after the
// latest listed one is to be expected. It is always derived, and no promise.
func NextSession(state heed.StateCode) (Fact[int], bool) {
	all := ReviewsOf(state)
	if len(all) == 0 || !all[len(all)-1].Session.Known() {
		return Fact[int]{}, false
	}
	last := all[len(all)-1].Session
	return Fact[int]{Value: last.Value + SessionsPerCycle, Source: last.Source, How: ByLastSession}, true
}

// addReviewSource takes a line of review_sources.csv.
func (t *tables) addReviewSource(r row) error {
	if r["key"] == "" || r["title"] == "" {
		return fmt.Errorf("source %q: incomplete", r["key"])
	}
	t.sources[r["key"]] = Source{r["key"], r["title"]}
	t.announce[r["key"]] = r["announces"] == "yes"
	return nil
}

// source gives a source by its key. A UN document is its own title.
func (t *tables) source(key string) (Source, error) {
	if s, ok := t.sources[key]; ok {
		return s, nil
	}
	if IsSymbol(key) {
		return Source{key, key}, nil
	}
	return Source{}, fmt.Errorf("%q is no source", key)
}

// addReview takes a line of reviews.csv.
func (t *tables) addReview(r row) error {
	id, err := heed.ParseReviewID(r["state"] + "/" + r["cycle"])
	if err != nil {
		return err
	}
	f := ReviewFact{ReviewID: id, Standing: Standing(r["standing"]), Note: r["note"]}
	if r["session"] != "" {
		if f.Session.Value, err = strconv.Atoi(r["session"]); err != nil {
			return fmt.Errorf("session of %s: %w", id, err)
		}
		f.Session.How = Derivation(r["session_how"])
	}
	f.Date.Value, f.Report.Value, f.Addendum.Value = heed.Date(r["date"]), r["report"], r["addendum"]
	for column, into := range map[string]*Source{
		"session_source": &f.Session.Source, "date_source": &f.Date.Source, "report_source": &f.Report.Source, "addendum_source": &f.Addendum.Source,
	} {
		if r[column] == "" {
			continue
		}
		if *into, err = t.source(r[column]); err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
	}
	t.reviews = append(t.reviews, f)
	return nil
}

// addAttempt takes a line of attempts.csv; those of reviews.csv have been taken.
func (t *tables) addAttempt(r row) error {
	session, err := strconv.Atoi(r["session"])
	if err != nil {
		return fmt.Errorf("session of %s/%s: %w", r["state"], r["cycle"], err)
	}
	a := Attempt{Session: session, Date: heed.Date(r["date"]), Became: Became(r["became"])}
	if a.Source, err = t.source(r["source"]); err != nil {
		return err
	}
	for i, f := range t.reviews {
		if f.ReviewID.String() == r["state"]+"/"+r["cycle"] {
			t.reviews[i].Attempts = append(t.reviews[i].Attempts, a)
			return nil
		}
	}
	return fmt.Errorf("%s/%s is no review", r["state"], r["cycle"])
}

// addFigure takes a line of review_totals.csv.
func (t *tables) addFigure(r row) error {
	id, err := heed.ParseReviewID(r["state"] + "/" + r["cycle"])
	if err != nil {
		return err
	}
	i := slices.IndexFunc(t.reviews, func(f ReviewFact) bool { return f.ReviewID == id })
	if i < 0 {
		return fmt.Errorf("figure of %s: no such review", id)
	}
	value, err := strconv.Atoi(r["value"])
	if err != nil {
		return fmt.Errorf("figure of %s: %w", id, err)
	}
	from, err := t.source(r["source"])
	if err != nil {
		return fmt.Errorf("figure of %s: %w", id, err)
	}
	if r["derived"] != "yes" && r["derived"] != "no" {
		return fmt.Errorf("figure of %s: derived is %q", id, r["derived"])
	}
	t.reviews[i].Figures = append(t.reviews[i].Figures, Figure{
		Stage: heed.Stage(r["stage"]), Measure: Measure(r["what"]), Value: value, Unit: heed.Unit(r["unit"]),
		Derived: r["derived"] == "yes", Source: from, Paragraph: r["paragraph"],
	})
	return nil
}

// paperKinds are the documents before a review by the last part of their
// symbols (Human Rights Council resolution 5/1, annex, paragraph 15).
var paperKinds = []struct {
	part string
	kind heed.DocumentKind
}{{"1", heed.KindNational}, {"2", heed.KindCompilation}, {"3", heed.KindStakeholders}}

// Paper is a document of a review that has a symbol.
type Paper struct {
	Kind   heed.DocumentKind
	Symbol Fact[string]
}

// Papers gives the documents of the review that have symbols, in the order in
// which they appear: national report, compilation, summary of stakeholders'
// submissions, report of the Working Group, addendum. A symbol that is not
// known is empty; one that follows a pattern may name no document.
func (f ReviewFact) Papers() []Paper {
	if f.Standing == NoReview {
		return nil
	}
	var out []Paper
	for _, p := range paperKinds {
		symbol := Fact[string]{}
		if f.Session.Known() {
			symbol = Fact[string]{fmt.Sprintf("A/HRC/WG.6/%d/%s/%s", f.Session.Value, f.State, p.part), f.Session.Source, ByPattern}
		}
		out = append(out, Paper{p.kind, symbol})
	}
	addendum := f.Addendum
	if !addendum.Known() && f.Report.Known() {
		addendum = Fact[string]{f.Report.Value + "/Add.1", f.Report.Source, ByPattern}
	}
	return append(out, Paper{heed.KindReport, f.Report}, Paper{heed.KindAddendum, addendum})
}

// IsSymbol reports whether a text has the form of a symbol of the Human Rights
// Council, whose documents those of the review are: "A/HRC/59/10/Add.1",
// "A/HRC/WG.6/48/KAZ/1". Small letters and other series are none, so that a
// mistyped path is not taken for one.
func IsSymbol(s string) bool {
	rest, ok := strings.CutPrefix(s, "A/HRC/")
	if !ok || len(s) > 60 {
		return false
	}
	parts, numbers := strings.Split(rest, "/"), 0
	for _, p := range parts {
		if !symbolPart(p) {
			return false
		}
		if p[len(p)-1] >= '0' && p[len(p)-1] <= '9' {
			numbers++
		}
	}
	return len(parts) >= 2 && numbers >= 2
}

// symbolPart reports whether a text can stand between two strokes of a symbol:
// a number, or a word that begins with a capital, with a number behind a full
// stop or without: "10", "KAZ", "WG.6", "Add.1".
func symbolPart(s string) bool {
	word, number, dotted := strings.Cut(s, ".")
	if dotted && !digits(number) {
		return false
	}
	if !dotted && digits(word) {
		return true
	}
	if word == "" || word[0] < 'A' || word[0] > 'Z' {
		return false
	}
	return strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") == ""
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// Expectation is when a review is to be expected. No source sets a date.
type Expectation struct {
	Session int `json:"session"`
	// Span is a range, because a season without a session occurs; SessionDays says
	// on what basis.
	Span
	Rule Rule `json:"rule"`
	// FromYear and ToYear are those of its ends.
	FromYear int `json:"from_year"`
	ToYear   int `json:"to_year"`
}

// NextReview says when a State's next review after all known ones is to be
// expected: the last session plus those of a cycle.
func NextReview(state heed.StateCode) (Expectation, bool) {
	session, ok := NextSession(state)
	if !ok {
		return Expectation{}, false
	}
	return expected(session.Value)
}

// expected says when a session is to be expected.
func expected(session int) (Expectation, bool) {
	days, rule := SessionDays(session)
	if !days.Given() {
		return Expectation{}, false
	}
	year := func(d heed.Date) int { n, _ := strconv.Atoi(string(d[:4])); return n } // it is a day
	return Expectation{session, days, rule, year(days.From), year(days.To)}, true
}
