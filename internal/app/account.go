// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net/mail"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/audit"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
)

// InvitationLasts is how long an invitation can be taken up.
const InvitationLasts = 7 * 24 * time.Hour

// The most that a person's name and address may hold, in characters; RFC 5321
// allows no longer address.
const (
	maxName  = 120
	maxEmail = 254
)

// accountDid is what became of an account, as the log says it.
type accountDid string

const (
	didInvite   accountDid = "invited"
	didTakeBack accountDid = "invitation taken back"
	didJoin     accountDid = "joined"
	didRenew    accountDid = "signs in anew" // by an invitation to an account that there is
	didSuspend  accountDid = "suspended"
	didRestore  accountDid = "let in again"
	didMove     accountDid = "changed role or institution"
	didForget   accountDid = "forgotten"
	didSecrets  accountDid = "changed how they sign in"
)

// accountContent is the content of an account's entry in the log. It holds
// neither name nor address.
type accountContent struct {
	Did       accountDid `json:"did"`
	Pseudonym string     `json:"pseudonym,omitempty"` // "" until somebody has joined
	Role      heed.Role  `json:"role"`
	heed.Side
	By string `json:"by"` // pseudonym of who did it
	// Invitation names the one that was written, taken back or taken up; see
	// invitationName.
	Invitation heed.Digest `json:"invitation,omitempty"`
	// From is where somebody stood who was moved; nil where they were not.
	From *heed.Side `json:"from,omitempty"`
	// Person is the digest of who has the account and how they sign in, or of who is
	// invited; "" for nobody, and in entries of before. It tells nothing of whom it
	// is of: see personOf and invitationOf.
	Person heed.Digest `json:"person,omitempty"`
}

// noteAccount adds the entry of a change of an account, and has whose it is told
// where letters go from here. The invitation by which it came about is the zero
// value where there was none.
func (a *App) noteAccount(ctx context.Context, tx store.Tx, actor heed.Actor, did accountDid, of heed.Account, by heed.Invitation) error {
	return a.noteMoved(ctx, tx, actor, did, of, by, nil)
}

// noteMoved is noteAccount of one that may have stood elsewhere before.
func (a *App) noteMoved(ctx context.Context, tx store.Tx, actor heed.Actor, did accountDid, of heed.Account, by heed.Invitation, from *heed.Side) error {
	content := accountContent{Did: did, Pseudonym: of.Pseudonym, Role: of.Role, Side: of.Side, By: actor.Pseudonym, Invitation: invitationName(by), From: from}
	var err error
	switch {
	case did == didInvite:
		content.Person = invitationOf(by)
	case of.ID != "" && did != didForget:
		content.Person, err = personOf(ctx, tx, of)
	}
	if err != nil {
		return err
	}
	entry, err := audit.NewEntry(heed.EntryAccount, actor.Role, a.Now().UTC(), content)
	if err != nil {
		return err
	}
	if _, err = tx.Append(ctx, entry); err != nil || !a.Warns {
		return err
	}
	if did == didSecrets || did == didRenew {
		return a.warn(ctx, tx, of.ID, heed.WarningSignIn)
	}
	return a.warnKeepers(ctx, tx, actor, content)
}

// Newcomer is somebody who is to get an account.
type Newcomer struct {
	Name, Email string
	Role        heed.Role
	// Institution is where they are to work; none for an administrator. Voice and
	// State are those of the institution.
	Institution heed.ID
	// Language is what they are written to in, "" for any.
	Language string
}

// Invite lets somebody make an account, and gives what the link of the
// invitation ends with. It is kept as its hash only: nobody can read it again.
//
// CodeForbidden where the actor may not give this role there; CodeInvalid,
// with the argument Field, for what cannot be; CodeNotFound where there is no
// such institution.
func (a *App) Invite(ctx context.Context, actor heed.Actor, n Newcomer) (token string, err error) {
	account, err := n.account()
	if err != nil {
		return "", err
	}
	return a.invite(ctx, actor, func(tx store.Tx) (heed.Account, error) {
		if account.Side, err = sideFor(ctx, tx, n.Role, n.Institution); err != nil {
			return account, err
		}
		if had, err := tx.AccountByEmail(ctx, account.Email); heed.ErrorCode(err) != heed.CodeNotFound {
			if err == nil && !keeps(actor, had) {
				return account, nil // whether the address is known elsewhere is no business of theirs
			}
			if err == nil {
				err = &heed.Error{Code: heed.CodeConflict, Op: "app.Invite", Key: "error.account_there", Args: []string{"Field", "email", "Given", account.Email}}
			}
			return account, err
		}
		return account, nil
	})
}

// Renew lets somebody who has an account choose anew how they sign in: whoever
// has forgotten the password, or lost the telephone. Until then everything
// stays as it is.
func (a *App) Renew(ctx context.Context, actor heed.Actor, id heed.ID) (token string, err error) {
	return a.invite(ctx, actor, func(tx store.Tx) (heed.Account, error) {
		account, err := tx.Account(ctx, id)
		if err == nil && account.Suspended {
			err = &heed.Error{Code: heed.CodeConflict, Op: "app.Renew", Key: "error.account_suspended"}
		}
		return account, err
	})
}

// invite makes an invitation for an account that is or shall be.
func (a *App) invite(ctx context.Context, actor heed.Actor, of func(store.Tx) (heed.Account, error)) (string, error) {
	if err := policy.Allow(actor, policy.Invite); err != nil {
		return "", err
	}
	token := rand.Text()
	return token, a.Store.Update(ctx, func(tx store.Tx) error {
		account, err := of(tx)
		if err != nil {
			return err
		}
		if err := policy.Give(actor, account.Role, account.Side); err != nil {
			return err
		}
		if err := dropInvitations(ctx, tx, account); err != nil { // the newest one holds
			return err
		}
		invitation := heed.Invitation{Token: Hashed(token), Account: account, By: actor.Pseudonym, Expires: a.Now().UTC().Add(InvitationLasts)}
		if err := tx.PutInvitation(ctx, invitation); err != nil {
			return err
		}
		return a.noteAccount(ctx, tx, actor, didInvite, account, invitation)
	})
}

// Hashed is what is kept of something that only its holder may know, such as
// the end of an invitation's link. What is drawn by chance needs no slow hash.
func Hashed(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// account checks what is said of a newcomer.
func (n Newcomer) account() (heed.Account, error) {
	email, err := Address(n.Email)
	if err != nil {
		return heed.Account{}, err
	}
	name := strings.Join(strings.Fields(n.Name), " ")
	switch {
	case name == "":
		return heed.Account{}, invalid("error.field_missing", "Field", "person")
	case utf8.RuneCountInString(name) > maxName:
		return heed.Account{}, invalid("error.field_long", "Field", "person", "Most", strconv.Itoa(maxName))
	case n.Role != heed.Administrator && !n.Role.WithinVoice():
		return heed.Account{}, invalid("error.field_value", "Field", "role", "Given", string(n.Role))
	}
	return heed.Account{Name: name, Email: email, Role: n.Role, Language: n.Language}, nil
}

// Address gives an address for letters in the form in which it is kept, or
// CodeInvalid.
func Address(given string) (string, error) {
	given = strings.ToLower(strings.TrimSpace(given))
	if given == "" {
		return "", invalid("error.field_missing", "Field", "email")
	}
	parsed, err := mail.ParseAddress(given)
	if err != nil || parsed.Address != given || len(given) > maxEmail {
		return "", invalid("error.email", "Field", "email", "Given", given)
	}
	return given, nil
}

// sideFor gives where somebody with a role in an institution stands.
func sideFor(ctx context.Context, tx store.Tx, role heed.Role, institution heed.ID) (heed.Side, error) {
	if !role.WithinVoice() {
		if institution != "" {
			return heed.Side{}, invalid("error.administrator_apart", "Field", "institution")
		}
		return heed.Side{}, nil
	}
	if institution == "" {
		return heed.Side{}, invalid("error.field_missing", "Field", "institution")
	}
	versions, err := tx.History(ctx, heed.Subject{Kind: heed.SubjectInstitution, ID: institution})
	if heed.ErrorCode(err) == heed.CodeNotFound || err == nil && versions[len(versions)-1].Removed {
		return heed.Side{}, &heed.Error{Code: heed.CodeNotFound, Op: "app.sideFor", Key: "error.institution_not_found", Args: []string{"Field", "institution", "Given", string(institution)}}
	}
	if err != nil {
		return heed.Side{}, err
	}
	last := versions[len(versions)-1]
	return last.Side, fromHere(last)
}

// dropInvitations forgets the invitations to an account.
func dropInvitations(ctx context.Context, tx store.Tx, account heed.Account) error {
	all, err := tx.Invitations(ctx)
	if err != nil {
		return err
	}
	for _, i := range all {
		// Two who may not know of each other can have invited one person: each
		// invitation goes with whoever stands at the same place.
		if i.Account.ID == account.ID && i.Account.Email == account.Email && i.Account.Side == account.Side {
			if err := tx.DropInvitation(ctx, i.Token); err != nil {
				return err
			}
		}
	}
	return nil
}

// Invitation gives an invitation by the end of its link; CodeNotFound where it
// was used, has run out or was taken back.
func (a *App) Invitation(ctx context.Context, token string) (heed.Invitation, error) {
	var out heed.Invitation
	err := a.Store.People(ctx, func(p store.People) error {
		var err error
		out, err = a.invitation(ctx, p, Hashed(token))
		return err
	})
	return out, err
}

func (a *App) invitation(ctx context.Context, p store.People, hash string) (heed.Invitation, error) {
	i, err := p.Invitation(ctx, hash)
	if err == nil && !a.Now().Before(i.Expires) {
		err = &heed.Error{Code: heed.CodeNotFound, Op: "app.Invitation", Key: "error.invitation_not_found"}
	}
	return i, err
}

// Accept takes an invitation up: the account is made, or signs in anew, with
// the secrets that are given; whatever else opened it before no longer does.
func (a *App) Accept(ctx context.Context, token string, secrets ...heed.Secret) (heed.Account, error) {
	var account heed.Account
	err := a.Store.Update(ctx, func(tx store.Tx) error {
		i, err := a.invitation(ctx, tx, Hashed(token))
		if err != nil {
			return err
		}
		account, err = a.accept(ctx, tx, i, secrets)
		return err
	})
	return account, err
}

func (a *App) accept(ctx context.Context, tx store.Tx, i heed.Invitation, secrets []heed.Secret) (heed.Account, error) {
	did, account := didJoin, i.Account
	var err error
	if account.ID == "" {
		err = a.enrol(ctx, tx, &account)
	} else {
		did = didRenew
		account, err = renew(ctx, tx, account.ID)
	}
	if err != nil {
		return account, err
	}
	for _, s := range secrets {
		s.Account, s.At = account.ID, a.Now().UTC()
		if err := tx.PutSecret(ctx, s); err != nil {
			return account, err
		}
	}
	if err := tx.DropInvitation(ctx, i.Token); err != nil {
		return account, err
	}
	return account, a.noteAccount(ctx, tx, heed.Actor{Pseudonym: i.By, Role: account.Role}, did, account, i)
}

// AcceptVerified takes up the only open invitation to an address that somebody
// is known to hold; CodeNotFound where there is none, or more than one: whose
// link is to be used is then for the person to say.
func (a *App) AcceptVerified(ctx context.Context, email string, secrets ...heed.Secret) (heed.Account, error) {
	var account heed.Account
	err := a.Store.Update(ctx, func(tx store.Tx) error {
		all, err := tx.Invitations(ctx)
		if err != nil {
			return err
		}
		all = slices.DeleteFunc(all, func(i heed.Invitation) bool {
			return i.Account.Email != email || i.Account.ID != "" || !a.Now().Before(i.Expires)
		})
		if len(all) != 1 {
			return &heed.Error{Code: heed.CodeNotFound, Op: "app.AcceptVerified", Key: "error.invitation_not_found"}
		}
		account, err = a.accept(ctx, tx, all[0], secrets)
		return err
	})
	return account, err
}

// enrol makes the account of somebody who was invited.
func (a *App) enrol(ctx context.Context, tx store.Tx, account *heed.Account) error {
	_, err := tx.AccountByEmail(ctx, account.Email)
	if err == nil {
		return &heed.Error{Code: heed.CodeConflict, Op: "app.Accept", Key: "error.invitation_other"}
	}
	if heed.ErrorCode(err) != heed.CodeNotFound {
		return err
	}
	account.ID, account.Pseudonym, account.Created = NewID(), string(NewID()), a.Now().UTC()
	return tx.PutAccount(ctx, *account)
}

// renew takes away from an account all by which it was opened.
func renew(ctx context.Context, tx store.Tx, id heed.ID) (heed.Account, error) {
	account, err := tx.Account(ctx, id)
	if err != nil {
		return account, err
	}
	secrets, err := tx.Secrets(ctx, id)
	if err != nil {
		return account, err
	}
	for _, s := range secrets {
		if err := tx.DropSecret(ctx, id, s.Kind, s.Name); err != nil {
			return account, err
		}
	}
	return account, endSessions(ctx, tx, id, "")
}

// Members are the accounts and the open invitations that somebody looks after.
type Members struct {
	Accounts    []heed.Account
	Invitations []heed.Invitation
}

// Members lists accounts and invitations: all for who keeps accounts, and those
// of the voice or institution for who may invite there.
func (a *App) Members(ctx context.Context, actor heed.Actor) (Members, error) {
	if err := policy.Allow(actor, policy.Invite); err != nil {
		return Members{}, err
	}
	var out Members
	err := a.Store.People(ctx, func(p store.People) error {
		var err error
		if out.Accounts, err = p.Accounts(ctx); err != nil {
			return err
		}
		out.Invitations, err = p.Invitations(ctx)
		return err
	})
	out.Accounts = slices.DeleteFunc(out.Accounts, func(of heed.Account) bool { return !keeps(actor, of) })
	out.Invitations = slices.DeleteFunc(out.Invitations, func(i heed.Invitation) bool { return !keeps(actor, i.Account) || !a.Now().Before(i.Expires) })
	return out, err
}

// Names gives what people are called, by pseudonym: those of the actor's
// institution, and in a State's voice all of it, who work on the same. The people
// of one organisation are for no other to know. Who was forgotten is not among
// them.
func (a *App) Names(ctx context.Context, actor heed.Actor) (map[string]string, error) {
	out := map[string]string{}
	err := a.Store.People(ctx, func(p store.People) error {
		all, err := p.Accounts(ctx)
		for _, of := range all {
			if actor.SameInstitution(of.Side) || actor.Voice == heed.VoiceState && actor.SameVoice(of.Side) {
				out[of.Pseudonym] = of.Name
			}
		}
		return err
	})
	return out, err
}

// keeps reports whether an account is among those that somebody looks after.
func keeps(actor heed.Actor, of heed.Account) bool {
	return policy.Allow(actor, policy.Accounts) == nil || policy.AllowOn(actor, policy.Invite, policy.About{Side: of.Side}) == nil
}

// TakeBack makes an invitation invalid. It is named by its hash, as Members
// gives it.
func (a *App) TakeBack(ctx context.Context, actor heed.Actor, hash string) error {
	return a.Store.Update(ctx, func(tx store.Tx) error {
		i, err := a.invitation(ctx, tx, hash)
		if err != nil {
			return err
		}
		if !keeps(actor, i.Account) {
			return &heed.Error{Code: heed.CodeNotFound, Op: "app.TakeBack", Key: "error.invitation_not_found"}
		}
		if err := tx.DropInvitation(ctx, hash); err != nil {
			return err
		}
		return a.noteAccount(ctx, tx, actor, didTakeBack, i.Account, i)
	})
}

// change changes one account that the actor looks after.
func (a *App) change(ctx context.Context, actor heed.Actor, id heed.ID, f func(tx store.Tx, account *heed.Account) (accountDid, error)) error {
	return a.Store.Update(ctx, func(tx store.Tx) error {
		account, err := tx.Account(ctx, id)
		if err != nil {
			return err
		}
		if !keeps(actor, account) {
			return &heed.Error{Code: heed.CodeNotFound, Op: "app.change", Key: "error.account_not_found"}
		}
		if err := policy.Give(actor, account.Role, account.Side); err != nil {
			return err
		}
		if account.Pseudonym == actor.Pseudonym {
			return &heed.Error{Code: heed.CodeForbidden, Op: "app.change", Key: "error.account_own"}
		}
		stood := account.Side
		did, err := f(tx, &account)
		if err != nil {
			return err
		}
		if err := tx.PutAccount(ctx, account); err != nil {
			return err
		}
		var from *heed.Side
		if stood != account.Side {
			from = &stood
		}
		return a.noteMoved(ctx, tx, actor, did, account, heed.Invitation{}, from)
	})
}

// Suspend keeps somebody out at once, or lets them in again. What they wrote
// stays.
func (a *App) Suspend(ctx context.Context, actor heed.Actor, id heed.ID, suspended bool) error {
	return a.change(ctx, actor, id, func(tx store.Tx, account *heed.Account) (accountDid, error) {
		if account.Suspended == suspended {
			return "", &heed.Error{Code: heed.CodeConflict, Op: "app.Suspend", Key: "error.account_as_is"}
		}
		if account.Suspended = suspended; !suspended {
			return didRestore, nil
		}
		return didSuspend, endSessions(ctx, tx, id, "")
	})
}

// Reassign gives somebody another role, or a place in another institution. What
// they wrote stays where it was written.
func (a *App) Reassign(ctx context.Context, actor heed.Actor, id heed.ID, role heed.Role, institution heed.ID) error {
	return a.change(ctx, actor, id, func(tx store.Tx, account *heed.Account) (accountDid, error) {
		side, err := sideFor(ctx, tx, role, institution)
		if err != nil {
			return "", err
		}
		account.Role, account.Side = role, side
		return didMove, policy.Give(actor, role, side)
	})
}

// Forget destroys an account: who somebody is, how they sign in, where they are
// signed in. What they wrote stays under the pseudonym, which then leads to
// nobody. Everybody may do so with their own.
func (a *App) Forget(ctx context.Context, actor heed.Actor, id heed.ID) error {
	return a.Store.Update(ctx, func(tx store.Tx) error {
		account, err := tx.Account(ctx, id)
		if err != nil {
			return err
		}
		if account.Pseudonym != actor.Pseudonym {
			if err := policy.Allow(actor, policy.Accounts); err != nil {
				return err
			}
		}
		all, err := tx.Invitations(ctx)
		if err != nil {
			return err
		}
		for _, i := range all {
			if i.Account.Email == account.Email {
				if err := tx.DropInvitation(ctx, i.Token); err != nil {
					return err
				}
			}
		}
		if err := tx.DropAccount(ctx, id); err != nil {
			return err
		}
		return a.noteAccount(ctx, tx, actor, didForget, account, heed.Invitation{})
	})
}
