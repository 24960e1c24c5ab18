// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/page"
)

// line orders what happened and what was said by date.
func (d *Data) line() {
	for _, o := range d.It.Dossier.Timeline {
		d.Line = append(d.Line, Moment{Date: d.Around(o.Date), Text: d.Wording(o.What), Source: o.Source, at: o.Date})
	}
	for _, c := range d.Calls {
		if c.Call.Date != "" && c.Withdrawn == "" {
			said := page.Wording{Text: d.T("dossier.spoke", "Kind", c.Kind, "Who", c.Call.Speaker), Lang: d.Lang()}
			d.Line = append(d.Line, Moment{Date: c.Date, Text: said, Href: "#c-" + string(c.ID), at: c.Call.Date})
		}
	}
	slices.SortStableFunc(d.Line, func(a, b Moment) int { return cmp.Compare(a.at, b.at) })
}

// most of a cycle are shown on the page: the search has all of them.
const mostAsked = 25

// asked puts what had been recommended into words.
func (d *Data) asked() {
	for _, in := range d.It.Asked {
		c := Cycle{AskedIn: in, Name: d.T("review.cycle", "Cycle", in.Review.Cycle), Href: d.ReviewURL(in.Review)}
		for i, a := range in.Recommendations {
			if i == mostAsked {
				c.More, c.MoreHref = len(in.Recommendations)-mostAsked, d.search(in.Review)
				break
			}
			c.Rows = append(c.Rows, d.recommended(a))
		}
		d.Asked = append(d.Asked, c)
	}
}

// search leads to the recommendations of a review by the first kind of label.
func (d *Data) search(id heed.ReviewID) string {
	values := url.Values{"state": {string(id.State)}, "cycle": {strconv.Itoa(id.Cycle)}}
	if themes := d.It.Dossier.Themes; len(themes) > 0 {
		values["theme"] = themes
	} else {
		values["issue"] = d.It.Dossier.Issues
	}
	return d.URL("/search") + "?" + values.Encode()
}

func (d *Data) recommended(a find.Asked) Asked {
	out := Asked{Asked: a, Mark: d.Mark(a.Position), Href: d.RecURL(a.ID.Review, a.ID.Ref)}
	var why []string
	for _, theme := range a.ByThemes {
		why = append(why, d.Value(find.ByTheme, theme))
	}
	for _, issue := range a.ByIssues {
		why = append(why, d.Value(find.ByIssue, issue))
	}
	if a.Chosen {
		why = append(why, d.T("dossier.chosen"))
	}
	out.Why = strings.Join(why, " · ")
	for _, s := range a.GapRow.Said {
		out.Said = append(out.Said, Said{s, d.VoiceMark(s.Voice)})
	}
	return out
}

// table is the figures for spreadsheets: one row for each, with all that a figure
// is never shown without. The codes are those of the JSON twin.
func (d Data) table() *export.Table {
	t := &export.Table{Name: "dossier-" + string(d.It.ID), Head: []string{
		"id", "kind", "value", "bound", "unit", "basis", "scope", "parts", "as_of", "published", "date_note", "voice", "speaker",
		"source_title", "source_symbol", "source_address", "source_place", "track", "stage", "revises", "revised_by", "withdrawn", "recorded_by", "recorded_by_voice", "note", "address",
	}}
	for _, c := range d.It.Figures {
		f := d.Base.Figure(c)
		var parts []string
		for _, p := range f.Of {
			parts = append(parts, p.Number+" "+p.Of.Text)
		}
		value := strconv.Itoa(c.Value)
		if c.Withdrawn != "" {
			value = ""
		}
		t.Rows = append(t.Rows, []string{
			string(c.ID), string(c.Kind), value, string(c.Bound), string(c.Unit), string(c.Basis), f.Whom.Text, strings.Join(parts, "; "), string(c.AsOf), string(c.Published), f.Known.Text, string(c.Voice), c.Speaker,
			c.Source.Title, c.Source.Symbol, c.Source.Address, c.Source.Place, string(c.Track), string(c.Reached()), string(c.Revises), string(c.RevisedBy), c.Withdrawn, f.Recorder, string(c.By.Voice), c.Note,
			d.Absolute("/dossier/"+string(d.It.ID)) + "#f-" + string(c.ID),
		})
	}
	return t
}
