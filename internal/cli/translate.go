// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
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
		if err := h.TranslateRecord(g.ctx, operator, all); err != nil {
			return err
		}
		if len(all) == 1 {
			g.printf("%s: one translation (%s). It stands beside the official text, marked as what it is.\n", c.What, all[0].Language)
			return nil
		}
		g.printf("%d translations. They stand beside the official texts, marked as what they are.\n", len(all))
		return nil
	})
}

// translations are what the flags, the input or a table say.
func (c translateCommand) translations(g *globals) ([]heed.Translation, error) {
	if c.Table != "" {
		return c.read()
	}
	id, err := heed.ParseRecID(c.What)
	if err != nil {
		return nil, err
	}
	text := c.Text
	if text == "" {
		given, err := io.ReadAll(io.LimitReader(g.in, maxTranslation))
		if err != nil {
			return nil, fmt.Errorf("read the translation: %w", err)
		}
		text = string(given)
	}
	return []heed.Translation{c.translation(id, map[string]string{"text": text})}, nil
}

// maxTranslation is the longest translation in bytes: the longest recommendation
// has some thousand.
const maxTranslation = 1 << 16

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
	r := csv.NewReader(f)
	head, err := r.Read()
	if err != nil {
		return nil, tableError(1, err)
	}
	for i := range head {
		head[i] = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(head[i], "\ufeff")))
	}
	if !slices.Contains(head, "recommendation") || !slices.Contains(head, "text") {
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

func tableError(line int, err error) error {
	return &heed.Error{Code: heed.CodeInvalid, Op: "cli.translate", Key: "error.translation_line", Args: []string{"Line", strconv.Itoa(line)}, Err: err}
}
