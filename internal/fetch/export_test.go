// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"crypto/tls"
	"crypto/x509"
	"net/netip"
)

// Trust makes a Fetcher trust the certificate of a server in a test.
func Trust(f *Fetcher, c *x509.Certificate) {
	pool := x509.NewCertPool()
	pool.AddCert(c)
	f.transport.TLSClientConfig = &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
}

// OpenTo lets Links go to addresses that it would not go to.
func (l *Links) OpenTo(open func(netip.AddrPort) bool) { l.open = open }

// Public is whether Links goes to an address.
func Public(at netip.AddrPort) bool { return public(at) }
