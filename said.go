// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

// Said is who says something that somebody else records, and where everybody can
// read it.
type Said struct {
	Voice   Voice
	Speaker string
	Source  Source
	// Dated says that something tells when it was said, or made known.
	Dated bool
}

// Quoting is a matter in which somebody is said to have said something.
type Quoting interface {
	// Quotes gives who, and false where nobody is quoted.
	Quotes() (Said, bool)
}

// Quotes implements Quoting.
func (f Figure) Quotes() (Said, bool) { return f.Said(), true }

// Said gives who says that it is so many.
func (f Figure) Said() Said {
	return Said{f.Voice, f.Speaker, f.Source, f.AsOf != "" || f.Published != "" || len(f.When) > 0}
}

// Quotes implements Quoting.
func (c Call) Quotes() (Said, bool) { return c.Said(), true }

// Said gives who has said it.
func (c Call) Said() Said { return Said{c.Voice, c.Speaker, c.Source, c.Date != ""} }

// Quotes implements Quoting.
func (a Assessment) Quotes() (Said, bool) {
	if a.Quotation == nil {
		return Said{}, false
	}
	q := a.Quotation
	return Said{q.Voice, q.Speaker, Source{Symbol: q.Symbol, Address: q.Address, Place: q.Place}, a.AsOf != ""}, true
}

// As gives the same as another voice has said it.
func (s Said) As(v Voice) Said {
	s.Voice = v
	return s
}

// Check is unfit for what carries the name of a State or of a UN body and cannot be
// looked up: of a UN body it takes the symbol of a document, or a page or paragraph;
// of a State's authority one of these, or a publication with its date.
func (s Said) Check(kind SubjectKind) error {
	found := symbolForm.MatchString(s.Source.Symbol) || s.Source.Place != ""
	switch {
	case s.Voice == VoiceUN && !found:
		return unfit(kind, "source", "error.said_un")
	case s.Voice == VoiceState && !found && !s.Dated:
		return unfit(kind, "source", "error.said_state")
	}
	return nil
}
