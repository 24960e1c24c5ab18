// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import "sync"

// boxes opens what is sealed of versions, each once, for as long as one viewer asks:
// nothing that was sealed is kept open longer.
type boxes struct {
	open func(box []byte) ([]byte, error)
	mu   sync.Mutex
	seen map[int64]heldVersion // by entry
}

func newBoxes(open func(box []byte) ([]byte, error)) *boxes {
	if open == nil {
		return nil
	}
	return &boxes{open: open, seen: map[int64]heldVersion{}}
}

// opened is a version that the viewer may read, with what is sealed of it. Where the
// key is not here, it stays as it is.
func (b *boxes) opened(v heldVersion) heldVersion {
	if b == nil || len(v.Sealed) == 0 {
		return v
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if out, ok := b.seen[v.Entry]; ok {
		return out
	}
	out := v
	if plain, err := v.Version.Open(b.open); err == nil {
		if says, err := plain.Matter(); err == nil {
			out = heldVersion{plain, says}
		}
	}
	b.seen[v.Entry] = out
	return out
}
