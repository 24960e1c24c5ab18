// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package measure

import (
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/desk"
)

// refs names what is linked with a bearing: recommendations by their numbers,
// passages of other mechanisms by their references.
func (d *Data) refs(all []heed.Link, b heed.Bearing) []string {
	var out []string
	for _, l := range all {
		switch passage, here := d.passages[l.Annotation]; {
		case l.Bearing != b:
		case here:
			out = append(out, find.Reference(passage))
		case l.Annotation != "":
			out = append(out, l.Annotation)
		default:
			out = append(out, l.Recommendation.String())
		}
	}
	return out
}

// links reads them again; what is no number of a recommendation means a passage
// of another mechanism. Notes of before are kept, and so is what was linked and is
// no longer here.
func (d *Data) links(r *desk.Request, field string, names []string, b heed.Bearing) ([]heed.Link, error) {
	var out []heed.Link
	for _, name := range names {
		l := heed.Link{Bearing: b}
		if id, err := heed.ParseRecID(strings.TrimPrefix(name, "/")); err == nil {
			l.Recommendation = id
		} else if l.Annotation, err = d.passage(r, field, name); err != nil {
			return nil, err
		}
		for _, h := range d.Held.Body.Links {
			if h.Recommendation == l.Recommendation && h.Annotation == l.Annotation && h.Bearing == b {
				l.Note = h.Note
			}
		}
		out = append(out, l)
	}
	return out, nil
}

// passage is the name of the passage that somebody means.
func (d *Data) passage(r *desk.Request, field, given string) (string, error) {
	for _, l := range d.Held.Body.Links {
		if l.Annotation == given && given != "" {
			return given, nil
		}
	}
	return d.finder.Refer(r.Context(), r.Viewer, field, given)
}
