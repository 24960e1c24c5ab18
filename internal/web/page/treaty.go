// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package page

import (
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/refdata"
)

// TreatyAct puts an act about a treaty into words: what, when ("" where no source
// says), and by which source as of when.
func (b Base) TreatyAct(a refdata.TreatyAct) (what, when, source string) {
	what, source = b.T(a.Act.Key()), b.T("state.source", "Source", refdata.SourceTitle(a.Source.Title, b.Lang()), "AsOf", b.When(a.AsOf))
	if a.Article != "" {
		what += " (" + b.T("state.article", "Article", a.Article) + ")"
	}
	return what, b.When(a.When()), source
}

// When puts a day or a month into words; a year or nothing stays what it is.
func (b Base) When(when string) string { return b.words.When(when) }

// Standing puts into words how a State stands to a treaty, and since when.
func (b Base) Standing(s heed.Standing, since string) string {
	key := "rests.standing." + string(s)
	if since == "" {
		return b.T(key)
	}
	return b.T(key+"_since", "Since", b.When(since))
}

// TreatySays puts into words what the treaty record says of an act that was asked
// for, without its sources.
func (b Base) TreatySays(a find.TreatyAsked) string {
	var acts []string
	for _, act := range a.Acts {
		what, when, _ := b.TreatyAct(act.Told())
		if when != "" {
			what += ", " + when
		}
		acts = append(acts, what)
	}
	return b.T("treatysays."+string(a.Says), "Acts", strings.Join(acts, "; "), "AsOf", b.When(a.AsOf))
}

// TreatySources names the sources of acts, each once.
func (b Base) TreatySources(acts []find.TreatyAct) string {
	var out []string
	had := map[string]bool{}
	for _, a := range acts {
		if _, _, source := b.TreatyAct(a.Told()); !had[source] {
			had[source] = true
			out = append(out, source)
		}
	}
	return strings.Join(out, "; ")
}

// TreatyLine is what the treaty record says of an act that was asked for, in words;
// its template is "treatysays".
type TreatyLine struct {
	Asked, Says, Sources string
	// Proposed says that people should look whether it has been done.
	Proposed string
}

// TreatyLines puts what the treaty record says of a recommendation into words.
func (b Base) TreatyLines(all []find.TreatyAsked) []TreatyLine {
	var out []TreatyLine
	for _, a := range all {
		line := TreatyLine{
			Asked: b.Value(find.ByInstrument, string(a.Treaty)) + ", " + b.Value(find.ByTreatyAct, string(a.Step)), Says: b.TreatySays(a), Sources: b.TreatySources(a.Acts),
		}
		if a.Proposed() {
			line.Proposed = b.T("treatysays.proposed")
		}
		out = append(out, line)
	}
	return out
}
