// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package seal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"filippo.io/age"

	"github.com/heed-upr/heed"
)

// VaultExtension is what the name of the key of a vault has behind that of the
// store or, for a store on a server, of its folder.
const VaultExtension = ".evidence-key"

// Vault seals originals of evidence to a key that lies outside of the store, in
// the form of age, so that a store or a backup alone opens none of them, and age
// does. The key is for what no computer of tomorrow shall open either (ML-KEM
// beside X25519). It is made when it is first needed. A vault is safe for use by
// several goroutines.
type Vault struct {
	path string
	mu   sync.Mutex
	key  *age.HybridIdentity
}

// OpenVault gives the vault of a key; nothing is read or made yet.
func OpenVault(path string) *Vault { return &Vault{path: path} }

// Path is where the key is.
func (v *Vault) Path() string { return v.path }

// Has reports whether the key is there.
func (v *Vault) Has() bool { return Exists(v.path) }

// Seal encrypts data, and makes the key if there is none.
func (v *Vault) Seal(data []byte) ([]byte, error) {
	key, err := v.load()
	if errors.Is(err, fs.ErrNotExist) {
		key, err = v.create()
	}
	if err != nil {
		return nil, fmt.Errorf("seal.Vault: %w", err)
	}
	var out bytes.Buffer
	w, err := age.Encrypt(&out, key.Recipient())
	if err == nil {
		_, err = w.Write(data)
		err = errors.Join(err, w.Close())
	}
	if err != nil {
		return nil, fmt.Errorf("seal.Vault: %w", err)
	}
	return out.Bytes(), nil
}

// Open gives back what Seal encrypted. CodeConflict says that the key is not
// here, or is another one.
func (v *Vault) Open(box []byte) ([]byte, error) {
	key, err := v.load()
	if err != nil {
		return nil, &heed.Error{Code: heed.CodeConflict, Op: "seal.Vault", Key: "error.evidence_key", Err: err}
	}
	r, err := age.Decrypt(bytes.NewReader(box), key)
	if err != nil {
		return nil, &heed.Error{Code: heed.CodeConflict, Op: "seal.Vault", Key: "error.evidence_key", Err: err}
	}
	out, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("seal.Vault: %w", err)
	}
	return out, nil
}

// load reads the key.
func (v *Vault) load() (*age.HybridIdentity, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.key != nil {
		return v.key, nil
	}
	data, err := os.ReadFile(v.path)
	if err != nil {
		return nil, err
	}
	all, err := age.ParseIdentities(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	key, ok := all[0].(*age.HybridIdentity) // there is one, or parsing failed
	if !ok {
		return nil, errors.New("the key is of another kind")
	}
	v.key = key
	return key, nil
}

// create makes the key. Where somebody else makes it at the same time, it is
// theirs.
func (v *Vault) create() (*age.HybridIdentity, error) {
	key, err := age.GenerateHybridIdentity()
	if err != nil {
		return nil, err
	}
	if err := v.write("# Opens the originals of evidence. Keep a copy apart from the store and its backups.\n" + key.String() + "\n"); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return v.load()
}

// write puts the key in place whole and synced, for its owner alone, and never
// over another one.
func (v *Vault) write(text string) error {
	f, err := os.CreateTemp(filepath.Dir(v.path), ".new-key-") // for its owner alone
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Link(f.Name(), v.path) // fails where there is one
	}
	return errors.Join(err, os.Remove(f.Name()))
}
