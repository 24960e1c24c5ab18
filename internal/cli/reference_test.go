// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/heed-upr/heed/internal/cli"
	"github.com/heed-upr/heed/internal/testkit"
)

var update = flag.Bool("update", false, "write the generated reference page")

var commandLine = regexp.MustCompile(`(?m)^  ([a-z-]+)( |$)`)

// TestReference_IsAsGenerated holds docs/reference/command-line.md to what the
// program says of itself.
func TestReference_IsAsGenerated(t *testing.T) {
	help := func(args ...string) string {
		var out bytes.Buffer
		if code := cli.Run(append(args, "--help"), strings.NewReader(""), &out, &out); code != 0 {
			t.Fatalf("heed %s --help: exit code %d\n%s", strings.Join(args, " "), code, out.String())
		}
		return strings.TrimSpace(out.String())
	}
	general := help()
	_, commands, _ := strings.Cut(general, "Commands:")
	var page strings.Builder
	page.WriteString("# The command line\n\nGenerated from the program: `go test ./internal/cli -run Reference -update`.\n\n")
	page.WriteString("Exit codes: 0 done; 1 failed; 2 wrong use; 3 done, but something needs a look.\n\n```text\n" + general + "\n```\n")
	for _, m := range commandLine.FindAllStringSubmatch(commands, -1) {
		page.WriteString("\n## heed " + m[1] + "\n\n```text\n" + help(m[1]) + "\n```\n")
	}
	path := filepath.Join(testkit.Root(), "docs", "reference", "command-line.md")
	if *update {
		if err := os.WriteFile(path, []byte(page.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil || string(got) != page.String() {
		t.Errorf("docs/reference/command-line.md is not what the program says (%v); run the test with -update", err)
	}
}
