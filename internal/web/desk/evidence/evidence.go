// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package evidence is the page of one piece of evidence: what it shows, who may
// read it, its two copies or what was captured of a link, and its custody log.
package evidence

import (
	"cmp"
	"embed"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/claims"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed evidence.tmpl evidence.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "evidence", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	desk.Along
	// Held is the evidence; its number is 0 where it is new.
	Held find.Held[heed.Evidence]
	// Locked says that the key is not here by which it opens.
	Locked bool
	// Named are the people who may read it beside its author, by name or pseudonym.
	Named []string
	About []About
	// CopyHref leads to the cleaned copy, ClaimsHref to what it claims, PublicHref to
	// its page for everybody; "" for none.
	CopyHref, ClaimsHref, PublicHref string
	Custody                          []Line
	History                          []Change
	Edit                             *desk.Form
	// Open and Hand are the forms for who may open the original.
	Open, Hand *desk.Form

	colleagues []heed.Account
	// narrowed says that fewer read it than was chosen, because of its level.
	narrowed bool
	// find is what is taken up by new evidence, and link where it leads.
	find     heed.ID
	link     string
	measures []find.Held[heed.Measure]
}

// Line is a line of the custody log in words.
type Line struct {
	Day, Event, Who, Reason, Receiver string
	Digest                            heed.Digest
}

// Change is one version in the history.
type Change struct {
	Number         int
	Day, Step, Who string
	// Level is the level that it had, and Captured says that a link was looked at.
	Level string
}

// About is something that evidence is about.
type About struct {
	page.Link
	// Context says that it is a recommendation that was made after the day of what the
	// evidence shows.
	Context bool
}

// Title is what evidence is called: what all that is restricted is, where its key is
// not here.
func Title(b page.Base, e heed.Evidence) string { return cmp.Or(e.Title, b.T("evidence.unopened")) }

// At is the address of evidence.
func At(id heed.ID) string { return "/desk/evidence/" + string(id) }

// Handler serves the page; without an ID in the address it is that of new
// evidence.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		follow, err := f.Follow(r.Context(), r.Viewer)
		if err != nil {
			return page.Result{}, err
		}
		d := Data{}
		if err := d.load(r, a, follow); err != nil {
			return page.Result{}, err
		}
		if to, done, err := d.change(r, f, a); err != nil || done {
			return to, err
		}
		title := Title(r.Base(""), d.Held.Body)
		if d.Held.Number == 0 {
			title = r.T("evidence.new")
		}
		d.Locked = len(d.Held.Sealed) > 0
		d.Base = r.Base(title, page.Link{Href: r.Prefix + "/desk/evidence", Text: r.T("desk.evidence")})
		made, err := f.Made(r.Context(), r.Viewer)
		if err != nil {
			return page.Result{}, err
		}
		d.fill(follow, made.After(d.Held.Body.Date, d.Held.Body.Recommendations))
		return r.Page(View, d), nil
	}
}

// load finds the evidence, or begins what an address asks for.
func (d *Data) load(r *desk.Request, a *app.App, follow find.Follow) error {
	var err error
	if d.colleagues, err = a.Colleagues(r.Context(), r.Actor()); err != nil {
		return err
	}
	d.measures = slices.DeleteFunc(find.All[heed.Measure](follow), func(m find.Held[heed.Measure]) bool { return m.State != r.Account.State && m.State != "" })
	if id := heed.ID(r.PathValue("id")); id != "" {
		d.Held, err = find.One[heed.Evidence](follow, id)
		return err
	}
	if err := policy.Allow(r.Actor(), policy.Prove); err != nil {
		return err
	}
	q := r.URL.Query()
	d.Held.Side, d.Held.Author = r.Account.Side, r.Account.Pseudonym
	d.Held.Body = heed.Evidence{Measure: heed.ID(q.Get("measure")), Update: heed.ID(q.Get("update")), Date: ""}
	d.Held.Visibility = heed.VisibleInstitution
	for _, name := range q["for"] {
		if id, err := heed.ParseRecID(name); err == nil {
			d.Held.Body.Recommendations = append(d.Held.Body.Recommendations, id)
		}
	}
	return d.begin(r, follow)
}

// begin fills in what a find says that is taken up.
func (d *Data) begin(r *desk.Request, follow find.Follow) error {
	name := heed.ID(r.URL.Query().Get("find"))
	if r.PostForm.Get("find") != "" {
		name = heed.ID(r.PostForm.Get("find"))
	}
	if name == "" {
		return nil
	}
	n, err := find.One[heed.Find](follow, name)
	if err != nil {
		return err
	}
	d.find, d.link, d.Held.Visibility = n.ID, n.Body.Link, n.Visibility
	d.Held.Body.Title, d.Held.Body.Excerpt, d.Held.Body.Date = n.Body.Title, n.Body.Text, n.Body.Day
	if f, err := find.One[heed.Feed](follow, n.Body.Feed); err == nil {
		d.Held.Body.Publisher = f.Body.Name
	}
	return nil
}

// change declares the forms that the reader may use, and does what was sent.
func (d *Data) change(r *desk.Request, f *find.Finder, a *app.App) (page.Result, bool, error) {
	about := policy.Of(d.Held.Version)
	if policy.AllowOn(r.Actor(), policy.Prove, about) == nil && len(d.Held.Sealed) == 0 {
		exhibit := d.edit(r, a.Links != nil)
		if d.Edit.Sent() {
			v, err := save(r, a, exhibit)
			if err == nil {
				return r.Go(At(v.ID), d.saved()), true, nil
			}
			if !d.Edit.Shows(err) {
				return page.Result{}, false, err
			}
		}
	}
	if d.Held.Number == 0 {
		return page.Result{}, false, nil
	}
	if d.Held.Body.File != nil && len(d.Held.Sealed) == 0 && policy.AllowOn(r.Actor(), policy.Unseal, about) == nil {
		if to, done, err := d.original(r, a); err != nil || done {
			return to, done, err
		}
	}
	if !d.Held.SameVoice(r.Account.Side) {
		return page.Result{}, false, nil
	}
	along, to, done, err := r.Along(f, a, d.Held.Version, d.Held.Body, At(d.Held.ID))
	d.Along = along
	return to, done, err
}

// saved says that it was, and to whom it is shown where that is not what was chosen.
func (d *Data) saved() string {
	if d.narrowed {
		return "evidence.said_narrowed"
	}
	return "desk.said.saved"
}

func save(r *desk.Request, a *app.App, exhibit func() (app.Exhibit, error)) (heed.Version, error) {
	e, err := exhibit()
	if err != nil {
		return heed.Version{}, err
	}
	return a.Prove(r.Context(), r.Actor(), e)
}

// edit is the form of the evidence. Where links cannot be looked at, their text
// has to be pasted.
func (d *Data) edit(r *desk.Request, links bool) func() (app.Exhibit, error) {
	e, base, visibility, named := d.Held.Body, d.Held.Number, d.Held.Visibility, slices.Clone(d.Held.Named)
	form := r.Form("edit", "evidence.save")
	form.Version(&base)
	form.Text(&e.Title, "title").Must()
	desk.Choice(form, &e.Bearing, "bearing", heed.EvidenceBearings, func(b heed.EvidenceBearing) string { return r.T("evidence_bearing." + string(b)) }).Must()
	refs := refsOf(e.Recommendations)
	form.Lines(&refs, "recommendations").Help("evidence.recommendations_help")
	update := string(e.Update)
	form.Hidden(&update, "update")
	desk.Choice(form, &e.Measure, "measure", d.measureIDs(), d.measureTitle)
	link, pasted := d.link, ""
	found := string(d.find)
	form.Hidden(&found, "find")
	if e.Capture != nil {
		link = e.Capture.Address
	}
	form.Text(&link, "link").Help("evidence.link_help").As("link")
	paste := form.Area(&pasted, "pasted")
	if paste.Short = true; links {
		paste.Help("evidence.pasted_help")
	} else {
		paste.Help("evidence.pasted_only")
	}
	again := false
	if e.Capture != nil && links {
		form.Check(&again, "again").Help("evidence.again_help")
	}
	var data []byte
	file := form.File(&data, "file").Help("evidence.file_help")
	form.Area(&e.Excerpt, "excerpt").Short = true
	form.Text(&e.Place, "place").Help("evidence.place_help")
	form.Date(&e.Date, "date").Called(r.T("evidence.date"))
	form.Text(&e.Publisher, "publisher")
	reliability := form.Area(&e.Reliability, "reliability").Help("evidence.reliability_help")
	reliability.Short = true
	desk.Choice(form, &e.Level, "level", heed.Sensitivities, func(s heed.Sensitivity) string { return r.T("sensitivity_who." + string(s)) }).Must().Help("evidence.level_help")
	desk.Choice(form, &visibility, "visibility", heed.Visibilities[:4], func(v heed.Visibility) string { return r.T("visibility." + string(v)) }).Help("evidence.visibility_help")
	desk.Many(form, &named, "named", d.people(), d.personName).Help("evidence.named_help").Nobody("form.nobody_named")
	d.Edit = form
	return func() (app.Exhibit, error) {
		var err error
		e.Update = heed.ID(update)
		if e.Recommendations, err = parseRefs(refs); err != nil {
			return app.Exhibit{}, err
		}
		if e.Level == heed.SensitivityRestricted {
			d.narrowed = visibility != "" && visibility != heed.VisibleNamed
			visibility = heed.VisibleNamed // whatever else was chosen
		}
		if named == nil {
			named = []string{}
		}
		x := app.Exhibit{Change: app.Change{ID: d.Held.ID, Base: base, Visibility: visibility, Named: named, Body: e}, Name: file.Value, Data: data, Find: d.find}
		if x.Data != nil {
			if e.Capture == nil || link != e.Capture.Address {
				x.Address = link // both came: that is refused
			}
			return x, nil
		}
		if link != "" && (e.Capture == nil || link != e.Capture.Address || again || pasted != "") {
			x.Address, x.Pasted = link, pasted
		}
		return x, nil
	}
}

// original declares the forms about the original, and does what was sent.
func (d *Data) original(r *desk.Request, a *app.App) (page.Result, bool, error) {
	reason := ""
	d.Open = r.Form("open", "evidence.open")
	d.Open.Minor = true
	d.Open.Area(&reason, "reason").Must().Short = true
	if d.Open.Sent() {
		data, f, err := a.OpenOriginal(r.Context(), r.Actor(), d.Held.ID, reason)
		if err == nil {
			return page.Result{Send: &page.File{Name: f.Name, ContentType: "application/octet-stream", Body: data}}, true, nil
		}
		if !d.Open.Shows(err) {
			return page.Result{}, false, err
		}
	}
	receiver, why := "", ""
	d.Hand = r.Form("hand", "evidence.hand")
	d.Hand.Minor = true
	d.Hand.Text(&receiver, "receiver").Must()
	d.Hand.Area(&why, "reason").Must().Short = true
	if d.Hand.Sent() {
		err := a.HandOut(r.Context(), r.Actor(), d.Held.ID, receiver, why)
		if err == nil {
			return r.Go(At(d.Held.ID), "desk.said.saved"), true, nil
		}
		if !d.Hand.Shows(err) {
			return page.Result{}, false, err
		}
	}
	return page.Result{}, false, nil
}

// people are the pseudonyms of those who can be named, and of those who are.
func (d *Data) people() []string {
	var out []string
	for _, c := range d.colleagues {
		out = append(out, c.Pseudonym)
	}
	for _, name := range d.Held.Named {
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

func (d *Data) personName(pseudonym string) string {
	for _, c := range d.colleagues {
		if c.Pseudonym == pseudonym {
			return c.Name
		}
	}
	return pseudonym
}

func (d *Data) measureIDs() []heed.ID {
	var out []heed.ID
	for _, m := range d.measures {
		out = append(out, m.ID)
	}
	if of := d.Held.Body.Measure; of != "" && !slices.Contains(out, of) {
		out = append(out, of)
	}
	return out
}

func (d *Data) measureTitle(id heed.ID) string {
	for _, m := range d.measures {
		if m.ID == id {
			return m.Body.Title
		}
	}
	return string(id)
}

func refsOf(all []heed.RecID) []string {
	var out []string
	for _, id := range all {
		out = append(out, id.String())
	}
	return out
}

func parseRefs(names []string) ([]heed.RecID, error) {
	var out []heed.RecID
	for _, name := range names {
		id, err := heed.ParseRecID(name)
		if err != nil {
			return nil, &heed.Error{Code: heed.CodeInvalid, Op: "evidence.parseRefs", Key: "error.field_value", Args: []string{"Field", "recommendations", "Given", name}, Err: err}
		}
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out, nil
}

// fill puts what there is into words; later are the recommendations that were made after
// the day of what the evidence shows.
func (d *Data) fill(follow find.Follow, later []heed.RecID) {
	if d.Held.Number == 0 {
		return
	}
	e := d.Held.Body
	for _, id := range e.Recommendations {
		d.About = append(d.About, About{page.Link{Href: d.RecURL(id.Review, id.Ref), Text: id.String()}, slices.Contains(later, id)})
	}
	if m, err := find.One[heed.Measure](follow, e.Measure); err == nil {
		d.About = append(d.About, About{Link: page.Link{Href: d.URL("/desk/plan/" + string(m.ID)), Text: m.Body.Title}})
	}
	if u, err := find.One[heed.Update](follow, e.Update); err == nil {
		d.About = append(d.About, About{Link: page.Link{Href: d.URL("/desk/plan/updates/" + string(u.ID)), Text: d.T("update.title", "Date", d.Date(u.Body.Date))}})
	}
	for _, name := range d.Held.Named {
		d.Named = append(d.Named, d.personName(name))
	}
	if e.File != nil {
		d.CopyHref = d.URL(At(d.Held.ID) + "/copy")
	}
	if e.Level != heed.SensitivityRestricted && follow.Viewer().SameVoice(d.Held.Side) {
		d.ClaimsHref = d.URL(claims.At(d.Held.ID))
	}
	if _, public := follow.Published(d.Held.Subject); public {
		d.PublicHref = d.SourceURL(d.Held.ID)
	}
	for _, c := range follow.Custody(d.Held.ID) {
		line := Line{Day: d.Day(c.At), Who: c.Who, Event: d.T("custody." + string(c.Body.Event)), Reason: c.Body.Reason, Receiver: c.Body.Receiver, Digest: c.Body.Digest}
		if c.Body.Event == heed.CustodyLevel {
			line.Event = d.T("custody.level_from", "From", d.T("sensitivity."+string(c.Body.From)), "To", d.T("sensitivity."+string(c.Body.To)))
		}
		d.Custody = append(d.Custody, line)
	}
	history, err := find.History[heed.Evidence](follow, d.Held.ID)
	if err != nil || !follow.Viewer().SameVoice(d.Held.Side) {
		return // who wrote it, is not for another voice
	}
	for _, v := range slices.Backward(history) {
		d.History = append(d.History, Change{v.Number, d.Day(v.At), d.Base.Step(v.Step), v.Who, d.T("sensitivity." + string(v.Body.Level))})
	}
}

// contentTypes are those of cleaned copies.
var contentTypes = map[string]string{
	"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png", "csv": "text/csv; charset=utf-8", "txt": "text/plain; charset=utf-8",
	"docx": page.Word, "xlsx": page.Spreadsheet,
}

// Copy is the cleaned copy as a file. Its name tells nothing of the original's.
func Copy(id heed.ID, f heed.SealedFile, data []byte) page.File {
	kind, ok := contentTypes[f.Type]
	if !ok {
		kind = "application/octet-stream"
	}
	return page.File{Name: "evidence-" + string(id) + "." + f.Type, ContentType: kind, Body: data}
}

// Download gives the cleaned copy to who sees the evidence.
func Download(a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		id := heed.ID(r.PathValue("id"))
		data, f, err := a.ShownCopy(r.Context(), r.Viewer, id)
		if err != nil {
			return page.Result{}, err
		}
		file := Copy(id, f, data)
		return page.Result{Send: &file}, nil
	}
}
