// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package auth says who somebody is: by passkey, by an OpenID provider, or by password and code, in sessions that can
// be listed and revoked, with limits for those who guess. It writes through
// internal/app and decides nothing about what somebody may do; that is
// internal/policy's.
//
// Nothing here tells a stranger whether an address has an account: the answers
// are the same, and so is the work that is done for them.
package auth

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/go-webauthn/webauthn/webauthn"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
)

// How long somebody stays signed in: at most, and without asking for anything.
// Who writes a long text asks for nothing meanwhile, and must not lose it.
const (
	Lifetime = 12 * time.Hour
	Idle     = 2 * time.Hour
)

// Config is what signing in needs.
type Config struct {
	App *app.App
	// Secure says that browsers reach the desk over https, so that they can be
	// told to hold cookies to it.
	Secure bool
	// BaseURL is the address under which browsers reach the desk, to which passkeys
	// are bound.
	BaseURL string
	// Provider is who else may say who somebody is; the zero value is nobody.
	Provider Provider
	// TwoSteps says that a password alone is not enough: who has no authenticator
	// sets one up before anything else.
	TwoSteps bool
	// Logger is told who was let in, and that somebody was not; nobody is if nil.
	Logger *slog.Logger
	// Now is the clock; time.Now if nil.
	Now func() time.Time
}

// Service signs people in. It is safe for use by several goroutines.
type Service struct {
	Config
	sessions *scs.SessionManager
	limits   *limits
	known    *discovered
	passkeys *webauthn.WebAuthn // nil where browsers allow none
	hashing  chan struct{}      // passwords that are being hashed at once
}

// New makes the service.
func New(c Config) *Service {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	s := &Service{Config: c, sessions: scs.New(), limits: newLimits(c.Now), known: &discovered{}, passkeys: newPasskeys(c.BaseURL), hashing: make(chan struct{}, hashedAtOnce)}
	s.sessions.Store, s.sessions.Codec, s.sessions.HashTokenInStore = sessionStore{c.App}, jsonCodec{}, true
	s.sessions.Lifetime, s.sessions.IdleTimeout = Lifetime, Idle
	cookie := &s.sessions.Cookie
	cookie.Name, cookie.Persist, cookie.Secure = "heed", false, c.Secure
	if c.Secure {
		cookie.Name = "__Host-heed"
	}
	return s
}

// Handler gives a handler the session of who asks, and a cookie to who signs in.
func (s *Service) Handler(next http.Handler, fail func(http.ResponseWriter, *http.Request, error)) http.Handler {
	manager := *s.sessions
	manager.ErrorFunc = fail
	loaded := manager.LoadAndSave(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		loaded.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), foundKey{}, &found{})))
	})
}

// The values of a session.
const (
	keyAccount = "account" // who is signed in
	keyBegan   = "began"
	keyBrowser = "browser" // which one, roughly
	keySaid    = "said"    // what the next page says once
)

// Who gives the account of who is signed in. CodeForbidden where nobody is:
// who was suspended or forgotten meanwhile is signed in no more.
func (s *Service) Who(ctx context.Context) (heed.Account, error) {
	id := heed.ID(s.sessions.GetString(ctx, keyAccount))
	if id == "" {
		return heed.Account{}, notSignedIn(nil)
	}
	account, err := s.App.Account(ctx, id)
	switch {
	case heed.ErrorCode(err) == heed.CodeNotFound || err == nil && account.Suspended:
		return heed.Account{}, notSignedIn(err)
	case err != nil:
		return heed.Account{}, err
	}
	return account, nil
}

func notSignedIn(err error) error {
	return &heed.Error{Code: heed.CodeForbidden, Op: "auth.Who", Key: "error.session_not_found", Err: err}
}

// said is a text of the catalogues: its key, and numbers by the names of its arguments.
type said struct {
	Key  string         `json:"key"`
	Args map[string]int `json:"args,omitempty"`
}

// Say leaves a text of the catalogues for the next page that who asks opens. It is no
// text yet: that page may be in another language.
func (s *Service) Say(ctx context.Context, key string, args map[string]int) {
	if left, err := json.Marshal(said{key, args}); err == nil { // it cannot but be marshalled
		s.sessions.Put(ctx, keySaid, string(left))
	}
}

// Said takes the text that was left; its key is "" where none was.
func (s *Service) Said(ctx context.Context) (key string, args map[string]int) {
	if !s.sessions.Exists(ctx, keySaid) {
		return "", nil // taking it would change the session
	}
	var left said
	if json.Unmarshal([]byte(s.sessions.PopString(ctx, keySaid)), &left) != nil {
		return "", nil // of a Heed that left words
	}
	return left.Key, left.Args
}

// begin begins the session of somebody who has proved who they are. The token
// is a new one: whoever knew the old one is not signed in.
func (s *Service) begin(ctx context.Context, account heed.Account, browser string) error {
	if err := s.sessions.RenewToken(ctx); err != nil {
		return err
	}
	s.sessions.Remove(ctx, keyBare) // of somebody before
	s.sessions.Remove(ctx, keyNewKey)
	s.sessions.Put(ctx, keyAccount, string(account.ID))
	s.sessions.Put(ctx, keyBegan, s.Now().UTC().Format(time.RFC3339))
	s.sessions.Put(ctx, keyBrowser, Browser(browser))
	s.Logger.InfoContext(ctx, "somebody signed in", "account", account.Pseudonym, "role", account.Role)
	return nil
}

// refused logs that somebody was not let in, and by which way they tried. Neither
// address nor network is kept: who mistypes a name has not come to be recorded.
func (s *Service) refused(ctx context.Context, way string, err error) {
	if code := heed.ErrorCode(err); code == heed.CodeForbidden || code == heed.CodeLimit {
		s.Logger.WarnContext(ctx, "a sign-in was refused", "way", way, "code", code)
	}
}

// SignOut ends the session of who asks.
func (s *Service) SignOut(ctx context.Context) error { return s.sessions.Destroy(ctx) }
