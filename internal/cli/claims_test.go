// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/heed-upr/heed/internal/cli"
)

func TestClaims(t *testing.T) {
	page := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(page, []byte("<html><body><p>Kazakhstan is not a signatory to the Convention against <b>Torture</b>.</p></body></html>"), 0o600); err != nil {
		t.Fatal(err)
	}
	const russian = "Казахстан не подписал Конвенцию против пыток, сообщили журналистам юристы, которые работают с заключёнными."
	const french = "Le Kazakhstan n’a pas signé la Convention contre la torture, selon des avocats qui travaillent avec les détenus et leurs familles."
	for _, c := range []struct {
		name, in string
		args     []string
		code     int
		says     []string
	}{
		{"text", "Kazakhstan is not a signatory to the Convention against Torture.", []string{"-", "--state", "kaz", "--date", "2025-02-03"}, 0, []string{"literally true, but misleading", "26 August 1998", "By article: 21, 22", "1 claim found"}},
		{"lines", "Kazakhstan acceded to the CAT in 1998.", []string{"-", "--state", "KAZ", "--format", "json"}, 0, []string{`"verdict":"agrees"`, `"subject":"CAT"`}},
		{"a page", "", []string{page, "--state", "KAZ"}, 0, []string{"literally true, but misleading"}},
		{"nothing", "It rained in Geneva, and nobody had brought an umbrella to the hall.", []string{"-", "--state", "KAZ"}, 0, []string{"0 claims found"}},
		{"by name", "Kazakhstan acceded to the CAT in 1998.", []string{"-", "--state", "Kazakhstan"}, 0, []string{"KAZ, Convention against Torture: agrees"}},
		{"no State", "x", []string{"-", "--state", "XXX"}, 2, []string{"XXX", "neither the code nor the name of a State", "KAZ"}},
		{"a day to come", "x", []string{"-", "--state", "KAZ", "--date", "2999-01-01"}, 2, []string{"2999-01-01", "has not come yet"}},
		{"another treaty", "Kazakhstan has not ratified the Rome Statute.", []string{"-", "--state", "KAZ"}, 0, []string{"Rome Statute of the International Criminal Court: the record cannot tell", "does not hold this treaty"}},
		{"no day", "x", []string{"-", "--state", "KAZ", "--date", "yesterday"}, 2, []string{"yesterday"}},
		{"Russian", russian, []string{"-", "--state", "KAZ", "--date", "2025-02-03"}, 0, []string{"literally true, but misleading", "1 claim found"}},
		{"another language", french, []string{"-", "--state", "KAZ"}, 1, []string{"English", "Kazakh"}},
		{"no file", "", []string{"there-is-no.txt", "--state", "KAZ"}, 2, []string{"there-is-no.txt"}},
	} {
		var out bytes.Buffer
		if code := cli.Run(append([]string{"claims"}, c.args...), strings.NewReader(c.in), &out, &out); code != c.code {
			t.Errorf("%s: exit code %d: %s", c.name, code, out.String())
		}
		for _, want := range c.says {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s: %q lacks %q", c.name, out.String(), want)
			}
		}
	}
}
