// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package uhri_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract/uhri"
)

// export is invented: it is written as the index's exports are, with what
// occurs in them.
const export = "\ufeff" + `[
{"AnnotationId": "00000000-0000-4000-8000-00000000000A", "DocumentId": "1", "AnnotationType": "- Recommendations", "Body": "- UPR",
 "Countries": ["Kazakhstan"], "Regions": ["- Asia"], "Themes": ["Lamps & oil", " Keepers\u00a0", ""], "AffectedPersons": ["Keepers of lighthouses"],
 "Sdgs": ["16.3 - Light for all"], "Symbol": "A/HRC/99/1", "PublicationDate": "2020-02-03T00:00:00", "PublicationDateOnUhri": "2020-02-04T00:00:00",
 "Text": "<p>Light&nbsp;the &amp; lamps</p><p>at  dusk (Turkey)</p>", "UprCycle": "3", "UprPositions": ["Supported"],
 "UprRecommendingCountry": ["Turkey", "France (la)"], "UprRecommendingRegions": [], "UprSession": "34th Session"},
{"AnnotationId": "b", "AnnotationType": "- Concerns/Observations", "Body": "- CRC-OP-AC", "Countries": ["Kingdom of Lamps", null], "Themes": null,
 "Symbol": " CRC/C/X/CO/1 ", "PublicationDate": "0001-01-01T00:00:00", "Text": "The Committee\nis   concerned", "UprCycle": null, "UprPositions": [], "UprSession": null},
{"AnnotationId": "c", "AnnotationType": "-", "Body": "- SR Lamps", "Countries": "Kazakhstan", "Text": "x", "UprCycle": 4, "UprPositions": ["Supported", "Noted"], "Unknown": {"a": [1]}}
]
`

func read(t testing.TB, s string) ([]uhri.Entry, error) {
	t.Helper()
	r := uhri.NewReader(strings.NewReader(s))
	var out []uhri.Entry
	for {
		e, err := r.Next()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		out = append(out, e)
	}
}

func TestReader(t *testing.T) {
	if !uhri.Is([]byte(export)) || uhri.Is([]byte(`{"AnnotationId": 1}`)) || uhri.Is([]byte(`[{"a": 1}]`)) {
		t.Error("an export is not told from other things")
	}
	got, err := read(t, strings.TrimPrefix(export, "\ufeff"))
	if err != nil {
		t.Fatal(err)
	}
	want := []uhri.Entry{
		{Annotation: heed.Annotation{
			ID: "00000000-0000-4000-8000-00000000000a", Kind: heed.KindRecommendation, Body: "UPR", Symbol: "A/HRC/99/1", Date: "2020-02-03",
			Text: "Light the & lamps\nat dusk (Turkey)", States: []heed.StateCode{"KAZ"}, Themes: []string{"Lamps & oil", "Keepers"},
			Persons: []string{"Keepers of lighthouses"}, SDGs: []string{"16.3 - Light for all"}, Cycle: 3, Session: 34,
			RecommendingStates: []heed.StateCode{"TUR", "FRA"}, Position: heed.Supported,
		}, Changes: []uhri.Change{
			{Field: uhri.FieldText}, {uhri.FieldLabel, " Keepers\u00a0", "Keepers"},
			{uhri.FieldState, "Turkey", "Türkiye"}, {uhri.FieldState, "France (la)", "France"},
		}},
		{Annotation: heed.Annotation{
			ID: "b", Kind: heed.KindObservation, Body: "CRC-OP-AC", Symbol: "CRC/C/X/CO/1", Text: "The Committee\nis concerned", Others: []string{"Kingdom of Lamps"},
		}, Changes: []uhri.Change{{Field: uhri.FieldText}, {uhri.FieldUnknown, "Kingdom of Lamps", ""}}},
		{Annotation: heed.Annotation{ID: "c", Kind: heed.KindOther, Body: "SR Lamps", Text: "x", States: []heed.StateCode{"KAZ"}}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	for i, m := range []heed.Mechanism{heed.MechanismUPR, heed.MechanismTreatyBody, heed.MechanismProcedure} {
		if got[i].Mechanism() != m {
			t.Errorf("%s is of %s", got[i].Body, got[i].Mechanism())
		}
	}
}

// The mark that some programs put before UTF-8 is no fault.
func TestReader_ByteOrderMark(t *testing.T) {
	if got, err := read(t, export); err != nil || len(got) != 3 {
		t.Errorf("%d records (%v)", len(got), err)
	}
}

// What is cut off or no export is told, with the record.
func TestReader_Broken(t *testing.T) {
	for s, record := range map[string]string{
		"":                         "1",
		"{}":                       "1",
		`[{"AnnotationId": "a"}`:   "2",
		`[{"AnnotationId": "a"},`:  "2",
		`[{"AnnotationId": "a"},{`: "2",
		`[{"Text": "x"}]`:          "1",
		`[{"AnnotationId": "a"}, {"AnnotationId": "b", "Themes": {"x": 1}}]`: "2",
		`[5]`: "1",
	} {
		_, err := read(t, s)
		if heed.ErrorCode(err) != heed.CodeInvalid || heed.ErrorArg(err, "Record") != record {
			t.Errorf("%q: %v, record %q", s, err, heed.ErrorArg(err, "Record"))
		}
	}
}

// A record without end does not fill the memory.
func TestReader_EndlessRecord(t *testing.T) {
	r := uhri.NewReader(io.MultiReader(strings.NewReader(`[{"AnnotationId": "a", "Text": "`), endless{}))
	if _, err := r.Next(); heed.ErrorCode(err) != heed.CodeInvalid {
		t.Error(err)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return copy(p, bytes.Repeat([]byte("x"), len(p))), nil }

func FuzzReader(f *testing.F) {
	f.Add(export)
	f.Add(`[{"AnnotationId": "a", "Text": "<<p>&#x;&&lt;", "Countries": [["x"]]}]`)
	f.Fuzz(func(t *testing.T, s string) {
		all, err := read(t, s)
		if err != nil && heed.ErrorCode(err) != heed.CodeInvalid {
			t.Error(err)
		}
		for _, e := range all {
			if e.ID == "" || strings.TrimSpace(e.Text) != e.Text || strings.Contains(e.Text, "\u00a0") {
				t.Errorf("%+v", e)
			}
		}
	})
}

func BenchmarkReader(b *testing.B) {
	record := `{"AnnotationId": "%d", "Body": "- CAT", "Countries": ["Kazakhstan"], "Themes": ["Lamps"], "Text": "` + strings.Repeat("Light the lamps at dusk. ", 24) + `"}`
	var s strings.Builder
	s.WriteString("[" + fmt.Sprintf(record, 0))
	for i := range 999 {
		s.WriteString("," + fmt.Sprintf(record, i+1))
	}
	s.WriteString("]")
	b.SetBytes(int64(s.Len()))
	for b.Loop() {
		if all, err := read(b, s.String()); err != nil || len(all) != 1000 {
			b.Fatal(err)
		}
	}
}
