// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed_test

import (
	"testing"

	"github.com/heed-upr/heed"
)

// A reference is a word of what somebody was and a number, or a letter and a number:
// nothing that somebody is called by fits.
func TestValidReference(t *testing.T) {
	for _, good := range []string{"Person 7", "victim 12", "Свидетель 3", "Пострадавшая 1", "7-адам", "Куә 3", "12-айыпталушы", "W-12", "С-4", "P7"} {
		if !heed.ValidReference(good) {
			t.Errorf("%q is refused", good)
		}
	}
	for _, bad := range []string{
		"Ivan Petrov", "Ivan 7", "Иван 7", "Person", "Person Ivan", "Person 7 (Ivan)", "Person 07", "Person 0", "Person 12345", "7-Асан", "I.P.", "IP-7", "И.П. 7", "7", "Person  7", " Person 7", "Person 7\n", "-7", "",
	} {
		if heed.ValidReference(bad) {
			t.Errorf("%q is taken", bad)
		}
		p := heed.Person{Dossier: "harbour", Reference: bad, Role: heed.PersonVictim, What: heed.Texts{"en": "Was there."}, Source: heed.Source{Title: "A paper"}}
		if err := p.Check(); heed.ErrorKey(err) != "error.reference" && heed.ErrorArg(err, "Field") != "reference" {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestNextReference(t *testing.T) {
	if n := heed.NextReference(nil); n != 1 {
		t.Errorf("the first is %d", n)
	}
	if n := heed.NextReference([]string{"Person 7", "2-адам", "W-12", "Somebody from before"}); n != 13 {
		t.Errorf("behind 12 comes %d", n)
	}
}
