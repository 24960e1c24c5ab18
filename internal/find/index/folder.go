// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/blevesearch/mmap-go"
)

// Folder keeps segments in files, so that a program that starts has them at
// once. It can be deleted at any time: what is in it is made anew.
type Folder struct{ path string }

// Saved is a segment and the numbers that its rows have where they came from:
// all above After, up to To.
type Saved struct {
	*Segment
	After, To int64

	file string // its name in the folder, "" if it is in none
}

// NewSaved is a segment that was just made.
func NewSaved(s *Segment, after, to int64) Saved { return Saved{Segment: s, After: after, To: to} }

// manifest says which files make an index.
type manifest struct {
	// Form names how rows were made; an index of another form is of no use.
	Form string `json:"form"`
	// Of names the state of the store that the rows came from.
	Of       string         `json:"of"`
	Segments []manifestLine `json:"segments"`
}

type manifestLine struct {
	File  string `json:"file"`
	After int64  `json:"after"`
	To    int64  `json:"to"`
}

const manifestName = "index.json"

// OpenFolder opens a folder, and makes it where there is none.
func OpenFolder(path string) (*Folder, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, fmt.Errorf("index.OpenFolder: %w", err)
	}
	return &Folder{path}, nil
}

// Load gives the segments of an index that was saved in this form, and what it
// is of; none if there is no such index, or a damaged one.
func (f *Folder) Load(form string) (of string, all []Saved) {
	data, err := os.ReadFile(filepath.Join(f.path, manifestName))
	var m manifest
	if err != nil || json.Unmarshal(data, &m) != nil || m.Form != form {
		return "", nil
	}
	for _, line := range m.Segments {
		s, err := f.open(line.File)
		if err != nil {
			return "", nil
		}
		all = append(all, Saved{s, line.After, line.To, line.File})
	}
	return m.Of, all
}

// open maps a file into memory. It stays mapped as long as the program runs: a
// segment is in use until the last question that was put to it is answered, and
// what nobody looks at takes no memory.
func (f *Folder) open(name string) (*Segment, error) {
	if name != filepath.Base(name) {
		return nil, ErrDamaged
	}
	file, err := os.Open(filepath.Join(f.path, name))
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // the mapping stays
	info, err := file.Stat()
	if err != nil || info.Size() == 0 {
		return nil, errors.Join(err, ErrDamaged)
	}
	data, err := mmap.Map(file, mmap.RDONLY, 0)
	if err != nil {
		return nil, err
	}
	s, err := Open(data)
	if err != nil {
		return nil, errors.Join(err, data.Unmap())
	}
	return s, nil
}

// Save writes what is not yet in the folder, and then which segments make the
// index. It gives them as they are in the folder, and removes what is no longer
// used once nobody can be about to open it.
func (f *Folder) Save(form, of string, all []Saved) ([]Saved, error) {
	out := slices.Clone(all)
	m := manifest{Form: form, Of: of}
	for i, s := range all {
		if s.file == "" {
			name, err := f.write("*.seg", s.data)
			if err != nil {
				return nil, err
			}
			if out[i].Segment, err = f.open(name); err != nil {
				return nil, fmt.Errorf("index.Save: %w", err)
			}
			out[i].file = name
		}
		m.Segments = append(m.Segments, manifestLine{out[i].file, s.After, s.To})
	}
	data, err := json.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("index.Save: %w", err)
	}
	name, err := f.write("*.new", data)
	if err != nil {
		return nil, err
	}
	if err := os.Rename(filepath.Join(f.path, name), filepath.Join(f.path, manifestName)); err != nil {
		return nil, fmt.Errorf("index.Save: %w", err)
	}
	f.sweep(m)
	return out, nil
}

// Clear removes an index from a folder, and the folder if nothing else is in
// it. Where there is none, nothing is done.
func Clear(path string) error {
	for _, pattern := range []string{manifestName, "*.seg", "*.new"} {
		names, err := filepath.Glob(filepath.Join(path, pattern))
		if err != nil {
			return fmt.Errorf("index.Clear: %w", err)
		}
		for _, name := range names {
			if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return fmt.Errorf("index.Clear: %w", err)
			}
		}
	}
	_ = os.Remove(path) // it stays where something else is in it
	return nil
}

// write puts bytes into a file of a new name. They need not be synced: what is
// damaged is made anew.
func (f *Folder) write(pattern string, data []byte) (string, error) {
	file, err := os.CreateTemp(f.path, pattern)
	if err != nil {
		return "", fmt.Errorf("index.Save: %w", err)
	}
	_, err = file.Write(data)
	if err = errors.Join(err, file.Close()); err != nil {
		return "", fmt.Errorf("index.Save: %w", errors.Join(err, os.Remove(file.Name())))
	}
	return filepath.Base(file.Name()), nil
}

// unusedFor is how long a file must lie unused before it is removed: another
// program may have read a former manifest, or be about to write one.
const unusedFor = time.Hour

// sweep removes the files that no longer belong to the index.
func (f *Folder) sweep(m manifest) {
	entries, err := os.ReadDir(f.path)
	if err != nil {
		return // the next time
	}
	for _, e := range entries {
		used := slices.ContainsFunc(m.Segments, func(l manifestLine) bool { return l.File == e.Name() })
		mine, _ := filepath.Match("*.seg", e.Name())
		left, _ := filepath.Match("*.new", e.Name())
		info, err := e.Info()
		if used || !mine && !left || err != nil || time.Since(info.ModTime()) < unusedFor {
			continue
		}
		if err := os.Remove(filepath.Join(f.path, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return // Windows keeps what is mapped
		}
	}
}
