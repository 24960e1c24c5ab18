// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
)

// scratch is a temporary file whose content nobody else can read, also where the
// disk is looked at later: its key is in memory only. It is written, rewound
// once and read.
type scratch struct {
	file     *os.File
	block    cipher.Block
	position cipher.Stream
	size     int64
}

func newScratch() (*scratch, error) {
	key := make([]byte, 32)
	_, _ = rand.Read(key) // it never fails
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("app: %w", err)
	}
	f, err := os.CreateTemp("", "heed-")
	if err != nil {
		return nil, fmt.Errorf("app: %w", err)
	}
	s := &scratch{file: f, block: block}
	s.begin()
	return s, nil
}

// begin goes to the beginning of the key stream. The key serves one file once, so
// that the stream may begin at nought.
func (s *scratch) begin() {
	s.position = cipher.NewCTR(s.block, make([]byte, aes.BlockSize)) //nolint:gosec // the key serves one file, once
}

// Write implements io.Writer.
func (s *scratch) Write(p []byte) (int, error) {
	out := make([]byte, len(p))
	s.position.XORKeyStream(out, p)
	n, err := s.file.Write(out)
	s.size += int64(n)
	return n, err
}

// rewind ends the writing and begins the reading.
func (s *scratch) rewind() error {
	s.begin()
	_, err := s.file.Seek(0, io.SeekStart)
	return err
}

// Read implements io.Reader.
func (s *scratch) Read(p []byte) (int, error) {
	n, err := s.file.Read(p)
	s.position.XORKeyStream(p[:n], p[:n])
	return n, err
}

// remove takes the file away.
func (s *scratch) remove() error { return errors.Join(s.file.Close(), os.Remove(s.file.Name())) }
