// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package mail_test

import (
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/mail"
	"github.com/heed-upr/heed/internal/read"
	"github.com/heed-upr/heed/internal/store"
	"github.com/heed-upr/heed/internal/store/postgres"
	"github.com/heed-upr/heed/internal/store/sqlite"
	"github.com/heed-upr/heed/internal/testkit"
	"github.com/heed-upr/heed/internal/testkit/mailbox"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

func TestMain(m *testing.M) {
	read.ServeIfWorker()
	m.Run()
}

// Words that stand at the desk, and in no letter.
var secrets = []string{"Prisons", "monitoring", "Bill", "Colony", "Aigerim", "Institution", "justice", "Saule", "Heed", "UPR", "XVA", "torture"}

// office is a portal with people of a State's voice, and an NGO beside them.
type office struct {
	*portal.Portal
	clerk, chief, lead heed.Account
	post               *mail.Post
	box                *mailbox.Box
}

func newOffice(t *testing.T, s store.Store) office {
	t.Helper()
	o := office{Portal: portal.Over(t, s), box: mailbox.Start(t, false)}
	o.Institution(t, "mfa", heed.InstitutionCoordinating, heed.VoiceState, "XVA")
	o.Institution(t, "justice", heed.InstitutionMinistry, heed.VoiceState, "XVA")
	o.Institution(t, "ngo", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	o.clerk, _ = o.Member(t, "aigerim", heed.Contributor, "justice")
	o.chief, _ = o.Member(t, "bek", heed.FocalPoint, "justice")
	o.lead, _ = o.Member(t, "saule", heed.Coordinator, "mfa")
	_, _ = o.Member(t, "dana", heed.FocalPoint, "ngo")
	o.post = o.server(mail.Server{Host: o.box.Host, Port: o.box.Port, Encryption: mail.InClear})
	return o
}

func (o office) server(s mail.Server) *mail.Post {
	s.From = "Reminders <reminders@example.org>"
	return &mail.Post{Find: o.Find, App: o.App, Actor: portal.Operator, BaseURL: "https://portal.example.org", Logger: slog.New(slog.DiscardHandler), Server: s}
}

// measure writes one with a milestone that is due on a day.
func (o office) measure(t *testing.T, by heed.Account, due heed.Date, visible heed.Visibility) heed.ID {
	t.Helper()
	v, err := o.App.Write(t.Context(), by.Actor(), app.Change{Visibility: visible, Body: heed.Measure{
		Title: "Prisons under independent monitoring", Kind: heed.MeasureLaw, Lead: "justice", Description: "Colony 7",
		Milestones: []heed.Milestone{{Title: "Bill before Parliament", Due: due}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return v[0].ID
}

// choose says how somebody wants to be written to.
func (o office) choose(t *testing.T, who heed.Account, often heed.Frequency, pause heed.Date) {
	t.Helper()
	if err := o.App.ChooseLetters(t.Context(), who.Actor(), who.ID, often, pause); err != nil {
		t.Fatal(err)
	}
}

// today makes a round and a delivery, as the server does, and says who got a
// letter.
func (o office) today(t *testing.T) []mailbox.Letter {
	t.Helper()
	if _, err := o.post.Round(t.Context(), mail.Today(o.Now), true); err != nil {
		t.Fatal(err)
	}
	if _, err := o.post.Deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
	return o.box.Empty()
}

func embedded(t *testing.T) store.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "heed.db"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// onBoth runs a test on both engines.
func onBoth(t *testing.T, f func(*testing.T, office)) {
	t.Run("sqlite", func(t *testing.T) { f(t, newOffice(t, embedded(t))) })
	t.Run("postgres", func(t *testing.T) {
		s, err := postgres.Open(t.Context(), testkit.Database(t))
		if err != nil {
			t.Fatal(err)
		}
		f(t, newOffice(t, s))
	})
}

// TestWarning: who wants no letters is told all the same that how they sign in was
// changed, once, in their language, and by nothing that helps whoever did it.
func TestWarning(t *testing.T) {
	onBoth(t, func(t *testing.T, o office) {
		change := func() {
			t.Helper()
			secret := heed.Secret{Kind: heed.SecretPasskey, Name: "key", Body: []byte("{}")}
			if err := o.App.ChangeSecrets(t.Context(), o.chief, nil, []heed.Secret{secret}); err != nil {
				t.Fatal(err)
			}
		}
		change()
		if got := o.today(t); len(got) != 0 {
			t.Errorf("letters from where none go: %d", len(got))
		}
		o.App.Warns = true
		o.choose(t, o.chief, heed.LettersNever, "2027-12-31")
		change()
		change()
		got := o.today(t)
		if len(got) != 1 || !strings.Contains(got[0].To, o.chief.Email) {
			t.Fatalf("%+v", got)
		}
		_, body := got[0].Words(t)
		for _, w := range []string{"was changed, added or removed", "https://portal.example.org/en/desk/settings"} {
			if !strings.Contains(body, w) {
				t.Errorf("no %q in %s", w, body)
			}
		}
		if strings.Contains(body, "/desk/letters/") {
			t.Errorf("it can be stopped: %s", body)
		}
		// Whoever looks after accounts can open one too, by a new invitation.
		token, err := o.App.Renew(t.Context(), portal.Operator, o.chief.ID)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := o.App.Accept(t.Context(), token); err != nil {
			t.Fatal(err)
		}
		if got := o.today(t); len(got) != 1 {
			t.Errorf("%d letters on a new way in, want 1", len(got))
		}
	})
}

// TestWarning_Members: who answers for an institution is told when whoever runs the
// installation has let somebody in there, whatever letters they want; and nobody is
// of what they do themselves. The letter names nobody.
func TestWarning_Members(t *testing.T) {
	onBoth(t, func(t *testing.T, o office) {
		o.App.Warns = true
		o.choose(t, o.chief, heed.LettersNever, "2027-12-31")
		invite := func(by heed.Actor, email string) string {
			t.Helper()
			token, err := o.App.Invite(t.Context(), by, app.Newcomer{Name: "Mallory", Email: email, Role: heed.Reviewer, Institution: o.chief.Institution})
			if err != nil {
				t.Fatal(err)
			}
			return token
		}
		told := func(when string, want int) {
			t.Helper()
			n := 0
			for _, l := range o.today(t) {
				subject, body := l.Words(t)
				if strings.Contains(subject+body, "Mallory") || strings.Contains(subject+body, "mallory") {
					t.Errorf("%s: it names somebody: %s", when, body)
				}
				if strings.Contains(body, "let somebody in") && strings.Contains(body, "/en/desk/members") && strings.Contains(l.To, o.chief.Email) {
					n++
				}
			}
			if n != want {
				t.Errorf("%s: %d letters, wanted %d", when, n, want)
			}
		}
		invite(o.chief.Actor(), "mine@example.org")
		told("they did it themselves", 0)
		token := invite(portal.Operator, "mallory@example.org")
		told("somebody was invited", 1)
		account, err := o.App.Accept(t.Context(), token)
		if err != nil {
			t.Fatal(err)
		}
		if err := o.App.Reassign(t.Context(), portal.Operator, account.ID, heed.Contributor, o.chief.Institution); err != nil {
			t.Fatal(err)
		}
		told("a role was changed", 1)
		all, err := o.App.Appointments(t.Context(), o.chief.Actor())
		var did []string
		for _, one := range all {
			if one.Institution == o.chief.Institution && (one.Whose == account.Pseudonym || one.Whose == "") {
				did = append(did, one.Did+" "+string(one.Role)+" by "+string(one.ByRole))
			}
		}
		if err != nil || len(did) < 2 || did[0] != "changed role or institution contributor by operator" || did[1] != "invited reviewer by operator" {
			t.Errorf("%q, %v", did, err)
		}
		if all, err := o.App.Appointments(t.Context(), o.clerk.Actor()); heed.ErrorCode(err) != heed.CodeForbidden || len(all) > 0 {
			t.Errorf("a clerk: %v, %v", all, err)
		}
	})
}

// TestReminders walks day by day over a milestone that is late, a report that is
// made in time, and a measure that is nobody else's to know of.
func TestReminders(t *testing.T) {
	onBoth(t, func(t *testing.T, o office) {
		first := o.Now
		late := o.measure(t, o.clerk, "2026-12-31", heed.VisibleCoordination)
		o.measure(t, o.clerk, "2026-12-31", heed.VisibleDraft)
		_, err := o.App.Write(t.Context(), o.lead.Actor(), app.Change{Visibility: heed.VisibleCoordination, Body: heed.Schedule{Measure: late, Every: heed.EveryYear, From: "2027-01-05"}})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for day := range 70 {
			o.Now = first.AddDate(0, 0, day)
			if mail.Today(o.Now) == "2027-01-03" {
				if _, err := o.App.Write(t.Context(), o.chief.Actor(), app.Change{Visibility: heed.VisibleCoordination, Body: heed.Update{Measure: late, Date: "2027-01-03", Text: "Aigerim has seen torture"}}); err != nil {
					t.Fatal(err)
				}
			}
			for _, l := range o.today(t) {
				got[string(mail.Today(o.Now))+" "+strings.TrimSuffix(l.To, "@example.org")] = subjectOf(t, l)
				silentOn(t, l)
			}
		}
		want := map[string]string{
			"2026-12-17 aigerim": "Reminder: 2 due", // hers alone, and the one that all see
			"2026-12-22 aigerim": "Reminder: 1 due", // the report
			"2026-12-28 aigerim": "Reminder: 2 due",
			"2026-12-31 aigerim": "Reminder: 2 due",
			"2027-01-02 aigerim": "Reminder: 1 due", // the report, which then comes
			"2027-01-07 aigerim": "Reminder: 2 late", "2027-01-07 bek": "Reminder: 1 late",
			"2027-01-21 aigerim": "Reminder: 2 late", "2027-01-21 bek": "Reminder: 1 late", "2027-01-21 saule": "Reminder: 1 late",
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Error(d)
		}
	})
}

func subjectOf(t *testing.T, l mailbox.Letter) string {
	t.Helper()
	subject, _ := l.Words(t)
	return subject
}

// silentOn holds a letter to saying nothing of what it is about, of the machine
// and of the program.
func silentOn(t *testing.T, l mailbox.Letter) {
	t.Helper()
	subject, body := l.Words(t)
	head, _, _ := strings.Cut(l.Raw, "\r\n\r\n")
	for _, s := range secrets {
		if strings.Contains(subject+body, s) || strings.Contains(strings.ToLower(head), strings.ToLower(s)) && s != "Saule" && s != "Aigerim" { // their own addresses
			t.Errorf("a letter says %q:\n%s\n%s", s, head, body)
		}
	}
	for _, name := range []string{"User-Agent", "X-Mailer"} {
		if v := l.Header(t, name); v != "" {
			t.Errorf("%s: %s", name, v)
		}
	}
	if date := l.Header(t, "Date"); !strings.HasSuffix(date, "+0000") {
		t.Errorf("the clock of the machine: %s", date)
	}
	if kind := l.Header(t, "Content-Type"); !strings.HasPrefix(kind, "text/plain") || strings.Contains(body, "<img") {
		t.Errorf("not plain: %s", kind)
	}
}

// TestLetter_Languages: a letter speaks its reader's language, names counts and
// links, and can be stopped from within a mail program.
func TestLetter_Languages(t *testing.T) {
	o := newOffice(t, embedded(t))
	notice := heed.Notice{ID: "n1", On: "2026-12-24", Reminders: []heed.Reminder{
		{Due: heed.Due{Kind: heed.DueReport, Of: heed.Subject{Kind: heed.SubjectMeasure, ID: "m1"}, On: "2026-12-31"}},
		{Due: heed.Due{Kind: heed.DueMilestone, Of: heed.Subject{Kind: heed.SubjectMeasure, ID: "m2"}, On: "2026-12-22"}},
		{Due: heed.Due{Kind: heed.DueMeasure, Of: heed.Subject{Kind: heed.SubjectMeasure, ID: "m3"}, On: "2026-12-24"}},
		{Due: heed.Due{Kind: heed.DueConsent, Of: heed.Subject{Kind: heed.SubjectName, ID: "m4"}, On: "2026-12-25"}},
	}}
	to := o.clerk
	to.Letters.Key = []byte("a key")
	stop := "https://portal.example.org/%s/desk/letters/" + app.LetterToken(to)
	for language, want := range map[string]struct {
		subject string
		lines   []string
	}{
		"en": {"Reminder: 1 late, 3 due", []string{"22 December 2026 (2 days ago): a milestone\nhttps://portal.example.org/en/desk/plan/m2", "(in 7 days): a report", "(today): the end of a measure", "something to be renewed\nhttps://portal.example.org/en/desk/plan/due"}},
		"ru": {"Напоминание: 1 просрочен, 3 подходят", []string{"22 декабря 2026 года (2 дня назад): контрольная точка\nhttps://portal.example.org/ru/desk/plan/m2", "(через 7 дней): отчет", "(сегодня)"}},
		"kk": {"Еске салу: мерзімі өткені — 1, мерзімі таяғаны — 3", []string{"(2 күн бұрын): бақылау нүктесі\nhttps://portal.example.org/kk/desk/plan/m2", "(7 күннен кейін): есеп", "(бүгін)"}},
	} {
		to.Language = language
		w := o.post.Compose(notice, to)
		if w.Subject != want.subject || w.Stop != fmt.Sprintf(stop, language) || !strings.Contains(w.Body, w.Stop) {
			t.Errorf("%s: %q, %s", language, w.Subject, w.Stop)
		}
		for _, line := range want.lines {
			if !strings.Contains(w.Body, line) {
				t.Errorf("%s: the letter does not say %q:\n%s", language, line, w.Body)
			}
		}
		if strings.Contains(w.Body, "m4") || strings.Contains(w.Body, "consent") {
			t.Errorf("%s: the letter says that somebody is named:\n%s", language, w.Body)
		}
		for line := range strings.Lines(w.Body) {
			if strings.Contains(line, "https://") && !strings.HasPrefix(line, "https://") {
				t.Errorf("%s: a link is not alone in its line, and turns with it where one writes from right to left: %q", language, line)
			}
		}
	}
}

// TestDeliver_OverTLS: with a password, over STARTTLS, and only to whom is
// believed.
func TestDeliver_OverTLS(t *testing.T) {
	o := newOffice(t, embedded(t))
	o.box = mailbox.Start(t, true)
	server := mail.Server{Host: o.box.Host, Port: o.box.Port, Encryption: mail.StartTLS, User: mailbox.User, Password: mailbox.Password, TLS: o.box.Trust}
	o.measure(t, o.clerk, "2026-11-23", heed.VisibleInstitution)
	strange, wrong := server, server
	strange.TLS, wrong.Password = nil, "another"
	for name, c := range map[string]struct {
		server mail.Server
		why    string
	}{"whose certificate nobody believes": {strange, "certificate"}, "that does not know the password": {wrong, "535"}} {
		o.post = o.server(c.server)
		if got := o.today(t); len(got) != 0 {
			t.Errorf("a letter went to a server %s", name)
		}
		if why := o.waiting(t)[0].Problem; !strings.Contains(why, c.why) || strings.Contains(why, "no, heed") {
			t.Errorf("%s: %q", name, why)
		}
		o.Now = o.Now.Add(time.Hour)
	}
	o.post = o.server(server)
	got := o.today(t)
	if len(got) != 1 || got[0].Header(t, "List-Unsubscribe-Post") != "List-Unsubscribe=One-Click" || !strings.HasPrefix(got[0].Header(t, "List-Unsubscribe"), "<https://portal.example.org/en/desk/letters/") {
		t.Fatalf("%+v", got)
	}
	if o.box.Hello() != "example.org" {
		t.Errorf("the machine says that it is %s", o.box.Hello())
	}
	silentOn(t, got[0])
	clear := server
	clear.Encryption = mail.InClear
	if err := o.server(clear).Server.Check(); heed.ErrorArg(err, "Host") != clear.Host {
		t.Errorf("a password in clear text: %v", err)
	}
}

func (o office) waiting(t *testing.T) []heed.Notice {
	t.Helper()
	return o.in(t, heed.NoticeWaiting)
}

// in lists the letters in a state.
func (o office) in(t *testing.T, state heed.NoticeState) (out []heed.Notice) {
	t.Helper()
	err := o.App.Store.People(t.Context(), func(p store.People) error {
		var err error
		out, err = p.Notices(t.Context(), state)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestDeliver_NoneLostNoneDoubled: a server that has enough for now, one that
// breaks off in the middle, one whose answer is lost, one that does not know an
// address, and one that is not there.
func TestDeliver_NoneLostNoneDoubled(t *testing.T) {
	onBoth(t, func(t *testing.T, o office) {
		o.measure(t, o.clerk, "2026-11-23", heed.VisibleInstitution)
		o.box.Cuts(mailbox.NotNow, mailbox.InTheMiddle, mailbox.Afterwards)
		var ids []string
		for range 6 {
			for _, l := range o.today(t) {
				ids = append(ids, l.Header(t, "Message-ID"))
			}
			o.Now = o.Now.Add(time.Hour)
		}
		// The answer to the first was lost: it comes again under its name, by which a
		// mailbox knows that it has it.
		if len(ids) != 2 || ids[0] != ids[1] || len(o.waiting(t)) != 0 {
			t.Errorf("letters %v, waiting %+v", ids, o.waiting(t))
		}
		o.box.Refuse(func(to string) error {
			if strings.HasPrefix(to, "aigerim") {
				return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no aigerim here"}
			}
			return nil
		})
		o.Now = o.Now.AddDate(0, 0, 7)
		if got := o.today(t); len(got) != 1 || !strings.HasPrefix(got[0].To, "bek") {
			t.Errorf("one address that is none holds up the others: %+v", got)
		}
		failed := o.in(t, heed.NoticeFailed)
		if len(failed) != 1 || strings.Contains(failed[0].Problem, "aigerim") || !strings.Contains(failed[0].Problem, "550") {
			t.Errorf("%+v", failed)
		}
		problems, err := o.App.Doctor(t.Context(), portal.Operator)
		if err != nil || !slices.ContainsFunc(problems, func(p app.Problem) bool { return p.Key == "problem.letters" && strings.Contains(p.Detail, "550") }) {
			t.Errorf("the operator is not told: %+v %v", problems, err)
		}
		o.box.Refuse(nil)
		if n, err := o.App.Retry(t.Context(), portal.Operator); n != 1 || err != nil {
			t.Errorf("%d, %v", n, err)
		}
		if got := o.today(t); len(got) != 1 || !strings.HasPrefix(got[0].To, "aigerim") {
			t.Errorf("tried again: %+v", got)
		}
	})
}

// TestDeliver_GivesUp: a server that is never there is asked ever more rarely,
// for some two days.
func TestDeliver_GivesUp(t *testing.T) {
	o := newOffice(t, embedded(t))
	o.post = o.server(mail.Server{Host: "127.0.0.1", Port: 1, Encryption: mail.InClear})
	o.measure(t, o.clerk, "2026-11-23", heed.VisibleInstitution)
	began, attempts := o.Now, 0
	for len(o.in(t, heed.NoticeFailed)) == 0 {
		o.today(t)
		if all := o.waiting(t); len(all) > 0 {
			if attempts++; all[0].Attempts != attempts || all[0].Problem != "the mail server cannot be reached" {
				t.Fatalf("%+v", all)
			}
			o.Now = all[0].Next
		}
	}
	if days := o.Now.Sub(began); days < 40*time.Hour || days > 60*time.Hour || attempts != 8 {
		t.Errorf("given up after %v and %d attempts", days, attempts)
	}
}

// TestDeliver_AfterACrash: who took up a letter and never came back does not keep
// it; until then nobody else sends it.
func TestDeliver_AfterACrash(t *testing.T) {
	onBoth(t, func(t *testing.T, o office) {
		o.measure(t, o.clerk, "2026-11-23", heed.VisibleInstitution)
		if _, err := o.post.Round(t.Context(), mail.Today(o.Now), true); err != nil {
			t.Fatal(err)
		}
		taken, _, err := o.App.TakeUp(t.Context(), portal.Operator)
		if err != nil {
			t.Fatal(err)
		}
		if got := o.today(t); len(got) != 0 {
			t.Errorf("sent by two: %+v", got)
		}
		o.Now = o.Now.Add(11 * time.Minute)
		if got := o.today(t); len(got) != 1 {
			t.Errorf("lost: %+v", got)
		}
		// The first one comes back after all; it is too late to fail.
		if err := o.App.NotSent(t.Context(), portal.Operator, taken, "too late", true); err != nil || len(o.in(t, heed.NoticeSent)) != 1 {
			t.Errorf("%v, %+v", err, o.in(t, heed.NoticeSent))
		}
	})
}

// TestPost_SeveralServers: copies of Heed on one store make no letter twice and
// send none twice.
func TestPost_SeveralServers(t *testing.T) {
	run := func(t *testing.T, o office, others ...store.Store) {
		for i := range 20 {
			o.choose(t, o.clerk, heed.LettersEach, "")
			o.measure(t, o.clerk, heed.Date(fmt.Sprintf("2026-11-%02d", 23-i%3)), heed.VisibleInstitution)
		}
		posts := []*mail.Post{o.post}
		for _, s := range others {
			other := *o.post
			other.App, other.Find = o.App.With(s, o.App.Files), find.New(s)
			posts = append(posts, &other)
		}
		var all sync.WaitGroup
		for _, p := range posts {
			for range 2 {
				all.Go(func() {
					_, err := p.Round(t.Context(), mail.Today(o.Now), true)
					_, err2 := p.Deliver(t.Context())
					if err := errors.Join(err, err2); err != nil {
						t.Error(err)
					}
				})
			}
		}
		all.Wait()
		got := map[string]int{}
		for _, l := range append(o.box.Empty(), o.today(t)...) {
			got[l.Header(t, "Message-ID")]++
		}
		for id, n := range got {
			if n != 1 {
				t.Errorf("%s came %d times", id, n)
			}
		}
		if len(got) != 20 {
			t.Errorf("%d letters of 20", len(got))
		}
	}
	t.Run("sqlite", func(t *testing.T) {
		at := filepath.Join(t.TempDir(), "heed.db")
		var all []store.Store
		for range 2 {
			s, err := sqlite.Open(t.Context(), at)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, s)
		}
		t.Cleanup(func() { _ = all[1].Close() })
		run(t, newOffice(t, all[0]), all[1])
	})
	t.Run("postgres", func(t *testing.T) {
		at := testkit.Database(t)
		var all []store.Store
		for range 2 {
			s, err := postgres.Open(t.Context(), at)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, s)
		}
		t.Cleanup(func() { _ = all[1].Close() })
		run(t, newOffice(t, all[0]), all[1])
	})
}

// TestRound_AsPeopleWantIt: pauses, weekly letters, none; what was due meanwhile
// comes afterwards, once.
func TestRound_AsPeopleWantIt(t *testing.T) {
	o := newOffice(t, embedded(t)) // 23 November 2026 is a Monday
	o.measure(t, o.clerk, "2026-11-24", heed.VisibleInstitution)
	expect := func(name string, n int) {
		t.Helper()
		if got := o.today(t); len(got) != n {
			t.Errorf("%s, on %s: %d letters", name, mail.Today(o.Now), len(got))
		}
	}
	next := func(days int) { o.Now = o.Now.AddDate(0, 0, days) }
	o.choose(t, o.clerk, heed.LettersNever, "")
	expect("none", 0)
	o.choose(t, o.clerk, heed.LettersWeekly, "")
	expect("weekly, on a Monday", 1)
	expect("the same again", 0)
	next(1)
	expect("weekly, on a Tuesday, when it is due", 0)
	o.choose(t, o.clerk, heed.LettersDaily, "2026-11-26")
	next(1)
	expect("in a pause", 0)
	next(1)
	expect("after it", 1)
	// A pause that begins while a letter waits holds it back, and no letters at all
	// does away with it.
	o.measure(t, o.clerk, "2026-11-26", heed.VisibleInstitution)
	if _, err := o.post.Round(t.Context(), mail.Today(o.Now), true); err != nil {
		t.Fatal(err)
	}
	o.choose(t, o.clerk, heed.LettersDaily, "2026-11-28")
	expect("held back", 0)
	o.choose(t, o.clerk, heed.LettersNever, "")
	next(2)
	expect("done away with", 0)
	if dropped := o.in(t, heed.NoticeDropped); len(dropped) != 1 {
		t.Errorf("%+v", dropped)
	}
	o.choose(t, o.clerk, heed.LettersDaily, "")
	if err := o.App.Suspend(t.Context(), portal.Operator, o.clerk.ID, true); err != nil {
		t.Fatal(err)
	}
	next(1)
	for _, l := range o.today(t) {
		if !strings.HasPrefix(l.To, "bek") {
			t.Errorf("to %s, who is suspended", l.To)
		}
	}
}

// TestRound_Dry changes nothing, and nobody but who runs the installation has
// letters written.
func TestRound_Dry(t *testing.T) {
	o := newOffice(t, embedded(t))
	o.measure(t, o.clerk, "2026-11-24", heed.VisibleInstitution)
	for range 2 {
		if all, err := o.post.Round(t.Context(), mail.Today(o.Now), false); err != nil || len(all) != 1 {
			t.Errorf("%v, %v", all, err)
		}
	}
	if len(o.waiting(t)) != 0 {
		t.Error("a letter was kept")
	}
	o.post.Actor = o.lead.Actor()
	if _, err := o.post.Round(t.Context(), mail.Today(o.Now), true); heed.ErrorCode(err) != heed.CodeForbidden {
		t.Errorf("by a coordinator: %v", err)
	}
}
