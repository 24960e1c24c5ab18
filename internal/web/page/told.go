// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package page

import (
	"bytes"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

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
// kind: labels are those of forms ("field." with the name) unless the kind has its own
// ("told." with the kind and the name), values of lists those of their own, and name
// gives what an institution or another thing is called.
func (b Base) Fields(m heed.Matter, name func(heed.ID) string) []Told {
	body, err := json.Marshal(m)
	if err != nil {
		return nil // a body that was read has a JSON form
	}
	var out []Told
	t := teller{b: b, kind: string(m.Of()), name: name}
	for _, member := range members(body) {
		if text := t.tell(member.value, member.key, ""); text != "" {
			out = append(out, Told{member.key, t.label(member.key, t.kind), text})
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

// code is the form of a language's code, and nothing else in a body has such names.
var code = regexp.MustCompile(`^[a-z]{2,3}$`)

// forms are the labels of forms that have their own for a field.
var forms = map[string]string{"dossier.from": "event.from", "dossier.to": "event.to"}

// label names a member: of what it stands in, where that has a name of its own for it.
func (t teller) label(key, in string) string {
	for _, of := range []string{forms[in+"."+key], "told." + in + "." + key, "field." + key} {
		if of != "" && t.b.words.Has(of) {
			return t.b.T(of)
		}
	}
	return strings.ReplaceAll(key, "_", " ")
}

// tell gives a value in words: a list is a line for each item, a text in several
// languages a line for each of them.
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
			if line := strings.Join(t.parts(item, key, in), " · "); line != "" {
				lines = append(lines, line)
			}
		}
		return strings.Join(lines, "\n")
	case '{':
		if text, ok := t.texts(value); ok {
			return strings.Join(text, "\n")
		}
		return strings.Join(t.parts(value, key, in), " · ")
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

// parts gives what a value is made of, each part with its label. What stands first,
// texts, values of indicators and addresses say themselves what they are.
func (t teller) parts(value json.RawMessage, key, in string) []string {
	if value[0] != '{' {
		return []string{t.tell(value, key, in)}
	}
	if text, ok := t.texts(value); ok {
		return text
	}
	if text, ok := t.valued(value); ok {
		return []string{text}
	}
	if text, ok := t.subject(value); ok {
		return []string{text}
	}
	var out []string
	for _, m := range members(value) {
		switch m.value[0] {
		case 't': // its label says it
			out = append(out, t.label(m.key, key))
		case '[':
			out = append(out, t.labelled(m.key, key, strings.ReplaceAll(t.tell(m.value, m.key, key), "\n", "; "), len(out) == 0)...)
		default:
			text, own := t.texts(m.value)
			if !own {
				text = []string{strings.Join(t.parts(m.value, m.key, key), ", ")}
			}
			out = append(out, t.labelled(m.key, key, strings.Join(text, " · "), own || len(out) == 0)...)
		}
	}
	return out
}

// labelled puts the label of a part before it, unless it says itself what it is;
// nothing is said of what is empty.
func (t teller) labelled(key, in, text string, plain bool) []string {
	if text == "" {
		return nil
	}
	if plain || strings.HasPrefix(text, "https://") || strings.HasPrefix(text, "http://") {
		return []string{text}
	}
	return []string{t.b.T("told.part", "Label", t.label(key, in), "Text", text)}
}

// texts gives a text in several languages, the reader's first and every other one
// with the name of its language; false for what is none.
func (t teller) texts(value json.RawMessage) ([]string, bool) {
	var texts heed.Texts
	if value[0] != '{' || json.Unmarshal(value, &texts) != nil || len(texts) == 0 {
		return nil, false
	}
	codes := slices.Sorted(maps.Keys(texts))
	if slices.ContainsFunc(codes, func(c string) bool { return !code.MatchString(c) }) {
		return nil, false
	}
	_, first := texts.In(t.b.Lang())
	slices.SortStableFunc(codes, func(a, b string) int {
		switch first {
		case a:
			return -1
		case b:
			return 1
		}
		return 0
	})
	var out []string
	for _, c := range codes {
		switch text := texts[c]; {
		case text == "":
		case c == t.b.Lang():
			out = append(out, text)
		default:
			out = append(out, t.b.T("told.part", "Label", t.b.LanguageName(c), "Text", text))
		}
	}
	return out, true
}

// valued gives a value of an indicator: the number, when it was so, and what else is
// said of it; false for what is none.
func (t teller) valued(value json.RawMessage) (string, bool) {
	var v heed.Value
	if json.Unmarshal(value, &v) != nil || v.Date == "" || v.Value == "" {
		return "", false
	}
	out := t.b.T("told.value", "Value", t.b.Decimal(v.Value), "Date", t.b.ValuedOn(v))
	for _, more := range []struct{ key, text string }{{"source", v.Source}, {"break", v.Break}} {
		for _, text := range t.labelled(more.key, "value", more.text, false) {
			out += ", " + text
		}
	}
	return out, true
}

// subject gives a thing that is named with its kind: what it is called, or its kind
// alone where it has no name for the reader; false for what is none.
func (t teller) subject(value json.RawMessage) (string, bool) {
	var s heed.Subject
	if json.Unmarshal(value, &s) != nil || s.Kind == "" || !s.ID.Valid() {
		return "", false
	}
	kind, name := t.b.T("subject."+string(s.Kind)), t.name(s.ID)
	if name == string(s.ID) {
		return kind, true
	}
	return t.b.T("told.part", "Label", kind, "Text", name), true
}

// word gives one text: an ID by its name, a day as a day, a value of a list by
// the words that pages have for it.
func (t teller) word(text, key, in string) string {
	switch {
	case key == "box":
		return t.b.T("told.sealed")
	case slices.Contains(passages, key), key == "evidence", slices.Contains(named, key) && heed.ID(text).Valid():
		return t.called(text, key)
	case key == "state" && refdata.Known(heed.StateCode(text)):
		return t.b.State(heed.StateCode(text))
	case key == "subject" && t.kind == string(heed.SubjectClaim):
		return t.b.ClaimSubject(text)
	case key == "level":
		return t.b.T("sensitivity." + text)
	case key == "at":
		if at, err := time.Parse(time.RFC3339Nano, text); err == nil {
			return t.b.Moment(at)
		}
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

// called gives what another thing is called; nothing is told of a source that is not
// there for the reader.
func (t teller) called(id, key string) string {
	name := t.name(heed.ID(id))
	if key == "evidence" && name == id {
		return ""
	}
	return name
}
