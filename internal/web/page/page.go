// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package page is what all pages of the portal share: the request as a page
// sees it, the frame around every page, the words in the reader's language,
// addresses, and the marks for positions.
//
// It holds no handler and reads no store. A page's own folder has its handler,
// data, template, style and test side by side.
package page

import (
	"embed"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find/ask"
	"github.com/heed-upr/heed/internal/i18n"
	"github.com/heed-upr/heed/internal/refdata"
)

// Files holds the frame (frame.tmpl), the parts that several pages use
// (parts.tmpl) and the style of both.
//
//go:embed *.tmpl *.css
var Files embed.FS

// View is a page's template, declared so that the server can check all of
// them before it starts.
type View struct {
	// Name is the base name of the template and style: home.tmpl, home.css.
	Name  string
	Files fs.FS
	// Data is a zero value of the template's data, for the type check.
	Data any
}

// Handler answers a request for a page.
type Handler func(*Request) (Result, error)

// Result is what a handler decided: the data for the template, and the twin
// that is given as JSON.
type Result struct {
	View string
	Data any
	Twin any
	// Table is the list of the page for spreadsheets, nil where it lists nothing.
	Table *export.Table
	// Stream is a list as CSV that may be too long for memory; it stands in place
	// of Table for that form.
	Stream *Stream
	// Files are forms that only this page has.
	Files map[Form]File
	// Send is a file in place of a page. It is not Heed's: it is handed over to be
	// kept, and never shown inside the portal.
	Send *File
	// Fleeting says that it may be otherwise a moment later, and that nobody keeps it.
	Fleeting bool
	// Script lets the script of passkeys run; everything else does without.
	Script bool
	// Redirect is an address to go to instead.
	Redirect string
	// Status is the status of the answer, 200 if 0. Only the desk gives another.
	Status int
}

// Stream is a file that is written while it is made.
type Stream struct {
	Name  string // without its ending
	Write func(io.Writer) error
}

// Request is a request as a page sees it.
type Request struct {
	*http.Request
	Site *Site
	// Words speaks the reader's language.
	Words *i18n.Translator
	// Prefix is "/ru" where the address names the language, "" otherwise.
	Prefix string
	// Path is the address without language and ".json", "/KAZ/2".
	Path string
	// Form is in what form the page is asked for.
	Form Form
	// Today is the day on which the page is given; finished pages are kept for
	// that day.
	Today heed.Date
	// Viewer is who reads; the portal serves the public, and the desk who is
	// signed in.
	Viewer heed.Viewer
	// Desk is what the frame shows at the desk; nil on public pages.
	Desk *Desk
}

// Desk is what the frame shows at the desk. On pages for who is not signed in
// yet, Name is "".
type Desk struct {
	// Name is the person's, Place what they are and where.
	Name, Place string
	// Said is what the page before has left to say, once.
	Said string
	// Links lead to the pages of the desk that this person can use.
	Links []DeskLink
	// Lost says that what was sent is none of what the page offers; nil otherwise.
	Lost *Lost
}

// Lost is what was sent to a page that no longer offers it.
type Lost struct {
	// Text says that it is not done, Now how the thing stands, "" where there is none.
	Text, Now string
	// Typed is what was in it, so that nothing has to be written again.
	Typed []Typed
}

// Typed is what was typed into one field.
type Typed struct{ Label, Text string }

// DeskLink leads to a page of the desk; Current is the one that is shown.
type DeskLink struct {
	Link
	Current bool
}

// Form is a form of a page: the page itself, or what it says for programs.
type Form string

// The forms. Their ending in an address is their name.
const (
	HTML Form = ""
	JSON Form = "json"
	CSV  Form = "csv"
	XLSX Form = "xlsx"
	BIB  Form = "bib" // BibTeX
	RIS  Form = "ris"
	DOCX Form = "docx" // at the desk only
	ICS  Form = "ics"  // iCalendar
)

// Forms lists the forms that have an ending.
var Forms = []Form{JSON, CSV, XLSX, BIB, RIS, DOCX, ICS}

// The content types of Office Open XML.
const (
	Word        = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	Spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// File is a form that a page makes itself.
type File struct {
	Name, ContentType string
	Body              []byte
}

// Site is what is the same for all pages.
type Site struct {
	// Host is who runs this installation.
	Host string
	// BaseURL is the portal's own address without a slash at its end.
	BaseURL string
	// Desk says that people can sign in here.
	Desk bool
	// Style is the address of the one style sheet.
	Style string
	// Script is the address of the one script, that of passkeys.
	Script     string
	Catalogues *i18n.Catalogues
}

// Base is what the frame of every page needs. Pages embed it.
type Base struct {
	Title string
	// Path and query of this page, without language.
	Path  string
	Query url.Values
	// Crumbs lead from the home page to here, without both ends.
	Crumbs []Link
	// Specimen says that the page is about an invented State.
	Specimen bool
	// NoTwin says that there is no JSON of this page.
	NoTwin bool
	// Desk is what the frame shows at the desk; nil on public pages.
	Desk *Desk
	// Script is the address of the script of passkeys, on the pages that need it.
	Script string
	// Failed says that what was sent could not be done, and why is on the page.
	Failed bool

	site   *Site
	words  *i18n.Translator
	prefix string
	today  heed.Date
}

// Link is an address with its words.
type Link struct {
	Href, Text string
}

// Base begins the data of a page.
func (r *Request) Base(title string, crumbs ...Link) Base {
	return Base{Title: title, Path: r.Path, Query: r.URL.Query(), Crumbs: crumbs, Desk: r.Desk, site: r.Site, words: r.Words, prefix: r.Prefix, today: r.Today}
}

// T gives a text of the interface; see i18n.Translator.T.
func (b Base) T(key string, args ...any) string { return b.words.T(key, args...) }

// Lang and Dir are the language of the page and the direction of its writing.
func (b Base) Lang() string { return b.words.Code }

// Dir is the direction of writing, "ltr" or "rtl".
func (b Base) Dir() string { return b.words.Direction }

// DirOf is the direction in which a language is written.
func (b Base) DirOf(language string) string {
	if language == "ar" {
		return "rtl"
	}
	return "ltr"
}

// LanguageName gives the name of a language.
func (b Base) LanguageName(code string) string { return b.words.LanguageName(code) }

// Date puts a day into words.
func (b Base) Date(d heed.Date) string { return b.words.Date(d) }

// Decimal sets the number of an indicator's value.
func (b Base) Decimal(text string) string { return b.words.Decimal(text) }

// ValuedOn puts the time of an indicator's value into words: a day, or a year alone.
func (b Base) ValuedOn(v heed.Value) string { return b.words.Date(heed.Date(v.Date)) }

// Day puts the day of a moment into words, in UTC.
func (b Base) Day(at time.Time) string {
	return b.words.Date(heed.Date(at.UTC().Format(time.DateOnly)))
}

// Moment puts a moment into words, in UTC: the day and the time.
func (b Base) Moment(at time.Time) string {
	return b.T("date.moment", "Date", b.Day(at), "Time", at.UTC().Format("15:04"))
}

// Number sets a number.
func (b Base) Number(n int) string { return b.words.Number(n) }

// Size puts a number of bytes into words.
func (b Base) Size(n int64) string { return b.words.Size(n) }

// Finding says what does not add up.
func (b Base) Finding(f heed.Finding) string {
	f.Args = slices.Clone(f.Args)
	for i := 0; i+1 < len(f.Args); i += 2 {
		switch f.Args[i] {
		case "State":
			f.Args[i+1] = b.State(heed.StateCode(f.Args[i+1]))
		case "States":
			var codes []heed.StateCode
			for _, c := range strings.Fields(f.Args[i+1]) {
				codes = append(codes, heed.StateCode(c))
			}
			f.Args[i+1] = b.States(codes)
		}
	}
	return b.words.Finding(f)
}

// Note says how a search was understood.
func (b Base) Note(n ask.Note) string {
	args := make([]any, len(n.Args))
	for i, a := range n.Args {
		args[i] = a
	}
	return b.T(n.Key, args...)
}

// Attempts tells of the sessions at which a review was due and not held.
func (b Base) Attempts(id heed.ReviewID) []string {
	fact, _ := refdata.Review(id)
	var out []string
	for _, a := range fact.Attempts {
		day := ""
		if a.Date != "" {
			day = b.words.DateOn(a.Date)
		}
		out = append(out, b.words.T("attempt."+string(a.Became), "Session", a.Session, "Date", day, "Source", a.Source.Title))
	}
	return out
}

// State gives a State's name in the reader's language.
func (b Base) State(code heed.StateCode) string {
	return refdata.Name(code, b.words.Code, refdata.Short)
}

// States joins the names of States as a sentence does.
func (b Base) States(codes []heed.StateCode) string {
	names := make([]string, len(codes))
	for i, c := range codes {
		names[i] = b.State(c)
	}
	return b.words.List(names)
}

// List joins words as a sentence does.
func (b Base) List(words []string) string { return b.words.List(words) }

// URL gives the address of a page in the reader's language.
func (b Base) URL(path string) string { return b.prefix + path }

// Host is who runs this installation.
func (b Base) Host() string { return b.site.Host }

// HasDesk reports whether people can sign in here.
func (b Base) HasDesk() bool { return b.site.Desk }

// Style is the address of the style sheet.
func (b Base) Style() string { return b.site.Style }

// Here is this page's address in the reader's language, with its query.
func (b Base) Here() string { return b.URL(b.Path) + b.query() }

// Twin is the address of the page's JSON.
func (b Base) Twin() string { return b.In(JSON) }

// In is the address of this page in another form, with its query.
func (b Base) In(f Form) string {
	path := b.Path
	if path == "/" {
		path = "/index"
	}
	return path + "." + string(f) + b.query()
}

func (b Base) query() string {
	if len(b.Query) == 0 {
		return ""
	}
	return "?" + b.Query.Encode()
}

// Edition is this page in another language.
type Edition struct {
	Code, Name, Href, Absolute string
	Current                    bool
}

// Editions lists the page in all languages.
func (b Base) Editions() []Edition {
	var out []Edition
	for _, l := range b.site.Catalogues.Languages() {
		href := "/" + l.Code + b.Path + b.query()
		out = append(out, Edition{l.Code, l.Name, href, b.site.BaseURL + href, l.Code == b.words.Code})
	}
	return out
}

// Absolute is the address of a page with that of the portal, without language.
func (b Base) Absolute(path string) string { return b.site.BaseURL + path }

// Canonical is the address by which the page is cited.
func (b Base) Canonical() string { return b.site.BaseURL + b.Path + b.query() }
