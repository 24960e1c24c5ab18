// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package docx

import (
	"strconv"

	"github.com/heed-upr/heed/internal/read/word"
)

// numbering is the lists that paragraphs name.
type numbering struct {
	lists map[string]*word.List
}

func (a *archive) numbering() (*numbering, error) {
	n := &numbering{lists: map[string]*word.List{}}
	definitions := map[string]*word.Definition{}
	err := a.each("word/numbering.xml", "", func(e *node) error {
		switch e.name {
		case "abstractNum":
			d := &word.Definition{}
			for _, l := range e.children {
				setLevel(&d.Levels, l)
			}
			definitions[e.attr("abstractNumId")] = d
		case "num":
			d := definitions[e.child("abstractNumId").attr("val")]
			if d == nil {
				return nil
			}
			n.lists[e.attr("numId")] = list(d, e)
		}
		return nil
	})
	return n, err
}

// setLevel reads one w:lvl of a definition.
func setLevel(levels *word.LevelSet, l *node) {
	i, err := strconv.Atoi(l.attr("ilvl"))
	if l.name != "lvl" || err != nil || i < 0 || i >= word.Levels {
		return
	}
	lv := word.Level{Start: 1, Format: word.Decimal, Restart: i}
	if v, err := strconv.Atoi(l.child("start").attr("val")); err == nil {
		lv.Start = v
	}
	if f := l.child("numFmt").attr("val"); f != "" {
		lv.Format = f
	}
	lv.Text = l.child("lvlText").attr("val")
	if v, err := strconv.Atoi(l.child("lvlRestart").attr("val")); err == nil {
		lv.Restart = v
	}
	levels[i] = lv
}

// list makes the numbering that paragraphs name. One that changes how its
// definition counts has counters of its own.
func list(d *word.Definition, num *node) *word.List {
	l := d.NewList()
	for _, o := range num.children {
		i, err := strconv.Atoi(o.attr("ilvl"))
		if o.name != "lvlOverride" || err != nil || i < 0 || i >= word.Levels {
			continue
		}
		for _, c := range o.children {
			setLevel(&l.Levels, c)
		}
		if start, err := strconv.Atoi(o.child("startOverride").attr("val")); err == nil {
			l.StartAt(i, start)
		}
	}
	return l
}

// label counts a paragraph in a list and gives what Word prints before it.
func (n *numbering) label(numID string, at int) string { return n.lists[numID].Label(at) }
