// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/heed-upr/heed"
)

// newTransport makes what carries requests. It asks for nothing to be
// compressed: parts of a file can only be put together as they are.
func newTransport(proxy proxyFunc, patience time.Duration) *http.Transport {
	return &http.Transport{
		Proxy:                  proxy,
		DialContext:            (&net.Dialer{Timeout: patience}).DialContext,
		TLSHandshakeTimeout:    patience,
		ResponseHeaderTimeout:  patience,
		IdleConnTimeout:        patience,
		MaxResponseHeaderBytes: 64 << 10,
		MaxConnsPerHost:        1,
		DisableCompression:     true,
		ForceAttemptHTTP2:      true,
	}
}

// failure is why an attempt gave no document.
type failure struct {
	err *heed.Error
	// again says that another attempt may do better.
	again bool
	// wait is how long the server asks to wait.
	wait time.Duration
	// restart says that what has come is no beginning of what there is now.
	restart bool
	// reached says that the server answered at all.
	reached bool
}

// condition is what is known of a file from an earlier answer.
type condition struct {
	validators
	// from is how many bytes of it are here; 0 asks whether it has changed.
	from int
}

// ask asks for a document and follows where it is sent on to. The answer has
// one of the statuses 200, 206 and 304; its body is open.
func (f *Fetcher) ask(ctx context.Context, u *url.URL, c condition) (*http.Response, *failure) {
	for range f.limits.Redirects + 1 {
		res, err := f.request(ctx, u, c)
		if err != nil {
			return nil, unreachable(ctx, err, f.base.Host)
		}
		switch {
		case res.StatusCode == http.StatusNotModified && c.from == 0 && c.place(u),
			res.StatusCode == http.StatusPartialContent && c.from > 0 && c.place(u),
			res.StatusCode == http.StatusOK:
			return res, nil
		}
		_ = res.Body.Close() // its words are of no use
		switch res.StatusCode {
		case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
			next, astray := f.onward(u, res.Header.Get("Location"))
			if astray != nil {
				return nil, &failure{err: astray, reached: true}
			}
			u = next
		default:
			return nil, f.refused(res)
		}
	}
	return nil, &failure{err: failed(heed.CodeUnavailable, "fetch.astray", nil, "Host", f.base.Host), reached: true}
}

// request sends one request. What is known of a file is said only where the
// file is: validators of one address mean nothing at another.
func (f *Fetcher) request(ctx context.Context, u *url.URL, c condition) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", f.userAgent)
	req.Header.Set("Accept", "*/*")
	req.Header.Set("Accept-Encoding", "identity")
	if c.place(u) {
		c.set(req.Header)
	}
	return f.transport.RoundTrip(req)
}

// set writes the condition into a request.
func (c condition) set(h http.Header) {
	switch {
	case c.from > 0:
		h.Set("Range", fmt.Sprintf("bytes=%d-", c.from))
		h.Set("If-Range", c.strong())
	default:
		if c.ETag != "" {
			h.Set("If-None-Match", c.ETag)
		}
		if c.LastModified != "" {
			h.Set("If-Modified-Since", c.LastModified)
		}
	}
}

// refused is the failure of an answer that is no document.
func (f *Fetcher) refused(res *http.Response) *failure {
	out := &failure{reached: true, wait: retryAfter(res.Header.Get("Retry-After"), f.clock.Now())}
	status := strconv.Itoa(res.StatusCode)
	cause := errors.New("the server answered " + res.Status)
	switch code := res.StatusCode; {
	case code == http.StatusNotFound || code == http.StatusGone || code == http.StatusNoContent:
		out.err = failed(heed.CodeNotFound, "fetch.missing", cause)
	case code == http.StatusAccepted:
		// So a guard before the server asks whether a person is there.
		out.err = failed(heed.CodeUnavailable, "fetch.page", cause, "Host", f.base.Host)
	case code == http.StatusTooManyRequests:
		out.err, out.again = failed(heed.CodeUnavailable, "fetch.busy", cause, "Host", f.base.Host), true
	case code == http.StatusPartialContent, code == http.StatusRequestedRangeNotSatisfiable, code == http.StatusNotModified:
		// It answers what was not asked, or the file is no longer the one that
		// was begun: from the start again.
		out.err, out.again, out.restart = failed(heed.CodeUnavailable, "fetch.broken_off", cause, "Host", f.base.Host), true, true
	case code == http.StatusRequestTimeout || code == http.StatusTooEarly || code >= 500:
		out.err, out.again = failed(heed.CodeUnavailable, "fetch.failing", cause, "Host", f.base.Host, "Status", status), true
	default:
		out.err = failed(heed.CodeUnavailable, "fetch.refused", cause, "Host", f.base.Host, "Status", status)
	}
	return out
}

// unreachable is the failure of a request without an answer.
func unreachable(ctx context.Context, err error, host string) *failure {
	key := "fetch.unreachable"
	var timeout net.Error
	if errors.Is(context.Cause(ctx), errSlow) || errors.As(err, &timeout) && timeout.Timeout() {
		key = "fetch.slow"
	}
	return &failure{err: failed(heed.CodeUnavailable, key, err, "Host", host), again: true}
}

// retryAfter reads how long a server asks to wait: seconds, or a time (RFC
// 9110, section 10.2.3). What is neither, or past, is no wait.
func retryAfter(s string, now time.Time) time.Duration {
	if n, err := strconv.ParseUint(s, 10, 31); err == nil {
		return time.Duration(n) * time.Second
	}
	if at, err := http.ParseTime(s); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}
