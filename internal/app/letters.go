// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
)

// letterLease is how long whoever has taken up a letter may take over it before
// another may.
const letterLease = 10 * time.Minute

// letterWaits are the waits after the first, the second … failure. A letter that
// fails once more is given up: some two days have passed.
var letterWaits = []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour, 24 * time.Hour}

// LettersKept is how long a letter is kept that no longer waits.
const LettersKept = 30 * 24 * time.Hour

// Pending gives the letters that somebody is to get on a day who is to be
// reminded of some things, without keeping them: none on a day on which they
// want none, and nothing of what they were reminded of before.
func (a *App) Pending(ctx context.Context, actor heed.Actor, account heed.ID, on heed.Date, of []heed.Reminder) ([]heed.Notice, error) {
	if err := policy.Allow(actor, policy.Remind); err != nil {
		return nil, err
	}
	return people(ctx, a, func(p store.People) ([]heed.Notice, error) {
		_, out, err := a.pending(ctx, p, account, on, of)
		return out, err
	})
}

// Queue keeps the letters that Pending gives until they are sent. Two who do so
// at once make no letter twice.
func (a *App) Queue(ctx context.Context, actor heed.Actor, account heed.ID, on heed.Date, of []heed.Reminder) ([]heed.Notice, error) {
	if err := policy.Allow(actor, policy.Remind); err != nil {
		return nil, err
	}
	var out []heed.Notice
	err := a.Store.Update(ctx, func(tx store.Tx) error {
		to, all, err := a.pending(ctx, tx, account, on, of)
		if out = all; err != nil || len(all) == 0 {
			return err
		}
		if len(to.Letters.Key) == 0 {
			to.Letters.Key = newKey()
			if err := tx.PutAccount(ctx, to); err != nil {
				return err
			}
		}
		for _, n := range all {
			if err := tx.AddNotice(ctx, n); err != nil {
				return err
			}
		}
		return tx.DropNotices(ctx, a.Now().Add(-LettersKept))
	})
	return out, err
}

func (a *App) pending(ctx context.Context, p store.People, account heed.ID, on heed.Date, of []heed.Reminder) (heed.Account, []heed.Notice, error) {
	to, err := p.Account(ctx, account)
	if err != nil || to.Suspended || !to.Letters.On(on) {
		return to, nil, err
	}
	had, err := p.Reminded(ctx, account)
	if err != nil {
		return to, nil, err
	}
	known := map[string]bool{}
	for _, r := range had {
		known[r.Key()] = true
	}
	var fresh []heed.Reminder
	for _, r := range of {
		if !known[r.Key()] {
			known[r.Key()] = true
			fresh = append(fresh, r)
		}
	}
	size := len(fresh)
	if to.Letters.Often() == heed.LettersEach {
		size = 1
	}
	var out []heed.Notice
	if size > 0 {
		for some := range slices.Chunk(fresh, size) {
			out = append(out, heed.Notice{ID: NewID(), Account: account, On: on, Reminders: some, State: heed.NoticeWaiting, Next: a.Now().UTC()})
		}
	}
	return to, out, nil
}

// TakeUp gives the next letter that is to be sent, and to whom; CodeNotFound
// where none is. Until some minutes have passed nobody else gets it.
func (a *App) TakeUp(ctx context.Context, actor heed.Actor) (heed.Notice, heed.Account, error) {
	if err := policy.Allow(actor, policy.Remind); err != nil {
		return heed.Notice{}, heed.Account{}, err
	}
	var out heed.Notice
	var to heed.Account
	none := &heed.Error{Code: heed.CodeNotFound, Op: "app.TakeUp", Key: "error.no_letter"}
	// Mostly there is none, and nothing is written for that.
	all, err := people(ctx, a, func(p store.People) ([]heed.Notice, error) { return p.Notices(ctx, heed.NoticeWaiting) })
	if err != nil {
		return out, to, err
	}
	if len(all) == 0 || all[0].Next.After(a.Now()) {
		return out, to, none
	}
	err = a.Store.Update(ctx, func(tx store.Tx) error {
		now := a.Now().UTC()
		all, err := tx.Notices(ctx, heed.NoticeWaiting)
		if err != nil {
			return err
		}
		out = heed.Notice{}
		for _, n := range all {
			if n.Next.After(now) {
				break
			}
			if to, err = tx.Account(ctx, n.Account); err != nil {
				return err // letters go with their account: there is none without
			}
			taken := takeUp(&n, to, now)
			if err := tx.PutNotice(ctx, n); err != nil {
				return err
			}
			if taken {
				out = n
				return nil
			}
		}
		return nil
	})
	if err == nil && out.ID == "" {
		err = none
	}
	return out, to, err
}

// warn keeps a letter that warns somebody. One that waits already tells it as
// well.
func (a *App) warn(ctx context.Context, tx store.Tx, of heed.ID, what heed.Warning) error {
	all, err := tx.Notices(ctx, heed.NoticeWaiting)
	if err != nil || slices.ContainsFunc(all, func(n heed.Notice) bool { return n.Account == of && n.Warning == what }) {
		return err
	}
	now := a.Now().UTC()
	return tx.AddNotice(ctx, heed.Notice{ID: NewID(), Account: of, On: heed.Date(now.Format(time.DateOnly)), Warning: what, State: heed.NoticeWaiting, Next: now})
}

// takeUp says what becomes of a letter whose time has come, and whether it is to
// be sent now. Who wants no reminders is warned all the same.
func takeUp(n *heed.Notice, to heed.Account, now time.Time) bool {
	pause, _ := time.Parse(time.DateOnly, string(to.Letters.Pause)) // none is long ago
	reminds := n.Warning == ""
	switch {
	case to.Suspended, reminds && to.Letters.Often() == heed.LettersNever:
		n.State = heed.NoticeDropped
	case reminds && now.Before(pause):
		n.Next = pause
	case n.Attempts > len(letterWaits): // whoever took it up last never came back
		n.State = heed.NoticeFailed
	default:
		n.Attempts++
		n.Next = now.Add(letterLease)
		return true
	}
	return false
}

// Sent says that a mail server has taken a letter, or somebody has printed it.
func (a *App) Sent(ctx context.Context, actor heed.Actor, n heed.Notice) error {
	return a.became(ctx, actor, n, func(now *heed.Notice) { now.State, now.Problem, now.Next = heed.NoticeSent, "", a.Now().UTC() })
}

// NotSent says that a letter could not be sent, and why, in words without names
// and addresses. It is tried again later, unless that is of no use.
func (a *App) NotSent(ctx context.Context, actor heed.Actor, n heed.Notice, why string, forGood bool) error {
	return a.became(ctx, actor, n, func(now *heed.Notice) {
		if now.State != heed.NoticeWaiting || now.Attempts != n.Attempts {
			return // another has it by now
		}
		now.Problem = why
		if forGood || now.Attempts > len(letterWaits) {
			now.State, now.Next = heed.NoticeFailed, a.Now().UTC()
			return
		}
		now.Next = a.Now().UTC().Add(letterWaits[now.Attempts-1])
	})
}

func (a *App) became(ctx context.Context, actor heed.Actor, n heed.Notice, f func(*heed.Notice)) error {
	if err := policy.Allow(actor, policy.Remind); err != nil {
		return err
	}
	return a.Store.Update(ctx, func(tx store.Tx) error {
		all, err := tx.Notices(ctx, heed.NoticeWaiting, heed.NoticeFailed)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(o heed.Notice) bool { return o.ID == n.ID })
		if i < 0 {
			return nil // it went with its account, or another has sent it
		}
		f(&all[i])
		return tx.PutNotice(ctx, all[i])
	})
}

// Retry has the letters that were given up tried once more, from the beginning,
// and says how many.
func (a *App) Retry(ctx context.Context, actor heed.Actor) (int, error) {
	if err := policy.Allow(actor, policy.Remind); err != nil {
		return 0, err
	}
	n := 0
	err := a.Store.Update(ctx, func(tx store.Tx) error {
		all, err := tx.Notices(ctx, heed.NoticeFailed)
		if err != nil {
			return err
		}
		for _, l := range all {
			l.State, l.Attempts, l.Next = heed.NoticeWaiting, 0, a.Now().UTC()
			if err := tx.PutNotice(ctx, l); err != nil {
				return err
			}
		}
		n = len(all)
		return nil
	})
	return n, err
}

// LetterCounts says how many letters wait, and how many were given up, with why
// the last one was.
type LetterCounts struct {
	Waiting, Failed int
	Problem         string
}

// Letters counts the letters.
func (a *App) Letters(ctx context.Context) (LetterCounts, error) {
	return people(ctx, a, func(p store.People) (LetterCounts, error) {
		var out LetterCounts
		all, err := p.Notices(ctx, heed.NoticeWaiting, heed.NoticeFailed)
		for _, n := range all {
			if n.State == heed.NoticeWaiting {
				out.Waiting++
				continue
			}
			out.Failed++
			out.Problem = n.Problem
		}
		return out, err
	})
}

// letterProblems tells of letters that were given up.
func (a *App) letterProblems(ctx context.Context) ([]Problem, error) {
	c, err := a.Letters(ctx)
	if err != nil || c.Failed == 0 {
		return nil, err
	}
	return []Problem{{Key: "problem.letters", Args: []string{"Letters", strconv.Itoa(c.Failed)}, Detail: c.Problem}}, nil
}

// ChooseLetters says how the owner of an account wants to be written to.
func (a *App) ChooseLetters(ctx context.Context, actor heed.Actor, id heed.ID, often heed.Frequency, pause heed.Date) error {
	if err := a.own(ctx, actor, id); err != nil {
		return err
	}
	return a.chooseLetters(ctx, id, often, pause)
}

func (a *App) chooseLetters(ctx context.Context, id heed.ID, often heed.Frequency, pause heed.Date) error {
	switch {
	case !slices.Contains(heed.Frequencies, often):
		return invalid("error.field_value", "Field", "frequency", "Given", string(often))
	case pause != "" && !pause.Valid():
		return invalid("error.field_date", "Field", "pause", "Given", string(pause))
	}
	return a.Store.Update(ctx, func(tx store.Tx) error {
		account, err := tx.Account(ctx, id)
		if err != nil {
			return err
		}
		account.Letters.Frequency, account.Letters.Pause = often, pause
		return tx.PutAccount(ctx, account)
	})
}

// LetterToken is what the link in a letter ends with by which its reader says,
// without signing in, that there are to be no more; "" before the first letter.
func LetterToken(of heed.Account) string { return accountToken(of, forLetters, of.Letters.Key) }

// LettersBy gives the account whose letters a token is about; CodeNotFound for
// one that no letter has.
func (a *App) LettersBy(ctx context.Context, token string) (heed.Account, error) {
	none := &heed.Error{Code: heed.CodeNotFound, Op: "app.LettersBy", Key: "error.letter_token"}
	return a.accountBy(ctx, token, forLetters, func(of heed.Account) []byte { return of.Letters.Key }, none)
}

// ChooseLettersBy is ChooseLetters for who holds a letter.
func (a *App) ChooseLettersBy(ctx context.Context, token string, often heed.Frequency, pause heed.Date) error {
	account, err := a.LettersBy(ctx, token)
	if err != nil {
		return err
	}
	return a.chooseLetters(ctx, account.ID, often, pause)
}
