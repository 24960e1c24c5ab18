// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/heed-upr/heed"
)

// cache is a folder of what has been fetched. An entry is one file, so that
// what is said of a document and the document are never of different times: a
// line of JSON, and behind it the bytes. Its name is the digest of the address.
// Losing the folder loses nothing but time.
type cache struct{ dir string }

// staleAfter is when remains of a run that was cut off are cleared away.
const staleAfter = 7 * 24 * time.Hour

// entry is what is said of a document.
type entry struct {
	validators
	// Address is where it was asked for.
	Address string `json:"address"`
	// Format is pdf, docx or doc.
	Format  string      `json:"format"`
	Size    int64       `json:"size"`
	Digest  heed.Digest `json:"sha256"`
	Fetched time.Time   `json:"fetched"`
}

// validators tell one version of a file from another.
type validators struct {
	// Place is where the file was in the end, after all redirects.
	Place        string `json:"place"`
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
}

// newValidators reads those of an answer.
func newValidators(res *http.Response) validators {
	return validators{place(res.Request.URL), res.Header.Get("ETag"), res.Header.Get("Last-Modified")}
}

// place reports whether they are those of a file at an address.
func (v validators) place(u *url.URL) bool {
	return v.Place != "" && v.Place == place(u)
}

// strong gives the validator by which parts of a file can be put together (RFC
// 9110, section 13.1.5), or "". A weak one says only that files mean the same.
func (v validators) strong() string {
	if v.ETag != "" && !strings.HasPrefix(v.ETag, "W/") {
		return v.ETag
	}
	return v.LastModified
}

// partial is the beginning of a document.
type partial struct {
	validators
	Address string `json:"address"`
	// Total is how many bytes the document has, or 0 if that is not known.
	Total int64 `json:"total,omitempty"`

	data []byte
}

// reset forgets what has come, for a version with these validators.
func (p *partial) reset(v validators) { p.validators, p.Total, p.data = v, 0, nil }

// resumable reports whether the rest can be asked for.
func (p *partial) resumable() bool { return len(p.data) > 0 && p.strong() != "" }

// short reports whether bytes are missing.
func (p *partial) short() bool { return p.Total > 0 && int64(len(p.data)) != p.Total }

// continuedBy reports whether an answer of status 206 goes on exactly where
// the data ends, in the same version; it notes how long the whole is.
func (p *partial) continuedBy(res *http.Response, now validators) bool {
	var from, to, total int64
	said := res.Header.Get("Content-Range")
	if n, err := fmt.Sscanf(said, "bytes %d-%d/%d", &from, &to, &total); n < 2 || err != nil && !strings.HasSuffix(said, "/*") {
		return false
	}
	p.Total = total
	return from == int64(len(p.data)) && (now.ETag == "" || now.ETag == p.ETag)
}

// read appends up to n bytes. The end of the body is no error.
func (p *partial) read(r io.Reader, n int64) error {
	b := bytes.NewBuffer(p.data)
	_, err := io.CopyN(b, r, n)
	p.data = b.Bytes()
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// openCache opens the folder, and makes it if need be. A folder that others
// can use is refused: they could see what was fetched, and put something else
// in its place.
func openCache(dir string) (*cache, error) {
	if dir == "" {
		base, err := os.UserCacheDir()
		if err != nil {
			return nil, unusable(filepath.Join("heed", "fetch"), "error.fetch_cache", err)
		}
		dir = filepath.Join(base, "heed", "fetch")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, unusable(dir, "error.fetch_cache", err)
	}
	info, err := os.Stat(dir)
	switch {
	case err != nil || !info.IsDir():
		return nil, unusable(dir, "error.fetch_cache", err)
	case info.Mode().Perm()&0o077 != 0 && runtime.GOOS != "windows": // where modes say nothing
		return nil, unusable(dir, "error.fetch_cache_open", nil)
	}
	c := &cache{dir}
	return c, c.tidy()
}

func unusable(dir, key string, err error) *heed.Error {
	return &heed.Error{Code: heed.CodeInvalid, Op: "fetch.New", Key: key, Args: []string{"Path", dir}, Err: err}
}

// tidy clears away what is left of runs that were cut off long ago.
func (c *cache) tidy() error {
	list, err := os.ReadDir(c.dir)
	if err != nil {
		return unusable(c.dir, "error.fetch_cache", err)
	}
	for _, e := range list {
		remains := strings.HasPrefix(e.Name(), temporary) || strings.HasSuffix(e.Name(), partialEnding)
		if info, err := e.Info(); remains && err == nil && time.Since(info.ModTime()) > staleAfter {
			_ = os.Remove(filepath.Join(c.dir, e.Name())) // somebody else may have done it
		}
	}
	return nil
}

const (
	temporary     = ".new-"
	partialEnding = ".part"
)

// path is where the entry of an address is.
func (c *cache) path(address string) string {
	return filepath.Join(c.dir, string(heed.DigestOf([]byte(address))))
}

// load gives the entry of an address, if there is one and it is unharmed.
func (c *cache) load(address string) (entry, bool) {
	var e entry
	data, ok := read(c.path(address), &e)
	if !ok || e.Address != address || e.Digest != heed.DigestOf(data) {
		return entry{}, false
	}
	return e, true
}

// partial gives what has come of the document of an address; an empty one if
// nothing has.
func (c *cache) partial(address string) *partial {
	p := &partial{}
	data, ok := read(c.path(address)+partialEnding, p)
	if !ok || p.Address != address {
		return &partial{Address: address}
	}
	p.data = data
	return p
}

// read reads a file of the cache. One that is not as Heed writes it counts as
// none.
func read(path string, said any) ([]byte, bool) {
	all, err := os.ReadFile(path)
	if err != nil {
		return nil, false
	}
	line, data, ok := bytes.Cut(all, []byte("\n"))
	return data, ok && json.Unmarshal(line, said) == nil
}

// save keeps a whole document, and clears away its beginning.
func (c *cache) save(e entry, data []byte) *heed.Error {
	if err := c.write(c.path(e.Address), e, data); err != nil {
		return err
	}
	return c.drop(e.Address)
}

// savePartial keeps the beginning of a document, if it can be gone on with.
func (c *cache) savePartial(p *partial) *heed.Error {
	if !p.resumable() {
		return c.drop(p.Address)
	}
	return c.write(c.path(p.Address)+partialEnding, p, p.data)
}

// drop clears away the beginning of a document.
func (c *cache) drop(address string) *heed.Error {
	if err := os.Remove(c.path(address) + partialEnding); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return unusable(c.dir, "error.fetch_cache", err)
	}
	return nil
}

// write puts a file in place whole, or not at all.
func (c *cache) write(path string, said any, data []byte) *heed.Error {
	line, err := json.Marshal(said)
	if err != nil {
		return unusable(c.dir, "error.fetch_cache", err)
	}
	temp, err := os.CreateTemp(c.dir, temporary)
	if err != nil {
		return unusable(c.dir, "error.fetch_cache", err)
	}
	_, err = temp.Write(append(line, '\n'))
	if err == nil {
		_, err = temp.Write(data)
	}
	if err = errors.Join(err, temp.Close()); err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		return unusable(c.dir, "error.fetch_cache", errors.Join(err, os.Remove(temp.Name())))
	}
	return nil
}

// openEntry gives the document of an entry.
func openEntry(path string) (io.ReadCloser, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	b := bufio.NewReader(file)
	if _, err := b.ReadBytes('\n'); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return struct {
		io.Reader
		io.Closer
	}{b, file}, nil
}
