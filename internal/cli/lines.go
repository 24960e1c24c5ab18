// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"runtime"
	"sync"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/label"
)

// reviewLines writes the lines of reviews, as "heed extract" and "heed export"
// both print them.
type reviewLines struct {
	*export.Lines
	facts bool // all lines, and not those of recommendations alone
}

// write writes one review: what its documents say by themselves, and the
// record with what is told of its recommendations, which is nil while neither report nor list is here. Then what the
// documents state of it stands alone.
func (w reviewLines) write(all []heed.Facts, record *heed.Record, told []export.Told) error {
	for _, f := range all {
		if !w.facts {
			break
		}
		if err := w.Own(f.Document.Name, f); err != nil {
			return err
		}
		if record != nil {
			continue
		}
		if err := w.Stated(f.Document.Name, f); err != nil {
			return err
		}
	}
	if record == nil {
		return nil
	}
	file := ""
	for _, f := range all {
		if f.Document.Digest == record.Report {
			file = f.Document.Name
		}
	}
	if err := w.Recommendations(file, *record, told); err != nil || !w.facts {
		return err
	}
	return w.Facts(file, *record)
}

// toldOf gives what is told of a record's recommendations, in their order. The
// model takes its time, so all processors work on them.
func toldOf(record heed.Record) []export.Told {
	out := make([]export.Told, len(record.Recommendations))
	var wait sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for first := range workers {
		wait.Go(func() {
			for i := first; i < len(out); i += workers {
				r := record.Recommendations[i]
				english := r.EnglishText()
				out[i] = export.Told{Labels: labelsIn(english), RestsOn: find.RestsOn(r.State, english, r.Position)}
			}
		})
	}
	wait.Wait()
	return out
}

// labelsIn gives the labels of an English text, and none for one that is "".
func labelsIn(text string) label.Labels {
	if text == "" {
		return label.ByRule("")
	}
	return label.Shipped().All(text)
}
