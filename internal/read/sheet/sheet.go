// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package sheet reads tables: those that are kept as text, values with commas,
// semicolons or tabs between them, in the encodings and with the line ends of
// any system; and workbooks (XLSX). It knows nothing of what they hold.
package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
)

const (
	// probe is how many bytes are looked at to tell a table from other text.
	probe = 1 << 16
	// probeRows is how many rows must have as many values as the heads.
	probeRows = 5
	// minColumns is how many columns a table has at least, minMarked how many
	// where no commas stand between them. Prose with a comma in each line has
	// two.
	minColumns = 4
	minMarked  = 3
	// maxCells bounds a table. UPR Info's whole database has under two million.
	maxCells = 4_000_000
)

// Looks reports whether text is a table: heads without blanks at their ends,
// and rows as long as the heads.
func Looks(data []byte) bool {
	text, err := decode(data[:min(len(data), probe)])
	if err != nil || strings.ContainsRune(text, 0) {
		return false
	}
	if len(data) > probe { // the last row of the probe is cut
		text = text[:strings.LastIndexByte(text, '\n')+1]
	}
	r := reader(text)
	least := minColumns
	if r.Comma != ',' {
		least = minMarked
	}
	heads, err := r.Read()
	if err != nil || len(heads) < least || strings.TrimSpace(strings.Join(heads, "")) == "" {
		return false
	}
	for range probeRows {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return true
		}
		if err != nil || len(row) != len(heads) {
			return false
		}
	}
	return true
}

// Read gives the table as a document of one table. Values that are empty are
// left out. OutcomeBroken says that it is not a table all through, OutcomeEmpty
// that it has no rows, OutcomeTooMuch that it has more than four million
// values.
func Read(data []byte) (*doc.Document, error) {
	text, err := decode(data)
	if err != nil {
		return nil, heed.Unreadable("sheet.Read", heed.OutcomeBroken, err)
	}
	d := &doc.Document{Version: doc.WireVersion, Format: "csv"}
	r := reader(text)
	for row, from := 1, int64(0); ; row++ {
		values, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if to := r.InputOffset(); err == nil {
			if err = paired(text[from:to], r.Comma); err != nil {
				err = fmt.Errorf("row %d: %w", row, err)
			}
			from = to
		}
		if err != nil {
			return nil, heed.Unreadable("sheet.Read", heed.OutcomeBroken, err)
		}
		for i, v := range values {
			if v = strings.TrimSpace(v); v != "" {
				d.Paragraphs = append(d.Paragraphs, doc.Paragraph{Text: v, Cell: &doc.Cell{Table: 1, Row: row, Column: i + 1}})
			}
		}
		if len(d.Paragraphs) > maxCells {
			return nil, heed.Unreadable("sheet.Read", heed.OutcomeTooMuch, nil)
		}
	}
	if len(d.Paragraphs) == 0 {
		return nil, heed.Unreadable("sheet.Read", heed.OutcomeEmpty, nil)
	}
	return d, nil
}

// paired reports quotation marks that do not pair in a row of several lines:
// one that is missing makes a value of all the rows up to the next.
func paired(row string, comma rune) error {
	row = strings.Trim(row, "\n")
	if !strings.Contains(row, "\n") {
		return nil
	}
	r := csv.NewReader(strings.NewReader(row))
	r.Comma, r.FieldsPerRecord = comma, -1
	_, err := r.Read()
	return err
}

// reader reads rows with whatever stands between the heads.
func reader(text string) *csv.Reader {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = separator(text)
	r.FieldsPerRecord = -1
	r.LazyQuotes = true
	r.ReuseRecord = true
	return r
}

// separator is the mark that stands most often in the first line.
func separator(text string) rune {
	line, _, _ := strings.Cut(text, "\n")
	best, most := ',', 0
	for _, mark := range ",;\t" {
		if n := strings.Count(line, string(mark)); n > most {
			best, most = mark, n
		}
	}
	return best
}

// decode gives UTF-8 with line feeds. What is no UTF-8 is Windows-1251 where
// letters beyond ASCII stand beside each other, as in Russian and never in
// French or Spanish; Mac Roman where the lines end as on old Macs (a carriage
// return alone, as UPR Info's exports of the first cycle do); else Windows-1252.
func decode(data []byte) (string, error) {
	text, err := encodingOf(data).NewDecoder().Bytes(data)
	if err != nil {
		return "", err
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(text)), nil
}

func encodingOf(data []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}), bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case validUTF8(data):
		return unicode.UTF8BOM
	case cyrillic(data):
		return charmap.Windows1251
	case bytes.IndexByte(data, '\n') < 0:
		return charmap.Macintosh
	}
	return charmap.Windows1252
}

// cyrillic reports whether most letters beyond ASCII, where Windows-1251 has its
// Cyrillic ones, stand beside another.
func cyrillic(data []byte) bool {
	letters, beside := 0, 0
	is := func(i int) bool { return i >= 0 && i < len(data) && data[i] >= 0xc0 }
	for i := range data {
		if is(i) {
			letters++
			if is(i-1) || is(i+1) {
				beside++
			}
		}
	}
	return letters > 0 && 2*beside > letters
}

// validUTF8 allows for a last character that was cut.
func validUTF8(data []byte) bool {
	for range utf8.UTFMax {
		if utf8.Valid(data) {
			return true
		}
		if len(data) == 0 {
			return false
		}
		data = data[:len(data)-1]
	}
	return false
}
