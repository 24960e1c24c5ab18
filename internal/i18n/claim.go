// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package i18n

import "github.com/heed-upr/heed"

// When puts a day or a month into words; a year or nothing stays what it is.
func (t *Translator) When(when string) string {
	if len(when) <= len("2006") {
		return when
	}
	return t.Date(heed.Date(when))
}

// Beside puts into words what the record says beside a claim: what, and when.
func (t *Translator) Beside(b heed.Beside) string {
	text := t.T(b.Key, t.dated(b.Args)...)
	if b.Article != "" {
		text += " (" + t.T("state.article", "Article", b.Article) + ")"
	}
	if b.When != "" {
		text += ", " + t.When(b.When)
	}
	return text
}

// Reason puts into words why a verdict on a claim is proposed.
func (t *Translator) Reason(r heed.Reason) string { return t.T(r.Key, t.dated(r.Args)...) }

// dated gives arguments with their days in words.
func (t *Translator) dated(args []string) []any {
	out := make([]any, len(args))
	for i, a := range args {
		out[i] = a
		if i%2 == 1 && (args[i-1] == "When" || args[i-1] == "AsOf") {
			out[i] = t.When(a)
		}
	}
	return out
}
