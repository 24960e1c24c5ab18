// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package read turns the bytes of a document, whatever its format, into a
// doc.Document. Bytes are hostile until they have been read: that happens in
// long-lived processes of their own (the command "heed read-worker"), which are
// killed and replaced when they take too long, so that no document can harm
// the program that holds the record.
//
// It does not know what a document means; internal/extract does.
package read

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
)

// Version is the version of the readers of formats. It rises when the same
// bytes can give another document.
const Version = 4

// Command is the command of the program that serves as a reading process.
const Command = "read-worker"

// workerVariable marks a process that has been started to read; test binaries
// look at it in ServeIfWorker.
const workerVariable = "HEED_READ_WORKER"

// Config says how documents are read. The zero value is usable.
type Config struct {
	// Program is the program that is started with Command; the running one if
	// empty.
	Program string
	// Workers is how many documents are read at once; one per core if 0.
	Workers int
	// Timeout is how long one document may take; DefaultTimeout if 0.
	Timeout time.Duration
	// Memory is how many bytes one process may take; DefaultMemory if 0.
	Memory int64
	// CacheDir is where compiled sandboxes are kept, mode 0700; the user's
	// cache folder if empty.
	CacheDir string
}

// DefaultTimeout is how long one document may take. The longest known UN
// document of the UPR takes under ten seconds on a slow machine.
const DefaultTimeout = 30 * time.Second

// DefaultMemory is how many bytes one process may take. Real documents take
// about a tenth of it.
const DefaultMemory = 1 << 30

// program is the one whose reading processes are started where a Config names
// none; empty is the running one. Only the linker sets it: a test that looks for
// races takes minutes for documents that a plain build reads in seconds, and
// sees nothing of other processes anyway.
var program string

// Pool is a set of reading processes. It is safe for use by several
// goroutines.
type Pool struct {
	config Config
	slots  chan *process // a nil process is one that has not been started
	warm   sync.Mutex    // held by the first start, which compiles the sandbox
	warmed bool
}

// NewPool makes a pool. Processes start when they are first needed.
func NewPool(c Config) (*Pool, error) {
	if c.Program == "" {
		c.Program = program
	}
	if c.Program == "" {
		self, err := os.Executable()
		if err != nil {
			return nil, fmt.Errorf("read.NewPool: %w", err)
		}
		c.Program = self
	}
	if c.Workers <= 0 {
		c.Workers = runtime.NumCPU()
	}
	if c.Timeout <= 0 {
		c.Timeout = DefaultTimeout
	}
	if c.Memory <= 0 {
		c.Memory = DefaultMemory
	}
	if c.CacheDir == "" {
		if base, err := os.UserCacheDir(); err == nil {
			c.CacheDir = filepath.Join(base, "heed", "sandbox")
		}
	}
	p := &Pool{config: c, slots: make(chan *process, c.Workers)}
	for range c.Workers {
		p.slots <- nil
	}
	return p, nil
}

// Close ends all processes. No call may be under way.
func (p *Pool) Close() error {
	var all []error
	for range p.config.Workers {
		if w := <-p.slots; w != nil {
			all = append(all, w.stop())
		}
	}
	return errors.Join(all...)
}

// Version names what the readers of formats can do, for stored readings.
func (p *Pool) Version() string { return fmt.Sprint(Version) }

// Read reads a document. What keeps it from being read is a heed.Error of
// CodeUnreadable with the argument Outcome and, where known, Format.
func (p *Pool) Read(ctx context.Context, data []byte) (*doc.Document, error) {
	if len(data) == 0 {
		return nil, heed.Unreadable("read.Read", heed.OutcomeEmpty, nil)
	}
	out, err := p.do(ctx, request{Op: opRead}, data)
	if err != nil {
		return nil, err
	}
	return doc.Decode(out)
}

// Clean gives a copy of a file that shows the same and tells nothing else: a PDF,
// a document or workbook of Office Open XML, a JPEG or PNG, or text. What cannot
// be cleaned is CodeUnreadable.
func (p *Pool) Clean(ctx context.Context, data []byte) ([]byte, error) {
	return p.do(ctx, request{Op: opClean}, data)
}

// Text gives title and text of what a web server gave: a page, or a document.
func (p *Pool) Text(ctx context.Context, data []byte, contentType string) (title, text string, err error) {
	out, err := p.do(ctx, request{Op: opText, Type: contentType}, data)
	if err != nil {
		return "", "", err
	}
	title, text, _ = strings.Cut(string(out), "\x00")
	return title, text, nil
}

// longestType bounds what a server says of the type of what it gave.
const longestType = 200

// Feed gives what a feed of the web says, in plain words. What is none, is half of
// one, or would harm who reads it is CodeUnreadable.
func (p *Pool) Feed(ctx context.Context, data []byte, contentType string) (heed.FeedContent, error) {
	if len(contentType) > longestType {
		contentType = ""
	}
	out, err := p.do(ctx, request{Op: opFeed, Type: contentType}, data)
	if err != nil {
		return heed.FeedContent{}, err
	}
	var content heed.FeedContent
	if err := json.Unmarshal(out, &content); err != nil {
		return heed.FeedContent{}, heed.Unreadable("read.Feed", heed.OutcomeBroken, err)
	}
	return content, nil
}

// Page draws one page, from 1, as a PNG of about the given width in pixels.
func (p *Pool) Page(ctx context.Context, data []byte, page, width int) ([]byte, error) {
	return p.do(ctx, request{Op: opPage, Page: page, Width: width}, data)
}

// do has one process answer one request, within the limit of time. A process
// that could not read a document is replaced: its sandbox may be short of
// memory, or worse. If it had read others before, a new one tries again in what
// is left of the time, so that no document is blamed for what an earlier one
// left behind, and none takes twice its time.
func (p *Pool) do(ctx context.Context, req request, data []byte) ([]byte, error) {
	var w *process
	select {
	case w = <-p.slots:
	case <-ctx.Done():
		return nil, unavailable(ctx, req)
	}
	defer func() { p.slots <- w }()
	var limit <-chan time.Time // runs from when the first process is ready
	for {
		fresh := w == nil
		if fresh {
			var err error
			if w, err = p.start(ctx); err != nil {
				return nil, &heed.Error{Code: heed.CodeInternal, Op: "read.start", Err: err}
			}
		}
		if limit == nil {
			limit = time.After(p.config.Timeout)
		}
		out, err := p.once(ctx, limit, w, req, data)
		if code := heed.ErrorCode(err); err == nil || code != heed.CodeUnreadable && code != heed.CodeUnavailable {
			return out, err
		}
		w.kill()
		w = nil
		if fresh || heed.Outcome(heed.ErrorArg(err, "Outcome")) != heed.OutcomeBroken {
			return nil, err
		}
	}
}

// once has a process answer one request before the limit.
func (p *Pool) once(ctx context.Context, limit <-chan time.Time, w *process, req request, data []byte) ([]byte, error) {
	type answer struct {
		out []byte
		err error
	}
	done := make(chan answer, 1)
	go func() {
		out, err := w.ask(req, data)
		done <- answer{out, err}
	}()
	select {
	case a := <-done:
		var refused *heed.Error
		if a.err != nil && !errors.As(a.err, &refused) {
			// The process is gone: of this document, or because the machine had no
			// memory left.
			return nil, heed.Unreadable("read."+req.Op, heed.OutcomeTimeout, a.err)
		}
		return a.out, a.err
	case <-limit:
		return nil, heed.Unreadable("read."+req.Op, heed.OutcomeTimeout, fmt.Errorf("over %v", p.config.Timeout))
	case <-ctx.Done():
		return nil, unavailable(ctx, req)
	}
}

// unavailable says that nobody waits for the answer any more.
func unavailable(ctx context.Context, req request) error {
	return &heed.Error{Code: heed.CodeUnavailable, Op: "read." + req.Op, Err: ctx.Err()}
}

// start starts a process. The first one compiles the sandbox into the cache
// while the others wait, because compiling takes seconds and loading does not.
func (p *Pool) start(ctx context.Context) (*process, error) {
	p.warm.Lock()
	if p.warmed {
		p.warm.Unlock()
		return p.spawn(ctx)
	}
	defer p.warm.Unlock()
	w, err := p.spawn(ctx)
	p.warmed = err == nil
	return w, err
}

// spawn starts a process that outlives the request that needed it first.
func (p *Pool) spawn(ctx context.Context) (*process, error) {
	if p.config.CacheDir != "" {
		if err := os.MkdirAll(p.config.CacheDir, 0o700); err != nil {
			return nil, fmt.Errorf("folder for compiled sandboxes: %w", err)
		}
	}
	cmd := exec.CommandContext(context.WithoutCancel(ctx), p.config.Program, Command)
	// Nothing of the parent's environment is a document's business.
	memory := strconv.FormatInt(p.config.Memory, 10)
	cmd.Env = []string{workerVariable + "=1", cacheVariable + "=" + p.config.CacheDir, memoryVariable + "=" + memory, "GOMAXPROCS=1", "GOMEMLIMIT=" + memory}
	return startProcess(cmd)
}
