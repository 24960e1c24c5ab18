// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package policy says who may do and see what: two tables in plain Go, which
// the program can explain. It decides nothing else and knows no store.
package policy

import (
	"slices"
	"strings"

	"github.com/heed-upr/heed"
)

// Action is something that needs leave.
type Action string

// The actions of those who run the installation.
const (
	Import  Action = "import"
	Correct Action = "correct"
	Decide  Action = "decide" // on labels
	// TranslateRecord is to lay a translation beside a recommendation.
	TranslateRecord Action = "translate_record"
	Erase           Action = "erase"
	Verify          Action = "verify"
	Backup          Action = "backup"
	Restore         Action = "restore"
	Doctor          Action = "doctor"
	// Remind is to have letters written of what is due.
	Remind Action = "remind"
	// Look is to look at the feeds that are watched, whoever watches them. What
	// comes of it is for those alone.
	Look Action = "look"
	// Share is to write what a voice has published into a file for other
	// installations, Take to take such a file in.
	Share Action = "share"
	Take  Action = "take"
	// Institutions is to enter, change and remove institutions.
	Institutions Action = "institutions"
	// Accounts is to see all accounts, to suspend one, to change its role.
	Accounts Action = "accounts"
)

// The actions within a voice.
const (
	// Invite is to let somebody make an account within an institution.
	Invite Action = "invite"
	// Assign is to say which institutions have to act on a recommendation.
	Assign Action = "assign"
	// Propose is to say which position an institution would have the State take.
	Propose Action = "propose"
	// Settle is to say which position the State takes.
	Settle Action = "settle"
	// Plan is to write measures, milestones, indicators and clusters.
	Plan Action = "plan"
	// Report is to say what was done.
	Report Action = "report"
	// Prove is to add evidence.
	Prove Action = "prove"
	// Unseal is to open the original of evidence, or to hand it out. It has to be
	// seen first, and is written down.
	Unseal Action = "unseal"
	// Assess is to say how far something has been implemented.
	Assess Action = "assess"
	// Reply is to answer what somebody else has published, or to ask for its
	// correction.
	Reply Action = "reply"
	// Document is to write dossiers of events, with figures and calls.
	Document Action = "document"
	// Watch is to have feeds watched, and to say what becomes of what is found in
	// them.
	Watch Action = "watch"
	// Comment is to speak to those who work on the same.
	Comment Action = "comment"
	// Review is to find what others wrote right, or to ask for changes.
	Review Action = "review"
	// Publish is to show something to everybody, or to withdraw it.
	Publish Action = "publish"
	// Translate is to lay an institution's own translation beside a recommendation.
	Translate Action = "translate"
	// Audit is to look into the log, at the entries on what one may see.
	Audit Action = "audit"
)

// Actions lists all actions.
var Actions = []Action{
	Import, Correct, Decide, TranslateRecord, Erase, Verify, Backup, Restore, Doctor, Remind, Look, Share, Take, Institutions, Accounts,
	Invite, Assign, Propose, Settle, Plan, Report, Prove, Unseal, Assess, Reply, Document, Watch, Comment, Review, Publish, Translate, Audit,
}

// Reach is how far a rule reaches from where somebody stands.
type Reach string

// The reaches, from the widest. Own is what somebody wrote, or is named for.
const (
	Everywhere  Reach = "everywhere"
	Voice       Reach = "voice"
	Institution Reach = "institution"
	Own         Reach = "own"
)

// Rule lets some roles of some voices do one thing, as far as it reaches.
type Rule struct {
	// Voices are the voices whose members may; all of them if there are none.
	Voices []heed.Voice
	Roles  []heed.Role
	Reach  Reach
	// NotOwn leaves out what somebody wrote: four eyes see more than two.
	NotOwn bool
}

// table says who may do what. What is not in it is forbidden.
var table = map[Action][]Rule{
	Import: {technical(heed.Operator)},
	// What a document says is nobody's opinion: whoever runs the installation may
	// put right how it was read, and no voice may.
	Correct:         {technical(heed.Operator, heed.Administrator)},
	Decide:          {technical(heed.Operator, heed.Administrator)},
	TranslateRecord: {technical(heed.Operator, heed.Administrator)},
	Erase:           {technical(heed.Operator)},
	Verify:          {technical(heed.Operator)},
	Backup:          {technical(heed.Operator)},
	Restore:         {technical(heed.Operator)},
	Doctor:          {technical(heed.Operator)},
	Remind:          {technical(heed.Operator)},
	Look:            {technical(heed.Operator)},
	Share:           {technical(heed.Operator)},
	Take:            {technical(heed.Operator)},
	Institutions:    {technical(heed.Operator, heed.Administrator)},
	Accounts:        {technical(heed.Operator, heed.Administrator)},

	Invite: {
		technical(heed.Operator, heed.Administrator),
		{Roles: []heed.Role{heed.Coordinator}, Reach: Voice},
		{Roles: []heed.Role{heed.FocalPoint}, Reach: Institution},
	},
	Assign: {{Voices: []heed.Voice{heed.VoiceState}, Roles: []heed.Role{heed.Coordinator}, Reach: Voice}},
	Propose: {
		{Voices: []heed.Voice{heed.VoiceState}, Roles: []heed.Role{heed.Coordinator}, Reach: Voice},
		{Voices: []heed.Voice{heed.VoiceState}, Roles: []heed.Role{heed.FocalPoint, heed.LegalReviewer, heed.Contributor}, Reach: Institution},
	},
	Settle: {{Voices: []heed.Voice{heed.VoiceState}, Roles: []heed.Role{heed.Coordinator}, Reach: Voice}},
	Plan:   writing,
	Report: writing,
	Prove:  writing,
	Unseal: {
		{Roles: []heed.Role{heed.Coordinator}, Reach: Voice},
		{Voices: independent, Roles: []heed.Role{heed.FocalPoint}, Reach: Institution},
		{Roles: []heed.Role{heed.FocalPoint, heed.LegalReviewer, heed.Reviewer, heed.Contributor}, Reach: Own},
	},
	Assess:   writing,
	Reply:    writing,
	Document: writing,
	Watch:    writing,
	Comment: {
		{Roles: []heed.Role{heed.Coordinator}, Reach: Voice},
		{Voices: []heed.Voice{heed.VoiceState}, Roles: reviewers, Reach: Voice},
		{Voices: independent, Roles: reviewers, Reach: Institution},
		{Roles: []heed.Role{heed.FocalPoint, heed.Contributor, heed.Translator}, Reach: Institution},
	},
	Review: {
		{Roles: []heed.Role{heed.Coordinator}, Reach: Voice, NotOwn: true},
		{Voices: []heed.Voice{heed.VoiceState}, Roles: reviewers, Reach: Voice, NotOwn: true},
		{Voices: independent, Roles: reviewers, Reach: Institution, NotOwn: true},
		// An organisation of one person has no second pair of eyes.
		{Voices: independent, Roles: []heed.Role{heed.FocalPoint}, Reach: Institution},
	},
	Publish: {
		{Roles: []heed.Role{heed.Coordinator}, Reach: Voice},
		{Voices: independent, Roles: []heed.Role{heed.FocalPoint}, Reach: Institution},
	},
	// A translation is shown at once, so whoever lays one answers for it: a contributor's
	// work is reviewed by others first, and a translation is not.
	Translate: {
		{Roles: []heed.Role{heed.Coordinator}, Reach: Voice},
		{Roles: []heed.Role{heed.FocalPoint, heed.Translator}, Reach: Institution},
	},
	Audit: {{Roles: []heed.Role{heed.Auditor}, Reach: Institution}},
}

// independent are the voices whose institutions speak for themselves. Ministries
// speak for a State, through its coordinator.
var independent = []heed.Voice{heed.VoiceNHRI, heed.VoiceCivilSociety, heed.VoiceUN, heed.VoiceExpert}

// reviewers look at what others wrote, in a State at that of all its institutions.
var reviewers = []heed.Role{heed.LegalReviewer, heed.Reviewer}

// writing lets those write who work in an institution, and the coordinator for
// the whole voice.
var writing = []Rule{
	{Roles: []heed.Role{heed.Coordinator}, Reach: Voice},
	{Roles: []heed.Role{heed.FocalPoint, heed.LegalReviewer, heed.Reviewer, heed.Contributor}, Reach: Institution},
}

func technical(roles ...heed.Role) Rule {
	return Rule{Voices: []heed.Voice{heed.NoVoice}, Roles: roles, Reach: Everywhere}
}

// lets reports whether a rule is one for somebody, wherever it reaches.
func (r Rule) lets(a heed.Actor) bool {
	return a.Pseudonym != "" && slices.Contains(r.Roles, a.Role) &&
		(len(r.Voices) == 0 && a.Voice != heed.NoVoice || slices.Contains(r.Voices, a.Voice))
}

// reaches reports whether a rule reaches from somebody to something.
func (r Rule) reaches(a heed.Actor, about About) bool {
	if r.NotOwn && about.Wrote(a.Pseudonym) {
		return false
	}
	switch r.Reach {
	case Everywhere:
		return true
	case Voice:
		return a.SameVoice(about.Side)
	case Institution:
		return a.SameInstitution(about.Side)
	case Own:
		return a.SameVoice(about.Side) && about.names(a.Pseudonym)
	}
	return false
}

// About is what policy has to know of the thing that something is done to.
type About struct {
	heed.Side
	Author     string   // pseudonym
	Hands      []string // pseudonyms of others who wrote it
	Visibility heed.Visibility
	Named      []string // pseudonyms
}

// Wrote reports whether somebody wrote it, or a part of it.
func (a About) Wrote(pseudonym string) bool {
	return pseudonym == a.Author || slices.Contains(a.Hands, pseudonym)
}

// names reports whether somebody wrote it, or is named for it.
func (a About) names(pseudonym string) bool {
	return pseudonym == a.Author || a.Visibility == heed.VisibleNamed && slices.Contains(a.Named, pseudonym)
}

// Of gives what policy has to know of a version.
func Of(v heed.Version) About { return About{v.Side, v.Author, v.Hands, v.Visibility, v.Named} }

// Shared is Of for what asks institutions for something: to each of them it is as
// much theirs as of whoever asks.
func Shared(actor heed.Actor, v heed.Version, says heed.Matter) About {
	about := Of(v)
	if a, ok := says.(heed.Assignment); ok && actor.Institution != "" && actor.SameVoice(v.Side) && slices.Contains(a.Institutions(), actor.Institution) {
		about.Institution = actor.Institution
	}
	return about
}

// Allow gives nil where the actor may do something at all, wherever that be,
// and CodeForbidden otherwise. An actor without a pseudonym is nobody.
func Allow(actor heed.Actor, action Action) error {
	if slices.ContainsFunc(table[action], func(r Rule) bool { return r.lets(actor) }) {
		return nil
	}
	return forbidden(action)
}

// AllowOn gives nil where the actor may do something to this, and CodeForbidden
// otherwise.
func AllowOn(actor heed.Actor, action Action, about About) error {
	if slices.ContainsFunc(table[action], func(r Rule) bool { return r.lets(actor) && r.reaches(actor, about) }) {
		return nil
	}
	return forbidden(action)
}

// Translations lists whose translations somebody may lay beside recommendations to
// a State: who runs the installation anybody's, an institution its own. What a
// State's institutions say is the State's where it is under review, and what all
// others say is somebody else's.
func Translations(actor heed.Actor, of heed.StateCode) []heed.TranslationKind {
	switch {
	case Allow(actor, TranslateRecord) == nil:
		return slices.Clone(heed.TranslationKinds)
	case AllowOn(actor, Translate, About{Side: actor.Side}) != nil:
		return nil
	case actor.Voice == heed.VoiceState && actor.State == of:
		return []heed.TranslationKind{heed.TranslationState}
	}
	return []heed.TranslationKind{heed.TranslationOther}
}

// WithdrawsTranslation is nil where somebody may take away a translation that an
// institution laid beside a recommendation, or, for the zero value, that whoever runs
// the installation entered. Nobody withdraws what another voice has said.
func WithdrawsTranslation(actor heed.Actor, of heed.Side) error {
	if of == (heed.Side{}) {
		return Allow(actor, TranslateRecord)
	}
	return AllowOn(actor, Translate, About{Side: of})
}

// Give is nil where the actor may give somebody a role at a place, or take it
// from them, and CodeForbidden otherwise. Nobody gives more than they have: who
// leads a voice is named by its other leaders, or by who keeps accounts.
func Give(actor heed.Actor, role heed.Role, side heed.Side) error {
	switch {
	case role == heed.Administrator && side == (heed.Side{}):
		return Allow(actor, Accounts)
	case !role.WithinVoice() || side.Voice == heed.NoVoice, role == heed.Coordinator && actor.Role == heed.FocalPoint:
		return forbidden(Invite)
	}
	return AllowOn(actor, Invite, About{Side: side})
}

func forbidden(action Action) error {
	return &heed.Error{Code: heed.CodeForbidden, Op: "policy.Allow", Key: "error.forbidden", Args: []string{"Action", string(action)}}
}

// MayDo lists the rules by which something may be done: the answer to "why can
// I not?".
func MayDo(action Action) []Rule { return slices.Clone(table[action]) }

// RolesOf names the roles that may do something, with blanks between them, as errors
// carry them.
func RolesOf(action Action) string {
	var names []string
	for _, rule := range table[action] {
		for _, role := range rule.Roles {
			if !slices.Contains(names, string(role)) {
				names = append(names, string(role))
			}
		}
	}
	return strings.Join(names, " ")
}

// RulesFor lists those rules that let somebody do something, each as far as it
// reaches.
func RulesFor(actor heed.Actor, action Action) []Rule {
	return slices.DeleteFunc(MayDo(action), func(r Rule) bool { return !r.lets(actor) })
}

// MaySee reports whether a viewer may read something. What is public, everybody
// may; what is not, nobody of another voice and nobody who only runs the
// installation. An auditor reads what the members of their institution read, and
// no more: not what is its author's alone, and of what is for named people only
// where they are named.
func MaySee(viewer heed.Viewer, about About) bool {
	if about.Visibility == heed.VisiblePublic {
		return true
	}
	if viewer.Pseudonym == "" || !viewer.SameVoice(about.Side) {
		return false
	}
	switch about.Visibility {
	case heed.VisibleDraft:
		return viewer.Pseudonym == about.Author
	case heed.VisibleNamed:
		return about.names(viewer.Pseudonym)
	case heed.VisibleInstitution:
		return viewer.Pseudonym == about.Author || viewer.SameInstitution(about.Side)
	case heed.VisibleCoordination:
		return viewer.Pseudonym == about.Author || viewer.SameInstitution(about.Side) || Coordinates(viewer)
	}
	return false
}

// Coordinates reports whether somebody reads what other institutions of their voice
// write for coordination. Those of a State work on one answer and one plan.
// Organisations share a State and nothing else: only the coordinator that they have
// given themselves reads it.
func Coordinates(v heed.Viewer) bool {
	return v.Role == heed.Coordinator || v.Voice == heed.VoiceState && v.Role.WithinVoice() && v.Role != heed.Reader
}
