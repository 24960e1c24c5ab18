// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/refdata"
)

// asked writes what is told of a text in one line.
func asked(text string) string {
	var out []string
	for _, n := range label.Instruments(text) {
		s := string(n.Key)
		for i, step := range n.Steps {
			s += map[bool]string{true: ":", false: "+"}[i == 0] + string(step)
		}
		for _, a := range n.Articles {
			s += " " + a
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

func TestInstruments(t *testing.T) {
	for text, want := range map[string]string{
		"Ratify OP-CAT":                                "OPCAT:ratify",
		"Sign and ratify the ICCPR-OP2":                "ICCPR-OP2:sign+ratify",
		"Accede to the CRPD and its Optional Protocol": "CRPD:accede, OP-CRPD:accede",
		"Ratify the Convention against Torture and the Optional Protocol thereto":                                                                     "CAT:ratify, OPCAT:ratify",
		"Ratify the First and Second Optional Protocols to the International Covenant on Civil and Political Rights":                                  "ICCPR-OP1:ratify, ICCPR-OP2:ratify",
		"Ratify the Optional Protocols to the ICESCR and to the CRPD":                                                                                 "ICESCR-OP:ratify, OP-CRPD:ratify",
		"Ratify the two Optional Protocols to the Convention on the Rights of the Child":                                                              "OP-CRC-AC:ratify, OP-CRC-SC:ratify",
		"Ratify the Optional Protocol to the Convention on the Rights of the Child on a communications procedure":                                     "OP-CRC-IC:ratify",
		"Become a party to the Optional Protocol on the involvement of children in armed conflict":                                                    "OP-CRC-AC:join",
		"Ratify the remaining human rights conventions, in particular ICRMW and CED":                                                                  "TREATIES:ratify, ICMW:ratify, CPED:ratify",
		"Make the declaration provided for in articles 21 and 22 of CAT":                                                                              "CAT:declare 21 22",
		"Withdraw its reservations to articles 2, 9(2) and 16 of CEDAW":                                                                               "CEDAW:reservation 2 9 16",
		"Ratify, without reservations, the CEDAW":                                                                                                     "CEDAW:ratify",
		"Accept the individual complaints procedure under article 14 of ICERD":                                                                        "ICERD:declare 14",
		"Ratify ILO Conventions No. 138 and No. 182, and Convention 189 of the ILO":                                                                   "ILO-138:ratify, ILO-182:ratify, ILO-189:ratify",
		"Ratify the 1951 Refugee Convention and its 1967 Protocol":                                                                                    "REFUGEE-51:ratify, REFUGEE-67:ratify",
		"Accede to the 1954 and 1961 Conventions on statelessness":                                                                                    "STATELESS-54:accede, STATELESS-61:accede",
		"Ratify the Rome Statute of the International Criminal Court and the Kampala Amendments":                                                      "ROME:ratify, KAMPALA:ratify",
		"Implement the recommendations of CEDAW and CRC":                                                                                              "CEDAW-C:follow_up, CRC-C:follow_up",
		"Submit its overdue reports to the Committee against Torture":                                                                                 "CAT-C:report",
		"Extend a standing invitation to all special procedures":                                                                                      "SP:standing_invitation",
		"Invite the Special Rapporteurs on torture and on adequate housing to visit":                                                                  "SR-TORTURE:invite, SR-HOUSING:invite",
		"Establish a national human rights institution in accordance with the Paris Principles":                                                       "NHRI:establish, PARIS:implement",
		"Bring the Human Rights Centre into line with the Paris Principles":                                                                           "NHRI:strengthen, PARIS:implement",
		"Ratify OPCAT and establish a national preventive mechanism":                                                                                  "OPCAT:ratify, NPM:establish",
		"Cooperate with the International Criminal Court":                                                                                             "ICC:cooperate",
		"That the Arms Trade Treaty be ratified":                                                                                                      "ATT:ratify",
		"Adopt the Istanbul Convention":                                                                                                               "ISTANBUL:join",
		"Build schools":                                                                                                                               "",
		"Strengthen its national human rights mechanisms":                                                                                             "",
		"Ratify the International Convention for the Protection of All Persons from Enforced Disappearance and incorporate it into its Criminal Code": "CPED:ratify+implement",
	} {
		if got := asked(text); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}

// Places lie in the text, whatever it holds.
func FuzzInstruments(f *testing.F) {
	f.Add("Ratify the optional protocols to CAT, CRC and its op2 thereto (articles 9(2), 21)")
	f.Add("Special Rapporteurs on op, No. 138 ILO № covenants … competence of the committee")
	f.Fuzz(func(t *testing.T, text string) {
		for _, n := range label.Instruments(text) {
			if _, ok := refdata.InstrumentByKey(n.Key); !ok {
				t.Errorf("unknown %s", n.Key)
			}
			for _, s := range append(n.Words, n.Name) {
				if s.From < 0 || s.From >= s.To || s.To > len(text) {
					t.Errorf("%v is no place in %q", s, text)
				}
			}
		}
		if n := len(label.SDGs(text)); n > 3 {
			t.Errorf("%d targets", n)
		}
	})
}

func TestSDGs(t *testing.T) {
	for text, want := range map[string]string{
		"Establish a national human rights institution": "[16.a]",
		"Ratify CEDAW":                                                   "[5.1]",
		"Combat trafficking in women":                                    "[8.7 5.2]",
		"Ensure access to education for Roma children":                   "[4.5 10.2]",
		"Abolish the death penalty":                                      "[16]",
		"Prohibit corporal punishment of children":                       "[16.2]",
		"Extend a standing invitation to special procedures":             "[]",
		"Implement the recommendations of the Committee against Torture": "[]",
		"Ensure birth registration for all":                              "[16.9]",
		"Redouble its efforts":                                           "[]",
	} {
		var got []string
		for _, s := range label.SDGs(text) {
			got = append(got, s.Code)
		}
		if fmt.Sprint(got) != want {
			t.Errorf("%s: %v, want %s", text, got, want)
		}
	}
}

func TestCompareTargets(t *testing.T) {
	codes := []string{"16.a", "16.10", "16", "2.1", "16.9", "10.2"}
	slices.SortFunc(codes, label.CompareTargets)
	if got := fmt.Sprint(codes); got != "[2.1 10.2 16 16.9 16.10 16.a]" {
		t.Error(got)
	}
}
