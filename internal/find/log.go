// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/policy"
)

// LogLine is an entry of the log as somebody is told it who may see what it is
// about.
type LogLine struct {
	Position int64
	At       time.Time
	Kind     heed.EntryKind
	// Role is that of who did it, and Who their pseudonym; "" where a program did, or
	// the log names nobody.
	Role heed.Role
	Who  string
	// Withheld says that it was somebody of another voice: who, and in which role, is
	// not for this reader.
	Withheld bool
	// Withdrawn says that a translation was taken away.
	Withdrawn bool
	// Erased says that what it said was destroyed.
	Erased bool
	// Version is the one that it is of, with what it says; nil for what is none.
	Version *Past
	// Review and Ref are what an entry on the public record is about.
	Review heed.ReviewID
	Ref    string
	// Did is what became of an account, Whose the pseudonym of who has it, "" until
	// there is one, and Given its role.
	Did   string
	Whose string
	Given heed.Role
}

// LogPage is some entries of the log, the newest first.
type LogPage struct {
	Lines []LogLine
	// Next is the position before which there are more, -1 if there are none.
	Next int64
}

// Log lists the entries before a position on what the viewer may see: the
// versions of things, each as their history has it; what was done to the public
// record; and what became of the accounts of the viewer's own institution.
// CodeForbidden for who may not look into the log.
func (f *Finder) Log(ctx context.Context, viewer heed.Viewer, before int64, most int) (LogPage, error) {
	if err := policy.Allow(heed.Actor(viewer), policy.Audit); err != nil {
		return LogPage{}, err
	}
	follow := Follow{viewer: viewer, boxes: newBoxes(f.open)}
	var lines []LogLine
	err := f.view(ctx, viewer, func(s snapshot) error {
		var err error
		if follow.all, err = f.following.catchUp(ctx, s); err != nil {
			return err
		}
		lines, err = others(ctx, s, follow, before, most+1)
		return err
	})
	if err != nil {
		return LogPage{}, err
	}
	lines = append(lines, follow.logged(before, most+1)...)
	slices.SortFunc(lines, func(a, b LogLine) int { return cmp.Compare(b.Position, a.Position) })
	out := LogPage{Lines: lines, Next: -1}
	if len(lines) > most {
		out.Lines, out.Next = lines[:most], lines[most-1].Position
	}
	return out, nil
}

// logged gives the last entries before a position on versions that the viewer may
// see.
func (f Follow) logged(before int64, most int) []LogLine {
	var seen []heldVersion
	for subject := range f.all.things {
		for _, v := range f.versions(subject) {
			if v.Entry < before && f.sees(v) {
				seen = append(seen, v)
			}
		}
	}
	slices.SortFunc(seen, func(a, b heldVersion) int { return cmp.Compare(b.Entry, a.Entry) })
	var out []LogLine
	for _, v := range seen[:min(most, len(seen))] {
		v = f.boxes.opened(v)
		line := LogLine{Position: v.Entry, At: v.At, Kind: heed.EntryVersion, Role: v.Role, Who: v.Who, Version: &Past{v.Version, f.past(v)}}
		if !f.viewer.SameVoice(v.Side) {
			line.withhold()
		}
		out = append(out, line)
	}
	return out
}

// withhold takes out of a line who did it, but not that it was whoever runs the
// installation.
func (l *LogLine) withhold() {
	if l.Who = ""; l.Role.WithinVoice() {
		l.Role, l.Withheld = "", true
	}
}

// entriesAtOnce is how many entries are read at once to find those for a viewer.
const entriesAtOnce = 500

// others gives the last entries before a position that are of no version.
func others(ctx context.Context, s Source, f Follow, before int64, most int) ([]LogLine, error) {
	var out []LogLine
	for len(out) < most {
		some, err := s.EntriesBut(ctx, heed.EntryVersion, before, entriesAtOnce)
		if err != nil {
			return nil, err
		}
		for _, e := range some {
			if line, ok := f.lineOf(e); ok {
				out = append(out, line)
			}
			before = e.Position
		}
		if len(some) < entriesAtOnce {
			break
		}
	}
	return out, nil
}

// lineOf puts an entry that is of no version into a line; false for what is not
// for the viewer. The public record is for everybody, but not who of another voice
// has laid a translation beside it; why something was erased is not either, because
// it may say what it was.
func (f Follow) lineOf(e heed.Entry) (LogLine, bool) {
	line := LogLine{Position: e.Position, At: e.At, Kind: e.Kind, Role: e.Role, Erased: e.Tombstone != nil}
	var about struct {
		Ref         string
		Review      json.RawMessage
		Who         string
		Institution heed.ID
		Withdrawn   bool
	}
	switch e.Kind {
	case heed.EntryAccount:
		return ofAccount(line, e, f.viewer)
	case heed.EntryBundle:
		var of struct{ Of heed.Side }
		return line, json.Unmarshal(e.Content, &of) == nil && f.viewer.SameVoice(of.Of)
	case heed.EntryImport, heed.EntryCorrection, heed.EntryDecision, heed.EntryTranslation:
		if !line.Erased && json.Unmarshal(e.Content, &about) == nil {
			line.Ref, line.Who, line.Review, line.Withdrawn = about.Ref, about.Who, reviewIn(about.Review), about.Withdrawn
		}
		if e.Role.WithinVoice() && !f.sameVoice(about.Institution) {
			line.withhold()
		}
	}
	return line, true
}

// sameVoice reports whether an institution, shown or not, is of the viewer's voice.
func (f Follow) sameVoice(institution heed.ID) bool {
	all := f.all.things[heed.Subject{Kind: heed.SubjectInstitution, ID: institution}]
	return len(all) > 0 && f.viewer.SameVoice(all[0].Side)
}

// reviewIn reads the review of an entry: an import names it by its text, what
// people lay over it by its parts.
func reviewIn(body json.RawMessage) heed.ReviewID {
	var id heed.ReviewID
	var text string
	if json.Unmarshal(body, &text) == nil {
		id, _ = heed.ParseReviewID(text) // an import of many reviews names none
		return id
	}
	if json.Unmarshal(body, &id) != nil {
		return heed.ReviewID{}
	}
	return id
}

// ofAccount is what became of an account, for who may look into the log of its
// institution.
func ofAccount(line LogLine, e heed.Entry, viewer heed.Viewer) (LogLine, bool) {
	var c struct {
		Did       string
		Pseudonym string
		Role      heed.Role
		heed.Side
		By string
	}
	if line.Erased || json.Unmarshal(e.Content, &c) != nil {
		return line, false // whose it was is not known any more
	}
	line.Did, line.Whose, line.Given, line.Who = c.Did, c.Pseudonym, c.Role, c.By
	if c.Did == "joined" || c.Did == "signs in anew" { // by themselves; By is who had invited them
		line.Who = c.Pseudonym
	}
	return line, policy.AllowOn(heed.Actor(viewer), policy.Audit, policy.About{Side: c.Side}) == nil
}
