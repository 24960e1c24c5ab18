// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/lang"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/refdata"
)

// WatchedFeed is a feed with what came of it.
type WatchedFeed struct {
	Held[heed.Feed]
	Since time.Time
	// Look is the last one; its time is zero before the first.
	Look heed.FeedLook
	// Open are the finds of it that wait to be decided, of all that the viewer sees.
	Open, Finds int
}

// Watching is what is watched by those whose work a viewer sees.
type Watching struct {
	// Feeds stand in the order of their names, those that ended last.
	Feeds []WatchedFeed
	// Finds stand from the latest.
	Finds []Held[heed.Find]
}

// Feed gives one of the feeds; CodeNotFound where it is not among them.
func (w Watching) Feed(id heed.ID) (WatchedFeed, error) {
	for _, f := range w.Feeds {
		if f.ID == id {
			return f, nil
		}
	}
	return WatchedFeed{}, &heed.Error{Code: heed.CodeNotFound, Op: "find.Feed", Key: "error.version_not_found", Args: []string{"Subject", string(heed.SubjectFeed) + "/" + string(id)}}
}

// Watching gives the feeds that a viewer sees, with what was found in them.
func (f *Finder) Watching(ctx context.Context, viewer heed.Viewer) (Watching, error) {
	var out Watching
	err := f.view(ctx, viewer, func(s snapshot) error {
		all, err := f.following.catchUp(ctx, s)
		if err != nil {
			return err
		}
		looks, err := s.FeedLooks(ctx)
		if err != nil {
			return err
		}
		out = Follow{viewer, all, newBoxes(f.open)}.watching(looks)
		return nil
	})
	return out, err
}

func (f Follow) watching(looks []heed.FeedLook) Watching {
	out := Watching{Finds: All[heed.Find](f)}
	slices.SortStableFunc(out.Finds, func(a, b Held[heed.Find]) int { return cmp.Compare(f.first(b.Subject), f.first(a.Subject)) })
	for _, h := range All[heed.Feed](f) {
		w := WatchedFeed{Held: h, Since: f.all.things[h.Subject][0].At}
		for _, l := range looks {
			if l.Feed == h.ID && l.Address == heed.DigestOf([]byte(h.Body.Address)) {
				w.Look = l
			}
		}
		for _, n := range out.Finds {
			if n.Body.Feed != h.ID {
				continue
			}
			if w.Finds++; n.Body.Outcome == heed.FindOpen {
				w.Open++
			}
		}
		out.Feeds = append(out.Feeds, w)
	}
	slices.SortStableFunc(out.Feeds, func(a, b WatchedFeed) int {
		return cmp.Or(compareBool(a.Body.Course == heed.FeedEnded, b.Body.Course == heed.FeedEnded), cmp.Compare(strings.ToLower(a.Body.Name), strings.ToLower(b.Body.Name)))
	})
	return out
}

// first is the position in the log at which a thing began.
func (f Follow) first(s heed.Subject) int64 { return f.all.things[s][0].Entry }

// Found is a find with what it may bear on. All of that is proposed by rule, and
// kept nowhere.
type Found struct {
	Held[heed.Find]
	// Since is when it was found.
	Since time.Time
	Feed  heed.Feed
	// States are those of the feed's that it names.
	States []heed.StateCode
	// Themes are told by rule from English words; English says whether there were
	// any to tell by.
	Themes  []label.Theme
	English bool
	// Recommendations are those of the latest reviews of its States that have a theme
	// in common, the likeliest first.
	Recommendations []Hit
}

// mostBearing is how many recommendations are proposed for a find.
const mostBearing = 8

// Found gives a find that a viewer sees, CodeNotFound where there is none.
func (f *Finder) Found(ctx context.Context, viewer heed.Viewer, id heed.ID) (Found, error) {
	var out Found
	err := f.view(ctx, viewer, func(s snapshot) error {
		all, err := f.following.catchUp(ctx, s)
		if err != nil {
			return err
		}
		follow := Follow{viewer, all, newBoxes(f.open)}
		if out.Held, err = One[heed.Find](follow, id); err != nil {
			return err
		}
		out.Since = all.things[out.Subject][0].At
		if feed, err := One[heed.Feed](follow, out.Body.Feed); err == nil {
			out.Feed = feed.Body // who sees the find, may not see each feed that has it
		}
		l, err := f.library(ctx, s)
		if err != nil {
			return err
		}
		out.bear(l)
		return nil
	})
	return out, err
}

// FindThemes tells by rule what a find is about; it is false where its words are
// not English.
func FindThemes(n heed.Find) ([]label.Theme, bool) {
	words := n.Title + ". " + n.Text
	if lang.Detect(words) != "en" {
		return nil, false
	}
	return label.Themes(words), true
}

// bear finds what a find may bear on.
func (n *Found) bear(l *library) {
	words := n.Body.Title + ". " + n.Body.Text
	n.Themes, n.English = FindThemes(n.Body)
	of := n.Feed.States
	for _, state := range n.Feed.States {
		if namesState(words, state) {
			n.States = append(n.States, state)
		}
	}
	if len(n.States) > 0 {
		of = n.States
	}
	if len(n.Themes) == 0 {
		return
	}
	terms := map[string]bool{}
	for _, t := range lang.Terms(words) {
		terms[t.Text] = true
	}
	score := map[heed.RecID]int{}
	for _, state := range of {
		for _, h := range l.latestHits(state) {
			themes := 0
			for _, t := range h.Themes {
				if slices.Contains(n.Themes, t) {
					themes++
				}
			}
			if themes == 0 {
				continue
			}
			score[h.ID()] = 3 * themes
			for _, t := range lang.Terms(h.Text) {
				if terms[t.Text] {
					score[h.ID()]++
				}
			}
			n.Recommendations = append(n.Recommendations, h)
		}
	}
	slices.SortStableFunc(n.Recommendations, func(a, b Hit) int { return score[b.ID()] - score[a.ID()] })
	n.Recommendations = n.Recommendations[:min(len(n.Recommendations), mostBearing)]
}

// latestHits are the recommendations of a State's latest review.
func (l *library) latestHits(state heed.StateCode) []Hit {
	var last heed.ReviewID
	for _, r := range l.reviews {
		if r.State == state && r.Stage.Counts() && r.Cycle > last.Cycle {
			last = r.ReviewID
		}
	}
	if shelf, ok := l.shelves[last]; ok {
		return shelf.hits
	}
	return nil
}

// shortName is how many letters a name has that has to stand whole: "Niger" is no
// beginning of "Nigeria".
const shortName = 5

// namesState reports whether a text has a name of a State, in whatever language.
// Endings may differ.
func namesState(words string, state heed.StateCode) bool {
	plain := folded(words) + " "
	for _, name := range refdata.Called(state) {
		name = folded(name)
		if utf8.RuneCountInString(name) <= shortName+1 {
			name += " "
		}
		if strings.TrimSpace(name) != "" && strings.Contains(plain, name) {
			return true
		}
	}
	return false
}

// Mentions reports whether one of some terms stands in a text, at the beginning of
// a word, however its letters are written.
func Mentions(text string, terms ...string) bool {
	plain := folded(text)
	return slices.ContainsFunc(terms, func(term string) bool {
		term = folded(term)
		return term != "" && strings.Contains(plain, term)
	})
}

// folded are the words of a text in their plainest letters, each with a blank
// before it.
func folded(text string) string {
	var b strings.Builder
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) }) {
		b.WriteString(" " + lang.Fold(word))
	}
	return b.String()
}

// finds finds what a program found, and this person can decide about.
func (q *queue) finds() {
	if policy.Allow(q.actor, policy.Watch) != nil {
		return
	}
	for _, s := range q.all.kinds[heed.SubjectFind] {
		v, ok := q.newest(s)
		n, is := v.matter.(heed.Find)
		if ok && is && n.Outcome == heed.FindOpen && policy.AllowOn(q.actor, policy.Watch, policy.Of(v.Version)) == nil {
			q.add(TaskFind, v, "", "")
		}
	}
}
