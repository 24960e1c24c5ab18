// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
)

// Feeder gets feeds of the web; internal/fetch has one.
type Feeder interface {
	// Feed gives what stands at an address, unless that is what had these marks.
	// What keeps it from coming is CodeInvalid with a key of the catalogues.
	Feed(ctx context.Context, address string, marks heed.FeedMarks) (heed.FeedAnswer, error)
}

const (
	// feedEvery is how long a feed is left alone after it was looked at. A first
	// failure doubles nothing, each further one does, up to feedLongest; a server may
	// ask for more, up to feedAsked.
	feedEvery   = time.Hour
	feedLongest = 24 * time.Hour
	feedAsked   = 7 * 24 * time.Hour
	// feedLease is how long a look may take before another may begin, and feedSoon
	// how long people wait between two that they ask for.
	feedLease = 5 * time.Minute
	feedSoon  = time.Minute
	// maxFeeds is how many feeds an institution may have, but for those that ended.
	maxFeeds = 100
)

// machine is who writes down what a program found: nobody.
var machine = heed.Actor{Role: heed.Operator}

// FeedLooked is what came of a look at a feed. It holds nothing of what a voice
// has written, because whoever runs the installation is told of it.
type FeedLooked struct {
	Look heed.FeedLook
	// Side is where whoever watches it stands.
	Side heed.Side
	// New is how many finds came of it.
	New int
	// Same says that the feed was as before.
	Same bool
}

// LookAtFeeds looks at all feeds whose time has come, or at all that are watched,
// and gives what came of each. What one feed does wrong is noted with it and keeps
// no other from being looked at. It stops where ctx ends.
func (a *App) LookAtFeeds(ctx context.Context, actor heed.Actor, all bool) ([]FeedLooked, error) {
	if err := policy.Allow(actor, policy.Look); err != nil {
		return nil, err
	}
	if a.Feeds == nil {
		return nil, feedsOff()
	}
	feeds, looks, err := a.watched(ctx)
	if err != nil {
		return nil, err
	}
	var out []FeedLooked
	for _, f := range feeds {
		if look := looks[f.ID]; !all && look.Next.After(a.Now()) && look.Address == addressOf(f.body) {
			continue
		}
		looked, err := a.look(ctx, f.ID, all)
		if heed.ErrorCode(err) == heed.CodeLimit || heed.ErrorCode(err) == heed.CodeNotFound {
			continue // another looks at it just now, or it is not watched any more
		}
		if err != nil {
			return out, err
		}
		out = append(out, looked)
	}
	return out, nil
}

func feedsOff() error {
	return &heed.Error{Code: heed.CodeConflict, Op: "app.LookAtFeeds", Key: "error.feeds_off"}
}

// LookAtFeed looks at one feed because somebody who watches it asks for it now.
// CodeLimit where it was looked at just before.
func (a *App) LookAtFeed(ctx context.Context, actor heed.Actor, id heed.ID) (FeedLooked, error) {
	if err := policy.Allow(actor, policy.Watch); err != nil {
		return FeedLooked{}, err
	}
	if a.Feeds == nil {
		return FeedLooked{}, feedsOff()
	}
	if err := a.Store.View(ctx, func(s find.Source) error {
		v, err := newestFor(ctx, s, actor, heed.Subject{Kind: heed.SubjectFeed, ID: id})
		if err != nil {
			return err
		}
		return policy.AllowOn(actor, policy.Watch, policy.Of(v))
	}); err != nil {
		return FeedLooked{}, err
	}
	return a.look(ctx, id, true)
}

// newestFor gives the newest version of something, CodeNotFound for who may not
// see it.
func newestFor(ctx context.Context, s find.Source, actor heed.Actor, of heed.Subject) (heed.Version, error) {
	versions, err := s.History(ctx, of)
	if err != nil {
		return heed.Version{}, err
	}
	if v := versions[len(versions)-1]; !v.Removed && policy.MaySee(actor.Viewer(), policy.Of(v)) {
		return v, nil
	}
	return heed.Version{}, unseen(actor, of, heed.Version{})
}

// feed is the newest version of a feed.
type feed struct {
	heed.Version
	body heed.Feed
}

func addressOf(f heed.Feed) heed.Digest { return heed.DigestOf([]byte(f.Address)) }

// watched lists the feeds that are watched, in the order in which they began, and
// what came of looking at each.
func (a *App) watched(ctx context.Context) ([]feed, map[heed.ID]heed.FeedLook, error) {
	var out []feed
	looks := map[heed.ID]heed.FeedLook{}
	err := a.Store.View(ctx, func(s find.Source) error {
		all, err := feeds(ctx, s)
		if err != nil {
			return err
		}
		out = slices.DeleteFunc(all, func(f feed) bool { return f.body.Course != heed.FeedWatched })
		had, err := s.FeedLooks(ctx)
		for _, l := range had {
			looks[l.Feed] = l
		}
		return err
	})
	return out, looks, err
}

// feeds lists the newest version of every feed, in the order in which they began.
func feeds(ctx context.Context, s find.Source) ([]feed, error) {
	var out []feed
	at := map[heed.ID]int{}
	err := s.VersionsOf(ctx, heed.SubjectFeed, func(v heed.Version) error {
		says, err := v.Matter()
		if err != nil {
			return err
		}
		body, _ := says.(heed.Feed)
		if _, there := at[v.ID]; !there {
			at[v.ID] = len(out)
			out = append(out, feed{})
		}
		out[at[v.ID]] = feed{v, body}
		return nil
	})
	return slices.DeleteFunc(out, func(f feed) bool { return f.Removed || f.Step == heed.StepWithdrawn }), err
}

// look looks at a feed and keeps what it finds.
func (a *App) look(ctx context.Context, id heed.ID, asked bool) (FeedLooked, error) {
	f, look, err := a.begin(ctx, id, asked)
	if err != nil {
		return FeedLooked{}, err
	}
	out := FeedLooked{Side: f.Side}
	var content heed.FeedContent
	answer, err := a.Feeds.Feed(ctx, f.body.Address, look.Marks)
	if err == nil && !answer.Same {
		content, err = a.Reader.Feed(ctx, answer.Data, answer.Type)
	}
	if ctx.Err() != nil {
		return out, ctx.Err() // nobody waits any more; the lease runs out
	}
	now := a.Now().UTC()
	if err != nil {
		problem, known := problemOf(err)
		if !known {
			return out, err
		}
		look.Problem, look.Status, look.Marks = problem, statusOf(err), heed.FeedMarks{}
		look.Failures++
		look.Next = now.Add(max(backoff(look.Failures), waitOf(err)))
		out.Look = look
		return out, a.Store.Update(ctx, func(tx store.Tx) error { return tx.PutFeedLook(ctx, look) })
	}
	look.Failures, look.Status, look.Read, look.Next = 0, 0, now, now.Add(feedEvery)
	if answer.Same {
		look.Problem, out.Same = "", true
		out.Look = look
		return out, a.Store.Update(ctx, func(tx store.Tx) error { return tx.PutFeedLook(ctx, look) })
	}
	look.Problem, look.Marks, look.Entries = "", answer.Marks, len(content.Entries)
	found := a.candidates(f, answer.Final, content)
	err = a.Store.Update(ctx, func(tx store.Tx) error {
		kept, all, err := a.keepFinds(ctx, tx, f, found)
		if err != nil {
			return err
		}
		l := look
		if !all { // what was left is looked at again, also where nothing has changed
			l.Problem, l.Marks = heed.FeedFull, heed.FeedMarks{}
		}
		out.New, out.Look = kept, l
		return tx.PutFeedLook(ctx, l)
	})
	return out, err
}

// begin says that a feed is being looked at, so that nobody else does at the same
// time. CodeNotFound where it is not watched, CodeLimit where it is too soon.
func (a *App) begin(ctx context.Context, id heed.ID, asked bool) (feed, heed.FeedLook, error) {
	var f feed
	var look heed.FeedLook
	err := a.Store.Update(ctx, func(tx store.Tx) error {
		now := a.Now().UTC()
		var err error
		if f, err = watchedFeed(ctx, tx, id); err != nil {
			return err
		}
		all, err := tx.FeedLooks(ctx)
		if err != nil {
			return err
		}
		look = heed.FeedLook{Feed: id}
		if i := slices.IndexFunc(all, func(l heed.FeedLook) bool { return l.Feed == id }); i >= 0 {
			look = all[i]
		}
		other := look.Address != addressOf(f.body)
		soon := look.Next.After(now) && !asked || look.At.Add(feedSoon).After(now)
		if soon && !other {
			return &heed.Error{Code: heed.CodeLimit, Op: "app.look", Key: "error.feed_soon"}
		}
		if other {
			look = heed.FeedLook{Feed: id, Address: addressOf(f.body)}
		}
		look.At, look.Next = now, now.Add(feedLease)
		return tx.PutFeedLook(ctx, look)
	})
	return f, look, err
}

// watchedFeed gives a feed, CodeNotFound where it is not watched.
func watchedFeed(ctx context.Context, s find.Source, id heed.ID) (feed, error) {
	subject := heed.Subject{Kind: heed.SubjectFeed, ID: id}
	versions, err := s.History(ctx, subject)
	if err != nil {
		return feed{}, err
	}
	v := versions[len(versions)-1]
	says, err := v.Matter()
	body, _ := says.(heed.Feed)
	if err == nil && (v.Removed || v.Step == heed.StepWithdrawn || body.Course != heed.FeedWatched) {
		err = &heed.Error{Code: heed.CodeNotFound, Op: "app.look", Key: "error.feed_not_watched"}
	}
	return feed{v, body}, err
}

// backoff is how long a feed is left alone after so many failures in a row.
func backoff(failures int) time.Duration {
	if failures > 10 {
		return feedLongest
	}
	return min(feedEvery<<max(failures-1, 0), feedLongest)
}

// waitOf is how long a server asks to be left alone.
func waitOf(err error) time.Duration {
	seconds, _ := strconv.Atoi(heed.ErrorArg(err, "Wait")) // mostly it asks for nothing
	return min(time.Duration(min(seconds, int(feedAsked.Seconds())))*time.Second, feedAsked)
}

func statusOf(err error) int {
	n, _ := strconv.Atoi(heed.ErrorArg(err, "Status")) // 0 where no server answered
	return n
}

// problems say what an error of getting a feed, or of reading it, comes to.
var problems = map[string]heed.FeedProblem{
	"error.link_inside": heed.FeedInside, "error.link_status": heed.FeedStatus, "error.link_large": heed.FeedLarge, "error.link_empty": heed.FeedNothing,
	"outcome." + string(heed.OutcomeWebPage): heed.FeedIsPage, "outcome." + string(heed.OutcomeTooMuch): heed.FeedHostile, "outcome." + string(heed.OutcomeTimeout): heed.FeedHostile,
}

// problemOf is false for a fault of Heed's own.
func problemOf(err error) (heed.FeedProblem, bool) {
	var e *heed.Error
	if !errors.As(err, &e) || e.Code != heed.CodeInvalid && e.Code != heed.CodeUnreadable {
		return "", false
	}
	if e.Code == heed.CodeUnreadable {
		return cmp.Or(problems[e.Key], heed.FeedBroken), true
	}
	return cmp.Or(problems[e.Key], heed.FeedUnreachable), true
}

// watches looks whether a feed can be watched as the next version says: of States
// that there are, by people of one institution or the voice, and not twice.
func (a *App) watches(ctx context.Context, tx store.Tx, v *heed.Version, body heed.Matter) error {
	f, ok := body.(heed.Feed)
	if !ok {
		return nil
	}
	for _, state := range f.States {
		if !a.KnownState(state) {
			return invalid("error.field_value", "Field", "states", "Given", string(state))
		}
	}
	switch {
	case v.Visibility != heed.VisibleInstitution && v.Visibility != heed.VisibleCoordination:
		return invalid("error.feed_readers", "Field", "visibility")
	case v.Institution == "":
		v.Visibility = heed.VisibleCoordination // there are no colleagues but those of the voice
	}
	all, err := feeds(ctx, tx)
	if err != nil || f.Course == heed.FeedEnded {
		return err
	}
	others := 0
	for _, o := range all {
		if o.ID == v.ID || o.Side != v.Side || o.body.Course == heed.FeedEnded {
			continue
		}
		if heed.LinkKey(o.body.Address) == heed.LinkKey(f.Address) {
			return invalid("error.feed_twice", "Field", "address", "Name", o.body.Name)
		}
		others++
	}
	if others >= maxFeeds {
		return invalid("error.feeds_many", "Most", strconv.Itoa(maxFeeds))
	}
	return nil
}
