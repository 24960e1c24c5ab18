// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

// Context is what is known besides the tables when a claim is held against the record.
type Context struct {
	// Date is that of the source, or the day on which it is read. What a list cannot
	// know, since it ends before, is not held against it.
	Date heed.Date
	// Delegations is how many spoke in a review of the State, by its report, Symbol; 0
	// where that is not here.
	Delegations int
	Symbol      string
}

// Hold sets a claim beside the record and proposes a verdict. Of several things that a
// sentence claims, one that differs makes it differ, and one that cannot be told
// makes that of it.
func Hold(c Claim, ctx Context) heed.Held {
	var out heed.Held
	_, held := refdata.TreatyByKey(refdata.TreatyKey(c.Subject))
	named, _ := refdata.InstrumentByKey(refdata.InstrumentKey(c.Subject))
	switch {
	case held:
		out = holdTreaty(c, ctx)
	case named.Kind == refdata.InstrumentTreaty:
		add(&out, heed.ClaimOpen, why("treaty_not_held", "Number", strconv.Itoa(len(refdata.Treaties()))))
	case c.Subject == Council:
		out = holdMembers(c, ctx)
	case c.Subject == NextReview:
		out = holdDeadline(c)
	default:
		out = holdInstitution(c)
	}
	if out.Record == nil {
		out.Record = []heed.Beside{}
	}
	return out
}

// Show sets the record beside a sentence that no rule has read, and proposes nothing:
// what it claims is for a person to say.
func Show(c Claim, ctx Context) heed.Held {
	c.Asserts = nil
	out := Hold(c, ctx)
	add(&out, heed.ClaimOpen, why("unread"))
	return out
}

// worst is the order in which one verdict goes before another.
var worst = []heed.ClaimVerdict{heed.ClaimDiffers, heed.ClaimOpen, heed.ClaimMisleads, heed.ClaimAgrees}

// add joins what is said of one more assertion.
func add(h *heed.Held, v heed.ClaimVerdict, why ...heed.Reason) {
	if h.Verdict == "" || slices.Index(worst, v) < slices.Index(worst, h.Verdict) {
		h.Verdict = v
	}
	for _, r := range why {
		if !slices.ContainsFunc(h.Why, func(o heed.Reason) bool { return o.Key == r.Key }) {
			h.Why = append(h.Why, r)
		}
	}
}

// addOf joins what is said of an assertion as it would be made. Where the source denies
// it, the source agrees with a record that differs from it, and the other way round.
func addOf(h *heed.Held, a Assertion, v heed.ClaimVerdict, reasons ...heed.Reason) {
	if !a.Denied {
		add(h, v, reasons...)
		return
	}
	switch v {
	case heed.ClaimAgrees:
		add(h, heed.ClaimDiffers, why("denied"))
	case heed.ClaimDiffers:
		add(h, heed.ClaimAgrees, reasons...)
	default:
		add(h, heed.ClaimOpen, reasons...)
	}
}

func why(key string, args ...string) heed.Reason {
	return heed.Reason{Key: "claim.why." + key, Args: args}
}

// holdMembers holds a number of members against that of the body.
func holdMembers(c Claim, ctx Context) heed.Held {
	var out heed.Held
	body, ok := refdata.BodyByKey(c.Subject)
	if !ok {
		add(&out, heed.ClaimOpen, why("no_source"))
		return out
	}
	out.Record = append(out.Record, heed.Beside{Key: "claim.fact.members", Args: []string{"Number", strconv.Itoa(body.Members)}, Source: body.Source, AsOf: body.AsOf})
	if ctx.Delegations > 0 {
		out.Record = append(out.Record, heed.Beside{Key: "claim.fact.delegations", Args: []string{"Number", strconv.Itoa(ctx.Delegations)}, Source: ctx.Symbol})
	}
	for _, a := range c.Asserts {
		switch a.Number {
		case body.Members:
			addOf(&out, a, heed.ClaimAgrees, why("same"))
		case ctx.Delegations:
			addOf(&out, a, heed.ClaimDiffers, why("members_spoke"))
		default:
			addOf(&out, a, heed.ClaimDiffers, why("members"))
		}
	}
	return out
}

// holdDeadline holds a deadline against when the next review is to be expected.
func holdDeadline(c Claim) heed.Held {
	var out heed.Held
	next, ok := refdata.NextReview(c.State)
	if !ok {
		add(&out, heed.ClaimOpen, why("next_unknown"))
		return out
	}
	out.Record = []heed.Beside{{
		Key: "claim.fact.next", Args: []string{"Session", strconv.Itoa(next.Session), "From", strconv.Itoa(next.FromYear), "To", strconv.Itoa(next.ToYear)},
		Source: "Human Rights Council resolution 16/21; calendar of sessions",
	}}
	for _, a := range c.Asserts {
		year, err := strconv.Atoi(a.When[:min(len(a.When), len("2006"))])
		switch {
		case a.Denied:
			add(&out, heed.ClaimAgrees, why("no_deadline"))
		case err == nil && year >= next.FromYear && year <= next.ToYear:
			add(&out, heed.ClaimMisleads, why("no_deadline"))
		default:
			add(&out, heed.ClaimDiffers, why("no_deadline"))
		}
	}
	return out
}

// holdInstitution holds a claim about an institution against what sources tell of it.
func holdInstitution(c Claim) heed.Held {
	var out heed.Held
	facts := refdata.StateFacts(c.State, c.Subject)
	for _, f := range facts {
		out.Record = append(out.Record, heed.Beside{Key: "claim.fact." + f.What, When: f.Date, Source: f.Source, AsOf: f.AsOf})
	}
	for _, a := range c.Asserts {
		same := slices.ContainsFunc(facts, func(f refdata.StateFact) bool {
			return (a.Status == Created || f.What == refdata.FactOperating) && alike(a.When, f.Date)
		})
		switch {
		case a.Status == Access:
			add(&out, heed.ClaimOpen, why("law_needed"))
		case len(facts) == 0:
			add(&out, heed.ClaimOpen, why("no_source"))
		case same:
			addOf(&out, a, heed.ClaimAgrees, why("same"))
		default:
			addOf(&out, a, heed.ClaimDiffers, why("date"))
		}
	}
	return out
}

// alike tells whether a day, month or year that is claimed fits one on record: as far
// as both go.
func alike(claimed, told string) bool {
	n := min(len(claimed), len(told))
	return claimed[:n] == told[:n]
}

// after tells whether something on record came after a day, as far as is known.
func after(told string, day heed.Date) bool {
	n := min(len(told), len(day))
	return n > 0 && told[:n] > string(day)[:n]
}

// standing is what the record says of a State and a treaty.
type standing struct {
	treaty refdata.Treaty
	acts   []refdata.TreatyAct
	// bound is the act by which it is a party, signed the signature, left the
	// denunciation; nil where none is told.
	bound, signed, left *refdata.TreatyAct
	// unsigned: it is told that it did not sign, or what it did needs no signature.
	unsigned bool
	asOf     string
}

func standingOf(state heed.StateCode, key refdata.TreatyKey) standing {
	var s standing
	s.treaty, _ = refdata.TreatyByKey(key)
	for _, a := range refdata.TreatyActs(state) {
		if a.Treaty != key {
			continue
		}
		s.acts = append(s.acts, a)
		s.asOf = max(s.asOf, a.AsOf)
		switch {
		case a.Act.Binds():
			s.bound = &a
			s.unsigned = s.unsigned || a.Act == refdata.Accession || a.Act == refdata.Succession
		case a.Act == refdata.Signature:
			s.signed = &a
		case a.Act == refdata.Denunciation:
			s.left = &a
		case a.Act == refdata.NeverSigned:
			s.unsigned = true
		}
	}
	s.unsigned = s.unsigned && s.signed == nil
	return s
}

// ends tells whether the record ends before a day, so that what it does not have may
// have been done since.
func (s standing) ends(day heed.Date) bool { return after(string(day), heed.Date(s.asOf)) }

// holdTreaty holds claims about a treaty against the State's acts.
func holdTreaty(c Claim, ctx Context) heed.Held {
	var out heed.Held
	s := standingOf(c.State, refdata.TreatyKey(c.Subject))
	for _, a := range s.acts {
		out.Record = append(out.Record, heed.Beside{Key: a.Act.Key(), When: a.When(), Article: a.Article, Source: a.Source.Title, AsOf: a.AsOf})
	}
	for _, a := range c.Asserts {
		if a.Denied && a.When == "" { // nothing but the act: the opposite is claimed
			a.Not, a.Denied = !a.Not, false
		}
		v, reasons := s.judge(a, ctx.Date)
		addOf(&out, a, v, reasons...)
	}
	return out
}

// judge says how one assertion, made on a day, stands to the acts.
func (s standing) judge(a Assertion, day heed.Date) (heed.ClaimVerdict, []heed.Reason) {
	say := func(v heed.ClaimVerdict, r ...heed.Reason) (heed.ClaimVerdict, []heed.Reason) { return v, r }
	if a.Status == Abolished {
		return s.abolished(a, day)
	}
	if len(s.acts) == 0 {
		return say(heed.ClaimOpen, why("no_source"))
	}
	switch a.Status {
	case Signatory, Signed:
		return s.signature(a, day)
	case Ratified, Acceded, Succeeded, Joined, Party:
		if a.Not {
			return s.notBound(a, day)
		}
		return s.binding(a, day)
	case Accepts:
		return s.accepts(a, day)
	case Left:
		switch {
		case a.Not && s.left != nil:
			return say(heed.ClaimDiffers, why("on_record"))
		case a.Not:
			return s.denied(day)
		case s.left != nil && alike(a.When, s.left.When()):
			return say(heed.ClaimAgrees, why("same"))
		case s.left != nil:
			return say(heed.ClaimDiffers, why("date"))
		}
		return s.absent(a, day)
	default:
		return s.reservation(a)
	}
}

// absent is said of an act that is claimed and is not on record.
func (s standing) absent(a Assertion, day heed.Date) (heed.ClaimVerdict, []heed.Reason) {
	if s.ends(day) && (a.When == "" || after(a.When, heed.Date(s.asOf))) {
		return heed.ClaimOpen, []heed.Reason{why("ends", "AsOf", s.asOf)}
	}
	return heed.ClaimDiffers, []heed.Reason{why("not_on_record", "AsOf", s.asOf)}
}

// denied is said of an act that is denied and is not on record.
func (s standing) denied(day heed.Date) (heed.ClaimVerdict, []heed.Reason) {
	if s.ends(day) {
		return heed.ClaimOpen, []heed.Reason{why("ends", "AsOf", s.asOf)}
	}
	return heed.ClaimAgrees, []heed.Reason{why("same")}
}

// binding holds it against the record that a State became, or is, a party.
func (s standing) binding(a Assertion, day heed.Date) (heed.ClaimVerdict, []heed.Reason) {
	if s.bound == nil || s.left != nil {
		v, r := s.absent(a, day)
		if s.signed != nil {
			r = append(r, why("signed_only"))
		}
		return v, r
	}
	told := s.bound.When()
	switch {
	case after(told, day):
		return heed.ClaimDiffers, []heed.Reason{why("only_since", "When", told)}
	case a.When != "" && told == "":
		return heed.ClaimOpen, []heed.Reason{why("date_untold")}
	case !alike(a.When, told):
		return heed.ClaimDiffers, []heed.Reason{why("date")}
	}
	return heed.ClaimAgrees, []heed.Reason{s.byAct(a)}
}

// byAct says that what agrees was done by another act than the one that is named, or
// that this is not told.
func (s standing) byAct(a Assertion) heed.Reason {
	meant := map[Status]refdata.Act{Ratified: refdata.Ratification, Acceded: refdata.Accession, Succeeded: refdata.Succession}[a.Status]
	switch {
	case meant == "" || meant == s.bound.Act:
		return why("same")
	case s.bound.Act == refdata.Party:
		return why("act_untold")
	}
	return why("other_act")
}

// notBound holds it against the record that a State did not become a party.
func (s standing) notBound(a Assertion, day heed.Date) (heed.ClaimVerdict, []heed.Reason) {
	if s.bound == nil || s.left != nil {
		return s.denied(day)
	}
	r := s.byAct(a)
	switch {
	case after(s.bound.When(), day):
		return heed.ClaimAgrees, []heed.Reason{why("since_then", "When", s.bound.When())}
	case r.Key == why("other_act").Key: // "has not ratified", and has acceded
		return heed.ClaimMisleads, []heed.Reason{r, why("bound_all_the_same")}
	}
	return heed.ClaimDiffers, []heed.Reason{why("is_party")}
}

// signature holds a claim about a signature against the record.
func (s standing) signature(a Assertion, day heed.Date) (heed.ClaimVerdict, []heed.Reason) {
	bound := s.bound != nil && s.left == nil && !after(s.bound.When(), day)
	switch {
	case a.Not:
		return s.unsignedClaimed(bound, day)
	case s.signed != nil:
		return s.signedClaimed(a)
	case bound && s.unsigned:
		return heed.ClaimDiffers, []heed.Reason{why("unsigned_party")}
	case bound && a.Status == Signatory && a.When == "":
		return heed.ClaimAgrees, []heed.Reason{why("signature_untold")}
	case bound:
		return heed.ClaimOpen, []heed.Reason{why("signature_untold")}
	}
	return s.absent(a, day)
}

// signedClaimed holds a signature that is claimed against the one on record.
func (s standing) signedClaimed(a Assertion) (heed.ClaimVerdict, []heed.Reason) {
	switch {
	case s.signed.When() == "" && a.When != "":
		return heed.ClaimOpen, []heed.Reason{why("date_untold")}
	case !alike(a.When, s.signed.When()):
		return heed.ClaimDiffers, []heed.Reason{why("date")}
	case s.bound == nil:
		return heed.ClaimAgrees, []heed.Reason{why("signed_only")}
	}
	return heed.ClaimAgrees, []heed.Reason{why("same")}
}

// unsignedClaimed holds it against the record that a State did not sign.
func (s standing) unsignedClaimed(bound bool, day heed.Date) (heed.ClaimVerdict, []heed.Reason) {
	switch {
	case s.signed != nil && after(s.signed.When(), day):
		return heed.ClaimAgrees, []heed.Reason{why("since_then", "When", s.signed.When())}
	case s.signed != nil:
		return heed.ClaimDiffers, []heed.Reason{why("has_signed")}
	case bound && s.unsigned:
		return heed.ClaimMisleads, s.boundUnsigned()
	case bound:
		return heed.ClaimOpen, []heed.Reason{why("signature_untold"), why("bound_all_the_same")}
	}
	return s.denied(day)
}

// boundUnsigned says why "not a signatory" misleads, with the procedures that the State
// has accepted.
func (s standing) boundUnsigned() []heed.Reason {
	out := []heed.Reason{why("unsigned_party")}
	var declared []string
	for _, a := range s.acts {
		if a.Act == refdata.Declaration {
			declared = append(declared, a.Article)
		}
	}
	if len(declared) > 0 {
		out = append(out, why("declared", "Articles", strings.Join(declared, ", ")))
	}
	return out
}

// accepts holds a claim that a procedure is accepted against declarations. That a list
// has none does not tell that there is none.
func (s standing) accepts(a Assertion, day heed.Date) (heed.ClaimVerdict, []heed.Reason) {
	untold := []heed.Reason{why("declarations_untold")}
	if s.bound == nil {
		if a.Not {
			return s.denied(day)
		}
		return s.absent(a, day)
	}
	var found []refdata.TreatyAct
	for _, act := range s.acts {
		if act.Act == refdata.Declaration && (len(a.Articles) == 0 || slices.Contains(a.Articles, act.Article)) {
			found = append(found, act)
		}
		if act.Act == refdata.OptOut && slices.Contains(a.Articles, act.Article) {
			if a.Not {
				return heed.ClaimAgrees, []heed.Reason{why("opted_out")}
			}
			return heed.ClaimDiffers, []heed.Reason{why("opted_out")}
		}
	}
	if len(found) == 0 || len(found) < len(a.Articles) && !a.Not {
		return heed.ClaimOpen, untold
	}
	told := found[len(found)-1].When()
	switch {
	case after(told, day) == a.Not: // declared by then and affirmed, or not yet and denied
		if a.Not {
			return heed.ClaimAgrees, []heed.Reason{why("since_then", "When", told)}
		}
		if !alike(a.When, told) {
			return heed.ClaimDiffers, []heed.Reason{why("date")}
		}
		return heed.ClaimAgrees, []heed.Reason{why("same")}
	case a.Not:
		return heed.ClaimDiffers, []heed.Reason{why("has_declared")}
	}
	return heed.ClaimDiffers, []heed.Reason{why("only_since", "When", told)}
}

// reservation holds a claim about a reservation against the record.
func (s standing) reservation(a Assertion) (heed.ClaimVerdict, []heed.Reason) {
	act := refdata.Reservation
	if a.Status == Unreserved {
		act = refdata.Withdrawal
	}
	if !slices.ContainsFunc(s.acts, func(t refdata.TreatyAct) bool { return t.Act == act }) {
		return heed.ClaimOpen, []heed.Reason{why("reservations_untold")}
	}
	if a.Not {
		return heed.ClaimDiffers, []heed.Reason{why("on_record")}
	}
	return heed.ClaimAgrees, []heed.Reason{why("same")}
}

// abolished holds a claim about the death penalty against the protocol on it. Who is
// not bound by that may have abolished it all the same.
func (s standing) abolished(a Assertion, day heed.Date) (heed.ClaimVerdict, []heed.Reason) {
	switch {
	case s.bound == nil || s.left != nil || after(s.bound.When(), day):
		return heed.ClaimOpen, []heed.Reason{why("law_needed")}
	case a.Not:
		return heed.ClaimDiffers, []heed.Reason{why("death_penalty")}
	}
	return heed.ClaimAgrees, []heed.Reason{why("death_penalty")}
}
