// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/extract"
	"github.com/heed-upr/heed/internal/read"
	"github.com/heed-upr/heed/internal/reconcile"
)

type extractCommand struct {
	reading
	Files  []string `arg:"" help:"Documents to read; those of one review are joined."`
	Format string   `enum:"jsonl" default:"jsonl" help:"Form of the output: jsonl, one JSON object a line."`
	Facts  bool     `help:"Also print lines for documents, reviews, delegations, lead-ins, totals and findings, and for the paragraphs of documents before a review."`
	Review string   `placeholder:"BEL/4" help:"The review, where a document does not say it itself."`
}

func (c extractCommand) Run(g *globals) error {
	hint, err := reviewHint(c.Review)
	if err != nil {
		return err
	}
	pool, err := c.pool()
	if err != nil {
		return err
	}
	all, failed := c.read(g, pool, hint)
	if err := errors.Join(failed, pool.Close()); err != nil {
		return err
	}
	return c.print(g, all)
}

// read reads all files, several at once, and keeps their order.
func (c extractCommand) read(g *globals, pool *read.Pool, hint heed.ReviewID) ([]heed.Facts, error) {
	all, failed := make([][]heed.Facts, len(c.Files)), make([]error, len(c.Files))
	var wait sync.WaitGroup
	limit := make(chan struct{}, 8)
	for i, path := range c.Files {
		limit <- struct{}{}
		wait.Go(func() {
			defer func() { <-limit }()
			all[i], failed[i] = c.readFile(g, pool, path, hint)
		})
	}
	wait.Wait()
	return slices.Concat(all...), errors.Join(failed...)
}

// readFile reads one file. What a document itself is to blame for is its
// outcome; an error is a file that cannot be opened, or a fault.
func (c extractCommand) readFile(g *globals, pool *read.Pool, path string, hint heed.ReviewID) ([]heed.Facts, error) {
	data, digest, size, err := app.Load(app.Input{Name: path, Open: func() (io.ReadCloser, error) { return os.Open(path) }}, int64(c.MaxFileSize))
	if err != nil {
		return nil, err
	}
	all := []heed.Facts{{Document: heed.Document{Kind: heed.KindUnknown}}}
	var d *doc.Document
	if err = heed.Unreadable("cli.readFile", heed.OutcomeTooLarge, nil); data != nil {
		d, err = pool.Read(g.ctx, data)
	}
	switch {
	case heed.ErrorCode(err) == heed.CodeUnreadable:
		all[0].Document.Outcome = heed.Outcome(heed.ErrorArg(err, "Outcome"))
		all[0].Document.Format = heed.ErrorArg(err, "Format")
	case err != nil:
		return nil, err
	default:
		all = extract.Facts(d, hint)
	}
	for i := range all {
		document := &all[i].Document
		document.Name, document.Size = filepath.Base(path), size
		document.Digest, document.Reader = digest, readerVersion()
	}
	return all, nil
}

// print writes the lines of every review, in the order in which its first file
// was named, and says on the error output what was not read.
func (c extractCommand) print(g *globals, all []heed.Facts) error {
	out := bufio.NewWriter(g.out)
	lines := export.NewLines(out)
	look := false
	var order []string
	groups, told := map[string][]heed.Facts{}, map[heed.Digest]bool{}
	for _, f := range all {
		said := told[f.Document.Digest] // a document of several reviews
		told[f.Document.Digest] = true
		if c.Facts && !said {
			if err := lines.Document(f.Document.Name, f.Document); err != nil {
				return err
			}
		}
		if f.Document.Outcome != heed.OutcomeRead && !said {
			look = true
			fmt.Fprintf(g.err, "%s: %s\n", f.Document.Name, f.Document.Outcome)
		}
		key := f.Document.Review.String()
		if !f.Document.Review.Known() {
			key = string(f.Document.Digest) // nothing to join it to
		}
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], f)
	}
	for _, key := range order {
		found, err := c.review(lines, groups[key])
		if err != nil {
			return err
		}
		look = look || found
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if look {
		return errLook
	}
	return nil
}

// review writes the lines of one review, and reports whether there are findings.
func (c extractCommand) review(lines *export.Lines, all []heed.Facts) (findings bool, err error) {
	for _, f := range all {
		findings = findings || len(f.Paragraphs) > 0 && len(f.Findings) > 0
	}
	w := reviewLines{lines, c.Facts}
	record, ok := reconcile.Review(all)
	if !ok {
		return findings, w.write(all, nil, nil)
	}
	return findings || len(record.Findings) > 0, w.write(all, &record, toldOf(record))
}
