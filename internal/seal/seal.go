// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package seal holds the keys of a sealed store. Whoever finds the disk without
// the passphrase can read nothing of what the store holds; whoever finds the
// machine while it runs can.
//
// A small file beside the store holds a random key, wrapped by another that is
// made of the passphrase (Argon2id). A new passphrase wraps the same key anew,
// so nothing else has to be written again. Without the file, or without the
// passphrase, the store is lost.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/crypto/argon2"

	"github.com/heed-upr/heed"
)

// Extension is what the name of the file of keys has behind the store's.
const Extension = ".seal"

// MinPassphrase is how many bytes a new passphrase has at least.
const MinPassphrase = 12

// KeySize is how many bytes a key has.
const KeySize = 32

// Keys are what a sealed store is read and written with.
type Keys struct{ master []byte }

// Store is the key of the database.
func (k Keys) Store() []byte { return k.derive("heed store") }

// Originals seals the originals beside a store.
func (k Keys) Originals() Originals {
	return Originals{k.derive("heed names of files"), k.derive("heed content of files")}
}

// Originals hides names and contents of files. It is the files.Seal of a sealed
// store.
type Originals struct{ names, contents []byte }

// Name is the name under which the data of a digest is kept: 64 hexadecimal
// digits that tell nothing of it.
func (o Originals) Name(d heed.Digest) string {
	mac := hmac.New(sha256.New, o.names)
	_, _ = mac.Write([]byte(d)) // a hash takes everything
	return hex.EncodeToString(mac.Sum(nil))
}

// Seal encrypts data for one file; part tells the parts of a file apart.
func (o Originals) Seal(data []byte, part string) []byte {
	return Box(o.contents, data, []byte(part))
}

// Open opens what Seal made for the same part of the same file.
func (o Originals) Open(box []byte, part string) ([]byte, error) {
	return Unbox(o.contents, box, []byte(part))
}

// Overhead is how many bytes longer Seal makes data.
func (o Originals) Overhead() int { return Overhead }

func (k Keys) derive(purpose string) []byte {
	key, err := hkdf.Expand(sha256.New, k.master, purpose, KeySize)
	if err != nil {
		panic(err) // a length that SHA-256 cannot give
	}
	return key
}

// envelope is the file: how a key is made of the passphrase, and the box that it
// opens. It names nobody and no time.
type envelope struct {
	Version int    `json:"heed_seal"`
	KDF     string `json:"kdf"`
	Time    uint32 `json:"time"`
	Memory  uint32 `json:"memory_kib"`
	Threads uint8  `json:"threads"`
	Salt    []byte `json:"salt"`
	Box     []byte `json:"box"`
}

// Cost is what it takes to make a key of a passphrase, for everyone who guesses
// too.
type Cost struct {
	Rounds    uint32
	MemoryKiB uint32
}

// Standard is what Heed's seals cost: about half a second and 64 MiB (RFC 9106
// asks for less).
var Standard = Cost{Rounds: 4, MemoryKiB: 64 << 10}

// The form of the file, and the most that opening one may take: what asks for
// more was not written by Heed, and would only stop the machine.
const (
	version    = 1
	kdf        = "argon2id"
	threads    = 2
	maxRounds  = 64
	maxMemory  = 2 << 20 // KiB
	maxThreads = 16
	saltSize   = 16
)

// Exists reports whether there is a file of keys: then the store is sealed.
func Exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// Create makes new keys and their file, which must not exist.
func Create(path, passphrase string, c Cost) (Keys, error) {
	if err := check(passphrase); err != nil {
		return Keys{}, err
	}
	if Exists(path) {
		return Keys{}, fmt.Errorf("seal.Create: %w", fs.ErrExist)
	}
	k := Keys{random(KeySize)}
	return k, k.write(path, passphrase, c)
}

// Open opens the file of keys. CodeForbidden says that the passphrase is not the
// right one. A file that costs less than least was not written so: with its
// numbers changed every passphrase would seem to be wrong.
func Open(path, passphrase string, least Cost) (Keys, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return Keys{}, fmt.Errorf("seal.Open: %w", err)
	}
	var e envelope
	if err := json.Unmarshal(data, &e); err != nil {
		return Keys{}, damaged(path, err)
	}
	if err := e.sound(least); err != nil {
		return Keys{}, damaged(path, err)
	}
	master, err := Unbox(e.key(passphrase), e.Box, nil)
	if err != nil {
		return Keys{}, &heed.Error{Code: heed.CodeForbidden, Op: "seal.Open", Key: "error.passphrase_wrong", Err: err}
	}
	return Keys{master}, nil
}

// sound reports what keeps an envelope from being one that was written at that
// cost or a higher one.
func (e envelope) sound(least Cost) error {
	switch {
	case e.Version != version || e.KDF != kdf:
		return fmt.Errorf("form %d, %s", e.Version, e.KDF)
	case e.Time < least.Rounds || e.Time > maxRounds || e.Memory < least.MemoryKiB || e.Memory > maxMemory || e.Threads < 1 || e.Threads > maxThreads:
		return fmt.Errorf("%d rounds, %d KiB, %d threads", e.Time, e.Memory, e.Threads)
	case len(e.Salt) < saltSize || len(e.Box) != KeySize+Overhead:
		return fmt.Errorf("a salt of %d bytes, a key of %d", len(e.Salt), len(e.Box))
	}
	return nil
}

// Change gives the keys another passphrase.
func (k Keys) Change(path, passphrase string, c Cost) error {
	if err := check(passphrase); err != nil {
		return err
	}
	return k.write(path, passphrase, c)
}

func check(passphrase string) error {
	if len(passphrase) < MinPassphrase {
		return &heed.Error{Code: heed.CodeInvalid, Op: "seal", Key: "error.passphrase_short", Args: []string{"Length", fmt.Sprint(MinPassphrase)}}
	}
	return nil
}

func damaged(path string, err error) error {
	return &heed.Error{Code: heed.CodeInvalid, Op: "seal.Open", Key: "error.seal_damaged", Args: []string{"Path", path}, Err: err}
}

// key makes a key of a passphrase.
func (e envelope) key(passphrase string) []byte {
	return argon2.IDKey([]byte(passphrase), e.Salt, e.Time, e.Memory, e.Threads, KeySize)
}

// write puts the file in place whole and synced, or not at all.
func (k Keys) write(path, passphrase string, c Cost) error {
	e := envelope{Version: version, KDF: kdf, Time: c.Rounds, Memory: c.MemoryKiB, Threads: threads, Salt: random(saltSize)}
	e.Box = Box(e.key(passphrase), k.master, nil)
	data, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("seal: %w", err)
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".new-seal-")
	if err != nil {
		return fmt.Errorf("seal: %w", err)
	}
	_, err = temp.Write(append(data, '\n'))
	err = errors.Join(err, temp.Sync(), temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("seal: %w", err), os.Remove(temp.Name()))
	}
	return nil
}

// Box encrypts data; whoever opens it must say the same about.
func Box(key, data, about []byte) []byte {
	nonce := random(12)
	return gcm(key).Seal(nonce, nonce, data, about)
}

// Overhead is how many bytes a box has more than what is in it.
const Overhead = 12 + 16

// Unbox opens what Box made. An error says that key, content or about is not
// that of the box.
func Unbox(key, box, about []byte) ([]byte, error) {
	if len(box) < Overhead {
		return nil, errors.New("seal.Unbox: too short")
	}
	return gcm(key).Open(nil, box[:12], box[12:], about)
}

func gcm(key []byte) cipher.AEAD {
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err) // every key here has 32 bytes
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		panic(err)
	}
	return aead
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // it never fails
	return b
}
