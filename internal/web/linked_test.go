// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// Every passage of the specimen's index on a review leads to the recommendation
// with its words, and that one's page to OHCHR's labels.
func TestMechanisms_Linked(t *testing.T) {
	p := portal.Start(t)
	var answer find.AnnotationAnswer
	if err := json.Unmarshal([]byte(fetch(t, p.URL+"/mechanisms.json?body=UPR&page=all")), &answer); err != nil {
		t.Fatal(err)
	}
	right := 0
	for _, a := range answer.Rows {
		r := a.Recommendation
		if r == nil {
			t.Errorf("no recommendation of %s", a.Text)
			continue
		}
		var rec find.Recommendation
		if err := json.Unmarshal([]byte(fetch(t, p.URL+"/"+r.Review.String()+"/"+r.Ref+".json")), &rec); err != nil {
			t.Fatal(err)
		}
		if strings.TrimRight(rec.Text, ".;") == strings.TrimRight(a.Text, ".;") && len(rec.InIndex) == 1 && rec.InIndex[0].ID == a.ID {
			right++
		}
	}
	if right < len(answer.Rows) || right == 0 {
		t.Errorf("%d of %d lead to the recommendation with their words and back", right, len(answer.Rows))
	}
	r := answer.Rows[0].Recommendation
	path := "/" + r.Review.String() + "/" + r.Ref
	if page := fetch(t, p.URL+"/mechanisms?body=UPR"); !strings.Contains(page, `href="`+path+`"`) {
		t.Error("the page does not lead to " + path)
	}
}
