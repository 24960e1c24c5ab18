// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"context"
	"slices"

	"github.com/heed-upr/heed"
)

// State is what the store holds of one State.
type State struct {
	State heed.StateCode `json:"state"`
	// Reviews are its own that have a record, the first cycle first.
	Reviews []Summary `json:"reviews"`
	// Recommending is what it recommended to others: counts, without the list.
	Recommending Answer `json:"recommending"`
	// Claims is how many claims of sources about it stand beside the record.
	Claims int `json:"claims,omitempty"`
}

// State gives a State as reviewed and as recommending. A State of which nothing
// is stored has empty lists.
func (f *Finder) State(ctx context.Context, viewer heed.Viewer, code heed.StateCode) (State, error) {
	out := State{State: code, Reviews: []Summary{}}
	err := f.view(ctx, viewer, func(s snapshot) error {
		l, err := f.library(ctx, s)
		if err != nil {
			return err
		}
		for _, r := range l.reviews {
			if r.State == code {
				out.Reviews = append(out.Reviews, r)
			}
		}
		slices.SortFunc(out.Reviews, func(a, b Summary) int { return a.Cycle - b.Cycle })
		out.Recommending = l.answer(Query{Scope: Filter{ByFrom: {string(code)}}, Page: 1})
		out.Recommending.Rows = []Hit{}
		all, err := f.following.catchUp(ctx, s)
		if err != nil {
			return err
		}
		out.Claims = len(Follow{viewer, all, newBoxes(f.open)}.Claims(code))
		return nil
	})
	return out, err
}
