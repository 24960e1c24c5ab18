// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package page

import (
	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/refdata"
)

// HeldClaim is a claim beside the record in words; its template is "claim".
type HeldClaim struct {
	Base
	ID heed.ID
	// Subject is what it is about, of which State; Quote are the words of the source,
	// and Date is its day.
	Subject, Quote, Date string
	// Kind is the verdict, Verdict that in words, "" where nobody has confirmed it yet;
	// Proposed is what a program proposed where that is another one, Reason why.
	Kind                      heed.ClaimVerdict
	Verdict, Proposed, Reason string
	// Record is what stands beside it, Why what a program says of that.
	Record []BesideClaim
	Why    []string
	// Source is the source with its address, where the page is of another thing.
	Source Link
	// By says who has confirmed it and when, From which installation that is, if it is
	// another one. Ask and History lead on. All may be "".
	By, From, Ask, History string
	// Credentials is what weighs what the institution says that has confirmed it.
	Credentials string
	Replies     []Answered
}

// BesideClaim is what the record says, and who says so.
type BesideClaim struct{ Says, Source string }

// ClaimSubject names what a claim is about.
func (b Base) ClaimSubject(subject string) string {
	if i, _ := refdata.InstrumentByKey(refdata.InstrumentKey(subject)); i.Kind == refdata.InstrumentTreaty {
		return i.Name(b.Lang())
	}
	return b.T("claim.subject." + subject)
}

// ClaimVerdict puts a verdict into words, that of a claim which nobody has confirmed
// among them.
func (b Base) ClaimVerdict(v heed.ClaimVerdict) string {
	if v == "" {
		return b.T("claim.unconfirmed")
	}
	return b.T("claim_verdict." + string(v))
}

// Claim puts a claim into words.
func (b Base) Claim(c heed.Claim) HeldClaim {
	out := HeldClaim{
		Base: b, Subject: b.State(c.State) + ": " + b.ClaimSubject(c.Subject), Quote: c.Quote, Date: b.Date(c.Date), Kind: c.Verdict, Reason: c.Reason,
	}
	if c.Confirmed() {
		out.Verdict = b.ClaimVerdict(c.Verdict)
	}
	if c.Verdict != c.Proposed.Verdict {
		out.Proposed = b.ClaimVerdict(c.Proposed.Verdict)
	}
	for _, r := range c.Proposed.Record {
		out.Record = append(out.Record, BesideClaim{b.words.Beside(r), b.T("claim.source", "Source", refdata.SourceTitle(r.Source, b.Lang()), "AsOf", b.When(r.AsOf))})
	}
	for _, r := range c.Proposed.Why {
		out.Why = append(out.Why, b.words.Reason(r))
	}
	return out
}

// SaidClaim puts a claim that is public into words, with its source and who has set
// it beside the record.
func (b Base) SaidClaim(c find.SaidClaim) HeldClaim {
	out := b.Claim(c.Claim)
	out.ID, out.From, out.Replies = c.ID, b.Origin(c.Origin), b.Answered(c.Replies)
	out.By = b.T("claim.by", "Institution", c.Institution.Name(b.Lang()), "Voice", b.Voice(c.Voice), "Date", b.Date(c.On))
	out.Credentials = b.Credentials(c.Institution, c.On)
	out.Source, out.History = Link{Href: b.SourceURL(c.Source), Text: c.Title}, b.HistoryURL(heed.SubjectClaim, c.ID)
	if c.Origin == nil { // who published it is here
		out.Ask = b.AnswerURL(heed.SubjectClaim, c.ID)
	}
	return out
}

// Whose names the institution and the voice of what was withdrawn; the voice alone
// where the institution is not shown.
func (b Base) Whose(w find.WithdrawnThing) string {
	if name := w.By.Institution.Name(b.Lang()); name != "" {
		return name + ", " + b.Voice(w.By.Voice)
	}
	return b.Voice(w.By.Voice)
}

// SourceURL is the public page of a source.
func (b Base) SourceURL(id heed.ID) string { return b.URL("/sources/" + string(id)) }

// Proved is a piece of evidence as public pages show it; its template is "proof".
type Proved struct {
	Base
	find.Proof
}

// Proved puts a piece of evidence on a page.
func (b Base) Proved(p find.Proof) Proved { return Proved{b, p} }

// By says who has added it.
func (p Proved) By() string {
	if p.Institution == nil {
		return p.T("proof.by", "Voice", p.Base.Voice(p.Proof.Voice), "Date", p.Base.Date(p.AsOf))
	}
	return p.T("said.by", "Institution", p.Institution.Name(p.Lang()), "Voice", p.Base.Voice(p.Proof.Voice), "Date", p.Base.Date(p.AsOf))
}

// Credentials is what weighs what the institution says that has added it.
func (p Proved) Credentials() string {
	if p.Institution == nil {
		return ""
	}
	return p.Base.Credentials(*p.Institution, p.AsOf)
}

// CopyURL is where its cleaned copy is.
func (p Proved) CopyURL() string { return p.URL("/evidence/" + string(p.ID) + "/copy") }

// From says from which installation it was taken over, "" where it was published here.
func (p Proved) From() string { return p.Base.Origin(p.Proof.Origin) }

// Ask is where its correction can be asked for, "" where that cannot be.
func (p Proved) Ask() string {
	if p.Proof.Origin != nil {
		return ""
	}
	return p.AnswerURL(heed.SubjectEvidence, p.ID)
}
