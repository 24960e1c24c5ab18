// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
)

// TestComment: who may comment on what, whose words they are, who resolves, and
// who sees it, for every voice and role that could.
func TestComment(t *testing.T) {
	onBoth(t, func(t *testing.T, a *app.App) {
		ctx := t.Context()
		if _, err := a.Import(ctx, operator, []app.Input{input("a.txt", "Adopt a law")}, app.ImportOptions{Review: review}); err != nil {
			t.Fatal(err)
		}
		if _, err := a.Write(ctx, justice, app.Change{ID: "law", Body: measured}); err != nil {
			t.Fatal(err)
		}
		law := heed.Subject{Kind: heed.SubjectMeasure, ID: "law"}
		say := func(who heed.Actor, c heed.Remark) error {
			_, err := a.Write(ctx, who, app.Change{Body: c})
			return err
		}
		reader := member("reader", heed.VoiceState, heed.Reader, "justice")
		lawyer := member("lawyer", heed.VoiceState, heed.LegalReviewer, "mfa")
		stranger := member("stranger", heed.VoiceState, heed.Coordinator, "justice")
		stranger.State = "XNO"
		ask := heed.Remark{On: law, At: 1, Text: "Whose draft?"}
		for _, c := range []struct {
			name string
			who  heed.Actor
			heed.Remark
			code heed.Code
		}{
			{"a colleague", clerk, ask, ""},
			{"a reader", reader, ask, heed.CodeForbidden},
			{"another ministry, which cannot see it", health, ask, heed.CodeNotFound},
			{"the coordinator, who cannot see it yet", mfa, ask, heed.CodeNotFound},
			{"another voice", ngo, ask, heed.CodeNotFound},
			{"another State", stranger, ask, heed.CodeNotFound},
			{"whoever runs the installation", operator, ask, heed.CodeForbidden},
			{"on a version that is none", justice, heed.Remark{On: law, At: 9, Text: "?"}, heed.CodeNotFound},
			{"on nothing", justice, heed.Remark{On: heed.Subject{Kind: heed.SubjectMeasure, ID: "none"}, At: 1, Text: "?"}, heed.CodeNotFound},
			{"on a comment", justice, heed.Remark{On: heed.Subject{Kind: heed.SubjectComment, ID: "x"}, At: 1, Text: "?"}, heed.CodeInvalid},
			{"without a word", justice, heed.Remark{On: law, At: 1}, heed.CodeInvalid},
			{"in answer to nothing", justice, heed.Remark{On: law, At: 1, Text: "?", To: "none"}, heed.CodeNotFound},
		} {
			if err := say(c.who, c.Remark); heed.ErrorCode(err) != c.code && (err != nil || c.code != "") {
				t.Errorf("%s: %v, want %q", c.name, err, c.code)
			}
		}
		if _, err := a.Write(ctx, justice, app.Change{ID: "c", Visibility: heed.VisiblePublic, Submit: true, Body: ask}); err != nil {
			t.Fatal(err)
		}
		change := func(who heed.Actor, base int, c heed.Remark) heed.Code {
			_, err := a.Write(ctx, who, app.Change{ID: "c", Base: base, Body: c})
			if err == nil {
				return ""
			}
			return heed.ErrorCode(err)
		}
		other := ask
		other.Text = "Nothing to say."
		if code := change(clerk, 1, other); code != heed.CodeForbidden {
			t.Errorf("another's words changed: %q", code)
		}
		elsewhere := ask
		elsewhere.At = 2
		if code := change(justice, 1, elsewhere); code != heed.CodeNotFound {
			t.Errorf("on another version: %q", code)
		}
		done := ask
		done.Resolved = true
		if code := change(clerk, 1, done); code != "" {
			t.Errorf("who writes the measure cannot resolve: %q", code)
		}
		comment := heed.Subject{Kind: heed.SubjectComment, ID: "c"}
		for _, to := range []heed.Step{heed.StepSubmitted, heed.StepPublished, heed.StepWithdrawn} {
			if err := a.Move(ctx, justice, app.Move{Subject: comment, Base: 2, To: to, Note: "x"}); heed.ErrorCode(err) != heed.CodeForbidden {
				t.Errorf("a comment moves to %s: %v", to, err)
			}
		}
		f := find.New(a.Store)
		sees := func(who heed.Actor) int {
			follow, err := f.Follow(ctx, who.Viewer())
			if err != nil {
				t.Fatal(err)
			}
			return len(find.All[heed.Remark](follow))
		}
		for _, who := range []heed.Actor{mfa, health, ngo, stranger, lawyer, operator, {}} {
			if n := sees(who); n > 0 {
				t.Errorf("%s %s sees %d comments", who.Voice, who.Role, n)
			}
		}
		if sees(justice) != 2 || sees(reader) != 2 {
			t.Errorf("%d and %d comments", sees(justice), sees(reader))
		}
		// Public or not, what it is on: the comments on it stay where they were.
		for n, to := range []heed.Step{heed.StepSubmitted, heed.StepReviewed, heed.StepPublished} {
			who := mfa
			if n == 0 {
				who = justice
			}
			if err := a.Move(ctx, who, app.Move{Subject: law, Base: n + 1, To: to}); err != nil {
				t.Fatal(err)
			}
		}
		if err := say(mfa, heed.Remark{On: law, At: 4, Text: "Published now."}); err != nil {
			t.Error(err)
		}
		if err := say(ngo, heed.Remark{On: law, At: 4, Text: "We doubt it."}); heed.ErrorCode(err) != heed.CodeForbidden {
			t.Errorf("another voice comments on what is public: %v", err)
		}
		for who, want := range map[string]struct {
			heed.Actor
			n int
		}{"public": {heed.Actor{}, 0}, "ngo": {ngo, 0}, "operator": {operator, 0}, "coordinator": {mfa, 1}, "lawyer": {lawyer, 1}, "justice": {justice, 3}} {
			if n := sees(want.Actor); n != want.n {
				t.Errorf("%s sees %d comments, want %d", who, n, want.n)
			}
		}
		if r, err := a.Verify(ctx, operator); err != nil || len(r.Problems) > 0 {
			t.Errorf("%+v, %v", r.Problems, err)
		}
	})
}
