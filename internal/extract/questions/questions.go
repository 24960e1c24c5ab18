// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package questions reads the questions that States send to the State under
// review before its review, through the troika (Human Rights Council resolution
// 5/1, annex, paragraph 21). They come without a symbol, in Word, as the
// secretariat compiles them: the name of a State, then its questions, and later
// arrivals as "Add.1" and so on.
package questions

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/words"
	"github.com/heed-upr/heed/internal/refdata"
)

// headLength is how long a line with a State's name may be, in bytes; the
// longest official name has under 60 and "on behalf of" can follow it.
const headLength = 160

var (
	titleForm = regexp.MustCompile(`(?i)\b(?:advance questions? (?:to|for)|questions? submitted in advance)\b`)
	// "Generated on 22 Jan 2025 14:31" on what the secretariat's system prints.
	generated = regexp.MustCompile(`(?i)\bgenerated on\b`)
	// What may follow the name in a head: "(on behalf of the core group)",
	// "on behalf of …", "– ADD.1", "asks:".
	afterName = regexp.MustCompile(`(?i)^\s*(?:$|[(\[:–—-]|on behalf of\b|also on behalf of\b|and\b|,)`)
)

// Read reads the questions. document is what the cover says; the State under
// review is known by then, or is not named.
func Read(d *doc.Document, document heed.Document) heed.Facts {
	facts := heed.Facts{Document: document}
	r := reader{}
	for _, p := range d.Paragraphs {
		if p.Zone != doc.Body || strings.TrimSpace(p.Text) == "" {
			continue
		}
		// What the title page says; a question may use the same words.
		if r.state == "" && (titleForm.MatchString(p.Text) || generated.MatchString(p.Text)) {
			if m := generated.FindStringIndex(p.Text); m != nil {
				facts.Document.Date, _ = words.FirstDate(p.Text[m[1]:])
			}
			continue
		}
		r.take(p)
	}
	facts.Questions, facts.Findings = r.questions, r.findings
	return facts
}

// reader holds who asks at the moment.
type reader struct {
	state     heed.StateCode
	topic     string
	questions []heed.Question
	findings  []heed.Finding
	// open says that the last paragraph asked by this State may go on.
	open bool
}

// take takes one paragraph: a State's name, a topic, a question, or the rest of
// the question before it.
func (r *reader) take(p doc.Paragraph) {
	if code, rest, ok := head(p); ok {
		r.state, r.topic, r.open = code, "", false
		if rest == "" {
			return
		}
		p.Text, p.Label = rest, ""
	}
	if name, ok := unknownHead(p); ok {
		r.findings = append(r.findings, heed.Finding{Code: heed.FindingUnknownState, Args: []string{"Name", name}, Places: p.AllPlaces()})
		r.state, r.topic = "", ""
		return
	}
	if r.state == "" && len(r.questions) == 0 && len(r.findings) == 0 {
		return // before the first State: what the title page says
	}
	text := strings.TrimSpace(p.Text)
	switch {
	case r.goesOn(p):
		last := &r.questions[len(r.questions)-1]
		last.Text += " " + text
		last.Places = append(last.Places, p.AllPlaces()...)
	case isTopic(p):
		r.topic = strings.TrimRight(text, ": ")
		return
	default:
		r.questions = append(r.questions, heed.Question{State: r.state, Topic: r.topic, Text: text, Places: p.AllPlaces()})
	}
	r.open = !ended(text)
}

// goesOn reports whether a paragraph is the rest of the last question: it has
// no mark of its own, and the last had not ended, or this begins small.
func (r *reader) goesOn(p doc.Paragraph) bool {
	if p.Label != "" || len(r.questions) == 0 || r.questions[len(r.questions)-1].State != r.state {
		return false
	}
	return r.open || startsSmall(p.Text)
}

// head reads a paragraph that names who asks: nothing but a State's name, or a
// name in bold or capitals with what may follow it. rest is what follows a
// colon, the question itself.
func head(p doc.Paragraph) (code heed.StateCode, rest string, ok bool) {
	text := strings.TrimSpace(p.Text)
	if p.Label != "" && p.Label != "•" && !strings.HasSuffix(p.Label, ".") {
		return "", "", false
	}
	if code, ok := refdata.StateByName(strings.TrimRight(text, ":.*– ")); ok {
		return code, "", true
	}
	code, name, end := refdata.StateAt(text)
	if code == "" || p.Label != "" {
		return "", "", false
	}
	tail := text[end:]
	if colon := strings.IndexByte(tail, ':'); colon >= 0 && colon < headLength && afterName.MatchString(tail[:colon]) && capitals(name) {
		return code, strings.TrimSpace(tail[colon+1:]), true
	}
	if len(text) > headLength || ended(text) && !strings.HasSuffix(text, ")") || !afterName.MatchString(tail) {
		return "", "", false
	}
	return code, "", p.Bold || capitals(name)
}

// unknownHead reads a paragraph in capitals and bold that stands where a name
// does and is none that Heed knows.
func unknownHead(p doc.Paragraph) (string, bool) {
	text := strings.TrimSpace(p.Text)
	return text, p.Label == "" && p.Bold && len(text) < headLength && capitals(text) && !ended(text)
}

// isTopic reports whether a paragraph is a heading over questions: bold, short
// and no sentence.
func isTopic(p doc.Paragraph) bool {
	return p.Bold && p.Label == "" && len(p.Text) < headLength && !strings.ContainsAny(p.Text, "?;") && !strings.HasSuffix(strings.TrimSpace(p.Text), ".")
}

// capitals reports whether a text's letters are all capitals.
func capitals(s string) bool {
	letters := false
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		letters = letters || unicode.IsUpper(r)
	}
	return letters
}

func startsSmall(s string) bool {
	for _, r := range s {
		return unicode.IsLower(r)
	}
	return false
}

// ended reports whether a text ends as a sentence does.
func ended(s string) bool {
	s = strings.TrimRight(s, " \"”’»)]")
	return s != "" && strings.ContainsAny(s[len(s)-1:], ".?!;")
}
