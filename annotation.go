// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import (
	"slices"
	"strings"
)

// AnnotationKind is what a UN mechanism says in an annotation.
type AnnotationKind string

// The kinds, as OHCHR's index tells them apart.
const (
	KindRecommendation AnnotationKind = "recommendation"
	KindObservation    AnnotationKind = "observation" // a concern or an observation
	KindOther          AnnotationKind = "other"
)

// AnnotationKinds lists the kinds in the order for showing.
var AnnotationKinds = []AnnotationKind{KindRecommendation, KindObservation, KindOther}

// Annotation is a passage of a UN document as somebody else has it: OHCHR's
// Universal Human Rights Index, or a table that a ministry or an organization
// keeps. It is of the UPR, of a treaty body or of a special procedure. It is what
// its source says, and stands beside what was read from the documents.
type Annotation struct {
	// ID is the index's own name of it, a UUID; of a table's row the name that
	// TableID gives.
	ID string `json:"id"`
	// Source names the table's source, as whoever imported it has named it; ""
	// is OHCHR's index.
	Source string         `json:"source,omitempty"`
	Kind   AnnotationKind `json:"kind"`
	// Body is who speaks, in the index's short form: "UPR", "CAT", "SR Torture".
	Body   string `json:"body"`
	Symbol string `json:"symbol"`
	// Number is its number in the document, as a table has it.
	Number string `json:"number,omitempty"`
	// Date is when the document was published, where that is known.
	Date Date   `json:"date,omitempty"`
	Text string `json:"text"`
	// States are those spoken of; Others are names that are no State's.
	States []StateCode `json:"states,omitempty"`
	Others []string    `json:"others,omitempty"`
	// Themes, Persons and SDGs are the source's labels, by their names there.
	Themes  []string `json:"themes,omitempty"`
	Persons []string `json:"persons,omitempty"`
	SDGs    []string `json:"sdgs,omitempty"`

	// Cycle, Session, RecommendingStates and Position are of the UPR only.
	Cycle              int         `json:"cycle,omitempty"`
	Session            int         `json:"session,omitempty"`
	RecommendingStates []StateCode `json:"recommending_states,omitempty"`
	Position           Position    `json:"position,omitempty"`

	// Notes are other columns of a table that its importer chose to show.
	Notes []AnnotationNote `json:"notes,omitempty"`
}

// AnnotationNote is a value of a column that has no field of its own.
type AnnotationNote struct {
	Head string `json:"head"`
	Text string `json:"text"`
}

// SourceOHCHR stands for OHCHR's index where sources are told apart.
const SourceOHCHR = "ohchr"

// tableID begins the names of what stands in tables; no name of OHCHR's does.
const tableID = "table:"

// TableID gives the name of a table's row by its source and its key there. The
// names of all rows of a source begin with that of the key "".
func TableID(source, key string) string {
	return tableID + strings.NewReplacer("%", "%25", ":", "%3A").Replace(source) + ":" + key
}

// IsTableID reports whether a name is that of a table's row.
func IsTableID(id string) bool { return strings.HasPrefix(id, tableID) }

// BodyUPR is the body of the Universal Periodic Review's passages.
const BodyUPR = "UPR"

// Mechanism is a family of bodies.
type Mechanism string

// The mechanisms whose documents OHCHR's index covers.
const (
	MechanismUPR        Mechanism = "upr"
	MechanismTreatyBody Mechanism = "treaty_body"
	MechanismProcedure  Mechanism = "special_procedure"
)

// Mechanisms lists the mechanisms in the order for showing.
var Mechanisms = []Mechanism{MechanismUPR, MechanismTreatyBody, MechanismProcedure}

// treatyBodies are the ten, by their short names (ohchr.org, "Treaty bodies").
var treatyBodies = []string{"CAT", "CCPR", "CED", "CEDAW", "CERD", "CESCR", "CMW", "CRC", "CRPD", "SPT"}

// TreatyBodies lists the treaty bodies by their short names.
func TreatyBodies() []string { return slices.Clone(treatyBodies) }

// Mechanism tells the family of the body that speaks. Of their names there is
// no end, but all that are neither the UPR nor a treaty body are special
// procedures.
func (a Annotation) Mechanism() Mechanism {
	name, _, _ := strings.Cut(a.Body, "-") // "CRC-OP-AC" is the CRC's
	switch {
	case a.Body == BodyUPR:
		return MechanismUPR
	case slices.Contains(treatyBodies, name):
		return MechanismTreatyBody
	}
	return MechanismProcedure
}
