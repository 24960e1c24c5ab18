// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"bufio"
	"errors"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
)

type exportCommand struct {
	storing
	Reviews []string `arg:"" optional:"" placeholder:"KAZ/2" help:"The reviews; all of them if none is named."`
	Format  string   `enum:"jsonl" default:"jsonl" help:"Form of the output: jsonl, one JSON object a line, as \"heed extract\" prints it."`
	Facts   bool     `help:"Also print lines for reviews, delegations, lead-ins, pledges, totals and findings, and what the documents before a review say."`
}

func (c exportCommand) Run(g *globals) error {
	var ids []heed.ReviewID
	for _, s := range c.Reviews {
		id, err := heed.ParseReviewID(s)
		if err != nil {
			return err
		}
		ids = append(ids, id)
	}
	return c.existing(g, func(h *house) error {
		out := bufio.NewWriter(g.out)
		lines := export.NewLines(out)
		err := find.New(h.store).Records(g.ctx, heed.Viewer{}, ids, func(r find.Exported) error {
			for _, f := range r.Before {
				if !c.Facts {
					break
				}
				if err := lines.Before(f.Document.Name, f); err != nil {
					return err
				}
			}
			if err := lines.Recommendations(r.File, r.Record); err != nil || !c.Facts {
				return err
			}
			return lines.Facts(r.File, r.Record)
		})
		return errors.Join(err, out.Flush())
	})
}
