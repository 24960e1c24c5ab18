// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package specimen

import (
	"regexp"
	"strings"
)

// underReview is the invented State whose reviews these are.
const underReview = "XVA"

// stateNames are the invented States, as documents print them. No code is
// assigned to a real State.
var stateNames = map[string]string{
	"XVA": "Veldania",
	"XAR": "Arvenia",
	"XBL": "Belmarque",
	"XBO": "Boralund",
	"XCA": "Calmeria",
	"XCO": "Corvessa",
	"XCD": "Côte d\u2019Alba",
	"XDA": "Dalmora",
	"XDR": "Drevnia",
	"XEL": "Elsmark",
	"XES": "Estovar",
	"XFE": "Ferrowen",
	"XGA": "Galvessa",
	"XHA": "Halvern",
	"XIL": "Ilmaria",
	"XJO": "Jorvane",
	"XKE": "Kelmoor (Federation of)",
	"XLI": "Lirenne",
	"XLO": "Lomasia",
	"XMA": "Marenda",
	"XMO": "Mondavar",
	"XNE": "Nerovia",
	"XNO": "Nordhall",
	"XOR": "Orvanta",
	"XPA": "Palvaria",
	"XQU": "Quendara",
	"XRI": "Rivenna",
	"XSA": "Salundra",
	"XSE": "Seravale",
	"XSO": "Saint Orin and the Isles",
	"XTA": "Tavaroa",
	"XTE": "Tervania",
	"XUL": "Ulmeria",
	"XYA": "Yarrova",
	"XZE": "Zelandor",
}

var codeInText = regexp.MustCompile(`\{([A-Z]{3})\}`)

// spell replaces codes in braces by names.
func spell(s string) string {
	return codeInText.ReplaceAllStringFunc(s, func(code string) string { return stateNames[code[1:4]] })
}

// codes lists the States of a "by".
func codes(by string) []string {
	return strings.FieldsFunc(by, func(r rune) bool { return r == ',' || r == '/' || r == ' ' })
}

// brackets prints the States of a "by": "XAA, XBB" as (A, B), "XAA/XBB" as
// (A) (B).
func brackets(by string) string {
	var names []string
	for _, c := range codes(by) {
		names = append(names, stateNames[c])
	}
	if strings.Contains(by, "/") {
		return "(" + strings.Join(names, ") (") + ")"
	}
	return "(" + strings.Join(names, ", ") + ")"
}

// enumerate gives "A, B and C".
func enumerate(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

func namesOf(list []string) []string {
	var out []string
	for _, c := range list {
		out = append(out, stateNames[c])
	}
	return out
}
