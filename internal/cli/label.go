// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"fmt"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
)

type labelCommand struct {
	storing
	What    string   `arg:"" optional:"" placeholder:"KAZ/4/139.12" help:"A recommendation to decide on; with --queue, a review (KAZ/4) or nothing for all."`
	Confirm []string `sep:"none" placeholder:"ISSUE" help:"An issue that applies, as proposed. Can be given several times, as can the next two."`
	Reject  []string `sep:"none" placeholder:"ISSUE" help:"An issue that does not apply."`
	Add     []string `sep:"none" placeholder:"ISSUE" help:"An issue that applies and was not proposed."`
	Act     string   `placeholder:"1-5" help:"The kind of act that is asked for, on UPR Info's scale."`
	Reason  string   `help:"Why; it stands beside the decision."`
	Queue   bool     `help:"List what waits for a decision, the least sure first."`
	Limit   int      `default:"20" help:"How many to list."`
}

func (c labelCommand) Run(g *globals) error {
	if c.Queue {
		return c.list(g)
	}
	id, err := heed.ParseRecID(c.What)
	if err != nil {
		return err
	}
	decisions := c.decisions()
	return c.existing(g, func(h *house) error {
		if err := h.Decide(g.ctx, operator, id, decisions); err != nil {
			return err
		}
		noun := "decisions"
		if len(decisions) == 1 {
			noun = "decision"
		}
		g.printf("%s: %d %s. They stand beside what Heed proposes, whatever it proposes later.\n", id, len(decisions), noun)
		return nil
	})
}

// decisions puts the flags into decisions.
func (c labelCommand) decisions() []heed.LabelDecision {
	var out []heed.LabelDecision
	for _, of := range []struct {
		verdict heed.Verdict
		issues  []string
	}{{heed.Confirmed, c.Confirm}, {heed.Rejected, c.Reject}, {heed.Added, c.Add}} {
		for _, i := range of.issues {
			out = append(out, heed.LabelDecision{Kind: heed.LabelIssue, Label: i, Verdict: of.verdict, Reason: c.Reason})
		}
	}
	if c.Act != "" {
		out = append(out, heed.LabelDecision{Kind: heed.LabelAct, Label: c.Act, Verdict: heed.Confirmed, Reason: c.Reason})
	}
	return out
}

// list prints what waits for a decision.
func (c labelCommand) list(g *globals) error {
	var id heed.ReviewID
	var err error
	if c.What != "" {
		if id, err = heed.ParseReviewID(c.What); err != nil {
			return err
		}
	}
	return c.existing(g, func(h *house) error {
		queue, err := find.New(h.store).Queue(g.ctx, heed.Viewer{}, id, c.Limit)
		if err != nil {
			return err
		}
		for _, q := range queue {
			g.printf("%s  %s: %s\n", q.ID, q.Kind, why(q))
			g.printf("    %s\n", q.Text)
		}
		if len(queue) == 0 {
			g.printf("Nothing waits for a decision.\n")
		}
		return nil
	})
}

// why says what is proposed and what carried it.
func why(q find.Queued) string {
	if q.Stale {
		return fmt.Sprintf("%s was %s, and the text has changed since", q.Label.Label, q.Decision.Verdict)
	}
	var words []string
	for _, w := range q.Proposal.Words {
		words = append(words, q.Text[w[0]:w[1]])
	}
	return fmt.Sprintf("%s, %.0f %% (%s)", q.Label.Label, 100*q.Proposal.Probability, strings.Join(words, ", "))
}
