// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package export

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/heed-upr/heed"
)

// Citation is what a recommendation is cited by. Its authors are the States that
// made it; it stands in the report of the Working Group, which has not endorsed
// it. The styles are those of works in English, whatever the reader's language.
type Citation struct {
	ID heed.RecID
	// States are the recommending States, Under the State under review, by their
	// names in English.
	States []string
	Under  string
	// Symbol is that of the report, Date the day on its cover, or "".
	Symbol string
	Date   heed.Date
	// Text is that of the recommendation, Language the report's.
	Text, Language string
	// Address is where it can be read here, Accessed the day on which it was.
	Address  string
	Accessed heed.Date
}

// publisher is whose document a report of the Working Group is.
const publisher = "United Nations Human Rights Council"

// Report is the title of the report.
func (c Citation) Report() string {
	return "Report of the Working Group on the Universal Periodic Review: " + c.Under
}

// Title names the recommendation.
func (c Citation) Title() string { return "Recommendation " + c.number() + " to " + c.Under }

// Where is the place in the report: of an item in a plain list its paragraph, and
// its number there.
func (c Citation) Where() string {
	if paragraph, item, ok := strings.Cut(c.ID.Ref, "/"); ok {
		return "para. " + paragraph + ", item " + item
	}
	return "para. " + c.ID.Ref
}

func (c Citation) number() string { return strings.ReplaceAll(c.ID.Ref, "/", ", item ") }

// mostAuthors is how many authors the style of the APA names before it leaves out
// all but the last (Publication Manual, 7th edition, 9.8).
const mostAuthors = 20

// APA is the style of the American Psychological Association, 7th edition.
func (c Citation) APA() string {
	date, accessed := "n.d.", day(c.Accessed, "January 2, 2006")
	if c.Date != "" {
		date = day(c.Date, "2006, January 2")
	}
	names := c.States
	joined := listed(names, ", & ")
	if len(names) > mostAuthors {
		joined = strings.Join(names[:mostAuthors-1], ", ") + ", … " + names[len(names)-1]
	}
	title := c.Title() + "."
	if joined != "" {
		joined, title = joined+". ("+date+"). ", title+" "
	} else {
		title += " (" + date + "). "
	}
	return joined + title + "In " + c.Report() + " (" + c.Symbol + ", " + c.Where() + "). " + publisher + ". Retrieved " + accessed + ", from " + c.Address
}

// Chicago is the style of the Chicago Manual, 17th edition, for a bibliography.
func (c Citation) Chicago() string {
	out := ""
	if len(c.States) > 0 {
		out = listed(c.States, ", and ") + ". "
	}
	out += "“" + c.Title() + ".” In “" + c.Report() + ",” " + publisher + ", " + c.Symbol
	if c.Date != "" {
		out += ", " + day(c.Date, "January 2, 2006")
	}
	return out + ", " + c.Where() + ". Accessed " + day(c.Accessed, "January 2, 2006") + ". " + c.Address + "."
}

// day writes a day as a style wants it.
func day(d heed.Date, layout string) string {
	at, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return string(d)
	}
	return at.Format(layout)
}

// listed joins names, the last behind a word of its own; of two there is no comma.
func listed(names []string, last string) string {
	switch n := len(names); n {
	case 0:
		return ""
	case 1:
		return names[0]
	case 2:
		return names[0] + " " + strings.TrimPrefix(last, ", ") + names[1]
	default:
		return strings.Join(names[:n-1], ", ") + last + names[n-1]
	}
}

// Plain is symbol and paragraph with the States, and the permanent address.
func (c Citation) Plain() string {
	out := c.Symbol + ", " + c.Where()
	if len(c.States) > 0 {
		out += " (" + strings.Join(c.States, ", ") + ")"
	}
	return out + ", " + c.Address
}

// BibTeX is an entry for BibTeX and biblatex, in UTF-8.
func (c Citation) BibTeX() []byte {
	var b strings.Builder
	b.WriteString("@techreport{" + strings.NewReplacer("/", "-", ".", "-").Replace(c.ID.String()))
	field := func(name, value string) {
		if value != "" {
			b.WriteString(",\n  " + name + " = {" + value + "}")
		}
	}
	authors := make([]string, len(c.States))
	for i, s := range c.States {
		authors[i] = "{" + tex(s) + "}" // in braces it is one name, whatever words it has
	}
	field("author", strings.Join(authors, " and "))
	field("title", tex(c.Title()))
	field("institution", tex(publisher))
	field("type", tex(c.Report()))
	field("number", tex(c.Symbol+", "+c.Where()))
	if at, err := time.Parse(time.DateOnly, string(c.Date)); err == nil {
		field("year", strconv.Itoa(at.Year()))
		b.WriteString(",\n  month = " + strings.ToLower(at.Format("Jan")))
		field("date", string(c.Date))
	}
	field("language", c.Language)
	field("abstract", tex(c.Text))
	field("note", tex(notEndorsed))
	field("url", c.Address)
	field("urldate", string(c.Accessed))
	b.WriteString("\n}\n")
	return []byte(b.String())
}

// notEndorsed says whose a recommendation is.
const notEndorsed = "A recommendation of the States named as authors; the Working Group as a whole has not endorsed it."

// texSigns are those that mean something to TeX. Braces are written by name: BibTeX
// counts them even behind a backslash.
var texSigns = strings.NewReplacer(
	`\`, `\textbackslash{}`, "{", `\textbraceleft{}`, "}", `\textbraceright{}`, "$", `\$`, "&", `\&`, "#", `\#`, "_", `\_`, "%", `\%`,
	"^", `\textasciicircum{}`, "~", `\textasciitilde{}`,
)

func tex(s string) string { return texSigns.Replace(oneLine(s)) }

// oneLine puts a text on one line without signs that cannot be seen.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "�"), func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}

// RIS is a record for programs that keep references (Zotero, EndNote, Mendeley),
// in UTF-8.
func (c Citation) RIS() []byte {
	var b strings.Builder
	line := func(tag, value string) {
		if value = oneLine(value); value != "" || tag == "ER" {
			b.WriteString(tag + "  - " + value + "\r\n")
		}
	}
	slashed := func(d heed.Date) string { return strings.ReplaceAll(string(d), "-", "/") }
	line("TY", "RPRT")
	line("ID", c.ID.String())
	for _, s := range c.States {
		line("AU", s)
	}
	line("TI", c.Title())
	line("T2", c.Report())
	line("PB", publisher)
	line("SN", c.Symbol)
	line("SP", c.Where())
	if c.Date != "" {
		line("PY", string(c.Date[:4]))
		line("DA", slashed(c.Date))
	}
	line("LA", c.Language)
	line("AB", c.Text)
	line("N1", notEndorsed)
	line("UR", c.Address)
	line("Y2", slashed(c.Accessed))
	line("ER", "")
	return []byte(b.String())
}
