// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package positions

import (
	"slices"
	"strings"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/desk"
)

// deed is what is done to many recommendations at once.
type deed string

// The deeds.
const (
	deedAssign deed = "assign" // to the institutions that are chosen
	deedAgreed deed = "agreed" // settle as all institutions propose
	deedSettle deed = "settle" // settle on the position that is chosen
)

// which says to which recommendations it is done: all that fit the filters,
// those that are ticked, or none.
const (
	allThatFit  = "all"
	thoseTicked = "ticked"
	none        = "none"
)

// batch is the form by which something is done to many at once.
type batch struct {
	form      *desk.Form
	responses find.Responses
	chosen    string
	deed      deed
	lead      heed.ID
	partners  []heed.ID
	due       heed.Date
	anew      bool
	position  heed.Position
	comment   string
}

func newBatch(r *desk.Request, responses find.Responses) *batch {
	b := &batch{form: r.Form("batch", "positions.do"), responses: responses, chosen: thoseTicked, deed: deedAssign}
	var ids []heed.ID
	for _, i := range responses.Institutions {
		ids = append(ids, i.ID)
	}
	name := func(id heed.ID) string {
		i, _ := responses.Institution(id)
		return i.Body.Name(r.Words.Code)
	}
	desk.Choice(b.form, &b.deed, "deed", []deed{deedAssign, deedAgreed, deedSettle}, func(d deed) string { return r.T("deed." + string(d)) }).Must()
	desk.Choice(b.form, &b.lead, "lead", ids, name)
	desk.Many(b.form, &b.partners, "partners", ids, name)
	b.form.Date(&b.due, "due")
	b.form.Check(&b.anew, "anew").Called(r.T("positions.anew_ask")).Help("positions.anew_help")
	desk.Choice(b.form, &b.position, "response", []heed.Position{heed.Supported, heed.Noted}, func(p heed.Position) string { return r.T("position." + string(p)) })
	b.form.Area(&b.comment, "comment").Help("positions.comment_help")
	if given := r.PostForm.Get("which"); given != "" {
		b.chosen = given
	}
	return b
}

// which offers the three states.
func (b *batch) which(r *desk.Request, fit int) []desk.Option {
	var out []desk.Option
	for _, value := range []string{thoseTicked, allThatFit, none} {
		out = append(out, desk.Option{Value: value, Text: r.T("positions.which."+value, "Count", fit), Selected: b.chosen == value})
	}
	return out
}

// rows are the recommendations to which it is done.
func (b *batch) rows(ticked []string) []find.Response {
	return slices.DeleteFunc(slices.Clone(b.responses.Rows), func(r find.Response) bool {
		return b.chosen == none || b.chosen == thoseTicked && !slices.Contains(ticked, r.Ref)
	})
}

// do does it, to all or none, and says to how many.
func (b *batch) do(r *desk.Request, a *app.App) (int, error) {
	var changes []app.Change
	for _, row := range b.rows(r.PostForm["ref"]) {
		if c, ok := b.change(a, row); ok {
			changes = append(changes, c)
		}
	}
	if len(changes) == 0 {
		return 0, &heed.Error{Code: heed.CodeInvalid, Op: "positions.do", Key: "error.nothing_chosen"}
	}
	done, err := a.Write(r.Context(), r.Actor(), changes...)
	return len(done), err
}

// change is what becomes of one recommendation; false for nothing.
func (b *batch) change(a *app.App, row find.Response) (app.Change, bool) {
	id := row.ID()
	c := app.Change{ID: heed.AssignmentID(id), Visibility: heed.VisibleCoordination}
	switch b.deed {
	case deedAssign:
		partners := slices.DeleteFunc(slices.Clone(b.partners), func(p heed.ID) bool { return p == b.lead })
		return Assign(row, heed.Assignment{Lead: b.lead, Partners: partners, Due: b.due}, b.anew, a.Now()), true
	case deedAgreed:
		if row.Standing != find.Agreed {
			return c, false
		}
		c.Body = heed.Settlement{Response: agreed(row)}
	case deedSettle:
		c.Body = heed.Settlement{Response: heed.Response{Recommendation: id, Position: b.position, Comment: b.comment}}
	}
	if row.Settlement != nil {
		c.Base = row.Settlement.Number
	}
	return c, true
}

// Assign asks institutions about a recommendation. Where the State has answered it, or
// its answer is settled, anew asks them to consider that answer once more. Without it,
// what is settled stays so, and of what the State has answered they are those who act.
func Assign(row find.Response, to heed.Assignment, anew bool, now time.Time) app.Change {
	to.Recommendation = row.ID()
	c := app.Change{ID: heed.AssignmentID(row.ID()), Visibility: heed.VisibleCoordination}
	if row.Assignment != nil {
		c.Base, to.Anew = row.Assignment.Number, row.Assignment.Body.Anew
	}
	if anew && (row.Position != heed.Pending || row.Settlement != nil) {
		to.Anew = now.UTC()
	}
	c.Body = to
	return c
}

// agreed is what all institutions propose, with all that they say.
func agreed(row find.Response) heed.Response {
	proposals := row.Counting()
	out := proposals[0].Body.Response
	var said []string
	for _, p := range proposals {
		if p.Body.Comment != "" && !slices.Contains(said, p.Body.Comment) {
			said = append(said, p.Body.Comment)
		}
	}
	out.Comment = strings.Join(said, " ")
	return out
}

func join(words []string) string { return strings.Join(words, "; ") }
