// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"cmp"
	"context"
	"encoding/json"
	"path/filepath"
	"slices"
	"strconv"
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

// baseName is the last part of a file's name, whatever system it comes from.
func baseName(name string) string {
	name = filepath.Base(strings.ReplaceAll(name, `\`, "/"))
	return bounded(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, "")), heed.MaxTitle)
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
		c.Title, c.Digest, c.Size = bounded(title, heed.MaxTitle), heed.DigestOf(data), int64(len(data))
		if final != address && heed.CheckAddress(final) == nil {
			c.Final = final
		}
	}
	text = strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\x00", "")
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

// custody writes down what became of evidence by its next version.
func (a *App) custody(ctx context.Context, tx store.Tx, actor heed.Actor, before heed.Evidence, v heed.Version, now heed.Evidence) error {
	var lines []heed.Custody
	if f := now.File; f != nil && (before.File == nil || !sameThing(before, now)) {
		lines = append(lines, heed.Custody{Event: heed.CustodyReceived, Digest: f.Original}, heed.Custody{Event: heed.CustodyCleaned, Digest: f.Shown})
	}
	if c := now.Capture; c != nil && (before.Capture == nil || !sameThing(before, now)) {
		lines = append(lines, heed.Custody{Event: heed.CustodyCaptured, Digest: cmp.Or(c.Digest, c.TextDigest)})
	}
	if before.Level != "" && before.Level != now.Level {
		lines = append(lines, heed.Custody{Event: heed.CustodyLevel, From: before.Level, To: now.Level})
	}
	return a.note(ctx, tx, actor, v, lines...)
}

// note adds lines to the custody log of evidence. They are for the same people as
// the evidence, and never for the public.
func (a *App) note(ctx context.Context, tx store.Tx, actor heed.Actor, of heed.Version, lines ...heed.Custody) error {
	if len(lines) == 0 {
		return nil
	}
	v := heed.Version{
		Subject: heed.Subject{Kind: heed.SubjectCustody, ID: of.ID}, Side: of.Side, Visibility: of.Visibility, Named: of.Named, Step: heed.StepDraft, Author: of.Author,
	}
	if v.Visibility == heed.VisiblePublic {
		v.Visibility = heed.VisibleCoordination
	}
	history, err := tx.History(ctx, v.Subject)
	if err != nil && heed.ErrorCode(err) != heed.CodeNotFound {
		return err
	}
	if len(history) > 0 {
		v.Number = history[len(history)-1].Number
	}
	for _, line := range lines {
		line.Number = of.Number
		if err := line.Check(); err != nil {
			return err
		}
		if v.Body, err = json.Marshal(line); err != nil {
			return err
		}
		if v, err = a.append(ctx, tx, actor, v); err != nil {
			return err
		}
	}
	return nil
}

// OpenOriginal gives the original of evidence to somebody who says why. That
// stands in the custody log before a byte goes out. CodeForbidden where the actor
// sees the evidence and may not open it; CodeNotFound where it is not seen, or
// has no file.
func (a *App) OpenOriginal(ctx context.Context, actor heed.Actor, id heed.ID, reason string) ([]byte, heed.SealedFile, error) {
	line := heed.Custody{Event: heed.CustodyOpened, Reason: strings.TrimSpace(reason)}
	var f heed.SealedFile
	var data []byte
	err := a.Store.View(ctx, func(s find.Source) error {
		var err error
		_, f, err = a.unsealable(ctx, s, actor, id)
		return err
	})
	if err == nil {
		err = line.Check()
	}
	if err == nil {
		data, err = a.unseal(f)
	}
	if err == nil {
		err = a.noteOriginal(ctx, actor, id, f, line)
	}
	if err != nil {
		return nil, heed.SealedFile{}, err
	}
	return data, f, nil
}

// HandOut writes down to whom somebody handed the original of evidence, and why.
func (a *App) HandOut(ctx context.Context, actor heed.Actor, id heed.ID, receiver, reason string) error {
	line := heed.Custody{Event: heed.CustodyHandedOut, Reason: strings.TrimSpace(reason), Receiver: strings.TrimSpace(receiver)}
	if err := line.Check(); err != nil {
		return err
	}
	var f heed.SealedFile
	err := a.Store.View(ctx, func(s find.Source) error {
		var err error
		_, f, err = a.unsealable(ctx, s, actor, id)
		return err
	})
	if err != nil {
		return err
	}
	return a.noteOriginal(ctx, actor, id, f, line)
}

// noteOriginal writes down what happened to an original, if it still is the one
// and the actor may still do it.
func (a *App) noteOriginal(ctx context.Context, actor heed.Actor, id heed.ID, of heed.SealedFile, line heed.Custody) error {
	return a.Store.Update(ctx, func(tx store.Tx) error {
		v, now, err := a.unsealable(ctx, tx, actor, id)
		if err != nil {
			return err
		}
		if now != of {
			return &heed.Error{Code: heed.CodeConflict, Op: "app.noteOriginal", Key: "error.evidence_changed"}
		}
		line.Digest = of.Original
		return a.note(ctx, tx, actor, v, line)
	})
}

// unsealable gives the newest version of evidence with its file, to who may open
// the original.
func (a *App) unsealable(ctx context.Context, s find.Source, actor heed.Actor, id heed.ID) (heed.Version, heed.SealedFile, error) {
	v, f, err := a.exhibited(ctx, s, actor.Viewer(), id)
	if err == nil {
		err = policy.AllowOn(actor, policy.Unseal, policy.Of(v))
	}
	return v, f, err
}

// exhibited gives the version of evidence that a viewer sees, with its file.
// CodeNotFound where there is none.
func (a *App) exhibited(ctx context.Context, s find.Source, viewer heed.Viewer, id heed.ID) (heed.Version, heed.SealedFile, error) {
	subject := heed.Subject{Kind: heed.SubjectEvidence, ID: id}
	missing := &heed.Error{Code: heed.CodeNotFound, Op: "app.exhibited", Key: "error.version_not_found", Args: []string{"Subject", subject.String()}}
	versions, err := s.History(ctx, subject)
	if err != nil {
		return heed.Version{}, heed.SealedFile{}, err
	}
	v, ok := find.Newest(viewer, versions)
	if !ok {
		return heed.Version{}, heed.SealedFile{}, missing
	}
	if v, err = a.opened(v); err != nil {
		return heed.Version{}, heed.SealedFile{}, err
	}
	says, err := beforeOf(v)
	switch {
	case err == nil && says.File == nil:
		err = missing
	case err == nil && says.File.Destroyed:
		err = &heed.Error{Code: heed.CodeNotFound, Op: "app.exhibited", Key: "error.evidence_destroyed"}
	}
	if err != nil {
		return heed.Version{}, heed.SealedFile{}, err
	}
	return v, *says.File, nil
}

// unseal opens an original and holds it to its digest.
func (a *App) unseal(f heed.SealedFile) ([]byte, error) {
	if f.Sealed == "" {
		return nil, &heed.Error{Code: heed.CodeNotFound, Op: "app.unseal", Key: "error.original_elsewhere"}
	}
	box, err := a.Files.Get(f.Sealed)
	if err != nil {
		return nil, err
	}
	data, err := a.Vault.Open(box)
	if err == nil && heed.DigestOf(data) != f.Original {
		err = &heed.Error{Code: heed.CodeInternal, Op: "app.unseal", Key: "error.original_damaged", Args: []string{"Document", string(f.Original)}}
	}
	return data, err
}

// ShownCopy gives the cleaned copy of evidence to who sees it: everybody, of what
// is public.
func (a *App) ShownCopy(ctx context.Context, viewer heed.Viewer, id heed.ID) ([]byte, heed.SealedFile, error) {
	var f heed.SealedFile
	err := a.Store.View(ctx, func(s find.Source) error {
		var err error
		_, f, err = a.exhibited(ctx, s, viewer, id)
		return err
	})
	if err != nil {
		return nil, f, err
	}
	data, err := a.shownOf(f)
	return data, f, err
}

// evidenceFiles lists the files of all versions of evidence, but for those that a
// redaction has destroyed.
func evidenceFiles(ctx context.Context, s find.Source) ([]heed.SealedFile, error) {
	all, err := everyFile(ctx, s)
	return slices.DeleteFunc(all, func(f heed.SealedFile) bool { return f.Destroyed }), err
}

// everyFile lists the files of all versions of evidence. Of what is sealed it has
// what is kept, and not what is in it.
func everyFile(ctx context.Context, s find.Source) ([]heed.SealedFile, error) {
	return filesOfAll(ctx, s, func(v heed.Version) heed.Version { return v })
}

func filesOfAll(ctx context.Context, s find.Source, open func(heed.Version) heed.Version) ([]heed.SealedFile, error) {
	var out []heed.SealedFile
	seen := map[heed.SealedFile]bool{}
	err := s.Versions(ctx, 0, func(v heed.Version) error {
		if v.Kind != heed.SubjectEvidence {
			return nil
		}
		says, err := beforeOf(open(v))
		if err == nil && says.File != nil && !seen[*says.File] {
			seen[*says.File] = true
			out = append(out, *says.File)
		}
		return err
	})
	return out, err
}

// filesOf lists the copies that an entry of the log names: those of a version of
// evidence.
func filesOf(e heed.Entry) []heed.Digest {
	var v heed.Version
	if e.Kind != heed.EntryVersion || json.Unmarshal(e.Content, &v) != nil || v.Kind != heed.SubjectEvidence {
		return nil
	}
	says, err := beforeOf(v)
	if err != nil || says.File == nil {
		return nil
	}
	return says.File.Copies()
}

// filesAt is filesOf, also where the content of the entry was destroyed and something
// of it stands in its place.
func filesAt(ctx context.Context, s find.Source, e heed.Entry) ([]heed.Digest, error) {
	if e.Tombstone == nil || e.Kind != heed.EntryVersion {
		return filesOf(e), nil
	}
	var out []heed.Digest
	err := s.Versions(ctx, e.Position, func(v heed.Version) error {
		if v.Entry != e.Position || v.Kind != heed.SubjectEvidence {
			return nil
		}
		says, err := beforeOf(v)
		if err == nil && says.File != nil {
			out = says.File.Copies()
		}
		return err
	})
	return out, err
}

// dropUnnamed destroys those files that nothing in the store names any more. What
// cannot be destroyed is an orphan, which doctor finds.
func (a *App) dropUnnamed(ctx context.Context, all []heed.Digest) {
	if len(all) == 0 {
		return
	}
	a.shelving.Lock()
	defer a.shelving.Unlock()
	named := map[heed.Digest]bool{}
	err := a.Store.View(context.WithoutCancel(ctx), func(s find.Source) error {
		documents, err := s.Documents(ctx)
		if err != nil {
			return err
		}
		for _, d := range documents {
			named[d.Digest] = true
		}
		kept, err := evidenceFiles(ctx, s)
		for _, f := range kept {
			for _, d := range f.Copies() {
				named[d] = true
			}
		}
		return err
	})
	if err != nil {
		return
	}
	for _, d := range all {
		if !named[d] {
			_ = a.Files.Remove(d)
		}
	}
}

// verifyEvidence checks that both copies of every file are here, unharmed, and
// gives the digests of those that are.
func (a *App) verifyEvidence(ctx context.Context, s find.Source, r *VerifyReport) ([]heed.Digest, error) {
	all, err := evidenceFiles(ctx, s)
	if err != nil {
		return nil, err
	}
	r.Evidence = len(all)
	var whole []heed.Digest
	for _, f := range all {
		for _, d := range f.Copies() {
			if a.Files.Has(d) {
				whole = append(whole, d)
			} else {
				r.problem(missingCopy(f, d), "Document", string(d))
			}
		}
	}
	return whole, nil
}

// missingCopy is the key of what is said where a copy of a file is not here.
func missingCopy(f heed.SealedFile, d heed.Digest) string {
	if d == f.Sealed {
		return "problem.evidence_original"
	}
	return "problem.evidence_copy"
}

// inspectEvidence looks at the files of evidence as doctor does, and gives their
// digests.
func (a *App) inspectEvidence(ctx context.Context, s find.Source, kept map[heed.Digest]bool) ([]heed.Digest, []Problem, error) {
	all, locked, err := a.openedFiles(ctx, s)
	var named []heed.Digest
	var out []Problem
	for _, f := range all {
		if f.Destroyed {
			continue
		}
		named = append(named, f.Copies()...)
		for _, d := range f.Copies() {
			if !kept[d] {
				out = append(out, Problem{Key: missingCopy(f, d), Args: []string{"Document", string(d)}})
			}
		}
		if kept[f.Sealed] && f.Original != "" {
			if _, err := a.unseal(f); err != nil {
				locked++
			}
		}
	}
	if locked > 0 {
		out = append(out, Problem{Key: "problem.evidence_key", Args: []string{"Count", strconv.Itoa(locked)}})
	}
	return named, out, err
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
