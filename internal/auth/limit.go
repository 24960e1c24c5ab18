// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/heed-upr/heed"
)

// How often somebody may try. From one network some tries go at once, as after
// the weekend in a ministry, and then one every few seconds. A proxy on this
// machine stands for everybody behind it, whose addresses it hides.
const (
	networkBurst = 20
	networkEvery = 3 * time.Second
	proxyBurst   = 100
	proxyEvery   = 500 * time.Millisecond
	// networksKept is how many networks are remembered at once.
	networksKept = 10_000
)

// With one address some tries are free; then each must wait for twice as long
// as the one before, up to a limit that leaves its owner a way in.
const (
	freeTries = 5
	firstWait = 15 * time.Second
	longest   = 15 * time.Minute
	// forgotten is after how long without a try the count begins anew.
	forgotten = time.Hour
)

// limits counts tries by network, in memory.
type limits struct {
	now func() time.Time

	mu       sync.Mutex
	networks map[string]*rate.Limiter
}

func newLimits(now func() time.Time) *limits {
	return &limits{now: now, networks: map[string]*rate.Limiter{}}
}

// Network gives the network of a visitor's address, with port or without, by
// which tries are counted; "" for this machine, where a proxy stands.
func Network(remote string) string {
	at, err := netip.ParseAddrPort(remote)
	ip := at.Addr()
	if err != nil {
		if ip, err = netip.ParseAddr(remote); err != nil {
			return ""
		}
	}
	ip = ip.Unmap()
	bits := 24
	switch {
	case ip.IsLoopback():
		return ""
	case ip.Is6():
		bits = 56
	}
	p, err := ip.Prefix(bits)
	if err != nil {
		return ""
	}
	return p.String()
}

// network is CodeLimit where a network has tried too often.
func (l *limits) network(of string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	at, ok := l.networks[of]
	if !ok {
		if len(l.networks) >= networksKept {
			l.forget()
		}
		at = rate.NewLimiter(rate.Every(networkEvery), networkBurst)
		if of == "" {
			at = rate.NewLimiter(rate.Every(proxyEvery), proxyBurst)
		}
		l.networks[of] = at
	}
	if now := l.now(); !at.AllowN(now, 1) {
		return tooOften(networkEvery)
	}
	return nil
}

// forget drops the networks that could try as often as a new one, and all where
// that does not make room.
func (l *limits) forget() {
	now := l.now()
	for name, at := range l.networks {
		if at.TokensAt(now) >= networkBurst {
			delete(l.networks, name)
		}
	}
	if len(l.networks) >= networksKept {
		clear(l.networks)
	}
}

// tooOften tells for how long to wait, in minutes and seconds: "1:30".
func tooOften(wait time.Duration) error {
	seconds := int((wait + time.Second - 1) / time.Second)
	return &heed.Error{Code: heed.CodeLimit, Op: "auth.try", Key: "error.sign_in_limit", Args: []string{"Wait", fmt.Sprintf("%d:%02d", seconds/60, seconds%60)}}
}

// tries is what is kept of the tries with one address.
type tries struct {
	Count int       `json:"count"`
	Next  time.Time `json:"next"` // when another is let through
}

// try counts a try before it is made, so that many at once count as many. It is
// CodeLimit where it comes too soon after the others.
func (s *Service) try(ctx context.Context, v Visit, email string) error {
	if err := s.limits.network(v.Network); err != nil {
		return err
	}
	s.limits.mu.Lock() // one after the other: reading and writing must be one
	defer s.limits.mu.Unlock()
	var t tries
	kept, err := s.App.Session(ctx, attempts(email))
	switch {
	case err == nil && s.Now().Before(kept.Expires):
		if err := json.Unmarshal(kept.Body, &t); err != nil {
			return err
		}
	case err != nil && heed.ErrorCode(err) != heed.CodeNotFound:
		return err
	}
	now := s.Now().UTC()
	if now.Before(t.Next) {
		return tooOften(t.Next.Sub(now))
	}
	if t.Count++; t.Count >= freeTries {
		t.Next = now.Add(min(firstWait<<min(t.Count-freeTries, 10), longest))
	}
	body, err := json.Marshal(t)
	if err != nil {
		return err
	}
	return s.App.KeepSession(ctx, heed.Session{Token: attempts(email), Body: body, Expires: now.Add(forgotten)})
}

// forgive begins the count anew for who has proved to be the owner.
func (s *Service) forgive(ctx context.Context, email string) error {
	return s.App.EndSession(ctx, attempts(email))
}

// attempts names the count of tries with an address. It stands among the
// sessions, as one of nobody: there it runs out by itself, survives a new start,
// and is the same for all copies of Heed on one database, whether or not the
// address has an account.
func attempts(email string) string {
	sum := sha256.Sum256([]byte("tries\x00" + email))
	return "tries:" + base64.RawURLEncoding.EncodeToString(sum[:])
}
