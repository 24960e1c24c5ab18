// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/label"
)

type classifyCommand struct {
	Model string `placeholder:"FILE" help:"A model that \"heed train\" has made, in place of the one that is part of the program."`
	Why   bool   `help:"Also print for each label how probable it is, the words that carried it and the rule that speaks for it."`
}

// longestLine is how long a line of input may be.
const longestLine = 4 << 20

// text is a line of what "heed classify" reads.
type text struct {
	ID   json.RawMessage `json:"id"`
	Text *string         `json:"text"`
}

// labelled is a line of what it prints.
type labelled struct {
	ID json.RawMessage `json:"id"`
	label.Labels
	Why []reason `json:"why,omitempty"`
	// Targets is why the SDGs are given.
	Targets []label.Target `json:"sdgs_why,omitempty"`
}

// reason is why a label was given, as --why prints it: first that of the action
// category, then those of the issues in their order.
type reason struct {
	Label       string   `json:"label"`
	Probability float64  `json:"probability"`
	Sure        string   `json:"sure"`
	Words       []string `json:"words"`
	Spans       [][2]int `json:"spans"` // bytes of the text, from and up to
	Rule        string   `json:"rule,omitempty"`
}

func (c classifyCommand) Run(g *globals) error {
	m, err := c.model()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(g.out)
	return errors.Join(c.classify(g.in, out, m), out.Flush())
}

// model reads the model that was asked for.
func (c classifyCommand) model() (*label.Model, error) {
	if c.Model == "" {
		return label.Shipped(), nil
	}
	f, err := os.Open(c.Model)
	if err != nil {
		return nil, cannotOpen(c.Model, err)
	}
	defer func() { _ = f.Close() }()
	m, err := label.ReadModel(f)
	if err != nil {
		return nil, &heed.Error{Code: heed.CodeUnreadable, Op: "cli.classify", Key: "error.model", Args: []string{"Path", c.Model}, Err: err}
	}
	return m, nil
}

// classify labels line after line, and writes whenever nothing more waits to be
// read, so that a program can ask and wait for the answer.
func (c classifyCommand) classify(from io.Reader, out *bufio.Writer, m *label.Model) error {
	in := bufio.NewReaderSize(from, 64<<10)
	print := json.NewEncoder(out)
	print.SetEscapeHTML(false)
	for n := 1; ; n++ {
		line, err := readLine(in)
		if err != nil && !errors.Is(err, io.EOF) {
			return lineError(n, err)
		}
		if len(bytes.TrimSpace(line)) > 0 {
			if err := c.label(line, print, m); err != nil {
				return lineError(n, err)
			}
		}
		if err != nil {
			return nil
		}
		if in.Buffered() == 0 {
			if err := out.Flush(); err != nil {
				return err
			}
		}
	}
}

func lineError(n int, err error) error {
	return &heed.Error{Code: heed.CodeUnreadable, Op: "cli.classify", Key: "error.classify_line", Args: []string{"Line", fmt.Sprint(n), "Cause", err.Error()}, Err: err}
}

// readLine reads a line of any length up to the longest.
func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		line = append(line, part...)
		if len(line) > longestLine {
			return nil, fmt.Errorf("longer than %d bytes", longestLine)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
}

func (c classifyCommand) label(line []byte, print *json.Encoder, m *label.Model) error {
	var t text
	if err := json.Unmarshal(line, &t); err != nil {
		return err
	}
	switch {
	case t.Text == nil:
		return errors.New(`no "text"`)
	case t.ID == nil:
		return errors.New(`no "id"`)
	}
	l := labelled{ID: t.ID, Labels: m.All(*t.Text)}
	if c.Why {
		l.Why, l.Targets = reasons(*t.Text, m.Propose(*t.Text)), label.SDGs(*t.Text)
	}
	return print.Encode(l)
}

func reasons(text string, p label.Proposals) []reason {
	if p.Act.Act == heed.ActUnknown {
		return nil
	}
	out := []reason{because(text, fmt.Sprint(int(p.Act.Act)), p.Act.Reason)}
	for _, i := range p.Issues {
		out = append(out, because(text, i.Issue, i.Reason))
	}
	return out
}

func because(text, name string, r label.Reason) reason {
	out := reason{Label: name, Probability: math.Round(r.Probability*1e4) / 1e4, Sure: string(r.Sure), Rule: r.Rule}
	for _, s := range r.Spans {
		out.Words, out.Spans = append(out.Words, text[s.From:s.To]), append(out.Spans, [2]int{s.From, s.To})
	}
	return out
}
