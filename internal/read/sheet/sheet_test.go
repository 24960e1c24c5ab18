// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package sheet_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/read/sheet"
)

const table = "State,Session,Text,Response\nXVA,7,\"Protect journalists, and “whistle-blowers”\",Accepted\nXVA,7,,Noted\n"

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}

func TestRead_EveryEncoding(t *testing.T) {
	mac := strings.ReplaceAll(table, "\n", "\r")
	for name, data := range map[string][]byte{
		"UTF-8":        []byte(table),
		"UTF-8 BOM":    append([]byte("\xef\xbb\xbf"), table...),
		"UTF-16":       must(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(table))),
		"Windows-1252": must(charmap.Windows1252.NewEncoder().Bytes([]byte(strings.ReplaceAll(table, "\n", "\r\n")))),
		"old Mac":      must(charmap.Macintosh.NewEncoder().Bytes([]byte(mac))),
		"semicolons":   []byte(strings.NewReplacer(",", ";", "journalists;", "journalists,").Replace(table)),
	} {
		t.Run(name, func(t *testing.T) {
			if !sheet.Looks(data) {
				t.Fatal("does not look like a table")
			}
			d, err := sheet.Read(data)
			if err != nil {
				t.Fatal(err)
			}
			if n := len(d.Paragraphs); n != 11 {
				t.Fatalf("%d values, want 11", n)
			}
			p := d.Paragraphs[6]
			if !strings.Contains(p.Text, "and “whistle-blowers”") || p.Cell.Row != 2 || p.Cell.Column != 3 {
				t.Errorf("%+v %+v", p, *p.Cell)
			}
		})
	}
}

// Russian tables are in Windows-1251, and semicolons stand in them.
func TestRead_Cyrillic(t *testing.T) {
	text := "Страна;№;Рекомендация\r\nКазахстан;124.10;Опубликовать план; и «скоро»\r\n"
	text = strings.Replace(text, "план;", "план,", 1)
	data := must(charmap.Windows1251.NewEncoder().Bytes([]byte(text)))
	if !sheet.Looks(data) {
		t.Fatal("does not look like a table")
	}
	d, err := sheet.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	if p := d.Paragraphs[5]; p.Text != "Опубликовать план, и «скоро»" {
		t.Errorf("%+v", p)
	}
}

func TestLooks_NotEverything(t *testing.T) {
	for name, text := range map[string]string{
		"prose":         "Veldania was reviewed, on Monday, by others, who spoke.\nIt answered.\nIt will publish, it said, a plan.\n",
		"HTML":          "<html><head><title>Not found</title></head>\n<body>a,b,c,d</body></html>\n",
		"rows too long": "a,b,c,d\n1,2,3,4,5\n",
		"nothing":       "",
		"one column":    "State\nXVA\n",
	} {
		if sheet.Looks([]byte(text)) {
			t.Errorf("%s looks like a table", name)
		}
	}
}

// A quotation mark without its second one would make one value of many rows.
func TestRead_Unpaired(t *testing.T) {
	for name, text := range map[string]string{
		"to the end":     "a,b,c,d\n1,2,3,\"four\n5,6,7,8\n",
		"up to the next": "a,b,c,d\n1,2,3,\"four\n5,6,7,\"eight\"\n9,10,11,12\n",
	} {
		if _, err := sheet.Read([]byte(text)); heed.ErrorArg(err, "Outcome") != string(heed.OutcomeBroken) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, text := range map[string]string{
		"lines in a value":      "a,b,c,d\n\n1,2,3,\"four\nand \"\"five\"\"\"\n5,6,7,8\n",
		"marks within one line": "a,b,c,d\n1,2,3,four \"4\" four\n5,6,7,8\n",
	} {
		if d, err := sheet.Read([]byte(text)); err != nil || len(d.Paragraphs) != 12 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRead_Empty(t *testing.T) {
	if _, err := sheet.Read([]byte("\n\n")); heed.ErrorArg(err, "Outcome") != string(heed.OutcomeEmpty) {
		t.Error(err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(table))
	f.Add([]byte("a\rb\xd5;\"c"))
	f.Add([]byte("\xff\xfea\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		sheet.Looks(data)
		d, err := sheet.Read(data)
		if err != nil {
			if heed.ErrorCode(err) != heed.CodeUnreadable {
				t.Fatal(err)
			}
			return
		}
		for _, p := range d.Paragraphs {
			if !utf8.ValidString(p.Text) || p.Cell == nil {
				t.Fatalf("%q", p.Text)
			}
		}
	})
}
