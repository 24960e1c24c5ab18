// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/heed-upr/heed"
)

// change is an exchange of stores that has begun: which parts there were of the
// old one and of the new one, by their place in parts.
type change struct {
	Old []bool `json:"old"`
	New []bool `json:"new"`
}

// parts are all files and folders of an embedded store.
func (s storing) parts() []string {
	return []string{s.DB, s.DB + "-wal", s.DB + "-shm", s.sealFile(), s.folder()}
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

// changeFile says that an exchange has begun.
func (s storing) changeFile() string { return s.DB + ".changing" }

// exchange puts the next store in the place of this one. Every step is one that
// can be taken again, so that one that was interrupted can be finished.
func (s storing) exchange(c change) error {
	data, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("cli.exchange: %w", err)
	}
	begun := s.changeFile() + ".new"
	if err := os.WriteFile(begun, data, 0o600); err != nil {
		return fmt.Errorf("cli.exchange: %w", err)
	}
	if err := rename(begun, s.changeFile()); err != nil {
		return fmt.Errorf("cli.exchange: %w", err)
	}
	return s.finish(c)
}

// finish takes the steps of an exchange that have not been taken.
func (s storing) finish(c change) error {
	here, next, former := s.parts(), s.next().parts(), s.former().parts()
	for i := range here {
		waits := c.New[i] && exists(next[i])
		if c.Old[i] && !exists(former[i]) && exists(here[i]) && (waits || !c.New[i]) {
			if err := rename(here[i], former[i]); err != nil {
				return fmt.Errorf("cli.exchange: %w", err)
			}
		}
		if waits {
			if err := rename(next[i], here[i]); err != nil {
				return fmt.Errorf("cli.exchange: %w", err)
			}
		}
	}
	if err := s.former().remove(); err != nil {
		return err
	}
	return os.Remove(s.changeFile())
}

// resume finishes an exchange that was interrupted.
func (s storing) resume() error {
	if !s.embedded() {
		return nil
	}
	data, err := os.ReadFile(s.changeFile())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var c change
	if err == nil {
		err = json.Unmarshal(data, &c)
	}
	if n := len(s.parts()); err == nil && (len(c.Old) != n || len(c.New) != n) {
		err = errors.New("it has other parts")
	}
	if err != nil {
		return &heed.Error{Code: heed.CodeInvalid, Op: "cli.resume", Key: "error.change_damaged", Args: []string{"Path", s.changeFile()}, Err: err}
	}
	return s.finish(c)
}

// remove takes a store away.
func (s storing) remove() error {
	var all []error
	for _, part := range s.parts() {
		all = append(all, os.RemoveAll(part))
	}
	return errors.Join(all...)
}

// rename is os.Rename. Tests interrupt it.
var rename = os.Rename
