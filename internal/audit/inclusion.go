// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package audit

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/heed-upr/heed"
)

// Inclusion proves that the entry at a position is in the tree of a size.
func Inclusion(size, position int64, r tlog.HashReader) (tlog.RecordProof, error) {
	return tlog.ProveRecord(size, position, r)
}

// Holds is nil where an entry stands in the log of which the checkpoint tells.
// That its content is what its commitment is of, is for the caller to see to.
func (c Checkpoint) Holds(e heed.Entry, proof tlog.RecordProof) error {
	if e.Position < 0 || e.Position >= c.Size {
		return fmt.Errorf("audit: entry %d is not among %d", e.Position, c.Size)
	}
	return tlog.CheckRecord(proof, c.Size, c.Root, e.Position, tlog.RecordHash(Record(e)))
}
