// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
)

// What follows is the ground of internal/auth, which decides who somebody is.
// Who holds the token of a session has proved that to it; policy comes after.

// Account gives an account.
func (a *App) Account(ctx context.Context, id heed.ID) (heed.Account, error) {
	return people(ctx, a, func(p store.People) (heed.Account, error) { return p.Account(ctx, id) })
}

// AccountByEmail finds an account by its address.
func (a *App) AccountByEmail(ctx context.Context, email string) (heed.Account, error) {
	return people(ctx, a, func(p store.People) (heed.Account, error) { return p.AccountByEmail(ctx, email) })
}

// AccountBySecret finds whose a passkey, or somebody at an OpenID provider, is.
func (a *App) AccountBySecret(ctx context.Context, kind heed.SecretKind, name string) (heed.Account, error) {
	return people(ctx, a, func(p store.People) (heed.Account, error) { return p.AccountBySecret(ctx, kind, name) })
}

// Secrets lists the ways in which somebody proves who they are.
func (a *App) Secrets(ctx context.Context, account heed.ID) ([]heed.Secret, error) {
	return people(ctx, a, func(p store.People) ([]heed.Secret, error) { return p.Secrets(ctx, account) })
}

// Session gives a session by the hash of its token.
func (a *App) Session(ctx context.Context, hash string) (heed.Session, error) {
	return people(ctx, a, func(p store.People) (heed.Session, error) { return p.Session(ctx, hash) })
}

// people reads one thing of who may sign in.
func people[T any](ctx context.Context, a *App, f func(store.People) (T, error)) (T, error) {
	var out T
	err := a.Store.People(ctx, func(p store.People) error {
		var err error
		out, err = f(p)
		return err
	})
	return out, err
}

// KeepSession keeps a session, and forgets those that have run out.
func (a *App) KeepSession(ctx context.Context, s heed.Session) error {
	return a.Store.Update(ctx, func(tx store.Tx) error {
		if err := tx.DropExpired(ctx, a.Now()); err != nil {
			return err
		}
		return tx.PutSession(ctx, s)
	})
}

// EndSession forgets a session.
func (a *App) EndSession(ctx context.Context, hash string) error {
	return a.Store.Update(ctx, func(tx store.Tx) error { return tx.DropSession(ctx, hash) })
}

// Sessions lists where somebody is signed in. Only they themselves may know,
// and who runs the installation.
func (a *App) Sessions(ctx context.Context, actor heed.Actor, id heed.ID) ([]heed.Session, error) {
	if err := a.own(ctx, actor, id); err != nil {
		return nil, err
	}
	return people(ctx, a, func(p store.People) ([]heed.Session, error) { return p.Sessions(ctx, id) })
}

// own is nil where an account is the actor's, or the actor keeps accounts.
func (a *App) own(ctx context.Context, actor heed.Actor, id heed.ID) error {
	account, err := a.Account(ctx, id)
	if err != nil || account.Pseudonym == actor.Pseudonym {
		return err
	}
	return policy.Allow(actor, policy.Accounts)
}

// EndSessions signs somebody out everywhere but in one place, named by the hash
// of its token.
func (a *App) EndSessions(ctx context.Context, actor heed.Actor, id heed.ID, but string) error {
	if err := a.own(ctx, actor, id); err != nil {
		return err
	}
	return a.Store.Update(ctx, func(tx store.Tx) error { return endSessions(ctx, tx, id, but) })
}

func endSessions(ctx context.Context, tx store.Tx, id heed.ID, but string) error {
	all, err := tx.Sessions(ctx, id)
	if err != nil {
		return err
	}
	for _, s := range all {
		if s.Token != but {
			if err := tx.DropSession(ctx, s.Token); err != nil {
				return err
			}
		}
	}
	return nil
}

// UseSecret changes what changes of a secret each time that it is used, such as
// which codes were used, so that two at once cannot use the same. It is no
// change of how somebody signs in. CodeNotFound where there is no such secret.
func (a *App) UseSecret(ctx context.Context, account heed.ID, kind heed.SecretKind, name string, f func(body []byte) ([]byte, error)) error {
	return a.Store.Update(ctx, func(tx store.Tx) error {
		all, err := tx.Secrets(ctx, account)
		if err != nil {
			return err
		}
		for _, s := range all {
			if s.Kind == kind && s.Name == name {
				if s.Body, err = f(s.Body); err != nil {
					return err
				}
				return tx.PutSecret(ctx, s)
			}
		}
		return &heed.Error{Code: heed.CodeNotFound, Op: "app.UseSecret", Key: "error.secret_not_found"}
	})
}

// ChangeSecrets changes how somebody signs in: what is dropped goes first. They
// do it themselves.
func (a *App) ChangeSecrets(ctx context.Context, account heed.Account, drop, put []heed.Secret) error {
	return a.Store.Update(ctx, func(tx store.Tx) error {
		for _, s := range drop {
			if err := tx.DropSecret(ctx, account.ID, s.Kind, s.Name); err != nil {
				return err
			}
		}
		for _, s := range put {
			s.Account, s.At = account.ID, a.Now().UTC()
			if err := tx.PutSecret(ctx, s); err != nil {
				return err
			}
		}
		now, err := tx.Account(ctx, account.ID) // its role may have become another meanwhile
		if err != nil {
			return err
		}
		return a.noteAccount(ctx, tx, now.Actor(), didSecrets, now, heed.Invitation{})
	})
}
