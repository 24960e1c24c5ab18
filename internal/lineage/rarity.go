// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"math"
	"strconv"
	"sync"
)

//go:embed weights.csv
var weightsFile []byte

// leastCount is in how many texts a token stands at least to be in weights.csv;
// the rarer ones all weigh the same.
const leastCount = 12

// allTexts is the row of weights.csv that tells of how many texts the others
// were counted.
const allTexts = "*"

// rarity is how much a token says, by how few recommendations name it. It is
// counted once, in UPR Info's rows, and not in the reviews that are compared:
// so a link does not change when another document comes in.
type rarity struct {
	count map[string]float64
	texts float64
}

// of gives what a token weighs, from ln 3 upwards.
func (r rarity) of(token string) float64 {
	return math.Log(2 + r.texts/max(r.count[token], leastCount))
}

var loadRarity = sync.OnceValue(func() rarity {
	r, err := readRarity(weightsFile)
	if err != nil {
		panic(err) // a table in the program itself, read by every test
	}
	return r
})

func readRarity(data []byte) (rarity, error) {
	in := csv.NewReader(bytes.NewReader(data))
	in.Comment = '#'
	in.FieldsPerRecord = 2
	rows, err := in.ReadAll()
	if err != nil {
		return rarity{}, fmt.Errorf("lineage: weights.csv: %w", err)
	}
	r := rarity{count: map[string]float64{}}
	for _, row := range rows[1:] {
		n, err := strconv.ParseFloat(row[1], 64)
		if err != nil || n < leastCount {
			return rarity{}, fmt.Errorf("lineage: weights.csv: %s: no count", row[0])
		}
		r.count[row[0]] = n
	}
	if r.texts = r.count[allTexts]; r.texts == 0 {
		return rarity{}, fmt.Errorf("lineage: weights.csv does not say of how many texts")
	}
	return r, nil
}
