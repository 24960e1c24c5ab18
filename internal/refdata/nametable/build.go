// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

//go:embed known.csv
var known []byte

const head = `# Names of States in other languages than states.csv has, for finding States by
# whatever name is asked for. The reading of documents takes none of them. Made
# by nametable; to add a name, add a line to nametable/known.csv.
# kind: short and formal (official), former, form (as people write), abbreviation.
# source: unterm (the UN's terminology database, list of country names), m49 (UN
# Statistics Division, standard country or area codes), usage (written down by
# Heed's authors).
`

// name is a line of the table.
type name struct {
	code                     heed.StateCode
	lang, kind, text, source string
}

// build makes the table from the folder of published lists.
func build(corpus string) ([]byte, error) {
	folder := filepath.Join(corpus, "reference", "un-names")
	all, err := fromUNTERM(filepath.Join(folder, "unterm_country_names_6lang.csv"))
	if err != nil {
		return nil, err
	}
	for file, lang := range map[string]string{"fr": "fr", "es": "es", "ru": "ru", "ar": "ar", "cn": "zh"} {
		of, err := fromM49(filepath.Join(folder, "UNSD-M49-"+file+".csv"), lang)
		if err != nil {
			return nil, err
		}
		all = append(all, of...)
	}
	of, err := fromKnown()
	if err != nil {
		return nil, err
	}
	return written(append(all, of...))
}

// languages are the columns of UNTERM's list by the language of the table.
var languages = map[string]string{"fr": "French", "es": "Spanish", "ru": "Russian", "ar": "Arabic", "zh": "Chinese"}

func fromUNTERM(path string) ([]name, error) {
	rows, err := read(path)
	if err != nil {
		return nil, err
	}
	var out []name
	for _, r := range rows {
		code, ok := refdata.StateByName(bare(r["English short"]))
		if !ok {
			continue // the list has some that are no members or observers
		}
		for lang, column := range languages {
			out = append(out, name{code, lang, "short", bare(r[column+" short"]), "unterm"}, name{code, lang, "formal", bare(r[column+" formal"]), "unterm"})
		}
	}
	return out, nil
}

func fromM49(path, lang string) ([]name, error) {
	rows, err := read(path)
	if err != nil {
		return nil, err
	}
	var out []name
	for _, r := range rows {
		if code := heed.StateCode(r["ISO-alpha3 Code"]); refdata.Known(code) {
			out = append(out, name{code, lang, "short", bare(r["Country or Area"]), "m49"})
		}
	}
	return out, nil
}

func fromKnown() ([]name, error) {
	rows, err := parse(known)
	if err != nil {
		return nil, fmt.Errorf("known.csv: %w", err)
	}
	var out []name
	for _, r := range rows {
		out = append(out, name{heed.StateCode(r["iso3"]), r["lang"], r["kind"], r["name"], "usage"})
	}
	return out, nil
}

// Articles stand behind short names in brackets and before formal ones, where
// they are in small letters: "El Salvador" has none.
var (
	articleBehind = regexp.MustCompile(` *\((?:the|les?|la|l['’]|el|los|las)\)$`)
	articleBefore = regexp.MustCompile(`^(?:the |les? |la |l['’]|el |los |las )`)
)

// bare is a name without article and footnote mark.
func bare(s string) string {
	s = articleBehind.ReplaceAllString(strings.TrimSpace(strings.TrimRight(s, " *")), "")
	return strings.TrimSpace(articleBefore.ReplaceAllString(s, ""))
}

// written sorts names and leaves each once, with the source that comes first.
func written(all []name) ([]byte, error) {
	order := []string{"unterm", "m49", "usage"}
	slices.SortStableFunc(all, func(a, b name) int {
		if c := strings.Compare(string(a.code)+a.lang, string(b.code)+b.lang); c != 0 {
			return c
		}
		return slices.Index(order, a.source) - slices.Index(order, b.source)
	})
	var out bytes.Buffer
	out.WriteString(head)
	w := csv.NewWriter(&out)
	rows := [][]string{{"iso3", "lang", "kind", "name", "source"}}
	seen := map[string]bool{}
	for _, n := range all {
		key := strings.ToLower(string(n.code) + n.lang + strings.ReplaceAll(n.text, "’", "'"))
		if n.text == "" || seen[key] {
			continue
		}
		seen[key] = true
		rows = append(rows, []string{string(n.code), n.lang, n.kind, n.text, n.source})
	}
	err := w.WriteAll(rows)
	return out.Bytes(), err
}

func read(path string) ([]map[string]string, error) {
	data, err := os.ReadFile(path) //nolint:gosec // in the folder that the developer names
	if err != nil {
		return nil, err
	}
	rows, err := parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return rows, nil
}

// parse reads a table by column.
func parse(data []byte) ([]map[string]string, error) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	r.Comment = '#'
	lines, err := r.ReadAll()
	if err != nil || len(lines) == 0 {
		return nil, err
	}
	var out []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, column := range lines[0] {
			row[column] = line[i]
		}
		out = append(out, row)
	}
	return out, nil
}
