// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package specimen

import (
	"fmt"
	"strconv"
	"strings"
)

// writer numbers paragraphs while it collects blocks.
type writer struct {
	blocks []block
	n      int // the last paragraph's number
}

func (w *writer) add(b block) { w.blocks = append(w.blocks, b) }

// para adds a numbered paragraph.
func (w *writer) para(text string) {
	w.n++
	w.add(block{kind: body, num: strconv.Itoa(w.n) + ".", text: spell(text)})
}

func (w *writer) heading(k kind, num, text string, notes ...footnote) {
	w.add(block{kind: k, num: num, text: text, notes: notes, ref: "heading " + num + text})
}

const reportTitle = "Report of the Working Group on the Universal Periodic Review"

var englishHead = masthead{
	organization: "United Nations", assembly: "General Assembly", distr: "Distr.: General", original: "Original: English",
	council: "Human Rights Council", agenda: "Agenda item 6", review: "Universal Periodic Review", letter: "E",
}

func (r review) cover(symbol, date, job, note string) *cover {
	return &cover{
		symbol: symbol, date: date, job: job, note: note,
		council: r.councilWord + " session", days: r.councilDays,
		title: reportTitle, state: stateNames[underReview], words: englishHead,
	}
}

// reportPaper is the report of the Working Group.
func (r review) reportPaper() paper {
	w := &writer{}
	r.introduction(w)
	w.heading(chapter, "I.", "Summary of the proceedings of the review process")
	w.heading(section, "A.", "Presentation by the State under review")
	for _, p := range r.presentation {
		w.para(p)
	}
	w.heading(section, "B.", "Interactive dialogue and responses by the State under review")
	w.para(fmt.Sprintf("During the interactive dialogue, %d delegations made statements. Recommendations made during the dialogue are to be found in section II of the present report.", r.delegations()))
	for _, s := range r.dialogue {
		w.para(s.text)
	}
	w.heading(chapter, "II.", "Conclusions and/or recommendations"+noteMark,
		footnote{"**", "The conclusions and recommendations have not been edited."})
	for i, g := range r.groups {
		r.group(w, i, g)
	}
	w.n++
	w.add(block{kind: leadIn, num: strconv.Itoa(w.n) + ".", text: "All conclusions and/or recommendations contained in the present report reflect the position of the submitting State(s) and/or the State under review. They should not be construed as endorsed by the Working Group as a whole."})
	r.annex(w)
	return paper{
		cover:    r.cover(r.symbol, r.reportDate, r.job, "The annex is circulated in the language of submission only."),
		contents: true, blocks: w.blocks, auto: r.autoNumbered,
	}
}

func (r review) introduction(w *writer) {
	state := stateNames[underReview]
	w.heading(chapter, "", "Introduction")
	head := r.headName + ", " + r.headOffice
	if r.cycle > 2 {
		head = "the " + r.headOffice + ", " + r.headName
	}
	w.para(fmt.Sprintf("The Working Group on the Universal Periodic Review, established in accordance with Human Rights Council resolution 5/1, held its %s session from %s. The review of %s was held at the %s meeting, on %s. The delegation of %s was headed by %s. At its %s meeting, held on %s, the Working Group adopted the report on %s.",
		r.sessionWord, r.sessionDays, state, ordinal(r.meeting), r.reviewDay, state, head, ordinal(r.adoptedMeeting), r.adoptedDay, state))
	w.para(fmt.Sprintf("On %s, the Human Rights Council selected the following group of rapporteurs (troika) to facilitate the review of %s: %s.", r.troikaDay, state, enumerate(namesOf(r.troika))))
	w.para(fmt.Sprintf("In accordance with paragraph 15 of the annex to resolution 5/1 and paragraph 5 of the annex to resolution 16/21, the following documents were issued for the review of %s:", state))
	for i, what := range []string{"A national report prepared", "A compilation prepared by the Office of the United Nations High Commissioner for Human Rights (OHCHR)", "A summary prepared by OHCHR"} {
		end := ";"
		if i == 2 {
			end = "."
		}
		letter := string(rune('a' + i))
		w.add(block{kind: lettered, num: "(" + letter + ")", text: fmt.Sprintf("%s in accordance with paragraph 15 (%s) (A/HRC/WG.6/%d/%s/%d)%s", what, letter, r.session, underReview, i+1, end)})
	}
	w.para(fmt.Sprintf("A list of questions prepared in advance by %s was transmitted to %s through the troika. These questions are available on the website of the universal periodic review.", enumerate(namesOf(r.asked())), state))
}

func (r review) asked() []string {
	var out []string
	for _, q := range r.askedInAdvance {
		out = append(out, q.state)
	}
	return out
}

// delegations counts the delegations that made statements.
func (r review) delegations() int {
	n := 0
	for _, s := range r.dialogue {
		if s.state != "" {
			n++
		}
	}
	return n
}

func (r review) group(w *writer, index int, g group) {
	w.n++
	number := strconv.Itoa(w.n)
	w.add(block{kind: leadIn, num: number + ".", text: spell(g.leadIn), level: index})
	for i, it := range g.items {
		end := ";"
		if i == len(g.items)-1 {
			end = "."
		}
		b := block{kind: entry, num: number + "." + strconv.Itoa(i+1), text: it.printed() + end, level: index}
		b.ref = b.num
		if it.note != "" {
			b.text = strings.Replace(b.text, it.noteAt, it.noteAt+noteMark, 1)
			b.notes = []footnote{{"1", it.note}}
		}
		w.add(b)
	}
}

// printed is the recommendation as the report prints it, with its States.
func (it item) printed() string {
	if len(it.clauses) == 0 {
		return spell(it.text) + " " + brackets(it.by)
	}
	var parts []string
	for _, c := range it.clauses {
		parts = append(parts, spell(c.text)+" "+brackets(c.by))
	}
	return strings.Join(parts, "; ")
}

func (r review) annex(w *writer) {
	w.heading(annex, "", "Annex")
	w.add(block{kind: aside, text: "[English only]"})
	w.heading(section, "", "Composition of the delegation")
	w.add(block{kind: body, text: fmt.Sprintf("The delegation of %s was headed by %s, %s, and composed of the following members:", stateNames[underReview], r.headName, r.headOffice)})
	for _, m := range r.delegation {
		w.add(block{kind: bullet, num: "\u2022", text: m})
	}
}

// ordinal gives "9th".
func ordinal(n int) string {
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return strconv.Itoa(n) + suffix
}
