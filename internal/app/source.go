// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"reflect"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/lang"
	"github.com/heed-upr/heed/internal/store"
)

// sourced looks whether a claim can stand where it would: about a State of which its
// writer may speak, and in the words of a source of the same voice. Of what is for
// named people there are no claims: they would say what stands in it. What was found
// is not changed, only what is said of it.
func sourced(ctx context.Context, tx store.Tx, actor heed.Actor, v heed.Version, body heed.Matter) error {
	c, ok := body.(heed.Claim)
	if !ok {
		return nil
	}
	source, says, err := seen(ctx, tx, actor, heed.Subject{Kind: heed.SubjectEvidence, ID: c.Source}, "source")
	if err != nil {
		return err
	}
	e, ok := says.(heed.Evidence)
	switch {
	case !ok || !source.SameVoice(v.Side):
		return invalid("error.field_value", "Field", "source", "Given", string(c.Source))
	case e.Level == heed.SensitivityRestricted:
		return invalid("error.claim_restricted", "Field", "source")
	case !speaksOf(v.Side, c.State):
		return refused("error.speaks_of_another_state")
	case v.Number == 0:
		return quoted(e, c)
	}
	before, err := v.Matter()
	if err != nil {
		return err
	}
	if was, ok := before.(heed.Claim); !ok || !was.Found(c) || was.Date != c.Date || !reflect.DeepEqual(was.Proposed, c.Proposed) {
		return invalid("error.claim_changed", "Field", "quote")
	}
	return nil
}

// quoted is CodeInvalid for words that do not stand in the page that they are said to
// be from. Files are not read here.
func quoted(e heed.Evidence, c heed.Claim) error {
	if e.Capture != nil && !lang.Stands(e.Capture.Text, c.Quote) {
		return invalid("error.claim_words", "Field", "quote")
	}
	return nil
}

// excerpted is CodeInvalid for an excerpt that does not stand in the text that was
// captured of its page; what it leaves out is marked. Of a page that was captured in
// part nobody can tell, and what was written before is not asked again.
func excerpted(before, now heed.Evidence) error {
	c := now.Capture
	if c == nil || c.Text == "" || c.Cut || now.Excerpt == "" {
		return nil
	}
	same := before.Capture != nil && before.Capture.TextDigest == c.TextDigest && before.Excerpt == now.Excerpt
	if same || lang.Quotes(c.Text, now.Excerpt) {
		return nil
	}
	return invalid("error.excerpt_words", "Field", "excerpt")
}

// handable looks whether something can be handed over for review: a claim once a
// person has said how it stands to the record, and those who review see its source.
func handable(ctx context.Context, tx store.Tx, m heed.Matter) error {
	c, ok := m.(heed.Claim)
	if !ok {
		return nil
	}
	if err := confirmed(c); err != nil {
		return err
	}
	versions, err := tx.History(ctx, heed.Subject{Kind: heed.SubjectEvidence, ID: c.Source})
	if err != nil {
		return err
	}
	if _, public := find.Newest(heed.Viewer{}, versions); public || !versions[len(versions)-1].Visibility.Within(heed.VisibleInstitution) {
		return nil
	}
	return &heed.Error{Code: heed.CodeConflict, Op: "app.handable", Key: "error.source_unseen"}
}

// confirmed is CodeInvalid for a claim of which no person has said how it stands to
// the record: a program's proposal goes no way to the public.
func confirmed(m heed.Matter) error {
	if c, ok := m.(heed.Claim); ok && !c.Confirmed() {
		return invalid("error.claim_unconfirmed", "Field", "verdict")
	}
	return nil
}

// SourceText gives what can be read in a piece of evidence, to who sees it: the text
// of a page, or that of the cleaned copy of a file. CodeUnreadable where there is
// none.
func (a *App) SourceText(ctx context.Context, viewer heed.Viewer, e find.Held[heed.Evidence]) (string, error) {
	if e.Body.Capture != nil {
		return e.Body.Capture.Text, nil
	}
	data, f, err := a.ShownCopy(ctx, viewer, e.ID)
	if err != nil {
		return "", err
	}
	var text string
	switch f.Type {
	case "txt":
		text = strings.ToValidUTF8(string(data), "")
	case "pdf", "docx":
		d, err := a.Reader.Read(ctx, data)
		if err != nil {
			return "", err
		}
		text = d.Text()
	default:
		return "", &heed.Error{Code: heed.CodeUnreadable, Op: "app.SourceText", Key: "error.claim_text"}
	}
	if len(text) > mostSource {
		return "", &heed.Error{Code: heed.CodeUnreadable, Op: "app.SourceText", Key: "error.claim_long"}
	}
	return text, nil
}

// mostSource is how much of a source is read while somebody waits, in bytes: a report
// of some 500 pages.
const mostSource = 2 << 20
