// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/heed-upr/heed"
)

// RedactionNote is what the log still says of a redaction.
type RedactionNote struct {
	Entry  int64     `json:"entry"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
	// Struck is how many things of people's it has changed, Documents how many
	// documents.
	Struck    int `json:"struck"`
	Documents int `json:"documents"`
}

// redact takes in what an entry says of a redaction.
func (l *ledger) redact(e heed.Entry) {
	var c redaction
	if json.Unmarshal(e.Content, &c) != nil {
		return // it cannot be what was committed to, and the tree's check says so
	}
	for _, s := range c.Struck {
		position, err := strconv.ParseInt(s.Entry, 10, 64)
		if err != nil {
			continue // the digest of what stands there will be missed
		}
		l.erasures[erasure{Erased: s.Entry, Reason: c.Reason}] = true
		l.struck[position] = s.Stands
	}
	for _, d := range c.Documents {
		l.readings[d.Document] = readingEntry{d.Reading, d.Layout, e.Position}
	}
	if c.Annotations != "" {
		l.index, l.indexAt, l.indexErased = &annotationsContent{State: c.Annotations}, e.Position, false
	}
	l.redactions = append(l.redactions, RedactionNote{e.Position, e.At, c.Reason, len(c.Struck), len(c.Documents)})
}

// stands reports whether what a table holds in the place of something struck is
// what the redaction left there; found is false where nothing was struck.
func (l *ledger) stands(position int64, body []byte) (right, found bool) {
	want, found := l.struck[position]
	delete(l.struck, position)
	return found && heed.DigestOf(body) == want, found
}

// missedStruck tells of what a redaction left and is not there.
func (l *ledger) missedStruck(r *VerifyReport) {
	for _, position := range slices.Sorted(maps.Keys(l.struck)) {
		r.problem("problem.struck", "Entry", strconv.FormatInt(position, 10))
	}
}
