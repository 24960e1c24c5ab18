// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/label"
)

type trainCommand struct {
	Rows      string   `arg:"" placeholder:"ROWS.csv" help:"Coded recommendations: CSV with the columns state, session, text, action_category and issues, in any order."`
	Out       string   `required:"" placeholder:"FILE" help:"Where to write the model."`
	HoldOut   []string `placeholder:"DZA,KAZ" help:"States to leave out, so that the model can be measured on them."`
	Date      string   `placeholder:"2026-11-24" help:"The date to write into the model; today where none is given. The same rows and date give the same bytes."`
	WordsOnly bool     `help:"Leave out the rules: the baseline that the model card compares with."`
}

func (c trainCommand) Run(g *globals) error {
	if c.Date == "" {
		c.Date = time.Now().UTC().Format(time.DateOnly)
	}
	if _, err := time.Parse(time.DateOnly, c.Date); err != nil {
		return &heed.Error{Code: heed.CodeInvalid, Op: "cli.train", Key: "error.train_date", Args: []string{"Value", c.Date}, Err: err}
	}
	data, err := os.ReadFile(c.Rows)
	if err != nil {
		return cannotOpen(c.Rows, err)
	}
	examples, err := label.ReadExamples(bytes.NewReader(data))
	if err != nil {
		return err
	}
	if err := c.known(examples); err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	m, err := label.Train(examples, label.Options{Date: c.Date, Source: hex.EncodeToString(sum[:]), HoldOut: c.HoldOut, Plain: c.WordsOnly})
	if errors.Is(err, label.ErrTooFew) {
		return &heed.Error{Code: heed.CodeUnreadable, Op: "cli.train", Key: "error.train_few", Err: err}
	}
	if err != nil {
		return err
	}
	var model bytes.Buffer
	if err := m.Write(&model); err != nil {
		return err
	}
	if err := os.WriteFile(c.Out, model.Bytes(), 0o644); err != nil {
		return &heed.Error{Code: heed.CodeUnavailable, Op: "cli.train", Key: "error.cannot_create", Args: []string{"Path", c.Out}, Err: err}
	}
	card := m.Card()
	g.printf("%s: %d bytes, from %d texts, %d States held out. Cross-validated by States: issues micro-F1 %.4f, macro-F1 %.4f; action category %.4f.\n",
		c.Out, model.Len(), card.Examples, len(card.HeldOut), card.Micro, card.Macro, card.Act)
	return nil
}

// known refuses to hold out States that there are no rows of: a mistyped code
// would measure a model on what it was trained on.
func (c trainCommand) known(examples []label.Example) error {
	states := map[string]bool{}
	for _, e := range examples {
		states[e.State] = true
	}
	for _, s := range c.HoldOut {
		if !states[s] {
			return &heed.Error{Code: heed.CodeInvalid, Op: "cli.train", Key: "error.train_state", Args: []string{"State", s}}
		}
	}
	return nil
}

// cannotOpen is the error of a file that the operator named.
func cannotOpen(path string, err error) error {
	return &heed.Error{Code: heed.CodeUnreadable, Op: "cli.open", Key: "error.cannot_open", Args: []string{"Path", path}, Err: err}
}
