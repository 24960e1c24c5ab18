// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package audit

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/heed-upr/heed"
)

// Checkpoint says what a log was at one time: how many entries it had, and the
// root of their tree. Whoever keeps one can later tell whether anything before
// it was changed. Its form is that of C2SP's tlog-checkpoint, in a signed note.
type Checkpoint struct {
	// Origin names the log, and the key that signs for it.
	Origin string
	Size   int64
	Root   tlog.Hash
}

// Text is what is signed.
func (c Checkpoint) Text() string {
	return c.Origin + "\n" + strconv.FormatInt(c.Size, 10) + "\n" + base64.StdEncoding.EncodeToString(c.Root[:]) + "\n"
}

// maxCheckpoint is how many bytes a checkpoint may have, with the signatures of
// many witnesses.
const maxCheckpoint = 64 << 10

// OpenCheckpoint reads a checkpoint that a key has signed, CodeInvalid for what is
// none: it has another form, or another key has signed it.
func OpenCheckpoint(signed []byte, key string) (Checkpoint, error) {
	bad := func(what string, err error) (Checkpoint, error) {
		return Checkpoint{}, &heed.Error{Code: heed.CodeInvalid, Op: "audit.OpenCheckpoint", Key: what, Err: err}
	}
	by, err := note.NewVerifier(strings.TrimSpace(key))
	if err != nil {
		return bad("error.checkpoint_verifier", err)
	}
	if len(signed) > maxCheckpoint {
		return bad("error.checkpoint_form", errors.New("too long"))
	}
	n, err := note.Open(bytes.ReplaceAll(signed, []byte("\r\n"), []byte("\n")), note.VerifierList(by))
	var unknown *note.UnverifiedNoteError
	var wrong *note.InvalidSignatureError
	if errors.As(err, &unknown) || errors.As(err, &wrong) {
		return bad("error.checkpoint_key", err)
	}
	if err != nil {
		return bad("error.checkpoint_form", err)
	}
	for _, s := range n.Sigs {
		// The last character of base64 has bits that count for nothing.
		if _, err := base64.StdEncoding.Strict().DecodeString(s.Base64); err != nil {
			return bad("error.checkpoint_form", err)
		}
	}
	c, err := parseCheckpoint(n.Text)
	if err == nil && c.Origin != by.Name() {
		err = fmt.Errorf("it is of %q, and signed by %q", c.Origin, by.Name())
	}
	if err != nil {
		return bad("error.checkpoint_form", err)
	}
	return c, nil
}

// parseCheckpoint reads the text of a note: origin, size, root, and lines that
// others may have added.
func parseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) < 4 || lines[0] == "" {
		return Checkpoint{}, errors.New("a checkpoint has three lines")
	}
	c := Checkpoint{Origin: lines[0]}
	var err error
	if c.Size, err = strconv.ParseInt(lines[1], 10, 64); err != nil || c.Size < 0 || strconv.FormatInt(c.Size, 10) != lines[1] {
		return Checkpoint{}, fmt.Errorf("%q is no number of entries", lines[1])
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return Checkpoint{}, fmt.Errorf("%q is no root", lines[2])
	}
	c.Root = tlog.Hash(root)
	return c, nil
}

// Unlike says how a log differs from what a checkpoint says that it was.
type Unlike struct {
	Checkpoint Checkpoint
	// Have is how many entries the log has, where that is less than it had.
	Have int64
	// From and To are the entries among which something was changed, put in or
	// taken out; From is where the last checkpoint ends that still fits.
	From, To int64
}

// Cut reports whether entries are missing.
func (u Unlike) Cut() bool { return u.Have < u.Checkpoint.Size }

// Compare holds the entries that were checked against checkpoints. What the
// entries give counts, and not the hashes that were stored beside them.
func (v *Verifier) Compare(points ...Checkpoint) ([]Unlike, error) {
	points = slices.Clone(points)
	slices.SortStableFunc(points, func(a, b Checkpoint) int { return int(min(max(a.Size-b.Size, -1), 1)) })
	var out []Unlike
	fits := int64(0)
	for _, c := range points {
		u := Unlike{Checkpoint: c, Have: v.size, From: fits, To: c.Size}
		if u.Cut() {
			out = append(out, u)
			continue
		}
		root, err := Root(c.Size, v)
		if err != nil {
			return nil, err
		}
		if root == c.Root {
			fits = c.Size
			continue
		}
		out = append(out, u)
	}
	return out, nil
}
