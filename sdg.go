// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import (
	"strconv"
	"strings"
)

// targetsOf are the targets of each Sustainable Development Goal, the first goal
// first: how many have a number, and how many a letter, which say by what the goal
// is to be reached (General Assembly resolutions 70/1 and 71/313, annex).
var targetsOf = [...]struct{ numbers, letters int }{
	{5, 2}, {5, 3}, {9, 4}, {7, 3}, {6, 3}, {6, 2}, {3, 2}, {10, 2}, {5, 3}, {7, 3}, {7, 3}, {8, 3}, {3, 2}, {7, 3}, {9, 3}, {10, 2}, {19, 0},
}

// ValidTarget reports whether there is a goal ("16") or a target of one ("16.3",
// "16.a").
func ValidTarget(text string) bool {
	first, rest, isTarget := strings.Cut(text, ".")
	goal, err := strconv.Atoi(first)
	if err != nil || goal < 1 || goal > len(targetsOf) || strconv.Itoa(goal) != first {
		return false
	}
	of := targetsOf[goal-1]
	if !isTarget {
		return true
	}
	if number, err := strconv.Atoi(rest); err == nil {
		return number >= 1 && number <= of.numbers && strconv.Itoa(number) == rest
	}
	return len(rest) == 1 && rest[0] >= 'a' && int(rest[0]-'a') < of.letters
}
