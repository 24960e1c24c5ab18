// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"cmp"
	"context"
	"sync"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/mail"
)

// mailing are the options of commands that send letters.
type mailing struct {
	SMTPHost string `name:"smtp-host" help:"${smtp_host_help}" default:"${smtp_host_default}"`
	SMTPPort int    `name:"smtp-port" help:"${smtp_port_help}" default:"${smtp_port_default}"`
	SMTPTLS  string `name:"smtp-tls" help:"${smtp_tls_help}" default:"${smtp_tls_default}" enum:"${smtp_tls_choices}"`
	SMTPUser string `name:"smtp-user" help:"${smtp_user_help}" default:"${smtp_user_default}"`
	// Password is hidden: a flag is seen by every user of the machine.
	Password string `name:"smtp-password" help:"${smtp_password_help}" hidden:""`
	From     string `name:"mail-from" help:"${mail_from_help}" default:"${mail_from_default}" placeholder:"ADDRESS"`
}

// post makes what writes letters for a house whose portal is at base.
func (m mailing) post(g *globals, h *house, base string) (*mail.Post, error) {
	server := mail.Server{Host: m.SMTPHost, Port: m.SMTPPort, Encryption: mail.Encryption(m.SMTPTLS), User: m.SMTPUser, Password: m.Password, From: m.From}
	if m.SMTPHost != "" {
		if err := server.Check(); err != nil {
			return nil, err
		}
	}
	finder, err := h.finder()
	if err != nil {
		return nil, err
	}
	return &mail.Post{Find: finder, App: h.App, Actor: operator, BaseURL: base, Server: server, Logger: g.logger()}, nil
}

// run sends letters beside the portal, if a mail server is named. What it gives
// waits, for a while, until a letter that is under way has gone.
func (m mailing) run(g *globals, h *house, base string) (stopped func(), err error) {
	if m.SMTPHost == "" {
		return func() {}, nil
	}
	p, err := m.post(g, h, base)
	if err != nil {
		return nil, err
	}
	return beside(g, p.Run), nil
}

// beside runs something until what it gives is called, which waits, for a while,
// until it has ended.
func beside(g *globals, run func(context.Context)) (stopped func()) {
	ctx, end := context.WithCancel(g.ctx)
	var gone sync.WaitGroup
	gone.Go(func() { run(ctx) })
	return func() {
		end()
		done := make(chan struct{})
		go func() { gone.Wait(); close(done) }()
		select {
		case <-done:
		case <-time.After(drain):
		}
	}
}

type remindCommand struct {
	storing
	mailing
	linking
	Date   string `help:"The day as of which to look, such as 2026-11-29; today if empty." placeholder:"DAY"`
	DryRun bool   `help:"Print what would be sent, and change nothing."`
	Print  bool   `help:"Print the letters instead of sending them, to be handed out; they count as sent."`
	Retry  bool   `help:"Try letters again that were given up."`
}

// Run makes one round. Without a mail server it prints what would be sent, for
// an installation from which no letter goes.
func (c remindCommand) Run(g *globals) error {
	today := heed.Date(cmp.Or(c.Date, string(mail.Today(time.Now()))))
	if !today.Valid() {
		return &heed.Error{Code: heed.CodeInvalid, Op: "cli.remind", Key: "error.field_date", Args: []string{"Field", "date", "Given", c.Date}}
	}
	return c.existing(g, func(h *house) error {
		p, err := c.post(g, h, cmp.Or(c.BaseURL, defaultBase))
		if err != nil {
			return err
		}
		dry := c.DryRun || c.SMTPHost == "" && !c.Print
		if c.Retry && !dry {
			n, err := h.Retry(g.ctx, operator)
			if err != nil {
				return err
			}
			g.printf("Letters that were given up and are tried again: %d.\n", n)
		}
		letters, err := p.Round(g.ctx, today, !dry)
		if err != nil {
			return err
		}
		switch {
		case c.Print:
			return c.print(g, p)
		case dry:
			for _, l := range letters {
				c.show(g, p, l)
			}
			g.printf("%s would be sent; nothing was changed.\n", counted(len(letters), "letter"))
			return nil
		}
		return c.send(g, p)
	})
}

// send sends what waits, and says what could not go.
func (c remindCommand) send(g *globals, p *mail.Post) error {
	sent, err := p.Deliver(g.ctx)
	if err != nil {
		return err
	}
	left, err := p.App.Letters(g.ctx)
	if err != nil {
		return err
	}
	g.printf("%s sent, %d waiting, %d given up.\n", counted(sent, "letter"), left.Waiting, left.Failed)
	if left.Waiting > 0 || left.Failed > 0 {
		return errLook
	}
	return nil
}

// print prints what waits, in place of sending it.
func (c remindCommand) print(g *globals, p *mail.Post) error {
	n := 0
	for {
		notice, to, err := p.App.TakeUp(g.ctx, operator)
		if heed.ErrorCode(err) == heed.CodeNotFound {
			g.printf("%s printed.\n", counted(n, "letter"))
			return nil
		}
		if err != nil {
			return err
		}
		c.show(g, p, mail.Letter{Notice: notice, To: to})
		if err := p.App.Sent(g.ctx, operator, notice); err != nil {
			return err
		}
		n++
	}
}

// show prints a letter.
func (c remindCommand) show(g *globals, p *mail.Post, l mail.Letter) {
	w := p.Compose(l.Notice, l.To)
	g.printf("To: %s <%s>\nSubject: %s\n\n%s\n----\n\n", l.To.Name, l.To.Email, w.Subject, w.Body)
}
