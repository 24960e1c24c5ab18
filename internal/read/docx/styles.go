// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package docx

import "strconv"

// style is what a style says, with what it is based on.
type style struct {
	basedOn string
	bold    *bool
	size    float64 // points, 0 where it does not say
	number  *node   // numPr
}

type styles struct {
	byID  map[string]style
	plain string // the default paragraph style
}

// styleDepth bounds chains of styles, which may be circles.
const styleDepth = 20

func (a *archive) styles() (*styles, error) {
	s := &styles{byID: map[string]style{}}
	err := a.each("word/styles.xml", "", func(n *node) error {
		if n.name != "style" {
			return nil
		}
		id := n.attr("styleId")
		st := style{basedOn: n.child("basedOn").attr("val"), number: n.child("pPr", "numPr"), size: points(n.child("rPr", "sz"))}
		if b := n.child("rPr", "b"); b != nil {
			on := b.on()
			st.bold = &on
		}
		s.byID[id] = st
		if n.attr("type") == "paragraph" && n.attr("default") == "1" {
			s.plain = id
		}
		return nil
	})
	return s, err
}

// points reads a size, which Word gives in half points.
func points(n *node) float64 {
	half, err := strconv.ParseFloat(n.attr("val"), 64)
	if err != nil || half < 0 {
		return 0
	}
	return half / 2
}

// find follows a chain of styles until ask is satisfied.
func (s *styles) find(id string, ask func(style) bool) {
	for range styleDepth {
		st, ok := s.byID[id]
		if !ok || ask(st) {
			return
		}
		id = st.basedOn
	}
}

func (s *styles) bold(id string) bool {
	bold := false
	s.find(id, func(st style) bool {
		if st.bold != nil {
			bold = *st.bold
		}
		return st.bold != nil
	})
	return bold
}

func (s *styles) size(id string) float64 {
	size := 0.0
	s.find(id, func(st style) bool { size = st.size; return size > 0 })
	return size
}

func (s *styles) number(id string) *node {
	var number *node
	s.find(id, func(st style) bool { number = st.number; return number != nil })
	return number
}
