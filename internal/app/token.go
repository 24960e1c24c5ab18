// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"github.com/heed-upr/heed"
)

// purpose is what somebody may do by a token alone. A token for one is none for
// another.
type purpose string

// The purposes.
const (
	forLetters  purpose = "letters of "
	forCalendar purpose = "calendar of "
)

// newKey draws a key that signs tokens.
func newKey() []byte {
	key := make([]byte, 32)
	_, _ = rand.Read(key) // never fails
	return key
}

// accountToken names an account, signed by a key that is kept with it: whoever
// holds it need not sign in. Another key makes another token, and without a key
// there is none.
func accountToken(of heed.Account, what purpose, key []byte) string {
	if len(key) == 0 {
		return ""
	}
	return string(of.ID) + "." + base64.RawURLEncoding.EncodeToString(signed(of.ID, what, key))
}

func signed(id heed.ID, what purpose, key []byte) []byte {
	m := hmac.New(sha256.New, key)
	_, _ = m.Write([]byte(string(what) + string(id))) // a hash takes everything
	return m.Sum(nil)
}

// accountBy gives the account that a token names, or none where it is not one.
func (a *App) accountBy(ctx context.Context, token string, what purpose, key func(heed.Account) []byte, none *heed.Error) (heed.Account, error) {
	id, mac, _ := strings.Cut(token, ".")
	given, err := base64.RawURLEncoding.DecodeString(mac)
	if err != nil {
		return heed.Account{}, none
	}
	account, err := a.Account(ctx, heed.ID(id))
	if heed.ErrorCode(err) == heed.CodeNotFound {
		return heed.Account{}, none
	}
	if err != nil {
		return heed.Account{}, err
	}
	if k := key(account); len(k) == 0 || !hmac.Equal(given, signed(account.ID, what, k)) {
		return heed.Account{}, none
	}
	return account, nil
}
