// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// Who looks after the record decides on labels and puts a misreading right; no
// voice may, and the public sees both beside what was read.
func TestDesk_Record(t *testing.T) {
	p := portal.Start(t)
	p.Institution(t, "justice", heed.InstitutionMinistry, heed.VoiceState, "XVA")
	_, keeper := p.Member(t, "keeper", heed.Administrator, "")
	_, coordinator := p.Member(t, "coordinator", heed.Coordinator, "justice")
	const at = "/desk/record/XVA/2/49.1"
	for _, path := range []string{"/desk/record", at} {
		if a := coordinator.Get(path); a.Status != http.StatusForbidden {
			t.Errorf("a voice opens %s: %d", path, a.Status)
		}
	}
	queue := good(t, keeper.Get("/desk/record"), http.StatusOK)
	if !strings.Contains(queue.Body, `href="/desk/record/XVA/`) || !strings.Contains(keeper.Get("/desk").Body, `href="/desk/record"`) {
		t.Error("nothing waits, or nothing leads there")
	}
	if a := keeper.Send("/desk/record", url.Values{"form": {"go"}, "recommendation": {"XVA/2/49.1"}}); a.Header.Get("Location") != at {
		t.Errorf("opening by name: %d %s", a.Status, a.Header.Get("Location"))
	}
	if a := keeper.Send("/desk/record", url.Values{"form": {"go"}, "recommendation": {"XVA/2/4900"}}); a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, "4900") {
		t.Errorf("opening what is not there: %d", a.Status)
	}
	page := good(t, keeper.Get(at), http.StatusOK)
	name := regexp.MustCompile(`name="(label-\d+)"`).FindStringSubmatch(page.Body)
	if name == nil {
		t.Fatal("no label is proposed")
	}
	decide := url.Values{"form": {"decide"}, name[1]: {"rejected"}, "issues": {"Freedom of the press"}, "reason": {"read by a person"}}
	good(t, keeper.Send(at, decide), http.StatusSeeOther)
	good(t, keeper.Send(at, url.Values{"form": {"correct"}, "misread": {"text"}, "should": {"Ring the bells"}, "reason": {"page 7 says so"}}), http.StatusSeeOther)
	for form, says := range map[*url.Values]string{
		{"form": {"correct"}, "misread": {"states"}, "should": {"QQQ"}, "reason": {"because"}}: "QQQ",
		{"form": {"correct"}, "misread": {"text"}, "should": {"Ring the bells"}}:               "is needed",
		{"form": {"decide"}}: "",
	} {
		if a := keeper.Send(at, *form); a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, says) {
			t.Errorf("%v: %d", form, a.Status)
		}
	}
	public := p.Visitor(t).Get("/en/XVA/2/49.1")
	for _, want := range []string{"Ring the bells", "page 7 says so", "read by a person"} {
		if !strings.Contains(public.Body, want) {
			t.Errorf("the public page does not say %q", want)
		}
	}
}
