// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"github.com/heed-upr/heed"
)

// Past is one version of a thing of any kind, with what it says.
type Past struct {
	heed.Version
	Says heed.Matter `json:"says"`
}

// Past lists the versions of a thing that the viewer may see, from the first;
// CodeNotFound where there is none.
func (f Follow) Past(s heed.Subject) ([]Past, error) {
	var out []Past
	for _, v := range f.versions(s) {
		if f.sees(v) {
			v = f.boxes.opened(v)
			out = append(out, Past{v.Version, f.past(v)})
		}
	}
	if len(out) == 0 {
		return nil, noVersion("find.Past", s)
	}
	return out, nil
}

// Newest gives the newest version of a thing that the viewer may see, one that
// was removed or withdrawn among them.
func (f Follow) Newest(s heed.Subject) (Past, error) {
	all, err := f.Past(s)
	if err != nil {
		return Past{}, err
	}
	return all[len(all)-1], nil
}

func noVersion(op string, s heed.Subject) error {
	return &heed.Error{Code: heed.CodeNotFound, Op: op, Key: "error.version_not_found", Args: []string{"Subject", s.String()}}
}

// Thread is a comment with what was answered, in the order in which it was said.
type Thread struct {
	Held[heed.Remark]
	Answers []Held[heed.Remark]
}

// Open reports whether something is left to be done about it.
func (t Thread) Open() bool { return !t.Body.Resolved }

// Last is what was said last.
func (t Thread) Last() Held[heed.Remark] {
	if n := len(t.Answers); n > 0 {
		return t.Answers[n-1]
	}
	return t.Held
}

// Threads lists the comments on a thing, those that are open first.
func (f Follow) Threads(on heed.Subject) []Thread {
	out := f.threads()[on]
	slices.SortStableFunc(out, func(a, b Thread) int { return compareBool(!a.Open(), !b.Open()) })
	return out
}

// threads gives the comments on every thing.
func (f Follow) threads() map[heed.Subject][]Thread {
	answers := map[heed.ID][]Held[heed.Remark]{}
	all := All[heed.Remark](f)
	for _, c := range all {
		if c.Body.To != "" {
			answers[c.Body.To] = append(answers[c.Body.To], c)
		}
	}
	out := map[heed.Subject][]Thread{}
	for _, c := range all {
		if c.Body.To == "" {
			out[c.Body.On] = append(out[c.Body.On], Thread{c, answers[c.ID]})
		}
	}
	return out
}

// Edition is a version of a thing as it was public, without who wrote it.
type Edition struct {
	Number int       `json:"number"`
	Date   heed.Date `json:"date"`
	Step   heed.Step `json:"step"`
	// Note is why it was withdrawn.
	Note string      `json:"note,omitempty"`
	Says heed.Matter `json:"says"`
}

// Editions is what was published of a thing, and what has become of it.
type Editions struct {
	heed.Subject
	Voice heed.Voice `json:"voice"`
	// Institution is whose it is.
	Institution heed.Institution `json:"institution"`
	// Origin is the installation that has published it, nil for this one.
	Origin *heed.Origin `json:"origin,omitempty"`
	// All are the versions that were public, from the first.
	All []Edition `json:"editions"`
	// Replies are what others say to it, with what became of requests for correction:
	// also to what was withdrawn since.
	Replies []Replied `json:"replies,omitempty"`

	side   heed.Side
	follow Follow
}

// State is of or for which State it was said, "" where it was for none.
func (e Editions) State() heed.StateCode { return e.side.State }

// Name gives what an institution or measure is called for everybody.
func (e Editions) Name(id heed.ID, language string) string { return e.follow.Name(id, language) }

// Dossier gives a dossier that is public, false where it is none.
func (e Editions) Dossier(id heed.ID) (heed.Dossier, bool) {
	d, err := One[heed.Dossier](e.follow, id)
	return d.Body, err == nil
}

// Stands reports whether the thing is still public: it was neither withdrawn nor removed.
func (e Editions) Stands() bool { return e.All[len(e.All)-1].Step == heed.StepPublished }

// Editions gives the public history of a thing, CodeNotFound where it was never
// public.
func (f *Finder) Editions(ctx context.Context, s heed.Subject) (Editions, error) {
	follow, err := f.Follow(ctx, heed.Viewer{})
	if err != nil {
		return Editions{}, err
	}
	if !slices.Contains(toldToAll, s.Kind) {
		return Editions{}, noVersion("find.Editions", s)
	}
	all, err := follow.Past(s)
	if err != nil {
		return Editions{}, err
	}
	out := Editions{Subject: s, Voice: all[0].Voice, Origin: all[len(all)-1].Origin, Replies: follow.RepliesTo(s), side: all[0].Side, follow: follow}
	if i, err := One[heed.Institution](follow, all[0].Side.Institution); err == nil {
		out.Institution = i.Body.ForAll()
	}
	for _, v := range all {
		e := Edition{Number: v.Number, Date: heed.Date(v.At.UTC().Format("2006-01-02")), Step: v.Step, Says: v.Says}
		if v.Step == heed.StepWithdrawn {
			e.Note = v.Note
		}
		out.All = append(out.All, e)
	}
	return out, nil
}

// Name gives what an institution, a measure, a source, a dossier or a figure is called, as
// far as the viewer may know; its ID otherwise.
func (f Follow) Name(id heed.ID, language string) string {
	if i, err := One[heed.Institution](f, id); err == nil {
		return i.Body.Name(language)
	}
	if m, err := One[heed.Measure](f, id); err == nil {
		return m.Body.Title
	}
	if e, err := One[heed.Evidence](f, id); err == nil {
		return cmp.Or(e.Body.Title, string(id))
	}
	if d, err := One[heed.Dossier](f, id); err == nil {
		title, _ := d.Body.Title.In(language)
		return title
	}
	if c, err := One[heed.Figure](f, id); err == nil {
		text, _ := c.Body.Scope.In(language)
		return strconv.Itoa(c.Body.Value) + " · " + text
	}
	return string(id)
}
