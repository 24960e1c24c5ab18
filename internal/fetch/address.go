// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
)

// ProxyFromEnvironment in place of a proxy's address says to go out as the
// environment says (HTTP_PROXY, HTTPS_PROXY, NO_PROXY).
const ProxyFromEnvironment = "environment"

// proxySchemes are those that net/http speaks. Names of hosts are resolved by
// the proxy, with all of them.
var proxySchemes = []string{"http", "https", "socks5", "socks5h"}

// parseAddress reads the address at which documents are asked for.
func parseAddress(s string) (*url.URL, error) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, &heed.Error{Code: heed.CodeInvalid, Op: "fetch.New", Key: "error.un_address", Args: []string{"Given", s}, Err: err}
	}
	return u, nil
}

// proxyFunc chooses the proxy of a request, as http.Transport asks for it.
type proxyFunc func(*http.Request) (*url.URL, error)

// parseProxy reads the address of a proxy. It may hold a password, so no error
// repeats it.
func parseProxy(s string) (proxyFunc, error) {
	switch s {
	case "":
		return nil, nil
	case ProxyFromEnvironment:
		return http.ProxyFromEnvironment, nil
	}
	u, err := url.Parse(s)
	if err != nil || !slices.Contains(proxySchemes, u.Scheme) || u.Hostname() == "" {
		return nil, &heed.Error{Code: heed.CodeInvalid, Op: "fetch.New", Key: "error.proxy"}
	}
	return http.ProxyURL(u), nil
}

// address is where the UN's server gives the document in a form, pdf or docx.
// A symbol needs no escaping in a query, and the UN writes it so.
func (w Wanted) address(base *url.URL, form string) *url.URL {
	u := *base
	u.RawQuery = "s=" + w.Symbol + "&l=" + w.Language + "&t=" + form
	return &u
}

// fileName is a name for a file with the document.
func (w Wanted) fileName(format string) string {
	return strings.ReplaceAll(w.Symbol, "/", "_") + "_" + w.Language + "." + format
}

// onward gives the address that an answer sends on to. It has to be https, or
// of the scheme of the configured address: nobody on the way may read along or
// change what comes unless the operator has chosen so.
func (f *Fetcher) onward(from *url.URL, location string) (*url.URL, *heed.Error) {
	to, err := from.Parse(location)
	if err != nil || location == "" || to.Host == "" {
		return nil, failed(heed.CodeUnavailable, "fetch.astray", err, "Host", f.base.Host)
	}
	if to.Scheme != "https" && to.Scheme != f.base.Scheme {
		return nil, failed(heed.CodeUnavailable, "fetch.unsafe", nil, "Host", f.base.Host)
	}
	to.User, to.Fragment = nil, ""
	return to, nil
}

// place is what of an address says which file it is: without the query, which
// may change from one time to the next or be meant for one reader alone.
func place(u *url.URL) string { return u.Scheme + "://" + u.Host + u.EscapedPath() }
