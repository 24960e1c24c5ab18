// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/store"
)

// People runs f on one snapshot.
func (s *Store) People(ctx context.Context, f func(store.People) error) error {
	t, err := s.engine.Read.BeginTx(ctx, s.engine.Snapshot)
	if err != nil {
		return unreachable("store.People", err)
	}
	defer rollback(t)
	return f(&tx{Tx: t, engine: s.engine})
}

// one reads the only row of a query.
func one[T any](ctx context.Context, t *tx, op, key, query string, args ...any) (T, error) {
	var out T
	var body []byte
	if err := t.QueryRowContext(ctx, query, args...).Scan(&body); err != nil {
		return out, notFound(op, key, err)
	}
	return out, wrap(op, json.Unmarshal(body, &out))
}

const noAccount = "error.account_not_found"

func (t *tx) Accounts(ctx context.Context) ([]heed.Account, error) {
	return list[heed.Account](ctx, t, "store.Accounts", `SELECT body FROM accounts ORDER BY email`)
}

func (t *tx) Account(ctx context.Context, id heed.ID) (heed.Account, error) {
	return one[heed.Account](ctx, t, "store.Account", noAccount, `SELECT body FROM accounts WHERE id = $1`, string(id))
}

func (t *tx) AccountByEmail(ctx context.Context, email string) (heed.Account, error) {
	return one[heed.Account](ctx, t, "store.AccountByEmail", noAccount, `SELECT body FROM accounts WHERE email = $1`, email)
}

func (t *tx) AccountBySecret(ctx context.Context, kind heed.SecretKind, name string) (heed.Account, error) {
	return one[heed.Account](ctx, t, "store.AccountBySecret", noAccount,
		`SELECT a.body FROM accounts a JOIN secrets s ON s.account = a.id WHERE s.kind = $1 AND s.name = $2`, string(kind), name)
}

func (t *tx) PutAccount(ctx context.Context, a heed.Account) error {
	const op = "store.PutAccount"
	body, err := json.Marshal(a)
	if err != nil {
		return wrap(op, err)
	}
	return t.exec(ctx, op, `INSERT INTO accounts (id, pseudonym, email, body) VALUES ($1, $2, $3, $4)
		ON CONFLICT (id) DO UPDATE SET pseudonym = excluded.pseudonym, email = excluded.email, body = excluded.body`,
		string(a.ID), a.Pseudonym, a.Email, string(body))
}

func (t *tx) DropAccount(ctx context.Context, id heed.ID) error {
	const op = "store.DropAccount"
	for _, query := range []string{`DELETE FROM sessions WHERE account = $1`, `DELETE FROM letters WHERE account = $1`, `DELETE FROM reminders WHERE account = $1`, `DELETE FROM secrets WHERE account = $1`, `DELETE FROM accounts WHERE id = $1`} {
		if err := t.exec(ctx, op, query, string(id)); err != nil {
			return err
		}
	}
	t.erased = true
	return nil
}

func (t *tx) Secrets(ctx context.Context, account heed.ID) ([]heed.Secret, error) {
	var out []heed.Secret
	err := t.each(ctx, func(rows *sql.Rows) error {
		s := heed.Secret{Account: account}
		var at string
		if err := rows.Scan(&s.Kind, &s.Name, &at, &s.Body); err != nil {
			return err
		}
		var err error
		s.At, err = time.Parse(time.RFC3339Nano, at)
		out = append(out, s)
		return err
	}, `SELECT kind, name, at, body FROM secrets WHERE account = $1 ORDER BY kind, name`, string(account))
	return out, wrap("store.Secrets", err)
}

func (t *tx) PutSecret(ctx context.Context, s heed.Secret) error {
	return t.exec(ctx, "store.PutSecret", `INSERT INTO secrets (account, kind, name, at, body) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (account, kind, name) DO UPDATE SET at = excluded.at, body = excluded.body`,
		string(s.Account), string(s.Kind), s.Name, s.At.UTC().Format(time.RFC3339Nano), s.Body)
}

func (t *tx) DropSecret(ctx context.Context, account heed.ID, kind heed.SecretKind, name string) error {
	t.erased = true
	return t.exec(ctx, "store.DropSecret", `DELETE FROM secrets WHERE account = $1 AND kind = $2 AND name = $3`, string(account), string(kind), name)
}

func (t *tx) Session(ctx context.Context, token string) (heed.Session, error) {
	s := heed.Session{Token: token}
	var expires int64
	err := t.QueryRowContext(ctx, `SELECT account, expires, body FROM sessions WHERE token = $1`, token).Scan(&s.Account, &expires, &s.Body)
	s.Expires = time.UnixMilli(expires).UTC()
	return s, notFound("store.Session", "error.session_not_found", err)
}

func (t *tx) Sessions(ctx context.Context, account heed.ID) ([]heed.Session, error) {
	var out []heed.Session
	err := t.each(ctx, func(rows *sql.Rows) error {
		s := heed.Session{Account: account}
		var expires int64
		err := rows.Scan(&s.Token, &expires, &s.Body)
		s.Expires = time.UnixMilli(expires).UTC()
		out = append(out, s)
		return err
	}, `SELECT token, expires, body FROM sessions WHERE account = $1 ORDER BY expires, token`, string(account))
	return out, wrap("store.Sessions", err)
}

func (t *tx) PutSession(ctx context.Context, s heed.Session) error {
	return t.exec(ctx, "store.PutSession", `INSERT INTO sessions (token, account, expires, body) VALUES ($1, $2, $3, $4)
		ON CONFLICT (token) DO UPDATE SET account = excluded.account, expires = excluded.expires, body = excluded.body`,
		s.Token, string(s.Account), s.Expires.UnixMilli(), s.Body)
}

func (t *tx) DropSession(ctx context.Context, token string) error {
	return t.exec(ctx, "store.DropSession", `DELETE FROM sessions WHERE token = $1`, token)
}

func (t *tx) Invitation(ctx context.Context, token string) (heed.Invitation, error) {
	return one[heed.Invitation](ctx, t, "store.Invitation", "error.invitation_not_found", `SELECT body FROM invitations WHERE token = $1`, token)
}

func (t *tx) Invitations(ctx context.Context) ([]heed.Invitation, error) {
	return list[heed.Invitation](ctx, t, "store.Invitations", `SELECT body FROM invitations ORDER BY expires, token`)
}

func (t *tx) PutInvitation(ctx context.Context, i heed.Invitation) error {
	body, err := json.Marshal(i)
	if err != nil {
		return wrap("store.PutInvitation", err)
	}
	return t.exec(ctx, "store.PutInvitation", `INSERT INTO invitations (token, expires, body) VALUES ($1, $2, $3)`, i.Token, i.Expires.UnixMilli(), string(body))
}

func (t *tx) DropInvitation(ctx context.Context, token string) error {
	return t.exec(ctx, "store.DropInvitation", `DELETE FROM invitations WHERE token = $1`, token)
}

func (t *tx) DropExpired(ctx context.Context, now time.Time) error {
	for _, query := range []string{`DELETE FROM sessions WHERE expires < $1`, `DELETE FROM invitations WHERE expires < $1`} {
		if err := t.exec(ctx, "store.DropExpired", query, now.UnixMilli()); err != nil {
			return err
		}
	}
	return nil
}
