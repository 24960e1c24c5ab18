// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package uprinfo_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/uprinfo"
	"github.com/heed-upr/heed/internal/read/sheet"
	"github.com/heed-upr/heed/internal/testkit"
)

func read(t *testing.T, data string) *doc.Document {
	t.Helper()
	d, err := sheet.Read([]byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestRead(t *testing.T) {
	d := read(t, `state_under_review,sur_regional_group,text,recommending_state,response,action_category,issues,session
Kazakhstan,Asia,Publish the plan,Mexico,Noted,5,"Freedom of the press,Other",7
Kazakhstan,Asia,Publish the plan,France,Accepted,9,,20
Kazakhstan,Asia,It will publish the plan,Kazakhstan,Voluntary Pledge,5,Other,20
Kazakhstan,Asia,Publish the plan,Ruritania,No response,4,Other,20
`)
	if !uprinfo.Is(d) {
		t.Fatal("not seen for what it is")
	}
	got := uprinfo.Read(d, heed.Document{Kind: heed.KindCoded})
	if len(got) != 2 || got[0].Document.Review.Cycle != 1 || got[1].Document.Review.String() != "KAZ/2" || got[1].Document.Session != 20 {
		t.Fatalf("%+v", got)
	}
	want := []heed.CodedRow{
		{Row: 3, RecommendingState: "FRA", Text: "Publish the plan", Response: heed.Supported, AsStated: "Accepted"},
		{Row: 4, RecommendingState: "KAZ", Text: "It will publish the plan", AsStated: "Voluntary Pledge", Pledge: true, ActionCategory: 5, Issues: []string{"Other"}},
		{Row: 5, Text: "Publish the plan", Response: heed.Noted, AsStated: "No response", ActionCategory: 4, Issues: []string{"Other"}},
	}
	if d := cmp.Diff(want, got[1].Rows); d != "" {
		t.Error(d)
	}
	if f := got[1].Findings; len(f) != 1 || f[0].Code != heed.FindingUnknownState {
		t.Errorf("%+v", f)
	}
}

func TestIs_NotAnyTable(t *testing.T) {
	if d := read(t, "name,age,city,State\nA,1,B,C\n"); uprinfo.Is(d) {
		t.Error("a table of something else is taken for UPR Info's")
	}
}

// The real tables have every State under a name that is known, but for one row
// whose recommending State they give as "???".
func TestRead_RealTables(t *testing.T) {
	corpus := testkit.Corpus(t)
	for name, want := range map[string]int{"upr-info-rows.csv": 34389, "voluntary-pledges.csv": 947} {
		data, err := os.ReadFile(filepath.Join(corpus, name))
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, f := range uprinfo.Read(read(t, string(data)), heed.Document{Kind: heed.KindCoded}) {
			n += len(f.Rows)
			for _, g := range f.Findings {
				if g.Args[1] == "???" {
					continue
				}
				t.Errorf("%s: %v: %v", name, f.Document.Review, g.Args)
			}
		}
		if n != want {
			t.Errorf("%s: %d rows, want %d", name, n, want)
		}
	}
}

// The same rows come as a workbook.
func TestRead_Workbook(t *testing.T) {
	f := excelize.NewFile()
	for i, row := range [][]any{
		{"State under Review", "Recommending State", "Recommendation", "Response", "Session", "Action Category", "Issue"},
		{"Kazakhstan", "Mexico", "Publish the plan", "Noted", 20, 5, "Press"},
	} {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := f.NewSheet("Notes"); err != nil {
		t.Fatal(err)
	}
	if err := f.SetSheetRow("Notes", "A2", &[]any{"France", "Spain", "Not a row of it", "Noted", 20}); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := f.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	d, err := sheet.ReadWorkbook(out.Bytes())
	if err != nil || !uprinfo.Is(d) {
		t.Fatalf("not seen for what it is (%v)", err)
	}
	got := uprinfo.Read(d, heed.Document{Kind: heed.KindCoded})
	if len(got) != 1 || got[0].Document.Review.String() != "KAZ/2" || len(got[0].Rows) != 1 || got[0].Rows[0].RecommendingState != "MEX" || got[0].Rows[0].ActionCategory != 5 {
		t.Errorf("%+v", got)
	}
}
