// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package export_test

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/emersion/go-ical"
	"pgregory.net/rapid"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
)

var made = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

// written writes a calendar and reads it back by another library, which holds it to
// what each component must have.
func written(t interface{ Fatal(...any) }, c export.Calendar) (string, []ical.Event) {
	var b bytes.Buffer
	if err := c.ICS(&b); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	back, err := ical.NewDecoder(&b).Decode()
	if err != nil {
		t.Fatal(err, text)
	}
	if len(c.Events) > 0 {
		if err := ical.NewEncoder(&bytes.Buffer{}).Encode(back); err != nil {
			t.Fatal(err, text)
		}
	}
	return text, back.Events()
}

// A calendar says what it should in all-day events that keep nobody busy, by
// RFC 5545: lines end and fold as it has them, the end of an event is the first
// day after it, and the end of a day is no moment of anybody's clock.
func TestCalendar_ICS(t *testing.T) {
	c := export.Calendar{Name: "Календарь: Вельдания", At: made, Events: []export.Event{
		{UID: "XVA-4-review@heed.example", From: "2029-10-01", To: "2030-02-28", Summary: "Обзор, 4-й цикл; ожидается", Description: "Session 62:\nno day, yet\\", URL: "https://heed.example/calendar/XVA", Tentative: true},
		{UID: "one@heed.example", From: "2028-02-29", To: "2028-02-29", Summary: strings.Repeat("өте ұзақ атау ", 20)},
		{UID: "none@heed.example", From: "soon", Summary: "never"},
	}}
	text, events := written(t, c)
	for _, want := range []string{
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "DTSTART;VALUE=DATE:20291001\r\n", "DTEND;VALUE=DATE:20300301\r\n", "DTSTART;VALUE=DATE:20280229\r\n", "DTEND;VALUE=DATE:20280301\r\n",
		"DTSTAMP:20261123T000000Z\r\n", "TRANSP:TRANSPARENT\r\n", "STATUS:TENTATIVE\r\n", "STATUS:CONFIRMED\r\n", "REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n", "END:VCALENDAR\r\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if len(events) != 2 {
		t.Fatalf("%d events", len(events))
	}
	for i, e := range events {
		want := c.Events[i]
		summary, _ := e.Props.Text(ical.PropSummary)
		uid, _ := e.Props.Text(ical.PropUID)
		description, _ := e.Props.Text(ical.PropDescription)
		start, err := e.DateTimeStart(time.UTC)
		if summary != want.Summary || uid != want.UID || description != want.Description || err != nil || start.Format(time.DateOnly) != string(want.From) {
			t.Errorf("%q %q %q %v %v, want %+v", summary, uid, description, start, err, want)
		}
	}
}

// A calendar without events still holds one component, as RFC 5545 (3.4) wants it.
func TestCalendar_ICSWithoutEvents(t *testing.T) {
	text, events := written(t, export.Calendar{Name: "x", At: made})
	if len(events) != 0 || !strings.Contains(text, "BEGIN:VTIMEZONE\r\nTZID:UTC\r\nBEGIN:STANDARD\r\n") || !strings.Contains(text, "DTSTART:19700101T000000\r\n") {
		t.Errorf("%d events in\n%s", len(events), text)
	}
}

// Whatever the words, they come back whole but for control characters, and no line is longer than 75 bytes
// or cut within a letter.
func TestCalendar_ICSHoldsAnyWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.StringOfN(rapid.RuneFrom([]rune("aбқ中ع𝄞 ,;:\\\"'<>\n\r\x00-")), 1, 200, -1).Draw(t, "words")
		text, events := written(t, export.Calendar{Name: "x", At: made, Events: []export.Event{{UID: "a@b", From: heed.Date("2028-01-01"), To: "2028-01-02", Summary: words}}})
		for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
			if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
				t.Fatalf("a line of %d bytes: %q", len(line), line)
			}
		}
		if got, err := events[0].Props.Text(ical.PropSummary); err != nil || got != strings.NewReplacer("\r", "", "\x00", "").Replace(words) {
			t.Fatalf("%q came back as %q: %v", words, got, err)
		}
	})
}
