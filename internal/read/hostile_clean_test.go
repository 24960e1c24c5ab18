// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package read_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/read"
)

// told is what no clean copy may hold.
const told = "WITNESS-7719"

// archive packs files in the order given.
func archive(files ...[2]string) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range files {
		part, _ := w.Create(f[0])
		_, _ = io.WriteString(part, f[1])
	}
	_ = w.Close()
	return out.Bytes()
}

// vast is a PNG that says it has more pixels than any machine has memory.
func vast() []byte {
	head := make([]byte, 17)
	copy(head, "IHDR")
	binary.BigEndian.PutUint32(head[4:], 1<<30)
	binary.BigEndian.PutUint32(head[8:], 1<<30)
	copy(head[12:], []byte{8, 6, 0, 0, 0})
	out := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), head...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(head))
}

// twofold are files that are of two kinds at once, or that carry more than they
// show.
func twofold(t *testing.T) map[string][]byte {
	t.Helper()
	var drawn, photo, drawing bytes.Buffer
	picture := image.NewGray(image.Rect(0, 0, 40, 30))
	if err := png.Encode(&drawn, picture); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&photo, picture, nil); err != nil {
		t.Fatal(err)
	}
	if err := gif.Encode(&drawing, picture, nil); err != nil {
		t.Fatal(err)
	}
	page := onePage(func(write func(string)) { write("BT /F 12 Tf 72 700 Td (Shown) Tj ET") })
	hidden := archive([2]string{"a.txt", told})
	word := archive(
		[2]string{"[Content_Types].xml", `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		[2]string{"_rels/.rels", `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		[2]string{"word/document.xml", wordRoot + "<w:p><w:r><w:t>Shown</w:t></w:r></w:p></w:body></w:document>"},
		[2]string{"word/_rels/document.xml.rels", `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="x" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" TargetMode="External" Target="http://example.org/` + told + `"/><Relationship Id="y" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/a.tiff"/><Relationship Id="z" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/a.gif"/></Relationships>`},
		[2]string{"word/media/a.tiff", told},
		[2]string{"word/media/a.gif", drawing.String() + told},
		[2]string{"word/vbaProject.bin", told},
		[2]string{"../../outside.xml", told},
		[2]string{"customXml/item1.xml", "<x>" + told + "</x>"})
	return map[string][]byte{
		"a picture with an archive behind it":      append(bytes.Clone(drawn.Bytes()), hidden...),
		"a photograph with a web page behind it":   append(bytes.Clone(photo.Bytes()), "<script>"+told+"</script>"...),
		"a PDF with an archive behind it":          append(bytes.Clone(page), hidden...),
		"a PDF behind a web page":                  append([]byte("<!--"+told+"-->\n"), page...),
		"a Word document with parts of its own":    word,
		"a Word document behind a program":         append([]byte("MZ"+told), word...),
		"an archive of something else":             hidden,
		"a vast picture":                           vast(),
		"a web page that says it is a picture":     append([]byte("\x89PNG\r\n\x1a\n"), "<html>"+told...),
		"a photograph that breaks off":             photo.Bytes()[:photo.Len()/2],
		"text with what a program would not show":  []byte("Shown\x00" + told),
		"a workbook whose part is a thousand fold": archive([2]string{"[Content_Types].xml", strings.Repeat(" ", 300<<20)}, [2]string{"xl/workbook.xml", "<workbook/>"}),
	}
}

// TestClean_Hostile: a file that means harm gets a clean copy without what it
// carried, or none, in time; and the next one gets its own.
func TestClean_Hostile(t *testing.T) {
	p := pool(t, read.Config{Workers: 1, Memory: 512 << 20})
	good := onePage(func(write func(string)) { write("BT /F 12 Tf 72 700 Td (Good) Tj ET") })
	if _, err := p.Clean(t.Context(), good); err != nil {
		t.Fatal(err)
	}
	files := twofold(t)
	for name, c := range hostile() {
		files[name] = c.data
	}
	for name, data := range files {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			out, err := p.Clean(t.Context(), data)
			if took := time.Since(began); took > read.DefaultTimeout+5*time.Second {
				t.Errorf("it took %v", took)
			}
			if err != nil && heed.ErrorCode(err) != heed.CodeUnreadable {
				t.Errorf("an error of the program and no outcome: %v", err)
			}
			if where := holds(out); where != "" {
				t.Errorf("the copy still tells it, in %s", where)
			}
			t.Logf("%d bytes, %v", len(out), err)
			if _, err := p.Clean(t.Context(), good); err != nil {
				t.Errorf("a good file afterwards: %v", err)
			}
		})
	}
}

// holds says where a file has what no copy may hold, also in what is packed.
func holds(data []byte) string {
	if bytes.Contains(data, []byte(told)) {
		return "its bytes"
	}
	packed, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return ""
	}
	for _, f := range packed.File {
		part, err := f.Open()
		if err != nil {
			return f.Name + " (unreadable)"
		}
		text, err := io.ReadAll(part)
		if err != nil || bytes.Contains(text, []byte(told)) {
			return f.Name
		}
	}
	return ""
}
