// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The licences that may be in the binary, each known by a phrase of its text.
const (
	mit    = "Permission is hereby granted, free of charge"
	bsd    = "Redistribution and use in source and binary forms"
	apache = "Apache License"
)

// modules are the modules that the binary may hold, with their licences. A new
// dependency is a decision: whoever adds one, adds it here.
var modules = map[string]string{
	"filippo.io/age":                         bsd,
	"filippo.io/hpke":                        bsd,
	"github.com/BurntSushi/toml":             mit,
	"github.com/RoaringBitmap/roaring/v2":    apache,
	"github.com/alecthomas/kong":             mit,
	"github.com/alexedwards/scs/v2":          mit,    // sessions of the desk
	"github.com/arran4/golang-ical":          apache, // calendars
	"github.com/bits-and-blooms/bitset":      bsd,
	"github.com/blevesearch/mmap-go":         bsd, // saved indexes
	"github.com/blevesearch/snowballstem":    bsd,
	"github.com/boombuler/barcode":           mit,    // QR codes of authenticators
	"github.com/coreos/go-oidc/v3":           apache, // sign-in by an OpenID provider
	"github.com/dlclark/regexp2":             mit,
	"github.com/dustin/go-humanize":          mit,
	"github.com/fxamacker/cbor/v2":           mit,
	"github.com/gabriel-vasile/mimetype":     mit,
	"github.com/go-jose/go-jose/v4":          apache,
	"github.com/go-json-experiment/json":     bsd, // OHCHR's index, as a stream
	"github.com/go-pdf/fpdf":                 mit, // the specimen's documents
	"github.com/go-viper/mapstructure/v2":    mit,
	"github.com/go-webauthn/webauthn":        bsd, // passkeys
	"github.com/go-webauthn/x":               bsd,
	"github.com/gofrs/flock":                 bsd, // who uses an embedded store, and who moves it
	"github.com/golang-jwt/jwt/v5":           mit,
	"github.com/google/go-tpm":               apache,
	"github.com/google/safehtml":             bsd,
	"github.com/google/uuid":                 bsd,
	"github.com/jackc/pgpassfile":            mit,
	"github.com/jackc/pgservicefile":         mit,
	"github.com/jackc/pgx/v5":                mit,
	"github.com/jackc/puddle/v2":             mit,
	"github.com/jolestar/go-commons-pool/v2": apache,
	"github.com/klauspost/compress":          apache, // and BSD, MIT in parts
	"github.com/klippa-app/go-pdfium":        mit,    // holds PDFium (BSD, Apache)
	"github.com/mattn/go-isatty":             mit,
	"github.com/mfridman/interpolate":        mit,
	"github.com/mitchellh/colorstring":       mit,
	"github.com/mmcdole/gofeed":              mit, // feeds that are watched
	"github.com/mmcdole/goxpp/v2":            mit,
	"github.com/ncruces/go-sqlite3":          mit, // SQLite that encrypts its pages
	"github.com/ncruces/go-sqlite3-wasm/v6":  mit,
	"github.com/ncruces/go-strftime":         mit,
	"github.com/ncruces/julianday":           mit,
	"github.com/nicksnyder/go-i18n/v2":       mit,
	"github.com/philhofer/fwd":               mit,
	"github.com/pquerna/otp":                 apache, // codes of authenticators
	"github.com/pressly/goose/v3":            mit,
	"github.com/remyoudompheng/bigfft":       bsd,
	"github.com/richardlehane/mscfb":         apache,
	"github.com/richardlehane/msoleps":       apache,
	"github.com/rivo/uniseg":                 mit, // where words end, in every script
	"github.com/schollz/progressbar/v3":      mit,
	"github.com/sergi/go-diff":               mit, // which words differ
	"github.com/sethvargo/go-retry":          apache,
	"github.com/tetratelabs/wazero":          apache,
	"github.com/tiendc/go-deepcopy":          mit,
	"github.com/tinylib/msgp":                mit,
	"github.com/trustelem/zxcvbn":            mit, // how hard a password is to guess
	"github.com/wneessen/go-mail":            mit, // letters of what is due
	"github.com/x448/float16":                mit,
	"github.com/xuri/efp":                    bsd,
	"github.com/xuri/excelize/v2":            bsd,
	"github.com/xuri/nfp":                    bsd,
	"go.uber.org/multierr":                   mit,
	"golang.org/x/crypto":                    bsd,
	"golang.org/x/mod":                       bsd,
	"golang.org/x/net":                       bsd,
	"golang.org/x/oauth2":                    bsd,
	"golang.org/x/sync":                      bsd,
	"golang.org/x/sys":                       bsd,
	"golang.org/x/term":                      bsd,
	"golang.org/x/text":                      bsd,
	"golang.org/x/time":                      bsd,
	"lukechampine.com/adiantum":              mit,
	"modernc.org/libc":                       bsd,
	"modernc.org/mathutil":                   bsd,
	"modernc.org/memory":                     bsd,
	"modernc.org/sqlite":                     bsd, // SQLite itself is in the public domain
}

func TestRoot_ImportsTheStandardLibraryOnly(t *testing.T) {
	for _, line := range goList(t, "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", ".") {
		if line != "github.com/heed-upr/heed" {
			t.Errorf("package heed depends on %s; the nouns stand on the standard library alone", line)
		}
	}
}

func TestBinary_HoldsAllowedModulesOnly(t *testing.T) {
	lines := goList(t, "-deps", "-f", `{{with .Module}}{{if not .Main}}{{.Path}} {{.Dir}}{{end}}{{end}}`, "./cmd/heed")
	slices.Sort(lines)
	for _, line := range slices.Compact(lines) {
		path, dir, _ := strings.Cut(line, " ")
		phrase, ok := modules[path]
		if !ok {
			t.Errorf("%s is in the binary and not on the list of allowed modules", path)
			continue
		}
		text := licence(t, dir)
		if !strings.Contains(text, phrase) {
			t.Errorf("%s: its licence does not say %q", path, phrase)
		}
		if strings.Contains(text, "GENERAL PUBLIC LICENSE") {
			t.Errorf("%s is under a licence of the GPL family", path)
		}
	}
}

// licence gives the text of the licence of a module, on single spaces.
func licence(t *testing.T, dir string) string {
	t.Helper()
	for _, pattern := range []string{"LICENSE*", "LICENCE*", "COPYING*"} {
		names, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		if len(names) == 0 {
			continue
		}
		data, err := os.ReadFile(names[0])
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(strings.Fields(string(data)), " ")
	}
	t.Errorf("%s has no licence", filepath.Base(dir))
	return ""
}

func goList(t *testing.T, args ...string) []string {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list"}, args...)...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0") // as the binary is built
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %s", exit.Stderr)
		}
		t.Fatal(err)
	}
	return slices.DeleteFunc(strings.Split(string(out), "\n"), func(line string) bool { return line == "" })
}
