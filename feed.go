// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
	"time"
)

// FeedCourse is whether a feed is looked at.
type FeedCourse string

// The courses. A feed that has ended stays listed with what was found in it, and
// can be watched again.
const (
	FeedWatched FeedCourse = "watched"
	FeedPaused  FeedCourse = "paused"
	FeedEnded   FeedCourse = "ended"
)

// FeedCourses lists all courses.
var FeedCourses = []FeedCourse{FeedWatched, FeedPaused, FeedEnded}

// Feed is a feed of the web (Atom, RFC 4287; RSS 0.9 to 2.0) that an institution
// watches for what may become evidence. It is for people of its own voice, and
// never for the public: whom somebody reads is nobody else's business.
type Feed struct {
	Name    string `json:"name"`
	Address string `json:"address"`
	// States are those that it may be about.
	States []StateCode `json:"states"`
	// Terms are words of which one has to stand in what is proposed; all of it is
	// proposed where there are none.
	Terms  []string   `json:"terms,omitempty"`
	Course FeedCourse `json:"course"`
}

// The most that a feed may name.
const (
	MaxFeedStates = 20
	MaxFeedTerms  = 100
)

// Of implements Matter.
func (Feed) Of() SubjectKind { return SubjectFeed }

// Concerns implements Matter.
func (Feed) Concerns() []RecID { return nil }

// Widest implements Confined.
func (Feed) Widest() Visibility { return VisibleCoordination }

// Headline is what it is called.
func (f Feed) Headline() string { return f.Name }

// Check implements Matter.
func (f Feed) Check() error {
	const kind = SubjectFeed
	errs := []error{checkText(kind, "name", f.Name, MaxTitle, true), checkLink(kind, "address", f.Address), checkOneOf(kind, "course", f.Course, FeedCourses)}
	switch {
	case len(f.States) == 0:
		errs = append(errs, unfit(kind, "states", "error.field_missing"))
	case len(f.States) > MaxFeedStates:
		errs = append(errs, unfit(kind, "states", "error.field_many", "Most", "20"))
	case len(f.Terms) > MaxFeedTerms:
		errs = append(errs, unfit(kind, "terms", "error.field_many", "Most", "100"))
	}
	for _, term := range f.Terms {
		errs = append(errs, checkText(kind, "terms", term, MaxTitle, true))
	}
	return cmp.Or(errs...)
}

// checkLink is unfit for what is no address of a page on the web.
func checkLink(kind SubjectKind, field, address string) error {
	if CheckAddress(address) != nil {
		return unfit(kind, field, "error.evidence_link")
	}
	return nil
}

// FindOutcome is what became of a find.
type FindOutcome string

// The outcomes.
const (
	FindOpen     FindOutcome = "open"
	FindTaken    FindOutcome = "taken" // evidence was begun with it
	FindDeclined FindOutcome = "declined"
)

// FindOutcomes lists all outcomes.
var FindOutcomes = []FindOutcome{FindOpen, FindTaken, FindDeclined}

// Find is what a program found in a feed: a proposal, which says nothing in
// anybody's name and changes nothing until a person takes it up. It names what
// the feed says, in plain words; what it may bear on is worked out when somebody
// looks, and not kept.
type Find struct {
	Feed  ID     `json:"feed"`
	Title string `json:"title"`
	// Link is where it leads, without what only counts visitors.
	Link string `json:"link"`
	Text string `json:"text,omitempty"`
	// Day is that of the feed, "" where it gives none that can be.
	Day     Date        `json:"day,omitempty"`
	Outcome FindOutcome `json:"outcome"`
	// Reason says why it was declined.
	Reason string `json:"reason,omitempty"`
	// Evidence is what was begun with it.
	Evidence ID `json:"evidence,omitempty"`
}

// MaxFind is how many characters of what a feed says of an entry are kept.
const MaxFind = 2000

// Of implements Matter.
func (Find) Of() SubjectKind { return SubjectFind }

// Concerns implements Matter.
func (Find) Concerns() []RecID { return nil }

// Widest implements Confined.
func (Find) Widest() Visibility { return VisibleCoordination }

// Headline is what it is called.
func (f Find) Headline() string { return f.Title }

// Check implements Matter.
func (f Find) Check() error {
	const kind = SubjectFind
	errs := []error{
		checkText(kind, "title", f.Title, MaxTitle, true), checkLink(kind, "link", f.Link), checkText(kind, "text", f.Text, MaxFind, false), checkDays(kind, "day", f.Day),
		checkOneOf(kind, "outcome", f.Outcome, FindOutcomes), checkText(kind, "reason", f.Reason, MaxText, f.Outcome == FindDeclined),
	}
	if (f.Outcome == FindTaken) != (f.Evidence != "") {
		errs = append(errs, unfit(kind, "evidence", "error.field_missing"))
	}
	return cmp.Or(errs...)
}

// FeedEntry is what a feed says of one thing, in plain words.
type FeedEntry struct {
	Title string `json:"title"`
	// Link is as it stands in the feed, and may be relative.
	Link string `json:"link"`
	Text string `json:"text,omitempty"`
	Day  Date   `json:"day,omitempty"`
}

// FeedContent is what a feed says.
type FeedContent struct {
	Title   string      `json:"title"`
	Entries []FeedEntry `json:"entries"`
	// More says that there were more entries than are read.
	More bool `json:"more,omitempty"`
}

// FeedMarks are a server's own marks of what it gave (RFC 9110, section 8.8), by
// which it is asked whether there is anything else by now.
type FeedMarks struct {
	ETag     string `json:"etag,omitempty"`
	Modified string `json:"modified,omitempty"`
}

// FeedAnswer is what stands at the address of a feed.
type FeedAnswer struct {
	// Final is where the address led to.
	Final string
	// Type is the content type that the server gave.
	Type string
	Data []byte
	// Same says that nothing has changed since the marks; there is no Data then.
	Same  bool
	Marks FeedMarks
}

// FeedProblem is why nothing could be read at the address of a feed.
type FeedProblem string

// The problems.
const (
	FeedUnreachable FeedProblem = "unreachable"
	FeedInside      FeedProblem = "inside"  // the address leads into the network of the server
	FeedStatus      FeedProblem = "status"  // the server answers with an error
	FeedLarge       FeedProblem = "large"   // over the limit of bytes
	FeedNothing     FeedProblem = "nothing" // no bytes
	FeedIsPage      FeedProblem = "page"    // a web page
	FeedBroken      FeedProblem = "broken"  // no feed, or half of one
	FeedHostile     FeedProblem = "hostile" // made so that it harms who reads it
	FeedFull        FeedProblem = "full"    // too much waits to be decided
)

// FeedProblems lists all problems.
var FeedProblems = []FeedProblem{FeedUnreachable, FeedInside, FeedStatus, FeedLarge, FeedNothing, FeedIsPage, FeedBroken, FeedHostile, FeedFull}

// FeedLook is when a feed was looked at last, and what came of it. It is no
// business of the log: nobody decided anything.
type FeedLook struct {
	Feed ID `json:"feed"`
	// Address is the digest of the address that was looked at: the marks are of no
	// other.
	Address Digest    `json:"address"`
	At      time.Time `json:"at"`   // UTC; the zero value before the first
	Next    time.Time `json:"next"` // not before that
	Marks   FeedMarks `json:"marks"`
	// Problem is why nothing came, "" where all is well; Status is the number with
	// which the server answered.
	Problem FeedProblem `json:"problem,omitempty"`
	Status  int         `json:"status,omitempty"`
	// Failures is how often in a row nothing came, and Read when something did.
	Failures int       `json:"failures,omitempty"`
	Read     time.Time `json:"read"`
	// Entries is how many the feed had when it was read last.
	Entries int `json:"entries"`
}

// counting are parameters of addresses that only say where a visitor comes from.
// What begins with utm_ is one too (Google Analytics).
var counting = []string{"fbclid", "gclid", "dclid", "yclid", "ysclid", "msclkid", "mc_cid", "mc_eid", "igshid", "_openstat", "_ga", "twclid", "wt_mc", "ref_src", "cmpid"}

// CleanLink is an address without what only counts visitors, and without the
// place on the page.
func CleanLink(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	var kept []string
	for part := range strings.SplitSeq(u.RawQuery, "&") {
		name, _, _ := strings.Cut(strings.ToLower(part), "=")
		if part != "" && !strings.HasPrefix(name, "utm_") && !slices.Contains(counting, name) {
			kept = append(kept, part)
		}
	}
	u.RawQuery, u.ForceQuery, u.Fragment, u.RawFragment = strings.Join(kept, "&"), false, "", ""
	return u.String()
}

// LinkKey is the same for addresses that lead to the same page: with and without
// encryption, "www." or a slash at the end, and with parameters in any order.
func LinkKey(address string) string {
	u, err := url.Parse(CleanLink(address))
	if err != nil {
		return address
	}
	host := strings.TrimPrefix(strings.TrimSuffix(strings.ToLower(u.Hostname()), "."), "www.")
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	parameters := strings.Split(u.RawQuery, "&")
	slices.Sort(parameters)
	return host + strings.TrimRight(u.EscapedPath(), "/") + "?" + strings.Join(parameters, "&")
}

// FindID names a find of an institution by where it leads: what several feeds
// bring is one find.
func FindID(side Side, address string) ID {
	sum := sha256.Sum256([]byte(strings.Join([]string{string(side.Voice), string(side.State), string(side.Institution), LinkKey(address)}, "\x00")))
	return ID("f" + hex.EncodeToString(sum[:16]))
}
