// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package policy_test

import (
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/policy"
)

func TestAllow_EveryActionAndRole(t *testing.T) {
	for _, action := range policy.Actions {
		for role, want := range map[heed.Role]bool{heed.Operator: true, heed.Public: false, "reader": false} {
			err := policy.Allow(heed.Actor{Pseudonym: "p", Role: role}, action)
			if (err == nil) != want || (err != nil && heed.ErrorCode(err) != heed.CodeForbidden) {
				t.Errorf("%s by %q: %v", action, role, err)
			}
		}
		if policy.Allow(heed.Actor{}, action) == nil || policy.Allow(heed.Actor{Role: heed.Operator}, action) == nil {
			t.Errorf("%s by nobody is allowed", action)
		}
		if len(policy.MayDo(action)) == 0 {
			t.Errorf("nobody may %s", action)
		}
	}
	if policy.Allow(heed.Actor{Pseudonym: "p", Role: heed.Operator}, "dance") == nil {
		t.Error("an action that is not in the table is allowed")
	}
}
