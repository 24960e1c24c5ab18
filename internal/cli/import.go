// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"errors"
	"fmt"
	"os"
	"text/tabwriter"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/schollz/progressbar/v3"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/i18n"
	"github.com/heed-upr/heed/internal/intake"
)

type importCommand struct {
	storing
	reading
	Paths  []string `arg:"" help:"Documents, and folders and archives (zip, tar, tar.gz) of them."`
	Review string   `placeholder:"BEL/4" help:"The review, where a document does not say it itself."`
	DryRun bool     `help:"Read and report, and write nothing."`
}

func (c importCommand) Run(g *globals) error {
	hint, err := reviewHint(c.Review)
	if err != nil {
		return err
	}
	found, err := intake.Find(c.Paths, intake.DefaultLimits(int64(c.MaxFileSize)))
	if err != nil {
		return err
	}
	return errors.Join(c.take(g, found, hint), found.Close())
}

// take imports what was found, and prints what became of it.
func (c importCommand) take(g *globals, found *intake.Found, hint heed.ReviewID) error {
	if len(found.Inputs) == 0 {
		printPassed(g, found.Passed)
		return &heed.Error{Code: heed.CodeInvalid, Op: "cli.import", Key: "error.nothing_to_import"}
	}
	inputs := make([]app.Input, len(found.Inputs))
	for i, in := range found.Inputs {
		inputs[i] = app.Input(in)
	}
	run := c.with
	if c.DryRun {
		run = c.dry
	}
	return run(g, c.reading, func(h *house) error {
		progress, finish := g.progress(len(inputs))
		report, err := h.Import(g.ctx, operator, inputs, app.ImportOptions{Review: hint, DryRun: c.DryRun, Progress: progress})
		finish()
		if err != nil {
			return err
		}
		printImport(g, report)
		printPassed(g, found.Passed)
		printCounts(g, report, len(found.Passed), c.DryRun)
		if report.Look() || len(found.Passed) > 0 {
			return errLook
		}
		return nil
	})
}

// reviewHint reads the flag --review.
func reviewHint(s string) (heed.ReviewID, error) {
	if s == "" {
		return heed.ReviewID{}, nil
	}
	return heed.ParseReviewID(s)
}

// progress shows a bar with rate and time left on a terminal, and a plain line
// every ten seconds elsewhere.
func (g *globals) progress(total int) (show func(done, total int), finish func()) {
	if f, ok := g.err.(*os.File); ok && isatty.IsTerminal(f.Fd()) && total > 1 {
		bar := progressbar.NewOptions(total, progressbar.OptionSetWriter(g.err), progressbar.OptionSetDescription("reading"),
			progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetPredictTime(true), progressbar.OptionClearOnFinish())
		return func(done, _ int) { _ = bar.Set(done) }, func() { _ = bar.Finish() }
	}
	last := time.Now()
	return func(done, total int) {
		if time.Since(last) > 10*time.Second {
			last = time.Now()
			_, _ = fmt.Fprintf(g.err, "read %d of %d\n", done, total)
		}
	}, func() {}
}

// printImport prints what was read, what was not and why, and what needs a
// look.
func printImport(g *globals, report app.ImportReport) {
	t := i18n.For("en")
	w := tabwriter.NewWriter(g.out, 0, 4, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "DOCUMENT\tSYMBOL\tREVIEW\tWHAT\tRECOMMENDATIONS\tSTATUS")
	for _, d := range report.Documents {
		review, recommendations := "", ""
		if d.Document.Review.Known() {
			review = d.Document.Review.String()
		}
		if d.Recommendations > 0 {
			recommendations = fmt.Sprint(d.Recommendations)
		}
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", d.Document.Name, d.Document.Symbol, review, t.T("kind."+string(d.Document.Kind)), recommendations, d.Status)
	}
	_ = w.Flush()
	printReviews(g, report.Reviews)
	for _, d := range report.Documents {
		if o := d.Document.Outcome; o != heed.OutcomeRead {
			g.printf("\n%s: %s %s\n", d.Document.Name, t.T("outcome."+string(o)), t.T("outcome_advice."+string(o)))
		}
	}
}

// printReviews prints the reviews that were touched, by the State's latest
// position, and how many things do not add up in each.
func printReviews(g *globals, reviews []app.Joined) {
	if len(reviews) == 0 {
		return
	}
	g.printf("\n")
	look := 0
	w := tabwriter.NewWriter(g.out, 0, 4, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "REVIEW\tRECOMMENDATIONS\tSUPPORTED\tIN PART\tNOTED\tPENDING\tUNCLEAR\tDO NOT ADD UP")
	for _, r := range reviews {
		n, total := r.Recommendations, 0
		for _, of := range n {
			total += of
		}
		look += r.Findings
		_, _ = fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\n", r.Review, total, n[heed.Supported], n[heed.Partial], n[heed.Noted], n[heed.Pending], n[heed.UnknownPosition], r.Findings)
	}
	_ = w.Flush()
	if look > 0 {
		g.printf("What does not add up stands on each review's page, and in \"heed export --facts\".\n")
	}
}

// printPassed prints what was passed over, and why.
func printPassed(g *globals, all []intake.Passed) {
	t := i18n.For("en")
	for _, p := range all {
		g.printf("\n%s: passed over. %s\n", p.Name, t.Error(p.Err))
	}
}

// printCounts prints how much of what was found has been read.
func printCounts(g *globals, report app.ImportReport, passed int, dry bool) {
	read := 0
	for _, d := range report.Documents {
		if d.Document.Outcome == heed.OutcomeRead {
			read++
		}
	}
	documents := "documents"
	if len(report.Documents) == 1 {
		documents = "document"
	}
	g.printf("\n%d %s: %d read, %d not read.", len(report.Documents), documents, read, len(report.Documents)-read)
	if passed > 0 {
		g.printf(" %d passed over.", passed)
	}
	g.printf("\n")
	if dry {
		g.printf("Dry run: nothing was written.\n")
	}
}
