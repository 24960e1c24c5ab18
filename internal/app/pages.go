// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
)

// PageImage draws a page, from 1, of a document as a PNG of about the given
// width in pixels. Each is drawn once while it is remembered, however many ask.
// Where too many others wait for theirs, it is CodeLimit.
func (a *App) PageImage(ctx context.Context, viewer heed.Viewer, d heed.Digest, page, width int) ([]byte, error) {
	if _, err := a.shown(ctx, viewer, d); err != nil {
		return nil, err
	}
	return a.pages.get(ctx, pageKey{d, page, width}, func(ctx context.Context) ([]byte, error) {
		data, err := a.Files.Get(d)
		if err != nil {
			return nil, err
		}
		return a.Reader.Page(ctx, data, page, width)
	})
}

// Original gives a document and its bytes.
func (a *App) Original(ctx context.Context, viewer heed.Viewer, d heed.Digest) ([]byte, heed.Document, error) {
	document, err := a.shown(ctx, viewer, d)
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

// shown gives a document whose original may be shown. Of one that words were
// struck out of there is none, and no picture that was drawn before is given.
func (a *App) shown(ctx context.Context, viewer heed.Viewer, d heed.Digest) (heed.Document, error) {
	document, err := a.document(ctx, viewer, d)
	if err == nil && document.Redacted {
		err = &heed.Error{Code: heed.CodeNotFound, Op: call("Original", d), Key: "error.redacted"}
	}
	return document, err
}

// PageCounts says how many page images were drawn (what came from memory was
// not), and how many were refused because too many were asked for at once.
type PageCounts struct{ Drawn, Refused uint64 }

// PageCounts gives what has been counted since the start.
func (a *App) PageCounts() PageCounts { return a.pages.counts() }
