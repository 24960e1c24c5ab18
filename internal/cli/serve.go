// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"log"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/auth"
	"github.com/heed-upr/heed/internal/fetch"
	"github.com/heed-upr/heed/internal/metrics"
	"github.com/heed-upr/heed/internal/web"
)

// serving are the options of commands that serve the portal.
type serving struct {
	Listen   string   `help:"${listen_help}" default:"${listen_default}"`
	BaseURL  string   `name:"base-url" help:"${base_url_help}" default:"${base_url_default}"`
	HostName string   `help:"${host_name_help}" default:"${host_name_default}"`
	Desk     string   `help:"${desk_help}" default:"${desk_default}" enum:"${desk_choices}"`
	Second   string   `name:"second-step" help:"${second_step_help}" default:"${second_step_default}" enum:"${second_step_choices}"`
	OIDC     provider `embed:"" prefix:"oidc-"`
	outgoing
	Names   string `help:"${names_help}" default:"${names_default}" enum:"${names_choices}"`
	Metrics string `help:"${metrics_help}" default:"${metrics_default}" placeholder:"ADDRESS"`
}

// outgoing are the options of commands that look at pages and feeds of the web.
type outgoing struct {
	Links string `help:"${links_help}" default:"${links_default}" enum:"${links_choices}"`
	// LinksProxy is hidden: it may hold a password.
	LinksProxy string `name:"links-proxy" help:"${links_proxy_help}" hidden:""`
}

// provider are the options of signing in by somebody else.
type provider struct {
	Issuer string `help:"${oidc_issuer_help}" default:"${oidc_issuer_default}" placeholder:"ADDRESS"`
	Client string `help:"${oidc_client_help}" default:"${oidc_client_default}"`
	// Secret is hidden: a flag is seen by every user of the machine.
	Secret string `help:"${oidc_secret_help}" hidden:""`
	Name   string `help:"${oidc_name_help}" default:"${oidc_name_default}"`
}

// named gives the provider as auth knows it.
func (p provider) named() (auth.Provider, error) {
	if p.Issuer == "" {
		return auth.Provider{}, nil
	}
	private, _, _ := guarded(p.Issuer)
	if !private || p.Client == "" {
		return auth.Provider{}, &heed.Error{Code: heed.CodeInvalid, Op: "cli.serve", Key: "error.oidc", Args: []string{"Address", p.Issuer}}
	}
	at, err := url.Parse(p.Issuer)
	return auth.Provider{Issuer: p.Issuer, Client: p.Client, Secret: p.Secret, Name: cmp.Or(p.Name, at.Host)}, err
}

// fresh is how long a page may be given after another process has written.
const fresh = 200 * time.Millisecond

// drain is how long requests under way may take when the portal stops.
const drain = 10 * time.Second

type serveCommand struct {
	storing
	reading
	serving
	mailing
}

func (c serveCommand) Run(g *globals) error {
	return c.with(g, c.reading, func(h *house) error {
		h.App.Warns = c.SMTPHost != ""
		p, err := c.start(g, h)
		if err != nil {
			return err
		}
		stopped, err := c.run(g, h, p.base)
		if err != nil {
			return errors.Join(err, p.stop(g.ctx))
		}
		unwatched := watch(g, h)
		g.printf("Heed is at %s\n", p.address)
		p.tellMetrics(g)
		err = p.wait(g.ctx)
		stopped()
		unwatched()
		return err
	})
}

// lookAtLinks lets Heed look at pages that people name as evidence, and at feeds
// that they watch, unless nobody wants it to. Where a portal is an onion service,
// going out would tell others where it is.
func (o outgoing) lookAtLinks(h *house, base string) error {
	at, err := url.Parse(base)
	hidden := err == nil && strings.HasSuffix(at.Hostname(), ".onion") && o.LinksProxy == ""
	if o.Links == "off" || o.Links == "auto" && hidden {
		return nil
	}
	links, err := fetch.NewLinks(o.LinksProxy, version)
	if err == nil {
		h.Links, h.Feeds = links, links
	}
	return err
}

// portal is a portal that is being served.
type portal struct {
	listening
	measures *listening // nil where nobody asked for metrics
	failed   chan error
	base     string // where readers reach it
}

// tellMetrics says where the metrics are, if anywhere.
func (p *portal) tellMetrics(g *globals) {
	if p.measures != nil {
		g.printf("Metrics are at %s\n", p.measures.address)
	}
}

// listening is a server on an address of its own.
type listening struct {
	server   *http.Server
	listener net.Listener
	address  string // http://127.0.0.1:8420/
}

// start listens and serves; it returns once requests are answered.
func (s serving) start(g *globals, h *house) (*portal, error) {
	main, err := listen(g.ctx, "--listen", s.Listen, g.logger())
	if err != nil {
		return nil, err
	}
	p := &portal{listening: *main, failed: make(chan error, 2)}
	registry := metrics.New()
	if s.Metrics != "" {
		registry.Process()
		if p.measures, err = measuring(g, s.Metrics, registry); err != nil {
			return nil, errors.Join(err, main.listener.Close())
		}
	}
	base := s.BaseURL
	if base == "" {
		base = p.address
	}
	p.base = base
	desk, err := s.desk(g, h, base)
	if err != nil {
		return nil, errors.Join(err, p.close())
	}
	if err := h.signing(); err != nil {
		// Readers need the record more than its checkpoints.
		g.logger().Warn("no checkpoints of the log are signed", "error", err)
	}
	h.ShowsNames = s.Names == "on"
	finder, err := h.finder()
	if err == nil {
		err = s.lookAtLinks(h, s.BaseURL)
	}
	if err != nil {
		return nil, errors.Join(err, p.close())
	}
	p.server.Handler, err = web.New(web.Config{Find: finder, App: h.App, Host: s.HostName, BaseURL: base, Auth: desk, Logger: g.logger(), Fresh: fresh, Metrics: registry})
	if err != nil {
		return nil, errors.Join(err, p.close())
	}
	p.serve()
	// Readers need not wait for the index; the first page asks for it all the
	// same, and tells what goes wrong.
	go func() { _ = finder.Warm(g.ctx) }()
	return p, nil
}

// desk makes what signs people in, or nil where there is to be no desk.
func (s serving) desk(g *globals, h *house, base string) (*auth.Service, error) {
	private, secure, local := guarded(base)
	switch {
	case s.Desk == "off", s.Desk == "auto" && !private:
		return nil, nil //nolint:nilnil // no desk is what was asked for
	case !private:
		return nil, &heed.Error{Code: heed.CodeInvalid, Op: "cli.serve", Key: "error.desk_insecure", Args: []string{"Address", base}}
	}
	by, err := s.OIDC.named()
	if err != nil {
		return nil, err
	}
	return auth.New(auth.Config{Provider: by, App: h.App, Secure: secure, BaseURL: base, TwoSteps: s.Second == "required" || s.Second == "auto" && !local, Logger: g.logger()}), nil
}

// guarded reports whether what is sent to an address can be read by nobody on
// the way, whether browsers know so and hold cookies to it, and whether it is
// one of this machine only.
func guarded(base string) (private, secure, local bool) {
	at, err := url.Parse(base)
	if err != nil {
		return false, false, false
	}
	if at.Scheme == "https" {
		return true, true, false
	}
	if strings.HasSuffix(at.Hostname(), ".onion") {
		return true, false, false // Tor Browser would; others that reach it might not
	}
	ip, err := netip.ParseAddr(at.Hostname())
	local = at.Hostname() == "localhost" || err == nil && ip.IsLoopback()
	return local, false, local
}

// listen takes an address that a flag names; what it gives does not answer yet.
func listen(ctx context.Context, flag, address string, logger *slog.Logger) (*listening, error) {
	network, err := networkOf(address)
	var listener net.Listener
	if err == nil {
		var config net.ListenConfig
		listener, err = config.Listen(ctx, network, address)
	}
	if err != nil {
		return nil, &heed.Error{Code: heed.CodeUnavailable, Op: "cli.serve", Key: "error.cannot_listen", Args: []string{"Address", address, "Flag", flag}, Err: err}
	}
	return &listening{listener: listener, address: "http://" + listener.Addr().String() + "/", server: &http.Server{
		ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second,
		WriteTimeout: 2 * time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10,
		ErrorLog: log.New(withoutVisitors{logger}, "", 0),
	}}, nil
}

// networkOf is the network of an address: whoever names an address of IPv4 wants
// no other. An address without a port would be anywhere.
func networkOf(address string) (string, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil || port == "" {
		return "", errors.Join(err, errors.New("an address has a host and a port"))
	}
	if ip, err := netip.ParseAddr(host); err == nil && ip.Is4() {
		return "tcp4", nil
	}
	return "tcp", nil
}

// withoutVisitors takes what the standard server has to say. Most of its lines
// name the address of a visitor, so only those about the server itself pass.
type withoutVisitors struct{ logger *slog.Logger }

// Write implements io.Writer.
func (w withoutVisitors) Write(line []byte) (int, error) {
	if bytes.HasPrefix(line, []byte("http: Accept error")) {
		w.logger.Error("connections cannot be taken", "error", string(bytes.TrimSpace(line)))
	}
	return len(line), nil
}

// measuring takes the address of the metrics, apart from the portal's: they are
// for whoever runs it. An address without a host means this machine, and not
// every one that can reach it.
func measuring(g *globals, address string, registry http.Handler) (*listening, error) {
	if strings.HasPrefix(address, ":") {
		address = "127.0.0.1" + address
	}
	l, err := listen(g.ctx, "--metrics", address, g.logger())
	if err != nil {
		return nil, err
	}
	l.address += "metrics"
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", registry)
	l.server.Handler = mux
	return l, nil
}

// all are the servers of a portal.
func (p *portal) all() []*listening {
	if p.measures == nil {
		return []*listening{&p.listening}
	}
	return []*listening{&p.listening, p.measures}
}

// serve begins to answer.
func (p *portal) serve() {
	for _, l := range p.all() {
		go func() { p.failed <- l.server.Serve(l.listener) }()
	}
}

// close gives the addresses of a portal back that never answered.
func (p *portal) close() error {
	var all []error
	for _, l := range p.all() {
		all = append(all, l.listener.Close())
	}
	return errors.Join(all...)
}

// wait serves until the context ends, and then lets requests finish.
func (p *portal) wait(ctx context.Context) error {
	select {
	case err := <-p.failed:
		return errors.Join(err, p.stop(ctx))
	case <-ctx.Done():
		return p.stop(ctx)
	}
}

// stop lets requests under way finish, even where ctx has ended; those that
// take longer than drain are cut off. The metrics go last, so that they tell of
// the end too.
func (p *portal) stop(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	var all []error
	for _, l := range p.all() {
		if err := l.server.Shutdown(ctx); err != nil {
			all = append(all, err, l.server.Close())
		}
	}
	return errors.Join(all...)
}
