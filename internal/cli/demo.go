// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/testkit/specimen"
)

type demoCommand struct {
	reading
	serving
	Check bool `help:"Import, compare with what is known of the specimen, fetch the portal's own pages, verify the log, and exit."`
}

// Run shows the specimen from a store that is gone afterwards.
func (c demoCommand) Run(g *globals) error {
	dir, err := os.MkdirTemp("", "heed-demo-")
	if err != nil {
		return err
	}
	store := storing{DB: filepath.Join(dir, "heed.db")}
	err = store.with(g, c.reading, func(h *house) error { return c.show(g, h) })
	return errors.Join(err, os.RemoveAll(dir))
}

func (c demoCommand) show(g *globals, h *house) error {
	began := time.Now()
	report, err := h.Import(g.ctx, operator, specimenInputs(), app.ImportOptions{})
	if err != nil {
		return err
	}
	export, _ := specimen.Index()
	index, err := h.ImportIndex(g.ctx, operator, input("specimen-index.json", export), app.ImportOptions{})
	if err != nil {
		return err
	}
	read := 0
	for _, d := range report.Documents {
		if d.Document.Outcome == heed.OutcomeRead {
			read++
		}
	}
	g.printf("Imported %d specimen documents about an invented State (%d read) and %d passages of an invented index in %.1f s.\n", len(report.Documents), read, index.Added, time.Since(began).Seconds())
	invitations, err := demoDesk(g, h)
	if err != nil {
		return err
	}
	if c.Check {
		c.Listen = "127.0.0.1:0" // wherever there is room
	}
	p, err := c.start(g, h)
	if heed.ErrorCode(err) == heed.CodeUnavailable {
		c.Listen = "127.0.0.1:0" // something else is at the usual place
		p, err = c.start(g, h)
	}
	if err != nil {
		return err
	}
	if c.Check {
		return errors.Join(checkDemo(g, h, p.address), p.stop(g.ctx))
	}
	g.printf("\n  Heed is at %s\n\nOpen it in a browser. Stop with Ctrl-C; the store is then removed.\n", p.address)
	g.printf("\nTo see the desk, take up one of these invitations, each in a browser window of its own:\n")
	for _, i := range invitations {
		g.printf("  %-26s %s%s\n", i.called, p.address, i.path)
	}
	p.tellMetrics(g)
	return p.wait(g.ctx)
}

func specimenInputs() []app.Input {
	var inputs []app.Input
	for _, d := range specimen.Documents() {
		inputs = append(inputs, input(d.Name, d.Data))
	}
	return inputs
}

func input(name string, data []byte) app.Input {
	return app.Input{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }}
}

// checks counts what was compared and what differs.
type checks struct {
	done   int
	differ []string
}

func (c *checks) same(what string, got, want any) {
	c.done++
	if fmt.Sprint(got) != fmt.Sprint(want) {
		c.differ = append(c.differ, fmt.Sprintf("%s: %v, known %v", what, got, want))
	}
}
