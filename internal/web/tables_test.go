// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/testkit/portal"
	"github.com/heed-upr/heed/internal/testkit/specimen"
)

// harbour is the source of a table that is invented like its State.
const harbour = "The <harbour> ministry"

// workbook is a table as a ministry keeps it, with a row on the first
// recommendation of the specimen's second cycle, and one of a committee.
func workbook(t *testing.T, text string) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range [][]any{
		{"Our list"},
		{"State", "Cycle", "Text", "Position", "Body", "Themes", "Who acts", "Telephone"},
		{"Veldania", 2, text, "Noted", "UPR", "Harbours", "The harbour master", "+999 555 0199"},
		{"Veldania", nil, "Let a body of its own examine every complaint of the crews.", nil, "Committee against Torture", "Crews", nil, nil},
	} {
		if err := f.SetSheetRow("Sheet1", string(rune('A'))+string(rune('1'+i)), &row); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if _, err := f.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// What a table says is shown as its source's: on the recommendation, in the list
// of all mechanisms, and where it came from. The record stays as it was.
func TestTables_Shown(t *testing.T) {
	p := portal.Start(t)
	rec := specimen.Known()[0].Recommendations[0]
	path := "/XVA/2/" + rec.Ref
	before := fetch(t, p.URL+"/XVA/2.json")
	data := workbook(t, rec.Text)
	report := p.ImportTable(t, harbour, "list.xlsx", data, "Who acts")
	if report.Added != 2 || report.Linked != 1 || len(report.Problems) > 0 {
		t.Fatalf("%+v", report)
	}
	if after := fetch(t, p.URL+"/XVA/2.json"); after != before {
		t.Error("a table changes the review")
	}
	for _, lang := range []string{"", "/ru", "/kk"} {
		page := fetch(t, p.URL+lang+path)
		for _, want := range []string{`id="tables"`, "The &lt;harbour&gt; ministry", "The harbour master"} {
			if !strings.Contains(page, want) {
				t.Errorf("%s%s has no %s", lang, path, want)
			}
		}
		list := fetch(t, p.URL+lang+"/mechanisms?"+url.Values{"source": {harbour}}.Encode())
		for _, want := range []string{"The &lt;harbour&gt; ministry", `href="` + lang + path + `"`, "Harbours", "The harbour master"} {
			if !strings.Contains(list, want) {
				t.Errorf("%s: the list has no %s", lang, want)
			}
		}
		source := fetch(t, p.URL+lang+"/mechanisms/source")
		for _, want := range []string{"list.xlsx", string(report.Digest), "Who acts"} {
			if !strings.Contains(source, want) {
				t.Errorf("%s: where it comes from, there is no %s", lang, want)
			}
		}
		if strings.Contains(page+list+source, "555 0199") || strings.Contains(source, "Telephone") {
			t.Errorf("%s: a column is shown that was not asked for", lang)
		}
	}
	if changes := fetch(t, p.URL+"/mechanisms/source.csv"); !strings.Contains(changes, "body,Committee against Torture,CAT,1") {
		t.Errorf("the list of changes: %s", changes)
	}
	var answer find.AnnotationAnswer
	if err := json.Unmarshal([]byte(fetch(t, p.URL+"/mechanisms.json?body=CAT")), &answer); err != nil {
		t.Fatal(err)
	}
	for _, c := range answer.Counts(find.ByLabel) {
		if c.Value == "Crews" {
			t.Error("a table's label stands among OHCHR's")
		}
	}
	if tags := answer.Counts(find.ByTag); len(tags) != 1 || tags[0].Value != "Crews" {
		t.Errorf("labels of tables: %+v", tags)
	}
}
