// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"io"
	"math"
	"path/filepath"
	"slices"
	"sync"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/find"
)

// together is how many documents, as they are named, are kept at a time: few
// enough that an interrupt loses little, and so many that the documents of a
// review are mostly written at once.
const together = 32

// ahead bounds how many documents are read before those in front are kept.
const ahead = 2 * together

// result is what came of reading one input.
type result struct {
	in  *incoming
	err error
}

// readAll reads the inputs, several at once, and hands them on in their order,
// some at a time, while others are read. It ends with the first error.
func (a *App) readAll(ctx context.Context, inputs []Input, o ImportOptions, keep func([]*incoming) error) error {
	ctx, cancel := context.WithCancel(ctx)
	var reading sync.WaitGroup
	defer reading.Wait()
	defer cancel()
	room := make(chan struct{}, ahead)
	results := a.startReading(ctx, &reading, inputs, o, room)
	for some := range slices.Chunk(results, together) {
		var read []*incoming
		for _, r := range some {
			select {
			case got := <-r:
				if got.err != nil {
					return got.err
				}
				read = append(read, got.in)
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if err := keep(read); err != nil {
			return err
		}
		for range some {
			<-room
		}
	}
	return nil
}

// startReading has the inputs read until the context ends, as far ahead as
// there is room for. The results come in channels, one for each input.
func (a *App) startReading(ctx context.Context, reading *sync.WaitGroup, inputs []Input, o ImportOptions, room chan struct{}) []chan result {
	results := make([]chan result, len(inputs))
	for i := range results {
		results[i] = make(chan result, 1)
	}
	next := make(chan int)
	reading.Go(func() {
		defer close(next)
		for i := range inputs {
			select {
			case room <- struct{}{}:
				next <- i
			case <-ctx.Done():
				return
			}
		}
	})
	progress := counter(o.Progress, len(inputs))
	for range a.Workers + 1 { // one more, for what is done outside the reading processes
		reading.Go(func() {
			for i := range next {
				in, err := a.readOne(ctx, inputs[i], o)
				progress()
				results[i] <- result{in, err}
			}
		})
	}
	return results
}

// counter tells show, which may be nil, how many of the total are done, each
// time that one is.
func counter(show func(done, total int), total int) func() {
	var one sync.Mutex
	done := 0
	return func() {
		one.Lock()
		defer one.Unlock()
		if done++; show != nil {
			show(done, total)
		}
	}
}

// readOne reads one input, unless its bytes are known to the same reader.
func (a *App) readOne(ctx context.Context, input Input, o ImportOptions) (*incoming, error) {
	data, digest, size, err := Load(input, a.MaxSize)
	if err != nil {
		return nil, err
	}
	in := &incoming{status: StatusNew}
	as := heed.Document{Digest: digest, Name: filepath.Base(input.Name), Size: size, Reader: a.ReaderVersion, Named: o.Review}
	had, err := a.known(ctx, digest)
	if err == nil && had[0].Document.Redacted {
		in.reading.Facts, in.status = had, StatusUnchanged // what was struck out does not come back
		return in, nil
	}
	if data != nil && !o.DryRun {
		// Also where nothing else is new: the original may have been lost.
		if _, err := a.Files.Put(data); err != nil {
			return nil, err
		}
	}
	switch {
	case err == nil:
		as.Name = min(as.Name, had[0].Document.Name)
		if !as.Named.Known() {
			as.Named = had[0].Document.Named // what a person has said holds for newer readers
		}
		if a.settled(had[0].Document, as) {
			in.reading.Facts, in.status = had, StatusUnchanged
			return in, nil
		}
		in.status = StatusUpdated
	case heed.ErrorCode(err) != heed.CodeNotFound:
		return nil, err
	}
	if in.reading, err = a.facts(ctx, data, as.Named); err != nil {
		return nil, err
	}
	for i := range in.reading.Facts {
		d := &in.reading.Facts[i].Document
		d.Digest, d.Name, d.Size, d.Reader, d.Named = as.Digest, as.Name, as.Size, as.Reader, as.Named
	}
	return in, nil
}

// settled reports whether reading a document again would change nothing of it:
// neither the reader nor what people say of it is new. Of several names the
// first in the alphabet stays, whichever came first. What was given up for lack
// of time or memory may succeed. What words were struck out of stays as it is.
func (a *App) settled(had, now heed.Document) bool {
	return had.Redacted || had.Reader == a.ReaderVersion && had.Outcome != heed.OutcomeTimeout && had.Named == now.Named && had.Name <= now.Name
}

// Load reads an input's bytes. Of an input over the limit it gives the digest
// and size, and nil for the bytes. CodeInvalid says that it cannot be read.
func Load(input Input, limit int64) ([]byte, heed.Digest, int64, error) {
	r, err := input.Open()
	if err != nil {
		return nil, "", 0, &heed.Error{Code: heed.CodeInvalid, Op: call("Import", input.Name), Key: "error.cannot_open", Args: []string{"Path", input.Name}, Err: err}
	}
	defer func() { _ = r.Close() }()
	digest := heed.NewDigester()
	data, err := io.ReadAll(io.TeeReader(io.LimitReader(r, min(limit, math.MaxInt64-1)+1), digest))
	size := int64(len(data))
	if err == nil && size > limit {
		var rest int64
		rest, err = io.Copy(digest, r)
		data, size = nil, size+rest
	} else if data == nil {
		data = []byte{}
	}
	if err != nil {
		return nil, "", 0, &heed.Error{Code: heed.CodeInvalid, Op: call("Import", input.Name), Key: "error.cannot_open", Args: []string{"Path", input.Name}, Err: err}
	}
	return data, digest.Digest(), size, nil
}

// known gives what the store has of a document already.
func (a *App) known(ctx context.Context, d heed.Digest) ([]heed.Facts, error) {
	var out []heed.Facts
	err := a.Store.View(ctx, func(s find.Source) error {
		var err error
		out, err = s.Facts(ctx, d)
		return err
	})
	return out, err
}

// facts reads bytes into facts and layout. What the document itself is to
// blame for becomes its outcome.
func (a *App) facts(ctx context.Context, data []byte, hint heed.ReviewID) (find.Reading, error) {
	unread := heed.Facts{Document: heed.Document{Kind: heed.KindUnknown, Review: hint, Outcome: heed.OutcomeTooLarge}}
	if data == nil {
		return find.Reading{Facts: []heed.Facts{unread}}, nil
	}
	d, err := a.Reader.Read(ctx, data)
	if heed.ErrorCode(err) == heed.CodeUnreadable {
		unread.Document.Outcome = heed.Outcome(heed.ErrorArg(err, "Outcome"))
		unread.Document.Format = heed.ErrorArg(err, "Format")
		return find.Reading{Facts: []heed.Facts{unread}}, nil
	}
	if err != nil {
		return find.Reading{}, err
	}
	out := find.Reading{Facts: a.Extract(d, hint)}
	if d.Format != "csv" && d.Format != "xlsx" { // a table has no look; its rows are in the facts
		out.Layout, err = doc.Encode(d)
	}
	return out, err
}
