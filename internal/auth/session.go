// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
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

// Session is where somebody is signed in.
type Session struct {
	// ID names it for End.
	ID string
	// Began is when it did, Until when it ends without being used.
	Began, Until time.Time
	// Browser is roughly which browser it is, "" where that is not known.
	Browser string
	// Here says that it is the one of who asks.
	Here bool
}

// Sessions lists where somebody is signed in, this one first, then the newest.
func (s *Service) Sessions(ctx context.Context, of heed.Account) ([]Session, error) {
	kept, err := s.App.Sessions(ctx, of.Actor(), of.ID)
	if err != nil {
		return nil, err
	}
	var out []Session
	for _, k := range kept {
		var b sessionBody
		if !time.Now().Before(k.Expires) {
			continue
		}
		if err := json.Unmarshal(k.Body, &b); err != nil {
			return nil, err
		}
		began, _ := time.Parse(time.RFC3339, b.Values[keyBegan]) // without it, it began at no time
		out = append(out, Session{ID: k.Token, Began: began, Until: k.Expires, Browser: b.Values[keyBrowser], Here: k.Token == s.here(ctx)})
	}
	slices.SortFunc(out, func(x, y Session) int {
		if x.Here != y.Here {
			if x.Here {
				return -1
			}
			return 1
		}
		return y.Began.Compare(x.Began)
	})
	return out, nil
}

// here is the name of the session of who asks, as the store knows it.
func (s *Service) here(ctx context.Context) string {
	if f, ok := ctx.Value(foundKey{}).(*found); ok {
		return f.token
	}
	return ""
}

// End ends one of somebody's sessions; one of another is not found.
func (s *Service) End(ctx context.Context, of heed.Account, id string) error {
	kept, err := s.App.Session(ctx, id)
	if err == nil && kept.Account != of.ID {
		err = &heed.Error{Code: heed.CodeNotFound, Op: "auth.End", Key: "error.session_gone"}
	}
	if err != nil {
		return err
	}
	return s.App.EndSession(ctx, id)
}

// EndOthers signs somebody out everywhere but here.
func (s *Service) EndOthers(ctx context.Context, of heed.Account) error {
	return s.App.EndSessions(ctx, of.Actor(), of.ID, s.here(ctx))
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
