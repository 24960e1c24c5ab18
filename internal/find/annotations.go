// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"container/heap"
	"context"
	"math"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find/ask"
	"github.com/heed-upr/heed/internal/find/index"
	"github.com/heed-upr/heed/internal/refdata"
)

// AnnotationAnswer is what a query on annotations gives: all of it from one
// plan.
type AnnotationAnswer struct {
	Query Query `json:"query"`
	// Rows are the page of the list that is asked for: where words are looked
	// for, what they weigh most in first; otherwise the newest first.
	Rows []Passage `json:"annotations"`
	// Total is how many fit; OfTotal how many there are.
	Total   int `json:"total"`
	OfTotal int `json:"of_total"`
	// Pages is how many pages the list has, at least one.
	Pages  int     `json:"pages"`
	Facets []Facet `json:"facets"`
	// NoWord says that something was typed in which there is no word to look for,
	// so that it leaves nothing out.
	NoWord bool `json:"no_word,omitempty"`
	// Understood says how the words were understood where they are not
	// well-formed.
	Understood []ask.Note `json:"understood,omitempty"`
	// Source is the export that came in last.
	Source AnnotationOrigin `json:"source"`
}

// AnnotationOrigin is where annotations come from.
type AnnotationOrigin struct {
	Name    string      `json:"name,omitempty"`
	Digest  heed.Digest `json:"digest,omitempty"`
	At      time.Time   `json:"at,omitzero"` // when it came in
	Records int         `json:"records"`
}

// Counts gives a facet's counts; none for a dimension without facet.
func (a AnnotationAnswer) Counts(d Dimension) []Count[string] {
	return Answer{Facets: a.Facets}.Counts(d)
}

// Annotations answers a query on the annotations of OHCHR's index.
func (f *Finder) Annotations(ctx context.Context, viewer heed.Viewer, q Query) (AnnotationAnswer, error) {
	var answer AnnotationAnswer
	err := f.view(ctx, viewer, func(s snapshot) error {
		a, err := f.annotations(ctx, s)
		if err != nil {
			return err
		}
		var seqs []int64
		answer, seqs = a.answer(q)
		if err := Beyond(q.Page, answer.Pages); err != nil {
			return err
		}
		if q.Most > 0 && len(seqs) > q.Most {
			return &heed.Error{Code: heed.CodeInvalid, Op: "find.Annotations", Key: "error.too_many_rows", Args: []string{"Found", strconv.Itoa(len(seqs)), "Most", strconv.Itoa(q.Most)}}
		}
		rows, err := s.AnnotationsAt(ctx, seqs)
		if err != nil {
			return err
		}
		answer.Rows, err = f.passages(ctx, s, rows)
		return err
	})
	return answer, err
}

// EachAnnotation goes through all annotations that fit a query, in the order of
// its list, however many there are.
func (f *Finder) EachAnnotation(ctx context.Context, viewer heed.Viewer, q Query, each func(Passage) error) error {
	return f.view(ctx, viewer, func(s snapshot) error {
		a, err := f.annotations(ctx, s)
		if err != nil {
			return err
		}
		q.Page = 0
		_, seqs := a.answer(q)
		for some := range slices.Chunk(seqs, 1000) {
			rows, err := s.AnnotationsAt(ctx, some)
			if err != nil {
				return err
			}
			passages, err := f.passages(ctx, s, rows)
			if err != nil {
				return err
			}
			for _, p := range passages {
				if err := each(p); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// AnnotationImports lists what exports of OHCHR's index have brought, the
// newest first.
func (f *Finder) AnnotationImports(ctx context.Context, viewer heed.Viewer) ([]AnnotationImport, error) {
	var out []AnnotationImport
	err := f.view(ctx, viewer, func(s snapshot) error {
		var err error
		out, err = s.AnnotationImports(ctx)
		slices.Reverse(out)
		return err
	})
	return out, err
}

// answer puts a query to the annotations. It gives the numbers of the page's
// rows, which only the store has.
func (a *annotated) answer(q Query) (AnnotationAnswer, []int64) {
	asked := ask.Parse(q.Words, annotationFields)
	p := plan{sought: soughtOf(asked.Node), scope: q.Scope, filter: q.Filter, without: q.Without, facets: AnnotationDimensions}
	r := p.run(a.table, a.gone)
	out := AnnotationAnswer{Query: q, NoWord: Wordless(q.Words), Total: r.total, OfTotal: r.ofTotal, Rows: []Passage{}, Facets: []Facet{}, Understood: q.understood(asked.Notes)}
	out.Source = AnnotationOrigin{a.last.Name, a.last.Digest, a.last.At, a.last.Records}
	out.Pages = max(1, (r.total+AnnotationPageRows-1)/AnnotationPageRows)
	for _, d := range p.facets {
		counts := r.counts(d)
		slices.SortStableFunc(counts, func(a, b Count[string]) int { return orderOfAnnotations(d, a, b) })
		out.Facets = append(out.Facets, Facet{d, counts})
	}
	from, n := page(q.Page, AnnotationPageRows, r.total)
	return out, r.best(p.sought, from, n)
}

// orderOfAnnotations puts values as people expect them: what has an order of
// its own in that, everything else by frequency.
func orderOfAnnotations(d Dimension, a, b Count[string]) int {
	switch d {
	case ByMechanism:
		return cmp.Compare(slices.Index(heed.Mechanisms, heed.Mechanism(a.Value)), slices.Index(heed.Mechanisms, heed.Mechanism(b.Value)))
	case ByKind:
		return cmp.Compare(slices.Index(heed.AnnotationKinds, heed.AnnotationKind(a.Value)), slices.Index(heed.AnnotationKinds, heed.AnnotationKind(b.Value)))
	case ByPosition:
		return cmp.Compare(slices.Index(heed.Positions, heed.Position(a.Value)), slices.Index(heed.Positions, heed.Position(b.Value)))
	case ByGroup:
		return cmp.Compare(slices.Index(refdata.Groups(), refdata.RegionalGroup(a.Value)), slices.Index(refdata.Groups(), refdata.RegionalGroup(b.Value)))
	case ByYear:
		return -cmp.Compare(a.Value, b.Value)
	case ByCycle:
		x, _ := strconv.Atoi(a.Value)
		y, _ := strconv.Atoi(b.Value)
		return cmp.Compare(x, y)
	}
	return -cmp.Compare(a.Count, b.Count)
}

// ranked is a row with what it is ranked by.
type ranked struct {
	weight float32
	date   int64
	seq    int64
}

// compare puts the row that comes first in a list first: what weighs more, of
// those the newer, of those what came in first.
func (r ranked) compare(other ranked) int {
	return cmp.Or(-cmp.Compare(r.weight, other.weight), -cmp.Compare(r.date, other.date), cmp.Compare(r.seq, other.seq))
}

// last is a heap of rows with the one that comes last on top.
type last []ranked

func (l last) Len() int           { return len(l) }
func (l last) Less(i, j int) bool { return l[i].compare(l[j]) > 0 }
func (l last) Swap(i, j int)      { l[i], l[j] = l[j], l[i] }
func (l *last) Push(r any) {
	if r, ok := r.(ranked); ok { // nothing else is pushed
		*l = append(*l, r)
	}
}
func (l *last) Pop() any {
	out := (*l)[len(*l)-1]
	*l = (*l)[:len(*l)-1]
	return out
}

// best gives the numbers of n rows from one on, ranked by what the words weigh
// in them.
func (r result) best(of sought, from, n int) []int64 {
	if n == 0 {
		return nil
	}
	factors := factorsOf(of, r.table)
	parts := make([][]ranked, len(r.parts))
	each(len(r.parts), func(i int) { parts[i] = r.parts[i].best(factors, from+n) })
	all := slices.Concat(parts...)
	slices.SortFunc(all, ranked.compare)
	var out []int64
	for _, row := range all[from:min(from+n, len(all))] {
		out = append(out, row.seq)
	}
	return out
}

// best gives the first n rows of a segment, in no order.
func (of *part) best(factors []factor, n int) []ranked {
	weights, release := weigh(of.segment, factors)
	defer release()
	dates, seqs := of.segment.Numbers(numberDate), of.segment.Numbers(numberSeq)
	top := make(last, 0, min(n, int(of.rows.GetCardinality())))
	it := of.rows.ManyIterator()
	var some [256]uint32
	for got := it.NextMany(some[:]); got > 0; got = it.NextMany(some[:]) {
		for _, row := range some[:got] {
			var x ranked
			if weights != nil {
				x.weight = weights[row]
			}
			if len(top) == n && x.weight < top[0].weight {
				continue
			}
			x.date, x.seq = dates.At(row), seqs.At(row)
			if len(top) < n {
				heap.Push(&top, x)
			} else if x.compare(top[0]) < 0 {
				top[0] = x
				heap.Fix(&top, 0)
			}
		}
	}
	return top
}

// factor is a word with how much it says: the rarer, the more.
type factor struct {
	word   string
	prefix bool
	weight float32
}

// factors gives what the words weigh that are looked for, by how many rows hold
// them (the inverse document frequency of BM25).
func factorsOf(of sought, t *index.Table) []factor {
	var out []factor
	add := func(word string, prefix bool, rows func(s *index.Segment) int) {
		if slices.ContainsFunc(out, func(f factor) bool { return f.word == word && f.prefix == prefix }) {
			return
		}
		n := 0
		for _, s := range t.Segments {
			n += rows(s)
		}
		idf := math.Log(1 + (float64(t.Len()-n)+0.5)/(float64(n)+0.5))
		out = append(out, factor{word, prefix, float32(idf)})
	}
	terms, beginnings := texts(of)
	for _, term := range terms {
		add(term, false, func(s *index.Segment) int { return s.Frequency(term) })
	}
	for _, p := range beginnings {
		add(p, true, func(s *index.Segment) int { return int(s.Prefix(p).GetCardinality()) })
	}
	return out
}

// weightsPool has weights of all rows of a segment, all 0.
var weightsPool = sync.Pool{New: func() any { w := make(index.Weights, index.SegmentRows); return &w }}

// weigh gives what the words weigh in each row, nil where none are looked for;
// release gives the memory back.
func weigh(s *index.Segment, factors []factor) (w index.Weights, release func()) {
	if len(factors) == 0 {
		return nil, func() {}
	}
	pooled, ok := weightsPool.Get().(*index.Weights)
	if !ok {
		panic("find: the pool of weights has something else")
	}
	for _, f := range factors {
		if f.prefix {
			s.WeighPrefix(*pooled, f.word, f.weight)
		} else {
			s.Weigh(*pooled, f.word, f.weight)
		}
	}
	return *pooled, func() {
		clear(*pooled)
		weightsPool.Put(pooled)
	}
}
