// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/schollz/progressbar/v3"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/i18n"
)

type importCommand struct {
	storing
	reading
	Paths  []string `arg:"" help:"Documents, or folders of them."`
	Review string   `placeholder:"BEL/4" help:"The review, where a document does not say it itself."`
	DryRun bool     `help:"Read and report, and write nothing."`
}

func (c importCommand) Run(g *globals) error {
	hint, err := reviewHint(c.Review)
	if err != nil {
		return err
	}
	inputs, err := findInputs(c.Paths)
	if err != nil {
		return err
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
		printImport(g, report, c.DryRun)
		if report.Look() {
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

// findInputs gives the files of paths, folders with everything in them except
// what is hidden, each once.
func findInputs(paths []string) ([]app.Input, error) {
	var inputs []app.Input
	seen := map[string]bool{}
	for _, root := range paths {
		err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
			if err != nil {
				return &heed.Error{Code: heed.CodeInvalid, Op: "cli.import", Key: "error.cannot_open", Args: []string{"Path", path}, Err: err}
			}
			hidden := strings.HasPrefix(e.Name(), ".") && path != root
			switch {
			case e.IsDir() && hidden:
				return fs.SkipDir
			case e.IsDir() || hidden || seen[path]:
				return nil
			}
			seen[path] = true
			inputs = append(inputs, app.Input{Name: path, Open: func() (io.ReadCloser, error) { return os.Open(path) }})
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if len(inputs) == 0 {
		return nil, &heed.Error{Code: heed.CodeInvalid, Op: "cli.import", Key: "error.nothing_to_import"}
	}
	return inputs, nil
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
func printImport(g *globals, report app.ImportReport, dry bool) {
	t := i18n.For("en")
	w := tabwriter.NewWriter(g.out, 0, 4, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "DOCUMENT\tSYMBOL\tREVIEW\tWHAT\tRECOMMENDATIONS\tSTATUS")
	counts := map[heed.Outcome]int{}
	for _, d := range report.Documents {
		counts[d.Document.Outcome]++
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
	for _, d := range report.Documents {
		if o := d.Document.Outcome; o != heed.OutcomeRead {
			g.printf("\n%s: %s %s\n", d.Document.Name, t.T("outcome."+string(o)), t.T("outcome_advice."+string(o)))
		} else if d.Findings > 0 {
			g.printf("\n%s: %d things do not add up; see the review's page or \"heed extract --facts\".\n", d.Document.Name, d.Findings)
		}
	}
	g.printf("\n%d documents: %d read, %d not read.\n", len(report.Documents), counts[heed.OutcomeRead], len(report.Documents)-counts[heed.OutcomeRead])
	if dry {
		g.printf("Dry run: nothing was written.\n")
	}
}
