// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package dossier is the page of an event for which somebody has to answer: what
// official sources and others count, what became of those who did it and of those
// who took part, what was said about it, what had been recommended, and what
// nobody has answered. It adds nothing up.
package dossier

import (
	"cmp"
	"embed"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed dossier.tmpl dossier.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "dossier", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	It             find.Dossier
	What, Where    page.Wording
	State, When    string
	Recorder, Told string
	// Credentials is what weighs what the institution says whose dossier it is.
	Credentials string
	// Answered are the replies to the dossier, and Answer is where it can be answered.
	Answered []page.Answered
	Answer   string
	// Said says how many figures there are, from whom, and how many have no date.
	Said string
	// Kinds are the figures by what they count; Glance the rows of the table that
	// opens the page.
	Kinds  []Kind
	Glance []Side
	Tracks []Track
	Calls  []Call
	Line   []Moment
	Asked  []Cycle
	// Questions are those that nobody has answered.
	Questions []page.Wording
	History   string
	Persons   []Person
	// Names says that people can be named in this installation.
	Names bool
}

// Person is somebody in the event, in words.
type Person struct {
	find.Someone
	Role, Recorder string
	What           page.Wording
	History        string
	// Name is the name, where it may be shown here and now, and By says what lets it.
	Name page.Wording
	By   string
}

// Kind is what is counted.
type Kind struct {
	Value heed.FigureKind
	Name  string
	Sides []Side
}

// Side is figures that may be laid side by side, official ones and others.
type Side struct {
	ID, Name, Like        string
	Scope                 page.Wording
	Basis                 heed.FigureBasis
	Official, Independent []page.Figure
	// Disagree says which of one day are not the same.
	Disagree []string

	track heed.Track
}

// Track is whose acts proceedings are about.
type Track struct {
	Value heed.Track
	Name  string
	Flows []Flow
	// Separate are figures that are not joined, each group on a scale of its own;
	// Apart says why.
	Separate []Side
	Apart    []string
}

// Flow is a way through the stages of which one source tells.
type Flow struct {
	Head  string
	Steps []Step
}

// Step is a stage of a flow. Into is the picture of what goes on from the stage
// before, "" for the first and for what leads off the way.
type Step struct {
	page.Figure
	Stage  string
	Leaves bool
	Into   string
}

// Call is what somebody has said, in words.
type Call struct {
	find.Called
	Kind, Date, Recorder string
	Mark                 page.VoiceMark
	Text                 page.Wording
	// On are the figures that it speaks of.
	On       []page.Link
	History  string
	Answered []page.Answered
	Answer   string
}

// Moment is a line of the timeline.
type Moment struct {
	Date   string
	Text   page.Wording
	Source heed.Source
	Href   string // of a call

	at heed.Around
}

// Cycle is what was recommended in one review.
type Cycle struct {
	find.AskedIn
	Name, Href string
	Rows       []Asked
	// More is how many there are besides, which the search lists at MoreHref.
	More     int
	MoreHref string
}

// Asked is a recommendation in words.
type Asked struct {
	find.Asked
	Mark page.Mark
	Href string
	// Why says by which labels it was found.
	Why  string
	Said []Said
}

// Said is what an institution says has been done.
type Said struct {
	find.GapSaid
	Mark page.VoiceMark
}

// Handler serves the page.
func Handler(f *find.Finder, a *app.App) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		answer, err := f.Dossier(r.Context(), r.Viewer, heed.ID(strings.TrimPrefix(r.Path, "/dossier/")))
		if err != nil {
			return page.Result{}, err
		}
		named, err := name(r, a, &answer)
		if err != nil {
			return page.Result{}, err
		}
		d := Data{Base: r.Base(""), It: answer, Names: a.ShowsNames}
		d.build()
		return page.Result{View: View.Name, Data: d, Twin: answer, Table: d.table(), Fleeting: named}, nil
	}
}

// name fills in the names of people that may be shown in the form that is asked for,
// and reports whether there are any. Tables of a dossier have no people.
func name(r *page.Request, a *app.App, d *find.Dossier) (bool, error) {
	scope := heed.NameOnPage
	if r.Form != page.HTML {
		scope = heed.NameInData
	}
	var ids []heed.ID
	for _, p := range d.Persons {
		if p.Withdrawn == "" {
			ids = append(ids, p.ID)
		}
	}
	shown, err := a.ShownNames(r.Context(), scope, ids...)
	for i := range d.Persons {
		if n, ok := shown[d.Persons[i].ID]; ok {
			d.Persons[i].Named = &n
		}
	}
	return len(shown) > 0, err
}

// person puts somebody in the event into words.
func (d *Data) person(p find.Someone) Person {
	out := Person{
		Someone: p, Role: d.T("person_role." + string(p.Role)), Recorder: p.By.Institution.Name(d.Lang()), What: d.Wording(p.What),
		History: d.HistoryURL(heed.SubjectPerson, p.ID),
	}
	if n := p.Named; n != nil {
		out.Name = d.Wording(n.Name)
		switch j := n.Judgment; {
		case j != nil:
			out.By = d.T("dossier.named_judgment", "Court", j.Court, "Date", d.Date(j.Date), "Number", j.Number, "Outcome", d.T("judgment_outcome."+string(j.Outcome)), "Stage", d.T("judgment_stage."+string(j.Stage)))
		case n.Guardian:
			out.By = d.T("dossier.named_guardian", "Date", d.Date(n.Until))
		default:
			out.By = d.T("dossier.named_consent", "Date", d.Date(n.Until))
		}
	}
	return out
}

// build puts the dossier into words.
func (d *Data) build() {
	e := d.It.Dossier
	title := d.Wording(e.Title)
	d.Title, d.What, d.Where = title.Text, d.Wording(e.Summary), d.Wording(e.Where)
	d.State, d.When, d.Recorder = d.Base.State(e.State), d.Span(e.From, e.To), d.It.By.Institution.Name(d.Lang())
	d.Specimen = page.Invented(e.State)
	d.Crumbs = []page.Link{{Href: d.URL("/dossiers"), Text: d.T("dossiers.title")}}
	d.Credentials = d.Base.Credentials(d.It.By.Institution, d.It.On)
	d.Told = d.T("dossier.told", "Institution", d.Recorder, "Voice", d.Voice(d.It.By.Voice), "Date", d.Date(d.It.On))
	d.History = d.HistoryURL(heed.SubjectDossier, d.It.ID)
	d.Answered, d.Answer = d.Spoken(heed.SubjectDossier, d.It.Recorded)
	d.kinds()
	d.tracks()
	d.calls()
	for _, p := range d.It.Persons {
		d.Persons = append(d.Persons, d.person(p))
	}
	d.line()
	d.asked()
	for _, q := range e.Questions {
		d.Questions = append(d.Questions, d.Wording(q))
	}
}

// figures puts figures that stand side by side into words, drawn on one scale.
func (d *Data) figures(ids []heed.ID, most int) []page.Figure {
	var out []page.Figure
	for _, id := range ids {
		if c, ok := d.It.Figure(id); ok {
			f := d.Base.Figure(c)
			if most > 0 {
				f.Share = page.Percent(c.Value, most)
			}
			out = append(out, f)
		}
	}
	return out
}

// most is the longest of several figures, 0 where there is nothing to compare.
func (d *Data) most(ids ...heed.ID) int {
	most := 0
	for _, id := range ids {
		if c, ok := d.It.Figure(id); ok {
			most = max(most, c.Value)
		}
	}
	if len(ids) < 2 {
		return 0
	}
	return most
}

// side puts a group of figures into words.
func (d *Data) side(i int, a find.Alongside) Side {
	most := d.most(append(append([]heed.ID{}, a.Official...), a.Independent...)...)
	s := Side{
		ID: "side-" + strconv.Itoa(i), Name: d.named(a.Like), Like: d.Like(a.Like), Scope: d.Wording(a.Scope), Basis: a.Basis,
		Official: d.figures(a.Official, most), Independent: d.figures(a.Independent, most),
	}
	for _, pair := range a.Disagree {
		one, _ := d.It.Figure(pair[0]) // both are of this dossier
		other, _ := d.It.Figure(pair[1])
		s.Disagree = append(s.Disagree, d.T("dossier.disagree", "Date", d.Around(one.AsOf), "One", d.Counted(one.Figure), "Who", one.Speaker, "Other", d.Counted(other.Figure), "Whom", other.Speaker))
	}
	return s
}

// named names what figures count, with the track and the stage that they are of.
func (d *Data) named(l heed.Like) string {
	name := d.T("figure_kind." + string(l.Kind))
	if l.Stage != "" && l.Stage != (heed.Figure{Kind: l.Kind}).Reached() {
		name = d.T("dossier.named", "Name", name, "Of", d.T("figure_stage."+string(l.Stage)))
	}
	if l.Track != heed.TrackNone {
		name = d.T("dossier.named", "Name", name, "Of", d.T("figure_track."+string(l.Track)))
	}
	return name
}

// kinds lays out the figures by what they count, and the table at a glance.
func (d *Data) kinds() {
	for i, a := range d.It.Alongside {
		if n := len(d.Kinds); n == 0 || d.Kinds[n-1].Value != a.Kind {
			d.Kinds = append(d.Kinds, Kind{Value: a.Kind, Name: d.T("figure_kind." + string(a.Kind))})
		}
		k := &d.Kinds[len(d.Kinds)-1]
		s := d.side(i, a)
		k.Sides = append(k.Sides, s)
		s.Official, s.Independent = standing(s.Official), standing(s.Independent)
		s.track = a.Track
		if len(s.Official)+len(s.Independent) > 0 {
			d.Glance = append(d.Glance, s)
		}
	}
	slices.SortStableFunc(d.Glance, func(a, b Side) int { // the tracks apart
		return cmp.Compare(slices.Index(heed.Tracks, a.track), slices.Index(heed.Tracks, b.track))
	})
	undated, speakers := 0, map[string]bool{}
	for _, c := range d.It.Figures {
		if c.Withdrawn == "" {
			speakers[c.Speaker] = true
		}
		if c.Withdrawn == "" && c.AsOf == "" {
			undated++
		}
	}
	d.Said = d.T("dossier.sum", "Count", len(d.It.Figures), "Speakers", len(speakers), "Undated", undated)
}

// standing leaves out what was revised.
func standing(all []page.Figure) []page.Figure {
	var out []page.Figure
	for _, f := range all {
		if f.Stands() {
			out = append(out, f)
		}
	}
	return out
}

// Withdrawn are the figures that were withdrawn in public.
func (d Data) Withdrawn() []page.Figure {
	var out []page.Figure
	for _, c := range d.It.Figures {
		if c.Withdrawn != "" {
			out = append(out, d.Base.Figure(c))
		}
	}
	return out
}

// tracks puts the proceedings into words.
func (d *Data) tracks() {
	for _, p := range d.It.Tracks {
		t := Track{Value: p.Track, Name: d.T("figure_track." + string(p.Track))}
		for _, ids := range p.Flows {
			t.Flows = append(t.Flows, d.flow(ids))
		}
		for _, g := range p.Apart {
			t.Apart = append(t.Apart, d.T("ground."+string(g)))
		}
		t.Separate = d.separate(p)
		d.Tracks = append(d.Tracks, t)
	}
}

// separate lists the figures of a track that are in no flow, by what they have in
// common: each group has a scale of its own.
func (d *Data) separate(p find.Proceedings) []Side {
	var all []find.Counted
	for _, id := range p.Separate {
		c, _ := d.It.Figure(id) // it is one of them
		all = append(all, c)
	}
	var out []Side
	for _, group := range find.Together(all) {
		most, l := 1, group[0].Like()
		var ids []heed.ID
		for _, c := range group {
			most, ids = max(most, c.Value), append(ids, c.ID)
		}
		name := d.T("figure_kind." + string(l.Kind))
		if l.Stage != "" {
			name = d.T("dossier.named", "Name", name, "Of", d.T("figure_stage."+string(l.Stage)))
		}
		out = append(out, Side{Name: name, Like: d.Like(l), Basis: l.Basis, Official: d.figures(ids, most)})
	}
	return out
}

// flow puts a flow into words and pictures: every step is as long as its number,
// and what goes on is drawn between.
func (d *Data) flow(ids []heed.ID) Flow {
	most := 1
	for _, id := range ids {
		c, _ := d.It.Figure(id) // it is one of them
		most = max(most, c.Value)
	}
	out := Flow{}
	before := -1
	for _, f := range d.figures(ids, most) {
		s := Step{Figure: f, Stage: d.T("figure_stage." + string(f.Reached())), Leaves: f.Reached().Leaves()}
		if !s.Leaves {
			if before >= 0 {
				s.Into = "0,0 " + length(before, most) + ",0 " + length(f.Value, most) + ",10 0,10"
			}
			before = f.Value
		}
		out.Steps = append(out.Steps, s)
	}
	first := out.Steps[0]
	out.Head = d.T("dossier.flow", "Who", first.Speaker, "Date", d.Around(first.AsOf), "Unit", d.T("figure_unit."+string(first.Unit)))
	return out
}

// length is a part of a hundred.
func length(n, of int) string {
	return strconv.FormatFloat(100*float64(n)/float64(of), 'f', 2, 64)
}

// calls puts what was said into words.
func (d *Data) calls() {
	for _, kind := range heed.CallKinds {
		for _, c := range d.It.Calls {
			if c.Call.Kind == kind {
				d.Calls = append(d.Calls, d.call(c))
			}
		}
	}
}

func (d *Data) call(c find.Called) Call {
	out := Call{
		Called: c, Kind: d.T("call_kind." + string(c.Call.Kind)), Date: d.T("figure.undated"), Recorder: c.By.Institution.Name(d.Lang()), Mark: d.VoiceMark(c.Voice),
		Text: d.Wording(c.Words), History: d.HistoryURL(heed.SubjectCall, c.ID),
	}
	out.Answered, out.Answer = d.Spoken(heed.SubjectCall, c.Recorded)
	if c.Call.Date != "" {
		out.Date = d.Around(c.Call.Date)
	}
	for _, id := range c.Figures {
		if f, ok := d.It.Figure(id); ok {
			out.On = append(out.On, page.Link{Href: "#f-" + string(id), Text: d.T("dossier.on", "What", d.T("figure_kind."+string(f.Kind)), "Number", d.Counted(f.Figure), "Who", f.Speaker)})
		}
	}
	return out
}

// Group is several figures, as a part of the page prints them.
type Group struct {
	page.Base
	All []page.Figure
}

// Group makes a group.
func (d Data) Group(all []page.Figure) Group { return Group{d.Base, all} }
