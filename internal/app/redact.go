// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/audit"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
	"github.com/heed-upr/heed/internal/strike"
)

// Redaction is what is to be struck out, wherever it stands.
type Redaction struct {
	// Forms are the name's forms, each on its own: those of its cases, of other
	// scripts, the family name alone if that is to go too.
	Forms []string
	// Reason stays in the log, and must not say the name.
	Reason string
	// DryRun looks and changes nothing.
	DryRun bool
}

// Redacted is what a redaction has struck out, or would.
type Redacted struct {
	// Times is how often the words stood somewhere.
	Times int
	// Entry is that of the redaction in the log.
	Entry int64
	// Versions are those of the follow-up, by kind; the other numbers are of the
	// record.
	Versions                                          map[heed.SubjectKind]int
	Corrections, Decisions, Translations, Annotations int
	// Files are those of evidence in whose text the words stood; both copies are
	// destroyed. Pictures is how many files hold pictures, into which nobody looked.
	Files, Pictures int
	// Documents are those of whose text something was struck out, and whose
	// originals are destroyed.
	Documents []heed.Document
	// Entries are those of the log that hold the words still: Erase destroys them.
	Entries []int64
	// Invitations is how many open invitations to the desk have it as the name or
	// address of who is invited; they are taken back.
	Invitations int
	// Locked is how many sealed names and versions there are into which nobody could
	// look: their key is not here.
	Locked int
	// Accounts are the pseudonyms of those whose own name it is.
	Accounts []string
}

// redaction is what the log says of one: what stands in the place of what was,
// by its digest, so that it can be held against the store.
type redaction struct {
	Reason    string       `json:"reason"`
	Struck    []struck     `json:"struck,omitempty"`
	Documents []redocument `json:"documents,omitempty"`
	// Annotations is the state of all of them after it, where some were changed.
	Annotations heed.Digest `json:"annotations,omitempty"`
}

// struck is an entry whose content was destroyed, and what stands in its table.
type struck struct {
	Entry  string      `json:"entry"` // the position, in decimal digits
	Stands heed.Digest `json:"stands"`
}

// redocument is a document with the digests of what is left of its reading and of
// its layout, which entries of before do not have.
type redocument struct {
	Document heed.Digest `json:"document"`
	Reading  heed.Digest `json:"reading"`
	Layout   heed.Digest `json:"layout,omitempty"`
}

// Redact strikes words out of everything that Heed keeps: what people wrote in
// all its versions, corrections, decisions, translations, passages of other
// mechanisms, and the documents themselves, whose originals are destroyed
// because they cannot be changed. Nothing brings them back. The log says, in one
// entry, that and why it was done, and still verifies.
//
// CodeInvalid for words too short, and for a reason that is missing or has the
// words in it.
func (a *App) Redact(ctx context.Context, actor heed.Actor, o Redaction) (Redacted, error) {
	if err := policy.Allow(actor, policy.Erase); err != nil {
		return Redacted{}, err
	}
	words, err := strike.New(o.Forms...)
	if err != nil {
		return Redacted{}, err
	}
	o.Reason = strings.TrimSpace(o.Reason)
	switch _, n := words.Text(o.Reason); {
	case o.Reason == "":
		return Redacted{}, invalid("error.erase_reason")
	case n > 0:
		return Redacted{}, invalid("error.redact_reason")
	}
	looked, err := a.lookInto(ctx, words)
	if err != nil {
		return Redacted{}, err
	}
	r := redacting{App: a, words: words, looked: looked, said: redaction{Reason: o.Reason}, tomb: heed.Tombstone{At: a.Now().UTC(), Role: actor.Role, Reason: o.Reason}}
	if o.DryRun {
		err = errors.Join(a.Store.View(ctx, func(s find.Source) error { return r.all(ctx, s) }), a.Store.People(ctx, func(p store.People) error {
			open, err := inviting(ctx, p, words)
			r.out.Invitations = len(open)
			r.out.Times += len(open)
			return err
		}))
	} else {
		err = a.Store.Update(ctx, func(tx store.Tx) error {
			r.tx, r.out, r.said = tx, Redacted{}, redaction{Reason: o.Reason}
			if err := errors.Join(r.all(ctx, tx), r.invitations(ctx)); err != nil {
				return err
			}
			return r.close(ctx)
		})
	}
	r.out.Pictures = looked.pictures
	for _, n := range looked.times {
		if n > 0 {
			r.out.Files++
		}
	}
	if err == nil {
		r.out.Accounts, err = a.bearing(ctx, words)
	}
	if err != nil || o.DryRun {
		return r.out, err
	}
	return r.out, a.destroyRedacted(ctx)
}

// redacting is a redaction under way. Without a transaction it only looks.
type redacting struct {
	*App
	words *strike.Words
	// looked is what was found in the files of evidence.
	looked looked
	// locked are the entries of what is sealed into which nobody could look.
	locked map[int64]bool
	tx     store.Tx
	tomb   heed.Tombstone
	out    Redacted
	said   redaction
}

// all goes through everything that is kept.
func (r *redacting) all(ctx context.Context, s find.Source) error {
	reviews, err := s.Read(ctx)
	if err != nil {
		return err
	}
	for _, id := range reviews {
		if err := r.review(ctx, s, id); err != nil {
			return err
		}
	}
	return errors.Join(r.versions(ctx, s), r.documents(ctx, s), r.annotations(ctx, s), r.entries(ctx, s))
}

// review strikes the words out of what people have laid over a review.
func (r *redacting) review(ctx context.Context, s find.Source, id heed.ReviewID) error {
	corrections, err := s.Corrections(ctx, id)
	if err != nil {
		return err
	}
	decisions, err := s.Decisions(ctx, id)
	if err != nil {
		return err
	}
	translations, err := s.Translations(ctx, id)
	if err != nil {
		return err
	}
	return errors.Join(
		strikeAll(ctx, r, &r.out.Corrections, corrections, strike.Value, func(c *heed.Correction) *int64 { return &c.Entry }),
		strikeAll(ctx, r, &r.out.Decisions, decisions, strike.Value, func(d *heed.LabelDecision) *int64 { return &d.Entry }),
		strikeAll(ctx, r, &r.out.Translations, translations, strike.Value, func(t *heed.Translation) *int64 { return &t.Entry }))
}

// strikeAll strikes the words out of things that have an entry each, by a function
// that says what is left of one and how often they stood in it.
func strikeAll[T any](ctx context.Context, r *redacting, count *int, all []T, out func(*strike.Words, T) (T, int, error), entry func(*T) *int64) error {
	for _, one := range all {
		left, n, err := out(r.words, one)
		if err != nil {
			return err
		}
		if n == 0 {
			continue
		}
		r.out.Times += n
		*count++
		if r.tx == nil {
			continue
		}
		position := *entry(&left)
		if err := r.tx.Strike(ctx, position, r.tomb, left); err != nil {
			return err
		}
		*entry(&left) = 0 // as in the log, where it was not known yet
		body, err := audit.Canonical(left)
		if err != nil {
			return err
		}
		r.said.Struck = append(r.said.Struck, struck{strconv.FormatInt(position, 10), heed.DigestOf(body)})
	}
	return nil
}

// versions strikes the words out of the follow-up.
func (r *redacting) versions(ctx context.Context, s find.Source) error {
	r.out.Versions, r.locked = map[heed.SubjectKind]int{}, map[int64]bool{}
	var held []heed.Version
	if err := s.Versions(ctx, 0, func(v heed.Version) error {
		_, n, err := r.left(r.words, v)
		if n > 0 {
			held = append(held, v)
			r.out.Versions[v.Kind]++
		}
		return err
	}); err != nil {
		return err
	}
	r.out.Locked = len(r.locked)
	n := 0
	return strikeAll(ctx, r, &n, held, r.left, func(v *heed.Version) *int64 { return &v.Entry })
}

// left is what is left of a version: of evidence, without a file in which the
// words stand.
func (r *redacting) left(words *strike.Words, v heed.Version) (heed.Version, int, error) {
	switch {
	case v.Kind == heed.SubjectName:
		return r.leftOfName(words, v)
	case len(v.Sealed) > 0:
		return r.leftOfSealed(words, v)
	}
	out, n, err := strike.Value(words, v)
	if err != nil || v.Kind != heed.SubjectEvidence {
		return out, n, err
	}
	says, err := beforeOf(out)
	if err != nil || says.File == nil || says.File.Destroyed || r.looked.times[says.File.Shown] == 0 {
		return out, n, err
	}
	n += r.looked.times[says.File.Shown]
	says.File.Destroyed = true
	out.Body, err = json.Marshal(says)
	return out, n, err
}

// looked is how often words stand in files of evidence, by their cleaned copies,
// and how many hold pictures.
type looked struct {
	times    map[heed.Digest]int
	pictures int
}

// lookInto looks for words in the files of evidence, as far as they hold text.
func (a *App) lookInto(ctx context.Context, words *strike.Words) (looked, error) {
	out := looked{times: map[heed.Digest]int{}}
	var all []heed.SealedFile
	if err := a.Store.View(ctx, func(s find.Source) error {
		var err error
		all, _, err = a.openedFiles(ctx, s)
		return err
	}); err != nil {
		return out, err
	}
	for _, f := range all {
		if f.Destroyed || f.Shown == "" {
			continue // its version is counted among those that do not open
		}
		data, err := a.shownOf(f)
		if code := heed.ErrorCode(err); code == heed.CodeNotFound || code == heed.CodeConflict {
			continue // verify and doctor tell of it
		}
		if err != nil {
			return out, err
		}
		n, err := a.timesIn(ctx, words, f.Type, data)
		if err != nil {
			return out, err
		}
		if n < 0 {
			out.pictures++
			continue
		}
		out.times[f.Shown] += n
	}
	return out, nil
}

// timesIn is how often words stand in a file; -1 where nothing in it can be read.
func (a *App) timesIn(ctx context.Context, words *strike.Words, kind string, data []byte) (int, error) {
	switch kind {
	case "txt", "csv":
		return len(words.Ranges(string(data))), nil
	case "jpg", "png":
		return -1, nil
	}
	d, err := a.Reader.Read(ctx, data)
	if heed.ErrorCode(err) == heed.CodeUnreadable {
		return -1, nil
	}
	if err != nil {
		return 0, err
	}
	if len(d.Paragraphs) == 0 {
		return -1, nil // pages that are pictures
	}
	return d.Strike(words.Ranges, strike.Mark), nil
}

// entries lists the entries of the log that hold the words still, also in what is
// kept beside them of a table or an export: the name of its file, heads of columns.
func (r *redacting) entries(ctx context.Context, s find.Source) error {
	imports, err := s.AnnotationImports(ctx)
	if err != nil {
		return err
	}
	beside := map[int64]bool{}
	for _, i := range imports {
		_, n, err := strike.Value(r.words, i)
		if err != nil {
			return err
		}
		beside[i.Entry] = n > 0
	}
	own := map[heed.EntryKind]bool{heed.EntryCorrection: true, heed.EntryDecision: true, heed.EntryTranslation: true, heed.EntryVersion: true}
	for from := int64(0); ; {
		some, err := s.Entries(ctx, from, batch)
		if err != nil {
			return err
		}
		for _, e := range some {
			if from = e.Position + 1; own[e.Kind] {
				continue // its content goes with what it records
			}
			if _, n := r.words.Text(string(e.Content)); n > 0 || beside[e.Position] {
				r.out.Entries = append(r.out.Entries, e.Position)
			}
		}
		if len(some) < batch {
			return nil
		}
	}
}

// close writes the entry, where anything was struck out.
func (r *redacting) close(ctx context.Context) error {
	if r.out.Times == 0 {
		return nil
	}
	entry, err := audit.NewEntry(heed.EntryRedaction, r.tomb.Role, r.tomb.At, r.said)
	if err != nil {
		return err
	}
	r.out.Entry, err = r.tx.Append(ctx, entry)
	return err
}

// invitations takes back those that are open and have the words.
func (r *redacting) invitations(ctx context.Context) error {
	tokens, err := inviting(ctx, r.tx, r.words)
	r.out.Invitations = len(tokens)
	r.out.Times += len(tokens)
	for _, token := range tokens {
		err = errors.Join(err, r.tx.DropInvitation(ctx, token))
	}
	return err
}

// inviting gives the hashes of the open invitations that have words in the name or
// address of who is invited.
func inviting(ctx context.Context, p store.People, words *strike.Words) ([]string, error) {
	all, err := p.Invitations(ctx)
	var out []string
	for _, i := range all {
		if _, n := words.Text(i.Account.Name + "\n" + i.Account.Email); n > 0 {
			out = append(out, i.Token)
		}
	}
	return out, err
}

// bearing gives the pseudonyms of the accounts whose own name holds the words.
func (a *App) bearing(ctx context.Context, words *strike.Words) ([]string, error) {
	var out []string
	err := a.Store.People(ctx, func(p store.People) error {
		all, err := p.Accounts(ctx)
		for _, account := range all {
			if _, n := words.Text(account.Name + "\n" + account.Email); n > 0 {
				out = append(out, account.Actor().Pseudonym)
			}
		}
		return err
	})
	return out, err
}

// destroyRedacted removes the originals of all documents out of which anything
// was ever struck, the files of evidence in which it stood, and the copies that are
// kept sealed by now: also those that an interrupt has left.
func (a *App) destroyRedacted(ctx context.Context) error {
	var gone []heed.Digest
	err := a.Store.View(ctx, func(s find.Source) error {
		all, err := s.Documents(ctx)
		if err != nil {
			return err
		}
		for _, d := range all {
			if d.Redacted && a.Files.Has(d.Digest) {
				err = errors.Join(err, a.Files.Remove(d.Digest))
			}
		}
		every, err2 := everyFile(ctx, s)
		for _, f := range every {
			if f.Destroyed {
				gone = append(gone, f.Copies()...)
			}
		}
		open, err3 := a.lyingOpen(ctx, s)
		gone = append(gone, open...)
		return errors.Join(err, err2, err3)
	})
	if err == nil {
		a.dropUnnamed(ctx, slices.DeleteFunc(gone, func(d heed.Digest) bool { return !a.Files.Has(d) }))
	}
	return err
}
