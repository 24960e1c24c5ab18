// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package claim_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/heed-upr/heed/internal/claim"
)

// hostile are texts made to take long, by what they repeat.
var hostile = []struct{ name, language, repeats string }{
	{"one line", "en", "kazakhstan signed "},
	{"treaties", "en", "Kazakhstan ratified the CAT, CRC, CEDAW, CRPD, ICCPR, ICERD, ICMW and OPCAT in 1998. "},
	{"quotes", "en", "«“\"'Signed'\"”» ("},
	{"dates", "ru", "Казахстан подписал 1 мая 2001 года, 2 мая 2002 года, 3 мая 2003 года и МПЭСКП. "},
	{"abbreviations", "ru", "г.\t"},
	{"denials", "ru", "Неправда, что не подписал, но не ратифицировал КПП, неправда. "},
	{"verbs", "kk", "Қазақстан 2008 жылы Бала құқықтары туралы конвенцияға қол қойды, ратификациялаған жоқ деген дұрыс емес. "},
}

// The time that it takes grows with the length of a text, whatever is in it: the figure
// is in bytes a second.
func BenchmarkFind(b *testing.B) {
	for _, h := range hostile {
		for _, size := range []int{100_000, 1_000_000} {
			text := strings.Repeat(h.repeats, size/len(h.repeats))
			b.Run(h.name+"/"+map[int]string{100_000: "100kB", 1_000_000: "1MB"}[size], func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					claim.Find(text, h.language, "KAZ", namingIn(h.language))
				}
			})
		}
	}
	for language, name := range map[string]string{"en": "article.txt", "ru": "article.ru.txt", "kk": "article.kk.txt"} {
		text, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			b.Fatal(err)
		}
		b.Run("article/"+language, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				claim.Find(string(text), language, "KAZ", namingIn(language))
			}
		})
	}
}
