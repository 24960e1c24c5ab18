// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package position reads from the words of a State which position it takes on
// recommendations, and what it claims of those it supports. Reports, addenda
// and other documents use the same words.
package position

import (
	"regexp"

	"github.com/heed-upr/heed"
)

// rule reads a position from the wording of a lead-in.
type rule struct {
	wording  *regexp.Regexp
	position heed.Position
	// qualifier is what the wording itself adds, or "".
	qualifier heed.Qualifier
}

// rules are tried in order: a refusal goes before support, since "did
// not enjoy the support" holds both; an examination to come goes before both,
// unless it is over ("have been examined … and enjoy the support").
var rules = []rule{
	{regexp.MustCompile(`(?i)\bin part\b|\bpartial(?:ly)? (?:accept|support|enjoy|agree)|\b(?:accept|support|agree|enjoy)(?:s|ed|d|ing)? (?:only |the )?partial(?:ly)?\b`), heed.Partial, heed.InPart},
	{regexp.MustCompile(`(?i)\b(?:will|would|shall|to) be (?:further )?examined\b|\bwill (?:provide|respond|examine|give)\b|\bpending\b|\bwill be (?:further |carefully )?(?:considered|provided|studied)\b|\b(?:under|require|requires|need|needs) (?:further |its |careful )?(?:consideration|examination|study)\b|\bdefer(?:s|red)\b|\breserve[sd]? its (?:position|response)|\bresponses?\b[^.;:]{0,120}\bwill\b`), heed.Pending, ""},
	{regexp.MustCompile(`(?i)\breject(?:s|ed)?\b|\brefuse[sd]?\b|\bdecline[sd]?\b|\bunacceptable\b|\bcan ?not (?:be )?(?:accept|support|agree)|\bcould not (?:accept|support|be accepted|enjoy)\b|\bnot (?:in a position |able )?to (?:accept|support|agree)|\bunable to (?:accept|support|agree)`), heed.Noted, heed.Refused},
	{regexp.MustCompile(`(?i)\b(?:did|do|does|have|has|could|would) not (?:enjoy|have|find|receive|gain|meet with|accept|support|agree|approve)\b[^.]*|\bnot (?:enjoy|enjoying|supported|accepted|agreed|acceptable)\b|\bwithout the support\b`), heed.Noted, ""},
	{regexp.MustCompile(`(?i)\bnoted\b|\btakes? note\b|\btook note\b|\bnotes (?:the |these )?(?:following )?recommendations?\b`), heed.Noted, ""},
	{regexp.MustCompile(`(?i)\b(?:enjoy|enjoys|enjoyed|have|has|with|gained|received) (?:the |its )?(?:full )?support\b|\bsupport(?:s|ed)\b|\baccept(?:s|ed|able)?\b|\bagree(?:s|d)\b|\bthe support of\b|\bits (?:full )?support (?:for|to)\b`), heed.Supported, ""},
}

var (
	alreadyDone = regexp.MustCompile(`(?i)\b(?:already|previously)\b[^.;:]*\bimplemented\b|\bhave been implemented\b|\bconsidered (?:to be |to have been |as )?(?:fully )?implemented\b`)
	underWay    = regexp.MustCompile(`(?i)\b(?:in|under) (?:the )?process of (?:being )?implement|\bbeing implemented\b|\bprocess of implementation\b|\bunder implementation\b`)
	principle   = regexp.MustCompile(`(?i)\bin principle\b`)
)

// Stated reads position and qualifier from the words of a lead-in. Words that
// no rule knows give UnknownPosition: a gap that shows.
func Stated(text string) (heed.Position, heed.Qualifier) {
	for _, r := range rules {
		if !r.wording.MatchString(text) {
			continue
		}
		if r.position == heed.Supported {
			return r.position, Claim(text)
		}
		return r.position, r.qualifier
	}
	return heed.UnknownPosition, ""
}

// Claim is what a State says of recommendations that it supports.
func Claim(text string) heed.Qualifier {
	done, doing := alreadyDone.MatchString(text), underWay.MatchString(text)
	switch {
	case done && doing:
		return heed.ImplementedOrInProcess
	case done:
		return heed.AlreadyImplemented
	case doing:
		return heed.InProcess
	case principle.MatchString(text):
		return heed.InPrinciple
	}
	return ""
}
