// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Command sessionrule holds the rule by which a State's next session is expected,
// its last one plus those of a cycle, against the sessions of cycle 4 as lists
// have them, and writes the figures into a page of the documentation.
package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: go run ./internal/refdata/sessionrule CORPUS docs/explanation/calendar.md")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(corpus, page string) error {
	m, err := measure(corpus)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(page) //nolint:gosec // the file that the developer names is the point
	if err != nil {
		return fmt.Errorf("the page: %w", err)
	}
	written, err := into(string(text), m.String())
	if err != nil {
		return err
	}
	fmt.Print(m)
	if err := os.WriteFile(page, []byte(written), 0o644); err != nil { //nolint:gosec // as above
		return fmt.Errorf("the page: %w", err)
	}
	return nil
}
