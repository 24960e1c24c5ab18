// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"strings"

	"github.com/heed-upr/heed/internal/lang"
	"github.com/heed-upr/heed/internal/refdata"
)

// maxRun is of how many words beside each other a name may be.
const maxRun = 10

// Expand gives a query that also finds what is called otherwise: where words of
// it, in quotation marks or beside each other, are a name, other gives the rest
// of its names, and any of them will do. StateNames is made to be other.
func Expand(n Node, other func(name string) []string) Node {
	switch n := n.(type) {
	case And:
		return all(expandRuns(n, other))
	case Or:
		out := make([]Node, len(n))
		for i, part := range n {
			out[i] = Expand(part, other)
		}
		return either(out)
	case Not:
		return opposite(Expand(n.Of, other))
	case Term:
		return called(n, n.Word, other)
	case Phrase:
		return called(n, n.Text, other)
	}
	return n
}

// called gives a node, or the names that its text has besides.
func called(n Node, name string, other func(string) []string) Node {
	names := other(name)
	if len(names) == 0 {
		return n
	}
	out := []Node{n}
	for _, name := range names {
		out = append(out, Phrase{name})
	}
	return either(out)
}

// expandRuns looks for names among words that stand beside each other, the
// longest first.
func expandRuns(and And, other func(string) []string) []Node {
	var out []Node
	for i := 0; i < len(and); {
		run := words(and[i:min(len(and), i+maxRun)])
		for ; len(run) > 1; run = run[:len(run)-1] {
			if names := other(strings.Join(run, " ")); len(names) > 0 {
				out = append(out, called(And(and[i:i+len(run)]), strings.Join(run, " "), other))
				break
			}
		}
		if len(run) > 1 {
			i += len(run)
			continue
		}
		out = append(out, Expand(and[i], other))
		i++
	}
	return out
}

// words gives the words with which nodes begin.
func words(nodes []Node) []string {
	var out []string
	for _, n := range nodes {
		t, ok := n.(Term)
		if !ok {
			break
		}
		out = append(out, t.Word)
	}
	return out
}

// StateNames gives what a State is called besides the name that is given:
// official, former and other names in all languages. A name that has another
// one in it ("the Republic of Kazakhstan") is left out, as the shorter finds it.
// What is no State's name gives none.
func StateNames(name string) []string {
	code, ok := refdata.StateByAnyName(name)
	if !ok {
		return nil
	}
	names := refdata.Called(code)
	keys := make([]string, len(names))
	for i, n := range names {
		keys[i] = folded(n)
	}
	var out []string
	for i, n := range names {
		if !covered(keys, i, folded(name)) {
			out = append(out, n)
		}
	}
	return out
}

// folded gives the words of a name with a space around each; Chinese names are
// one word.
func folded(name string) string {
	var b strings.Builder
	b.WriteByte(' ')
	for _, w := range lang.Words(name) {
		b.WriteString(w.Text + " ")
	}
	return b.String()
}

// covered reports whether a name holds the one that was given or another of
// them; of equal ones, whether it is not the first.
func covered(keys []string, i int, given string) bool {
	if holds(keys[i], given) {
		return true
	}
	for j, k := range keys {
		if j != i && holds(keys[i], k) && (keys[i] != k || j < i) {
			return true
		}
	}
	return false
}

// holds reports whether a name has another one in it, word by word; in Chinese,
// character by character.
func holds(long, short string) bool {
	if short > " \u2e80" {
		short = strings.TrimSpace(short)
	}
	return strings.TrimSpace(short) != "" && strings.Contains(long, short)
}
