// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package recommendation

import (
	"net/url"
	"strings"

	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/label"
)

// Named is an instrument or a body in words, with what is asked about it.
type Named struct {
	Name, Href string
	// Asked is what is asked, "" where it is only named; Words carried it.
	Asked string
	Words []string
}

// Goal is a target of the Sustainable Development Goals in words.
type Goal struct {
	Name, Href string
	Words      []string
}

// byRule puts into words what is told by rule.
func (d *Data) byRule() {
	for _, n := range d.Instruments {
		named := Named{Name: d.Value(find.ByInstrument, string(n.Key)), Href: d.searching(find.ByInstrument, string(n.Key)), Words: d.words(append([]label.Span{n.Name}, n.Words...))}
		var asked []string
		for _, s := range n.Steps {
			asked = append(asked, d.Value(find.ByTreatyAct, string(s)))
		}
		named.Asked = strings.Join(asked, " · ")
		if len(n.Articles) > 0 {
			named.Asked += " (" + d.T("named.articles", "Articles", d.List(n.Articles), "Count", len(n.Articles)) + ")"
		}
		d.Named = append(d.Named, named)
	}
	for _, t := range d.SDGs {
		d.Goals = append(d.Goals, Goal{d.Value(find.ByGoal, t.Code), d.searching(find.ByGoal, t.Code), d.words(t.Words)})
	}
}

// searching is the address of all recommendations with a value.
func (d *Data) searching(dimension find.Dimension, value string) string {
	return d.URL("/search") + "?" + url.Values{string(dimension): {value}}.Encode()
}

// words gives the places of the text, each wording once.
func (d *Data) words(spans []label.Span) []string {
	var out []string
	had := map[string]bool{}
	for _, s := range spans {
		if w := d.Text[s.From:s.To]; !had[w] {
			had[w] = true
			out = append(out, w)
		}
	}
	return out
}
