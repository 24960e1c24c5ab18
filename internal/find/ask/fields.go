// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

// Known is a field as the one who asks describes it.
type Known struct {
	// Name is that of the canonical form, in small letters; Aliases are others
	// by which it is known.
	Name    string
	Aliases []string
	// Resolve says what a value means: "Turkey" is TUR. What it gives must mean
	// itself.
	Resolve func(value string) (values []string, ok bool)
	// Names says that values are names, which may be of several words even
	// without quotation marks: state:Viet Nam.
	Names bool
	// Ranged says that values are whole numbers and may be ranges of them.
	Ranged bool
}

// Fields is a table of the fields there are.
type Fields struct {
	byName map[string]*Known
}

// NewFields makes a table. Case does not matter in names.
func NewFields(known ...Known) Fields {
	f := Fields{map[string]*Known{}}
	for i := range known {
		for _, name := range append([]string{known[i].Name}, known[i].Aliases...) {
			f.byName[strings.ToLower(name)] = &known[i]
		}
	}
	return f
}

func (f Fields) find(name string) *Known { return f.byName[strings.ToLower(name)] }

// resolve says what a value means; a value that means nothing is nothing.
func (k *Known) resolve(value string) ([]string, bool) {
	values, ok := k.Resolve(value)
	return values, ok && len(values) > 0
}

// means reports whether a value means something.
func (k *Known) means(value string) bool {
	_, ok := k.resolve(value)
	return ok
}

// itself reports whether a value is canonical already.
func (k *Known) itself(value string) bool {
	values, ok := k.resolve(value)
	return ok && len(values) == 1 && values[0] == value
}

// OneOf makes a Resolve for values that are known one by one; case does not
// matter.
func OneOf(values ...string) func(string) ([]string, bool) {
	return func(value string) ([]string, bool) {
		for _, v := range values {
			if strings.EqualFold(v, value) {
				return []string{v}, true
			}
		}
		return nil, false
	}
}

// State is the Resolve of fields whose values are States: by code, or by any
// official, former or other name in the languages of the UN and in Kazakh.
func State(value string) (codes []string, ok bool) {
	if code := heed.StateCode(strings.ToUpper(value)); refdata.Known(code) {
		return []string{string(code)}, true
	}
	code, ok := refdata.StateByAnyName(value)
	return []string{string(code)}, ok
}
