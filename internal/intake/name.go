// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package intake

import (
	"strings"
	"unicode"
)

// longestName is how many characters of a name in an archive are kept, from
// its end, where documents are told apart.
const longestName = 200

// cleanName makes a name in an archive fit to be shown: no way up or out of
// the archive, no characters that steer a terminal or turn the text round. It
// only ever names; no file is opened by it.
func cleanName(name string) string {
	var kept []string
	for part := range strings.SplitSeq(strings.ReplaceAll(name, `\`, "/"), "/") {
		part = strings.TrimSpace(visible(part))
		if part == "" || part == "." || part == ".." || len(part) == 2 && part[1] == ':' {
			continue
		}
		kept = append(kept, part)
	}
	runes := []rune(strings.Join(kept, "/"))
	if len(runes) == 0 {
		return "unnamed"
	}
	return strings.TrimLeft(string(runes[max(0, len(runes)-longestName):]), "/")
}

// cleanPath makes a path of the machine fit to be shown.
func cleanPath(path string) string { return visible(path) }

// visible drops what is not seen, and marks what is no text.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Cf, r) || unicode.IsControl(r) || r == '\u2028' || r == '\u2029':
			return -1
		case r == unicode.ReplacementChar:
			return '?'
		}
		return r
	}, s)
}

// hidden reports whether a cleaned name is one that folders hide, as those are
// that systems add to archives (".DS_Store", "__MACOSX/._report.pdf").
func hidden(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") {
			return true
		}
	}
	return false
}
