// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"context"
	"strconv"
	"time"

	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/i18n"
)

// feedRound is how often it is looked whether the time of a feed has come.
const feedRound = 5 * time.Minute

// watch looks at feeds beside the portal, where Heed goes out at all.
func watch(g *globals, h *house) (stopped func()) {
	if h.Feeds == nil {
		return func() {}
	}
	logger := g.logger()
	return beside(g, func(ctx context.Context) {
		tick := time.NewTicker(feedRound)
		defer tick.Stop()
		for {
			// What is wrong with a feed stands beside it at the desk; here it is a fault of
			// the store or of a reading process.
			if _, err := h.LookAtFeeds(ctx, operator, false); err != nil && ctx.Err() == nil {
				logger.ErrorContext(ctx, "feeds were not looked at", "error", err.Error())
			}
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
		}
	})
}

type feedsCommand struct {
	storing
	reading
	outgoing
	linking
	All bool `help:"Also those whose time has not come."`
}

// Run looks once. What a feed is called and where it is, is the business of those
// who watch it; so it is named as it is in the store.
func (c feedsCommand) Run(g *globals) error {
	return c.existingWith(g, c.reading, func(h *house) error {
		if err := c.lookAtLinks(h, c.BaseURL); err != nil {
			return err
		}
		all, err := h.LookAtFeeds(g.ctx, operator, c.All)
		finds, failed := 0, 0
		for _, l := range all {
			g.printf("%s (%s %s): %s\n", l.Look.Feed, l.Side.Voice, l.Side.Institution, lookedAs(l))
			finds += l.New
			if l.Look.Problem != "" {
				failed++
			}
		}
		if err != nil {
			return err
		}
		g.printf("%s looked at, %s.\n", counted(len(all), "feed"), counted(finds, "find"))
		if failed > 0 {
			return errLook
		}
		return nil
	})
}

// lookedAs says what came of a look at a feed.
func lookedAs(l app.FeedLooked) string {
	words := i18n.For("en")
	switch {
	case l.Look.Problem != "":
		return words.T("feed_problem."+string(l.Look.Problem), "Status", strconv.Itoa(l.Look.Status))
	case l.Same:
		return words.T("feeds.same")
	}
	return words.T("feeds.finds", "Count", l.New)
}
