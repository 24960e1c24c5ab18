// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package doc

import (
	"encoding/json"
	"fmt"
)

// Encode gives the wire form of a document: for one that was decoded, the bytes
// it was decoded from, because it is not changed once read.
func Encode(d *Document) ([]byte, error) {
	if d.wire != nil {
		return d.wire, nil
	}
	return json.Marshal(d)
}

// Decode reads the wire form. A form of another version is an error: the
// original is read again instead.
func Decode(data []byte) (*Document, error) {
	var d Document
	if err := json.Unmarshal(data, &d); err != nil {
		return nil, fmt.Errorf("doc.Decode: %w", err)
	}
	if d.Version != WireVersion {
		return nil, fmt.Errorf("doc.Decode: version %d, this program knows %d", d.Version, WireVersion)
	}
	d.wire = data
	return &d, nil
}

// Sizes are the width and height of pages in points, by number.
type Sizes map[int][2]float64

// DecodeSizes reads the sizes of the pages from the wire form, and nothing else.
func DecodeSizes(data []byte) (Sizes, error) {
	var d struct {
		Pages []struct {
			Number        int
			Width, Height float64
		}
	}
	if err := json.Unmarshal(data, &d); err != nil {
		return nil, fmt.Errorf("doc.DecodeSizes: %w", err)
	}
	out := Sizes{}
	for _, p := range d.Pages {
		out[p.Number] = [2]float64{p.Width, p.Height}
	}
	return out, nil
}
