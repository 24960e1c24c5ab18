// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"context"
	"encoding/hex"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find/index"
	"github.com/heed-upr/heed/internal/lang"
	"github.com/heed-upr/heed/internal/refdata"
)

// annotated is the annotations of a store, ready to be asked.
type annotated struct {
	entries int64 // length of the log that they were last held against
	mark    AnnotationMark
	// last is the export of OHCHR's index that came in last; its zero value where
	// none has.
	last AnnotationImport

	saved []index.Saved
	table *index.Table
	gone  map[*index.Segment]*index.Set
}

// annotationForm names how annotations become rows. It changes whenever
// annotationRow, or what lang makes of words, changes: an index that was saved
// in another form is made anew.
const annotationForm = "annotations 5"

// The numbers of a row.
const (
	numberSeq  = "seq"
	numberDate = "date" // 20250131; 0 where it is not known
)

// columnSymbol is a column by which passages are found and nothing is filtered.
const columnSymbol = "symbol"

// annotations gives the annotations as of a snapshot. What is new since the
// last time is added; most of the time nothing is.
func (f *Finder) annotations(ctx context.Context, s snapshot) (*annotated, error) {
	f.indexing.Lock()
	defer f.indexing.Unlock()
	if f.annotated != nil && f.annotated.entries == s.entries {
		return f.annotated, nil // nothing comes in without an entry
	}
	mark, err := s.AnnotationMark(ctx)
	if err != nil {
		return nil, err
	}
	if f.annotated == nil {
		if f.annotated, err = f.saved(ctx, s); err != nil {
			return nil, err
		}
	}
	if f.annotated.mark == mark {
		same := *f.annotated
		same.entries = s.entries
		f.annotated = &same
		return f.annotated, nil
	}
	if f.annotated.mark.Last > mark.Last { // an older snapshot, which is not for the others
		return f.annotated.within(ctx, s, mark)
	}
	next, err := f.extend(ctx, s, f.annotated.saved, mark)
	if err != nil {
		return nil, err
	}
	f.annotated = next
	return next, nil
}

// saved gives the annotations as they were saved, or none.
func (f *Finder) saved(ctx context.Context, s snapshot) (*annotated, error) {
	none := &annotated{table: index.NewTable()}
	if f.folder == nil {
		return none, nil
	}
	of, all := f.folder.Load(annotationForm)
	if here, err := descends(ctx, s, of); err != nil || !here || len(all) == 0 {
		return none, err
	}
	a := &annotated{saved: all, mark: AnnotationMark{Last: all[len(all)-1].To, Gone: -1}} // so that it is looked at
	a.table = tableOf(all)
	return a, nil
}

// state names the state of the annotations in a store by the entry in the log
// of the last export, which no other store has.
func state(ctx context.Context, s snapshot) (string, error) {
	imports, err := s.AnnotationImports(ctx)
	if err != nil || len(imports) == 0 {
		return "", err
	}
	at := imports[len(imports)-1].Entry
	hash, err := leaf(ctx, s, at)
	return fmt.Sprintf("%d %s", at, hash), err
}

// descends reports whether a store was once in a state.
func descends(ctx context.Context, s snapshot, of string) (bool, error) {
	position, hash, _ := strings.Cut(of, " ")
	at, err := strconv.ParseInt(position, 10, 64)
	if err != nil || at < 0 {
		return false, nil //nolint:nilerr // no state at all
	}
	have, err := leaf(ctx, s, at)
	if heed.ErrorCode(err) == heed.CodeNotFound {
		return false, nil
	}
	return have == hash, err
}

// leaf gives the hash of an entry of the log.
func leaf(ctx context.Context, s snapshot, position int64) (string, error) {
	entries, err := s.Entries(ctx, position, 1)
	if err != nil {
		return "", err
	}
	if len(entries) == 0 {
		return "", &heed.Error{Code: heed.CodeNotFound, Op: "find.leaf", Key: "error.entry_not_found", Args: []string{"Entry", strconv.FormatInt(position, 10)}}
	}
	hashes, err := s.LogHashes(ctx, []int64{tlog.StoredHashIndex(0, position)})
	if err != nil {
		return "", err
	}
	return hex.EncodeToString(hashes[0][:]), nil
}

// extend adds what has come since the last segment was made, and saves it.
func (f *Finder) extend(ctx context.Context, s snapshot, had []index.Saved, mark AnnotationMark) (*annotated, error) {
	had = kept(had, mark)
	after := int64(0)
	if len(had) > 0 {
		after = had[len(had)-1].To
	}
	made, err := segments(ctx, s, after, mark.Last)
	if err != nil {
		return nil, err
	}
	all := slices.Concat(had, made)
	if f.folder != nil && len(made) > 0 {
		of, err := state(ctx, s)
		if err != nil {
			return nil, err
		}
		// Where it cannot be saved it is made anew the next time.
		if in, err := f.folder.Save(annotationForm, of, all); err == nil {
			all = in
		}
	}
	a := &annotated{entries: s.entries, mark: mark, saved: all, table: tableOf(all)}
	if a.gone, err = goneFrom(ctx, s, all, mark); err != nil {
		return nil, err
	}
	imports, err := s.AnnotationImports(ctx)
	for _, i := range imports {
		if i.Source == "" {
			a.last = i
		}
	}
	return a, err
}

// within gives the annotations as an older snapshot has them.
func (a *annotated) within(ctx context.Context, s snapshot, mark AnnotationMark) (*annotated, error) {
	gone, err := goneFrom(ctx, s, a.saved, mark)
	return &annotated{mark: mark, last: a.last, saved: a.saved, table: a.table, gone: gone}, err
}

// kept gives the segments that stay when rows come behind them. Those at the
// end that are not larger than what comes are made anew together with it, so
// that there are few small ones however often something comes.
func kept(had []index.Saved, mark AnnotationMark) []index.Saved {
	for len(had) > 0 {
		last := had[len(had)-1]
		coming := mark.Last - last.To
		if coming <= 0 || last.Len() >= index.SegmentRows/2 || int64(last.Len()) > 2*coming {
			break
		}
		had = had[:len(had)-1]
	}
	return had
}

// segments makes segments of the annotations with numbers after one and up to
// another.
func segments(ctx context.Context, s snapshot, after, to int64) ([]index.Saved, error) {
	if after >= to {
		return nil, nil
	}
	var out []index.Saved
	b, start, last := index.NewBuilder(), after, after
	err := eachRow(ctx, s, after, to, func(row index.Row) {
		if b.Full() {
			out = append(out, index.NewSaved(b.Segment(), start, last))
			b, start = index.NewBuilder(), last
		}
		b.Add(row)
		last = row.Numbers[numberSeq]
	})
	if err != nil {
		return nil, err
	}
	return append(out, index.NewSaved(b.Segment(), start, to)), nil
}

// numbered is an annotation with its number.
type numbered struct {
	seq int64
	heed.Annotation
}

// rowsAtOnce is how many annotations are made into rows together.
const rowsAtOnce = 500

// eachRow makes annotations into rows and hands them on in their order. Reading
// them, finding their words and adding them take about as long as each other,
// and are done at the same time.
func eachRow(ctx context.Context, s snapshot, after, to int64, add func(index.Row)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	batches := make(chan chan []index.Row, runtime.GOMAXPROCS(0))
	added := make(chan struct{})
	go func() {
		defer close(added)
		for rows := range batches {
			for _, row := range <-rows {
				add(row)
			}
		}
	}()
	var batch []numbered
	flush := func() {
		some, rows := batch, make(chan []index.Row, 1)
		batch = nil
		batches <- rows // waits for its turn, and so bounds how many are in memory
		go func() { rows <- annotationRows(some) }()
	}
	err := s.Annotations(ctx, after, to, func(seq int64, a heed.Annotation) error {
		if batch = append(batch, numbered{seq, a}); len(batch) == rowsAtOnce {
			flush()
		}
		return ctx.Err()
	})
	flush()
	close(batches)
	<-added
	return err
}

func annotationRows(all []numbered) []index.Row {
	out := make([]index.Row, len(all))
	for i, a := range all {
		out[i] = annotationRow(a.seq, a.Annotation)
	}
	return out
}

// goneFrom gives the rows that are no longer there, or not there yet.
func goneFrom(ctx context.Context, s snapshot, all []index.Saved, mark AnnotationMark) (map[*index.Segment]*index.Set, error) {
	numbers, err := s.AnnotationsGone(ctx)
	if err != nil {
		return nil, err
	}
	out := map[*index.Segment]*index.Set{}
	for _, of := range all {
		gone := roaring.New()
		from, _ := slices.BinarySearch(numbers, of.After+1)
		for _, seq := range numbers[from:] {
			if seq > of.To {
				break
			}
			if row, ok := of.Find(numberSeq, seq); ok {
				gone.Add(row)
			}
		}
		if of.To > mark.Last {
			row, _ := of.Find(numberSeq, mark.Last+1)
			gone.AddRange(uint64(row), uint64(of.Len()))
		}
		if !gone.IsEmpty() {
			out[of.Segment] = gone
		}
	}
	return out, nil
}

// tableOf puts segments one behind the other.
func tableOf(all []index.Saved) *index.Table {
	out := make([]*index.Segment, len(all))
	for i, s := range all {
		out[i] = s.Segment
	}
	return index.NewTable(out...)
}

// annotationRow gives the columns and terms of an annotation.
func annotationRow(seq int64, a heed.Annotation) index.Row {
	values := map[string][]string{
		string(ByBody): {a.Body}, string(ByMechanism): {string(a.Mechanism())}, string(ByKind): {string(a.Kind)},
		string(BySource): {cmp.Or(a.Source, heed.SourceOHCHR)},
	}
	if symbol := symbolOf(a.Symbol); symbol != "" {
		values[columnSymbol] = []string{symbol}
	}
	if a.Source == "" {
		values[string(ByLabel)], values[string(ByPersons)], values[string(BySDG)] = a.Themes, a.Persons, a.SDGs
	} else { // which must not look like OHCHR's
		values[string(ByTag)] = slices.Concat(a.Themes, a.Persons, a.SDGs)
	}
	for _, s := range a.States {
		values[string(ByState)] = append(values[string(ByState)], string(s))
	}
	for _, s := range a.RecommendingStates {
		values[string(ByFrom)] = append(values[string(ByFrom)], string(s))
		if g := refdata.Group(s); g != "" {
			values[string(ByGroup)] = append(values[string(ByGroup)], string(g))
		}
	}
	if c := cycleOf(a); c > 0 {
		values[string(ByCycle)] = []string{strconv.Itoa(c)}
	}
	if a.Position != "" {
		values[string(ByPosition)] = []string{string(a.Position)}
	}
	date := int64(0)
	if len(a.Date) == len("2006-01-02") {
		values[string(ByYear)] = []string{string(a.Date[:4])}
		date, _ = strconv.ParseInt(strings.ReplaceAll(string(a.Date), "-", ""), 10, 64)
	}
	row := index.Row{Values: values, Numbers: map[string]int64{numberSeq: seq, numberDate: date}}
	row.Read(lang.Analyse(lang.Unknown, a.Text))
	return row
}
