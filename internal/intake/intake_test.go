// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package intake_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/i18n"
	"github.com/heed-upr/heed/internal/intake"
)

var small = intake.Limits{Members: 20, Member: 1 << 20, Total: 64 << 20, Ratio: 100}

// file is a member of an archive.
type file struct{ name, data string }

func zipOf(t *testing.T, files ...file) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		m, err := w.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate})
		if err == nil {
			_, err = io.WriteString(m, f.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tarOf(t *testing.T, headers []*tar.Header, files ...file) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, h := range headers {
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range files {
		if err := w.WriteHeader(&tar.Header{Name: f.name, Mode: 0o600, Size: int64(len(f.data))}); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, f.data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipOf(t *testing.T, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// put writes a file into a folder, and gives its path.
func put(t *testing.T, dir, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// find gives what was found as lines: "name: bytes" and "name! key", with the
// folder left out.
func find(t *testing.T, dir string, limits intake.Limits, paths ...string) []string {
	t.Helper()
	found, err := intake.Find(paths, limits)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := found.Close(); err != nil {
			t.Error(err)
		}
	}()
	var out []string
	short := func(s string) string { return strings.TrimPrefix(strings.TrimPrefix(s, dir), "/") }
	for _, in := range found.Inputs {
		out = append(out, short(in.Name)+": "+read(t, in))
	}
	for _, p := range found.Passed {
		if !i18n.For("en").Has(p.Err.Key) {
			t.Errorf("%s has no message", p.Err.Key)
		}
		if text := i18n.For("en").Error(p.Err); strings.Contains(text, "{{") || strings.Contains(text, "<no value>") {
			t.Errorf("%s: %s", p.Err.Key, text)
		}
		out = append(out, short(p.Name)+"! "+strings.TrimPrefix(p.Err.Key, "passed."))
	}
	return out
}

func read(t *testing.T, in intake.Input) string {
	t.Helper()
	r, err := in.Open()
	if err != nil {
		t.Fatalf("%s: %v", in.Name, err)
	}
	defer func() { _ = r.Close() }()
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatalf("%s: %v", in.Name, err)
	}
	if len(data) > 40 {
		return fmt.Sprintf("%d bytes", len(data))
	}
	return string(data)
}

func TestFind_Folders(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "in/a.pdf", []byte("a"))
	put(t, dir, "in/sub/b.pdf", []byte("b"))
	put(t, dir, "in/.hidden/c.pdf", []byte("c"))
	put(t, dir, "in/.hidden.pdf", []byte("c"))
	put(t, dir, "elsewhere/d.pdf", []byte("d"))
	put(t, dir, "in/locked.pdf", []byte("e"))
	for link, target := range map[string]string{"in/dangling": "nowhere", "in/folder": "../elsewhere", "in/loop": "..", "in/linked.pdf": "../elsewhere/d.pdf"} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "in", "pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	// A socket's path may have only about a hundred characters.
	t.Chdir(filepath.Join(dir, "in"))
	socket, err := net.Listen("unix", "socket")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = socket.Close() }()
	want := []string{
		"in/a.pdf: a", "in/linked.pdf: d", "in/locked.pdf: e", "in/sub/b.pdf: b",
		"in/dangling! dangling_link", "in/folder! folder_link", "in/loop! folder_link", "in/pipe! special", "in/socket! special",
	}
	in := filepath.Join(dir, "in")
	if d := cmp.Diff(want, find(t, dir, small, in)); d != "" {
		t.Error(d)
	}
	// Named twice and once more by itself: still once.
	if got := find(t, dir, small, in+"/a.pdf", in+"/./a.pdf", in+"/a.pdf"); len(got) != 1 {
		t.Errorf("got %v", got)
	}
	if d := cmp.Diff([]string{"in/folder! folder_link", "in/dangling! dangling_link", "in/pipe! special"}, find(t, dir, small, in+"/folder", in+"/dangling", in+"/pipe")); d != "" {
		t.Error(d)
	}
}

func TestFind_WhatIsNamedMustBeThere(t *testing.T) {
	for _, path := range []string{filepath.Join(t.TempDir(), "nowhere"), ""} {
		_, err := intake.Find([]string{path}, small)
		if heed.ErrorCode(err) != heed.CodeInvalid || heed.ErrorArg(err, "Path") != path {
			t.Errorf("%q: %v", path, err)
		}
	}
}

func TestFind_Archives(t *testing.T) {
	inner := func() []byte { return zipOf(t, file{"x.pdf", "x"}, file{"y/z.pdf", "z"}) }
	document := zipOf(t, file{"[Content_Types].xml", "<Types/>"}, file{"word/document.xml", "<w/>"})
	odt := zipOf(t, file{"mimetype", "application/vnd.oasis.opendocument.text"}, file{"content.xml", "<w/>"})
	documents := []file{{"a.pdf", "a"}, {"sub/b.pdf", "b"}}
	for name, c := range map[string]struct {
		data []byte
		want []string
	}{
		"zip":              {zipOf(t, documents...), []string{"f/a.pdf: a", "f/sub/b.pdf: b"}},
		"tar":              {tarOf(t, nil, documents...), []string{"f/a.pdf: a", "f/sub/b.pdf: b"}},
		"tar.gz":           {gzipOf(t, tarOf(t, nil, documents...)), []string{"f/a.pdf: a", "f/sub/b.pdf: b"}},
		"empty":            {zipOf(t), nil},
		"docx":             {document, []string{fmt.Sprintf("f: %d bytes", len(document))}},
		"odt":              {odt, []string{fmt.Sprintf("f: %d bytes", len(odt))}},
		"packed file":      {gzipOf(t, []byte("%PDF-1.7")), []string{"f: " + string(gzipOf(t, []byte("%PDF-1.7")))}},
		"documents in zip": {zipOf(t, file{"d.docx", string(document)}), []string{fmt.Sprintf("f/d.docx: %d bytes", len(document))}},
		"archive in it":    {zipOf(t, file{"1.pdf", "1"}, file{"i.zip", string(inner())}, file{"2.pdf", "2"}), []string{"f/1.pdf: 1", "f/i.zip/x.pdf: x", "f/i.zip/y/z.pdf: z", "f/2.pdf: 2"}},
		"tar.gz in a tar":  {tarOf(t, nil, file{"i.tgz", string(gzipOf(t, tarOf(t, nil, documents...)))}), []string{"f/i.tgz/a.pdf: a", "f/i.tgz/sub/b.pdf: b"}},
		"archive in that":  {zipOf(t, file{"o.zip", string(zipOf(t, file{"i.zip", string(inner())}, file{"1.pdf", "1"}))}), []string{"f/o.zip/1.pdf: 1", "f/o.zip/i.zip! archive_nested"}},
		"hidden things":    {zipOf(t, file{"__MACOSX/._a.pdf", "a"}, file{".git/x", "x"}, file{"a.pdf", "a"}, file{"sub/", ""}), []string{"f/a.pdf: a"}},
		"names that lead out": {zipOf(t, file{"../../etc/a.pdf", "a"}, file{"/etc/b.pdf", "b"}, file{`C:\tmp\..\c.pdf`, "c"}, file{"d\x1b[31m\u202e.pdf", "d"}, file{"..", "e"}, file{"\xff.pdf", "f"}),
			[]string{"f/etc/a.pdf: a", "f/etc/b.pdf: b", "f/tmp/c.pdf: c", "f/d[31m.pdf: d", "f/unnamed: e", "f/?.pdf: f"}},
		"links and devices": {gzipOf(t, tarOf(t, []*tar.Header{
			{Name: "link", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"}, {Name: "hard", Typeflag: tar.TypeLink, Linkname: "a.pdf"},
			{Name: "device", Typeflag: tar.TypeChar}, {Name: "pipe", Typeflag: tar.TypeFifo}, {Name: "dir/", Typeflag: tar.TypeDir},
		}, documents...)), []string{"f/a.pdf: a", "f/sub/b.pdf: b", "f/link! member_link", "f/hard! member_link", "f/device! member_link", "f/pipe! member_link"}},
		"too many":         {zipOf(t, slices.Repeat([]file{{"a.pdf", "a"}}, 21)...), append(slices.Repeat([]string{"f/a.pdf: a"}, 20), "f! archive_members")},
		"one too large":    {zipOf(t, file{"big.pdf", strings.Repeat("x", 1<<20+1)}, file{"a.pdf", "a"}), []string{"f/a.pdf: a", "f/big.pdf! member_large"}},
		"one large in tar": {gzipOf(t, tarOf(t, nil, file{"big.pdf", strings.Repeat("x", 3<<20)}, file{"a.pdf", "a"})), []string{"f/a.pdf: a", "f/big.pdf! member_large"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if d := cmp.Diff(c.want, find(t, dir, small, put(t, dir, "f", c.data))); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestFind_DamagedArchives(t *testing.T) {
	noise := make([]byte, 3000)
	for i, x := 0, uint32(1); i < len(noise); i++ {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	three := []file{{"a.pdf", "a"}, {"b.pdf", string(noise)}, {"c.pdf", "c"}}
	whole := zipOf(t, three...)
	// The second member's bytes are spoilt; the directory is whole.
	spoilt := bytes.Clone(whole)
	spoilt[bytes.Index(spoilt, []byte("b.pdf"))+1500] ^= 0xff
	encrypted, unknown := bytes.Clone(whole), bytes.Clone(whole)
	central := bytes.Index(whole, []byte("PK\x01\x02"))
	encrypted[central+8] |= 1
	binary.LittleEndian.PutUint16(unknown[central+10:], 99)
	packed := gzipOf(t, tarOf(t, nil, three...))
	second := fmt.Sprintf("f/b.pdf: %d bytes", len(noise))
	for name, c := range map[string]struct {
		data []byte
		want []string
	}{
		"spoilt member":  {spoilt, []string{"f/a.pdf: a", "f/c.pdf: c", "f/b.pdf! member_broken"}},
		"password":       {encrypted, []string{second, "f/c.pdf: c", "f/a.pdf! member_encrypted"}},
		"unknown method": {unknown, []string{second, "f/c.pdf: c", "f/a.pdf! member_method"}},
		"cut zip":        {whole[:len(whole)-30], []string{"f! archive_broken"}},
		"cut tar.gz":     {packed[:len(packed)/2], []string{"f/a.pdf: a", "f/b.pdf! member_broken", "f! archive_broken"}},
		"cut zip within": {zipOf(t, file{"i.zip", string(whole[:200])}, file{"d.pdf", "d"}), []string{"f/d.pdf: d", "f/i.zip! archive_broken"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if d := cmp.Diff(c.want, find(t, dir, small, put(t, dir, "f", c.data))); d != "" {
				t.Error(d)
			}
		})
	}
}

// A bomb is given up at a limit; what came before is kept.
func TestFind_Bombs(t *testing.T) {
	zeros := strings.Repeat("\x00", 1<<20)
	limits := intake.Limits{Members: 1000, Member: 1 << 20, Total: 100 << 20, Ratio: 100}
	many := []file{{"a.pdf", "a"}}
	for i := range 80 {
		many = append(many, file{fmt.Sprint(i), zeros})
	}
	for name, c := range map[string]struct {
		data   []byte
		limits intake.Limits
		want   string
	}{
		"ratio of zip":    {zipOf(t, many...), limits, "f! archive_ratio"},
		"ratio of tar.gz": {gzipOf(t, tarOf(t, nil, many...)), limits, "f! archive_ratio"},
		// Jumping over one member would unpack all of it.
		"one member":  {gzipOf(t, tarOf(t, nil, file{"a.pdf", "a"}, file{"big", strings.Repeat(zeros, 80)}, file{"z.pdf", "z"})), limits, "f! archive_ratio"},
		"total":       {zipOf(t, many...), intake.Limits{Members: 1000, Member: 1 << 20, Total: 40 << 20, Ratio: 1 << 20}, "f! archive_total"},
		"within":      {zipOf(t, file{"i.zip", string(zipOf(t, many...))}), limits, "f/i.zip! archive_ratio"},
		"within, tgz": {gzipOf(t, tarOf(t, nil, file{"i.tgz", string(gzipOf(t, tarOf(t, nil, many...)))})), limits, "f/i.tgz! archive_ratio"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			got := find(t, dir, c.limits, put(t, dir, "f", c.data))
			if !slices.Contains(got, c.want) || !strings.HasSuffix(got[0], "a.pdf: a") || len(got) > 70 {
				t.Errorf("got %d lines, %v …", len(got), got[:min(5, len(got))])
			}
		})
	}
}

// Members can be asked for in any order and by several at once.
func TestFind_MembersInAnyOrder(t *testing.T) {
	var files []file
	for i := range 50 {
		files = append(files, file{fmt.Sprintf("%02d.pdf", i), fmt.Sprintf("document %d", i)})
	}
	dir := t.TempDir()
	path := put(t, dir, "f.tgz", gzipOf(t, tarOf(t, nil, files...)))
	found, err := intake.Find([]string{path}, intake.DefaultLimits(1<<20))
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for i, in := range found.Inputs {
		all.Go(func() {
			if got := read(t, in); got != fmt.Sprintf("document %d", i) {
				t.Errorf("member %d is %q", i, got)
			}
		})
	}
	all.Wait()
	for _, i := range []int{49, 0, 17, 3} {
		if got := read(t, found.Inputs[i]); got != files[i].data {
			t.Errorf("member %d is %q the second time", i, got)
		}
	}
	// An archive that is another by now gives an error, not another's bytes.
	put(t, dir, "f.tgz", gzipOf(t, tarOf(t, nil, files[:3]...)))
	if err := found.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := found.Inputs[30].Open(); err == nil || !regexp.MustCompile("changed").MatchString(err.Error()) {
		t.Errorf("got %v", err)
	}
}

// Nothing of an archive reaches the disk.
func TestFind_WritesNothing(t *testing.T) {
	dir := t.TempDir()
	path := put(t, dir, "f.zip", zipOf(t, file{"../out.pdf", "a"}, file{"in.pdf", "b"}))
	t.Setenv("TMPDIR", filepath.Join(dir, "none"))
	find(t, dir, small, path)
	var left []string
	if err := filepath.WalkDir(dir, func(p string, e os.DirEntry, err error) error { left = append(left, p); return err }); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{dir, path}, left); d != "" {
		t.Error(d)
	}
}

func FuzzFind(f *testing.F) {
	t := &testing.T{}
	f.Add(zipOf(t, file{"a.pdf", "a"}, file{"../b", "b"}))
	f.Add(tarOf(t, nil, file{"a.pdf", "a"}))
	f.Add(gzipOf(t, tarOf(t, nil, file{"a.pdf", "a"})))
	f.Fuzz(func(t *testing.T, data []byte) {
		dir := t.TempDir()
		limits := intake.Limits{Members: 50, Member: 1 << 16, Total: 1 << 20, Ratio: 50}
		found, err := intake.Find([]string{put(t, dir, "f", data)}, limits)
		if err != nil {
			t.Fatal(err)
		}
		for _, in := range found.Inputs {
			if strings.Contains(in.Name, "..") && strings.Contains(in.Name, "/../") {
				t.Errorf("the name %q leads out", in.Name)
			}
			read(t, in)
		}
		if err := found.Close(); err != nil {
			t.Error(err)
		}
	})
}
