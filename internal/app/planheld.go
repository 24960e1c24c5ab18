// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/policy"
)

// PlanHeldFor is how long a plan is held between the look at it and the word to
// take it in.
const PlanHeldFor = time.Hour

// HeldPlan is a plan that somebody looks at.
type HeldPlan struct {
	Name string `json:"name"`
	Data []byte `json:"data"`
}

// HoldPlan holds a plan for whoever looks at it until it is taken in; another one
// takes its place. It is held where sessions are, apart from the log: every copy
// of Heed finds it, no backup holds it, and it is destroyed in time.
func (a *App) HoldPlan(ctx context.Context, actor heed.Actor, name string, data []byte) (heed.Digest, error) {
	if err := policy.Allow(actor, policy.Plan); err != nil {
		return "", err
	}
	if _, err := a.readPlan(ctx, data); err != nil {
		return "", err
	}
	body, err := json.Marshal(HeldPlan{name, data})
	if err != nil {
		return "", err
	}
	return heed.DigestOf(data), a.KeepSession(ctx, heed.Session{Token: heldName(actor), Body: body, Expires: a.Now().UTC().Add(PlanHeldFor)})
}

// Held gives the plan that its reader holds; CodeInvalid where it is held no longer,
// or is another one by now.
func (a *App) Held(ctx context.Context, actor heed.Actor, file heed.Digest) (HeldPlan, error) {
	if err := policy.Allow(actor, policy.Plan); err != nil {
		return HeldPlan{}, err
	}
	gone := invalid("error.plan_gone", "Field", "plan_file")
	s, err := a.Session(ctx, heldName(actor))
	if heed.ErrorCode(err) == heed.CodeNotFound || err == nil && !a.Now().Before(s.Expires) {
		return HeldPlan{}, gone
	}
	if err != nil {
		return HeldPlan{}, err
	}
	var out HeldPlan
	if err := json.Unmarshal(s.Body, &out); err != nil {
		return HeldPlan{}, fmt.Errorf("app.Held: %w", err)
	}
	if heed.DigestOf(out.Data) != file {
		return HeldPlan{}, gone
	}
	return out, nil
}

// LetGo forgets the plan that somebody held.
func (a *App) LetGo(ctx context.Context, actor heed.Actor) error {
	return a.EndSession(ctx, heldName(actor))
}

// heldName is what the plan of a person is held under: no token of a session looks
// like it.
func heldName(actor heed.Actor) string {
	return "plan." + string(heed.DigestOf([]byte(actor.Pseudonym)))
}
