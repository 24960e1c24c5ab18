// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package page

import (
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/refdata"
)

// tableHead names the columns of an export; programs read them, so they are the
// same in every language.
var tableHead = []string{
	"state", "state_name", "cycle", "session", "symbol", "report_stage", "paragraph", "text", "recommending_states", "recommending_state_names",
	"position", "qualifier", "themes_by_rule", "issues_proposed", "act_proposed", "instruments_by_rule", "sdgs_by_rule", "legal_duty_by_rule", "corrected", "address",
}

// Table gives the recommendations of an answer for spreadsheets. Its name becomes
// that of a file and holds letters, digits and - only.
func (b Base) Table(name string, a find.Answer) *export.Table {
	t := &export.Table{Name: name, Head: tableHead}
	for _, h := range a.Rows {
		t.Rows = append(t.Rows, []string{
			string(h.Review.State), refdata.Name(h.Review.State, "en", refdata.Short), strconv.Itoa(h.Review.Cycle), strconv.Itoa(h.Session),
			h.Symbol, string(h.Stage), h.Paragraph, h.Text, joined(h.RecommendingStates, func(c heed.StateCode) string { return string(c) }),
			joined(h.RecommendingStates, func(c heed.StateCode) string { return refdata.Name(c, "en", refdata.Short) }),
			string(h.Position), string(h.Qualifier), joined(h.Themes, func(t label.Theme) string { return string(t) }),
			strings.Join(h.Issues, "; "), strconv.Itoa(int(h.Act)), joined(h.Instruments, asked), strings.Join(label.Goals(h.SDGs), "; "), strconv.FormatBool(h.LegalDuty), strconv.FormatBool(h.Corrected), b.site.BaseURL + "/" + h.ID().String(),
		})
	}
	return t
}

// asked gives an instrument or body with what is asked about it: "CAT: ratify,
// declare 21 22".
func asked(n label.Named) string {
	out := string(n.Key)
	for i, s := range n.Steps {
		out += map[bool]string{true: ": ", false: ", "}[i == 0] + string(s)
	}
	if len(n.Articles) > 0 {
		out += " " + strings.Join(n.Articles, " ")
	}
	return out
}

func joined[V any](values []V, word func(V) string) string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = word(v)
	}
	return strings.Join(words, "; ")
}
