// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package msdoc

import (
	"strconv"
	"unicode/utf16"

	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/read/word"
)

// The characters that are no text ([MS-DOC], 2.4.1 and 2.8).
const (
	picture        = 0x01
	endOfCell      = 0x07
	drawing        = 0x08
	tab            = 0x09
	endOfLine      = 0x0B
	endOfPage      = 0x0C // or of a section
	endOfParagraph = 0x0D
	endOfColumn    = 0x0E
	fieldBegin     = 0x13
	fieldResult    = 0x14
	fieldEnd       = 0x15
	hyphen         = 0x1E
)

// builder makes the neutral document, paragraph by paragraph.
type builder struct {
	*file
	doc      *doc.Document
	zone     doc.Zone
	mark     string         // the footnote that is being read
	notes    map[int]string // the footnote marks of the text, by their place
	sections map[int]bool   // the ends of sections, by their place
	table    *table
	tables   int
	pictures bool
	// whole are the fields of a story that have an end, by their beginning;
	// fields are those that are open, true before their result.
	whole  map[int]bool
	fields []bool
	// instructions is how many of the open fields are before their result.
	instructions int
	// current is the paragraph that is being read. It is one whose end was
	// deleted where it goes on in the next.
	current *word.Paragraph
	run     []uint16 // text of one look
	bold    bool     // that look
}

func newBuilder(f *file) *builder {
	return &builder{file: f, doc: &doc.Document{Version: doc.WireVersion, Format: "doc"}, notes: map[int]string{}, sections: map[int]bool{}}
}

// read puts the document together.
func (b *builder) read() error {
	sections := newPlex(b.part(partSections), 12)
	for i := range sections.n {
		b.sections[sections.position(i+1)-1] = true
	}
	marks := newPlex(b.part(partNoteMarks), 2)
	for i := range marks.n {
		b.notes[marks.position(i)] = strconv.Itoa(i + 1)
	}
	if err := b.readHeaders(); err != nil {
		return err
	}
	b.zone = doc.Body
	if err := b.story(0, b.header.body); err != nil {
		return err
	}
	return b.readNotes()
}

// The stories of the headers ([MS-DOC], 2.3.3): first the separators of notes,
// then six of each section, three of them at the head of the page.
const (
	separators  = 6
	perSection  = 6
	evenHeader  = 0
	oddHeader   = 1
	firstHeader = 4
)

// readHeaders reads the heads of pages; a section without one has that of the
// section before it.
func (b *builder) readHeaders() error {
	b.zone = doc.Header
	stories := newPlex(b.part(partHeaders), 0)
	return b.stories(stories, b.header.body+b.header.notes, b.header.headers, func(i int) bool {
		kind := (i - separators) % perSection
		return i >= separators && (kind == evenHeader || kind == oddHeader || kind == firstHeader)
	})
}

// readNotes reads the footnotes.
func (b *builder) readNotes() error {
	b.zone = doc.Footnote
	return b.stories(newPlex(b.part(partNotes), 0), b.header.body, b.header.notes, func(i int) bool {
		b.mark = strconv.Itoa(i + 1)
		return true
	})
}

// stories reads those of several stories within a text that wanted asks for.
// They follow one another; where a file has them otherwise, it ends there. The
// last position is that of no story.
func (b *builder) stories(positions plex, from, size int, wanted func(int) bool) error {
	last := 0
	for i := range positions.n - 1 {
		begin, end := positions.position(i), positions.position(i+1)
		if begin < last || end < begin || end > size {
			return nil
		}
		last = end
		if !wanted(i) {
			continue
		}
		if err := b.story(from+begin, from+end); err != nil {
			return err
		}
	}
	return nil
}

// story reads a text from one place to another.
func (b *builder) story(from, to int) error {
	b.whole, b.fields, b.instructions = wholeFields(b.text.units[from:to], from), nil, 0
	for at := from; at < to; {
		end := at
		for end < to-1 && !b.ends(end) {
			end++
		}
		b.paragraph(at, end)
		if len(b.doc.Paragraphs) > maxParagraphs {
			return errTooLarge
		}
		at = end + 1
	}
	b.closeTable()
	if b.current != nil {
		b.finish(paraLook{list: 0})
	}
	return nil
}

// ends reports whether a paragraph ends at a place.
func (b *builder) ends(at int) bool {
	switch b.text.units[at] {
	case endOfParagraph, endOfCell:
		return true
	case endOfPage:
		return b.zone == doc.Body && b.sections[at]
	}
	return false
}

// wholeFields finds the fields that have an end, so that the beginning of a
// broken one does not take the rest of the text for its instruction.
func wholeFields(units []uint16, from int) map[int]bool {
	whole := map[int]bool{}
	var open []int
	for i, u := range units {
		switch {
		case u == fieldBegin:
			open = append(open, from+i)
		case u == fieldEnd && len(open) > 0:
			whole[open[len(open)-1]] = true
			open = open[:len(open)-1]
		}
	}
	return whole
}

// paragraph reads one paragraph, whose last character is its end.
func (b *builder) paragraph(from, end int) {
	look := b.looks.paragraph(end)
	b.enter(look)
	if look.rowEnd || look.innerRowEnd {
		if look.rowEnd {
			b.endRow(look.edges, b.looks.character(end).deleted == on)
		}
		b.current = nil
		return
	}
	if b.current == nil {
		b.current = &word.Paragraph{}
	}
	inStyle := b.styles.bold(look.style)
	for at := from; at <= end; at++ {
		b.character(at, inStyle)
	}
	b.flush()
	mark := b.text.units[end]
	if mark == endOfParagraph && b.looks.character(end).deleted == on {
		return // it goes on in the next
	}
	b.finish(look)
	if mark == endOfCell && b.table != nil {
		b.table.endCell()
	}
}

// finish adds the current paragraph to the document, with its label.
func (b *builder) finish(look paraLook) {
	at := word.Setting{Zone: b.zone, Cell: b.table.cell(), Size: b.styles.size(look.style), Mark: b.mark}
	p, ok := b.current.Finish(at, func() string { return b.lists.label(b.styles.list(look)) })
	if ok {
		b.doc.Paragraphs = append(b.doc.Paragraphs, p)
	}
	b.current = nil
}

// character reads one character.
func (b *builder) character(at int, styleBold bool) {
	u := b.text.units[at]
	if u == fieldBegin || u == fieldResult || u == fieldEnd {
		b.field(at, u)
		return
	}
	look := b.looks.character(at)
	if b.instructions > 0 || look.unprinted() {
		return
	}
	if mark := b.notes[at]; mark != "" && b.zone == doc.Body {
		b.current.Notes = append(b.current.Notes, mark)
	}
	switch u {
	case tab:
		b.gap('\t')
	case endOfLine, endOfPage, endOfColumn:
		b.gap('\n')
	case endOfParagraph, endOfCell:
	case hyphen:
		b.add('-', look.bold.holds(styleBold || b.styles.bold(look.style)))
	default:
		b.pictures = b.pictures || u == picture || u == drawing
		b.add(u, look.bold.holds(styleBold || look.style > 0 && b.styles.bold(look.style)))
	}
}

// unprinted says that a character is deleted, hidden, or drawn from a font of
// symbols, where its number tells nothing.
func (l charLook) unprinted() bool {
	return l.deleted == on || l.hidden == on || l.hidden == notAsStyle || l.symbol
}

// field follows the marks of fields: an instruction is no text, its result is.
func (b *builder) field(at int, mark uint16) {
	if mark == fieldBegin {
		if b.whole[at] {
			b.fields = append(b.fields, true)
			b.instructions++
		}
		return
	}
	last := len(b.fields) - 1
	if last < 0 {
		return
	}
	if b.fields[last] {
		b.fields[last] = false
		b.instructions--
	}
	if mark == fieldEnd {
		b.fields = b.fields[:last]
	}
}

// add adds a character to the run of its look.
func (b *builder) add(u uint16, bold bool) {
	if bold != b.bold {
		b.flush()
		b.bold = bold
	}
	b.run = append(b.run, u)
}

// gap adds a tab or the end of a line.
func (b *builder) gap(c byte) {
	b.flush()
	b.current.Gap(c)
}

// flush adds the run to the paragraph. Only now can characters that take two
// units be put together.
func (b *builder) flush() {
	if len(b.run) > 0 {
		b.current.Add(string(utf16.Decode(b.run)), b.bold)
		b.run = b.run[:0]
	}
}
