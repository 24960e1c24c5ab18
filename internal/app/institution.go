// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
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
