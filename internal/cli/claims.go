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
	State   string `required:"" placeholder:"KAZ" help:"The State that the source is about, by its code of three letters."`
	Date    string `placeholder:"2025-02-03" help:"The day of the source; today, if it is not given."`
	Reviews bool   `help:"Also hold it against the reviews of the store: how many delegations spoke."`
	Format  string `enum:"text,json" default:"text" help:"text for people; json for an object a line."`
}

// Run prints what a source claims of a State, beside what the record says.
func (c claimsCommand) Run(g *globals) error {
	state, day := heed.StateCode(strings.ToUpper(c.State)), heed.Date(c.Date)
	switch {
	case !refdata.Known(state):
		return &heed.Error{Code: heed.CodeInvalid, Op: "cli.claims", Key: "error.field_value", Args: []string{"Field", "state", "Given", c.State}}
	case day == "":
		day = heed.Date(time.Now().UTC().Format(time.DateOnly))
	case !day.Valid():
		return &heed.Error{Code: heed.CodeInvalid, Op: "cli.claims", Key: "error.field_date", Args: []string{"Field", "date", "Given", c.Date}}
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
		if t, ok := refdata.TreatyByKey(refdata.TreatyKey(subject)); ok {
			subject = t.Name("en")
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
