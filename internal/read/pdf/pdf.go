// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package pdf reads PDF files with PDFium compiled to WebAssembly: it has no
// file system, no network and a limit of memory, and needs no cgo. It runs
// inside the reading processes of internal/read; nothing else opens a PDF.
//
// It gives lines and runs as they are drawn; what they mean is not its matter.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"math"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
)

const (
	// MaxPages is how many pages a document may have. The longest documents of
	// the UPR, compilations of a Council's session, have under 300.
	MaxPages = 2000
	// memoryPage is the unit in which WebAssembly counts memory, in bytes, and
	// maxMemoryPages is all that it can address.
	memoryPage     = 64 << 10
	maxMemoryPages = 65536
	// minWidth and maxWidth bound the images of pages, in pixels.
	minWidth, maxWidth = 100, 2400
)

// Engine is one PDFium. It is not for use by several goroutines at once.
type Engine struct {
	pool pdfium.Pool
	inst pdfium.Pdfium
}

// Open starts an engine. cacheDir is a folder for the compiled sandbox, which
// saves three seconds at each start; "" does without. memory is how many bytes
// the sandbox may take.
func Open(ctx context.Context, cacheDir string, memory int64) (*Engine, error) {
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(uint32(min(max(memory/memoryPage, 1024), maxMemoryPages)))
	if cacheDir != "" {
		cache, err := wazero.NewCompilationCacheWithDir(cacheDir)
		if err != nil {
			return nil, fmt.Errorf("pdf.Open: compile cache: %w", err)
		}
		config = config.WithCompilationCache(cache)
	}
	pool, err := webassembly.Init(webassembly.Config{
		Context: ctx, MinIdle: 1, MaxIdle: 1, MaxTotal: 1, ReuseWorkers: true,
		FSConfig: wazero.NewFSConfig(), RuntimeConfig: config,
		Stdout: discard{}, Stderr: discard{},
	})
	if err != nil {
		return nil, fmt.Errorf("pdf.Open: %w", err)
	}
	inst, err := pool.GetInstance(time.Minute)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("pdf.Open: %w", err), pool.Close())
	}
	return &Engine{pool: pool, inst: inst}, nil
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

// Close ends the engine.
func (e *Engine) Close() error { return errors.Join(e.inst.Close(), e.pool.Close()) }

// open opens a document; what keeps it closed is an outcome.
func (e *Engine) open(data []byte) (references.FPDF_DOCUMENT, int, error) {
	opened, err := e.inst.OpenDocument(&requests.OpenDocument{File: &data})
	if err != nil {
		outcome := heed.OutcomeBroken
		if errors.Is(err, pdfiumerrors.ErrPassword) || errors.Is(err, pdfiumerrors.ErrSecurity) {
			outcome = heed.OutcomeEncrypted
		}
		return "", 0, heed.Unreadable("pdf.Read", outcome, err)
	}
	count, err := e.inst.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: opened.Document})
	switch {
	case err != nil:
		err = heed.Unreadable("pdf.Read", heed.OutcomeBroken, err)
	case count.PageCount < 1:
		err = heed.Unreadable("pdf.Read", heed.OutcomeEmpty, nil)
	case count.PageCount > MaxPages:
		err = heed.Unreadable("pdf.Read", heed.OutcomeTooMuch, fmt.Errorf("%d pages, at most %d", count.PageCount, MaxPages))
	default:
		return opened.Document, count.PageCount, nil
	}
	e.close(opened.Document)
	return "", 0, err
}

// close gives a document's memory back. An engine that cannot do that is
// replaced with its process, so there is nothing to do about the error.
func (e *Engine) close(d references.FPDF_DOCUMENT) {
	_, _ = e.inst.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: d})
}

// Read reads a whole document. Errors are CodeUnreadable with their outcome:
// broken, encrypted, empty, too large, or scanned, if there are pages but
// hardly a letter on them.
func (e *Engine) Read(data []byte) (*doc.Document, error) {
	d, n, err := e.open(data)
	if err != nil {
		return nil, err
	}
	defer e.close(d)
	pages := make([]doc.Page, n)
	letters := 0
	for i := range n {
		page, err := e.page(d, i)
		if err != nil {
			return nil, heed.Unreadable("pdf.Read", heed.OutcomeBroken, fmt.Errorf("page %d: %w", i+1, err))
		}
		pages[i] = page
		for _, l := range page.Lines {
			letters += len(l.Text())
		}
	}
	if letters < 20*n {
		return nil, heed.Unreadable("pdf.Read", heed.OutcomeScanned, fmt.Errorf("%d letters on %d pages", letters, n))
	}
	return doc.Lay("pdf", pages), nil
}

// page reads the lines of one page, index from 0.
func (e *Engine) page(d references.FPDF_DOCUMENT, index int) (doc.Page, error) {
	ref := requests.Page{ByIndex: &requests.PageByIndex{Document: d, Index: index}}
	size, err := e.inst.GetPageSize(&requests.GetPageSize{Page: ref})
	if err != nil {
		return doc.Page{}, err
	}
	text, err := e.inst.GetPageTextStructured(&requests.GetPageTextStructured{
		Page: ref, Mode: requests.GetPageTextStructuredModeChars, CollectFontInformation: true,
	})
	if err != nil {
		return doc.Page{}, err
	}
	lines := doc.Lines(runs(text.Chars, size.Height))
	return doc.Page{Number: index + 1, Width: round(size.Width), Height: round(size.Height), Lines: lines}, nil
}

// round keeps two decimals: a fiftieth of a millimetre.
func round(f float64) float64 { return math.Round(f*100) / 100 }

// Page draws one page, from 1, as a PNG of the given width in pixels.
func (e *Engine) Page(data []byte, number, width int) ([]byte, error) {
	d, n, err := e.open(data)
	if err != nil {
		return nil, err
	}
	defer e.close(d)
	if number < 1 || number > n {
		return nil, &heed.Error{Code: heed.CodeNotFound, Op: "pdf.Page", Key: "error.page_not_found", Args: []string{"Page", fmt.Sprint(number), "Pages", fmt.Sprint(n)}}
	}
	width = min(max(width, minWidth), maxWidth)
	drawn, err := e.inst.RenderPageInPixels(&requests.RenderPageInPixels{
		Page:  requests.Page{ByIndex: &requests.PageByIndex{Document: d, Index: number - 1}},
		Width: width, Height: 4 * width,
	})
	if err != nil {
		return nil, heed.Unreadable("pdf.Page", heed.OutcomeBroken, err)
	}
	defer drawn.Cleanup()
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(&out, gray(drawn.Result.RenderedImage)); err != nil {
		return nil, fmt.Errorf("pdf.Page: %w", err)
	}
	return out.Bytes(), nil
}

// gray makes a picture without colour out of one that has none: a third of the
// bytes for nearly every page of an official document.
func gray(img image.Image) image.Image {
	rgba, ok := img.(*image.RGBA)
	if !ok {
		return img
	}
	out := image.NewGray(rgba.Bounds())
	w, h := rgba.Bounds().Dx(), rgba.Bounds().Dy()
	for y := range h {
		row := rgba.Pix[y*rgba.Stride : y*rgba.Stride+4*w]
		for x := range w {
			r, g, b := row[4*x], row[4*x+1], row[4*x+2]
			if r != g || g != b {
				return img
			}
			out.Pix[y*out.Stride+x] = r
		}
	}
	return out
}
