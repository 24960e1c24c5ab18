// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Command treatytable makes internal/refdata/treaty_acts.csv anew from lists
// that others have published, and from what single sources say (known.csv). It
// takes facts only, turns names into codes, and says of every act where it is
// from. It never makes an act out of silence: a list's "state party" stays
// "party", since it may have been ratification, accession or succession.
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
		fmt.Fprintln(os.Stderr, "usage: go run ./internal/refdata/treatytable CORPUS internal/refdata/treaty_acts.csv")
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
