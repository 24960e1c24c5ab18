// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/heed-upr/heed"
)

// change is a move of a store that has begun. It names the store and its folder,
// so that whoever finishes it can finish no other.
type change struct {
	DB    string `json:"db"`
	Files string `json:"files"`
	// Old and New say which parts there are of the old store and of the new one,
	// by their place in parts. They are empty while the new one is written.
	Old []bool `json:"old,omitempty"`
	New []bool `json:"new,omitempty"`
}

// changeOf begins a change of a store.
func (s storing) changeOf() (change, error) {
	db, err := canonical(s.DB)
	folder, err2 := canonical(s.folder())
	return change{DB: db, Files: folder}, errors.Join(err, err2)
}

// canonical is a path from the root, behind all links.
func canonical(path string) (string, error) {
	all, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("cli.move: %w", err)
	}
	return target(all)
}

// parts are all files and folders of an embedded store. A new one has another
// journal (-journal) until it has its own (-wal, -shm).
func (s storing) parts() []string {
	return []string{s.DB, s.DB + "-wal", s.DB + "-shm", s.DB + "-journal", s.sealFile(), s.folder()}
}

// next and former are where a store is while it is moved.
func (s storing) next() storing { return storing{DB: s.DB + ".moving", Files: s.folder() + ".moving"} }

func (s storing) former() storing {
	return storing{DB: s.DB + ".moved-away", Files: s.folder() + ".moved-away"}
}

// leftovers are parts of a store that was moved; there are none where nothing
// went wrong.
func (s storing) leftovers() []string {
	var out []string
	for _, path := range append(s.next().parts(), s.former().parts()...) {
		if exists(path) {
			out = append(out, path)
		}
	}
	return out
}

// there tells which files are there.
func there(paths []string) []bool {
	out := make([]bool, len(paths))
	for i, path := range paths {
		out[i] = exists(path)
	}
	return out
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// changeFile says that a move has begun.
func (s storing) changeFile() string { return s.DB + ".changing" }

// note writes the change file, whole and synced.
func (s storing) note(c change) error {
	data, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("cli.move: %w", err)
	}
	begun := s.changeFile() + ".new"
	f, err := os.OpenFile(begun, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("cli.move: %w", err)
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = rename(begun, s.changeFile())
	}
	if err != nil {
		return fmt.Errorf("cli.move: %w", errors.Join(err, os.Remove(begun)))
	}
	syncFolder(s.DB)
	return nil
}

// movable says what keeps a store from being moved: its folder is replaced
// whole, so nothing but originals may be in it, and nothing may lie where parts
// are put for a while.
func (s storing) movable(c change) error {
	for _, path := range s.former().parts() {
		if exists(path) {
			return &heed.Error{Code: heed.CodeConflict, Op: "cli.move", Key: "error.moved_away", Args: []string{"Path", path}}
		}
	}
	if within(c.Files, c.DB) {
		return &heed.Error{Code: heed.CodeInvalid, Op: "cli.move", Key: "error.store_in_folder", Args: []string{"Path", s.DB, "Folder", s.folder()}}
	}
	return nil
}

// within reports whether a path lies in a folder.
func within(folder, path string) bool {
	relative, err := filepath.Rel(folder, path)
	return err == nil && relative != ".." && !strings.HasPrefix(relative, ".."+string(filepath.Separator))
}

// exchange puts the next store in the place of this one, or leaves this one as
// it was. Every step is one that can be taken again, so that one that was
// interrupted can be finished.
func (s storing) exchange(c change) error {
	c.Old, c.New = there(s.parts()), there(s.next().parts())
	if err := s.note(c); err != nil {
		return errors.Join(err, s.abandon())
	}
	if err := s.swap(c); err != nil {
		return errors.Join(err, s.swapBack(c))
	}
	return s.drop()
}

// swap puts the parts of the old store away, and those of the new one in their
// place, as far as that has not been done.
func (s storing) swap(c change) error {
	here, next, former := s.parts(), s.next().parts(), s.former().parts()
	for i := range here {
		waits := c.New[i] && exists(next[i])
		if c.Old[i] && !exists(former[i]) && exists(here[i]) && (waits || !c.New[i]) {
			if err := move(here[i], former[i]); err != nil {
				return err
			}
		}
		if waits {
			if err := move(next[i], here[i]); err != nil {
				return err
			}
		}
	}
	for i, part := range here {
		if c.New[i] && !exists(part) {
			return &heed.Error{Code: heed.CodeInvalid, Op: "cli.move", Key: "error.change_incomplete", Args: []string{"Path", part}}
		}
	}
	syncFolder(s.DB)
	syncFolder(s.folder())
	return nil
}

// swapBack takes back what swap has done of its steps.
func (s storing) swapBack(c change) error {
	here, next, former := s.parts(), s.next().parts(), s.former().parts()
	for i := range here {
		if c.New[i] && !exists(next[i]) && exists(here[i]) {
			if err := move(here[i], next[i]); err != nil {
				return err
			}
		}
		if c.Old[i] && exists(former[i]) && !exists(here[i]) {
			if err := move(former[i], here[i]); err != nil {
				return err
			}
		}
	}
	return s.abandon()
}

func move(from, to string) error {
	if err := rename(from, to); err != nil {
		return &heed.Error{Code: heed.CodeInvalid, Op: "cli.move", Key: "error.store_cannot_move", Args: []string{"Path", from}, Err: err}
	}
	return nil
}

// drop removes the former store, when every part of the new one is in place.
func (s storing) drop() error {
	if err := s.former().remove(); err != nil {
		return err
	}
	return os.Remove(s.changeFile())
}

// abandon removes the next store, when this one is as it was.
func (s storing) abandon() error {
	if err := s.next().remove(); err != nil {
		return err
	}
	if err := os.Remove(s.changeFile()); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// resume puts in order what an interrupted move has left: it is finished if
// parts had begun to change places, and otherwise what had been written is
// removed. The store is held alone.
func (s storing) resume() error {
	data, err := os.ReadFile(s.changeFile())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var c change
	if err == nil {
		err = json.Unmarshal(data, &c)
	}
	if err == nil {
		err = c.sound(len(s.parts()))
	}
	if err != nil {
		return &heed.Error{Code: heed.CodeInvalid, Op: "cli.resume", Key: "error.change_damaged", Args: []string{"Path", s.changeFile()}, Err: err}
	}
	here, err := canonical(s.DB)
	if err != nil {
		return err
	}
	at := storing{DB: s.DB, Files: c.Files}
	switch {
	case len(c.New) == 0:
		return errors.Join(storing{DB: s.DB, Files: s.Files}.next().remove(), at.abandon())
	case here != c.DB:
		return &heed.Error{Code: heed.CodeInvalid, Op: "cli.resume", Key: "error.change_elsewhere", Args: []string{"Path", s.DB, "Was", c.DB}}
	}
	if err := at.swap(c); err != nil {
		return err
	}
	return at.drop()
}

// sound says what a change lacks.
func (c change) sound(parts int) error {
	begun := len(c.Old) == parts && len(c.New) == parts
	if !filepath.IsAbs(c.DB) || !filepath.IsAbs(c.Files) || !begun && len(c.Old)+len(c.New) > 0 {
		return errors.New("it does not say what is changed")
	}
	return nil
}

// remove takes a store away.
func (s storing) remove() error {
	var all []error
	for _, part := range s.parts() {
		all = append(all, os.RemoveAll(part))
	}
	return errors.Join(all...)
}

// syncFolder makes renames beside a path last over a loss of power, where the
// system can do that.
func syncFolder(path string) {
	if dir, err := os.Open(filepath.Dir(path)); err == nil {
		_ = dir.Sync()
		_ = dir.Close()
	}
}

// rename is os.Rename. Tests interrupt it.
var rename = os.Rename
