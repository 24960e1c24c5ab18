// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package extract says what a document of the UPR is and what it holds. It
// works on the neutral doc.Document and never on bytes, so the same rules
// serve every format; it is pure and keeps nothing.
//
// The reader of each kind of document is a subpackage.
package extract

import (
	"regexp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/addendum"
	"github.com/heed-upr/heed/internal/extract/corrigendum"
	"github.com/heed-upr/heed/internal/extract/decision"
	"github.com/heed-upr/heed/internal/extract/matrix"
	"github.com/heed-upr/heed/internal/extract/presession"
	"github.com/heed-upr/heed/internal/extract/questions"
	"github.com/heed-upr/heed/internal/extract/sessionreport"
	"github.com/heed-upr/heed/internal/extract/uprinfo"
	"github.com/heed-upr/heed/internal/extract/wgreport"
	"github.com/heed-upr/heed/internal/extract/words"
	"github.com/heed-upr/heed/internal/refdata"
)

// Version is the version of the rules. It rises when the same document can
// give other facts.
const Version = 5

// Facts reads a document and gives what it says of each review, at least one.
// hint names the review where the document itself does not; the zero value
// does not. Digest, name, size and reader of the document are the caller's to
// fill in.
func Facts(d *doc.Document, hint heed.ReviewID) []heed.Facts {
	if d.Format == "csv" || d.Format == "xlsx" {
		return tables(d)
	}
	cover := readCover(d)
	document := cover.document(d)
	if document.Kind == heed.KindUnknown && wgreport.IsExcerpt(d) {
		// Drafts are circulated as the recommendations alone, without a cover.
		document.Kind, document.Stage = heed.KindReport, heed.DocDraft
	}
	if document.Kind == heed.KindUnknown && sessionreport.IsExcerpt(d) {
		document.Kind = heed.KindSession
	}
	all := readKind(d, document)
	for i := range all {
		identify(&all[i], cover.state, hint)
		all[i].Document.Outcome = outcome(all[i])
	}
	return all
}

// tables reads a table, which has no cover: what its rows quote is theirs.
func tables(d *doc.Document) []heed.Facts {
	document := heed.Document{Format: d.Format, Kind: heed.KindUnknown, Language: "en", Stage: heed.DocIssued}
	all := []heed.Facts{{Document: document}}
	if !uprinfo.Is(d) {
		all[0].Document.Outcome = heed.OutcomeColumns
		return all
	}
	document.Kind = heed.KindCoded
	all = uprinfo.Read(d, document)
	for i := range all {
		all[i].Document.Outcome = outcome(all[i])
	}
	return all
}

// readKind hands the document to the reader of its kind.
func readKind(d *doc.Document, document heed.Document) []heed.Facts {
	if document.Stage == heed.DocCorrigendum {
		return []heed.Facts{corrigendum.Read(d, document)}
	}
	switch document.Kind {
	case heed.KindReport:
		if visual(document) {
			return []heed.Facts{{Document: document}}
		}
		return []heed.Facts{wgreport.Read(d, document)}
	case heed.KindAddendum:
		return []heed.Facts{addendum.Read(d, document)}
	case heed.KindMatrix:
		return []heed.Facts{matrix.Read(d, document)}
	case heed.KindQuestions:
		return []heed.Facts{questions.Read(d, document)}
	case heed.KindDecision:
		return []heed.Facts{decision.Read(d, document)}
	case heed.KindNational, heed.KindCompilation, heed.KindStakeholders:
		return []heed.Facts{presession.Read(d, document)}
	case heed.KindSession:
		if all := sessionreport.Read(d, document); len(all) > 0 {
			return all
		}
	default: // no reader for this kind yet
	}
	return []heed.Facts{{Document: document}}
}

// visual reports whether the text of a document comes in the order in which its
// letters stand on the page, which for Arabic is not that in which they are read.
// Nothing is taken from it: half a word in the wrong place would pass for the
// official text.
func visual(d heed.Document) bool { return d.Format == "pdf" && d.Language == "ar" }

// identify settles which review the facts belong to: what the text says goes
// before the cover, and both before the hint.
func identify(f *heed.Facts, cover heed.StateCode, hint heed.ReviewID) {
	id := f.Document.Review
	if f.Review != nil {
		id, f.Document.Session = f.Review.ReviewID, f.Review.Session
	}
	if id.State == "" {
		id.State = cover
	}
	if f.Document.Kind == heed.KindQuestions && f.Document.Session == 0 {
		f.Document.Session = refdata.ComingSession(id.State, f.Document.Date)
	}
	if id.Cycle == 0 {
		id.Cycle = refdata.CycleOfSession(f.Document.Session)
	}
	if id.Cycle == 0 && f.Document.Kind != heed.KindSession {
		id.Cycle = refdata.CycleOfCouncil(councilOf(f.Document.Symbol))
	}
	// A hint holds whole or not at all: what the document says of itself must
	// not be joined with a State or a cycle that somebody named for another.
	if (id.State == "" || id.State == hint.State) && (id.Cycle == 0 || id.Cycle == hint.Cycle) {
		id = hint
	}
	f.Document.Review = id
	if f.Review != nil {
		f.Review.ReviewID = id
	}
	for i := range f.Recommendations {
		f.Recommendations[i].State, f.Recommendations[i].Cycle = id.State, id.Cycle
		f.Recommendations[i].Session = f.Document.Session
		if f.Document.Language != heed.English {
			f.Recommendations[i].Language = f.Document.Language
		}
	}
}

var councilSymbol = regexp.MustCompile(`^A/HRC/(?:DEC/)?(\d{1,2})/\d`)

// councilOf is the session of the Council that a symbol names, or 0.
func councilOf(symbol string) int {
	if m := councilSymbol.FindStringSubmatch(symbol); m != nil {
		return words.Number(m[1])
	}
	return 0
}

// content tells, for every kind that has a reader, whether the reader found what
// such a document is there for.
var content = map[heed.DocumentKind]func(heed.Facts) bool{
	heed.KindReport:    func(f heed.Facts) bool { return len(f.Recommendations) > 0 },
	heed.KindAddendum:  func(f heed.Facts) bool { return len(f.Answers) > 0 },
	heed.KindMatrix:    func(f heed.Facts) bool { return len(f.Entries) > 0 },
	heed.KindQuestions: func(f heed.Facts) bool { return len(f.Questions) > 0 },
	heed.KindSession:   adopted,
	heed.KindDecision:  adopted,
	heed.KindCoded:     func(f heed.Facts) bool { return len(f.Rows) > 0 },

	heed.KindNational:     numbered,
	heed.KindCompilation:  numbered,
	heed.KindStakeholders: numbered,
}

// numbered reports whether numbered paragraphs were found.
func numbered(f heed.Facts) bool { return len(f.Paragraphs) > 0 }

// adopted reports whether a document tells of an adoption, or of positions.
func adopted(f heed.Facts) bool {
	return f.Adoption != nil || len(f.Totals) > 0 || len(f.Answers) > 0
}

// outcome says what became of the document as a whole.
func outcome(f heed.Facts) heed.Outcome {
	d := f.Document
	found, hasReader := content[d.Kind]
	if d.Stage == heed.DocCorrigendum && d.Kind != heed.KindUnknown {
		found, hasReader = func(f heed.Facts) bool { return len(f.Amendments) > 0 }, true
	}
	switch {
	case d.Kind == heed.KindUnknown && d.Symbol != "" && d.Language != "en":
		return heed.OutcomeLanguage
	case d.Kind == heed.KindUnknown:
		return heed.OutcomeNotUN
	case !hasReader:
		return heed.OutcomeKindNotRead
	case d.Kind == heed.KindReport && visual(d):
		return heed.OutcomeVisualOrder
	case !found(f):
		return heed.OutcomeUnknownLayout
	case !d.Review.Known():
		return heed.OutcomeReviewUnknown
	}
	return heed.OutcomeRead
}
