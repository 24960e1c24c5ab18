// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli_test

import (
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/store/sqlite"
)

// TestPlanImport takes a plan in over the command line, in the name of an account
// that may write it: looked at, taken in, again, changed, and with what it cannot
// take.
func TestPlanImport(t *testing.T) {
	dir := t.TempDir()
	db, sheet, mapping := filepath.Join(dir, "heed.db"), filepath.Join(dir, "plan.csv"), filepath.Join(dir, "map.toml")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(sheet, []byte(strings.TrimPrefix(text, "\n")), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	heed := func(want int, args ...string) string {
		t.Helper()
		code, said := run(append(args, "--db", db)...)
		if code != want {
			t.Fatalf("heed %v: exit code %d, not %d\n%s", args, code, want, said)
		}
		return said
	}
	says := func(said string, all ...string) {
		t.Helper()
		for _, want := range all {
			if !strings.Contains(said, want) {
				t.Errorf("not said: %q in\n%s", want, said)
			}
		}
	}
	heed(0, "institution", "add", "--id=justice", "--name=en=Ministry of Justice", "--name=ru=Министерство юстиции", "--kind=ministry", "--voice=state", "--state=XVA")
	for email, role := range map[string]string{"aida@example.org": "focal_point", "dana@example.org": "reader"} {
		link, _, _ := strings.Cut(heed(0, "user", "add", "--email="+email, "--name=A", "--role="+role, "--institution=justice"), "\n")
		join(t, db, path.Base(link))
	}
	write(`
№;Что сделать;Ответственный исполнитель;Срок
1;Принять закон;Министерство юстиции;31.12.2026
2;Обучить судей;МВД;скоро
`)
	plan := func(want int, more ...string) string {
		t.Helper()
		return heed(want, append([]string{"plan", "import", sheet, "--as=aida@example.org"}, more...)...)
	}
	says(plan(2), "No column is known as that of the measures", "№, Что сделать, Ответственный исполнитель, Срок")
	says(plan(3, "--map=title=Что сделать", "--save-mapping="+mapping, "--dry-run"),
		"Row 2: new: Принять закон", "Row 3: cannot be taken", "“МВД” is no institution", "“скоро” is no day", "new: 1", `lead="Ответственный исполнитель"`, "Dry run: nothing was written")
	says(heed(1, "plan", "import", sheet, "--as=dana@example.org", "--mapping="+mapping), "may not")
	says(heed(1, "plan", "import", sheet, "--as=nobody@example.org", "--mapping="+mapping), "no such account")
	if said := plan(3, "--mapping="+mapping); !strings.Contains(said, "new: 1") || strings.Contains(said, "Dry run") {
		t.Error(said)
	}
	says(plan(3, "--mapping="+mapping), "new: 0", "unchanged: 1")
	write(`
№;Что сделать;Ответственный исполнитель;Срок
1;Принять закон;Министерство юстиции;I квартал 2027
2;Обучить судей;justice;постоянно
`)
	says(plan(0, "--mapping="+mapping, "--set=kind=training"), "Row 2: changed: Принять закон", `due: "2026-12-31" -> "2027-03-31"`, "Row 3: new: Обучить судей")
	says(plan(2, "--mapping="+mapping, "--map=titel=x"), "titel", "number, title")
	says(plan(2, "--sheet=Two", "--mapping="+mapping), "Two")
	says(heed(2, "plan", "import", filepath.Join(dir, "none.csv"), "--as=aida@example.org"), "none.csv")
	says(heed(0, "verify"), "Everything verifies")
	wrote(t, db, "aida@example.org", "plan.csv", "over the command line", "nobody signed in for it")
}

// wrote holds the history of all measures against who wrote them, and by which door.
func wrote(t *testing.T, db, email string, door ...string) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	account, err := app.New(app.Config{Store: s}).AccountByEmail(t.Context(), email)
	if err != nil {
		t.Fatal(err)
	}
	measures := 0
	if err := s.View(t.Context(), func(in find.Source) error {
		return in.Versions(t.Context(), 0, func(v heed.Version) error {
			if v.Kind != heed.SubjectMeasure {
				return nil
			}
			measures++
			if v.Author != account.Pseudonym {
				t.Errorf("version %d of %s is by %s", v.Number, v.ID, v.Author)
			}
			for _, word := range door {
				if !strings.Contains(v.Note, word) {
					t.Errorf("the history does not say %q: %s", word, v.Note)
				}
			}
			return nil
		})
	}); err != nil || measures != 3 {
		t.Errorf("%d versions of measures, %v", measures, err)
	}
}

// join takes an invitation up, as its page would.
func join(t *testing.T, db, token string) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if _, err := app.New(app.Config{Store: s}).Accept(t.Context(), token); err != nil {
		t.Fatal(err)
	}
}
