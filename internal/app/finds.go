// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
)

const (
	// maxFound is how many finds one look brings at most, and maxOpen how many of one
	// feed may wait to be decided: what nobody reads is not piled up.
	maxFound = 100
	maxOpen  = 300
)

// candidates are what a feed proposes, in the order in which it has them: with an
// address of the web, on what is watched for, each once.
func (a *App) candidates(f feed, at string, content heed.FeedContent) []heed.Find {
	base, err := url.Parse(at)
	if err != nil {
		return nil
	}
	tomorrow := heed.Date(a.Now().UTC().AddDate(0, 0, 1).Format(time.DateOnly))
	had := map[heed.ID]bool{}
	var out []heed.Find
	for _, e := range content.Entries {
		e.Title, e.Text = strings.TrimSpace(heed.Seen(e.Title)), heed.Seen(e.Text)
		to, err := base.Parse(e.Link)
		if err != nil || e.Link == "" {
			continue
		}
		link := heed.CleanLink(to.String())
		id := heed.FindID(f.Side, link)
		if heed.CheckAddress(link) != nil || had[id] || len(f.body.Terms) > 0 && !find.Mentions(e.Title+" "+e.Text, f.body.Terms...) {
			continue
		}
		had[id] = true
		n := heed.Find{Feed: f.ID, Title: e.Title, Link: link, Text: e.Text, Day: e.Day, Outcome: heed.FindOpen}
		if n.Title == "" {
			n.Title = bounded(to.Hostname()+to.EscapedPath(), heed.MaxTitle)
		}
		if n.Day > tomorrow {
			n.Day = ""
		}
		if n.Check() == nil {
			out = append(out, n)
		}
	}
	return out
}

// keepFinds keeps of some candidates those that are new to whoever watches the feed,
// the latest of them, and says how many that were and whether they were all.
// Nothing else is written, by nobody's name.
func (a *App) keepFinds(ctx context.Context, tx store.Tx, f feed, found []heed.Find) (kept int, all bool, err error) {
	now, err := watchedFeed(ctx, tx, f.ID)
	if heed.ErrorCode(err) == heed.CodeNotFound || err == nil && now.body.Address != f.body.Address {
		return 0, true, nil // it was ended, or leads elsewhere, while it was looked at
	}
	if err != nil {
		return 0, false, err
	}
	var fresh []heed.Find
	for _, n := range found {
		had, err := a.again(ctx, tx, now, n)
		if err != nil {
			return 0, false, err
		}
		if !had {
			fresh = append(fresh, n)
		}
	}
	if len(fresh) == 0 {
		return 0, true, nil
	}
	open, err := openFinds(ctx, tx, f.ID)
	if err != nil {
		return 0, false, err
	}
	room := max(0, min(maxFound, maxOpen-open))
	all = len(fresh) <= room
	fresh = fresh[:min(len(fresh), room)]
	for _, n := range slices.Backward(fresh) { // feeds have the latest first, and the log last
		v := heed.Version{Subject: heed.Subject{Kind: heed.SubjectFind, ID: heed.FindID(now.Side, n.Link)}, Side: now.Side, Visibility: now.Visibility, Step: heed.StepDraft}
		if err := a.found(ctx, tx, machine, v, n); err != nil {
			return 0, false, err
		}
	}
	return len(fresh), all, nil
}

// again reports whether a find was there before. Where it waits, and another feed
// that more people watch has it too, they see it.
func (a *App) again(ctx context.Context, tx store.Tx, f feed, n heed.Find) (bool, error) {
	versions, err := tx.History(ctx, heed.Subject{Kind: heed.SubjectFind, ID: heed.FindID(f.Side, n.Link)})
	if heed.ErrorCode(err) == heed.CodeNotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	v := versions[len(versions)-1]
	body, err := findOf(v)
	if err != nil || body.Outcome != heed.FindOpen || f.Visibility.Within(v.Visibility) {
		return true, err
	}
	v.Visibility = f.Visibility
	return true, a.found(ctx, tx, machine, v, body)
}

// found adds the next version of a find.
func (a *App) found(ctx context.Context, tx store.Tx, by heed.Actor, v heed.Version, n heed.Find) error {
	err := n.Check()
	if err == nil {
		v.Body, err = json.Marshal(n)
	}
	if err == nil {
		_, err = a.append(ctx, tx, by, v)
	}
	return err
}

func findOf(v heed.Version) (heed.Find, error) {
	var n heed.Find
	err := json.Unmarshal(v.Body, &n)
	return n, err
}

// openFinds counts the finds of a feed that wait to be decided.
func openFinds(ctx context.Context, tx store.Tx, of heed.ID) (int, error) {
	waits := map[heed.ID]bool{}
	err := tx.VersionsOf(ctx, heed.SubjectFind, func(v heed.Version) error {
		n, err := findOf(v)
		if delete(waits, v.ID); n.Feed == of && n.Outcome == heed.FindOpen && !v.Removed {
			waits[v.ID] = true
		}
		return err
	})
	return len(waits), err
}

// SeenFind is a find in the version that somebody has seen.
type SeenFind struct {
	ID   heed.ID
	Base int
}

// DecideFinds declines finds for a reason, or opens them again; all or none.
// Errors are those of Write; CodeConflict for what was taken up.
func (a *App) DecideFinds(ctx context.Context, actor heed.Actor, outcome heed.FindOutcome, reason string, of ...SeenFind) error {
	if err := policy.Allow(actor, policy.Watch); err != nil {
		return err
	}
	reason = strings.TrimSpace(reason)
	switch {
	case len(of) == 0:
		return invalid("error.nothing_chosen")
	case outcome != heed.FindDeclined && outcome != heed.FindOpen:
		return invalid("error.field_value", "Field", "outcome", "Given", string(outcome))
	}
	return a.Store.Update(ctx, func(tx store.Tx) error {
		for _, s := range of {
			v, err := current(ctx, tx, actor, heed.Subject{Kind: heed.SubjectFind, ID: s.ID}, s.Base)
			if err != nil {
				return err
			}
			if err := a.decide(ctx, tx, actor, v, heed.Find{Outcome: outcome, Reason: reason}); err != nil {
				return err
			}
		}
		return nil
	})
}

// takeUp says of a find that evidence was begun with it.
func (a *App) takeUp(ctx context.Context, tx store.Tx, actor heed.Actor, id, evidence heed.ID) error {
	v, err := newestFor(ctx, tx, actor, heed.Subject{Kind: heed.SubjectFind, ID: id})
	if err != nil {
		return err
	}
	return a.decide(ctx, tx, actor, v, heed.Find{Outcome: heed.FindTaken, Evidence: evidence})
}

// decide makes the next version of a find with what became of it.
func (a *App) decide(ctx context.Context, tx store.Tx, actor heed.Actor, v heed.Version, became heed.Find) error {
	if v.Number == 0 {
		return unseen(actor, v.Subject, heed.Version{})
	}
	if err := policy.AllowOn(actor, policy.Watch, policy.Of(v)); err != nil {
		return err
	}
	n, err := findOf(v)
	if err != nil {
		return err
	}
	if n.Outcome == heed.FindTaken || n.Outcome == became.Outcome {
		return &heed.Error{Code: heed.CodeConflict, Op: "app.decide", Key: "error.find_decided"}
	}
	n.Outcome, n.Reason, n.Evidence = became.Outcome, became.Reason, became.Evidence
	return a.found(ctx, tx, actor, v, n)
}
