// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package page

import (
	"net/url"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
)

// PassageURL is the page of one passage of another mechanism.
func (b Base) PassageURL(id string) string {
	return b.URL("/mechanisms") + "?" + url.Values{"id": {id}}.Encode()
}

// PassageName names a passage: the body that speaks, the document, the paragraph.
func (b Base) PassageName(a heed.Annotation) string {
	parts := []string{b.Value(find.ByBody, a.Body)}
	for _, s := range []string{strings.TrimSpace(a.Symbol), find.ParagraphOf(a)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

// Passage is a link to a passage that something names, by its name alone where it
// is no longer here.
func (b Base) Passage(id string, all map[string]heed.Annotation) Link {
	if a, ok := all[id]; ok {
		return Link{Href: b.PassageURL(id), Text: b.PassageName(a)}
	}
	return Link{Text: b.T("passage.gone", "ID", id)}
}

// Passages are the links to those that a thing names.
func (b Base) Passages(m heed.Matter, all map[string]heed.Annotation) []Link {
	var out []Link
	for _, id := range heed.Passages(m) {
		out = append(out, b.Passage(id, all))
	}
	return out
}

// NamesWith gives what things are called, and passages among them by their words.
func (b Base) NamesWith(all map[string]heed.Annotation, name func(heed.ID) string) func(heed.ID) string {
	return func(id heed.ID) string {
		if a, ok := all[string(id)]; ok {
			return b.PassageName(a)
		}
		return name(id)
	}
}
