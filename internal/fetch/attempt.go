// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/heed-upr/heed"
)

// errSlow ends an attempt that takes too long, in all or without a word.
var errSlow = errors.New("the server is too slow")

// fetched is a document in the cache.
type fetched struct {
	entry
	stale bool
}

// fetch brings what is at an address into the cache, in as many attempts as it
// takes and may take. Where the server cannot be asked, what an earlier run
// has brought serves, and is marked as stale.
func (f *Fetcher) fetch(ctx context.Context, u *url.URL) (fetched, error) {
	address := u.String()
	had, known := f.cache.load(address)
	part := f.cache.partial(address)
	got, err := f.attempts(ctx, u, had, part)
	if err == nil {
		return fetched{entry: got}, nil
	}
	if err.Code == heed.CodeNotFound {
		part.reset(validators{})
	}
	// What has come of it is there for the next run.
	if failedToo := f.cache.savePartial(part); failedToo != nil {
		return fetched{}, failedToo
	}
	if known && ctx.Err() == nil && err.Code == heed.CodeUnavailable {
		return fetched{entry: had, stale: true}, nil
	}
	return fetched{}, err
}

// attempts asks until the document is there, or until asking again is of no
// use. What has come of it is left in part.
func (f *Fetcher) attempts(ctx context.Context, u *url.URL, had entry, part *partial) (entry, *heed.Error) {
	most := f.limits.Attempts
	if f.down {
		most = 1
	}
	for n := 1; ; n++ {
		if err := f.turn(ctx); err != nil {
			return entry{}, err
		}
		got, fail := f.attempt(ctx, u, had, part)
		f.next = f.clock.Now().Add(f.limits.Pause)
		if fail == nil {
			f.down = false
			return got, nil
		}
		if ctx.Err() != nil {
			return entry{}, interrupted(ctx)
		}
		f.down = !fail.reached
		if fail.again {
			backoff := f.limits.Backoff << (n - 1)
			f.next = f.clock.Now().Add(max(f.limits.Pause, backoff, fail.wait))
		}
		if !fail.again || n >= most {
			return entry{}, fail.err
		}
	}
}

// turn waits until the server may be asked. If that is too long, it is not
// asked.
func (f *Fetcher) turn(ctx context.Context) *heed.Error {
	wait := f.next.Sub(f.clock.Now())
	if wait > f.limits.Wait {
		return failed(heed.CodeUnavailable, "fetch.asked_to_wait", nil, "Host", f.base.Host, "Wait", wait.Round(time.Second).String())
	}
	if wait > 0 {
		if f.clock.Sleep(ctx, wait) != nil {
			return interrupted(ctx)
		}
	}
	if ctx.Err() != nil {
		return interrupted(ctx)
	}
	return nil
}

// attempt asks once: for the rest of what has begun, or whether what is here
// has changed, or for the document.
func (f *Fetcher) attempt(ctx context.Context, u *url.URL, had entry, part *partial) (entry, *failure) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	total := time.AfterFunc(f.limits.Total, func() { cancel(errSlow) })
	defer total.Stop()

	c := condition{validators: had.validators}
	if part.resumable() {
		c = condition{validators: part.validators, from: len(part.data)}
	}
	res, fail := f.ask(ctx, u, c)
	if fail != nil {
		if fail.restart {
			part.reset(validators{})
		}
		return entry{}, fail
	}
	defer func() { _ = res.Body.Close() }()
	now := newValidators(res)
	switch {
	case res.StatusCode == http.StatusNotModified:
		return had, nil
	case res.StatusCode == http.StatusOK:
		part.reset(now)
	case !part.continuedBy(res, now):
		part.reset(validators{})
		return entry{}, &failure{err: failed(heed.CodeUnavailable, "fetch.broken_off", nil, "Host", f.base.Host), again: true, reached: true}
	}
	if fail := f.receive(ctx, cancel, res, part); fail != nil {
		return entry{}, fail
	}
	return f.finish(part)
}

// finish puts a document that is whole into the cache.
func (f *Fetcher) finish(part *partial) (entry, *failure) {
	format := formatOf(part.data)
	if format == "" {
		part.reset(validators{})
		return entry{}, &failure{err: failed(heed.CodeUnavailable, "fetch.unknown_bytes", nil, "Host", f.base.Host), reached: true}
	}
	e := entry{
		validators: part.validators, Address: part.Address, Format: format,
		Size: int64(len(part.data)), Digest: heed.DigestOf(part.data), Fetched: f.clock.Now().UTC(),
	}
	if err := f.cache.save(e, part.data); err != nil {
		return entry{}, &failure{err: err, reached: true}
	}
	return e, nil
}
