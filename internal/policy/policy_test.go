// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package policy_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/policy"
)

// roles are all roles, those of nobody and of those who run the installation
// among them.
func roles() []heed.Role {
	return append([]heed.Role{heed.Public, heed.Operator, heed.Administrator}, heed.ContentRoles...)
}

func voices() []heed.Voice { return append([]heed.Voice{heed.NoVoice}, heed.Voices...) }

// sides are where something can stand, seen from a member of institution "a" of
// a voice of State XVA.
func sides(v heed.Voice) map[string]heed.Side {
	other := heed.VoiceExpert
	if v == other {
		other = heed.VoiceUN
	}
	return map[string]heed.Side{
		"own institution":    {Voice: v, State: "XVA", Institution: "a"},
		"other institution":  {Voice: v, State: "XVA", Institution: "b"},
		"other State":        {Voice: v, State: "XNO", Institution: "a"},
		"other voice":        {Voice: other, State: "XVA", Institution: "a"},
		"no institution":     {Voice: v, State: "XVA"},
		"of no voice at all": {},
	}
}

// TestAllow holds the table to what it must never say, for every role of every
// voice, every action and every place at which something can stand.
func TestAllow(t *testing.T) {
	technical := []policy.Action{
		policy.Import, policy.Correct, policy.Decide, policy.TranslateRecord, policy.Erase, policy.Verify, policy.Backup, policy.Restore, policy.Doctor, policy.Remind, policy.Look, policy.Share, policy.Take, policy.Institutions, policy.Accounts,
	}
	for _, voice := range voices() {
		for _, role := range roles() {
			actor := heed.Actor{Pseudonym: "p", Role: role, Side: heed.Side{Voice: voice, State: "XVA", Institution: "a"}}
			for _, action := range policy.Actions {
				for name, side := range sides(voice) {
					for _, author := range []string{"p", "q"} {
						where := fmt.Sprintf("%s %s, %s, %s of %s", voice, role, action, name, author)
						about := policy.About{Side: side, Author: author}
						may := policy.AllowOn(actor, action, about) == nil
						if may && policy.Allow(actor, action) != nil {
							t.Errorf("%s: allowed there and nowhere", where)
						}
						if may && policy.AllowOn(heed.Actor{Role: role, Side: actor.Side}, action, about) == nil {
							t.Errorf("%s: allowed to nobody", where)
						}
						switch {
						case !may:
						case slices.Contains(technical, action):
							if voice != heed.NoVoice || role != heed.Operator && role != heed.Administrator {
								t.Errorf("%s: a technical action in a voice", where)
							}
						case role == heed.Operator || role == heed.Administrator:
							if action != policy.Invite || voice != heed.NoVoice {
								t.Errorf("%s: who runs the installation has no content role", where)
							}
						case voice == heed.NoVoice || role == heed.Public:
							t.Errorf("%s: nobody may write", where)
						case action == policy.Audit:
							if role != heed.Auditor || name != "own institution" {
								t.Errorf("%s: looks into the log of others", where)
							}
						case role == heed.Reader || role == heed.Auditor:
							t.Errorf("%s: who only reads writes", where)
						case name == "other State" || name == "other voice" || name == "of no voice at all":
							t.Errorf("%s: across voices", where)
						case action == policy.Review && author == "p" && (voice == heed.VoiceState || role != heed.FocalPoint):
							t.Errorf("%s: one's own work", where)
						case action == policy.Settle && (voice != heed.VoiceState || role != heed.Coordinator):
							t.Errorf("%s: settles a State's position", where)
						case action == policy.Unseal && role != heed.Coordinator && author != "p" && (voice == heed.VoiceState || role != heed.FocalPoint || name != "own institution"):
							t.Errorf("%s: opens what is not their own", where)
						case action == policy.Unseal:
						case name == "other institution" && (role == heed.FocalPoint || role == heed.Contributor || role == heed.Translator):
							t.Errorf("%s: another institution's", where)
						}
					}
				}
			}
		}
	}
	if policy.Allow(heed.Actor{Pseudonym: "p", Role: heed.Operator}, "dance") == nil {
		t.Error("what is not in the table is allowed")
	}
}

// TestAllow_EveryActionHasSomebody: an action that nobody may do is a mistake.
func TestAllow_EveryActionHasSomebody(t *testing.T) {
	for _, action := range policy.Actions {
		if len(policy.MayDo(action)) == 0 {
			t.Errorf("%s: nobody may", action)
		}
	}
}

// TestMaySee says for every role, voice, visibility and place who may read.
func TestMaySee(t *testing.T) {
	for _, voice := range voices() {
		for _, role := range roles() {
			viewer := heed.Viewer{Pseudonym: "p", Role: role, Side: heed.Side{Voice: voice, State: "XVA", Institution: "a"}}
			for name, side := range sides(voice) {
				for _, author := range []string{"p", "q"} {
					for _, visibility := range append(slices.Clone(heed.Visibilities), "") {
						for _, named := range [][]string{nil, {"r"}, {"r", "p"}} {
							about := policy.About{Side: side, Author: author, Visibility: visibility, Named: named}
							where := fmt.Sprintf("%s %s, %s of %s, %s, %v", voice, role, name, author, visibility, named)
							got := policy.MaySee(viewer, about)
							across := voice == heed.NoVoice || name == "other State" || name == "other voice" || name == "of no voice at all"
							var want bool
							switch visibility {
							case heed.VisiblePublic:
								want = true
							case heed.VisibleDraft:
								want = !across && author == "p"
							case heed.VisibleNamed: // also where it is a coordinator who asks
								want = !across && (author == "p" || len(named) == 2)
							case heed.VisibleInstitution:
								want = !across && (author == "p" || name == "own institution")
							case heed.VisibleCoordination:
								want = !across && (author == "p" || name == "own institution" || role == heed.Coordinator || voice == heed.VoiceState && role.WithinVoice() && role != heed.Reader)
							}
							if got != want {
								t.Errorf("%s: %v", where, got)
							}
							if policy.MaySee(heed.Viewer{}, about) != (visibility == heed.VisiblePublic) {
								t.Errorf("%s: and the public", where)
							}
							if policy.MaySee(heed.Viewer{Side: viewer.Side, Role: role}, about) != (visibility == heed.VisiblePublic) {
								t.Errorf("%s: and who has no name", where)
							}
						}
					}
				}
			}
		}
	}
}

// TestTranslations says for every role of every voice whose translations they may
// lay beside recommendations to their State and to another.
func TestTranslations(t *testing.T) {
	for _, voice := range voices() {
		for _, role := range roles() {
			for _, state := range []heed.StateCode{"XVA", "XNO"} {
				actor := heed.Actor{Pseudonym: "p", Role: role, Side: heed.Side{Voice: voice, State: "XVA", Institution: "a"}}
				var want []heed.TranslationKind
				switch {
				case voice == heed.NoVoice && (role == heed.Operator || role == heed.Administrator):
					want = heed.TranslationKinds
				case voice == heed.NoVoice || !slices.Contains([]heed.Role{heed.Coordinator, heed.FocalPoint, heed.Translator}, role):
				case voice == heed.VoiceState && state == "XVA":
					want = []heed.TranslationKind{heed.TranslationState}
				default:
					want = []heed.TranslationKind{heed.TranslationOther}
				}
				if got := policy.Translations(actor, state); !slices.Equal(got, want) {
					t.Errorf("%s %s, of %s: %v, wanted %v", voice, role, state, got, want)
				}
				actor.Pseudonym = ""
				if got := policy.Translations(actor, state); len(got) > 0 {
					t.Errorf("%s %s, nobody: %v", voice, role, got)
				}
			}
		}
	}
}
