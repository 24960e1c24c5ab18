// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"path/filepath"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/audit"
	"github.com/heed-upr/heed/internal/extract/uhri"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
)

// annotationsAtOnce is how many annotations go to the store together.
const annotationsAtOnce = 1000

// mostChanges is how many kinds of change are kept of an import.
const mostChanges = 500

// IsIndex reports whether an input is an export of OHCHR's index.
func IsIndex(input Input) bool {
	r, err := input.Open()
	if err != nil {
		return false // Import says why
	}
	defer func() { _ = r.Close() }()
	head := make([]byte, 4096)
	n, _ := io.ReadFull(r, head)
	return uhri.Is(head[:n])
}

// ImportIndex takes in an export of OHCHR's index, record by record: what is
// new, and what has changed, by OHCHR's own names of them. What the export no
// longer has stays, and is counted. It is one transaction with one entry in the
// log; an export that changes nothing leaves none. The export itself is not
// kept: it is a copy of a database, and the entry has its digest.
func (a *App) ImportIndex(ctx context.Context, actor heed.Actor, input Input, o ImportOptions) (find.AnnotationImport, error) {
	if err := policy.Allow(actor, policy.Import); err != nil {
		return find.AnnotationImport{}, err
	}
	return a.importIndex(ctx, actor, input, o, func(in *indexImport) error { return in.read(ctx, input) })
}

// importIndex takes in what read brings, in one transaction.
func (a *App) importIndex(ctx context.Context, actor heed.Actor, input Input, o ImportOptions, read func(*indexImport) error) (find.AnnotationImport, error) {
	var done find.AnnotationImport
	err := a.Store.Update(ctx, func(tx store.Tx) error {
		in := &indexImport{tx: tx, dry: o.DryRun, progress: o.Progress, states: map[find.AnnotationRevision]annotationState{}, changes: map[uhri.Change]int{}}
		if err := in.remember(ctx); err != nil {
			return err
		}
		if err := read(in); err != nil {
			return err
		}
		done = in.report()
		done.Role = actor.Role
		done.Name, done.At = filepath.Base(input.Name), a.Now().UTC()
		if o.DryRun || done.Added+done.Replaced == 0 {
			return nil
		}
		return in.finish(ctx, actor, &done)
	})
	return done, err
}

// annotationState is what is known of an annotation by its name.
type annotationState struct {
	revision find.AnnotationRevision
	here     bool // in the store before
	seen     bool // in the export
}

// indexImport is one export on its way in.
type indexImport struct {
	tx       store.Tx
	dry      bool
	progress func(done, total int)

	part    bool                                        // of the index only: what is missing says nothing
	states  map[find.AnnotationRevision]annotationState // by a hash of the name, which is shorter
	had     int
	changes map[uhri.Change]int
	result  find.AnnotationImport
}

// written is a batch of annotations on its way to the store, or the error that
// ends them.
type written struct {
	entries []uhri.Entry
	rows    []find.WrittenAnnotation
	err     error
}

// remember finds out what is here already.
func (in *indexImport) remember(ctx context.Context) error {
	return in.tx.AnnotationRevisions(ctx, func(id string, revision find.AnnotationRevision, _ []byte) error {
		if !heed.IsTableID(id) {
			in.states[find.AnnotationRevisionOf([]byte(id))] = annotationState{revision: revision, here: true}
			in.had++
		}
		return nil
	})
}

// read takes the whole export in. While some is written, the next is read.
func (in *indexImport) read(ctx context.Context, input Input) error {
	file, err := input.Open()
	if err != nil {
		return &heed.Error{Code: heed.CodeInvalid, Op: call("ImportIndex", input.Name), Key: "error.cannot_open", Args: []string{"Path", input.Name}, Err: err}
	}
	defer func() { _ = file.Close() }()
	digest := heed.NewDigester()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for batch := range readAhead(ctx, io.TeeReader(file, digest)) {
		if batch.err != nil {
			return batch.err
		}
		if err := in.put(ctx, batch); err != nil {
			return err
		}
		if in.progress != nil {
			in.progress(in.result.Records, 0)
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if _, err := io.Copy(digest, file); err != nil { // behind the last record
		return err
	}
	in.result.Digest = digest.Digest()
	return nil
}

// readAhead reads an export batch by batch until its end, an error, or the end
// of the context.
func readAhead(ctx context.Context, r io.Reader) <-chan written {
	out := make(chan written, 4)
	go func() {
		defer close(out)
		in := uhri.NewReader(r)
		for {
			b := readBatch(in)
			end := errors.Is(b.err, io.EOF)
			if end {
				b.err = nil
			}
			select {
			case out <- b:
			case <-ctx.Done():
				return
			}
			if end || b.err != nil {
				return
			}
		}
	}()
	return out
}

func readBatch(in *uhri.Reader) written {
	var b written
	for range annotationsAtOnce {
		e, err := in.Next()
		if err != nil {
			b.err = err
			break
		}
		if b.err = b.add(e); b.err != nil {
			break
		}
	}
	return b
}

// add puts an entry to those that are written together. None may have the name
// of a table's row.
func (b *written) add(e uhri.Entry) error {
	if heed.IsTableID(e.ID) {
		return &heed.Error{Code: heed.CodeInvalid, Op: "app.ImportIndex", Key: "error.index_name", Args: []string{"Name", e.ID}}
	}
	w, err := find.WriteAnnotation(e.Annotation)
	if err == nil {
		b.entries, b.rows = append(b.entries, e), append(b.rows, w)
	}
	return err
}

// put gives to the store what of a batch is new or different.
func (in *indexImport) put(ctx context.Context, b written) error {
	var rows []find.WrittenAnnotation
	for i, row := range b.rows {
		in.result.Records++
		name := find.AnnotationRevisionOf([]byte(row.ID))
		had := in.states[name]
		if had.seen {
			continue // an export that has a name twice means the first
		}
		in.states[name] = annotationState{row.Revision, had.here, true}
		for _, c := range b.entries[i].Changes {
			in.changes[c]++
		}
		switch {
		case had.here && had.revision == row.Revision:
			in.had--
			continue
		case had.here:
			in.had--
			in.result.Replaced++
		default:
			in.result.Added++
		}
		rows = append(rows, row)
	}
	if in.dry || len(rows) == 0 {
		return nil
	}
	return in.tx.PutAnnotations(ctx, rows)
}

// report says what has come.
func (in *indexImport) report() find.AnnotationImport {
	r := in.result
	if !in.part {
		r.Missing = in.had
	}
	r.Changes, r.MoreChanges = changesOf(in.changes)
	return r
}

// changesOf puts the most frequent changes first, and says how many kinds there
// are beyond those that are kept.
func changesOf(changes map[uhri.Change]int) (out []find.AnnotationChange, more int) {
	out = []find.AnnotationChange{}
	for c, n := range changes {
		out = append(out, find.AnnotationChange{Field: c.Field, From: c.From, To: c.To, Times: n})
	}
	slices.SortFunc(out, func(a, b find.AnnotationChange) int {
		return cmp.Or(-cmp.Compare(a.Times, b.Times), cmp.Compare(a.Field, b.Field), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	if n := len(out); n > mostChanges {
		out, more = out[:mostChanges], n-mostChanges
	}
	return out, more
}

// indexContent is what the log says of an export. State is the digest of all
// annotations in the store after it, by name and revision.
type indexContent struct {
	Index    heed.Digest `json:"index"`
	Records  int         `json:"records"`
	Added    int         `json:"added"`
	Replaced int         `json:"replaced"`
	State    heed.Digest `json:"state"`
}

// finish adds the entry to the log.
func (in *indexImport) finish(ctx context.Context, actor heed.Actor, done *find.AnnotationImport) error {
	state, _, err := annotationDigest(ctx, in.tx)
	if err != nil {
		return err
	}
	entry, err := audit.NewEntry(heed.EntryIndex, actor.Role, done.At, indexContent{done.Digest, done.Records, done.Added, done.Replaced, state})
	if err != nil {
		return err
	}
	if done.Entry, err = in.tx.Append(ctx, entry); err != nil {
		return err
	}
	return in.tx.PutAnnotationImport(ctx, *done)
}

// annotationDigest is the digest of all annotations by name and revision. It
// also gives the name of one that is not what its revision says, or "".
func annotationDigest(ctx context.Context, s find.AnnotationSource) (digest heed.Digest, changed string, err error) {
	sum := heed.NewDigester()
	err = s.AnnotationRevisions(ctx, func(id string, revision find.AnnotationRevision, body []byte) error {
		if whole := sha256.Sum256(body); changed == "" && find.AnnotationRevision(whole[:16]) != revision {
			changed = id
		}
		_, _ = sum.Write([]byte(id + "\n")) // a hash takes everything
		_, _ = sum.Write(revision[:])
		return nil
	})
	return sum.Digest(), changed, err
}
