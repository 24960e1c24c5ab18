// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package planbooks

import (
	"encoding/json"
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

// choosing is the name of the form of the conflicts.
const choosing = "choose"

// choice is what becomes of a conflict.
type choice string

// The choices.
const (
	leave  choice = "leave"  // as it is here
	take   choice = "take"   // what the file says, in its place
	beside choice = "beside" // both: updates only
)

// Conflict is a row that meets what was written meanwhile.
type Conflict struct {
	Row
	// Ours is what is here.
	Ours string
	// Carried is the hidden field that holds what is chosen of, and Choice the field
	// by which one chooses.
	Carried, Choice *desk.Field
}

// carried is a conflict as its hidden field holds it, so that nothing of a
// workbook is kept between its coming and the choice.
type carried struct {
	Reported app.Reported
}

// source is where all conflicts of a form come from.
type source struct {
	Institution heed.ID     `json:"institution"`
	Letter      heed.Letter `json:"letter"`
	Note        string      `json:"note"`
}

// offer makes the form of a workbook's conflicts.
func (d *Data) offer(r *desk.Request, taken app.TakenReports) {
	conflicts := taken.Of(app.SaidConflict)
	if len(conflicts) == 0 {
		return
	}
	var texts []string
	for _, c := range conflicts[:min(len(conflicts), most)] {
		text, err := json.Marshal(carried{c})
		if err != nil {
			continue // nothing in it cannot be marshalled
		}
		texts = append(texts, string(text))
	}
	from, err := json.Marshal(source{taken.Institution, taken.Letter, taken.Note})
	if err != nil {
		return
	}
	d.build(r, string(from), texts, taken.Dry)
}

// build declares the form. What was only looked at is shown without a choice.
func (d *Data) build(r *desk.Request, from string, texts []string, dry bool) []app.Reported {
	form := r.Form(choosing, "planbooks.choose")
	form.Hidden(&from, "from")
	count := strconv.Itoa(len(texts))
	form.Hidden(&count, "count")
	b := r.Request.Base("")
	var out []app.Reported
	for i, text := range texts {
		n := strconv.Itoa(i)
		form.Hidden(&text, "row-"+n)
		c := Conflict{Carried: form.Fields[len(form.Fields)-1]}
		var said carried
		if err := json.Unmarshal([]byte(text), &said); err != nil {
			continue
		}
		options := []choice{leave, take}
		if said.Reported.Update != nil {
			options = append(options, beside)
		}
		picked := choice("") // nobody decides by not looking
		c.Choice = desk.Choice(form, &picked, "choice-"+n, options, func(o choice) string { return r.T("planbooks.choice." + string(o)) }).Must()
		c.Choice.Called(r.T("planbooks.decide"))
		c.Row, c.Ours = rowOf(r, said.Reported), words(b, said.Reported.Ours)
		out = append(out, said.Reported)
		d.Conflicts = append(d.Conflicts, c)
	}
	if !dry {
		d.Choose = form
	}
	return out
}

// choose does what was chosen of the conflicts; nil where something is wrong with
// the form, which then shows it.
func (d *Data) choose(r *desk.Request, a *app.App) (*page.Result, error) {
	n, err := strconv.Atoi(r.PostForm.Get("count"))
	if err != nil || n < 1 || n > most {
		return nil, &heed.Error{Code: heed.CodeInvalid, Op: "planbooks.choose", Key: "error.form"}
	}
	var texts []string
	for i := range n {
		texts = append(texts, r.PostForm.Get("row-"+strconv.Itoa(i)))
	}
	var from source
	said := d.build(r, r.PostForm.Get("from"), texts, false)
	if err := json.Unmarshal([]byte(r.PostForm.Get("from")), &from); err != nil || len(said) != n {
		return nil, &heed.Error{Code: heed.CodeInvalid, Op: "planbooks.choose", Key: "error.form"}
	}
	if !d.Choose.Sent() {
		return nil, nil //nolint:nilnil // the form shows what is wrong
	}
	var chosen []app.Chosen
	for i, s := range said {
		c := app.Chosen{Saying: s.Saying, Of: s.Of, Version: s.Version}
		switch choice(r.PostForm.Get("choice-" + strconv.Itoa(i))) {
		case take:
			chosen = append(chosen, c)
		case beside:
			c.Of, c.Version = "", 0
			chosen = append(chosen, c)
		}
	}
	err = a.TakeChosen(r.Context(), r.Actor(), app.TakenReports{Institution: from.Institution, Letter: from.Letter, Note: from.Note}, chosen...)
	if err != nil {
		if d.Choose.Shows(err) {
			return nil, nil //nolint:nilnil // the form shows what is wrong
		}
		return nil, err
	}
	result := r.Go(here, "planbooks.chosen", desk.Counts{"Count": len(chosen), "Left": n - len(chosen)})
	return &result, nil
}
