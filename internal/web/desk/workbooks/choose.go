// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package workbooks

import (
	"encoding/json"
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/positions"
	"github.com/heed-upr/heed/internal/web/page"
)

// choosing is the name of the form of the conflicts.
const choosing = "choose"

// mostConflicts is how many conflicts one form holds: more than a review has
// recommendations.
const mostConflicts = 600

// choice is what becomes of a conflict.
type choice string

// The choices.
const (
	leave choice = "leave" // as it is here
	take  choice = "take"  // what the file says, in its place
)

// Conflict is a row that meets a newer proposal.
type Conflict struct {
	Row
	// Carried is the hidden field that holds what is chosen of, and Choice the field
	// by which one chooses.
	Carried, Choice *desk.Field
}

// carried is a conflict as its hidden field holds it, so that nothing of a
// workbook is kept between its coming and the choice.
type carried struct {
	Line    int           `json:"line"`
	Version int           `json:"version"`
	Theirs  heed.Proposal `json:"theirs"`
	Ours    heed.Proposal `json:"ours"`
}

// source is where all conflicts of a form come from.
type source struct {
	Institution heed.ID `json:"institution"`
	Note        string  `json:"note"`
}

// offer makes the form of a workbook's conflicts.
func (d *Data) offer(r *desk.Request, id heed.ReviewID, institution heed.ID, taken app.TakenAnswers) {
	if len(taken.Conflicts) == 0 {
		return
	}
	var texts []string
	for _, c := range taken.Conflicts[:min(len(taken.Conflicts), mostConflicts)] {
		text, err := json.Marshal(carried{c.Line, c.Version, c.Theirs, c.Ours})
		if err != nil {
			continue // nothing in it cannot be marshalled
		}
		texts = append(texts, string(text))
	}
	from, err := json.Marshal(source{institution, taken.Note})
	if err != nil {
		return
	}
	d.build(r, id, string(from), texts)
}

// build declares the form, and gives the conflicts in it.
func (d *Data) build(r *desk.Request, id heed.ReviewID, from string, texts []string) []carried {
	form := r.Form(choosing, "planbooks.choose")
	form.Hidden(&from, "from")
	count := strconv.Itoa(len(texts))
	form.Hidden(&count, "count")
	b := r.Request.Base("")
	var out []carried
	for i, text := range texts {
		n := strconv.Itoa(i)
		form.Hidden(&text, "row-"+n)
		c := Conflict{Carried: form.Fields[len(form.Fields)-1]}
		var said carried
		if err := json.Unmarshal([]byte(text), &said); err != nil {
			continue
		}
		picked := choice("") // nobody decides by not looking
		c.Choice = desk.Choice(form, &picked, "choice-"+n, []choice{leave, take}, func(o choice) string { return r.T("planbooks.choice." + string(o)) }).Must()
		c.Choice.Called(r.T("planbooks.decide"))
		c.Row = rowOf(b, app.AnswerRow{Line: said.Line, Recommendation: said.Theirs.Recommendation, Theirs: said.Theirs, Ours: said.Ours}, id)
		out = append(out, said)
		d.Conflicts = append(d.Conflicts, c)
	}
	d.Choose = form
	return out
}

// choose does what was chosen of the conflicts, all at once or nothing; it is nil
// where something is wrong with the form, which then shows it.
func (d *Data) choose(r *desk.Request, a *app.App, all find.Responses) (*page.Result, error) {
	n, err := strconv.Atoi(r.PostForm.Get("count"))
	if err != nil || n < 1 || n > mostConflicts {
		return nil, &heed.Error{Code: heed.CodeInvalid, Op: "workbooks.choose", Key: "error.form"}
	}
	var texts []string
	for i := range n {
		texts = append(texts, r.PostForm.Get("row-"+strconv.Itoa(i)))
	}
	id := all.Review.ReviewID
	var from source
	said := d.build(r, id, r.PostForm.Get("from"), texts)
	if err := json.Unmarshal([]byte(r.PostForm.Get("from")), &from); err != nil || len(said) != n {
		return nil, &heed.Error{Code: heed.CodeInvalid, Op: "workbooks.choose", Key: "error.form"}
	}
	if !d.Choose.Sent() {
		return nil, nil //nolint:nilnil // the form shows what is wrong
	}
	at, _ := all.Institution(from.Institution)
	var changes []app.Change
	for i, s := range said {
		if choice(r.PostForm.Get("choice-"+strconv.Itoa(i))) == take {
			changes = append(changes, app.Change{ID: heed.ProposalID(s.Theirs.Recommendation, at.ID), Base: s.Version, Side: at.Side, Submit: true, Note: from.Note, Body: s.Theirs})
		}
	}
	if len(changes) > 0 {
		if _, err := a.Write(r.Context(), r.Actor(), changes...); err != nil {
			if d.Choose.Shows(err) {
				return nil, nil //nolint:nilnil // the form shows what is wrong
			}
			return nil, err
		}
	}
	result := r.Go(positions.At(id.Cycle, "")+"/workbooks", "planbooks.chosen", desk.Counts{"Count": len(changes), "Left": n - len(changes)})
	return &result, nil
}
