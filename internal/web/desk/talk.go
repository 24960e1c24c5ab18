// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"strings"

	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/page"
)

// Talk is what is said on one thing within its voice, with the forms by which
// somebody says more. Its template is "talk". It is nil for who is of another
// voice.
type Talk struct {
	ID, Title, Lede, None string
	Threads               []TalkThread
	// Form begins a comment; nil for who may not.
	Form       *Form
	FormTitle  string
	AnswerText string
	// History leads to the history of the thing.
	History page.Link
	// Said says that what was sent is done: the page leads on.
	Said bool
}

// TalkThread is a comment with its answers.
type TalkThread struct {
	TalkLine
	Answers []TalkLine
	// Answer and Resolve are the forms for who may.
	Answer, Resolve *Form
}

// TalkLine is what one person said.
type TalkLine struct {
	ID, Head, Text string
	Resolved       string // words that say so, "" where it is open
}

// Talk declares the forms of the comments on a thing, and does what was sent.
// Pages have it by Along.
func (r *Request) Talk(a *app.App, follow find.Follow, v heed.Version, says heed.Matter) (*Talk, error) {
	if !r.Viewer.SameVoice(v.Side) {
		return nil, nil //nolint:nilnil // another voice has no talk here
	}
	names, err := a.Names(r.Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	w := talker{r: r, a: a, v: v, names: names, fields: r.Request.Base("").Fields(says, func(id heed.ID) string { return string(id) })}
	talk := &Talk{
		ID: TalkAt(v.Subject), Title: r.T("talk.title"), Lede: r.T("talk.lede"), None: r.T("talk.none"), AnswerText: r.T("talk.answer"), FormTitle: r.T("talk.say_title"),
		History: page.Link{Href: r.Prefix + HistoryAt(v.Subject), Text: r.T("history.link")},
	}
	may := policy.AllowOn(r.Actor(), policy.Comment, policy.Shared(r.Actor(), v, says)) == nil
	if may {
		talk.Form = w.begin()
		if talk.Said, err = w.sent(talk.Form, app.Change{Body: w.begun}); err != nil || talk.Said {
			return talk, err
		}
	}
	for _, t := range follow.Threads(v.Subject) {
		thread := TalkThread{TalkLine: w.line(t.Held, t.Body.Resolved)}
		for _, answer := range t.Answers {
			thread.Answers = append(thread.Answers, w.line(answer, false))
		}
		if may {
			if talk.Said, err = w.reply(&thread, t); err != nil || talk.Said {
				return talk, err
			}
		}
		talk.Threads = append(talk.Threads, thread)
	}
	return talk, nil
}

// TalkAt is the place of the comments on a thing within a page.
func TalkAt(s heed.Subject) string { return "talk-" + string(s.ID) }

// Done reports whether what was sent is done.
func (t *Talk) Done() bool { return t != nil && t.Said }

// talker makes the talk of one page.
type talker struct {
	r      *Request
	a      *app.App
	v      heed.Version
	names  map[string]string
	fields []page.Told
	begun  heed.Remark
}

// begin is the form of a new comment.
func (w *talker) begin() *Form {
	form := w.r.Form("comment-"+string(w.v.ID), "talk.say")
	form.Minor = true
	var keys []string
	labels := map[string]string{}
	for _, f := range w.fields {
		keys, labels[f.Key] = append(keys, f.Key), f.Label
	}
	w.begun = heed.Remark{On: w.v.Subject, At: w.v.Number}
	form.Area(&w.begun.Text, "text").Called(w.r.T("field.comment")).Must().Short = true
	Choice(form, &w.begun.Field, "part_meant", keys, func(k string) string { return labels[k] }).Help("talk.part_help")
	return form
}

// reply declares the forms of one thread.
func (w *talker) reply(thread *TalkThread, t find.Thread) (bool, error) {
	answer := heed.Remark{On: t.Body.On, At: w.v.Number, To: t.ID}
	if t.Open() {
		thread.Answer = w.r.Form("answer-"+string(t.ID), "talk.answer")
		thread.Answer.Minor = true
		thread.Answer.Area(&answer.Text, "text").Called(w.r.T("talk.answer")).Must().Short = true
		if said, err := w.sent(thread.Answer, app.Change{Body: answer}); err != nil || said {
			return said, err
		}
	}
	if t.Author != w.r.Viewer.Pseudonym && app.MayMove(w.r.Actor(), w.v, heed.StepSubmitted) != nil {
		return false, nil
	}
	button := "talk.resolve"
	if !t.Open() {
		button = "talk.reopen"
	}
	thread.Resolve = w.r.Form("resolve-"+string(t.ID), button)
	thread.Resolve.Minor = true
	base := t.Number
	thread.Resolve.Version(&base)
	changed := t.Body
	changed.Resolved = t.Open()
	return w.sent(thread.Resolve, app.Change{ID: t.ID, Base: base, Body: changed})
}

// sent writes a comment where its form was sent.
func (w *talker) sent(form *Form, c app.Change) (bool, error) {
	if !form.Sent() {
		return false, nil
	}
	_, err := w.a.Write(w.r.Context(), w.r.Actor(), c)
	if err != nil && form.Shows(err) {
		return false, nil
	}
	return err == nil, err
}

func (w *talker) line(c find.Held[heed.Remark], resolved bool) TalkLine {
	b := w.r.Request.Base("")
	out := TalkLine{ID: string(c.ID), Text: c.Body.Text}
	out.Head = w.r.T("talk.head", "Who", Who(w.names, c.Author), "Role", b.Role(c.Role), "Date", b.Moment(c.At), "Version", strconv.Itoa(c.Body.At))
	for _, f := range w.fields {
		if f.Key == c.Body.Field {
			out.Head += " · " + f.Label
		}
	}
	if resolved {
		out.Resolved = w.r.T("talk.resolved")
	}
	return out
}

// Did puts what became of an account into words.
func Did(b page.Base, did string) string {
	return b.T("account_did." + strings.ReplaceAll(did, " ", "_"))
}

// Who gives what a person is called, the pseudonym where that is not known.
func Who(names map[string]string, pseudonym string) string {
	if name := names[pseudonym]; name != "" {
		return name
	}
	return pseudonym
}
