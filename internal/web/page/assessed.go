// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package page

import (
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
)

// VoiceMark is a voice as it is shown: a sign that differs in shape, and its
// word.
type VoiceMark struct {
	Voice heed.Voice
	Word  string
}

// VoiceMark gives the mark of a voice.
func (b Base) VoiceMark(v heed.Voice) VoiceMark { return VoiceMark{v, b.Voice(v)} }

// Credentials says of an institution what a reader has to know of it to weigh what it
// says: the status that an NHRI had by GANHRI on the day on which it spoke, also that
// none is recorded, and how a civil society organisation is vouched for, where that is
// for everybody. It is "" of others.
func (b Base) Credentials(i heed.Institution, on heed.Date) string {
	switch i.Kind {
	case heed.InstitutionNHRI:
		a, known := i.Accredited(on)
		if !known {
			return b.T("credentials.unrecorded", "Date", b.Date(on))
		}
		text := b.T("credentials.none")
		if a.Status != "" {
			text = b.T("credentials.status", "Status", a.Status)
		}
		if a.Since != "" {
			text += " " + b.T("institutions.since", "Date", b.Date(a.Since))
		}
		if a.Source != "" {
			text += " (" + a.Source + ")"
		}
		return text
	case heed.InstitutionCSO:
		if i.Vouched != "" {
			return b.T("credentials.vouched", "Vouched", i.Vouched)
		}
	}
	return ""
}

// Progress says how far something has come.
func (b Base) Progress(p heed.Progress) string { return b.T("progress." + string(p)) }

// Origin says from which installation something was taken over, "" where it was
// published here.
func (b Base) Origin(o *heed.Origin) string {
	if o == nil {
		return ""
	}
	name, rest, _ := strings.Cut(o.Key, "+")
	hash, _, _ := strings.Cut(rest, "+")
	return b.T("origin.from", "Day", b.Date(o.Day), "Key", name+"+"+hash)
}

// Assessments are assessments side by side, as the part "assessments" shows them.
type Assessments struct {
	Base
	find.Assessments
	// answer gives the address at which the reader can answer something; nil where
	// nobody can.
	answer func(heed.Subject) string
}

// SideBySide makes the part.
func (b Base) SideBySide(a find.Assessments, answer func(heed.Subject) string) Assessments {
	return Assessments{b, a, answer}
}

// Entry is one assessment in words.
type Entry struct {
	Base
	It     find.Assessed
	answer func(heed.Subject) string
}

// Entry puts an assessment into words.
func (a Assessments) Entry(e find.Assessed) Entry { return Entry{a.Base, e, a.answer} }

// Name is the institution that says it, or recorded it.
func (e Entry) Name() string { return e.It.Institution.Name(e.Lang()) }

// Credentials is what weighs what that institution says.
func (e Entry) Credentials() string { return e.Base.Credentials(e.It.Institution, e.It.AsOf) }

// Public reports whether everybody sees it.
func (e Entry) Public() bool { return e.It.Step == heed.StepPublished }

// History is where its public history is, "" where it has none.
func (e Entry) History() string {
	if !e.Public() && e.It.Withdrawn == "" {
		return ""
	}
	return e.HistoryURL(heed.SubjectAssessment, e.It.ID)
}

// Answer is where the reader can answer it, "" where that cannot be.
func (e Entry) Answer() string {
	if e.answer == nil || !e.Public() || e.It.Origin != nil { // who published it is not here
		return ""
	}
	return e.answer(heed.Subject{Kind: heed.SubjectAssessment, ID: e.It.ID})
}

// By names the method with its version.
func (e Entry) By() string {
	if e.It.MethodVersion == "" {
		return e.It.Method
	}
	return e.It.Method + ", " + e.It.MethodVersion
}

// Answered are the replies to it.
func (e Entry) Answered() []Answered { return answered(e.Base, e.It.Replies, e.answer) }

// Answered is a reply in words.
type Answered struct {
	Base
	It     find.Replied
	answer func(heed.Subject) string
}

// Answered puts replies into words, for public pages.
func (b Base) Answered(all []find.Replied) []Answered { return answered(b, all, b.toAnswer()) }

// AnswerURL is where something published can be answered, or its correction asked
// for; "" where nobody can sign in.
func (b Base) AnswerURL(kind heed.SubjectKind, id heed.ID) string {
	if !b.HasDesk() {
		return ""
	}
	return b.URL("/desk/reply/" + heed.Subject{Kind: kind, ID: id}.String())
}

// toAnswer is AnswerURL for the parts of public pages; nil where nobody can sign in.
func (b Base) toAnswer() func(heed.Subject) string {
	if !b.HasDesk() {
		return nil
	}
	return func(s heed.Subject) string { return b.AnswerURL(s.Kind, s.ID) }
}

// ForAll lays assessments side by side for public pages.
func (b Base) ForAll(a find.Assessments) Assessments { return b.SideBySide(a, b.toAnswer()) }

func answered(b Base, all []find.Replied, answer func(heed.Subject) string) []Answered {
	var out []Answered
	for _, r := range all {
		out = append(out, Answered{b, r, answer})
	}
	return out
}

// Head says who says it, when, and to what end.
func (r Answered) Head() string {
	key := "reply.of"
	switch {
	case r.It.Asks:
		key = "reply.asks"
	case r.It.Reply.Handled != "":
		key = "reply.handled." + string(r.It.Reply.Handled)
	}
	return r.T(key, "Institution", r.It.Institution.Name(r.Lang()), "Voice", r.Voice(r.It.Voice), "Date", r.Date(r.It.On))
}

// Credentials is what weighs what the institution says that answers.
func (r Answered) Credentials() string { return r.Base.Credentials(r.It.Institution, r.It.On) }

// Public reports whether everybody sees it.
func (r Answered) Public() bool { return r.It.Step == heed.StepPublished }

// Open reports whether it asks for a correction and nobody has said what became
// of that.
func (r Answered) Open() bool { return r.It.Asks && r.It.Handled() == "" }

// Answer is where the reader can say what became of a request.
func (r Answered) Answer() string {
	if r.answer == nil || !r.Public() || !r.Open() {
		return ""
	}
	return r.answer(heed.Subject{Kind: heed.SubjectReply, ID: r.It.ID})
}

// Under are the replies to it.
func (r Answered) Under() []Answered { return answered(r.Base, r.It.Answers, r.answer) }

// Who names those who say the same, each with its voice.
func (a Assessments) Who(alike find.Alike) string {
	names := make([]string, len(alike.By))
	for i, s := range alike.By {
		names[i] = a.T("assess.who", "Institution", s.Institution.Name(a.Lang()), "Voice", a.Voice(s.Voice))
	}
	return a.List(names)
}

// Index puts UPR Info's index of a voice into words.
func (a Assessments) Index(i find.Index) string {
	return a.T("assess.index", "Value", a.Decimal(strconv.FormatFloat(i.Value, 'f', 2, 64)), "Level", a.T("index_level."+string(i.Level)), "Count", i.Of)
}
