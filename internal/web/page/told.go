// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package page

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/lang/differ"
	"github.com/heed-upr/heed/internal/refdata"
)

// Told is one field of a thing in words.
type Told struct {
	// Key is the field's name in the body of the thing.
	Key, Label, Text string
}

// Differs is one field of a thing with what became of its words. Its template
// is "differences".
type Differs struct {
	Label string
	Parts []Differing
}

// Differing is a stretch of words of which the same became. Ear says so to who
// does not see it.
type Differing struct {
	differ.Part
	Ear string
}

// Fields puts what a thing says into words, field by field and whatever its
// kind: labels are those of forms ("field." with the name), values of lists those
// of their own, and name gives what an institution or another thing is called.
func (b Base) Fields(m heed.Matter, name func(heed.ID) string) []Told {
	body, err := json.Marshal(m)
	if err != nil {
		return nil // a body that was read has a JSON form
	}
	var out []Told
	t := teller{b: b, kind: string(m.Of()), name: name}
	for _, member := range members(body) {
		if text := t.tell(member.value, member.key, ""); text != "" {
			out = append(out, Told{member.key, t.label(member.key), text})
		}
	}
	return out
}

// Differences gives the fields in which two versions differ, in words; those of
// before a thing began are none.
func (b Base) Differences(before, after heed.Matter, name func(heed.ID) string) []Differs {
	var was []Told
	if before != nil {
		was = b.Fields(before, name)
	}
	is := b.Fields(after, name)
	var out []Differs
	text := func(all []Told, key string) string {
		for _, f := range all {
			if f.Key == key {
				return f.Text
			}
		}
		return ""
	}
	for _, f := range slices.Concat(is, was) {
		old, now := text(was, f.Key), text(is, f.Key)
		if old != now && !slices.ContainsFunc(out, func(d Differs) bool { return d.Label == f.Label }) {
			d := Differs{Label: f.Label}
			for _, p := range differ.Words(old, now) {
				d.Parts = append(d.Parts, Differing{p, b.T("differs." + string(p.Kind))})
			}
			out = append(out, d)
		}
	}
	return out
}

// HistoryURL is the public history of a thing.
func (b Base) HistoryURL(kind heed.SubjectKind, id heed.ID) string {
	return b.URL("/history/" + string(kind) + "/" + string(id))
}

type member struct {
	key   string
	value json.RawMessage
}

// members lists the members of a JSON object in their order, none for what is no
// object.
func members(body json.RawMessage) []member {
	d := json.NewDecoder(bytes.NewReader(body))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return nil
	}
	var out []member
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return out
		}
		m := member{}
		m.key, _ = key.(string) // a key of an object is one
		if d.Decode(&m.value) != nil {
			return out
		}
		out = append(out, m)
	}
	return out
}

// teller puts the values of one thing into words.
type teller struct {
	b    Base
	kind string
	name func(heed.ID) string
}

// named are the fields that hold the names of other things.
var named = []string{"lead", "partners", "owner", "institution", "institutions", "measure", "measures", "dossier", "figures", "revises", "source"}

// passages are the fields that hold the names of passages of other mechanisms.
var passages = []string{"annotation", "annotations"}

// found are fields that hold what a program found beside a thing, which its own page
// puts into words.
var found = []string{"record", "why"}

// listed is the form of a value that is one of a list.
var listed = regexp.MustCompile(`^[a-z][a-z_]*$`)

func (t teller) label(key string) string {
	if t.b.words.Has("field." + key) {
		return t.b.T("field." + key)
	}
	return strings.ReplaceAll(key, "_", " ")
}

// tell gives a value in words: a list is a line for each item.
func (t teller) tell(value json.RawMessage, key, in string) string {
	if slices.Contains(found, key) {
		return ""
	}
	switch value[0] {
	case '[':
		var items []json.RawMessage
		if json.Unmarshal(value, &items) != nil {
			return ""
		}
		var lines []string
		for _, item := range items {
			lines = append(lines, t.tell(item, key, in))
		}
		return strings.Join(lines, "\n")
	case '{':
		var parts []string
		for _, m := range members(value) {
			if text := t.tell(m.value, m.key, key); text != "" {
				parts = append(parts, text)
			}
		}
		return strings.Join(parts, " · ")
	case '"':
		var text string
		if json.Unmarshal(value, &text) != nil {
			return ""
		}
		return t.word(text, key, in)
	case 'n':
		return ""
	case 't':
		return t.b.T("told.yes")
	case 'f':
		return t.b.T("told.no")
	}
	return string(value)
}

// word gives one text: an ID by its name, a day as a day, a value of a list by
// the words that pages have for it.
func (t teller) word(text, key, in string) string {
	switch {
	case key == "box":
		return t.b.T("told.sealed")
	case slices.Contains(passages, key):
		return t.name(heed.ID(text))
	case slices.Contains(named, key) && heed.ID(text).Valid():
		return t.name(heed.ID(text))
	case key == "state" && refdata.Known(heed.StateCode(text)):
		return t.b.State(heed.StateCode(text))
	case key == "subject" && t.kind == string(heed.SubjectClaim):
		return t.b.ClaimSubject(text)
	case heed.Around(text).Valid():
		return t.b.Around(heed.Around(text))
	case listed.MatchString(text):
		for _, list := range []string{strings.TrimSuffix(in, "s"), t.kind + "_" + key, key, strings.TrimSuffix(key, "s")} {
			if list != "" && t.b.words.Has(list+"."+text) {
				return t.b.T(list + "." + text)
			}
		}
	}
	return text
}
