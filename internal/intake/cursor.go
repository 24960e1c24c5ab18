// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package intake

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"sync"
)

// cursor gives the members of an archive, one after another. Archives such as
// tar.gz can only be read from one end to the other, and nothing is kept on
// disk; so the cursor goes through the archive as members are asked for. Who
// asks in order, give or take a few, has every member unpacked once and few of
// them in memory. It is safe for use by several goroutines.
type cursor struct {
	path   string
	limits Limits

	mu     sync.Mutex
	next   func() (member, bool) // nil where the walk has not begun
	stop   func()
	failed error          // why the walk ended early
	at     int            // members that the walk has given
	early  map[int][]byte // given before they were asked for
	given  map[int]bool   // handed out
	total  int
}

// member is a document of an archive.
type member struct {
	name string
	data []byte
}

// survey goes through the archive once, and names the documents in it that
// are whole and within the limits. All that is wrong with it is found here.
func (c *cursor) survey(pass func(Passed)) ([]string, error) {
	var names []string
	err := c.walk(func(name string, _ []byte) bool { names = append(names, name); return true }, pass)
	c.total = len(names)
	return names, err
}

// walk opens the archive and goes through it.
func (c *cursor) walk(take func(string, []byte) bool, pass func(Passed)) error {
	file, err := os.Open(c.path)
	if err != nil {
		return err
	}
	w := walk{limits: c.limits, take: take, pass: pass}
	err = w.run(file)
	if errors.Is(err, errStop) {
		err = nil
	}
	return errors.Join(err, file.Close())
}

// member gives the document of a number, from 0.
func (c *cursor) member(i int) (io.ReadCloser, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if data, ok := c.early[i]; ok {
		delete(c.early, i)
		c.given[i] = true
		return open(data), nil
	}
	if c.next == nil || i < c.at {
		c.begin()
	}
	for {
		m, ok := c.next()
		if !ok {
			return nil, fmt.Errorf("%s has changed while it was read: %w", c.path, errors.Join(io.ErrUnexpectedEOF, c.failed))
		}
		c.at++
		if c.at-1 == i {
			c.given[i] = true
			if c.at == c.total {
				c.end() // nothing more is needed of the file
			}
			return open(m.data), nil
		}
		if !c.given[c.at-1] {
			c.early[c.at-1] = m.data
		}
	}
}

func open(data []byte) io.ReadCloser { return io.NopCloser(bytes.NewReader(data)) }

// begin starts the walk at the first member.
func (c *cursor) begin() {
	c.end()
	if c.given == nil {
		c.given, c.early = map[int]bool{}, map[int][]byte{}
	}
	c.at = 0
	c.next, c.stop = iter.Pull(func(yield func(member) bool) {
		c.failed = c.walk(func(name string, data []byte) bool { return yield(member{name, data}) }, func(Passed) {})
	})
}

// end leaves the walk and closes the file.
func (c *cursor) end() {
	if c.stop != nil {
		c.stop()
	}
	c.next, c.stop = nil, nil
}

// close gives the archive up.
func (c *cursor) close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.end()
	c.early = map[int][]byte{}
	return nil
}
