// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package mail_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/mail"
)

// TestReminders_OfTheCalendar: who coordinates is reminded of what the State's
// calendar asks of the State before the day and on it. What is voluntary is never
// late, an estimate is nobody's to be reminded of, and other voices are asked for
// other things.
func TestReminders_OfTheCalendar(t *testing.T) {
	onBoth(t, func(t *testing.T, o office) {
		o.Institution(t, "foreign", heed.InstitutionCoordinating, heed.VoiceState, "KAZ")
		o.Institution(t, "network", heed.InstitutionCSO, heed.VoiceCivilSociety, "KAZ")
		o.Member(t, "zarina", heed.Coordinator, "foreign")
		o.Member(t, "murat", heed.FocalPoint, "foreign")
		o.Member(t, "nurlan", heed.Coordinator, "network")
		got := map[string]string{}
		for day := range 120 {
			o.Now = time.Date(2027, 6, 1, 12, 0, 0, 0, time.UTC).AddDate(0, 0, day)
			for _, l := range o.today(t) {
				_, body := l.Words(t)
				if !strings.Contains(body, "the mid-term report (voluntary)") || !strings.Contains(body, "https://portal.example.org/en/desk/calendar\n") {
					t.Errorf("a letter says\n%s", body)
				}
				got[string(mail.Today(o.Now))+" "+strings.TrimSuffix(l.To, "@example.org")] = subjectOf(t, l)
			}
		}
		if d := cmp.Diff(map[string]string{"2027-07-09 zarina": "Reminder: 1 due", "2027-07-20 zarina": "Reminder: 1 due", "2027-07-23 zarina": "Reminder: 1 due"}, got); d != "" {
			t.Error(d)
		}
	})
}
