// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/claim"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/i18n"
	"github.com/heed-upr/heed/internal/refdata"
)

type claimsCommand struct {
	storing
	reading
	File    string `arg:"" help:"The source: text, HTML, PDF or Word; - is the standard input, as text."`
	State   string `required:"" placeholder:"KAZ" help:"The State that the source is about, by its name or its code of three letters."`
	Date    string `placeholder:"2025-02-03" help:"The day of the source; today, if it is not given."`
	Reviews bool   `help:"Also hold it against the reviews of the store: how many delegations spoke."`
	Format  string `enum:"text,json" default:"text" help:"text for people; json for an object a line."`
}

// Run prints what a source claims of a State, beside what the record says.
func (c claimsCommand) Run(g *globals) error {
	state, err := stateMeant(c.State)
	if err != nil {
		return err
	}
	day, err := c.day(time.Now())
	if err != nil {
		return err
	}
	text, err := c.text(g)
	if err != nil {
		return err
	}
	known := claim.Context{Date: day}
	if c.Reviews {
		if err := c.existing(g, func(h *house) error {
			known, err = find.New(h.store).ClaimContext(g.ctx, heed.Viewer{}, state, day)
			return err
		}); err != nil {
			return err
		}
	}
	found, read := find.ClaimsIn(text, state, known)
	if !read {
		return &heed.Error{Code: heed.CodeUnreadable, Op: "cli.claims", Key: "error.claims_language"}
	}
	return c.print(g, found, day)
}

// stateMeant gives the State of a code or of a name, CodeInvalid for anything else.
func stateMeant(given string) (heed.StateCode, error) {
	if code := heed.StateCode(strings.ToUpper(given)); refdata.Known(code) {
		return code, nil
	}
	if code, ok := refdata.StateByName(given); ok {
		return code, nil
	}
	return "", &heed.Error{Code: heed.CodeInvalid, Op: "cli.claims", Key: "error.claims_state", Args: []string{"Given", given}}
}

// ahead is how far the day is ahead of that in UTC where it is latest.
const ahead = 14 * time.Hour

// day is that of the source, CodeInvalid where it is none or has not come yet anywhere.
func (c claimsCommand) day(now time.Time) (heed.Date, error) {
	day := heed.Date(c.Date)
	switch {
	case day == "":
		return heed.Date(now.UTC().Format(time.DateOnly)), nil
	case !day.Valid():
		return "", &heed.Error{Code: heed.CodeInvalid, Op: "cli.claims", Key: "error.field_date", Args: []string{"Field", "date", "Given", c.Date}}
	case string(day) > now.UTC().Add(ahead).Format(time.DateOnly):
		return "", &heed.Error{Code: heed.CodeInvalid, Op: "cli.claims", Key: "error.field_future", Args: []string{"Field", "date", "Given", c.Date}}
	}
	return day, nil
}

// text reads the source.
func (c claimsCommand) text(g *globals) (string, error) {
	if c.File == "-" {
		data, err := io.ReadAll(io.LimitReader(g.in, int64(c.MaxFileSize)))
		return string(data), err
	}
	data, _, _, err := app.Load(app.Input{Name: c.File, Open: func() (io.ReadCloser, error) { return os.Open(c.File) }}, int64(c.MaxFileSize))
	if err != nil {
		return "", err
	}
	if data == nil {
		return "", heed.Unreadable("cli.claims", heed.OutcomeTooLarge, nil)
	}
	pool, err := c.pool()
	if err != nil {
		return "", err
	}
	defer func() { _ = pool.Close() }()
	switch strings.ToLower(filepath.Ext(c.File)) {
	case ".txt", ".md", "":
		return strings.ToValidUTF8(string(data), ""), nil
	case ".html", ".htm":
		_, text, err := pool.Text(g.ctx, data, "text/html")
		return text, err
	}
	d, err := pool.Read(g.ctx, data)
	if err != nil {
		return "", err
	}
	return d.Text(), nil
}

func (c claimsCommand) print(g *globals, found []find.FoundClaim, day heed.Date) error {
	words := i18n.For("en")
	for _, f := range found {
		if c.Format == "json" {
			if err := json.NewEncoder(g.out).Encode(f); err != nil {
				return err
			}
			continue
		}
		subject := f.Subject
		if i, _ := refdata.InstrumentByKey(refdata.InstrumentKey(subject)); i.Kind == refdata.InstrumentTreaty {
			subject = i.Name("en")
		} else {
			subject = words.T("claim.subject." + subject)
		}
		g.printf("%s, %s: %s\n  %q (%s)\n", f.State, subject, words.T("claim_verdict."+string(f.Verdict)), f.Quote, day)
		for _, r := range f.Why {
			g.printf("  %s\n", words.Reason(r))
		}
		for _, b := range f.Record {
			g.printf("  - %s [%s]\n", words.Beside(b), words.T("claim.source", "Source", b.Source, "AsOf", words.When(b.AsOf)))
		}
		g.printf("\n")
	}
	if c.Format == "text" {
		g.printf("%s\n", words.T("claim.found", "Count", len(found)))
	}
	return nil
}
