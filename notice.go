// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import (
	"strconv"
	"time"
)

// Frequency is how often somebody wants to be written to.
type Frequency string

// The frequencies.
const (
	LettersEach   Frequency = "each" // one for each thing
	LettersDaily  Frequency = "daily"
	LettersWeekly Frequency = "weekly" // on Mondays
	LettersNever  Frequency = "never"
)

// Frequencies lists all frequencies from the most letters to none.
var Frequencies = []Frequency{LettersEach, LettersDaily, LettersWeekly, LettersNever}

// Letters is how somebody wants to be written to. The zero value is what
// somebody gets who has said nothing.
type Letters struct {
	// Frequency is LettersDaily where it is "".
	Frequency Frequency `json:"frequency,omitempty"`
	// Pause is the first day on which there may be letters again.
	Pause Date `json:"pause,omitempty"`
	// Key signs the link in a letter by which it can be said without signing in
	// that there are to be none.
	Key []byte `json:"key,omitempty"`
}

// Often is how often somebody is written to.
func (l Letters) Often() Frequency {
	if l.Frequency == "" {
		return LettersDaily
	}
	return l.Frequency
}

// On reports whether somebody is written to on a day.
func (l Letters) On(day Date) bool {
	if l.Often() == LettersNever || day < l.Pause {
		return false
	}
	t, err := time.Parse(time.DateOnly, string(day))
	return err == nil && (l.Often() != LettersWeekly || t.Weekday() == time.Monday)
}

// Reminder is one rung of one thing that is due: nobody is reminded of it twice.
type Reminder struct {
	Due
	Rung int `json:"rung"` // its days
}

// Key names what somebody was reminded of. It holds no words of what it is
// about.
func (r Reminder) Key() string {
	return string(r.Kind) + "/" + r.Of.String() + "/" + string(r.On) + "/" + strconv.Itoa(r.Rung)
}

// NoticeState is what has become of a notice.
type NoticeState string

// The states.
const (
	NoticeWaiting NoticeState = "waiting"
	NoticeSent    NoticeState = "sent"    // a mail server has taken it
	NoticeDropped NoticeState = "dropped" // whom it was for wants none, or is gone
	NoticeFailed  NoticeState = "failed"  // given up
)

// Warning is what somebody is told of whether they want letters or not, because
// their account may be in other hands (OWASP ASVS 4.0.3, 2.2.3), or the rights of
// others were changed over their heads.
type Warning string

// The warnings.
const (
	// WarningSignIn tells that how somebody signs in was changed.
	WarningSignIn Warning = "sign_in"
	// WarningMembers tells that whoever runs the installation has let somebody in, or
	// changed what they may, where one answers for who works there.
	WarningMembers Warning = "members"
)

// Notice is a letter to somebody that waits for being sent, or was. It holds no
// words: it is put into words when it is sent, and says how many things are due
// and where to look, never what they are.
type Notice struct {
	ID        ID         `json:"id"`
	Account   ID         `json:"account"`
	On        Date       `json:"on"` // the day for which it was made
	Reminders []Reminder `json:"reminders"`
	// Warning is what it warns of in place of reminding; "" for a reminder.
	Warning Warning     `json:"warning,omitempty"`
	State   NoticeState `json:"state"`
	// Attempts counts how often it was taken up to be sent.
	Attempts int `json:"attempts"`
	// Next is when it may be taken up: after a failure, or when whoever took it up
	// has been silent for too long.
	Next time.Time `json:"next"` // UTC
	// Problem is why it was not sent last time, without names and addresses.
	Problem string `json:"problem,omitempty"`
}
