// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"context"
	"maps"
	"slices"
	"sync"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/policy"
)

// followed is everything of the follow-up, every version of it, as of a length
// of the log. It is never changed: what comes in makes another.
type followed struct {
	entries, erasure int64
	things           map[heed.Subject][]heldVersion
	kinds            map[heed.SubjectKind][]heed.Subject // in the order in which they began
	about            map[heed.RecID][]heed.Subject       // every thing of which any version concerns it
}

type heldVersion struct {
	heed.Version
	matter heed.Matter
}

// following keeps the newest of them.
type following struct {
	mu  sync.Mutex
	now *followed
}

// catchUp reads the versions that came in since. What was erased in between is
// forgotten by reading all anew.
func (k *following) catchUp(ctx context.Context, s snapshot) (*followed, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.now != nil && k.now.entries >= s.length {
		return k.now, nil
	}
	erasure, err := s.LastErasure(ctx)
	if err != nil {
		return nil, err
	}
	next := &followed{entries: s.length, erasure: erasure, things: map[heed.Subject][]heldVersion{}, kinds: map[heed.SubjectKind][]heed.Subject{}, about: map[heed.RecID][]heed.Subject{}}
	from := int64(0)
	if k.now != nil && k.now.erasure == erasure {
		from = k.now.entries
		next.things, next.kinds, next.about = maps.Clone(k.now.things), maps.Clone(k.now.kinds), maps.Clone(k.now.about)
	}
	if err := s.Versions(ctx, from, next.add); err != nil {
		return nil, err
	}
	k.now = next
	return next, nil
}

func (f *followed) add(v heed.Version) error {
	matter, err := v.Matter()
	if err != nil {
		return err
	}
	if len(f.things[v.Subject]) == 0 {
		f.kinds[v.Kind] = append(f.kinds[v.Kind], v.Subject)
	}
	f.things[v.Subject] = append(f.things[v.Subject], heldVersion{v, matter})
	for _, id := range matter.Concerns() {
		if !slices.Contains(f.about[id], v.Subject) {
			f.about[id] = append(f.about[id], v.Subject)
		}
	}
	return nil
}

// Held is one version with what it says.
type Held[T heed.Matter] struct {
	heed.Version
	Body T `json:"says"`
}

// Follow is what one viewer may see of the follow-up, at one moment. Of each
// thing that is the newest version that the viewer may see: the public goes on
// seeing what was published while its next version is being written.
type Follow struct {
	viewer heed.Viewer
	all    *followed
}

// Follow gives what a viewer may see of the follow-up.
func (f *Finder) Follow(ctx context.Context, viewer heed.Viewer) (Follow, error) {
	out := Follow{viewer: viewer}
	err := f.view(ctx, viewer, func(s snapshot) error {
		var err error
		out.all, err = f.following.catchUp(ctx, s)
		return err
	})
	return out, err
}

// Viewer is who sees it.
func (f Follow) Viewer() heed.Viewer { return f.viewer }

// newest is the newest version that the viewer may see.
func (f Follow) newest(s heed.Subject) (heldVersion, bool) {
	for _, v := range slices.Backward(f.all.things[s]) {
		if policy.MaySee(f.viewer, policy.Of(v.Version)) {
			return v, !v.Removed && v.Step != heed.StepWithdrawn
		}
	}
	return heldVersion{}, false
}

// One gives a thing, CodeNotFound where there is none that the viewer may see.
func One[T heed.Matter](f Follow, id heed.ID) (Held[T], error) {
	var kind T
	v, ok := f.newest(heed.Subject{Kind: kind.Of(), ID: id})
	if ok {
		if body, ok := v.matter.(T); ok {
			return Held[T]{v.Version, body}, nil
		}
	}
	return Held[T]{}, &heed.Error{Code: heed.CodeNotFound, Op: "find.One", Key: "error.version_not_found", Args: []string{"Subject", string(kind.Of()) + "/" + string(id)}}
}

// All lists all things of a kind in the order in which they began.
func All[T heed.Matter](f Follow) []Held[T] {
	var kind T
	return held[T](f, f.all.kinds[kind.Of()])
}

// About lists the things of a kind that concern a recommendation.
func About[T heed.Matter](f Follow, id heed.RecID) []Held[T] {
	out := held[T](f, f.all.about[id])
	// An earlier version, or one that this viewer may not see, may have concerned
	// it.
	return slices.DeleteFunc(out, func(h Held[T]) bool { return !slices.Contains(h.Body.Concerns(), id) })
}

func held[T heed.Matter](f Follow, subjects []heed.Subject) []Held[T] {
	var out []Held[T]
	for _, s := range subjects {
		v, ok := f.newest(s)
		if !ok {
			continue
		}
		if body, ok := v.matter.(T); ok {
			out = append(out, Held[T]{v.Version, body})
		}
	}
	return out
}

// History lists the versions of a thing that the viewer may see, from the
// first; CodeNotFound where there is none.
func History[T heed.Matter](f Follow, id heed.ID) ([]Held[T], error) {
	var kind T
	subject := heed.Subject{Kind: kind.Of(), ID: id}
	var out []Held[T]
	for _, v := range f.all.things[subject] {
		if body, ok := v.matter.(T); ok && policy.MaySee(f.viewer, policy.Of(v.Version)) {
			out = append(out, Held[T]{v.Version, body})
		}
	}
	if len(out) == 0 {
		return nil, &heed.Error{Code: heed.CodeNotFound, Op: "find.History", Key: "error.version_not_found", Args: []string{"Subject", subject.String()}}
	}
	return out, nil
}
