// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package many is the page on which several things come a step further at once:
// found right, or published. It shows what they are before anything is done, and
// does it to all of them or none.
package many

import (
	"cmp"
	"embed"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed many.tmpl many.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "many", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Step heed.Step
	// Ready are the things to which it is done, Barred those that are left out.
	Ready, Barred []Item
	Form          *desk.Form
	// Chosen is how many were chosen where that are more than can be done at once.
	Chosen, Most int
	Back         string
}

// Item is one thing that was chosen.
type Item struct {
	// Value names the thing and its version.
	Value                          string
	Title, Href, Kind, Institution string
	// Fields are what it says: what becomes public.
	Fields []page.Differs
	// Why says why it is left out.
	Why string
}

// steps are those that can be taken by many at once, with the tasks that ask for
// them.
var steps = map[heed.Step]find.TaskKind{heed.StepReviewed: find.TaskReview, heed.StepPublished: find.TaskPublish}

// At is the address of the page for a kind of task; "" for what is done one by
// one.
func At(kind find.TaskKind) string {
	for step, of := range steps {
		if of == kind {
			return "/desk/many/" + string(step)
		}
	}
	return ""
}

// Value names a thing and the version of it that somebody has seen.
func Value(t find.Task) string { return t.On.String() + "/" + strconv.Itoa(t.Number) }

// most is how many can be done at once: as many as somebody reads before that.
const most = 50

// Handler serves the page. It is reached by the form of the desk.
func Handler(f *find.Finder, a *app.App, now func() time.Time) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		d := Data{Step: heed.Step(r.PathValue("step")), Most: most}
		kind, ok := steps[d.Step]
		if !ok {
			return page.Result{}, &heed.Error{Code: heed.CodeNotFound, Op: "many.Handler", Key: "error.address"}
		}
		d.Back = "/desk?kind=" + string(kind)
		if r.PostForm.Get("form") == "" {
			return r.Go(d.Back, ""), nil // one chooses there
		}
		r.Takes("choose") // by the form of the desk
		d.Form = r.Form("confirm", "many.do."+string(d.Step))
		if err := d.look(r, f, now()); err != nil {
			return page.Result{}, err
		}
		if d.Form.Sent() {
			if err := d.do(r, a); err == nil {
				return r.Go("/desk", "many.done."+string(d.Step), desk.Counts{"Count": len(d.Ready)}), nil
			} else if !d.Form.Shows(err) {
				return page.Result{}, err
			}
			if err := d.look(r, f, now()); err != nil { // as it is by now
				return page.Result{}, err
			}
		} else if len(d.Ready)+len(d.Barred) == 0 {
			d.Form.Shows(&heed.Error{Code: heed.CodeInvalid, Op: "many.Handler", Key: "error.nothing_chosen"})
		}
		d.Base = r.Base(r.T("many.title."+string(d.Step)), page.Link{Href: r.Prefix + "/desk", Text: r.T("desk.work")})
		d.Back = d.URL(d.Back)
		return r.Page(View, d), nil
	}
}

// do takes the step with all of them, or none.
func (d *Data) do(r *desk.Request, a *app.App) error {
	switch {
	case len(d.Barred) > 0:
		return &heed.Error{Code: heed.CodeConflict, Op: "many.do", Key: "error.many_barred", Args: []string{"Count", strconv.Itoa(len(d.Barred))}}
	case len(d.Ready) == 0:
		return &heed.Error{Code: heed.CodeInvalid, Op: "many.do", Key: "error.nothing_chosen"}
	}
	moves := make([]app.Move, 0, len(d.Ready))
	for _, i := range d.Ready {
		subject, number, _ := parse(i.Value) // it was read before
		moves = append(moves, app.Move{Subject: subject, Base: number, To: d.Step})
	}
	// What belongs to something is not public before that.
	slices.SortStableFunc(moves, func(a, b app.Move) int {
		return slices.Index(heed.SubjectKinds, a.Kind) - slices.Index(heed.SubjectKinds, b.Kind)
	})
	return a.Move(r.Context(), r.Actor(), moves...)
}

// look finds out of each thing that was chosen whether the step can be taken.
func (d *Data) look(r *desk.Request, f *find.Finder, now time.Time) error {
	d.Ready, d.Barred, d.Chosen = nil, nil, 0
	q, err := f.Tasks(r.Context(), r.Viewer, now)
	if err != nil {
		return err
	}
	follow, err := f.Follow(r.Context(), r.Viewer)
	if err != nil {
		return err
	}
	waiting := q.Of(steps[d.Step])
	values := chosen(r, waiting)
	if len(values) > most {
		d.Chosen, values = len(values), values[:most]
	}
	for _, value := range values {
		item := d.item(r, f, follow, value, waiting)
		if item.Why == "" {
			d.Ready = append(d.Ready, item)
		} else {
			d.Barred = append(d.Barred, item)
		}
	}
	return nil
}

// chosen lists what was ticked, or all that waits.
func chosen(r *desk.Request, waiting []find.Task) []string {
	if r.PostForm.Get("every") == "" {
		out := slices.Clone(r.PostForm["thing"])
		slices.Sort(out)
		return slices.Compact(out)
	}
	var out []string
	for _, t := range waiting {
		out = append(out, Value(t))
	}
	return out
}

// item puts one thing into words, with why the step cannot be taken.
func (d *Data) item(r *desk.Request, f *find.Finder, follow find.Follow, value string, waiting []find.Task) Item {
	b := r.Request.Base("")
	subject, number, ok := parse(value)
	past, err := follow.Newest(subject)
	if !ok || err != nil {
		return Item{Value: value, Title: value, Why: r.Words.Error(missing(subject))}
	}
	passages, err := f.PassagesOf(r.Context(), r.Viewer, past.Says)
	if err != nil {
		return Item{Value: value, Title: value, Why: r.Words.Error(err)}
	}
	name := b.NamesWith(passages, func(id heed.ID) string { return follow.Name(id, r.Words.Code) })
	item := Item{
		Value: value, Title: cmp.Or(page.Called(past.Says, r.Words.Code), subject.String()), Href: r.Prefix + desk.At(subject, past.Says),
		Kind: desk.KindName(b, subject.Kind), Institution: name(past.Institution), Fields: b.Differences(nil, past.Says, name),
	}
	if err := d.barred(r, past.Version, number, waiting); err != nil {
		item.Why, item.Fields = r.Words.Error(err), nil
	}
	return item
}

// barred says why the step cannot be taken with the version that somebody saw;
// nil where it can.
func (d *Data) barred(r *desk.Request, v heed.Version, seen int, waiting []find.Task) error {
	if v.Number != seen {
		return &heed.Error{Code: heed.CodeConflict, Op: "many.barred", Key: "error.version_newer", Args: []string{"Given", strconv.Itoa(seen), "Now", strconv.Itoa(v.Number)}}
	}
	if slices.ContainsFunc(waiting, func(t find.Task) bool { return t.On == v.Subject && t.Number == seen }) {
		return nil
	}
	if err := app.MayMove(r.Actor(), v, d.Step); err != nil {
		return err
	}
	return &heed.Error{Code: heed.CodeConflict, Op: "many.barred", Key: "error.step", Args: []string{"Step", string(v.Step), "Next", string(d.Step)}}
}

func missing(s heed.Subject) error {
	return &heed.Error{Code: heed.CodeNotFound, Op: "many.item", Key: "error.version_not_found", Args: []string{"Subject", s.String()}}
}

// parse reads what Value has written.
func parse(value string) (heed.Subject, int, bool) {
	kind, rest, _ := strings.Cut(value, "/")
	id, number, _ := strings.Cut(rest, "/")
	n, err := strconv.Atoi(number)
	s := heed.Subject{Kind: heed.SubjectKind(kind), ID: heed.ID(id)}
	return s, n, err == nil && slices.Contains(heed.SubjectKinds, s.Kind) && s.ID.Valid()
}
