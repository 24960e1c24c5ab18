// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/store"
)

// quotes looks whether what somebody records as said by somebody else is under the
// voice of whoever has that name: a State, a body of the UN, or an institution that is
// entered here and everybody sees, of the State that is spoken of or of none. What these
// are to have said can then be looked up (heed.Said).
func quotes(ctx context.Context, s store.Tx, by heed.Side, m heed.Matter) error {
	said, ok := quotedIn(m)
	if !ok {
		return nil
	}
	state := tellsOf(by, m)
	if id := dossierOf(m); id != "" {
		of, err := s.History(ctx, heed.Subject{Kind: heed.SubjectDossier, ID: id})
		if err != nil && heed.ErrorCode(err) != heed.CodeNotFound {
			return err
		}
		if last := newestOf(of); last.Number > 0 && !last.Removed {
			d, err := last.Matter()
			if err != nil {
				return err
			}
			state = tellsOf(by, d)
		}
	}
	institutions := map[heed.Subject][]heed.Version{}
	err := s.VersionsOf(ctx, heed.SubjectInstitution, func(v heed.Version) error {
		institutions[v.Subject] = append(institutions[v.Subject], v)
		return nil
	})
	if err != nil {
		return err
	}
	return rightlyQuoted(publicly(institutions), state, reserved(said.Speaker), by.Voice, m.Of(), said)
}

// quotedIn gives whom a matter quotes.
func quotedIn(m heed.Matter) (heed.Said, bool) {
	if q, ok := m.(heed.Quoting); ok {
		return q.Quotes()
	}
	return heed.Said{}, false
}

// rightlyQuoted is quotes among the institutions of what is known, with what reserved
// says of the speaker. Whom another voice quotes as the UN can be told to be it by the
// name; authorities of a State have more names than any list.
func rightlyQuoted(known map[heed.Subject]stated, state heed.StateCode, of []heed.Voice, by heed.Voice, kind heed.SubjectKind, said heed.Said) error {
	if len(of) == 0 {
		of = voicesOf(known, state, said.Speaker)
	}
	if len(of) == 0 {
		if said.Voice == heed.VoiceUN && by != heed.VoiceUN && !mentionsUN(said.Speaker) {
			return invalid("error.speaker_un", "Field", "speaker", "Given", said.Speaker)
		}
		return nil
	}
	if !slices.Contains(of, said.Voice) {
		return invalid("error.speaker_voice", "Field", "speaker", "Given", said.Speaker, "Voice", string(of[0]))
	}
	if slices.Contains(of, heed.VoiceUN) { // also of an expert whom the UN has mandated
		return said.As(heed.VoiceUN).Check(kind)
	}
	return nil
}

// voicesOf lists the voices of the known institutions of a name who can be quoted on a
// State, the likeliest first. Institutions of different States often have the same name.
func voicesOf(known map[heed.Subject]stated, state heed.StateCode, speaker string) []heed.Voice {
	var out []heed.Voice
	looks := looking(speaker)
	for _, s := range known {
		i, ok := s.says.(heed.Institution)
		if !ok || s.side.State != "" && s.side.State != state || slices.Contains(out, s.side.Voice) {
			continue
		}
		for _, n := range i.Names {
			if looking(n) == looks {
				out = append(out, s.side.Voice)
				break
			}
		}
	}
	slices.SortFunc(out, func(a, b heed.Voice) int { return slices.Index(heed.Voices, a) - slices.Index(heed.Voices, b) })
	return out
}

// reserved lists the voices that the name of a State, of an office of one or of a body
// of the UN can have; none for other names.
func reserved(speaker string) []heed.Voice {
	name := strings.TrimSpace(inBrackets.ReplaceAllString(speaker, ""))
	plain := aroundUN.ReplaceAllString(name, "")
	among := func(names map[string]bool) bool {
		return names[looking(name)] || names[looking(plain)] || names[looking(amidUN.ReplaceAllString(plain, " "))]
	}
	_, state := refdata.StateByAnyName(name)
	switch {
	case among(unAlone().bodies):
		return []heed.Voice{heed.VoiceUN}
	case among(unAlone().mandates):
		return []heed.Voice{heed.VoiceUN, heed.VoiceExpert}
	case state || government.MatchString(name) || holdsOffice(speaker):
		return []heed.Voice{heed.VoiceState}
	}
	return withinUN(name)
}

// What stands around a name and makes no other of it: an explanation in brackets, an
// article, and that a body is the UN's. What begins as a government does is one.
var (
	inBrackets = regexp.MustCompile(`\s*[(\[][^)\]]*[)\]]`)
	aroundUN   = regexp.MustCompile(`(?i)^(the\s+)?((un|united nations|оон|бұұ)\s+)?|\s+(of the (un|united nations)|оон|организации объединенных наций)$`)
	amidUN     = regexp.MustCompile(`(?i)\s+(оон|бұұ)\s+`)
	government = regexp.MustCompile(`(?i)^((the\s+)?government of\s|правительство(\s|$))|(^|\s)үкіметі$`)
)

// unAlone are the names that are the UN's where they stand alone, as they look.
var unAlone = sync.OnceValue(func() (t struct{ bodies, mandates map[string]bool }) {
	t.bodies, t.mandates = map[string]bool{}, map[string]bool{}
	for _, n := range unNames() {
		switch {
		case n.Mark == refdata.UNKind: // anybody's
		case n.Mark != refdata.UNTreaty && utf8.RuneCountInString(n.Name) <= 3: // Mom looks like МОМ: withinUN takes it as it is written
		case n.Mandate:
			t.mandates[looking(n.Name)] = true
		default:
			t.bodies[looking(n.Name)] = true
		}
	}
	return t
})
