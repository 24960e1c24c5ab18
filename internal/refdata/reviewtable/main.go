// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Command reviewtable makes internal/refdata/reviews.csv anew from lists that
// others have published: which State was or is to be reviewed at which session
// of the Working Group, and under which symbol its report was issued. It takes
// facts only, turns names into codes, and says of every value where it is from
// and whether a list prints it or a rule gives it.
//
// The lists are not part of the project; CONTRIBUTING.md says where they are
// looked for.
package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: go run ./internal/refdata/reviewtable CORPUS internal/refdata/reviews.csv")
		os.Exit(2)
	}
	table, err := build(os.Args[1])
	if err == nil {
		err = os.WriteFile(os.Args[2], table, 0o644) //nolint:gosec // the file that the developer names is the point
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
