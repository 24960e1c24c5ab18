// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/i18n"
)

// tongues is in how many languages a row of a form can say something.
const tongues = 16

// Spoken is what a row says in the languages of the portal, in their order.
type Spoken [tongues]string

// speaks lists the languages in which a form asks for texts.
func (r *Request) speaks() []i18n.Language {
	all := r.Site.Catalogues.Languages()
	return all[:min(len(all), tongues)]
}

// Spoken puts texts into a row; those in other languages are not in it.
func (r *Request) Spoken(t heed.Texts) Spoken {
	var out Spoken
	for i, l := range r.speaks() {
		out[i] = t[l.Code]
	}
	return out
}

// Texts takes texts out of a row.
func (r *Request) Texts(s Spoken) heed.Texts {
	out := heed.Texts{}
	for i, l := range r.speaks() {
		if s[i] != "" {
			out[l.Code] = s[i]
		}
	}
	return out
}

// SpokenCols are the columns of what a row says, one for each language.
func SpokenCols[T comparable](r *Request, name string, at func(*T) *Spoken) []Column[T] {
	var out []Column[T]
	for i, l := range r.speaks() {
		c := Col(name+"-"+l.Code, "text", func(row *T) *string { return &at(row)[i] })
		c.Called = r.inLanguage(name, l)
		out = append(out, c)
	}
	return out
}

func (r *Request) inLanguage(name string, l i18n.Language) string {
	return r.T("form.in_language", "Name", r.T("field."+name), "Language", l.Name)
}

// Texts are fields for what is said in the languages of the portal; the first
// carries the hint. What is there in others stays.
func (f *Form) Texts(v *heed.Texts, name, kind, help string) {
	out := heed.Texts{}
	for code, text := range *v {
		out[code] = text
	}
	for i, l := range f.r.speaks() {
		text := out[l.Code]
		field := f.textField(kind, &text, name+"-"+l.Code).Called(f.r.inLanguage(name, l)).As(name)
		field.Short = true
		if i == 0 && help != "" {
			field.Help(help)
		}
		delete(out, l.Code)
		if text = strings.TrimSpace(text); text != "" {
			out[l.Code] = text
		}
	}
	*v = out
}

func (f *Form) textField(kind string, v *string, name string) *Field {
	if kind == "area" {
		return f.Area(v, name)
	}
	return f.Text(v, name)
}

// Source are fields for where something can be read.
func (f *Form) Source(s *heed.Source) {
	f.Text(&s.Title, "source_title").As("source").Help("form.source_help")
	f.Text(&s.Symbol, "symbol").Help("assess.symbol_help")
	f.Text(&s.Address, "address")
	f.Text(&s.Place, "place")
}

// Around is a field for a day, a month or a year.
func (f *Form) Around(v *heed.Around, name string) *Field {
	text := string(*v)
	field := f.Text(&text, name).Help("form.around_help")
	*v = heed.Around(text)
	return field
}

// Whole is a field for a whole number of which 0 is one; known says that the
// variable holds one already.
func (f *Form) Whole(v *int, name string, known bool) *Field {
	text := ""
	if known {
		text = strconv.Itoa(*v)
	}
	field := f.line("whole", &text, name)
	if f.sent && text != "" {
		n, ok := heed.Count(text)
		if *v = n; !ok {
			field.fail("error.field_whole", "Given", text)
		}
	}
	return field
}

// SourceCols are the columns of where a row's can be read.
func SourceCols[T comparable](at func(*T) *heed.Source) []Column[T] {
	return []Column[T]{
		Col("source_title", "text", func(row *T) *string { return &at(row).Title }), Col("symbol", "text", func(row *T) *string { return &at(row).Symbol }),
		Col("address", "text", func(row *T) *string { return &at(row).Address }), Col("place", "text", func(row *T) *string { return &at(row).Place }),
	}
}

// label is what a column is called.
func (c Column[T]) label(r *Request) string { return cmp.Or(c.Called, r.T("field."+c.Name)) }
