// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package mail reminds people of what is due. A round finds out who is to be
// reminded of what (the ladder is a table in package heed) and keeps a letter for
// each of them in the store; a delivery hands those that wait to a mail server.
// Between the two lies the outbox of internal/app, so that none is lost when
// either stops, and none is made twice.
//
// A letter says how many things are due, and where to look. Titles of measures,
// names of people and institutions and whatever somebody has written stay at the
// desk: letters lie open on other people's machines.
package mail

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
)

// Post writes letters, and has them sent.
type Post struct {
	Find *find.Finder
	App  *app.App
	// Actor is who has letters written: whoever runs the installation.
	Actor heed.Actor
	// BaseURL is where the portal is, for the links.
	BaseURL string
	Server  Server
	Logger  *slog.Logger
}

// Letter is a letter with who gets it.
type Letter struct {
	heed.Notice
	To heed.Account
}

// Round finds the letters that are to be written on a day. Where keep is true
// they are kept until they are sent; otherwise nothing changes.
//
// Everybody is reminded of what they themselves may see, and of nothing else.
func (p *Post) Round(ctx context.Context, today heed.Date, keep bool) ([]Letter, error) {
	if err := policy.Allow(p.Actor, policy.Remind); err != nil {
		return nil, err
	}
	members, err := p.App.Members(ctx, p.Actor)
	if err != nil {
		return nil, err
	}
	queue := p.App.Pending
	if keep {
		queue = p.App.Queue
	}
	var out []Letter
	for _, to := range members.Accounts {
		if !to.Role.WithinVoice() || to.Suspended || !to.Letters.On(today) {
			continue
		}
		of, err := p.remind(ctx, to, members.Accounts, today)
		if err != nil {
			return nil, err
		}
		if len(of) == 0 {
			continue
		}
		letters, err := queue(ctx, p.Actor, to.ID, today, of)
		if heed.ErrorCode(err) == heed.CodeNotFound {
			continue // the account was destroyed meanwhile
		}
		if err != nil {
			return nil, err
		}
		for _, l := range letters {
			out = append(out, Letter{l, to})
		}
	}
	return out, nil
}

// remind lists what somebody is to be reminded of, whether they were or not.
func (p *Post) remind(ctx context.Context, to heed.Account, all []heed.Account, today heed.Date) ([]heed.Reminder, error) {
	due, err := p.Find.Due(ctx, to.Actor().Viewer(), today, heed.Horizon())
	if err != nil {
		return nil, err
	}
	var out []heed.Reminder
	for _, d := range due {
		if rung, ok := d.Rung(today); ok && slices.Contains(d.Reminds(rung, all), to.ID) {
			out = append(out, heed.Reminder{Due: d, Rung: rung.Days})
		}
	}
	return out, nil
}

// Deliver hands every letter that waits to the mail server, until none is left
// whose time has come or the context ends, and says how many went. One that is
// refused does not hold up the others.
func (p *Post) Deliver(ctx context.Context) (sent int, err error) {
	for ctx.Err() == nil {
		n, to, err := p.App.TakeUp(ctx, p.Actor)
		if heed.ErrorCode(err) == heed.CodeNotFound {
			return sent, nil
		}
		if err != nil {
			return sent, err
		}
		failure := p.Server.send(ctx, p.Compose(n, to), to.Email)
		if failure == nil {
			sent++
			err = p.App.Sent(ctx, p.Actor, n)
		} else {
			p.Logger.WarnContext(ctx, "a letter was not sent", "attempt", n.Attempts, "problem", failure.why, "for good", failure.forGood)
			err = p.App.NotSent(ctx, p.Actor, n, failure.why, failure.forGood)
		}
		if err != nil {
			return sent, err
		}
	}
	return sent, nil
}

// How often the post looks: what is due changes with the day, and with what
// people write.
const (
	roundEvery   = 15 * time.Minute
	deliverEvery = time.Minute
)

// Run makes rounds and deliveries until the context ends. What goes wrong is
// logged, and tried again.
func (p *Post) Run(ctx context.Context) {
	var last time.Time
	tick := time.NewTicker(deliverEvery)
	defer tick.Stop()
	for {
		if now := p.App.Now(); now.Sub(last) >= roundEvery {
			last = now
			if _, err := p.Round(ctx, Today(now), true); err != nil && ctx.Err() == nil {
				p.Logger.ErrorContext(ctx, "no round of reminders", "error", err.Error())
			}
		}
		if _, err := p.Deliver(ctx); err != nil && ctx.Err() == nil {
			p.Logger.ErrorContext(ctx, "no delivery of letters", "error", err.Error())
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Today is the day by UTC, as everywhere in Heed.
func Today(now time.Time) heed.Date { return heed.Date(now.UTC().Format(time.DateOnly)) }
