// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/heed-upr/heed/internal/audit"
	"github.com/heed-upr/heed/internal/notary"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// What the log is stands at an address for everybody, signed by the key that the
// page about the method names; a portal without a key says nothing of either.
func TestCheckpoint_IsPublished(t *testing.T) {
	p := portal.Empty(t)
	v := p.Visitor(t)
	good(t, v.Get("/checkpoint"), http.StatusNotFound)
	lacks(t, "the method without a key", good(t, v.Get("/en/method"), http.StatusOK).Body, "heed-log-")
	n, err := notary.Open(filepath.Join(t.TempDir(), "checkpoints"))
	if err != nil {
		t.Fatal(err)
	}
	p.App.Notary = n
	p.Institution(t, "justice", "ministry", "state", "XVA") // another length of the log, another answer
	method := good(t, v.Get("/en/method"), http.StatusOK).Body
	key := strings.NewReplacer("&#43;", "+").Replace(between(t, method, `<code class="key" dir="ltr">`, "<"))
	a := good(t, v.Get("/checkpoint"), http.StatusOK)
	point, err := audit.OpenCheckpoint([]byte(a.Body), key)
	if err != nil || point.Size != 1 {
		t.Errorf("%+v, %v", point, err)
	}
	if a.Header.Get("Content-Type") != "text/plain; charset=utf-8" {
		t.Error(a.Header)
	}
}
