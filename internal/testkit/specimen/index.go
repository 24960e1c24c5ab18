// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package specimen

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Index is an export in the form of OHCHR's Universal Human Rights Index, about
// the invented State and what invented documents of other mechanisms say of it.
// Known says how many passages each body has in it.
func Index() (export []byte, known map[string]int) {
	known = map[string]int{}
	var records []map[string]any
	add := func(body string, r map[string]any) {
		r["AnnotationId"] = fmt.Sprintf("00000000-0000-4000-8000-%012d", len(records)+1)
		r["Body"] = "- " + body
		r["Regions"], r["PublicationDateOnUhri"] = []string{"- Specimen"}, r["PublicationDate"]
		records = append(records, r)
		known[body]++
	}
	for _, review := range Known() {
		for _, rec := range review.Recommendations {
			add("UPR", map[string]any{
				"AnnotationType": "- Recommendations", "Countries": []string{"Veldania"}, "Symbol": review.Symbol,
				"PublicationDate": review.ReviewDate + "T00:00:00", "Text": rec.Text, "Themes": []string{indexTheme(rec.Theme)}, "AffectedPersons": []string{}, "Sdgs": []string{},
				"UprCycle": fmt.Sprint(review.Cycle), "UprSession": fmt.Sprint(review.Session), "UprPositions": []string{indexPosition(rec.Final)},
				"UprRecommendingCountry": []string{}, "UprRecommendingRegions": []string{},
			})
		}
	}
	for i, o := range observations {
		for year := 2012; year <= 2018; year += 6 {
			add(o.body, map[string]any{
				"AnnotationType": o.kind, "Countries": []string{"Veldania"}, "Symbol": fmt.Sprintf("%s/VEL/CO/%d", o.symbol, (year-2006)/6),
				"PublicationDate": fmt.Sprintf("%d-%02d-15T00:00:00", year+i%5, i%12+1), "Text": o.text, "Themes": o.themes, "AffectedPersons": o.persons, "Sdgs": o.sdgs,
				"UprCycle": nil, "UprSession": nil, "UprPositions": []string{}, "UprRecommendingCountry": []string{}, "UprRecommendingRegions": []string{},
			})
		}
	}
	export, err := json.MarshalIndent(records, "", " ")
	if err != nil {
		panic(err) // it is all strings
	}
	return export, known
}

// indexTheme writes a theme as an index does, for people.
func indexTheme(key string) string {
	if key == "" {
		return "Specimen: other"
	}
	return "Specimen: " + strings.ReplaceAll(key, "_", " ")
}

func indexPosition(final string) string {
	switch final {
	case "supported":
		return "Supported"
	case "partial":
		return "Supported/Noted"
	}
	return "Noted"
}

// observation is an invented passage of another mechanism.
type observation struct {
	body, kind, symbol, text string
	themes, persons, sdgs    []string
}

var observations = []observation{
	{"CAT", "- Recommendations", "CAT/C", "The invented committee recommends that the State party have every complaint of ill-treatment in the cells of its harbour police examined by a body of its own, outside the police.", []string{"Specimen: torture"}, []string{"Persons deprived of liberty"}, []string{"16 - SPECIMEN"}},
	{"CAT", "- Concerns/Observations", "CAT/C", "The invented committee is concerned that no keeper of a prison has been brought before a court since its last dialogue with the State party.", []string{"Specimen: torture", "Specimen: justice"}, []string{"Public officials"}, nil},
	{"CEDAW", "- Recommendations", "CEDAW/C", "The invented committee calls upon the State party to open shelters for women on each of its islands, and to pay for them from its own budget.", []string{"Specimen: women"}, []string{"Women & girls"}, []string{"5 - SPECIMEN"}},
	{"CEDAW", "- Concerns/Observations", "CEDAW/C", "The invented committee notes that women hold two of forty seats in the assembly of Veldania.", []string{"Specimen: women"}, []string{"Women & girls"}, []string{"5 - SPECIMEN"}},
	{"CRC", "- Recommendations", "CRC/C", "The invented committee urges the State party to let no child work on the boats at night, and to send inspectors who see to it.", []string{"Specimen: children", "Specimen: labour"}, []string{"Children"}, []string{"8 - SPECIMEN"}},
	{"CRC", "- Recommendations", "CRC/C", "The invented committee recommends that schools of the outer islands teach in the children's own languages.", []string{"Specimen: education"}, []string{"Children", "Minorities"}, []string{"4 - SPECIMEN"}},
	{"CRPD", "- Recommendations", "CRPD/C", "The invented committee recommends that the ferries of the State party be made accessible to all passengers with disabilities.", []string{"Specimen: disability"}, []string{"Persons with disabilities"}, []string{"10 - SPECIMEN"}},
	{"CCPR", "- Concerns/Observations", "CCPR/C", "The invented committee is concerned that three newspapers were closed for what they had printed on the price of lamp oil.", []string{"Specimen: expression"}, nil, []string{"16 - SPECIMEN"}},
	{"SR Lighthouses", "- Recommendations", "A/HRC/99", "The invented special rapporteur recommends that the Government publish what it pays to the keepers, and hear them before it changes their hours.", []string{"Specimen: labour"}, nil, nil},
}
