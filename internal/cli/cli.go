// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package cli is the command line: one file per command. It wires the parts
// together (it alone names the engines of the store) and turns what happened
// into text and exit codes; it decides nothing about reviews.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/config"
	"github.com/heed-upr/heed/internal/i18n"
)

// The exit codes of every command.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2 // wrong use: the command line, or input that cannot be
	exitLook   = 3 // done, but something needs a look
)

// errLook says that a command did what it was asked, and that something needs
// a look; what, it has said itself.
var errLook = errors.New("something needs a look")

// commands is the whole command line.
type commands struct {
	everywhere
	Demo      demoCommand      `cmd:"" help:"Show an invented review on this machine: temporary store, specimen documents, portal."`
	Import    importCommand    `cmd:"" help:"Take documents into the store: files, folders and archives, and what the UN has by symbol, review or State."`
	Table     tableCommand     `cmd:"" help:"List the sources of tables that came in, take one out, or write a template to fill in."`
	Serve     serveCommand     `cmd:"" help:"Serve the portal."`
	Extract   extractCommand   `cmd:"" help:"Read documents and print what they hold as JSON lines, without a store."`
	Search    searchCommand    `cmd:"" help:"Search the recommendations of the store, as the portal does."`
	Export    exportCommand    `cmd:"" help:"Print reviews of the store as JSON lines, with corrections laid over."`
	Classify  classifyCommand  `cmd:"" help:"Label recommendations: JSON lines with id and text in, with action category, issues, themes, groups of persons, SDGs, instruments and what is asked about them out."`
	Claims    claimsCommand    `cmd:"" help:"Find what a source claims of a State about treaties and the like, and set it beside the record with a verdict."`
	Train     trainCommand     `cmd:"" help:"Make a model for \"heed classify\" from recommendations that people have coded."`
	Correct   correctCommand   `cmd:"" help:"Lay a correction over a misreading; the reading stays beside it."`
	Label     labelCommand     `cmd:"" help:"Decide on the labels that Heed proposes for a recommendation, or list what waits for that."`
	Translate translateCommand `cmd:"" help:"Lay a translation beside a recommendation, in a language in which the UN has not issued it here."`

	User        userCommand        `cmd:"" help:"Keep accounts: who may sign in at the desk."`
	Institution institutionCommand `cmd:"" help:"Keep institutions, to which those who work at the desk belong."`

	Plan   planCommand   `cmd:"" help:"Take in plans that are kept as spreadsheets."`
	Remind remindCommand `cmd:"" help:"Write to people what is due, once: what \"heed serve\" does by itself where a mail server is named."`
	Feeds  feedsCommand  `cmd:"" help:"Look at the feeds that are watched, once: what \"heed serve\" does by itself."`

	Bundle bundleCommand `cmd:"" help:"Share with other installations what a voice has published, or take in what they share."`

	Verify     verifyCommand     `cmd:"" help:"Check the log, and against it the originals, the records, what people wrote and who has which role, of the store or of a backup; also against checkpoints."`
	Checkpoint checkpointCommand `cmd:"" help:"Sign what the log is now, or print what was signed and the key."`
	Doctor     doctorCommand     `cmd:"" help:"Look for what an operator should do something about."`
	Backup     backupCommand     `cmd:"" help:"Write store and originals as one archive."`
	Restore    restoreCommand    `cmd:"" help:"Fill an empty store from a backup, of either engine."`
	Seal       sealCommand       `cmd:"" help:"Encrypt the store by a passphrase, or make an encrypted one."`
	Unseal     unsealCommand     `cmd:"" help:"Write a sealed store as one that lies open."`
	Passphrase passphraseCommand `cmd:"" help:"Give a sealed store another passphrase."`
	Erase      eraseCommand      `cmd:"" help:"Destroy the content of a log entry for good; a tombstone stays."`
	Redact     redactCommand     `cmd:"" help:"Strike a name out of everything that is kept, for good."`
	ReadWorker readWorkerCommand `cmd:"" help:"Serve as a reading process; started by the other commands." hidden:""`
	Version    versionCommand    `cmd:"" help:"Print the version of the program and of its readers."`
}

// globals is what every command gets.
type globals struct {
	ctx context.Context //nolint:containedctx // kong hands commands one value; it lives as long as the run
	in  io.Reader
	out io.Writer
	err io.Writer
	// logFormat is text or json.
	logFormat string
}

// Run runs one command line and gives the exit code.
func Run(args []string, in io.Reader, out, errOut io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	g := &globals{ctx: ctx, in: in, out: out, err: errOut}
	given, err := settings(args)
	if err != nil {
		return exitCode(err, errOut)
	}
	exited := -1
	var c commands
	parser, err := kong.New(&c,
		kong.Name("heed"),
		kong.Description("Heed follows up the UN's Universal Periodic Review: it reads the official documents, shows the record, and carries the follow-up."),
		kong.Writers(out, errOut), kong.Exit(func(code int) { exited = code }), kong.UsageOnError(),
		kong.Vars(config.Vars()), kong.Resolvers(resolver(given)))
	if err != nil {
		fmt.Fprintln(errOut, "heed:", err)
		return exitFailed
	}
	parsed, err := parser.Parse(args)
	if exited >= 0 { // help was asked for and given
		return exited
	}
	if err != nil {
		fmt.Fprintf(errOut, "heed: %v\nTry \"heed --help\".\n", err)
		return exitUsage
	}
	g.logFormat = c.LogFormat
	return exitCode(parsed.Run(g), errOut)
}

// exitCode says what went wrong and gives the code for it: the one place where
// errors become exit codes.
func exitCode(err error, errOut io.Writer) int {
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errLook):
		return exitLook
	}
	fmt.Fprintln(errOut, "heed:", i18n.For("en").Error(err))
	switch heed.ErrorCode(err) {
	case heed.CodeInvalid:
		return exitUsage
	case heed.CodeInternal:
		// Nobody has words for it, and there is no other log: a full disk is only
		// to be seen in the cause.
		fmt.Fprintln(errOut, "cause:", err)
	}
	return exitFailed
}
