// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/config"
	"github.com/heed-upr/heed/internal/extract"
	"github.com/heed-upr/heed/internal/files"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/find/index"
	"github.com/heed-upr/heed/internal/read"
	"github.com/heed-upr/heed/internal/reconcile"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/seal"
	"github.com/heed-upr/heed/internal/store"
	"github.com/heed-upr/heed/internal/store/postgres"
	"github.com/heed-upr/heed/internal/store/sqlite"
)

// everywhere are the options of every command; the texts come from
// internal/config.
type everywhere struct {
	Config    string `help:"${config_help}" placeholder:"FILE"`
	LogFormat string `help:"${log_format_help}" default:"${log_format_default}" enum:"${log_format_choices}"`
}

// storing are the options of commands with a store.
type storing struct {
	DB          string `name:"db" help:"${db_help}" default:"${db_default}" placeholder:"STORE"`
	Files       string `help:"${files_help}" placeholder:"FOLDER"`
	Index       string `help:"${index_help}" placeholder:"FOLDER"`
	Key         string `name:"evidence-key" help:"${evidence_key_help}" placeholder:"FILE"`
	Checkpoints string `help:"${checkpoints_help}" placeholder:"FOLDER"`
	// Passphrase is hidden: whoever gives it as a flag shows it to every user of
	// the machine.
	Passphrase string `help:"${passphrase_help}" hidden:""`
}

// reading are the options of commands that read documents.
type reading struct {
	Workers     int           `help:"${workers_help}" default:"${workers_default}"`
	ReadTimeout time.Duration `help:"${read_timeout_help}" default:"${read_timeout_default}"`
	ReadMemory  config.Size   `help:"${read_memory_help}" default:"${read_memory_default}"`
	MaxFileSize config.Size   `help:"${max_file_size_help}" default:"${max_file_size_default}"`
}

// resolver gives kong the values of the environment and the file.
func resolver(s *config.Settings) kong.Resolver {
	return kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		if value, _, given := s.Value(flag.Name); given {
			return value, nil
		}
		return nil, nil //nolint:nilnil // kong's way to say "ask the next one"
	})
}

// settings loads the environment and the file that --config names; the command
// line is searched for that one flag before it is parsed.
func settings(args []string) (*config.Settings, error) {
	file := ""
	for i, a := range args {
		if rest, ok := strings.CutPrefix(a, "--config="); ok {
			file = rest
		} else if a == "--config" && i+1 < len(args) {
			file = args[i+1]
		}
	}
	return config.Load(file, os.LookupEnv)
}

// logger writes to the error output in the chosen form. It never holds an
// address or a query of a reader.
func (g *globals) logger() *slog.Logger {
	if g.logFormat == "json" {
		return slog.New(slog.NewJSONHandler(g.err, nil))
	}
	return slog.New(slog.NewTextHandler(g.err, nil))
}

// pool makes the reading processes.
func (r reading) pool() (*read.Pool, error) {
	return read.NewPool(read.Config{Workers: r.Workers, Timeout: r.ReadTimeout, Memory: int64(r.ReadMemory)})
}

// operator is whoever runs commands on the machine that holds the store.
var operator = heed.Actor{Pseudonym: "operator", Role: heed.Operator}

// house is everything that a command with a store works with.
type house struct {
	*app.App
	store store.Store
	files *files.Folder
	pool  *read.Pool
	hold  *sqlite.Hold // nil on a server, and where the store is held alone
	// passphrase is that of a sealed store, "" of one that is not.
	passphrase string
	// index is the folder of the search index, "" where it is kept in memory.
	index string
	// vault is the key of the originals of evidence.
	vault *seal.Vault
	// checkpoints is the folder of the key that signs for the log.
	checkpoints string
}

// open opens store, files and readers, and holds the store so that nobody moves
// it meanwhile. Readers start only when needed.
func (s storing) open(g *globals, r reading) (*house, error) {
	at, hold, err := s.share(g.ctx)
	if err != nil {
		return nil, err
	}
	h, err := at.openHeld(g, r)
	if err != nil {
		return nil, errors.Join(err, hold.Release())
	}
	h.hold = hold
	return h, nil
}

// openHeld opens a store that is located and held.
func (s storing) openHeld(g *globals, r reading) (*house, error) {
	h, err := s.openStore(g)
	if err != nil {
		return nil, err
	}
	h.index, h.checkpoints, h.vault = s.index(), s.checkpoints(), seal.OpenVault(s.key())
	return h, h.furnish(r)
}

// furnish puts readers and use cases in a house that has a store and a folder.
func (h *house) furnish(r reading) error {
	var err error
	if h.pool, err = r.pool(); err != nil {
		return errors.Join(err, h.store.Close())
	}
	h.App = app.New(app.Config{
		Store: h.store, Files: h.files, Reader: h.pool, Extract: extract.Facts, Reconcile: reconcile.Review,
		KnownState: refdata.Known, ReaderVersion: readerVersion(), MaxSize: int64(r.MaxFileSize), Workers: r.Workers, Vault: h.vault,
	})
	return nil
}

// openStore opens the engine that the address names, and the folder of
// originals.
func (s storing) openStore(g *globals) (*house, error) {
	if s.embedded() && seal.Exists(s.sealFile()) {
		return s.openSealed(g)
	}
	if !s.embedded() && s.Files == "" {
		return nil, &heed.Error{Code: heed.CodeInvalid, Op: "cli.open", Key: "error.files_needed"}
	}
	h := &house{}
	var err error
	if s.embedded() {
		h.store, err = sqlite.Open(g.ctx, s.DB)
	} else {
		h.store, err = postgres.Open(g.ctx, s.DB)
	}
	if err != nil {
		return nil, err
	}
	if h.files, err = files.Open(s.folder()); err != nil {
		return nil, errors.Join(err, h.store.Close())
	}
	return h, nil
}

// folderExtension is what the name of the folder of originals has behind the
// store's.
const folderExtension = ".files"

// folder is where originals are kept.
func (s storing) folder() string {
	if s.Files == "" {
		return s.DB + folderExtension
	}
	return s.Files
}

// checkpoints is where the key that signs for the log is kept: never in the store
// itself.
func (s storing) checkpoints() string {
	const extension = ".checkpoints"
	switch {
	case s.Checkpoints != "":
		return s.Checkpoints
	case s.embedded():
		return s.DB + extension
	}
	return s.folder() + extension
}

// index is where the search index is kept, "" where it is in memory only.
func (s storing) index() string {
	if s.Index == "" && s.embedded() {
		return s.DB + ".index"
	}
	return s.Index
}

// key is the file of the key that opens the originals of evidence. It lies beside
// the store and is no part of it: neither a backup nor a move takes it along.
func (s storing) key() string {
	switch {
	case s.Key != "":
		return s.Key
	case s.embedded():
		return s.DB + seal.VaultExtension
	}
	return filepath.Clean(s.Files) + seal.VaultExtension
}

// finder makes what answers questions on a house. Its index stands beside a
// database that is a file; that of a sealed store, and of one on a server for
// which no folder is named, is kept in memory.
func (h *house) finder() (*find.Finder, error) {
	f := find.New(h.store)
	f.OpenWith(h.vault.Open)
	if h.index == "" || h.passphrase != "" {
		return f, nil
	}
	folder, err := index.OpenFolder(h.index)
	if err != nil {
		return nil, &heed.Error{Code: heed.CodeInvalid, Op: "cli.open", Key: "error.index_folder", Args: []string{"Path", h.index}, Err: err}
	}
	f.KeepIn(folder)
	return f, nil
}

// forgetIndex makes the search index anew: words of what was taken out are in
// what was saved.
func (h *house) forgetIndex(g *globals) error {
	if h.index != "" && h.passphrase == "" {
		if err := index.Clear(h.index); err != nil {
			return err
		}
	}
	f, err := h.finder()
	if err != nil {
		return err
	}
	return f.WarmAnnotations(g.ctx)
}

func (h *house) close() error {
	return errors.Join(h.pool.Close(), h.store.Close(), h.hold.Release())
}

// embedded reports whether the store is a file.
func (s storing) embedded() bool {
	return !strings.HasPrefix(s.DB, "postgres://") && !strings.HasPrefix(s.DB, "postgresql://")
}

// existing is with for commands that would be wrong to make a new store: a
// mistyped name must not look like an empty one.
func (s storing) existing(g *globals, f func(*house) error) error {
	return s.existingWith(g, reading{}, f)
}

// existingWith is existing for commands that read files.
func (s storing) existingWith(g *globals, r reading, f func(*house) error) error {
	absent, err := s.absent()
	if err != nil {
		return err
	}
	if absent {
		return &heed.Error{Code: heed.CodeInvalid, Op: "cli.open", Key: "error.no_store", Args: []string{"Path", s.DB}}
	}
	return s.with(g, r, f)
}

// dry is with for commands that write nothing: where there is no store, none
// is made but a passing one.
func (s storing) dry(g *globals, r reading, f func(*house) error) error {
	if absent, err := s.absent(); err != nil || !absent {
		if err != nil {
			return err
		}
		return s.with(g, r, f)
	}
	dir, err := os.MkdirTemp("", "heed-dry-")
	if err != nil {
		return err
	}
	passing := storing{DB: filepath.Join(dir, "heed.db")}
	return errors.Join(passing.with(g, r, f), os.RemoveAll(dir))
}

// with runs a command on an open house and closes it.
func (s storing) with(g *globals, r reading, f func(*house) error) error {
	h, err := s.open(g, r)
	return h.run(err, f)
}

// run runs a command in a house that has been opened, and closes it.
func (h *house) run(err error, f func(*house) error) error {
	if err != nil {
		return err
	}
	return errors.Join(f(h), h.close())
}

// counted is a number of things: "1 entry", "2 entries".
func counted[N int | int64](n N, thing string) string {
	if rest, y := strings.CutSuffix(thing, "y"); n != 1 && y {
		thing = rest + "ies"
	} else if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
}

func (g *globals) printf(format string, args ...any) { _, _ = fmt.Fprintf(g.out, format, args...) }
