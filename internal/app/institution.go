// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"regexp"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
)

// Institutions lists the newest version of every institution for who keeps
// them, those also that are shown to their members only.
func (a *App) Institutions(ctx context.Context, actor heed.Actor) ([]find.Held[heed.Institution], error) {
	if err := policy.Allow(actor, policy.Institutions); err != nil {
		return nil, err
	}
	at := map[heed.ID]int{}
	var out []find.Held[heed.Institution]
	err := a.Store.View(ctx, func(s find.Source) error {
		return s.Versions(ctx, 0, func(v heed.Version) error {
			if v.Kind != heed.SubjectInstitution {
				return nil
			}
			matter, err := v.Matter()
			if err != nil {
				return err
			}
			body, _ := matter.(heed.Institution)
			i, ok := at[v.ID]
			if !ok {
				i = len(out)
				at[v.ID], out = i, append(out, find.Held[heed.Institution]{})
			}
			out[i] = find.Held[heed.Institution]{Version: v, Body: body}
			return nil
		})
	})
	kept := out[:0]
	for _, held := range out {
		if !held.Removed {
			kept = append(kept, held)
		}
	}
	return kept, err
}

// enterable looks whether an institution may be entered so: it is what its voice can
// have, bears the name of nobody else, and is told from all others of its State.
func enterable(ctx context.Context, tx store.Tx, v heed.Version, says heed.Institution) error {
	if err := says.CheckEntered(v.Side); err != nil {
		return err
	}
	if err := ownNames(v.Side, says); err != nil {
		return err
	}
	all := map[heed.Subject]heed.Version{}
	if err := tx.VersionsOf(ctx, heed.SubjectInstitution, func(v heed.Version) error { all[v.Subject] = v; return nil }); err != nil {
		return err
	}
	delete(all, v.Subject)
	for _, other := range all {
		if other.Removed || other.Step != heed.StepPublished {
			continue
		}
		had, err := other.Matter()
		if err != nil {
			return err
		}
		if had, ok := had.(heed.Institution); ok && (other.Origin == nil || other.Voice != v.Voice) {
			if err := toldApart(v.Side, says, other.Side, had); err != nil {
				return err
			}
		}
	}
	return nil
}

// ownNames is CodeInvalid for an institution that has the name of a State or of a body
// of the UN in any language, or as its abbreviation, and is not of that voice.
func ownNames(side heed.Side, says heed.Institution) error {
	for _, name := range says.Names {
		if of := reserved(name); len(of) > 0 && !slices.Contains(of, side.Voice) {
			return invalid("error.institution_voice", "Field", "names", "Given", name, "Voice", string(of[0]))
		}
	}
	if of := reserved(says.Short); len(of) > 0 && !slices.Contains(of, side.Voice) {
		return invalid("error.institution_voice", "Field", "short", "Given", says.Short, "Voice", string(of[0]))
	}
	return nil
}

// article is what English puts before a name and makes no other of it.
var article = regexp.MustCompile(`(?i)^\s*the\s+`)

// toldApart is CodeInvalid where two institutions of one State have a name that looks
// the same: every list would show them as one twice.
func toldApart(side heed.Side, says heed.Institution, of heed.Side, had heed.Institution) error {
	if side.State != of.State {
		return nil
	}
	for language, name := range says.Names {
		looks := looking(article.ReplaceAllString(name, ""))
		for _, other := range had.Names {
			if looks != "" && looks == looking(article.ReplaceAllString(other, "")) {
				return invalid("error.institution_twice", "Field", "names", "Given", name, "Name", had.Name(language), "Voice", string(of.Voice))
			}
		}
	}
	return nil
}

// namedRightly is enterable for an institution of a bundle whose names are its own
// (ownNames). One of the same voice and State that has its name is likely the same,
// entered here too.
func namedRightly(known map[heed.Subject]stated, side heed.Side, says heed.Institution) error {
	for _, other := range known {
		if had, ok := other.says.(heed.Institution); ok && other.side.Voice != side.Voice {
			if err := toldApart(side, says, other.side, had); err != nil {
				return err
			}
		}
	}
	return nil
}
