// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/grammar"
	"github.com/heed-upr/heed/internal/extract/words"
	"github.com/heed-upr/heed/internal/refdata"
)

// coverLines is how many lines from the beginning may belong to a cover. A
// cover has under 40; documents without one begin with their title.
const coverLines = 60

// coverText is how long a paragraph of a cover may be; a longer one is the text.
const coverText = 200

// titleLines is within how many lines the title and the State's name stand.
const titleLines = 24

var (
	symbolForm  = regexp.MustCompile(`A/HRC/(?:WG\.6/\d{1,2}/(?:[A-Z]{3}/\d|L\.\d+)|DEC/\d{1,2}/\d+|\d{1,2}/(?:L\.)?\d+)(?:/(?:Add|Corr|Rev)\.\d+)*`)
	preSession  = regexp.MustCompile(`^A/HRC/WG\.6/(\d{1,2})/([A-Z]{3})/([123])`)
	jobForm     = regexp.MustCompile(`GE\.\s?(\d{2}-\d{4,6})`)
	jobLanguage = regexp.MustCompile(`GE\.\s?\d{2}-\d{4,6}\s*\(([ACEFRS])\)`)
	questionsTo = regexp.MustCompile(`(?i)questions to (?:the )?`)
	councilForm = regexp.MustCompile(`(?i)^([a-z]+(?:-[a-z]+)?) session`)
)

// languages are the letters by which the UN marks language versions.
var languages = map[string]string{"A": "ar", "C": "zh", "E": "en", "F": "fr", "R": "ru", "S": "es"}

// headed are the words at the head of a cover in other languages than English.
var headed = []struct {
	language string
	form     *regexp.Regexp
}{
	{"fr", regexp.MustCompile(`(?i)nations unies.{0,80}assemblée générale|distr\.\s*:?\s*générale|conseil des droits de l.homme groupe de travail`)},
	{"es", regexp.MustCompile(`(?i)naciones unidas.{0,80}asamblea general|consejo de derechos humanos grupo de trabajo`)},
	{"ru", regexp.MustCompile(`(?i)генеральная ассамблея`)},
	{"zh", regexp.MustCompile(`联\s?合\s?国|大\s?会`)},
	{"ar", regexp.MustCompile(`الجمعية\s+العامة`)},
}

// cover is what the first page and the running heads say.
type cover struct {
	lines    []string
	text     string // the lines joined by blanks
	symbol   string
	language string
	grammar  *grammar.Grammar
	state    heed.StateCode
	session  int // of the Council
}

func readCover(d *doc.Document) cover {
	var c cover
	c.lines = firstLines(d)
	c.text = strings.Join(c.lines, " ")
	c.symbol = runningSymbol(d)
	if c.symbol == "" {
		c.symbol = symbolForm.FindString(c.text)
	}
	c.language = c.written()
	c.grammar = grammar.Of(c.language)
	for _, line := range c.lines {
		if m := councilForm.FindStringSubmatch(line); m != nil && c.session == 0 {
			c.session = words.Ordinal(m[1])
		}
	}
	if c.session == 0 && !c.grammar.English() {
		c.session = councilOf(c.symbol)
	}
	c.state = c.reviewed()
	return c
}

// firstLines gives the first lines of a document, or its first paragraphs where
// the format has no lines. A footnote mark on a line of its own is left out: it
// would stand within the title.
func firstLines(d *doc.Document) []string {
	var lines []string
	add := func(text string) bool {
		if strings.Trim(text, "* ") != "" {
			lines = append(lines, text)
		}
		return len(lines) < coverLines
	}
	for _, p := range d.Pages {
		for _, l := range p.Lines {
			if !add(l.Text()) {
				return lines
			}
		}
	}
	if len(d.Pages) > 0 {
		return lines
	}
	for _, p := range d.Paragraphs {
		if p.Zone == doc.Body && p.Cell == nil && len(p.Text) > coverText {
			break // what it names is other documents
		}
		if p.Zone != doc.Footnote && !add(strings.TrimSpace(p.Label+" "+p.Text)) {
			break
		}
	}
	return lines
}

// reviewed is the State under review as the cover names it: on the line after
// the title, or after "questions to". Names further down are of other States.
func (c cover) reviewed() heed.StateCode {
	if m := questionsTo.FindStringIndex(c.text); m != nil {
		code, _, _ := refdata.StateAt(c.text[m[1]:])
		return code
	}
	titled := false
	for i, line := range c.lines {
		if code, ok := c.grammar.States().ByName(strings.TrimRight(line, "*. ")); ok && titled && i < titleLines {
			return code
		}
		titled = titled || c.grammar.Matches(grammar.Title, line)
	}
	return ""
}

// runningSymbol is the symbol that most pages carry in their head.
func runningSymbol(d *doc.Document) string {
	count, best := map[string]int{}, ""
	for _, p := range d.Pages {
		for _, l := range p.Lines {
			if l.Zone != doc.Header {
				continue
			}
			if s := symbolForm.FindString(l.Text()); s != "" {
				if count[s]++; count[s] > count[best] {
					best = s
				}
			}
		}
	}
	for _, p := range d.Paragraphs { // of a format without pages
		if s := symbolForm.FindString(p.Text); p.Zone == doc.Header && s != "" && best == "" {
			best = s
		}
	}
	return best
}

// document gives what the cover says of the document.
func (c cover) document(d *doc.Document) heed.Document {
	out := heed.Document{
		Format: d.Format, Pages: len(d.Pages), Symbol: c.symbol, CouncilSession: c.session,
		Kind: c.kind(), Stage: c.stage(unfinished(d)), Date: c.date(), Language: c.language,
	}
	if m := jobForm.FindStringSubmatch(c.text); m != nil {
		out.JobNumber = "GE." + m[1]
	}
	if m := preSession.FindStringSubmatch(c.symbol); m != nil {
		out.CouncilSession = 0 // the session on the cover is the Working Group's
		out.Session = words.Number(m[1])
		out.Review.State = heed.StateCode(m[2])
		if !refdata.Known(out.Review.State) {
			out.Review.State = ""
		}
	}
	return out
}

// written is the language of this version of the document: as the letter after the job
// number says, or else the script, or else the name of the organization. What
// the cover calls the original is of another version.
func (c cover) written() string {
	if m := jobLanguage.FindStringSubmatch(c.text); m != nil {
		return languages[m[1]]
	}
	if l := scriptLanguage(c.text); l != "" {
		return l
	}
	for _, h := range headed {
		if h.form.MatchString(c.text) {
			return h.language
		}
	}
	return "en"
}

// scriptLanguage is the official language that most letters of a text belong
// to, where its script tells; "" for Latin letters.
func scriptLanguage(text string) string {
	counts, letters := map[string]int{}, 0
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		switch {
		case unicode.Is(unicode.Cyrillic, r):
			counts["ru"]++
		case unicode.Is(unicode.Arabic, r):
			counts["ar"]++
		case unicode.Is(unicode.Han, r):
			counts["zh"]++
		}
	}
	for language, n := range counts {
		if 2*n > letters {
			return language
		}
	}
	return ""
}

// kind tells the kinds of documents apart by symbol and title.
func (c cover) kind() heed.DocumentKind {
	title := strings.ToLower(c.text)
	has := func(s string) bool { return strings.Contains(title, s) }
	if m := preSession.FindStringSubmatch(c.symbol); m != nil {
		return map[string]heed.DocumentKind{"1": heed.KindNational, "2": heed.KindCompilation, "3": heed.KindStakeholders}[m[3]]
	}
	report := has("report of the working group on the universal periodic review")
	switch {
	case strings.HasPrefix(c.symbol, "A/HRC/DEC/"):
		return heed.KindDecision
	case has("report of the human rights council on its"):
		return heed.KindSession
	case strings.Contains(c.symbol, "/Add.") && (report || has("views on conclusions")):
		return heed.KindAddendum
	case has("thematic list of recommendations") || has("list of recommendations by theme"), has("list of recommendations") && has("position"):
		return heed.KindMatrix
	case report || has("draft report of the working group"):
		return heed.KindReport
	case has("advance question") || has("questions submitted in advance"): // a report mentions them as well
		return heed.KindQuestions
	case !c.grammar.English() && c.grammar.Matches(grammar.ReportTitle, c.text) && !strings.Contains(c.symbol, "/Add.") && !strings.Contains(c.symbol, "/Corr."):
		return heed.KindReport
	}
	return heed.KindUnknown
}

// unfinishedForm is what stands in a draft where text is still to come:
// "[To be completed by 22 May 2026]".
var unfinishedForm = regexp.MustCompile(`(?i)^\[\s*to be (?:completed|inserted|added)\b`)

// unfinished reports whether a document says that it is not complete. Drafts of
// reports have the cover of the report to come.
func unfinished(d *doc.Document) bool {
	return slices.ContainsFunc(d.Paragraphs, func(p doc.Paragraph) bool { return p.Zone == doc.Body && unfinishedForm.MatchString(p.Text) })
}

// stage tells how official the document is.
func (c cover) stage(unfinished bool) heed.DocumentStage {
	title := strings.ToLower(c.text)
	switch {
	case strings.Contains(c.symbol, "/Corr."):
		return heed.DocCorrigendum
	case unfinished || strings.Contains(c.symbol, "/L.") || strings.Contains(title, "draft report of the working group"):
		return heed.DocDraft
	case strings.Contains(title, "advance unedited version") || strings.Contains(title, "unedited version"):
		return heed.DocAdvanceUnedited
	case strings.Contains(title, "reissued for technical reasons"):
		return heed.DocReissued
	}
	return heed.DocIssued
}

// date is the day of distribution: the first date after "Distr.".
func (c cover) date() heed.Date {
	_, after, ok := strings.Cut(c.text, "Distr")
	if !ok {
		return ""
	}
	return words.DateIn(after, c.language)
}
