// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package sheet

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/heed-upr/heed/internal/doc"
)

// shape is what a sheet holds beside its values. It is read from the part
// itself, in one pass: the library would build the whole sheet for it.
type shape struct {
	merged                    []area
	hiddenRows, hiddenColumns []int
	faults                    []doc.Fault
	dates                     map[cell]string // as 2025-01-31
}

// cell is a place in a sheet, from 1.
type cell struct{ row, column int }

// area is a block of cells.
type area struct{ from, to cell }

// mostMerged and mostFaults bound what is kept of a sheet.
const (
	mostMerged = 100_000
	mostFaults = 10_000
)

// shape reads the shape of a sheet.
func (w *workbook) shape(name string) (*shape, error) {
	out := &shape{dates: map[cell]string{}}
	part, ok := w.part(name)
	if !ok {
		return out, nil // a sheet of a chart has no cells
	}
	p := shaping{book: w, out: out, in: xml.NewDecoder(bytes.NewReader(part))}
	if props, err := w.file.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		p.from1904 = *props.Date1904
	}
	return out, p.run()
}

// part gives the bytes of a sheet's part of the package.
func (w *workbook) part(name string) ([]byte, bool) {
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	var links struct {
		All []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if !w.decode("xl/workbook.xml", &book) || !w.decode("xl/_rels/workbook.xml.rels", &links) {
		return nil, false
	}
	for _, s := range book.Sheets {
		for _, l := range links.All {
			if s.Name == name && s.ID == l.ID {
				target := strings.TrimPrefix(l.Target, "/")
				if target == l.Target {
					target = path.Join("xl", target)
				}
				return w.bytes(target)
			}
		}
	}
	return nil, false
}

func (w *workbook) bytes(name string) ([]byte, bool) {
	kept, ok := w.file.Pkg.Load(name)
	if !ok {
		return nil, false
	}
	data, ok := kept.([]byte)
	return data, ok
}

func (w *workbook) decode(name string, into any) bool {
	data, ok := w.bytes(name)
	return ok && xml.Unmarshal(data, into) == nil
}

// shaping is a sheet whose shape is being read.
type shaping struct {
	book     *workbook
	out      *shape
	in       *xml.Decoder
	from1904 bool

	at     cell
	kind   string // of the cell
	style  int
	inside string // the element of a cell that text stands in
	value  strings.Builder
	isCalc bool
}

// run reads the part to its end.
func (p *shaping) run() error {
	for {
		t, err := p.in.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			p.start(t)
		case xml.EndElement:
			if p.inside = ""; t.Name.Local == "c" {
				p.finish()
			}
		case xml.CharData:
			if p.inside == "v" && p.value.Len() < 64 {
				_, _ = p.value.Write(t)
			}
		}
	}
}

// start takes what an element says of itself.
func (p *shaping) start(t xml.StartElement) {
	switch t.Name.Local {
	case "row":
		p.at = cell{p.at.row + 1, 0}
		if n := whole(t, "r"); n > 0 {
			p.at.row = n
		}
		if on(t, "hidden") && p.at.row <= maxRow {
			p.out.hiddenRows = append(p.out.hiddenRows, p.at.row)
		}
	case "col":
		if on(t, "hidden") {
			for c := max(1, whole(t, "min")); c <= min(whole(t, "max"), maxColumn); c++ {
				p.out.hiddenColumns = append(p.out.hiddenColumns, c)
			}
		}
	case "c":
		p.at = cell{max(1, p.at.row), p.at.column + 1} // one outside of a row is in the first
		if column, _, err := excelize.CellNameToCoordinates(given(t, "r")); err == nil {
			p.at.column = column
		}
		p.kind, p.style, p.isCalc = given(t, "t"), whole(t, "s"), false
		p.value.Reset()
	case "f":
		p.isCalc = true
	case "mergeCell":
		p.merge(given(t, "ref"))
	}
	p.inside = t.Name.Local
}

// merge takes cells that are one.
func (p *shaping) merge(ref string) {
	from, to, _ := strings.Cut(ref, ":")
	c1, r1, err := excelize.CellNameToCoordinates(from)
	c2, r2, err2 := excelize.CellNameToCoordinates(to)
	if err == nil && err2 == nil && r2 > r1 && c1 <= maxColumn && len(p.out.merged) < mostMerged {
		p.out.merged = append(p.out.merged, area{cell{r1, c1}, cell{r2, c2}})
	}
}

// finish takes what a cell has shown to be.
func (p *shaping) finish() {
	value := p.value.String()
	switch {
	case p.at.column > maxColumn || p.at.row > maxRow:
	case p.kind == "e", p.isCalc && value == "":
		if len(p.out.faults) < mostFaults {
			p.out.faults = append(p.out.faults, doc.Fault{Row: p.at.row, Column: p.at.column, Value: value})
		}
	case (p.kind == "" || p.kind == "n") && value != "" && p.style > 0 && p.book.isDate(p.style):
		serial, err := strconv.ParseFloat(value, 64)
		if err != nil || serial < 1 || serial > 200_000 { // of the year 2447
			return
		}
		if day, err := excelize.ExcelDateToTime(serial, p.from1904); err == nil && len(p.out.dates) < maxValues {
			p.out.dates[p.at] = day.Format("2006-01-02")
		}
	}
}

// isDate reports whether a style shows numbers as days.
func (w *workbook) isDate(style int) bool {
	is, met := w.dates[style]
	if met {
		return is
	}
	if s, err := w.file.GetStyle(style); err == nil {
		n := s.NumFmt
		is = n >= 14 && n <= 17 || n == 22 || n >= 27 && n <= 31 || n == 36 || n >= 50 && n <= 54 || n == 57 || n == 58
		if s.CustomNumFmt != nil {
			is = dayOrYear.MatchString(literal.ReplaceAllString(*s.CustomNumFmt, ""))
		}
	}
	w.dates[style] = is
	return is
}

// literal is what a format of numbers prints as it stands; dayOrYear is what
// only formats of dates have.
var (
	literal   = regexp.MustCompile(`"[^"]*"|\[[^\]]*\]|\\.`)
	dayOrYear = regexp.MustCompile(`(?i)[dy]`)
)

// given gives an attribute, whatever its namespace.
func given(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func whole(t xml.StartElement, name string) int {
	n, _ := strconv.Atoi(given(t, name)) // what is no number is not there
	return n
}

func on(t xml.StartElement, name string) bool {
	v := given(t, name)
	return v == "1" || v == "true"
}
