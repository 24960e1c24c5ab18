// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"cmp"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/testkit"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// A row of the table of January 2022. The facts are to be checked before anybody
// publishes them, so the test reads them and holds none.
type januaryRow struct{ asOf, figure, unit, who, where string }

// januaryRows reads the table.
func januaryRows(t *testing.T) (facts string, rows []januaryRow) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(testkit.Corpus(t), "kazakhstan", "FACTS.md"))
	if err != nil {
		testkit.Missing(t, "needs the facts on Kazakhstan in the corpus")
	}
	facts, table, _ := strings.Cut(string(data), "## January 2022")
	last := ""
	for line := range strings.Lines(table) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) != 5 || strings.Contains(cells[0], "as of") || strings.Contains(cells[0], "--") {
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if cells[3] == "same" || strings.HasPrefix(cells[3], "same;") {
			cells[3] = last
		}
		last = cells[3]
		rows = append(rows, januaryRow{cells[0], cells[1], cells[2], cells[3], cells[4]})
	}
	if len(rows) < 15 {
		t.Fatalf("only %d rows in the table of January 2022", len(rows))
	}
	return facts, rows
}

var (
	numbers = regexp.MustCompile(`\d[\d,]*`)
	ofWhich = regexp.MustCompile(`\(([^)]*)\)|, of them (.*)`)
)

// around reads a date as the table has it; words where it is none.
func around(text string) (heed.Around, heed.Texts) {
	for form, to := range map[string]string{"2 Jan 2006": time.DateOnly, "Jan 2006": "2006-01"} {
		if at, err := time.Parse(form, text); err == nil {
			return heed.Around(at.Format(to)), nil
		}
	}
	if _, month, ok := strings.Cut(text, " "); ok && strings.Contains(text, "–") { // some days of a month
		if at, err := time.Parse("Jan 2006", month); err == nil {
			return heed.Around(at.Format("2006-01")), nil
		}
	}
	return "", heed.Texts{"en": text}
}

// counting is what some words of a row count, and of whom where the row says that
// otherwise than others do that count the same. The column holds unit and basis: of the
// dead it says who published the number, and that its day was not found, which makes
// them no others. Bodies that were received are not all who died, so they stand apart.
type counting struct {
	words string
	heed.Like
	scope string
}

// group is what figures in one row have to share.
type group struct {
	heed.Like
	scope string
}

const theDead = "those who died"

// kinds are what the words of a row count: the first that fits.
var kinds = []counting{
	{"excessive force", heed.Like{Kind: heed.FigureDeaths, Unit: heed.UnitPersons, Track: heed.TrackOfficials}, ""},
	{"injured", heed.Like{Kind: heed.FigureInjured, Unit: heed.UnitPersons}, ""},
	{"names", heed.Like{Kind: heed.FigureDeaths, Unit: heed.UnitPersons, Basis: heed.BasisNamedList}, theDead},
	{"bodies", heed.Like{Kind: heed.FigureDeaths, Unit: heed.UnitPersons}, ""},
	{"allegations of torture", heed.Like{Kind: heed.FigureComplaints, Unit: heed.UnitComplaints, Track: heed.TrackOfficials}, ""},
	{"cases of torture", heed.Like{Kind: heed.FigureOpened, Unit: heed.UnitCases, Track: heed.TrackOfficials}, ""},
	{"documented cases", heed.Like{Kind: heed.FigureViolations, Unit: heed.UnitCases}, ""},
	{"officials detained", heed.Like{Kind: heed.FigureDetained, Unit: heed.UnitPersons, Track: heed.TrackOfficials}, ""},
	{"criminal cases", heed.Like{Kind: heed.FigureOpened, Unit: heed.UnitCases, Track: heed.TrackParticipants}, ""},
	{"detained", heed.Like{Kind: heed.FigureDetained, Unit: heed.UnitPersons, Track: heed.TrackParticipants}, ""},
	{"deaths", heed.Like{Kind: heed.FigureDeaths, Unit: heed.UnitPersons}, theDead},
}

// figuresOf makes figures of a row: one for each number that stands for itself.
func figuresOf(t *testing.T, r januaryRow, dossier heed.ID) []heed.Figure {
	t.Helper()
	f := heed.Figure{Dossier: dossier, Basis: heed.BasisRegistered, Speaker: r.who, Voice: voiceOf(r.who), Source: heed.Source{Title: r.where}}
	i := slices.IndexFunc(kinds, func(k counting) bool { return strings.Contains(r.unit+" "+r.figure, k.words) })
	if i < 0 {
		t.Fatalf("nothing says what %q counts", r.unit)
	}
	f.Kind, f.Unit, f.Track = kinds[i].Kind, kinds[i].Unit, kinds[i].Track
	f.Scope = heed.Texts{"en": cmp.Or(kinds[i].scope, r.unit)}
	if b := kinds[i].Basis; b != "" {
		f.Basis = b
	}
	f.AsOf, f.When = around(r.asOf)
	whole := ofWhich.ReplaceAllString(r.figure, "")
	for _, m := range ofWhich.FindAllStringSubmatch(r.figure, -1) {
		for _, part := range strings.FieldsFunc(m[1]+m[2], func(r rune) bool { return r == ';' || r == ',' }) {
			if n, of, ok := strings.Cut(strings.TrimSpace(part), " "); ok && numbers.FindString(n) == n {
				f.Parts = append(f.Parts, heed.Part{Value: number(t, n), Of: heed.Texts{"en": of}})
			}
		}
	}
	var out []heed.Figure
	for i, n := range numbers.FindAllString(whole, -1) {
		f.Value = number(t, n)
		if _, rest, ok := strings.Cut(whole, n+" still held"); ok && i > 0 { // a part of what stands before it
			out[i-1].Parts = []heed.Part{{Value: f.Value, Of: heed.Texts{"en": "still held" + rest}}}
			continue
		}
		if strings.Contains(whole, n+" officers suspected") {
			f.Kind, f.Scope = heed.FigureSuspects, heed.Texts{"en": "officers suspected"}
		}
		if names := strings.Split(r.who, ";"); f.Basis == heed.BasisNamedList && len(names) > i && f.Voice != heed.VoiceState {
			f.Speaker = strings.TrimSpace(names[i])
		}
		out = append(out, f)
	}
	return out
}

func voiceOf(who string) heed.Voice {
	for words, voice := range map[string]heed.Voice{"Prosecutor": heed.VoiceState, "Ministry": heed.VoiceState, "Commissioner for Human Rights": heed.VoiceNHRI, "CAT": heed.VoiceUN} {
		if strings.Contains(who, words) {
			return voice
		}
	}
	return heed.VoiceCivilSociety
}

func number(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(strings.ReplaceAll(text, ",", ""))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// recorder writes and publishes in the name of one organisation.
type recorder struct {
	*portal.Portal
	by heed.Actor
}

func (r recorder) record(t *testing.T, body heed.Matter) heed.ID {
	t.Helper()
	v, err := r.App.Write(t.Context(), r.by, app.Change{Submit: true, Body: body})
	if err != nil {
		t.Fatalf("%+v: %v", body, err)
	}
	for i, to := range []heed.Step{heed.StepReviewed, heed.StepPublished} {
		if err := r.App.Move(t.Context(), r.by, app.Move{Subject: v[0].Subject, Base: 1 + i, To: to}); err != nil {
			t.Fatal(err)
		}
	}
	return v[0].ID
}

// grades reads a committee's grades as it gave them.
func grades(t *testing.T) (symbol string, calls []heed.Call) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(testkit.Corpus(t), "kazakhstan", "ccpr_followup_CCPR_C_123_2.json"))
	if err != nil {
		t.Fatal(err)
	}
	var in struct {
		Symbol     string `json:"assessment_symbol"`
		Paragraphs []struct {
			Para, Title string
			Grades      []struct{ Limb, Grade string }
		}
	}
	if err := json.Unmarshal(data, &in); err != nil {
		t.Fatal(err)
	}
	for _, p := range in.Paragraphs {
		for _, g := range p.Grades {
			calls = append(calls, heed.Call{
				Kind: heed.CallGrade, Voice: heed.VoiceUN, Speaker: "Human Rights Committee", Grade: g.Grade, Scale: "A–E", Source: heed.Source{Symbol: in.Symbol, Place: strings.TrimSpace("para. " + p.Para + " " + g.Limb)}, Words: heed.Texts{"en": p.Title},
			})
		}
	}
	return in.Symbol, calls
}

// TestDossier_OfJanuary2022 lays out what is known of one event: every number with
// its unit, basis, date and source, and who says so; lists beside registers, and
// never for estimates; nothing joined that does not belong together.
func TestDossier_OfJanuary2022(t *testing.T) {
	facts, rows := januaryRows(t)
	p := portal.Empty(t)
	for _, name := range []string{"kazakhstan2010.pdf", "kazakhstan2014.pdf"} {
		p.ImportFile(t, filepath.Join(testkit.Corpus(t), "wg-reports", name))
	}
	p.Institution(t, "watch", heed.InstitutionCSO, heed.VoiceCivilSociety, "KAZ")
	account, _ := p.Member(t, "bota", heed.FocalPoint, "watch")
	r := recorder{p, account.Actor()}
	id := r.record(t, heed.Dossier{
		State: "KAZ", Title: heed.Texts{"en": "January 2022"}, Summary: heed.Texts{"en": "For the test."}, From: "2022-01-02", To: "2022-01-11", Themes: []string{"torture"}, Issues: []string{"Impunity"},
		Questions: []heed.Texts{{"en": "Why do the numbers of two authorities not agree?"}},
	})
	counts := map[group][]int{}
	var torture []heed.ID
	var remark string
	for _, row := range rows {
		if numbers.FindString(row.figure) == "" {
			if strings.Contains(row.who, "CAT") {
				remark = row.unit
			}
			continue
		}
		for _, f := range figuresOf(t, row, id) {
			name := r.record(t, f)
			in := group{f.Like(), f.Scope["en"]}
			counts[in] = append(counts[in], f.Value)
			if f.Track == heed.TrackOfficials {
				torture = append(torture, name)
			}
		}
	}
	if remark == "" {
		t.Fatal("the table has no remark of the Committee against Torture")
	}
	r.record(t, heed.Call{Dossier: id, Kind: heed.CallRemark, Voice: heed.VoiceUN, Speaker: "Committee against Torture", Date: "2023-05", Words: heed.Texts{"en": remark}, Source: heed.Source{Symbol: "CAT/C/KAZ/CO/4"}, Figures: torture})
	symbol, graded := grades(t)
	for _, c := range graded {
		c.Dossier = id
		r.record(t, c)
	}
	d, err := p.Find.Dossier(t.Context(), heed.Viewer{}, id)
	if err != nil {
		t.Fatal(err)
	}
	asked := askedIn(t, d)
	r.record(t, heed.Assessment{Recommendation: asked, AsOf: "2018-07-27", Quotation: &heed.Quotation{
		Voice: heed.VoiceUN, Speaker: "Human Rights Committee", Symbol: symbol, Place: graded[0].Source.Place, Grade: graded[0].Grade, Scale: graded[0].Scale,
	}})
	if d, err = p.Find.Dossier(t.Context(), heed.Viewer{}, id); err != nil {
		t.Fatal(err)
	}
	body := good(t, p.Visitor(t).Get("/en/dossier/"+string(id)), http.StatusOK).Body
	deathsOfJanuary(t, d, facts, counts)
	tortureOfJanuary(t, d, torture)
	for _, want := range []string{"Committee against Torture", "Why do the numbers", symbol, "date unknown", "Accountability of officials", "Prosecution of participants", "not an estimate", "The report of this review is not here"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(body, `class="flow"`) {
		t.Error("figures of several sources are drawn as a flow")
	}
	if !slices.ContainsFunc(d.Asked, func(in find.AskedIn) bool {
		return slices.ContainsFunc(in.Recommendations, func(a find.Asked) bool {
			return a.ID == asked && len(a.Grades) == 1 && a.Grades[0].Grade == graded[0].Grade
		})
	}) {
		t.Error("the Committee's grade does not stand with the recommendation as it was given")
	}
	if len(body) >= 100_000 {
		t.Errorf("the page has %d bytes", len(body))
	}
	t.Logf("%d figures in %d groups, %d calls, %d bytes", len(d.Figures), len(d.Alongside), len(d.Calls), len(body))
	for _, in := range d.Asked {
		t.Logf("%s: read %v, %d recommendations", in.Review, in.Read, len(in.Recommendations))
	}
}

// askedIn looks whether recommendations of the cycles that are here are found by
// both labels, and gives one on torture.
func askedIn(t *testing.T, d find.Dossier) heed.RecID {
	t.Helper()
	var one heed.RecID
	read, byTheme, byIssue := 0, 0, 0
	for _, in := range d.Asked {
		if in.Read != (in.Review.Cycle <= 2) || in.Read == (len(in.Recommendations) == 0) {
			t.Errorf("%s: read %v, %d recommendations", in.Review, in.Read, len(in.Recommendations))
		}
		if in.Read {
			read++
		}
		for _, a := range in.Recommendations {
			byTheme, byIssue = byTheme+len(a.ByThemes), byIssue+len(a.ByIssues)
			if len(a.ByThemes) > 0 && !regexp.MustCompile(`(?i)tortur|ill-treat|OPCAT|CAT\b|degrading|inhuman`).MatchString(a.Text) {
				t.Errorf("%s is found by torture: %s", a.ID, a.Text)
			}
			one = a.ID
		}
	}
	if read != 2 || byTheme < 5 || byIssue < 2 || len(d.Asked) < 4 {
		t.Fatalf("%d reviews of %d read, %d recommendations on torture and %d on impunity", read, len(d.Asked), byTheme, byIssue)
	}
	return one
}

// deathsOfJanuary: registers and lists apart, official counts and others beside
// each other, and what has no date says so.
func deathsOfJanuary(t *testing.T, d find.Dossier, facts string, counts map[group][]int) {
	t.Helper()
	lists := regexp.MustCompile(`independent named lists (\d+) \(([^)]+)\) and (\d+) \(([^)]+)\)`).FindStringSubmatch(facts)
	if lists == nil {
		t.Fatal("the facts name no independent lists outside of their table")
	}
	undated := 0
	for _, a := range d.Alongside {
		if a.Kind != heed.FigureDeaths || a.Track != heed.TrackNone {
			continue // those by acts of officials are another count
		}
		if want := map[string]int{theDead: 3}[a.Scope["en"]]; a.Basis == heed.BasisRegistered && (len(a.Official) != max(want, 1) || len(a.Independent) > 0) {
			t.Errorf("registered deaths, %s: %d official, %d others", a.Scope["en"], len(a.Official), len(a.Independent))
		}
		if a.Basis == heed.BasisEstimate {
			t.Error("a list or a register stands as an estimate")
		}
		if a.Basis == heed.BasisNamedList {
			if len(a.Official) != 1 || len(a.Independent) != 2 {
				t.Errorf("lists: %d official, %d others", len(a.Official), len(a.Independent))
			}
			for i, name := range a.Independent {
				c, _ := d.Figure(name)
				if c.Value != number(t, lists[1+2*i]) || c.Speaker != lists[2+2*i] || c.AsOf != "" {
					t.Errorf("list %d is %d of %s, as of %q", i, c.Value, c.Speaker, c.AsOf)
				}
			}
		}
		if got := len(a.Official) + len(a.Independent); got != len(counts[group{a.Like, a.Scope["en"]}]) {
			t.Errorf("%v: %d figures of %d", a.Like, got, len(counts[group{a.Like, a.Scope["en"]}]))
		}
		for _, name := range slices.Concat(a.Official, a.Independent) {
			c, _ := d.Figure(name)
			if c.Source == (heed.Source{}) || c.Speaker == "" || c.Unit == "" || c.Basis == "" {
				t.Errorf("%s is shown without all that it needs", name)
			}
			if c.AsOf == "" {
				undated++
			}
		}
	}
	if undated < 4 {
		t.Errorf("only %d figures of deaths have no date", undated)
	}
}

// tortureOfJanuary: allegations, cases and officials stay three figures.
func tortureOfJanuary(t *testing.T, d find.Dossier, torture []heed.ID) {
	t.Helper()
	units := map[heed.FigureUnit]bool{}
	for _, p := range d.Tracks {
		if len(p.Flows) > 0 {
			t.Errorf("%s: %v are joined to a flow", p.Track, p.Flows)
		}
		if p.Track != heed.TrackOfficials {
			continue
		}
		for _, name := range torture {
			if c, _ := d.Figure(name); !slices.Contains(p.Separate, name) || c.Speaker == "" {
				t.Errorf("%s does not stand apart, with who says so", name)
			} else {
				units[c.Unit] = true
			}
		}
		if !slices.Contains(p.Apart, heed.GroundUnit) || !slices.Contains(p.Apart, heed.GroundSource) {
			t.Errorf("it is not said why they stand apart: %v", p.Apart)
		}
	}
	if len(d.Tracks) != 2 || len(units) != 3 {
		t.Errorf("%d tracks, %d units on torture", len(d.Tracks), len(units))
	}
}
