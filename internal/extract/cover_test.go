// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package extract_test

import (
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract"
)

// How official a document is, told by its symbol and its own words. A draft has
// the cover of the report to come.
func TestFacts_Stage(t *testing.T) {
	report := "A/HRC/24/90\nDistr.: General\n4 June 2013\nReport of the Working Group on the Universal Periodic Review\nVeldania\n"
	section := "II.\tConclusions and/or recommendations\n49.\tThe following enjoy the support of Veldania:\n49.1\tGo on (Chile);"
	for text, want := range map[string]heed.DocumentStage{
		report + section: heed.DocIssued,
		report + "I.\tSummary of the proceedings of the review process\n[To be completed by 22 May 2013]\n" + section: heed.DocDraft,
		report + "Advance unedited version\n" + section:                                                               heed.DocAdvanceUnedited,
		report + "Reissued for technical reasons on 5 June 2013.\n" + section:                                         heed.DocReissued,
		"A/HRC/WG.6/17/L.4\nDraft report of the Working Group on the Universal Periodic Review\nVeldania\n" + section: heed.DocDraft,
	} {
		if got := extract.Facts(document(text), heed.ReviewID{})[0].Document.Stage; got != want {
			t.Errorf("%s, want %s, of\n%s", got, want, text)
		}
	}
}
