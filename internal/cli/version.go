// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/heed-upr/heed/internal/extract"
	"github.com/heed-upr/heed/internal/read"
	"github.com/heed-upr/heed/internal/reconcile"
)

// version is set by the linker at a release.
var version = "0.1.0-dev"

type versionCommand struct{}

func (versionCommand) Run(g *globals) error {
	revision := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				revision = " " + s.Value
			}
		}
	}
	_, err := fmt.Fprintf(g.out, "heed %s%s (readers %s, %s %s/%s)\n", version, revision, readerVersion(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

// readerVersion names the readers with which a document was read: of formats,
// of meaning, and of reviews.
func readerVersion() string {
	return fmt.Sprintf("%d.%d.%d", read.Version, extract.Version, reconcile.Version)
}
