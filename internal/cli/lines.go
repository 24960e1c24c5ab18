// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
)

// reviewLines writes the lines of reviews, as "heed extract" and "heed export"
// both print them.
type reviewLines struct {
	*export.Lines
	facts bool // all lines, and not those of recommendations alone
}

// write writes one review: what its documents say by themselves, and the
// record, which is nil while neither report nor list is here. Then what the
// documents state of it stands alone.
func (w reviewLines) write(all []heed.Facts, record *heed.Record) error {
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
	if err := w.Recommendations(file, *record); err != nil || !w.facts {
		return err
	}
	return w.Facts(file, *record)
}
