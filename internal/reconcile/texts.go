// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package reconcile

import (
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
)

// addTexts joins the texts of the report in its other languages to the
// recommendations, by number. The report that gives the record stays the record:
// where another language says otherwise, that is a finding.
func addTexts(record *heed.Record, best heed.Facts, reports []heed.Facts) {
	record.Recommendations = slices.Clone(record.Recommendations)
	for _, language := range heed.Languages {
		if other, ok := edition(language, best, reports); ok {
			record.Findings = append(record.Findings, addEdition(record.Recommendations, other)...)
		}
	}
}

// edition is the report in a language, of those that are as final as the one
// that gives the record; false where there is none, or it is that one.
func edition(language string, best heed.Facts, reports []heed.Facts) (heed.Facts, bool) {
	var in []heed.Facts
	for _, f := range reports {
		d := f.Document
		if d.Language == language && language != best.Document.Language && (d.Stage == best.Document.Stage || d.Stage.Counts() && best.Document.Stage.Counts()) {
			in = append(in, f)
		}
	}
	if len(in) == 0 {
		return heed.Facts{}, false
	}
	return slices.MinFunc(in, byStanding), true
}

// addEdition joins one language. Where fewer than half of the numbers are the
// same, it is not the same list, and no text is joined.
func addEdition(all []heed.Recommendation, other heed.Facts) []heed.Finding {
	language := other.Document.Language
	there := map[string]heed.Recommendation{}
	for _, r := range other.Recommendations {
		if _, twice := there[r.Ref]; !twice {
			there[r.Ref] = r
		}
	}
	shared := map[string]bool{}
	for _, r := range all {
		if _, ok := there[r.Ref]; ok {
			shared[r.Ref] = true
		}
	}
	if 2*len(shared) < max(len(all), len(there)) {
		return []heed.Finding{{Code: heed.FindingLanguageRefs, Args: []string{
			"Language", language, "Shared", strconv.Itoa(len(shared)), "Here", strconv.Itoa(len(all)), "There", strconv.Itoa(len(there)),
		}}}
	}
	var out []heed.Finding
	for i := range all {
		r, ok := there[all[i].Ref]
		if !ok {
			out = append(out, heed.Finding{Code: heed.FindingLanguageMissing, Ref: all[i].Ref, Args: []string{"Language", language}, Places: all[i].Places})
			continue
		}
		all[i].Texts = append(slices.Clip(all[i].Texts), heed.OfficialText{Language: language, Text: r.Text, Document: other.Document.Digest, Places: r.Places})
		out = append(out, differs(all[i], r, language)...)
	}
	for _, r := range other.Recommendations {
		if !shared[r.Ref] {
			out = append(out, heed.Finding{Code: heed.FindingLanguageExtra, Args: []string{"Language", language, "Number", r.Ref}})
		}
	}
	return out
}

// differs compares what two languages of a report say of a recommendation.
func differs(here, there heed.Recommendation, language string) []heed.Finding {
	var out []heed.Finding
	if here.Position != there.Position {
		out = append(out, heed.Finding{
			Code: heed.FindingLanguageAnswer, Ref: here.Ref, Args: []string{"Language", language, "Answer", string(there.Position)}, Places: here.Places,
		})
	}
	if a, b := stateSet(here.RecommendingStates), stateSet(there.RecommendingStates); a != b {
		out = append(out, heed.Finding{
			Code: heed.FindingLanguageStates, Ref: here.Ref, Args: []string{"Language", language, "States", b}, Places: here.Places,
		})
	}
	return out
}

// stateSet names States in the order of their codes: languages have orders of
// their own.
func stateSet(states []heed.StateCode) string {
	sorted := slices.Clone(states)
	slices.Sort(sorted)
	var out []string
	for _, s := range slices.Compact(sorted) {
		out = append(out, string(s))
	}
	return strings.Join(out, " ")
}
