// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
	"github.com/heed-upr/heed/internal/strike"
)

// Naming is what somebody in an event is called, and what lets it be shown.
type Naming struct {
	Person heed.ID
	// Base is the number of the version that the writer saw, 0 for none.
	Base int
	// Name is the name in one or several languages; nil leaves it as it is.
	Name heed.Texts
	// One of the two is there.
	Consent  *heed.Consent
	Judgment *heed.Judgment
	// Named are the pseudonyms of those who may read it beside its author; nil leaves
	// them as they are.
	Named []string
	Note  string
}

// GiveName makes the next version of the name of somebody in an event: it is the
// only door for one. The name is sealed before it is kept. What is written anew has
// to be found right and published again before it is shown. Errors are those of
// Write; CodeConflict where nobody is named in this installation.
func (a *App) GiveName(ctx context.Context, actor heed.Actor, n Naming) (heed.Version, error) {
	if err := policy.Allow(actor, policy.Document); err != nil {
		return heed.Version{}, err
	}
	if !a.ShowsNames {
		return heed.Version{}, namesOff()
	}
	var out heed.Version
	err := a.Store.Update(ctx, func(tx store.Tx) error {
		person, body, err := seen(ctx, tx, actor, heed.Subject{Kind: heed.SubjectPerson, ID: n.Person}, "person_id")
		if err != nil {
			return err
		}
		who, ok := body.(heed.Person)
		if !ok {
			return invalid("error.field_value", "Field", "person_id", "Given", string(n.Person))
		}
		says := heed.Name{Person: n.Person, Reference: who.Reference, Consent: n.Consent, Judgment: n.Judgment}
		if says.Box, err = a.boxed(ctx, tx, actor, n); err != nil {
			return err
		}
		if err := says.Check(); err != nil {
			return err
		}
		if err := a.unsaid(says, n.Note, who); err != nil {
			return err
		}
		out, err = a.write(ctx, tx, actor, Change{
			ID: n.Person, Base: n.Base, Side: person.Side, Visibility: heed.VisibleNamed, Named: n.Named, Note: n.Note, Body: says, proven: true,
		}, refs{})
		return err
	})
	return out, err
}

func namesOff() error {
	return &heed.Error{Code: heed.CodeConflict, Op: "app.GiveName", Key: "error.names_off"}
}

// boxed seals a name, or gives the box that the version before has.
func (a *App) boxed(ctx context.Context, tx store.Tx, actor heed.Actor, n Naming) ([]byte, error) {
	if text, _ := n.Name.In(""); strings.TrimSpace(text) == "" {
		v, err := current(ctx, tx, actor, heed.Subject{Kind: heed.SubjectName, ID: n.Person}, n.Base)
		if err != nil || v.Number == 0 {
			return nil, err
		}
		before, err := nameIn(v)
		return before.Box, err
	}
	for _, text := range n.Name {
		if len([]rune(text)) > heed.MaxTitle {
			return nil, invalid("error.field_long", "Field", "given_name", "Most", strconv.Itoa(heed.MaxTitle))
		}
		if sign := heed.Unseen(text); sign != "" {
			return nil, invalid("error.field_unseen", "Field", "given_name", "Sign", sign)
		}
	}
	data, err := json.Marshal(n.Name)
	if err != nil {
		return nil, err
	}
	if err := a.keyed(ctx, tx, "given_name"); err != nil {
		return nil, err
	}
	return a.Vault.Seal(heed.Filled(data))
}

// nameIn is what a version of a name says.
func nameIn(v heed.Version) (heed.Name, error) {
	m, err := v.Matter()
	if err != nil {
		return heed.Name{}, err
	}
	out, ok := m.(heed.Name)
	if !ok {
		return heed.Name{}, invalid("error.name_door")
	}
	return out, nil
}

// unboxed opens a name.
func (a *App) unboxed(n heed.Name) (heed.Texts, error) {
	data, err := a.Vault.Open(n.Box)
	if err != nil {
		return nil, err
	}
	var out heed.Texts
	err = json.Unmarshal(data, &out)
	return out, err
}

// unsaid is CodeInvalid where a part of the name stands in a text that is kept
// beside it and is not sealed.
func (a *App) unsaid(n heed.Name, note string, p heed.Person) error {
	texts := []string{note, p.Reference}
	texts = slices.AppendSeq(texts, maps.Values(p.What))
	if n.Consent != nil {
		texts = append(texts, n.Consent.How)
	}
	name, err := a.unboxed(n)
	if err != nil {
		return err
	}
	var parts []string
	for _, text := range name {
		for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
			if len([]rune(part)) >= strike.Least {
				parts = append(parts, part)
			}
		}
	}
	if len(parts) == 0 {
		return nil // of letters fewer than can be found again
	}
	words, err := strike.New(parts...)
	if err != nil {
		return err
	}
	if _, times := words.Text(strings.Join(texts, "\n")); times > 0 {
		return invalid("error.name_in_text", "Field", "told_how")
	}
	return nil
}

// nameable looks whether somebody in an event may be named so: by who recorded that
// person, as the role allows it, and by nothing that lies in the future.
func (a *App) nameable(ctx context.Context, tx store.Tx, actor heed.Actor, v heed.Version, said heed.Name) error {
	person, body, err := seen(ctx, tx, actor, heed.Subject{Kind: heed.SubjectPerson, ID: said.Person}, "person_id")
	if err != nil {
		return err
	}
	who, ok := body.(heed.Person)
	if !ok || v.ID != said.Person {
		return invalid("error.field_value", "Field", "person_id", "Given", string(said.Person))
	}
	if person.Side != v.Side || person.Origin != nil {
		return refused("error.name_another")
	}
	if bar := said.Unfit(who); bar != heed.BarNone {
		return invalid("name_bar."+string(bar), "Field", "given_by")
	}
	days := map[string]heed.Date{}
	if said.Consent != nil {
		days["given_on"], days["withdrawn_on"] = said.Consent.Given, said.Consent.Withdrawn
	} else {
		days["judgment_date"] = said.Judgment.Date
	}
	for field, day := range days {
		if day > a.today() {
			return invalid("error.field_future", "Field", field, "Given", string(day))
		}
	}
	return nil
}

// nameMoves looks whether a name may come to the step that a move leads to. Nothing
// is published that would not be shown, and no note says the name.
func (a *App) nameMoves(ctx context.Context, tx store.Tx, n heed.Name, m Move) error {
	if m.Note != "" && !n.Destroyed {
		// Where the key is not here, nobody can have read the name.
		if err := a.unsaid(n, m.Note, heed.Person{}); err != nil && heed.ErrorCode(err) != heed.CodeConflict {
			return err
		}
	}
	if m.To != heed.StepPublished {
		return nil
	}
	if !a.ShowsNames {
		return namesOff()
	}
	_, body, err := published(ctx, tx, heed.Subject{Kind: heed.SubjectPerson, ID: n.Person})
	if heed.ErrorCode(err) == heed.CodeNotFound {
		return &heed.Error{Code: heed.CodeConflict, Op: "app.nameMoves", Key: "error.person_first"}
	}
	if err != nil {
		return err
	}
	who, _ := body.(heed.Person) // the zero value can be named by nothing
	var bar heed.NameBar
	for _, scope := range heed.NameScopes {
		if bar = n.Bar(who, scope, a.today()); bar == heed.BarNone {
			return nil
		}
	}
	return &heed.Error{Code: heed.CodeConflict, Op: "app.nameMoves", Key: "name_bar." + string(bar)}
}

// HeldName is the name of somebody in an event, as who may read it reads it.
type HeldName struct {
	heed.Version
	Says heed.Name
	// Name is nil where the key is not here, or the name was destroyed.
	Name heed.Texts
	// Bars say for each scope why the public does not read it.
	Bars map[heed.NameScope]heed.NameBar
	// Shown says that the public reads it somewhere.
	Shown bool
}

// NameOf gives the name of somebody in an event to who may read it, CodeNotFound to
// everybody else and where there is none.
func (a *App) NameOf(ctx context.Context, viewer heed.Viewer, person heed.ID) (HeldName, error) {
	out := HeldName{Bars: map[heed.NameScope]heed.NameBar{}}
	err := a.Store.View(ctx, func(s find.Source) error {
		subject := heed.Subject{Kind: heed.SubjectName, ID: person}
		all, err := s.History(ctx, subject)
		if err != nil {
			return err
		}
		if out.Version = newestOf(all); out.Removed || !policy.MaySee(viewer, policy.Of(out.Version)) {
			return &heed.Error{Code: heed.CodeNotFound, Op: "app.NameOf", Key: "error.version_not_found", Args: []string{"Subject", subject.String()}}
		}
		if out.Says, err = nameIn(out.Version); err != nil {
			return err
		}
		who, err := publicPerson(ctx, s, person)
		if heed.ErrorCode(err) == heed.CodeNotFound {
			return nil
		}
		for _, scope := range heed.NameScopes {
			out.Bars[scope] = out.Says.Bar(who, scope, a.today())
			out.Shown = out.Shown || a.ShowsNames && out.Step == heed.StepPublished && out.Bars[scope] == heed.BarNone
		}
		return err
	})
	if err != nil {
		return HeldName{}, err // who may not read it learns nothing of it
	}
	if out.Says.Destroyed {
		return out, nil
	}
	if out.Name, err = a.unboxed(out.Says); heed.ErrorCode(err) == heed.CodeConflict {
		return out, nil
	}
	return out, err
}

// publicPerson is somebody in an event as everybody reads it, CodeNotFound for who
// is not public, or whose dossier is not.
func publicPerson(ctx context.Context, s find.Source, id heed.ID) (heed.Person, error) {
	var out heed.Person
	at := heed.Subject{Kind: heed.SubjectPerson, ID: id}
	for range 2 { // the person, then the dossier
		all, err := s.History(ctx, at)
		if err != nil {
			return out, err
		}
		v, ok := find.Newest(heed.Viewer{}, all)
		if !ok {
			return out, &heed.Error{Code: heed.CodeNotFound, Op: "app.publicPerson", Key: "error.not_published", Args: []string{"Subject", at.String()}}
		}
		m, err := v.Matter()
		if err != nil {
			return out, err
		}
		if p, ok := m.(heed.Person); ok {
			out, at = p, heed.Subject{Kind: heed.SubjectDossier, ID: p.Dossier}
		}
	}
	return out, nil
}

// ShownNames gives those of some people in events who may be named in public at
// this moment. Nothing of it may be kept: a moment later it can be otherwise.
func (a *App) ShownNames(ctx context.Context, scope heed.NameScope, persons ...heed.ID) (map[heed.ID]heed.Named, error) {
	out := map[heed.ID]heed.Named{}
	if !a.ShowsNames || len(persons) == 0 {
		return out, nil
	}
	held := map[heed.ID]heed.Name{}
	err := a.Store.View(ctx, func(s find.Source) error {
		for _, id := range persons {
			all, err := s.History(ctx, heed.Subject{Kind: heed.SubjectName, ID: id})
			if heed.ErrorCode(err) == heed.CodeNotFound {
				continue
			}
			if err != nil {
				return err
			}
			v := newestOf(all) // what was published before it was written anew counts no more
			name, err := nameIn(v)
			if err != nil {
				return err
			}
			shown, err := a.shownNow(ctx, s, v, name, scope)
			if err != nil {
				return err
			}
			if shown {
				held[id] = name
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for id, name := range held {
		text, err := a.unboxed(name)
		if heed.ErrorCode(err) == heed.CodeConflict {
			continue // a page without its key shows references
		}
		if err != nil {
			return nil, err
		}
		shown := heed.Named{Name: text, Judgment: name.Judgment}
		if c := name.Consent; c != nil {
			shown.Until, shown.Guardian = c.Until, c.By == heed.ConsentGuardian
		}
		out[id] = shown
	}
	return out, nil
}

// shownNow reports whether the public reads a name in any of some places.
func (a *App) shownNow(ctx context.Context, s find.Source, v heed.Version, name heed.Name, scopes ...heed.NameScope) (bool, error) {
	if !a.ShowsNames || v.Removed || v.Step != heed.StepPublished {
		return false, nil
	}
	who, err := publicPerson(ctx, s, name.Person)
	if heed.ErrorCode(err) == heed.CodeNotFound {
		return false, nil
	}
	return slices.ContainsFunc(scopes, func(scope heed.NameScope) bool { return name.Bar(who, scope, a.today()) == heed.BarNone }), err
}

// TakeNameAway takes the name of somebody in an event from the public at once. It
// is done by who may read and write the name and, while the public reads it, by who
// publishes for its side: they learn no more than everybody does.
//
// CodeNotFound where no name is public; CodeForbidden for everybody else.
func (a *App) TakeNameAway(ctx context.Context, actor heed.Actor, person heed.ID, note string) error {
	return a.Store.Update(ctx, func(tx store.Tx) error {
		subject := heed.Subject{Kind: heed.SubjectName, ID: person}
		none := &heed.Error{Code: heed.CodeNotFound, Op: "app.TakeNameAway", Key: "error.version_not_found", Args: []string{"Subject", subject.String()}}
		all, err := tx.History(ctx, subject)
		if err != nil {
			return err
		}
		v := newestOf(all)
		reads := policy.MaySee(actor.Viewer(), policy.Of(v)) && policy.AllowOn(actor, policy.Document, policy.Of(v)) == nil
		if err := policy.AllowOn(actor, policy.Publish, policy.Of(v)); err != nil && !reads {
			return err
		}
		says, err := nameIn(v)
		if err != nil {
			return err
		}
		shown, err := a.shownNow(ctx, tx, v, says, heed.NameScopes...)
		if err != nil {
			return err
		}
		if v.Step != heed.StepPublished || v.Removed || !reads && !shown {
			return none
		}
		if note = strings.TrimSpace(note); note == "" {
			return invalid("error.note_missing")
		}
		if err := a.nameMoves(ctx, tx, says, Move{Note: note, To: heed.StepWithdrawn}); err != nil {
			return err
		}
		v.Step, v.Note, v.Row = heed.StepWithdrawn, note, nil
		_, err = a.append(ctx, tx, actor, v)
		return err
	})
}

// leftOfName is what is left of a version of a name when words are struck out: where
// they stand in the name itself, it is destroyed. The box is no text, and nothing in
// it is struck out by chance.
func (r *redacting) leftOfName(words *strike.Words, v heed.Version) (heed.Version, int, error) {
	says, err := nameIn(v)
	if err != nil {
		return v, 0, err
	}
	box := says.Box
	says.Box = nil
	bare := v
	if bare.Body, err = json.Marshal(says); err != nil {
		return v, 0, err
	}
	out, n, err := strike.Value(words, bare)
	if err != nil {
		return v, 0, err
	}
	if says, err = nameIn(out); err != nil {
		return v, 0, err
	}
	says.Box = box
	if len(box) > 0 {
		name, opens := r.unboxed(says)
		times := 0
		for _, text := range name {
			_, in := words.Text(text)
			times += in
		}
		switch {
		case opens != nil:
			r.locked[v.Entry] = true
		case times > 0:
			says.Box, says.Destroyed = nil, true
			n += times
		}
	}
	out.Body, err = json.Marshal(says)
	return out, n, err
}
