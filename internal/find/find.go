// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/find/index"
)

// Finder answers questions on what a store holds. It is safe for use by
// several goroutines, and several Finders on one store see the same.
type Finder struct {
	store Store

	mu   sync.Mutex
	memo memo

	building sync.Mutex // held while a library is made
	last     *library

	tracing tracing
	pairing pairing

	recommending recommending

	following following

	open func(box []byte) ([]byte, error) // nil where nothing sealed is opened

	folder    *index.Folder // nil where no index is kept
	indexing  sync.Mutex    // held while annotations are indexed
	annotated *annotated
}

// memo is what a Finder has worked out from the store, as of a length of the
// log: every change of the record is an entry, so a longer log empties it, unless
// all that is new is of the follow-up.
type memo struct {
	// entries is the length of the log as of its last change of the record, and
	// seen its length when that was looked at.
	entries, seen int64
	reviews       map[heed.ReviewID]*review
	sizes         map[heed.Digest]doc.Sizes
	links         map[heed.ReviewID]*links
}

// keptReviews is how many whole reviews a Finder keeps at hand. One takes
// about half a megabyte.
const keptReviews = 64

// New makes a Finder.
func New(s Store) *Finder { return &Finder{store: s, memo: newMemo(0)} }

// KeepIn has what takes long to work out kept in a folder, for the next Finder;
// without one it is kept in memory only. It is called before anything is asked.
func (f *Finder) KeepIn(folder *index.Folder) { f.folder = folder }

// OpenWith has what is sealed of evidence opened for those who may read it. It is
// called before anything is asked.
func (f *Finder) OpenWith(open func(box []byte) ([]byte, error)) { f.open = open }

func newMemo(entries int64) memo {
	return memo{entries, entries, map[heed.ReviewID]*review{}, map[heed.Digest]doc.Sizes{}, map[heed.ReviewID]*links{}}
}

// snapshot is a Source with the length of the log that it shows.
type snapshot struct {
	Source
	length int64
	// entries is the length as of the last change of the record, -1 for a snapshot
	// that is older than what is remembered.
	entries int64
}

// view is the one door to the store: everything is read for a viewer, in one
// snapshot. All that is stored so far is public, so the viewer changes nothing
// yet; drafts of the voices will ask here.
func (f *Finder) view(ctx context.Context, _ heed.Viewer, do func(snapshot) error) error {
	return f.store.View(ctx, func(s Source) error {
		now, err := f.catchUp(ctx, s)
		if err != nil {
			return err
		}
		return do(now)
	})
}

// Version gives the length of the log. Whatever a Finder answers stays the same
// as long as it does.
func (f *Finder) Version(ctx context.Context) (int64, error) {
	var at int64
	err := f.view(ctx, heed.Viewer{}, func(s snapshot) error {
		at = s.length
		return nil
	})
	return at, err
}

// catchUp says which state of the log a snapshot shows, and forgets what was
// worked out if the record has changed since.
func (f *Finder) catchUp(ctx context.Context, s Source) (snapshot, error) {
	length, err := s.LogLength(ctx)
	if err != nil {
		return snapshot{}, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if length < f.memo.seen {
		return snapshot{s, length, -1}, nil // what is remembered is not for it
	}
	if length > f.memo.seen {
		same, err := s.SameRecord(ctx, f.memo.seen)
		if err != nil {
			return snapshot{}, err
		}
		if same && f.memo.seen > 0 {
			f.memo.seen = length
		} else {
			f.memo = newMemo(length)
		}
	}
	return snapshot{s, length, f.memo.entries}, nil
}

// review is one review, ready to be asked: its record with the corrections
// laid over it.
type review struct {
	record   heed.Record
	rows     []Row
	at       map[string]int // ref → index in rows
	findings []heed.Finding
}

// review gives a review from the memo or the store.
func (f *Finder) review(ctx context.Context, s snapshot, id heed.ReviewID) (*review, error) {
	f.mu.Lock()
	r := f.memo.reviews[id]
	if f.memo.entries != s.entries {
		r = nil
	}
	f.mu.Unlock()
	if r != nil {
		return r, nil
	}
	r, err := read(ctx, s, id)
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.memo.entries == s.entries { // the log has not grown meanwhile
		if len(f.memo.reviews) >= keptReviews {
			clear(f.memo.reviews)
		}
		f.memo.reviews[id] = r
	}
	return r, nil
}

// read reads a review from the store.
func read(ctx context.Context, s snapshot, id heed.ReviewID) (*review, error) {
	record, err := s.Record(ctx, id)
	if err != nil {
		return nil, err
	}
	corrections, err := s.Corrections(ctx, id)
	if err != nil {
		return nil, err
	}
	translations, err := s.Translations(ctx, id)
	if err != nil {
		return nil, err
	}
	r := prepare(record, corrections)
	r.translate(translations)
	return r, nil
}

// prepare lays the corrections over a record.
func prepare(record heed.Record, corrections []heed.Correction) *review {
	r := &review{record: record, at: map[string]int{}, findings: slices.Clone(record.Findings)}
	byRef := map[string][]heed.Correction{}
	for _, c := range corrections {
		byRef[c.Ref] = append(byRef[c.Ref], c)
	}
	for i, rec := range record.Recommendations {
		row := Overlay(rec, byRef[rec.Ref])
		r.rows = append(r.rows, row)
		r.at[rec.Ref] = i
		delete(byRef, rec.Ref)
		r.findings = append(r.findings, findingsOf(row)...)
	}
	for _, c := range corrections {
		if _, lost := byRef[c.Ref]; lost { // its recommendation is no longer read
			r.findings = append(r.findings, heed.Finding{Code: heed.FindingCorrectionGone, Ref: c.Ref, Args: []string{"Field", string(c.Field)}})
		}
	}
	r.findings = dedupe(r.findings)
	return r
}

// translate lays translations beside the recommendations: of several in one place
// the last, and none into a language in which the
// official text is here by now. One of which the recommendation is no longer read
// waits for its return. Of an institution's nobody is told who entered it, even by
// pseudonym, nor at which hour.
func (r *review) translate(all []heed.Translation) {
	for _, t := range all {
		i, ok := r.at[t.Ref]
		if !ok {
			continue
		}
		row := &r.rows[i]
		if row.TextLanguage() == t.Language || slices.ContainsFunc(row.Texts, func(o heed.OfficialText) bool { return o.Language == t.Language }) {
			continue
		}
		row.Translations = slices.DeleteFunc(slices.Clone(row.Translations), func(o heed.Translation) bool { return o.Place() == t.Place() })
		if !t.Withdrawn {
			row.Translations = append(row.Translations, withheld(t))
		}
	}
}

// withheld is an institution's translation without who entered it, and at which hour.
func withheld(t heed.Translation) heed.Translation {
	if t.Institution != "" {
		t.Who, t.At = "", t.At.UTC().Truncate(24*time.Hour)
	}
	return t
}

// Translations lists all that was ever laid beside a recommendation, and withdrawn, the
// first first. Of what another voice did the viewer is told neither who, nor at which
// hour, nor why.
func (f *Finder) Translations(ctx context.Context, viewer heed.Viewer, id heed.RecID) ([]heed.Translation, error) {
	var out []heed.Translation
	err := f.view(ctx, viewer, func(s snapshot) error {
		follow, err := f.following.catchUp(ctx, s)
		if err != nil {
			return err
		}
		all, err := s.Translations(ctx, id.Review)
		for _, t := range all {
			if t.Ref != id.Ref {
				continue
			}
			if t.Institution != "" && !(Follow{viewer: viewer, all: follow}).sameVoice(t.Institution) {
				t = withheld(t)
				t.Note = ""
			}
			out = append(out, t)
		}
		return err
	})
	return out, err
}

// Outdated reports whether a translation was laid beside other words than the
// recommendation has now: not those of its text, with corrections, nor those of
// its official text in another language.
func (r Row) Outdated(t heed.Translation) bool {
	return t.Words != heed.DigestOf([]byte(r.Text)) && !slices.ContainsFunc(r.Texts, func(o heed.OfficialText) bool { return t.Words == heed.DigestOf([]byte(o.Text)) })
}

// dedupe drops findings that say the same of the same recommendation: a record
// may already name what the corrections show.
func dedupe(all []heed.Finding) []heed.Finding {
	var out []heed.Finding
	for _, f := range all {
		if !slices.ContainsFunc(out, func(g heed.Finding) bool {
			return f.Code == g.Code && f.Ref == g.Ref && slices.Equal(f.Args, g.Args)
		}) {
			out = append(out, f)
		}
	}
	return out
}

// Summary is one review in a line.
type Summary struct {
	heed.Review
	// Total counts recommendations; Positions counts them by the latest
	// position, corrections laid over.
	Total     int                    `json:"recommendations"`
	Positions []Count[heed.Position] `json:"positions"`
	Findings  int                    `json:"findings"`
}

// Home is what the portal opens with.
type Home struct {
	Reviews []Summary `json:"reviews"`
	// Unread are the documents that could not be read, newest first, each with
	// its outcome.
	Unread []heed.Document `json:"documents_not_read"`
	// Apart are the documents that were read and belong to no single record: they
	// speak of several reviews, or of one whose report is not here.
	Apart []heed.Document `json:"documents_apart"`
	// Documents counts everything in the store. Recommendations counts those of
	// all reviews but the Drafts, whose report has not been issued.
	Documents       int `json:"documents"`
	Recommendations int `json:"recommendations"`
	Drafts          int `json:"drafts"`
}

// Home lists all reviews and all documents that were not read.
func (f *Finder) Home(ctx context.Context, viewer heed.Viewer) (Home, error) {
	home := Home{Reviews: []Summary{}, Unread: []heed.Document{}, Apart: []heed.Document{}}
	err := f.view(ctx, viewer, func(s snapshot) error {
		l, err := f.library(ctx, s)
		if err != nil {
			return err
		}
		home.Reviews = append(home.Reviews, l.reviews...)
		here := map[heed.ReviewID]bool{}
		for _, r := range l.reviews {
			here[r.ReviewID] = true
			if r.Stage.Counts() {
				home.Recommendations += r.Total
			} else {
				home.Drafts++
			}
		}
		home.Documents = len(l.documents)
		for _, d := range slices.Backward(l.documents) {
			switch {
			case d.Outcome != heed.OutcomeRead:
				home.Unread = append(home.Unread, d)
			case !here[d.Review]:
				home.Apart = append(home.Apart, d)
			}
		}
		return nil
	})
	return home, err
}
