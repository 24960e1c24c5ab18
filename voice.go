// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

// Voice is on whose behalf somebody speaks. Voices stay apart: nobody writes,
// publishes, holds back or sees the drafts of another one, whoever hosts.
type Voice string

// The voices. NoVoice is that of the public and of those who only run the
// installation.
const (
	NoVoice           Voice = ""
	VoiceState        Voice = "state"
	VoiceNHRI         Voice = "nhri" // a national human rights institution
	VoiceCivilSociety Voice = "civil_society"
	VoiceUN           Voice = "un"
	VoiceExpert       Voice = "expert"
)

// Voices lists all voices in the order in which they are shown.
var Voices = []Voice{VoiceState, VoiceNHRI, VoiceCivilSociety, VoiceUN, VoiceExpert}

// Side is where somebody, or something that somebody wrote, stands: the voice,
// the State that it is of (none for what is international), and the
// institution. The zero value stands nowhere.
type Side struct {
	Voice       Voice     `json:"voice,omitempty"`
	State       StateCode `json:"state,omitempty"`
	Institution ID        `json:"institution,omitempty"`
}

// SameVoice reports whether two stand on the same side of the same State:
// ministries of two States share no voice, and no more do the civil societies
// of two.
func (s Side) SameVoice(o Side) bool {
	return s.Voice != NoVoice && s.Voice == o.Voice && s.State == o.State
}

// SameInstitution reports whether two are of one institution.
func (s Side) SameInstitution(o Side) bool {
	return s.SameVoice(o) && s.Institution != "" && s.Institution == o.Institution
}
