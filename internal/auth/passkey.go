// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/netip"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"github.com/heed-upr/heed"
)

// keyCeremony is what was asked of an authenticator, until it has answered.
const keyCeremony = "ceremony"

// maxLabel is how long the name of a passkey may be, in characters.
const maxLabel = 60

// passkey is what is kept of one.
type passkey struct {
	Label      string              `json:"label"`
	Credential webauthn.Credential `json:"credential"`
}

// newPasskeys makes what checks passkeys, or nil where browsers allow none: they
// are bound to a name, and an address of numbers is none.
func newPasskeys(base string) *webauthn.WebAuthn {
	at, err := url.Parse(base)
	if err != nil || at.Host == "" {
		return nil
	}
	if _, err := netip.ParseAddr(at.Hostname()); err == nil {
		return nil
	}
	w, err := webauthn.New(&webauthn.Config{
		RPID: at.Hostname(), RPDisplayName: "Heed", RPOrigins: []string{at.Scheme + "://" + at.Host},
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			// A passkey stands for both steps: it is there, and its owner has shown to
			// be who they are. It is found without asking who they are first.
			ResidentKey: protocol.ResidentKeyRequirementRequired, UserVerification: protocol.VerificationRequired,
		},
	})
	if err != nil {
		return nil
	}
	return w
}

// HasPasskeys reports whether passkeys can be used here.
func (s *Service) HasPasskeys() bool { return s.passkeys != nil }

// keyholder is an account as webauthn sees it.
type keyholder struct {
	heed.Account
	credentials []webauthn.Credential
}

// WebAuthnID implements webauthn.User.
func (k keyholder) WebAuthnID() []byte { return []byte(k.ID) }

// WebAuthnName implements webauthn.User.
func (k keyholder) WebAuthnName() string { return k.Email }

// WebAuthnDisplayName implements webauthn.User.
func (k keyholder) WebAuthnDisplayName() string { return k.Name }

// WebAuthnCredentials implements webauthn.User.
func (k keyholder) WebAuthnCredentials() []webauthn.Credential { return k.credentials }

// Passkey is one that somebody has.
type Passkey struct {
	ID, Label string
	Made      time.Time
}

// Passkeys lists somebody's passkeys.
func (s *Service) Passkeys(ctx context.Context, of heed.Account) ([]Passkey, error) {
	var out []Passkey
	err := s.eachPasskey(ctx, of.ID, func(secret heed.Secret, p passkey) {
		out = append(out, Passkey{secret.Name, p.Label, secret.At})
	})
	return out, err
}

func (s *Service) eachPasskey(ctx context.Context, of heed.ID, f func(heed.Secret, passkey)) error {
	secrets, err := s.App.Secrets(ctx, of)
	if err != nil {
		return err
	}
	for _, secret := range secrets {
		if secret.Kind != heed.SecretPasskey {
			continue
		}
		var p passkey
		if err := json.Unmarshal(secret.Body, &p); err != nil {
			return err
		}
		f(secret, p)
	}
	return nil
}

// keyholder gives an account with its passkeys.
func (s *Service) keyholder(ctx context.Context, of heed.Account) (keyholder, error) {
	k := keyholder{Account: of}
	err := s.eachPasskey(ctx, of.ID, func(_ heed.Secret, p passkey) { k.credentials = append(k.credentials, p.Credential) })
	return k, err
}

// ask remembers what is asked of an authenticator, and gives it as JSON for the
// browser.
func (s *Service) ask(ctx context.Context, options any, session *webauthn.SessionData) (string, error) {
	kept, err := json.Marshal(session)
	if err != nil {
		return "", err
	}
	s.sessions.Put(ctx, keyCeremony, string(kept))
	body, err := json.Marshal(options)
	return string(body), err
}

// asked takes what was asked; it holds for one answer.
func (s *Service) asked(ctx context.Context) (webauthn.SessionData, error) {
	var session webauthn.SessionData
	if err := json.Unmarshal([]byte(s.sessions.PopString(ctx, keyCeremony)), &session); err != nil {
		return session, noPasskey(err)
	}
	return session, nil
}

// noPasskey says that an authenticator's answer is not taken. The cause is for
// nobody who guesses.
func noPasskey(err error) error {
	return &heed.Error{Code: heed.CodeForbidden, Op: "auth.passkey", Key: "error.passkey", Err: err}
}

// NewPasskey asks for a new passkey.
func (s *Service) NewPasskey(ctx context.Context, of heed.Account) (string, error) {
	k, err := s.keyholder(ctx, of)
	if err != nil {
		return "", err
	}
	options, session, err := s.passkeys.BeginRegistration(k, webauthn.WithExclusions(webauthn.Credentials(k.credentials).CredentialDescriptors()))
	if err != nil {
		return "", err
	}
	return s.ask(ctx, options.Response, session)
}

// AddPasskey takes a new passkey that an authenticator has made.
func (s *Service) AddPasskey(ctx context.Context, of heed.Account, label, answer string) error {
	session, err := s.asked(ctx)
	if err != nil {
		return err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes([]byte(answer))
	if err != nil {
		return noPasskey(err)
	}
	k, err := s.keyholder(ctx, of)
	if err != nil {
		return err
	}
	credential, err := s.passkeys.CreateCredential(k, session, parsed)
	if err != nil {
		return noPasskey(err)
	}
	if utf8.RuneCountInString(label) > maxLabel {
		label = string([]rune(label)[:maxLabel])
	}
	body, err := json.Marshal(passkey{Label: strings.TrimSpace(label), Credential: *credential})
	if err != nil {
		return err
	}
	name := base64.RawURLEncoding.EncodeToString(credential.ID)
	if err := s.App.ChangeSecrets(ctx, of, nil, []heed.Secret{{Kind: heed.SecretPasskey, Name: name, Body: body}}); err != nil {
		return err
	}
	s.sessions.Remove(ctx, keyBare)
	return nil
}

// DropPasskey takes a passkey away.
func (s *Service) DropPasskey(ctx context.Context, of heed.Account, id string) error {
	return s.App.ChangeSecrets(ctx, of, []heed.Secret{{Kind: heed.SecretPasskey, Name: id}}, nil)
}

// AskPasskey asks for any passkey of this place. Each asking is kept, so that
// there is a limit to it.
func (s *Service) AskPasskey(ctx context.Context, v Visit) (string, error) {
	if err := s.limits.network(v.Network); err != nil {
		return "", err
	}
	options, session, err := s.passkeys.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return "", err
	}
	return s.ask(ctx, options.Response, session)
}

// SignInByPasskey signs in whose passkey has answered. It needs no second step.
func (s *Service) SignInByPasskey(ctx context.Context, v Visit, answer string) (err error) {
	defer func() { s.refused(ctx, "passkey", err) }()
	if err := s.limits.network(v.Network); err != nil {
		return err
	}
	session, err := s.asked(ctx)
	if err != nil {
		return err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes([]byte(answer))
	if err != nil {
		return noPasskey(err)
	}
	var account heed.Account
	credential, err := s.passkeys.ValidateDiscoverableLogin(func(_, handle []byte) (webauthn.User, error) {
		if account, err = s.App.Account(ctx, heed.ID(handle)); err != nil {
			return nil, err
		}
		return s.keyholder(ctx, account)
	}, session, parsed)
	if err != nil {
		return noPasskey(err)
	}
	if account.Suspended || credential.Authenticator.CloneWarning {
		return noPasskey(nil)
	}
	err = s.App.UseSecret(ctx, account.ID, heed.SecretPasskey, base64.RawURLEncoding.EncodeToString(credential.ID), func(body []byte) ([]byte, error) {
		var p passkey
		if err := json.Unmarshal(body, &p); err != nil {
			return nil, err
		}
		p.Credential = *credential
		return json.Marshal(p)
	})
	if err != nil {
		return err
	}
	return s.begin(ctx, account, v.Browser)
}
