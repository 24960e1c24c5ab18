// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/store/sqlite"
)

// located gives the same store by paths that name it and no link to it. What is
// put in the place of a link leaves what the link names where it was.
func (s storing) located() (storing, error) {
	if !s.embedded() {
		return s, nil
	}
	db, err := target(s.DB)
	folder := s.Files
	if err == nil && folder == "" {
		folder, err = originalsOf(filepath.Clean(s.DB), db)
	}
	if err == nil {
		folder, err = target(folder)
	}
	return storing{DB: db, Files: folder, Index: s.Index, Key: s.Key, Checkpoints: s.Checkpoints, Passphrase: s.Passphrase}, err
}

// maxLinks is how many links may lead from one to the next.
const maxLinks = 40

// target is what a path names behind all links, whether that is there or not.
func target(path string) (string, error) {
	path = filepath.Clean(path)
	for range maxLinks {
		real, err := filepath.EvalSymlinks(path)
		if err == nil {
			return real, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", unusable(path, err)
		}
		to, err := os.Readlink(path)
		if err != nil { // it is not there, and no link either
			return inRealFolder(path), nil
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(filepath.Dir(path), to)
		}
		path = to
	}
	return "", unusable(path, errors.New("too many links"))
}

// inRealFolder is a path that is not there, by the folder behind all links.
func inRealFolder(path string) string {
	dir, err := filepath.EvalSymlinks(filepath.Dir(path))
	if err != nil {
		return path // whoever opens it says what is missing
	}
	return filepath.Join(dir, filepath.Base(path))
}

func unusable(path string, err error) error {
	return &heed.Error{Code: heed.CodeInvalid, Op: "cli.located", Key: "error.store_cannot_open", Args: []string{"Path", path}, Err: err}
}

// originalsOf is the folder of a store that names none. Where the store is
// opened by a link, it may lie beside either.
func originalsOf(link, db string) (string, error) {
	beside, own := link+folderExtension, db+folderExtension
	if link == db || !filled(beside) {
		return own, nil
	}
	if filled(own) && !same(beside, own) {
		return "", &heed.Error{Code: heed.CodeInvalid, Op: "cli.located", Key: "error.two_folders", Args: []string{"Path", link, "First", beside, "Second", own}}
	}
	return beside, nil
}

// filled reports whether there is something in a folder.
func filled(dir string) bool {
	entries, err := os.ReadDir(dir)
	return err == nil && len(entries) > 0
}

func same(a, b string) bool {
	x, err := os.Stat(a)
	y, err2 := os.Stat(b)
	return err == nil && err2 == nil && os.SameFile(x, y)
}

// share locates a store and holds it, so that nobody moves it while it is used.
// What an interrupted move has left is put in order first.
func (s storing) share(ctx context.Context) (storing, *sqlite.Hold, error) {
	for {
		at, err := s.located()
		if err != nil || !at.embedded() {
			return at, nil, err
		}
		hold, err := sqlite.Share(ctx, at.DB)
		if err != nil || !exists(at.changeFile()) {
			return at, hold, err
		}
		if err := hold.Release(); err != nil {
			return at, nil, err
		}
		if err := s.alone(ctx, func(storing) error { return nil }); err != nil {
			return at, nil, err
		}
	}
}

// alone locates a store and holds it while f moves it: nobody else uses it.
func (s storing) alone(ctx context.Context, f func(storing) error) error {
	at, err := s.located()
	if err != nil {
		return err
	}
	if !at.embedded() {
		return f(at)
	}
	hold, err := sqlite.Alone(ctx, at.DB)
	if err != nil {
		return err
	}
	if err = at.resume(); err == nil {
		at, err = s.located() // a folder may be there again
	}
	if err == nil {
		err = f(at)
	}
	return errors.Join(err, hold.Release())
}

// absent reports whether there is no store yet, nor one that is being moved. On
// a server there always is one, if only an empty one.
func (s storing) absent() (bool, error) {
	at, err := s.located()
	return err == nil && at.embedded() && !exists(at.DB) && !exists(at.changeFile()), err
}
