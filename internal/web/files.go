// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/evidence"
	"github.com/heed-upr/heed/internal/web/page"
)

// forever is for what an address names by its content: it cannot change.
const forever = "public, max-age=31536000, immutable"

// file serves at a pattern what is not a page; errors become pages.
func (s *server) file(pattern string, handle func(http.ResponseWriter, *page.Request) error) {
	s.handle(pattern, func(w http.ResponseWriter, r *http.Request) {
		in := requestOf(r)
		if err := handle(w, in); err != nil {
			w.Header().Del("Cache-Control")
			s.fail(w, in, err)
		}
	})
}

// pageImage serves /documents/{digest}/pages/14.png?width=1200.
func (s *server) pageImage(w http.ResponseWriter, in *page.Request) error {
	number, png := strings.CutSuffix(in.PathValue("image"), ".png")
	n, err := strconv.Atoi(number)
	if !png || err != nil {
		return noAddress("web.pageImage")
	}
	width, err := strconv.Atoi(in.URL.Query().Get("width"))
	if err != nil || !slices.Contains(page.ImageWidths, width) {
		return &heed.Error{Code: heed.CodeInvalid, Op: "web.pageImage", Key: "error.image_width", Args: []string{"Widths", strings.Trim(fmt.Sprint(page.ImageWidths), "[]")}}
	}
	image, err := s.App.PageImage(in.Context(), in.Viewer, heed.Digest(in.PathValue("digest")), n, width)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/png")
	w.Header().Set("Cache-Control", forever)
	http.ServeContent(w, in.Request, "", time.Time{}, bytes.NewReader(image))
	return nil
}

// original serves a document's bytes as they came in. It is handed over as a
// file to keep and never shown inside the portal: its content is not Heed's.
func (s *server) original(w http.ResponseWriter, in *page.Request) error {
	data, d, err := s.App.Original(in.Context(), in.Viewer, heed.Digest(in.PathValue("digest")))
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", contentType(d.Format))
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": d.Name}))
	h.Set("Cache-Control", forever)
	http.ServeContent(w, in.Request, "", time.Time{}, bytes.NewReader(data))
	return nil
}

// attach hands over a file that is not Heed's: to be kept, whatever is in it, and
// never to be run or shown here.
func attach(w http.ResponseWriter, f page.File) {
	h := w.Header()
	h.Set("Content-Type", f.ContentType)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")
	h.Set("Content-Length", strconv.Itoa(len(f.Body)))
	_, _ = w.Write(f.Body) // a reader who is gone needs no answer
}

// proof serves /evidence/{id}/copy: the cleaned copy of evidence that is public. It
// may be withdrawn at any time, so nobody keeps it without asking.
func (s *server) proof(w http.ResponseWriter, in *page.Request) error {
	id := heed.ID(in.PathValue("id"))
	data, f, err := s.App.ShownCopy(in.Context(), heed.Viewer{}, id)
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-cache")
	attach(w, evidence.Copy(id, f, data))
	return nil
}

func contentType(format string) string {
	switch format {
	case "pdf":
		return "application/pdf"
	case "docx":
		return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	case "doc":
		return "application/msword"
	}
	return "application/octet-stream"
}

// checkpoint serves what was signed of the log today, as a signed note.
func (s *server) checkpoint(w http.ResponseWriter, in *page.Request) error {
	signed, err := s.App.PublishedCheckpoint(in.Context())
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=300")
	http.ServeContent(w, in.Request, "", time.Time{}, bytes.NewReader(signed))
	return nil
}

// symbol leads from the symbol of a document to the document.
func (s *server) symbol(in *page.Request) (page.Result, error) {
	d, err := s.Find.Symbol(in.Context(), in.Viewer, strings.TrimPrefix(in.Path, "/"))
	if err != nil {
		return page.Result{}, err
	}
	return page.Result{Redirect: in.Base("").DocumentURL(d.Digest, 0, "")}, nil
}

// patience is how long the store may take to show that it is there.
const patience = 3 * time.Second

// health answers a machine that asks whether the store can be read. It goes to
// the store each time, for one number.
func (s *server) health(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), patience)
	defer cancel()
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	status, says := http.StatusOK, "ok\n"
	if err := s.App.Alive(ctx); err != nil {
		s.Logger.ErrorContext(ctx, "the store does not answer", "error", err)
		status, says = http.StatusServiceUnavailable, "the store does not answer\n"
	}
	w.WriteHeader(status)
	_, _ = io.WriteString(w, says) // who asked and is gone needs no answer
}

//go:embed icon.svg
var icon embed.FS

// sheet is the one style sheet: that of the frame, then those of the pages.
type sheet struct {
	address     string
	style, icon answer
	// script is that of passkeys.
	scriptAddress string
	script        answer
}

func newSheet(views []page.View) (sheet, error) {
	style, err := fs.ReadFile(page.Files, "page.css")
	if err != nil {
		return sheet{}, fmt.Errorf("web: %w", err)
	}
	forms, err := fs.ReadFile(desk.Files, "desk.css")
	if err != nil {
		return sheet{}, fmt.Errorf("web: %w", err)
	}
	style = append(style, forms...)
	for _, v := range views {
		own, err := fs.ReadFile(v.Files, v.Name+".css")
		if err != nil {
			return sheet{}, fmt.Errorf("web: %w", err)
		}
		style = append(style, own...)
	}
	picture, err := icon.ReadFile("icon.svg")
	if err != nil {
		return sheet{}, fmt.Errorf("web: %w", err)
	}
	sum := sha256.Sum256(style)
	script, err := fs.ReadFile(desk.Files, "passkey.js")
	if err != nil {
		return sheet{}, fmt.Errorf("web: %w", err)
	}
	out := sheet{address: "/static/" + hex.EncodeToString(sum[:6]) + ".css", style: newAnswer("text/css; charset=utf-8", style), icon: newAnswer("image/svg+xml", picture)}
	sum = sha256.Sum256(script)
	out.scriptAddress, out.script = "/static/"+hex.EncodeToString(sum[:6])+".js", newAnswer("text/javascript; charset=utf-8", script)
	out.style.cache, out.script.cache, out.icon.cache = forever, forever, "public, max-age=86400"
	return out, nil
}

// serve gives the style sheet and the icon.
func (s sheet) serve(w http.ResponseWriter, r *http.Request) {
	switch "/static/" + r.PathValue("name") {
	case s.address:
		s.style.give(w, r)
	case s.scriptAddress:
		s.script.give(w, r)
	case "/static/icon.svg":
		s.icon.give(w, r)
	default:
		http.NotFound(w, r)
	}
}
