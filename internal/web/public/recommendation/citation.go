// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package recommendation

import (
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/web/page"
)

// Style is a citation in one style, to be copied.
type Style struct {
	Name, Text string
}

// citation is what the recommendation is cited by. Nothing that has not been
// issued is: then there is none.
func (d Data) citation(today heed.Date) *export.Citation {
	if !d.Report.Stage.Counts() {
		return nil
	}
	id := heed.RecID{Review: d.Recommendation.Review.ReviewID, Ref: d.Ref}
	c := &export.Citation{
		ID: id, Under: english(id.Review.State), Symbol: d.Report.Symbol, Date: d.Report.Date, Text: d.Text, Language: d.Report.Language,
		Address: d.Absolute("/" + id.String()), Accessed: today,
	}
	for _, s := range d.RecommendingStates {
		c.States = append(c.States, english(s))
	}
	return c
}

func english(code heed.StateCode) string { return refdata.Name(code, "en", refdata.Short) }

// styles gives the citation in each style that is shown.
func (d Data) styles(c *export.Citation) []Style {
	return []Style{{d.T("cite_style.plain"), c.Plain()}, {"APA", c.APA()}, {"Chicago", c.Chicago()}}
}

// citations are the files for programs that keep references.
func citations(c *export.Citation) map[page.Form]page.File {
	name := strings.NewReplacer("/", "-", ".", "-").Replace(c.ID.String())
	return map[page.Form]page.File{
		page.BIB: {Name: name, ContentType: "application/x-bibtex; charset=utf-8", Body: c.BibTeX()},
		page.RIS: {Name: name, ContentType: "application/x-research-info-systems; charset=utf-8", Body: c.RIS()},
	}
}
