// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package export

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	ics "github.com/arran4/golang-ical"

	"github.com/heed-upr/heed"
)

// Calendar is a list of days as calendar programs take it.
type Calendar struct {
	// Name is what the calendar is called.
	Name string
	// At is the moment for which it was made.
	At     time.Time
	Events []Event
}

// Event is one day, or a stretch of days. It takes up the whole of them and keeps
// nobody busy.
type Event struct {
	// UID names it, the same each time that it is given, and nothing else in the
	// world.
	UID      string
	From, To heed.Date
	Summary  string
	// Description says more, "" for nothing; URL is where it can be seen.
	Description, URL string
	// Tentative says that it may turn out otherwise.
	Tentative bool
}

// producer is who made a calendar, in the form that RFC 5545 asks for.
const producer = "-//Heed//Universal Periodic Review//EN"

// ICSType is the content type of a calendar.
const ICSType = "text/calendar; charset=utf-8"

// askAgain is how often a calendar program should look for what is new (RFC 7986).
const askAgain = "PT12H"

// ICS writes the calendar as RFC 5545 has it. Events whose days are none are left
// out.
func (c Calendar) ICS(w io.Writer) error {
	out := ics.NewCalendarFor("Heed")
	out.SetProductId(producer)
	out.SetName(line(c.Name)) // and X-WR-CALNAME, which older programs read
	out.SetRefreshInterval(askAgain)
	out.SetXPublishedTTL(askAgain)
	if len(c.Events) == 0 {
		holdNothing(out)
	}
	for _, e := range c.Events {
		from, err := time.Parse(time.DateOnly, string(e.From))
		if err != nil {
			continue
		}
		to, err := time.Parse(time.DateOnly, string(e.To))
		if err != nil || to.Before(from) {
			to = from
		}
		event := out.AddEvent(e.UID)
		event.SetDtStampTime(c.At)
		event.SetAllDayStartAt(from)
		event.SetAllDayEndAt(to.AddDate(0, 0, 1)) // the first day after it
		event.SetSummary(line(e.Summary))
		if e.Description != "" {
			event.SetDescription(line(e.Description))
		}
		if e.URL != "" {
			event.SetURL(e.URL)
		}
		event.SetTimeTransparency(ics.TransparencyTransparent)
		event.SetStatus(ics.ObjectStatusConfirmed)
		if e.Tentative {
			event.SetStatus(ics.ObjectStatusTentative)
		}
	}
	if err := out.SerializeTo(w, ics.WithNewLineWindows); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}

// holdNothing gives a calendar without events what it has to hold: RFC 5545, section
// 3.4, wants one component at least, and programs refuse a calendar that has none.
func holdNothing(c *ics.Calendar) {
	zone := c.AddTimezone("UTC").AddStandard()
	zone.SetProperty(ics.ComponentPropertyDtStart, "19700101T000000")
	zone.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), "+0000")
	zone.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), "+0000")
}

// line is a text without the control characters that a calendar cannot hold: what
// people typed must not become a line of its own.
func line(text string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, text)
}
