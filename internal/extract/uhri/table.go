// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package uhri

import (
	"regexp"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
)

// slip is how the index's exports write "recommending", or may.
var slip = regexp.MustCompile(`rec+om+ending`)

// columns are the heads of the index's export as a workbook that hold several
// values.
var columns = map[string]func(*record) *many{
	"countries concerned":        func(r *record) *many { return &r.Countries },
	"themes":                     func(r *record) *many { return &r.Themes },
	"affected persons":           func(r *record) *many { return &r.AffectedPersons },
	"sdgs":                       func(r *record) *many { return &r.Sdgs },
	"upr session":                func(r *record) *many { return &r.UprSession },
	"upr position":               func(r *record) *many { return &r.UprPositions },
	"upr recommending states":    func(r *record) *many { return &r.UprRecommendingCountry },
	"upr recommending countries": func(r *record) *many { return &r.UprRecommendingCountry },
	"upr recommending country":   func(r *record) *many { return &r.UprRecommendingCountry },
	"upr recommending state":     func(r *record) *many { return &r.UprRecommendingCountry },
}

// single are those of the columns that hold one value.
var single = map[string]func(*record) *string{
	"ohchr annotation id":       func(r *record) *string { return &r.AnnotationID },
	"annotation id":             func(r *record) *string { return &r.AnnotationID },
	"type":                      func(r *record) *string { return &r.AnnotationType },
	"annotation type":           func(r *record) *string { return &r.AnnotationType },
	"recommending body":         func(r *record) *string { return &r.Body },
	"document symbol":           func(r *record) *string { return &r.Symbol },
	"document publication date": func(r *record) *string { return &r.PublicationDate },
	"text":                      func(r *record) *string { return &r.Text },
}

// needed are the columns without which a table is no export of the index.
var needed = []string{"ohchr annotation id", "text", "countries concerned", "document symbol"}

// IsTable reports whether a document is an export of the index as a workbook,
// of all of it or of what a search has found.
func IsTable(d *doc.Document) bool {
	_, _, ok := headOf(d)
	return ok
}

// headOf finds the row of heads, one of the first twenty of the first table, and
// gives the heads by column.
func headOf(d *doc.Document) (row int, heads map[int]string, ok bool) {
	for _, p := range d.Paragraphs {
		if p.Cell == nil || p.Cell.Table > 1 || p.Cell.Row > 20 {
			break
		}
		if p.Cell.Row != row {
			if complete(heads) {
				break
			}
			row, heads = p.Cell.Row, map[int]string{}
		}
		heads[p.Cell.Column] = slip.ReplaceAllString(strings.ToLower(space(strings.NewReplacer("_", " ", "-", " ").Replace(p.Text))), "recommending")
	}
	return row, heads, complete(heads)
}

func complete(heads map[int]string) bool {
	for _, n := range needed {
		found := false
		for _, h := range heads {
			found = found || h == n
		}
		if !found {
			return false
		}
	}
	return true
}

// ReadTable reads an export of the index as a workbook. Its rows are the same
// records as those of the full export. without counts rows that lack OHCHR's
// name of the record.
func ReadTable(d *doc.Document) (entries []Entry, without int) {
	head, heads, ok := headOf(d)
	if !ok {
		return nil, 0
	}
	r := &Reader{states: map[string]heed.StateCode{}}
	var raw record
	row := 0
	flush := func() {
		switch {
		case row == 0:
		case strings.TrimSpace(raw.AnnotationID) == "":
			without++
		default:
			raw.UprCycle = cycles(raw.UprSession)
			entries = append(entries, r.entry(raw))
		}
		raw = record{}
	}
	for _, p := range d.Paragraphs {
		if p.Cell == nil || p.Cell.Table > 1 || p.Cell.Row <= head {
			continue
		}
		if p.Cell.Row != row {
			flush()
			row = p.Cell.Row
		}
		name := heads[p.Cell.Column]
		if to := single[name]; to != nil {
			*to(&raw) = p.Text
		} else if to := columns[name]; to != nil {
			*to(&raw) = items(p.Text)
		}
	}
	flush()
	return entries, without
}

// items takes the items of a cell apart: one a line, with a dash before it.
func items(cell string) many {
	var out many
	for line := range strings.Lines(cell) {
		if item := space(strings.TrimPrefix(space(line), "- ")); item != "" && item != "-" && len(out) < mostNames {
			out = append(out, item)
		}
	}
	return out
}

var cycleIn = regexp.MustCompile(`(?i)cycle\s+([0-9])`)

// cycles gives the cycle of "28th Session - Cycle 2".
func cycles(sessions many) many {
	for _, s := range sessions {
		if m := cycleIn.FindStringSubmatch(s); m != nil {
			return many{m[1]}
		}
	}
	return nil
}
