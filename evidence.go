// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import (
	"cmp"
	"net/url"
	"time"
)

// EvidenceBearing is how evidence stands to what is claimed to have been done.
type EvidenceBearing string

// The bearings. Context explains, and proves nothing.
const (
	EvidenceSupports    EvidenceBearing = "supports"
	EvidenceContradicts EvidenceBearing = "contradicts"
	EvidenceContext     EvidenceBearing = "context"
)

// EvidenceBearings lists all bearings.
var EvidenceBearings = []EvidenceBearing{EvidenceSupports, EvidenceContradicts, EvidenceContext}

// Sensitivity is what harm evidence could do in other hands.
type Sensitivity string

// The levels, from the lowest. Restricted is for what endangers somebody: it is
// for named people only, sealed, and neither handed over nor published.
const (
	SensitivityOpen       Sensitivity = "open"
	SensitivityInternal   Sensitivity = "internal"
	SensitivityRestricted Sensitivity = "restricted"
)

// Sensitivities lists all levels from the lowest.
var Sensitivities = []Sensitivity{SensitivityOpen, SensitivityInternal, SensitivityRestricted}

// Widest is the widest visibility that a level allows.
func (s Sensitivity) Widest() Visibility {
	switch s {
	case SensitivityOpen:
		return VisiblePublic
	case SensitivityInternal:
		return VisibleCoordination
	}
	return VisibleNamed
}

// Capture is what stood at an address when it was looked at. It is never changed:
// what stands there later is another one, in another version.
type Capture struct {
	Address string `json:"address"`
	// Final is where the address led to, "" where it led nowhere else.
	Final string `json:"final,omitempty"`
	Title string `json:"title,omitempty"`
	// Text is what could be read there, no more than MaxCapture characters; Cut
	// says that there was more.
	Text string    `json:"text"`
	Cut  bool      `json:"cut,omitempty"`
	At   time.Time `json:"at"` // UTC
	// TextDigest is that of Text. Digest and Size are those of what the server
	// sent; they are empty where a person pasted the text.
	TextDigest Digest `json:"text_digest"`
	Digest     Digest `json:"digest,omitempty"`
	Size       int64  `json:"size,omitempty"`
	// Pasted says that a person copied the text and Heed did not see the page.
	Pasted bool `json:"pasted,omitempty"`
}

// SealedFile is a file in two copies: the original, encrypted, and a cleaned
// copy, which shows the same and tells nothing of who made it, where and with
// what.
type SealedFile struct {
	// Name is the original's base name as it came. It may tell who made it, so it
	// is for those who may open the original.
	Name string `json:"name"`
	// Type is decided by content: "pdf", "docx", "xlsx", "jpg", "png", "csv", "txt".
	Type string `json:"type"`
	// Size is the original's in bytes, and ShownSize the cleaned copy's.
	Size      int64 `json:"size"`
	ShownSize int64 `json:"shown_size"`
	// Original is the digest of the original, Sealed that of its encrypted form,
	// which is what is kept, and Shown that of the cleaned copy. Where another
	// installation has published it, that one keeps the original under the name
	// that it came with: both are "" here.
	Original Digest `json:"original"`
	Sealed   Digest `json:"sealed"`
	Shown    Digest `json:"shown"`
	// SealedShown is the digest of the encrypted form of the cleaned copy, where that
	// is what is kept; "" where the copy is kept as it is.
	SealedShown Digest `json:"sealed_shown,omitempty"`
	// Destroyed says that a redaction has destroyed both: what was to be struck out
	// stood in them.
	Destroyed bool `json:"destroyed,omitempty"`
}

// Evidence is something that lets others judge what is said to have been done: a
// link, as it was when it was added, or a file.
type Evidence struct {
	Title   string          `json:"title"`
	Bearing EvidenceBearing `json:"bearing"`
	// Measure, Update and Recommendations are what it is about.
	Measure         ID      `json:"measure,omitempty"`
	Update          ID      `json:"update,omitempty"`
	Recommendations []RecID `json:"recommendations,omitempty"`
	// Excerpt is what matters of it, and Place where that stands: a page, a
	// paragraph, a time in a recording.
	Excerpt string `json:"excerpt,omitempty"`
	Place   string `json:"place,omitempty"`
	// Date is the day of what it shows.
	Date      Date   `json:"date,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	// Reliability says why it can be trusted, and how far.
	Reliability string      `json:"reliability,omitempty"`
	Level       Sensitivity `json:"level"`
	// One of the two is there.
	Capture *Capture    `json:"capture,omitempty"`
	File    *SealedFile `json:"file,omitempty"`
}

// MaxCapture is how many characters of a page are kept.
const MaxCapture = 60_000

// Of implements Matter.
func (Evidence) Of() SubjectKind { return SubjectEvidence }

// Concerns implements Matter.
func (e Evidence) Concerns() []RecID { return e.Recommendations }

// Widest implements Confined.
func (e Evidence) Widest() Visibility { return e.Level.Widest() }

// Check implements Matter.
func (e Evidence) Check() error {
	const kind = SubjectEvidence
	errs := []error{
		checkText(kind, "title", e.Title, MaxTitle, true), checkOneOf(kind, "bearing", e.Bearing, EvidenceBearings), checkOneOf(kind, "level", e.Level, Sensitivities),
		checkText(kind, "excerpt", e.Excerpt, MaxText, false), checkText(kind, "place", e.Place, MaxTitle, false), checkDays(kind, "date", e.Date),
		checkText(kind, "publisher", e.Publisher, MaxTitle, false), checkText(kind, "reliability", e.Reliability, MaxText, false),
	}
	switch {
	case e.Measure == "" && e.Update == "" && len(e.Recommendations) == 0:
		errs = append(errs, unfit(kind, "recommendations", "error.evidence_about"))
	case (e.Capture == nil) == (e.File == nil):
		errs = append(errs, unfit(kind, "link", "error.evidence_what"))
	case e.Capture != nil:
		errs = append(errs, e.Capture.check())
	default:
		errs = append(errs, e.File.check())
	}
	return cmp.Or(errs...)
}

// MaxAddress is how long the address of a link may be, in characters.
const MaxAddress = 2000

// CheckAddress is CodeInvalid for what is no address of a page on the web.
func CheckAddress(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		return unfit(SubjectEvidence, "link", "error.evidence_link")
	}
	return checkText(SubjectEvidence, "link", address, MaxAddress, true)
}

func (c Capture) check() error {
	const kind = SubjectEvidence
	// A name may have been struck out of the text since, so its digest proves what
	// it was, and is not held against what it is.
	if !c.TextDigest.Valid() || c.Pasted == c.Digest.Valid() {
		return unfit(kind, "link", "error.evidence_capture")
	}
	return cmp.Or(CheckAddress(c.Address), checkText(kind, "title", c.Title, MaxTitle, false), checkText(kind, "text", c.Text, MaxCapture, false))
}

func (f SealedFile) check() error {
	const kind = SubjectEvidence
	for _, d := range append(f.Copies(), f.Original) {
		if !d.Valid() {
			return unfit(kind, "file", "error.field_value", "Given", string(d))
		}
	}
	return cmp.Or(checkText(kind, "file", f.Name, MaxTitle, f.Sealed != ""), checkText(kind, "file", f.Type, len("xlsx"), true))
}

// Copies are the digests of what is kept of it here.
func (f SealedFile) Copies() []Digest {
	shown := cmp.Or(f.SealedShown, f.Shown)
	if f.Sealed == "" {
		return []Digest{shown}
	}
	return []Digest{f.Sealed, shown}
}

// CustodyEvent is what happened to the file or the level of evidence.
type CustodyEvent string

// The events, in the order in which they mostly come.
const (
	CustodyReceived  CustodyEvent = "received" // the original came in, and was sealed
	CustodyCleaned   CustodyEvent = "cleaned"  // a copy for others was made of it
	CustodyCaptured  CustodyEvent = "captured" // a link was looked at, or its text pasted
	CustodyLevel     CustodyEvent = "level"    // its level became another
	CustodyOpened    CustodyEvent = "opened"   // somebody opened the original
	CustodyHandedOut CustodyEvent = "handed_out"
)

// CustodyEvents lists all events.
var CustodyEvents = []CustodyEvent{CustodyReceived, CustodyCleaned, CustodyCaptured, CustodyLevel, CustodyOpened, CustodyHandedOut}

// Custody is one line of the custody log of evidence, whose ID is that of the
// evidence: who did what to it, when, and why (Berkeley Protocol on Digital Open
// Source Investigations, OHCHR 2022, on the chain of custody). Only the use cases
// write it.
type Custody struct {
	Event CustodyEvent `json:"event"`
	// Number is the version of the evidence that it happened to.
	Number int `json:"number"`
	// Digest is that of what was received, made, captured, opened or handed out.
	Digest Digest `json:"digest,omitempty"`
	// From and To are the levels where Event is CustodyLevel.
	From Sensitivity `json:"from,omitempty"`
	To   Sensitivity `json:"to,omitempty"`
	// Reason says why it was opened or handed out, and Receiver to whom.
	Reason   string `json:"reason,omitempty"`
	Receiver string `json:"receiver,omitempty"`
}

// Of implements Matter.
func (Custody) Of() SubjectKind { return SubjectCustody }

// Concerns implements Matter.
func (Custody) Concerns() []RecID { return nil }

// Check implements Matter.
func (c Custody) Check() error {
	const kind = SubjectCustody
	reasoned := c.Event == CustodyOpened || c.Event == CustodyHandedOut
	return cmp.Or(checkOneOf(kind, "event", c.Event, CustodyEvents), checkText(kind, "reason", c.Reason, MaxText, reasoned),
		checkText(kind, "receiver", c.Receiver, MaxTitle, c.Event == CustodyHandedOut))
}
