// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package webfeed reads feeds of the web: Atom 1.0 (RFC 4287) and RSS in all its
// versions. What it gives is plain text. It reads hostile bytes, and so only runs
// inside the reading processes of internal/read.
package webfeed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html/charset"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/read/webtext"
)

// The limits. Real feeds have some dozens of entries and are nested ten deep.
const (
	maxEntries = 500
	maxDepth   = 100
	maxTokens  = 500_000
	// maxWords bounds what is looked at of one text, in bytes.
	maxWords = 64 << 10
)

// Read gives what a feed says. The content type that its server gave may name how
// the letters are written. What is a web page, no feed, half of one, or made to
// harm who reads it is CodeUnreadable.
func Read(data []byte, contentType string) (heed.FeedContent, error) {
	words := decoded(data, contentType)
	if err := guard(words); err != nil {
		return heed.FeedContent{}, err
	}
	feed, err := gofeed.NewParser().Parse(strings.NewReader(words))
	if err != nil {
		return heed.FeedContent{}, broken(err)
	}
	out := heed.FeedContent{Title: line(feed.Title), Entries: []heed.FeedEntry{}}
	had := map[string]bool{}
	for _, item := range feed.Items {
		if item.GUID != "" && had[item.GUID] {
			continue
		}
		if len(out.Entries) == maxEntries {
			out.More = true
			break
		}
		had[item.GUID] = true
		out.Entries = append(out.Entries, entry(item))
	}
	return out, nil
}

func broken(err error) error { return heed.Unreadable("webfeed.Read", heed.OutcomeBroken, err) }

// entry gives an entry in plain words.
func entry(item *gofeed.Item) heed.FeedEntry {
	e := heed.FeedEntry{Title: line(item.Title), Link: strings.TrimSpace(item.Link), Text: plain(item.Description, heed.MaxFind), Day: day(item.PublishedParsed)}
	if e.Text == "" {
		e.Text = plain(item.Content, heed.MaxFind)
	}
	if e.Day == "" {
		e.Day = day(item.UpdatedParsed)
	}
	if id := strings.TrimSpace(item.GUID); e.Link == "" && strings.HasPrefix(id, "http") {
		e.Link = id // RSS 2.0: a guid is an address unless it says that it is none
	}
	if len(e.Link) > 2*heed.MaxAddress {
		e.Link = ""
	}
	return e
}

// first is the year before which no entry can be: there were no feeds.
const first = 1999

func day(at *time.Time) heed.Date {
	if at == nil || at.UTC().Year() < first || at.UTC().Year() > 9999 {
		return ""
	}
	return heed.Date(at.UTC().Format(time.DateOnly))
}

// line is a text of one line without marks.
func line(s string) string {
	return strings.Join(strings.Fields(plain(s, heed.MaxTitle)), " ")
}

// plain is a text without the marks of HTML, at most so many characters of it. In
// a feed both stand in the same place, so that what looks like a mark is one.
func plain(s string, most int) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return ""
	}
	if len(s) > maxWords {
		s = strings.ToValidUTF8(s[:maxWords], "")
	}
	_, text, err := webtext.Read([]byte("<p>"+s), "text/html; charset=utf-8")
	if err != nil {
		return ""
	}
	text = strings.Map(printed, text)
	if utf8.RuneCountInString(text) > most {
		text = strings.TrimSpace(string([]rune(text)[:most-1])) + "…"
	}
	return text
}

// printed leaves out characters by which a text shows itself in another order
// than it has (Unicode Standard Annex 9, explicit formatting).
func printed(r rune) rune {
	if r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0xfeff {
		return -1
	}
	return r
}

// declared finds how an XML document says that its letters are written.
var declared = regexp.MustCompile(`^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']`)

// declaration is what a document begins with that says so.
var declaration = regexp.MustCompile(`^\s*<\?xml[^>]{0,500}\?>`)

// decoded gives the bytes of a feed as text. Servers and feeds contradict each
// other about how letters are written; what can be read as UTF-8, is.
func decoded(data []byte, contentType string) string {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) || bytes.HasPrefix(data, []byte{0}) || len(data) > 1 && data[1] == 0 {
		head := data[:min(len(data), 1024)]
		how, _, certain := charset.DetermineEncoding(head, contentType)
		if m := declared.FindSubmatch(head); m != nil && !certain {
			how, _ = charset.Lookup(string(m[1]))
		}
		if how != nil {
			if out, err := io.ReadAll(how.NewDecoder().Reader(bytes.NewReader(data))); err == nil {
				data = out
			}
		}
	}
	words := strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
			return -1 // XML 1.0 has none of them
		}
		return r
	}, strings.ToValidUTF8(string(data), "\ufffd"))
	words = strings.TrimLeft(strings.TrimPrefix(words, "\ufeff"), " \t\r\n")
	return declaration.ReplaceAllString(words, "")
}

// roots are the elements with which feeds begin.
var roots = map[string]bool{"rss": true, "feed": true, "rdf": true}

// guard looks at the shape of a document before anything is made of it: whether
// it is a feed at all, defines entities of its own, or is nested so deep that a
// reader that goes down step by step would have no way back.
func guard(words string) error {
	d := xml.NewDecoder(strings.NewReader(words))
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	depth, begun := 0, false
	for n := 0; ; n++ {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) && begun && depth == 0 {
			return nil
		}
		if err != nil {
			return broken(err)
		}
		if n > maxTokens {
			return heed.Unreadable("webfeed.guard", heed.OutcomeTooMuch, nil)
		}
		switch t := token.(type) {
		case xml.Directive:
			if bytes.Contains(bytes.ToUpper(t), []byte("ENTITY")) {
				return heed.Unreadable("webfeed.guard", heed.OutcomeTooMuch, errors.New("it defines entities"))
			}
			if name := bytes.ToLower(t); depth == 0 && bytes.HasPrefix(name, []byte("doctype html")) {
				return heed.Unreadable("webfeed.guard", heed.OutcomeWebPage, nil)
			}
		case xml.StartElement:
			if err := opens(strings.ToLower(t.Name.Local), depth); err != nil {
				return err
			}
			depth, begun = depth+1, true
		case xml.EndElement:
			depth--
		}
	}
}

// opens looks whether an element may begin at a depth.
func opens(name string, depth int) error {
	switch {
	case depth == 0 && name == "html":
		return heed.Unreadable("webfeed.guard", heed.OutcomeWebPage, nil)
	case depth == 0 && !roots[name]:
		return broken(errors.New("no feed begins so"))
	case depth == maxDepth:
		return heed.Unreadable("webfeed.guard", heed.OutcomeTooMuch, errors.New("it is nested too deep"))
	}
	return nil
}
