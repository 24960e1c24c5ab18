// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package webtext_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/heed-upr/heed/internal/read/webtext"
)

func TestRead(t *testing.T) {
	const page = `<!doctype html><html><head><title>The
 court &amp; the law</title><style>p { color: red }</style></head><body><script>if (1 < 2) { say("<p>no</p>") }</script>
<svg><title>Picture</title><svg></svg><text>no</text></svg><h1>Ruling</h1><p>The <b>court</b> ruled&nbsp;so.<br>On appeal.</p><table><tr><td>2024</td><td>12 cases</td></tr></table>
<ul><li>One<li>Two</ul><template>no</template><noscript>no</noscript>`
	title, text, err := webtext.Read([]byte(page), "text/html")
	if want := "Ruling\nThe court ruled so.\nOn appeal.\n2024 12 cases\nOne\nTwo"; err != nil || title != "The court & the law" || text != want {
		t.Errorf("%q\n%q\n%v", title, text, err)
	}
	_, text, err = webtext.Read([]byte("<p>\xd1\xf3\xe4"), "text/html; charset=windows-1251")
	if err != nil || text != "Суд" {
		t.Errorf("letters of Windows: %q, %v", text, err)
	}
	if _, text, err = webtext.Read([]byte(strings.Repeat("<div>", 200_000)+"deep"), ""); err != nil || text != "deep" {
		t.Errorf("a deep page: %q, %v", text, err)
	}
}

// Whatever a server sends, what is kept is text that can be shown.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{"", "<p>a", "<title>", "<script><!--<script>", "<svg></math>", "\xff\xfe<\x00", "<meta charset=utf-7>+ADw-"} {
		f.Add([]byte(seed), "text/html")
	}
	f.Fuzz(func(t *testing.T, data []byte, contentType string) {
		title, text, err := webtext.Read(data, contentType)
		if err != nil {
			return
		}
		if !utf8.ValidString(title+text) || strings.ContainsAny(title+text, "\x00\x1b\r") || strings.Contains(title, "\n") {
			t.Errorf("%q: %q, %q", data, title, text)
		}
	})
}
