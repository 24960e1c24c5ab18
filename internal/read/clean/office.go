// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package clean

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/heed-upr/heed"
)

// The limits of a package against what unpacks to too much.
const (
	maxParts = 5000
	maxPart  = 64 << 20
	maxAll   = 256 << 20
)

// Parts of a package that tell who worked on it, or run something: they are left
// out, with all that names them. The names are those of Office Open XML
// (ECMA-376) and of what Microsoft's programs add.
var leftOut = regexp.MustCompile(`(?i)^(docProps/|customXml/|.*vbaProject.*|.*/vbaData\.xml|.*/activeX/|.*/ctrlProps/|.*/embeddings/|.*/attachedToolbars.*|.*/people\.xml|.*/comments[^/]*\.xml|.*/threadedComments/|.*/persons/|.*/webextensions/|.*/printerSettings/|.*/revisions/|.*/externalLinks/|.*thumbnail.*|_xmlsignatures/|.*\.vml$|.*\.bin$)`)

// kinds are the parts that are understood, and so can be cleaned, with drawings and
// fonts that tell of programs at most. A picture of another kind (TIFF, SVG) can
// hold as much beside what it shows as a photograph, and stays behind.
var kinds = regexp.MustCompile(`(?i)\.(xml|jpe?g|png|gif|emf|wmf|odttf|fntdata)$`)

// authors are attributes that name people, programs and times, and marks of one
// editing session, by which two documents can be traced to one computer.
var authors = regexp.MustCompile(`\s(?:[A-Za-z0-9]+:)?(?:author|initials|date|dateUtc|rsid[A-Za-z]*|lastModifiedBy|userName|paraId|textId|durableId)="[^"]*"`)

// revisions of Word that are still open: what was deleted is deleted, and what
// was put in stays.
var (
	deleted = regexp.MustCompile(`(?s)<w:(?:del|moveFrom)(?:\s[^>]*[^/])?>.*?</w:(?:del|moveFrom)>`)
	marks   = regexp.MustCompile(`</?w:(?:ins|moveTo)(?:\s[^>]*)?>|<w:(?:rsid|rsidRoot|commentRangeStart|commentRangeEnd|commentReference|proofErr|moveFromRangeStart|moveFromRangeEnd|moveToRangeStart|moveToRangeEnd|bookmarkStart[^>]*_GoBack[^>]*)(?:\s[^>]*)?/>|<w:del(?:\s[^>]*)?/>|<w:ins(?:\s[^>]*)?/>`)
	rsids   = regexp.MustCompile(`(?s)<w:rsids>.*?</w:rsids>`)
	hidden  = regexp.MustCompile(`(?s)<(?:legacyDrawing|legacyDrawingHF|oleObjects|controls|fileSharing|fileRecoveryPr|absPath|x15ac:absPath)(?:\s[^>]*)?(?:/>|>.*?</(?:oleObjects|controls)>)`)
)

// Office cleans a document or workbook of Office Open XML. Macros, what is
// embedded, comments and changes that are still open are gone.
func Office(data []byte) ([]byte, error) {
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, heed.Unreadable("clean.Office", heed.OutcomeBroken, err)
	}
	if len(in.File) > maxParts {
		return nil, heed.Unreadable("clean.Office", heed.OutcomeTooMuch, fmt.Errorf("%d parts", len(in.File)))
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	all := int64(0)
	shown := belonging(in.File)
	files := slices.SortedFunc(slices.Values(in.File), func(a, b *zip.File) int { return partOrder(a.Name, b.Name) })
	for _, f := range files {
		if !shown[f.Name] {
			continue
		}
		part, err := unpack(f)
		if all += int64(len(part)); err == nil && all > maxAll {
			err = errTooMuch
		}
		if errors.Is(err, errTooMuch) {
			return nil, heed.Unreadable("clean.Office", heed.OutcomeTooMuch, err)
		}
		if err == nil {
			part, err = cleanPart(f.Name, part, shown)
		}
		if err != nil {
			return nil, heed.Unreadable("clean.Office", heed.OutcomeBroken, fmt.Errorf("%s: %w", f.Name, err))
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: epoch})
		if err == nil {
			_, err = w.Write(part)
		}
		if err != nil {
			return nil, fmt.Errorf("clean.Office: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("clean.Office: %w", err)
	}
	return out.Bytes(), nil
}

// contents is the list of what is in a package.
const contents = "[Content_Types].xml"

// belonging are the names of the parts that a program can show: those that the
// package leads to, from part to part, over none that is left out. What only lies
// beside them, as anybody can put it there, is not among them.
func belonging(files []*zip.File) map[string]bool {
	parts := map[string]*zip.File{}
	for _, f := range files {
		parts[f.Name] = f
	}
	out := map[string]bool{contents: true}
	var follow func(part string)
	follow = func(part string) {
		folder, name := path.Split(part)
		list := path.Join(folder, "_rels", name+".rels")
		if out[list] || parts[list] == nil {
			return
		}
		out[list] = true
		for _, target := range targets(parts[list]) {
			to := within(folder, target)
			if parts[to] == nil || leftOut.MatchString(to) || !kinds.MatchString(to) || out[to] {
				continue
			}
			out[to] = true
			follow(to)
		}
	}
	follow("")
	return out
}

// targets are what a list of relationships leads to; none if it is not one.
func targets(f *zip.File) []string {
	text, err := unpack(f)
	if err != nil {
		return nil
	}
	var list struct {
		Relationship []struct {
			Target     string `xml:"Target,attr"`
			TargetMode string `xml:"TargetMode,attr"`
		}
	}
	if err := xml.Unmarshal(text, &list); err != nil {
		return nil
	}
	var out []string
	for _, r := range list.Relationship {
		if r.TargetMode != "External" {
			out = append(out, r.Target)
		}
	}
	return out
}

// within is the name of the part that a relationship in a folder leads to: from
// the root of the package if it begins with a slash, and never out of it.
func within(folder, target string) string {
	if !strings.HasPrefix(target, "/") {
		target = "/" + path.Join(folder, target)
	}
	return strings.TrimPrefix(path.Clean(target), "/")
}

// epoch stands where the form asks for a time and none is to be told.
var epoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// partOrder puts the list of contents first, which is where programs look for
// it, and the rest by name: the order tells which program wrote the package.
func partOrder(a, b string) int {
	switch {
	case a == b:
		return 0
	case a == contents:
		return -1
	case b == contents:
		return 1
	}
	return strings.Compare(a, b)
}

var errTooMuch = errors.New("unpacks to too much")

func unpack(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	part, err := io.ReadAll(io.LimitReader(r, maxPart+1))
	if err == nil && len(part) > maxPart {
		err = errTooMuch
	}
	return part, err
}

// cleanPart cleans one part of a package of which some parts are shown.
func cleanPart(name string, part []byte, shown map[string]bool) ([]byte, error) {
	switch strings.ToLower(path.Ext(name)) {
	case ".jpg", ".jpeg", ".png":
		return Image(part)
	case ".gif":
		return moving(part)
	case ".rels":
		return without(part, "Relationship", "Target", strings.TrimSuffix(path.Dir(name), "_rels"), shown)
	case ".xml":
		if name == contents {
			return without(part, "Override", "PartName", "", shown)
		}
		part = deleted.ReplaceAll(part, nil)
		for _, what := range []*regexp.Regexp{marks, rsids, hidden, authors} {
			part = what.ReplaceAll(part, nil)
		}
		return part, wellFormed(part)
	}
	return part, nil // drawings and fonts
}

// without takes out of a list in a folder the parts that are not shown, and what
// points out of the package; links that readers follow stay.
func without(part []byte, element, attribute, folder string, shown map[string]bool) ([]byte, error) {
	if err := wellFormed(part); err != nil {
		return nil, err
	}
	entry := regexp.MustCompile(`<` + element + `\s[^>]*?/>|<` + element + `\s[^>]*?>\s*</` + element + `>`)
	target := regexp.MustCompile(attribute + `="([^"]*)"`)
	return entry.ReplaceAllFunc(part, func(found []byte) []byte {
		m := target.FindSubmatch(found)
		link := bytes.Contains(found, []byte("/hyperlink"))
		switch {
		case m == nil, link && leadsOut(found), link && bytes.HasPrefix(m[1], []byte("#")):
			return found
		case leadsOut(found), !shown[within(folder, string(m[1]))]:
			return nil
		}
		return found
	}), nil
}

func leadsOut(relationship []byte) bool {
	return bytes.Contains(relationship, []byte(`TargetMode="External"`))
}

// wellFormed reports what keeps a part from being XML.
func wellFormed(part []byte) error {
	for d := xml.NewDecoder(bytes.NewReader(part)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}
