// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lang_test

import (
	"strings"
	"testing"

	"github.com/heed-upr/heed/internal/lang"
)

// english is 600 characters, as long as a paragraph is on average.
var english = strings.Repeat("The keepers of the northern lighthouses asked that women’s fishing cooperatives be heard before the harbours are sold, and that children of the islands be taught in their own languages. ", 4)[:600]

func BenchmarkTermsAndWords(b *testing.B) {
	b.SetBytes(int64(len(english)))
	b.ReportAllocs()
	for b.Loop() {
		lang.Terms(english)
		lang.Words(english)
	}
}

func BenchmarkAnalyse(b *testing.B) {
	for _, l := range lang.Languages() {
		text := samples[l]
		for len(text) < 600 {
			text += " " + text
		}
		text = strings.ToValidUTF8(text[:600], "")
		if l == lang.English {
			text = english
		}
		b.Run(string(l), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			var tokens []lang.Token
			for b.Loop() {
				tokens = lang.AppendTokens(tokens[:0], lang.Unknown, text)
			}
		})
	}
}

func BenchmarkDetect(b *testing.B) {
	for _, l := range lang.Languages() {
		text := strings.Repeat(samples[l]+" ", 10)
		text = strings.ToValidUTF8(text[:500], "")
		b.Run(string(l), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				lang.Detect(text)
			}
		})
	}
}

func BenchmarkQueryTerms(b *testing.B) {
	for b.Loop() {
		lang.QueryTerms("lighthouses")
	}
}
