// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Command write puts the specimen documents into a folder, for people who
// want to look at them.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/heed-upr/heed/internal/testkit/specimen"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./internal/testkit/specimen/write FOLDER")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	for _, d := range specimen.Documents() {
		if err := os.WriteFile(filepath.Join(folder, d.Name), d.Data, 0o644); err != nil {
			return fmt.Errorf("write a document: %w", err)
		}
	}
	return nil
}
