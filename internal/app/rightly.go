// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
)

// stated is what somebody has published, here or in the bundle.
type stated struct {
	side heed.Side
	says heed.Matter
	// signer is the key by which it came, or comes now; "" for what was written here.
	signer string
}

// publicly gives what is public here.
func publicly(all map[heed.Subject][]heed.Version) map[heed.Subject]stated {
	out := map[heed.Subject]stated{}
	for s, versions := range all {
		if v, ok := find.Newest(heed.Viewer{}, versions); ok {
			if says, err := v.Matter(); err == nil {
				out[s] = stated{v.Side, says, v.Origin.Signer()}
			}
		}
	}
	return out
}

// absent is CodeNotFound for what a publication speaks of and is not here.
func absent(s heed.Subject) error {
	return &heed.Error{Code: heed.CodeNotFound, Op: "app.rightly", Key: "error.not_published", Args: []string{"Subject", s.String()}}
}

// rightly holds a publication to what voiced and accounts hold everybody here to: nobody
// corrects, answers or settles for somebody else, and what belongs to a dossier is of
// one that its voice may add to.
// What changes how another entry stands (a correction, a revision, what became of a
// request, the words of a source) is of the same signer as that entry; what only
// speaks of something may speak of all that is public. CodeNotFound where what it
// speaks of is not here.
func rightly(known map[heed.Subject]stated, i *item) error {
	if id := dossierOf(i.says); id != "" {
		return belongsRightly(known, i, id)
	}
	by := known[i.Subject]
	switch says := i.says.(type) {
	case heed.Institution:
		return namedRightly(known, i.Side, says)
	case heed.Assessment:
		if says.Corrects == "" {
			return nil
		}
		s := heed.Subject{Kind: heed.SubjectAssessment, ID: says.Corrects}
		had, ok := known[s]
		if !ok {
			return absent(s)
		}
		if before, is := had.says.(heed.Assessment); !is || !by.owns(had) || had.side != i.Side || says.Corrects == i.ID || before.Recommendation != says.Recommendation {
			return invalid("error.corrects_another", "Field", "corrects")
		}
	case heed.Claim:
		source, ok := known[heed.Subject{Kind: heed.SubjectEvidence, ID: says.Source}]
		if !ok {
			return absent(heed.Subject{Kind: heed.SubjectEvidence, ID: says.Source})
		}
		if !by.owns(source) {
			return invalid("error.field_value", "Field", "source", "Given", string(says.Source))
		}
		return confirmed(says)
	case heed.Reply:
		return answersRightly(known, by, says)
	}
	return nil
}

// owns reports whether a voice may change how an entry stands: it is its own, of the
// same signer.
func (by stated) owns(entry stated) bool {
	return by.side.SameVoice(entry.side) && by.signer == entry.signer
}

// sound holds a publication to what names, quotes and accounts hold everybody here to
// and what is nobody's but its own: whom it names and quotes, and how a figure stands to
// its event and to the one in whose place it came. Whether that is so can depend on what
// only this installation has. CodeInvalid says what is wrong with it.
func sound(known map[heed.Subject]stated, i *item) error {
	if err := namesRightly(known, i); err != nil {
		return err
	}
	id := dossierOf(i.says)
	d, _ := known[heed.Subject{Kind: heed.SubjectDossier, ID: id}].says.(heed.Dossier)
	if said, ok := quotedIn(i.says); ok {
		state := tellsOf(i.Side, i.says)
		if id != "" {
			state = d.State
		}
		if err := rightlyQuoted(known, state, i.reserved, i.Side.Voice, i.Kind, said); err != nil {
			return err
		}
	}
	if f, ok := i.says.(heed.Figure); ok {
		return countsRightly(known, i.ID, f, d)
	}
	return nil
}

// figureIn gives a figure of what is known.
func figureIn(known map[heed.Subject]stated, id heed.ID) (stated, heed.Figure, bool) {
	had, ok := known[heed.Subject{Kind: heed.SubjectFigure, ID: id}]
	f, is := had.says.(heed.Figure)
	return had, f, ok && is
}

// countsRightly is sound for a figure: its event had begun, and it can come in the place
// of the one that it names, where that is here.
func countsRightly(known map[heed.Subject]stated, id heed.ID, says heed.Figure, d heed.Dossier) error {
	if _, f, ok := figureIn(known, says.Revises); ok && (says.Revises == id || f.Dossier != says.Dossier || !says.MayRevise(f)) {
		return invalid("error.revises_another", "Field", "revises")
	}
	if err := begun(says, d); err != nil {
		return err
	}
	return circle(id, says.Revises, func(id heed.ID) ([]heed.ID, error) {
		_, f, _ := figureIn(known, id)
		return []heed.ID{f.Revises}, nil
	})
}

// namesRightly is sound for the institutions that something names: nobody says what
// those of another voice do.
func namesRightly(known map[heed.Subject]stated, i *item) error {
	for _, s := range named(i.says) {
		if had, ok := known[s]; ok && s.Kind == heed.SubjectInstitution && !had.side.SameVoice(i.Side) {
			return invalid("error.field_value", "Field", string(s.Kind), "Given", string(s.ID))
		}
	}
	return nil
}

// answersRightly is rightly for a reply.
func answersRightly(known map[heed.Subject]stated, by stated, says heed.Reply) error {
	to, ok := known[says.To]
	if !ok {
		return absent(says.To)
	}
	asked, is := to.says.(heed.Reply)
	if !is {
		in := to.says
		if id := dossierOf(in); id != "" {
			s := heed.Subject{Kind: heed.SubjectDossier, ID: id}
			if in = known[s].says; in == nil {
				return absent(s)
			}
		}
		return mayAnswer(by.side, says, to.side, in)
	}
	of, ok := known[asked.To]
	switch {
	case !asked.Asks:
		return invalid("error.handled_without", "Field", "handled")
	case !ok:
		return absent(asked.To)
	case by.signer != of.signer: // the request itself may be anybody's
		return refused("error.handles_another")
	}
	// A State publishes through its coordinator.
	return mayHandle(heed.Actor{Role: heed.Coordinator, Side: by.side}, of.side)
}

// belongsRightly is rightly for what belongs to a dossier. Figures that it names and
// that are not here are not shown; those that are here have to be of that dossier.
func belongsRightly(known map[heed.Subject]stated, i *item, id heed.ID) error {
	s := heed.Subject{Kind: heed.SubjectDossier, ID: id}
	d, ok := known[s].says.(heed.Dossier)
	if !ok {
		return absent(s)
	}
	if !speaksOf(i.Side, d.State) {
		return refused("error.speaks_of_another_state")
	}
	if i.last.Number > 0 {
		before, err := i.last.Matter()
		if err != nil {
			return err
		}
		if dossierOf(before) != id {
			return invalid("error.dossier_stays", "Field", "dossier")
		}
	}
	switch says := i.says.(type) {
	case heed.Figure:
		if had, _, ok := figureIn(known, says.Revises); ok && !known[i.Subject].owns(had) {
			return invalid("error.revises_another", "Field", "revises")
		}
	case heed.Call:
		for _, of := range says.Figures {
			if _, f, ok := figureIn(known, of); ok && f.Dossier != id {
				return invalid("error.field_value", "Field", "figures", "Given", string(of))
			}
		}
	}
	return nil
}
