// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"github.com/heed-upr/heed"
)

// LockExtension is what the name of the file that is locked has behind the
// store's. It is not the database itself: that is put in the place of another
// while the lock is held. The file stays, as taking it away would let two hold
// it at once.
const LockExtension = ".lock"

// patience is how long to wait for another command that only tidies up.
const patience = 300 * time.Millisecond

// Hold is a store that is held: by many who use it, or by one who moves it. It
// ends with the process at the latest.
type Hold struct{ lock *flock.Flock }

// Share holds a store so that nobody moves it meanwhile. CodeConflict says that
// somebody is about to.
func Share(ctx context.Context, path string) (*Hold, error) {
	h := newHold(path)
	err := h.take(ctx, path, h.lock.TryRLockContext, "error.store_being_moved")
	if errors.Is(err, errors.ErrUnsupported) {
		return h, nil // nobody can hold it alone there either
	}
	return h, err
}

// Alone holds a store so that nobody else uses it. CodeConflict says that
// somebody does.
func Alone(ctx context.Context, path string) (*Hold, error) {
	h := newHold(path)
	return h, h.take(ctx, path, h.lock.TryLockContext, "error.store_in_use")
}

// Release lets others have the store.
func (h *Hold) Release() error {
	if h == nil {
		return nil
	}
	return h.lock.Close()
}

func newHold(path string) *Hold { return &Hold{flock.New(path + LockExtension)} }

// take waits a moment for the lock; key says who has it.
func (h *Hold) take(ctx context.Context, path string, try func(context.Context, time.Duration) (bool, error), key string) error {
	const op = "sqlite.Hold"
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return &heed.Error{Code: heed.CodeInvalid, Op: op, Key: "error.store_folder_missing", Args: []string{"Path", path}, Err: err}
	}
	waiting, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	_, err := try(waiting, patience/20)
	switch {
	case err == nil:
		return h.belongsTo(path)
	case ctx.Err() != nil:
		return fmt.Errorf("%s: %w", op, ctx.Err())
	case errors.Is(err, context.DeadlineExceeded):
		return &heed.Error{Code: heed.CodeConflict, Op: op, Key: key, Args: []string{"Path", path}, Err: errors.Join(err, h.Release())}
	}
	return &heed.Error{Code: heed.CodeInvalid, Op: op, Key: "error.lock_cannot_open", Args: []string{"Path", h.lock.Path()}, Err: err}
}

// belongsTo gives the lock to the owner of the store, as SQLite does with its
// journal: an operator who looks at it once as root must not shut out the user
// whose store it is.
func (h *Hold) belongsTo(path string) error {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = giveTo(h.lock.Path(), info)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("sqlite.Hold: %w", err), h.Release())
	}
	return nil
}
