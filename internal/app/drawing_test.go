// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"context"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/files"
	"github.com/heed-upr/heed/internal/reconcile"
	"github.com/heed-upr/heed/internal/store/sqlite"
)

// slowReader draws a page when the test lets it, and counts.
type slowReader struct {
	simpleReader
	let    chan struct{}
	broken bool

	mu               sync.Mutex
	now, most, drawn int
}

func (r *slowReader) Page(ctx context.Context, _ []byte, page, _ int) ([]byte, error) {
	r.count(1)
	defer r.count(-1)
	<-r.let
	if r.broken {
		panic("broken")
	}
	return []byte{byte(page)}, ctx.Err()
}

func (r *slowReader) count(by int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now += by
	r.most = max(r.most, r.now)
	r.drawn += max(by, 0)
}

const drawers = 2

// drawingHouse holds one document, and draws at most two pages at once.
func drawingHouse(t *testing.T, r app.Reader) (*app.App, heed.Digest) {
	t.Helper()
	dir := t.TempDir()
	s, err := sqlite.Open(t.Context(), filepath.Join(dir, "heed.db"))
	if err != nil {
		t.Fatal(err)
	}
	f, err := files.Open(filepath.Join(dir, "files"))
	if err != nil {
		t.Fatal(err)
	}
	a := app.New(app.Config{Store: s, Files: f, Reader: r, Extract: facts, Reconcile: reconcile.Review, Workers: drawers,
		KnownState: func(heed.StateCode) bool { return true }})
	t.Cleanup(func() { _ = s.Close() })
	house{App: a}.take(t, app.ImportOptions{}, input("a.pdf", "Go on"))
	return a, heed.DigestOf([]byte("Go on"))
}

// room is how many different pages may be asked for at once.
const room = drawers * 9

func TestPageImage_DrawsOnceAndRefusesTooMany(t *testing.T) {
	r := &slowReader{let: make(chan struct{})}
	a, d := drawingHouse(t, r)
	var given, refused atomic.Int64
	var wait sync.WaitGroup
	for range 5 { // everybody asks for every page, far more pages than there is room for
		for page := range 2 * room {
			wait.Go(func() {
				image, err := a.PageImage(t.Context(), heed.Viewer{}, d, page, 800)
				switch {
				case heed.ErrorCode(err) == heed.CodeLimit:
					if refused.Add(1) == room {
						close(r.let)
					}
				case err != nil || image[0] != byte(page):
					t.Errorf("page %d: %v, %v", page, image, err)
				default:
					given.Add(1)
				}
			})
		}
	}
	wait.Wait()
	if given.Load()+refused.Load() != 5*2*room || refused.Load() < room {
		t.Errorf("%d given, %d refused", given.Load(), refused.Load())
	}
	if r.drawn > 2*room || r.most > drawers {
		t.Errorf("%d drawings of %d pages, %d at once", r.drawn, 2*room, r.most)
	}
	if got := a.PageCounts(); got.Drawn != uint64(r.drawn) || int64(got.Refused) != refused.Load() {
		t.Errorf("counted %+v, drawn %d, refused %d", got, r.drawn, refused.Load())
	}
	if _, err := a.PageImage(t.Context(), heed.Viewer{}, d, 3*room, 800); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

// A drawing that panics leaves neither readers waiting nor a slot taken.
func TestPageImage_OutlivesAPanic(t *testing.T) {
	r := &slowReader{let: make(chan struct{}), broken: true}
	close(r.let)
	a, d := drawingHouse(t, r)
	for range 2 * room {
		func() {
			defer func() { _ = recover() }()
			_, err := a.PageImage(t.Context(), heed.Viewer{}, d, 1, 800)
			t.Errorf("no panic but %v", err)
		}()
	}
	r.broken = false
	if _, err := a.PageImage(t.Context(), heed.Viewer{}, d, 1, 800); err != nil {
		t.Error(err)
	}
}
