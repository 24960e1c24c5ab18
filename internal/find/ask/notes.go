// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package ask

// Note says how a query was understood where it was not well-formed: the key of
// a message, and names and values for its blanks.
type Note struct {
	Key  string
	Args []string
}

// The keys of notes, and what their blanks are.
const (
	noteBracketMissing = "ask.bracket_missing" // a closing one was added at the end
	noteBracketExtra   = "ask.bracket_extra"   // a closing one that closes nothing
	noteQuoteMissing   = "ask.quote_missing"   // a phrase runs to the end
	noteEmptyBrackets  = "ask.empty_brackets"
	noteEmptyPhrase    = "ask.empty_phrase"
	noteEmptyField     = "ask.empty_field"   // Field
	noteUnknownField   = "ask.unknown_field" // Field: taken as a word
	noteUnknownValue   = "ask.unknown_value" // Field, Value: taken as words
	noteRangeTurned    = "ask.range_turned"  // Field, Value: the range as it was understood
	noteDangling       = "ask.dangling"      // Operator
	noteLoneMinus      = "ask.lone_minus"
	noteOnlyNot        = "ask.only_not" // asks for everything but something
	noteTooDeep        = "ask.too_deep"
	noteTooLong        = "ask.too_long"
)

// NoteKeys lists the keys that notes have, each of which needs a message.
func NoteKeys() []string {
	return []string{
		noteBracketMissing, noteBracketExtra, noteQuoteMissing, noteEmptyBrackets, noteEmptyPhrase, noteEmptyField, noteUnknownField,
		noteUnknownValue, noteRangeTurned, noteDangling, noteLoneMinus, noteOnlyNot, noteTooDeep, noteTooLong,
	}
}

// Limited reports whether the query was cut short, because it was too long or
// its brackets too deep.
func (n Note) Limited() bool { return n.Key == noteTooDeep || n.Key == noteTooLong }
