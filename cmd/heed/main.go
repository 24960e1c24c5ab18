// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Command heed follows up the UN's Universal Periodic Review: it reads the
// official documents, shows the record and carries the follow-up.
package main

import (
	"os"

	"github.com/heed-upr/heed/internal/cli"
)

func main() { os.Exit(cli.Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
