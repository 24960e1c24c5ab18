// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/i18n"
)

type userCommand struct {
	Add      userAddCommand      `cmd:"" help:"Invite somebody: prints a link, good for one use in seven days, at which they choose a password."`
	List     userListCommand     `cmd:"" help:"List accounts and open invitations."`
	Invite   userInviteCommand   `cmd:"" help:"Print a new link for somebody who has an account and cannot get in: password forgotten, telephone lost."`
	Suspend  userSuspendCommand  `cmd:"" help:"Keep somebody out at once, and end where they are signed in."`
	Restore  userRestoreCommand  `cmd:"" help:"Let somebody in again who was suspended."`
	Assign   userAssignCommand   `cmd:"" help:"Give somebody another role, or a place in another institution."`
	Sessions userSessionsCommand `cmd:"" help:"List where somebody is signed in."`
	Forget   userForgetCommand   `cmd:"" help:"Destroy an account. What the person wrote stays under a pseudonym that leads to nobody."`
}

// linking is for commands that print a link to the desk.
type linking struct {
	BaseURL string `name:"base-url" help:"${base_url_help}" default:"${base_url_default}"`
}

// defaultBase is where the portal is as long as nobody says otherwise.
const defaultBase = "http://127.0.0.1:8420"

// tell prints the link of an invitation.
func (l linking) tell(g *globals, email, token string) {
	base := strings.TrimRight(cmp.Or(l.BaseURL, defaultBase), "/")
	g.printf("%s/desk/invitation/%s\n", base, token)
	g.printf("Give this link to %s, and to nobody else. It opens once, until %s.\n", email, time.Now().Add(app.InvitationLasts).UTC().Format("2 January 2006, 15:04 MST"))
}

type userAddCommand struct {
	storing
	linking
	Email       string `required:"" help:"The address by which the person signs in."`
	Name        string `required:"" help:"The person's name."`
	Role        string `required:"" enum:"administrator,coordinator,focal_point,legal_reviewer,reviewer,contributor,translator,reader,auditor" help:"administrator keeps institutions and accounts; all others work within an institution: coordinator, focal_point, legal_reviewer, reviewer, contributor, translator, reader, auditor."`
	Institution string `help:"The identifier of the institution (see \"heed institution list\"); none for an administrator."`
	Language    string `help:"The language in which the person is written to: en, ru or kk."`
}

// Run makes the store where there is none: an installation may begin with its
// administrator.
func (c userAddCommand) Run(g *globals) error {
	return c.with(g, reading{}, func(h *house) error {
		token, err := h.Invite(g.ctx, operator, app.Newcomer{Name: c.Name, Email: c.Email, Role: heed.Role(c.Role), Institution: heed.ID(c.Institution), Language: c.Language})
		if err == nil {
			c.tell(g, c.Email, token)
		}
		return err
	})
}

// account finds an account by its address.
func (h *house) account(g *globals, email string) (heed.Account, error) {
	address, err := app.Address(email)
	if err != nil {
		return heed.Account{}, err
	}
	return h.AccountByEmail(g.ctx, address)
}

// named is for commands about one account.
type named struct {
	storing
	Email string `arg:"" help:"The address of the account."`
}

// on runs a command on an account.
func (n named) on(g *globals, f func(*house, heed.Account) error) error {
	return n.existing(g, func(h *house) error {
		account, err := h.account(g, n.Email)
		if err != nil {
			return err
		}
		return f(h, account)
	})
}

type userInviteCommand struct {
	named
	linking
}

func (c userInviteCommand) Run(g *globals) error {
	return c.on(g, func(h *house, a heed.Account) error {
		token, err := h.Renew(g.ctx, operator, a.ID)
		if err == nil {
			c.tell(g, a.Email, token)
		}
		return err
	})
}

type userSuspendCommand struct{ named }

func (c userSuspendCommand) Run(g *globals) error {
	return c.on(g, func(h *house, a heed.Account) error {
		err := h.Suspend(g.ctx, operator, a.ID, true)
		if err == nil {
			g.printf("%s can no longer sign in.\n", a.Email)
		}
		return err
	})
}

type userRestoreCommand struct{ named }

func (c userRestoreCommand) Run(g *globals) error {
	return c.on(g, func(h *house, a heed.Account) error {
		err := h.Suspend(g.ctx, operator, a.ID, false)
		if err == nil {
			g.printf("%s can sign in again.\n", a.Email)
		}
		return err
	})
}

type userAssignCommand struct {
	named
	Role        string `required:"" help:"The new role."`
	Institution string `help:"The identifier of the institution; none for an administrator."`
}

func (c userAssignCommand) Run(g *globals) error {
	return c.on(g, func(h *house, a heed.Account) error {
		err := h.Reassign(g.ctx, operator, a.ID, heed.Role(c.Role), heed.ID(c.Institution))
		if err == nil {
			g.printf("%s is %s now.\n", a.Email, i18n.For("en").T("role."+c.Role))
		}
		return err
	})
}

type userForgetCommand struct{ named }

func (c userForgetCommand) Run(g *globals) error {
	return c.on(g, func(h *house, a heed.Account) error {
		err := h.Forget(g.ctx, operator, a.ID)
		if err == nil {
			g.printf("The account is destroyed. What was written stays under the pseudonym %s. Older backups may hold the account.\n", a.Pseudonym)
		}
		return err
	})
}

type userSessionsCommand struct {
	named
	End bool `help:"Sign the person out everywhere."`
}

func (c userSessionsCommand) Run(g *globals) error {
	return c.on(g, func(h *house, a heed.Account) error {
		sessions, err := h.Sessions(g.ctx, operator, a.ID)
		if err != nil {
			return err
		}
		sessions = slices.DeleteFunc(sessions, func(s heed.Session) bool { return !time.Now().Before(s.Expires) })
		for _, s := range sessions {
			g.printf("until %s\n", s.Expires.Format(time.RFC3339))
		}
		if len(sessions) == 0 {
			g.printf("%s is not signed in.\n", a.Email)
			return nil
		}
		if !c.End {
			return nil
		}
		g.printf("All of them are ended.\n")
		return h.EndSessions(g.ctx, operator, a.ID, "")
	})
}

type userListCommand struct{ storing }

func (c userListCommand) Run(g *globals) error {
	return c.existing(g, func(h *house) error {
		members, err := h.Members(g.ctx, operator)
		if err != nil {
			return err
		}
		for _, a := range members.Accounts {
			state := "active"
			if a.Suspended {
				state = "suspended"
			}
			g.printf("%s\t%s\t%s\t%s\t%s\t%s\n", a.Email, a.Name, a.Role, cmp.Or(string(a.Institution), "-"), state, a.Pseudonym)
		}
		for _, i := range members.Invitations {
			g.printf("%s\t%s\t%s\t%s\tinvited until %s\n", i.Account.Email, i.Account.Name, i.Account.Role, cmp.Or(string(i.Account.Institution), "-"), i.Expires.Format(time.RFC3339))
		}
		return nil
	})
}

type institutionCommand struct {
	Add  institutionAddCommand  `cmd:"" help:"Enter an institution."`
	List institutionListCommand `cmd:"" help:"List institutions."`
}

type institutionAddCommand struct {
	storing
	Name    map[string]string `required:"" placeholder:"en=NAME" help:"The name by language: --name \"en=Ministry of Justice\"; can be given several times."`
	Short   string            `help:"An abbreviation."`
	Kind    string            `required:"" help:"coordinating, ministry, agency, court, parliament, nhri, cso, un or other."`
	Voice   string            `required:"" help:"On whose behalf it speaks: state, nhri, civil_society, un or expert."`
	State   string            `help:"The State that it is of (KAZ); none for what is international."`
	ID      string            `name:"id" help:"A short identifier of your own; one is drawn if there is none."`
	Vouched string            `help:"Of a civil society organisation, which needs it: how it is known that it is who it says it is."`
	Shown   bool              `name:"vouched-shown" help:"Let everybody read what --vouched says, beside what the organisation publishes. Name no person in it then."`
	GANHRI  []string          `name:"ganhri" sep:"none" placeholder:"STATUS,SINCE,UNTIL,SOURCE" help:"Of a national human rights institution: a status by GANHRI, which is A or B or nothing, its first day, the day on which it ended, and where that is said: --ganhri 'B,2018-05-14,,GANHRI chart of 2024'. Can be given several times; all but the status may be empty."`
	Hidden  bool              `help:"Show it to its own members only: where it is dangerous to be known."`
}

// Run makes the store where there is none.
func (c institutionAddCommand) Run(g *globals) error {
	return c.with(g, reading{}, func(h *house) error {
		change := app.Change{
			ID: heed.ID(c.ID), Side: heed.Side{Voice: heed.Voice(c.Voice), State: heed.StateCode(c.State)},
			Body: heed.Institution{Names: c.Name, Short: c.Short, Kind: heed.InstitutionKind(c.Kind), GANHRI: accreditations(c.GANHRI), Vouched: c.Vouched, VouchedShown: c.Shown},
		}
		if c.Hidden {
			change.Visibility = heed.VisibleInstitution
		}
		v, err := h.Write(g.ctx, operator, change)
		if err == nil {
			g.printf("%s\n", v[0].ID)
		}
		return err
	})
}

// accreditations reads statuses by GANHRI: "B,2018-05-14,,where that is said".
func accreditations(given []string) []heed.Accreditation {
	var out []heed.Accreditation
	for _, text := range given {
		parts := append(strings.SplitN(text, ",", 4), "", "", "")
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		out = append(out, heed.Accreditation{Status: parts[0], Since: heed.Date(parts[1]), Until: heed.Date(parts[2]), Source: parts[3]})
	}
	return out
}

type institutionListCommand struct{ storing }

func (c institutionListCommand) Run(g *globals) error {
	return c.existing(g, func(h *house) error {
		all, err := h.Institutions(g.ctx, operator)
		if err != nil {
			return err
		}
		for _, i := range all {
			g.printf("%s\t%s\t%s\t%s\t%s\t%s\n", i.ID, i.Body.Name("en"), i.Body.Kind, i.Voice, cmp.Or(string(i.State), "-"), known(i.Body))
		}
		return nil
	})
}

// known says in one cell how an institution is known: its statuses by GANHRI, or who
// vouches for it.
func known(i heed.Institution) string {
	var parts []string
	for _, a := range i.GANHRI {
		text := strings.TrimSpace("GANHRI " + cmp.Or(a.Status, "none") + " " + string(a.Since))
		if a.Until != "" {
			text += " to " + string(a.Until)
		}
		parts = append(parts, text)
	}
	if i.Vouched != "" {
		parts = append(parts, strings.Join(strings.Fields(i.Vouched), " "))
	}
	return cmp.Or(strings.Join(parts, ", "), "-")
}
