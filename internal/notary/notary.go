// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package notary signs what the log was, by a key of the installation, and keeps
// what it has signed. Key and checkpoints are in a folder outside of the store:
// whoever can change the store cannot, by that alone, sign what it became.
package notary

import (
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/heed-upr/heed"
)

const (
	keyFile = "key"
	// extension is what the name of a checkpoint ends with, behind the day on which
	// it was signed and the length of the log.
	extension = ".checkpoint"
)

// Notary is the key of an installation and what it has signed.
type Notary struct {
	dir    string
	signer note.Signer
	public string
}

// Exists reports whether there is a key in a folder.
func Exists(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, keyFile))
	return err == nil
}

// Open opens a folder, for its owner only. Where there is no key in it, one is
// made.
func Open(dir string) (*Notary, error) {
	n, err := open(dir)
	if err != nil {
		return nil, &heed.Error{Code: heed.CodeInvalid, Op: "notary.Open", Key: "error.notary_folder", Args: []string{"Path", dir}, Err: err}
	}
	return n, nil
}

func open(dir string) (*Notary, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	path := filepath.Join(dir, keyFile)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		if err := create(dir, path); err != nil {
			return nil, err
		}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	secret, public, ok := strings.Cut(strings.TrimSpace(string(data)), "\n")
	if !ok {
		return nil, errors.New("the file of the key is not whole")
	}
	signer, err := note.NewSigner(secret)
	if err != nil {
		return nil, err
	}
	by, err := note.NewVerifier(public)
	if err != nil || by.Name() != signer.Name() || by.KeyHash() != signer.KeyHash() {
		return nil, errors.Join(errors.New("the two halves of the key do not belong together"), err)
	}
	return &Notary{dir: dir, signer: signer, public: public}, nil
}

// create makes a key. Where somebody else makes one at the same time, the first
// one counts.
func create(dir, path string) error {
	name := make([]byte, 10)
	if _, err := rand.Read(name); err != nil {
		return err
	}
	// A name that tells nothing, so that a copy of the log can move.
	secret, public, err := note.GenerateKey(rand.Reader, "heed-log-"+strings.ToLower(base32.StdEncoding.EncodeToString(name)))
	if err != nil {
		return err
	}
	made, err := write(dir, []byte(secret+"\n"+public+"\n"))
	if err != nil {
		return err
	}
	if err := os.Link(made, path); err != nil && !errors.Is(err, fs.ErrExist) {
		return errors.Join(err, os.Remove(made))
	}
	return os.Remove(made)
}

// write puts data on the disk under a passing name, for the owner only.
func write(dir string, data []byte) (string, error) {
	f, err := os.CreateTemp(dir, ".new-") // 0600
	if err != nil {
		return "", err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), nil
}

// Key is the verifier key, for everybody.
func (n *Notary) Key() string { return n.public }

// Name is what the key is called, and the log for which it signs.
func (n *Notary) Name() string { return n.signer.Name() }

// Sign signs a text that says what the log is, at a time and a length, and keeps
// it.
func (n *Notary) Sign(at time.Time, size int64, text string) ([]byte, error) {
	signed, err := note.Sign(&note.Note{Text: text}, n.signer)
	if err != nil {
		return nil, fmt.Errorf("notary.Sign: %w", err)
	}
	made, err := write(n.dir, signed)
	if err != nil {
		return nil, fmt.Errorf("notary.Sign: %w", err)
	}
	name := fmt.Sprintf("%s-%012d%s", at.UTC().Format("2006-01-02"), size, extension)
	if err := os.Rename(made, filepath.Join(n.dir, name)); err != nil {
		return nil, errors.Join(fmt.Errorf("notary.Sign: %w", err), os.Remove(made))
	}
	return signed, nil
}

// On is the first checkpoint that was signed on a day, nil where there is none.
func (n *Notary) On(day heed.Date) ([]byte, error) {
	kept, err := n.read(string(day) + "-*" + extension)
	if err != nil || len(kept) == 0 {
		return nil, err
	}
	return kept[0].Signed, nil
}

// Kept are the checkpoints that were signed here, from the first, each with the
// day on which it was.
func (n *Notary) Kept() ([]Kept, error) { return n.read("*" + extension) }

// Kept is a checkpoint that was signed.
type Kept struct {
	Day    heed.Date `json:"day"`
	Signed []byte    `json:"signed"`
}

// Size is how many entries the log had; false for what is no checkpoint.
func (k Kept) Size() (int64, bool) {
	lines := strings.SplitN(string(k.Signed), "\n", 3)
	if len(lines) < 3 {
		return 0, false
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	return size, err == nil && size >= 0
}

// name is the file of a checkpoint; it is false for what is none.
func (k Kept) name() (string, bool) {
	size, ok := k.Size()
	if !ok || !k.Day.Valid() || k.Day == "" {
		return "", false
	}
	return fmt.Sprintf("%s-%012d%s", k.Day, size, extension), true
}

// keyOf is the file of the verifier key by which the checkpoints of a backup were
// signed: the signing one is in no backup.
const keyOf = "key-of-backup.pub"

// Keep puts checkpoints that were signed elsewhere into a folder, with the key by
// which everybody can verify them, beside what is there.
func Keep(dir, key string, all []Kept) error {
	if len(all) == 0 {
		return nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("notary.Keep: %w", err)
	}
	files := map[string][]byte{keyOf: []byte(key + "\n")}
	for _, k := range all {
		name, ok := k.name()
		if !ok {
			return &heed.Error{Code: heed.CodeInvalid, Op: "notary.Keep", Key: "error.backup_part_damaged", Args: []string{"Part", "checkpoints"}}
		}
		files[name] = k.Signed
	}
	for name, data := range files {
		made, err := write(dir, data)
		if err != nil {
			return fmt.Errorf("notary.Keep: %w", err)
		}
		if err := os.Link(made, filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrExist) {
			return errors.Join(fmt.Errorf("notary.Keep: %w", err), os.Remove(made))
		}
		if err := os.Remove(made); err != nil {
			return fmt.Errorf("notary.Keep: %w", err)
		}
	}
	return nil
}

func (n *Notary) read(pattern string) ([]Kept, error) {
	names, err := filepath.Glob(filepath.Join(n.dir, pattern))
	if err != nil {
		return nil, fmt.Errorf("notary: %w", err)
	}
	slices.Sort(names)
	var out []Kept
	for _, name := range names {
		signed, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("notary: %w", err)
		}
		day := filepath.Base(name)
		out = append(out, Kept{Day: heed.Date(day[:min(len(day), len("2006-01-02"))]), Signed: signed})
	}
	return out, nil
}
