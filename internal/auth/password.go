// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/trustelem/zxcvbn"
	"golang.org/x/crypto/argon2"

	"github.com/heed-upr/heed"
)

// What a password costs to try: argon2id with 19 MiB and two passes, which OWASP
// names as the least, takes about 40 ms of a core.
const (
	argonMemory  = 19 << 10 // KiB
	argonPasses  = 2
	argonThreads = 1
	argonBytes   = 32
)

// hashedAtOnce is how many passwords are hashed at once, and hashingWait how
// long another may wait for its turn. Memory for more would be an attacker's to
// spend.
const (
	hashedAtOnce = 4
	hashingWait  = 5 * time.Second
)

// The lengths of passwords, in characters. There is no rule on which ones.
const (
	MinPassword = 12
	MaxPassword = 256
)

// hashed is what is kept of a password.
type hashed struct {
	Salt   []byte `json:"salt"`
	Sum    []byte `json:"sum"`
	Memory uint32 `json:"memory"` // KiB
	Passes uint32 `json:"passes"`
}

// nobody's is what the password of an unknown address is compared with.
var nobody = hashed{Salt: make([]byte, 16), Sum: make([]byte, argonBytes), Memory: argonMemory, Passes: argonPasses}

// hash hashes a password once there is room for it.
func (s *Service) hash(ctx context.Context, password string, h hashed) ([]byte, error) {
	wait, cancel := context.WithTimeout(ctx, hashingWait)
	defer cancel()
	select {
	case s.hashing <- struct{}{}:
		defer func() { <-s.hashing }()
	case <-wait.Done():
		return nil, &heed.Error{Code: heed.CodeLimit, Op: "auth.hash", Key: "error.sign_in_busy"}
	}
	return argon2.IDKey([]byte(password), h.Salt, h.Passes, h.Memory, argonThreads, argonBytes), nil
}

// Password makes the secret of a password that its owner chooses. CodeInvalid,
// with the argument Field, for one that is too easy to guess: too short, or made
// of the words that whoever knows the person would try.
func (s *Service) Password(ctx context.Context, password string, of heed.Account) (heed.Secret, error) {
	if err := strong(password, of); err != nil {
		return heed.Secret{}, err
	}
	h := hashed{Salt: make([]byte, 16), Memory: argonMemory, Passes: argonPasses}
	_, _ = rand.Read(h.Salt) // it never fails
	var err error
	if h.Sum, err = s.hash(ctx, password, h); err != nil {
		return heed.Secret{}, err
	}
	body, err := json.Marshal(h)
	return heed.Secret{Account: of.ID, Kind: heed.SecretPassword, Body: body}, err
}

// strong looks at a new password.
func strong(password string, of heed.Account) error {
	weak := func(key string, args ...string) error {
		return &heed.Error{Code: heed.CodeInvalid, Op: "auth.Password", Key: key, Args: append([]string{"Field", "password"}, args...)}
	}
	n := utf8.RuneCountInString(password)
	switch {
	case n < MinPassword:
		return weak("error.password_short", "Least", strconv.Itoa(MinPassword))
	case n > MaxPassword:
		return weak("error.field_long", "Most", strconv.Itoa(MaxPassword))
	case guessable(password, of):
		return weak("error.password_weak")
	}
	return nil
}

// leastScore is how hard a password must be to guess, on zxcvbn's scale from 0
// to 4: at least 10^8 tries, each of which takes us 40 ms.
const leastScore = 3

// lookedAt is how many characters of a password are looked at for patterns: the
// time that takes grows with the square.
const lookedAt = 64

// guessable reports whether a password is one of the common ones, or made of
// what is known of its owner.
func guessable(password string, of heed.Account) bool {
	runes := []rune(password)
	if zxcvbn.PasswordStrength(string(runes[:min(len(runes), lookedAt)]), nil).Score < leastScore {
		return true
	}
	left := strings.ToLower(password)
	known := strings.FieldsFunc(strings.ToLower(of.Name+" "+of.Email), func(r rune) bool { return strings.ContainsRune(" @.-_", r) })
	for _, word := range append(known, "heed") {
		if utf8.RuneCountInString(word) >= 3 {
			left = strings.ReplaceAll(left, word, "")
		}
	}
	return utf8.RuneCountInString(left) < MinPassword*2/3
}

// is reports whether a password is an account's, in the same time for one that
// has none.
func (s *Service) is(ctx context.Context, password string, secrets []heed.Secret) (bool, error) {
	h, found := nobody, false
	for _, secret := range secrets {
		if secret.Kind == heed.SecretPassword {
			if err := json.Unmarshal(secret.Body, &h); err != nil {
				return false, err
			}
			found = true
		}
	}
	if len(password) > 4*MaxPassword {
		password = "" // nobody's; and nothing to hash for long
	}
	sum, err := s.hash(ctx, password, h)
	return found && subtle.ConstantTimeCompare(sum, h.Sum) == 1, err
}

// Visit is from where somebody comes: what limits count by, and what a session
// is known again by.
type Visit struct {
	// Network is the network of the visitor's address, "" where it is not known.
	Network string
	// Browser is what the browser says of itself.
	Browser string
}

// SignIn signs somebody in by address and password; second says that a code has
// to follow. CodeForbidden where they do
// not fit, whatever the reason; CodeLimit, with the argument Wait, after too many
// tries, also for addresses that nobody has.
func (s *Service) SignIn(ctx context.Context, v Visit, email, password string) (second bool, err error) {
	defer func() { s.refused(ctx, "password", err) }()
	email = strings.ToLower(strings.TrimSpace(email))
	if err := s.try(ctx, v, email); err != nil {
		return false, err
	}
	account, err := s.App.AccountByEmail(ctx, email)
	if err != nil && heed.ErrorCode(err) != heed.CodeNotFound {
		return false, err
	}
	secrets, err := s.App.Secrets(ctx, account.ID) // of nobody: none, by the same question
	if err != nil {
		return false, err
	}
	fits, err := s.is(ctx, password, secrets)
	if err != nil {
		return false, err
	}
	if !fits || account.Suspended {
		return false, &heed.Error{Code: heed.CodeForbidden, Op: "auth.SignIn", Key: "error.sign_in"}
	}
	if err := s.forgive(ctx, email); err != nil {
		return false, err
	}
	if has(secrets, heed.SecretTOTP) {
		return true, s.await(ctx, account)
	}
	return false, s.beginBare(ctx, account, v.Browser)
}

// beginBare begins the session of somebody who has a password and no second
// step.
func (s *Service) beginBare(ctx context.Context, account heed.Account, browser string) error {
	if err := s.begin(ctx, account, browser); err != nil {
		return err
	}
	if s.TwoSteps {
		s.sessions.Put(ctx, keyBare, "1")
	}
	return nil
}

func has(secrets []heed.Secret, kind heed.SecretKind) bool {
	return slices.ContainsFunc(secrets, func(s heed.Secret) bool { return s.Kind == kind })
}

// Confirm looks whether who is signed in knows the password of the account,
// before something is changed of how it is opened: the browser may have been
// left alone. Who has none has proved enough by being signed in.
func (s *Service) Confirm(ctx context.Context, v Visit, of heed.Account, password string) error {
	secrets, err := s.App.Secrets(ctx, of.ID)
	if err != nil || !has(secrets, heed.SecretPassword) {
		return err
	}
	if err := s.try(ctx, v, of.Email); err != nil {
		return err
	}
	fits, err := s.is(ctx, password, secrets)
	if err != nil {
		return err
	}
	if !fits {
		return &heed.Error{Code: heed.CodeForbidden, Op: "auth.Confirm", Key: "error.password", Args: []string{"Field", "current"}}
	}
	return s.forgive(ctx, of.Email)
}

// ChangePassword gives an account another password, and signs out everywhere
// else.
func (s *Service) ChangePassword(ctx context.Context, of heed.Account, password string) error {
	secret, err := s.Password(ctx, password, of)
	if err != nil {
		return err
	}
	if err := s.App.ChangeSecrets(ctx, of, nil, []heed.Secret{secret}); err != nil {
		return err
	}
	return s.EndOthers(ctx, of)
}

// Accept takes an invitation up with a password, and signs in.
func (s *Service) Accept(ctx context.Context, v Visit, token, password string) error {
	if err := s.limits.network(v.Network); err != nil {
		return err
	}
	i, err := s.App.Invitation(ctx, token)
	if err != nil {
		return err
	}
	secret, err := s.Password(ctx, password, i.Account)
	if err != nil {
		return err
	}
	account, err := s.App.Accept(ctx, token, secret)
	if err != nil {
		return err
	}
	if err := s.forgive(ctx, account.Email); err != nil {
		return err
	}
	return s.beginBare(ctx, account, v.Browser)
}
