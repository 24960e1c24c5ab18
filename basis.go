// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

// Basis is what a recommendation rests on besides being one: treaties that bind the
// State on the same matter, and the State's own word. A program tells it from
// tables; it is no legal advice.
type Basis struct {
	// LegalDuty: a treaty that is in force for the State, by the sources at hand,
	// binds it on the matter. It does so whatever the State answered.
	LegalDuty bool `json:"legal_duty"`
	// Commitment: the State supported the recommendation, at least in part.
	Commitment bool `json:"commitment"`
	// Treaties are those that the recommendation names or that speak of its matter.
	Treaties []BasisTreaty `json:"treaties"`
}

// BasisTreaty is a treaty on the matter, with how the State stands to it.
type BasisTreaty struct {
	// Treaty is a key of the table of treaties.
	Treaty string `json:"treaty"`
	// Articles are those on the matter, or that the recommendation names.
	Articles []string `json:"articles,omitempty"`
	// Named says that the recommendation names it; otherwise Themes are the matter,
	// and Reading the document in which the treaty's committee reads the articles
	// so, where their words do not name the matter.
	Named   bool     `json:"named,omitempty"`
	Themes  []string `json:"themes_by_rule,omitempty"`
	Reading string   `json:"reading,omitempty"`
	// Duty says that what is asked is what the treaty binds the State to. To join
	// a treaty or to withdraw a reservation is no duty.
	Duty     bool     `json:"duty"`
	Standing Standing `json:"standing"`
	// Since is the day or the year of the act by which the State became a party, or
	// signed; "" where no source gives one. AsOf is up to when the source speaks.
	Since  string `json:"since,omitempty"`
	Source string `json:"source,omitempty"`
	AsOf   string `json:"as_of,omitempty"`
}

// Standing is how a State stands to a treaty, by the sources at hand.
type Standing string

// The standings. A State that is not known to be a party is not told to be none.
const (
	StandingParty   Standing = "party"
	StandingSigned  Standing = "signed" // and no party
	StandingNone    Standing = "not_party"
	StandingUnknown Standing = "unknown"
)
