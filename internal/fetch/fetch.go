// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package fetch gets documents of the United Nations by their symbols, from
// the one address that it is given and from where that address sends it on to.
//
// But for sign-in by an OpenID provider (internal/auth), it is the only part of
// Heed that goes out (Links is for pages that people name as evidence, and has
// rules of its own), and it goes out only as it is
// told: through the proxy that is named, never through one that merely happens
// to be set on the machine. It says what it is (User-Agent) and nothing about
// who asks: no cookies, no referer, and no query but the symbol, the language
// and the form of the document.
//
// It is a polite guest: one request at a time, a pause between them, and as
// long a wait as the server asks for. What has come is kept in a cache, so that
// it need not come again, and a document that broke off is gone on with. What
// the server sends is hostile until it has been read: its size, its time and
// the number of times that it may send Heed on are limited. The package looks
// at the first bytes of what comes, to tell a document from a page, and does
// not read it.
package fetch

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"os"
	"sync"
	"time"

	"github.com/heed-upr/heed"
)

// Wanted is a document in one language.
type Wanted struct {
	// Symbol is as refdata.IsSymbol has it: "A/HRC/59/10/Add.1".
	Symbol string
	// Language is one of Languages.
	Language string
}

// Languages are the codes of the UN's official languages, as its server takes
// them.
var Languages = []string{"en", "fr", "es", "ru", "ar", "zh"}

// String gives "A/HRC/59/10 (en)".
func (w Wanted) String() string { return w.Symbol + " (" + w.Language + ")" }

// Document is a document that has been fetched. It is in the cache.
type Document struct {
	// Name is a name for a file, made of symbol, language and format:
	// "A_HRC_59_10_en.pdf".
	Name string
	// Size is in bytes.
	Size int64
	// Stale says that it is from the cache and that the server could not be
	// asked whether it has changed since.
	Stale bool
	// Host is the server that it was asked of.
	Host string

	path string
}

// Open gives its bytes from the beginning.
func (d Document) Open() (io.ReadCloser, error) { return openEntry(d.path) }

// Forget takes the document out of the cache, so that it is fetched anew: it
// came damaged.
func (d Document) Forget() error { return os.Remove(d.path) }

// Limits say how patient and how trusting Heed is.
type Limits struct {
	// Size is how many bytes a document may have.
	Size int64
	// Attempts is how often a document is asked for before it is given up.
	Attempts int
	// Redirects is how often one attempt may be sent on.
	Redirects int
	// Idle is how long the server may send nothing.
	Idle time.Duration
	// Total is how long one attempt may take. What has come by then is gone on
	// with in the next.
	Total time.Duration
	// Pause lies between one answer and the next request.
	Pause time.Duration
	// Backoff is the wait after a first failure; it doubles with each further
	// one.
	Backoff time.Duration
	// Wait is the longest wait that a server may ask for. If it asks for a
	// longer one, nothing more is asked of it.
	Wait time.Duration
}

// largest is what any document may have, whatever the limits say: sizes can be
// reckoned with below it.
const largest = 1 << 40

// DefaultLimits are the limits where a document may have so many bytes. They
// are far above what the UN's documents and its server need.
func DefaultLimits(size int64) Limits {
	return Limits{
		Size: size, Attempts: 4, Redirects: 5, Idle: 30 * time.Second, Total: 10 * time.Minute,
		Pause: time.Second, Backoff: 2 * time.Second, Wait: 2 * time.Minute,
	}
}

// Clock tells the time and lets it pass.
type Clock struct {
	Now func() time.Time
	// Sleep gives the context's error where it ends first.
	Sleep func(context.Context, time.Duration) error
}

// RealClock is the clock on the wall.
func RealClock() Clock { return Clock{Now: time.Now, Sleep: sleep} }

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// Config is how a Fetcher works.
type Config struct {
	// Address is where documents are asked for by symbol, http or https,
	// without a query: "https://documents.un.org/api/symbol/access".
	Address string
	// Proxy is the address of a proxy (http, https, socks5), or
	// ProxyFromEnvironment, or "" for none.
	Proxy string
	// Cache is the folder of what has been fetched, or "" for one in the
	// user's cache folder. Nobody else may use it.
	Cache string
	// Version is Heed's, for the User-Agent.
	Version string
	Limits  Limits
	// Clock is the real one if it is empty.
	Clock Clock
}

// Fetcher fetches documents, one at a time. It is safe for use by several
// goroutines.
type Fetcher struct {
	base *url.URL
	// transport is used without an http.Client, which would follow redirects
	// as it likes and name the page that it comes from.
	transport *http.Transport
	userAgent string
	limits    Limits
	clock     Clock
	cache     *cache

	mu sync.Mutex // one request at a time
	// next is when the server may be asked again.
	next time.Time
	// down says that it could not be reached for the last document; the next is
	// then tried once only, so that a long list does not take hours to fail.
	down bool
	// done is what became of what was asked for in this run.
	done map[Wanted]result
}

type result struct {
	document Document
	err      error
}

// New makes a Fetcher; nothing is asked yet. An address, proxy or folder that
// cannot be used is CodeInvalid.
func New(c Config) (*Fetcher, error) {
	base, err := parseAddress(c.Address)
	if err != nil {
		return nil, err
	}
	proxy, err := parseProxy(c.Proxy)
	if err != nil {
		return nil, err
	}
	kept, err := openCache(c.Cache)
	if err != nil {
		return nil, err
	}
	c.Limits.Size = min(c.Limits.Size, largest)
	if c.Clock.Now == nil {
		c.Clock = RealClock()
	}
	return &Fetcher{
		base: base, limits: c.Limits, clock: c.Clock, cache: kept, done: map[Wanted]result{},
		userAgent: "Heed/" + c.Version + " (+https://github.com/heed-upr/heed)",
		transport: newTransport(proxy, c.Limits.Idle),
	}, nil
}

// Close gives up the connections.
func (f *Fetcher) Close() { f.transport.CloseIdleConnections() }

// Get fetches a document: the PDF, or the Word document where there is no PDF.
// What keeps it from coming is a heed.Error that says what to do: CodeNotFound
// where the UN has no such document, CodeUnavailable where trying later may
// help. The same document again within a run is not asked for again.
func (f *Fetcher) Get(ctx context.Context, w Wanted) (Document, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if had, ok := f.done[w]; ok {
		return had.document, had.err
	}
	d, err := f.get(ctx, w)
	if ctx.Err() == nil {
		f.done[w] = result{d, err}
	}
	return d, err
}

// get fetches the PDF or, if the UN has none, the Word document.
func (f *Fetcher) get(ctx context.Context, w Wanted) (Document, error) {
	for _, form := range []string{"pdf", "docx"} {
		got, err := f.fetch(ctx, w.address(f.base, form))
		if heed.ErrorCode(err) == heed.CodeNotFound {
			continue
		}
		if err != nil {
			return Document{}, err
		}
		return Document{Name: w.fileName(got.Format), Size: got.Size, Stale: got.stale, Host: f.base.Host, path: f.cache.path(got.Address)}, nil
	}
	return Document{}, failed(heed.CodeNotFound, "fetch.missing", nil)
}

// failed makes the error of a document that did not come.
func failed(code heed.Code, key string, err error, args ...string) *heed.Error {
	return &heed.Error{Code: code, Op: "fetch.Get", Key: key, Args: args, Err: err}
}

// interrupted is the error of a fetch that was stopped.
func interrupted(ctx context.Context) *heed.Error {
	return failed(heed.CodeUnavailable, "fetch.interrupted", ctx.Err())
}
