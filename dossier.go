// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Texts is what is said in one or several languages, by their codes.
type Texts map[string]string

// In gives the text in a language and the code of the one that it is in: where it
// is not there in that one English comes before others, then the code decides.
func (t Texts) In(language string) (text, code string) {
	for _, code := range []string{language, "en"} {
		if t[code] != "" {
			return t[code], code
		}
	}
	best := ""
	for code := range t {
		if t[code] != "" && (best == "" || code < best) {
			best = code
		}
	}
	return t[best], best
}

// languageCode is the form of a code of a language (ISO 639).
var languageCode = regexp.MustCompile(`^[a-z]{2,3}$`)

// Same reports whether two say the same in each language that both have: case and
// blanks make no difference. Nobody can tell that of two that share no language; those
// that say nothing at all are the same.
func (t Texts) Same(o Texts) bool {
	shared := false
	for code, text := range t {
		if alike(text, "") || alike(o[code], "") {
			continue
		}
		if !alike(text, o[code]) {
			return false
		}
		shared = true
	}
	return shared || t.silent() && o.silent()
}

// silent reports whether nothing is said.
func (t Texts) silent() bool {
	for _, text := range t {
		if !alike(text, "") {
			return false
		}
	}
	return true
}

// alike reports whether two texts are the same but for case and blanks.
func alike(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}

func (t Texts) check(kind SubjectKind, field string, most int, needed bool) error {
	text, _ := t.In("")
	errs := []error{checkText(kind, field, text, most, needed)}
	for code, text := range t {
		errs = append(errs, checkText(kind, field, text, most, false))
		if !languageCode.MatchString(code) {
			errs = append(errs, unfit(kind, field, "error.field_value", "Given", code))
		}
	}
	return cmp.Or(errs...)
}

// Source is where something can be read.
type Source struct {
	Title string `json:"title,omitempty"`
	// Symbol names a UN document, Address anything on the web.
	Symbol  string `json:"symbol,omitempty"`
	Address string `json:"address,omitempty"`
	// Place is the page or paragraph.
	Place string `json:"place,omitempty"`
}

// document is the source without the place in it.
func (s Source) document() Source {
	s.Place = ""
	return s
}

func (s Source) check(kind SubjectKind, field string) error {
	if s.document() == (Source{}) {
		return unfit(kind, field, "error.source_missing")
	}
	if s.Address != "" {
		if u, err := url.Parse(s.Address); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
			return unfit(kind, field, "error.field_address", "Given", s.Address)
		}
	}
	return cmp.Or(checkText(kind, field, s.Title, MaxTitle, false), checkText(kind, field, s.Symbol, MaxTitle, false),
		checkText(kind, field, s.Address, MaxAddress, false), checkText(kind, field, s.Place, MaxTitle, false))
}

// Occurrence is a line of the timeline of an event.
type Occurrence struct {
	Date   Around `json:"date"`
	What   Texts  `json:"what"`
	Source Source `json:"source"`
}

// Dossier is what is known of an event for which somebody has to answer. Its
// figures and the calls about it are things of their own, which name it: each has
// its own voice, history and way to the public.
type Dossier struct {
	State StateCode `json:"state"` // where it happened
	Title Texts     `json:"title"`
	// Summary says what happened, Where at which places.
	Summary Texts `json:"summary"`
	Where   Texts `json:"where,omitempty"`
	// From and To are the days of the event; To is "" where it was one.
	From Date `json:"from"`
	To   Date `json:"to,omitempty"`

	Timeline []Occurrence `json:"timeline,omitempty"`
	// Questions are those that nobody has answered.
	Questions []Texts `json:"questions,omitempty"`
	// Themes and Issues are labels by which recommendations to the State are found;
	// Recommendations are those that somebody chose besides.
	Themes          []string `json:"themes,omitempty"`
	Issues          []string `json:"issues,omitempty"`
	Recommendations []RecID  `json:"recommendations,omitempty"`
	Documents       []Source `json:"documents,omitempty"`
}

// Headline is what a dossier is called.
func (d Dossier) Headline() string {
	text, _ := d.Title.In("")
	return text
}

// Of implements Matter.
func (Dossier) Of() SubjectKind { return SubjectDossier }

// Concerns implements Matter.
func (d Dossier) Concerns() []RecID { return d.Recommendations }

// Check implements Matter.
func (d Dossier) Check() error {
	const kind = SubjectDossier
	errs := []error{
		d.Title.check(kind, "title", MaxTitle, true), d.Summary.check(kind, "summary", MaxText, true), d.Where.check(kind, "where", MaxTitle, false),
		needDay(kind, "from", d.From), checkDays(kind, "to", d.From, d.To),
	}
	if !d.State.Valid() {
		errs = append(errs, unfit(kind, "state", "error.field_value", "Given", string(d.State)))
	}
	for _, o := range d.Timeline {
		errs = append(errs, o.What.check(kind, "timeline", MaxTitle*2, true), checkAround(kind, "timeline", o.Date), o.Source.check(kind, "timeline"))
		if o.Date == "" {
			errs = append(errs, unfit(kind, "timeline", "error.field_missing"))
		}
	}
	for _, q := range d.Questions {
		errs = append(errs, q.check(kind, "questions", MaxTitle*2, true))
	}
	for _, s := range d.Documents {
		errs = append(errs, s.check(kind, "documents"))
	}
	return cmp.Or(errs...)
}

// CallKind is what sort of statement somebody has made about an event.
type CallKind string

// The kinds.
const (
	CallViews         CallKind = "views"         // of a treaty body, on a communication of an individual
	CallObservation   CallKind = "observation"   // a treaty body's concluding observation
	CallGrade         CallKind = "grade"         // a treaty body's, of what a State did about one
	CallCommunication CallKind = "communication" // of a special procedure
	CallDemand        CallKind = "demand"        // for an investigation, a remedy …
	CallRemark        CallKind = "remark"        // on figures, such as that they do not agree
	CallAnswer        CallKind = "answer"        // of the State
)

// CallKinds lists all kinds in the order in which they are shown.
var CallKinds = []CallKind{CallRemark, CallViews, CallObservation, CallGrade, CallCommunication, CallDemand, CallAnswer}

// Call is what somebody has said about an event: in their own words, or with a
// grade exactly as they gave it.
type Call struct {
	Dossier ID       `json:"dossier"`
	Kind    CallKind `json:"kind"`
	Voice   Voice    `json:"voice"`
	Speaker string   `json:"speaker"`
	Date    Around   `json:"date,omitempty"`
	Words   Texts    `json:"words,omitempty"`
	// Grade is that of a treaty body exactly as it gave it, Scale the one that it
	// used, with its version. Heed works none out.
	Grade  string `json:"grade,omitempty"`
	Scale  string `json:"scale,omitempty"`
	Source Source `json:"source"`
	// Figures are those that it speaks of.
	Figures []ID `json:"figures,omitempty"`
}

// Headline is what a call says.
func (c Call) Headline() string {
	text, _ := c.Words.In("")
	return cmp.Or(text, c.Speaker+": "+c.Grade)
}

// Of implements Matter.
func (Call) Of() SubjectKind { return SubjectCall }

// Concerns implements Matter: a call stands with its dossier.
func (Call) Concerns() []RecID { return nil }

// Check implements Matter.
func (c Call) Check() error {
	const kind = SubjectCall
	errs := []error{
		checkOneOf(kind, "kind", c.Kind, CallKinds), checkOneOf(kind, "voice", c.Voice, Voices), checkText(kind, "speaker", c.Speaker, MaxTitle, true),
		checkAround(kind, "date", c.Date), c.Words.check(kind, "words", MaxText, c.Grade == ""), c.Source.check(kind, "source"), checkIDs(kind, "figures", c.Figures),
		checkText(kind, "grade", c.Grade, MaxTitle, c.Scale != "" || c.Kind == CallGrade), checkText(kind, "scale", c.Scale, MaxTitle, c.Grade != ""),
	}
	if !c.Dossier.Valid() {
		errs = append(errs, unfit(kind, "dossier", "error.field_missing"))
	}
	if c.Grade != "" && (c.Voice != VoiceUN || c.Source.Symbol == "") {
		errs = append(errs, unfit(kind, "grade", "error.grade_source"))
	}
	return cmp.Or(append(errs, c.checkKind(), c.Said().Check(kind))...)
}

// callVoices are the voices that can have made a statement of a kind; of other kinds
// all can. Special procedures are mandated by the UN, and independent.
var callVoices = map[CallKind][]Voice{
	CallViews: {VoiceUN}, CallObservation: {VoiceUN}, CallGrade: {VoiceUN}, CallCommunication: {VoiceUN, VoiceExpert}, CallAnswer: {VoiceState},
}

// checkKind is unfit for a statement that whoever is said to have made it does not
// make, and for what a treaty body is said to have adopted without its symbol.
func (c Call) checkKind() error {
	const kind = SubjectCall
	if voices, ok := callVoices[c.Kind]; ok && !slices.Contains(voices, c.Voice) {
		return unfit(kind, "voice", "error.call_voice", "Call", string(c.Kind), "Voices", blanks(voices))
	}
	adopted := c.Kind == CallViews || c.Kind == CallObservation || c.Kind == CallGrade
	if adopted && !symbolForm.MatchString(c.Source.Symbol) {
		return unfit(kind, "symbol", "error.call_symbol", "Call", string(c.Kind))
	}
	return nil
}
