// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/gabriel-vasile/mimetype"

	"github.com/heed-upr/heed"
)

// sniffed is how many bytes tell a page from a document.
const sniffed = 3072

// patient reads a body and starts a clock anew with every read, so that it
// runs out only where the server says nothing.
type patient struct {
	io.Reader
	clock *time.Timer
	idle  time.Duration
}

func (p patient) Read(b []byte) (int, error) {
	p.clock.Reset(p.idle)
	return p.Reader.Read(b)
}

// receive appends the body of an answer to what is here. Where it fails, what
// has come stays if another attempt can go on from it.
func (f *Fetcher) receive(ctx context.Context, cancel context.CancelCauseFunc, res *http.Response, part *partial) *failure {
	if res.ContentLength > f.limits.Size-int64(len(part.data)) {
		return f.tooLarge(part)
	}
	clock := time.AfterFunc(f.limits.Idle, func() { cancel(errSlow) })
	defer clock.Stop()
	body := patient{res.Body, clock, f.limits.Idle}
	err := part.read(body, sniffed)
	if err == nil && isPage(part.data) {
		part.reset(validators{})
		return &failure{err: failed(heed.CodeUnavailable, "fetch.page", nil, "Host", f.base.Host), reached: true}
	}
	if err == nil {
		err = part.read(body, f.limits.Size+1-int64(len(part.data)))
	}
	switch {
	case int64(len(part.data)) > f.limits.Size:
		return f.tooLarge(part)
	case err != nil && errors.Is(context.Cause(ctx), errSlow):
		return &failure{err: failed(heed.CodeUnavailable, "fetch.slow", err, "Host", f.base.Host), again: true, reached: true}
	case err != nil || part.short() || !ended(part.data, unmeasured(res)):
		return &failure{err: failed(heed.CodeUnavailable, "fetch.broken_off", err, "Host", f.base.Host), again: true, reached: true}
	case len(part.data) == 0:
		// So the UN's server answers for a symbol that is given out and not
		// issued yet.
		return &failure{err: failed(heed.CodeNotFound, "fetch.missing", nil), reached: true}
	}
	return nil
}

func (f *Fetcher) tooLarge(part *partial) *failure {
	part.reset(validators{})
	limit := humanize.IBytes(uint64(f.limits.Size))
	return &failure{err: failed(heed.CodeLimit, "fetch.too_large", nil, "Limit", limit), reached: true}
}

// unmeasured reports whether nothing says how long a body is: neither a length
// nor an end mark. Then a connection that was cut looks like the end.
func unmeasured(res *http.Response) bool {
	return res.ContentLength < 0 && res.ProtoMajor < 2 && len(res.TransferEncoding) == 0
}

// ended reports whether a document has the end that its format has. A PDF may
// do without; so that is looked for only where the body was unmeasured.
func ended(data []byte, unmeasured bool) bool {
	switch {
	case bytes.HasPrefix(data, []byte("PK")):
		_, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		return err == nil
	case unmeasured && isPDF(data):
		return bytes.Contains(data[max(0, len(data)-2048):], []byte("%%EOF"))
	}
	return true
}

// isPage reports whether what begins so is text, as pages and messages of
// servers are, and as no document of the UN is.
func isPage(head []byte) bool {
	if isPDF(head) || len(head) == 0 {
		return false
	}
	for t := mimetype.Detect(head); t != nil; t = t.Parent() {
		if t.Is("text/plain") || t.Is("text/html") {
			return true
		}
	}
	return false
}

// isPDF looks for the mark of a PDF where readers of PDF look for it.
func isPDF(data []byte) bool { return bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) }

// formatOf gives "pdf", "docx" or "doc" by content, whatever the server calls
// it, or "" for anything else.
func formatOf(data []byte) string {
	switch {
	case isPDF(data):
		return "pdf"
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return "doc"
	case !bytes.HasPrefix(data, []byte("PK")):
		return ""
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return ""
	}
	for _, f := range r.File {
		if f.Name == "word/document.xml" {
			return "docx"
		}
	}
	return ""
}
