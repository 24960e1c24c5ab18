// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package specimen makes the documents of two reviews of a State that does not
// exist, in the form that the United Nations gives to real ones, and says what
// is known of them. "heed demo" shows them and tests read them.
//
// All content is invented and each page says so. The package shares neither
// code nor constants with the readers: it must not import anything of Heed's,
// and Heed's other packages must not use it to read. What is read from these
// documents never counts as accuracy.
package specimen

import (
	"fmt"
	"sync"
)

// Document is one file of an invented review.
type Document struct {
	// Name is the file's name.
	Name string
	// Kind is report, addendum, list or questions.
	Kind string
	// Symbol is the document's symbol, or "" for those that have none.
	Symbol string
	// Format is pdf or docx.
	Format string
	Data   []byte
}

// Review is what is known of one invented review.
type Review struct {
	State            string // code
	Name             string
	Cycle            int
	Session          int
	Symbol           string // of the report
	ReviewDate       string // 2014-11-03
	Meeting          int
	Adopted          string   // 2014-11-06
	Troika           []string // codes
	HeadOfDelegation string   // the name without the office
	HeadOffice       string
	// Delegations is how many made statements.
	Delegations int
	// Asked are the States that sent questions in advance.
	Asked []string
	// Positions and Qualifiers count recommendations in the report; Final
	// counts them after the addendum.
	Positions       map[string]int
	Qualifiers      map[string]int
	Final           map[string]int
	Recommendations []Recommendation
}

// Recommendation is what is known of one invented recommendation.
type Recommendation struct {
	Ref    string
	LeadIn string
	// Text is without the number and the States at the end.
	Text    string
	Clauses []Clause
	States  []string // codes, in printed order
	// Position and Qualifier are the report's.
	Position  string
	Qualifier string
	// Final and FinalQualifier are those after the addendum.
	Final          string
	FinalQualifier string
	// Part is what a partial answer supports.
	Part string
	// ListText is the text in the list where it differs from Text: a slip of
	// the report that the list corrects without a word.
	ListText string
	Theme    string
	// Follows is the earlier review's recommendation that it takes up,
	// "XVA/2/59.3".
	Follows string
	// Page and LastPage are where it begins and ends in the report's PDF,
	// from 1.
	Page     int
	LastPage int
}

// Clause is one act asked, with its own States.
type Clause struct {
	Text   string
	States []string
}

type edition struct {
	documents []Document
	known     []Review
	err       error
}

// allSet sets everything once: laying out also finds the pages.
var allSet = sync.OnceValue(func() edition {
	var e edition
	for _, r := range reviews() {
		docs, pages, err := r.documents()
		if err != nil {
			e.err = fmt.Errorf("specimen of cycle %d: %w", r.cycle, err)
			return e
		}
		e.documents = append(e.documents, docs...)
		e.known = append(e.known, r.known(pages))
	}
	return e
})

// Documents gives all files, always the same bytes.
func Documents() []Document {
	e := allSet()
	if e.err != nil {
		// The content is fixed and tested: this cannot fail at run time unless
		// the program itself is broken.
		panic(e.err)
	}
	return e.documents
}

// Known gives what is known of the reviews.
func Known() []Review {
	Documents()
	return allSet().known
}

func reviews() []review { return []review{secondCycle(), thirdCycle()} }

// documents renders the review's files and gives the page on which each
// recommendation begins.
func (r review) documents() ([]Document, map[string]int, error) {
	var docs []Document
	papers := []struct {
		kind, symbol, name string
		paper              paper
	}{
		{"report", r.symbol, "report", r.reportPaper()},
		{"addendum", r.symbol + "/Add.1", "addendum", r.addendumPaper()},
		{"questions", "", "advance-questions", r.questionsPaper()},
	}
	var pages map[string]int
	for _, p := range papers {
		pdf, found, err := setPDF(p.paper)
		if err != nil {
			return nil, nil, fmt.Errorf("%s as PDF: %w", p.kind, err)
		}
		if p.kind == "report" {
			pages = found
		}
		docx, err := setDOCX(p.paper, found)
		if err != nil {
			return nil, nil, fmt.Errorf("%s as DOCX: %w", p.kind, err)
		}
		stem := fmt.Sprintf("veldania-cycle%d-%s", r.cycle, p.name)
		docs = append(docs,
			Document{stem + ".pdf", p.kind, p.symbol, "pdf", pdf},
			Document{stem + ".docx", p.kind, p.symbol, "docx", docx})
	}
	list := r.list()
	pdf, err := setListPDF(list)
	if err != nil {
		return nil, nil, fmt.Errorf("list as PDF: %w", err)
	}
	docx, err := setListDOCX(list)
	if err != nil {
		return nil, nil, fmt.Errorf("list as DOCX: %w", err)
	}
	stem := fmt.Sprintf("veldania-cycle%d-list", r.cycle)
	return append(docs, Document{stem + ".pdf", "list", "", "pdf", pdf}, Document{stem + ".docx", "list", "", "docx", docx}), pages, nil
}
