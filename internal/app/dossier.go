// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/store"
)

// accounts looks whether a dossier, or what belongs to one, can stand where it
// would: who is of one State speaks of that one, figures and calls belong to a
// dossier that their writer sees, and what they name is of the same.
func (a *App) accounts(ctx context.Context, tx store.Tx, actor heed.Actor, v heed.Version, body heed.Matter) error {
	switch said := body.(type) {
	case heed.Dossier:
		if err := a.event(v.Side, said); err != nil {
			return err
		}
		return precedes(ctx, tx, actor.Viewer(), v, said)
	case heed.Figure:
		d, err := belongs(ctx, tx, actor, v, said.Dossier)
		if err != nil {
			return err
		}
		if err := begun(said, d); err != nil || said.Revises == "" {
			return err
		}
		return revises(ctx, tx, actor, v, said)
	case heed.Person:
		_, err := belongs(ctx, tx, actor, v, said.Dossier)
		return err
	case heed.Name:
		return a.nameable(ctx, tx, actor, v, said)
	case heed.Call:
		if _, err := belongs(ctx, tx, actor, v, said.Dossier); err != nil {
			return err
		}
		for _, id := range said.Figures {
			if _, err := figureOf(ctx, tx, actor, id, said.Dossier, "figures"); err != nil {
				return err
			}
		}
	}
	return nil
}

// event looks whether a dossier is about a State that there is, and of which its
// writer may speak, and asks for labels that there are.
func (a *App) event(side heed.Side, d heed.Dossier) error {
	if !a.KnownState(d.State) {
		return invalid("error.field_value", "Field", "state", "Given", string(d.State))
	}
	if !speaksOf(side, d.State) {
		return refused("error.speaks_of_another_state")
	}
	for _, theme := range d.Themes {
		if !slices.Contains(label.AllThemes(), label.Theme(theme)) {
			return invalid("error.field_value", "Field", "themes", "Given", theme)
		}
	}
	for _, issue := range d.Issues {
		if !slices.Contains(label.Issues(), issue) {
			return invalid("error.field_value", "Field", "issues", "Given", issue)
		}
	}
	return nil
}

// belongs looks whether something may belong to a dossier, and gives that.
func belongs(ctx context.Context, tx store.Tx, actor heed.Actor, v heed.Version, id heed.ID) (heed.Dossier, error) {
	_, body, err := seen(ctx, tx, actor, heed.Subject{Kind: heed.SubjectDossier, ID: id}, "dossier")
	if err != nil {
		return heed.Dossier{}, err
	}
	d, ok := body.(heed.Dossier)
	if !ok || !speaksOf(v.Side, d.State) {
		return d, refused("error.speaks_of_another_state")
	}
	if v.Number == 0 {
		return d, nil
	}
	before, err := v.Matter()
	if err != nil {
		return d, err
	}
	if dossierOf(before) != id {
		return d, invalid("error.dossier_stays", "Field", "dossier")
	}
	return d, nil
}

// begun looks whether an event had begun when a figure of it was counted and made
// known.
func begun(said heed.Figure, d heed.Dossier) error {
	if field := said.Before(d); field != "" {
		return invalid("error.figure_before_event", "Field", field, "From", string(d.From))
	}
	return nil
}

// precedes is CodeInvalid where a figure that the voice of a dossier has in it, and the
// viewer sees, would be of a day before the first one of the event.
func precedes(ctx context.Context, tx store.Tx, viewer heed.Viewer, v heed.Version, d heed.Dossier) error {
	if v.ID == "" {
		return nil
	}
	figures := map[heed.Subject][]heed.Version{}
	err := tx.VersionsOf(ctx, heed.SubjectFigure, func(f heed.Version) error {
		if f.SameVoice(v.Side) && f.Origin == nil {
			figures[f.Subject] = append(figures[f.Subject], f)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, s := range slices.SortedFunc(maps.Keys(figures), func(a, b heed.Subject) int { return cmp.Compare(a.ID, b.ID) }) {
		last, ok := find.Newest(viewer, figures[s])
		if !ok || last.Step == heed.StepWithdrawn {
			continue
		}
		m, err := last.Matter()
		if err != nil {
			return err
		}
		if f, ok := m.(heed.Figure); ok && f.Dossier == v.ID && f.Before(d) != "" {
			return invalid("error.event_after_figure", "Field", "from", "Told", f.Headline(), "Id", string(s.ID))
		}
	}
	return nil
}

// stillRight looks once more, before something is public, at what can have changed since
// it was written: the institutions that have the name of whoever is quoted, and the
// dossier and the figure to which a figure belongs. Installations that take it in look
// at the same.
func stillRight(ctx context.Context, tx store.Tx, v heed.Version, says heed.Matter) error {
	if err := quotes(ctx, tx, v.Side, says); err != nil {
		return err
	}
	if d, ok := says.(heed.Dossier); ok {
		return precedes(ctx, tx, heed.Viewer{}, v, d)
	}
	f, ok := says.(heed.Figure)
	if !ok {
		return nil
	}
	known := map[heed.Subject]stated{}
	for _, s := range []heed.Subject{{Kind: heed.SubjectDossier, ID: f.Dossier}, {Kind: heed.SubjectFigure, ID: f.Revises}} {
		if s.ID == "" {
			continue
		}
		had, body, err := published(ctx, tx, s)
		if err == nil {
			known[s] = stated{had.Side, body, had.Origin.Signer()}
		} else if heed.ErrorCode(err) != heed.CodeNotFound {
			return err
		}
	}
	d, ok := known[heed.Subject{Kind: heed.SubjectDossier, ID: f.Dossier}].says.(heed.Dossier)
	if !ok {
		return nil // grounded says so
	}
	if err := countsRightly(known, v.ID, f, d); err != nil || f.Revises == "" {
		return err
	}
	return circle(v.ID, f.Revises, func(id heed.ID) ([]heed.ID, error) { return revisedIn(ctx, tx, id) })
}

// dossierOf names the dossier to which something belongs.
func dossierOf(m heed.Matter) heed.ID {
	switch said := m.(type) {
	case heed.Figure:
		return said.Dossier
	case heed.Call:
		return said.Dossier
	case heed.Person:
		return said.Dossier
	}
	return ""
}

// revises looks whether a figure can come in the place of the one that it names:
// whoever recorded that one records what it became, and no figure comes in its own
// place, by however many others.
func revises(ctx context.Context, tx store.Tx, actor heed.Actor, v heed.Version, said heed.Figure) error {
	had, err := figureOf(ctx, tx, actor, said.Revises, said.Dossier, "revises")
	if err != nil {
		return err
	}
	if said.Revises == v.ID || had.Origin != nil || !v.SameVoice(had.Version.Side) || !said.MayRevise(had.Body) {
		return invalid("error.revises_another", "Field", "revises")
	}
	return circle(v.ID, said.Revises, func(id heed.ID) ([]heed.ID, error) { return revisedIn(ctx, tx, id) })
}

// circle is CodeInvalid where the way from a figure to those in whose place it came,
// and on from there, leads back to it. The steps of the way are given by next.
func circle(from, to heed.ID, next func(heed.ID) ([]heed.ID, error)) error {
	passed, way := map[heed.ID]bool{}, []heed.ID{to}
	for len(way) > 0 {
		at := way[0]
		if way = way[1:]; at == "" || passed[at] {
			continue
		}
		if at == from {
			return invalid("error.revises_circle", "Field", "revises")
		}
		passed[at] = true
		on, err := next(at)
		if err != nil {
			return err
		}
		way = append(way, on...)
	}
	return nil
}

// revisedIn gives the figures in whose place one came: as it stands now, and as
// everybody reads it where that is another version. It asks nobody what they may see,
// since what is a draft now is public later.
func revisedIn(ctx context.Context, tx store.Tx, id heed.ID) ([]heed.ID, error) {
	versions, err := tx.History(ctx, heed.Subject{Kind: heed.SubjectFigure, ID: id})
	if err != nil && heed.ErrorCode(err) != heed.CodeNotFound {
		return nil, err
	}
	standing := []heed.Version{newestOf(versions)}
	if v, ok := find.Newest(heed.Viewer{}, versions); ok {
		standing = append(standing, v)
	}
	var out []heed.ID
	for _, v := range standing {
		if v.Number == 0 || v.Removed {
			continue
		}
		m, err := v.Matter()
		if err != nil {
			return nil, err
		}
		if f, ok := m.(heed.Figure); ok {
			out = append(out, f.Revises)
		}
	}
	return out, nil
}

// figureOf gives a figure of a dossier that the actor sees.
func figureOf(ctx context.Context, tx store.Tx, actor heed.Actor, id, dossier heed.ID, field string) (find.Held[heed.Figure], error) {
	v, body, err := seen(ctx, tx, actor, heed.Subject{Kind: heed.SubjectFigure, ID: id}, field)
	if err != nil {
		return find.Held[heed.Figure]{}, err
	}
	figure, ok := body.(heed.Figure)
	if !ok || figure.Dossier != dossier {
		return find.Held[heed.Figure]{}, invalid("error.field_value", "Field", field, "Given", string(id))
	}
	return find.Held[heed.Figure]{Version: v, Body: figure}, nil
}

// seen gives the newest version of something that the actor sees, CodeInvalid
// where there is none.
func seen(ctx context.Context, tx store.Tx, actor heed.Actor, s heed.Subject, field string) (heed.Version, heed.Matter, error) {
	versions, err := tx.History(ctx, s)
	if err != nil && heed.ErrorCode(err) != heed.CodeNotFound {
		return heed.Version{}, nil, err
	}
	v, ok := find.Newest(actor.Viewer(), versions)
	if !ok {
		return heed.Version{}, nil, invalid("error.field_value", "Field", field, "Given", string(s.ID))
	}
	body, err := v.Matter()
	return v, body, err
}

// grounded is CodeConflict for what would be public while its dossier, or the source of
// a claim, is not.
func grounded(ctx context.Context, tx store.Tx, m heed.Matter) error {
	on, key := heed.Subject{Kind: heed.SubjectDossier, ID: dossierOf(m)}, "error.dossier_first"
	if c, ok := m.(heed.Claim); ok {
		on, key = heed.Subject{Kind: heed.SubjectEvidence, ID: c.Source}, "error.source_first"
	}
	if on.ID == "" {
		return nil
	}
	_, _, err := published(ctx, tx, on)
	if heed.ErrorCode(err) == heed.CodeNotFound {
		return &heed.Error{Code: heed.CodeConflict, Op: "app.grounded", Key: key}
	}
	return err
}
