// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package gap is the page that holds what a State supported in a review against
// what each voice says has been done: by voice, by theme, by institution, and one
// by one.
package gap

import (
	"embed"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed gap.tmpl gap.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "gap", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	find.Gap
	// Sum says how much is said and how much is not, in words; Until how much time
	// is left, and UntilSource who says so.
	Sum, Until, UntilSource string
	// Counted is what the table by voice counts: the part that is asked for, or all;
	// CountedOf names it.
	Counted   find.GapPart
	CountedOf string
	// Columns are the voices that say anything.
	Columns []page.VoiceMark
	// ByTheme, ByLead and ByTime are the same by parts.
	ByTheme, ByLead, ByTime []Part
	Picks                   []Pick
	Filtered                bool
	// Rows are those on this page, First the number of the first.
	Rows  []Row
	First int
	Pager page.Pager
}

// Part is a part in words.
type Part struct {
	find.GapPart
	Name, Href string
}

// Pick is a filter of which one value is chosen.
type Pick struct {
	Name, Label, All string
	Options          []desk.Option
}

// Row is a recommendation in words.
type Row struct {
	find.GapRow
	Mark page.Mark
	Href string
	Said []Said
}

// Said is what an institution says, in words.
type Said struct {
	find.GapSaid
	Mark page.VoiceMark
}

// pageRows is how many recommendations a page holds.
const pageRows = 50

// Handler serves the page to everybody.
func Handler(f *find.Finder) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		id, err := heed.ParseReviewID(strings.TrimPrefix(r.Path, "/gap/"))
		if err != nil { // an address that cannot be, not a wrong request
			return page.Result{}, &heed.Error{Code: heed.CodeNotFound, Op: "gap.Handler", Key: "error.address", Err: err}
		}
		return serve(r, f, id)
	}
}

// AtDesk serves it to who is signed in, with what their own voice alone can see,
// such as who was assigned.
func AtDesk(f *find.Finder) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		id, err := heed.ParseReviewID(strings.TrimPrefix(r.Path, "/desk/gap/"))
		if err != nil {
			return page.Result{}, &heed.Error{Code: heed.CodeNotFound, Op: "gap.AtDesk", Key: "error.address", Err: err}
		}
		return serve(r.Request, f, id)
	}
}

func serve(r *page.Request, f *find.Finder, id heed.ReviewID) (page.Result, error) {
	q, turn, err := query(id, r.URL.Query())
	if err != nil {
		return page.Result{}, err
	}
	answer, err := f.Gap(r.Context(), r.Viewer, id, r.Today, q)
	if err != nil {
		return page.Result{}, err
	}
	next, err := f.After(r.Context(), r.Viewer, id, r.Today)
	if err != nil {
		return page.Result{}, err
	}
	d := Data{Base: r.Base(""), Gap: answer, Filtered: q != (find.GapQuery{})}
	state := d.State(id.State)
	d.Title, d.NoTwin = d.T("gap.title", "State", state, "Cycle", id.Cycle), r.Desk != nil
	d.Specimen = page.Invented(id.State)
	d.Crumbs = []page.Link{
		{Href: d.URL("/" + string(id.State)), Text: state}, {Href: d.ReviewURL(id), Text: d.T("review.cycle", "Cycle", id.Cycle)},
		{Href: d.URL(r.Path), Text: d.T("gap.name")},
	}
	d.Sum = d.T("gap.sum", "Count", answer.Supported, "State", state, "Silent", d.Number(answer.Silent))
	d.Until, d.UntilSource = d.After(next)
	for _, v := range answer.Voices {
		d.Columns = append(d.Columns, d.VoiceMark(v.Voice))
	}
	d.parts()
	d.Counted = find.GapPart{Of: answer.Supported, Silent: answer.Silent, Voices: answer.Voices}
	if answer.Part != nil {
		d.Counted, d.CountedOf = *answer.Part, d.named(q)
	}
	d.picks(q)
	if err := d.turn(r, r.FirstPage(turn)); err != nil {
		return page.Result{}, err
	}
	return page.Result{View: View.Name, Data: d, Twin: answer, Table: d.table()}, nil
}

// query reads the address.
func query(id heed.ReviewID, values url.Values) (find.GapQuery, find.Query, error) {
	var q find.GapQuery
	turn, err := page.Asked(find.In(id), values, func(name, value string) bool {
		switch name {
		case "theme":
			q.Theme = label.Theme(value)
			return slices.Contains(label.AllThemes(), q.Theme)
		case "institution":
			q.Lead = heed.ID(value)
			return q.Lead.Valid()
		case "time":
			q.Left = find.TimeLeft(value)
			return slices.Contains(find.TimesLeft, q.Left)
		case "voice":
			q.Voice = heed.Voice(value)
			return slices.Contains(heed.Voices, q.Voice)
		case "progress":
			q.Progress = heed.Progress(value)
			return slices.Contains(heed.Progresses, q.Progress)
		case "silent":
			q.Silent = value == "1"
			return q.Silent
		}
		return false
	})
	return q, turn, err
}

// parts puts themes, institutions and times into words.
func (d *Data) parts() {
	at := func(name, value string) string {
		return d.URL(d.Path) + "?" + url.Values{name: {value}}.Encode() + "#voices"
	}
	for _, p := range d.Themes {
		d.ByTheme = append(d.ByTheme, Part{p, d.T(label.Theme(p.Value).Key()), at("theme", p.Value)})
	}
	for _, p := range d.Leads {
		d.ByLead = append(d.ByLead, Part{p, p.Called(d.Lang()), at("institution", p.Value)})
	}
	for _, p := range d.Times {
		d.ByTime = append(d.ByTime, Part{p, d.T("time_left." + p.Value), at("time", p.Value)})
	}
}

// named names the part that is asked for.
func (d *Data) named(q find.GapQuery) string {
	var out []string
	for _, p := range d.ByTheme {
		if q.Theme != "" && p.Value == string(q.Theme) {
			out = append(out, p.Name)
		}
	}
	for _, p := range d.ByLead {
		if q.Lead != "" && p.Value == string(q.Lead) {
			out = append(out, p.Name)
		}
	}
	if q.Left != "" {
		out = append(out, d.T("time_left."+string(q.Left)))
	}
	return strings.Join(out, " · ")
}

// Fully is how much a voice says something of, and how much of that is fully
// implemented as it says.
func (d Data) Fully(v find.GapVoice) string {
	if v.Spoken == 0 {
		return "–"
	}
	return d.T("gap.fully", "Said", d.Number(v.Spoken), "Fully", d.Number(of(v, heed.FullyDone)))
}

// Values are those that anybody says, for the rows of the table.
func (d Data) Values() []heed.Progress {
	return slices.DeleteFunc(slices.Clone(heed.Progresses), func(p heed.Progress) bool {
		return !slices.ContainsFunc(d.Voices, func(v find.GapVoice) bool { return of(v, p) > 0 })
	})
}

// Of is how often a voice says a value.
func (d Data) Of(v find.GapVoice, p heed.Progress) string { return d.Number(of(v, p)) }

// To leads to those of which a voice says a value, "" for none.
func (d Data) To(v find.GapVoice, p heed.Progress) string {
	if of(v, p) == 0 {
		return ""
	}
	values := url.Values{"voice": {string(v.Voice)}, "progress": {string(p)}}
	for _, part := range []string{"theme", "institution", "time"} {
		if given := d.Query.Get(part); given != "" {
			values.Set(part, given)
		}
	}
	return d.URL(d.Path) + "?" + values.Encode() + "#list"
}

func of(v find.GapVoice, p heed.Progress) int {
	for _, c := range v.Counts {
		if c.Value == p {
			return c.Count
		}
	}
	return 0
}

// SilentHref leads to those of which nobody says anything.
func (d Data) SilentHref() string { return d.URL(d.Path) + "?silent=1#list" }

// picks are the filters of the list.
func (d *Data) picks(q find.GapQuery) {
	theme, lead := Pick{Name: "theme", Label: d.T("filter.theme")}, Pick{Name: "institution", Label: d.T("field.lead")}
	for _, p := range d.ByTheme {
		theme.Options = append(theme.Options, desk.Option{Value: p.Value, Text: p.Name, Selected: p.Value == string(q.Theme)})
	}
	for _, p := range d.ByLead {
		lead.Options = append(lead.Options, desk.Option{Value: p.Value, Text: p.Name, Selected: p.Value == string(q.Lead)})
	}
	left := Pick{Name: "time", Label: d.T("gap.time")}
	for _, p := range d.ByTime {
		left.Options = append(left.Options, desk.Option{Value: p.Value, Text: p.Name, Selected: p.Value == string(q.Left)})
	}
	voice, progress := Pick{Name: "voice", Label: d.T("field.voice")}, Pick{Name: "progress", Label: d.T("field.progress")}
	for _, v := range d.Voices {
		voice.Options = append(voice.Options, desk.Option{Value: string(v.Voice), Text: d.Voice(v.Voice), Selected: v.Voice == q.Voice})
	}
	for _, p := range d.Values() {
		progress.Options = append(progress.Options, desk.Option{Value: string(p), Text: d.Progress(p), Selected: p == q.Progress})
	}
	silent := Pick{Name: "silent", Label: d.T("gap.said"), Options: []desk.Option{{Value: "1", Text: d.T("gap.only_silent"), Selected: q.Silent}}}
	for _, p := range []Pick{theme, lead, left, voice, progress, silent} {
		if p.All = d.T("filter.all"); len(p.Options) > 0 {
			d.Picks = append(d.Picks, p)
		}
	}
}

// turn keeps to the page that is asked for.
func (d *Data) turn(r *page.Request, q find.Query) error {
	rows, from, pager, err := page.Turn(d.Base, q, d.Gap.Rows, pageRows, r.InList)
	if err != nil {
		return err
	}
	d.First, d.Pager = from+1, pager
	for _, row := range rows {
		shown := Row{GapRow: row, Mark: d.Mark(row.Position), Href: d.RecURL(row.ID.Review, row.ID.Ref)}
		for _, s := range row.Said {
			shown.Said = append(shown.Said, Said{s, d.VoiceMark(s.Voice)})
		}
		d.Rows = append(d.Rows, shown)
	}
	return nil
}

// table is the list for spreadsheets: a row for each statement, and one for what
// nobody says anything of.
func (d Data) table() *export.Table {
	t := &export.Table{Name: "gap-" + string(d.Review.State) + "-" + strconv.Itoa(d.Review.Cycle), Head: []string{
		"recommendation", "position", "text", "themes_by_rule", "lead_institutions", "time_left", "measures", "quotations", "voice", "institution", "progress", "as_of", "assessment", "address",
	}}
	lead := map[string]string{}
	for _, p := range d.ByLead {
		lead[p.Value] = p.Name
	}
	for _, row := range d.Gap.Rows {
		themes := make([]string, len(row.Themes))
		for i, theme := range row.Themes {
			themes[i] = string(theme)
		}
		leads := make([]string, len(row.Leads))
		for i, id := range row.Leads {
			leads[i] = lead[string(id)]
		}
		line := []string{row.ID.String(), string(row.Position), row.Text, strings.Join(themes, "; "), strings.Join(leads, "; "), string(row.Left), strconv.Itoa(row.Measures), strconv.Itoa(row.Quoted)}
		said := row.Said
		if len(said) == 0 {
			said = []find.GapSaid{{}}
		}
		for _, s := range said {
			t.Rows = append(t.Rows, append(slices.Clone(line), string(s.Voice), s.Called(d.Lang()), string(s.Progress), string(s.AsOf), string(s.Assessment), d.Absolute("/"+row.ID.String())))
		}
	}
	return t
}

// Parts is a table of parts.
type Parts struct {
	Data
	ID, Head string
	Parts    []Part
}

// PartsOf makes a table of parts, named by the heading above it.
func (d Data) PartsOf(id, head string, parts []Part) Parts { return Parts{d, id, head, parts} }
