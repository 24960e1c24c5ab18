// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package page

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
)

// longest is how many characters a text may have that stands for a thing.
const longest = 120

// Called gives what a thing is called: its title, the beginning of its text, or
// the recommendations that it is about. What is written in several languages is
// called as it is in the reader's.
func Called(m heed.Matter, language string) string {
	in := func(t heed.Texts) string {
		text, _ := t.In(language)
		return text
	}
	switch body := m.(type) {
	case heed.Institution:
		return body.Name(language)
	case heed.Dossier:
		return in(body.Title)
	case heed.Figure:
		return Clip(strconv.Itoa(body.Value)+" · "+in(body.Scope), longest)
	case heed.Call:
		return Clip(cmp.Or(in(body.Words), body.Headline()), longest)
	case interface{ Headline() string }:
		return Clip(body.Headline(), longest)
	}
	var refs []string
	for _, id := range m.Concerns() {
		refs = append(refs, id.String())
	}
	return strings.Join(refs, ", ")
}

// Clip gives a text in one line, cut between two words where it has more characters than
// are wanted.
func Clip(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	letters := []rune(text)
	if len(letters) <= most {
		return text
	}
	cut := string(letters[:most])
	if i := strings.LastIndexByte(cut, ' '); i > most/2 {
		cut = cut[:i]
	}
	return cut + "…"
}
