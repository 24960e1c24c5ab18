// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
)

// exampleColumns are the columns that a file of examples needs, in any order
// and among any others.
var exampleColumns = []string{"state", "session", "text", "action_category", "issues"}

// ReadExamples reads coded recommendations: CSV in UTF-8 with a head. The
// category is its number, also with words after it ("5 - Specific action"); the
// issues stand in one column, parted by commas.
func ReadExamples(r io.Reader) ([]Example, error) {
	in := bufio.NewReader(r)
	if bom, err := in.Peek(3); err == nil && string(bom) == "\ufeff" {
		_, _ = in.Discard(3)
	}
	c := csv.NewReader(in)
	head, err := c.Read()
	if errors.Is(err, io.EOF) {
		return nil, trainError("error.train_empty", nil)
	}
	if err != nil {
		return nil, trainError("error.train_csv", err, "Cause", err.Error())
	}
	at, err := columns(head)
	if err != nil {
		return nil, err
	}
	var out []Example
	for {
		fields, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, trainError("error.train_csv", err, "Cause", err.Error())
		}
		line, _ := c.FieldPos(0)
		e, err := example(fields, at, line)
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	if len(out) == 0 {
		return nil, trainError("error.train_empty", nil)
	}
	return out, nil
}

func trainError(key string, err error, args ...string) error {
	return &heed.Error{Code: heed.CodeUnreadable, Op: "label.ReadExamples", Key: key, Args: args, Err: err}
}

// columns finds the columns by their names.
func columns(head []string) ([]int, error) {
	for i := range head {
		head[i] = strings.ToLower(strings.TrimSpace(head[i]))
	}
	var at []int
	var missing []string
	for _, name := range exampleColumns {
		n := slices.Index(head, name)
		if at = append(at, n); n < 0 {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		return nil, trainError("error.train_column", nil, "Columns", strings.Join(missing, ", "), "Needed", strings.Join(exampleColumns, ", "))
	}
	return at, nil
}

// example reads a row.
func example(fields []string, at []int, line int) (Example, error) {
	e := Example{State: strings.TrimSpace(fields[at[0]]), Session: strings.TrimSpace(fields[at[1]]), Text: fields[at[2]]}
	act := strings.TrimSpace(fields[at[3]])
	if act == "" || act[0] < '1' || act[0] > '5' || len(act) > 1 && act[1] >= '0' && act[1] <= '9' {
		return e, trainError("error.train_act", nil, "Line", fmt.Sprint(line), "Value", act)
	}
	e.Act = heed.ActionCategory(act[0] - '0')
	for name := range strings.SplitSeq(fields[at[4]], ",") {
		if name = strings.TrimSpace(name); name != "" && !slices.Contains(e.Issues, name) {
			e.Issues = append(e.Issues, name)
		}
	}
	return e, nil
}
