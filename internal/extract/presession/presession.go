// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package presession reads the three documents on which a review is based: the
// national report, the compilation of UN information and the summary of
// stakeholders' submissions (Council resolution 5/1, annex, paragraph 15).
//
// It reads their headings, numbered paragraphs and notes, the recommendations
// of earlier reviews to which they refer, and in a summary who submitted and is
// cited where. Numbers and looks do not depend on the language; only references
// are known by words, which it has in English, French, Spanish and Russian.
// Tables and what else is neither heading nor paragraph are left out.
package presession

import (
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
)

// Read reads a document before a review. document is what the cover says.
func Read(d *doc.Document, document heed.Document) heed.Facts {
	facts := heed.Facts{Document: document}
	l := newLayout(d)
	r := &reader{layout: l, notes: notesOf(l), numbered: numbered(l.blocks)}
	for i := range l.blocks {
		r.block(i)
	}
	facts.Sections, facts.Paragraphs = r.finish()
	if document.Kind == heed.KindStakeholders {
		facts.Submissions = submissions(d, l)
		cite(facts.Paragraphs, facts.Submissions)
	}
	facts.References = references(document, facts.Sections, facts.Paragraphs)
	facts.Findings = gaps(facts.Paragraphs)
	return facts
}

// reader walks over the blocks of a document.
type reader struct {
	layout   *layout
	notes    map[string]heed.Note
	numbered map[int]bool // the blocks that begin a numbered paragraph

	sections   []heed.Section
	paragraphs []heed.Paragraph
	levels     outline
	begun      bool // the text has begun: what is before it is the cover
	open       bool // a paragraph to which more can be added
	before     string
}

func (r *reader) block(i int) {
	b := r.layout.blocks[i]
	switch {
	case r.numbered[i]:
		r.begun, r.open = true, true
		r.paragraphs = append(r.paragraphs, heed.Paragraph{
			Number: strings.TrimSuffix(b.Label, "."), Section: len(r.sections), Text: b.Text,
			Notes: r.notesIn(b), Places: b.AllPlaces(),
		})
	case r.heading(i):
		r.begun, r.open = true, false
		label, title := headingLabel(b, r.levels)
		r.sections = append(r.sections, heed.Section{
			Label: label, Level: r.levels.level(label, b), Title: title, Notes: r.notesIn(b), Places: b.AllPlaces(),
		})
	case r.open:
		r.add(b)
	}
	r.before = b.Text
}

// heading reports whether block i is a heading. Before the text begins, only a
// heading with a label is told from what stands on a cover.
func (r *reader) heading(i int) bool {
	b := r.layout.blocks[i]
	if !b.looksLikeHeading() {
		return false
	}
	if !r.begun && b.Label == "" && b.page() <= 1 {
		return false
	}
	if b.prominent() {
		return true
	}
	// A format without pages tells no italics: such a heading is a short line
	// between two whole paragraphs.
	next := i + 1
	return b.page() == 0 && b.Label == "" && ended(r.before) && r.numbered[next] && len(b.Text) < 160
}

// add joins to the last paragraph what still belongs to it: the rest of a
// sentence that furniture cut, an item, or a further paragraph without number.
func (r *reader) add(b block) {
	p := &r.paragraphs[len(r.paragraphs)-1]
	text := b.Text
	switch {
	case b.beside || b.small || b.Bold || captionForm.MatchString(text):
		return
	case !ended(p.Text) && (b.Label == "" || !itemLabel(b.Label)):
		text = " " + strings.TrimSpace(b.Label+" "+text)
	case b.Label != "" && itemLabel(b.Label):
		text = "\n" + b.Label + " " + text
	case b.Label == "" && len(text) >= proseLength && ended(text):
		text = "\n" + text
	default:
		return
	}
	p.Text = p.Text + text
	p.Notes = append(p.Notes, r.notesIn(b)...)
	p.Places = join(p.Places, b.AllPlaces())
}

// proseLength is how long, in bytes, a paragraph without a number must be to be
// told from a caption or a row of a table.
const proseLength = 80

// notesIn gives the notes to which the marks in a block lead.
func (r *reader) notesIn(b block) []heed.Note {
	var out []heed.Note
	for _, mark := range b.marks() {
		if n, ok := r.notes[mark]; ok {
			out = append(out, n)
		}
	}
	return out
}

// finish gives sections with their first and last paragraphs.
func (r *reader) finish() ([]heed.Section, []heed.Paragraph) {
	for _, p := range r.paragraphs {
		level := 1 << 30
		for i := p.Section; i > 0; i-- { // the section and those around it
			s := &r.sections[i-1]
			if s.Level >= level {
				continue
			}
			level = s.Level
			if s.First == "" {
				s.First = p.Number
			}
			s.Last = p.Number
			if level == 1 {
				break
			}
		}
	}
	return r.sections, r.paragraphs
}

// gaps finds numbers that are missing between two paragraphs.
func gaps(paragraphs []heed.Paragraph) []heed.Finding {
	var out []heed.Finding
	last := 0
	for _, p := range paragraphs {
		n, _ := strconv.Atoi(p.Number)
		for missing := last + 1; missing < n; missing++ {
			out = append(out, heed.Finding{Code: heed.FindingGap, Args: []string{"Missing", strconv.Itoa(missing)}, Places: p.Places})
		}
		last = n
	}
	return out
}

// join adds places to places, with one box for each page.
func join(places, more []heed.Place) []heed.Place {
	out := slices.Clone(places)
	for _, m := range more {
		if n := len(out); n > 0 && out[n-1].Page == m.Page {
			out[n-1].Box = out[n-1].Box.Union(m.Box)
			continue
		}
		out = append(out, m)
	}
	return out
}
