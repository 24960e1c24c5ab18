// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package read

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"

	"github.com/heed-upr/heed"
)

// The operations of a reading process.
const (
	opRead  = "read"
	opPage  = "page"
	opClean = "clean"
	opText  = "text"
	opFeed  = "feed"
)

// maxAnswer bounds what a process may answer, since it has read hostile bytes.
const maxAnswer = 512 << 20

// request is the head of a request; the document's bytes follow it.
type request struct {
	Op    string `json:"op"`
	Page  int    `json:"page,omitempty"`
	Width int    `json:"width,omitempty"`
	// Type is the content type by which a server gave it.
	Type string `json:"type,omitempty"`
}

// refusal is the answer to a request that failed, an error in its wire form.
type refusal struct {
	Code  heed.Code `json:"code"`
	Op    string    `json:"op"`
	Key   string    `json:"key"`
	Args  []string  `json:"args"`
	Cause string    `json:"cause"`
}

// process is one reading process, seen from the parent.
type process struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

func startProcess(cmd *exec.Cmd) (*process, error) {
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("cannot start the reading process: %w", err)
	}
	p := &process{cmd: cmd, in: in, out: bufio.NewReaderSize(out, 1<<16)}
	if ready, err := readFrame(p.out, 64); err != nil || string(ready) != "ready" {
		p.kill()
		return nil, fmt.Errorf("the reading process did not get ready: %q, %w", ready, err)
	}
	return p, nil
}

// ask sends a request with a document and waits for the answer. An error that
// is a heed.Error is the document's; any other means the process is lost.
func (p *process) ask(req request, data []byte) ([]byte, error) {
	head, err := json.Marshal(req)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(writeFrame(p.in, head), writeFrame(p.in, data)); err != nil {
		return nil, fmt.Errorf("reading process: %w", err)
	}
	status, err := readFrame(p.out, 16)
	if err != nil {
		return nil, fmt.Errorf("reading process: %w", err)
	}
	body, err := readFrame(p.out, maxAnswer)
	if err != nil {
		return nil, fmt.Errorf("reading process: %w", err)
	}
	if string(status) == "ok" {
		return body, nil
	}
	var r refusal
	if err := json.Unmarshal(body, &r); err != nil {
		return nil, fmt.Errorf("reading process: %w", err)
	}
	return nil, &heed.Error{Code: r.Code, Op: r.Op, Key: r.Key, Args: r.Args, Err: errors.New(r.Cause)}
}

// stop lets the process end by itself.
func (p *process) stop() error { return errors.Join(p.in.Close(), p.cmd.Wait()) }

// kill ends the process at once. That it then ends badly is no news.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}

// writeFrame writes a length of four bytes, big-endian, and data.
func writeFrame(w io.Writer, data []byte) error {
	var size [4]byte
	binary.BigEndian.PutUint32(size[:], uint32(len(data)))
	if _, err := w.Write(size[:]); err != nil {
		return err
	}
	_, err := w.Write(data)
	return err
}

// readFrame reads what writeFrame wrote, refusing more than limit bytes.
func readFrame(r io.Reader, limit uint32) ([]byte, error) {
	var size [4]byte
	if _, err := io.ReadFull(r, size[:]); err != nil {
		return nil, err
	}
	n := binary.BigEndian.Uint32(size[:])
	if n > limit {
		return nil, fmt.Errorf("a frame of %d bytes, at most %d", n, limit)
	}
	data := make([]byte, n)
	_, err := io.ReadFull(r, data)
	return data, err
}
