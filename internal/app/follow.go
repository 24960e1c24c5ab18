// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/audit"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
)

// NewID draws an ID by chance.
func NewID() heed.ID { return heed.ID(strings.ToLower(rand.Text())) }

// Change is what somebody wants to become of something of the follow-up.
type Change struct {
	// ID is what it is of; "" begins something new.
	ID heed.ID
	// Base is the number of the version that the writer saw, 0 for none: where
	// there is a newer one by now, nothing is changed.
	Base int
	// Side is where it is to stand, where it is new; the zero value is the
	// writer's own. An institution stands where its voice does.
	Side heed.Side
	// Visibility is who may read it; "" leaves it as it is, and what is new is
	// for the institution, or on a measure for who may read that.
	Visibility heed.Visibility
	// Named are the pseudonyms of those who may read it beside its author, where
	// Visibility is heed.VisibleNamed; nil leaves them as they are.
	Named []string
	// Submit hands it over for review.
	Submit bool
	// Note says why.
	Note string
	// Row is the row of a spreadsheet that it is from; nil where it is from none.
	Row  *heed.SheetRow
	Body heed.Matter

	// proven says that it came in by the door that its kind has: Prove, GiveName.
	proven bool
}

// writing is what somebody needs leave for who writes a thing of a kind.
var writing = map[heed.SubjectKind]policy.Action{
	heed.SubjectInstitution: policy.Institutions, heed.SubjectAssignment: policy.Assign, heed.SubjectProposal: policy.Propose,
	heed.SubjectSettlement: policy.Settle, heed.SubjectMeasure: policy.Plan, heed.SubjectCluster: policy.Plan, heed.SubjectUpdate: policy.Report,
	heed.SubjectEvidence: policy.Prove, heed.SubjectClaim: policy.Prove,
	heed.SubjectAssessment: policy.Assess, heed.SubjectReply: policy.Reply,
	heed.SubjectSchedule: policy.Plan,
	heed.SubjectComment:  policy.Comment,
	heed.SubjectDossier:  policy.Document, heed.SubjectFigure: policy.Document, heed.SubjectCall: policy.Document,
	heed.SubjectPerson: policy.Document, heed.SubjectName: policy.Document,
	heed.SubjectFeed: policy.Watch,
}

// ToWrite is what somebody needs leave for who writes a thing of a kind; "" for
// kinds that Heed alone writes.
func ToWrite(kind heed.SubjectKind) policy.Action { return writing[kind] }

// Write makes the next version of each of some things of the follow-up, all or
// none, each with its entry in the log.
//
// CodeForbidden where the actor may not; CodeInvalid for what cannot be kept;
// CodeNotFound where there is no such thing that the actor may see;
// CodeConflict where there is a newer version than the one that the actor saw:
// its arguments Given and Now are the two numbers.
func (a *App) Write(ctx context.Context, actor heed.Actor, changes ...Change) ([]heed.Version, error) {
	for _, c := range changes {
		if err := policy.Allow(actor, writing[c.Body.Of()]); err != nil {
			return nil, err
		}
		if err := c.Body.Check(); err != nil {
			return nil, err
		}
	}
	var out []heed.Version
	a.shelving.RLock() // what is put on the shelf is not taken for an orphan meanwhile
	err := a.Store.Update(ctx, func(tx store.Tx) error {
		out = make([]heed.Version, 0, len(changes))
		there := refs{}
		for _, c := range changes {
			v, err := a.write(ctx, tx, actor, c, there)
			if err != nil {
				return err
			}
			out = append(out, v)
		}
		return nil
	})
	a.shelving.RUnlock()
	if err != nil {
		return nil, err
	}
	a.dropShown(ctx, out...)
	return out, nil
}

// write makes the next version of one thing.
func (a *App) write(ctx context.Context, tx store.Tx, actor heed.Actor, c Change, there refs) (heed.Version, error) {
	if repeating, ok := c.Body.(heed.Repeating); ok {
		c.Body = repeating.Once()
	}
	v, err := a.after(ctx, tx, actor, c)
	if err == nil {
		err = a.admits(ctx, tx, actor, &v, c.Body, there)
	}
	if err != nil {
		return heed.Version{}, err
	}
	was := v
	if err := a.place(ctx, tx, was, &v, c); err != nil {
		return heed.Version{}, err
	}
	v.Hands = hands(was, actor)
	v.Removed, v.Note, v.Row = false, c.Note, c.Row
	if e, ok := c.Body.(heed.Evidence); ok {
		return a.writeEvidence(ctx, tx, actor, v, e, c.proven)
	}
	return a.put(ctx, tx, actor, v, c.Body)
}

// after gives the version behind which the next one is to stand, or one that has no
// number yet.
func (a *App) after(ctx context.Context, tx store.Tx, actor heed.Actor, c Change) (heed.Version, error) {
	if err := checkNote(c.Note); err != nil {
		return heed.Version{}, err
	}
	subject := heed.Subject{Kind: c.Body.Of(), ID: c.ID}
	if subject.ID == "" {
		subject.ID = NewID()
	}
	v, err := current(ctx, tx, actor, subject, c.Base)
	if err == nil {
		v, err = a.opened(v)
	}
	if err != nil || v.Number > 0 {
		return v, err
	}
	v.Author, v.Side, v.Visibility = actor.Pseudonym, c.sideOf(actor, subject), heed.VisibleInstitution
	return v, a.stands(v.Side)
}

// checkNote is CodeInvalid for what is too long to say why something was done.
func checkNote(note string) error {
	if utf8.RuneCountInString(note) > mostNote {
		return invalid("error.field_long", "Field", "note", "Most", strconv.Itoa(mostNote))
	}
	return nil
}

// place says who may read the next version and at which step it is, if it can be
// there.
func (a *App) place(ctx context.Context, tx store.Tx, was heed.Version, v *heed.Version, c Change) error {
	if err := c.show(v); err != nil {
		return err
	}
	if v.Step == heed.StepSubmitted {
		if err := handable(ctx, tx, c.Body); err != nil {
			return err
		}
	}
	if err := c.confine(ctx, tx, v); err != nil {
		return err
	}
	if err := cmp.Or(c.within(ctx, tx, was, v), covers(ctx, tx, was, *v)); err != nil {
		return err
	}
	if err := a.watches(ctx, tx, v, c.Body); err != nil {
		return err
	}
	if was.Number > 0 && v.Visibility == heed.VisibleDraft && was.Visibility != heed.VisibleDraft {
		// Nobody else could change it any more, nor see why.
		return invalid("error.draft_seen", "Field", "visibility")
	}
	if v.Kind.Veiled() && !c.proven {
		return invalid("error.name_door")
	}
	return nil
}

// writeEvidence puts the next version of a piece of evidence, with what its custody
// log has to say; proven says that it came through the door for files and links.
func (a *App) writeEvidence(ctx context.Context, tx store.Tx, actor heed.Actor, v heed.Version, now heed.Evidence, proven bool) (heed.Version, error) {
	before, err := beforeOf(v)
	if err != nil {
		return heed.Version{}, err
	}
	if !proven && !sameThing(before, now) {
		return heed.Version{}, invalid("error.evidence_door")
	}
	if err := excerpted(before, now); err != nil {
		return heed.Version{}, err
	}
	if now, err = a.enclose(ctx, tx, before, now); err != nil {
		return heed.Version{}, err
	}
	if v, err = a.put(ctx, tx, actor, v, now); err != nil {
		return v, err
	}
	if err := a.custody(ctx, tx, actor, before, v, now); err != nil || now.Level != heed.SensitivityRestricted {
		return v, err
	}
	return v, a.closePast(ctx, tx, actor, v.Subject)
}

// put appends a version that says something.
func (a *App) put(ctx context.Context, tx store.Tx, actor heed.Actor, v heed.Version, says heed.Matter) (heed.Version, error) {
	body, err := json.Marshal(says)
	if err != nil {
		return heed.Version{}, err
	}
	v.Body = body
	return a.append(ctx, tx, actor, v)
}

// ours is CodeForbidden for what another installation has published: only a file
// from there changes it.
func ours(v heed.Version) error {
	if v.Origin == nil {
		return nil
	}
	return &heed.Error{Code: heed.CodeForbidden, Op: "app.ours", Key: "error.from_elsewhere"}
}

// fromHere is CodeForbidden for an institution that another installation has
// published: nobody here speaks for it.
func fromHere(institution heed.Version) error {
	if institution.Origin == nil {
		return nil
	}
	return &heed.Error{Code: heed.CodeForbidden, Op: "app.fromHere", Key: "error.institution_elsewhere", Args: []string{"Field", "institution"}}
}

// speaksHere is fromHere of the institution that something stands with, if it was
// entered.
func speaksHere(ctx context.Context, tx store.Tx, side heed.Side) error {
	versions, err := tx.History(ctx, heed.Subject{Kind: heed.SubjectInstitution, ID: side.Institution})
	if heed.ErrorCode(err) == heed.CodeNotFound {
		return nil
	}
	if err != nil {
		return err
	}
	return fromHere(newestOf(versions))
}

// admits looks whether somebody may write this as the next version of something.
func (a *App) admits(ctx context.Context, tx store.Tx, actor heed.Actor, v *heed.Version, body heed.Matter, there refs) error {
	if err := ours(*v); err != nil {
		return err
	}
	if err := discuss(ctx, tx, actor, v, body); err != nil {
		return err
	}
	if err := policy.AllowOn(actor, writing[v.Kind], policy.Of(*v)); err != nil {
		return err
	}
	if err := speaksHere(ctx, tx, v.Side); err != nil {
		return err
	}
	if err := there.concern(ctx, tx, body); err != nil {
		return err
	}
	if err := names(ctx, tx, actor, *v, body); err != nil {
		return err
	}
	if err := cmp.Or(a.hasCome(body), a.stillToCome(*v, body)); err != nil {
		return err
	}
	if says, ok := body.(heed.Institution); ok {
		if err := enterable(ctx, tx, *v, says); err != nil {
			return err
		}
	}
	if err := a.voiced(ctx, tx, actor, *v, body); err != nil {
		return err
	}
	if err := sourced(ctx, tx, actor, *v, body); err != nil {
		return err
	}
	if err := quotes(ctx, tx, v.Side, body); err != nil {
		return err
	}
	return a.accounts(ctx, tx, actor, *v, body)
}

// hasCome is CodeInvalid for what tells of a day that has not come yet anywhere.
func (a *App) hasCome(body heed.Matter) error {
	if says, ok := body.(heed.Tells); ok {
		return a.come(says.Told())
	}
	return nil
}

func (a *App) come(all []heed.Told) error {
	for _, t := range all {
		if t.Ahead(a.tomorrow()) {
			return invalid("error.field_future", "Field", t.Field, "Given", t.When)
		}
	}
	return nil
}

// stillToCome is CodeInvalid where institutions would be asked to answer by a day that
// is past everywhere. A day that they were asked by before stands.
func (a *App) stillToCome(was heed.Version, body heed.Matter) error {
	asks, ok := body.(heed.Assignment)
	if !ok || asks.Due == "" || asks.Due >= a.today().Add(-1) {
		return nil
	}
	var before heed.Assignment
	if was.Number > 0 {
		if err := json.Unmarshal(was.Body, &before); err != nil {
			return err
		}
	}
	if before.Due == asks.Due {
		return nil
	}
	return invalid("error.field_past", "Field", "due", "Given", string(asks.Due))
}

// hands are those of a version and of who writes the next one.
func hands(v heed.Version, actor heed.Actor) []string {
	out := v.Hands
	if v.Step == heed.StepPublished {
		out = nil
	}
	if actor.Pseudonym == v.Author || slices.Contains(out, actor.Pseudonym) {
		return out
	}
	return append(slices.Clone(out), actor.Pseudonym)
}

// show says at which step the next version is, and who may read it.
func (c Change) show(v *heed.Version) error {
	v.Step = heed.StepDraft
	switch {
	case c.Visibility != "" && !slices.Contains(heed.Visibilities, c.Visibility):
		return invalid("error.field_value", "Field", "visibility", "Given", string(c.Visibility))
	case v.Kind == heed.SubjectComment:
		return nil // it stands where the thing does that it is on
	case v.Kind == heed.SubjectInstitution:
		// Who there is, is for everybody to know, unless that endangers somebody.
		v.Step, v.Visibility = heed.StepPublished, cmp.Or(c.Visibility, heed.VisiblePublic)
		return nil
	case c.Visibility == heed.VisiblePublic:
		return invalid("error.visibility_public")
	case c.Visibility != "":
		v.Visibility = c.Visibility
	case v.Visibility == heed.VisiblePublic:
		v.Visibility = heed.VisibleInstitution
	}
	if c.Submit {
		return submit(v)
	}
	return nil
}

// submit hands a version over to those who review, who have to see it.
func submit(v *heed.Version) error {
	switch v.Step = heed.StepSubmitted; v.Visibility {
	case heed.VisibleNamed:
		if v.Kind.Veiled() {
			return nil
		}
		return invalid("error.named_stays")
	case heed.VisibleDraft, heed.VisibleInstitution:
		v.Visibility = heed.VisibleCoordination
	}
	return nil
}

// confine holds the next version to the visibility that it may have at most, and
// says who is named for it.
func (c Change) confine(ctx context.Context, tx store.Tx, v *heed.Version) error {
	most := widest(c.Body)
	if c.Visibility == "" && !c.Submit && !v.Visibility.Within(most) || most == heed.VisibleNamed && v.Visibility == heed.VisibleDraft {
		v.Visibility = most // also of a draft: its past is closed with it
	}
	if !v.Visibility.Within(most) {
		return tooWide(most)
	}
	if v.Visibility != heed.VisibleNamed {
		v.Named = nil
		return nil
	}
	if c.Named != nil {
		v.Named = c.Named
	}
	return known(ctx, tx, *v)
}

// known is CodeInvalid where somebody is named who has no account in the voice.
func known(ctx context.Context, tx store.Tx, v heed.Version) error {
	if err := heed.CheckNamed(v.Named); err != nil || len(v.Named) == 0 {
		return err
	}
	return members(ctx, tx, v.Side, "named", v.Named...)
}

// members is CodeInvalid for a pseudonym that is none of an account of the voice.
func members(ctx context.Context, tx store.Tx, side heed.Side, field string, pseudonyms ...string) error {
	accounts, err := tx.Accounts(ctx)
	if err != nil {
		return err
	}
	for _, name := range pseudonyms {
		if !slices.ContainsFunc(accounts, func(a heed.Account) bool { return a.Pseudonym == name && a.SameVoice(side) }) {
			return invalid("error.field_value", "Field", field, "Given", name)
		}
	}
	return nil
}

// widest is the widest visibility that a matter may have.
func widest(m heed.Matter) heed.Visibility {
	if c, ok := m.(heed.Confined); ok {
		return c.Widest()
	}
	return heed.VisiblePublic
}

// tooWide says what to do where something would be shown to more people than it
// may be.
func tooWide(most heed.Visibility) error {
	return invalid("error.too_wide."+string(most), "Field", "visibility")
}

// sideOf is where something new stands.
func (c Change) sideOf(actor heed.Actor, subject heed.Subject) heed.Side {
	side := c.Side
	if side == (heed.Side{}) {
		side = actor.Side
	}
	if subject.Kind == heed.SubjectInstitution {
		side.Institution = subject.ID
	}
	return side
}

// stands is CodeInvalid for a side that cannot be.
func (a *App) stands(side heed.Side) error {
	if !slices.Contains(heed.Voices, side.Voice) {
		return invalid("error.field_value", "Field", "voice", "Given", string(side.Voice))
	}
	if side.State != "" && !a.KnownState(side.State) {
		return invalid("error.field_value", "Field", "state", "Given", string(side.State))
	}
	return nil
}

// current gives the newest version of something as the actor sees it, which has
// the number that the actor saw: the next one stands behind all there are. It has
// no number where there is none.
func current(ctx context.Context, tx store.Tx, actor heed.Actor, subject heed.Subject, base int) (heed.Version, error) {
	versions, err := tx.History(ctx, subject)
	if heed.ErrorCode(err) == heed.CodeNotFound {
		if base != 0 {
			return heed.Version{}, err
		}
		if !subject.ID.Valid() {
			return heed.Version{}, invalid("error.field_value", "Field", "id", "Given", string(subject.ID))
		}
		return heed.Version{Subject: subject}, nil
	}
	if err != nil {
		return heed.Version{}, err
	}
	last := versions[len(versions)-1]
	v, _ := find.Newest(actor.Viewer(), versions)
	if technical := actor.Role == heed.Operator || actor.Role == heed.Administrator; technical && subject.Kind == heed.SubjectInstitution {
		v = last
	} else if !policy.MaySee(actor.Viewer(), policy.Of(last)) {
		return heed.Version{}, unseen(actor, subject, v)
	}
	if v.Number != base {
		return heed.Version{}, newer(base, v.Number)
	}
	v.Number = last.Number
	return v, nil
}

func newer(base, now int) error {
	return &heed.Error{Code: heed.CodeConflict, Op: "app.current", Key: "error.version_newer", Args: []string{"Given", strconv.Itoa(base), "Now", strconv.Itoa(now)}}
}

// unseen is the error of something whose newest version somebody may not see: who
// sees an earlier one, and works in the same voice, is told that it is being
// changed.
func unseen(actor heed.Actor, subject heed.Subject, earlier heed.Version) error {
	if earlier.Number > 0 && actor.SameVoice(earlier.Side) {
		return &heed.Error{Code: heed.CodeForbidden, Op: "app.current", Key: "error.version_hidden"}
	}
	return &heed.Error{Code: heed.CodeNotFound, Op: "app.current", Key: "error.version_not_found", Args: []string{"Subject", subject.String()}}
}

// append adds a version behind the one that it was made from. Where it is to be
// sealed, store and log have it so; what it gives is open, as it was written.
func (a *App) append(ctx context.Context, tx store.Tx, actor heed.Actor, v heed.Version) (heed.Version, error) {
	v.Number++
	v.Who, v.Role, v.At, v.Entry = actor.Pseudonym, actor.Role, a.Now().UTC(), 0
	v, err := a.opened(v)
	if err != nil {
		return heed.Version{}, err
	}
	kept, err := a.sealed(ctx, tx, v)
	if err != nil {
		return heed.Version{}, err
	}
	entry, err := audit.NewEntry(heed.EntryVersion, actor.Role, v.At, kept)
	if err != nil {
		return heed.Version{}, err
	}
	if kept.Entry, err = tx.Append(ctx, entry); err != nil {
		return heed.Version{}, err
	}
	v.Entry = kept.Entry
	return v, tx.PutVersion(ctx, kept)
}

// refs are the recommendations that there are of the reviews that were looked
// at: the changes of one writing are mostly about the same.
type refs map[heed.ReviewID]map[string]bool

// concern looks whether the recommendations that something is about are there.
func (known refs) concern(ctx context.Context, s find.Source, m heed.Matter) error {
	for _, id := range m.Concerns() {
		if known[id.Review] == nil {
			record, err := s.Record(ctx, id.Review)
			if err != nil {
				return err
			}
			known[id.Review] = map[string]bool{}
			for _, r := range record.Recommendations {
				known[id.Review][r.Ref] = true
			}
		}
		if !known[id.Review][id.Ref] {
			return &heed.Error{Code: heed.CodeNotFound, Op: "app.concern", Key: "error.recommendation_not_found", Args: []string{"Ref", id.Ref, "Review", id.Review.String()}}
		}
	}
	return nil
}

// IsNewer reports whether nothing was written because somebody else was first.
func IsNewer(err error) bool {
	var e *heed.Error
	return errors.As(err, &e) && e.Code == heed.CodeConflict && e.Key == "error.version_newer"
}
