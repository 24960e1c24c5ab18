// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata_test

import (
	"strings"
	"testing"

	"github.com/heed-upr/heed/internal/refdata"
)

// Every treaty whose acts are known can be named, under the same key and name, and
// everything that can be named has a name in each of the portal's languages.
func TestInstruments(t *testing.T) {
	for _, treaty := range refdata.Treaties() {
		i, ok := refdata.InstrumentByKey(refdata.InstrumentKey(treaty.Key))
		if !ok || i.Kind != refdata.InstrumentTreaty || i.Name("ru") != treaty.Name("ru") {
			t.Errorf("%s: %+v", treaty.Key, i)
		}
	}
	for _, i := range refdata.Instruments() {
		for _, lang := range []string{"en", "ru", "kk"} {
			name := i.Name(lang)
			if name == "" || strings.TrimSpace(name) != name || lang != "en" && name == i.Name("en") {
				t.Errorf("%s in %s: %q", i.Key, lang, name)
			}
		}
		if i.Within != "" {
			if wide, ok := refdata.InstrumentByKey(i.Within); !ok || wide.Kind != i.Kind {
				t.Errorf("%s is within %s", i.Key, i.Within)
			}
		}
	}
	if _, ok := refdata.InstrumentByKey("cat"); ok {
		t.Error("keys are written as they are")
	}
}
