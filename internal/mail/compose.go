// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package mail

import (
	"strings"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/i18n"
)

// Words is a letter put into words.
type Words struct {
	// ID is the same however often the letter is tried.
	ID            string
	Subject, Body string
	// Stop is where its reader says, without signing in, that there are to be no
	// more; "" where there is no such address.
	Stop string
}

// Compose puts a letter into the words of its reader's language: plain text,
// nothing that is fetched, each link on a line of its own, which reads the same
// in every direction of writing.
func (p *Post) Compose(n heed.Notice, to heed.Account) Words {
	t := i18n.For(to.Language)
	at := func(path string) string { return strings.TrimRight(p.BaseURL, "/") + "/" + t.Code + path }
	w := Words{ID: string(n.ID)}
	if n.Warning != "" {
		about, look := "letter.warning."+string(n.Warning), at("/desk/settings")
		if n.Warning == heed.WarningMembers {
			look = at("/desk/members")
		}
		w.Subject = t.T(about + ".subject")
		w.Body = strings.Join([]string{t.T("letter.hello"), t.T(about, "Date", t.Date(n.On)), t.T(about+".look") + "\n" + look, t.T(about + ".always")}, "\n\n") + "\n"
		return w
	}
	if token := app.LetterToken(to); token != "" {
		w.Stop = at("/desk/letters/" + token)
	}
	var late, soon []string
	for _, r := range n.Reminders {
		line := t.T("letter.line", "Date", t.Date(r.On), "When", when(t, r.On, n.On), "What", t.T("letter.what."+string(r.Kind))) + "\n" + at(path(r.Of))
		if r.Late(n.On) {
			late = append(late, line)
		} else {
			soon = append(soon, line)
		}
	}
	counts := counted(t, len(late), len(soon))
	w.Subject = t.T("letter.subject", "Counts", counts)
	parts := []string{t.T("letter.hello"), t.T("letter.lede", "Counts", counts)}
	for _, some := range [][]string{late, soon} {
		parts = append(parts, some...)
	}
	parts = append(parts, t.T("letter.sign_in"), t.T("letter.settings")+"\n"+at("/desk/settings"))
	if w.Stop != "" {
		parts = append(parts, t.T("letter.stop")+"\n"+w.Stop)
	}
	w.Body = strings.Join(parts, "\n\n") + "\n"
	return w
}

// counted says how many things are late and how many will be due.
func counted(t *i18n.Translator, late, soon int) string {
	var out []string
	if late > 0 {
		out = append(out, t.T("letter.late", "Count", late))
	}
	if soon > 0 {
		out = append(out, t.T("letter.soon", "Count", soon))
	}
	return strings.Join(out, ", ")
}

// when says how far a day is from another.
func when(t *i18n.Translator, due, on heed.Date) string {
	switch days := between(on, due); {
	case days < 0:
		return t.T("letter.days_ago", "Count", -days)
	case days > 0:
		return t.T("letter.days_left", "Count", days)
	}
	return t.T("letter.today")
}

// between counts the days from one day to another.
func between(from, to heed.Date) int {
	a, _ := time.Parse(time.DateOnly, string(from)) // both come from the store, which holds days only
	b, _ := time.Parse(time.DateOnly, string(to))
	return int(b.Sub(a).Hours() / 24)
}

// path is where something is to be seen and answered.
func path(of heed.Subject) string {
	switch of.Kind {
	case heed.SubjectMeasure:
		return "/desk/plan/" + string(of.ID)
	case heed.SubjectReview:
		return "/desk/calendar"
	case heed.SubjectName: // a letter does not say that somebody is named at all
		return "/desk/plan/due"
	}
	return "/desk"
}
