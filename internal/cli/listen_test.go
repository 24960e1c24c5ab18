// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"log/slog"
	"testing"

	"github.com/heed-upr/heed"
)

// What cannot be served at is told with the flag that named it.
func TestListen_NamesTheFlag(t *testing.T) {
	taken, err := listen(t.Context(), "--listen", "127.0.0.1:0", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.listener.Close() }()
	for _, address := range []string{taken.listener.Addr().String(), "foo", "127.0.0.1:99999", ":", "127.0.0.1:", ""} {
		if l, err := listen(t.Context(), "--metrics", address, slog.New(slog.DiscardHandler)); heed.ErrorCode(err) != heed.CodeUnavailable || heed.ErrorArg(err, "Flag") != "--metrics" {
			t.Errorf("%q: %+v, %v", address, l, err)
		}
	}
}

// Whoever names an address of IPv4 gets no other.
func TestNetworkOf(t *testing.T) {
	for address, want := range map[string]string{"0.0.0.0:1": "tcp4", "127.0.0.1:1": "tcp4", "localhost:1": "tcp", "[::]:1": "tcp", ":1": "tcp"} {
		if got, err := networkOf(address); err != nil || got != want {
			t.Errorf("%s: %s, %v", address, got, err)
		}
	}
}
