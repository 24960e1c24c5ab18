// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// secret is a word that stands in one version of one thing and nowhere else.
var secret = regexp.MustCompile(`zq[a-z]{5}qz`)

// secretOf makes the word of a number.
func secretOf(n int) string {
	out := []byte("zqaaaaaqz")
	for i := 6; i > 1; i-- {
		out[i] = byte('a' + n%26)
		n /= 26
	}
	return string(out)
}

// planted is a version that holds a secret.
type planted struct {
	secret string
	heed.Version
}

// garden is a portal in which every voice has written everything that it can,
// for everybody whom it can be for.
type garden struct {
	*portal.Portal
	all  []planted
	recs []heed.RecID
	used int // recommendations
	// event is a public dossier, to which every voice adds.
	event heed.ID
}

// about gives a recommendation of which nothing has been said yet: some things
// are one for each.
func (g *garden) about() heed.RecID {
	g.used++
	return g.recs[g.used%len(g.recs)]
}

// seeds make what each kind of thing says, with a secret in it.
var seeds = map[heed.SubjectKind]func(g *garden, by heed.Actor, secret string) (heed.ID, heed.Matter){
	heed.SubjectAssignment: func(g *garden, by heed.Actor, secret string) (heed.ID, heed.Matter) {
		id := g.about()
		return heed.AssignmentID(id), heed.Assignment{Recommendation: id, Lead: by.Institution, Note: secret}
	},
	heed.SubjectProposal: func(g *garden, by heed.Actor, secret string) (heed.ID, heed.Matter) {
		id := g.about()
		return heed.ProposalID(id, by.Institution), heed.Proposal{Response: heed.Response{Recommendation: id, Position: heed.Noted, Comment: secret}, Internal: "for us: " + secret}
	},
	heed.SubjectSettlement: func(g *garden, _ heed.Actor, secret string) (heed.ID, heed.Matter) {
		id := g.about()
		return heed.AssignmentID(id), heed.Settlement{Response: heed.Response{Recommendation: id, Position: heed.Noted, Comment: secret}}
	},
	heed.SubjectMeasure: func(g *garden, by heed.Actor, secret string) (heed.ID, heed.Matter) {
		return "", heed.Measure{
			Title: "Measure " + secret, Number: secret, Kind: heed.MeasureLaw, Description: secret, Lead: by.Institution, Due: "2026-01-31",
			Milestones: []heed.Milestone{{Title: secret, Due: "2026-01-01"}}, Links: []heed.Link{{Recommendation: g.about(), Bearing: heed.Serves, Note: secret}},
			Indicators: []heed.Indicator{{Name: secret, Kind: heed.IndicatorOutcome, Unit: "persons"}}, Plans: []string{secret},
		}
	},
	heed.SubjectCluster: func(g *garden, by heed.Actor, secret string) (heed.ID, heed.Matter) {
		return "", heed.Cluster{Title: secret, Note: secret, Owner: by.Institution, Recommendations: []heed.RecID{g.about()}}
	},
	heed.SubjectUpdate: func(g *garden, _ heed.Actor, secret string) (heed.ID, heed.Matter) {
		return "", heed.Update{Recommendations: []heed.RecID{g.about()}, Date: "2026-01-01", Text: secret, Letter: heed.Letter{Number: secret, Signatory: secret}}
	},
	heed.SubjectAssessment: func(g *garden, _ heed.Actor, secret string) (heed.ID, heed.Matter) {
		return "", heed.Assessment{Recommendation: g.about(), Progress: heed.Started, Reasons: secret, Confidence: heed.ConfidenceLow, Method: secret, MethodVersion: "1", AsOf: "2026-01-01"}
	},
	heed.SubjectDossier: func(g *garden, _ heed.Actor, secret string) (heed.ID, heed.Matter) {
		said := heed.Texts{"en": "Dossier " + secret}
		return "", heed.Dossier{
			State: "XVA", Title: said, Summary: said, Where: said, From: "2026-01-01", Timeline: []heed.Occurrence{{Date: "2026-01", What: said, Source: heed.Source{Title: secret}}},
			Questions: []heed.Texts{said}, Recommendations: []heed.RecID{g.about()}, Documents: []heed.Source{{Title: secret}},
		}
	},
	heed.SubjectFigure: func(g *garden, _ heed.Actor, secret string) (heed.ID, heed.Matter) {
		said := heed.Texts{"en": "Counted " + secret}
		return "", heed.Figure{
			Dossier: g.event, Kind: heed.FigureDeaths, Value: 7, Unit: heed.UnitPersons, Basis: heed.BasisRegistered, Scope: said, Parts: []heed.Part{{Value: 2, Of: said}}, When: said,
			Voice: heed.VoiceExpert, Speaker: secret, Source: heed.Source{Title: secret, Address: "https://news.example/" + secret}, Note: secret, Track: heed.TrackOfficials,
		}
	},
	heed.SubjectCall: func(g *garden, _ heed.Actor, secret string) (heed.ID, heed.Matter) {
		return "", heed.Call{Dossier: g.event, Kind: heed.CallDemand, Voice: heed.VoiceExpert, Speaker: secret, Words: heed.Texts{"en": secret}, Source: heed.Source{Title: secret}}
	},
	heed.SubjectPerson: func(g *garden, _ heed.Actor, secret string) (heed.ID, heed.Matter) {
		return "", heed.Person{Dossier: g.event, Reference: "Person 7", Role: heed.PersonWitness, What: heed.Texts{"en": secret}, Source: heed.Source{Title: secret}}
	},
	heed.SubjectFeed: func(_ *garden, _ heed.Actor, secret string) (heed.ID, heed.Matter) {
		return "", heed.Feed{Name: secret, Address: "https://news.example/" + secret, States: []heed.StateCode{"XVA"}, Terms: []string{"zq"}, Course: heed.FeedWatched}
	},
	heed.SubjectEvidence: func(g *garden, _ heed.Actor, secret string) (heed.ID, heed.Matter) {
		text := "Text " + secret
		return "", heed.Evidence{
			Title: secret, Bearing: heed.EvidenceSupports, Recommendations: []heed.RecID{g.about()}, Excerpt: secret, Publisher: secret, Reliability: secret, Level: heed.SensitivityOpen,
			Capture: &heed.Capture{Address: "https://news.example/" + secret, Text: text, At: g.Now, TextDigest: heed.DigestOf([]byte(text)), Pasted: true},
		}
	},
	// The source of a claim is one that everybody sees, so that what is found is the
	// claim's own.
	heed.SubjectClaim: func(g *garden, by heed.Actor, secret string) (heed.ID, heed.Matter) {
		held := heed.Held{Verdict: heed.ClaimOpen, Record: []heed.Beside{}, Why: []heed.Reason{{Key: "claim.why.no_source"}}}
		return "", heed.Claim{Source: g.source(by), State: "XVA", Subject: "CAT", Quote: "Text", Date: "2026-01-01", Proposed: held, Verdict: heed.ClaimAgrees, Reason: secret}
	},
}

// source gives a published piece of evidence of somebody's voice.
func (g *garden) source(by heed.Actor) heed.ID {
	for _, p := range g.all {
		if p.Kind == heed.SubjectEvidence && p.Visibility == heed.VisiblePublic && p.Voice == by.Voice {
			return p.ID
		}
	}
	return ""
}

// unseeded are the kinds that nobody writes, and why.
var unseeded = map[heed.SubjectKind]string{
	heed.SubjectInstitution: "who there is, is public",
	heed.SubjectCustody:     "Heed writes it with the evidence that it is of",
	heed.SubjectSchedule:    "it holds no words, only days",
	heed.SubjectFind:        "a program writes it, of what a feed says: see harvest",
	heed.SubjectReply:       "it answers what is published: see answer",
	heed.SubjectName:        "it is sealed by a door of its own: see name",
	heed.SubjectComment:     "it is on something else: see remark",
}

// plant has somebody write something for some readers, and brings it to the
// public if that is whom it is for.
func (g *garden) plant(t *testing.T, kind heed.SubjectKind, by heed.Actor, visibility heed.Visibility, coordinator, reviewer heed.Actor) {
	t.Helper()
	word := secretOf(len(g.all))
	id, body := seeds[kind](g, by, word)
	change := app.Change{ID: id, Visibility: visibility, Body: body}
	if visibility == heed.VisibleNamed {
		change.Named = []string{reviewer.Pseudonym}
	}
	if visibility == heed.VisiblePublic {
		change.Visibility = heed.VisibleCoordination
	}
	v, err := g.write(t, by, change)
	if err != nil {
		t.Fatalf("%s of %s, %s: %v", kind, by.Voice, visibility, err)
	}
	g.all = append(g.all, planted{word, v})
	if visibility == heed.VisiblePublic {
		g.publish(t, v, by, coordinator, reviewer)
	}
}

// write writes something by the door that its kind has.
func (g *garden) write(t *testing.T, by heed.Actor, c app.Change) (heed.Version, error) {
	t.Helper()
	if e, ok := c.Body.(heed.Evidence); ok {
		return g.App.Prove(t.Context(), by, app.Exhibit{Change: c, Address: e.Capture.Address, Pasted: e.Capture.Text})
	}
	all, err := g.App.Write(t.Context(), by, c)
	if err != nil {
		return heed.Version{}, err
	}
	return all[0], nil
}

// remark has somebody comment on what they wrote. A comment is for no more people
// than that is, and never for the public.
func (g *garden) remark(t *testing.T, on heed.Version, by heed.Actor) {
	t.Helper()
	word := secretOf(len(g.all))
	all, err := g.App.Write(t.Context(), by, app.Change{Body: heed.Remark{On: on.Subject, At: on.Number, Text: word}})
	if err != nil {
		t.Fatalf("a comment on %s of %s, %s: %v", on.Kind, by.Voice, on.Visibility, err)
	}
	v := all[0]
	if v.Visibility == heed.VisiblePublic {
		t.Errorf("a comment on %s is public", on.Subject)
	}
	if on.Visibility.Within(v.Visibility) {
		v.Visibility, v.Named = on.Visibility, append([]string{on.Author}, on.Named...)
	}
	g.all = append(g.all, planted{word, v})
}

// publish brings something to the public and, where it may be written again,
// begins its next version, which is not public.
func (g *garden) publish(t *testing.T, v heed.Version, by, coordinator, reviewer heed.Actor) {
	t.Helper()
	for i, step := range []struct {
		by heed.Actor
		to heed.Step
	}{{by, heed.StepSubmitted}, {reviewer, heed.StepReviewed}, {coordinator, heed.StepPublished}} {
		if err := g.App.Move(t.Context(), step.by, app.Move{Subject: v.Subject, Base: v.Number + i, To: step.to}); err != nil {
			t.Fatalf("%s to %s: %v", v.Subject, step.to, err)
		}
	}
	g.all[len(g.all)-1].Visibility = heed.VisiblePublic
	word := secretOf(len(g.all))
	next := bytes.ReplaceAll(v.Body, []byte(g.all[len(g.all)-1].secret), []byte(word))
	v.Body = next
	matter, err := v.Matter()
	if err != nil {
		t.Fatal(err)
	}
	if next, err := g.write(t, by, app.Change{ID: v.ID, Base: v.Number + 3, Visibility: heed.VisibleInstitution, Body: matter}); err == nil {
		g.all = append(g.all, planted{word, next})
	}
}

// viewer is somebody who looks, with what they do it.
type viewer struct {
	name string
	heed.Actor
	*portal.Visitor
}

// leakVoices are voices with two institutions each, a and b.
var leakVoices = map[heed.Voice]heed.InstitutionKind{
	heed.VoiceState: heed.InstitutionMinistry, heed.VoiceNHRI: heed.InstitutionNHRI, heed.VoiceCivilSociety: heed.InstitutionCSO, heed.VoiceUN: heed.InstitutionUN, heed.VoiceExpert: heed.InstitutionOther,
}

// newGarden makes a portal, its people and what they have written.
func newGarden(t *testing.T) (*garden, []viewer) {
	t.Helper()
	g := &garden{Portal: portal.Start(t)}
	review, err := g.Find.Review(t.Context(), heed.Viewer{}, heed.ReviewID{State: "XVA", Cycle: 2}, find.Query{})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range review.Rows {
		g.recs = append(g.recs, row.ID())
	}
	all := []viewer{{"the public", heed.Actor{}, g.Visitor(t)}}
	of := map[string]heed.Actor{}
	for _, voice := range heed.Voices {
		for _, institution := range []string{"a", "b"} {
			id := heed.ID(string(voice) + "-" + institution)
			g.Institution(t, id, leakVoices[voice], voice, "XVA")
			for _, role := range heed.ContentRoles {
				if institution == "b" && role != heed.FocalPoint && role != heed.Reviewer && role != heed.Reader {
					continue // another institution's people differ in what they are only
				}
				name := strings.ReplaceAll(string(voice)+"-"+string(role)+"-"+institution, "_", "-")
				account, v := g.Member(t, name, role, id)
				all = append(all, viewer{name, account.Actor(), v})
				of[name] = account.Actor()
			}
		}
	}
	g.Institution(t, "elsewhere", heed.InstitutionMinistry, heed.VoiceState, "XNO")
	for name, where := range map[string]struct {
		role heed.Role
		at   heed.ID
	}{"coordinator-elsewhere": {heed.Coordinator, "elsewhere"}, "administrator": {heed.Administrator, ""}} {
		account, v := g.Member(t, name, where.role, where.at)
		all = append(all, viewer{name, account.Actor(), v})
	}
	g.begin(t, of["civil-society-focal-point-a"])
	for _, voice := range heed.Voices {
		as := func(role heed.Role, institution string) heed.Actor {
			return of[strings.ReplaceAll(string(voice)+"-"+string(role)+"-"+institution, "_", "-")]
		}
		for _, kind := range slices.SortedFunc(mapKeys(seeds), inOrder) {
			by := as(heed.FocalPoint, "a")
			if policy.Allow(by, app.ToWrite(kind)) != nil {
				by = as(heed.Coordinator, "a")
			}
			if policy.Allow(by, app.ToWrite(kind)) != nil {
				continue // not of this voice
			}
			for _, visibility := range heed.Visibilities {
				if kind == heed.SubjectFeed && visibility != heed.VisibleInstitution && visibility != heed.VisibleCoordination {
					continue // it cannot be
				}
				planted := len(g.all)
				g.plant(t, kind, by, visibility, as(heed.Coordinator, "a"), as(heed.Reviewer, "a"))
				if slices.Contains([]heed.SubjectKind{heed.SubjectMeasure, heed.SubjectEvidence, heed.SubjectFigure, heed.SubjectAssignment}, kind) {
					g.remark(t, g.newest(t, g.all[planted].Subject), by)
				}
			}
		}
	}
	g.harvest(t)
	for _, voice := range heed.Voices {
		name := strings.ReplaceAll(string(voice), "_", "-")
		g.answer(t, of[name+"-coordinator-a"])
		g.name(t, of[name+"-focal-point-a"], of[name+"-reviewer-b"])
	}
	return g, all
}

// Feed has one thing to say at every address, which only its feed tells.
func (g *garden) Feed(_ context.Context, address string, _ heed.FeedMarks) (heed.FeedAnswer, error) {
	word := secretOf(len(g.all))
	g.all = append(g.all, planted{secret: word})
	return heed.FeedAnswer{Final: address, Type: "text/xml", Data: []byte("<rss><channel><title>x</title><item><title>" + word + "</title><link>/" + word + "</link><description>" + word + "</description></item></channel></rss>")}, nil
}

// harvest has all feeds looked at.
func (g *garden) harvest(t *testing.T) {
	t.Helper()
	first := len(g.all)
	g.App.Feeds = g
	looked, err := g.App.LookAtFeeds(t.Context(), portal.Operator, true)
	if err != nil || len(looked) != len(g.all)-first || len(looked) == 0 {
		t.Fatalf("%d feeds, %d finds: %v", len(looked), len(g.all)-first, err)
	}
	if err := g.App.Store.View(t.Context(), func(s find.Source) error {
		return s.VersionsOf(t.Context(), heed.SubjectFind, func(v heed.Version) error {
			word := secret.FindString(string(v.Body))
			i := slices.IndexFunc(g.all, func(p planted) bool { return p.secret == word })
			g.all[i].Version = v
			return nil
		})
	}); err != nil {
		t.Fatal(err)
	}
}

// begin publishes a dossier to which everybody can add.
func (g *garden) begin(t *testing.T, by heed.Actor) {
	t.Helper()
	said := heed.Texts{"en": "What happened"}
	all, err := g.App.Write(t.Context(), by, app.Change{Submit: true, Body: heed.Dossier{State: "XVA", Title: said, Summary: said, From: "2026-01-01"}})
	if err != nil {
		t.Fatal(err)
	}
	g.event = all[0].ID
	for i, to := range []heed.Step{heed.StepReviewed, heed.StepPublished} {
		if err := g.App.Move(t.Context(), by, app.Move{Subject: all[0].Subject, Base: 1 + i, To: to}); err != nil {
			t.Fatal(err)
		}
	}
}

// inOrder puts what belongs to something behind that.
func inOrder(a, b heed.SubjectKind) int {
	return slices.Index(heed.SubjectKinds, a) - slices.Index(heed.SubjectKinds, b)
}

// answer has a voice reply to what another has published, or ask for a correction
// of it.
func (g *garden) answer(t *testing.T, by heed.Actor) {
	t.Helper()
	i := slices.IndexFunc(g.all, func(p planted) bool {
		return p.Kind == heed.SubjectAssessment && p.Visibility == heed.VisiblePublic && p.Voice != by.Voice
	})
	for _, visibility := range []heed.Visibility{heed.VisibleDraft, heed.VisibleInstitution, heed.VisibleCoordination} {
		word := secretOf(len(g.all))
		all, err := g.App.Write(t.Context(), by, app.Change{Visibility: visibility, Body: heed.Reply{To: g.all[i].Subject, Asks: by.Voice != heed.VoiceState, Text: word}})
		if err != nil {
			t.Fatal(err)
		}
		g.all = append(g.all, planted{word, all[0]})
	}
}

// name records somebody in the event, and has one other person read the name.
func (g *garden) name(t *testing.T, by, other heed.Actor) {
	t.Helper()
	g.App.ShowsNames = true
	person, err := g.App.Write(t.Context(), by, app.Change{Body: heed.Person{Dossier: g.event, Reference: "Person 1", Role: heed.PersonVictim, What: heed.Texts{"en": "Was there."}, Source: heed.Source{Title: "A paper"}}})
	if err != nil {
		t.Fatal(err)
	}
	word, today := secretOf(len(g.all)), heed.Date(g.Now.Format("2006-01-02"))
	v, err := g.App.GiveName(t.Context(), by, app.Naming{
		Person: person[0].ID, Name: heed.Texts{"en": "Somebody " + word}, Named: []string{other.Pseudonym},
		Consent: &heed.Consent{By: heed.ConsentPerson, Scopes: heed.NameScopes, How: "On paper.", Given: today, Until: today.Add(30)},
	})
	if err != nil {
		t.Fatal(err)
	}
	g.all = append(g.all, planted{word, v})
}

func mapKeys[K comparable, V any](m map[K]V) func(func(K) bool) {
	return func(yield func(K) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// doors are the addresses that routes of the portal make of things: of each
// kind's identifiers, of the review and its recommendations.
func doors(t *testing.T) []string {
	t.Helper()
	source, err := os.ReadFile("web.go")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range regexp.MustCompile(`s\.(?:page|file|desk|within|bare|open|handle)\("([^"]+)"`).FindAllStringSubmatch(string(source), -1) {
		out = append(out, m[1])
	}
	if len(out) < 40 {
		t.Fatalf("only %d doors: the routes are written otherwise now", len(out))
	}
	return out
}

// address is the address of a door for a thing; "" for doors that lead to
// nothing of the follow-up.
func address(door string, v heed.Version) string {
	if strings.Contains(door, "sign-out") || strings.Contains(door, "{token}") || strings.Contains(door, "{digest}") {
		return ""
	}
	matter, err := v.Matter()
	if err != nil {
		return ""
	}
	ref := "49.1"
	if about := matter.Concerns(); len(about) > 0 {
		ref = about[0].Ref
	}
	return strings.NewReplacer(
		"{$}", "", "{state}", "XVA", "{cycle}", "2", "{ref...}", ref, "{id}", string(v.ID), "{kind}", string(v.Kind), "{institution}", string(v.Institution)+".xlsx",
		"{rest...}", "", "{theme}", "torture", "{issue}", "torture", "{name}", "icon.svg").Replace(door)
}

// forms are the addresses of what is at a door without a name in it in other
// forms, and with a search.
func forms(path string) []string {
	var out []string
	for _, form := range []string{"", ".json", ".csv", ".xlsx", ".docx", ".pdf", ".ics", ".atom", "?format=xlsx", "?view=board", "?view=timeline", "?words=zqaaaaa"} {
		out = append(out, path+form)
	}
	return out
}

// opens is who wrote something or, of what nobody wrote, a colleague of theirs.
func opens(all []viewer, p planted) viewer {
	i := slices.IndexFunc(all, func(v viewer) bool {
		return v.Pseudonym == p.Author && p.Author != "" || p.Author == "" && v.Role == heed.FocalPoint && v.Side == p.Side
	})
	return all[max(i, 0)]
}

// live are the addresses under which the portal shows something of what was
// written to those who wrote it. Whoever else can see it, sees it there.
func (g *garden) live(all []viewer, doors []string) []string {
	// Some for whom a door opens that opens at all.
	some := slices.DeleteFunc(slices.Clone(all), func(v viewer) bool {
		return v.Pseudonym != "" && v.Role != heed.Administrator && (v.Role != heed.Coordinator && v.Role != heed.Auditor || !strings.HasSuffix(v.name, "-a"))
	})
	var out []string
	tried := map[string]bool{}
	for _, p := range g.all {
		for _, door := range doors {
			path := address(door, p.Version)
			if path == "" || tried[path] {
				continue
			}
			tried[path] = true
			if !strings.Contains(door, "{id}") && !strings.Contains(door, "{ref") {
				for _, form := range forms(path) {
					if slices.ContainsFunc(some, func(v viewer) bool { return v.Get(form).Status == http.StatusOK }) {
						out = append(out, form)
					}
				}
			} else if opens(all, p).Get(path).Status == http.StatusOK {
				out = append(out, path)
				if !strings.HasPrefix(path, "/desk") {
					out = append(out, path+".json")
				}
			}
		}
	}
	return out
}

// secrets lists the secrets in an answer, also in files that hold others.
func secrets(a portal.Answer) []string {
	body := a.Body
	if strings.HasPrefix(body, "PK\x03\x04") {
		if in, err := zip.NewReader(strings.NewReader(body), int64(len(body))); err == nil {
			for _, f := range in.File {
				if r, err := f.Open(); err == nil {
					part, _ := io.ReadAll(r) // what cannot be read shows nothing
					body += string(part)
				}
			}
		}
	}
	for name, values := range a.Header {
		body += "\n" + name + ": " + strings.Join(values, " ")
	}
	return slices.Compact(slices.Sorted(slices.Values(secret.FindAllString(body, -1))))
}

var hrefs = regexp.MustCompile(`(?:href|src|action)="([^"#]+)`)

// links are the addresses on a page that lead on within the portal.
func links(a portal.Answer, own string) []string {
	var out []string
	for _, m := range hrefs.FindAllStringSubmatch(a.Body, -1) {
		path := strings.TrimPrefix(strings.ReplaceAll(m[1], "&amp;", "&"), own)
		if strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "//") {
			out = append(out, path)
		}
	}
	return out
}

// worthALook reports whether a page is of the follow-up, or could show it.
func worthALook(path string, public bool) bool {
	switch {
	case strings.Contains(path, "sign-out"), strings.HasPrefix(path, "/ru"), strings.HasPrefix(path, "/kk"), strings.HasPrefix(path, "/ar"), strings.HasPrefix(path, "/static"), strings.Contains(path, "/pages/"):
		return false
	case public:
		return !strings.Contains(path, "?") || strings.Contains(path, "history")
	}
	return strings.HasPrefix(path, "/desk") || strings.HasPrefix(path, "/en/desk")
}

// look goes to every address as somebody, follows what leads on, and gives where
// each secret was seen.
func (g *garden) look(v viewer, live []string) map[string]string {
	seen := map[string]string{}
	done := map[string]bool{}
	var open []string
	add := func(path string) {
		if !done[path] {
			done[path] = true
			open = append(open, path)
		}
	}
	// What a page leads to that is none of the doors themselves is looked at and
	// not followed on; of filters of a list each once, with one of its values.
	asked := map[string]bool{}
	follow := func(path string) {
		if at, query, ok := strings.Cut(path, "?"); ok {
			values, _ := url.ParseQuery(query)
			key := at + "?" + strings.Join(slices.Sorted(mapKeys(values)), "&")
			if asked[key] {
				return
			}
			asked[key] = true
		}
		add(path)
	}
	for _, path := range live {
		// The public pages are the same for everybody.
		if v.Pseudonym == "" || strings.HasPrefix(path, "/desk") {
			add(path)
		}
	}
	first := len(open)
	for i := 0; i < len(open); i++ {
		a := v.Get(open[i])
		for _, s := range secrets(a) {
			if seen[s] == "" {
				seen[s] = open[i]
			}
		}
		if i < first && a.Status == http.StatusOK && strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") {
			for _, next := range links(a, g.URL) {
				if worthALook(next, v.Pseudonym == "") {
					follow(next)
				}
			}
		}
	}
	return seen
}

// someone is how few of all people look behind the doors where other tests run
// beside it. HEED_TEST_LEAKS asks for another number: 1 is everybody.
const someone = 5

// Nobody sees, through any door, what is not for them; and what is for them is
// behind one.
func TestLeaks_Seeing(t *testing.T) {
	for _, kind := range heed.SubjectKinds {
		if seeds[kind] == nil && unseeded[kind] == "" {
			t.Errorf("nobody looks whether a %s leaks", kind)
		}
	}
	g, everybody := newGarden(t)
	all := everybody
	var names []string
	for _, v := range everybody {
		names = append(names, v.name)
	}
	every, err := strconv.Atoi(os.Getenv("HEED_TEST_LEAKS"))
	if err != nil {
		every = someone
	}
	all = slices.DeleteFunc(slices.Clone(all), func(v viewer) bool { return v.Pseudonym != "" && slices.Index(names, v.name)%every != 0 })
	paths := doors(t)
	live := g.live(everybody, paths)
	of := map[string]planted{}
	for _, p := range g.all {
		of[p.secret] = p
	}
	found, leaks, requests := map[string]bool{}, 0, 0
	for _, v := range all {
		seen := g.look(v, live)
		for s, where := range seen {
			p, known := of[s]
			if !known {
				t.Errorf("%s is of nothing that was written", s)
				continue
			}
			found[s] = true
			if !policy.MaySee(v.Viewer(), policy.Of(p.Version)) {
				leaks++
				t.Errorf("%s sees version %d of %s (%s, of %s) at %s", v.name, p.Number, p.Subject, p.Visibility, p.Side.Institution, where)
			}
		}
		requests += len(seen)
	}
	if len(all) > 40 {
		for _, p := range g.all {
			if !found[p.secret] && p.Visibility != heed.VisibleDraft {
				t.Errorf("nobody found version %d of a %s of %s, %s", p.Number, p.Kind, p.Voice, p.Visibility)
			}
		}
	}
	t.Logf("%d people, %d secrets, %d doors with %d addresses: %d sights, %d leaks", len(all), len(g.all), len(paths), len(live), requests, leaks)
}

// translate lays a translation beside a recommendation in the name of every voice,
// one of which is erased.
func (g *garden) translate(t *testing.T, all []viewer) {
	t.Helper()
	for _, v := range all {
		if v.Role != heed.Coordinator || policy.Allow(v.Actor, policy.Translate) != nil {
			continue
		}
		id := g.about()
		x := heed.Translation{Review: id.Review, Ref: id.Ref, Language: "kk", Kind: policy.Translations(v.Actor, id.Review.State)[0], Text: "Аударма"}
		entries, err := g.App.TranslateRecord(t.Context(), v.Actor, []heed.Translation{x})
		if err != nil {
			t.Fatal(err)
		}
		if v.Voice == heed.VoiceUN {
			if err := g.App.Erase(t.Context(), portal.Operator, entries[0], "asked for"); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// logRow is an entry as the log shows it: its position, and who made it.
var logRow = regexp.MustCompile(`<th scope="row">(\d+)</th>[^\n]*<td data-label="Who"><bdi>([^<]*)</bdi>`)

// The log shows every auditor all entries on what they may see and none on
// anything else, page by page, and nobody else is let in. Who of another voice made
// one, it does not say, nor in which role.
func TestLeaks_Log(t *testing.T) {
	g, all := newGarden(t)
	g.translate(t, all)
	of := map[string]planted{}
	for _, p := range g.all {
		of[p.secret] = p
	}
	auditors, shown := 0, 0
	for _, v := range all {
		if v.Role != heed.Auditor {
			if v.Pseudonym != "" && v.Get("/desk/log").Status != http.StatusForbidden {
				t.Errorf("%s is let in", v.name)
			}
			continue
		}
		auditors++
		entries := map[string]string{}
		for at := "/en/desk/log"; at != ""; {
			a := good(t, v.Get(at), http.StatusOK)
			for _, s := range secrets(a) {
				if p := of[s]; !policy.MaySee(v.Viewer(), policy.Of(p.Version)) {
					t.Errorf("%s sees version %d of %s (%s, of %s) in the log", v.name, p.Number, p.Subject, p.Visibility, p.Side.Institution)
				}
				shown++
			}
			for _, m := range logRow.FindAllStringSubmatch(a.Body, -1) {
				if entries[m[1]] != "" {
					t.Errorf("%s is told of entry %s twice", v.name, m[1])
				}
				entries[m[1]] = m[2]
			}
			at = ""
			if m := regexp.MustCompile(`href="(/en/desk/log\?before=\d+)" rel="next"`).FindStringSubmatch(a.Body); m != nil {
				at = m[1]
			}
		}
		g.logged(t, v, entries)
	}
	if auditors != len(heed.Voices) || shown == 0 {
		t.Errorf("%d auditors, %d secrets", auditors, shown)
	}
}

// logged holds the entries that somebody was told of, and who is said to have made
// them, against all that there are.
func (g *garden) logged(t *testing.T, v viewer, told map[string]string) {
	t.Helper()
	follow, err := g.Find.Follow(t.Context(), v.Viewer())
	if err != nil {
		t.Fatal(err)
	}
	if err := g.App.Store.View(t.Context(), func(s find.Source) error {
		entries, err := s.Entries(t.Context(), 0, 100_000)
		if err != nil {
			return err
		}
		sides := map[int64]heed.Side{}
		for _, e := range entries {
			var c struct{ heed.Side }
			if e.Kind == heed.EntryAccount {
				if err := json.Unmarshal(e.Content, &c); err != nil {
					return err
				}
				sides[e.Position] = c.Side
			}
		}
		sees := map[int64]bool{}
		if err := s.Versions(t.Context(), 0, func(of heed.Version) error {
			sides[of.Entry] = of.Side
			past, err := follow.Past(of.Subject)
			if err == nil && slices.ContainsFunc(past, func(p find.Past) bool { return p.Entry == of.Entry }) {
				sees[of.Entry] = true
			}
			return nil
		}); err != nil {
			return err
		}
		for _, e := range entries {
			want := sees[e.Position]
			if e.Kind != heed.EntryVersion {
				want = e.Kind != heed.EntryAccount || v.SameInstitution(sides[e.Position])
			}
			who, got := told[strconv.FormatInt(e.Position, 10)]
			if got != want {
				t.Errorf("%s: entry %d, a %s: told %v, wanted %v", v.name, e.Position, e.Kind, got, want)
			}
			if got {
				namedTo(t, v, e, g.sideOf(t, e, sides), who)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// sideOf is where an entry was made, as far as it is known.
func (g *garden) sideOf(t *testing.T, e heed.Entry, sides map[int64]heed.Side) heed.Side {
	t.Helper()
	if e.Kind != heed.EntryTranslation || e.Tombstone != nil {
		return sides[e.Position]
	}
	var of heed.Translation
	if err := json.Unmarshal(e.Content, &of); err != nil {
		t.Fatal(err)
	}
	return g.newest(t, heed.Subject{Kind: heed.SubjectInstitution, ID: of.Institution}).Side
}

// namedTo holds who is said to have made an entry to what somebody may read of it.
func namedTo(t *testing.T, v viewer, e heed.Entry, of heed.Side, who string) {
	t.Helper()
	role := strings.ReplaceAll(string(e.Role), "_", " ")
	switch {
	case !e.Role.WithinVoice():
		if strings.Contains(who, "another voice") || v.SameVoice(of) && e.Role != "" && !strings.Contains(who, role) {
			t.Errorf("%s: entry %d, a %s by whoever runs the installation, is of %q", v.name, e.Position, e.Kind, who)
		}
	case v.SameVoice(of):
		if !strings.Contains(who, ", "+role) {
			t.Errorf("%s: entry %d, a %s by a %s of the same voice, is of %q", v.name, e.Position, e.Kind, role, who)
		}
	case who != "somebody of another voice":
		t.Errorf("%s: entry %d, a %s by a %s of another voice, is of %q", v.name, e.Position, e.Kind, role, who)
	}
}

// Nobody does to anything what the table of policy does not let them, nor learns
// by trying whether it is there.
func TestLeaks_Doing(t *testing.T) {
	g, all := newGarden(t)
	done := 0
	for _, v := range all {
		for _, p := range g.all {
			history := g.newest(t, p.Subject)
			sees := policy.MaySee(v.Viewer(), policy.Of(history))
			for name, try := range map[string]func() error{
				"write":    func() error { return g.rewrite(t, v, history) },
				"review":   func() error { return g.move(t, v, history, heed.StepReviewed) },
				"publish":  func() error { return g.move(t, v, history, heed.StepPublished) },
				"return":   func() error { return g.move(t, v, history, heed.StepReturned) },
				"withdraw": func() error { return g.move(t, v, history, heed.StepWithdrawn) },
			} {
				may := allowed(v.Actor, name, history)
				if may {
					continue // what is allowed is tried elsewhere
				}
				done++
				err := try()
				switch code := heed.ErrorCode(err); {
				case err == nil:
					t.Fatalf("%s: %s %s (%s of %s)", v.name, name, p.Subject, history.Visibility, history.Institution)
				case !sees && code != heed.CodeNotFound && code != heed.CodeForbidden:
					t.Errorf("%s: %s %s, which they may not see: %v", v.name, name, p.Subject, err)
				case secret.MatchString(err.Error()):
					t.Errorf("%s: %s tells %v", v.name, name, err)
				}
			}
		}
	}
	t.Logf("%d people, %d things: %d forbidden tries, none done", len(all), len(g.all), done)
}

// newest is the newest version of something.
func (g *garden) newest(t *testing.T, s heed.Subject) heed.Version {
	t.Helper()
	var out heed.Version
	if err := g.App.Store.View(t.Context(), func(src find.Source) error {
		all, err := src.History(t.Context(), s)
		if err == nil {
			out = all[len(all)-1]
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

func (g *garden) rewrite(t *testing.T, v viewer, newest heed.Version) error {
	matter, err := newest.Matter()
	if err != nil {
		t.Fatal(err)
	}
	_, err = g.App.Write(t.Context(), v.Actor, app.Change{ID: newest.ID, Base: newest.Number, Body: matter})
	return err
}

func (g *garden) move(t *testing.T, v viewer, newest heed.Version, to heed.Step) error {
	return g.App.Move(t.Context(), v.Actor, app.Move{Subject: newest.Subject, Base: newest.Number, To: to, Note: "tried"})
}

// allowed is what the tables say of an action.
func allowed(a heed.Actor, name string, v heed.Version) bool {
	if !policy.MaySee(a.Viewer(), policy.Of(v)) {
		return false
	}
	action := map[string]policy.Action{"review": policy.Review, "return": policy.Review, "publish": policy.Publish}[name]
	if name == "withdraw" && v.Visibility == heed.VisiblePublic {
		action = policy.Publish
	}
	return policy.AllowOn(a, cmp.Or(action, app.ToWrite(v.Kind)), policy.Of(v)) == nil
}
