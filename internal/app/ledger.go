// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/audit"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/store"
)

// ledger is what the log says that the store must hold. Tables that others
// read are compared with it, because the tree alone only proves the log.
type ledger struct {
	corrections  map[int64][]byte             // content by position
	decisions    map[int64][]byte             // the same
	arrivals     map[int64]arrival            // what came in of annotations, by position
	translations map[int64][]byte             // the same
	versions     map[int64][]byte             // the same, of the follow-up
	readings     map[heed.Digest]readingEntry // the latest of each document
	order        []heed.Digest                // in which documents came in
	members      membership
	erasures     map[erasure]bool
	struck       map[int64]heed.Digest // what redactions have left, by the position of what was
	redactions   []RedactionNote
	tombstones   map[int64]heed.Tombstone
	reviews      map[heed.ReviewID]bool // of the corrections
	// index is the latest entry on annotations, an export of OHCHR's index or a
	// table, and where it stands.
	index       *annotationsContent
	indexAt     int64
	indexErased bool // its content was, so that it proves nothing
	// forgotten: an import is among what was erased, so that a reading without
	// an entry proves nothing.
	forgotten bool
}

// readingEntry is what the log says last of how a document was read: the digests
// of reading and layout, "" where the entry is of before layouts were in the log,
// and the position of the entry.
type readingEntry struct {
	digest, layout heed.Digest
	position       int64
}

// erasure is the content of an erasure's entry.
type erasure struct {
	Erased string `json:"erased"` // the position, in decimal digits
	Reason string `json:"reason"`
}

func newLedger() *ledger {
	return &ledger{
		corrections: map[int64][]byte{}, decisions: map[int64][]byte{}, translations: map[int64][]byte{}, versions: map[int64][]byte{}, arrivals: map[int64]arrival{}, readings: map[heed.Digest]readingEntry{}, erasures: map[erasure]bool{}, members: newMembership(), struck: map[int64]heed.Digest{},
		tombstones: map[int64]heed.Tombstone{}, reviews: map[heed.ReviewID]bool{},
	}
}

// add takes the next entry in. A content that is not what Heed writes is left
// out: it cannot be what was committed to, and the tree's check says so.
func (l *ledger) add(e heed.Entry) {
	if e.Tombstone != nil {
		l.bury(e)
		return
	}
	switch e.Kind {
	case heed.EntryCorrection:
		if c, ok := note[heed.Correction](l.corrections, e); ok {
			l.reviews[c.Review] = true
		}
	case heed.EntryDecision:
		if d, ok := note[heed.LabelDecision](l.decisions, e); ok {
			l.reviews[d.Review] = true
		}
	case heed.EntryTranslation:
		if t, ok := note[heed.Translation](l.translations, e); ok {
			l.reviews[t.Review] = true
		}
	case heed.EntryVersion:
		note[heed.Version](l.versions, e)
	case heed.EntryImport:
		var c importContent
		if json.Unmarshal(e.Content, &c) != nil || len(c.Readings) != len(c.Digests) {
			return
		}
		l.read(c, e.Position)
	case heed.EntryIndex, heed.EntryTable:
		var c annotationsContent
		if json.Unmarshal(e.Content, &c) == nil {
			l.index, l.indexAt, l.indexErased = &c, e.Position, false
			l.arrivals[e.Position] = c.arrival
		}
	case heed.EntryErasure:
		var c erasure
		if json.Unmarshal(e.Content, &c) == nil {
			l.erasures[c] = true
			l.unstrike(c)
		}
	case heed.EntryRedaction:
		l.redact(e)
	case heed.EntryAccount:
		l.members.add(e)
	}
}

// note keeps what an entry says, as this program writes it: it may write more
// than the one that made the entry.
func note[T any](into map[int64][]byte, e heed.Entry) (T, bool) {
	var said T
	if json.Unmarshal(e.Content, &said) != nil {
		return said, false
	}
	body, err := audit.Canonical(said)
	if err == nil {
		into[e.Position] = body
	}
	return said, err == nil
}

// unstrike forgets what was left of something struck, where that was erased since.
func (l *ledger) unstrike(c erasure) {
	if position, err := strconv.ParseInt(c.Erased, 10, 64); err == nil {
		delete(l.struck, position)
	}
}

// bury takes the next entry in, whose content was erased.
func (l *ledger) bury(e heed.Entry) {
	l.tombstones[e.Position] = *e.Tombstone
	l.forgotten = l.forgotten || e.Kind == heed.EntryImport
	if e.Kind == heed.EntryAccount {
		l.members.erased = e.Position
	}
	if e.Kind == heed.EntryIndex || e.Kind == heed.EntryTable {
		l.index, l.indexErased = nil, true
	}
}

// compare finds what the tables hold and the log does not say, and the other
// way round.
func (l *ledger) compare(ctx context.Context, s store.Snapshot, r *VerifyReport) error {
	for _, position := range slices.Sorted(maps.Keys(l.tombstones)) {
		said := erasure{Erased: strconv.FormatInt(position, 10), Reason: l.tombstones[position].Reason}
		if !l.erasures[said] {
			r.problem("problem.tombstone", "Entry", said.Erased)
		}
	}
	r.Redactions = l.redactions
	if err := l.compareCorrections(ctx, s, r); err != nil {
		return err
	}
	if err := l.compareVersions(ctx, s, r); err != nil {
		return err
	}
	l.missedStruck(r)
	if err := l.compareDocuments(ctx, s, r); err != nil {
		return err
	}
	if err := l.members.compare(ctx, s, r); err != nil {
		return err
	}
	if err := l.compareArrivals(ctx, s, r); err != nil {
		return err
	}
	return l.compareIndex(ctx, s, r)
}

// annotationsContent is what every entry says that changes annotations: the
// digest of all of them after it.
type annotationsContent struct {
	State heed.Digest `json:"state"`
	arrival
}

// arrival is what an entry says of an export or table, and the list of what came
// in says again: Index and Table are the digests of the one and the other.
type arrival struct {
	Index    heed.Digest `json:"index,omitempty"`
	Table    heed.Digest `json:"table,omitempty"`
	Source   string      `json:"source,omitempty"` // of a table
	Records  int         `json:"records"`
	Added    int         `json:"added"`
	Replaced int         `json:"replaced"`
	Removed  int         `json:"removed,omitempty"`
}

// compareArrivals compares the list of what came in with the entries.
func (l *ledger) compareArrivals(ctx context.Context, s find.Source, r *VerifyReport) error {
	imports, err := s.AnnotationImports(ctx)
	if err != nil {
		return err
	}
	for _, i := range imports {
		said, ok := l.arrivals[i.Entry]
		delete(l.arrivals, i.Entry)
		kept := arrival{Records: i.Records, Added: i.Added, Replaced: i.Replaced, Removed: i.Removed}
		if kept.Index = i.Digest; said.Source != "" {
			kept.Index, kept.Table, kept.Source = "", i.Digest, i.Source
		}
		if !ok || kept != said {
			r.problem("problem.index", "Entry", strconv.FormatInt(i.Entry, 10))
		}
	}
	for _, position := range slices.Sorted(maps.Keys(l.arrivals)) {
		r.problem("problem.index", "Entry", strconv.FormatInt(position, 10))
	}
	return nil
}

// compareIndex compares the annotations with what they were after the last
// export or table that changed them.
func (l *ledger) compareIndex(ctx context.Context, s find.Source, r *VerifyReport) error {
	have, changed, err := annotationDigest(ctx, s)
	if err != nil || l.indexErased && changed == "" {
		return err
	}
	said := heed.DigestOf(nil)
	if l.index != nil {
		said = l.index.State
	}
	if have != said || changed != "" {
		r.problem("problem.index", "Entry", strconv.FormatInt(l.indexAt, 10))
	}
	return nil
}

// compareCorrections compares every correction with its entry.
func (l *ledger) compareCorrections(ctx context.Context, s find.Source, r *VerifyReport) error {
	reviews, err := s.Reviews(ctx)
	if err != nil {
		return err
	}
	for _, review := range reviews {
		l.reviews[review.ReviewID] = true
	}
	for id := range l.reviews {
		kept, err := s.Corrections(ctx, id)
		if err != nil {
			return err
		}
		for _, c := range kept {
			position := c.Entry
			c.Entry = 0 // it was not known when the entry was made
			if err := l.compareOne(l.corrections, position, c, "problem.correction", c.Ref, r); err != nil {
				return err
			}
		}
	}
	if err := l.compareDecisions(ctx, s, r); err != nil {
		return err
	}
	return missed[heed.Correction](l.corrections, "problem.correction", func(c heed.Correction) string { return c.Ref }, r)
}

// compareDecisions compares every decision on a label, and every translation,
// with its entry.
func (l *ledger) compareDecisions(ctx context.Context, s find.Source, r *VerifyReport) error {
	for id := range l.reviews {
		decisions, err := s.Decisions(ctx, id)
		if err != nil {
			return err
		}
		for _, d := range decisions {
			position := d.Entry
			d.Entry = 0 // it was not known when the entry was made
			if err := l.compareOne(l.decisions, position, d, "problem.decision", d.Ref, r); err != nil {
				return err
			}
		}
		translations, err := s.Translations(ctx, id)
		if err != nil {
			return err
		}
		for _, t := range translations {
			position := t.Entry
			t.Entry = 0
			if err := l.compareOne(l.translations, position, t, "problem.translation", t.Ref, r); err != nil {
				return err
			}
		}
	}
	return errors.Join(missed[heed.LabelDecision](l.decisions, "problem.decision", func(d heed.LabelDecision) string { return d.Ref }, r),
		missed[heed.Translation](l.translations, "problem.translation", func(t heed.Translation) string { return t.Ref }, r))
}

// compareOne compares what a table holds with what its entry says.
func (l *ledger) compareOne(said map[int64][]byte, position int64, kept any, problem, ref string, r *VerifyReport) error {
	body, err := audit.Canonical(kept)
	if err != nil {
		return err
	}
	if !l.agrees(said, position, body) {
		r.problem(problem, "Ref", ref, "Entry", strconv.FormatInt(position, 10))
	}
	return nil
}

// agrees reports whether what a table holds is what its entry says, or what a
// redaction has left of that. Each is asked for once.
func (l *ledger) agrees(said map[int64][]byte, position int64, body []byte) bool {
	right, struck := l.stands(position, body)
	if !struck {
		right = bytes.Equal(body, said[position])
	}
	delete(said, position)
	return right
}

// missed tells of entries without what they say.
func missed[T any](said map[int64][]byte, problem string, ref func(T) string, r *VerifyReport) error {
	for _, position := range slices.Sorted(maps.Keys(said)) {
		var x T
		if err := json.Unmarshal(said[position], &x); err != nil {
			return err
		}
		r.problem(problem, "Ref", ref(x), "Entry", strconv.FormatInt(position, 10))
	}
	return nil
}

// compareVersions compares every version of the follow-up with its entry.
func (l *ledger) compareVersions(ctx context.Context, s find.Source, r *VerifyReport) error {
	err := s.Versions(ctx, 0, func(v heed.Version) error {
		position := v.Entry
		v.Entry = 0 // it was not known when the entry was made
		body, err := audit.Canonical(v)
		if err != nil {
			return err
		}
		if !l.agrees(l.versions, position, body) {
			r.problem("problem.version", "Subject", v.Subject.String(), "Entry", strconv.FormatInt(position, 10))
		}
		return nil
	})
	for _, position := range slices.Sorted(maps.Keys(l.versions)) { // entries without their version
		r.problem("problem.version", "Subject", "", "Entry", strconv.FormatInt(position, 10))
	}
	return err
}
