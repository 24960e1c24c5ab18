// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

//go:build !unix

package sqlite

import "io/fs"

// giveTo does nothing where files have no such owner.
func giveTo(string, fs.FileInfo) error { return nil }
