// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package web serves the portal: pages made on the server, their JSON twins,
// images of pages and originals. Its pages are in public, one folder each; those for who is
// signed in are in desk.
//
// It reads through find and app only, asks nothing of other hosts, needs no
// JavaScript, and logs neither addresses nor queries nor who asked.
package web

import (
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/auth"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/i18n"
	"github.com/heed-upr/heed/internal/metrics"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/assess"
	"github.com/heed-upr/heed/internal/web/desk/assessment"
	"github.com/heed-upr/heed/internal/web/desk/assign"
	"github.com/heed-upr/heed/internal/web/desk/authenticator"
	"github.com/heed-upr/heed/internal/web/desk/belonging"
	"github.com/heed-upr/heed/internal/web/desk/claim"
	"github.com/heed-upr/heed/internal/web/desk/claims"
	"github.com/heed-upr/heed/internal/web/desk/cluster"
	"github.com/heed-upr/heed/internal/web/desk/clusterlist"
	"github.com/heed-upr/heed/internal/web/desk/code"
	"github.com/heed-upr/heed/internal/web/desk/due"
	"github.com/heed-upr/heed/internal/web/desk/event"
	"github.com/heed-upr/heed/internal/web/desk/events"
	"github.com/heed-upr/heed/internal/web/desk/evidence"
	"github.com/heed-upr/heed/internal/web/desk/evidences"
	"github.com/heed-upr/heed/internal/web/desk/feed"
	"github.com/heed-upr/heed/internal/web/desk/feeds"
	"github.com/heed-upr/heed/internal/web/desk/finds"
	"github.com/heed-upr/heed/internal/web/desk/found"
	"github.com/heed-upr/heed/internal/web/desk/history"
	"github.com/heed-upr/heed/internal/web/desk/institution"
	"github.com/heed-upr/heed/internal/web/desk/institutions"
	"github.com/heed-upr/heed/internal/web/desk/invitation"
	"github.com/heed-upr/heed/internal/web/desk/letters"
	"github.com/heed-upr/heed/internal/web/desk/logbook"
	"github.com/heed-upr/heed/internal/web/desk/many"
	"github.com/heed-upr/heed/internal/web/desk/may"
	"github.com/heed-upr/heed/internal/web/desk/measure"
	"github.com/heed-upr/heed/internal/web/desk/member"
	"github.com/heed-upr/heed/internal/web/desk/members"
	"github.com/heed-upr/heed/internal/web/desk/mycalendar"
	"github.com/heed-upr/heed/internal/web/desk/naming"
	"github.com/heed-upr/heed/internal/web/desk/passkey"
	"github.com/heed-upr/heed/internal/web/desk/passkeys"
	"github.com/heed-upr/heed/internal/web/desk/plan"
	"github.com/heed-upr/heed/internal/web/desk/planbooks"
	"github.com/heed-upr/heed/internal/web/desk/planimport"
	"github.com/heed-upr/heed/internal/web/desk/position"
	"github.com/heed-upr/heed/internal/web/desk/positions"
	"github.com/heed-upr/heed/internal/web/desk/reading"
	"github.com/heed-upr/heed/internal/web/desk/record"
	"github.com/heed-upr/heed/internal/web/desk/reply"
	"github.com/heed-upr/heed/internal/web/desk/schedule"
	"github.com/heed-upr/heed/internal/web/desk/settings"
	"github.com/heed-upr/heed/internal/web/desk/signin"
	"github.com/heed-upr/heed/internal/web/desk/translating"
	"github.com/heed-upr/heed/internal/web/desk/unplanned"
	"github.com/heed-upr/heed/internal/web/desk/update"
	"github.com/heed-upr/heed/internal/web/desk/updates"
	"github.com/heed-upr/heed/internal/web/desk/work"
	"github.com/heed-upr/heed/internal/web/desk/workbooks"
	"github.com/heed-upr/heed/internal/web/page"
	"github.com/heed-upr/heed/internal/web/public/about"
	"github.com/heed-upr/heed/internal/web/public/beside"
	"github.com/heed-upr/heed/internal/web/public/calendar"
	"github.com/heed-upr/heed/internal/web/public/clusters"
	"github.com/heed-upr/heed/internal/web/public/compare"
	"github.com/heed-upr/heed/internal/web/public/document"
	"github.com/heed-upr/heed/internal/web/public/dossier"
	"github.com/heed-upr/heed/internal/web/public/dossiers"
	"github.com/heed-upr/heed/internal/web/public/editions"
	"github.com/heed-upr/heed/internal/web/public/failure"
	"github.com/heed-upr/heed/internal/web/public/findings"
	"github.com/heed-upr/heed/internal/web/public/gap"
	"github.com/heed-upr/heed/internal/web/public/home"
	"github.com/heed-upr/heed/internal/web/public/mechanisms"
	"github.com/heed-upr/heed/internal/web/public/method"
	"github.com/heed-upr/heed/internal/web/public/recommendation"
	"github.com/heed-upr/heed/internal/web/public/recommends"
	"github.com/heed-upr/heed/internal/web/public/review"
	"github.com/heed-upr/heed/internal/web/public/search"
	"github.com/heed-upr/heed/internal/web/public/source"
	"github.com/heed-upr/heed/internal/web/public/sources"
	"github.com/heed-upr/heed/internal/web/public/state"
	"github.com/heed-upr/heed/internal/web/public/statecalendar"
	"github.com/heed-upr/heed/internal/web/public/stateplan"
	"github.com/heed-upr/heed/internal/web/public/states"
	"github.com/heed-upr/heed/internal/web/public/theme"
	"github.com/heed-upr/heed/internal/web/public/themes"
	"github.com/heed-upr/heed/internal/web/public/treaties"
	"github.com/heed-upr/heed/internal/web/public/unread"
)

// Config is what the portal needs.
type Config struct {
	Find *find.Finder
	App  *app.App
	// Host is who runs this installation, named on every page.
	Host string
	// BaseURL is the portal's own address, for links that leave it.
	BaseURL string
	// Auth signs people in at the desk; nil where there is none.
	Auth   *auth.Service
	Logger *slog.Logger
	// Fresh is how long a finished page may be given without asking the store
	// whether anything is new; 0 asks each time.
	Fresh time.Duration
	// Metrics is what the portal counts itself in, if anybody wants to know. The
	// portal does not serve it.
	Metrics *metrics.Registry
	// Now is the clock, time.Now by default: some pages say whether a day has passed.
	Now func() time.Time
	// Pseudo adds a made-up language from right to left, for tests.
	Pseudo bool
}

// views are all pages; New refuses a template that is not here.
var views = []page.View{
	home.View, states.View, themes.View, theme.View, compare.View, review.View, clusters.View, findings.View, gap.View, stateplan.View, search.View, state.View, treaties.View, recommends.View, recommendation.View, document.View, beside.View, mechanisms.View, sources.View, source.View, method.View, about.View, unread.View, failure.View,
	signin.View, code.View, passkey.View, passkeys.View, invitation.View, work.View, positions.View, position.View, assign.View, workbooks.View, settings.View, authenticator.View, may.View, members.View, member.View, institutions.View, institution.View, record.View, reading.View, assess.View, assessment.View, reply.View, plan.View, planbooks.View, planimport.View, measure.View, evidence.View, evidences.View, claims.View, claim.View, unplanned.View, updates.View, update.View, history.View, editions.View,
	due.View, many.View, schedule.View, letters.View, logbook.View, translating.View, cluster.View, clusterlist.View,
	feeds.View, feed.View, finds.View, found.View,
	dossiers.View, dossier.View, events.View, event.View, belonging.View, naming.View,
	calendar.View, statecalendar.View, mycalendar.View,
}

// server is the portal.
type server struct {
	Config
	site      *page.Site
	templates map[string]*template.Template
	mux       *http.ServeMux
	deskMux   *http.ServeMux
	kept      *kept
	measures  *measures
	origin    *http.CrossOriginProtection // whose forms the desk takes
}

// New makes the portal. It fails if a template or catalogue is ill-formed, so
// that a broken page stops the start and not a reader.
func New(c Config) (http.Handler, error) {
	catalogues, err := i18n.New(i18n.Options{Pseudo: c.Pseudo})
	if err != nil {
		return nil, err
	}
	sheet, err := newSheet(views)
	if err != nil {
		return nil, err
	}
	if c.Metrics == nil {
		c.Metrics = metrics.New() // counting costs less than asking whether to
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	s := &server{
		Config: c, templates: map[string]*template.Template{}, mux: http.NewServeMux(), deskMux: http.NewServeMux(), kept: newKept(c.Find.Version, c.Fresh), measures: newMeasures(c.Metrics, c.App),
		site: &page.Site{Host: c.Host, BaseURL: strings.TrimRight(c.BaseURL, "/"), Desk: c.Auth != nil, Style: sheet.address, Script: sheet.scriptAddress, Catalogues: catalogues},
	}
	for _, v := range views {
		if s.templates[v.Name], err = parse(v); err != nil {
			return nil, err
		}
	}
	if s.origin, err = ownOrigin(s.site.BaseURL); err != nil {
		return nil, err
	}
	s.routes(sheet)
	return http.HandlerFunc(s.serve), nil
}

// routes lists every address of the portal, without language and ".json".
func (s *server) routes(sheet sheet) {
	s.page("/{$}", home.Handler(s.Find))
	s.page("/{state}", state.Handler(s.Find))
	s.page("/recommends/{state}", recommends.Handler(s.Find))
	s.page("/treaties/{state}", treaties.Handler(s.Find))
	s.page("/{state}/{cycle}", unread.Or(s.Find, review.Handler(s.Find)))
	s.page("/clusters/{state}/{cycle}", clusters.Handler(s.Find))
	s.page("/findings/{state}/{cycle}", findings.Handler(s.Find))
	s.page("/gap/{state}/{cycle}", gap.Handler(s.Find))
	s.page("/plan/{state}", stateplan.Handler(s.Find))
	s.page("/{state}/{cycle}/{ref...}", recommendation.Handler(s.Find))
	s.page("/documents/{digest}", document.Handler(s.Find))
	s.page("/documents/{digest}/beside/{other}", beside.Handler(s.Find))
	s.page("/search", search.Handler(s.Find))
	s.page("/mechanisms", mechanisms.Handler(s.Find))
	s.page("/mechanisms/source", sources.Handler(s.Find))
	s.page("/sources/{id}", source.Handler(s.Find))
	s.page("/states", states.Handler(s.Find))
	s.page("/themes", themes.Handler(s.Find))
	s.page("/themes/{theme}", theme.Handler(s.Find, find.ByTheme))
	s.page("/issues/{issue}", theme.Handler(s.Find, find.ByIssue))
	s.page("/calendar", calendar.Handler(s.Find))
	s.page("/calendar/{state}", statecalendar.Handler(s.Find))
	s.page("/compare", compare.Handler(s.Find))
	s.page("/history/{kind}/{id}", editions.Handler(s.Find))
	s.page("/dossiers", dossiers.Handler(s.Find))
	s.page("/dossier/{id}", dossier.Handler(s.Find, s.App))
	s.page("/about", about.Handler())
	s.page("/method", method.Handler(s.App.ReaderVersion, s.App.LogKey))
	s.page("/A/HRC/{rest...}", s.symbol)
	s.page("/", func(*page.Request) (page.Result, error) { return page.Result{}, noAddress("web") })
	s.file("/documents/{digest}/pages/{image}", s.pageImage)
	s.file("/documents/{digest}/original", s.original)
	s.file("/evidence/{id}/copy", s.proof)
	s.handle("/static/{name}", sheet.serve)
	s.handle("/healthz", s.health)
	s.handle("/robots.txt", s.robots)
	s.file("/sitemap.xml", s.sitemap)
	s.file("/checkpoint", s.checkpoint)
	if s.Auth != nil {
		s.deskRoutes()
	}
}

// deskRoutes lists every address of the desk.
func (s *server) deskRoutes() {
	s.open("/desk/sign-in", signin.Handler())
	s.open("/desk/sign-out", signin.Out())
	s.open("/desk/invitation/{token}", invitation.Handler(s.Find, s.App))
	s.open("/desk/sign-in/code", code.Handler())
	s.open("/desk/sign-in/provider", signin.Provider())
	s.open(auth.ReturnPath, signin.Return())
	s.open("/desk/sign-in/passkey", passkey.Handler())
	s.open("/desk/letters/{token}", letters.Handler(s.App))
	s.bare("/desk/settings/passkeys", passkeys.Handler())
	s.bare("/desk/settings/authenticator", authenticator.Handler())
	s.desk("/desk/may", may.Handler())
	s.desk("/desk/settings", settings.Handler(s.App))
	s.desk("/desk/members", members.Handler(s.Find, s.App))
	s.desk("/desk/members/{id}", member.Handler(s.Find, s.App))
	s.desk("/desk/institutions", institutions.Handler(s.Find, s.App))
	s.desk("/desk/institutions/new", institution.Handler(s.App))
	s.desk("/desk/institutions/{id}", institution.Handler(s.App))
	s.workRoutes()
	s.desk("/desk/{rest...}", func(*desk.Request) (page.Result, error) { return page.Result{}, noAddress("web") })
}

// workRoutes lists the addresses of the desk at which people work on the record
// and its follow-up.
func (s *server) workRoutes() {
	s.desk("/desk/record", record.Handler(s.Find))
	s.desk("/desk/record/{state}/{cycle}/{ref...}", reading.Handler(s.Find, s.App))
	s.desk("/desk/translations", translating.Handler(s.Find))
	s.desk("/desk/translations/{state}/{cycle}/{ref...}", translating.One(s.Find, s.App))
	s.desk("/desk/assess", assess.Handler(s.Find))
	s.desk("/desk/assess/{state}/{cycle}/{ref...}", assessment.New(s.Find, s.App))
	s.desk("/desk/assessments/{id}", assessment.One(s.Find, s.App))
	s.desk("/desk/reply/{kind}/{id}", reply.New(s.Find, s.App))
	s.desk("/desk/replies/{id}", reply.One(s.Find, s.App))
	s.desk("/desk/gap/{state}/{cycle}", gap.AtDesk(s.Find))
	s.desk("/desk", work.Handler(s.Find, s.Now))
	s.desk("/desk/many/{step}", many.Handler(s.Find, s.App, s.Now))
	s.desk("/desk/log", logbook.Handler(s.Find, s.App))
	s.desk("/desk/history/{kind}/{id}", history.Handler(s.Find, s.App))
	s.planRoutes()
	s.desk(mycalendar.Path, mycalendar.Handler(s.Find, s.App))
	s.file(mycalendar.Path+"/{token}", s.ownCalendar)
	s.within("/desk/evidence", evidences.Handler(s.Find))
	s.desk("/desk/evidence/new", evidence.Handler(s.Find, s.App))
	s.desk("/desk/evidence/{id}", evidence.Handler(s.Find, s.App))
	s.desk("/desk/evidence/{id}/claims", claims.Handler(s.Find, s.App))
	s.desk("/desk/claims/{id}", claim.Handler(s.Find, s.App))
	s.desk("/desk/evidence/{id}/copy", evidence.Download(s.App))
	s.feedRoutes()
	s.dossierRoutes()
	s.desk("/desk/positions", positions.Newest(s.Find))
	s.desk("/desk/positions/{cycle}", positions.Handler(s.Find, s.App))
	s.desk("/desk/positions/{cycle}/{ref...}", position.Handler(s.Find, s.App))
	s.desk("/desk/positions/{cycle}/assign", assign.Handler(s.Find, s.App))
	s.desk("/desk/positions/{cycle}/workbooks", workbooks.Handler(s.Find, s.App))
	s.desk("/desk/positions/{cycle}/workbook/{institution}", workbooks.File(s.Find))
	s.desk("/desk/positions/{cycle}/addendum", workbooks.Addendum(s.Find))
}

// planRoutes lists the addresses of the desk of a plan, and of what is due of it.
func (s *server) planRoutes() {
	s.within("/desk/plan", plan.Handler(s.Find))
	s.within("/desk/plan/import", planimport.Handler(s.Find, s.App))
	s.within("/desk/plan/new", measure.Handler(s.Find, s.App))
	s.within("/desk/plan/updates", updates.Handler(s.Find, s.App))
	s.within("/desk/plan/updates/{id}", update.Handler(s.Find, s.App))
	s.within("/desk/plan/workbooks", planbooks.Handler(s.Find, s.App))
	s.within("/desk/plan/workbook/{institution}", planbooks.File(s.Find))
	s.within("/desk/plan/unplanned", unplanned.Handler(s.Find, s.App))
	s.within("/desk/plan/clusters", clusterlist.Handler(s.Find))
	s.within("/desk/plan/clusters/new", cluster.Handler(s.Find, s.App))
	s.within("/desk/plan/clusters/{id}", cluster.Handler(s.Find, s.App))
	s.within("/desk/plan/due", due.Handler(s.Find))
	s.within("/desk/plan/schedules/new", schedule.Handler(s.Find, s.App))
	s.within("/desk/plan/schedules/{id}", schedule.Handler(s.Find, s.App))
	s.within("/desk/plan/{id}", measure.Handler(s.Find, s.App))
}

// feedRoutes lists the addresses of the desk at which feeds are watched.
func (s *server) feedRoutes() {
	s.within("/desk/feeds", feeds.Handler(s.Find, s.App))
	s.within("/desk/feeds/new", feed.Handler(s.Find, s.App))
	s.within("/desk/feeds/{id}", feed.Handler(s.Find, s.App))
	s.within("/desk/finds", finds.Handler(s.Find, s.App))
	s.within("/desk/finds/{id}", found.Handler(s.Find, s.App))
}

// dossierRoutes lists the addresses of the desk at which dossiers are written.
func (s *server) dossierRoutes() {
	s.within("/desk/dossiers", events.Handler(s.Find))
	s.within("/desk/dossiers/new", event.Handler(s.Find, s.App))
	s.within("/desk/dossiers/{id}", event.Handler(s.Find, s.App))
	s.within("/desk/dossiers/{id}/figure", belonging.NewFigure(s.Find, s.App))
	s.within("/desk/dossiers/{id}/call", belonging.NewCall(s.Find, s.App))
	s.within("/desk/dossiers/{id}/person", belonging.NewPerson(s.Find, s.App))
	s.within("/desk/persons/{id}", belonging.Person(s.Find, s.App))
	s.within("/desk/persons/{id}/name", naming.Handler(s.Find, s.App))
	s.within("/desk/figures/{id}", belonging.Figure(s.Find, s.App))
	s.within("/desk/calls/{id}", belonging.Call(s.Find, s.App))
}

// muxOf gives the routes of the desk, or those of the public: where there is a
// desk, nothing under its address is a State's.
func (s *server) muxOf(path string) *http.ServeMux {
	if s.Auth != nil && atDesk(path) {
		return s.deskMux
	}
	return s.mux
}

// handle is the one way to a route.
func (s *server) handle(pattern string, handler http.HandlerFunc) {
	s.measures.routes[pattern] = true
	s.muxOf(pattern).HandleFunc(pattern, handler)
}

// parse makes the template of a page: the frame and the parts with the page's
// own in their middle.
func parse(v page.View) (*template.Template, error) {
	t := template.New("frame.tmpl").Option("missingkey=error")
	t, err := t.ParseFS(page.Files, "frame.tmpl", "parts.tmpl")
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	if t, err = t.ParseFS(desk.Files, "form.tmpl"); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	if t, err = t.ParseFS(v.Files, v.Name+".tmpl"); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	return t, nil
}
