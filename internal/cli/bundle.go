// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"errors"
	"io"
	"os"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/i18n"
)

type bundleCommand struct {
	Make bundleMakeCommand `cmd:"" help:"Write what a voice has published into a signed file for other installations."`
	Take bundleTakeCommand `cmd:"" help:"Take in what another installation has published, from such a file."`
}

type bundleMakeCommand struct {
	storing
	File        string `arg:"" help:"File to write; it must not exist. - is the standard output."`
	Voice       string `required:"" enum:"state,nhri,civil_society,un,expert" help:"Whose publications: state, nhri, civil_society, un, expert."`
	State       string `help:"The code of the State to which the voice belongs, KAZ for example; none for who speaks of all."`
	Institution string `help:"Only those of this institution."`
}

func (c bundleMakeCommand) Run(g *globals) error {
	return c.existing(g, func(h *house) error {
		if err := h.signing(); err != nil {
			return err
		}
		of := heed.Side{Voice: heed.Voice(c.Voice), State: heed.StateCode(c.State), Institution: heed.ID(c.Institution)}
		var made app.Bundled
		write := func(w io.Writer) error {
			var err error
			made, err = h.Bundle(g.ctx, operator, of, w)
			return err
		}
		if c.File == "-" {
			return write(g.out)
		}
		if err := writeNew(c.File, write); err != nil {
			return err
		}
		t := i18n.For("en")
		for _, kind := range heed.Publications {
			if n := made.Publications[kind]; n > 0 {
				g.printf("%s: %d\n", t.T("subject."+string(kind)), n)
			}
		}
		g.printf("files: %d\nGive this key to those who take it in, by another way than the file:\n%s\n", made.Files, made.Key)
		return nil
	})
}

type bundleTakeCommand struct {
	storing
	File   string `arg:"" help:"The file that the other installation has made."`
	Key    string `required:"" placeholder:"KEY" help:"The key by which that installation signs, or a file that holds it; from its people, not from the file."`
	Voice  string `required:"" enum:"state,nhri,civil_society,un,expert" help:"The voice as which it is shown: state, nhri, civil_society, un, expert."`
	DryRun bool   `help:"Look and say what would become of it; nothing is changed."`
}

func (c bundleTakeCommand) Run(g *globals) error {
	from := app.Sender{Key: c.Key, Voice: heed.Voice(c.Voice)}
	if data, err := os.ReadFile(c.Key); err == nil {
		from.Key = string(data)
	}
	f, err := os.Open(c.File)
	if err != nil {
		return &heed.Error{Code: heed.CodeInvalid, Op: "cli.bundle", Key: "error.cannot_open", Args: []string{"Path", c.File}, Err: err}
	}
	err = c.existing(g, func(h *house) error {
		if err := h.signed(); err != nil {
			return err
		}
		taken, err := h.TakeBundle(g.ctx, operator, f, from, c.DryRun)
		if err != nil {
			return err
		}
		t := i18n.For("en")
		g.printf("%s %s, of %s: %d new, %d changed, %d unchanged, %d withdrawn\n", t.T("voice."+string(taken.Of.Voice)), taken.Of.State, taken.Day, taken.New, taken.Changed, taken.Unchanged, taken.Withdrawn)
		if c.DryRun {
			g.printf("Nothing was changed.\n")
		}
		return printProblems(g, taken.Left, "")
	})
	return errors.Join(err, f.Close())
}
