// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package plansheet_test

import (
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/grid"
	"github.com/heed-upr/heed/internal/extract/plansheet"
	"github.com/heed-upr/heed/internal/i18n"
)

// sheet adds a sheet to a document: rows are lines, cells stand between bars, and
// "\n" is a line within one.
func sheet(d *doc.Document, name, text string) *doc.Document {
	d.Sheets = append(d.Sheets, doc.Sheet{Name: name})
	for i, l := range strings.Split(strings.TrimPrefix(text, "\n"), "\n") {
		for j, cell := range strings.Split(l, "|") {
			if cell = strings.TrimSpace(strings.NewReplacer(`\n`, "\n", "¦", "|").Replace(cell)); cell != "" {
				d.Paragraphs = append(d.Paragraphs, doc.Paragraph{Text: cell, Cell: &doc.Cell{Table: len(d.Sheets), Row: i + 1, Column: j + 1}})
			}
		}
	}
	return d
}

func one(text string) *doc.Document { return sheet(&doc.Document{Format: "xlsx"}, "", text) }

// known are two ministries and a review.
func known(lang string) plansheet.Known {
	names := map[heed.ID][]string{
		"justice":  {"Ministry of Justice", "Министерство юстиции", "Әділет министрлігі", "МЮ", "ӘМ", "justice"},
		"interior": {"Ministry of the Interior", "Министерство внутренних дел", "Ішкі істер министрлігі", "МВД", "ІІМ", "interior"},
	}
	k := plansheet.Known{T: i18n.For(lang).T, Institutions: map[string]heed.ID{}, Review: heed.ReviewID{State: "XVA", Cycle: 3}}
	for id, all := range names {
		for _, name := range all {
			k.Institutions[grid.Plain(name)] = id
		}
	}
	k.Name = func(id heed.ID) string {
		if all := names[id]; all != nil {
			return all[map[string]int{"en": 0, "ru": 1, "kk": 2}[lang]]
		}
		return string(id)
	}
	k.Refs = func(id heed.ReviewID) map[string]string {
		if id.State != "XVA" {
			return nil
		}
		return map[string]string{"51.1": "51.1", "51.2": "51.2", "51.3": "51.3", "52": "52", "95/a": "95/a"}
	}
	return k
}

// rec is a link to a recommendation of the third review.
func rec(ref string) heed.Link {
	return heed.Link{Recommendation: heed.RecID{Review: heed.ReviewID{State: "XVA", Cycle: 3}, Ref: ref}, Bearing: heed.Serves}
}

// begun is what the rows of a document make of nothing, with what is wrong.
func begun(t *testing.T, d *doc.Document, m plansheet.Mapping) (out []heed.Measure, problems []string) {
	t.Helper()
	book, err := plansheet.Read(d, m)
	if err != nil {
		t.Fatal(err)
	}
	k := known("en")
	for _, r := range book.Rows {
		measure, wrong := k.Become(heed.Measure{Kind: heed.MeasureOther}, r, m, true, false)
		out = append(out, measure)
		for _, p := range wrong {
			problems = append(problems, p.Head+": "+i18n.For("en").Error(p.Err))
		}
	}
	return out, problems
}

// A plan as it is kept in Russian: a title and a stamp over the heads, a row that
// numbers the columns, headings between rows, several who answer in one cell.
func TestRead_Russian(t *testing.T) {
	got, problems := begun(t, one(`
Утверждён распоряжением
План действий по исполнению рекомендаций УПО
№ п/п|Наименование мероприятия (действия)|Форма завершения|Сроки исполнения (до)|Ответственные исполнители|№ рекомендации|Вид меры|Статус|ЦУР
1|2|3|4|5|6|7|8|9
Раздел I. Запрет пыток
1.|Принять закон о предупреждении пыток|Закон|IV квартал 2026 года|МЮ (созыв), МВД (по согласованию)|51.1, 51.3|Проект закона РК|Принят 12.03.2026|16.3; ЦУР 5
2.|Обучить следователей|Отчёт\nв правительство|2025–2027 годы|Министерство внутренних дел|51.1–51.3|семинары и обучение||
3)|Выделить средства|-|постоянно|МЮ;\nМВД|XVA/3/52|Финансирование||
`), plansheet.Mapping{})
	want := []heed.Measure{
		{
			Number: "1", Title: "Принять закон о предупреждении пыток", Expected: "Закон", Kind: heed.MeasureLaw, Lead: "justice", Partners: []heed.ID{"interior"}, Due: "2026-12-31",
			Stages: []heed.StageOn{{Stage: heed.StageAdopted, Date: "2026-03-12"}}, Links: []heed.Link{rec("51.1"), rec("51.3")}, SDGs: []string{"16.3", "5"},
		},
		{Number: "2", Title: "Обучить следователей", Expected: "Отчёт\nв правительство", Kind: heed.MeasureTraining, Lead: "interior", Start: "2025-01-01", Due: "2027-12-31", Links: []heed.Link{rec("51.1"), rec("51.2"), rec("51.3")}},
		{Number: "3", Title: "Выделить средства", Kind: heed.MeasureBudget, Lead: "justice", Partners: []heed.ID{"interior"}, Links: []heed.Link{rec("52")}},
	}
	if d := cmp.Diff(want, got); d != "" || problems != nil {
		t.Errorf("%s %v", d, problems)
	}
}

// And in Kazakh, with heads in two rows of which the lower one says more.
func TestRead_Kazakh(t *testing.T) {
	got, problems := begun(t, one(`
Іс-шаралар жоспары
Р/с №|Іс-шараның атауы|Мерзімі||Жауапты орындаушылар|Аяқталу нысаны|Ұсынымның нөмірі|Шараның түрі
Р/с №|Іс-шараның атауы|Басталуы|Аяқталуы|Жауапты орындаушылар|Аяқталу нысаны|Ұсынымның нөмірі|Шараның түрі
1.1|Азаптаудың алдын алу туралы заң қабылдау|2026 жылғы 1 қаңтар|2026 жылғы 31 желтоқсанға дейін|Әділет министрлігі, ІІМ|Заң|51.2 және 52|заң жобасы
1.2|Тергеушілерді оқыту|2026 жылғы 1-тоқсан|2027 жылғы 3-тоқсан|ІІМ|Есеп|95/a|оқыту
`), plansheet.Mapping{})
	want := []heed.Measure{
		{Number: "1.1", Title: "Азаптаудың алдын алу туралы заң қабылдау", Expected: "Заң", Kind: heed.MeasureLaw, Lead: "justice", Partners: []heed.ID{"interior"}, Start: "2026-01-01", Due: "2026-12-31", Links: []heed.Link{rec("51.2"), rec("52")}},
		{Number: "1.2", Title: "Тергеушілерді оқыту", Expected: "Есеп", Kind: heed.MeasureTraining, Lead: "interior", Start: "2026-01-01", Due: "2027-09-30", Links: []heed.Link{rec("95/a")}},
	}
	if d := cmp.Diff(want, got); d != "" || problems != nil {
		t.Errorf("%s %v", d, problems)
	}
}

// What cannot be taken is said with its column, and nothing is guessed.
func TestBecome_Problems(t *testing.T) {
	_, problems := begun(t, one(`
No|Measure|Lead|Due|Recommendations|Kind|Stage|SDG|Indicators
1|One|Ministry of Silly Walks|soon|99.9|nice|nearly|18.1|Trials ¦ outcome
2|Two|МЮ|03/04/2026|NOR/2/51.1|law|adopted|none|
`), plansheet.Mapping{Columns: map[plansheet.Field][]string{plansheet.Indicators: {"Indicators"}}})
	all := strings.Join(problems, "\n")
	for _, want := range []string{
		"Lead: “Ministry of Silly Walks”", "Due: “soon”", "Recommendations: There is no recommendation 99.9", "Kind: “nice”", "Stage: “nearly”", "SDG: “18.1”",
		"Due: “03/04/2026”", "Recommendations: “NOR/2/51.1”", "Stage: the stage “adopted”", "SDG: “none”", "Indicators: the indicator “Trials” has no unit",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("not said: %s\n%s", want, all)
		}
	}
	if len(problems) != 11 {
		t.Errorf("%d problems:\n%s", len(problems), all)
	}
}

// What a mapping says goes before what heads say; its values are for measures that
// begin.
func TestRead_Mapping(t *testing.T) {
	d := one("A|B|C|D\nПринять закон|МЮ|2026|adopted\nОбучить|||")
	if _, err := plansheet.Read(d, plansheet.Mapping{}); heed.ErrorCode(err) != heed.CodeInvalid || heed.ErrorArg(err, "Heads") != "A, B, C, D" {
		t.Error(err)
	}
	m := plansheet.Mapping{
		Columns: map[plansheet.Field][]string{plansheet.Title: {"a"}, plansheet.Lead: {"B"}, plansheet.Due: {"C"}, plansheet.Stage: {"D"}},
		Values:  map[plansheet.Field]string{plansheet.Kind: "law", plansheet.StageDate: "2026-11-30", plansheet.Lead: "interior"},
	}
	got, problems := begun(t, d, m)
	want := []heed.Measure{{Title: "Принять закон", Kind: heed.MeasureLaw, Lead: "justice", Due: "2026-12-31", Stages: []heed.StageOn{{Stage: heed.StageAdopted, Date: "2026-11-30"}}}}
	if diff := cmp.Diff(want, got); diff != "" || problems != nil { // the second row has one cell: a heading
		t.Errorf("%s %v", diff, problems)
	}
	m.Columns[plansheet.Due] = []string{""}
	if got, _ := begun(t, d, m); got[0].Due != "" {
		t.Error("a column that holds nothing is read")
	}
}

// Hidden rows, columns and sheets are left, and told; asked for, they are read.
func TestRead_Hidden(t *testing.T) {
	d := one("Measure|Lead|Due\nOne|МЮ|2026\nTwo|МЮ|2027")
	sheet(d, "More", "Measure|Lead\nThree|МЮ")
	sheet(d, "Words", "Explanations of words\nand of others")
	d.Sheets[0].Name, d.Sheets[0].HiddenRows, d.Sheets[0].HiddenColumns, d.Sheets[1].Hidden = "Plan", []int{3}, []int{3}, true
	book, err := plansheet.Read(d, plansheet.Mapping{})
	if err != nil || len(book.Rows) != 1 || book.Rows[0].Cells[plansheet.Due] != "" {
		t.Fatalf("%+v, %v", book, err)
	}
	var said []string
	for _, n := range book.Notices {
		said = append(said, n.Sheet+" "+n.Key)
	}
	if diff := cmp.Diff([]string{"Plan plan_notice.hidden_rows", "More plan_notice.hidden_sheet", "Words plan_notice.no_head"}, said); diff != "" {
		t.Error(diff)
	}
	if book, err = plansheet.Read(d, plansheet.Mapping{Hidden: true}); err != nil || len(book.Rows) != 3 || book.Rows[0].Cells[plansheet.Due] == "" {
		t.Errorf("%+v, %v", book, err)
	}
	if book, err = plansheet.Read(d, plansheet.Mapping{Hidden: true, Sheet: "More"}); err != nil || len(book.Rows) != 1 {
		t.Errorf("%+v, %v", book, err)
	}
	if _, err = plansheet.Read(d, plansheet.Mapping{Sheet: "Less"}); heed.ErrorArg(err, "Sheets") != "Plan, More, Words" {
		t.Error(err)
	}
}

// Too many rows are refused before any is looked at; errors in cells and formulas
// without a value refuse their row; a text that looks like a formula is a text.
func TestRead_Hostile(t *testing.T) {
	var b strings.Builder
	b.WriteString("Measure|Lead")
	for i := range plansheet.MaxRows + 1 {
		b.WriteString("\nM" + strconv.Itoa(i) + "|МЮ")
	}
	if book, err := plansheet.Read(one(b.String()), plansheet.Mapping{}); heed.ErrorCode(err) != heed.CodeInvalid || heed.ErrorArg(err, "Most") != "2000" || book.Rows != nil {
		t.Error(err)
	}
	d := one("Measure|Lead|Due\n'=HYPERLINK(\"http://evil\")|МЮ|2026\nTw\x1bo\u202e|МЮ|2026\nThree|МЮ|")
	d.Sheets[0].Faults = []doc.Fault{{Row: 3, Column: 3, Value: "#REF!"}, {Row: 4, Column: 3}, {Row: 4, Column: 9}}
	got, problems := begun(t, d, plansheet.Mapping{})
	if got[0].Title != `=HYPERLINK("http://evil")` || got[1].Title != "Two" || len(problems) != 2 || !strings.Contains(problems[0], "#REF!") {
		t.Errorf("%+v %v", got, problems)
	}
}

// full is a measure with everything, some of it with signs that cells cannot hold.
var full = heed.Measure{
	Title: "Law", Number: "3.2", Kind: heed.MeasureLaw, Description: "One\n\nTwo", Expected: "Fewer  cases", Lead: "justice", Partners: []heed.ID{"interior"}, Start: "2025-02-01", Due: "2026-12-31",
	Stages:     []heed.StageOn{{Stage: heed.StageAnnounced, Date: "2025-02-01", Source: "Programme | part 2"}, {Stage: heed.StageDrafted, Date: "2025-11-20"}},
	Milestones: []heed.Milestone{{Title: "Before Parliament", Due: "2026-06-30"}, {Title: "Signed", Due: "2026-12-01", Done: "2026-12-02"}},
	Indicators: []heed.Indicator{
		{Name: "Cases", Kind: heed.IndicatorOutcome, Unit: "cases", Baseline: heed.Value{Date: "2024", Value: "19", Source: "Courts"}, Target: heed.Value{Date: "2027", Value: "0"},
			Values: []heed.Value{{Date: "2025", Value: "14", Source: "Courts"}, {Date: "2026-06-30", Value: "7.5", Break: "Without appeals"}}},
		{Name: "Law is there", Kind: heed.IndicatorStructural, Unit: "yes or no"},
	},
	Links: []heed.Link{{Recommendation: rec("51.1").Recommendation, Bearing: heed.Serves, Note: "In part"}, {Annotation: "a b;c", Bearing: heed.Serves}, {Recommendation: rec("52").Recommendation, Bearing: heed.Contradicts}},
	SDGs:  []string{"16.3"}, Plans: []string{"Plan 2030; first part"},
}

// exported is the row of a measure in an export.
func exported(m heed.Measure, lang string) plansheet.Row {
	r := plansheet.Row{ID: "x", Version: 1, Own: true, Cells: map[plansheet.Field]string{}, Heads: map[plansheet.Field]string{}}
	for _, f := range plansheet.Fields {
		if f == plansheet.StageDate {
			continue
		}
		r.Heads[f] = plansheet.Head(f, lang)
		if text := grid.Tidy(known(lang).Cell(f, m)); text != "" {
			r.Cells[f] = text
		}
	}
	return r
}

// What Heed exports changes nothing when it comes back, in whatever language, also
// where cells cannot hold all of it; and a change of one cell changes that alone.
func TestBecome_OwnExport(t *testing.T) {
	for _, out := range []string{"en", "ru", "kk"} {
		for _, back := range []string{"en", "ru", "kk"} {
			got, problems := known(back).Become(full, exported(full, out), plansheet.Mapping{}, false, true)
			if d := cmp.Diff(full, got); d != "" || problems != nil {
				t.Errorf("%s, %s: %s %v", out, back, d, problems)
			}
		}
	}
	k := known("en")
	for f, change := range map[plansheet.Field]struct {
		text string
		want func(*heed.Measure)
	}{
		plansheet.Title:    {"Another law", func(m *heed.Measure) { m.Title = "Another law" }},
		plansheet.Number:   {"3.3.", func(m *heed.Measure) { m.Number = "3.3" }},
		plansheet.Kind:     {"политика, программа", func(m *heed.Measure) { m.Kind = heed.MeasurePolicy }},
		plansheet.Lead:     {"МВД", func(m *heed.Measure) { m.Lead = "interior" }},
		plansheet.Partners: {"justice; interior", func(m *heed.Measure) {}},
		plansheet.Due:      {"31.01.2027", func(m *heed.Measure) { m.Due = "2027-01-31" }},
		plansheet.Stage: {"принято ¦ 01.02.2026 ¦ Gazette", func(m *heed.Measure) {
			m.Stages = []heed.StageOn{{Stage: heed.StageAdopted, Date: "2026-02-01", Source: "Gazette"}}
		}},
		plansheet.Description: {"Three", func(m *heed.Measure) { m.Description = "Three" }},
		plansheet.Serves: {"XVA/3/51.1\na b;c\n51.2", func(m *heed.Measure) {
			m.Links = []heed.Link{m.Links[0], m.Links[1], rec("51.2"), m.Links[2]}
		}},
		plansheet.Milestones: {"2026-06-30 ¦ Before Parliament ¦ 2026-07-01", func(m *heed.Measure) {
			m.Milestones = []heed.Milestone{{Title: "Before Parliament", Due: "2026-06-30", Done: "2026-07-01"}}
		}},
		plansheet.Indicators: {"Cases ¦ outcome ¦ cases ¦ 19 ¦ 2024 ¦ 1,5 ¦ 2028", func(m *heed.Measure) {
			m.Indicators = []heed.Indicator{m.Indicators[0]}
			m.Indicators[0].Target = heed.Value{Date: "2028", Value: "1.5"}
		}},
		plansheet.Values: {"Cases ¦ 2025 ¦ 14 ¦ Courts", func(m *heed.Measure) {
			m.Indicators = []heed.Indicator{m.Indicators[0], m.Indicators[1]}
			m.Indicators[0].Values = []heed.Value{{Date: "2025", Value: "14", Source: "Courts"}}
		}},
	} {
		row, want := exported(full, "en"), full
		row.Cells[f] = strings.ReplaceAll(change.text, "¦", "|")
		change.want(&want)
		got, problems := k.Become(full, row, plansheet.Mapping{}, false, false)
		if d := cmp.Diff(want, got); d != "" || problems != nil {
			t.Errorf("%s: %s %v", f, d, problems)
		}
	}
	if len(full.Indicators[0].Values) != 2 {
		t.Error("what was there before is changed")
	}
}

// An empty cell leaves what is there; asked to, it erases, but nothing that a
// measure needs.
func TestBecome_Blank(t *testing.T) {
	row := exported(full, "en")
	row.Cells = map[plansheet.Field]string{}
	if got, problems := known("en").Become(full, row, plansheet.Mapping{}, false, false); !reflect.DeepEqual(got, full) || problems != nil {
		t.Errorf("%+v %v", got, problems)
	}
	want := heed.Measure{Title: full.Title, Kind: full.Kind, Lead: full.Lead}
	if got, problems := known("en").Become(full, row, plansheet.Mapping{}, false, true); cmp.Diff(want, got) != "" || problems != nil {
		t.Errorf("%s %v", cmp.Diff(want, got), problems)
	}
}

// In a sheet of others a stage is added to those of before, once.
func TestBecome_StageIsAdded(t *testing.T) {
	row := plansheet.Row{Cells: map[plansheet.Field]string{plansheet.Stage: "принят", plansheet.StageDate: "1 декабря 2026"}, Heads: map[plansheet.Field]string{plansheet.Stage: "Статус"}}
	k := known("ru")
	got, problems := k.Become(full, row, plansheet.Mapping{}, false, false)
	if len(got.Stages) != 3 || got.Stages[2] != (heed.StageOn{Stage: heed.StageAdopted, Date: "2026-12-01"}) || problems != nil {
		t.Fatalf("%+v %v", got.Stages, problems)
	}
	if again, _ := k.Become(got, row, plansheet.Mapping{}, false, false); !reflect.DeepEqual(again, got) {
		t.Errorf("%+v", again.Stages)
	}
	delete(row.Cells, plansheet.StageDate)
	if again, problems := k.Become(got, row, plansheet.Mapping{}, false, false); !reflect.DeepEqual(again, got) || problems != nil {
		t.Errorf("%+v %v", again.Stages, problems)
	}
}

// Every field has a head in every language, and is known by it; what exports call
// their columns is known too.
func TestHead(t *testing.T) {
	for _, lang := range i18n.Codes()[:3] {
		var heads []string
		for _, f := range plansheet.Fields {
			heads = append(heads, strings.ReplaceAll(plansheet.Head(f, lang), "|", "/"))
		}
		book, err := plansheet.Read(one(strings.Join(heads, "|")), plansheet.Mapping{})
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range book.Columns {
			if c.Field != plansheet.Fields[i] {
				t.Errorf("%s: %q is taken for %q, not %q", lang, c.Head, c.Field, plansheet.Fields[i])
			}
		}
	}
}

// Heads as people write them, that no export of Heed has.
func TestHead_Ordinary(t *testing.T) {
	for heads, want := range map[string][]plansheet.Field{
		"№ мероприятия|Название|Ответственное учреждение|Срок выполнения|Состояние":  {plansheet.Number, plansheet.Title, plansheet.Lead, plansheet.Due, plansheet.Stage},
		"Название мероприятия|Государственный орган|Начало реализации|Крайний срок":  {plansheet.Title, plansheet.Lead, plansheet.Start, plansheet.Due},
		"Наименование меры|Ведомство|Партнеры|Период реализации|Комментарий":         {plansheet.Title, plansheet.Lead, plansheet.Partners, plansheet.Due, plansheet.Description},
		"№|Атауы|Жауапты ұйым|Орындау мерзімдері|Жай-күйі":                           {plansheet.Number, plansheet.Title, plansheet.Lead, plansheet.Due, plansheet.Stage},
		"Шараның атауы|Мекеме|Басталатын күні|Аяқталатын күні|Ұсыныстар|Түсініктеме": {plansheet.Title, plansheet.Lead, plansheet.Start, plansheet.Due, plansheet.Serves, plansheet.Description},
	} {
		book, err := plansheet.Read(one(heads+"\n"+strings.Repeat("x|", strings.Count(heads, "|"))+"x"), plansheet.Mapping{})
		if err != nil {
			t.Errorf("%s: %v", heads, err)
			continue
		}
		for i, c := range book.Columns {
			if c.Field != want[i] {
				t.Errorf("%q is taken for %q, not %q", c.Head, c.Field, want[i])
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("№|Мероприятие|Срок|Ответственный|Рекомендации|Вид|Статус|ЦУР\n1|Закон|IV квартал 2026|МЮ, МВД|51.1-51.3|закон|принят 1.1.2026|16.3", false)
	f.Add("heed.id|heed.version|heed.title|heed.milestones|heed.indicators|heed.values\n||Measure|Milestones\na|1|Law|2026 ¦ x ¦|a ¦ outcome ¦ b|a ¦ 2026 ¦ 1", true)
	k := known("kk")
	f.Fuzz(func(t *testing.T, text string, blank bool) {
		book, err := plansheet.Read(one(text), plansheet.Mapping{})
		if err != nil {
			if heed.ErrorCode(err) != heed.CodeInvalid {
				t.Fatal(err)
			}
			return
		}
		for _, r := range book.Rows {
			for _, had := range []heed.Measure{{}, full} {
				got, problems := k.Become(had, r, plansheet.Mapping{}, false, blank)
				if len(problems) > 0 {
					continue
				}
				// The same row again changes nothing more.
				if again, problems := k.Become(got, r, plansheet.Mapping{}, false, blank); len(problems) > 0 || !reflect.DeepEqual(again, got) {
					t.Fatalf("%+v: %s %v", r, cmp.Diff(got, again), problems)
				}
			}
		}
	})
}
