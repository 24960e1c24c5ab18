// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/policy"
)

// toldToAll are the kinds of things that go to the public.
var toldToAll = []heed.SubjectKind{
	heed.SubjectMeasure, heed.SubjectUpdate, heed.SubjectCluster, heed.SubjectEvidence, heed.SubjectClaim, heed.SubjectAssessment, heed.SubjectReply,
	heed.SubjectDossier, heed.SubjectFigure, heed.SubjectCall, heed.SubjectPerson,
}

// told is what a version says as the viewer is told it. What a voice keeps to
// itself of something that it has published stays with it: the letter by which a
// report was approved, the text of a page that is somebody else's, the name that a
// file came with, and other things that are not for everybody.
func (f Follow) told(v heldVersion) heed.Matter {
	if f.viewer.SameVoice(v.Side) {
		return v.matter
	}
	return f.forAll(v)
}

// past is told in a history, where the name of a file is for those who may open
// its original.
func (f Follow) past(v heldVersion) heed.Matter {
	says, ok := f.told(v).(heed.Evidence)
	if !ok || says.File == nil || policy.AllowOn(heed.Actor(f.viewer), policy.Unseal, policy.Of(v.Version)) == nil {
		return f.told(v)
	}
	file := *says.File
	file.Name = ""
	says.File = &file
	return says
}

// forAll is what a version says as everybody is told it.
func (f Follow) forAll(v heldVersion) heed.Matter {
	public := Follow{all: f.all}
	there := func(s heed.Subject) bool {
		_, ok := public.last(s)
		return ok
	}
	says, ok := v.matter.(heed.Evidence)
	if ok && !there(v.Subject) {
		// It may have been withdrawn because it endangers somebody.
		return heed.Evidence{Bearing: says.Bearing, Level: says.Level, Recommendations: says.Recommendations}
	}
	out, _ := heed.Outward(v.matter, there)
	switch said := out.(type) {
	case nil:
		return v.matter // of no kind that goes outward
	case heed.Assessment:
		said.Corrects = v.matter.(heed.Assessment).Corrects //nolint:errcheck,forcetypeassert // it is of the same kind; what is corrected was public
		return said
	case heed.Figure:
		said.Revises = v.matter.(heed.Figure).Revises //nolint:errcheck,forcetypeassert // it is of the same kind
		if had, _ := public.last(heed.Subject{Kind: heed.SubjectFigure, ID: said.Revises}); had.Number == 0 {
			said.Revises = "" // it was never public; what was withdrawn is still told of
		}
		return said
	}
	return out
}
