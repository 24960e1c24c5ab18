// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package specimen

import (
	"bytes"
	"testing"
)

func TestEditions_SameBytesAndSameContent(t *testing.T) {
	known := KnownOfEditions()
	formats := map[string]int{}
	for _, tongue := range tongues() {
		again, err := tongue.editions()
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range again {
			for _, had := range Editions() {
				if had.Name == e.Name && !bytes.Equal(had.Data, e.Data) {
					t.Errorf("%s differs on a second run", e.Name)
				}
			}
		}
		if len(tongue.statements) != len(known.Speakers) || len(tongue.leadIns) != len(editionGroups) {
			t.Errorf("%s: %d statements, %d lead-ins", tongue.code, len(tongue.statements), len(tongue.leadIns))
		}
	}
	for _, e := range Editions() {
		formats[e.Format]++
		if len(e.Texts) != len(known.Recommendations) {
			t.Errorf("%s: %d texts, want %d", e.Name, len(e.Texts), len(known.Recommendations))
		}
	}
	if formats["docx"] != 7 || formats["pdf"] != 3 {
		t.Errorf("forms %v", formats)
	}
}
