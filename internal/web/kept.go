// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/heed-upr/heed/internal/web/page"
)

// keptBytes is how much of finished pages is kept at hand. A page of a review
// takes about 120 kB with its compressed form.
const keptBytes = 24 << 20

// packing is by how much pages become smaller, about.
const packing = 5

// keptLargest is how large an answer may be to be kept: whole lists and
// workbooks are asked for too seldom.
const keptLargest = 1 << 20

// kept holds finished answers for as long as the log does not grow: everything
// that a page shows changes with an entry, or with the day, which its key has. It is safe for use by several
// goroutines.
type kept struct {
	// version gives the length of the log, and is asked when the last answer is
	// older than fresh.
	version func(context.Context) (int64, error)
	fresh   time.Duration
	now     func() time.Time

	mu      sync.Mutex
	asked   time.Time
	entries int64
	bytes   int
	answers map[string]answer
}

// answer is a finished answer in both its forms.
type answer struct {
	contentType, etag string
	disposition       string
	cache             string // how long a browser may keep it; by default as long as it asks each time
	vary              bool   // by language
	plain             []byte
	// packed compresses it, the first time that somebody takes it so; nil where
	// it is not worth it.
	packed func() []byte
}

// newAnswer finishes a body.
func newAnswer(contentType string, body []byte) answer {
	sum := sha256.Sum256(body)
	return answer{contentType: contentType, etag: hex.EncodeToString(sum[:12]), plain: body, packed: packed(contentType, body)}
}

func newKept(version func(context.Context) (int64, error), fresh time.Duration) *kept {
	return &kept{version: version, fresh: fresh, now: time.Now, answers: map[string]answer{}}
}

// keyOf names an answer: all that a page depends on but the store.
func keyOf(in *page.Request) string {
	return strings.Join([]string{string(in.Today), in.Words.Code, in.Prefix, string(in.Form), in.Path, in.URL.RawQuery}, "\x00")
}

// at gives the length of the log, and forgets all answers if it has grown.
func (k *kept) at(ctx context.Context) (int64, error) {
	k.mu.Lock()
	entries, recent := k.entries, k.fresh > 0 && k.now().Sub(k.asked) < k.fresh
	k.mu.Unlock()
	if recent {
		return entries, nil
	}
	asked := k.now()
	entries, err := k.version(ctx)
	if err != nil {
		return 0, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if entries > k.entries {
		clear(k.answers)
		k.entries, k.bytes = entries, 0
	}
	k.asked = asked
	return k.entries, nil
}

// get gives an answer that still holds.
func (k *kept) get(key string) (answer, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	a, ok := k.answers[key]
	return a, ok
}

// put keeps an answer that was made when the log had that many entries or more.
func (k *kept) put(key string, entries int64, a answer) {
	size := len(a.plain) + len(key)
	if a.packed != nil {
		size += len(a.plain) / packing
	}
	if size > keptLargest {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if entries != k.entries {
		return
	}
	if k.bytes+size > keptBytes {
		clear(k.answers)
		k.bytes = 0
	}
	if _, had := k.answers[key]; !had {
		k.bytes += size
		k.answers[key] = a
	}
}

// compressible leaves images and originals as they are.
func compressible(contentType string) bool {
	return strings.HasPrefix(contentType, "text/") || strings.HasPrefix(contentType, "application/json") ||
		strings.HasPrefix(contentType, "image/svg+xml")
}

// packed compresses what is worth it, when it is asked for.
func packed(contentType string, body []byte) func() []byte {
	if len(body) < 1024 || !compressible(contentType) {
		return nil
	}
	return sync.OnceValue(func() []byte {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		_, _ = w.Write(body) // a buffer takes everything
		_ = w.Close()
		return b.Bytes()
	})
}

// give writes an answer in the form that the reader takes.
func (a answer) give(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", a.contentType)
	h.Set("Cache-Control", cmp.Or(a.cache, "no-cache"))
	if a.disposition != "" {
		h.Set("Content-Disposition", a.disposition)
	}
	if a.vary {
		h.Add("Vary", "Accept-Language")
	}
	body, etag := a.plain, a.etag
	if a.packed != nil {
		h.Add("Vary", "Accept-Encoding")
		if takesGzip(r) {
			h.Set("Content-Encoding", "gzip")
			body, etag = a.packed(), a.etag+"-gzip"
		}
	}
	h.Set("ETag", `"`+etag+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// takesGzip reports whether a reader takes compressed answers.
func takesGzip(r *http.Request) bool {
	for _, value := range r.Header.Values("Accept-Encoding") {
		for part := range strings.SplitSeq(value, ",") {
			name, weight, _ := strings.Cut(part, ";")
			if name = strings.TrimSpace(name); name != "gzip" && name != "*" {
				continue
			}
			weight = strings.ReplaceAll(weight, " ", "")
			return strings.TrimRight(strings.TrimRight(weight, "0"), ".") != "q="
		}
	}
	return false
}
