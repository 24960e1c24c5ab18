// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/audit"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/store"
	"github.com/heed-upr/heed/internal/testkit"
)

// harm is a change of one column past Heed. Key is the problem that verify has to
// name, and names a word that has to be among its arguments.
type harm struct {
	set        string // what the column becomes
	key, names string
	arg        []byte // for $1
}

// harms are all columns of all tables, but for those that outside names.
var harms = map[string]harm{
	"documents.digest":  {`'x' || digest`, "problem.misfiled", "documents", nil},
	"documents.arrival": {`-arrival`, "problem.order", "a.txt", nil},
	"documents.body":    {`replace(body, '"symbol":""', '"symbol":"A/HRC/1/2"')`, "problem.document", "symbol", nil},
	"documents.layout":  {`$1`, "problem.layout", "a.txt", packed("other lines")},

	"readings.digest": {`'x' || digest`, "problem.misfiled", "readings", nil},
	"readings.seq":    {`-seq`, "problem.reading", "b.txt", nil},
	"readings.state":  {`'x' || state`, "problem.misfiled", "readings", nil},
	"readings.cycle":  {`cycle + 1000`, "problem.misfiled", "readings", nil},
	"readings.facts":  {`replace(facts, 'Adopt', 'Forget')`, "problem.reading", "a.txt", nil},

	"reviews.state":    {`'x' || state`, "problem.misfiled", "reviews", nil},
	"reviews.cycle":    {`cycle + 1000`, "problem.misfiled", "reviews", nil},
	"reviews.body":     {`replace(body, '"findings":[', '"findings":[{"code":"x"},')`, "problem.record", "XVA/2", nil},
	"reviews.revision": {`'x' || revision`, "problem.misfiled", "revision", nil},

	"recommendations.state":    {`'x' || state`, "problem.misfiled", "recommendations", nil},
	"recommendations.cycle":    {`cycle + 1000`, "problem.misfiled", "recommendations", nil},
	"recommendations.seq":      {`-seq`, "problem.record", "XVA/2", nil},
	"recommendations.ref":      {`'x' || ref`, "problem.misfiled", "ref", nil},
	"recommendations.position": {`'supported'`, "problem.misfiled", "position", nil},
	"recommendations.body":     {`replace(body, 'Adopt', 'Forget')`, "problem.record", "XVA/2", nil},

	"corrections.entry": {`entry + 1000`, "problem.misfiled", "corrections", nil},
	"corrections.state": {`'x' || state`, "problem.misfiled", "corrections", nil},
	"corrections.cycle": {`cycle + 1000`, "problem.misfiled", "corrections", nil},
	"corrections.ref":   {`'x' || ref`, "problem.misfiled", "corrections", nil},
	"corrections.body":  {`replace(body, 'so it says', 'so I say')`, "problem.correction", "49.1", nil},

	"label_decisions.entry": {`entry + 1000`, "problem.misfiled", "label_decisions", nil},
	"label_decisions.state": {`'x' || state`, "problem.misfiled", "label_decisions", nil},
	"label_decisions.cycle": {`cycle + 1000`, "problem.misfiled", "label_decisions", nil},
	"label_decisions.ref":   {`'x' || ref`, "problem.misfiled", "label_decisions", nil},
	"label_decisions.body":  {`replace(body, 'rejected', 'confirmed')`, "problem.decision", "49.1", nil},

	"translations.entry": {`entry + 1000`, "problem.misfiled", "translations", nil},
	"translations.state": {`'x' || state`, "problem.misfiled", "translations", nil},
	"translations.cycle": {`cycle + 1000`, "problem.misfiled", "translations", nil},
	"translations.ref":   {`'x' || ref`, "problem.misfiled", "translations", nil},
	"translations.body":  {`replace(body, 'a gazette', 'the Ministry')`, "problem.translation", "49.1", nil},

	"annotations.seq":          {`seq + 1000`, "problem.misfiled", "annotations", nil},
	"annotations.id":           {`'x' || id`, "problem.index", "", nil},
	"annotations.revision":     {`$1`, "problem.index", "", bytes.Repeat([]byte{1}, 16)},
	"annotations.body":         {`replace(body, 'two', 'three')`, "problem.index", "", nil},
	"annotations_gone.seq":     {`seq + 1000`, "problem.misfiled", "annotations", nil},
	"annotation_imports.entry": {`entry + 1000`, "problem.misfiled", "annotation_imports", nil},
	"annotation_imports.body":  {`replace(body, '"records":', '"records":1')`, "problem.index", "", nil},

	"versions.entry":  {`entry + 1000`, "problem.misfiled", "versions", nil},
	"versions.kind":   {`'x' || kind`, "problem.misfiled", "versions", nil},
	"versions.id":     {`'x' || id`, "problem.misfiled", "versions", nil},
	"versions.number": {`number + 1000`, "problem.misfiled", "versions", nil},
	"versions.body":   {`replace(body, 'Justice', 'Injustice')`, "problem.version", "institution/justice", nil},

	"accounts.id":        {`'x' || id`, "problem.misfiled", "accounts", nil},
	"accounts.pseudonym": {`'x' || pseudonym`, "problem.misfiled", "accounts", nil},
	"accounts.email":     {`'x' || email`, "problem.misfiled", "accounts", nil},
	"accounts.body":      {`replace(body, '"role":"reader"', '"role":"coordinator"')`, "problem.account_role", "coordinator", nil},

	"secrets.account": {`'x' || account`, "problem.account_person", "", nil},
	"secrets.kind":    {`'passkey'`, "problem.account_person", "", nil},
	"secrets.name":    {`'x' || name`, "problem.account_person", "", nil},
	"secrets.at":      {`replace(at, '202', '201')`, "problem.account_person", "", nil},
	"secrets.body":    {`$1`, "problem.account_person", "", []byte(`{"mine":1}`)},

	"invitations.token":   {`'x' || token`, "problem.misfiled", "invitations", nil},
	"invitations.expires": {`expires + 1000`, "problem.misfiled", "invitations", nil},
	"invitations.body":    {`replace(body, '"role":"reader"', '"role":"coordinator"')`, "problem.invitation_unknown", "coordinator", nil},

	"log_entries.position":   {`position + 1000`, "problem.log", "", nil},
	"log_entries.kind":       {`replace(kind, 'import', 'index')`, "problem.log", "", nil},
	"log_entries.at":         {`replace(at, '202', '201')`, "problem.log", "", nil},
	"log_entries.role":       {`'reader'`, "problem.log", "", nil},
	"log_entries.commitment": {`$1`, "problem.log", "", bytes.Repeat([]byte{1}, 32)},
	"log_entries.tombstone":  {`'{"reason":"so"}'`, "problem.tombstone", "", nil},
	"log_contents.position":  {`position + 1000`, "problem.log", "", nil},
	"log_contents.nonce":     {`$1`, "problem.log", "", bytes.Repeat([]byte{1}, 32)},
	"log_contents.content":   {`$1`, "problem.log", "", []byte(`{}`)},
	"log_hashes.idx":         {`-idx`, "problem.log", "", nil},
	"log_hashes.hash":        {`$1`, "problem.log", "", bytes.Repeat([]byte{1}, 32)},
}

// outside are the tables that verify does not hold, and why.
var outside = map[string]string{
	"sessions":         "who is signed in; it ends by itself, and who restores a store signs in anew",
	"letters":          "letters on their way; they hold no words",
	"reminders":        "who was reminded of what; the worst is a letter too many or too few",
	"feed_looks":       "when feeds were looked at; nobody decided that",
	"goose_db_version": "the form of the store, which the engine looks at when it opens",
}

func packed(text string) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = w.Write([]byte(text))
	_ = w.Close()
	return out.Bytes()
}

// twice reads a document as one that speaks of two reviews, with two
// recommendations each, so that an order of theirs can be harmed.
func twice(d *doc.Document, hint heed.ReviewID) []heed.Facts {
	var out []heed.Facts
	for cycle := range 2 {
		hint.Cycle = 2 + cycle
		f := facts(d, hint)[0]
		second := f.Recommendations[0]
		second.Ref = "49.2"
		f.Recommendations = append(f.Recommendations, second)
		out = append(out, f)
	}
	return out
}

// furnish puts a row into every table that verify holds.
func (h house) furnish(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	h.Extract = twice
	h.take(t, app.ImportOptions{}, input("b.txt", "Adopt a second law"))
	h.ministry(t)
	if _, err := h.Correct(ctx, operator, heed.Correction{Review: review, Ref: "49.1", Field: heed.FieldText, Should: "Adopt it", Reason: "so it says"}); err != nil {
		t.Fatal(err)
	}
	if err := h.Decide(ctx, operator, rec491, []heed.LabelDecision{{Kind: heed.LabelIssue, Label: "Justice", Verdict: heed.Rejected}}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.TranslateRecord(ctx, operator, []heed.Translation{kazakh()}); err != nil {
		t.Fatal(err)
	}
	h.takeIndex(t, exported("a=one b=two"))
	h.takeIndex(t, exported("a=another b=two"))
	token := h.invited(t, "a@example.org")
	if _, err := h.Accept(ctx, token, heed.Secret{Kind: heed.SecretPassword, Body: []byte(`{"sum":1}`)}); err != nil {
		t.Fatal(err)
	}
	h.invited(t, "b@example.org")
}

// invited invites a reader into the Ministry of Justice.
func (h house) invited(t *testing.T, email string) string {
	t.Helper()
	token, err := h.Invite(t.Context(), operator, app.Newcomer{Name: "Aida", Email: email, Role: heed.Reader, Institution: "justice"})
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// columns lists the columns of a database, "table.column".
func columns(t *testing.T, db *sql.DB, driver string) []string {
	t.Helper()
	query := `SELECT m.name || '.' || c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'`
	if driver == "pgx" {
		query = `SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public'`
	}
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var out []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		out = append(out, name)
	}
	if err := rows.Err(); err != nil || len(out) == 0 {
		t.Fatalf("%d columns, %v", len(out), err)
	}
	return out
}

// Whatever column of whatever table is changed past Heed, verify names it, and what
// it does not hold is said here. A new column fails this until it is in one or the
// other.
func TestVerify_EveryColumn(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		h.furnish(t)
		h.entries(t) // all of it verifies
		db := h.database(t)
		if h.driver == "pgx" { // rows that others name can be changed too
			if _, err := db.ExecContext(t.Context(), `SET session_replication_role = replica`); err != nil {
				t.Fatal(err)
			}
		}
		page, err := os.ReadFile(filepath.Join(testkit.Root(), "docs", "reference", "verify.md"))
		if err != nil {
			t.Fatal(err)
		}
		done := 0
		for _, name := range columns(t, db, h.driver) {
			table, column, _ := strings.Cut(name, ".")
			if !strings.Contains(string(page), "`"+table+"`") && table != "goose_db_version" {
				t.Errorf("docs/reference/verify.md does not say what holds %s", table)
			}
			if outside[table] != "" {
				continue
			}
			change, ok := harms[name]
			if !ok {
				t.Errorf("%s: nobody has said whether verify holds it", name)
				continue
			}
			done++
			h.harmed(t, db, table, column, change)
		}
		if done != len(harms) {
			t.Errorf("%d columns were changed, of %d", done, len(harms))
		}
	})
}

// harmed changes a column, verifies, and puts back what was there.
func (h house) harmed(t *testing.T, db *sql.DB, table, column string, change harm) {
	t.Helper()
	run := func(statement string, args ...any) int64 {
		t.Helper()
		r, err := db.ExecContext(context.WithoutCancel(t.Context()), statement, args...)
		if err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
		n, _ := r.RowsAffected()
		return n
	}
	run(`CREATE TABLE saved AS SELECT * FROM ` + table)
	defer func() {
		run(`DELETE FROM ` + table)
		run(`INSERT INTO ` + table + ` SELECT * FROM saved`)
		run(`DROP TABLE saved`)
	}()
	var args []any
	if change.arg != nil {
		args = append(args, change.arg)
	}
	if n := run(`UPDATE `+table+` SET `+column+` = `+change.set, args...); n == 0 {
		t.Errorf("%s.%s: there is no row", table, column)
	}
	r, err := h.Verify(t.Context(), operator)
	if err != nil {
		t.Errorf("%s.%s: %v", table, column, err)
	}
	if !slices.ContainsFunc(r.Problems, func(p app.Problem) bool {
		return p.Key == change.key && (change.names == "" || slices.ContainsFunc(p.Args, func(a string) bool { return strings.Contains(a, change.names) }))
	}) {
		t.Errorf("%s.%s: %+v, wanted %s %s", table, column, r.Problems, change.key, change.names)
	}
}

// What becomes of accounts past Heed is named by their pseudonyms.
func TestVerify_Accounts(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
	h.furnish(t)
	var pseudonym string
	if err := h.store.People(t.Context(), func(p store.People) error {
		of, err := p.AccountByEmail(t.Context(), "a@example.org")
		pseudonym = of.Pseudonym
		return err
	}); err != nil {
		t.Fatal(err)
	}
	db := h.database(t)
	for name, c := range map[string]struct {
		statement string
		want      app.Problem
	}{
		"raised":    {`UPDATE accounts SET body = replace(body, 'reader', 'coordinator')`, app.Problem{Key: "problem.account_role", Args: []string{"Account", pseudonym, "Store", "coordinator", "Log", "reader", "Entry", "9"}}},
		"moved":     {`UPDATE accounts SET body = replace(body, 'justice', 'mfa')`, app.Problem{Key: "problem.account_place", Args: []string{"Account", pseudonym, "Store", "state XVA mfa", "Log", "state XVA justice", "Entry", "9"}}},
		"voice":     {`UPDATE accounts SET body = replace(body, ':"state"', ':"nhri"')`, app.Problem{Key: "problem.account_place", Args: []string{"Account", pseudonym, "Store", "nhri XVA justice", "Log", "state XVA justice", "Entry", "9"}}},
		"suspended": {`UPDATE accounts SET body = replace(body, '"role"', '"suspended":true,"role"')`, app.Problem{Key: "problem.account_suspended", Args: []string{"Account", pseudonym, "Store", "true", "Log", "false", "Entry", "9"}}},
		"gone":      {`DELETE FROM accounts`, app.Problem{Key: "problem.account_missing", Args: []string{"Account", pseudonym, "Entry", "9"}}},
		"put in":    {`INSERT INTO accounts SELECT 'z', 'mallory', 'z@example.org', '{"id":"z","pseudonym":"mallory","email":"z@example.org","role":"administrator"}' FROM reviews WHERE cycle = 2`, app.Problem{Key: "problem.account_unknown", Args: []string{"Account", "mallory", "Role", "administrator"}}},
		"renamed":   {`UPDATE accounts SET body = replace(body, 'Aida', 'Berik')`, app.Problem{Key: "problem.account_person", Args: []string{"Account", pseudonym, "Entry", "9"}}},
	} {
		t.Run(name, func(t *testing.T) {
			tx, err := db.BeginTx(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := tx.ExecContext(t.Context(), `CREATE TABLE saved AS SELECT * FROM accounts`); err != nil {
				t.Fatal(err)
			}
			if _, err := tx.ExecContext(t.Context(), c.statement); err != nil {
				t.Fatal(err)
			}
			if err := tx.Commit(); err != nil {
				t.Fatal(err)
			}
			r, err := h.Verify(t.Context(), operator)
			if err != nil || !slices.ContainsFunc(r.Problems, func(p app.Problem) bool { return p.Key == c.want.Key && slices.Equal(p.Args, c.want.Args) }) {
				t.Errorf("%+v, %v", r.Problems, err)
			}
			for _, statement := range []string{`DELETE FROM accounts`, `INSERT INTO accounts SELECT * FROM saved`, `DROP TABLE saved`} {
				if _, err := db.ExecContext(t.Context(), statement); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
	h.entries(t)
}

// Somebody who joins by an invitation that was changed past Heed is named, although
// the log then says what the invitation said.
func TestVerify_ChangedInvitation(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		h.ministry(t)
		token := h.invited(t, "a@example.org")
		h.behind(t, `UPDATE invitations SET body = replace(body, '"role":"reader"', '"role":"coordinator"')`)
		of, err := h.Accept(t.Context(), token)
		if err != nil {
			t.Fatal(err)
		}
		r, err := h.Verify(t.Context(), operator)
		if err != nil || len(r.Problems) != 1 || r.Problems[0].Key != "problem.invitation" || r.Problems[0].Args[1] != "coordinator" {
			t.Errorf("%+v, %v", r.Problems, err)
		}
		if err := h.Erase(t.Context(), operator, 3, "so that the rest can be looked at"); err != nil { // the joining
			t.Fatal(err)
		}
		if err := h.Forget(t.Context(), operator, of.ID); err != nil {
			t.Fatal(err)
		}
	})
}

// Who has an account and is invited to choose anew how they sign in stays who they
// were, until they do.
func TestVerify_InvitedAnew(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		h.ministry(t)
		of, err := h.Accept(t.Context(), h.invited(t, "a@example.org"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.Renew(t.Context(), operator, of.ID); err != nil {
			t.Fatal(err)
		}
		verified := func() []app.Problem {
			t.Helper()
			r, err := h.Verify(t.Context(), operator)
			if err != nil {
				t.Fatal(err)
			}
			return r.Problems
		}
		if got := verified(); len(got) != 0 {
			t.Errorf("%+v", got)
		}
		h.behind(t, `UPDATE accounts SET body = replace(body, '"name":"', '"name":"x')`)
		if got := verified(); len(got) != 1 || got[0].Key != "problem.account_person" {
			t.Errorf("somebody else has the account: %+v", got)
		}
		h.behind(t, `UPDATE accounts SET body = replace(body, '"name":"x', '"name":"')`)
	})
}

// Who is invited anew may change role meanwhile: neither that the invitation is taken
// back nor that it is taken up raises an alarm then. That it opens another account does.
func TestVerify_InvitedAnewAndMoved(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		h.ministry(t)
		of, err := h.Accept(t.Context(), h.invited(t, "a@example.org"))
		if err != nil {
			t.Fatal(err)
		}
		renewed := func() string {
			t.Helper()
			token, err := h.Renew(t.Context(), operator, of.ID)
			if err != nil {
				t.Fatal(err)
			}
			return token
		}
		becomes := func(role heed.Role) {
			t.Helper()
			if err := h.Reassign(t.Context(), operator, of.ID, role, "justice"); err != nil {
				t.Fatal(err)
			}
		}
		back := renewed()
		becomes(heed.Contributor)
		if err := h.TakeBack(t.Context(), operator, app.Hashed(back)); err != nil {
			t.Fatal(err)
		}
		h.entries(t) // taken back
		up := renewed()
		becomes(heed.FocalPoint)
		if _, err := h.Accept(t.Context(), up); err != nil {
			t.Fatal(err)
		}
		h.entries(t) // taken up
		other, err := h.Accept(t.Context(), h.invited(t, "b@example.org"))
		if err != nil {
			t.Fatal(err)
		}
		up = renewed()
		h.behind(t, `UPDATE invitations SET body = replace(body, $1, $2)`, string(of.ID), string(other.ID))
		if _, err := h.Accept(t.Context(), up); err != nil {
			t.Fatal(err)
		}
		if r, err := h.Verify(t.Context(), operator); err != nil || len(r.Problems) != 1 || r.Problems[0].Key != "problem.invitation" {
			t.Errorf("an invitation that opens another account: %+v, %v", r.Problems, err)
		}
		if err := h.Erase(t.Context(), operator, 13, "so that the rest can be looked at"); err != nil { // the signing in anew
			t.Fatal(err)
		}
	})
}

// Entries that are as they were before the log held layouts, and who has an account,
// raise no alarm; what they do say is held.
func TestVerify_EntriesOfBefore(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		h.ministry(t)
		h.enrol(t, clerk) // as it was written before
		d := doc.Document{Format: "txt", Paragraphs: []doc.Paragraph{{Text: "Adopt a third law"}}}
		layout, err := doc.Encode(&d)
		if err != nil {
			t.Fatal(err)
		}
		all := facts(&d, heed.ReviewID{})
		digest, err := h.Files.Put([]byte("Adopt a third law"))
		if err != nil {
			t.Fatal(err)
		}
		all[0].Document.Digest, all[0].Document.Name, all[0].Document.Reader = digest, "c.txt", "1"
		body, err := audit.Canonical(all)
		if err != nil {
			t.Fatal(err)
		}
		if err := h.store.Update(t.Context(), func(tx store.Tx) error {
			if err := tx.PutReading(t.Context(), find.Reading{Facts: all, Layout: layout}); err != nil {
				return err
			}
			e, err := audit.NewEntry(heed.EntryImport, heed.Operator, noon, map[string]any{"manifest": heed.DigestOf([]byte(digest + "\n")), "documents": []heed.Digest{digest}, "readings": []heed.Digest{heed.DigestOf(body)}, "reader": "1"})
			if err == nil {
				_, err = tx.Append(t.Context(), e)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		h.entries(t)
		h.behind(t, `UPDATE accounts SET body = replace(body, 'clerk@', 'clark@'), email = 'clark@example.org'`)
		h.behind(t, `UPDATE documents SET layout = $1 WHERE arrival = 2`, packed("other lines"))
		h.entries(t) // nobody can tell
		h.behind(t, `UPDATE accounts SET body = replace(body, 'contributor', 'coordinator')`)
		h.behind(t, `UPDATE documents SET body = replace(body, '"symbol":""', '"symbol":"A/HRC/1/2"') WHERE arrival = 2`)
		var got []string
		r, err := h.Verify(t.Context(), operator)
		for _, p := range r.Problems {
			got = append(got, p.Key+" "+p.Args[1])
		}
		if want := []string{"problem.document c.txt", "problem.account_role clerk"}; err != nil || !slices.Equal(got, want) {
			t.Errorf("%v, %v, wanted %v", got, err, want)
		}
		h.behind(t, `UPDATE accounts SET body = replace(body, 'coordinator', 'contributor')`)
		h.behind(t, `UPDATE documents SET body = replace(body, '"symbol":"A/HRC/1/2"', '"symbol":""') WHERE arrival = 2`)
	})
}
