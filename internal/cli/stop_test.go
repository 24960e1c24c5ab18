// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

//go:build linux

package cli_test

import (
	"bufio"
	"bytes"
	"fmt"
	"image/png"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/testkit/specimen"
)

// served is "heed serve" in a process group of its own.
type served struct {
	program, dir     string
	cmd              *exec.Cmd
	errOut           bytes.Buffer
	portal, measured string // addresses
	document         string
}

// startServe imports the specimen into a new store and serves it.
func startServe(t *testing.T) *served {
	t.Helper()
	program, err := exec.LookPath("heed") // as TestMain has put it there
	if err != nil {
		t.Fatal(err)
	}
	s := &served{dir: t.TempDir(), program: program}
	report := specimen.Documents()[0]
	s.document = string(heed.DigestOf(report.Data))
	if err := os.WriteFile(filepath.Join(s.dir, report.Name), report.Data, 0o600); err != nil {
		t.Fatal(err)
	}
	store := "--db=" + filepath.Join(s.dir, "heed.db")
	take := s.command("import", store, filepath.Join(s.dir, report.Name))
	if out, err := take.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	s.cmd = s.command("serve", store, "--workers=1", "--listen=127.0.0.1:0", "--metrics=:0")
	s.cmd.Stderr = &s.errOut
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Kill(-s.cmd.Process.Pid, syscall.SIGKILL) })
	lines := bufio.NewScanner(out)
	for _, line := range []struct {
		says string
		to   *string
	}{{"Heed is at ", &s.portal}, {"Metrics are at ", &s.measured}} {
		if !lines.Scan() {
			t.Fatalf("nothing said: %s", s.errOut.String())
		}
		address, ok := strings.CutPrefix(lines.Text(), line.says)
		if !ok {
			t.Fatalf("%q, want %q", lines.Text(), line.says)
		}
		*line.to = address
	}
	if !strings.HasPrefix(s.measured, "http://127.0.0.1:") {
		t.Errorf("an address without a host is %s", s.measured)
	}
	return s
}

// command is a command whose passing files can be looked for.
func (s *served) command(args ...string) *exec.Cmd {
	cmd := exec.Command(s.program, args...)
	cmd.Env = append(os.Environ(), "TMPDIR="+s.tmp())
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return cmd
}

func (s *served) tmp() string {
	dir := filepath.Join(s.dir, "tmp")
	_ = os.MkdirAll(dir, 0o700)
	return dir
}

func get(url string) (int, []byte, error) {
	response, err := http.Get(url)
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	return response.StatusCode, body, err
}

// underWay waits until so many requests are being answered.
func (s *served) underWay(t *testing.T, n int) {
	t.Helper()
	want := fmt.Sprintf("\nheed_http_requests_in_flight %d\n", n)
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(time.Millisecond) {
		_, told, err := get(s.measured)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(told, []byte(want)) {
			return
		}
	}
	t.Fatalf("never %d requests under way", n)
}

// A stop lets what is under way end: whether the signal goes to the program or,
// as a terminal and systemd send it, to its reading processes too.
func TestServe_StopsWhenRequestsHaveEnded(t *testing.T) {
	for name, send := range map[string]func(pid int) error{
		"to the program": func(pid int) error { return syscall.Kill(pid, syscall.SIGTERM) },
		"to the group":   func(pid int) error { return syscall.Kill(-pid, syscall.SIGTERM) },
	} {
		t.Run(name, func(t *testing.T) {
			s := startServe(t)
			// The reading process is there; one that just starts knows of no signal.
			if status, _, err := get(fmt.Sprintf("%sdocuments/%s/pages/1.png?width=600", s.portal, s.document)); err != nil || status != http.StatusOK {
				t.Fatal(status, err)
			}
			s.underWay(t, 0) // an answer may have come before it was counted
			reader := s.reader(t)
			signal(t, reader, syscall.SIGSTOP) // so that nothing ends too early
			const pages = 5                    // one is drawn, four wait
			var wait sync.WaitGroup
			for page := range pages {
				wait.Go(func() {
					status, body, err := get(fmt.Sprintf("%sdocuments/%s/pages/%d.png?width=1200", s.portal, s.document, page+1))
					if err != nil || status != http.StatusOK {
						t.Errorf("page %d: %d, %v, %s", page+1, status, err, body)
						return
					}
					if _, err := png.Decode(bytes.NewReader(body)); err != nil {
						t.Errorf("page %d is cut off: %v", page+1, err)
					}
				})
			}
			s.underWay(t, pages)
			if err := send(s.cmd.Process.Pid); err != nil {
				t.Fatal(err)
			}
			s.takesNoMore(t)
			signal(t, reader, syscall.SIGCONT)
			wait.Wait()
			if err := s.cmd.Wait(); err != nil {
				t.Errorf("%v\n%s", err, s.errOut.String())
			}
			s.leavesNothing(t)
		})
	}
}

func signal(t *testing.T, pid int, s syscall.Signal) {
	t.Helper()
	if err := syscall.Kill(pid, s); err != nil {
		t.Fatal(err)
	}
}

// reader is the reading process of the program.
func (s *served) reader(t *testing.T) int {
	t.Helper()
	all, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", s.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range all {
		children, err := os.ReadFile(path)
		if pid, bad := strconv.Atoi(strings.TrimSpace(string(children))); err == nil && bad == nil {
			return pid
		}
	}
	t.Fatal("no reading process")
	return 0
}

// takesNoMore waits until the portal has begun to stop.
func (s *served) takesNoMore(t *testing.T) {
	t.Helper()
	u, err := url.Parse(s.portal)
	if err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); time.Sleep(time.Millisecond) {
		conn, err := net.Dial("tcp", u.Host)
		if err != nil {
			return
		}
		_ = conn.Close()
	}
	t.Error("new requests are taken after the signal to stop")
}

// leavesNothing looks for processes, addresses and files.
func (s *served) leavesNothing(t *testing.T) {
	t.Helper()
	if err := syscall.Kill(-s.cmd.Process.Pid, 0); err != syscall.ESRCH {
		t.Errorf("processes are left (%v)", err)
	}
	for _, address := range []string{s.portal, s.measured} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if conn, err := net.Dial("tcp", u.Host); err == nil {
			_ = conn.Close()
			t.Errorf("%s still answers", address)
		}
	}
	for _, pattern := range []string{"tmp/*", "heed.db-*"} {
		if left, err := filepath.Glob(filepath.Join(s.dir, pattern)); err != nil || len(left) > 0 {
			t.Errorf("left: %v, %v", left, err)
		}
	}
}
