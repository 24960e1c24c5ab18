// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/web/page"
)

// pages are where things of a kind have pages of their own.
var pages = map[heed.SubjectKind]string{
	heed.SubjectInstitution: "/desk/institutions/", heed.SubjectMeasure: "/desk/plan/", heed.SubjectCluster: "/desk/plan/clusters/",
	heed.SubjectUpdate: "/desk/plan/updates/", heed.SubjectEvidence: "/desk/evidence/", heed.SubjectClaim: "/desk/claims/",
	heed.SubjectAssessment: "/desk/assessments/", heed.SubjectReply: "/desk/replies/", heed.SubjectFigure: "/desk/figures/",
	heed.SubjectCall: "/desk/calls/", heed.SubjectPerson: "/desk/persons/", heed.SubjectFeed: "/desk/feeds/", heed.SubjectFind: "/desk/finds/",
}

// At is the page of a thing at the desk. A kind that has no page of its own has
// its history.
func At(s heed.Subject, m heed.Matter) string {
	switch body := m.(type) {
	case heed.Dossier:
		return DossierAt(s.ID)
	case heed.Name:
		return "/desk/persons/" + string(s.ID) + "/name"
	case heed.Assignment:
		return answerAt(body.Recommendation)
	case heed.Proposal:
		return answerAt(body.Recommendation)
	case heed.Settlement:
		return answerAt(body.Recommendation)
	}
	if at, ok := pages[s.Kind]; ok && m != nil {
		return at + string(s.ID)
	}
	return HistoryAt(s)
}

// DossierAt is the page of a dossier at the desk.
func DossierAt(id heed.ID) string { return "/desk/dossiers/" + string(id) }

func answerAt(id heed.RecID) string {
	return "/desk/positions/" + strconv.Itoa(id.Review.Cycle) + "/" + id.Ref
}

// HistoryAt is the page of the history of a thing, for its voice.
func HistoryAt(s heed.Subject) string { return "/desk/history/" + string(s.Kind) + "/" + string(s.ID) }

// KindName gives what things of a kind are called.
func KindName(b page.Base, kind heed.SubjectKind) string { return b.T("subject." + string(kind)) }
