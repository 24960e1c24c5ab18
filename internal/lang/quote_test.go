// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lang_test

import (
	"testing"

	"github.com/heed-upr/heed/internal/lang"
)

func TestQuotes(t *testing.T) {
	const text = "The court’s imple-\nmentation report says: “Nothing  was done, and he had nothing to add.” Судьи назначены в мае."
	for words, want := range map[string]struct{ quotes, stands bool }{
		"":                                    {true, true},
		`"Nothing was done`:                   {true, true},
		"The court's implementation report":   {true, true},
		"nothing\nwas   done, and":            {true, true},
		"судьи назначены":                     {true, true},
		"The court’s … was done":              {true, false},
		"The court’s [...] was done":          {true, false},
		"[It] says: “Nothing was done”":       {true, false},
		"... nothing to add.":                 {true, true},   // its dots are marks like others
		"was done … The court’s":              {false, false}, // in another order
		"he had not":                          {false, false}, // half a word
		"thing was done":                      {false, false},
		"Nothing was done by the court":       {false, false},
		"everything was done":                 {false, false},
		"Nothing was done … Nothing was done": {false, false}, // it stands there once
	} {
		if got := lang.Quotes(text, words); got != want.quotes {
			t.Errorf("Quotes %q: %v", words, got)
		}
		if got := lang.Stands(text, words); got != want.stands {
			t.Errorf("Stands %q: %v", words, got)
		}
	}
}
