// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package msdoc

// The form of the style sheet ([MS-DOC], 2.9.271 and 2.9.260).
const (
	paragraphStyle = 1
	characterStyle = 2
	noStyle        = 0xFFF // in place of the style that one is based on
	maxStyles      = 0xFFE
)

// styleDepth bounds chains of styles, which may be circles.
const styleDepth = 20

// style is what a style says, without what it is based on.
type style struct {
	basedOn int
	chars   charLook
	size    float64 // points, 0 where it does not say
	para    paraLook
}

// styles are the styles by their number.
type styles []style

func readStyles(sheet stretch) styles {
	count, base := sheet.u16(2), sheet.u16(4)
	at := 2 + sheet.u16(0)
	var out styles
	for range min(count, maxStyles) {
		size := sheet.u16(at)
		s := style{basedOn: noStyle, para: paraLook{list: -1, level: -1}}
		if definition := sheet.cut(at+2, size); definition != nil {
			s.read(definition, base)
		}
		out = append(out, s)
		at += 2 + size + size&1
	}
	return out
}

// read reads one style. After its fixed beginning and its name come lists of
// properties, each with its length before it and at an even place.
func (s *style) read(definition stretch, base int) {
	kind := definition.u16(2) & 0xF
	s.basedOn = definition.u16(2) >> 4
	at := base + 2 + 2*definition.u16(base) + 2
	next := func() stretch {
		size := definition.u16(at)
		list := definition.cut(at+2, size)
		at += 2 + size + size&1
		return list
	}
	if kind == paragraphStyle {
		s.para.read(next().from(2), nil) // behind its own number
	}
	if kind == paragraphStyle || kind == characterStyle {
		list := next()
		s.chars.read(list)
		properties(list, func(code int, operand stretch) {
			if code == charSize {
				s.size = float64(operand.u16(0)) / 2
			}
		})
	}
}

// find follows a chain of styles until ask is satisfied.
func (s styles) find(id int, ask func(style) bool) {
	for range styleDepth {
		if id < 0 || id >= len(s) || ask(s[id]) {
			return
		}
		id = s[id].basedOn
	}
}

func (s styles) bold(id int) bool {
	bold := false
	s.find(id, func(st style) bool {
		bold = st.chars.bold == on
		return bold || st.chars.bold == off
	})
	return bold
}

func (s styles) size(id int) float64 {
	size := 0.0
	s.find(id, func(st style) bool { size = st.size; return size > 0 })
	return size
}

// list gives the list and the level of a paragraph: its own or its style's.
func (s styles) list(look paraLook) (list, level int) {
	list, level = look.list, look.level
	s.find(look.style, func(st style) bool {
		if st.para.list < 0 {
			return false
		}
		if list < 0 {
			list = st.para.list
		}
		if level < 0 {
			level = st.para.level
		}
		return true
	})
	return list, max(level, 0)
}
