// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"errors"
	"io"
	"os"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/i18n"
	"github.com/heed-upr/heed/internal/notary"
	"github.com/heed-upr/heed/internal/seal"
)

type correctCommand struct {
	storing
	Recommendation string `arg:"" placeholder:"KAZ/4/139.12" help:"The recommendation: State, cycle and number."`
	Field          string `default:"text" enum:"text,states,position" help:"What was misread: text, states (codes with blanks between) or position (what the report states)."`
	To             string `required:"" help:"What it should be."`
	Reason         string `required:"" help:"Why: what the original says, and where."`
}

func (c correctCommand) Run(g *globals) error {
	id, err := heed.ParseRecID(c.Recommendation)
	if err != nil {
		return err
	}
	return c.existing(g, func(h *house) error {
		position, err := h.Correct(g.ctx, operator, heed.Correction{Review: id.Review, Ref: id.Ref, Field: heed.CorrectionField(c.Field), Should: c.To, Reason: c.Reason})
		if err == nil {
			g.printf("%s: the correction is entry %d of the log. The reading stays and is shown beside it.\n", id, position)
		}
		return err
	})
}

type eraseCommand struct {
	storing
	Entry  int64  `arg:"" help:"Position of the log entry whose content is to be destroyed."`
	Reason string `required:"" help:"Why; this stays in the log."`
}

func (c eraseCommand) Run(g *globals) error {
	return c.existing(g, func(h *house) error {
		err := h.Erase(g.ctx, operator, c.Entry, c.Reason)
		if err == nil {
			g.printf("The content of entry %d is destroyed. Its place in the log stays and still verifies. Older backups may hold it.\n", c.Entry)
		}
		return err
	})
}

type redactCommand struct {
	storing
	Forms  []string `arg:"" optional:"" name:"name" help:"The name in each of its forms. Without any they are read from the standard input, one a line: so they stand in no history of commands."`
	Reason string   `required:"" help:"Why; this stays in the log and must not say the name."`
	DryRun bool     `help:"Say what would be struck out, and change nothing."`
}

func (c redactCommand) Run(g *globals) error {
	forms := c.Forms
	if len(forms) == 0 {
		given, err := io.ReadAll(io.LimitReader(g.in, 1<<20))
		if err != nil {
			return err
		}
		forms = strings.Split(string(given), "\n")
	}
	return c.existing(g, func(h *house) error {
		r, err := h.Redact(g.ctx, operator, app.Redaction{Forms: forms, Reason: c.Reason, DryRun: c.DryRun})
		if err != nil {
			return err
		}
		printRedacted(g, r, c.DryRun)
		if r.Annotations == 0 || c.DryRun {
			return nil
		}
		return h.forgetIndex(g)
	})
}

// printRedacted says what was struck out, and what is left to do.
func printRedacted(g *globals, r app.Redacted, dry bool) {
	switch {
	case r.Times == 0:
		g.printf("It stands nowhere; nothing was changed.\n")
	case dry:
		g.printf("It stands %s. Nothing was changed.\n", counted(r.Times, "time"))
	default:
		g.printf("Struck out %s; entry %d of the log says so. Backups that were made before hold it still.\n", counted(r.Times, "time"), r.Entry)
	}
	for _, kind := range heed.SubjectKinds {
		if n := r.Versions[kind]; n > 0 {
			g.printf("  versions of %s: %d\n", kind, n)
		}
	}
	for _, of := range []struct {
		what string
		n    int
	}{{"corrections", r.Corrections}, {"decisions on labels", r.Decisions}, {"translations", r.Translations}, {"passages of other mechanisms", r.Annotations}, {"files of evidence, of which both copies are destroyed", r.Files}} {
		if of.n > 0 {
			g.printf("  %s: %d\n", of.what, of.n)
		}
	}
	for _, d := range r.Documents {
		g.printf("  document %s %s: its text stays without it, its original and the pictures of its pages are destroyed\n", d.Symbol, d.Name)
	}
	if r.Pictures > 0 {
		g.printf("  files of evidence that hold pictures or cannot be read, into which nobody looked: %d; look yourself\n", r.Pictures)
	}
	if r.Locked > 0 {
		g.printf("  %d sealed names and pieces of evidence could not be opened, and nobody looked into them: their key is not here\n", r.Locked)
	}
	for _, e := range r.Entries {
		g.printf("  entry %d of the log holds it still: \"heed erase %d\" destroys that\n", e, e)
	}
	if r.Invitations > 0 {
		g.printf("  %d open invitations to the desk: taken back\n", r.Invitations)
	}
	for _, a := range r.Accounts {
		g.printf("  the account %s has it as its own name: \"heed user\" removes accounts\n", a)
	}
}

type doctorCommand struct{ storing }

func (c doctorCommand) Run(g *globals) error {
	return c.existing(g, func(h *house) error {
		problems, err := h.Doctor(g.ctx, operator)
		if err != nil {
			return err
		}
		left, err := c.left()
		if err != nil {
			return err
		}
		problems = append(problems, left...)
		return printProblems(g, problems, "Nothing to do.")
	})
}

// left are the parts of a store that was moved which no command may remove by
// itself.
func (s storing) left() ([]app.Problem, error) {
	at, err := s.located()
	if err != nil || !at.embedded() {
		return nil, err
	}
	var out []app.Problem
	for _, path := range at.leftovers() {
		out = append(out, app.Problem{Key: "problem.leftover", Args: []string{"Path", path}})
	}
	return out, nil
}

// printProblems prints problems with what to do about them, or that there are
// none.
func printProblems(g *globals, problems []app.Problem, none string) error {
	t := i18n.For("en")
	for _, p := range problems {
		args := make([]any, len(p.Args))
		for i, a := range p.Args {
			args[i] = a
		}
		g.printf("- %s", t.T(p.Key, args...))
		if p.Why != nil {
			g.printf(" (%s)", t.Error(p.Why))
		}
		if p.Detail != "" {
			g.printf(" (%s)", p.Detail)
		}
		g.printf("\n")
	}
	if len(problems) == 0 {
		if none != "" {
			g.printf("%s\n", none)
		}
		return nil
	}
	return errLook
}

type backupCommand struct {
	storing
	File string `arg:"" help:"Archive to write; it must not exist. - is the standard output."`
}

func (c backupCommand) Run(g *globals) error {
	return c.existing(g, func(h *house) error {
		var missing []app.Problem
		write := func(w io.Writer) error {
			if err := h.attest(g); err != nil {
				return err
			}
			out, err := h.sealed(w)
			if err == nil {
				missing, err = h.Backup(g.ctx, operator, out)
			}
			if err != nil {
				return err
			}
			return out.Close()
		}
		if c.File == "-" {
			// What is missing is said where it cannot get into the archive.
			aside := *g
			aside.out = g.err
			if err := write(g.out); err != nil {
				return err
			}
			return printProblems(&aside, missing, "")
		}
		if err := writeNew(c.File, write); err != nil {
			return err
		}
		return printProblems(g, missing, "Everything is in "+c.File+".")
	})
}

// writeNew writes a new file whole, or leaves none.
func writeNew(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return &heed.Error{Code: heed.CodeInvalid, Op: "cli.writeNew", Key: "error.cannot_create", Args: []string{"Path", path}, Err: err}
	}
	err = errors.Join(write(f), f.Sync(), f.Close())
	if err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

type restoreCommand struct {
	storing
	File string `arg:"" help:"Archive that \"heed backup\" wrote. - is the standard input."`
	Open bool   `help:"Let the store lie open, although the backup is of a sealed one. Without it the store is sealed by the passphrase of the backup."`
}

// Run fills an empty store, which nobody else uses meanwhile.
func (c restoreCommand) Run(g *globals) error {
	in := g.in
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return &heed.Error{Code: heed.CodeInvalid, Op: "cli.restore", Key: "error.cannot_open", Args: []string{"Path", c.File}, Err: err}
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	return c.alone(g.ctx, func(s storing) error {
		in, passphrase, err := s.unsealed(g, in, c.File)
		if err != nil {
			return err
		}
		h, err := s.openFor(g, passphrase, c.Open)
		return h.run(err, func(h *house) error { return h.restore(g, s, in) })
	})
}

// openFor opens the store into which a backup is restored, which is not to lie
// open by accident if the backup had a passphrase.
func (s storing) openFor(g *globals, passphrase string, open bool) (*house, error) {
	const op = "cli.restore"
	switch {
	case passphrase == "" || open:
		return s.openHeld(g, reading{})
	case !s.embedded():
		return nil, &heed.Error{Code: heed.CodeInvalid, Op: op, Key: "error.restore_open_server"}
	case seal.Exists(s.sealFile()):
		return s.openHeld(g, reading{})
	case exists(s.DB):
		return nil, &heed.Error{Code: heed.CodeInvalid, Op: op, Key: "error.restore_open", Args: []string{"Path", s.DB}}
	}
	h, err := s.makeSealed(g, passphrase)
	if err != nil {
		return nil, err
	}
	h.vault = seal.OpenVault(s.key())
	return h, h.furnish(reading{})
}

// restore fills an empty store and says what it holds, and who can read it.
func (h *house) restore(g *globals, s storing, in io.Reader) error {
	h.Keep = func(key string, all []notary.Kept) error { return notary.Keep(s.checkpoints(), key, all) }
	if err := h.Restore(g.ctx, operator, in); err != nil {
		return err
	}
	r, err := h.Verify(g.ctx, operator)
	if err != nil {
		return err
	}
	g.printf("restored: %s, %s, %s\n", counted(r.Documents, "document"), counted(r.Reviews, "review"), counted(r.Log.Size, "log entry"))
	if h.passphrase != "" {
		g.printf("%s is sealed. Without its passphrase, or without %s, nobody can open it.\n", s.DB, s.sealFile())
	}
	return printProblems(g, r.Problems, "Everything verifies.")
}
