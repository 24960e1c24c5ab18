// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/audit"
	"github.com/heed-upr/heed/internal/store"
)

// membership is what the log says of accounts and of invitations to them.
type membership struct {
	accounts map[string]accountSaid // by pseudonym, but for those that are forgotten
	invited  []accountSaid
	erased   int64 // the last entry on an account of which the content was erased
	problems []Problem
}

// accountSaid is what an entry says of an account, and what those before it do.
type accountSaid struct {
	accountContent
	position  int64
	suspended bool
}

func newMembership() membership {
	return membership{accounts: map[string]accountSaid{}, erased: -1}
}

// add takes the next entry in.
func (m *membership) add(e heed.Entry) {
	said := accountSaid{position: e.Position}
	if json.Unmarshal(e.Content, &said.accountContent) != nil {
		return // it cannot be what was committed to, and the tree's check says so
	}
	switch said.Did {
	case didInvite:
		m.invited = append(m.invited, said)
		return // until it is taken up, an account that there is stays as it was
	case didTakeBack:
		m.used(said)
		return // nor does what it was given with say anything of that account now
	case didJoin, didRenew:
		m.used(said)
	}
	if said.Pseudonym == "" {
		return
	}
	had := m.accounts[said.Pseudonym]
	said.Person = cmp.Or(said.Person, had.Person)
	said.suspended = said.Did == didSuspend || had.suspended && said.Did != didRestore
	if m.accounts[said.Pseudonym] = said; said.Did == didForget {
		delete(m.accounts, said.Pseudonym)
	}
}

// used takes an invitation in that no longer opens anything. What came of it has to be
// what it was given for: it stands in the store alone until then.
func (m *membership) used(by accountSaid) {
	if by.Invitation == "" {
		return // of before invitations had a name in the log
	}
	i := slices.IndexFunc(m.invited, func(o accountSaid) bool { return o.Invitation == by.Invitation })
	if i < 0 && m.erased >= 0 {
		return
	}
	if i < 0 || !by.cameOf(m.invited[i]) {
		m.problems = append(m.problems, Problem{Key: "problem.invitation", Args: []string{"Role", string(by.Role), "Entry", strconv.FormatInt(by.position, 10)}})
	}
	if i >= 0 {
		m.invited = slices.Delete(m.invited, i, i+1)
	}
}

// cameOf reports whether an invitation can have led to this. Who has an account may
// change role and place while an invitation to it is open; whose it is stays.
func (s accountSaid) cameOf(invitation accountSaid) bool {
	if s.Did == didRenew {
		return s.Pseudonym == invitation.Pseudonym
	}
	return s.Role == invitation.Role && s.Side == invitation.Side
}

// compare finds the accounts and invitations that are not as the log says.
func (m *membership) compare(ctx context.Context, s store.Snapshot, r *VerifyReport) error {
	r.Problems = append(r.Problems, m.problems...)
	accounts, err := s.Accounts(ctx)
	if err != nil {
		return err
	}
	r.Accounts = len(accounts)
	for _, account := range accounts {
		person, err := personOf(ctx, s, account)
		if err != nil {
			return err
		}
		m.compareAccount(account, person, r)
		delete(m.accounts, account.Pseudonym)
	}
	for _, pseudonym := range slices.Sorted(maps.Keys(m.accounts)) {
		if said := m.accounts[pseudonym]; said.position > m.erased { // that it was forgotten may be what was erased
			r.problem("problem.account_missing", "Account", pseudonym, "Entry", strconv.FormatInt(said.position, 10))
		}
	}
	invitations, err := s.Invitations(ctx)
	for _, i := range invitations {
		if !m.knows(i) {
			r.problem("problem.invitation_unknown", "Role", string(i.Account.Role), "Place", placeOf(i.Account.Side), "By", i.By)
		}
	}
	return err
}

// compareAccount compares an account with what the log says of it last.
func (m *membership) compareAccount(account heed.Account, person heed.Digest, r *VerifyReport) {
	said, ok := m.accounts[account.Pseudonym]
	if m.erased > said.position || !ok && m.erased >= 0 {
		return // what became of it since may be what was erased
	}
	if !ok {
		r.problem("problem.account_unknown", "Account", account.Pseudonym, "Role", string(account.Role))
		return
	}
	entry := strconv.FormatInt(said.position, 10)
	for _, f := range []struct{ key, kept, said string }{
		{"problem.account_role", string(account.Role), string(said.Role)},
		{"problem.account_place", placeOf(account.Side), placeOf(said.Side)},
		{"problem.account_suspended", strconv.FormatBool(account.Suspended), strconv.FormatBool(said.suspended)},
	} {
		if f.kept != f.said {
			r.problem(f.key, "Account", account.Pseudonym, "Store", f.kept, "Log", f.said, "Entry", entry)
		}
	}
	if said.Person != "" && said.Person != person {
		r.problem("problem.account_person", "Account", account.Pseudonym, "Entry", entry)
	}
}

// placeOf writes where somebody stands as "state KAZ justice".
func placeOf(side heed.Side) string {
	return string(side.Voice) + " " + string(side.State) + " " + string(side.Institution)
}

// knows reports whether the log has an invitation. Those of before they had a name
// there are known by what they give.
func (m *membership) knows(i heed.Invitation) bool {
	if m.erased >= 0 {
		return true
	}
	name, invited := invitationName(i), invitationOf(i)
	return slices.ContainsFunc(m.invited, func(said accountSaid) bool {
		same := said.Role == i.Account.Role && said.Side == i.Account.Side && said.By == i.By && said.Pseudonym == i.Account.Pseudonym
		return same && (said.Invitation == "" || said.Invitation == name && said.Person == invited)
	})
}

// personOf is the digest of who somebody is and how they sign in. The ID of the
// account goes into it, which is drawn by chance and destroyed with the account: the
// digest tells nothing of whoever is forgotten. Of what changes each time that
// somebody signs in by it, only the name goes into it.
func personOf(ctx context.Context, p store.People, of heed.Account) (heed.Digest, error) {
	secrets, err := p.Secrets(ctx, of.ID)
	if err != nil {
		return "", err
	}
	said := []any{of.ID, of.Name, of.Email, of.Language, of.Created}
	for _, s := range secrets {
		said = append(said, s.Kind, s.Name, s.At)
		if s.Kind == heed.SecretPassword {
			said = append(said, s.Body)
		}
	}
	body, err := audit.Canonical(said)
	return heed.DigestOf(body), err
}

// invitationName names an invitation in the log by the hash of what opens it.
func invitationName(i heed.Invitation) heed.Digest {
	if i.Token == "" {
		return ""
	}
	return heed.DigestOf([]byte(i.Token))
}

// invitationOf is the digest of who is invited, and until when. What is kept of the
// link goes into it, and is destroyed with the invitation.
func invitationOf(i heed.Invitation) heed.Digest {
	body, err := audit.Canonical([]any{i.Token, i.Account.ID, i.Account.Name, i.Account.Email, i.Account.Language, i.Expires})
	if err != nil {
		panic(err) // text and times always have a JSON form
	}
	return heed.DigestOf(body)
}
