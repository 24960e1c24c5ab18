// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import (
	"encoding/json"
	"slices"
)

// Publication is one thing that a voice has published, as everybody may read it.
// It is what goes from one installation to another, and names nobody who wrote,
// found right or published it.
type Publication struct {
	Subject
	Side
	// Day is when it was published as it is.
	Day  Date            `json:"day"`
	Body json.RawMessage `json:"body"`
}

// Matter gives what it says, CodeInvalid for a kind that does not go to others
// and for what cannot be kept.
func (p Publication) Matter() (Matter, error) {
	if !slices.Contains(Publications, p.Kind) {
		return nil, unfit(p.Kind, "kind", "error.field_value", "Given", string(p.Kind))
	}
	m, err := Version{Subject: p.Subject, Body: p.Body}.Matter()
	if err != nil {
		return nil, &Error{Code: CodeInvalid, Op: "heed.Publication", Key: "error.bundle_item", Args: []string{"Subject", p.Subject.String()}, Err: err}
	}
	if !p.ID.Valid() {
		return nil, unfit(p.Kind, "id", "error.field_value", "Given", string(p.ID))
	}
	return m, m.Check()
}

// Publications are the kinds of things that a voice shares with other
// installations, each behind those that it may name. What they say implements
// Outgoing; all other kinds stay where they were written.
var Publications = []SubjectKind{
	SubjectInstitution, SubjectMeasure, SubjectCluster, SubjectUpdate, SubjectEvidence, SubjectClaim, SubjectAssessment,
	SubjectDossier, SubjectFigure, SubjectCall, SubjectPerson,
	SubjectReply,
}

// Outgoing is a matter of a kind that goes to other installations.
type Outgoing interface {
	// Outward gives what everybody may read of it, without what names things that are
	// not public; it is false where it says nothing without those.
	Outward(public func(Subject) bool) (Matter, bool)
}

// Origin says from where something came that another installation has published.
type Origin struct {
	// Key is the one by which that installation signs for its log.
	Key string `json:"key"`
	// Day is that of the bundle that brought it, and Size how many entries the log
	// of that installation then had.
	Day  Date  `json:"day"`
	Size int64 `json:"size"`
	// Item is the digest of the publication, as it was given.
	Item Digest `json:"item"`
}

// Signer is the key of whoever has published something, "" for this installation,
// of which there is no origin. What changes how another entry stands has to be of
// the same signer: two keys that know an institution by one name are not one
// institution.
func (o *Origin) Signer() string {
	if o == nil {
		return ""
	}
	return o.Key
}

// Outward gives what everybody may read of a matter, without what names things
// that are not public; there is none of what says nothing without those, and of
// kinds that do not go to others.
func Outward(m Matter, public func(Subject) bool) (Matter, bool) {
	if o, ok := m.(Outgoing); ok {
		return o.Outward(public)
	}
	return nil, false
}

// Outward implements Outgoing: whom to ask there stays here.
func (i Institution) Outward(func(Subject) bool) (Matter, bool) {
	return i.ForAll(), true
}

// Outward implements Outgoing.
func (m Measure) Outward(public func(Subject) bool) (Matter, bool) {
	institution := of(SubjectInstitution, public)
	m.Partners = only(m.Partners, institution)
	return m, institution(m.Lead)
}

// Outward implements Outgoing.
func (c Cluster) Outward(public func(Subject) bool) (Matter, bool) {
	c.Measures = only(c.Measures, of(SubjectMeasure, public))
	c.Owner = first(c.Owner, of(SubjectInstitution, public))
	return c, true
}

// Outward implements Outgoing: by which letter it was approved stays here.
func (u Update) Outward(public func(Subject) bool) (Matter, bool) {
	u.Measure, u.Letter = first(u.Measure, of(SubjectMeasure, public)), Letter{}
	return u, u.Measure != "" || len(u.Recommendations) > 0
}

// Outward implements Outgoing.
func (a Assessment) Outward(public func(Subject) bool) (Matter, bool) {
	a.Evidence, a.Corrects = only(a.Evidence, of(SubjectEvidence, public)), first(a.Corrects, of(SubjectAssessment, public))
	return a, true
}

// Outward implements Outgoing.
func (c Claim) Outward(public func(Subject) bool) (Matter, bool) {
	return c, public(Subject{SubjectEvidence, c.Source})
}

// Outward implements Outgoing.
func (r Reply) Outward(public func(Subject) bool) (Matter, bool) { return r, public(r.To) }

// Outward implements Outgoing: all of it is for everybody.
func (d Dossier) Outward(func(Subject) bool) (Matter, bool) { return d, true }

// Outward implements Outgoing.
func (f Figure) Outward(public func(Subject) bool) (Matter, bool) {
	f.Revises = first(f.Revises, of(SubjectFigure, public))
	return f, of(SubjectDossier, public)(f.Dossier)
}

// Outward implements Outgoing.
func (c Call) Outward(public func(Subject) bool) (Matter, bool) {
	c.Figures = only(c.Figures, of(SubjectFigure, public))
	return c, of(SubjectDossier, public)(c.Dossier)
}

// Outward implements Outgoing: a person goes to others by the reference that the
// page shows.
func (p Person) Outward(public func(Subject) bool) (Matter, bool) {
	return p, of(SubjectDossier, public)(p.Dossier)
}

// of asks of things of one kind whether they are public.
func of(kind SubjectKind, public func(Subject) bool) func(ID) bool {
	return func(id ID) bool { return public(Subject{kind, id}) }
}

// Outward implements Outgoing. It leaves out the text of a page, which is its
// owner's, the name that a file came with, and where the sealed original is.
func (e Evidence) Outward(public func(Subject) bool) (Matter, bool) {
	e.Measure, e.Update = first(e.Measure, of(SubjectMeasure, public)), first(e.Update, of(SubjectUpdate, public))
	if e.Capture != nil {
		c := *e.Capture
		c.Text, c.Cut = "", false
		e.Capture = &c
	}
	if e.File != nil {
		f := *e.File
		f.Name, f.Sealed = "", ""
		e.File = &f
	}
	return e, e.Measure != "" || e.Update != "" || len(e.Recommendations) > 0
}

func only(ids []ID, is func(ID) bool) []ID {
	return slices.DeleteFunc(slices.Clone(ids), func(id ID) bool { return !is(id) })
}

func first(id ID, is func(ID) bool) ID {
	if id != "" && is(id) {
		return id
	}
	return ""
}
