// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/heed-upr/heed/internal/testkit"
)

// The counts of weights.csv are those of UPR Info's rows, read as every text is
// read. HEED_LINEAGE_WEIGHTS=1 writes them anew, which is due whenever
// concepts.csv or the reading of words changes.
func TestCorpus_Weights(t *testing.T) {
	in, err := os.Open(filepath.Join(testkit.Corpus(t), "upr-info-rows.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	lines, err := csv.NewReader(in).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]bool{} // once, however many States recommended it
	for column := slices.Index(lines[0], "text"); len(lines) > 1; lines = lines[1:] {
		texts[lines[1][column]] = true
	}
	want := counted(slices.Collect(maps.Keys(texts)))
	if os.Getenv("HEED_LINEAGE_WEIGHTS") != "" {
		if err := os.WriteFile("weights.csv", want, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(want, weightsFile) {
		t.Error("weights.csv is not what is counted now; HEED_LINEAGE_WEIGHTS=1 writes it anew")
	}
}

// counted makes the table: in how many of the texts each token stands.
func counted(texts []string) []byte {
	r, count := newReader(), map[string]int{}
	for _, text := range texts {
		for _, token := range r.read(text).tokens {
			count[token]++
		}
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "# In how many recommendations each token of this package stands: concepts as kind:key,\n# words as terms. Counted in UPR Info's rows of sessions 1 to 20, each text once;\n# tokens of fewer than %d texts are left out. Made by\n# \"HEED_LINEAGE_WEIGHTS=1 go test ./internal/lineage -run Weights\".\ntoken,texts\n%s,%d\n", leastCount, allTexts, len(texts))
	for _, token := range slices.Sorted(maps.Keys(count)) {
		if n := count[token]; n >= leastCount {
			fmt.Fprintf(&out, "%s,%d\n", token, n)
		}
	}
	return out.Bytes()
}
