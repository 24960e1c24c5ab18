// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/heed-upr/heed"
)

// Links looks at pages of the web that people name as evidence. Whoever may add
// evidence chooses the address, so it goes to public addresses only: nothing of
// the network in which Heed runs can be looked at through it, by whatever name
// or detour. It says what it is, and nothing about who asks.
type Links struct {
	client    *http.Client
	userAgent string
	proxied   bool
	open      func(netip.AddrPort) bool
}

// The limits of a look. Pages are far smaller, and answer far sooner.
const (
	linkSize      = 16 << 20
	linkTime      = 20 * time.Second
	linkRedirects = 5
)

// NewLinks makes Links, which go out through a proxy (http, https, socks5) if one
// is named: it then is the proxy that knows the names of hosts.
func NewLinks(proxy, version string) (*Links, error) {
	l := &Links{userAgent: "Heed/" + version + " (+https://github.com/heed-upr/heed)", open: public}
	dialer := &net.Dialer{Timeout: linkTime, Control: l.control}
	transport := &http.Transport{DialContext: dialer.DialContext, TLSHandshakeTimeout: linkTime, ResponseHeaderTimeout: linkTime, DisableKeepAlives: true, MaxResponseHeaderBytes: 64 << 10}
	if proxy != "" {
		by, err := parseProxy(proxy)
		if err != nil || proxy == ProxyFromEnvironment {
			return nil, &heed.Error{Code: heed.CodeInvalid, Op: "fetch.NewLinks", Key: "error.links_proxy", Err: err}
		}
		transport.Proxy, transport.DialContext, l.proxied = by, nil, true
	}
	l.client = &http.Client{Transport: transport, Timeout: linkTime, CheckRedirect: l.redirect}
	return l, nil
}

// Get gives what stands at an address: where that led to, of which type its
// server says it is, and its bytes. What keeps it from coming is CodeInvalid with
// the argument Field, because a person can paste the text instead.
func (l *Links) Get(ctx context.Context, address string) (final, contentType string, data []byte, err error) {
	got, err := l.get(ctx, address, http.Header{"Accept": {"text/html, application/pdf, text/plain;q=0.9, */*;q=0.5"}}, linkSize)
	return got.Final, got.Type, got.Data, err
}

// feedSize is how many bytes a feed may have. Those of news sites have some hundred
// thousand.
const feedSize = 5 << 20

// longestMark is how long a server's mark may be; what is longer is no mark.
const longestMark = 200

// Feed gives what stands at the address of a feed, unless that is what had these
// marks. Errors are those of Get; where a server asks to be left alone for a while,
// the argument Wait is that in seconds.
func (l *Links) Feed(ctx context.Context, address string, marks heed.FeedMarks) (heed.FeedAnswer, error) {
	head := http.Header{"Accept": {"application/atom+xml, application/rss+xml, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"}}
	if marks.ETag != "" {
		head.Set("If-None-Match", marks.ETag)
	}
	if marks.Modified != "" {
		head.Set("If-Modified-Since", marks.Modified)
	}
	return l.get(ctx, address, head, feedSize)
}

// get asks once.
func (l *Links) get(ctx context.Context, address string, head http.Header, most int64) (heed.FeedAnswer, error) {
	var out heed.FeedAnswer
	if err := heed.CheckAddress(address); err != nil {
		return out, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return out, heed.CheckAddress("")
	}
	if err := l.allowed(req.URL); err != nil {
		return out, unseen("error.link_inside", err)
	}
	req.Header = head
	req.Header.Set("User-Agent", l.userAgent)
	res, err := l.client.Do(req)
	if err != nil {
		if errors.Is(err, errInside) {
			return out, unseen("error.link_inside", err)
		}
		return out, unseen("error.link_unreachable", err)
	}
	defer func() { _ = res.Body.Close() }()
	out.Final, out.Type = res.Request.URL.String(), res.Header.Get("Content-Type")
	switch {
	case res.StatusCode == http.StatusNotModified && (head.Get("If-None-Match") != "" || head.Get("If-Modified-Since") != ""):
		out.Same, out.Marks = true, heed.FeedMarks{ETag: head.Get("If-None-Match"), Modified: head.Get("If-Modified-Since")}
		return out, nil
	case res.StatusCode != http.StatusOK:
		return out, unseen("error.link_status", nil, "Status", strconv.Itoa(res.StatusCode), "Wait", waitOf(res))
	}
	out.Marks = heed.FeedMarks{ETag: markOf(res, "ETag"), Modified: markOf(res, "Last-Modified")}
	out.Data, err = io.ReadAll(io.LimitReader(res.Body, most+1))
	switch {
	case err != nil:
		err = unseen("error.link_unreachable", err)
	case int64(len(out.Data)) > most:
		err = unseen("error.link_large", nil)
	case len(out.Data) == 0:
		err = unseen("error.link_empty", nil)
	}
	return out, err
}

// markOf is a server's mark of what it gives, "" for what is none.
func markOf(res *http.Response, name string) string {
	mark := res.Header.Get(name)
	if len(mark) > longestMark {
		return ""
	}
	return mark
}

// waitOf is how many seconds a server asks to be left alone, "" where it asks for
// nothing that can be read.
func waitOf(res *http.Response) string {
	text := res.Header.Get("Retry-After")
	if at, err := http.ParseTime(text); err == nil {
		text = strconv.Itoa(int(time.Until(at).Seconds()))
	}
	if n, err := strconv.Atoi(text); err != nil || n <= 0 {
		return ""
	}
	return text
}

// AlsoTo lets it go to one address that is not on the Internet: that of the server
// of a test.
func (l *Links) AlsoTo(server netip.AddrPort) {
	l.open = func(at netip.AddrPort) bool { return at == server || public(at) }
}

func unseen(key string, err error, args ...string) error {
	return &heed.Error{Code: heed.CodeInvalid, Op: "fetch.Links", Key: key, Args: append([]string{"Field", "link"}, args...), Err: err}
}

// redirect holds every address on the way to the same.
func (l *Links) redirect(req *http.Request, via []*http.Request) error {
	if len(via) > linkRedirects {
		return errors.New("too many redirects")
	}
	if req.URL.Scheme != "https" && req.URL.Scheme != "http" {
		return errInside
	}
	req.Header.Del("Referer")
	return l.allowed(req.URL)
}

// errInside says that an address leads into the network in which Heed runs.
var errInside = errors.New("not a public address")

// inside are the ends of names that no public host has (RFC 6761, 6762, 8375, 9476).
var inside = []string{".localhost", ".local", ".internal", ".home.arpa", ".lan", ".alt", ".test", ".invalid"}

// allowed looks at the name of a host before anybody is asked for its address.
func (l *Links) allowed(u *url.URL) error {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if at, err := netip.ParseAddrPort(net.JoinHostPort(host, port)); err == nil {
		if !l.open(at) {
			return errInside
		}
		return nil
	}
	within := slices.ContainsFunc(inside, func(end string) bool { return strings.HasSuffix(host, end) })
	// A number at the end is that of an address in a form of old, such as 127.1 or
	// 0x7f.0.0.0x1; no name ends with one.
	last := host[strings.LastIndexByte(host, '.')+1:]
	_, number := strconv.ParseUint(last, 0, 64)
	if within || !strings.Contains(host, ".") || number == nil || strings.Trim(last, "0123456789") == "" || l.proxied && port != "80" && port != "443" {
		return errInside
	}
	return nil
}

// control looks at the address to which a connection is about to be made, after
// names were resolved: what a name means can change from one moment to the next.
func (l *Links) control(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil || !l.open(at) {
		return fmt.Errorf("%w: %s", errInside, address)
	}
	return nil
}

// reserved are networks that are not on the Internet, or lead elsewhere than they
// say (IANA's registries of special-purpose addresses).
var reserved = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"), netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("192.88.99.0/24"), netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("198.51.100.0/24"), netip.MustParsePrefix("203.0.113.0/24"),
	netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("::/96"), netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("64:ff9b:1::/48"),
	netip.MustParsePrefix("100::/64"), netip.MustParsePrefix("2001::/23"), netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("2002::/16"),
	netip.MustParsePrefix("3fff::/20"), netip.MustParsePrefix("5f00::/16"), netip.MustParsePrefix("fec0::/10"),
}

// public reports whether an address is one of the web on the Internet.
func public(at netip.AddrPort) bool {
	ip := at.Addr().Unmap().WithZone("")
	return (at.Port() == 80 || at.Port() == 443) && ip.IsGlobalUnicast() && !ip.IsPrivate() && !ip.IsLoopback() && !ip.IsLinkLocalUnicast() &&
		!slices.ContainsFunc(reserved, func(p netip.Prefix) bool { return p.Contains(ip) })
}
