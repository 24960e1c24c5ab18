// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package webfeed_test

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/read/webfeed"
)

const atomFeed = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://press.example/news/"><title type="html">Press &lt;b&gt;office&lt;/b&gt;</title>
<link rel="self" href="https://press.example/feed"/><updated>2026-11-02T08:00:00Z</updated><id>urn:1</id>
<entry><id>urn:a</id><title type="html">A &lt;em&gt;law&lt;/em&gt; &amp;amp; a plan&lt;script&gt;alert(1)&lt;/script&gt;</title><link href="law?id=7"/><updated>2026-11-01T23:30:00-02:00</updated><summary type="html">&lt;p&gt;Adopted.&lt;/p&gt;&lt;p&gt;Published.&lt;/p&gt;</summary></entry>
<entry><id>urn:b</id><title>Plain</title><link href="https://press.example/b"/><published>0001-01-01T00:00:00Z</published><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One</p><p>two</p></div></content></entry>
</feed>`

const rssFeed = `<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="2.0"><channel><title>Paper</title><link>https://paper.example/</link><description>x</description>
<item><title><![CDATA[<b>Court</b> &amp; police]]></title><link> https://paper.example/1?utm_source=rss </link><guid isPermaLink="false">1</guid><pubDate>Mon, 02 Nov 2026 10:00:00 +0500</pubDate><description>Said &lt;a href="javascript:x"&gt;so&lt;/a&gt;.</description></item>
<item><title>Again</title><link>https://paper.example/2</link><guid isPermaLink="false">1</guid></item>
<item><title>No link</title><guid>https://paper.example/3</guid></item>
</channel></rss>`

const rdfFeed = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://old.example/"><title>Old</title><link>https://old.example/</link></channel>
<item rdf:about="https://old.example/1"><title>First</title><link>https://old.example/1</link><dc:date>2026-10-05</dc:date></item></rdf:RDF>`

func TestRead(t *testing.T) {
	for name, c := range map[string]struct {
		data string
		want heed.FeedContent
	}{
		"Atom": {atomFeed, heed.FeedContent{Title: "Press office", Entries: []heed.FeedEntry{
			{Title: "A law & a plan", Link: "https://press.example/news/law?id=7", Text: "Adopted.\nPublished.", Day: "2026-11-02"},
			{Title: "Plain", Link: "https://press.example/b", Text: "One\ntwo"},
		}}},
		"RSS 2.0": {rssFeed, heed.FeedContent{Title: "Paper", Entries: []heed.FeedEntry{
			{Title: "Court & police", Link: "https://paper.example/1?utm_source=rss", Text: "Said so.", Day: "2026-11-02"},
			{Title: "No link", Link: "https://paper.example/3"},
		}}},
		"RSS 1.0": {rdfFeed, heed.FeedContent{Title: "Old", Entries: []heed.FeedEntry{{Title: "First", Link: "https://old.example/1", Day: "2026-10-05"}}}},
	} {
		got, err := webfeed.Read([]byte(c.data), "application/xml")
		if diff := cmp.Diff(c.want, got); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
}

// TestRead_Letters: however letters are written, and whatever is said of it.
func TestRead_Letters(t *testing.T) {
	words := `<rss><channel><title>Қазақ</title><item><title>Заң – жоба</title><link>https://a.example/</link></item></channel></rss>`
	russian := `<rss><channel><title>Закон</title><item><title>Проект – принят</title><link>https://a.example/</link></item></channel></rss>`
	cp1251, err := charmap.Windows1251.NewEncoder().String(russian)
	if err != nil {
		t.Fatal(err)
	}
	wide := "\xff\xfe"
	for _, u := range utf16.Encode([]rune(words)) {
		wide += string([]byte{byte(u), byte(u >> 8)})
	}
	for name, c := range map[string]struct{ data, kind, want string }{
		"a mark of order":                    {"\xef\xbb\xbf" + words, "", "Заң – жоба"},
		"two bytes each":                     {wide, "application/rss+xml", "Заң – жоба"},
		"declared":                           {`<?xml version="1.0" encoding="windows-1251"?>` + cp1251, "text/xml", "Проект – принят"},
		"said by the server":                 {cp1251, "text/xml; charset=windows-1251", "Проект – принят"},
		"UTF-8 that is said to be something": {`<?xml version="1.0" encoding="iso-8859-1"?>` + words, "text/xml; charset=iso-8859-1", "Заң – жоба"},
		"said to be UTF-8, and not":          {`<?xml version="1.0" encoding="utf-8"?>` + strings.Replace(words, "Заң", "Z\xe9", 1), "", "Z\ufffd – жоба"},
		"characters that XML has not":        {strings.Replace(words, "Заң", "З\x00а\x08ң\u202e", 1), "", "Заң – жоба"},
	} {
		got, err := webfeed.Read([]byte(c.data), c.kind)
		if err != nil || len(got.Entries) != 1 || got.Entries[0].Title != c.want {
			t.Errorf("%s: %+v %v", name, got, err)
		}
	}
}

// TestRead_Hostile: what is no feed, or would harm who reads it, is said so.
func TestRead_Hostile(t *testing.T) {
	many := strings.Repeat("<item><title>x</title><link>https://a.example/</link></item>", 3)
	for name, c := range map[string]struct {
		data string
		want heed.Outcome
	}{
		"a page":              {"<!DOCTYPE html><html><body><p>Hello", heed.OutcomeWebPage},
		"a page without more": {"<html><head><title>x</title></head></html>", heed.OutcomeWebPage},
		"half of one":         {rssFeed[:len(rssFeed)/2], heed.OutcomeBroken},
		"words":               {"Not a feed.", heed.OutcomeBroken},
		"nothing":             {"", heed.OutcomeBroken},
		"JSON":                {`{"version":"https://jsonfeed.org/version/1.1","items":[]}`, heed.OutcomeBroken},
		"another document":    {"<svg><script>x</script></svg>", heed.OutcomeBroken},
		"entities":            {`<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss><channel><title>&b;</title></channel></rss>`, heed.OutcomeTooMuch},
		"a file":              {`<!DOCTYPE rss [<!entity a SYSTEM "file:///etc/passwd">]><rss><channel><title>&a;</title></channel></rss>`, heed.OutcomeTooMuch},
		"deep":                {"<rss><channel>" + strings.Repeat("<x:a>", 100_000), heed.OutcomeTooMuch},
		"deep, whole":         {"<rss><channel>" + strings.Repeat("<x:a>", 5000) + strings.Repeat("</x:a>", 5000) + "</channel></rss>", heed.OutcomeTooMuch},
		"elements":            {"<rss><channel>" + strings.Repeat("<a/>", 400_000) + "</channel></rss>", heed.OutcomeTooMuch},
	} {
		got, err := webfeed.Read([]byte(c.data), "")
		if heed.ErrorCode(err) != heed.CodeUnreadable || heed.Outcome(heed.ErrorArg(err, "Outcome")) != c.want {
			t.Errorf("%s: %+v %v, want %s", name, got, err, c.want)
		}
	}
	long := "<rss><channel><title>x</title>" + strings.Repeat(many, 1000) + "</channel></rss>"
	if got, err := webfeed.Read([]byte(long), ""); err != nil || len(got.Entries) != 500 || !got.More {
		t.Errorf("thousands of entries: %d %v", len(got.Entries), err)
	}
	wordy := "<rss><channel><item><title>" + strings.Repeat("long ", 100_000) + "</title><link>https://a.example/</link><description>" + strings.Repeat("word ", 100_000) + "</description></item></channel></rss>"
	if got, err := webfeed.Read([]byte(wordy), ""); err != nil || utf8.RuneCountInString(got.Entries[0].Title) > heed.MaxTitle || utf8.RuneCountInString(got.Entries[0].Text) > heed.MaxFind {
		t.Errorf("long words: %v", err)
	}
}

// FuzzRead: whatever a server gives, it is refused or becomes plain text that can
// be kept.
func FuzzRead(f *testing.F) {
	for _, data := range []string{atomFeed, rssFeed, rdfFeed, "<html>", "<rss><channel><item><title>&#x202e;&lt;script&gt;</title><link>javascript:x</link><pubDate>99999-01-01</pubDate></item></channel></rss>", "\xff\xfe<\x00r\x00"} {
		f.Add([]byte(data), "text/xml; charset=windows-1251")
	}
	f.Fuzz(func(t *testing.T, data []byte, contentType string) {
		got, err := webfeed.Read(data, contentType)
		if err != nil {
			if heed.ErrorCode(err) != heed.CodeUnreadable {
				t.Errorf("%v", err)
			}
			return
		}
		for _, e := range got.Entries {
			if utf8.RuneCountInString(e.Title) > heed.MaxTitle || utf8.RuneCountInString(e.Text) > heed.MaxFind || !utf8.ValidString(e.Title+e.Text) ||
				strings.ContainsFunc(e.Title+e.Text, func(r rune) bool { return r < ' ' && r != '\n' || r == 0x202e }) || e.Day != "" && !e.Day.Valid() {
				t.Errorf("%+q", e)
			}
		}
	})
}
