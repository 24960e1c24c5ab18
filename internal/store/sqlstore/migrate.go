// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"strconv"

	"github.com/pressly/goose/v3"

	"github.com/heed-upr/heed"
)

// Migrate brings a schema up to what this program knows: it applies an engine's
// migrations, which are in the folder "migrations" of files. A database
// that a newer program has changed is CodeConflict: an older one must not
// write to it.
func Migrate(ctx context.Context, dialect goose.Dialect, db *sql.DB, files fs.FS) error {
	dir, err := fs.Sub(files, "migrations")
	if err != nil {
		return fmt.Errorf("store.Migrate: %w", err)
	}
	p, err := goose.NewProvider(dialect, db, dir)
	if err != nil {
		return fmt.Errorf("store.Migrate: %w", err)
	}
	have, known, err := p.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("store.Migrate: %w", err)
	}
	if have > known {
		return &heed.Error{Code: heed.CodeConflict, Op: "store.Migrate", Key: "error.schema_newer",
			Args: []string{"Have", strconv.FormatInt(have, 10), "Known", strconv.FormatInt(known, 10)}}
	}
	if have == known {
		return nil
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("store.Migrate: %w", err)
	}
	return nil
}
