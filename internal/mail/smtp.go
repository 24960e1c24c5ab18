// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/mail"
	"net/textproto"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"github.com/heed-upr/heed"
)

// Encryption is how the way to a mail server is guarded.
type Encryption string

// The ways.
const (
	StartTLS Encryption = "starttls" // from the first command on, or not at all
	ByTLS    Encryption = "tls"      // from the first byte on
	InClear  Encryption = "none"
	// InClearAll sends the password in clear text as well.
	InClearAll Encryption = "none-with-password"
)

// Server is a mail server that takes letters to be sent on.
type Server struct {
	Host string
	// Port is the usual one where it is 0: 587, 465 or 25.
	Port       int
	Encryption Encryption
	// User and Password are empty where the server asks for none.
	User, Password string
	// From is the address of the letters, alone or as "Name <address>".
	From string
	// TLS is for tests; the system's authorities count otherwise.
	TLS *tls.Config
}

// sendTimeout is how long a mail server may take over one step.
const sendTimeout = 30 * time.Second

// Check is CodeInvalid for a server to which nothing can, or should, be sent.
func (s Server) Check() error {
	const op = "mail.Server"
	if _, err := mail.ParseAddress(s.From); err != nil {
		return &heed.Error{Code: heed.CodeInvalid, Op: op, Key: "error.mail_from", Args: []string{"Given", s.From}, Err: err}
	}
	if s.Encryption == InClear && s.Password != "" {
		return &heed.Error{Code: heed.CodeInvalid, Op: op, Key: "error.mail_clear", Args: []string{"Host", s.Host}}
	}
	return nil
}

// failure is why a letter was not sent, in words that hold neither the reader's
// address nor what the server said, which may.
type failure struct {
	why string
	// forGood says that trying again is of no use.
	forGood bool
}

// send hands a letter to the server. Once the server has taken it, it is sent,
// whatever goes wrong when one says goodbye.
func (s Server) send(ctx context.Context, w Words, to string) *failure {
	msg, err := s.message(w, to)
	if err != nil {
		return &failure{"the letter cannot be written", true}
	}
	client, err := s.client()
	if err != nil {
		return &failure{"the settings of the mail server cannot be used", false}
	}
	if err = client.DialAndSendWithContext(ctx, msg); err == nil || msg.IsDelivered() {
		return nil
	}
	return judge(err)
}

// judge tells what went wrong. Only a server that will not have the reader's
// address says something for good: all else may be set right.
func judge(err error) *failure {
	var sending *gomail.SendError
	if errors.As(err, &sending) {
		return &failure{fmt.Sprintf("%s: %d", sending.Reason, sending.ErrorCode()), sending.Reason == gomail.ErrSMTPRcptTo && !sending.IsTemp() && sending.ErrorCode() >= 500}
	}
	var answer *textproto.Error
	if errors.As(err, &answer) {
		return &failure{fmt.Sprintf("the mail server refuses us: %d", answer.Code), false}
	}
	var unknown *tls.CertificateVerificationError
	if errors.As(err, &unknown) {
		return &failure{"the mail server's certificate is not trusted", false}
	}
	return &failure{"the mail server cannot be reached", false}
}

// message makes the letter. It tells nothing of this machine: not its name, nor
// its clock, nor the program.
func (s Server) message(w Words, to string) (*gomail.Msg, error) {
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithEncoding(gomail.EncodingQP))
	from, err := mail.ParseAddress(s.From)
	if err != nil {
		return nil, err
	}
	msg.FromMailAddress(from)
	if err := msg.To(to); err != nil {
		return nil, err
	}
	msg.Subject(w.Subject)
	msg.SetDateWithValue(time.Now().UTC())
	msg.SetMessageIDWithValue(w.ID + "@" + domain(from.Address))
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	if strings.HasPrefix(w.Stop, "https://") {
		if err := msg.SetListUnsubscribeOneClick(w.Stop); err != nil {
			return nil, err
		}
	} else if w.Stop != "" {
		msg.SetListUnsubscribe(w.Stop)
	}
	msg.SetBodyString(gomail.TypeTextPlain, w.Body)
	return msg, nil
}

func domain(address string) string { return address[strings.LastIndex(address, "@")+1:] }

func (s Server) client() (*gomail.Client, error) {
	from, err := mail.ParseAddress(s.From)
	if err != nil {
		return nil, err
	}
	options := []gomail.Option{gomail.WithTimeout(sendTimeout), gomail.WithHELO(domain(from.Address)), gomail.WithoutNoop()}
	port, auth := 587, gomail.SMTPAuthAutoDiscover
	switch s.Encryption {
	case ByTLS:
		port = 465
		options = append(options, gomail.WithSSL())
	case InClear, InClearAll:
		port, auth = 25, gomail.SMTPAuthPlainNoEnc
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if s.Port != 0 {
		port = s.Port
	}
	options = append(options, gomail.WithPort(port))
	if s.User != "" {
		options = append(options, gomail.WithSMTPAuth(auth), gomail.WithUsername(s.User), gomail.WithPassword(s.Password))
	}
	if s.TLS != nil {
		options = append(options, gomail.WithTLSConfig(s.TLS))
	}
	return gomail.NewClient(s.Host, options...)
}
