// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/web/page"
)

// Form is a form of a page. Its fields are declared with the variables that they
// fill: as long as nothing was sent, they show what the variables hold; once it
// was sent, they put into them what was typed.
type Form struct {
	// Name tells the forms of one page apart.
	Name string
	// Action is where it is sent to: the page itself.
	Action string
	// Button is the words of its button; Danger marks one that cannot be undone,
	// Minor one that is not what the page is for.
	Button        string
	Danger, Minor bool
	// Files says that it sends files.
	Files bool
	// Problem is what went wrong and belongs to no field.
	Problem string
	// Passkey is what the script asks the browser for before the form is sent, and
	// Do whether it is to "create" a passkey or to "get" one; both are empty for
	// other forms.
	Passkey, Do string
	Title       string // what the summary of errors is called
	Fields      []*Field

	r    *Request
	sent bool
}

// Field is a field of a form.
type Field struct {
	Name, ID, Label, Hint, Error string
	// Kind is how it is drawn: text, email, password, date, number, area, choice,
	// many, check, file, rows, hidden.
	Kind string
	// Value is what was typed, or what there is.
	Value   string
	Options []Option
	Needed  bool
	// Short says that a few lines will mostly do.
	Short bool
	// Columns and Rows are those of a field of rows.
	Columns []RowsColumn
	Rows    [][]RowsCell
	// More leads to the whole of what the hint tells the beginning of.
	More page.Link
	// Auto is the autocomplete token by which browsers help.
	Auto string

	key  string // of the word that errors call it by, unless it is called otherwise
	own  bool   // it is
	err  error
	form *Form
}

// Option is a value that a field offers.
type Option struct {
	Value, Text string
	Selected    bool
}

// Form begins a form of a page; button is a key of the catalogues.
func (r *Request) Form(name, button string) *Form {
	return &Form{
		Name: name, Action: r.Base("").Here(), Button: r.T(button), Title: r.T("form.problem"), r: r,
		sent: r.Takes(name),
	}
}

// add adds a field that shows a value, or what was typed, without what nobody sees in
// it; what nobody typed, or a password, is as it was sent.
func (f *Form) add(kind, name, value string) *Field {
	field := &Field{Name: name, ID: "f-" + name, Label: f.r.T("field." + name), Kind: kind, Value: value, key: name, form: f}
	if f.Name != "" {
		field.ID = "f-" + f.Name + "-" + name
	}
	if f.sent {
		field.Value = f.r.PostForm.Get(name)
		if kind != "hidden" && kind != "password" {
			field.Value = heed.Seen(field.Value)
		}
	}
	f.Fields = append(f.Fields, field)
	return field
}

// Must says that a field has to be filled in.
func (field *Field) Must() *Field {
	field.Needed = true
	if field.form.sent && field.Error == "" && strings.TrimSpace(field.Value) == "" && !slices.ContainsFunc(field.Options, func(o Option) bool { return o.Selected }) {
		field.fail("error.field_missing")
	}
	return field
}

// Help puts a hint under the label; key is one of the catalogues.
func (field *Field) Help(key string, args ...any) *Field {
	field.Hint = field.form.r.T(key, args...)
	return field
}

// Called gives a field another label than "field." with its name.
func (field *Field) Called(label string) *Field {
	field.Label, field.own = label, true
	if field.err != nil {
		field.says(field.err)
	}
	return field
}

// Nobody says by a key of the catalogues why nobody can be chosen in a field that
// offers people; it says nothing where somebody can.
func (field *Field) Nobody(key string) *Field {
	if len(field.Options) == 0 {
		field.Help(key)
	}
	return field
}

// Fills tells browsers what belongs into a field, as HTML's autocomplete does.
func (field *Field) Fills(auto string) *Field {
	field.Auto = auto
	return field
}

// As says by which name errors know a field, where that is not its own; of
// several the first that is so called shows it.
func (field *Field) As(key string) *Field {
	field.key = key
	return field
}

// fail says what is wrong with a field.
func (field *Field) fail(key string, args ...string) {
	field.says(&heed.Error{Code: heed.CodeInvalid, Key: key, Args: append([]string{"Field", field.key}, args...)})
}

// says puts an error beside the field, which it calls as the form does.
func (field *Field) says(err error) {
	label := ""
	if field.own {
		label = field.Label
	}
	field.err, field.Error = err, field.form.r.Words.ErrorOf(err, label)
}

// Text is a field of one line.
func (f *Form) Text(v *string, name string) *Field { return f.line("text", v, name) }

// Email is a field for an address.
func (f *Form) Email(v *string, name string) *Field { return f.line("email", v, name) }

// Password is a field that does not show what is typed, nor keeps it.
func (f *Form) Password(v *string, name string) *Field {
	field := f.add("password", name, "")
	*v = field.Value
	return field
}

func (f *Form) line(kind string, v *string, name string) *Field {
	field := f.add(kind, name, *v)
	if f.sent {
		*v = strings.TrimSpace(field.Value)
	}
	return field
}

// Area is a field of several lines.
func (f *Form) Area(v *string, name string) *Field {
	field := f.add("area", name, *v)
	if f.sent {
		*v = strings.TrimSpace(strings.ReplaceAll(field.Value, "\r\n", "\n"))
	}
	return field
}

// Date is a field for a day.
func (f *Form) Date(v *heed.Date, name string) *Field {
	field := f.add("date", name, string(*v))
	if f.sent {
		*v = heed.Date(strings.TrimSpace(field.Value))
		if *v != "" && !v.Valid() {
			field.fail("error.field_date", "Given", string(*v))
		}
	}
	return field
}

// Number is a field for a whole number; nothing is 0.
func (f *Form) Number(v *int, name string) *Field {
	value := ""
	if *v != 0 {
		value = strconv.Itoa(*v)
	}
	field := f.add("number", name, value)
	if f.sent {
		text := strings.TrimSpace(field.Value)
		n, ok := heed.Count(text)
		if *v = n; !ok && text != "" {
			field.fail("error.field_whole", "Given", text)
		}
	}
	return field
}

// Check is a box to tick.
func (f *Form) Check(v *bool, name string) *Field {
	value := ""
	if *v {
		value = "1"
	}
	field := f.add("check", name, value)
	if f.sent {
		*v = field.Value != ""
	}
	return field
}

// File is a field for a file, whose bytes it gives.
func (f *Form) File(v *[]byte, name string) *Field {
	field := f.add("file", name, "")
	f.Files = true
	if !f.sent || f.r.MultipartForm == nil || len(f.r.MultipartForm.File[name]) == 0 {
		return field
	}
	head := f.r.MultipartForm.File[name][0]
	in, err := head.Open()
	if err == nil {
		*v, err = io.ReadAll(in)
		err = errors.Join(err, in.Close())
	}
	if err != nil || len(*v) == 0 {
		field.fail("error.field_missing")
	}
	field.Value = head.Filename
	return field
}

// Hidden carries a text along, such as where to go afterwards.
func (f *Form) Hidden(v *string, name string) {
	field := f.add("hidden", name, *v)
	*v = field.Value
}

// Asks says what the script has to ask the browser for before the form is sent;
// the answer is the field of that name.
func (f *Form) Asks(do, options string) { f.Do, f.Passkey = do, options }

// Version carries along which version of something the writer has seen.
func (f *Form) Version(v *int) {
	text := strconv.Itoa(*v)
	f.Hidden(&text, "version")
	*v, _ = strconv.Atoi(text) // what is no number is no version: the write says so
}

// Choice is a field for one of several values; word puts one into words, by
// "field name.value" where it is nil. What is not among them is refused.
func Choice[T ~string](f *Form, v *T, name string, of []T, word func(T) string) *Field {
	field := f.add("choice", name, string(*v))
	if f.sent {
		*v = T(field.Value)
		if *v != "" && !slices.Contains(of, *v) {
			field.fail("error.field_value", "Given", string(*v))
		}
	}
	offer(field, of, []T{*v}, word)
	return field
}

// Many is a field for any number of several values.
func Many[T ~string](f *Form, v *[]T, name string, of []T, word func(T) string) *Field {
	field := f.add("many", name, "")
	if f.sent {
		*v = nil
		for _, given := range f.r.PostForm[name] {
			if !slices.Contains(of, T(given)) {
				field.fail("error.field_value", "Given", given)
			} else if !slices.Contains(*v, T(given)) {
				*v = append(*v, T(given))
			}
		}
	}
	field.Value = ""
	offer(field, of, *v, word)
	return field
}

// offer adds the values that a field offers.
func offer[T ~string](field *Field, of, chosen []T, word func(T) string) {
	for _, value := range of {
		text := ""
		if word != nil {
			text = word(value)
		} else {
			text = field.form.r.T(field.Name + "." + string(value))
		}
		field.Options = append(field.Options, Option{Value: string(value), Text: text, Selected: slices.Contains(chosen, value)})
	}
}

// Sent reports whether this form was sent and everything that it needs is there.
func (f *Form) Sent() bool {
	if f.sent && f.wrong() {
		f.r.fails(heed.CodeInvalid)
	}
	return f.sent && !f.wrong()
}

// wrong reports whether something in the form is.
func (f *Form) wrong() bool {
	return f.Problem != "" || slices.ContainsFunc(f.Fields, func(field *Field) bool { return field.Error != "" })
}

// Shows puts what went wrong into the form: beside the field that the error
// names, or above all. It is false for what no change of the form can help, a
// fault of the program or the store; that is for the handler to give back.
func (f *Form) Shows(err error) bool {
	switch heed.ErrorCode(err) {
	case heed.CodeInternal, heed.CodeUnavailable:
		return false
	}
	f.r.fails(heed.ErrorCode(err))
	name := heed.ErrorArg(err, "Field")
	for _, field := range f.Fields {
		if field.key == name && field.Kind != "hidden" {
			field.says(err)
			return true
		}
	}
	f.Problem = strings.Join(append([]string{f.r.Words.Error(err)}, f.r.Request.Base("").Refused(err)...), " · ")
	return true
}

// Clear empties the form once what it asked for is done, where its page stays.
func (f *Form) Clear() {
	for _, field := range f.Fields {
		field.Value = ""
		for i := range field.Options {
			field.Options[i].Selected = false
		}
	}
}

// fails remembers that what was asked for is not done.
func (r *Request) fails(code heed.Code) {
	if r.status = http.StatusUnprocessableEntity; code == heed.CodeLimit {
		r.status = http.StatusTooManyRequests
	}
}

// Wrong lists the fields in which something is wrong.
func (f *Form) Wrong() []*Field {
	var out []*Field
	for _, field := range f.Fields {
		if field.Error != "" {
			out = append(out, field)
		}
	}
	return out
}

// Failed reports whether something is wrong with what was sent.
func (f *Form) Failed() bool { return f.wrong() }

// Page is the page that holds the form: with what is wrong, it is not what was
// asked for.
func (r *Request) Page(v page.View, data any) page.Result {
	result := page.Result{View: v.Name, Data: data}
	result.Status, result.Script = r.status, r.script
	return result
}
