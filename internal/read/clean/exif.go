// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package clean

import "encoding/binary"

const (
	orientationTag = 0x0112
	entrySize      = 12
)

// tiffOrientation reads the one field that matters out of the first directory of
// a TIFF structure; 1 for whatever is not well-formed.
func tiffOrientation(tiff []byte) int {
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.LittleEndian
	switch string(tiff[:2]) {
	case "II":
	case "MM":
		order = binary.BigEndian
	default:
		return 1
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 1
	}
	entries := int64(order.Uint16(tiff[at:]))
	for i := range entries {
		from := at + 2 + i*entrySize
		if from+entrySize > int64(len(tiff)) {
			return 1
		}
		if order.Uint16(tiff[from:]) == orientationTag {
			if way := int(order.Uint16(tiff[from+8:])); way >= 1 && way <= 8 {
				return way
			}
			return 1
		}
	}
	return 1
}
