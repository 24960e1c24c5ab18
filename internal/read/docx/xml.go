// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package docx

import (
	"encoding/xml"
	"errors"
	"io"
)

// maxDepth and maxNodes bound one block, a paragraph or a table.
const (
	maxDepth = 200
	maxNodes = 4_000_000
)

// node is an element without its namespace: the names that matter here are the
// same in all of them.
type node struct {
	name     string
	attrs    []xml.Attr
	children []*node
	text     string
}

// attr gives an attribute by its local name, or "".
func (n *node) attr(name string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// child gives the first child of a name along a path, or nil.
func (n *node) child(names ...string) *node {
	for _, name := range names {
		if n == nil {
			return nil
		}
		var found *node
		for _, c := range n.children {
			if c.name == name {
				found = c
				break
			}
		}
		n = found
	}
	return n
}

// on reports whether a switch such as <w:b/> is there and not off.
func (n *node) on() bool {
	if n == nil {
		return false
	}
	v := n.attr("val")
	return v != "0" && v != "false" && v != "none" && v != "off"
}

// blocks calls f with each element right below the root, or below the element
// named within. Entities of a document's own are an error of encoding/xml, so
// none can unfold.
func blocks(r io.Reader, within string, f func(*node) error) error {
	d := xml.NewDecoder(r)
	inside, depth := false, 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			depth++
			if !inside {
				inside = within == "" || t.Name.Local == within
				if depth > maxDepth {
					return errTooLarge
				}
				continue
			}
			p := parser{d: d}
			n, err := p.element(t, 0)
			if err != nil {
				return err
			}
			depth--
			if err := f(n); err != nil {
				return err
			}
		case xml.EndElement:
			depth--
		}
	}
}

// parser builds one block.
type parser struct {
	d     *xml.Decoder
	nodes int
}

func (p *parser) element(start xml.StartElement, depth int) (*node, error) {
	p.nodes++
	if depth > maxDepth || p.nodes > maxNodes {
		return nil, errTooLarge
	}
	n := &node{name: start.Name.Local, attrs: start.Attr}
	for {
		token, err := p.d.Token()
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			c, err := p.element(t, depth+1)
			if err != nil {
				return nil, err
			}
			n.children = append(n.children, c)
		case xml.CharData:
			if n.name == "t" || n.name == "delText" {
				n.text += string(t)
			}
		case xml.EndElement:
			return n, nil
		}
	}
}
