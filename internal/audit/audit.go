// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package audit is the log of everything that changes the record: a Merkle
// tree that anyone can check. A leaf is a salted commitment to an entry's
// content, so content can be erased by destroying it and its salt, while
// position, kind, time and role stay and the tree still verifies.
//
// It computes and verifies; stores keep the entries and the tree's hashes.
package audit

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/heed-upr/heed"
)

// version is the first byte of what a commitment is made of, and the first
// field of a record; it changes with the form of either.
const version = 1

// nonceSize is the length of the salt in bytes. Without it a short content
// could be guessed from its commitment after it was erased.
const nonceSize = 32

// NewEntry makes an entry without a position, with a fresh nonce. Content is
// put into canonical JSON.
func NewEntry(kind heed.EntryKind, role heed.Role, at time.Time, content any) (heed.Entry, error) {
	body, err := Canonical(content)
	if err != nil {
		return heed.Entry{}, fmt.Errorf("audit.NewEntry: %w", err)
	}
	nonce := make([]byte, nonceSize)
	if _, err := rand.Read(nonce); err != nil {
		return heed.Entry{}, fmt.Errorf("audit.NewEntry: %w", err)
	}
	at = at.UTC().Truncate(time.Microsecond) // what every engine can keep
	return heed.Entry{Kind: kind, Role: role, At: at, Nonce: nonce, Content: body, Commitment: Commitment(nonce, body)}, nil
}

// Canonical gives JSON with sorted keys, without needless escapes and blanks,
// so that the same content always has the same bytes.
func Canonical(v any) ([]byte, error) {
	plain, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(plain))
	d.UseNumber()
	var generic any
	if err := d.Decode(&generic); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(generic); err != nil { // maps are written with sorted keys
		return nil, err
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

// Commitment is SHA-256(version, nonce, content): what the tree holds of an
// entry's content.
func Commitment(nonce, content []byte) [32]byte {
	h := sha256.New()
	h.Write([]byte{version})
	h.Write(nonce)
	h.Write(content)
	return [32]byte(h.Sum(nil))
}

// Record gives the bytes that the tree holds for an entry. They bind what stays
// when the content is erased: nobody can change time or role unseen.
func Record(e heed.Entry) []byte {
	record, err := Canonical(map[string]any{
		"v": version, "kind": e.Kind, "role": e.Role,
		"at": e.At.UTC().Format(time.RFC3339Nano), "commitment": hex.EncodeToString(e.Commitment[:]),
	})
	if err != nil {
		panic(err) // strings and a number always have a JSON form
	}
	return record
}

// Hashes gives the hashes that the tree gains by the entry at its position, in
// the order of their indexes, which begin at tlog.StoredHashCount(position).
func Hashes(e heed.Entry, r tlog.HashReader) ([]tlog.Hash, error) {
	return tlog.StoredHashes(e.Position, Record(e), r)
}

// Root gives the root of a tree of size entries.
func Root(size int64, r tlog.HashReader) (tlog.Hash, error) { return tlog.TreeHash(size, r) }

// Problem is something in the log that does not verify.
type Problem struct {
	Position int64  `json:"position"`
	What     string `json:"what"`
}

// Verifier checks entries one by one, in order, and builds the tree anew.
type Verifier struct {
	size     int64
	erased   int64
	hashes   []tlog.Hash
	problems []Problem
}

// ReadHashes gives hashes of the tree built so far.
func (v *Verifier) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		if x >= int64(len(v.hashes)) {
			return nil, fmt.Errorf("audit: no hash %d in a tree of %d", x, v.size)
		}
		out[i] = v.hashes[x]
	}
	return out, nil
}

// Add checks one entry: its position, and its content against the commitment.
func (v *Verifier) Add(e heed.Entry) error {
	if e.Position != v.size {
		v.problem(e.Position, fmt.Sprintf("position %d stands where %d should", e.Position, v.size))
		e.Position = v.size
	}
	switch {
	case e.Tombstone != nil:
		v.erased++
		if e.Nonce != nil || e.Content != nil {
			v.problem(e.Position, "erased, but its content is still there")
		}
	case e.Nonce == nil || e.Content == nil:
		v.problem(e.Position, "its content is missing, and nothing says that it was erased")
	case Commitment(e.Nonce, e.Content) != e.Commitment:
		v.problem(e.Position, "its content is not what was written")
	}
	hashes, err := Hashes(e, v)
	if err != nil {
		return err
	}
	v.hashes = append(v.hashes, hashes...)
	v.size++
	return nil
}

func (v *Verifier) problem(position int64, what string) {
	v.problems = append(v.problems, Problem{position, what})
}

// Report is what a check of the whole log found.
type Report struct {
	Size     int64     `json:"size"`
	Erased   int64     `json:"erased"`
	Root     string    `json:"root"` // hexadecimal
	Problems []Problem `json:"problems,omitempty"`
}

// Finish compares the tree with the stored hashes and gives the report.
func (v *Verifier) Finish(stored []tlog.Hash) (Report, error) {
	if len(stored) != len(v.hashes) {
		v.problem(v.size, fmt.Sprintf("the log has %d hashes, its entries give %d", len(stored), len(v.hashes)))
	}
	for i := range min(len(stored), len(v.hashes)) {
		if stored[i] != v.hashes[i] {
			_, n := tlog.SplitStoredHashIndex(int64(i))
			v.problem(n, "an entry is not the one that the tree was built of")
			break
		}
	}
	r := Report{Size: v.size, Erased: v.erased, Problems: v.problems}
	if v.size > 0 {
		root, err := Root(v.size, v)
		if err != nil {
			return r, err
		}
		r.Root = hex.EncodeToString(root[:])
	}
	return r, nil
}
