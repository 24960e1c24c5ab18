// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package specimen

// review is the content of one invented review, from which all its documents
// are set. Days are written as the documents print them.
type review struct {
	cycle           int
	session         int
	sessionWord     string // of the Working Group: "twentieth"
	sessionDays     string
	councilWord     string // of the Council: "Twenty-eighth"
	councilDays     string // printed on covers of the third cycle
	symbol          string
	reportDate      string
	addendumDate    string
	questionsDate   string
	job             string
	addendumJob     string
	reviewDay       string
	reviewDate      string // the same day as 2014-11-03
	meeting         int
	adoptedDay      string
	adoptedDate     string
	adoptedMeeting  int
	headOffice      string
	headName        string
	troikaDay       string
	troika          []string // codes
	askedInAdvance  []question
	presentation    []string
	dialogue        []statement
	groups          []group
	delegation      []string
	addendumOpening []string
	autoNumbered    bool // numbers made by Word in the report's DOCX
}

// question is what one delegation sent before the review.
type question struct {
	state string
	asks  []string
}

// statement is one paragraph of the dialogue: of a delegation, or, with no
// state, of the State under review.
type statement struct {
	state string
	text  string
}

// group is a lead-in paragraph with the recommendations under it.
type group struct {
	leadIn    string
	position  string
	qualifier string
	items     []item
}

// item is one recommendation. In texts a code in braces, {XVA}, stands for
// the State's name.
type item struct {
	id       string // names it within the content, for after
	text     string
	by       string   // "XAA, XBB" is printed (A, B); "XAA/XBB" is printed (A) (B)
	clauses  []clause // in place of text and by
	note     string   // a footnote on it
	noteAt   string   // the words after which the footnote's mark stands
	theme    string
	answer   *answer
	listText string // the list's silent correction of text
	after    string // id of the earlier review's recommendation that it takes up
}

type clause struct {
	text string
	by   string
}

// answer is what the addendum says of an item whose position the report leaves
// open, or gives otherwise.
type answer struct {
	position  string
	qualifier string
	part      string // of a partial answer: the part that is supported
	why       string
}

// The positions and qualifiers that Known uses.
const (
	supported   = "supported"
	noted       = "noted"
	partial     = "partial"
	pending     = "pending"
	implemented = "already_implemented"
	inProcess   = "in_process_of_implementation"
	inPart      = "in_part"
)

// kind says how a block is set.
type kind int

const (
	body      kind = iota // numbered or plain paragraph of the text column
	lettered              // (a), (b) under a paragraph
	leadIn                // paragraph that introduces recommendations: bold
	entry                 // recommendation: indented, bold
	chapter               // I., II.
	section               // A., B.
	bullet                // member of the delegation
	reference             // "Rec." number with its explanation
	annex                 // "Annex" on a new page
	callout               // heading in capitals, advance questions
	aside                 // line set to the right, in italics or small
)

// block is one paragraph as both renderers get it.
type block struct {
	kind  kind
	num   string
	text  string
	notes []footnote // in the order of noteMark in text
	ref   string     // of a recommendation: its page is recorded
	level int        // of automatic numbering: index of the lead-in
}

type footnote struct {
	mark string
	text string
}

// noteMark stands in a text where a footnote's mark is printed.
const noteMark = "\x01"

// cover is the first page of a United Nations document.
type cover struct {
	symbol, date, council, days, job string
	title                            string
	state                            string
	subtitle, about                  string
	note                             string
	words                            masthead
}

// masthead is what the first page prints above the title, in one language.
type masthead struct {
	organization, assembly, distr, language, original string
	council, agenda, review                           string
	letter                                            string // by which job numbers mark the language
	rtl                                               bool
}

// paper is a document ready to be rendered.
type paper struct {
	cover    *cover
	contents bool
	blocks   []block
	// auto says that Word is to make the numbers.
	auto bool
}

// banner and running are how each document says what it is.
const (
	banner  = "SPECIMEN \u2013 invented document about an invented State, made for trying out and testing Heed"
	running = "Specimen \u2013 invented for Heed"
)
