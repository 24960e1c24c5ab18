// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
)

type translateCommand struct {
	storing
	What     string `arg:"" optional:"" placeholder:"KAZ/4/139.12" help:"The recommendation. Without it, --table names many."`
	Language string `placeholder:"kk" help:"The language of the translation, by its ISO 639 code."`
	Kind     string `enum:"un,state,other,machine," default:"" help:"Whose it is: un, state (the State under review's), other, or machine."`
	By       string `help:"Who made it."`
	Source   string `help:"Where it was taken from: an address, a publication."`
	Text     string `help:"The translation; from the input if it is left out."`
	Table    string `type:"existingfile" placeholder:"FILE" help:"A CSV table with the columns recommendation, text, and any of language, kind, by, source; the flags hold where a column is absent or empty."`
}

func (c translateCommand) Run(g *globals) error {
	all, err := c.translations(g)
	if err != nil {
		return err
	}
	return c.existing(g, func(h *house) error {
		entries, err := h.TranslateRecord(g.ctx, operator, all)
		if err != nil {
			return err
		}
		switch t := all[0]; {
		case len(entries) == 0:
			g.printf("Nothing new: %d here already, word for word.\n", len(all))
		case len(all) == 1:
			g.printf("%s: one translation (%s), entry %d of the log. It stands beside the official text, marked as what it is.\n", heed.RecID{Review: t.Review, Ref: t.Ref}, t.Language, entries[0])
		default:
			g.printf("%s, from entry %d of the log on; here already: %d. They stand beside the official texts, marked as what they are.\n", counted(len(entries), "translation"), entries[0], len(all)-len(entries))
		}
		return nil
	})
}

// translations are what the flags, the input or a table say.
func (c translateCommand) translations(g *globals) ([]heed.Translation, error) {
	switch {
	case c.Table != "" && c.What+c.Text != "":
		return nil, &heed.Error{Code: heed.CodeInvalid, Op: "cli.translate", Key: "error.translation_twice"}
	case c.Table != "":
		return c.read()
	}
	id, err := heed.ParseRecID(c.What)
	if err != nil {
		return nil, err
	}
	text := c.Text
	if text == "" {
		given, err := io.ReadAll(io.LimitReader(g.in, mostInput))
		if err != nil {
			return nil, fmt.Errorf("read the translation: %w", err)
		}
		text = string(given)
	}
	return []heed.Translation{c.translation(id, map[string]string{"text": text})}, nil
}

// mostInput is how many bytes of input are read: more than any translation may
// have, so that one that is too long is refused and never cut.
const mostInput = 1 << 20

// translation makes one of a row; the flags hold where it has nothing.
func (c translateCommand) translation(id heed.RecID, row map[string]string) heed.Translation {
	or := func(name, flag string) string {
		if v := strings.TrimSpace(row[name]); v != "" {
			return v
		}
		return flag
	}
	return heed.Translation{
		Review: id.Review, Ref: id.Ref, Text: row["text"], Language: or("language", c.Language),
		Kind: heed.TranslationKind(or("kind", c.Kind)), By: or("by", c.By), Source: or("source", c.Source),
	}
}

// read reads a table.
func (c translateCommand) read() ([]heed.Translation, error) {
	f, err := os.Open(c.Table)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	in := bufio.NewReader(f)
	r := csv.NewReader(in)
	r.Comma = separator(in)
	head, err := r.Read()
	if err != nil {
		return nil, tableError(1, err)
	}
	for i := range head {
		head[i] = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(head[i], "\ufeff")))
	}
	named := slices.Sorted(slices.Values(head))
	if !slices.Contains(head, "recommendation") || !slices.Contains(head, "text") || len(slices.Compact(named)) < len(head) {
		return nil, &heed.Error{Code: heed.CodeInvalid, Op: "cli.translate", Key: "error.translation_columns"}
	}
	var out []heed.Translation
	for line := 2; ; line++ {
		values, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, tableError(line, err)
		}
		row := map[string]string{}
		for i, name := range head {
			row[name] = values[i]
		}
		id, err := heed.ParseRecID(strings.TrimSpace(row["recommendation"]))
		if err != nil {
			return nil, tableError(line, err)
		}
		out = append(out, c.translation(id, row))
	}
}

// separator is what stands between the heads: spreadsheets write semicolons
// where numbers have decimal commas.
func separator(in *bufio.Reader) rune {
	start, _ := in.Peek(1 << 10) // what cannot be read is said when it is read
	first, _, _ := strings.Cut(string(start), "\n")
	for _, mark := range ";\t" {
		if strings.Count(first, string(mark)) > strings.Count(first, ",") {
			return mark
		}
	}
	return ','
}

func tableError(line int, err error) error {
	return &heed.Error{Code: heed.CodeInvalid, Op: "cli.translate", Key: "error.translation_line", Args: []string{"Line", strconv.Itoa(line)}, Err: err}
}
