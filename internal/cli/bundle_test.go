// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/store/sqlite"
	"github.com/heed-upr/heed/internal/testkit/specimen"
)

// Two installations on one machine: an organisation's writes a file, that of the
// State takes it in.
func TestBundle(t *testing.T) {
	dir := t.TempDir()
	ngo, state, file := filepath.Join(dir, "ngo.db"), filepath.Join(dir, "state.db"), filepath.Join(dir, "ngo.bundle")
	for _, d := range specimen.Documents() {
		write(t, filepath.Join(dir, "specimen", d.Name), d.Data)
	}
	for _, db := range []string{ngo, state} {
		if code, out := run("import", filepath.Join(dir, "specimen"), "--db="+db); code != 0 && code != 3 {
			t.Fatalf("%d\n%s", code, out)
		}
	}
	if code, out := run("institution", "add", "--id=river", "--name=en=River Network", "--kind=cso", "--vouched=Register, No. 7", "--voice=civil_society", "--state=XVA", "--db="+ngo); code != 0 {
		t.Fatalf("%d\n%s", code, out)
	}
	if code, out := run("bundle", "make", file, "--voice=civil_society", "--state=XVA", "--db="+ngo); code == 0 || !strings.Contains(out, "Nothing of this voice is published") {
		t.Errorf("nothing to share: %d\n%s", code, out)
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("a file that is none was left behind")
	}
	assess(t, ngo)
	code, out := run("bundle", "make", file, "--voice=civil_society", "--state=XVA", "--db="+ngo)
	key := regexp.MustCompile(`heed-log-\S+`).FindString(out)
	if code != 0 || key == "" || !strings.Contains(out, "assessment: 1") {
		t.Fatalf("%d\n%s", code, out)
	}
	if code, out := run("verify", "--db="+ngo); code != 0 {
		t.Errorf("%d\n%s", code, out)
	}
	take := func(want string, code int, more ...string) {
		t.Helper()
		got, out := run(append([]string{"bundle", "take", file, "--key=" + key, "--db=" + state}, more...)...)
		if got != code || !strings.Contains(out, want) {
			t.Errorf("%v: %d\n%s", more, got, out)
		}
	}
	take("Nothing was changed.", 0, "--voice=civil_society", "--dry-run")
	take("another voice", 2, "--voice=state")
	take("2 new, 0 changed, 0 unchanged, 0 withdrawn", 0, "--voice=civil_society")
	take("0 new, 0 changed, 2 unchanged, 0 withdrawn", 0, "--voice=civil_society")
	forged(t, dir, map[string]string{ngo: "speaks for an institution here", state: "speaks for an institution here"})
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	write(t, file, []byte(strings.Replace(string(data), "Nobody answers", "Nobody answered", 1)))
	take("changed after it was signed", 2, "--voice=civil_society")
	if code, out := run("verify", "--db="+state); code != 0 {
		t.Errorf("%d\n%s", code, out)
	}
}

// forged has somebody with another key speak in the name of the organisation, whom
// nobody believes: neither where it was entered nor where it came by its own key, nor
// where nobody knows it.
func forged(t *testing.T, dir string, known map[string]string) {
	t.Helper()
	db, empty, file := filepath.Join(dir, "forger.db"), filepath.Join(dir, "empty.db"), filepath.Join(dir, "forged.bundle")
	for _, db := range []string{db, empty} {
		if code, out := run("import", filepath.Join(dir, "specimen"), "--db="+db); code != 0 && code != 3 {
			t.Fatalf("%d\n%s", code, out)
		}
	}
	assess(t, db)
	code, out := run("bundle", "make", file, "--voice=civil_society", "--state=XVA", "--db="+db)
	key := regexp.MustCompile(`heed-log-\S+`).FindString(out)
	if code != 0 || key == "" {
		t.Fatalf("%d\n%s", code, out)
	}
	known[empty] = "0 new, 0 changed, 0 unchanged, 0 withdrawn"
	for db, want := range known {
		_, out := run("bundle", "take", file, "--key="+key, "--voice=civil_society", "--db="+db)
		if !strings.Contains(out, want) || !strings.Contains(out, "assessment/") || !strings.Contains(out, "river") {
			t.Errorf("%s\n%s", db, out)
		}
	}
}

// assess publishes an assessment of the organisation.
func assess(t *testing.T, db string) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	a := app.New(app.Config{Store: s, Now: time.Now, KnownState: func(heed.StateCode) bool { return true }})
	who := heed.Actor{Pseudonym: "one", Role: heed.FocalPoint, Side: heed.Side{Voice: heed.VoiceCivilSociety, State: "XVA", Institution: "river"}}
	said := heed.Assessment{
		Recommendation: heed.RecID{Review: heed.ReviewID{State: "XVA", Cycle: 3}, Ref: "51.6"}, Progress: heed.NotStarted, Reasons: "Nobody answers complaints.",
		Confidence: heed.ConfidenceHigh, AsOf: "2026-11-01",
	}
	done, err := a.Write(t.Context(), who, app.Change{Body: said, Submit: true})
	if err != nil {
		t.Fatal(err)
	}
	for i, to := range []heed.Step{heed.StepReviewed, heed.StepPublished} {
		if err := a.Move(t.Context(), who, app.Move{Subject: done[0].Subject, Base: i + 1, To: to}); err != nil {
			t.Fatal(err)
		}
	}
}
