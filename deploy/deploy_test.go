// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package deploy_test holds the examples of this folder to what can be held
// without the machines they are for. What a tool can check is checked by it
// where it is installed.
package deploy_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/heed-upr/heed/internal/cli"
	"github.com/heed-upr/heed/internal/config"
	"github.com/heed-upr/heed/internal/read"
	"github.com/heed-upr/heed/internal/testkit"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

func TestMain(m *testing.M) {
	read.ServeIfWorker()
	os.Exit(m.Run())
}

func text(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// unit gives the directives of a unit: "Service.User" and its values.
func unit(t *testing.T, path string) map[string][]string {
	t.Helper()
	out, section := map[string][]string{}, ""
	for n, line := range strings.Split(text(t, path), "\n") {
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case regexp.MustCompile(`^\[[A-Z][a-z]+\]$`).MatchString(line):
			section = strings.Trim(line, "[]")
		case section != "" && regexp.MustCompile(`^[A-Z][A-Za-z]+=`).MatchString(line):
			key, value, _ := strings.Cut(line, "=")
			out[section+"."+key] = append(out[section+"."+key], value)
		default:
			t.Errorf("%s, line %d: %q", path, n+1, line)
		}
	}
	return out
}

func TestUnits_AreWellFormedAndHardened(t *testing.T) {
	for _, name := range []string{"heed", "heed-backup"} {
		u := unit(t, "systemd/"+name+".service")
		for key, want := range map[string]string{
			"Service.User": "heed", "Service.NoNewPrivileges": "yes", "Service.ProtectSystem": "strict", "Service.ProtectHome": "yes",
			"Service.PrivateTmp": "yes", "Service.StateDirectory": "heed", "Service.StateDirectoryMode": "0700", "Service.UMask": "0077",
			"Service.CapabilityBoundingSet": "", "Service.IPAddressDeny": "any", "Service.LimitCORE": "0", "Service.SystemCallArchitectures": "native",
		} {
			if got := u[key]; len(got) != 1 || got[0] != want {
				t.Errorf("%s: %s is %q, want %q", name, key, got, want)
			}
		}
		if got := u["Service.MemoryDenyWriteExecute"]; got != nil {
			t.Errorf("%s: MemoryDenyWriteExecute keeps the sandbox for PDF from starting", name)
		}
	}
	if u := unit(t, "systemd/heed.service"); len(u["Service.MemoryMax"]) != 1 || len(u["Service.SystemCallFilter"]) != 2 {
		t.Errorf("no limits: %v", u)
	}
	if u := unit(t, "systemd/heed-backup.timer"); u["Timer.OnCalendar"] == nil || u["Install.WantedBy"] == nil {
		t.Errorf("the timer: %v", u)
	}
}

func TestUnits_SystemdTakesThem(t *testing.T) {
	analyze := testkit.Program(t, "systemd-analyze")
	self, err := os.Executable() // stands for the program, which has to be there
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	args := []string{"verify", "--man=no"}
	for _, name := range []string{"heed.service", "heed-backup.service", "heed-backup.timer"} {
		path := filepath.Join(dir, name)
		changed := strings.ReplaceAll(text(t, "systemd/"+name), "/usr/local/bin/heed", self)
		if err := os.WriteFile(path, []byte(changed), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	// It says what it does not know, and ends well all the same.
	if out, err := exec.Command(analyze, args...).CombinedOutput(); err != nil || len(bytes.TrimSpace(out)) > 0 {
		t.Errorf("%v\n%s", err, out)
	}
}

// What the examples start exists in the program, with its flags.
func TestCommands_Exist(t *testing.T) {
	call := regexp.MustCompile(`(?m)(?:bin/|^#     |heed )heed ([a-z]+)((?: [^\n;&|]*)?)`)
	flag := regexp.MustCompile(`--[a-z][a-z-]*`)
	found := 0
	for _, path := range []string{"systemd/heed.service", "systemd/heed-backup.service", "systemd/heed.sysusers", "Containerfile", "heed.toml"} {
		for _, m := range call.FindAllStringSubmatch(text(t, path), -1) {
			found++
			var out strings.Builder
			if code := cli.Run([]string{m[1], "--help"}, strings.NewReader(""), &out, &out); code != 0 {
				t.Errorf("%s: there is no command %q", path, m[1])
			}
			for _, f := range flag.FindAllString(m[2], -1) {
				if !regexp.MustCompile(f + `\b`).MatchString(out.String()) {
					t.Errorf("%s: heed %s has no %s", path, m[1], f)
				}
			}
		}
	}
	if found < 4 {
		t.Errorf("only %d commands were found; the test no longer sees them", found)
	}
}

func TestConfiguration_IsTaken(t *testing.T) {
	s, err := config.Load("heed.toml", func(string) (string, bool) { return "", false })
	if err != nil {
		t.Fatal(err)
	}
	// The unit lets nothing else be bound and written.
	u := unit(t, "systemd/heed.service")
	for _, name := range []string{"listen", "metrics"} {
		value, _, _ := s.Value(name)
		host, port, err := net.SplitHostPort(value)
		if err != nil || host != "127.0.0.1" || !slices.Contains(u["Service.SocketBindAllow"], "tcp:"+port) {
			t.Errorf("%s is %q, which the unit does not allow (%v)", name, value, err)
		}
	}
	if db, _, _ := s.Value("db"); filepath.Dir(db) != "/var/lib/"+u["Service.StateDirectory"][0] {
		t.Errorf("the store %q is not in the service's folder", db)
	}
	listen, _, _ := s.Value("listen")
	for _, proxy := range []string{"nginx.conf", "Caddyfile", "torrc"} {
		if !strings.Contains(text(t, proxy), listen) {
			t.Errorf("%s does not lead to %s", proxy, listen)
		}
	}
}

func TestContainerfile(t *testing.T) {
	image := text(t, "Containerfile")
	for _, m := range regexp.MustCompile(`\bHEED_[A-Z_]+`).FindAllString(image, -1) {
		if !slices.ContainsFunc(config.Options(), func(o config.Option) bool { return o.Env() == m }) {
			t.Errorf("no option has the variable %s", m)
		}
	}
	_, last, found := strings.Cut(image, "\nFROM scratch\n")
	if !found || strings.Contains(last, "\nFROM ") || strings.Contains(last, "\nRUN ") {
		t.Error("the image is not made from nothing")
	}
	if user := regexp.MustCompile(`(?m)^USER (\d+):(\d+)$`).FindStringSubmatch(last); user == nil || user[1] == "0" {
		t.Errorf("it runs as %v", user)
	}
	mod := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindStringSubmatch(text(t, filepath.Join("..", "go.mod")))
	if !strings.Contains(image, "golang:"+mod[1]+" ") || !strings.Contains(image, "CGO_ENABLED=0") {
		t.Errorf("it is not built with Go %s and without cgo", mod[1])
	}
}

func TestProxies_KeepNoLogOfVisitors(t *testing.T) {
	plain := regexp.MustCompile(`(?m)#.*$`) // what is not a comment counts
	nginx := plain.ReplaceAllString(text(t, "nginx.conf"), "")
	if n := strings.Count(nginx, "\nserver {"); n == 0 || strings.Count(nginx, "access_log off;") != n || strings.Count(nginx, " emerg;") != n || strings.Count(nginx, "_log") != 2*n {
		t.Error("nginx.conf: a server may write a log")
	}
	caddy := plain.ReplaceAllString(text(t, "Caddyfile"), "")
	if strings.Count(caddy, "{\n") != strings.Count(caddy, "}\n") || strings.Count(caddy, "log ") != 1 || strings.Contains(caddy, "encode") {
		t.Error("Caddyfile: not closed, or a log of requests, or pages are compressed twice")
	}
}

// nginx as the example has it, before a real portal: what goes through keeps its
// mark, and nobody is written down.
func TestNginx_BeforeAPortal(t *testing.T) {
	nginx := testkit.Program(t, "nginx", "/usr/sbin/nginx")
	p := portal.Start(t)
	dir := t.TempDir()
	certify(t, dir)
	http80, https := free(t), free(t)
	site := text(t, "nginx.conf")
	for _, change := range [][2]string{
		{"\tlisten [::]:80;\n", ""}, {"\tlisten [::]:443 ssl http2;\n", ""},
		{"listen 80;", "listen " + http80 + ";"}, {"listen 443 ssl http2;", "listen " + https + " ssl http2;"},
		{"/etc/letsencrypt/live/upr.example.org/", dir + "/"}, {"/var/log/nginx/", dir + "/"},
		{"http://127.0.0.1:8420", p.URL},
	} {
		if !strings.Contains(site, change[0]) {
			t.Fatalf("the example no longer says %q", change[0])
		}
		site = strings.ReplaceAll(site, change[0], change[1])
	}
	whole := "daemon off; master_process off; pid " + dir + "/pid; error_log " + dir + "/main.log;\nevents {}\nhttp {\n"
	for _, kind := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		whole += kind + "_temp_path " + dir + "/" + kind + ";\n"
	}
	path := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(path, []byte(whole+site+"}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(nginx, "-t", "-p", dir, "-c", path, "-e", dir+"/main.log").CombinedOutput(); err != nil {
		t.Fatalf("nginx -t: %v\n%s", err, out)
	}
	run := exec.Command(nginx, "-p", dir, "-c", path, "-e", dir+"/main.log")
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = run.Process.Signal(syscall.SIGQUIT); _ = run.Wait() })
	ask := asker(t, https)
	first := ask("/en/XVA/2?q=torture", "")
	body, err := io.ReadAll(first.Body)
	mark := first.Header.Get("ETag")
	if err != nil || first.StatusCode != http.StatusOK || first.Header.Get("Content-Encoding") != "gzip" || len(body) == 0 ||
		!strings.HasPrefix(mark, `"`) || first.Header.Get("Content-Security-Policy") == "" || first.Header.Get("Strict-Transport-Security") == "" {
		t.Errorf("%d %v, %v", first.StatusCode, first.Header, err)
	}
	if again := ask("/en/XVA/2?q=torture", mark); again.StatusCode != http.StatusNotModified {
		t.Errorf("asked with its mark: %d", again.StatusCode)
	}
	if gone := ask("/XVA/9?q=torture", ""); gone.StatusCode != http.StatusNotFound {
		t.Errorf("a page that is not there: %d", gone.StatusCode)
	}
	for _, log := range []string{"main.log", "heed.log", "access.log", "logs/access.log"} {
		data, err := os.ReadFile(filepath.Join(dir, log))
		if err == nil && (bytes.Contains(data, []byte("XVA")) || bytes.Contains(data, []byte("127.0.0.1"))) {
			t.Errorf("%s names a visitor:\n%s", log, data)
		}
	}
}

// asker asks nginx as a browser does, for the host of the example.
func asker(t *testing.T, address string) func(path, mark string) *http.Response {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{
		DisableCompression: true,
		TLSClientConfig:    &tls.Config{InsecureSkipVerify: true}, // made for this test
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "tcp", address)
		},
	}}
	return func(path, mark string) *http.Response {
		t.Helper()
		for range 100 {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://upr.example.org"+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Accept-Encoding", "gzip")
			if mark != "" {
				r.Header.Set("If-None-Match", mark)
			}
			if response, err := client.Do(r); err == nil {
				t.Cleanup(func() { _ = response.Body.Close() })
				return response
			}
			time.Sleep(50 * time.Millisecond) // it is starting
		}
		t.Fatal("nginx does not answer")
		return nil
	}
}

// free gives an address at which nothing listens.
func free(t *testing.T) string {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	return listener.Addr().String()
}

// certify makes a certificate that is good for a day.
func certify(t *testing.T, dir string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"upr.example.org"}, NotAfter: time.Now().Add(24 * time.Hour)}
	made, err := x509.CreateCertificate(rand.Reader, about, about, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for name, block := range map[string]*pem.Block{"fullchain.pem": {Type: "CERTIFICATE", Bytes: made}, "privkey.pem": {Type: "PRIVATE KEY", Bytes: private}} {
		if err := os.WriteFile(filepath.Join(dir, name), pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
