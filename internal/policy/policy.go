// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package policy says who may do what: one table in plain Go, which the program
// can explain. It decides nothing else and knows no store.
package policy

import (
	"slices"

	"github.com/heed-upr/heed"
)

// Action is something that needs leave.
type Action string

// The actions.
const (
	Import  Action = "import"
	Correct Action = "correct"
	Decide  Action = "decide" // on labels
	Erase   Action = "erase"
	Verify  Action = "verify"
	Backup  Action = "backup"
	Restore Action = "restore"
	Doctor  Action = "doctor"
)

// Actions lists all actions.
var Actions = []Action{Import, Correct, Decide, Erase, Verify, Backup, Restore, Doctor}

// table says which roles may do what. What is not in it is forbidden.
var table = map[Action][]heed.Role{
	Import:  {heed.Operator},
	Correct: {heed.Operator},
	Decide:  {heed.Operator},
	Erase:   {heed.Operator},
	Verify:  {heed.Operator},
	Backup:  {heed.Operator},
	Restore: {heed.Operator},
	Doctor:  {heed.Operator},
}

// Allow gives nil where the actor may do it, and CodeForbidden otherwise. An
// actor without a pseudonym is nobody.
func Allow(actor heed.Actor, action Action) error {
	if actor.Pseudonym != "" && slices.Contains(table[action], actor.Role) {
		return nil
	}
	return &heed.Error{Code: heed.CodeForbidden, Op: "policy.Allow", Key: "error.forbidden", Args: []string{"Action", string(action)}}
}

// MayDo lists the roles that may do something: the answer to "why can I not?".
func MayDo(action Action) []heed.Role { return slices.Clone(table[action]) }
