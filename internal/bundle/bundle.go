// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package bundle is the form in which what one voice has published goes from one
// installation to another: a file of lines of canonical JSON. The first line is
// the head: a checkpoint that the key of the publisher's log has signed, and the
// one entry of that log that is opened to others, with the proof that it stands
// there. The entry's content lists everything else by digest, so that no byte of
// the file can be another one and the log of the publisher knows what was given
// away. Behind it stand the publications, and then the files that they name.
package bundle

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/audit"
)

// Version is that of the form.
const Version = 1

const (
	// maxLine bounds one line in bytes: that of the largest file that evidence may
	// be, in base64.
	maxLine = 256 << 20
	// maxItems bounds how many publications and files there may be.
	maxItems = 200_000
)

// Content is what the opened entry says.
type Content struct {
	Version int `json:"version"`
	// Of is whose publications these are: all of a voice of a State, or those of one
	// institution.
	Of  heed.Side `json:"of"`
	Day heed.Date `json:"day"`
	// Items and Files are the digests of what follows, in its order.
	Items []heed.Digest `json:"items,omitempty"`
	Files []heed.Digest `json:"files,omitempty"`
}

// head is the first line.
type head struct {
	Checkpoint string           `json:"checkpoint"`
	Position   int64            `json:"position,string"`
	Role       heed.Role        `json:"role"`
	At         string           `json:"at"`
	Nonce      []byte           `json:"nonce"`
	Content    json.RawMessage  `json:"content"`
	Proof      tlog.RecordProof `json:"proof"`
}

// file is a line that holds a file.
type file struct {
	Data []byte `json:"data"`
}

// Bundle is what a file holds whose head was found right.
type Bundle struct {
	Content
	// Key is the one that signed, and Size how many entries the log had.
	Key  string
	Size int64
	// Publications stand in the order of Items.
	Publications []heed.Publication
}

// Item gives the line of a publication, and its digest.
func Item(p heed.Publication) ([]byte, heed.Digest, error) {
	line, err := audit.Canonical(p)
	return line, heed.DigestOf(line), err
}

// Opening is an entry that is opened, with what proves that it stands in the log.
type Opening struct {
	Checkpoint []byte
	Entry      heed.Entry
	Proof      tlog.RecordProof
}

// Write writes a bundle: lines are those of the publications, and get gives a
// file by its digest.
func Write(w io.Writer, o Opening, lines [][]byte, files []heed.Digest, get func(heed.Digest) ([]byte, error)) error {
	first, err := audit.Canonical(head{
		Checkpoint: string(o.Checkpoint), Position: o.Entry.Position, Role: o.Entry.Role, At: o.Entry.At.UTC().Format(time.RFC3339Nano),
		Nonce: o.Entry.Nonce, Content: o.Entry.Content, Proof: o.Proof,
	})
	if err != nil {
		return fmt.Errorf("bundle.Write: %w", err)
	}
	out := bufio.NewWriter(w)
	put := func(line []byte) {
		_, _ = out.Write(line) // Flush says so
		_ = out.WriteByte('\n')
	}
	put(first)
	for _, line := range lines {
		put(line)
	}
	for _, d := range files {
		data, err := get(d)
		if err != nil {
			return fmt.Errorf("bundle.Write: %w", err)
		}
		line, err := audit.Canonical(file{data})
		if err != nil {
			return fmt.Errorf("bundle.Write: %w", err)
		}
		put(line)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("bundle.Write: %w", err)
	}
	return nil
}

// Read reads a bundle to its end and holds every byte of it against what the key
// has signed. Each file is handed to keep, in the order of Files: what it gets is
// right, but only a nil error of Read says that all is.
//
// CodeInvalid for what is no bundle, is not whole, was changed, or was signed by
// another key.
func Read(r io.Reader, key string, keep func(heed.Digest, []byte) error) (Bundle, error) {
	lines := lines{bufio.NewReaderSize(r, 1<<16)}
	first, err := lines.next()
	if err != nil {
		return Bundle{}, damaged(err)
	}
	b, err := opened(first, key)
	if err != nil {
		return Bundle{}, err
	}
	for _, want := range b.Items {
		line, err := lines.next()
		if err == nil && heed.DigestOf(line) != want {
			err = errors.New("a publication is not the one that was signed")
		}
		var p heed.Publication
		if err == nil {
			err = json.Unmarshal(line, &p)
		}
		if err != nil {
			return Bundle{}, damaged(err)
		}
		b.Publications = append(b.Publications, p)
	}
	for _, want := range b.Files {
		data, err := lines.file(want)
		if err != nil {
			return Bundle{}, damaged(err)
		}
		if err := keep(want, data); err != nil {
			return Bundle{}, err
		}
	}
	if _, err := lines.next(); !errors.Is(err, io.EOF) {
		return Bundle{}, damaged(errors.Join(errors.New("there is more in the file than was signed"), err))
	}
	return b, nil
}

// opened reads the head and finds it right.
func opened(line []byte, key string) (Bundle, error) {
	var h head
	if err := same(line, &h); err != nil {
		return Bundle{}, damaged(err)
	}
	point, err := audit.OpenCheckpoint([]byte(h.Checkpoint), key)
	if err != nil {
		return Bundle{}, err
	}
	at, err := time.Parse(time.RFC3339Nano, h.At)
	if err != nil {
		return Bundle{}, damaged(err)
	}
	entry := heed.Entry{Position: h.Position, Kind: heed.EntryBundle, At: at, Role: h.Role, Nonce: h.Nonce, Content: h.Content}
	entry.Commitment = audit.Commitment(entry.Nonce, entry.Content)
	if err := point.Holds(entry, h.Proof); err != nil {
		return Bundle{}, damaged(err)
	}
	b := Bundle{Key: key, Size: point.Size}
	switch err := same(h.Content, &b.Content); {
	case err != nil:
		return Bundle{}, damaged(err)
	case b.Version != Version:
		return Bundle{}, &heed.Error{Code: heed.CodeInvalid, Op: "bundle.Read", Key: "error.bundle_version"}
	case len(b.Items)+len(b.Files) > maxItems, !slices.Contains(heed.Voices, b.Of.Voice), !b.Day.Valid():
		return Bundle{}, damaged(errors.New("the list of what follows is not one"))
	}
	return b, nil
}

// same reads a line that has to be the one that Heed would write: no byte of it
// may be another one with the same meaning.
func same(line []byte, into any) error {
	if err := json.Unmarshal(line, into); err != nil {
		return err
	}
	again, err := audit.Canonical(into)
	if err == nil && !bytes.Equal(again, line) {
		err = errors.New("a line is not as it is written")
	}
	return err
}

// lines are those of the file.
type lines struct{ *bufio.Reader }

// next gives the next line, io.EOF behind the last one.
func (l lines) next() ([]byte, error) {
	var out []byte
	for {
		part, err := l.ReadSlice('\n')
		out = append(out, part...)
		switch {
		case len(out) > maxLine:
			return nil, errors.New("a line is too long")
		case err == nil:
			return out[:len(out)-1], nil
		case errors.Is(err, io.EOF) && len(out) > 0:
			return nil, io.ErrUnexpectedEOF
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, err
		}
	}
}

// file gives the next line's file, which has to be the one that is asked for.
func (l lines) file(want heed.Digest) ([]byte, error) {
	line, err := l.next()
	if err != nil {
		return nil, err
	}
	var f file
	if err := same(line, &f); err != nil {
		return nil, err
	}
	if heed.DigestOf(f.Data) != want {
		return nil, errors.New("a file is not the one that was signed")
	}
	return f.Data, nil
}

func damaged(err error) error {
	return &heed.Error{Code: heed.CodeInvalid, Op: "bundle.Read", Key: "error.bundle_damaged", Err: err}
}
