// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package clean makes copies of files that show the same as the originals and
// tell nothing else: no author, program, place or time, no earlier versions, no
// comments. It reads hostile bytes, and so only runs inside the reading
// processes of internal/read. PDF files are cleaned by internal/read/pdf.
package clean

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"unicode/utf8"

	"github.com/heed-upr/heed"
)

// maxPixels bounds pictures: a photograph of a hundred megapixels takes 400 MB
// when it is unpacked.
const maxPixels = 100 << 20

// jpegQuality loses nothing that anybody sees.
const jpegQuality = 92

// Image paints a picture anew. What cameras write beside it (place, time,
// serial numbers, a small copy of what was cut off) stays behind; so does the
// note how it is to be turned, which is done instead. The format stays.
func Image(data []byte) ([]byte, error) {
	size, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, heed.Unreadable("clean.Image", heed.OutcomeBroken, err)
	}
	if size.Width*size.Height > maxPixels {
		return nil, heed.Unreadable("clean.Image", heed.OutcomeTooMuch, fmt.Errorf("%d × %d pixels", size.Width, size.Height))
	}
	picture, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, heed.Unreadable("clean.Image", heed.OutcomeBroken, err)
	}
	var out bytes.Buffer
	switch format {
	case "jpeg":
		err = jpeg.Encode(&out, turned{picture, orientation(data)}, &jpeg.Options{Quality: jpegQuality})
	case "png":
		err = png.Encode(&out, picture)
	default:
		return nil, heed.Unreadable("clean.Image", heed.OutcomeFormatNotRead, fmt.Errorf("a picture of format %s", format))
	}
	if err != nil {
		return nil, fmt.Errorf("clean.Image: %w", err)
	}
	return out.Bytes(), nil
}

// moving paints a GIF anew, picture by picture.
func moving(data []byte) ([]byte, error) {
	size, err := gif.DecodeConfig(bytes.NewReader(data))
	if err == nil && size.Width*size.Height > maxPixels {
		return nil, heed.Unreadable("clean.moving", heed.OutcomeTooMuch, fmt.Errorf("%d × %d pixels", size.Width, size.Height))
	}
	all, err := gif.DecodeAll(bytes.NewReader(data))
	if err != nil {
		return nil, heed.Unreadable("clean.moving", heed.OutcomeBroken, err)
	}
	var out bytes.Buffer
	if err := gif.EncodeAll(&out, all); err != nil {
		return nil, fmt.Errorf("clean.moving: %w", err)
	}
	return out.Bytes(), nil
}

// turned is a picture as it is to be looked at: EXIF says in eight ways how the
// camera was held (Exif 2.32, tag 0x0112).
type turned struct {
	image.Image
	way int
}

// Bounds implements image.Image.
func (t turned) Bounds() image.Rectangle {
	w, h := t.Image.Bounds().Dx(), t.Image.Bounds().Dy()
	if t.way >= 5 {
		w, h = h, w
	}
	return image.Rect(0, 0, w, h)
}

// At implements image.Image.
func (t turned) At(x, y int) color.Color {
	b := t.Image.Bounds()
	right, bottom := b.Dx()-1, b.Dy()-1
	switch t.way {
	case 2:
		x = right - x
	case 3:
		x, y = right-x, bottom-y
	case 4:
		y = bottom - y
	case 5:
		x, y = y, x
	case 6:
		x, y = y, bottom-x
	case 7:
		x, y = right-y, bottom-x
	case 8:
		x, y = right-y, x
	}
	return t.Image.At(b.Min.X+x, b.Min.Y+y)
}

// orientation finds in a JPEG's EXIF how it is to be turned: 1 to 8, 1 where
// nothing is said.
func orientation(data []byte) int {
	at := bytes.Index(data[:min(len(data), 1<<16)], []byte("Exif\x00\x00"))
	if at < 0 {
		return 1
	}
	return tiffOrientation(data[at+6:])
}

// Text gives text as UTF-8 without the marks at its beginning that programs
// leave, and refuses what is none.
func Text(data []byte) ([]byte, error) {
	text := strings.TrimPrefix(string(data), "\ufeff")
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return nil, heed.Unreadable("clean.Text", heed.OutcomeFormatNotRead, nil)
	}
	return []byte(text), nil
}
