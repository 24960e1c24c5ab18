// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli_test

import (
	"context"
	"net"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/heed-upr/heed/internal/cli"
	"github.com/heed-upr/heed/internal/testkit/specimen"
)

// What is wrong with an address is said with the flag that gave it.
func TestServe_NamesTheFlagOfAnAddress(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = taken.Close() })
	program, err := exec.LookPath("heed")
	if err != nil {
		t.Fatal(err)
	}
	s := &served{dir: t.TempDir(), program: program}
	store := "--db=" + filepath.Join(s.dir, "heed.db")
	report := filepath.Join(s.dir, specimen.Documents()[0].Name)
	write(t, report, specimen.Documents()[0].Data)
	if out, err := s.command("import", store, report).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, c := range []struct{ listen, metrics, want string }{
		{"127.0.0.1:0", taken.Addr().String(), "another with --metrics"},
		{taken.Addr().String(), "", "another with --listen"},
		{"127.0.0.1:0", "foo", "--metrics=127"},
		{"127.0.0.1:0", "127.0.0.1:99999", "--metrics=127"},
		{"127.0.0.1:0", ":", "--metrics=127"},
		{"127.0.0.1:0", "127.0.0.1:", "--metrics=127"},
		{":", "", "--listen=127"},
		{"foo", "127.0.0.1:0", "--listen=127"},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second) // one that serves would not end
		out, err := exec.CommandContext(ctx, program, "serve", store, "--workers=1", "--listen="+c.listen, "--metrics="+c.metrics).CombinedOutput()
		cancel()
		if err == nil || !strings.Contains(string(out), c.want) || strings.Contains(string(out), "Heed is at") {
			t.Errorf("--listen=%s --metrics=%s: %v %s, want %q", c.listen, c.metrics, err, out, c.want)
		}
	}
}

// The address that is told is the one that was asked for.
func TestListen_TellsTheAddressGiven(t *testing.T) {
	for given, want := range map[string]string{"0.0.0.0:0": "http://0.0.0.0:", "127.0.0.1:0": "http://127.0.0.1:", "localhost:0": "http://"} {
		got, err := cli.ListensAt(t.Context(), given)
		if err != nil || !strings.HasPrefix(got, want) {
			t.Errorf("%s: %s %v, want %s…", given, got, err, want)
		}
	}
}
