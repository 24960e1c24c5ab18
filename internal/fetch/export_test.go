// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"crypto/tls"
	"crypto/x509"
)

// Trust makes a Fetcher trust the certificate of a server in a test.
func Trust(f *Fetcher, c *x509.Certificate) {
	pool := x509.NewCertPool()
	pool.AddCert(c)
	f.transport.TLSClientConfig = &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
}
