// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package files keeps originals by the digest of their content, in a folder
// that only its owner can read. A file is on the disk before Put returns, so
// that a row that names it never comes first.
package files

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/heed-upr/heed"
)

// Folder is a folder of originals, ab/cdef… for the digest abcdef….
type Folder struct{ dir string }

// Open opens a folder and makes it if need be.
func Open(dir string) (*Folder, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, &heed.Error{Code: heed.CodeInvalid, Op: "files.Open", Key: "error.files_cannot_open", Args: []string{"Path", dir}, Err: err}
	}
	return &Folder{dir}, nil
}

func (f *Folder) path(d heed.Digest) string {
	return filepath.Join(f.dir, string(d[:2]), string(d[2:]))
}

// Put keeps data and gives its digest. Keeping the same again changes nothing,
// and mends what was damaged.
func (f *Folder) Put(data []byte) (heed.Digest, error) {
	d := heed.DigestOf(data)
	if f.Has(d) {
		return d, nil
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

// write puts a file in place whole and synced, or not at all.
func write(path string, data []byte) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	temp, err := os.CreateTemp(dir, ".new-")
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
	if heed.DigestOf(data) != d {
		return nil, &heed.Error{Code: heed.CodeInternal, Op: op, Key: "error.original_damaged", Args: []string{"Document", string(d)}}
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
		if d := heed.Digest(strings.ReplaceAll(relative, string(filepath.Separator), "")); d.Valid() {
			out = append(out, d)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("files.List: %w", err)
	}
	return out, nil
}

// Private reports whether nobody but the owner can look into the folder.
func (f *Folder) Private() (bool, error) {
	info, err := os.Stat(f.dir)
	if err != nil {
		return false, fmt.Errorf("files.Private: %w", err)
	}
	return info.Mode().Perm()&0o077 == 0, nil
}
