// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
)

// sessionStore keeps the sessions of scs in Heed's store. Tokens come hashed.
type sessionStore struct{ app *app.App }

// lag is by how much the end of a session in the store may be too early: less
// often than that, nothing is written where nothing has changed.
const lag = time.Minute

// FindCtx implements scs.CtxStore.
func (s sessionStore) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	kept, err := s.app.Session(ctx, token)
	if heed.ErrorCode(err) == heed.CodeNotFound || err == nil && !time.Now().Before(kept.Expires) {
		return nil, false, nil
	}
	if f, ok := ctx.Value(foundKey{}).(*found); ok && err == nil {
		f.token = token
	}
	return kept.Body, err == nil, err
}

// foundKey finds in the context of a request which session was there when it
// began, so that it does not come back if somebody ends it meanwhile.
type foundKey struct{}

type found struct{ token string }

// CommitCtx implements scs.CtxStore.
func (s sessionStore) CommitCtx(ctx context.Context, token string, body []byte, expires time.Time) error {
	kept, err := s.app.Session(ctx, token)
	if err == nil && bytes.Equal(kept.Body, body) && expires.Sub(kept.Expires).Abs() < lag {
		return nil
	}
	if err != nil && heed.ErrorCode(err) != heed.CodeNotFound {
		return err
	}
	if f, ok := ctx.Value(foundKey{}).(*found); ok && err != nil && f.token == token {
		return nil // it was ended while this request was under way
	}
	var values sessionBody
	if err := json.Unmarshal(body, &values); err != nil {
		return err
	}
	return s.app.KeepSession(ctx, heed.Session{Token: token, Account: heed.ID(values.Values[keyAccount]), Body: body, Expires: expires.UTC()})
}

// DeleteCtx implements scs.CtxStore.
func (s sessionStore) DeleteCtx(ctx context.Context, token string) error {
	return s.app.EndSession(ctx, token)
}

// Find implements scs.Store, which asks for it and does not use it.
func (s sessionStore) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit implements scs.Store.
func (s sessionStore) Commit(token string, body []byte, expires time.Time) error {
	return s.CommitCtx(context.Background(), token, body, expires)
}

// Delete implements scs.Store.
func (s sessionStore) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }

// sessionBody is what is kept of a session.
type sessionBody struct {
	Deadline time.Time         `json:"deadline"`
	Values   map[string]string `json:"values"`
}

// jsonCodec writes sessions as JSON: all their values are texts.
type jsonCodec struct{}

// Encode implements scs.Codec.
func (jsonCodec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	b := sessionBody{Deadline: deadline.UTC(), Values: map[string]string{}}
	for k, v := range values {
		text, ok := v.(string)
		if !ok {
			return nil, &heed.Error{Code: heed.CodeInternal, Op: "auth.Encode", Key: k}
		}
		b.Values[k] = text
	}
	return json.Marshal(b)
}

// Decode implements scs.Codec.
func (jsonCodec) Decode(body []byte) (time.Time, map[string]any, error) {
	var b sessionBody
	if err := json.Unmarshal(body, &b); err != nil {
		return time.Time{}, nil, err
	}
	values := map[string]any{}
	for k, v := range b.Values {
		values[k] = v
	}
	return b.Deadline, values, nil
}

// browsers are names by what a browser says of itself; the first that is found
// holds, since most say the names of others too.
var browsers = [][2]string{
	{"Edg", "Edge"}, {"OPR/", "Opera"}, {"YaBrowser", "Yandex"}, {"Firefox", "Firefox"}, {"FxiOS", "Firefox"}, {"Chrom", "Chrome"}, {"CriOS", "Chrome"}, {"Safari", "Safari"},
}

var systems = [][2]string{
	{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"Mac OS", "macOS"}, {"Linux", "Linux"},
}

// Browser says roughly with which browser on which system somebody comes, for
// them to know their own again; "" where it does not say. More is not kept.
func Browser(agent string) string {
	name := func(table [][2]string) string {
		for _, t := range table {
			if strings.Contains(agent, t[0]) {
				return t[1]
			}
		}
		return ""
	}
	browser, system := name(browsers), name(systems)
	if browser != "" && system != "" {
		return browser + ", " + system
	}
	return browser + system
}
