// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package read

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"

	"github.com/gabriel-vasile/mimetype"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/read/clean"
	"github.com/heed-upr/heed/internal/read/docx"
	"github.com/heed-upr/heed/internal/read/msdoc"
	"github.com/heed-upr/heed/internal/read/pdf"
	"github.com/heed-upr/heed/internal/read/sheet"
	"github.com/heed-upr/heed/internal/read/text"
	"github.com/heed-upr/heed/internal/read/webfeed"
	"github.com/heed-upr/heed/internal/read/webtext"
)

// cacheVariable tells a reading process where compiled sandboxes are kept.
const cacheVariable = "HEED_READ_CACHE"

// memoryVariable tells a reading process how many bytes it may take.
const memoryVariable = "HEED_READ_MEMORY"

// maxDocument is the largest document a process takes, in bytes; the limit of
// an import is lower.
const maxDocument = 1 << 30

// ServeIfWorker serves as a reading process and ends the program if it was
// started as one. Test binaries call it first thing in TestMain.
func ServeIfWorker() {
	if os.Getenv(workerVariable) == "" {
		return
	}
	if err := Serve(context.Background(), os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// Serve answers requests until in ends: the whole life of a reading process.
// A signal to stop does not end it: terminals and systemd send one to all
// processes, and the program that asked finishes what is under way before it
// closes in. Where that program is killed, in ends too.
func Serve(ctx context.Context, in io.Reader, out io.Writer) error {
	signal.Ignore(os.Interrupt, syscall.SIGTERM)
	memory, err := strconv.ParseInt(os.Getenv(memoryVariable), 10, 64)
	if err != nil {
		memory = DefaultMemory
	}
	engine, err := pdf.Open(ctx, os.Getenv(cacheVariable), memory)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(out, 1<<16)
	if err := errors.Join(writeFrame(w, []byte("ready")), w.Flush()); err != nil {
		return err
	}
	r := bufio.NewReaderSize(in, 1<<16)
	for {
		head, err := readFrame(r, 1<<10)
		if errors.Is(err, io.EOF) {
			return engine.Close()
		}
		if err != nil {
			return err
		}
		data, err := readFrame(r, maxDocument)
		if err != nil {
			return err
		}
		var req request
		if err := json.Unmarshal(head, &req); err != nil {
			return err
		}
		body, err := answer(engine, req, data)
		if err := reply(w, body, err); err != nil {
			return err
		}
	}
}

// reply writes an answer: its status, then its body.
func reply(w *bufio.Writer, body []byte, failed error) error {
	status := "ok"
	if failed != nil {
		status = "refused"
		r := refusal{Code: heed.ErrorCode(failed), Cause: failed.Error()}
		var e *heed.Error
		if errors.As(failed, &e) {
			r.Op, r.Key, r.Args = e.Op, e.Key, e.Args
		}
		var err error
		if body, err = json.Marshal(r); err != nil {
			return err
		}
	}
	return errors.Join(writeFrame(w, []byte(status)), writeFrame(w, body), w.Flush())
}

// answer does what one request asks.
func answer(engine *pdf.Engine, req request, data []byte) ([]byte, error) {
	if req.Op == opFeed {
		content, err := webfeed.Read(data, req.Type)
		if err != nil {
			return nil, err
		}
		return json.Marshal(content)
	}
	format := Format(data)
	if req.Op == opPage {
		if format != "pdf" {
			return nil, &heed.Error{Code: heed.CodeNotFound, Op: "read.page", Key: "error.page_not_found", Args: []string{"Page", strconv.Itoa(req.Page), "Pages", "0"}}
		}
		return engine.Page(data, req.Page, req.Width)
	}
	if req.Op == opClean {
		return cleanAs(engine, format, data)
	}
	if req.Op == opText {
		return textOf(engine, format, data, req.Type)
	}
	d, err := readAs(engine, format, data)
	if err != nil {
		var e *heed.Error
		if errors.As(err, &e) {
			e.Args = append(e.Args, "Format", format)
		}
		return nil, err
	}
	return doc.Encode(d)
}

// readAs reads a document of a format.
func readAs(engine *pdf.Engine, format string, data []byte) (*doc.Document, error) {
	switch format {
	case "pdf":
		return engine.Read(data)
	case "docx":
		return docx.Read(data)
	case "csv":
		return sheet.Read(data)
	case "xlsx":
		return sheet.ReadWorkbook(data)
	case text.Format:
		return text.Read(data)
	case "doc":
		return msdoc.Read(data)
	}
	if format == webPage {
		return nil, heed.Unreadable("read.read", heed.OutcomeWebPage, nil)
	}
	return nil, heed.Unreadable("read.read", heed.OutcomeFormatNotRead, nil)
}

// textOf gives the title and the text of what a web server gave, with a zero byte
// between them.
func textOf(engine *pdf.Engine, format string, data []byte, contentType string) ([]byte, error) {
	if format == webPage || strings.Contains(contentType, "html") {
		title, words, err := webtext.Read(data, contentType)
		return []byte(title + "\x00" + words), err
	}
	if format == "csv" || format == text.Format || strings.HasPrefix(format, ".") {
		plain, err := clean.Text(data)
		return append([]byte{0}, plain...), err
	}
	d, err := readAs(engine, format, data)
	if err != nil {
		return nil, err
	}
	out := []byte{0}
	for i, p := range d.Paragraphs {
		if i > 0 {
			out = append(out, '\n')
		}
		out = append(out, p.Text...)
	}
	return out, nil
}

// cleanAs makes a copy that tells nothing but what it shows.
func cleanAs(engine *pdf.Engine, format string, data []byte) ([]byte, error) {
	switch strings.TrimPrefix(format, ".") {
	case "pdf":
		return engine.Clean(data)
	case "docx", "xlsx":
		return clean.Office(data)
	case "jpg", "png":
		return clean.Image(data)
	case "csv", "txt":
		return clean.Text(data)
	}
	return nil, heed.Unreadable("read.clean", heed.OutcomeFormatNotRead, nil)
}

// webPage is the format of a web page, which libraries give in place of a
// document that they do not have.
const webPage = ".html"

// Format decides by content what format a document has: "pdf", "docx", "doc",
// "csv", "xlsx", "txt" or, with a dot before it, the usual ending of what else it looks
// like.
func Format(data []byte) string {
	switch m := mimetype.Detect(data); {
	case m.Is("application/pdf"):
		return "pdf"
	case m.Is("application/vnd.openxmlformats-officedocument.wordprocessingml.document"):
		return "docx"
	case m.Is("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"):
		return "xlsx"
	case m.Is("application/msword"), m.Is("application/x-ole-storage"):
		return "doc"
	case (m.Is("text/plain") || m.Is("text/csv") || m.Is("text/tab-separated-values")) && sheet.Looks(data):
		return "csv"
	case (m.Is("text/plain") || m.Is("text/csv") || m.Is("text/tab-separated-values")) && text.Is(data):
		return text.Format // a list of numbers and names looks like a table
	case m.Extension() != "":
		return m.Extension()
	}
	return "unknown"
}
