// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package files keeps originals by the digest of their content, in a folder
// that only its owner can read. A file is on the disk before Put returns, so
// that a row that names it never comes first.
package files

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
)

// Folder is a folder of originals, ab/cdef… for the digest abcdef….
type Folder struct {
	dir  string
	seal Seal // nil where the originals lie open
}

// Seal hides what files hold, and what they are; internal/seal has one.
type Seal interface {
	// Name is the name under which the data of a digest is kept, 64 hexadecimal
	// digits.
	Name(d heed.Digest) string
	// Seal encrypts a part of a file; Open gives it back, and an error for what
	// has been changed. Overhead is how many bytes longer a sealed part is.
	Seal(data []byte, part string) []byte
	Open(box []byte, part string) ([]byte, error)
	Overhead() int
}

// OpenSealed opens a folder whose files are sealed.
func OpenSealed(dir string, s Seal) (*Folder, error) {
	f, err := Open(dir)
	if err == nil {
		f.seal = s
	}
	return f, err
}

// Open opens a folder and makes it if need be. Where it is a link, the folder is
// what the link names: nothing walks into a link, so that a list of what is
// there would be empty.
func Open(dir string) (*Folder, error) {
	err := os.MkdirAll(dir, 0o700)
	real := dir
	if err == nil {
		real, err = filepath.EvalSymlinks(dir)
	}
	if err != nil {
		return nil, &heed.Error{Code: heed.CodeInvalid, Op: "files.Open", Key: "error.files_cannot_open", Args: []string{"Path", dir}, Err: err}
	}
	return &Folder{dir: real}, nil
}

func (f *Folder) path(d heed.Digest) string {
	name := string(d)
	if f.seal != nil {
		name = f.seal.Name(d)
	}
	return filepath.Join(f.dir, name[:2], name[2:])
}

// A sealed file has two parts: the digest, so that files can be listed, and the
// data, which is sealed for its digest and opens under no other.
const digestPart = "digest"

func (f *Folder) sealed(d heed.Digest, data []byte) []byte {
	return append(f.seal.Seal([]byte(d), digestPart), f.seal.Seal(data, string(d))...)
}

// digestBox is how many bytes of a sealed file are its first part.
func (f *Folder) digestBox() int { return 64 + f.seal.Overhead() }

// opened gives the data of a sealed file.
func (f *Folder) opened(d heed.Digest, file []byte) ([]byte, error) {
	if len(file) < f.digestBox() {
		return nil, errors.New("too short")
	}
	return f.seal.Open(file[f.digestBox():], string(d))
}

// Put keeps data and gives its digest. Keeping the same again changes nothing,
// and mends what was damaged.
func (f *Folder) Put(data []byte) (heed.Digest, error) {
	d := heed.DigestOf(data)
	if f.Has(d) {
		return d, nil
	}
	if f.seal != nil {
		data = f.sealed(d, data)
	}
	if err := write(f.path(d), data); err != nil {
		return "", fmt.Errorf("files.Put(%s): %w", d, err)
	}
	return d, nil
}

// Has reports whether the data of a digest is here, unharmed.
func (f *Folder) Has(d heed.Digest) bool {
	_, err := f.Get(d)
	return err == nil
}

// Remove takes away the data of a digest.
func (f *Folder) Remove(d heed.Digest) error {
	if err := os.Remove(f.path(d)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("files.Remove(%s): %w", d, err)
	}
	return nil
}

// unfinished is how the name of a file begins that is being written.
const unfinished = ".new-"

// write puts a file in place whole and synced, or not at all.
func write(path string, data []byte) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	temp, err := os.CreateTemp(dir, unfinished)
	if err != nil {
		return err
	}
	_, err = temp.Write(data)
	err = errors.Join(err, temp.Sync(), temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temp.Name()))
	}
	return syncDir(dir)
}

// syncDir makes a rename last over a loss of power.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Get gives the data of a digest: CodeNotFound where there is none, CodeInternal
// where the file is not what its name says.
func (f *Folder) Get(d heed.Digest) ([]byte, error) {
	const op = "files.Get"
	if !d.Valid() {
		return nil, &heed.Error{Code: heed.CodeNotFound, Op: op, Key: "error.document_not_found", Args: []string{"Document", string(d)}}
	}
	data, err := os.ReadFile(f.path(d))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &heed.Error{Code: heed.CodeNotFound, Op: op, Key: "error.original_missing", Args: []string{"Document", string(d)}, Err: err}
	}
	if err != nil {
		return nil, fmt.Errorf("files.Get(%s): %w", d, err)
	}
	if f.seal != nil {
		data, err = f.opened(d, data)
	}
	if err != nil || heed.DigestOf(data) != d {
		return nil, &heed.Error{Code: heed.CodeInternal, Op: op, Key: "error.original_damaged", Args: []string{"Document", string(d)}, Err: err}
	}
	return data, nil
}

// List gives the digests of all files, sorted.
func (f *Folder) List() ([]heed.Digest, error) {
	var out []heed.Digest
	err := filepath.WalkDir(f.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		relative, err := filepath.Rel(f.dir, path)
		d := heed.Digest(strings.ReplaceAll(relative, string(filepath.Separator), ""))
		if f.seal != nil && d.Valid() {
			d = f.digestOf(path)
		}
		if d.Valid() {
			out = append(out, d)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("files.List: %w", err)
	}
	slices.Sort(out)
	return out, nil
}

// Strange gives the path of something in the folder that is no original, sealed
// or not, and was not left by one that was being written; "" if there is nothing
// of the kind. A link is strange too: what it names lies elsewhere.
func (f *Folder) Strange() (string, error) {
	strange := ""
	err := filepath.WalkDir(f.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || path == f.dir {
			return err
		}
		if f.strange(path, e) {
			strange = path
			return fs.SkipAll
		}
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("files.Strange: %w", err)
	}
	return strange, nil
}

func (f *Folder) strange(path string, e fs.DirEntry) bool {
	relative, err := filepath.Rel(f.dir, path)
	dir, name := filepath.Split(relative)
	switch {
	case err != nil:
		return true
	case e.IsDir():
		return dir != "" || len(name) != 2
	}
	original := heed.Digest(strings.TrimSuffix(dir, string(filepath.Separator)) + name)
	return !e.Type().IsRegular() || len(dir) != 3 || !original.Valid() && !strings.HasPrefix(name, unfinished)
}

// digestOf reads the digest of a sealed file, "" where it is damaged.
func (f *Folder) digestOf(path string) heed.Digest {
	file, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer func() { _ = file.Close() }()
	box := make([]byte, f.digestBox())
	if _, err := io.ReadFull(file, box); err != nil {
		return ""
	}
	d, err := f.seal.Open(box, digestPart)
	if err != nil {
		return ""
	}
	return heed.Digest(d)
}

// Private reports whether nobody but the owner can look into the folder.
func (f *Folder) Private() (bool, error) {
	info, err := os.Stat(f.dir)
	if err != nil {
		return false, fmt.Errorf("files.Private: %w", err)
	}
	return info.Mode().Perm()&0o077 == 0, nil
}
