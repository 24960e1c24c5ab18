// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

// cycle is the cycle whose sessions are known from lists.
const cycle = 4

// basis is what the rule is applied to.
type basis string

// The bases, the surest first. A session of cycle 3 that was itself found from
// that of cycle 4 is none.
const (
	known   basis = "known"   // a source gives the State's session of cycle 3
	derived basis = "derived" // the rule gave that one too, from cycle 2
	none    basis = "none"
)

// compared is a State with what the rule says, and what the lists say.
type compared struct {
	state  heed.StateCode
	basis  basis
	rule   int
	listed []int // those at which lists have it, in their order
}

// agrees reports whether the last list that has the State has it where the rule
// says.
func (c compared) agrees() bool { return c.listed[len(c.listed)-1] == c.rule }

// measured is every State.
type measured []compared

// measure compares every State that the lists of cycle 4 name.
func measure(corpus string) (measured, error) {
	listed, err := lists(filepath.Join(corpus, "reference", "upr-calendar", "upr_cycle4_sessions_41-54.csv"))
	if err != nil {
		return nil, err
	}
	var out measured
	for _, state := range slices.Sorted(maps.Keys(listed)) {
		c := compared{state: state, basis: none, listed: listed[state]}
		slices.Sort(c.listed)
		last, _ := refdata.Review(heed.ReviewID{State: state, Cycle: cycle - 1})
		switch last.Session.How {
		case refdata.Printed, refdata.ByCouncilSession:
			c.basis = known
		case refdata.ByLastSession:
			c.basis = derived
		case refdata.ByNextSession, refdata.ByPattern:
		}
		if !last.Session.Known() {
			c.basis = none
		}
		c.rule = last.Session.Value + refdata.SessionsPerCycle
		out = append(out, c)
	}
	return out, nil
}

// lists reads at which sessions lists have each State.
func lists(path string) (map[heed.StateCode][]int, error) {
	file, err := os.Open(path) //nolint:gosec // a list that the developer names
	if err != nil {
		return nil, fmt.Errorf("the lists of cycle %d: %w", cycle, err)
	}
	defer func() { _ = file.Close() }()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("the lists of cycle %d: %w", cycle, err)
	}
	session, state := slices.Index(rows[0], "wg_session"), slices.Index(rows[0], "iso3")
	if session < 0 || state < 0 {
		return nil, errors.New("the lists have other columns")
	}
	out := map[heed.StateCode][]int{}
	for _, row := range rows[1:] {
		n, err := strconv.Atoi(row[session])
		if err != nil {
			return nil, fmt.Errorf("session of %s: %w", row[state], err)
		}
		out[heed.StateCode(row[state])] = append(out[heed.StateCode(row[state])], n)
	}
	return out, nil
}

// of counts the States of a basis, and how many of them agree.
func (m measured) of(b basis) (agree, all int) {
	for _, c := range m {
		if c.basis == b {
			all++
			if c.agrees() {
				agree++
			}
		}
	}
	return agree, all
}

// differ are those on which rule and lists do not agree, or lists among
// themselves, by the session of the rule.
func (m measured) differ() []compared {
	var out []compared
	for _, c := range m {
		if c.basis != none && (!c.agrees() || len(c.listed) > 1) {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b compared) int { return cmp.Compare(a.rule, b.rule) })
	return out
}

// String is the figures as the page has them.
func (m measured) String() string {
	var b strings.Builder
	agreeKnown, allKnown := m.of(known)
	agreeDerived, allDerived := m.of(derived)
	_, without := m.of(none)
	fmt.Fprintf(&b, "%d States are in the lists of cycle %d; %d could be compared, and %d agree.\n\n", len(m), cycle, allKnown+allDerived, agreeKnown+agreeDerived)
	b.WriteString("| session of cycle 3 | States | agree | differ |\n|---|---:|---:|---:|\n")
	fmt.Fprintf(&b, "| from a source | %d | %d | %d |\n", allKnown, agreeKnown, allKnown-agreeKnown)
	fmt.Fprintf(&b, "| by the same rule from cycle 2 | %d | %d | %d |\n", allDerived, agreeDerived, allDerived-agreeDerived)
	fmt.Fprintf(&b, "| not known | %d | – | – |\n\n", without)
	b.WriteString("Those that differ, or that stand in two lists:\n\n| State | by the rule | in the lists | |\n|---|---:|---|---|\n")
	for _, c := range m.differ() {
		verdict := "differs"
		if c.agrees() {
			verdict = "agrees with the later list"
		}
		var sessions []string
		for _, n := range c.listed {
			sessions = append(sessions, strconv.Itoa(n))
		}
		fmt.Fprintf(&b, "| %s | %d | %s | %s |\n", refdata.Name(c.state, "en", refdata.Short), c.rule, strings.Join(sessions, ", then "), verdict)
	}
	return b.String()
}

// The marks between which the figures stand on their page.
const (
	begin = "<!-- figures: written by go run ./internal/refdata/sessionrule -->\n\n"
	end   = "\n<!-- end of figures -->"
)

// into puts figures onto their page.
func into(page, figures string) (string, error) {
	before, rest, ok := strings.Cut(page, begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		return "", errors.New("the page has no marks for the figures")
	}
	return before + begin + figures + end + after, nil
}
