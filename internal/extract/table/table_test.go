// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package table_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/table"
	"github.com/heed-upr/heed/internal/extract/uhri"
	"github.com/heed-upr/heed/internal/i18n"
)

// sheet makes a document of one table: rows by lines, columns by "|".
func sheet(text string) *doc.Document {
	d := &doc.Document{Format: "csv"}
	add(d, "", text)
	return d
}

func add(d *doc.Document, name, text string) {
	table := 1
	if n := len(d.Paragraphs); n > 0 {
		table = d.Paragraphs[n-1].Cell.Table + 1
	}
	if name != "" {
		d.Sheets = append(d.Sheets, doc.Sheet{Name: name})
	}
	for i, line := range strings.Split(strings.Trim(text, "\n"), "\n") {
		for j, value := range strings.Split(line, "|") {
			if value = strings.ReplaceAll(strings.TrimSpace(value), "¶", "\n"); value != "" {
				d.Paragraphs = append(d.Paragraphs, doc.Paragraph{Text: value, Cell: &doc.Cell{Table: table, Row: i + 1, Column: j + 1}})
			}
		}
	}
}

func read(t *testing.T, d *doc.Document, m table.Mapping) table.Table {
	t.Helper()
	out, err := table.Read(d, m)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// said are the problems in short.
func said(t table.Table) []string {
	out := []string{}
	for _, p := range t.Problems {
		left := ""
		if p.Left {
			left = " left"
		}
		out = append(out, fmt.Sprintf("%s%d %s %s%s", p.Sheet, p.Row, p.Head, strings.TrimPrefix(p.Key, "table_problem."), left))
	}
	return out
}

// The same list is read in every language.
func TestRead_Languages(t *testing.T) {
	want := []table.Row{{Row: 3, Key: "KAZ/4/139.12", Annotation: heed.Annotation{
		Kind: heed.KindRecommendation, Body: "UPR", Symbol: "A/HRC/59/10", Number: "139.12", Date: "2025-03-31", Text: "Publish the plan",
		States: []heed.StateCode{"KAZ"}, Cycle: 4, RecommendingStates: []heed.StateCode{"MEX", "FRA"}, Position: heed.Noted, Themes: []string{"Plans", "Press"},
	}}}
	for lang, text := range map[string]string{
		"en": "A list of ours||||||||\nState under review|Cycle|Recommendation number|Recommendation|Recommending States|Response|Document symbol|Publication date|Themes\nKazakhstan|4|139.12.|Publish the plan|Mexico; France|Noted|A/HRC/59/10|2025-03-31|Plans; Press",
		"fr": "Notre liste\nÉtat examiné|Cycle de l’EPU|Numéro|Recommandation|États auteurs|Réponse|Cote|Date de publication|Thèmes\nKazakhstan|4e cycle|139.12|Publish the plan|Mexique; France|Prise en note|A/HRC/59/10|31.3.2025|Plans; Press", //nolint:misspell // it is French
		"es": "Lista\nEstado examinado|Ciclo|Número|Recomendación|Recomendado por|Respuesta|Signatura|Fecha|Temas\nKazajstán|4.º ciclo|139.12|Publish the plan|México; Francia|Anotada|A/HRC/59/10|2025-03-31T00:00:00|Plans; Press",
		"ru": "Список\nГосударство – объект обзора|Цикл УПО|№|Текст рекомендации|Кем рекомендовано|Позиция государства|Условное обозначение|Дата|Темы\nКазахстан|4-й цикл|139.12|Publish the plan|Мексика; Франция|Принято к сведению|A/HRC/59/10|31.03.2025 г.|Plans; Press",
		"kk": "Тізім\nМемлекет|ӘКШ циклі|Нөмірі|Ұсынымның мәтіні|Ұсынушы мемлекеттер|Ұстаным|Құжаттың белгісі|Күні|Тақырыптар\nҚазақстан|4-цикл|139.12|Publish the plan|Мексика; Франция|Назарға алынды|A/HRC/59/10|31.03.2025|Plans; Press",
	} {
		d := sheet(text)
		if !table.Is(d) {
			t.Errorf("%s: not seen for what it is", lang)
			continue
		}
		got := read(t, d, table.Mapping{})
		if d := cmp.Diff(want, got.Rows); d != "" {
			t.Errorf("%s: %s", lang, d)
		}
		if d := cmp.Diff([]string{}, said(got)); d != "" {
			t.Errorf("%s: %s", lang, d)
		}
	}
}

// Every row that cannot be taken is said, and everything in a row that cannot.
func TestRead_Problems(t *testing.T) {
	d := sheet(`
State|Cycle|Session|Number|Text|Recommending States|Position|Body|Date|Kind
A. Civil rights
Kazakhstan|4||1.1|One|Mexico, Ruritania|perhaps||03/04/2025|
Kazahstan|4||1.2|Two
Kazakhstan|4||1.3|
Kazakhstan|||1.4|Four|||UPR
Kazakhstan|||1.5|Five
Kazakhstan|4||1.1|Another|Mexico
Kazakhstan|4||1.1|Another|Mexico
State|Cycle|Session|Number|Text|Recommending States|Position|Body|Date|Kind
Kazakhstan|4|20|1.9|Nine
France; Mexico|4||1.10|Ten
Kosovo|||12|Eleven|||Комитет против пыток||Замечание
Kazakhstan|IV||1.12|Twelve
'=1+1|||13|'-5 of them|||SR Lamps||rumour
`)
	got := read(t, d, table.Mapping{})
	if d := cmp.Diff([]string{
		"3 Recommending States unknown_state", "3 Position unknown_position", "3 Date unknown_date",
		"4 State unknown_review_state left", "5 Text no_text left", "6 Cycle no_cycle left", "7 Body no_body left",
		"8  same_key left", "9  same_key left", "11 Session session_of_cycle", "12 State no_state left", "13 State other_name", "14 Cycle no_number", "14 Cycle no_cycle left", "15 Kind unknown_kind", "15 State other_name",
	}, said(got)); d != "" {
		t.Error(d)
	}
	keys := []string{}
	for _, r := range got.Rows {
		if r.Number == "12" {
			if r.Body != "CAT" || r.Kind != heed.KindObservation || !cmp.Equal(r.Others, []string{"Kosovo"}) {
				t.Errorf("%+v", r)
			}
		}
		if r.Number == "13" && (r.Text != "-5 of them" || r.Kind != heed.KindOther || !cmp.Equal(r.Others, []string{"=1+1"})) {
			t.Errorf("%+v", r)
		}
		keys = append(keys, r.Number)
	}
	if d := cmp.Diff([]string{"1.1", "1.9", "12", "13"}, keys); d != "" {
		t.Error(d)
	}
	if n := got.Changes[uhri.Change{Field: uhri.FieldBody, From: "Комитет против пыток", To: "CAT"}]; n != 1 {
		t.Errorf("%v", got.Changes)
	}
	if p := got.Rows[0]; p.Position != heed.UnknownPosition || !cmp.Equal(p.Notes, []heed.AnnotationNote{{Head: "Position", Text: "perhaps"}}) || len(p.RecommendingStates) != 1 {
		t.Errorf("%+v", p)
	}
}

// Rows are known by their id; by State, cycle and number; where those repeat, by
// the recommending States as well; and else by what they say.
func TestRead_Keys(t *testing.T) {
	keys := func(text string) []string {
		out := []string{}
		for _, r := range read(t, sheet(text), table.Mapping{}).Rows {
			out = append(out, r.Key)
		}
		return out
	}
	if d := cmp.Diff([]string{"id 7", "KAZ/4/1.1/MEX", "KAZ/4/1.1/FRA", "KAZ/4/1.2"}, keys(`
Id|State|Cycle|Number|Text|Recommending State
7|Kazakhstan|4|1.0|Zero|Mexico
|Kazakhstan|4|1.1|One|Mexico
|Kazakhstan|4|1.1|One|France
|Kazakhstan|4|1.2|Two|France
`)); d != "" {
		t.Error(d)
	}
	one, two := keys("State|Body|Text\nKazakhstan|CAT|One\nKazakhstan|CRC|One"), keys("Text|State|Body\nOne|KAZ|CRC\nOne|KAZ|CAT")
	if one[0] == one[1] || one[0] != two[1] || one[1] != two[0] {
		t.Errorf("%v, %v", one, two)
	}
	again := read(t, sheet("State|Body|Text\nKazakhstan|CAT|One\nKazakhstan|CAT|One"), table.Mapping{})
	if d := cmp.Diff([]string{"3  twice"}, said(again)); d != "" || len(again.Rows) != 1 {
		t.Errorf("%v %s", again.Rows, d)
	}
}

// What a mapping says goes before what heads say, and values fill what is empty.
func TestRead_Mapping(t *testing.T) {
	d := sheet(`
Что сказано|Тема|Срок|Исполнитель
Опубликовать план|Печать|2026|Минюст
`)
	if table.Is(d) {
		t.Error("heads that say nothing are understood")
	}
	_, err := table.Read(d, table.Mapping{})
	if heed.ErrorCode(err) != heed.CodeInvalid || !strings.Contains(heed.ErrorArg(err, "Heads"), "Что сказано") {
		t.Error(err)
	}
	got := read(t, d, table.Mapping{
		Columns: map[table.Field][]string{table.Text: {"что  сказано"}, table.Themes: {""}, table.NoteField: {"Срок", "Исполнитель"}},
		Values:  map[table.Field]string{table.State: "KAZ", table.Cycle: "4"},
	})
	if len(got.Rows) != 1 || got.Rows[0].Themes != nil || got.Rows[0].States[0] != "KAZ" || got.Rows[0].Cycle != 4 ||
		!cmp.Equal(got.Rows[0].Notes, []heed.AnnotationNote{{Head: "Срок", Text: "2026"}, {Head: "Исполнитель", Text: "Минюст"}}) {
		t.Errorf("%+v", got.Rows)
	}
}

// Of a workbook every sheet with heads is read, and nothing that is hidden
// unless it is asked for.
func TestRead_Sheets(t *testing.T) {
	d := &doc.Document{Format: "xlsx"}
	add(d, "Cycle 3", "State|Cycle|Text\nKazakhstan|3|One\nKazakhstan|3|Two\nKazakhstan|3|Three\nKazakhstan|3|Four\nKazakhstan|3|Five")
	add(d, "Cycle 4", "Text|Country|Cycle|Secret\nSix|Kazakhstan|4|x")
	add(d, "Hidden", "State|Cycle|Text\nKazakhstan|2|Seven")
	add(d, "Budget", "Item|Cost|Paid\nInk|5|yes")
	d.Sheets[0].HiddenRows, d.Sheets[0].Faults = []int{3, 4, 6}, []doc.Fault{{Row: 2, Column: 3, Value: "#REF!"}, {Row: 5, Column: 3}, {Row: 5, Column: 9}}
	d.Sheets[2].Hidden = true
	texts := func(m table.Mapping) (string, []string) {
		got := read(t, d, m)
		var out []string
		for _, r := range got.Rows {
			out = append(out, r.Text)
		}
		return strings.Join(out, " "), said(got)
	}
	seen, problems := texts(table.Mapping{})
	if seen != "One Four Six" {
		t.Error(seen)
	}
	if d := cmp.Diff([]string{
		"Budget0  no_head", "Cycle 32 Text cell_error", "Cycle 33  hidden_rows", "Cycle 35 Text formula", "Cycle 36  hidden_rows", "Hidden0  hidden_sheet",
	}, problems); d != "" {
		t.Error(d)
	}
	if seen, _ := texts(table.Mapping{Hidden: true}); seen != "One Two Three Four Five Six Seven" {
		t.Error(seen)
	}
	if seen, _ := texts(table.Mapping{Sheet: "Cycle 4"}); seen != "Six" {
		t.Error(seen)
	}
}

// What could not be looked at is told apart from what is not there: a filter
// hides rows, and a table without rows has not lost them.
func TestRead_Unseen(t *testing.T) {
	const text = "State|Cycle|Text|Recommending States\nKazakhstan|4|One|France\nKazakhstan|4|Two|France"
	one := func(name string, change func(*doc.Sheet)) table.Table {
		d := &doc.Document{Format: "xlsx"}
		add(d, name, text)
		add(d, "Explained", "What to do\nFill it in")
		change(&d.Sheets[0])
		return read(t, d, table.Mapping{})
	}
	if got := one("A", func(*doc.Sheet) {}); got.Hidden || len(got.Rows) != 2 {
		t.Errorf("nothing is hidden: %+v", got)
	}
	if got := one("A", func(s *doc.Sheet) { s.HiddenRows = []int{3} }); !got.Hidden || len(got.Rows) != 1 {
		t.Errorf("a hidden row: %+v", got)
	}
	got := one("A", func(s *doc.Sheet) { s.HiddenColumns = []int{4} })
	if d := cmp.Diff([]string{"A0 Recommending States hidden_column", "Explained0  no_head"}, said(got)); d != "" || got.Hidden || len(got.Columns) != 3 {
		t.Errorf("a hidden column: %+v %s", got.Columns, d)
	}
	d := &doc.Document{Format: "xlsx"}
	add(d, "A", text)
	add(d, "B", text)
	d.Sheets[1].Hidden = true
	if got := read(t, d, table.Mapping{}); !got.Hidden {
		t.Error("a hidden sheet with rows is not told")
	}
	if d := cmp.Diff([]string{"0  no_rows"}, said(read(t, sheet("State|Cycle|Text"), table.Mapping{}))); d != "" {
		t.Error(d)
	}
	_, err := table.Read(d, table.Mapping{Sheet: "C"})
	if heed.ErrorCode(err) != heed.CodeInvalid || heed.ErrorArg(err, "Sheets") != "A, B" {
		t.Error(err)
	}
}

// Names and labels that no index and no address can hold are left out, and signs
// that no sheet shows are not taken.
func TestRead_Hostile(t *testing.T) {
	long := strings.Repeat("7", 301)
	got := read(t, sheet("Id|State|Cycle|Text|Themes\n"+long+"|Kazakhstan|4|One|\n1|Kazakhstan|4|T\x1b[31mwo\u202e owt\x00|Water; "+long), table.Mapping{})
	if d := cmp.Diff([]string{"2 Id long_value left", "3 Themes long_value"}, said(got)); d != "" {
		t.Error(d)
	}
	if len(got.Rows) != 1 || got.Rows[0].Text != "T[31mwo owt" || !cmp.Equal(got.Rows[0].Themes, []string{"Water"}) {
		t.Errorf("%+v", got.Rows)
	}
}

// Every field has a head in every language, and is known by it.
func TestHead(t *testing.T) {
	for _, f := range table.Fields {
		for _, lang := range []string{"en", "fr", "es", "ru", "kk"} {
			head := table.Head(f, lang)
			if f == table.NoteField {
				continue
			}
			got, err := table.Read(sheet("Text|"+head+"\nx|y"), table.Mapping{Columns: map[table.Field][]string{table.Text: {"Text"}}})
			if f != table.Text && (head == "" || err != nil || got.Columns[1].Field != f) {
				t.Errorf("%s in %s: %q is %+v (%v)", f, lang, head, got.Columns, err)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("State|Cycle|Number|Text|Recommending State|Date\nKazakhstan|4|1.1|One|Mexico, France|31.03.2025\n|||")
	f.Add("Text|Body|Session|Kind\n'=x|УПО|28th Session - Cycle 2|-")
	f.Fuzz(func(t *testing.T, s string) {
		got, err := table.Read(sheet(s), table.Mapping{})
		if err != nil {
			if heed.ErrorCode(err) != heed.CodeInvalid {
				t.Fatal(err)
			}
			return
		}
		keys := map[string]bool{}
		for _, r := range got.Rows {
			if r.Text == "" || r.Body == "" || keys[r.Key] || r.Body == heed.BodyUPR && (len(r.States) != 1 || r.Cycle == 0) {
				t.Errorf("%+v", r)
			}
			keys[r.Key] = true
		}
	})
}

// What the portal shows and exports, and what templates offer, is read as what it
// is.
func TestRead_OwnWords(t *testing.T) {
	for _, lang := range []string{"en", "ru", "kk", ""} {
		word := func(key, value string) string {
			if lang == "" {
				return value // as programs have it
			}
			return i18n.For(lang).T(key + value)
		}
		for _, p := range []heed.Position{heed.Supported, heed.Partial, heed.Noted, heed.Pending} {
			got := read(t, sheet("State|Cycle|Text|Position\nKAZ|4|x|"+word("position.", string(p))), table.Mapping{})
			if len(got.Rows) != 1 || got.Rows[0].Position != p || len(got.Problems) > 0 {
				t.Errorf("%s %s: %+v", lang, p, got)
			}
		}
		for _, k := range heed.AnnotationKinds {
			got := read(t, sheet("State|Body|Text|Kind\nKAZ|CAT|x|"+word("kind_of_annotation.", string(k))), table.Mapping{})
			if len(got.Rows) != 1 || got.Rows[0].Kind != k || len(got.Problems) > 0 {
				t.Errorf("%s %s: %+v", lang, k, got)
			}
		}
	}
}
