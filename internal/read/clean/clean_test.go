// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package clean_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/read/clean"
	"github.com/heed-upr/heed/internal/read/docx"
)

// photograph makes a JPEG that says where it was taken and how the camera was
// held, with a dark upper left corner.
func photograph(t *testing.T, way uint16) []byte {
	t.Helper()
	picture := image.NewGray(image.Rect(0, 0, 40, 20))
	for i := range picture.Pix {
		picture.Pix[i] = 255
	}
	for y := range 8 {
		for x := range 8 {
			picture.SetGray(x, y, color.Gray{})
		}
	}
	var plain bytes.Buffer
	if err := jpeg.Encode(&plain, picture, nil); err != nil {
		t.Fatal(err)
	}
	tiff := []byte("II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00")
	tiff = binary.LittleEndian.AppendUint16(tiff, way)
	tiff = append(tiff, "\x00\x00\x00\x00\x00\x00GPS secret place"...)
	body := append([]byte("Exif\x00\x00"), tiff...)
	marker := append([]byte{0xFF, 0xE1}, binary.BigEndian.AppendUint16(nil, uint16(len(body)+2))...)
	return bytes.Join([][]byte{plain.Bytes()[:2], marker, body, plain.Bytes()[2:]}, nil)
}

func TestImage_TellsNoPlaceAndStandsUpright(t *testing.T) {
	// Where the dark corner is to be after the picture is turned as EXIF says.
	for way, corner := range map[uint16]image.Point{1: {2, 2}, 2: {37, 2}, 3: {37, 17}, 4: {2, 17}, 5: {2, 2}, 6: {17, 2}, 7: {17, 37}, 8: {2, 37}, 99: {2, 2}} {
		out, err := clean.Image(photograph(t, way))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(out, []byte("secret")) || bytes.Contains(out, []byte("Exif")) {
			t.Errorf("way %d: the copy tells where it was taken", way)
		}
		picture, err := jpeg.Decode(bytes.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		if sideways := way >= 5 && way <= 8; sideways != (picture.Bounds().Dx() == 20) {
			t.Errorf("way %d: %v", way, picture.Bounds())
		}
		if y := color.GrayModel.Convert(picture.At(corner.X, corner.Y)).(color.Gray).Y; y > 100 { //nolint:errcheck // the model gives a Gray
			t.Errorf("way %d: the dark corner is not at %v", way, corner)
		}
	}
}

func TestImage_PNG(t *testing.T) {
	var plain bytes.Buffer
	if err := png.Encode(&plain, image.NewGray(image.Rect(0, 0, 3, 3))); err != nil {
		t.Fatal(err)
	}
	text := "\x00\x00\x00\x0dtEXtAuthor\x00secret"
	data := append(append(append([]byte{}, plain.Bytes()[:33]...), text+"\x00\x00\x00\x00"...), plain.Bytes()[33:]...)
	out, err := clean.Image(data)
	if err == nil && bytes.Contains(out, []byte("secret")) {
		t.Error("the copy names the author")
	}
	if _, err := clean.Image([]byte("GIF89a")); heed.ErrorCode(err) != heed.CodeUnreadable {
		t.Errorf("half a picture: %v", err)
	}
}

// document makes a package out of parts.
func document(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const space = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

// written is a document on which people have worked.
func written() map[string]string {
	return map[string]string{
		"[Content_Types].xml":          `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/comments.xml" ContentType="secret/x"/><Override PartName="/docProps/core.xml" ContentType="secret/y"/></Types>`,
		"_rels/.rels":                  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="x" Target="docProps/core.xml"/></Relationships>`,
		"word/_rels/document.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="/word/settings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="file:///C:/secret/Normal.dotm" TargetMode="External"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://example.org/" TargetMode="External"/></Relationships>`,
		"docProps/core.xml":            `<a>secret author</a>`, "word/comments.xml": `<a>secret comment</a>`, "word/people.xml": `<a>secret</a>`, "word/vbaProject.bin": "secret macro", "customXml/item1.xml": `<a>secret</a>`,
		"word/settings.xml": `<w:settings ` + space + `><w:rsids><w:rsidRoot w:val="00SECRET"/><w:rsid w:val="00SECRET"/></w:rsids></w:settings>`,
		"word/document.xml": `<w:document ` + space + `><w:body><w:p w:rsidR="00SECRET" w:rsidRDefault="00SECRET"><w:r w:rsidRPr="00SECRET"><w:t>What everybody</w:t></w:r><w:commentRangeStart w:id="0"/>` +
			`<w:ins w:id="1" w:author="Secret" w:date="2031-01-01T00:00:00Z"><w:r><w:t xml:space="preserve"> may read</w:t></w:r></w:ins><w:del w:id="2" w:author="Secret" w:date="2031-01-01T00:00:00Z"><w:r><w:delText>secret words</w:delText></w:r></w:del>` +
			`<w:r><w:commentReference w:id="0"/></w:r></w:p></w:body></w:document>`,
	}
}

func TestOffice_DocumentTellsNothingElse(t *testing.T) {
	data := document(t, written())
	out, err := clean.Office(data)
	if err != nil {
		t.Fatal(err)
	}
	again, err := clean.Office(document(t, written()))
	if err != nil || !bytes.Equal(out, again) {
		t.Errorf("cleaned twice, it has other bytes (%v)", err)
	}
	z, err := zip.NewReader(bytes.NewReader(out), int64(len(out)))
	if err != nil || len(z.File) != 5 {
		t.Fatalf("%d parts, want contents, document, settings and two lists: %v", len(z.File), err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if s := strings.ToLower(f.Name + string(part)); strings.Contains(s, "secret") || strings.Contains(s, "2031") {
			t.Errorf("%s still tells: %s", f.Name, part)
		}
	}
	read, err := docx.Read(out)
	if err != nil || len(read.Paragraphs) != 1 || read.Paragraphs[0].Text != "What everybody may read" {
		t.Errorf("%+v, %v", read, err)
	}
}

func TestOffice_WorkbookKeepsItsValues(t *testing.T) {
	f := excelize.NewFile()
	for cell, value := range map[string]string{"A1": "Year", "B1": "Cases", "A2": "2025", "B2": "12"} {
		if err := f.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.AddComment("Sheet1", excelize.Comment{Cell: "B2", Author: "Secret", Text: "secret"}); err != nil {
		t.Fatal(err)
	}
	if err := f.SetDocProps(&excelize.DocProperties{Creator: "Secret"}); err != nil {
		t.Fatal(err)
	}
	var data bytes.Buffer
	if err := f.Write(&data); err != nil {
		t.Fatal(err)
	}
	out, err := clean.Office(data.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	back, err := excelize.OpenReader(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	if rows, err := back.GetRows("Sheet1"); err != nil || len(rows) != 2 || rows[1][1] != "12" {
		t.Errorf("%v, %v", rows, err)
	}
	comments, err := back.GetComments("Sheet1")
	props, err2 := back.GetDocProps()
	if err != nil || len(comments) > 0 || err2 == nil && props.Creator == "Secret" {
		t.Errorf("%v, %v, %+v, %v", comments, err, props, err2)
	}
}

func TestText(t *testing.T) {
	if out, err := clean.Text([]byte("\ufeffқ")); err != nil || string(out) != "қ" {
		t.Errorf("%q, %v", out, err)
	}
	if _, err := clean.Text([]byte{0xff, 'a'}); err == nil {
		t.Error("what is no text is taken")
	}
}

// FuzzOffice and FuzzImage: whatever comes in, nothing fails but by an error.
func FuzzOffice(f *testing.F) {
	var t testing.T
	f.Add(document(&t, written()))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(_ *testing.T, data []byte) {
		if out, err := clean.Office(data); err == nil {
			if _, err := clean.Office(out); err != nil {
				panic("what was cleaned cannot be cleaned again: " + err.Error())
			}
		}
	})
}

func FuzzImage(f *testing.F) {
	var t testing.T
	f.Add(photograph(&t, 6))
	f.Add([]byte("\x89PNG\r\n\x1a\n"))
	f.Fuzz(func(_ *testing.T, data []byte) { _, _ = clean.Image(data) })
}
