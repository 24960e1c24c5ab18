// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package config_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/config"
)

var update = flag.Bool("update", false, "write the reference page instead of comparing with it")

func env(pairs ...string) func(string) (string, bool) {
	m := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		m[pairs[i]] = pairs[i+1]
	}
	return func(k string) (string, bool) { v, ok := m[k]; return v, ok }
}

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "heed.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestOptions_AreWholeAndDistinct(t *testing.T) {
	name := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	seen := map[string]bool{}
	for _, o := range config.Options() {
		if !name.MatchString(o.Name) || seen[o.Name] {
			t.Errorf("%q is malformed or twice", o.Name)
		}
		seen[o.Name] = true
		if !strings.HasSuffix(o.Help, ".") || o.Scope == "" || o.Kind == "" {
			t.Errorf("%s: incomplete", o.Name)
		}
		if o.Default != "" {
			if err := o.Check(o.Default); err != nil {
				t.Errorf("%s: its default is refused: %v", o.Name, err)
			}
		}
	}
}

func TestLoad_EnvironmentGoesBeforeFile(t *testing.T) {
	file := write(t, "listen = \"127.0.0.1:1\"\nworkers = 3\n")
	s, err := config.Load(file, env("HEED_LISTEN", "127.0.0.1:2", "HEED_FILES", ""))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][2]string{
		"listen":  {"127.0.0.1:2", string(config.FromEnv)},
		"workers": {"3", string(config.FromFile)},
		"db":      {"heed.db", string(config.FromDefault)},
		"files":   {"", string(config.FromDefault)}, // set to nothing is not given
	} {
		value, origin, given := s.Value(name)
		if d := cmp.Diff(want, [2]string{value, string(origin)}); d != "" || given != (origin != config.FromDefault) {
			t.Errorf("%s: %s given %v", name, d, given)
		}
	}
}

func TestLoad_FileNamedByTheEnvironment(t *testing.T) {
	s, err := config.Load("", env("HEED_CONFIG", write(t, `host-name = "Institute"`)))
	if err != nil {
		t.Fatal(err)
	}
	if v, _, _ := s.Value("host-name"); v != "Institute" {
		t.Errorf("host-name is %q", v)
	}
}

func TestLoad_Secrets(t *testing.T) {
	path := write(t, "postgres://heed:pass@db/heed\n")
	s, err := config.Load("", env("HEED_DB_FILE", path))
	if err != nil {
		t.Fatal(err)
	}
	if v, origin, _ := s.Value("db"); v != "postgres://heed:pass@db/heed" || origin != config.FromEnv {
		t.Errorf("db is %q from %s", v, origin)
	}
	_, err = config.Load("", env("HEED_DB_FILE", filepath.Join(t.TempDir(), "vault"), "HEED_LISTEN", ""))
	if err == nil || strings.Contains(err.Error(), "vault") {
		t.Errorf("a missing file of a secret: %v", err)
	}
}

func TestLoad_Refuses(t *testing.T) {
	for name, c := range map[string]struct {
		file, key string
		env       []string
		arg, want string
	}{
		"unknown key":         {file: "listn = \"x\"", key: "error.config_key", arg: "Key", want: "listn"},
		"a near miss":         {file: "max_file_size = 1", key: "error.config_key", arg: "Near", want: "max-file-size"},
		"the file in itself":  {file: "config = \"x\"", key: "error.config_key", arg: "Key", want: "config"},
		"not TOML":            {file: "listen: x", key: "error.config_syntax"},
		"a table":             {file: "[listen]\na = 1", key: "error.config_value", arg: "Key", want: "listen"},
		"a wrong number":      {file: "workers = -1", key: "error.config_value", arg: "Key", want: "workers"},
		"a wrong duration":    {env: []string{"HEED_READ_TIMEOUT", "soon"}, key: "error.config_value", arg: "Key", want: "HEED_READ_TIMEOUT"},
		"a wrong size":        {env: []string{"HEED_MAX_FILE_SIZE", "big"}, key: "error.config_value", arg: "Key", want: "HEED_MAX_FILE_SIZE"},
		"a wrong choice":      {env: []string{"HEED_LOG_FORMAT", "xml"}, key: "error.config_value", arg: "Key", want: "HEED_LOG_FORMAT"},
		"a secret twice":      {env: []string{"HEED_DB", "a", "HEED_DB_FILE", "b"}, key: "error.config_twice", arg: "Other", want: "HEED_DB_FILE"},
		"a file that is gone": {env: []string{"HEED_CONFIG", "no/such.toml"}, key: "error.config_file", arg: "Path", want: "no/such.toml"},
	} {
		t.Run(name, func(t *testing.T) {
			file := ""
			if c.file != "" {
				file = write(t, c.file)
			}
			_, err := config.Load(file, env(c.env...))
			if heed.ErrorCode(err) != heed.CodeInvalid {
				t.Fatalf("got %v", err)
			}
			if !strings.Contains(err.Error(), c.key) || c.arg != "" && heed.ErrorArg(err, c.arg) != c.want {
				t.Errorf("got %v, want %s with %s %q", err, c.key, c.arg, c.want)
			}
		})
	}
}

func TestSize(t *testing.T) {
	var s config.Size
	if err := s.UnmarshalText([]byte("64MiB")); err != nil || s != 64<<20 || s.String() != "64 MiB" {
		t.Errorf("64MiB is %d, %q, %v", s, s, err)
	}
	for _, bad := range []string{"", "0", "-1", "many", "99999999EiB"} {
		if err := s.UnmarshalText([]byte(bad)); err == nil {
			t.Errorf("%q is taken as a size", bad)
		}
	}
}

func TestReference_IsAsGenerated(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "reference", "configuration.md")
	want := config.Reference()
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, string(got)); d != "" {
		t.Errorf("the page is not as the table says; run go test ./internal/config -update\n%s", d)
	}
	for _, o := range config.Options() {
		if !strings.Contains(string(got), "`--"+o.Name+"`") {
			t.Errorf("--%s is not documented", o.Name)
		}
	}
}

func FuzzLoad(f *testing.F) {
	for _, s := range []string{"workers = 3", "[a]\nb=1", "listen = \"x", "db = 1979-05-27"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := config.Load(write(t, text), env())
		if (s == nil) == (err == nil) {
			t.Fatalf("settings %v with error %v", s, err)
		}
		if err != nil && heed.ErrorCode(err) != heed.CodeInvalid {
			t.Errorf("%v", err)
		}
	})
}
