// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package uhri reads the full export of OHCHR's Universal Human Rights Index
// (uhri.ohchr.org, "Our data", JSON): an array of passages of UN documents with
// the labels that OHCHR gave them. It reads as a stream, one record at a time.
//
// Names of States and bodies are brought into one form, and texts are freed of
// markup; every kind of change is told, so that it can be shown. Labels stay as
// OHCHR wrote them.
package uhri

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"golang.org/x/net/html"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

// Is reports whether bytes are the beginning of an export: an array whose first
// record has the index's fields.
func Is(head []byte) bool {
	s := strings.TrimPrefix(string(head), mark)
	s = strings.TrimLeft(s, " \r\n\t")
	return strings.HasPrefix(s, "[") && strings.Contains(s, `"AnnotationId"`)
}

// Change is something that was written otherwise in the export than it is kept.
type Change struct {
	Field string `json:"field"`
	// From is as the export has it, To as it is kept; both are empty where
	// texts lost their markup, which is told by its number only.
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
}

// The fields in which something may change.
const (
	FieldText    = "text"
	FieldState   = "state"
	FieldUnknown = "unknown_state" // a name that is no State's; kept as it is
	FieldBody    = "body"
	FieldLabel   = "label"
)

// Entry is one record of an export.
type Entry struct {
	heed.Annotation
	Changes []Change
}

// record is a record as the export has it.
type record struct {
	AnnotationID           string `json:"AnnotationId"`
	AnnotationType         string
	Body                   string
	Countries              many
	Themes                 many
	AffectedPersons        many
	Sdgs                   many
	Symbol                 string
	PublicationDate        string
	Text                   string
	UprCycle               many
	UprPositions           many
	UprRecommendingCountry many
	UprSession             many
}

// mostNames is how many names a list may have: more than there are States, or
// labels in OHCHR's vocabulary.
const mostNames = 1000

// many is a list that may be written as one string, a number or nothing.
type many []string

// UnmarshalJSONFrom takes what exports of different years have.
func (m *many) UnmarshalJSONFrom(in *jsontext.Decoder) error {
	depth := 0
	for {
		t, err := in.ReadToken()
		if err != nil {
			return err
		}
		switch t.Kind() {
		case jsontext.KindBeginArray:
			depth++
		case jsontext.KindEndArray:
			depth--
		case jsontext.KindNull:
		case jsontext.KindString, jsontext.KindNumber:
			if len(*m) == mostNames {
				return fmt.Errorf("more than %d names in a list", mostNames)
			}
			*m = append(*m, t.String())
		default:
			return fmt.Errorf("%v where names are expected", t.Kind())
		}
		if depth == 0 {
			return nil
		}
	}
}

// maxRecord is how many bytes a record may have: a hundred times the longest
// passage.
const maxRecord = 16 << 20

// Reader reads an export.
type Reader struct {
	bytes  *bounded
	in     *jsontext.Decoder
	open   bool
	number int
	states map[string]heed.StateCode // names that have been met, "" where no State has them
}

// bounded ends in an error where too much is read at once.
type bounded struct {
	in   io.Reader
	left int
}

var errTooLong = errors.New("a record of more than 16 MB")

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errTooLong
	}
	n, err := b.in.Read(p)
	b.left -= n
	return n, err
}

// NewReader makes a Reader.
func NewReader(in io.Reader) *Reader {
	b := &bounded{in: unmarked(in)}
	return &Reader{
		bytes: b, states: map[string]heed.StateCode{},
		// What other programs wrote carelessly is no reason to lose the rest.
		in: jsontext.NewDecoder(b, jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true)),
	}
}

// unmarked passes over the mark that some programs put before UTF-8.
func unmarked(in io.Reader) io.Reader {
	r := bufio.NewReaderSize(in, 1<<16)
	if head, err := r.Peek(len(mark)); err == nil && string(head) == mark {
		_, _ = r.Discard(len(mark)) // it has just been seen
	}
	return r
}

// mark is the byte order mark.
const mark = "\ufeff"

// Next gives the next record, or io.EOF behind the last. Anything else that is
// wrong is CodeInvalid and names the record, counted from 1.
func (r *Reader) Next() (Entry, error) {
	r.bytes.left = maxRecord
	if !r.open {
		if t, err := r.in.ReadToken(); err != nil || t.Kind() != jsontext.KindBeginArray {
			return Entry{}, r.invalid(err)
		}
		r.open = true
	}
	r.number++
	if r.in.PeekKind() == jsontext.KindEndArray {
		if _, err := r.in.ReadToken(); err != nil {
			return Entry{}, r.invalid(err)
		}
		return Entry{}, io.EOF
	}
	var raw record
	if err := json.UnmarshalDecode(r.in, &raw); err != nil {
		return Entry{}, r.invalid(err)
	}
	if strings.TrimSpace(raw.AnnotationID) == "" {
		return Entry{}, r.invalid(errors.New("no AnnotationId"))
	}
	return r.entry(raw), nil
}

func (r *Reader) invalid(err error) error {
	if errors.Is(err, io.EOF) { // an end where there must be none
		err = io.ErrUnexpectedEOF
	}
	return &heed.Error{Code: heed.CodeInvalid, Op: "uhri.Next", Key: "error.uhri_export", Args: []string{"Record", strconv.Itoa(max(1, r.number))}, Err: err}
}

func (r *Reader) entry(raw record) Entry {
	e := Entry{Annotation: heed.Annotation{
		ID: strings.ToLower(strings.TrimSpace(raw.AnnotationID)), Kind: kind(raw.AnnotationType),
		Symbol: space(raw.Symbol), Date: date(raw.PublicationDate),
	}}
	e.Body = e.tidy(FieldBody, raw.Body)
	e.Text = plain(raw.Text)
	if e.Text != raw.Text {
		e.Changes = append(e.Changes, Change{Field: FieldText})
	}
	e.States, e.Others = r.named(&e, raw.Countries)
	e.Themes, e.Persons, e.SDGs = e.labels(raw.Themes), e.labels(raw.AffectedPersons), e.labels(raw.Sdgs)
	if e.Body == "UPR" {
		e.Cycle, e.Session, e.Position = number(raw.UprCycle), number(raw.UprSession), position(raw.UprPositions)
		e.RecommendingStates, _ = r.named(&e, raw.UprRecommendingCountry)
	}
	return e
}

// named resolves names of States; others gets those that are none's.
func (r *Reader) named(e *Entry, names many) (codes []heed.StateCode, others []string) {
	for _, given := range names {
		name := space(strings.TrimPrefix(space(given), "- "))
		if name == "" {
			continue
		}
		code, met := r.states[name]
		if !met {
			// UNTERM's names have an article or marks of a footnote behind them.
			code, _ = refdata.StateByAnyName(strings.TrimSpace(behind.ReplaceAllString(name, "")))
			r.states[name] = code
		}
		if code == "" {
			others = append(others, name)
			e.Changes = append(e.Changes, Change{FieldUnknown, name, ""})
			continue
		}
		if usual := refdata.Name(code, "en", refdata.Short); name != usual {
			e.Changes = append(e.Changes, Change{FieldState, name, usual})
		}
		codes = append(codes, code)
	}
	return codes, others
}

// behind is an article in brackets, and asterisks, at the end of a name.
var behind = regexp.MustCompile(`(?i)\s*(\((the|la|le|les|l'|l’|el|los|las)\))?\s*\**$`)

// tidy takes the dash before a name and the spaces around it away.
func (e *Entry) tidy(field, given string) string {
	bare := strings.TrimPrefix(given, "- ")
	name := space(bare)
	if name == "-" {
		name = ""
	}
	if name != bare {
		e.Changes = append(e.Changes, Change{field, given, name})
	}
	return name
}

// labels gives OHCHR's labels without empty ones and spaces around them.
func (e *Entry) labels(given many) []string {
	var out []string
	for _, g := range given {
		if l := e.tidy(FieldLabel, g); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// space makes every run of spaces, also those that do not break, one.
func space(s string) string {
	if tidy(s) {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// tidy reports whether space would surely change nothing: of the 160 MB of
// texts in the index almost all are as they should be.
func tidy(s string) bool {
	last := byte(' ')
	for i := range len(s) {
		c := s[i]
		// Spaces beyond ASCII begin with one of these bytes, as do other things.
		odd := c < ' ' || c == 0xc2 || c == 0xe1 || c == 0xe3 || c == 0xe2 && !quoteOrDash(s[i:])
		if odd || c == ' ' && last == ' ' {
			return false
		}
		last = c
	}
	return last != ' ' || s == ""
}

// quoteOrDash reports whether the most usual signs of U+2010 to U+201F stand at
// the beginning.
func quoteOrDash(s string) bool { return len(s) > 2 && s[1] == 0x80 && s[2] >= 0x90 && s[2] <= 0x9f }

// markup is what makes a text worth parsing.
var markup = regexp.MustCompile(`<[a-zA-Z/!]|&[#a-zA-Z]`)

// blocks are the elements that stand on lines of their own.
var blocks = map[string]bool{"p": true, "br": true, "div": true, "li": true, "ul": true, "ol": true, "tr": true, "table": true, "h1": true, "h2": true, "h3": true, "h4": true}

// plain takes markup out of a text. Lines stay apart.
func plain(s string) string {
	if strings.ContainsAny(s, "<&") && markup.MatchString(s) {
		s = text(s)
	}
	if !strings.ContainsAny(s, "\n\r") {
		return space(s)
	}
	var lines []string
	for line := range strings.Lines(s) {
		if l := space(line); l != "" {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, "\n")
}

// text gives what of HTML is text.
func text(s string) string {
	var out strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out.String()
		case html.TextToken:
			out.Write(z.Text())
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			if name, _ := z.TagName(); blocks[string(name)] {
				out.WriteByte('\n')
			}
		}
	}
}

func kind(s string) heed.AnnotationKind {
	switch s = strings.ToLower(s); {
	case strings.Contains(s, "recommendation"):
		return heed.KindRecommendation
	case strings.Contains(s, "observation"):
		return heed.KindObservation
	}
	return heed.KindOther
}

// date gives the day of a moment, and nothing where there is none.
func date(s string) heed.Date {
	if len(s) >= 10 && day.MatchString(s[:10]) && s[:4] > "1900" { // year 1 stands for unknown
		return heed.Date(s[:10])
	}
	return ""
}

var (
	day      = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)
	firstInt = regexp.MustCompile(`[0-9]{1,3}`)
)

// number gives the first number of what may be "4", "Cycle 4" or "48th session".
func number(m many) int {
	for _, s := range m {
		if n, err := strconv.Atoi(firstInt.FindString(s)); err == nil {
			return n
		}
	}
	return 0
}

// position gives a position; what is supported and noted is supported in part.
func position(m many) heed.Position {
	var supported, noted bool
	for _, s := range m {
		s = strings.ToLower(s)
		supported = supported || strings.Contains(s, "support") && !strings.Contains(s, "not support") || strings.Contains(s, "accept")
		noted = noted || strings.Contains(s, "noted") || strings.Contains(s, "not support")
	}
	switch {
	case supported && noted:
		return heed.Partial
	case supported:
		return heed.Supported
	case noted:
		return heed.Noted
	case len(m) > 0:
		return heed.UnknownPosition
	}
	return ""
}
