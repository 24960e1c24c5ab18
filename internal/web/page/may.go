// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package page

import (
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/policy"
)

// WhoMay says who may do something, one sentence for each rule.
func (b Base) WhoMay(action policy.Action) []string {
	var out []string
	for _, rule := range policy.MayDo(action) {
		roles := make([]string, len(rule.Roles))
		for i, r := range rule.Roles {
			roles[i] = b.Role(r)
		}
		key, voices := "may.rule", []string(nil)
		if len(rule.Voices) > 0 && !slices.Contains(rule.Voices, heed.NoVoice) {
			key = "may.rule_voices"
			for _, v := range rule.Voices {
				voices = append(voices, b.Voice(v))
			}
		}
		out = append(out, b.T(key, "Roles", b.List(roles), "Voices", b.List(voices), "Where", b.Where(rule)))
	}
	return out
}

// Where says how far a rule reaches.
func (b Base) Where(rule policy.Rule) string {
	where := b.T("reach." + string(rule.Reach))
	if rule.NotOwn {
		return b.T("may.not_own", "Where", where)
	}
	return where
}

// Refused says who may do what was refused, where the error says what it was.
func (b Base) Refused(err error) []string {
	action := heed.ErrorArg(err, "Action")
	if heed.ErrorCode(err) != heed.CodeForbidden || action == "" {
		return nil
	}
	return b.WhoMay(policy.Action(action))
}
