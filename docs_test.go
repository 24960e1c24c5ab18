// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// notOurs are folders that are not part of the project's sources.
var notOurs = []string{".git", "bin", "dist", "node_modules", "testdata"}

// sources calls f with every text of the project whose name ends in one of the
// given ways.
func sources(t *testing.T, f func(path, text string), endings ...string) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && slices.Contains(notOurs, entry.Name()):
			return filepath.SkipDir
		case entry.IsDir() || !slices.Contains(endings, filepath.Ext(path)) && !slices.Contains(endings, entry.Name()):
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f(path, string(data))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

var (
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#+ (.+)$`)
	notWord = regexp.MustCompile(`[^a-z0-9 -]`)
)

func TestDocs_LinksResolve(t *testing.T) {
	n := 0
	sources(t, func(path, text string) {
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			target, anchor, _ := strings.Cut(m[1], "#")
			if strings.Contains(target, ":") {
				continue // outside of the project
			}
			n++
			file := filepath.Join(filepath.Dir(path), filepath.FromSlash(target))
			if target == "" {
				file = path
			}
			if _, err := os.Stat(file); err != nil {
				t.Errorf("%s links to %s, which is not there", path, m[1])
				continue
			}
			if anchor != "" && !slices.Contains(anchors(t, file), anchor) {
				t.Errorf("%s links to %s; the page has no such heading", path, m[1])
			}
		}
	}, ".md")
	if n < 20 {
		t.Errorf("only %d links were found; the test no longer sees the pages", n)
	}
}

// anchors gives the names that headings have as targets of links.
func anchors(t *testing.T, file string) []string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, m := range heading.FindAllStringSubmatch(string(data), -1) {
		names = append(names, strings.ReplaceAll(notWord.ReplaceAllString(strings.ToLower(m[1]), ""), " ", "-"))
	}
	return names
}

// Paths of somebody's machine, and marks of unfinished work, do not belong
// into what others read. The patterns are written so that they do not match
// themselves.
func TestSources_HoldNoMachinePathsAndNoLooseEnds(t *testing.T) {
	never := map[string]*regexp.Regexp{
		"a path of a machine": regexp.MustCompile(`/wor[k]/|/hom[e]/[a-z]|/Users[/]|[A-Z]:\\Users`),
		"a loose end":         regexp.MustCompile(`\b(TO[D]O|FIX[M]E|HAC[K])\b`),
	}
	sources(t, func(path, text string) {
		for what, pattern := range never {
			if found := pattern.FindString(text); found != "" {
				t.Errorf("%s holds %s: %s", path, what, found)
			}
		}
	}, ".go", ".md", ".svg", ".yml", ".toml", ".csv", ".sql", ".html", ".css", ".json", "Makefile", "run", "check", "accuracy")
}

func TestReadme_NamesTheTwoCommands(t *testing.T) {
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{"\ngo run ./cmd/heed demo\n", "\ngo test ./...\n"} {
		if !strings.Contains(string(data), command) {
			t.Errorf("the README does not name %q", strings.TrimSpace(command))
		}
	}
}

func TestSources_NameTheirLicence(t *testing.T) {
	sources(t, func(path, text string) {
		if !strings.HasPrefix(text, "// Copyright the Heed authors\n// SPDX-License-Identifier: Apache-2.0\n") {
			t.Errorf("%s does not begin with the licence header", path)
		}
	}, ".go")
}

var (
	codeBlock = regexp.MustCompile("(?s)```sh\n(.*?)```")
	heedCall  = regexp.MustCompile(`(?m)^\s*(?:sudo -u heed |\./|go run \./cmd/)?heed ([a-z][a-z-]*)([^\n|]*)`)
	longFlag  = regexp.MustCompile(`--[a-z][a-z-]*`)
)

// What the pages tell a reader to type exists: every command, and every flag
// with it.
func TestDocs_CommandsAndFlagsExist(t *testing.T) {
	program := filepath.Join(t.TempDir(), "heed")
	build := exec.Command("go", "build", "-o", program, "./cmd/heed")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	help := map[string]string{}
	sources(t, func(path, text string) {
		for _, block := range codeBlock.FindAllStringSubmatch(text, -1) {
			for _, call := range heedCall.FindAllStringSubmatch(block[1], -1) {
				command := call[1]
				words := strings.Fields(command)
				if command == "user" || command == "institution" || command == "plan" { // groups of commands
					words = append(words, strings.Fields(call[2])[0])
					command = strings.Join(words, " ")
				}
				if _, known := help[command]; !known {
					out, err := exec.Command(program, append(words, "--help")...).CombinedOutput()
					if err != nil {
						t.Errorf("%s: there is no command %q: %s", path, command, out)
					}
					help[command] = string(out)
				}
				for _, flag := range longFlag.FindAllString(call[2], -1) {
					if !regexp.MustCompile(regexp.QuoteMeta(flag) + `\b`).MatchString(help[command]) {
						t.Errorf("%s: heed %s has no %s", path, command, flag)
					}
				}
			}
		}
	}, ".md")
	if len(help) < 6 {
		t.Errorf("only %d commands were found in the pages; the test no longer sees them", len(help))
	}
}
