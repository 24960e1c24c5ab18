// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package export_test

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/heed-upr/heed/internal/export"
)

// A template has its heads, explanations, and lists to choose from; its cells are
// text, and what looks like a formula is none.
func TestTemplate(t *testing.T) {
	tmpl := export.Template{
		Sheet: "Рекомендации", Help: "Как заполнять", Lists: "Списки", Intro: []string{"One row is one recommendation."},
		Columns: []export.TemplateColumn{
			{Head: "№", Explained: "=1+1", Width: 10},
			{Head: "Позиция", Explained: "The answer", Width: 20, Options: []string{"Поддержано", "Принято к сведению"}, Closed: true, Refused: "Choose"},
		},
	}
	var out bytes.Buffer
	if err := tmpl.XLSX(&out); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := f.GetRows("Рекомендации")
	if err != nil || len(rows) != 1 || rows[0][1] != "Позиция" {
		t.Errorf("%v, %v", rows, err)
	}
	validations, err := f.GetDataValidations("Рекомендации")
	if err != nil || len(validations) != 1 || validations[0].Sqref != "B2:B5000" || validations[0].Formula1 != "'Списки'!$B$1:$B$2" || *validations[0].ErrorStyle != "stop" {
		t.Errorf("%+v, %v", validations, err)
	}
	if visible, err := f.GetSheetVisible("Списки"); err != nil || visible {
		t.Errorf("the lists are seen (%v)", err)
	}
	if formula, err := f.GetCellFormula("Как заполнять", "B2"); err != nil || formula != "" {
		t.Errorf("a formula: %q, %v", formula, err)
	}
	style, err := f.GetColStyle("Рекомендации", "A")
	if err != nil {
		t.Fatal(err)
	}
	if s, err := f.GetStyle(style); err != nil || s.NumFmt != 49 {
		t.Errorf("numbers would be numbers: %+v, %v", s, err)
	}
}
