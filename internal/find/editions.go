// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"context"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/find/beside"
)

// TwoLanguages is a document in two languages, side by side.
type TwoLanguages struct {
	Left  heed.Document `json:"left"`
	Right heed.Document `json:"right"`
	// Rows are those of the page that is asked for, or all of them.
	Rows []BesideRow `json:"rows"`
	// Page counts from 1 and is 0 for all; Pages is how many there are.
	Page  int `json:"page"`
	Pages int `json:"pages"`
}

// BesideRow is what says the same in both languages.
type BesideRow struct {
	// Number is that of the paragraph in both; "" where they are laid side by side
	// by where they stand, or one has nothing.
	Number string            `json:"number,omitempty"`
	Left   []BesideParagraph `json:"left"`
	Right  []BesideParagraph `json:"right"`
}

// BesideParagraph is a paragraph with the page that it begins on, 0 where there
// are none.
type BesideParagraph struct {
	PageParagraph
	Page int `json:"page,omitempty"`
}

// BesideRows is how many rows a page shows.
const BesideRows = 80

// Beside lays two languages of one document side by side. Documents that are not
// the same one, by their symbols, or are in the same language are CodeNotFound.
func (f *Finder) Beside(ctx context.Context, viewer heed.Viewer, left, right heed.Digest, page int) (TwoLanguages, error) {
	out := TwoLanguages{Page: page, Rows: []BesideRow{}}
	err := f.view(ctx, viewer, func(s snapshot) error {
		var err error
		if out.Left, err = s.Document(ctx, left); err != nil {
			return err
		}
		if out.Right, err = s.Document(ctx, right); err != nil {
			return err
		}
		if !editionOf(out.Left, out.Right) {
			return &heed.Error{Code: heed.CodeNotFound, Op: "find.Beside", Key: "error.not_beside"}
		}
		var texts [2][]doc.Paragraph
		for i, d := range []heed.Digest{left, right} {
			l, err := layout(ctx, s, d)
			if err != nil {
				return err
			}
			if l != nil {
				texts[i] = l.Paragraphs
			}
		}
		rows := beside.Align(texts[0], texts[1])
		out.Pages = max(1, (len(rows)+BesideRows-1)/BesideRows)
		if err := Beyond(page, out.Pages); err != nil {
			return err
		}
		from, n := besidePage(page, len(rows))
		for _, r := range rows[from : from+n] {
			out.Rows = append(out.Rows, BesideRow{r.Number, besideOf(r.Left), besideOf(r.Right)})
		}
		return nil
	})
	return out, err
}

func besidePage(number, total int) (from, n int) { return page(number, BesideRows, total) }

func besideOf(all []doc.Paragraph) []BesideParagraph {
	out := []BesideParagraph{}
	for _, p := range all {
		part, _ := onPage(p, 0)
		one := BesideParagraph{PageParagraph: part}
		if len(p.Spans) > 0 {
			one.Page = p.Spans[0].Page
		}
		out = append(out, one)
	}
	return out
}

// editionOf reports whether two documents are the same one in two languages.
func editionOf(a, b heed.Document) bool {
	return a.Symbol != "" && a.Symbol == b.Symbol && a.Language != b.Language && a.Stage.Counts() == b.Stage.Counts()
}

// editions gives a document in its other languages, one for each: that with
// pages, where there are several.
func editions(d heed.Document, all []heed.Document) []heed.Document {
	best := map[string]heed.Document{}
	for _, other := range all {
		if !editionOf(d, other) {
			continue
		}
		had, ok := best[other.Language]
		if !ok || cmp.Or(cmp.Compare(rank(other), rank(had)), -cmp.Compare(other.Pages, had.Pages), cmp.Compare(other.Digest, had.Digest)) < 0 {
			best[other.Language] = other
		}
	}
	var out []heed.Document
	for _, other := range best {
		out = append(out, other)
	}
	slices.SortFunc(out, func(a, b heed.Document) int {
		return cmp.Compare(slices.Index(heed.Languages, a.Language), slices.Index(heed.Languages, b.Language))
	})
	return out
}
