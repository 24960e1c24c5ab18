// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/heed-upr/heed"
)

// maxCached is how many bytes of page images are kept in memory.
const maxCached = 64 << 20

// waitingEach is how many pages may wait for each reading process. A page takes
// some tenths of a second, so that the last in the row still comes in time.
const waitingEach = 8

type pageKey struct {
	digest      heed.Digest
	page, width int
}

// pageCache remembers page images, the most recently used ones, and lets
// everybody who asks for the same one at once wait for one drawing. Drawing
// costs a core: there are as many drawings at once as reading processes, some
// more wait, and beyond that it refuses. It knows nothing of who asks.
type pageCache struct {
	slots chan struct{} // as many as are drawn at once
	most  int           // how many may be drawn or wait

	mu      sync.Mutex
	size    int
	order   []pageKey // the one used longest ago first
	pages   map[pageKey][]byte
	drawing map[pageKey]*drawing
	counted PageCounts
}

// drawing is one page that is being drawn, or waits for it.
type drawing struct {
	readers int  // who still wants it; under the cache's lock
	begun   bool // likewise
	giveUp  func()
	done    chan struct{}
	data    []byte
	err     error
}

func newPageCache(workers int) *pageCache {
	return &pageCache{
		slots: make(chan struct{}, workers), most: workers * (1 + waitingEach),
		pages: map[pageKey][]byte{}, drawing: map[pageKey]*drawing{},
	}
}

func (c *pageCache) counts() PageCounts {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.counted
}

// get gives a page from memory, or waits for its drawing, or draws it.
func (c *pageCache) get(ctx context.Context, key pageKey, draw func(context.Context) ([]byte, error)) ([]byte, error) {
	c.mu.Lock()
	if data, ok := c.pages[key]; ok {
		c.used(key)
		c.mu.Unlock()
		return data, nil
	}
	if d, ok := c.drawing[key]; ok {
		d.readers++
		c.mu.Unlock()
		return c.await(ctx, key, d)
	}
	if len(c.drawing) >= c.most {
		c.counted.Refused++
		c.mu.Unlock()
		return nil, &heed.Error{Code: heed.CodeLimit, Op: "app.PageImage", Key: "error.pages_busy"}
	}
	// What has begun is finished even if this reader leaves: others may have
	// come, and ending it would cost the reading process.
	own := context.WithoutCancel(ctx)
	wanted, giveUp := context.WithCancel(own)
	defer giveUp()
	d := &drawing{readers: 1, giveUp: giveUp, done: make(chan struct{}), err: errors.New("app.PageImage: the drawing broke off")}
	c.drawing[key] = d
	c.mu.Unlock()

	stop := context.AfterFunc(ctx, func() { c.leave(key, d) })
	defer stop()
	defer c.finish(key, d) // also where drawing panics
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-wanted.Done():
	}
	if !c.begin(d) {
		d.err = gone(ctx)
		return nil, d.err
	}
	d.data, d.err = draw(own)
	return d.data, d.err
}

// await waits for somebody else's drawing.
func (c *pageCache) await(ctx context.Context, key pageKey, d *drawing) ([]byte, error) {
	select {
	case <-d.done:
		return d.data, d.err
	case <-ctx.Done():
		c.leave(key, d)
		return nil, gone(ctx)
	}
}

// gone says that nobody waits for the answer any more.
func gone(ctx context.Context) error {
	return &heed.Error{Code: heed.CodeUnavailable, Op: "app.PageImage", Err: context.Cause(ctx)}
}

// begin marks a drawing as begun, unless nobody wants it any more.
func (c *pageCache) begin(d *drawing) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	d.begun = d.readers > 0
	return d.begun
}

// leave takes a reader off. A drawing that still waits and that nobody wants
// any more makes room for another at once.
func (c *pageCache) leave(key pageKey, d *drawing) {
	c.mu.Lock()
	defer c.mu.Unlock()
	d.readers--
	if d.readers == 0 && !d.begun {
		c.drop(key, d)
		d.giveUp()
	}
}

// finish keeps what was drawn and tells everybody who waits.
func (c *pageCache) finish(key pageKey, d *drawing) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.drop(key, d)
	if d.err == nil {
		c.counted.Drawn++
		c.put(key, d.data)
	}
	close(d.done)
}

// drop forgets a drawing, but not another of the same page that came after it.
func (c *pageCache) drop(key pageKey, d *drawing) {
	if c.drawing[key] == d {
		delete(c.drawing, key)
	}
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
