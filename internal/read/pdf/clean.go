// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package pdf

import (
	"bytes"
	"fmt"
	"regexp"
	"unicode"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"github.com/heed-upr/heed"
)

// Clean gives a document that shows the same pages and tells nothing else: who
// made it when with what, attachments, scripts, forms, comments and links stay
// behind. Stamps and filled-in fields become part of the page.
func (e *Engine) Clean(data []byte) ([]byte, error) {
	from, n, err := e.open(data)
	if err != nil {
		return nil, err
	}
	defer e.close(from)
	for i := range n {
		page := requests.Page{ByIndex: &requests.PageByIndex{Document: from, Index: i}}
		if err := e.flatten(page); err != nil {
			return nil, heed.Unreadable("pdf.Clean", heed.OutcomeBroken, fmt.Errorf("page %d: %w", i+1, err))
		}
	}
	made, err := e.inst.FPDF_CreateNewDocument(&requests.FPDF_CreateNewDocument{})
	if err != nil {
		return nil, fmt.Errorf("pdf.Clean: %w", err)
	}
	defer e.close(made.Document)
	clean, err := e.copyTo(made.Document, from)
	if err != nil {
		return nil, err
	}
	return clean, e.sameText(data, clean)
}

// sameText makes sure that nothing of the text was lost: pages that are not
// well-formed can lose theirs when they are copied.
func (e *Engine) sameText(data, clean []byte) error {
	before, err := e.letters(data)
	if err != nil {
		return err
	}
	after, err := e.letters(clean)
	if err == nil && after < before {
		err = heed.Unreadable("pdf.Clean", heed.OutcomeBroken, fmt.Errorf("%d of %d letters", after, before))
	}
	return err
}

// letters counts the letters of a document.
func (e *Engine) letters(data []byte) (int, error) {
	d, n, err := e.open(data)
	if err != nil {
		return 0, err
	}
	defer e.close(d)
	letters := 0
	for i := range n {
		text, err := e.inst.GetPageText(&requests.GetPageText{Page: requests.Page{ByIndex: &requests.PageByIndex{Document: d, Index: i}}})
		if err != nil {
			return 0, heed.Unreadable("pdf.Clean", heed.OutcomeBroken, err)
		}
		for _, r := range text.Text {
			if unicode.IsLetter(r) {
				letters++
			}
		}
	}
	return letters, nil
}

// flatten draws comments and fields into the page, and takes them off it.
func (e *Engine) flatten(page requests.Page) error {
	if _, err := e.inst.FPDFPage_Flatten(&requests.FPDFPage_Flatten{Page: page, Usage: requests.FPDFPage_FlattenUsageNormalDisplay}); err != nil {
		return err
	}
	left, err := e.inst.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: page})
	if err != nil {
		return err
	}
	for i := left.Count - 1; i >= 0; i-- {
		if _, err := e.inst.FPDFPage_RemoveAnnot(&requests.FPDFPage_RemoveAnnot{Page: page, Index: i}); err != nil {
			return err
		}
	}
	return nil
}

// copyTo copies the pages alone: all else hangs on the document that they come
// from.
func (e *Engine) copyTo(to, from references.FPDF_DOCUMENT) ([]byte, error) {
	if _, err := e.inst.FPDF_ImportPages(&requests.FPDF_ImportPages{Source: from, Destination: to}); err != nil {
		return nil, heed.Unreadable("pdf.Clean", heed.OutcomeBroken, err)
	}
	var out bytes.Buffer
	if _, err := e.inst.FPDF_SaveAsCopy(&requests.FPDF_SaveAsCopy{Document: to, Flags: requests.SaveFlagNoIncremental, FileWriter: &out}); err != nil {
		return nil, fmt.Errorf("pdf.Clean: %w", err)
	}
	return timeless(out.Bytes()), nil
}

// created are the times and the name that PDFium writes into what it makes, and
// the identifier that it draws. They tell when it was cleaned, and would make
// two cleanings differ.
var created = regexp.MustCompile(`/(?:CreationDate|ModDate)\s*\(D:[^)]*\)|/ID\s*\[\s*<[0-9A-Fa-f]*>\s*<[0-9A-Fa-f]*>\s*\]`)

// timeless blanks them. The length stays, on which the file's table of places
// rests.
func timeless(data []byte) []byte {
	return created.ReplaceAllFunc(data, func(found []byte) []byte { return bytes.Repeat([]byte(" "), len(found)) })
}
