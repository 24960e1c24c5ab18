// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package intake finds the documents in what a person names: files, folders
// with everything in them, and archives (zip, tar, tar.gz), which are told by
// their content and never by their names.
//
// What it is given is hostile until it has been read. Nothing of an archive is
// written to disk, so that no name in it ever becomes a path; how much an
// archive may unpack to is limited; and what cannot be taken is passed over
// with its reason while the rest goes on. Intake does not look into documents.
package intake

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/heed-upr/heed"
)

// Input is a document that was found.
type Input struct {
	// Name is its path; that of a member of an archive goes on behind the
	// archive's, and names no file.
	Name string
	// Open gives its bytes from the beginning.
	Open func() (io.ReadCloser, error)
}

// Passed is something that was passed over.
type Passed struct {
	Name string
	// Err says why, and what to do.
	Err *heed.Error
}

// Found is what there was, each in the order in which it was met.
type Found struct {
	Inputs []Input
	Passed []Passed

	open []*cursor
}

// Close gives up the archives that are open. Inputs cannot be opened after it.
func (f *Found) Close() error {
	var all []error
	for _, c := range f.open {
		all = append(all, c.close())
	}
	return errors.Join(all...)
}

// Limits say how much an archive may hold. They are far above what archives of
// UN documents hold, and far below what harms the machine.
type Limits struct {
	// Members is how many files and folders one archive may have, with those
	// of archives inside it.
	Members int
	// Member is how many bytes one of them may have.
	Member int64
	// Total is how many bytes all of them may have.
	Total int64
	// Ratio is how many times its own size an archive may unpack to. Small
	// archives are let off: what they unpack to harms nobody.
	Ratio int64
}

// DefaultLimits are the limits where one file may have so many bytes.
func DefaultLimits(file int64) Limits {
	return Limits{Members: 10_000, Member: file, Total: max(8<<30, file), Ratio: 200}
}

// Find looks through paths, each once. Of folders it takes everything but what
// is hidden, and it follows links to files, never to folders. A path that is
// not there, or that may not be read, is an error; what is wrong with anything
// that was met on the way is not.
func Find(paths []string, limits Limits) (*Found, error) {
	f := &finder{limits: limits, found: &Found{}, seen: map[string]bool{}}
	for _, p := range paths {
		if err := f.named(p); err != nil {
			return nil, errors.Join(err, f.found.Close())
		}
	}
	return f.found, nil
}

// finder collects what is found.
type finder struct {
	limits Limits
	found  *Found
	seen   map[string]bool
}

// named takes a path that a person has named.
func (f *finder) named(path string) error {
	entry, err := os.Lstat(path)
	if err != nil {
		return cannotOpen(path, err)
	}
	if !entry.IsDir() {
		return f.entry(path, entry.Mode(), true)
	}
	return filepath.WalkDir(path, func(at string, e fs.DirEntry, err error) error {
		hidden := strings.HasPrefix(filepath.Base(at), ".") && at != path
		switch {
		case err != nil && at == path:
			return cannotOpen(at, err)
		case hidden && e.IsDir():
			return fs.SkipDir
		case hidden:
			return nil
		case err != nil:
			f.pass(at, "passed.cannot_open", err)
			return fs.SkipDir
		case e.IsDir():
			return nil
		}
		return f.entry(at, e.Type(), false)
	})
}

// entry takes what is not a folder. What is wrong with it is an error only
// where a person has named it.
func (f *finder) entry(path string, mode fs.FileMode, named bool) error {
	if mode&fs.ModeSymlink != 0 {
		target, err := os.Stat(path)
		switch {
		case err != nil:
			f.pass(path, "passed.dangling_link", err)
			return nil
		case target.IsDir():
			// It may lead back to where it stands, or out of what was named.
			f.pass(path, "passed.folder_link", nil)
			return nil
		}
		mode = target.Mode()
	}
	if !mode.IsRegular() {
		// Opening a pipe would wait for somebody to write into it.
		f.pass(path, "passed.special", nil)
		return nil
	}
	clean := filepath.Clean(path)
	if f.seen[clean] {
		return nil
	}
	f.seen[clean] = true
	err := f.file(path)
	if err != nil && named {
		return cannotOpen(path, err)
	}
	if err != nil {
		f.pass(path, "passed.cannot_open", err)
	}
	return nil
}

// file takes a regular file: a document, or an archive of them.
func (f *finder) file(path string) error {
	c := &cursor{path: path, limits: f.limits}
	first := len(f.found.Passed)
	names, err := c.survey(func(p Passed) { f.found.Passed = append(f.found.Passed, p) })
	switch {
	case errors.Is(err, errNoArchive):
		f.found.Passed = f.found.Passed[:first]
		f.found.Inputs = append(f.found.Inputs, Input{Name: path, Open: func() (io.ReadCloser, error) { return os.Open(path) }})
		return nil
	case err != nil:
		return err
	}
	f.found.open = append(f.found.open, c)
	for i, name := range names {
		f.found.Inputs = append(f.found.Inputs, Input{Name: name, Open: func() (io.ReadCloser, error) { return c.member(i) }})
	}
	return nil
}

func (f *finder) pass(path, key string, err error) {
	f.found.Passed = append(f.found.Passed, newPassed(cleanPath(path), key, err))
}

// newPassed makes the report of something that is passed over; key names the
// message that says why and what to do.
func newPassed(name, key string, err error, args ...string) Passed {
	return Passed{name, &heed.Error{Code: heed.CodeInvalid, Op: "intake.Find(" + name + ")", Key: key, Args: args, Err: err}}
}

func cannotOpen(path string, err error) *heed.Error {
	return &heed.Error{Code: heed.CodeInvalid, Op: "intake.Find", Key: "error.cannot_open", Args: []string{"Path", path}, Err: err}
}
