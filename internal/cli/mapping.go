// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/extract/table"
)

// tabling are the flags of tables.
type tabling struct {
	Source      string   `placeholder:"NAME" help:"Whose table it is, for lists of recommendations as CSV or XLSX: \"Ministry of Justice\". The same table of the same source again updates it."`
	Map         []string `sep:"none" placeholder:"FIELD=HEAD" help:"The column that holds a field, where its head does not tell: text=\"Рекомендация\",state=Country. Fields: id, state, cycle, session, number, text, from, position, body, symbol, date, kind, themes, persons, sdgs, note (shown as it stands; several can be named). FIELD= says that no column holds it."`
	Set         []string `sep:"none" placeholder:"FIELD=VALUE" help:"The value of a field for rows that leave it empty: state=KAZ,body=CEDAW."`
	Sheet       string   `placeholder:"NAME" help:"The only sheet of a workbook that is read; all with heads if none is named."`
	Hidden      bool     `help:"Take hidden sheets, rows and columns of a workbook, too."`
	Gone        string   `enum:"keep,remove" default:"keep" help:"What becomes of rows of the source that its table no longer has: keep or remove."`
	Mapping     string   `type:"path" placeholder:"FILE" help:"A file that says all of this but --gone, as --save-mapping writes it; flags go before it."`
	SaveMapping string   `type:"path" placeholder:"FILE" help:"Write such a file."`
}

// mappingFile is what a file of --mapping holds.
type mappingFile struct {
	Source  string              `toml:"source,omitempty"`
	Sheet   string              `toml:"sheet,omitempty"`
	Hidden  bool                `toml:"hidden,omitempty"`
	Columns map[string][]string `toml:"columns,omitempty"`
	Values  map[string]string   `toml:"values,omitempty"`
}

// options puts file and flags together; review is what --review has named.
func (t tabling) options(review heed.ReviewID) (app.TableOptions, error) {
	f, err := readMapping(t.Mapping)
	if err != nil {
		return app.TableOptions{}, err
	}
	o := app.TableOptions{Source: f.Source, Remove: t.Gone == "remove", Mapping: table.Mapping{
		Columns: map[table.Field][]string{}, Values: map[table.Field]string{}, Sheet: f.Sheet, Hidden: f.Hidden || t.Hidden,
	}}
	if t.Source != "" {
		o.Source = t.Source
	}
	if t.Sheet != "" {
		o.Mapping.Sheet = t.Sheet
	}
	if err := fill(&o.Mapping, f); err != nil {
		return o, err
	}
	given := map[table.Field][]string{}
	if err := eachPair(table.Fields, t.Map, func(field table.Field, head string) { given[field] = append(given[field], head) }); err != nil {
		return o, err
	}
	for field, heads := range given {
		o.Mapping.Columns[field] = heads
	}
	if err := eachPair(table.Fields, t.Set, func(field table.Field, value string) { o.Mapping.Values[field] = value }); err != nil {
		return o, err
	}
	if review.Known() {
		o.Mapping.Values[table.State], o.Mapping.Values[table.Cycle] = string(review.State), fmt.Sprint(review.Cycle)
	}
	if t.SaveMapping != "" {
		return o, saveMapping(t.SaveMapping, o)
	}
	return o, nil
}

// readMapping reads a file of --mapping, if one is named.
func readMapping(path string) (mappingFile, error) {
	var f mappingFile
	if path == "" {
		return f, nil
	}
	meta, err := toml.DecodeFile(path, &f)
	if err == nil && len(meta.Undecoded()) > 0 {
		err = fmt.Errorf("%v", meta.Undecoded())
	}
	if err != nil {
		return f, &heed.Error{Code: heed.CodeInvalid, Op: "cli.mapping", Key: "error.mapping_file", Args: []string{"Path", path}, Err: err}
	}
	return f, nil
}

// fill takes columns and values out of a file.
func fill(m *table.Mapping, f mappingFile) error {
	for name, heads := range f.Columns {
		field, err := fieldOf(table.Fields, name)
		if err != nil {
			return err
		}
		m.Columns[field] = heads
	}
	for name, value := range f.Values {
		field, err := fieldOf(table.Fields, name)
		if err != nil {
			return err
		}
		m.Values[field] = value
	}
	return nil
}

// fieldOf gives the field of a name, of those that there are.
func fieldOf[F ~string](fields []F, name string) (F, error) {
	f := F(strings.ToLower(strings.TrimSpace(name)))
	if slices.Contains(fields, f) {
		return f, nil
	}
	all := make([]string, len(fields))
	for i, known := range fields {
		all[i] = string(known)
	}
	return "", &heed.Error{Code: heed.CodeInvalid, Op: "cli.mapping", Key: "error.table_field", Args: []string{"Given", name, "Fields", strings.Join(all, ", ")}}
}

// pairStart is where a pair of a flag begins: several may stand in one, behind
// commas, and heads have commas of their own.
var pairStart = regexp.MustCompile(`(?:^|,)\s*([a-z_]+)\s*=`)

// eachPair takes FIELD=VALUE pairs apart.
func eachPair[F ~string](fields []F, flags []string, each func(f F, value string)) error {
	for _, flag := range flags {
		starts := slices.DeleteFunc(pairStart.FindAllStringSubmatchIndex(flag, -1), func(at []int) bool {
			_, err := fieldOf(fields, flag[at[2]:at[3]])
			return err != nil && at[0] > 0 // a part of a head
		})
		if len(starts) == 0 || starts[0][0] > 0 {
			_, err := fieldOf(fields, flag)
			return errors.Join(err, errPair(err, flag))
		}
		for i, at := range starts {
			end := len(flag)
			if i+1 < len(starts) {
				end = starts[i+1][0]
			}
			field, err := fieldOf(fields, flag[at[2]:at[3]])
			if err != nil {
				return err
			}
			each(field, strings.Trim(strings.TrimSpace(flag[at[1]:end]), `"`))
		}
	}
	return nil
}

// errPair says that a field has no value.
func errPair(err error, flag string) error {
	if err != nil {
		return nil // said already
	}
	return &heed.Error{Code: heed.CodeInvalid, Op: "cli.mapping", Key: "error.table_pair", Args: []string{"Given", flag}}
}

// saveMapping writes options as a file of --mapping.
func saveMapping(path string, o app.TableOptions) error {
	f := mappingFile{Source: o.Source, Sheet: o.Mapping.Sheet, Hidden: o.Mapping.Hidden, Columns: map[string][]string{}, Values: map[string]string{}}
	for field, heads := range o.Mapping.Columns {
		f.Columns[string(field)] = heads
	}
	for field, value := range o.Mapping.Values {
		f.Values[string(field)] = value
	}
	return writeMapping(path, "heed import --mapping FILE TABLE", f)
}

// writeMapping writes a file of --mapping, with the command that reads it.
func writeMapping(path, command string, f mappingFile) error {
	var out bytes.Buffer
	out.WriteString("# How Heed reads a table: " + command + "\n")
	if err := toml.NewEncoder(&out).Encode(f); err != nil {
		return fmt.Errorf("cli.mapping: %w", err)
	}
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		return &heed.Error{Code: heed.CodeInvalid, Op: "cli.mapping", Key: "error.cannot_write", Args: []string{"Path", path}, Err: err}
	}
	return nil
}
