// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package wgreport

import (
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/grammar"
	"github.com/heed-upr/heed/internal/extract/words"
)

// pledges reads section III, where a report has one: the State's voluntary
// pledges and commitments, each numbered paragraph and each item of a list. A
// paragraph that leads a list in is no pledge itself.
func pledges(body []doc.Paragraph, g *grammar.Grammar) []heed.Pledge {
	var out []heed.Pledge
	paragraph, open := "", false
	for _, p := range body {
		if g.Matches(grammar.Annex, p.Text) || g.Matches(grammar.Closing, p.Text) {
			break
		}
		text := strings.TrimSpace(p.Text)
		switch {
		case text == "" || p.Bold && p.Label == "":
			open = false
		case leadsIn(text):
			paragraph, open = strings.TrimSuffix(p.Label, "."), false
		case p.Label != "":
			out = append(out, heed.Pledge{Paragraph: within(paragraph, p.Label), Text: text, Places: p.AllPlaces()})
			open = true
		case open:
			last := &out[len(out)-1]
			last.Text += " " + text
			last.Places = addPlaces(last.Places, p.AllPlaces())
		}
	}
	return out
}

// within is the name of an item of a list under a paragraph: "62 (a)", "62/1";
// a paragraph of its own has its number.
func within(paragraph, label string) string {
	item := strings.TrimSuffix(label, ".")
	switch {
	case strings.HasPrefix(label, "(") && paragraph != "":
		return paragraph + " " + label
	case paragraph != "" && words.Number(item) > 0 && words.Number(item) < words.Number(paragraph):
		return paragraph + "/" + item
	case strings.Trim(item, "•·▪–−-") == "":
		return paragraph
	}
	return item
}
