// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/gabriel-vasile/mimetype"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
)

// Vault seals originals of evidence to a key outside of the store; internal/seal
// has one.
type Vault interface {
	// Has reports whether the key is there.
	Has() bool
	Seal(data []byte) ([]byte, error)
	Open(box []byte) ([]byte, error)
}

// Linker looks at pages of the web; internal/fetch has one.
type Linker interface {
	// Get gives where an address led to, the content type, and the bytes.
	Get(ctx context.Context, address string) (final, contentType string, data []byte, err error)
}

// Exhibit is evidence with what came of it: a file, or the address of a page.
// Where nothing new came, the version before has it.
type Exhibit struct {
	// Change is as for Write; its Body is a heed.Evidence.
	Change
	// Name and Data are the file.
	Name string
	Data []byte
	// Address is the link; Pasted is the text that a person copied there. Without
	// it, Heed looks at the page itself.
	Address, Pasted string
	// Find is what somebody takes up by it, "" for none.
	Find heed.ID
}

// Prove adds evidence, or makes its next version. The original of a file is
// sealed and a cleaned copy made of it; a page is captured as it is now. What
// happened stands in the custody log. Errors are those of Write, and CodeUnreadable
// for a file of which no clean copy can be made.
func (a *App) Prove(ctx context.Context, actor heed.Actor, e Exhibit) (heed.Version, error) {
	if err := policy.Allow(actor, policy.Prove); err != nil {
		return heed.Version{}, err
	}
	says, ok := e.Body.(heed.Evidence)
	if !ok {
		return heed.Version{}, invalid("error.evidence_door")
	}
	if e.Data != nil && e.Address != "" {
		return heed.Version{}, invalid("error.evidence_what", "Field", "link")
	}
	a.shelving.RLock() // what is put on the shelf is not taken for an orphan meanwhile
	out, put, err := a.prove(ctx, actor, e, says)
	a.shelving.RUnlock()
	if err != nil && len(put) > 0 {
		a.dropUnnamed(ctx, put)
	}
	if err == nil {
		a.dropShown(ctx, out)
	}
	return out, err
}

func (a *App) prove(ctx context.Context, actor heed.Actor, e Exhibit, says heed.Evidence) (heed.Version, []heed.Digest, error) {
	var put []heed.Digest
	switch {
	case e.Data != nil:
		if err := a.provable(ctx, says); err != nil {
			return heed.Version{}, nil, err
		}
		file, err := a.shelve(ctx, e.Name, e.Data, says.Level == heed.SensitivityRestricted)
		if err != nil {
			return heed.Version{}, nil, err
		}
		says.File, says.Capture, put = &file, nil, file.Copies()
	case e.Address != "":
		capture, err := a.capture(ctx, e.Address, e.Pasted)
		if err != nil {
			return heed.Version{}, nil, err
		}
		says.Capture, says.File = &capture, nil
	}
	if err := says.Check(); err != nil {
		return heed.Version{}, put, err
	}
	c := e.Change
	c.Body, c.proven = says, true
	var out heed.Version
	err := a.Store.Update(ctx, func(tx store.Tx) error {
		var err error
		if out, err = a.write(ctx, tx, actor, c, refs{}); err != nil || e.Find == "" {
			return err
		}
		return a.takeUp(ctx, tx, actor, e.Find, out.ID)
	})
	return out, put, err
}

// provable looks at all of evidence but its file, before that is taken in; and
// whether the key is there by which earlier originals were sealed: another one
// would open none of them.
func (a *App) provable(ctx context.Context, says heed.Evidence) error {
	says.Capture, says.File = nil, &heed.SealedFile{Name: "x", Type: "txt", Original: heed.DigestOf(nil), Sealed: heed.DigestOf(nil), Shown: heed.DigestOf(nil)}
	if err := says.Check(); err != nil {
		return err
	}
	return a.Store.View(ctx, func(s find.Source) error { return a.keyed(ctx, s, "file") })
}

// keyed is CodeConflict where the key is not here by which something was sealed
// before: another one would open none of that.
func (a *App) keyed(ctx context.Context, s find.Source, field string) error {
	if a.Vault.Has() {
		return nil
	}
	kept, err := evidenceFiles(ctx, s)
	if err != nil {
		return err
	}
	sealed := len(kept) > 0
	if err := s.Versions(ctx, 0, func(v heed.Version) error {
		sealed = sealed || len(v.Sealed) > 0
		if v.Kind != heed.SubjectName {
			return nil
		}
		name, err := nameIn(v)
		sealed = sealed || len(name.Box) > 0
		return err
	}); err != nil || !sealed {
		return err
	}
	return &heed.Error{Code: heed.CodeConflict, Op: "app.keyed", Key: "error.evidence_key", Args: []string{"Field", field}}
}

// fileTypes are those of which clean copies are made, by what the copy is.
var fileTypes = map[string]string{
	"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "text/csv": "csv", "text/plain": "txt",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":       "xlsx",
}

// shelve keeps both copies of a file: also the cleaned one sealed, where that is for
// named people only.
func (a *App) shelve(ctx context.Context, name string, data []byte, both bool) (heed.SealedFile, error) {
	if int64(len(data)) > a.MaxSize {
		return heed.SealedFile{}, invalid("error.form_large", "Field", "file")
	}
	shown, kind, err := a.cleaned(ctx, data)
	if err != nil {
		return heed.SealedFile{}, err
	}
	box, err := a.Vault.Seal(data)
	if err != nil {
		return heed.SealedFile{}, err
	}
	f := heed.SealedFile{Name: baseName(name), Type: kind, Size: int64(len(data)), ShownSize: int64(len(shown)), Original: heed.DigestOf(data)}
	if f.Sealed, err = a.Files.Put(box); err != nil {
		return f, err
	}
	if both {
		f.Shown = heed.DigestOf(shown)
		f.SealedShown, err = a.putSealed(shown)
		return f, err
	}
	f.Shown, err = a.Files.Put(shown)
	return f, err
}

// cleaned makes the copy of a file that others see, and says of which type it is.
func (a *App) cleaned(ctx context.Context, data []byte) ([]byte, string, error) {
	shown, err := a.Reader.Clean(ctx, data)
	if heed.ErrorCode(err) == heed.CodeUnreadable {
		err = &heed.Error{Code: heed.CodeUnreadable, Op: "app.Prove", Key: "error.evidence_unclean", Args: []string{"Field", "file"}, Err: err}
	}
	if err != nil {
		return nil, "", err
	}
	for t := mimetype.Detect(shown); t != nil; t = t.Parent() {
		bare, _, _ := strings.Cut(t.String(), ";")
		if known, ok := fileTypes[bare]; ok {
			return shown, known, nil
		}
	}
	return shown, "txt", nil
}

// baseName is the last part of a file's name, whatever system it comes from, without
// what nobody sees in it.
func baseName(name string) string {
	name = filepath.Base(strings.ReplaceAll(name, `\`, "/"))
	return bounded(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, heed.Seen(strings.ToValidUTF8(name, ""))), heed.MaxTitle)
}

// bounded is a text, or as many of its first characters as it may have.
func bounded(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most])
}

// capture looks at a page, or takes what a person copied of it.
func (a *App) capture(ctx context.Context, address, pasted string) (heed.Capture, error) {
	c := heed.Capture{Address: address, At: a.Now().UTC()}
	if err := heed.CheckAddress(address); err != nil {
		return c, err
	}
	text := pasted
	switch {
	case pasted != "":
		c.Pasted = true
	case a.Links == nil:
		return c, invalid("error.links_off", "Field", "pasted")
	default:
		final, contentType, data, err := a.Links.Get(ctx, address)
		if err != nil {
			return c, err
		}
		title := ""
		if title, text, err = a.Reader.Text(ctx, data, contentType); heed.ErrorCode(err) == heed.CodeUnreadable {
			err = &heed.Error{Code: heed.CodeUnreadable, Op: "app.capture", Key: "error.link_unreadable", Args: []string{"Field", "link"}, Err: err}
		}
		if err != nil {
			return c, err
		}
		c.Title, c.Digest, c.Size = bounded(heed.Seen(title), heed.MaxTitle), heed.DigestOf(data), int64(len(data))
		if final != address && heed.CheckAddress(final) == nil {
			c.Final = final
		}
	}
	text = heed.Seen(strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\x00", ""))
	c.Text = bounded(text, heed.MaxCapture)
	c.Cut, c.TextDigest = c.Text != text, heed.DigestOf([]byte(c.Text))
	return c, nil
}

// beforeOf gives what evidence said before its next version is written.
func beforeOf(v heed.Version) (heed.Evidence, error) {
	var before heed.Evidence
	if v.Number == 0 {
		return before, nil
	}
	err := json.Unmarshal(v.Body, &before)
	return before, err
}

// sameThing reports whether two versions of evidence are of the same file or
// capture. Others come in through Prove alone: whoever could name a digest could
// read what it is of.
func sameThing(a, b heed.Evidence) bool {
	x, err := json.Marshal([]any{bare(a.File), a.Capture})
	y, err2 := json.Marshal([]any{bare(b.File), b.Capture})
	return err == nil && err2 == nil && string(x) == string(y)
}

// Colleagues are those whom somebody can name for something: of the same
// institution and, for who coordinates, of the whole voice.
func (a *App) Colleagues(ctx context.Context, actor heed.Actor) ([]heed.Account, error) {
	if !actor.Role.WithinVoice() {
		return nil, nil
	}
	var out []heed.Account
	err := a.Store.People(ctx, func(p store.People) error {
		all, err := p.Accounts(ctx)
		for _, of := range all {
			near := actor.SameInstitution(of.Side) || actor.Role == heed.Coordinator && actor.SameVoice(of.Side)
			if near && !of.Suspended && of.Pseudonym != actor.Pseudonym {
				out = append(out, heed.Account{Pseudonym: of.Pseudonym, Name: of.Name, Side: of.Side, Role: of.Role})
			}
		}
		return err
	})
	return out, err
}
