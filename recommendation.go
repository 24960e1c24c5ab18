// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
)

// RecID names a recommendation: a review and the number in its report,
// "KAZ/2/124.1" or, where numbers repeat within a report, "KAZ/1/95/1".
type RecID struct {
	Review ReviewID
	Ref    string
}

// String gives "KAZ/2/124.1".
func (id RecID) String() string { return id.Review.String() + "/" + id.Ref }

// MarshalText gives "KAZ/2/124.1".
func (id RecID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads "KAZ/2/124.1".
func (id *RecID) UnmarshalText(text []byte) error {
	parsed, err := ParseRecID(string(text))
	*id = parsed
	return err
}

// refForm is a number as printed ("124.1"), an item of a plain list under a
// paragraph ("95/1") or a lettered item ("60/c").
var refForm = regexp.MustCompile(`^[0-9]{1,4}(\.[0-9]{1,4})?(/[0-9a-z]{1,4})?$`)

// ValidRef reports whether s has the form of a recommendation's number.
func ValidRef(s string) bool { return refForm.MatchString(s) }

// ParseRecID reads "KAZ/2/124.1"; anything else is CodeInvalid.
func ParseRecID(s string) (RecID, error) {
	bad := &Error{Code: CodeInvalid, Op: fmt.Sprintf("heed.ParseRecID(%q)", s), Key: "error.recommendation_id", Args: []string{"Given", s}}
	parts := strings.SplitN(s, "/", 3)
	if len(parts) != 3 || !ValidRef(parts[2]) {
		return RecID{}, bad
	}
	review, err := ParseReviewID(parts[0] + "/" + parts[1])
	if err != nil {
		return RecID{}, bad
	}
	return RecID{review, parts[2]}, nil
}

// Recommendation is one item of a Working Group report: what one or more
// States recommended to the State under review, and what that State answered.
type Recommendation struct {
	Symbol  string    `json:"symbol"`
	State   StateCode `json:"state"` // under review
	Cycle   int       `json:"cycle"`
	Session int       `json:"session"`
	// Ref identifies it in its review and in public addresses; see RecID.
	Ref string `json:"ref"`
	// Paragraph is the number as printed.
	Paragraph string `json:"paragraph"`
	// LeadIn is the number of the paragraph that introduces its group.
	LeadIn string `json:"lead_in"`
	// Text has neither the number nor the States at its end.
	Text string `json:"text"`
	// Language is that of Text where it is not English.
	Language string `json:"language,omitempty"`
	// Texts are the texts of the report in its other languages, in the order of
	// Languages.
	Texts []OfficialText `json:"texts,omitempty"`
	// Translations are what people laid beside it in other languages, in the order
	// of the log. They are no part of the record: readers are given them with it.
	Translations       []Translation       `json:"translations,omitempty"`
	RecommendingStates []StateCode         `json:"recommending_states"`
	Clauses            []Clause            `json:"clauses"` // at least one
	Position           Position            `json:"position"`
	Positions          []PositionStatement `json:"positions"`
	Places             []Place             `json:"places"`
	// Coded are UPR Info's rows on it, one for each recommending State.
	Coded []CodedRow `json:"coded,omitempty"`
}

// TextLanguage is the language of Text.
func (r Recommendation) TextLanguage() string { return cmp.Or(r.Language, English) }

// EnglishText is Text if it is English, or else "": what programs know that read
// English alone.
func (r Recommendation) EnglishText() string {
	if r.TextLanguage() != English {
		return ""
	}
	return r.Text
}

// OfficialText is what the report in another language prints of a
// recommendation.
type OfficialText struct {
	Language string `json:"language"`
	Text     string `json:"text"`
	// Document is the report in that language, Places where it prints the text.
	Document Digest  `json:"document"`
	Places   []Place `json:"places,omitempty"`
}

// ID gives the recommendation's name.
func (r Recommendation) ID() RecID { return RecID{ReviewID{r.State, r.Cycle}, r.Ref} }

// Clause is what its States ask in one sentence of an item; of several States,
// each may ask more or less of it. It is complete in itself: a beginning common
// to several clauses is repeated in each.
type Clause struct {
	Text               string      `json:"text"`
	RecommendingStates []StateCode `json:"recommending_states"`
	// Position is what the report itself says.
	Position Position `json:"position"`
}

// Place is where something stands in a paged document: the physical page,
// from 1, and a box in points (1/72 inch) from the top left corner.
type Place struct {
	Page int `json:"page"`
	Box  Box `json:"box"`
}

// Box is x0, y0, x1, y1 in points from the page's top left corner, x to the
// right and y down, with x0 <= x1 and y0 <= y1.
type Box [4]float64

// Union gives the smallest box around both. The zero Box is nothing.
func (b Box) Union(c Box) Box {
	switch {
	case b == Box{}:
		return c
	case c == Box{}:
		return b
	}
	return Box{min(b[0], c[0]), min(b[1], c[1]), max(b[2], c[2]), max(b[3], c[3])}
}

// LeadIn is a paragraph that introduces a group of recommendations and states
// the position on them.
type LeadIn struct {
	Paragraph string    `json:"paragraph"`
	Text      string    `json:"text"`
	Position  Position  `json:"position"`
	Qualifier Qualifier `json:"qualifier,omitempty"`
	// Items is how many recommendations stand under it.
	Items  int     `json:"items"`
	Places []Place `json:"places"`
}

// Pledge is a voluntary pledge or commitment of the State under review.
type Pledge struct {
	Paragraph string  `json:"paragraph"`
	Text      string  `json:"text"`
	Places    []Place `json:"places"`
}

// Field gives what was read of a field that can be corrected, in the form of
// Correction.AsRead.
func (r Recommendation) Field(f CorrectionField) string {
	switch f {
	case FieldText:
		return r.Text
	case FieldStates:
		codes := make([]string, len(r.RecommendingStates))
		for i, c := range r.RecommendingStates {
			codes[i] = string(c)
		}
		return strings.Join(codes, " ")
	case FieldPosition:
		return string(r.Position)
	}
	return ""
}

// ListEntry is a row of OHCHR's list of the recommendations of a review.
type ListEntry struct {
	// Number is as the list prints it, "140.7".
	Number             string      `json:"number"`
	Text               string      `json:"text"`
	RecommendingStates []StateCode `json:"recommending_states"`
	Clauses            []Clause    `json:"clauses"`
	Position           Position    `json:"position"`
	// Symbol and Paragraph are where the position is stated, as the list says.
	Symbol    string `json:"symbol"`
	Paragraph string `json:"paragraph,omitempty"`
	// Section is the theme under which the row stands; Themes and Goals are as
	// the list prints them.
	Section string   `json:"section,omitempty"`
	Themes  []string `json:"themes,omitempty"`
	Goals   []string `json:"goals,omitempty"`
}

// CodedRow is a row of UPR Info's database: a recommendation of one State, or a
// voluntary pledge, as its coders recorded it. Their work is theirs: it is shown
// under their name and changes nothing of what was read.
type CodedRow struct {
	// Row is the row of the table, from 1 with the heads.
	Row               int       `json:"row"`
	RecommendingState StateCode `json:"recommending_state"`
	Text              string    `json:"text"`
	// Response is the final response, as they classify it; AsStated their word.
	Response Position `json:"response,omitempty"`
	AsStated string   `json:"as_stated"`
	// Pledge says that it is a voluntary pledge and no recommendation.
	Pledge         bool           `json:"pledge,omitempty"`
	ActionCategory ActionCategory `json:"action_category,omitempty"`
	Issues         []string       `json:"issues,omitempty"`
}
