// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package app holds the use cases and is the only door to writes: each asks
// policy for leave, changes, and adds to the log in one transaction. Commands
// and pages call it; nothing else writes to a store.
package app

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/files"
	"github.com/heed-upr/heed/internal/notary"
	"github.com/heed-upr/heed/internal/store"
)

// DefaultMaxSize is how many bytes a document may have. The largest documents
// of the UPR have under ten million.
const DefaultMaxSize = 64 << 20

// Reader reads documents and draws their pages; internal/read is one.
type Reader interface {
	// Read reads a document; what keeps it from being read is CodeUnreadable
	// with the arguments Outcome and Format.
	Read(ctx context.Context, data []byte) (*doc.Document, error)
	// Page draws a page, from 1, as a PNG of about the given width in pixels.
	Page(ctx context.Context, data []byte, page, width int) ([]byte, error)
	// Clean gives a copy that shows the same and tells nothing else. CodeUnreadable
	// where it cannot.
	Clean(ctx context.Context, data []byte) ([]byte, error)
	// Text gives title and text of what a web server gave as of a content type.
	Text(ctx context.Context, data []byte, contentType string) (title, text string, err error)
	// Feed gives what a feed says, as of a content type. CodeUnreadable for what is
	// none.
	Feed(ctx context.Context, data []byte, contentType string) (heed.FeedContent, error)
}

// Config is what the use cases work with. Extract, Reconcile and KnownState
// are the packages of those names, handed in so that tests can stand on less.
type Config struct {
	Store      store.Store
	Files      *files.Folder
	Reader     Reader
	Extract    func(d *doc.Document, hint heed.ReviewID) []heed.Facts
	Reconcile  func(facts []heed.Facts) (heed.Record, bool)
	KnownState func(heed.StateCode) bool
	// ReaderVersion names the readers; stored readings of another version are
	// made anew when their document comes in again.
	ReaderVersion string
	// Notary signs checkpoints of the log; nil where none are.
	Notary Notary
	// Keep puts the checkpoints of a backup, and the key that verifies them, where
	// those of this installation are; nil where that is nowhere.
	Keep func(key string, all []notary.Kept) error
	// Now is the clock.
	Now func() time.Time
	// MaxSize is the limit of a document in bytes; DefaultMaxSize if 0.
	MaxSize int64
	// Workers is how many documents are read, and pages drawn, at once; one per
	// core if 0.
	Workers int
	// Vault seals the originals of evidence.
	Vault Vault
	// ShowsNames says that people in events can be named here.
	ShowsNames bool
	// Links looks at pages that are named as evidence; nil where Heed does not go
	// out.
	Links Linker
	// Warns says that letters go from here, so that people are told when how they
	// sign in was changed.
	Warns bool
	// Feeds gets feeds that are watched; nil where Heed does not go out.
	Feeds Feeder
}

// App is the use cases.
type App struct {
	Config
	pages *pageCache
	// shelving is held by who puts files of evidence in place until a row names
	// them, and alone by who removes those that no row names.
	shelving sync.RWMutex
}

// New makes the use cases.
func New(c Config) *App {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.MaxSize <= 0 {
		c.MaxSize = DefaultMaxSize
	}
	if c.Workers <= 0 {
		c.Workers = runtime.NumCPU()
	}
	return &App{Config: c, pages: newPageCache(c.Workers)}
}

// With gives the same use cases on another store and folder.
func (a *App) With(s store.Store, f *files.Folder) *App {
	c := a.Config
	c.Store, c.Files = s, f
	return New(c)
}

// call names a call and its arguments for errors.
func call(name string, args ...any) string { return fmt.Sprintf("app.%s%v", name, args) }
