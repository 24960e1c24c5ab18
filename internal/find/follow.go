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
	answers          map[heed.Subject][]heed.Subject     // every reply to it
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
	next := &followed{entries: s.length, erasure: erasure, things: map[heed.Subject][]heldVersion{}, kinds: map[heed.SubjectKind][]heed.Subject{}, about: map[heed.RecID][]heed.Subject{}, answers: map[heed.Subject][]heed.Subject{}}
	from := int64(0)
	if k.now != nil && k.now.erasure == erasure {
		from = k.now.entries
		next.things, next.kinds, next.about, next.answers = maps.Clone(k.now.things), maps.Clone(k.now.kinds), maps.Clone(k.now.about), maps.Clone(k.now.answers)
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
	if r, ok := matter.(heed.Reply); ok && !slices.Contains(f.answers[r.To], v.Subject) {
		f.answers[r.To] = append(f.answers[r.To], v.Subject)
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
	boxes  *boxes // nil where nothing sealed is opened
}

// Follow gives what a viewer may see of the follow-up.
func (f *Finder) Follow(ctx context.Context, viewer heed.Viewer) (Follow, error) {
	out := Follow{viewer: viewer, boxes: newBoxes(f.open)}
	err := f.view(ctx, viewer, func(s snapshot) error {
		var err error
		out.all, err = f.following.catchUp(ctx, s)
		return err
	})
	return out, err
}

// Viewer is who sees it.
func (f Follow) Viewer() heed.Viewer { return f.viewer }

// versions are those of a thing, but for who may see none of them any more: what
// is now for few is so with all its past. They may have come to it because it was
// seen.
func (f Follow) versions(s heed.Subject) []heldVersion {
	all := f.all.things[s]
	if s.Kind == heed.SubjectCustody {
		if !f.keeps(s.ID) {
			return nil
		}
		return all
	}
	if len(all) == 0 || closed(f.viewer, all[len(all)-1].Version, all[len(all)-1].matter) {
		return nil
	}
	return all
}

// closed reports whether the newest version closes a thing to a viewer: it is for
// named people only, or says of itself that it may not leave its voice.
func closed(viewer heed.Viewer, last heed.Version, says heed.Matter) bool {
	if policy.MaySee(viewer, policy.Of(last)) {
		return false
	}
	c, ok := says.(heed.Confined)
	return last.Visibility == heed.VisibleNamed || ok && !viewer.SameVoice(last.Side) && !heed.VisiblePublic.Within(c.Widest())
}

// Newest gives, of all versions of a thing, the newest that a viewer may see; it
// is false where there is none, or the thing is no longer kept.
func Newest(viewer heed.Viewer, versions []heed.Version) (heed.Version, bool) {
	if len(versions) == 0 {
		return heed.Version{}, false
	}
	last := versions[len(versions)-1]
	if says, err := last.Matter(); err != nil || closed(viewer, last, says) {
		return heed.Version{}, false // what cannot be read shows nothing
	}
	i := newest(len(versions), func(i int) (heed.Version, bool) {
		return versions[i], policy.MaySee(viewer, policy.Of(versions[i]))
	})
	if i < 0 {
		return heed.Version{}, false
	}
	return versions[i], standing(versions[i])
}

// newest finds the newest version that somebody sees, -1 for none. A draft that
// was dropped leaves what was published before it as it was.
func newest(n int, at func(int) (v heed.Version, sees bool)) int {
	dropped := -1
	for i := n - 1; i >= 0; i-- {
		v, sees := at(i)
		switch {
		case !sees:
		case dropped >= 0 && v.Visibility != heed.VisiblePublic:
		case dropped >= 0 && !standing(v):
			return dropped
		case dropped < 0 && v.Step == heed.StepWithdrawn && v.Visibility != heed.VisiblePublic && !v.Removed:
			dropped = i
		default:
			return i
		}
	}
	return dropped
}

func standing(v heed.Version) bool { return !v.Removed && v.Step != heed.StepWithdrawn }

// sees reports whether the viewer may see a version. Who may not read what a
// comment is on, reads nothing of the comment, nor of a claim who may not read its
// source. What is withdrawn hides its claims from everybody but its voice.
func (f Follow) sees(v heldVersion) bool {
	if v.Kind == heed.SubjectCustody {
		return f.keeps(v.ID)
	}
	if !policy.MaySee(f.viewer, policy.Of(v.Version)) {
		return false
	}
	if c, ok := v.matter.(heed.Claim); ok {
		source, stands := f.last(heed.Subject{Kind: heed.SubjectEvidence, ID: c.Source})
		return stands || source.Number > 0 && f.viewer.SameVoice(source.Side)
	}
	c, ok := v.matter.(heed.Remark)
	if !ok {
		return true
	}
	return slices.ContainsFunc(f.versions(c.On), func(on heldVersion) bool {
		return on.Number == c.At && policy.MaySee(f.viewer, policy.Of(on.Version))
	})
}

// newest is the newest version that the viewer may see, as the viewer is told it.
func (f Follow) newest(s heed.Subject) (heldVersion, bool) {
	v, there := f.last(s)
	if v.Number > 0 {
		v = f.boxes.opened(v)
		v.matter = f.told(v)
	}
	return v, there
}

// last is newest with all that the version says.
func (f Follow) last(s heed.Subject) (heldVersion, bool) {
	all := f.versions(s)
	i := newest(len(all), func(i int) (heed.Version, bool) { return all[i].Version, f.sees(all[i]) })
	if i < 0 {
		return heldVersion{}, false
	}
	return all[i], standing(all[i].Version)
}

// Published gives the version of a thing that everybody sees; false where there
// is none.
func (f Follow) Published(s heed.Subject) (heed.Version, bool) {
	v, ok := Follow{all: f.all}.last(s)
	if !ok {
		return heed.Version{}, false
	}
	return v.Version, true
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
	for _, v := range f.versions(subject) {
		if !f.sees(v) {
			continue
		}
		v = f.boxes.opened(v)
		if body, ok := f.told(v).(T); ok {
			out = append(out, Held[T]{v.Version, body})
		}
	}
	if len(out) == 0 {
		return nil, &heed.Error{Code: heed.CodeNotFound, Op: "find.History", Key: "error.version_not_found", Args: []string{"Subject", subject.String()}}
	}
	return out, nil
}

// Custody lists what happened to evidence, from the first, to who sees its newest
// version within its own voice; others learn nothing of it.
func (f Follow) Custody(id heed.ID) []Held[heed.Custody] {
	var out []Held[heed.Custody]
	for _, v := range f.versions(heed.Subject{Kind: heed.SubjectCustody, ID: id}) {
		v = f.boxes.opened(v)
		if body, ok := v.matter.(heed.Custody); ok {
			out = append(out, Held[heed.Custody]{v.Version, body})
		}
	}
	return out
}

// keeps reports whether the custody log of evidence is for the viewer.
func (f Follow) keeps(id heed.ID) bool {
	versions := f.all.things[heed.Subject{Kind: heed.SubjectEvidence, ID: id}]
	if len(versions) == 0 {
		return false
	}
	last := versions[len(versions)-1].Version
	return f.viewer.SameVoice(last.Side) && policy.MaySee(f.viewer, policy.Of(last)) &&
		(f.viewer.Role != heed.Reader || slices.Contains(last.Named, f.viewer.Pseudonym))
}
