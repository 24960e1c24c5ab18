// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"slices"
	"sync"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
)

// maxCached is how many bytes of page images are kept in memory.
const maxCached = 64 << 20

// PageImage draws a page, from 1, of a document as a PNG of about the given
// width in pixels. Each is drawn once while it is remembered, however many ask.
func (a *App) PageImage(ctx context.Context, viewer heed.Viewer, d heed.Digest, page, width int) ([]byte, error) {
	if _, err := a.document(ctx, viewer, d); err != nil {
		return nil, err
	}
	return a.pages.get(pageKey{d, page, width}, func() ([]byte, error) {
		data, err := a.Files.Get(d)
		if err != nil {
			return nil, err
		}
		return a.Reader.Page(ctx, data, page, width)
	})
}

// Original gives a document and its bytes.
func (a *App) Original(ctx context.Context, viewer heed.Viewer, d heed.Digest) ([]byte, heed.Document, error) {
	document, err := a.document(ctx, viewer, d)
	if err != nil {
		return nil, document, err
	}
	data, err := a.Files.Get(d)
	return data, document, err
}

// document gives a document that the viewer may see. Official documents are
// public; the viewer is asked for all the same, so that there is one place to
// change when some are not.
func (a *App) document(ctx context.Context, _ heed.Viewer, d heed.Digest) (heed.Document, error) {
	var out heed.Document
	err := a.Store.View(ctx, func(s find.Source) error {
		var err error
		out, err = s.Document(ctx, d)
		return err
	})
	return out, err
}

type pageKey struct {
	digest      heed.Digest
	page, width int
}

// pageCache remembers page images, the most recently used ones, and lets
// everybody who asks for the same one at once wait for one drawing.
type pageCache struct {
	mu      sync.Mutex
	size    int
	order   []pageKey // the one used longest ago first
	pages   map[pageKey][]byte
	drawing map[pageKey]*drawing
}

type drawing struct {
	done chan struct{}
	data []byte
	err  error
}

func newPageCache() *pageCache {
	return &pageCache{pages: map[pageKey][]byte{}, drawing: map[pageKey]*drawing{}}
}

func (c *pageCache) get(key pageKey, draw func() ([]byte, error)) ([]byte, error) {
	c.mu.Lock()
	if data, ok := c.pages[key]; ok {
		c.used(key)
		c.mu.Unlock()
		return data, nil
	}
	if d, ok := c.drawing[key]; ok {
		c.mu.Unlock()
		<-d.done
		return d.data, d.err
	}
	d := &drawing{done: make(chan struct{})}
	c.drawing[key] = d
	c.mu.Unlock()

	d.data, d.err = draw()
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.drawing, key)
	if d.err == nil {
		c.put(key, d.data)
	}
	close(d.done)
	return d.data, d.err
}

// used puts a key at the end of the order. There are some hundreds at most.
func (c *pageCache) used(key pageKey) {
	c.order = append(slices.DeleteFunc(c.order, func(k pageKey) bool { return k == key }), key)
}

func (c *pageCache) put(key pageKey, data []byte) {
	c.pages[key] = data
	c.size += len(data)
	c.used(key)
	for c.size > maxCached && len(c.order) > 1 {
		c.size -= len(c.pages[c.order[0]])
		delete(c.pages, c.order[0])
		c.order = c.order[1:]
	}
}
