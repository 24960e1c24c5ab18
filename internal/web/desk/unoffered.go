// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/web/page"
)

// Takes reports whether the form of a name was sent here, which the page then answers
// for. Request.Form asks it; pages that draw a form by other means do so themselves.
func (r *Request) Takes(name string) bool {
	sent := r.Method == http.MethodPost && r.PostForm.Get("form") == name
	r.taken = r.taken || sent
	return sent
}

// Unoffered says on a page that what was sent to it is not done, where it is none of
// the forms that the page offers now: somebody has moved the thing meanwhile, or may
// no longer do it. What was typed is given back. The server asks it of every page.
func (r *Request) Unoffered(result *page.Result) {
	if r.Method != http.MethodPost || r.taken || r.Desk.Lost != nil || result.Redirect != "" || result.Send != nil || r.Request.Form != page.HTML {
		return
	}
	result.Status = http.StatusConflict
	r.Desk.Lost = &page.Lost{Text: r.T("unoffered.text"), Now: r.nowOf()}
	if r.Account.ID == "" {
		return // what is typed there is how somebody signs in
	}
	r.Desk.Lost.Typed = r.Typed()
}

// Typed is what was typed into the form that was sent, field by field.
func (r *Request) Typed() []page.Typed {
	var out []page.Typed
	for _, name := range slices.Sorted(maps.Keys(r.PostForm)) {
		text := strings.TrimSpace(strings.Join(r.PostForm[name], "\n"))
		if text != "" && !slices.Contains(unspoken, name) {
			out = append(out, page.Typed{Label: r.labelOf(name), Text: text})
		}
	}
	return out
}

// unspoken are the fields that are not given back: nobody typed them, or they are
// secret.
var unspoken = []string{"form", "version", "current", "password", "code"}

// labelOf is what a field is called, one of a row by its column.
func (r *Request) labelOf(name string) string {
	parts := strings.Split(name, ".")
	key := parts[0]
	if len(parts) == 3 {
		key = parts[1]
	}
	if key, _, _ = strings.Cut(key, "-"); r.Words.Has("field." + key) {
		return r.T("field." + key)
	}
	return name
}

// nowOf says where the thing of the page stands, "" where the page is of none.
func (r *Request) nowOf() string {
	v := r.thing
	if v.Number == 0 {
		return ""
	}
	b := r.Request.Base("")
	now := r.T("unoffered.now", "Version", v.Number, "Step", b.Step(v.Step), "Moment", b.Moment(v.At), "Role", b.Role(v.Role))
	if !r.Viewer.SameVoice(v.Side) { // who it was, is not for another voice
		now = r.T("unoffered.now_other", "Version", v.Number, "Step", b.Step(v.Step), "Moment", b.Moment(v.At))
	}
	if seen, err := strconv.Atoi(r.PostForm.Get("version")); err == nil && seen > 0 && seen != v.Number {
		now = r.T("unoffered.seen", "Version", seen) + " " + now
	}
	return now
}

// at remembers which thing the page is of, as it stands now.
func (r *Request) at(v heed.Version) { r.thing = v }
