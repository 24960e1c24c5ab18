// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web"
)

// serving are the options of commands that serve the portal.
type serving struct {
	Listen   string `help:"${listen_help}" default:"${listen_default}"`
	BaseURL  string `name:"base-url" help:"${base_url_help}" default:"${base_url_default}"`
	HostName string `help:"${host_name_help}" default:"${host_name_default}"`
}

// fresh is how long a page may be given after another process has written.
const fresh = 200 * time.Millisecond

// drain is how long requests under way may take when the portal stops.
const drain = 10 * time.Second

type serveCommand struct {
	storing
	reading
	serving
}

func (c serveCommand) Run(g *globals) error {
	return c.with(g, c.reading, func(h *house) error {
		p, err := c.start(g, h)
		if err != nil {
			return err
		}
		g.printf("Heed is at %s\n", p.address)
		return p.wait(g.ctx)
	})
}

// portal is a portal that is being served.
type portal struct {
	server  *http.Server
	address string // http://127.0.0.1:8420/
	failed  chan error
}

// start listens and serves; it returns once requests are answered.
func (s serving) start(g *globals, h *house) (*portal, error) {
	var config net.ListenConfig
	listener, err := config.Listen(g.ctx, "tcp", s.Listen)
	if err != nil {
		return nil, &heed.Error{Code: heed.CodeUnavailable, Op: "cli.serve", Key: "error.cannot_listen", Args: []string{"Address", s.Listen}, Err: err}
	}
	p := &portal{address: "http://" + listener.Addr().String() + "/", failed: make(chan error, 1)}
	base := s.BaseURL
	if base == "" {
		base = p.address
	}
	finder := find.New(h.store)
	handler, err := web.New(web.Config{Find: finder, App: h.App, Host: s.HostName, BaseURL: base, Logger: g.logger(), Fresh: fresh})
	if err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	p.server = &http.Server{
		Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second,
		WriteTimeout: 2 * time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10,
	}
	go func() { p.failed <- p.server.Serve(listener) }()
	// Readers need not wait for the index; the first page asks for it all the
	// same, and tells what goes wrong.
	go func() { _ = finder.Warm(g.ctx) }()
	return p, nil
}

// wait serves until the context ends, and then lets requests finish.
func (p *portal) wait(ctx context.Context) error {
	select {
	case err := <-p.failed:
		return err
	case <-ctx.Done():
		return p.stop(ctx)
	}
}

// stop lets requests under way finish, even where ctx has ended.
func (p *portal) stop(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	return p.server.Shutdown(ctx)
}
