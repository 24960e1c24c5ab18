// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

// cycles is how many cycles have sessions by now.
const cycles = 4

// table is what is known of each review so far.
type table map[heed.ReviewID]*line

// line is a line of reviews.csv.
type line struct {
	standing                 refdata.Standing
	session                  int
	sessionSource            string
	sessionHow               refdata.Derivation
	report, reportSource     string
	addendum, addendumSource string
	date                     heed.Date
	dateSource               string
	note                     string
}

// build gives reviews.csv.
func build(corpus string) ([]byte, error) {
	t := table{}
	t.start()
	calendar := filepath.Join(corpus, "reference", "upr-calendar")
	for _, step := range []struct {
		path string
		take func(map[string]string) error
	}{
		{filepath.Join(calendar, "upr_sessions_1-20_by_state.csv"), t.takeFirstSessions},
		{filepath.Join(calendar, "upr_cycle4_sessions_41-54.csv"), t.takeFourthCycle},
		{filepath.Join(calendar, "wg_report_symbols_2009-2020.csv"), t.takeSymbol},
	} {
		if err := each(step.path, step.take); err != nil {
			return nil, err
		}
	}
	if err := eachOf("known.csv", bytes.NewReader(known), t.takeKnown); err != nil {
		return nil, err
	}
	t.derive()
	return t.write()
}

// start makes a line for every member in every cycle.
func (t table) start() {
	for _, s := range refdata.All() {
		for c := 1; s.Status == refdata.Member && c <= cycles; c++ {
			t[heed.ReviewID{State: s.Code, Cycle: c}] = &line{standing: refdata.Held}
		}
	}
}

// each calls take with every line of a CSV file.
func each(path string, take func(map[string]string) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	return eachOf(path, file, take)
}

// eachOf calls take with every line of a CSV table, by column.
func eachOf(name string, in io.Reader, take func(map[string]string) error) error {
	r := csv.NewReader(in)
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, column := range rows[0] {
			m[column] = row[i]
		}
		if err := take(m); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// names of the sources of whole lists, as review_sources.csv has them; a list
// of one session of cycle 4 is "calendar-" and the session.
const (
	fromUPRInfo = "upr-info-sessions"
	fromCovers  = "report-covers"
)

// takeFirstSessions takes UPR Info's list of the States of sessions 1 to 20.
// Its codes of three letters are not ISO's: the names count.
func (t table) takeFirstSessions(m map[string]string) error {
	code, session, err := who(m["To"], m["Session"])
	if err != nil {
		return err
	}
	l := t[heed.ReviewID{State: code, Cycle: refdata.CycleOfSession(session)}]
	if l == nil || l.session != 0 {
		return fmt.Errorf("%s at session %d: no such member, or twice", code, session)
	}
	l.session, l.sessionSource = session, fromUPRInfo
	return nil
}

// lastHeld is the last session that was over when the lists were collected.
const lastHeld = 52

// takeFourthCycle takes the lists of single sessions of cycle 4. A State that
// stands in two was put off to the later one.
func (t table) takeFourthCycle(m map[string]string) error {
	code, session, err := who(m["state"], m["wg_session"])
	if err != nil {
		return err
	}
	l := t[heed.ReviewID{State: code, Cycle: refdata.CycleOfSession(session)}]
	switch {
	case l == nil || string(code) != m["iso3"] || refdata.CycleOfSession(session) != cycles:
		return fmt.Errorf("%s at session %d: no such member, or of another cycle", m["state"], session)
	case session < l.session:
		return nil
	}
	l.session, l.sessionSource, l.standing = session, "calendar-"+strconv.Itoa(session), refdata.Held
	if session > lastHeld {
		l.standing = refdata.Planned
	}
	return nil
}

// takeSymbol takes a symbol of a report or an addendum. The Council's session
// in it says at which session of the Working Group the State was reviewed.
func (t table) takeSymbol(m map[string]string) error {
	symbol := strings.TrimRight(m["symbol"], "*") // a star marks a reissue
	part := strings.Split(symbol, "/")
	if len(part) < 4 {
		return fmt.Errorf("%q is no symbol of a report", symbol)
	}
	council, err := strconv.Atoi(part[2])
	if err != nil {
		return fmt.Errorf("%q: %w", symbol, err)
	}
	name, _, _ := strings.Cut(m["state_as_printed"], " (including")
	code, ok := refdata.StateByName(name)
	if !ok {
		return fmt.Errorf("%q is no State's name", name)
	}
	l := t[heed.ReviewID{State: code, Cycle: refdata.CycleOfCouncil(council)}]
	switch {
	case l == nil:
		return fmt.Errorf("%s: %s has no such review", symbol, code)
	case m["kind"] == "report" && l.report == "":
		l.report, l.reportSource = symbol, fromCovers
	case m["kind"] == "addendum" && l.addendum == "":
		l.addendum, l.addendumSource = symbol, fromCovers
	default:
		return fmt.Errorf("%s: a second %s of %s", symbol, m["kind"], code)
	}
	return t.sessionOfReport(l, council)
}

// sessionOfReport gives a review that no list names the session whose outcomes
// the Council's session adopted, where that is one session.
func (t table) sessionOfReport(l *line, council int) error {
	sessions := refdata.SessionsOfCouncil(council)
	switch {
	case l.session != 0 && !slices.Contains(sessions, l.session):
		return fmt.Errorf("%s: session %d does not fit the Council's session %d", l.report, l.session, council)
	case l.session == 0 && len(sessions) == 1:
		l.session, l.sessionSource, l.sessionHow = sessions[0], fromCovers, refdata.ByCouncilSession
	}
	return nil
}

//go:embed known.csv
var known []byte

// takeKnown takes a line of known.csv.
func (t table) takeKnown(m map[string]string) error {
	id, err := heed.ParseReviewID(m["state"] + "/" + m["cycle"])
	l := t[id]
	if err != nil || l == nil {
		return fmt.Errorf("%s/%s is no member's review: %w", m["state"], m["cycle"], err)
	}
	switch m["what"] {
	case "date":
		l.date, l.dateSource = heed.Date(m["value"]), m["source"]
	case "report":
		l.report, l.reportSource = m["value"], m["source"]
	case "addendum":
		l.addendum, l.addendumSource = m["value"], m["source"]
	case "not held":
		*l = line{standing: refdata.NoReview, note: m["value"]}
	case "note":
		l.note = m["value"]
	default:
		return fmt.Errorf("unknown kind %q", m["what"])
	}
	return nil
}

// derive fills what no list gives from the neighbouring cycles: since cycle 2 a
// State's next session is its last plus 14.
func (t table) derive() {
	for _, s := range refdata.All() {
		at := func(cycle int) *line { return t[heed.ReviewID{State: s.Code, Cycle: cycle}] }
		for c := 3; s.Status == refdata.Member && c <= cycles; c++ {
			at(c).follow(c, at(c-1), refdata.SessionsPerCycle, refdata.ByLastSession)
		}
		for c := cycles - 1; s.Status == refdata.Member && c >= 2; c-- {
			at(c).follow(c, at(c+1), -refdata.SessionsPerCycle, refdata.ByNextSession)
		}
	}
}

// follow gives a review without a session that of a neighbouring cycle, so many
// sessions on.
func (l *line) follow(cycle int, from *line, plus int, how refdata.Derivation) {
	if l.session != 0 || l.standing == refdata.NoReview || from.session == 0 || refdata.CycleOfSession(from.session+plus) != cycle {
		return
	}
	l.session, l.sessionSource, l.sessionHow = from.session+plus, from.sessionSource, how
}

// who reads a State's name and the number of a session.
func who(name, session string) (heed.StateCode, int, error) {
	code, ok := refdata.StateByName(name)
	if !ok {
		return "", 0, fmt.Errorf("%q is no State's name", name)
	}
	n, err := strconv.Atoi(session)
	if err != nil {
		return "", 0, fmt.Errorf("session of %s: %w", name, err)
	}
	return code, n, nil
}

const head = `# Made by "go run ./internal/refdata/reviewtable"; do not edit it here. Every
# member of the UN in every cycle: the session of the Working Group at which it
# was or is to be reviewed, the day where known, and the symbols of its report
# and addendum where known. Each value has its source in the column behind it: a
# line of review_sources.csv, or a document's symbol. session_how is empty where
# the source prints the session, and otherwise the rule that gives it.
`

func (t table) write() ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(head)
	w := csv.NewWriter(&out)
	rows := [][]string{{"state", "cycle", "standing", "session", "session_source", "session_how", "date", "date_source", "report", "report_source", "addendum", "addendum_source", "note"}}
	for _, s := range refdata.All() {
		for c := 1; c <= cycles; c++ {
			l := t[heed.ReviewID{State: s.Code, Cycle: c}]
			if l == nil {
				continue
			}
			session := ""
			if l.session > 0 {
				session = strconv.Itoa(l.session)
			}
			rows = append(rows, []string{string(s.Code), strconv.Itoa(c), string(l.standing), session, l.sessionSource, string(l.sessionHow), string(l.date), l.dateSource, l.report, l.reportSource, l.addendum, l.addendumSource, l.note})
		}
	}
	if err := w.WriteAll(rows); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
