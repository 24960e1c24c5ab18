// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/bundle"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
)

// Taken is what became of a bundle.
type Taken struct {
	Of  heed.Side
	Day heed.Date
	Key string
	// New, Changed and Unchanged count its publications, Withdrawn what an earlier
	// one from there had and this one has no more.
	New, Changed, Unchanged, Withdrawn int
	// Left says of what was not taken why: what it is about is not here.
	Left []Problem
}

// Sender is whose bundle it is to be: who takes it in knows the key and the voice
// from those who have made it, and not from the bundle.
type Sender struct {
	Key   string
	Voice heed.Voice
}

// TakeBundle takes in what a voice has published in another installation, which
// has signed it by a key that whoever takes it in has from there. It is shown as
// that voice's, nobody here can change it, and a later bundle from there brings it
// up to date: what that one has no more is withdrawn. A file is cleaned once more.
// A dry run looks and changes nothing.
//
// CodeInvalid for what is no bundle, was changed, was signed by another key, or is
// of another voice than it is taken for; CodeConflict where something of the same
// name was written here or came from elsewhere, and where a later bundle was taken
// before.
func (a *App) TakeBundle(ctx context.Context, actor heed.Actor, in io.ReadSeeker, from Sender, dryRun bool) (Taken, error) {
	if err := policy.Allow(actor, policy.Take); err != nil {
		return Taken{}, err
	}
	if from.Key = strings.TrimSpace(from.Key); from.Key != "" && from.Key == a.LogKey() {
		return Taken{}, elsewhere("error.bundle_own")
	}
	b, err := bundle.Read(in, from.Key, func(heed.Digest, []byte) error { return nil })
	if err != nil {
		return Taken{}, err
	}
	if b.Of.Voice != from.Voice {
		return Taken{}, invalid("error.bundle_voice", "Given", string(b.Of.Voice))
	}
	t := &take{App: a, actor: actor, b: b, speakers: map[heed.ID]bool{}, files: map[heed.Digest]heed.SealedFile{}}
	if err := t.gather(); err != nil {
		return Taken{}, err
	}
	if err := a.Store.View(ctx, func(s find.Source) error { return t.compare(ctx, s) }); err != nil {
		return Taken{}, err
	}
	a.shelving.RLock()
	put, err := t.shelve(ctx, in, dryRun)
	if err == nil && !dryRun {
		err = a.Store.Update(ctx, func(tx store.Tx) error {
			if err := t.compare(ctx, tx); err != nil {
				return err
			}
			return t.write(ctx, tx)
		})
	}
	a.shelving.RUnlock()
	if err != nil {
		a.dropUnnamed(ctx, put)
		return Taken{}, err
	}
	return t.out, nil
}

func elsewhere(key string, args ...string) error {
	return &heed.Error{Code: heed.CodeConflict, Op: "app.TakeBundle", Key: key, Args: args}
}

// take is a bundle that is being taken in.
type take struct {
	*App
	actor heed.Actor
	b     bundle.Bundle
	items []item
	// speakers are the institutions that it holds itself, whose name it may speak in.
	speakers map[heed.ID]bool
	// had is the newest version of everything that came from there before.
	had   map[heed.Subject]heed.Version
	files map[heed.Digest]heed.SealedFile // cleaned here, by what they were there
	out   Taken
}

// item is one publication of it.
type item struct {
	heed.Publication
	says   heed.Matter
	digest heed.Digest
	// reserved are the voices that the name of whom it quotes is reserved for; they do
	// not depend on what else is here.
	reserved []heed.Voice
	// last is the newest version of it here, without a number where there is none.
	last heed.Version
	left bool
}

func (i item) unchanged() bool {
	return i.last.Number > 0 && i.last.Origin.Item == i.digest && i.last.Step == heed.StepPublished
}

// gather finds the publications right in themselves.
func (t *take) gather() error {
	if err := t.stands(t.b.Of); err != nil {
		return err
	}
	for n, p := range t.b.Publications {
		says, err := p.Matter()
		if err != nil {
			return err
		}
		if !t.fits(p) {
			return invalid("error.bundle_item", "Subject", p.Subject.String())
		}
		if p.Kind == heed.SubjectInstitution {
			t.speakers[p.ID] = true
		}
		switch says := says.(type) {
		case heed.Institution:
			if err := ownNames(p.Side, says); err != nil {
				return err
			}
		case heed.Assessment:
			if !speaksOf(p.Side, says.Recommendation.Review.State) {
				return refused("error.speaks_of_another_state")
			}
		case heed.Claim:
			if !speaksOf(p.Side, says.State) {
				return refused("error.speaks_of_another_state")
			}
		case heed.Dossier:
			if err := t.event(p.Side, says); err != nil {
				return err
			}
		}
		i := item{Publication: p, says: says, digest: t.b.Items[n]}
		if said, ok := quotedIn(says); ok {
			i.reserved = reserved(said.Speaker)
		}
		t.items = append(t.items, i)
	}
	return nil
}

// fits reports whether something may stand in the bundle at all: it is of its voice
// and institution, with its file. Institutions of the voice always are, each as itself.
func (t *take) fits(p heed.Publication) bool {
	f := fileOf(p)
	switch {
	case !p.SameVoice(t.b.Of) || f != "" && !slices.Contains(t.b.Files, f):
		return false
	case p.Kind == heed.SubjectInstitution:
		return p.Institution == p.ID
	}
	return t.b.Of.Institution == "" || p.Institution == t.b.Of.Institution
}

// compare finds out what each publication is to what is here.
func (t *take) compare(ctx context.Context, s find.Source) error {
	t.out = Taken{Of: t.b.Of, Day: t.b.Day, Key: t.b.Key}
	all := map[heed.Subject][]heed.Version{}
	if err := s.Versions(ctx, 0, func(v heed.Version) error { all[v.Subject] = append(all[v.Subject], v); return nil }); err != nil {
		return err
	}
	if err := t.earlier(all); err != nil {
		return err
	}
	there, known := refs{}, publicly(all)
	for n := range t.items {
		i := &t.items[n]
		i.last, i.left = newestOf(all[i.Subject]), false
		if i.last.Number > 0 && i.last.Origin.Signer() != t.b.Key {
			return elsewhere("error.bundle_taken_name", "Subject", i.Subject.String())
		}
		if err := t.spokenFor(all, i); err != nil {
			return err
		}
		known[i.Subject] = stated{i.Side, i.says, t.b.Key}
	}
	// What is left out is there for nothing else, in whatever order they stand.
	for again := true; again; {
		again = false
		for n := range t.items {
			i := &t.items[n]
			if i.left {
				continue
			}
			if err := t.about(ctx, s, there, known, i); err != nil {
				return err
			}
			if i.left {
				delete(known, i.Subject)
				again = true
			}
		}
	}
	for n := range t.items {
		t.count(&t.items[n])
	}
	for subject := range t.had {
		if !slices.ContainsFunc(t.items, func(i item) bool { return i.Subject == subject && !i.left }) {
			t.out.Withdrawn++
		} else {
			delete(t.had, subject)
		}
	}
	return nil
}

// earlier looks at what came from there before.
func (t *take) earlier(all map[heed.Subject][]heed.Version) error {
	t.had = map[heed.Subject]heed.Version{}
	for s, versions := range all {
		v := newestOf(versions)
		if v.Origin == nil || v.Origin.Key != t.b.Key || !v.SameVoice(t.b.Of) || t.b.Of.Institution != "" && v.Institution != t.b.Of.Institution {
			continue
		}
		if v.Origin.Size > t.b.Size {
			return elsewhere("error.bundle_older", "Day", string(v.Origin.Day))
		}
		if v.Step == heed.StepPublished {
			t.had[s] = v
		}
	}
	return nil
}

// spokenFor refuses what is said in the name of an institution that did not come
// from there: those who have a key speak for their own institutions alone, whatever
// these are called. One that came from there earlier and is in the bundle no more is
// withdrawn by it, and says nothing either.
func (t *take) spokenFor(all map[heed.Subject][]heed.Version, i *item) error {
	if t.speakers[i.Institution] {
		return nil
	}
	s := heed.Subject{Kind: heed.SubjectInstitution, ID: i.Institution}
	if had := newestOf(all[s]); had.Number == 0 || had.Origin.Signer() == t.b.Key {
		return nil // about leaves it out
	}
	return elsewhere("error.bundle_speaks", "Subject", i.Subject.String(), "Institution", string(i.Institution))
}

// answerable are the institutions that answer for what a publication says: whose it
// is, and who is said to do it. All of them are to be in the bundle. Partners only
// have a part in it, and may be those of others.
func (i item) answerable() []heed.ID {
	out := []heed.ID{i.Institution}
	switch says := i.says.(type) {
	case heed.Measure:
		out = append(out, says.Lead)
	case heed.Cluster:
		if says.Owner != "" {
			out = append(out, says.Owner)
		}
	}
	return out
}

// newestOf is the last of some versions, one without a number of none.
func newestOf(versions []heed.Version) heed.Version {
	if len(versions) == 0 {
		return heed.Version{}
	}
	return versions[len(versions)-1]
}

// about looks whether those who answer for a publication came with it, whether what
// it is about is here, whether who has published it may say that of it, and whether it
// is right in itself beside what is here. What reaches for what is another's refuses the
// whole; what is only wrong is left out, and said.
func (t *take) about(ctx context.Context, s find.Source, there refs, known map[heed.Subject]stated, i *item) error {
	for _, id := range i.answerable() {
		if !t.speakers[id] {
			i.left = true
			t.out.Left = append(t.out.Left, Problem{Key: "problem.bundle_speaker", Args: []string{"Subject", i.Subject.String(), "Institution", string(id)}})
			return nil
		}
	}
	err := there.concern(ctx, s, i.says)
	if err == nil {
		err = rightly(known, i)
	}
	if err == nil {
		if wrong := sound(known, i); wrong != nil {
			if heed.ErrorCode(wrong) != heed.CodeInvalid {
				return wrong
			}
			i.left = true
			t.out.Left = append(t.out.Left, Problem{Key: "problem.bundle_unfit", Args: []string{"Subject", i.Subject.String()}, Why: wrong})
		}
	}
	if heed.ErrorCode(err) != heed.CodeNotFound {
		return err
	}
	i.left = true
	t.out.Left = append(t.out.Left, Problem{Key: "problem.bundle_left", Args: []string{"Subject", i.Subject.String(), "About", heed.ErrorArg(err, "Ref") + heed.ErrorArg(err, "Subject"), "Review", heed.ErrorArg(err, "Review")}})
	return nil
}

func (t *take) count(i *item) {
	switch {
	case i.left:
	case i.unchanged():
		t.out.Unchanged++
	case i.last.Number > 0:
		t.out.Changed++
	default:
		t.out.New++
	}
}

// shelve cleans and keeps the files of what is new, and gives what it has put.
func (t *take) shelve(ctx context.Context, in io.ReadSeeker, dryRun bool) ([]heed.Digest, error) {
	wanted := map[heed.Digest]bool{}
	for _, i := range t.items {
		if f := fileOf(i.Publication); f != "" && !i.left && !i.unchanged() {
			wanted[f] = true
		}
	}
	if len(wanted) == 0 {
		return nil, nil
	}
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	var put []heed.Digest
	_, err := bundle.Read(in, t.b.Key, func(d heed.Digest, data []byte) error {
		if !wanted[d] {
			return nil
		}
		shown, kind, err := t.cleaned(ctx, data)
		if err != nil || dryRun {
			return err
		}
		f := heed.SealedFile{Type: kind, ShownSize: int64(len(shown))}
		if f.Shown, err = t.Files.Put(shown); err == nil {
			put, t.files[d] = append(put, f.Shown), f
		}
		return err
	})
	return put, err
}

// write makes the next version of what is new or was changed, and withdraws what
// is no longer among it.
func (t *take) write(ctx context.Context, tx store.Tx) error {
	name, _, _ := strings.Cut(t.b.Key, "+")
	for _, i := range t.items {
		if i.left || i.unchanged() {
			continue
		}
		v := heed.Version{
			Subject: i.Subject, Number: i.last.Number, Side: i.Side, Visibility: heed.VisiblePublic, Step: heed.StepPublished, Author: name,
			Origin: &heed.Origin{Key: t.b.Key, Day: t.b.Day, Size: t.b.Size, Item: i.digest},
		}
		var err error
		if t.files[fileOf(i.Publication)].Shown == "" && fileOf(i.Publication) != "" {
			return elsewhere("error.bundle_again") // it was unchanged when its file was looked for
		}
		if v.Body, err = json.Marshal(t.here(i.says)); err != nil {
			return err
		}
		if _, err := t.append(ctx, tx, t.actor, v); err != nil {
			return err
		}
	}
	for _, v := range t.withdrawn() {
		// Withdrawn things say why. Only those know who have withdrawn it; here it says
		// which bundle it was.
		v.Step, v.Note = heed.StepWithdrawn, name+", "+string(t.b.Day)
		v.Origin = &heed.Origin{Key: t.b.Key, Day: t.b.Day, Size: t.b.Size, Item: v.Origin.Item}
		if _, err := t.append(ctx, tx, t.actor, v); err != nil {
			return err
		}
	}
	return nil
}

// withdrawn lists what came from there before and does no more, in an order that
// is always the same.
func (t *take) withdrawn() []heed.Version {
	out := make([]heed.Version, 0, len(t.had))
	for _, v := range t.had {
		out = append(out, v)
	}
	slices.SortFunc(out, func(a, b heed.Version) int { return int(a.Entry - b.Entry) })
	return out
}

// here is what a matter says with the file as it is kept here.
func (t *take) here(says heed.Matter) heed.Matter {
	e, ok := says.(heed.Evidence)
	if !ok || e.File == nil || e.File.Destroyed {
		return says
	}
	f := *e.File
	kept := t.files[f.Shown]
	f.Shown, f.SealedShown, f.ShownSize, f.Type = kept.Shown, "", kept.ShownSize, kept.Type
	e.File = &f
	return e
}
