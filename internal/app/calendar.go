// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/store"
)

// MakeCalendar makes the secret address of somebody's calendar, or another one
// in its place: the old one then opens nothing.
func (a *App) MakeCalendar(ctx context.Context, actor heed.Actor, id heed.ID) error {
	return a.calendarKey(ctx, actor, id, newKey())
}

// RevokeCalendar takes the secret address of somebody's calendar back. Who runs
// the installation may do so for others.
func (a *App) RevokeCalendar(ctx context.Context, actor heed.Actor, id heed.ID) error {
	return a.calendarKey(ctx, actor, id, nil)
}

func (a *App) calendarKey(ctx context.Context, actor heed.Actor, id heed.ID, key []byte) error {
	if err := a.own(ctx, actor, id); err != nil {
		return err
	}
	return a.Store.Update(ctx, func(tx store.Tx) error {
		account, err := tx.Account(ctx, id)
		if err != nil {
			return err
		}
		if key != nil && !account.Role.WithinVoice() {
			return &heed.Error{Code: heed.CodeForbidden, Op: "app.MakeCalendar", Key: "error.calendar_none"}
		}
		account.CalendarKey = key
		return tx.PutAccount(ctx, account)
	})
}

// CalendarToken is what the secret address of somebody's calendar ends with; ""
// where there is none.
func CalendarToken(of heed.Account) string { return accountToken(of, forCalendar, of.CalendarKey) }

// CalendarBy gives the account whose calendar a token opens; CodeNotFound for one
// that opens none. Who is suspended has none.
func (a *App) CalendarBy(ctx context.Context, token string) (heed.Account, error) {
	none := &heed.Error{Code: heed.CodeNotFound, Op: "app.CalendarBy", Key: "error.calendar_token"}
	account, err := a.accountBy(ctx, token, forCalendar, func(of heed.Account) []byte { return of.CalendarKey }, none)
	if err == nil && account.Suspended {
		return heed.Account{}, none
	}
	return account, err
}
