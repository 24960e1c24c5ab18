// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/web/page"
)

// Whose says whose measures a count is of. Its template is "whose"; at the State's own
// desk it says nothing.
type Whose struct {
	Text string
	// Other is the plan that the State has published.
	Other page.Link
}

// Whose says whose measures are counted for who is signed in, where they are not the
// State's alone: its published ones count for every voice, and stand in its own plan.
func (r *Request) Whose() Whose {
	if r.Account.Voice == heed.VoiceState {
		return Whose{}
	}
	b := r.Base("")
	return Whose{
		Text:  r.T("plan.not_states", "Voice", b.Voice(r.Account.Voice)),
		Other: page.Link{Href: b.URL("/plan/" + string(r.Account.State)), Text: r.T("stateplan.title", "State", b.State(r.Account.State))},
	}
}
