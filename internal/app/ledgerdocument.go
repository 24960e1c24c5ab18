// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/audit"
	"github.com/heed-upr/heed/internal/find"
)

// read takes in what an entry says of documents that came in.
func (l *ledger) read(c importContent, position int64) {
	for i, d := range c.Digests {
		if _, here := l.readings[d]; !here {
			l.order = append(l.order, d)
		}
		said := readingEntry{digest: c.Readings[i], position: position}
		if len(c.Layouts) == len(c.Digests) {
			said.layout = c.Layouts[i]
		}
		l.readings[d] = said
	}
}

// compareDocuments compares what is stored of every document with what was read
// when it last came in.
func (l *ledger) compareDocuments(ctx context.Context, s find.Source, r *VerifyReport) error {
	documents, err := s.Documents(ctx)
	if err != nil {
		return err
	}
	l.compareOrder(documents, r)
	for _, d := range documents {
		if err := l.compareDocument(ctx, s, d, r); err != nil {
			return err
		}
		delete(l.readings, d.Digest)
	}
	for _, d := range slices.Sorted(maps.Keys(l.readings)) { // entries without their document
		r.problem("problem.reading", "Name", string(d), "Entry", strconv.FormatInt(l.readings[d].position, 10))
	}
	return nil
}

// compareOrder compares the order in which documents stand with that in which they
// came in. Where an import was erased, nobody can tell.
func (l *ledger) compareOrder(documents []heed.Document, r *VerifyReport) {
	if l.forgotten {
		return
	}
	place := map[heed.Digest]int{}
	for i, d := range l.order {
		place[d] = i
	}
	last := 0
	for _, d := range documents {
		at, ok := place[d.Digest]
		if ok && at < last {
			r.problem("problem.order", "Name", d.Name)
		}
		last = max(last, at)
	}
}

// compareDocument compares what is kept of one document with what the log says of
// its reading, and with what the reading says of it.
func (l *ledger) compareDocument(ctx context.Context, s find.Source, d heed.Document, r *VerifyReport) error {
	said, ok := l.readings[d.Digest]
	entry := strconv.FormatInt(said.position, 10)
	// As it was written: read and written again by a later program, it would
	// have another digest, and nobody would have changed anything.
	facts, err := s.FactsAsWritten(ctx, d.Digest)
	if heed.ErrorCode(err) == heed.CodeNotFound {
		r.problem("problem.reading", "Name", d.Name, "Entry", entry)
		return nil
	}
	if err != nil {
		return err
	}
	have, err := digestOf(facts)
	if err != nil {
		return err
	}
	if ok && said.digest != have || !ok && !l.forgotten {
		r.problem("problem.reading", "Name", d.Name, "Entry", entry)
	}
	layout, err := s.Layout(ctx, d.Digest)
	if err != nil && heed.ErrorCode(err) != heed.CodeNotFound {
		return err
	}
	if said.layout != "" && said.layout != heed.DigestOf(layout) {
		r.problem("problem.layout", "Name", d.Name, "Entry", entry)
	}
	return compareOf(ctx, s, d, r)
}

// compareOf compares what is kept of a document itself with what its reading says
// of it, field by field.
func compareOf(ctx context.Context, s find.Source, d heed.Document, r *VerifyReport) error {
	facts, err := s.Facts(ctx, d.Digest)
	if err != nil {
		return err
	}
	kept, err := fieldsOf(d)
	if err != nil {
		return err
	}
	read, err := fieldsOf(find.Reading{Facts: facts}.Document())
	if err != nil {
		return err
	}
	both := maps.Clone(read)
	maps.Copy(both, kept)
	for _, field := range slices.Sorted(maps.Keys(both)) {
		if string(kept[field]) != string(read[field]) {
			r.problem("problem.document", "Name", d.Name, "Field", field, "Store", string(kept[field]), "Reading", string(read[field]))
		}
	}
	return nil
}

// fieldsOf gives the fields of something as JSON has them.
func fieldsOf(v any) (map[string]json.RawMessage, error) {
	body, err := audit.Canonical(v)
	if err != nil {
		return nil, err
	}
	var out map[string]json.RawMessage
	return out, json.Unmarshal(body, &out)
}
