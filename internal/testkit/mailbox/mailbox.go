// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package mailbox is a real mail server for tests: it takes letters for
// everybody, or goes wrong as mail servers do.
package mailbox

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"math/big"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Box is a mail server on this machine.
type Box struct {
	Host string
	Port int
	// Trust is what a client has to believe; nil without TLS.
	Trust *tls.Config

	mu      sync.Mutex
	letters []Letter
	refuse  func(to string) error
	cuts    []Cut
	hello   string
}

// Letter is a letter that was taken, with whom it is for.
type Letter struct{ To, Raw string }

// Cut is how a letter ends that does not end well.
type Cut int

// The ends.
const (
	InTheMiddle Cut = iota + 1 // the connection breaks before the letter is whole
	Afterwards                 // the letter is taken, and the answer lost
	NotNow                     // 451
)

// User and Password are those of a server that is secure.
const (
	User     = "heed"
	Password = "secret of the test"
)

// Start starts a server, with STARTTLS and a password where secure is true.
func Start(t testing.TB, secure bool) *Box {
	t.Helper()
	b := &Box{}
	s := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		session := &session{box: b, conn: c}
		if secure {
			return &asking{session}, nil
		}
		return session, nil
	}))
	s.Domain = "mail.example.org"
	s.ErrorLog = silent{}
	l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // a test's own
	if err != nil {
		t.Fatal(err)
	}
	if secure {
		var certificate tls.Certificate
		certificate, b.Trust = authority(t)
		s.TLSConfig = &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}
	}
	address, ok := l.Addr().(*net.TCPAddr)
	if !ok {
		t.Fatal("no address of TCP")
	}
	b.Host, b.Port = "127.0.0.1", address.Port
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Close() })
	return b
}

type silent struct{}

func (silent) Printf(string, ...any) {}
func (silent) Println(...any)        {}

// authority makes a certificate and who believes it.
func authority(t testing.TB) (tls.Certificate, *tls.Config) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := x509.Certificate{SerialNumber: big.NewInt(1), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, &form, &form, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, &tls.Config{RootCAs: pool, ServerName: "127.0.0.1", MinVersion: tls.VersionTLS12}
}

type session struct {
	box  *Box
	conn *smtp.Conn
	to   string
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }
func (s *session) Mail(string, *smtp.MailOptions) error {
	s.box.mu.Lock()
	defer s.box.mu.Unlock()
	s.box.hello = s.conn.Hostname()
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.box.mu.Lock()
	defer s.box.mu.Unlock()
	s.to = to
	if s.box.refuse != nil {
		return s.box.refuse(to)
	}
	return nil
}

func (s *session) Data(r io.Reader) error {
	end := s.box.next()
	if end == InTheMiddle {
		_, _ = io.CopyN(io.Discard, r, 20)
		return errors.Join(s.conn.Conn().Close(), errors.New("gone"))
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if end == NotNow {
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "later"}
	}
	s.box.mu.Lock()
	defer s.box.mu.Unlock()
	s.box.letters = append(s.box.letters, Letter{s.to, string(raw)})
	if end == Afterwards {
		return errors.Join(s.conn.Conn().Close(), errors.New("gone"))
	}
	return nil
}

// asking asks for a password, and takes no letter without.
type asking struct{ *session }

func (s *asking) AuthMechanisms() []string { return []string{sasl.Plain} }
func (s *asking) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != User || password != Password {
			return &smtp.SMTPError{Code: 535, EnhancedCode: smtp.EnhancedCode{5, 7, 8}, Message: "no, heed"}
		}
		return nil
	}), nil
}

func (b *Box) next() Cut {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.cuts) == 0 {
		return 0
	}
	c := b.cuts[0]
	b.cuts = b.cuts[1:]
	return c
}

// Cuts says how the next letters end.
func (b *Box) Cuts(ends ...Cut) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.cuts = ends
}

// Refuse says what is answered to a recipient.
func (b *Box) Refuse(f func(to string) error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.refuse = f
}

// Hello is how the last client called itself.
func (b *Box) Hello() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.hello
}

// Empty gives what has come, and forgets it.
func (b *Box) Empty() []Letter {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := b.letters
	b.letters = nil
	return out
}

// Header gives a line of a letter's head.
func (l Letter) Header(t testing.TB, name string) string {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(l.Raw))
	if err != nil {
		t.Fatal(err)
	}
	return m.Header.Get(name)
}

// Words gives subject and text as the reader sees them.
func (l Letter) Words(t testing.TB) (subject, body string) {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(l.Raw))
	if err != nil {
		t.Fatal(err)
	}
	subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	text, err2 := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	return subject, strings.ReplaceAll(string(text), "\r\n", "\n")
}
