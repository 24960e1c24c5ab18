// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/schollz/progressbar/v3"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/i18n"
	"github.com/heed-upr/heed/internal/intake"
)

type importCommand struct {
	storing
	reading
	fetching
	tabling
	Paths  []string `arg:"" help:"Documents, tables, and folders and archives (zip, tar, tar.gz) of them; symbols (A/HRC/59/10), reviews (KAZ/4) and States (KAZ), whose documents are fetched from the UN."`
	Review string   `placeholder:"BEL/4" help:"The review, where a document does not say it itself."`
	DryRun bool     `help:"Read and report, and write nothing to the store. What has to be fetched for it is fetched, and stays in the cache."`
}

func (c importCommand) Run(g *globals) error {
	hint, err := reviewHint(c.Review)
	if err != nil {
		return err
	}
	tables, err := c.options(hint)
	if err != nil {
		return err
	}
	e, err := newErrand(c.Paths, c.Lang)
	if err != nil {
		return err
	}
	found, err := intake.Find(e.paths, intake.DefaultLimits(int64(c.MaxFileSize)))
	if err != nil {
		return err
	}
	fetched, err := c.fetch(g, e, int64(c.MaxFileSize))
	if err != nil {
		return errors.Join(err, found.Close())
	}
	return errors.Join(c.take(g, fetched, found, hint, tables), found.Close())
}

// take imports what was fetched and what was found, and prints what became of
// it.
func (c importCommand) take(g *globals, fetched haul, found *intake.Found, hint heed.ReviewID, o app.TableOptions) error {
	inputs := fetched.inputs
	for _, in := range found.Inputs {
		inputs = append(inputs, app.Input(in))
	}
	if len(inputs) == 0 {
		printPassed(g, "not fetched", fetched.missed)
		printPassed(g, "passed over", found.Passed)
		return nothing(fetched)
	}
	inputs, exports := apart(inputs)
	run := c.with
	if c.DryRun {
		run = c.dry
	}
	return run(g, c.reading, func(h *house) error {
		if err := c.takeIndex(g, h, exports); err != nil {
			return err
		}
		inputs, tables, err := openTables(g, h, inputs, o)
		if err != nil {
			return err
		}
		look := false
		if len(tables) > 0 {
			if look, err = c.takeTables(g, h, tables, o); err != nil {
				return err
			}
		}
		if len(inputs) == 0 {
			printPassed(g, "passed over", found.Passed)
			if look || len(found.Passed) > 0 {
				return errLook
			}
			return nil
		}
		progress, finish := g.progress("reading", "read", len(inputs))
		report, err := h.Import(g.ctx, operator, inputs, app.ImportOptions{Review: hint, DryRun: c.DryRun, Progress: progress})
		finish()
		if err != nil {
			return err
		}
		if err := fetched.forget(report.Documents); err != nil {
			return err
		}
		mistaken := fetched.mistaken(report.Documents)
		printImport(g, report)
		printPassed(g, "not what was asked for", mistaken)
		printPassed(g, "from the cache", fetched.stale)
		printPassed(g, "not fetched", fetched.missed)
		printPassed(g, "passed over", found.Passed)
		printCounts(g, report, len(found.Passed), len(fetched.missed))
		if c.DryRun {
			g.printf("Dry run: nothing was written to the store.\n")
		}
		if look || report.Look() || len(found.Passed)+len(mistaken) > 0 || fetched.look() {
			return errLook
		}
		return nil
	})
}

// apart gives documents, and exports of OHCHR's index, which are read as
// streams.
func apart(inputs []app.Input) (documents, exports []app.Input) {
	for _, in := range inputs {
		if strings.EqualFold(filepath.Ext(in.Name), ".json") && app.IsIndex(in) {
			exports = append(exports, in)
		} else {
			documents = append(documents, in)
		}
	}
	return documents, exports
}

// takeIndex imports exports of OHCHR's index and prints what came of each.
func (c importCommand) takeIndex(g *globals, h *house, exports []app.Input) error {
	for _, in := range exports {
		progress, finish := g.progress("reading", "read", -1)
		done, err := h.ImportIndex(g.ctx, operator, in, app.ImportOptions{DryRun: c.DryRun, Progress: progress})
		finish()
		if err != nil {
			return err
		}
		printIndex(g, done)
		if c.DryRun {
			g.printf("Dry run: nothing was written to the store.\n")
			continue
		}
		finder, err := h.finder()
		if err != nil {
			return err
		}
		if err := finder.WarmAnnotations(g.ctx); err != nil { // so that it can be searched at once
			return err
		}
	}
	return nil
}

// shownChanges is how many kinds of change are printed; the portal shows more.
const shownChanges = 12

// printIndex prints what an export of OHCHR's index has brought.
func printIndex(g *globals, d find.AnnotationImport) {
	g.printf("%s: OHCHR's index, %s: %d new, %d in another form than before, %d as they were.\n",
		d.Name, counted(d.Records, "record"), d.Added, d.Replaced, d.Records-d.Added-d.Replaced)
	if d.Missing > 0 {
		g.printf("Here and no longer in the export: %d. They stay.\n", d.Missing)
	}
	printChanges(g, d)
}

// printChanges prints what is kept otherwise than it was written.
func printChanges(g *globals, d find.AnnotationImport) {
	if len(d.Changes) == 0 {
		return
	}
	g.printf("Kept otherwise than written there:\n")
	w := tabwriter.NewWriter(g.out, 0, 4, 2, ' ', 0)
	for _, c := range d.Changes[:min(shownChanges, len(d.Changes))] {
		_, _ = fmt.Fprintf(w, "  %s\t%s\t%q\t%q\n", counted(c.Times, "time"), c.Field, c.From, c.To)
	}
	_ = w.Flush()
	if more := len(d.Changes) + d.MoreChanges - shownChanges; more > 0 {
		g.printf("  and %s more.\n", counted(more, "kind"))
	}
}

// nothing is the end of an import that has nothing to import: the UN did not
// give what was asked for, or nobody knows what to ask for, or nothing was
// named that holds a document.
func nothing(fetched haul) error {
	switch {
	case fetched.asked > 0:
		return &heed.Error{Code: heed.CodeUnavailable, Op: "cli.import", Key: "error.nothing_fetched"}
	case fetched.look():
		return errLook
	}
	return &heed.Error{Code: heed.CodeInvalid, Op: "cli.import", Key: "error.nothing_to_import"}
}

// reviewHint reads the flag --review.
func reviewHint(s string) (heed.ReviewID, error) {
	if s == "" {
		return heed.ReviewID{}, nil
	}
	return heed.ParseReviewID(s)
}

// progress shows a bar with rate and time left on a terminal, and a plain line
// every ten seconds elsewhere. Doing and did say what: "reading", "read".
func (g *globals) progress(doing, did string, total int) (show func(done, total int), finish func()) {
	if f, ok := g.err.(*os.File); ok && isatty.IsTerminal(f.Fd()) && total > 1 {
		bar := progressbar.NewOptions(total, progressbar.OptionSetWriter(g.err), progressbar.OptionSetDescription(doing),
			progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetPredictTime(true), progressbar.OptionClearOnFinish())
		return func(done, _ int) { _ = bar.Set(done) }, func() { _ = bar.Finish() }
	}
	last := time.Now()
	return func(done, total int) {
		if time.Since(last) > 10*time.Second {
			last = time.Now()
			if total <= 0 {
				_, _ = fmt.Fprintf(g.err, "%s %d\n", did, done)
				return
			}
			_, _ = fmt.Fprintf(g.err, "%s %d of %d\n", did, done, total)
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
			g.printf("\n%s: %s %s\n", d.Document.Name, t.T("outcome."+string(o)), advice(t, d.Document))
		}
	}
	printNamed(g, report)
}

// advice says what to do about a document that was not read. Of one that lacks
// a review it says what the document does name, which is no other's to change.
func advice(t *i18n.Translator, d heed.Document) string {
	switch d.Outcome {
	case heed.OutcomeReviewUnknown:
	case heed.OutcomeColumns:
		return "Name whose table it is and its columns: heed import --source NAME --map text=\"…\",state=\"…\". “heed table --template FILE.xlsx” writes one to fill in."
	default:
		return t.T("outcome_advice." + string(d.Outcome))
	}
	var says, example string
	switch id := d.Review; {
	case id.State != "":
		says, example = fmt.Sprintf("names %s and no cycle", id.State), string(id.State)+"/4"
	case id.Cycle != 0:
		says, example = fmt.Sprintf("is of cycle %d and names no State", id.Cycle), fmt.Sprintf("BEL/%d", id.Cycle)
	default:
		return "Import it again and name the review, for example --review BEL/4."
	}
	if d.Named.Known() {
		return fmt.Sprintf("It %s, so it is not of %s, which you named. Import it again and name its review, for example --review %s.", says, d.Named, example)
	}
	return fmt.Sprintf("It %s. Import it again and name the review, for example --review %s.", says, example)
}

// printNamed prints how many documents name another review than --review did.
func printNamed(g *globals, report app.ImportReport) {
	others, named := 0, heed.ReviewID{}
	for _, d := range report.Documents {
		if n := d.Document.Named; n.Known() && d.Document.Review.Known() && d.Document.Review != n {
			others, named = others+1, n
		}
	}
	if others > 0 {
		g.printf("\nDocuments that name another review themselves, and so do not belong to %s: %d.\n", named, others)
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
		if n == nil {
			_, _ = fmt.Fprintf(w, "%s\tnot known: neither its report nor OHCHR's list has been read here\n", r.Review)
			continue
		}
		look += r.Findings
		_, _ = fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\n", r.Review, total, n[heed.Supported], n[heed.Partial], n[heed.Noted], n[heed.Pending], n[heed.UnknownPosition], r.Findings)
	}
	_ = w.Flush()
	if look > 0 {
		g.printf("What does not add up stands on each review's page, and in \"heed export --facts\".\n")
	}
}

// printPassed prints what was passed over or not fetched, and why; what says
// which.
func printPassed(g *globals, what string, all []intake.Passed) {
	t := i18n.For("en")
	for _, p := range all {
		g.printf("\n%s: %s. %s\n", p.Name, what, t.Error(p.Err))
	}
}

// printCounts prints how much of what was found has been read.
func printCounts(g *globals, report app.ImportReport, passed, missed int) {
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
	if missed > 0 {
		g.printf(" %d not fetched.", missed)
	}
	g.printf("\n")
}
