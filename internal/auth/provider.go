// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/heed-upr/heed"
)

// Provider is who else may say who somebody is, by OpenID Connect: a ministry's
// own sign-in. The zero value is nobody.
type Provider struct {
	// Issuer is its address, Client and Secret are what it knows Heed by.
	Issuer, Client, Secret string
	// Name is what people call it.
	Name string
}

// ReturnPath is the page to which a provider sends people back.
const ReturnPath = "/desk/sign-in/provider/return"

// providerWait is how long a provider may take to answer.
const providerWait = 10 * time.Second

// keyProvider is what was asked of the provider, until somebody comes back.
const keyProvider = "provider"

// providerAsked is what somebody who comes back must bring.
type providerAsked struct {
	State    string    `json:"state"`
	Nonce    string    `json:"nonce"`
	Verifier string    `json:"verifier"` // of PKCE
	Next     string    `json:"next"`
	At       time.Time `json:"at"`
}

// discovered is a provider that has told about itself.
type discovered struct {
	mu       sync.Mutex
	provider *oidc.Provider
}

// client asks the provider, and through no proxy that merely happens to be set
// on the machine.
var client = &http.Client{Timeout: providerWait, Transport: &http.Transport{TLSHandshakeTimeout: providerWait, IdleConnTimeout: time.Minute}}

// HasProvider reports whether a provider is named.
func (s *Service) HasProvider() bool { return s.Provider.Issuer != "" }

// meet asks the provider about itself, once.
func (s *Service) meet(ctx context.Context) (*oidc.Provider, *oauth2.Config, error) {
	s.known.mu.Lock()
	defer s.known.mu.Unlock()
	if s.known.provider == nil {
		// The provider's keys are fetched anew by it later, when this request is over.
		p, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), client), s.Provider.Issuer)
		if err != nil {
			return nil, nil, away(err)
		}
		s.known.provider = p
	}
	return s.known.provider, &oauth2.Config{
		ClientID: s.Provider.Client, ClientSecret: s.Provider.Secret, Endpoint: s.known.provider.Endpoint(),
		RedirectURL: strings.TrimRight(s.BaseURL, "/") + ReturnPath, Scopes: []string{oidc.ScopeOpenID, "email"},
	}, nil
}

// away says that the provider does not answer.
func away(err error) error {
	return &heed.Error{Code: heed.CodeUnavailable, Op: "auth.Provider", Key: "error.provider_away", Err: err}
}

// stranger says that the provider named nobody who has an account here. Why is
// for nobody who guesses.
func stranger(err error) error {
	return &heed.Error{Code: heed.CodeForbidden, Op: "auth.Provider", Key: "error.provider_stranger", Err: err}
}

// AskProvider gives the address at the provider to which somebody has to go, and
// remembers where they want to be afterwards.
func (s *Service) AskProvider(ctx context.Context, v Visit, next string) (string, error) {
	if err := s.limits.network(v.Network); err != nil {
		return "", err
	}
	_, config, err := s.meet(ctx)
	if err != nil {
		return "", err
	}
	asked := providerAsked{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), Next: next, At: s.Now().UTC()}
	body, err := json.Marshal(asked)
	if err != nil {
		return "", err
	}
	s.sessions.Put(ctx, keyProvider, string(body))
	return config.AuthCodeURL(asked.State, oidc.Nonce(asked.Nonce), oauth2.S256ChallengeOption(asked.Verifier)), nil
}

// claims are what the provider says of somebody.
type claims struct {
	Email    string `json:"email"`
	Verified bool   `json:"email_verified"`
}

// SignInByProvider signs in who comes back from the provider, and gives where
// they wanted to be. It opens an account that is joined to the same person at
// the provider; or joins one, or an invitation, that has the address which the
// provider has verified. It makes no other accounts.
func (s *Service) SignInByProvider(ctx context.Context, v Visit, answer url.Values) (next string, err error) {
	defer func() { s.refused(ctx, "provider", err) }()
	var asked providerAsked
	if err := json.Unmarshal([]byte(s.sessions.PopString(ctx, keyProvider)), &asked); err != nil || s.Now().Sub(asked.At) > pendingLasts {
		return "", stranger(err)
	}
	if subtle.ConstantTimeCompare([]byte(answer.Get("state")), []byte(asked.State)) != 1 {
		return "", stranger(errors.New("the state is not the one that was given"))
	}
	if answer.Get("code") == "" {
		return "", stranger(errors.New("the provider says: " + answer.Get("error")))
	}
	who, said, err := s.redeem(ctx, answer.Get("code"), asked)
	if err != nil {
		return "", err
	}
	account, err := s.accountOf(ctx, s.Provider.Issuer+" "+who, said)
	if err != nil {
		return "", err
	}
	return asked.Next, s.begin(ctx, account, v.Browser)
}

// redeem takes the provider's word for a code: the subject, and what it says of
// them.
func (s *Service) redeem(ctx context.Context, code string, asked providerAsked) (string, claims, error) {
	provider, config, err := s.meet(ctx)
	if err != nil {
		return "", claims{}, err
	}
	ctx = oidc.ClientContext(ctx, client)
	token, err := config.Exchange(ctx, code, oauth2.VerifierOption(asked.Verifier))
	if err != nil {
		return "", claims{}, stranger(err)
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := provider.Verifier(&oidc.Config{ClientID: s.Provider.Client, Now: s.Now}).Verify(ctx, raw)
	if err != nil {
		return "", claims{}, stranger(err)
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(asked.Nonce)) != 1 {
		return "", claims{}, stranger(errors.New("the nonce is not the one that was given"))
	}
	var said claims
	if err := id.Claims(&said); err != nil {
		return "", claims{}, stranger(err)
	}
	if said.Email == "" { // some tell it only when they are asked
		info, err := provider.UserInfo(ctx, oauth2.StaticTokenSource(token))
		if err != nil || info.Subject != id.Subject {
			return "", claims{}, stranger(err)
		}
		said = claims{info.Email, info.EmailVerified}
	}
	return id.Subject, said, nil
}

// accountOf finds or joins the account of somebody at the provider.
func (s *Service) accountOf(ctx context.Context, who string, said claims) (heed.Account, error) {
	account, err := s.App.AccountBySecret(ctx, heed.SecretOIDC, who)
	if err == nil && account.Suspended {
		return account, stranger(nil)
	}
	if err == nil || heed.ErrorCode(err) != heed.CodeNotFound {
		return account, err
	}
	if !said.Verified || said.Email == "" {
		return account, stranger(errors.New("the provider has verified no address"))
	}
	email := strings.ToLower(said.Email)
	link := heed.Secret{Kind: heed.SecretOIDC, Name: who, Body: []byte("{}")}
	account, err = s.App.AccountByEmail(ctx, email)
	switch {
	case heed.ErrorCode(err) == heed.CodeNotFound:
		account, err = s.App.AcceptVerified(ctx, email, link)
		if heed.ErrorCode(err) == heed.CodeNotFound {
			return account, stranger(err)
		}
		return account, err
	case err != nil:
		return account, err
	case account.Suspended:
		return account, stranger(nil)
	}
	return account, s.App.ChangeSecrets(ctx, account, nil, []heed.Secret{link})
}
