// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/reconcile"
)

// ParagraphOf is the number of a passage in its document, as its source gives it
// or as it stands before its words; "" where neither does.
func ParagraphOf(a heed.Annotation) string {
	return cmp.Or(a.Number, reconcile.NumberBefore(a.Text))
}

// Reference is what people call a passage by: the symbol of its document, its
// number there, and eight digits that tell it from all others of that document:
// "CAT/C/KAZ/CO/4, 12 #1f2e3d4c". A passage without a symbol has its name.
func Reference(a heed.Annotation) string {
	out := strings.Join(strings.Fields(a.Symbol), "")
	if n := ParagraphOf(a); n != "" {
		out += ", " + n
	}
	out += " #" + digits(a)
	if ref, ok := parseReference(out); !ok || ref.symbol != symbolOf(a.Symbol) || ref.digits != digits(a) {
		return a.ID // what stands for its symbol is none
	}
	return out
}

// digits are the first of the digest of the name of a passage.
func digits(a heed.Annotation) string {
	sum := sha256.Sum256([]byte(a.ID))
	return hex.EncodeToString(sum[:4])
}

// symbolOf is a symbol as symbols are told apart: without spaces, in capitals.
func symbolOf(s string) string { return strings.ToUpper(strings.Join(strings.Fields(s), "")) }

// reference is what somebody typed who means a passage.
type reference struct{ symbol, paragraph, digits string }

// referred takes a reference apart: a symbol, which has a stroke in it, then the
// number of a paragraph and the digits, each of which may be missing.
var referred = regexp.MustCompile(`^([^\s,;#]*/[^\s,;#]*)(?:[\s,;]+(?:(?:paras?|paragraph|п|пп|т)\.?\s+|(?:п|пп|т)\.|§)?\s*([^#]*?))?\s*(?:#([0-9a-fA-F]{8}))?$`)

// parseReference reads a reference; it is false for what is none.
func parseReference(text string) (reference, bool) {
	m := referred.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return reference{}, false
	}
	return reference{symbolOf(m[1]), paragraph(m[2]), strings.ToLower(m[3])}, true
}

// paragraph is the number of a paragraph as they are told apart: "12 (a)." is
// "12(a)".
func paragraph(s string) string {
	return strings.TrimRight(strings.ToLower(strings.Join(strings.Fields(s), "")), ".")
}

// Passages gives the passages of these names that there are, by name.
func (f *Finder) Passages(ctx context.Context, viewer heed.Viewer, ids ...string) (map[string]heed.Annotation, error) {
	out := map[string]heed.Annotation{}
	if len(ids) == 0 {
		return out, nil
	}
	err := f.view(ctx, viewer, func(s snapshot) error {
		all, err := s.AnnotationsNamed(ctx, ids)
		for _, a := range all {
			out[a.ID] = a
		}
		return err
	})
	return out, err
}

// PassagesOf gives the passages that things name, by name.
func (f *Finder) PassagesOf(ctx context.Context, viewer heed.Viewer, says ...heed.Matter) (map[string]heed.Annotation, error) {
	var ids []string
	for _, m := range says {
		ids = append(ids, heed.Passages(m)...)
	}
	slices.Sort(ids)
	return f.Passages(ctx, viewer, slices.Compact(ids)...)
}

// OnePassage gives one passage as a list gives it, CodeNotFound where there is
// none of the name.
func (f *Finder) OnePassage(ctx context.Context, viewer heed.Viewer, id string) (AnnotationAnswer, error) {
	out := AnnotationAnswer{Pages: 1, Facets: []Facet{}}
	err := f.view(ctx, viewer, func(s snapshot) error {
		all, err := s.AnnotationsNamed(ctx, []string{id})
		if err != nil {
			return err
		}
		if len(all) == 0 {
			return &heed.Error{Code: heed.CodeNotFound, Op: "find.OnePassage", Key: "error.annotation_unknown", Args: []string{"Given", id}}
		}
		a, err := f.annotations(ctx, s)
		if err != nil {
			return err
		}
		out.Source = AnnotationOrigin{a.last.Name, a.last.Digest, a.last.At, a.last.Records}
		out.Rows, err = f.passages(ctx, s, all)
		out.Total, out.OfTotal = len(all), a.table.Len()
		return err
	})
	return out, err
}

// mostCandidates is how many passages an error lists from which one is to be
// chosen.
const mostCandidates = 8

// Refer finds the passage that somebody means by its name, its reference, or the
// symbol of its document with the number of its paragraph. What fits several is
// CodeInvalid, and lists them; so is what fits none. Field is the field of a form
// in which it was typed.
func (f *Finder) Refer(ctx context.Context, viewer heed.Viewer, field, given string) (string, error) {
	id := ""
	err := f.view(ctx, viewer, func(s snapshot) error {
		named, err := s.AnnotationsNamed(ctx, []string{given})
		if err != nil {
			return err
		}
		if len(named) == 1 {
			id = given
			return nil
		}
		ref, ok := parseReference(given)
		if !ok {
			return unreferred("error.annotation_unknown", field, given, nil)
		}
		a, err := f.annotations(ctx, s)
		if err != nil {
			return err
		}
		of, err := s.AnnotationsAt(ctx, a.ofSymbol(ref.symbol))
		if err != nil {
			return err
		}
		id, err = ref.among(of, field, given)
		return err
	})
	return id, err
}

// among finds the one of the passages of a document that a reference means.
func (ref reference) among(of []heed.Annotation, field, given string) (string, error) {
	fit := slices.DeleteFunc(slices.Clone(of), func(a heed.Annotation) bool {
		if ref.digits != "" {
			return digits(a) != ref.digits
		}
		return ref.paragraph != "" && paragraph(ParagraphOf(a)) != ref.paragraph
	})
	switch {
	case len(fit) == 1:
		return fit[0].ID, nil
	case len(of) == 0:
		return "", unreferred("error.annotation_unknown", field, given, nil)
	case len(fit) == 0:
		return "", unreferred("error.passage_no_such", field, given, of)
	}
	return "", unreferred("error.passage_several", field, given, fit)
}

// unreferred is the error of what means no one passage.
func unreferred(key, field, given string, candidates []heed.Annotation) error {
	args := []string{"Field", field, "Given", given}
	if len(candidates) > 0 {
		var names []string
		for _, a := range candidates[:min(mostCandidates, len(candidates))] {
			names = append(names, Reference(a)+" ("+shortened(a.Text)+")")
		}
		args = append(args, "Candidates", strings.Join(names, " · "), "Count", strconv.Itoa(len(candidates)))
	}
	return &heed.Error{Code: heed.CodeInvalid, Op: "find.Refer", Key: key, Args: args}
}

// shortened is the beginning of a text, by which people know it again.
func shortened(text string) string {
	const most = 60
	letters := []rune(strings.Join(strings.Fields(text), " "))
	if len(letters) <= most {
		return string(letters)
	}
	return strings.TrimRight(string(letters[:most]), " ,;") + "…"
}

// ofSymbol gives the numbers of the annotations of a document.
func (a *annotated) ofSymbol(symbol string) []int64 {
	var seqs []int64
	for _, segment := range a.table.Segments {
		rows := segment.Any(columnSymbol, []string{symbol})
		if gone := a.gone[segment]; gone != nil {
			rows.AndNot(gone)
		}
		numbers := segment.Numbers(numberSeq)
		for _, row := range rows.ToArray() {
			seqs = append(seqs, numbers.At(row))
		}
	}
	slices.Sort(seqs)
	return seqs
}
