// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package sessionreport_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/sessionreport"
)

func paragraph(label, text string) doc.Paragraph { return doc.Paragraph{Label: label, Text: text} }

// section gives the section of a session report on an invented State, with the
// State's views and its concluding remarks.
func section(views, concluding []string) *doc.Document {
	d := &doc.Document{Paragraphs: []doc.Paragraph{
		paragraph("", "Veldania"),
		paragraph("40.", "The review of Veldania was held on 4 May 2013 in conformity with all the relevant provisions, and was based on the following documents:"),
		paragraph("(a)", "The national report submitted by Veldania (A/HRC/WG.6/16/XVA/1);"),
		paragraph("41.", "At its 22nd meeting, on 19 September 2013, the Human Rights Council considered and adopted the outcome of the review of Veldania (see section C below)."),
		paragraph("42.", "The outcome of the review of Veldania comprises the report of the Working Group on the Universal Periodic Review (A/HRC/24/90), the views of the State under review and its replies (see also A/HRC/24/90/Add.1)."),
		paragraph("1.", "Views expressed by the State under review on the recommendations and/or conclusions, its voluntary commitments and the outcome"),
	}}
	n := 43
	add := func(texts []string) {
		for _, text := range texts {
			d.Paragraphs = append(d.Paragraphs, paragraph(fmt.Sprint(n)+".", text))
			n++
		}
	}
	add(views)
	d.Paragraphs = append(d.Paragraphs, paragraph("2.", "Views expressed by Member and observer States of the Council on the review outcome"))
	add([]string{"Drevnia noted that Veldania had accepted 99 of the 100 recommendations and regretted that recommendations 104.8 and 104.9 had been rejected."})
	d.Paragraphs = append(d.Paragraphs, paragraph("4.", "Concluding remarks of the State under review"))
	add(concluding)
	return d
}

func factsOf(t *testing.T, d *doc.Document) heed.Facts {
	t.Helper()
	all := sessionreport.Read(d, heed.Document{Symbol: "A/HRC/24/2", Kind: heed.KindSession})
	if len(all) != 1 {
		t.Fatalf("facts of %d reviews: %+v", len(all), all)
	}
	return all[0]
}

func counts(t heed.Total) string {
	return fmt.Sprintf("%d: %d supported, %d noted, %d in part, %d pending", t.Received, t.Supported, t.Noted, t.InPart, t.Pending)
}

// The wordings are of the forms in which the President closes, of an invented
// State.
func TestRead_TotalsInThePresidentsWords(t *testing.T) {
	for _, c := range []struct{ said, want string }{
		{"out of 194 recommendations received, Veldania had supported 144 recommendations and noted 50.", "194: 144 supported, 50 noted, 0 in part, 0 pending"},
		{"out of 194 recommendations received, 144 had enjoyed the support of Veldania and 50 had been noted.", "194: 144 supported, 50 noted, 0 in part, 0 pending"},
		{"out of 306 recommendations received, 292 enjoy the support of Veldania, additional clarification was provided on another 2 recommendations, indicating which parts of the recommendations were supported and which parts were noted, and 12 are noted.", "306: 292 supported, 12 noted, 2 in part, 0 pending"},
		{"out of 109 recommendations received, 72 had enjoyed the support of Veldania and 36 had been noted. Additional clarification had been provided on another recommendation, indicating which parts of the recommendation had been supported and which parts had been noted.", "109: 72 supported, 36 noted, 1 in part, 0 pending"},
		{"out of 298 recommendations received, 245 had enjoyed the support of Veldania and 48 had been noted. Further clarification had been provided on five recommendations.", "298: 245 supported, 48 noted, 5 in part, 0 pending"},
		{"out of 120 recommendations received, 100 were accepted, 8 were partially accepted and 12 were rejected.", "120: 100 supported, 12 noted, 8 in part, 0 pending"},
		{"out of 120 recommendations received, 100 enjoy the support of Veldania and the rest are noted.", "120: 100 supported, 20 noted, 0 in part, 0 pending"},
		{"all 81 recommendations received enjoy the support of Veldania.", "81: 81 supported, 0 noted, 0 in part, 0 pending"},
		{"out of 81 recommendations received, all had enjoyed the support of Veldania.", "81: 81 supported, 0 noted, 0 in part, 0 pending"},
		{"of the 238 recommendations received, Veldania had decided to accept 206, take note of 31 and partially accept 1.", "238: 206 supported, 31 noted, 1 in part, 0 pending"},
		{"out of 90 recommendations, 80 enjoyed the support of Veldania, 4 did not enjoy its support and 6 remained under consideration.", "90: 80 supported, 4 noted, 0 in part, 6 pending"},
		{"Veldania had received 167 recommendations, of which 150 had been accepted and 17 noted.", "167: 150 supported, 17 noted, 0 in part, 0 pending"},
		{"out of the 103 recommendations received, Veldania accepted 98 and took note of the remaining 5 recommendations.", "103: 98 supported, 5 noted, 0 in part, 0 pending"},
		{"out of 130 recommendations received, 126 enjoy the support of Veldania, while 3 recommendations were noted and 1 recommendation was supported in part.", "130: 126 supported, 3 noted, 1 in part, 0 pending"},
		{"out of a total of 60 recommendations received, 50 enjoy the support of Veldania, clarifications were provided on 2, 5 are noted and no position was provided on 3.", "60: 50 supported, 5 noted, 2 in part, 3 pending"},
		{"a total of 88 recommendations had been received: 70 supported and 18 noted.", "88: 70 supported, 18 noted, 0 in part, 0 pending"},
	} {
		f := factsOf(t, section(nil, []string{"The President stated that, based on the information provided, " + c.said, "The delegation thanked 12 delegations."}))
		if len(f.Totals) != 1 {
			t.Errorf("%q: totals %+v", c.said, f.Totals)
			continue
		}
		if got := counts(f.Totals[0]); got != c.want || f.Totals[0].Paragraph != "44" || f.Totals[0].Derived {
			t.Errorf("%q:\n got %s in §%s\nwant %s", c.said, got, f.Totals[0].Paragraph, c.want)
		}
	}
}

// Where nobody else counts, the State's own numbers are taken, and never those
// of another State.
func TestRead_TotalsInTheStatesWords(t *testing.T) {
	for _, c := range []struct{ said, want string }{
		{"The delegation was grateful. Veldania had accepted 121 recommendations, or 95 per cent of all recommendations made. It was not in a position to accept seven recommendations (1–4, 10, 12 and 19) in paragraph 97 of the Working Group report.", "0: 121 supported, 7 noted, 0 in part, 0 pending"},
		{"Of the 100 recommendations, Veldania had accepted 86, partially accepted 3 and rejected 11.", "100: 86 supported, 11 noted, 3 in part, 0 pending"},
		{"Veldania had initially accepted 143 recommendations, 47 of which it considered to be already implemented. Veldania could not support the remaining 51 recommendations.", "0: 143 supported, 51 noted, 0 in part, 0 pending"},
		{"Veldania had accepted five recommendations on detention.", ""},
	} {
		f := factsOf(t, section([]string{c.said}, nil))
		got := ""
		if len(f.Totals) > 0 {
			got = counts(f.Totals[0])
		}
		if got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.said, got, c.want)
		}
	}
	official := factsOf(t, section([]string{"Veldania had accepted 86 of the 100 recommendations and noted 14."}, []string{"The Vice-President stated that, based on the information provided, out of 100 recommendations received, 87 had been supported and 13 had been noted."}))
	if len(official.Totals) != 1 || official.Totals[0].Supported != 87 {
		t.Errorf("totals %+v, want the President's", official.Totals)
	}
}

func answers(f heed.Facts) []string {
	var out []string
	for _, a := range f.Answers {
		out = append(out, strings.TrimSpace(strings.Join(a.Numbers, " ")+" "+string(a.Value)+" "+string(a.Qualifier)))
	}
	for _, c := range f.Comments {
		out = append(out, strings.Join(c.Numbers, " ")+": comment")
	}
	return out
}

func TestRead_PositionsOnSingleRecommendations(t *testing.T) {
	for _, c := range []struct {
		said string
		want []string
	}{
		{"Veldania had reconsidered its position on recommendation 126.27 on evidence. That recommendation, which had not initially been supported during the session of the Working Group, had now been accepted and was considered to be implemented.", []string{"126.27 supported already_implemented"}},
		{"It was not in a position to accept seven recommendations (1–4, 10, 12 and 19) in paragraph 97 of the Working Group report.", []string{"97/1 97/2 97/3 97/4 97/10 97/12 97/19 noted"}},
		{"Recommendations 80.1, 80.3 and 80.5 enjoyed the support of Veldania.", []string{"80.1 80.3 80.5 supported"}},
		{"Recommendation 80.1 enjoyed its support, while recommendations 80.2–80.4 did not enjoy its support.", []string{"80.1 supported", "80.2 80.3 80.4 noted"}},
		{"Veldania accepted recommendations Nos. 4, 7 and 12 and rejected recommendations Nos. 5 and 6.", []string{"4 7 12 supported", "5 6 noted refused"}},
		{"The following recommendations had been accepted: 80.1, 80.2 and 80.9.", []string{"80.1 80.2 80.9 supported"}},
		{"With regard to recommendation 115.39, Veldania had accepted the part of the recommendation regarding courts.", []string{"115.39 partial in_part"}},
		{"Veldania had only partially accepted the recommendation in paragraph 119.101 of the report.", []string{"119.101 partial in_part"}},
		{"Veldania had changed its position on recommendations 110.4 and 110.5 from “noted” to “supported”.", []string{"110.4 110.5 supported"}},
		{"Recommendation 110.6 had initially been noted but was now accepted.", []string{"110.6 supported"}},
		{"As for recommendation 110.7, after consultations the Government had decided to support it.", []string{"110.7 supported"}},
		{"Recommendation 110.8 could not be accepted because of the Constitution.", []string{"110.8 noted refused"}},
		{"Veldania accepted all recommendations contained in paragraph 95.", []string{"95/* supported"}},
		{"Veldania accepted all recommendations in paragraph 95, with the exception of two.", nil},
		{"Veldania supported the recommendations contained in paragraph 60 (a), (b) and (d).", []string{"60/a 60/b 60/d supported"}},
		// What is no position on them.
		{"The delegation noted that recommendations 110.1 and 110.2 referred to plans.", []string{"110.1 110.2: comment"}},
		{"Regarding recommendation 110.3, families were supported by the State.", []string{"110.3: comment"}},
		{"During the previous cycle Veldania had accepted recommendation 110.3.", nil},
		{"Veldania had accepted 143 recommendations, 47 of which were implemented.", nil},
	} {
		f := factsOf(t, section([]string{c.said}, nil))
		if d := cmp.Diff(c.want, answers(f)); d != "" {
			t.Errorf("%q:\n%s", c.said, d)
		}
	}
}

// Others than the State under review say nothing on its behalf, and a list of
// numbers that a page has cut is one list.
func TestRead_VoicesAndCutLists(t *testing.T) {
	d := section([]string{"Veldania supported recommendations 115.153, 115.154,"}, []string{"Veldania accepted recommendation 115.160."})
	for i, p := range d.Paragraphs {
		if p.Label == "43." {
			d.Paragraphs = append(d.Paragraphs[:i+1:i+1], append([]doc.Paragraph{paragraph("115.155", "and 115.156.")}, d.Paragraphs[i+1:]...)...)
			break
		}
	}
	want := []string{"115.153 115.154 115.155 115.156 supported", "115.160 supported"}
	if diff := cmp.Diff(want, answers(factsOf(t, d))); diff != "" {
		t.Error(diff)
	}
}

func TestRead_SeveralReviewsAndDecisions(t *testing.T) {
	d := section(nil, []string{"The President stated that, out of 10 recommendations received, 9 had been supported and 1 had been noted."})
	d.Paragraphs = append(d.Paragraphs,
		paragraph("", "Drevnia"),
		paragraph("60.", "The review of Drevnia was held on 6 May 2013 in conformity with all the relevant provisions."),
		paragraph("61.", "At the same meeting, the Council considered and adopted the outcome of the review of Drevnia."),
		paragraph("C.", "Consideration of and action on draft proposals"),
		paragraph("", "Veldania"),
		paragraph("90.", "At its 23rd meeting, on 20 September 2013, the Human Rights Council adopted, without a vote, decision 24/101 on the outcome of the review of Veldania."),
	)
	all := sessionreport.Read(d, heed.Document{Symbol: "A/HRC/24/2", Kind: heed.KindSession})
	if len(all) != 2 || all[0].Document.Review != (heed.ReviewID{State: "XVA", Cycle: 2}) || all[0].Document.Session != 16 {
		t.Fatalf("%+v", all)
	}
	want := &heed.Adoption{
		Decision: "24/101", Date: "2013-09-19", Meeting: 22, Documents: []string{"A/HRC/24/90", "A/HRC/24/90/Add.1"},
		Vote: heed.WithoutVote, Symbol: "A/HRC/24/2", Paragraph: "41",
	}
	if d := cmp.Diff(want, all[0].Adoption); d != "" {
		t.Error(d)
	}
	if a := all[1].Adoption; a == nil || a.Date != "2013-09-19" || a.Meeting != 22 || len(all[1].Totals) != 0 {
		t.Errorf("the second review: %+v", all[1])
	}
}

func TestIsExcerpt(t *testing.T) {
	if !sessionreport.IsExcerpt(section(nil, nil)) {
		t.Error("a section of a report is not known for one")
	}
	if sessionreport.IsExcerpt(&doc.Document{Paragraphs: []doc.Paragraph{paragraph("1.", "The review of Veldania was held on 4 May 2013.")}}) {
		t.Error("a Working Group's report is taken for one")
	}
}
