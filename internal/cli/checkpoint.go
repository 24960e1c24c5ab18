// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/audit"
	"github.com/heed-upr/heed/internal/notary"
)

// signing takes up the key that signs for the log, and makes one at the first
// time.
func (h *house) signing() error {
	n, err := notary.Open(h.checkpoints)
	if err == nil {
		h.Notary = n
	}
	return err
}

// signed takes up the key where there is one: nobody asked for one to be made.
func (h *house) signed() error {
	if !notary.Exists(h.checkpoints) {
		return nil
	}
	return h.signing()
}

// attest signs what goes into a backup, where there is a key.
func (h *house) attest(g *globals) error {
	if err := h.signed(); err != nil || h.Notary == nil {
		return err
	}
	_, err := h.App.Checkpoint(g.ctx, operator)
	return err
}

type checkpointCommand struct {
	storing
	File string `arg:"" optional:"" help:"File to write; it must not exist. The standard output if none is named."`
	Key  bool   `help:"Print the key by which everybody can verify the checkpoints of this log; nothing is signed."`
	All  bool   `help:"Print all that were signed before, the newest last; nothing is signed."`
}

func (c checkpointCommand) Run(g *globals) error {
	return c.existing(g, func(h *house) error {
		if err := h.signing(); err != nil {
			return err
		}
		switch {
		case c.Key:
			g.printf("%s\n", h.LogKey())
			return nil
		case c.All:
			kept, err := h.App.Checkpoints(operator)
			for _, k := range kept {
				g.printf("%s\n%s\n", k.Day, k.Signed)
			}
			return err
		}
		signed, err := h.App.Checkpoint(g.ctx, operator)
		if err != nil {
			return err
		}
		if c.File == "" {
			g.printf("%s", signed)
			return nil
		}
		return writeNew(c.File, func(w io.Writer) error {
			_, err := w.Write(signed)
			return err
		})
	})
}

type verifyCommand struct {
	storing
	Backup     string   `placeholder:"FILE" help:"Check an archive that \"heed backup\" wrote, and no store; nothing of it stays on this machine."`
	Checkpoint []string `placeholder:"FILE" sep:"none" help:"Hold the log against a checkpoint that was kept; can be given several times."`
	Key        string   `placeholder:"KEY" help:"Key by which the checkpoints were signed, or a file that holds it; that of this installation if none is given."`
}

func (c verifyCommand) Run(g *globals) error {
	if c.Backup != "" {
		points, err := c.points("")
		if err != nil {
			return err
		}
		return c.archive(g, points)
	}
	return c.existing(g, func(h *house) error {
		points, err := c.points(h.checkpoints)
		if err != nil {
			return err
		}
		return c.check(g, h, points)
	})
}

// points reads the checkpoints that are named; own is the folder of the key of
// this installation, "" where it does not count.
func (c verifyCommand) points(own string) ([]audit.Checkpoint, error) {
	if len(c.Checkpoint) == 0 {
		return nil, nil
	}
	key := c.Key
	if data, err := os.ReadFile(key); key != "" && err == nil {
		key = string(data)
	}
	if key == "" {
		if own == "" || !notary.Exists(own) {
			return nil, &heed.Error{Code: heed.CodeInvalid, Op: "cli.verify", Key: "error.checkpoint_key_needed"}
		}
		n, err := notary.Open(own)
		if err != nil {
			return nil, err
		}
		key = n.Key()
	}
	var out []audit.Checkpoint
	for _, path := range c.Checkpoint {
		signed, err := os.ReadFile(path)
		if err != nil {
			return nil, &heed.Error{Code: heed.CodeInvalid, Op: "cli.verify", Key: "error.cannot_open", Args: []string{"Path", path}, Err: err}
		}
		point, err := audit.OpenCheckpoint(signed, key)
		if err != nil {
			return nil, err
		}
		out = append(out, point)
	}
	return out, nil
}

// check verifies a store and says what is wrong with it.
func (c verifyCommand) check(g *globals, h *house, points []audit.Checkpoint) error {
	r, err := h.Verify(g.ctx, operator, points...)
	if err != nil {
		return err
	}
	g.printf("log: %s, %d erased, root %s\ndocuments: %d\nreviews: %d\n", counted(r.Log.Size, "entry"), r.Log.Erased, r.Log.Root, r.Documents, r.Reviews)
	for _, n := range r.Redactions {
		g.printf("redaction: entry %d, %s: %s and %s, because: %s\n", n.Entry, n.At.Format(time.DateOnly), counted(n.Struck, "thing"), counted(n.Documents, "document"), n.Reason)
	}
	if r.Evidence > 0 {
		g.printf("files of evidence: %d, in two copies each\n", r.Evidence)
	}
	if r.Checkpoints > 0 {
		g.printf("checkpoints: %d\n", r.Checkpoints)
	}
	return printProblems(g, r.Problems, "Everything verifies.")
}

// archive verifies a backup in a passing store, which is sealed if the backup is.
func (c verifyCommand) archive(g *globals, points []audit.Checkpoint) error {
	f, err := os.Open(c.Backup)
	if err != nil {
		return &heed.Error{Code: heed.CodeInvalid, Op: "cli.verify", Key: "error.cannot_open", Args: []string{"Path", c.Backup}, Err: err}
	}
	defer func() { _ = f.Close() }()
	in, passphrase, err := c.unsealed(g, f, c.Backup)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "heed-verify-")
	if err != nil {
		return err
	}
	passing := storing{DB: filepath.Join(dir, "heed.db"), Key: c.storing.key(), Passphrase: passphrase}
	h, err := passing.openFor(g, passphrase, false)
	err = h.run(err, func(h *house) error {
		if err := h.Restore(g.ctx, operator, in); err != nil {
			return err
		}
		return c.check(g, h, points)
	})
	return errors.Join(err, os.RemoveAll(dir))
}
