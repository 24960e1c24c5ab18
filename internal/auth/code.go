// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base32"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
)

// Codes by time are those of RFC 6238 as every authenticator makes them: six
// digits, a new one every 30 seconds, by HMAC-SHA-1. Clocks may differ by one.
const (
	codeEvery = 30
	codeSkew  = 1
)

// recoveryCodes is how many codes there are for who has lost the authenticator;
// each opens once. One has 50 bits, and the tries are limited.
const (
	recoveryCodes  = 10
	recoveryLength = 10
)

// authenticator is what is kept of one.
type authenticator struct {
	Key string `json:"key"` // base32
	// Last is the step of the last code that was used: no code opens twice.
	Last int64 `json:"last"`
}

// decoding reads the keys of authenticators.
var decoding = base32.StdEncoding.WithPadding(base32.NoPadding)

// pendingLasts is how long a password holds before the code comes.
const pendingLasts = 5 * time.Minute

// The values of a session before the second step, and while an authenticator is
// set up.
const (
	keyPending   = "pending"    // who has given the password, and owes the code
	keyPendingAt = "pending_at" // since when
	keyBare      = "bare"       // signed in without the second step that is needed
	keyNewKey    = "new_key"    // of the authenticator that is being set up
)

// await remembers that somebody has given the password and owes the code.
func (s *Service) await(ctx context.Context, account heed.Account) error {
	if err := s.sessions.RenewToken(ctx); err != nil {
		return err
	}
	s.sessions.Put(ctx, keyPending, string(account.ID))
	s.sessions.Put(ctx, keyPendingAt, s.Now().UTC().Format(time.RFC3339))
	return nil
}

// Awaits reports whether who asks has given a password and owes the code.
func (s *Service) Awaits(ctx context.Context) bool {
	at, err := time.Parse(time.RFC3339, s.sessions.GetString(ctx, keyPendingAt))
	return err == nil && s.Now().Sub(at) < pendingLasts && s.sessions.GetString(ctx, keyPending) != ""
}

// Code is the second step: a code of the authenticator, or one of those for
// recovery. CodeForbidden where it does not fit, or was used before.
func (s *Service) Code(ctx context.Context, v Visit, code string) (err error) {
	defer func() { s.refused(ctx, "code", err) }()
	if !s.Awaits(ctx) {
		return notSignedIn(nil)
	}
	id := heed.ID(s.sessions.GetString(ctx, keyPending))
	if err := s.try(ctx, v, "code\x00"+string(id)); err != nil {
		return err
	}
	account, err := s.App.Account(ctx, id)
	if err != nil || account.Suspended {
		return notSignedIn(err)
	}
	code = strings.ToUpper(strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' {
			return -1
		}
		return r
	}, code))
	if len(code) == recoveryLength {
		err = s.recover(ctx, id, code)
	} else {
		err = s.App.UseSecret(ctx, id, heed.SecretTOTP, "", func(body []byte) ([]byte, error) { return s.fits(body, code) })
	}
	if err != nil {
		return err
	}
	if err := s.forgive(ctx, "code\x00"+string(id)); err != nil {
		return err
	}
	s.sessions.Remove(ctx, keyPending)
	s.sessions.Remove(ctx, keyPendingAt)
	return s.begin(ctx, account, v.Browser)
}

func noFit() error {
	return &heed.Error{Code: heed.CodeForbidden, Op: "auth.Code", Key: "error.code", Args: []string{"Field", "code"}}
}

// fits looks whether a code is one of an authenticator, and marks it as used.
func (s *Service) fits(body []byte, code string) ([]byte, error) {
	var a authenticator
	if err := json.Unmarshal(body, &a); err != nil {
		return nil, err
	}
	now, found := s.Now().Unix()/codeEvery, int64(0)
	for step := now - codeSkew; step <= now+codeSkew; step++ {
		want, err := totp.GenerateCodeCustom(a.Key, time.Unix(step*codeEvery, 0), totp.ValidateOpts{Period: codeEvery, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err != nil {
			return nil, err
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 && step > a.Last {
			found = step
		}
	}
	if found == 0 {
		return nil, noFit()
	}
	a.Last = found
	return json.Marshal(a)
}

// recover uses one of the codes for recovery up.
func (s *Service) recover(ctx context.Context, id heed.ID, code string) error {
	err := s.App.UseSecret(ctx, id, heed.SecretRecovery, "", func(body []byte) ([]byte, error) {
		var left []string
		if err := json.Unmarshal(body, &left); err != nil {
			return nil, err
		}
		i := slices.Index(left, app.Hashed(code)) // of what is drawn by chance, time tells nothing of use
		if i < 0 {
			return nil, noFit()
		}
		return json.Marshal(slices.Delete(left, i, i+1))
	})
	if heed.ErrorCode(err) == heed.CodeNotFound {
		return noFit()
	}
	return err
}

// Bare reports whether who is signed in still has to set up a second step before
// anything else.
func (s *Service) Bare(ctx context.Context) bool { return s.sessions.GetString(ctx, keyBare) != "" }

// NewAuthenticator gives the key of an authenticator that is being set up, the
// same one until it is, as text and as an address for a QR code.
func (s *Service) NewAuthenticator(ctx context.Context, of heed.Account, host string) (key, address string, err error) {
	key = s.sessions.GetString(ctx, keyNewKey)
	var secret []byte
	if key != "" {
		if secret, err = decoding.DecodeString(key); err != nil {
			return "", "", err
		}
	}
	made, err := totp.Generate(totp.GenerateOpts{Issuer: "Heed " + host, AccountName: of.Email, Secret: secret, SecretSize: 20, Period: codeEvery, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
	if err != nil {
		return "", "", err
	}
	if key == "" {
		s.sessions.Put(ctx, keyNewKey, made.Secret())
	}
	return made.Secret(), made.URL(), nil
}

// SetUp takes the authenticator that is being set up for good, once it has given
// a code, in the place of a former one. It gives the codes for recovery, which
// nobody can read again, and signs out everywhere else.
func (s *Service) SetUp(ctx context.Context, v Visit, of heed.Account, code string) ([]string, error) {
	if err := s.try(ctx, v, "code\x00"+string(of.ID)); err != nil {
		return nil, err
	}
	key := s.sessions.GetString(ctx, keyNewKey)
	if key == "" {
		return nil, noFit()
	}
	body, err := json.Marshal(authenticator{Key: key})
	if err != nil {
		return nil, err
	}
	if body, err = s.fits(body, strings.ReplaceAll(code, " ", "")); err != nil {
		return nil, err
	}
	codes, recovery, err := newRecovery()
	if err != nil {
		return nil, err
	}
	if err := s.App.ChangeSecrets(ctx, of, nil, []heed.Secret{{Kind: heed.SecretTOTP, Body: body}, recovery}); err != nil {
		return nil, err
	}
	s.sessions.Remove(ctx, keyNewKey)
	s.sessions.Remove(ctx, keyBare)
	return codes, errors.Join(s.forgive(ctx, "code\x00"+string(of.ID)), s.EndOthers(ctx, of))
}

// Ways are the ways in which somebody signs in.
type Ways struct {
	Password bool
	// Authenticator is when it was set up, zero where there is none.
	Authenticator time.Time
	// Codes is how many codes for recovery are left.
	Codes int
}

// Ways tells how somebody signs in.
func (s *Service) Ways(ctx context.Context, of heed.Account) (Ways, error) {
	secrets, err := s.App.Secrets(ctx, of.ID)
	if err != nil {
		return Ways{}, err
	}
	var out Ways
	for _, secret := range secrets {
		switch secret.Kind {
		case heed.SecretPassword:
			out.Password = true
		case heed.SecretTOTP:
			out.Authenticator = secret.At
		case heed.SecretRecovery:
			var left []string
			if err := json.Unmarshal(secret.Body, &left); err != nil {
				return out, err
			}
			out.Codes = len(left)
		}
	}
	return out, nil
}

// newRecovery draws codes for recovery.
func newRecovery() ([]string, heed.Secret, error) {
	var codes, hashes []string
	for range recoveryCodes {
		c := rand.Text()[:recoveryLength]
		codes = append(codes, c[:recoveryLength/2]+"-"+c[recoveryLength/2:])
		hashes = append(hashes, app.Hashed(c))
	}
	body, err := json.Marshal(hashes)
	return codes, heed.Secret{Kind: heed.SecretRecovery, Body: body}, err
}
