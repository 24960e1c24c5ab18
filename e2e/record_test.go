// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"net/http"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/testkit/browser"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// TestDesk_Record: the pages of who looks after the public record.
func TestDesk_Record(t *testing.T) {
	b := browser.Open(t)
	p := portal.Start(t)
	in := b.Alone(t)
	join(t, in, p, p.Invite(t, "keeper", heed.Administrator, ""))
	walk(t, in, p, []deskPage{
		{address: address{"record", "/desk/record", http.StatusOK}},
		{address: address{"reading", "/desk/record/XVA/2/49.1", http.StatusOK}},
		{address: address{"reading-nothing", "/desk/record/XVA/2/49.1", http.StatusUnprocessableEntity}, send: true, button: `section[aria-labelledby="misread"] button`},
	})
}
