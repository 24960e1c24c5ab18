// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/notary"
	"github.com/heed-upr/heed/internal/policy"
)

const (
	// backupVersion is the version of the form of a backup.
	backupVersion = 1
	// maxDump bounds the part of a backup that holds the store, in bytes.
	maxDump = 16 << 30
	// maxOriginal bounds one original in a backup, in bytes: whatever the limit
	// was with which it once came in.
	maxOriginal = 2 << 30

	manifestName = "heed-backup.json"
	dumpName     = "store.jsonl"
	filesPrefix  = "files/"
)

// manifest stands first in a backup and says what must be in it.
type manifest struct {
	Version int           `json:"version"`
	Dump    heed.Digest   `json:"store"`
	Files   []heed.Digest `json:"files"`
	// Checkpoints are those that were signed of the log, by the key that LogKey
	// verifies; none where nothing is signed. The signing key is in no backup.
	Checkpoints []notary.Kept `json:"checkpoints,omitempty"`
	LogKey      string        `json:"log_key,omitempty"`
}

// signed puts the checkpoints into a manifest.
func (a *App) signed(m *manifest) error {
	if a.Notary == nil {
		return nil
	}
	var err error
	m.Checkpoints, err = a.Notary.Kept()
	m.LogKey = a.Notary.Key()
	return err
}

// Backup writes store, originals and signed checkpoints as one archive. It names no host, user,
// path or time: the same content gives the same bytes. Originals that are
// missing or damaged cannot be in it and are the problems that it gives.
func (a *App) Backup(ctx context.Context, actor heed.Actor, w io.Writer) ([]Problem, error) {
	if err := policy.Allow(actor, policy.Backup); err != nil {
		return nil, err
	}
	// What an interrupt has left of a redaction is not carried on.
	if err := a.destroyRedacted(ctx); err != nil {
		return nil, err
	}
	m := manifest{Version: backupVersion}
	if err := a.signed(&m); err != nil { // before the log that they are of
		return nil, err
	}
	dump, digest, err := a.dump(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { _ = dump.remove() }()
	kept, problems, err := a.unharmed(ctx)
	if err != nil {
		return nil, err
	}
	m.Dump, m.Files = digest, kept
	return problems, a.writeBackup(w, dump, m)
}

// unharmed lists the originals that are whole, and those that the records name
// and that are not. What the records name is asked for by its name: a list of
// the folder alone says nothing of what it leaves out.
func (a *App) unharmed(ctx context.Context) ([]heed.Digest, []Problem, error) {
	var r VerifyReport
	var named []heed.Digest
	err := a.Store.View(ctx, func(s find.Source) error {
		var err error
		if named, err = a.verifyDocuments(ctx, s, &r); err != nil {
			return err
		}
		copies, err := a.verifyEvidence(ctx, s, &r)
		named = append(named, copies...)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	listed, err := a.Files.List() // after the records: an original comes before its row
	if err != nil {
		return nil, nil, err
	}
	known := map[heed.Digest]bool{}
	for _, d := range named {
		known[d] = true
	}
	kept := named
	for _, d := range listed {
		if !known[d] && a.Files.Has(d) {
			kept = append(kept, d)
		}
	}
	slices.Sort(kept)
	return slices.Compact(kept), r.Problems, nil
}

// writeBackup writes the archive.
func (a *App) writeBackup(w io.Writer, dump *scratch, m manifest) error {
	head, err := json.Marshal(m)
	if err != nil {
		return err
	}
	zipped := gzip.NewWriter(w)
	out := tar.NewWriter(zipped)
	if err := addPart(out, manifestName, int64(len(head)), bytes.NewReader(head)); err != nil {
		return err
	}
	if err := addPart(out, dumpName, dump.size, dump); err != nil {
		return err
	}
	for _, d := range m.Files {
		data, err := a.Files.Get(d)
		if err != nil {
			return err
		}
		if err := addPart(out, filesPrefix+string(d), int64(len(data)), bytes.NewReader(data)); err != nil {
			return err
		}
	}
	return errors.Join(out.Close(), zipped.Close())
}

// dump writes the store to a temporary file, so that its length and digest are
// known before it goes into the archive.
func (a *App) dump(ctx context.Context) (*scratch, heed.Digest, error) {
	f, err := newScratch()
	if err != nil {
		return nil, "", err
	}
	digest := heed.NewDigester()
	err = a.Store.Dump(ctx, io.MultiWriter(f, digest))
	if err == nil {
		err = f.rewind()
	}
	if err != nil {
		return nil, "", errors.Join(err, f.remove())
	}
	return f, digest.Digest(), nil
}

func addPart(out *tar.Writer, name string, size int64, r io.Reader) error {
	if err := out.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: size, Format: tar.FormatPAX}); err != nil {
		return fmt.Errorf("app.Backup(%s): %w", name, err)
	}
	if _, err := io.Copy(out, r); err != nil {
		return fmt.Errorf("app.Backup(%s): %w", name, err)
	}
	return nil
}

// Restore fills an empty store and its folder of originals from a backup.
// Nothing is loaded unless the store's part is whole; CodeInvalid says that
// the archive is damaged, CodeConflict that the store is not empty.
func (a *App) Restore(ctx context.Context, actor heed.Actor, r io.Reader) error {
	if err := policy.Allow(actor, policy.Restore); err != nil {
		return err
	}
	zipped, err := gzip.NewReader(r)
	if err != nil {
		return damaged(manifestName, err)
	}
	in := tar.NewReader(zipped)
	var m manifest
	if err := readManifest(in, &m); err != nil {
		return err
	}
	if err := a.empty(ctx); err != nil {
		return err
	}
	dump, err := readDump(in, m.Dump)
	if err != nil {
		return err
	}
	defer func() { _ = dump.remove() }()
	put, err := a.restoreFiles(in, m)
	if err == nil {
		err = wholeArchive(in, zipped)
	}
	if err == nil && a.Keep != nil {
		err = a.Keep(m.LogKey, m.Checkpoints)
	}
	if err == nil {
		err = a.Store.Load(ctx, dump)
	}
	if err != nil { // nothing stays of what could not be restored whole
		for _, d := range put {
			err = errors.Join(err, a.Files.Remove(d))
		}
	}
	return err
}

// empty says so where there is something in the store already.
func (a *App) empty(ctx context.Context) error {
	return a.Store.View(ctx, func(s find.Source) error {
		documents, err := s.Documents(ctx)
		if err != nil {
			return err
		}
		entries, err := s.Entries(ctx, 0, 1)
		if err != nil {
			return err
		}
		if len(documents)+len(entries) > 0 {
			return &heed.Error{Code: heed.CodeConflict, Op: "app.Restore", Key: "error.store_not_empty"}
		}
		return nil
	})
}

// wholeArchive reads to the end, where the checksums of the archive stand.
func wholeArchive(in *tar.Reader, zipped *gzip.Reader) error {
	if _, err := in.Next(); !errors.Is(err, io.EOF) {
		return damaged("the end", err)
	}
	if _, err := io.Copy(io.Discard, zipped); err != nil {
		return damaged("the end", err)
	}
	return nil
}

func damaged(part string, err error) error {
	return &heed.Error{Code: heed.CodeInvalid, Op: "app.Restore", Key: "error.backup_part_damaged", Args: []string{"Part", part}, Err: err}
}

// next goes to the next part, which must have that name.
func next(in *tar.Reader, name string, limit int64) (*tar.Header, error) {
	h, err := in.Next()
	if err != nil {
		return nil, damaged(name, err)
	}
	if h.Name != name || h.Typeflag != tar.TypeReg || h.Size > limit {
		return nil, damaged(name, fmt.Errorf("found %q of %d bytes", h.Name, h.Size))
	}
	return h, nil
}

func readManifest(in *tar.Reader, m *manifest) error {
	if _, err := next(in, manifestName, 1<<30); err != nil {
		return err
	}
	if err := json.NewDecoder(in).Decode(m); err != nil {
		return damaged(manifestName, err)
	}
	if m.Version != backupVersion {
		return &heed.Error{Code: heed.CodeInvalid, Op: "app.Restore", Key: "error.backup_version", Args: []string{"Have", fmt.Sprint(m.Version), "Known", fmt.Sprint(backupVersion)}}
	}
	return nil
}

// readDump copies the store's part to a temporary file and checks its digest.
func readDump(in *tar.Reader, want heed.Digest) (*scratch, error) {
	if _, err := next(in, dumpName, maxDump); err != nil {
		return nil, err
	}
	f, err := newScratch()
	if err != nil {
		return nil, err
	}
	digest := heed.NewDigester()
	_, err = io.Copy(io.MultiWriter(f, digest), in)
	if err == nil && digest.Digest() != want {
		err = errors.New("its digest is not the manifest's")
	}
	if err == nil {
		err = f.rewind()
	}
	if err != nil {
		return nil, errors.Join(damaged(dumpName, err), f.remove())
	}
	return f, nil
}

// restoreFiles puts the originals in place, and gives those that were not there
// before.
func (a *App) restoreFiles(in *tar.Reader, m manifest) ([]heed.Digest, error) {
	var put []heed.Digest
	for _, want := range m.Files {
		if !want.Valid() {
			return put, damaged(manifestName, fmt.Errorf("%q is no digest", want))
		}
		h, err := next(in, filesPrefix+string(want), maxOriginal)
		if err != nil {
			return put, err
		}
		data, err := io.ReadAll(in)
		if err != nil || heed.DigestOf(data) != want {
			return put, damaged(strings.TrimPrefix(h.Name, filesPrefix), err)
		}
		if !a.Files.Has(want) {
			put = append(put, want)
		}
		if _, err := a.Files.Put(data); err != nil {
			return put, err
		}
	}
	return put, nil
}
