// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"errors"
	"io/fs"
	"regexp"
	"strings"
	"testing"
)

var (
	comments  = regexp.MustCompile(`(?s)/\*.*?\*/`)
	selectors = regexp.MustCompile(`(?m)^\s*([^@{}]+)\{`)
	leading   = regexp.MustCompile(`^\.([\w-]+)`)
)

// All pages have one sheet. No two of them may give a look to the same class,
// wherever it stands: each would be seen on the other, too.
func TestSheet_PagesKeepToThemselves(t *testing.T) {
	of := map[string]string{}
	for _, v := range views {
		css, err := fs.ReadFile(v.Files, v.Name+".css")
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range selectors.FindAllStringSubmatch(comments.ReplaceAllString(string(css), ""), -1) {
			for selector := range strings.SplitSeq(found[1], ",") {
				class := leading.FindString(strings.TrimSpace(selector))
				if other, ok := of[class]; ok && class != "" && other != v.Name {
					t.Errorf("%s.css and %s.css both have %q", other, v.Name, class)
				}
				of[class] = v.Name
			}
		}
	}
	if len(of) < 20 {
		t.Errorf("%d classes found", len(of))
	}
}
