// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package webtext gives the words of a web page as somebody reads them: without
// scripts, styles and forms. It reads hostile bytes, and so only runs inside the
// reading processes of internal/read.
package webtext

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"github.com/heed-upr/heed"
)

// maxToken bounds one tag or one run of text, in bytes.
const maxToken = 4 << 20

// unread are elements whose content nobody reads on the page.
var unread = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Template: true, atom.Noscript: true, atom.Svg: true, atom.Math: true, atom.Select: true,
	atom.Textarea: true, atom.Iframe: true, atom.Object: true, atom.Canvas: true,
}

// inline are elements that stand within a line; all others begin a new one.
var inline = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.B: true, atom.Bdi: true, atom.Bdo: true, atom.Cite: true, atom.Code: true, atom.Data: true, atom.Del: true, atom.Dfn: true,
	atom.Em: true, atom.Font: true, atom.I: true, atom.Img: true, atom.Ins: true, atom.Kbd: true, atom.Label: true, atom.Mark: true, atom.Q: true, atom.S: true,
	atom.Small: true, atom.Span: true, atom.Strong: true, atom.Sub: true, atom.Sup: true, atom.Time: true, atom.U: true, atom.Var: true, atom.Wbr: true,
}

// Read gives title and text of a page, a line for each block. The content type
// that its server gave may name how the letters are written.
func Read(data []byte, contentType string) (title, text string, err error) {
	in, err := charset.NewReader(bytes.NewReader(data), contentType)
	if err != nil {
		return "", "", heed.Unreadable("webtext.Read", heed.OutcomeBroken, err)
	}
	p := page{tokens: html.NewTokenizer(in)}
	p.tokens.SetMaxBuf(maxToken)
	if err := p.read(); err != nil {
		return "", "", heed.Unreadable("webtext.Read", heed.OutcomeBroken, err)
	}
	return tidy(p.title.String()), lines(p.text.String()), nil
}

// page is a page that is being read, token by token: however deep it is nested,
// that takes no more memory.
type page struct {
	tokens      *html.Tokenizer
	title, text strings.Builder
	// within is the element whose content is passed over, and depth how many of
	// its kind are open; inTitle says that the title is being read.
	within  atom.Atom
	depth   int
	inTitle bool
}

func (p *page) read() error {
	for {
		switch p.tokens.Next() {
		case html.ErrorToken:
			if err := p.tokens.Err(); err != io.EOF { //nolint:errorlint // the tokenizer gives the plain value at the end
				return fmt.Errorf("a page: %w", err)
			}
			return nil
		case html.TextToken:
			p.say(string(p.tokens.Text()))
		case html.StartTagToken:
			p.open(p.name())
		case html.EndTagToken:
			p.close(p.name())
		case html.SelfClosingTagToken:
			if name := p.name(); p.within == 0 && !inline[name] {
				p.text.WriteByte('\n')
			}
		}
	}
}

func (p *page) name() atom.Atom {
	name, _ := p.tokens.TagName()
	return atom.Lookup(name)
}

func (p *page) say(words string) {
	switch {
	case p.inTitle:
		p.title.WriteString(words)
	case p.within == 0:
		p.text.WriteString(strings.ReplaceAll(words, "\n", " "))
	}
}

func (p *page) open(name atom.Atom) {
	switch {
	case p.within == name && name != 0:
		p.depth++
	case p.within != 0:
	case unread[name]:
		p.within, p.depth = name, 1
	case name == atom.Title:
		p.inTitle = true
	case name == atom.Td || name == atom.Th:
		p.text.WriteByte(' ')
	case !inline[name]:
		p.text.WriteByte('\n')
	}
}

func (p *page) close(name atom.Atom) {
	switch {
	case p.within == name && name != 0:
		if p.depth--; p.depth == 0 {
			p.within = 0
		}
	case p.within != 0:
	case name == atom.Title:
		p.inTitle = false
	case !inline[name] && name != atom.Td && name != atom.Th:
		p.text.WriteByte('\n')
	}
}

// tidy joins words by single blanks, without characters that print nothing.
func tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	return strings.Join(strings.Fields(s), " ")
}

// lines tidies every line and leaves out the empty ones.
func lines(s string) string {
	var out []string
	for line := range strings.Lines(s) {
		if line = tidy(line); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}
