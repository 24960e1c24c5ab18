// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package intake

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"strconv"

	"github.com/dustin/go-humanize"
	"github.com/gabriel-vasile/mimetype"
)

var (
	// errNoArchive: the file is a document, or nothing that Heed knows.
	errNoArchive = errors.New("no archive")
	// errStop ends the walk through an archive; why has been reported.
	errStop = errors.New("stop")
	// errTooMuch: reading on would pass a limit.
	errTooMuch = errors.New("over a limit")
)

// nested is how many archives may lie within each other.
const nested = 2

// innocent is how many bytes an archive may unpack to whatever its size.
const innocent = 32 << 20

// walk goes through one archive, the same way each time.
type walk struct {
	limits Limits
	// take gets each document; it ends the walk by false.
	take func(name string, data []byte) bool
	// pass gets what is passed over.
	pass func(Passed)

	members int
	// unpacked counts bytes of members; streamed counts the bytes of tar
	// archives, with what is jumped over.
	unpacked, streamed int64
	// packed gives the bytes that have been read from the file, or all of
	// them where it is not read from one end to the other.
	packed func() int64
}

// run walks through the archive in a file: errNoArchive if it is none.
func (w *walk) run(file *os.File) error {
	info, err := file.Stat()
	if err != nil {
		return err
	}
	in := &counter{in: file}
	w.packed = func() int64 { return info.Size() }
	name := file.Name()
	switch kind, err := sniff(file, info.Size()); {
	case err != nil:
		return err
	case kind == kindZip:
		return w.zip(name, file, info.Size(), 1)
	case kind == kindTar:
		return w.tar(name, in, 1)
	case kind == kindTarGzip:
		w.packed = func() int64 { return in.n }
		return w.tarGzip(name, in, 1)
	case kind == kindBroken:
		w.pass(newPassed(cleanPath(name), "passed.archive_broken", nil))
		return nil
	}
	return errNoArchive
}

// kind is what bytes are.
type kind int

const (
	kindOther kind = iota
	kindZip
	kindTar
	kindTarGzip
	kindBroken // begins as an archive and is none
)

// sniff tells an archive by its content. Documents that are packed as zip
// (docx, xlsx, odt) are documents: they say so by a member that only they have.
func sniff(in io.ReaderAt, size int64) (kind, error) {
	head := make([]byte, 3072)
	n, err := in.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return kindOther, err
	}
	head = head[:n]
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return sniffZip(in, size, head), nil
	case isTar(head):
		return kindTar, nil
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		return sniffGzip(io.NewSectionReader(in, 0, size)), nil
	}
	return kindOther, nil
}

func sniffZip(in io.ReaderAt, size int64, head []byte) kind {
	archive, err := openZip(in, size)
	if err != nil {
		if m := mimetype.Detect(head); m.Is("application/zip") {
			return kindBroken
		}
		return kindOther // a damaged document, which the readers will say
	}
	for _, f := range archive.File {
		if f.Name == "[Content_Types].xml" || f.Name == "mimetype" {
			return kindOther
		}
	}
	return kindZip
}

// openZip reads the directory of a zip archive. Names that lead out of it are
// no reason to refuse it: nothing is unpacked to a path.
func openZip(in io.ReaderAt, size int64) (*zip.Reader, error) {
	archive, err := zip.NewReader(in, size)
	if errors.Is(err, zip.ErrInsecurePath) {
		err = nil
	}
	return archive, err
}

// sniffGzip looks at the beginning of what is packed. A single packed file is
// no archive.
func sniffGzip(in io.Reader) kind {
	z, err := gzip.NewReader(in)
	if err != nil {
		return kindOther
	}
	head := make([]byte, 512)
	if n, _ := io.ReadFull(z, head); !isTar(head[:n]) {
		return kindOther
	}
	return kindTarGzip
}

// isTar looks for the mark that POSIX and GNU put into a header.
func isTar(head []byte) bool { return len(head) >= 512 && string(head[257:262]) == "ustar" }

func (w *walk) zip(name string, in io.ReaderAt, size int64, depth int) error {
	archive, err := openZip(in, size)
	if err != nil {
		w.pass(newPassed(cleanPath(name), "passed.archive_broken", err))
		return nil
	}
	for _, f := range archive.File {
		member := cleanPath(name) + "/" + cleanName(f.Name)
		if err := w.count(name); err != nil {
			return err
		}
		switch {
		case f.FileInfo().IsDir() || hidden(cleanName(f.Name)):
			continue
		case !f.Mode().IsRegular():
			w.pass(newPassed(member, "passed.member_link", nil))
			continue
		case f.Flags&1 != 0:
			w.pass(newPassed(member, "passed.member_encrypted", nil))
			continue
		}
		r, err := f.Open()
		if err != nil {
			w.pass(newPassed(member, broken(err), err))
			continue
		}
		err = w.member(name, member, r, depth)
		_ = r.Close() // it has been read to its end, or is not worth reading
		if err != nil {
			return err
		}
	}
	return nil
}

// broken names the message for a member that does not unpack.
func broken(err error) string {
	if errors.Is(err, zip.ErrAlgorithm) {
		return "passed.member_method"
	}
	return "passed.member_broken"
}

func (w *walk) tarGzip(name string, in io.Reader, depth int) error {
	z, err := gzip.NewReader(in)
	if err != nil {
		w.pass(newPassed(cleanPath(name), "passed.archive_broken", err))
		return nil
	}
	return w.tar(name, z, depth)
}

func (w *walk) tar(name string, in io.Reader, depth int) error {
	// Jumping over a member unpacks it too: the stream is counted as well.
	archive := tar.NewReader(readerFunc(func(p []byte) (int, error) {
		n, err := in.Read(p)
		w.streamed += int64(n)
		if w.over(w.streamed) {
			return n, errTooMuch
		}
		return n, err
	}))
	for {
		h, err := archive.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, tar.ErrInsecurePath):
		case errors.Is(err, errTooMuch):
			return w.tooMuch(name)
		case err != nil:
			w.pass(newPassed(cleanPath(name), "passed.archive_broken", err))
			return nil
		}
		member := cleanPath(name) + "/" + cleanName(h.Name)
		if err := w.count(name); err != nil {
			return err
		}
		if h.Typeflag == tar.TypeDir || h.Typeflag == tar.TypeXGlobalHeader || hidden(cleanName(h.Name)) {
			continue
		}
		if h.Typeflag != tar.TypeReg {
			w.pass(newPassed(member, "passed.member_link", nil))
			continue
		}
		if err := w.member(name, member, archive, depth); err != nil {
			return err
		}
	}
}

// count counts a member, and ends the walk where there are too many.
func (w *walk) count(archive string) error {
	w.members++
	if w.members <= w.limits.Members {
		return nil
	}
	w.pass(newPassed(cleanPath(archive), "passed.archive_members", nil, "Limit", strconv.Itoa(w.limits.Members)))
	return errStop
}

// over reports whether so many bytes are too many, for any archive or for one
// of this size.
func (w *walk) over(n int64) bool {
	return n > w.limits.Total || n > innocent && n/w.limits.Ratio > w.packed()
}

// tooMuch reports that an archive unpacks to too much, and ends the walk.
func (w *walk) tooMuch(archive string) error {
	n := max(w.unpacked, w.streamed)
	if n > w.limits.Total {
		w.pass(newPassed(cleanPath(archive), "passed.archive_total", nil, "Limit", size(w.limits.Total)))
	} else {
		w.pass(newPassed(cleanPath(archive), "passed.archive_ratio", nil, "Limit", strconv.FormatInt(w.limits.Ratio, 10)))
	}
	return errStop
}

// member reads one member and hands it on, or walks through it where it is an
// archive itself.
func (w *walk) member(archive, name string, in io.Reader, depth int) error {
	data, err := io.ReadAll(io.LimitReader(in, w.limits.Member+1))
	w.unpacked += int64(len(data))
	switch {
	case errors.Is(err, errTooMuch) || w.over(w.unpacked):
		return w.tooMuch(archive)
	case err != nil:
		// A tar archive that breaks off here will say so at its next member.
		w.pass(newPassed(name, broken(err), err))
		return nil
	case int64(len(data)) > w.limits.Member:
		w.pass(newPassed(name, "passed.member_large", nil, "Limit", size(w.limits.Member)))
		return nil
	}
	inner := bytes.NewReader(data)
	what, err := sniff(inner, int64(len(data)))
	switch {
	case err != nil:
		return err
	case what == kindOther:
		if !w.take(name, data) {
			return errStop
		}
		return nil
	case depth >= nested:
		w.pass(newPassed(name, "passed.archive_nested", nil))
		return nil
	}
	switch what {
	case kindZip:
		return w.zip(name, inner, int64(len(data)), depth+1)
	case kindTar:
		return w.tar(name, inner, depth+1)
	case kindTarGzip:
		return w.tarGzip(name, inner, depth+1)
	}
	w.pass(newPassed(name, "passed.archive_broken", nil))
	return nil
}

func size(n int64) string { return humanize.IBytes(uint64(n)) }

// readerFunc is a reader of one function.
type readerFunc func([]byte) (int, error)

// Read calls the function.
func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// counter counts what is read through it.
type counter struct {
	in io.Reader
	n  int64
}

// Read reads and counts.
func (c *counter) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.n += int64(n)
	return n, err
}
