// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/store"
	"github.com/heed-upr/heed/internal/store/postgres"
	"github.com/heed-upr/heed/internal/testkit"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

var (
	shownKey      = regexp.MustCompile(`<code dir="ltr">([A-Z2-7 ]{32,})</code>`)
	shownRecovery = regexp.MustCompile(`<li><code>([A-Z2-7]{5}-[A-Z2-7]{5})</code>`)
	shownLink     = regexp.MustCompile(`http://[^<]*(/desk/invitation/[A-Z2-7]+)`)
)

// codeOf gives the code that an authenticator shows now, or some steps later.
func codeOf(t *testing.T, key string, steps int) string {
	t.Helper()
	code, err := totp.GenerateCode(key, time.Now().Add(time.Duration(steps)*30*time.Second))
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// setUp sets an authenticator up, and gives its key and the codes for recovery.
func setUp(t *testing.T, v *portal.Visitor) (key string, recovery []string) {
	t.Helper()
	const path = "/en/desk/settings/authenticator"
	m := shownKey.FindStringSubmatch(v.Get(path).Body)
	if m == nil {
		t.Fatal("the page shows no key")
	}
	key = strings.ReplaceAll(m[1], " ", "")
	if a := v.Send(path, url.Values{"form": {"set-up"}, "code": {"000000"}, "current": {portal.Password}}); a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, m[1]) {
		t.Fatalf("a wrong code: %d", a.Status)
	}
	a := v.Send(path, url.Values{"form": {"set-up"}, "code": {codeOf(t, key, -1)}, "current": {portal.Password}})
	for _, c := range shownRecovery.FindAllStringSubmatch(a.Body, -1) {
		recovery = append(recovery, c[1])
	}
	if a.Status != http.StatusOK || len(recovery) != 10 {
		t.Fatalf("setting up: %d, %d codes\n%s", a.Status, len(recovery), a.Body)
	}
	return key, recovery
}

// Where two steps are required, nothing is open after one.
func TestDesk_SecondStep(t *testing.T) {
	p := office(t)
	p.Auth.TwoSteps = true
	account, v := p.Member(t, "aida", heed.FocalPoint, "justice")
	for _, path := range []string{"/desk", "/desk/members", "/desk/settings"} {
		if a := v.Get(path); a.Status != http.StatusSeeOther || a.Header.Get("Location") != "/desk/settings/authenticator" {
			t.Errorf("%s before the second step: %d to %q", path, a.Status, a.Header.Get("Location"))
		}
	}
	other := p.Visitor(t)
	other.Send("/desk/sign-in", signIn("aida@example.org", portal.Password))
	key, recovery := setUp(t, v)
	if v.Get("/desk").Status != http.StatusOK {
		t.Error("set up, and not in")
	}
	if a := other.Get("/desk"); a.Header.Get("Location") != "/desk/sign-in" {
		t.Errorf("the other session lives on: %d to %q", a.Status, a.Header.Get("Location"))
	}
	enter := func(code string) (*portal.Visitor, portal.Answer) {
		w := p.Visitor(t)
		a := w.Send("/desk/sign-in?next=/desk/members", signIn("aida@example.org", portal.Password))
		if a.Status != http.StatusSeeOther || !strings.HasPrefix(a.Header.Get("Location"), "/desk/sign-in/code?next=") {
			t.Fatalf("the first step: %d to %q", a.Status, a.Header.Get("Location"))
		}
		if w.Get("/desk").Status != http.StatusSeeOther {
			t.Fatal("the first step is enough")
		}
		return w, w.Send(a.Header.Get("Location"), url.Values{"form": {"code"}, "code": {code}})
	}
	code := codeOf(t, key, 0)
	if w, a := enter(code); a.Status != http.StatusSeeOther || a.Header.Get("Location") != "/desk/members" || w.Get("/desk").Status != http.StatusOK {
		t.Errorf("both steps: %d to %q", a.Status, a.Header.Get("Location"))
	}
	if w, a := enter(code); a.Status != http.StatusUnprocessableEntity || w.Get("/desk").Status == http.StatusOK {
		t.Errorf("a code opens twice: %d", a.Status)
	}
	if w, a := enter(strings.ToLower(recovery[0])); a.Status != http.StatusSeeOther || w.Get("/desk").Status != http.StatusOK {
		t.Errorf("a code for recovery: %d", a.Status)
	}
	if _, a := enter(recovery[0]); a.Status != http.StatusUnprocessableEntity {
		t.Errorf("a code for recovery opens twice: %d", a.Status)
	}
	if body := v.Get("/en/desk/settings").Body; !strings.Contains(body, "9 codes for recovery") || strings.Contains(body, recovery[1]) {
		t.Error("the page does not say that nine codes are left, or says which")
	}
	var last portal.Answer
	for range 6 {
		_, last = enter("123456")
	}
	if last.Status != http.StatusTooManyRequests {
		t.Errorf("guessing codes: %d", last.Status)
	}
	// A new invitation takes all of that away.
	token, err := p.App.Renew(t.Context(), portal.Operator, account.ID)
	if err != nil {
		t.Fatal(err)
	}
	w := p.Visitor(t)
	if a := w.Send("/desk/invitation/"+token, url.Values{"form": {"join"}, "password": {"another long one of words"}}); a.Status != http.StatusSeeOther {
		t.Fatalf("renewing: %d", a.Status)
	}
	if v.Get("/desk").Status == http.StatusOK || w.Get("/desk").Header.Get("Location") != "/desk/settings/authenticator" {
		t.Error("what opened the account before still does")
	}
}

// The account's own page: another password, sessions that end, and the account
// destroyed.
func TestDesk_Settings(t *testing.T) {
	p := office(t)
	account, v := p.Member(t, "aida", heed.FocalPoint, "justice")
	other := p.Visitor(t)
	other.Send("/desk/sign-in", signIn("aida@example.org", portal.Password), "User-Agent", "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0")
	page := v.Get("/en/desk/settings").Body
	ending := regexp.MustCompile(`name="form" value="(end-[^"]+)"`).FindStringSubmatch(page)
	if ending == nil || !strings.Contains(page, "Firefox, Windows") {
		t.Fatalf("the other session is not shown: %s", page)
	}
	if a := v.Send("/desk/settings", url.Values{"form": {ending[1]}}); a.Status != http.StatusSeeOther || other.Get("/desk").Status == http.StatusOK || v.Get("/desk").Status != http.StatusOK {
		t.Errorf("ending one session: %d", a.Status)
	}
	other.Send("/desk/sign-in", signIn("aida@example.org", portal.Password))
	const next = "violet harbour ninety copper"
	if a := v.Send("/en/desk/settings", url.Values{"form": {"password"}, "current": {"wrong"}, "password": {next}}); a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, "not your current password") {
		t.Errorf("a wrong current password: %d", a.Status)
	}
	if a := v.Send("/desk/settings", url.Values{"form": {"password"}, "current": {portal.Password}, "password": {next}}); a.Status != http.StatusSeeOther {
		t.Errorf("changing the password: %d %s", a.Status, a.Body)
	}
	if other.Get("/desk").Status == http.StatusOK || v.Get("/desk").Status != http.StatusOK {
		t.Error("a new password signs out elsewhere, and only there")
	}
	if a := other.Send("/desk/sign-in", signIn("aida@example.org", portal.Password)); a.Status == http.StatusSeeOther {
		t.Error("the old password still opens")
	}
	if a := v.Send("/desk/settings", url.Values{"form": {"forget"}, "current": {next}}); a.Status != http.StatusUnprocessableEntity {
		t.Errorf("destroying without being sure: %d", a.Status)
	}
	if a := v.Send("/desk/settings", url.Values{"form": {"forget"}, "current": {next}, "sure": {"1"}}); a.Status != http.StatusSeeOther || v.Get("/desk").Status == http.StatusOK {
		t.Errorf("destroying: %d", a.Status)
	}
	if _, err := p.App.Account(t.Context(), account.ID); heed.ErrorCode(err) != heed.CodeNotFound {
		t.Errorf("the account is still there: %v", err)
	}
}

// Each looks after those whom the table says, and nobody gives more than they
// have; on both engines.
func TestDesk_MembersOnBothEngines(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { tryMembers(t, portal.Empty(t)) })
	t.Run("postgres", func(t *testing.T) {
		var s store.Store
		s, err := postgres.Open(t.Context(), testkit.Database(t))
		if err != nil {
			t.Fatal(err)
		}
		tryMembers(t, portal.Over(t, s))
	})
}

func tryMembers(t *testing.T, p *portal.Portal) {
	_, admin := p.Member(t, "admin", heed.Administrator, "")
	enter := func(kind heed.InstitutionKind, voice heed.Voice, name string, more ...string) portal.Answer {
		form := url.Values{"form": {"save"}, "version": {"0"}, "names-en": {name}, "kind": {string(kind)}, "voice": {string(voice)}, "state": {"XVA"}, "vouched": {"A register"}}
		for i := 0; i+1 < len(more); i += 2 {
			form.Set(more[i], more[i+1])
		}
		return admin.Send("/en/desk/institutions/new", form)
	}
	for _, i := range []struct {
		kind  heed.InstitutionKind
		voice heed.Voice
		name  string
	}{{heed.InstitutionCoordinating, heed.VoiceState, "Foreign Affairs"}, {heed.InstitutionMinistry, heed.VoiceState, "Justice"}, {heed.InstitutionNHRI, heed.VoiceNHRI, "Ombudsperson"}, {heed.InstitutionCSO, heed.VoiceCivilSociety, "Lawyers"}} {
		if a := enter(i.kind, i.voice, i.name); a.Status != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", i.name, a.Status, a.Body)
		}
	}
	if a := enter(heed.InstitutionCSO, heed.VoiceCivilSociety, "Hidden few", "hidden", "1"); a.Status != http.StatusSeeOther {
		t.Fatalf("hidden: %d", a.Status)
	}
	for name, a := range map[string]portal.Answer{"no name": enter(heed.InstitutionCourt, heed.VoiceState, ""), "no voice": enter(heed.InstitutionCourt, "church", "Court"), "no such State": enter(heed.InstitutionCourt, heed.VoiceState, "Court", "state", "QQQ"),
		"a ministry of civil society": enter(heed.InstitutionMinistry, heed.VoiceCivilSociety, "Both"), "nobody vouches": enter(heed.InstitutionCSO, heed.VoiceCivilSociety, "Unknown", "vouched", ""),
		"two statuses":           enter(heed.InstitutionNHRI, heed.VoiceNHRI, "Twice", "ganhri.status.0", "A", "ganhri.status_since.0", "2018-05-14", "ganhri.status.1", "B", "ganhri.status_since.1", "2020-01-01"),
		"a ministry of no State": enter(heed.InstitutionMinistry, heed.VoiceState, "Health", "state", ""), "Justice twice": enter(heed.InstitutionAgency, heed.VoiceState, "JUSTICE"), "the UN as a CSO": enter(heed.InstitutionCSO, heed.VoiceCivilSociety, "OHCHR"),
		"a State in Russian": enter(heed.InstitutionCSO, heed.VoiceCivilSociety, "River", "names-ru", "Правительство Вельдании"),
		"a court by GANHRI":  enter(heed.InstitutionCourt, heed.VoiceState, "Court", "ganhri.status.0", "A")} {
		if a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, `aria-invalid="true"`) {
			t.Errorf("%s: %d", name, a.Status)
		}
	}
	if a := enter(heed.InstitutionNHRI, heed.VoiceNHRI, "Accredited", "ganhri.status.0", "A", "ganhri.status_since.0", "2018-05-14", "ganhri.source.0", "A chart"); a.Status != http.StatusSeeOther {
		t.Fatalf("with a status: %d %s", a.Status, a.Body)
	}
	if a := admin.Get("/en/desk/institutions"); !strings.Contains(a.Body, "GANHRI status A since 14 May 2018") {
		t.Error("the list does not say the status")
	}
	ids := map[string]string{}
	all, err := p.App.Institutions(t.Context(), portal.Operator)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range all {
		ids[i.Body.Name("en")] = string(i.ID)
	}
	invite := func(v *portal.Visitor, name string, role heed.Role, institution string) portal.Answer {
		return v.Send("/en/desk/members", url.Values{"form": {"invite"}, "person": {name}, "email": {name + "@example.org"}, "role": {string(role)}, "institution": {ids[institution]}})
	}
	joined := func(v *portal.Visitor, name string, role heed.Role, institution string) *portal.Visitor {
		t.Helper()
		a := invite(v, name, role, institution)
		m := shownLink.FindStringSubmatch(a.Body)
		if a.Status != http.StatusOK || m == nil {
			t.Fatalf("inviting %s: %d %s", name, a.Status, a.Body)
		}
		w := p.Visitor(t)
		if a := w.Send(m[1], url.Values{"form": {"join"}, "password": {portal.Password}}); a.Status != http.StatusSeeOther {
			t.Fatalf("%s joining: %d %s", name, a.Status, a.Body)
		}
		return w
	}
	coordinator := joined(admin, "coordinator", heed.Coordinator, "Foreign Affairs")
	focal := joined(coordinator, "focal", heed.FocalPoint, "Justice")
	clerk := joined(focal, "clerk", heed.Contributor, "Justice")
	lawyer := joined(admin, "lawyer", heed.FocalPoint, "Lawyers")
	for name, a := range map[string]portal.Answer{
		"a focal point names a coordinator":    invite(focal, "x", heed.Coordinator, "Justice"),
		"a focal point, elsewhere":             invite(focal, "x", heed.Reader, "Foreign Affairs"),
		"a coordinator, in another voice":      invite(coordinator, "x", heed.Reader, "Lawyers"),
		"a coordinator names an administrator": invite(coordinator, "x", heed.Administrator, ""),
		"an administrator with an institution": invite(admin, "x", heed.Administrator, "Justice"),
		"an address that there is":             invite(admin, "clerk", heed.Reader, "Justice"),
	} {
		if a.Status != http.StatusUnprocessableEntity || shownLink.MatchString(a.Body) {
			t.Errorf("%s: %d", name, a.Status)
		}
	}
	if a := clerk.Get("/desk/members"); a.Status != http.StatusForbidden {
		t.Errorf("a contributor lists members: %d", a.Status)
	}
	if body := clerk.Get("/en/desk/members").Body; !strings.Contains(body, "invite, suspend and renew members") || !strings.Contains(body, "focal point – in their own institution") {
		t.Errorf("the refusal does not say who could: %s", body)
	}
	if body := clerk.Get("/en/desk/may").Body; !strings.Contains(body, "settle the State’s position") || !strings.Contains(body, "coordinator (voice: State)") {
		t.Error("the table is not told")
	}
	if a := coordinator.Get("/desk/institutions/new"); a.Status != http.StatusForbidden {
		t.Errorf("a coordinator enters institutions: %d", a.Status)
	}
	sees := func(v *portal.Visitor, path, what string) bool { return strings.Contains(v.Get(path).Body, what) }
	if !sees(coordinator, "/en/desk/members", "clerk@") || sees(coordinator, "/en/desk/members", "lawyer@") || sees(focal, "/en/desk/members", "coordinator@") || sees(lawyer, "/en/desk/members", "clerk@") || !sees(admin, "/en/desk/members", "lawyer@") {
		t.Error("somebody sees too many or too few members")
	}
	if sees(lawyer, "/en/desk/institutions", "Hidden few") || !sees(admin, "/en/desk/institutions", "Hidden few") || !sees(clerk, "/en/desk/institutions", "Lawyers") {
		t.Error("somebody sees too many or too few institutions")
	}
	// A coordinator suspends a clerk; a focal point cannot touch the coordinator.
	of := func(name string) string {
		a, err := p.App.AccountByEmail(t.Context(), name+"@example.org")
		if err != nil {
			t.Fatal(err)
		}
		return "/en/desk/members/" + string(a.ID)
	}
	if a := coordinator.Send(of("clerk"), url.Values{"form": {"suspend"}}); a.Status != http.StatusSeeOther || clerk.Get("/desk").Status == http.StatusOK {
		t.Errorf("suspending: %d", a.Status)
	}
	for name, a := range map[string]portal.Answer{"focal point, coordinator": focal.Send(of("coordinator"), url.Values{"form": {"suspend"}}), "another voice": coordinator.Send(of("lawyer"), url.Values{"form": {"suspend"}})} {
		if a.Status != http.StatusNotFound {
			t.Errorf("%s: %d", name, a.Status)
		}
	}
	if a := admin.Send(of("admin"), url.Values{"form": {"suspend"}}); a.Status == http.StatusSeeOther || admin.Get("/desk").Status != http.StatusOK {
		t.Errorf("an administrator suspends themselves: %d", a.Status)
	}
	if a := admin.Send(of("clerk"), url.Values{"form": {"forget"}, "sure": {"1"}}); a.Status != http.StatusSeeOther {
		t.Errorf("forgetting: %d", a.Status)
	}
	report, err := p.App.Verify(t.Context(), portal.Operator)
	if err != nil || len(report.Problems) > 0 {
		t.Errorf("the log: %v %v", report.Problems, err)
	}
}

// Who answers for an institution is told that somebody was moved away from it, and
// not to which: that may be another voice, or an institution that hides.
func TestMembers_MovedElsewhere(t *testing.T) {
	p := portal.Empty(t)
	p.Institution(t, "justice", heed.InstitutionMinistry, heed.VoiceState, "XVA")
	if _, err := p.App.Write(t.Context(), portal.Operator, app.Change{ID: "refuge", Side: heed.Side{Voice: heed.VoiceCivilSociety, State: "XVA"}, Visibility: heed.VisibleInstitution, Body: heed.Institution{
		Names: map[string]string{"en": "A refuge"}, Kind: heed.InstitutionCSO, Vouched: "A register",
	}}); err != nil {
		t.Fatal(err)
	}
	chief, left := p.Member(t, "chief", heed.FocalPoint, "justice")
	_, came := p.Member(t, "lawyer", heed.FocalPoint, "refuge")
	moved, _ := p.Member(t, "aida", heed.Reader, "justice")
	if err := p.App.Reassign(t.Context(), portal.Operator, moved.ID, heed.LegalReviewer, "refuge"); err != nil {
		t.Fatal(err)
	}
	all, err := p.App.Appointments(t.Context(), chief.Actor())
	if err != nil || len(all) == 0 || all[0].Whose != moved.Pseudonym || all[0].Role != "" || all[0].Side != (heed.Side{}) || all[0].Did != "moved elsewhere" {
		t.Fatalf("%+v, %v", all, err)
	}
	body := good(t, left.Get("/en/desk/members"), http.StatusOK).Body
	if _, told, _ := strings.Cut(body, `id="appointed"`); !strings.Contains(told, moved.Pseudonym) || !strings.Contains(told, "moved elsewhere") {
		t.Error("where somebody has left, it is not told")
	}
	row := regexp.MustCompile(`(?s)<tr>[^\n]*moved elsewhere.*?</tr>`).FindString(body)
	if strings.Contains(row, "refuge") || strings.Contains(row, "lawyer") || strings.Contains(row, "legal") || strings.Contains(row, "reader") {
		t.Errorf("where somebody has left, it is told to where: %s", row)
	}
	if body := good(t, came.Get("/en/desk/members"), http.StatusOK).Body; !strings.Contains(body, "changed role or institution") || strings.Contains(body, "moved elsewhere") {
		t.Error("where somebody has come, it is not told")
	}
}
