// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"cmp"
	"context"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/audit"
	"github.com/heed-upr/heed/internal/bundle"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
)

// Bundled is what went into a bundle.
type Bundled struct {
	Of           heed.Side
	Publications map[heed.SubjectKind]int
	Files        int
	Key          string
}

// Bundle writes what a voice of a State has published, or one institution of it,
// into a file for other installations: what everybody may read here, without a
// word on who wrote it, and with a proof that the log knows of it. What came from
// others is not passed on.
//
// CodeNotFound where nothing is published, or no key signs for the log.
func (a *App) Bundle(ctx context.Context, actor heed.Actor, of heed.Side, w io.Writer) (Bundled, error) {
	if err := policy.Allow(actor, policy.Share); err != nil {
		return Bundled{}, err
	}
	if err := a.stands(of); err != nil {
		return Bundled{}, err
	}
	if a.Notary == nil {
		return Bundled{}, noNotary()
	}
	out, lines, content, err := a.outward(ctx, of)
	if err != nil {
		return Bundled{}, err
	}
	o, err := a.opening(ctx, actor, content)
	if err != nil {
		return Bundled{}, err
	}
	return out, bundle.Write(w, o, lines, content.Files, a.Files.Get)
}

// outward gathers what goes into a bundle.
func (a *App) outward(ctx context.Context, of heed.Side) (Bundled, [][]byte, bundle.Content, error) {
	out := Bundled{Of: of, Publications: map[heed.SubjectKind]int{}, Key: a.Notary.Key()}
	content := bundle.Content{Version: bundle.Version, Of: of, Day: heed.Date(a.Now().UTC().Format(time.DateOnly))}
	var all []heed.Version
	if err := a.Store.View(ctx, func(s find.Source) error {
		var err error
		all, err = publicNow(ctx, s)
		return err
	}); err != nil {
		return out, nil, content, err
	}
	var lines [][]byte
	for _, p := range publications(all, of) {
		line, digest, err := bundle.Item(p)
		if err != nil {
			return out, nil, content, err
		}
		lines, content.Items = append(lines, line), append(content.Items, digest)
		out.Publications[p.Kind]++
		if f := fileOf(p); f != "" && !slices.Contains(content.Files, f) {
			content.Files = append(content.Files, f)
		}
	}
	out.Files = len(content.Files)
	if len(lines) == out.Publications[heed.SubjectInstitution] {
		return out, nil, content, &heed.Error{Code: heed.CodeNotFound, Op: "app.Bundle", Key: "error.bundle_nothing"}
	}
	return out, lines, content, nil
}

// publicNow gives of each thing what everybody may read of it now.
func publicNow(ctx context.Context, s find.Source) ([]heed.Version, error) {
	things := map[heed.Subject][]heed.Version{}
	if err := s.Versions(ctx, 0, func(v heed.Version) error {
		things[v.Subject] = append(things[v.Subject], v)
		return nil
	}); err != nil {
		return nil, err
	}
	var out []heed.Version
	for _, versions := range things {
		if v, ok := find.Newest(heed.Viewer{}, versions); ok {
			out = append(out, v)
		}
	}
	return out, nil
}

// publications are those among what is public that a side has published here, in
// an order that tells nothing. The institutions of the voice are always among
// them, so that others can say who is who.
func publications(all []heed.Version, of heed.Side) []heed.Publication {
	known := map[heed.Subject]bool{}
	for _, v := range all {
		known[v.Subject] = v.Kind != heed.SubjectInstitution || v.SameVoice(of)
	}
	var out []heed.Publication
	for _, v := range all {
		ours := v.Origin == nil && v.SameVoice(of) && (of.Institution == "" || v.Institution == of.Institution || v.Kind == heed.SubjectInstitution)
		if !ours || !slices.Contains(heed.Publications, v.Kind) {
			continue
		}
		says, err := v.Matter()
		if err != nil {
			continue // written by a later program; it is not read here either
		}
		if says, ok := heed.Outward(says, func(s heed.Subject) bool { return known[s] }); ok {
			out = append(out, publication(v, says))
		}
	}
	slices.SortFunc(out, func(a, b heed.Publication) int {
		if d := slices.Index(heed.Publications, a.Kind) - slices.Index(heed.Publications, b.Kind); d != 0 {
			return d
		}
		return cmp.Or(handling(a)-handling(b), strings.Compare(string(a.ID), string(b.ID)))
	})
	return out
}

// handling is 1 for what became of a request, which stands behind the request.
func handling(p heed.Publication) int {
	var r heed.Reply
	if p.Kind == heed.SubjectReply && json.Unmarshal(p.Body, &r) == nil && r.To.Kind == heed.SubjectReply {
		return 1
	}
	return 0
}

// publication is what others get of a version.
func publication(v heed.Version, says heed.Matter) heed.Publication {
	body, err := json.Marshal(says)
	if err != nil {
		panic(err) // it was read from JSON
	}
	return heed.Publication{Subject: v.Subject, Side: v.Side, Day: heed.Date(v.At.UTC().Format(time.DateOnly)), Body: body}
}

// fileOf is the file that a publication names, "" for none.
func fileOf(p heed.Publication) heed.Digest {
	var e heed.Evidence
	if p.Kind != heed.SubjectEvidence || json.Unmarshal(p.Body, &e) != nil || e.File == nil || e.File.Destroyed {
		return ""
	}
	return e.File.Shown
}

// opening adds the entry to the log that says what was given away, and has the
// log signed with it.
func (a *App) opening(ctx context.Context, actor heed.Actor, content bundle.Content) (bundle.Opening, error) {
	entry, err := audit.NewEntry(heed.EntryBundle, actor.Role, a.Now(), content)
	if err != nil {
		return bundle.Opening{}, err
	}
	if err := a.Store.Update(ctx, func(tx store.Tx) error {
		var err error
		entry.Position, err = tx.Append(ctx, entry)
		return err
	}); err != nil {
		return bundle.Opening{}, err
	}
	o := bundle.Opening{Entry: entry}
	o.Checkpoint, err = a.checkpoint(ctx, func(size int64, r tlog.HashReader) error {
		var err error
		o.Proof, err = audit.Inclusion(size, entry.Position, r)
		return err
	})
	return o, err
}
