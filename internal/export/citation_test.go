// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package export_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
)

func citation() export.Citation {
	return export.Citation{
		ID: heed.RecID{Review: heed.ReviewID{State: "XVA", Cycle: 2}, Ref: "49.1"}, States: []string{"Norland", "Côte d’Orage", "Solmark"}, Under: "Veldania",
		Symbol: "A/HRC/28/901", Date: "2014-12-10", Text: "Open all archives & pay 100 % of the cost", Language: "en",
		Address: "https://heed.example/XVA/2/49.1", Accessed: "2026-11-23",
	}
}

func TestCitation_InEachStyle(t *testing.T) {
	c := citation()
	plainList := c
	plainList.ID.Ref, plainList.States, plainList.Date = "95/1", []string{"Norland", "Solmark"}, ""
	nobody := c
	nobody.States = nil
	for _, test := range []struct{ got, want string }{
		{c.APA(), "Norland, Côte d’Orage, & Solmark. (2014, December 10). Recommendation 49.1 to Veldania. In Report of the Working Group on the Universal Periodic Review: Veldania (A/HRC/28/901, para. 49.1). United Nations Human Rights Council. Retrieved November 23, 2026, from https://heed.example/XVA/2/49.1"},
		{plainList.APA(), "Norland & Solmark. (n.d.). Recommendation 95, item 1 to Veldania. In Report of the Working Group on the Universal Periodic Review: Veldania (A/HRC/28/901, para. 95, item 1). United Nations Human Rights Council. Retrieved November 23, 2026, from https://heed.example/XVA/2/49.1"},
		{nobody.APA(), "Recommendation 49.1 to Veldania. (2014, December 10). In Report of the Working Group on the Universal Periodic Review: Veldania (A/HRC/28/901, para. 49.1). United Nations Human Rights Council. Retrieved November 23, 2026, from https://heed.example/XVA/2/49.1"},
		{c.Chicago(), "Norland, Côte d’Orage, and Solmark. “Recommendation 49.1 to Veldania.” In “Report of the Working Group on the Universal Periodic Review: Veldania,” United Nations Human Rights Council, A/HRC/28/901, December 10, 2014, para. 49.1. Accessed November 23, 2026. https://heed.example/XVA/2/49.1."},
		{c.Plain(), "A/HRC/28/901, para. 49.1 (Norland, Côte d’Orage, Solmark), https://heed.example/XVA/2/49.1"},
	} {
		if test.got != test.want {
			t.Errorf("got  %s\nwant %s", test.got, test.want)
		}
	}
	for i := range 25 {
		c.States = append(c.States[:min(i, len(c.States))], fmt.Sprintf("State %d", i))
	}
	if apa := c.APA(); !strings.Contains(apa, "State 18, … State 24. (") || strings.Contains(apa, "State 19") {
		t.Errorf("25 authors: %s", apa)
	}
}

// hostile are texts that mean something to the formats, or are not Latin.
var hostile = []string{
	`100 % of $5 & #1 _under_ ~50 ^2 \backslash {open`, `}}} closed`, "two\nlines\r\nER  - \r\nTY  - BOOK", "tab\tand\x00zero\u2028separator", `"quoted" and, and {braces}`, "@techreport{evil,",
	"Пресечь пытки", "制止酷刑", "وقف التعذيب", "Қинауды тоқтату", "\xff\xfe",
}

func TestBibTeX_IsWellFormed(t *testing.T) {
	for _, s := range hostile {
		c := citation()
		c.Text, c.Under, c.States = s, s, []string{s, "Norland and Sons"}
		entry := string(c.BibTeX())
		kind, key, fields := parseBibTeX(t, entry)
		if kind != "techreport" || key != "XVA-2-49-1" || fields["url"] != c.Address || fields["year"] != "2014" || fields["month"] != "dec" {
			t.Errorf("%q: %s %s %v", s, kind, key, fields)
		}
		if got := untex(fields["abstract"]); got != oneLine(s) {
			t.Errorf("%q comes back as %q", s, got)
		}
		authors := strings.Split(fields["author"], "} and {")
		if len(authors) != 2 || authors[1] != "Norland and Sons}" {
			t.Errorf("%q: %d authors in %q", s, len(authors), fields["author"])
		}
	}
}

func TestRIS_IsWellFormed(t *testing.T) {
	for _, s := range hostile {
		c := citation()
		c.Text, c.States = s, []string{s, "Norland"}
		record := parseRIS(t, string(c.RIS()))
		if record[0] != [2]string{"TY", "RPRT"} || record[len(record)-1] != [2]string{"ER", ""} {
			t.Errorf("%q: it begins %v and ends %v", s, record[0], record[len(record)-1])
		}
		var authors []string
		for _, r := range record[1 : len(record)-1] {
			switch r[0] {
			case "TY", "ER":
				t.Errorf("%q: a second record", s)
			case "AU":
				authors = append(authors, r[1])
			case "AB":
				if r[1] != oneLine(s) {
					t.Errorf("%q comes back as %q", s, r[1])
				}
			}
		}
		if diff := cmp.Diff([]string{oneLine(s), "Norland"}, authors); diff != "" {
			t.Errorf("%q: authors %s", s, diff)
		}
	}
}

// oneLine is a text as one line holds it.
func oneLine(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x2028 }), " ")
}

// parseBibTeX reads one entry as BibTeX does: values in braces that are counted,
// or a bare name; nothing before or behind the entry.
func parseBibTeX(t *testing.T, in string) (kind, key string, fields map[string]string) {
	t.Helper()
	head := regexp.MustCompile(`^@([a-z]+)\{([A-Za-z0-9-]+)`).FindStringSubmatch(in)
	if head == nil || !utf8.ValidString(in) {
		t.Fatalf("no entry in %s", in)
	}
	fields = map[string]string{}
	rest := in[len(head[0]):]
	name := regexp.MustCompile(`^,\s*([a-z]+) = `)
	for {
		m := name.FindStringSubmatch(rest)
		if m == nil {
			break
		}
		rest = rest[len(m[0]):]
		if rest[0] != '{' {
			bare := regexp.MustCompile(`^[a-z]+`).FindString(rest)
			fields[m[1]], rest = bare, rest[len(bare):]
			continue
		}
		depth, end := 0, 0
		for i, r := range rest {
			switch r {
			case '{':
				depth++
			case '}':
				depth--
			}
			if depth == 0 {
				end = i
				break
			}
		}
		if end == 0 {
			t.Fatalf("%s is not closed in %s", m[1], in)
		}
		fields[m[1]], rest = rest[1:end], rest[end+1:]
	}
	if strings.TrimSpace(rest) != "}" {
		t.Fatalf("behind the fields stands %q in %s", rest, in)
	}
	return head[1], head[2], fields
}

// untex undoes what is written for TeX; a sign that means something to it and is
// not written so is a fault.
func untex(s string) string {
	signs := map[string]string{
		`\textbackslash{}`: `\`, `\textbraceleft{}`: "{", `\textbraceright{}`: "}", `\textasciicircum{}`: "^", `\textasciitilde{}`: "~",
		`\$`: "$", `\&`: "&", `\#`: "#", `\_`: "_", `\%`: "%",
	}
	return regexp.MustCompile(`\\[a-z]+\{\}|\\[$&#_%]|[\\{}$&#_%^~]`).ReplaceAllStringFunc(s, func(sign string) string {
		if plain, ok := signs[sign]; ok {
			return plain
		}
		return "!!" + sign + "!!"
	})
}

// parseRIS reads lines of a tag of two signs, two blanks, a hyphen, a blank and a
// value, each ended by CR LF.
func parseRIS(t *testing.T, in string) [][2]string {
	t.Helper()
	if !strings.HasSuffix(in, "\r\n") || !utf8.ValidString(in) {
		t.Fatalf("no record in %q", in)
	}
	var out [][2]string
	line := regexp.MustCompile(`^([A-Z][A-Z0-9])  - (.*)$`)
	for _, l := range strings.Split(strings.TrimSuffix(in, "\r\n"), "\r\n") {
		m := line.FindStringSubmatch(l)
		if m == nil || strings.ContainsAny(l, "\r\n") {
			t.Fatalf("%q is no line of a record", l)
		}
		out = append(out, [2]string{m[1], m[2]})
	}
	if n := len(slices.DeleteFunc(slices.Clone(out), func(r [2]string) bool { return r[0] != "TY" })); n != 1 {
		t.Fatalf("%d records", n)
	}
	return out
}
