// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package specimen

import (
	"fmt"
	"strings"
)

// numbered is a recommendation with the numbers that the report gives it.
type numbered struct {
	item
	group group
	para  int // the lead-in's number
	n     int
}

func (x numbered) ref() string { return fmt.Sprintf("%d.%d", x.para, x.n) }

// final is the position after the addendum.
func (x numbered) final() (position, qualifier string) {
	if x.answer != nil {
		return x.answer.position, x.answer.qualifier
	}
	return x.group.position, x.group.qualifier
}

// numbered lists the recommendations in printed order.
func (r review) numbered() []numbered {
	// Four paragraphs of introduction, and one that opens the dialogue.
	para := 4 + len(r.presentation) + 1 + len(r.dialogue)
	var out []numbered
	for _, g := range r.groups {
		para++
		for i, it := range g.items {
			out = append(out, numbered{it, g, para, i + 1})
		}
	}
	return out
}

// answered picks those whose position the addendum gives.
func (r review) answered(position string) []numbered {
	var out []numbered
	for _, x := range r.numbered() {
		if x.answer != nil && x.answer.position == position {
			out = append(out, x)
		}
	}
	return out
}

// stated is where the final position stands: symbol and paragraph.
func (r review) stated(x numbered) (symbol string, paragraph int) {
	if x.answer == nil {
		return r.symbol, x.para
	}
	paragraphs := map[string]int{supported: 1, partial: 2, noted: 3}
	return r.symbol + "/Add.1", len(r.addendumOpening) + 1 + paragraphs[x.answer.position]
}

// addendumPaper is the State's answer to what the report left open.
func (r review) addendumPaper() paper {
	w := &writer{}
	for _, p := range r.addendumOpening {
		w.para(p)
	}
	w.para(r.totals())
	yes, part, no := r.answered(supported), r.answered(partial), r.answered(noted)
	w.heading(chapter, "I.", "Recommendations that are supported")
	w.para("The Government accepts recommendations " + r.refer(yes) + ".")
	r.explain(w, yes)
	w.heading(chapter, "II.", "Recommendations that are supported in part")
	w.para("The Government accepts in part recommendations " + r.refer(part) + ". The part that is accepted is named under each.")
	r.explain(w, part)
	w.heading(chapter, "III.", "Recommendations that are noted")
	w.para("The Government takes note of recommendations " + r.refer(no) + ".")
	r.explain(w, no)
	c := r.cover(r.symbol+"/Add.1", r.addendumDate, r.addendumJob, "The present document is issued without formal editing.")
	c.subtitle = "Addendum"
	c.about = "Views on conclusions and/or recommendations, voluntary commitments and replies presented by the State under review"
	return paper{cover: c, blocks: w.blocks}
}

// totals is the sentence that counts all positions.
func (r review) totals() string {
	count := map[string]int{}
	for _, x := range r.numbered() {
		position, _ := x.final()
		count[position]++
	}
	return fmt.Sprintf("Of the %d recommendations that it received, {XVA} supports %d, supports %d in part and takes note of %d.",
		len(r.numbered()), count[supported], count[partial], count[noted])
}

// explain adds the reasons, each under the recommendation's number.
func (r review) explain(w *writer, list []numbered) {
	for _, x := range list {
		var words []string
		if x.answer.part != "" {
			words = append(words, "The Government supports the part \u201c"+x.answer.part+"\u201d.")
		}
		if x.answer.why != "" {
			words = append(words, spell(x.answer.why))
		}
		if len(words) > 0 {
			w.add(block{kind: reference, num: x.ref(), text: strings.Join(words, " ")})
		}
	}
}

// refer names recommendations in the manner of the review's cycle: with the
// paragraph's number once in each range ("59.1-3", and the stray full stop
// that such lists have), or twice ("59.1–59.3").
func (r review) refer(list []numbered) string {
	var parts []string
	for i := 0; i < len(list); {
		j := i
		for j+1 < len(list) && list[j+1].para == list[i].para && list[j+1].n == list[j].n+1 {
			j++
		}
		switch {
		case j == i:
			parts = append(parts, list[i].ref())
		case j == i+1:
			parts = append(parts, list[i].ref(), list[j].ref())
		case r.cycle == 2:
			parts = append(parts, fmt.Sprintf("%s-%d", list[i].ref(), list[j].n))
		default:
			parts = append(parts, list[i].ref()+"\u2013"+list[j].ref())
		}
		i = j + 1
	}
	if r.cycle == 2 && len(parts) > 3 {
		return parts[0] + ", " + parts[1] + ". " + enumerate(parts[2:])
	}
	return enumerate(parts)
}

// questionsPaper lists what delegations sent before the review.
func (r review) questionsPaper() paper {
	var blocks []block
	add := func(k kind, text string) { blocks = append(blocks, block{kind: k, text: text}) }
	add(callout, "ADVANCE QUESTIONS TO "+strings.ToUpper(stateNames[underReview]))
	add(body, "Generated on "+r.questionsDate)
	for _, q := range r.askedInAdvance {
		add(callout, strings.ToUpper(stateNames[q.state]))
		for _, ask := range q.asks {
			blocks = append(blocks, block{kind: bullet, num: "\u2022", text: spell(ask)})
		}
	}
	return paper{blocks: blocks}
}
