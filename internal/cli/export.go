// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"bufio"
	"errors"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
)

type exportCommand struct {
	storing
	Reviews []string `arg:"" optional:"" placeholder:"KAZ/2" help:"The reviews; all of them if none is named."`
	Format  string   `enum:"jsonl" default:"jsonl" help:"Form of the output: jsonl, one JSON object a line, as \"heed extract\" prints it."`
	Facts   bool     `help:"Also print lines for documents, reviews, delegations, lead-ins, pledges, totals and findings, and what documents say that no record takes up."`
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
		lines, finder := reviewLines{export.NewLines(out), c.Facts}, find.New(h.store) // which needs no index
		if c.Facts {
			if err := finder.Documents(g.ctx, heed.Viewer{}, func(d heed.Document) error {
				if len(ids) > 0 && !slices.Contains(ids, d.Review) {
					return nil
				}
				return lines.Document(d.Name, d)
			}); err != nil {
				return err
			}
		}
		err := finder.Records(g.ctx, heed.Viewer{}, ids, func(r find.Exported) error {
			told := make([]export.Told, len(r.Labels))
			for i := range told {
				told[i] = export.Told{Labels: r.Labels[i], RestsOn: r.RestsOn[i]}
			}
			return lines.write(r.Facts, r.Record, told)
		})
		return errors.Join(err, out.Flush())
	})
}
