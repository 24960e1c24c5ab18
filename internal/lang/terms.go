// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lang

// Term is a word of a text as a search compares it.
type Term struct {
	Text string
	// From and To are where the word stands, in bytes.
	From, To int
}

// Terms gives the terms of a text in its order as if all of it were English: of
// words in other scripts it knows case and accents only. An index of texts in
// other languages keeps what Analyse gives.
func Terms(text string) []Term {
	return words(text, func(w analysed) string { return w.term })
}

// Words gives the words of a text as Terms splits and folds them, without
// taking their endings off.
func Words(text string) []Term {
	return words(text, func(w analysed) string { return w.word })
}

func words(text string, pick func(analysed) string) []Term {
	a, _ := analysers.Get().(*analyser)
	defer analysers.Put(a)
	out := make([]Term, 0, len(text)/6)
	each(text, func(raw string, from, to int) {
		var w analysed
		if ascii(raw) {
			w = a.word(English, raw)
		} else {
			w.word = Fold(raw)
			w.term = Stem(w.word)
		}
		if w.word != "" {
			out = append(out, Term{pick(w), from, to})
		}
	})
	return out
}
