// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package specimen

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed/internal/testkit"
)

func TestDocuments_SameBytesEachTime(t *testing.T) {
	again := map[string][]byte{}
	for _, r := range reviews() {
		docs, _, err := r.documents()
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range docs {
			again[d.Name] = d.Data
		}
	}
	for _, d := range Documents() {
		if len(d.Data) < 2000 || !bytes.Equal(d.Data, again[d.Name]) {
			t.Errorf("%s: %d bytes, differs on a second run or is empty", d.Name, len(d.Data))
		}
	}
	if len(again) != 16 {
		t.Errorf("%d documents, want 2 reviews × 4 kinds × 2 formats", len(again))
	}
}

func TestKnown_Sizes(t *testing.T) {
	for i, k := range Known() {
		n := len(k.Recommendations)
		if least, most := []int{40, 50}[i], []int{60, 70}[i]; n < least || n > most {
			t.Errorf("cycle %d: %d recommendations", k.Cycle, n)
		}
		sum, corrected, followed, cut := 0, 0, 0, 0
		for _, count := range k.Positions {
			sum += count
		}
		for _, r := range k.Recommendations {
			if r.Page < 3 || len(r.States) == 0 || r.Text == "" || r.Final == pending {
				t.Errorf("%+v", r)
			}
			if r.ListText != "" {
				corrected++
			}
			if r.Follows != "" {
				followed++
			}
			if r.LastPage > r.Page {
				cut++
			}
		}
		if sum != n || k.Final[pending] != 0 || k.Positions[pending] == 0 || k.Final[partial] == 0 {
			t.Errorf("cycle %d: positions %v of %d, final %v", k.Cycle, k.Positions, n, k.Final)
		}
		if cut < 2 {
			t.Errorf("cycle %d: %d recommendations are cut by the end of a page, want at least 2 for readers to cope with", k.Cycle, cut)
		}
		if k.Cycle == 3 && (corrected != 1 || followed < 10) {
			t.Errorf("cycle 3: %d corrected, %d followed", corrected, followed)
		}
	}
}

// furniture is what stands between the lines of a text.
var furniture = regexp.MustCompile(`(?m)^\s*(A/HRC/\d+/\d+(/Add\.1)?|\d{1,2}|[†*]+.*|` + regexp.QuoteMeta(running) + `|The conclusions and recommendations have not been edited\.|\d? ?As read out.*)\s*$`)

// letters keeps what survives line breaks, hyphens and spacing.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// pdfText is what an independent program reads; options go to it.
func pdfText(t *testing.T, d Document, options ...string) string {
	t.Helper()
	program := testkit.Program(t, "pdftotext")
	file := filepath.Join(t.TempDir(), "specimen.pdf")
	if err := os.WriteFile(file, d.Data, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), program, append(options, file, "-")...).Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func document(t *testing.T, cycle int, kind, format string) Document {
	t.Helper()
	for _, d := range Documents() {
		if d.Kind == kind && d.Format == format && strings.Contains(d.Name, "cycle"+strconv.Itoa(cycle)) {
			return d
		}
	}
	t.Fatalf("no %s of cycle %d as %s", kind, cycle, format)
	return Document{}
}

// firstColumn cuts the list's first column out of its pages.
var firstColumn = []string{"-x", "50", "-y", "0", "-W", "372", "-H", "595"}

func TestPDF_HoldsAllWords(t *testing.T) {
	for _, k := range Known() {
		raw := pdfText(t, document(t, k.Cycle, "report", "pdf"))
		report := letters(furniture.ReplaceAllString(strings.ReplaceAll(raw, "\f", "\n"), ""))
		list := letters(furniture.ReplaceAllString(strings.ReplaceAll(pdfText(t, document(t, k.Cycle, "list", "pdf"), firstColumn...), "\f", "\n"), ""))
		for _, want := range []string{k.Symbol, "General Assembly", "Human Rights Council", "Distr.: General", "Original: English", "GE.1", banner, k.HeadOfDelegation} {
			if !strings.Contains(raw, want) {
				t.Errorf("cycle %d: the report does not show %q", k.Cycle, want)
			}
		}
		pages := strings.Split(raw, "\f")
		for _, r := range k.Recommendations {
			// A footnote's mark stands within the words of two.
			if want := letters(r.Ref + r.Text); !strings.Contains(report, want) && !strings.Contains(strings.Replace(strings.Replace(report, "busstations1", "busstations", 1), "Constitution1", "Constitution", 1), want) {
				t.Errorf("cycle %d: the report lacks %s %q", k.Cycle, r.Ref, r.Text)
			}
			if !regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(r.Ref) + `\b`).MatchString(pages[r.Page-1]) {
				t.Errorf("cycle %d: %s is not on page %d", k.Cycle, r.Ref, r.Page)
			}
			text := r.Text
			if r.ListText != "" {
				text = r.ListText
			}
			if !strings.Contains(list, letters(text)) {
				t.Errorf("cycle %d: the list lacks %s %q", k.Cycle, r.Ref, text)
			}
		}
		for n, page := range pages[:len(pages)-1] {
			if !strings.Contains(page, running) {
				t.Errorf("cycle %d: page %d does not say that it is a specimen", k.Cycle, n+1)
			}
		}
	}
}

// docxParts gives the package's parts, each well formed.
func docxParts(t *testing.T, d Document) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(d.Data), int64(len(d.Data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		decoder := xml.NewDecoder(bytes.NewReader(data))
		for {
			if _, err := decoder.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %s: %v", d.Name, f.Name, err)
			}
		}
		parts[f.Name] = string(data)
	}
	return parts
}

func TestDOCX_HoldsAllWords(t *testing.T) {
	text := regexp.MustCompile(`<w:t[^>]*>([^<]*)</w:t>`)
	words := func(part string) string {
		var out strings.Builder
		for _, m := range text.FindAllStringSubmatch(part, -1) {
			out.WriteString(m[1])
		}
		return letters(out.String())
	}
	for _, k := range Known() {
		parts := docxParts(t, document(t, k.Cycle, "report", "docx"))
		report, list := words(parts["word/document.xml"]), words(docxParts(t, document(t, k.Cycle, "list", "docx"))["word/document.xml"])
		for _, r := range k.Recommendations {
			if !strings.Contains(report, letters(r.Text)) {
				t.Errorf("cycle %d: the report lacks %s", k.Cycle, r.Ref)
			}
			// The third cycle's numbers are made by Word.
			if printed := strings.Contains(report, letters(r.Ref+r.Text)); k.Cycle == 2 && !printed {
				t.Errorf("cycle %d: %s has no number", k.Cycle, r.Ref)
			} else if k.Cycle == 3 && printed {
				t.Errorf("cycle 3: %s has its number in the text", r.Ref)
			}
			if !strings.Contains(list, letters(r.Ref)) {
				t.Errorf("cycle %d: the list lacks %s", k.Cycle, r.Ref)
			}
		}
		if k.Cycle == 3 {
			lead := k.Recommendations[0].LeadIn
			if !strings.Contains(parts["word/numbering.xml"], `<w:lvlText w:val="`+lead+`.%1"/>`) {
				t.Errorf("no list numbered %s.1, %s.2 …", lead, lead)
			}
		}
	}
}

func TestDOCX_SaysWhatItIs(t *testing.T) {
	for _, d := range Documents() {
		if d.Format == "docx" {
			parts := docxParts(t, d)
			if !strings.Contains(parts["word/header3.xml"], banner) || !strings.Contains(parts["word/footer1.xml"], running) {
				t.Errorf("%s does not say that it is a specimen", d.Name)
			}
		}
	}
}

// table reads a table of the program's reference data as a file, so that this
// package stays apart from the code that reads it.
func table(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join(testkit.Root(), "internal", "refdata", name))
	if errors.Is(err, os.ErrNotExist) {
		t.Skipf("SKIPPED: no %s yet", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	reader := csv.NewReader(f)
	reader.FieldsPerRecord, reader.Comment = -1, '#'
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestStates_AsInReferenceData(t *testing.T) {
	got := map[string]string{}
	rows := table(t, "specimen.csv")
	code, name := slices.Index(rows[0], "iso3"), slices.Index(rows[0], "short_en")
	if code < 0 || name < 0 {
		t.Fatalf("columns %v", rows[0])
	}
	for _, row := range rows[1:] {
		got[row[code]] = strings.ReplaceAll(row[name], "'", "\u2019")
	}
	for code := range got {
		if _, used := stateNames[code]; !used {
			delete(got, code)
		}
	}
	if diff := cmp.Diff(stateNames, got); diff != "" {
		t.Errorf("names typed here and in the reference data differ (-here +there):\n%s", diff)
	}
}

func TestContent_NamesNoRealState(t *testing.T) {
	var all strings.Builder
	for _, r := range reviews() {
		for _, p := range []paper{r.reportPaper(), r.addendumPaper(), r.questionsPaper()} {
			for _, b := range p.blocks {
				all.WriteString(b.text + "\n")
			}
		}
	}
	text := all.String()
	checked := 0
	for _, row := range table(t, "states.csv")[1:] {
		for _, name := range row[1:] {
			if len(name) > 3 && unicode.IsUpper([]rune(name)[0]) && !strings.ContainsAny(name, "_|;") && !formWords[name] {
				checked++
				if regexp.MustCompile(`\b` + regexp.QuoteMeta(name) + `\b`).MatchString(text) {
					t.Errorf("the content names %q", name)
				}
			}
		}
	}
	if checked < 190 {
		t.Errorf("only %d names of States checked", checked)
	}
}

// formWords are cells of the table of States that are no names.
var formWords = map[string]bool{"African": true, "Asia-Pacific": true, "GRULAC": true, "WEOG": true}
