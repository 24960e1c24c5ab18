// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package words_test

import (
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract/words"
)

func TestDateIn_LanguagesOfTheUN(t *testing.T) {
	for _, c := range []struct {
		text, language string
		want           heed.Date
	}{
		{"générale 1er août 2018 Français", "fr", "2018-08-01"},
		{"general 16 de noviembre de 2009 Español", "es", "2009-11-16"},
		{"5 ноября 2014 года", "ru", "2014-11-05"},
		{"2018年8月1日", "zh", "2018-08-01"},
		{"General 14 August 2019", "ru", "2019-08-14"},
		{"16 novembre 2009", "es", ""},
		{"40 novembre 2009", "fr", ""},
		{"2018年13月1日", "zh", ""},
	} {
		if got := words.DateIn(c.text, c.language); got != c.want {
			t.Errorf("%q in %s is %q, want %q", c.text, c.language, got, c.want)
		}
	}
}
