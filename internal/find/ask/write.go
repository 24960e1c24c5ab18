// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"strings"
	"unicode"
)

// String writes the nodes beside each other.
func (a And) String() string {
	parts := make([]string, len(a))
	for i, n := range a {
		parts[i] = n.String()
		if _, is := n.(Or); is {
			parts[i] = "(" + parts[i] + ")"
		}
	}
	return strings.Join(parts, " ")
}

// String writes the nodes with OR between them.
func (o Or) String() string {
	parts := make([]string, len(o))
	for i, n := range o {
		parts[i] = n.String()
	}
	return strings.Join(parts, " OR ")
}

// String writes the node with - before it.
func (n Not) String() string {
	switch n.Of.(type) {
	case And, Or:
		return "-(" + n.Of.String() + ")"
	}
	return "-" + n.Of.String()
}

// String writes the word.
func (w Word) String() string { return w.Text }

// String writes the beginning with a star.
func (p Prefix) String() string { return p.Text + "*" }

// String writes the phrase in quotation marks.
func (p Phrase) String() string { return `"` + p.Text + `"` }

// String writes the field with its values.
func (f Field) String() string {
	values := make([]string, len(f.Values))
	for i, v := range f.Values {
		values[i] = written(v)
	}
	return f.Name + ":" + strings.Join(values, ",")
}

// written gives a value as it is read again, in quotation marks where it needs
// them; of those within, " can stay, and no value that has both is known.
func written(value string) string {
	plain := value != "" && !strings.ContainsFunc(value, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_./", r)
	})
	_, operator := operators[value]
	switch {
	case plain && !operator:
		return value
	case strings.ContainsAny(value, "\"”"):
		return "«" + value + "»"
	}
	return `"` + value + `"`
}
