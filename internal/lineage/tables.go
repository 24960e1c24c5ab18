// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"embed"
	"encoding/csv"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"

	"github.com/heed-upr/heed/internal/lang"
	"github.com/heed-upr/heed/internal/refdata"
)

//go:embed instruments.csv concepts.csv weights.csv
var files embed.FS

// name is what a run of words stands for.
type name struct {
	kind kind
	keys []string
}

// kind is what sort of thing a feature of a text is.
type kind uint8

const (
	kindWord kind = iota
	kindNumber
	kindPerson
	kindTheme
	kindBody
	kindMeans
	kindDetail // counts, but its being there or not does not make another task
	kindTreaty
	kindRole // what is asked to be done with a treaty
	kindNoise
)

var kinds = map[string]kind{"person": kindPerson, "theme": kindTheme, "body": kindBody, "means": kindMeans, "detail": kindDetail, "noise": kindNoise}

// node is a place in the tree of spellings, by the terms of their words.
type node struct {
	next map[string]*node
	name *name
}

// tables are what the package knows of words.
type tables struct {
	names  *node
	weight map[string]float64 // of terms, by how rare they are
	rare   float64
}

var load = sync.OnceValue(func() *tables {
	t, err := readTables()
	if err != nil {
		// The tables are part of the program and its tests read them: this
		// cannot happen to anybody who runs a tested build.
		panic(err)
	}
	return t
})

func readTables() (*tables, error) {
	t := &tables{names: &node{}, weight: map[string]float64{}}
	for _, treaty := range refdata.Treaties() {
		t.add(treaty.Title, name{kindTreaty, []string{string(treaty.Key)}})
	}
	for _, step := range []struct {
		file    string
		columns int
		row     func([]string) error
	}{{"instruments.csv", 2, t.addInstrument}, {"concepts.csv", 3, t.addConcept}, {"weights.csv", 2, t.addWeight}} {
		if err := eachRow(step.file, step.columns, step.row); err != nil {
			return nil, err
		}
	}
	if t.rare == 0 {
		return nil, fmt.Errorf("lineage: weights.csv does not say of how many texts")
	}
	return t, nil
}

func eachRow(file string, columns int, f func([]string) error) error {
	in, err := files.Open(file)
	if err != nil {
		return fmt.Errorf("lineage: open %s: %w", file, err)
	}
	defer func() { _ = in.Close() }()
	r := csv.NewReader(in)
	r.Comment, r.FieldsPerRecord = '#', columns
	rows, err := r.ReadAll()
	if err != nil {
		return fmt.Errorf("lineage: %s: %w", file, err)
	}
	for _, row := range rows[1:] {
		if err := f(row); err != nil {
			return fmt.Errorf("lineage: %s: %q: %w", file, row, err)
		}
	}
	return nil
}

// add puts a spelling into the tree. The same spelling for another thing is a
// fault in the tables, unless the later one says the same.
func (t *tables) add(spelling string, n name) {
	at := t.names
	for _, w := range lang.Words(spelling) {
		if small[w.Text] {
			continue
		}
		term := lang.Stem(w.Text)
		if at.next == nil {
			at.next = map[string]*node{}
		}
		if at.next[term] == nil {
			at.next[term] = &node{}
		}
		at = at.next[term]
	}
	if at != t.names {
		at.name = &n
	}
}

func (t *tables) addInstrument(row []string) error {
	if row[0] == "" || row[1] == "" {
		return fmt.Errorf("incomplete")
	}
	t.add(row[1], name{kindTreaty, []string{row[0]}})
	return nil
}

func (t *tables) addConcept(row []string) error {
	k, ok := kinds[row[0]]
	if !ok || row[1] == "" || row[2] == "" {
		return fmt.Errorf("incomplete, or of an unknown kind")
	}
	t.add(row[2], name{k, strings.Fields(row[1])})
	return nil
}

// addWeight turns a count into a weight: the logarithm of how rare a term is.
// The first row tells of how many texts the others were counted.
func (t *tables) addWeight(row []string) error {
	n, err := strconv.ParseFloat(row[1], 64)
	if err != nil || n < 1 {
		return fmt.Errorf("no count")
	}
	if row[0] == "*" {
		t.rare = math.Log(n)
		return nil
	}
	t.weight[row[0]] = min(mostWord, t.rare-math.Log(n))
	return nil
}

// longest gives the name with the longest spelling that begins at terms[i], and
// where it ends.
func (t *tables) longest(terms []term, i int) (*name, int) {
	at, end := t.names, i
	var best *name
	for j := i; j < len(terms); j++ {
		if at = at.next[terms[j].stem]; at == nil {
			break
		}
		if j > i && (terms[j].sign == ';' || terms[j].sign == '.') {
			break // another sentence
		}
		if at.name != nil {
			best, end = at.name, j+1
		}
	}
	return best, end
}
