// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package export

import (
	"io"

	"github.com/heed-upr/heed/internal/export/docx"
	"github.com/heed-upr/heed/internal/i18n"
)

// DOCX writes the table as a document on its side, under a title and with what
// is to be said of it. widths are the parts that the columns have of the paper;
// a column without one, or with 0, is left out.
func (t Table) DOCX(w io.Writer, words *i18n.Translator, title string, notes []string, widths ...int) error {
	_, err := t.document(words, title, notes, widths...).WriteTo(w)
	return err
}

// document is the document that DOCX writes.
func (t Table) document(words *i18n.Translator, title string, notes []string, widths ...int) *docx.Document {
	d := &docx.Document{Title: title, Language: words.Code, RightToLeft: words.Direction == "rtl", Landscape: true}
	d.Add(docx.Title, title)
	for _, note := range notes {
		d.Add(docx.Normal, note)
	}
	var columns []docx.Column
	var kept []int
	for i, head := range t.Head {
		if i < len(widths) && widths[i] > 0 {
			columns, kept = append(columns, docx.Column{Head: head, Width: widths[i]}), append(kept, i)
		}
	}
	rows := make([][]string, len(t.Rows))
	for i, row := range t.Rows {
		for _, column := range kept {
			rows[i] = append(rows[i], row[column])
		}
	}
	d.AddTable(columns, rows)
	return d
}
