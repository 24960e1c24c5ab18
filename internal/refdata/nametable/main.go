// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Command nametable makes internal/refdata/names.csv anew: the names of States
// in French, Spanish, Russian, Arabic, Chinese and Kazakh as the UN's lists give
// them, and what known.csv adds. It takes names as they stand, without articles
// and footnote marks, and says of each where it is from.
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
		fmt.Fprintln(os.Stderr, "usage: go run ./internal/refdata/nametable CORPUS internal/refdata/names.csv")
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
