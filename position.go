// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

// Position is what a State has said of a recommendation, normalised.
// Officially there are two, supported and noted (Human Rights Council
// resolution 5/1, annex, paragraph 32); in part is the practice of the
// President's closing sentence.
type Position string

// The positions. Unknown means that the wording was not understood; it is a
// gap to show, never a position of the State.
const (
	Supported       Position = "supported"
	Noted           Position = "noted"
	Partial         Position = "partial"
	Pending         Position = "pending"
	UnknownPosition Position = "unknown"
)

// Positions lists all positions in the order in which they are shown.
var Positions = []Position{Supported, Partial, Noted, Pending, UnknownPosition}

// Qualifier is what a State added to its position. It is kept apart from the
// position because it is the State's claim ("already implemented") or its
// condition ("in principle").
type Qualifier string

// The qualifiers.
const (
	AlreadyImplemented Qualifier = "already_implemented"
	InProcess          Qualifier = "in_process_of_implementation"
	// ImplementedOrInProcess: the State's sentence names both and does not say
	// which recommendation is which.
	ImplementedOrInProcess Qualifier = "implemented_or_in_process"
	InPrinciple            Qualifier = "in_principle"
	InPart                 Qualifier = "in_part"
	Refused                Qualifier = "refused"
	NotedBySilence         Qualifier = "noted_by_silence"
)

// Stage is when, and in which kind of document, a position was stated.
type Stage string

// The stages in the order of time.
const (
	StageReport   Stage = "report"
	StageAddendum Stage = "addendum"
	StagePlenary  Stage = "plenary"
	StageLater    Stage = "later"
)

// Stages lists the stages in the order of time.
var Stages = []Stage{StageReport, StageAddendum, StagePlenary, StageLater}

// PositionStatement is one entry of a position's history.
type PositionStatement struct {
	Stage     Stage     `json:"stage"`
	Value     Position  `json:"value"`
	Qualifier Qualifier `json:"qualifier,omitempty"`
	// AsStated are the State's words as the source prints them.
	AsStated string `json:"as_stated"`
	// Symbol and Paragraph say where.
	Symbol    string `json:"symbol"`
	Paragraph string `json:"paragraph"`
	// Comment is what the State says on this recommendation in particular.
	Comment string `json:"comment,omitempty"`
}

// Answer is a position on recommendations that another document numbers.
type Answer struct {
	// Numbers are as the answering document gives them, ranges filled: "140.7",
	// "18" where it counts serially, "97/1" for item 1 of a list that it names,
	// and "97/*" for all items of that list.
	Numbers   []string  `json:"numbers"`
	Value     Position  `json:"value"`
	Qualifier Qualifier `json:"qualifier,omitempty"`
	// AsStated are the State's words, without the list of numbers.
	AsStated  string  `json:"as_stated"`
	Paragraph string  `json:"paragraph"`
	Places    []Place `json:"places,omitempty"`
}

// Comment is what a State says on single recommendations, in its own words.
type Comment struct {
	Numbers []string `json:"numbers"`
	Text    string   `json:"text"`
	// Qualifier is what the comment claims of them, or "".
	Qualifier Qualifier `json:"qualifier,omitempty"`
	Places    []Place   `json:"places,omitempty"`
}
