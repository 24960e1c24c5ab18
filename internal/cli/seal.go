// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"filippo.io/age"
	"golang.org/x/term"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/files"
	"github.com/heed-upr/heed/internal/find/index"
	"github.com/heed-upr/heed/internal/seal"
	"github.com/heed-upr/heed/internal/store/sqlite"
)

// What a passphrase costs to try: at the keys of a store, and at its backups (the
// power of two that age takes). Tests take less.
var (
	sealCost   = seal.Standard
	backupCost = 18
)

// sealFile is the file of the keys of a sealed store.
func (s storing) sealFile() string { return s.DB + seal.Extension }

// openSealed opens a sealed store and its folder.
func (s storing) openSealed(g *globals) (*house, error) {
	passphrase, err := g.passphrase(s.Passphrase, "Passphrase of "+s.DB, s.DB)
	if err != nil {
		return nil, err
	}
	keys, err := seal.Open(s.sealFile(), passphrase, sealCost)
	if err != nil {
		return nil, err
	}
	return s.openWith(g, keys, passphrase)
}

func (s storing) openWith(g *globals, keys seal.Keys, passphrase string) (*house, error) {
	h := &house{passphrase: passphrase}
	var err error
	if h.store, err = sqlite.OpenSealed(g.ctx, s.DB, keys.Store()); err != nil {
		return nil, err
	}
	if h.files, err = files.OpenSealed(s.folder(), keys.Originals()); err != nil {
		return nil, errors.Join(err, h.store.Close())
	}
	return h, nil
}

// passphrase gives the passphrase that was given, or asks for it on a terminal.
func (g *globals) passphrase(given, ask, path string) (string, error) {
	if given != "" {
		return given, nil
	}
	f, ok := g.in.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return "", &heed.Error{Code: heed.CodeInvalid, Op: "cli.passphrase", Key: "error.passphrase_needed", Args: []string{"Path", path}}
	}
	_, _ = fmt.Fprintf(g.err, "%s: ", ask)
	typed, err := term.ReadPassword(int(f.Fd()))
	_, _ = fmt.Fprintln(g.err)
	if err != nil {
		return "", fmt.Errorf("cli.passphrase: %w", err)
	}
	return string(typed), nil
}

// newPassphrase is passphrase for one that is new: it is typed twice.
func (g *globals) newPassphrase(given, path string) (string, error) {
	first, err := g.passphrase(given, "New passphrase of "+path, path)
	if err != nil || given != "" {
		return first, err
	}
	second, err := g.passphrase("", "The same again", path)
	if err == nil && first != second {
		err = &heed.Error{Code: heed.CodeInvalid, Op: "cli.passphrase", Key: "error.passphrase_differs"}
	}
	return first, err
}

type sealCommand struct{ storing }

// Run seals a store, or makes a sealed one where there is none.
func (c sealCommand) Run(g *globals) error {
	if !c.embedded() {
		return &heed.Error{Code: heed.CodeInvalid, Op: "cli.seal", Key: "error.seal_server"}
	}
	return c.alone(g.ctx, func(s storing) error { return s.seal(g) })
}

// seal seals a store that is held alone.
func (s storing) seal(g *globals) error {
	if seal.Exists(s.sealFile()) {
		return &heed.Error{Code: heed.CodeConflict, Op: "cli.seal", Key: "error.sealed_already", Args: []string{"Path", s.DB}}
	}
	passphrase, err := g.newPassphrase(s.Passphrase, s.DB)
	if err != nil {
		return err
	}
	if !exists(s.DB) {
		h, err := s.makeSealed(g, passphrase)
		if err != nil {
			return err
		}
		g.printf("%s is a new store, and sealed. Without its passphrase, or without %s, nobody can open it.\n", s.DB, s.sealFile())
		return h.store.Close()
	}
	// The search index holds the words of the texts; it can be made anew, in memory.
	if err := index.Clear(s.index()); err != nil {
		return err
	}
	if err := s.move(g, func(at storing) (*house, error) { return at.makeSealed(g, passphrase) }); err != nil {
		return err
	}
	g.printf("%s is sealed. Without its passphrase, or without %s, nobody can open it.\nWhat lay open on this disk before may still be found on it by those who examine it, and in older backups.\n", s.DB, s.sealFile())
	return nil
}

// makeSealed makes a new store that is sealed.
func (s storing) makeSealed(g *globals, passphrase string) (*house, error) {
	keys, err := seal.Create(s.sealFile(), passphrase, sealCost)
	if err != nil {
		return nil, err
	}
	return s.openWith(g, keys, passphrase)
}

// aloneSealed is alone for what is done with a sealed store.
func (s storing) aloneSealed(g *globals, f func(storing) error) error {
	absent, err := s.absent()
	switch {
	case err != nil:
		return err
	case absent:
		return &heed.Error{Code: heed.CodeInvalid, Op: "cli.seal", Key: "error.no_store", Args: []string{"Path", s.DB}}
	}
	return s.alone(g.ctx, func(at storing) error {
		if !at.embedded() || !seal.Exists(at.sealFile()) {
			return &heed.Error{Code: heed.CodeInvalid, Op: "cli.seal", Key: "error.not_sealed", Args: []string{"Path", at.DB}}
		}
		return f(at)
	})
}

type unsealCommand struct{ storing }

// Run lays a sealed store open.
func (c unsealCommand) Run(g *globals) error {
	return c.aloneSealed(g, func(s storing) error {
		if err := s.move(g, func(at storing) (*house, error) { return at.openStore(g) }); err != nil {
			return err
		}
		g.printf("%s lies open: whoever has this disk can read it.\n", s.DB)
		return nil
	})
}

type passphraseCommand struct {
	storing
	NewFile string `placeholder:"FILE" help:"File that holds the new passphrase; asked for on a terminal if none is named."`
}

// Run gives a sealed store another passphrase.
func (c passphraseCommand) Run(g *globals) error {
	return c.aloneSealed(g, func(s storing) error { return s.changePassphrase(g, c.NewFile) })
}

func (s storing) changePassphrase(g *globals, newFile string) error {
	old, err := g.passphrase(s.Passphrase, "Passphrase of "+s.DB, s.DB)
	if err != nil {
		return err
	}
	keys, err := seal.Open(s.sealFile(), old, sealCost)
	if err != nil {
		return err
	}
	given := ""
	if newFile != "" {
		data, err := os.ReadFile(newFile)
		if err != nil {
			return &heed.Error{Code: heed.CodeInvalid, Op: "cli.passphrase", Key: "error.cannot_open", Args: []string{"Path", newFile}, Err: err}
		}
		given = strings.TrimRight(string(data), "\r\n")
	}
	passphrase, err := g.newPassphrase(given, s.DB)
	if err != nil {
		return err
	}
	if err := keys.Change(s.sealFile(), passphrase, sealCost); err != nil {
		return err
	}
	g.printf("%s has a new passphrase. Backups open with that of their day.\n", s.DB)
	return nil
}

// move writes a store, which is held alone, anew in its other form, checks it,
// and only then puts it in the place of the old one. What is interrupted before
// leaves the store as it was, and the next command removes what was written;
// what is interrupted while parts change places is finished by it.
func (s storing) move(g *globals, open func(storing) (*house, error)) error {
	c, err := s.changeOf()
	if err == nil {
		err = s.movable(c)
	}
	if err != nil {
		return err
	}
	if err := s.note(c); err != nil {
		return err
	}
	next := s.next()
	err = next.remove()
	if err == nil {
		err = s.copyTo(g, next, open)
	}
	if err != nil {
		return errors.Join(err, s.abandon())
	}
	return s.exchange(c)
}

// copyTo fills the next store by a backup of this one, and verifies it.
func (s storing) copyTo(g *globals, next storing, open func(storing) (*house, error)) error {
	from, err := s.openHeld(g, reading{})
	return from.run(err, func(from *house) error {
		strange, err := from.files.Strange()
		if err != nil {
			return err
		}
		if strange != "" {
			return &heed.Error{Code: heed.CodeInvalid, Op: "cli.move", Key: "error.folder_shared", Args: []string{"Folder", s.folder(), "Path", strange}}
		}
		to, err := open(next)
		if err != nil {
			return err
		}
		to.App = from.With(to.store, to.files)
		return errors.Join(from.pour(g, to), to.store.Close())
	})
}

// pour fills a store by a backup of another, and verifies it.
func (h *house) pour(g *globals, to *house) error {
	out, in := io.Pipe()
	go func() {
		missing, err := h.Backup(g.ctx, operator, in)
		if err == nil && len(missing) > 0 {
			err = notWhole()
		}
		in.CloseWithError(err)
	}()
	if err := to.Restore(g.ctx, operator, out); err != nil {
		out.CloseWithError(err)
		return err
	}
	r, err := to.Verify(g.ctx, operator)
	if err == nil && len(r.Problems) > 0 {
		err = notWhole()
	}
	return err
}

func notWhole() error {
	return &heed.Error{Code: heed.CodeConflict, Op: "cli.move", Key: "error.not_whole"}
}

// ageMark is how an encrypted backup begins.
const ageMark = "age-encryption.org/"

// sealed encrypts a backup by the passphrase of the store, in the form of age, so
// that other programs can open it too. The backup of a store that lies open is
// not encrypted.
func (h *house) sealed(w io.Writer) (io.WriteCloser, error) {
	if h.passphrase == "" {
		return struct {
			io.Writer
			io.Closer
		}{w, io.NopCloser(nil)}, nil
	}
	to, err := age.NewScryptRecipient(h.passphrase)
	if err != nil {
		return nil, fmt.Errorf("cli.backup: %w", err)
	}
	to.SetWorkFactor(backupCost)
	return age.Encrypt(w, to)
}

// unsealed opens an encrypted backup, and gives its passphrase; others it gives as
// they are, with none.
func (s storing) unsealed(g *globals, in io.Reader, path string) (io.Reader, string, error) {
	b := bufio.NewReader(in)
	if mark, _ := b.Peek(len(ageMark)); string(mark) != ageMark {
		return b, "", nil
	}
	passphrase, err := g.passphrase(s.Passphrase, "Passphrase of "+path, path)
	if err != nil {
		return nil, "", err
	}
	by, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, "", fmt.Errorf("cli.restore: %w", err)
	}
	out, err := age.Decrypt(b, by)
	if err != nil {
		return nil, "", &heed.Error{Code: heed.CodeForbidden, Op: "cli.restore", Key: "error.passphrase_wrong", Err: err}
	}
	return out, passphrase, nil
}
