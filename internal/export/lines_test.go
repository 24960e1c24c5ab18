// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package export_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
)

// A document before a review has lines of its own kinds; each names the file,
// the review and the document, and a reference keeps the symbol of the report
// that it refers to.
func TestLines_BeforeAReview(t *testing.T) {
	f := heed.Facts{
		Document:   heed.Document{Symbol: "A/HRC/WG.6/30/XVA/3", Review: heed.ReviewID{State: "XVA", Cycle: 3}},
		Sections:   []heed.Section{{Label: "I", Level: 1, Title: "Schools", First: "1", Last: "1"}},
		Paragraphs: []heed.Paragraph{{Number: "1", Section: 1, Text: "Schools are open.", Submissions: []string{"JS1"}}},
		References: []heed.Reference{
			{Section: 1, Spot: heed.InHeading, AsStated: "A/HRC/28/99, para. 84.1", Numbers: []string{"84.1"}, Symbol: "A/HRC/28/99", Review: heed.ReviewID{State: "XVA", Cycle: 2}},
			{Section: 1, Paragraph: "1", Spot: heed.InText, AsStated: "recommendation 7", Numbers: []string{"7"}, Serial: true},
		},
		Submissions: []heed.Submission{{Abbreviation: "JS1", Kind: heed.JointSubmission, Name: "Boat School; Lake School"}},
		Findings:    []heed.Finding{{Code: heed.FindingGap, Args: []string{"Missing", "2"}}},
	}
	var out bytes.Buffer
	if err := export.NewLines(&out).Own("summary.pdf", f); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, line := range strings.Split(strings.TrimSpace(out.String()), "\n") {
		var m map[string]any
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			t.Fatal(err)
		}
		if m["file"] != "summary.pdf" || m["state_under_review"] != "XVA" || m["cycle"] != 3.0 {
			t.Errorf("%s does not say where it is from", line)
		}
		_, review := m["review"]
		got = append(got, fmt.Sprint(m["kind"], " ", m["symbol"], " ", m["document"], " ", review))
	}
	want := []string{
		"section A/HRC/WG.6/30/XVA/3 <nil> false",
		"paragraph A/HRC/WG.6/30/XVA/3 <nil> false",
		"reference A/HRC/28/99 A/HRC/WG.6/30/XVA/3 true",
		"reference <nil> A/HRC/WG.6/30/XVA/3 false",
		"submission A/HRC/WG.6/30/XVA/3 <nil> false",
		"finding <nil> <nil> false",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
