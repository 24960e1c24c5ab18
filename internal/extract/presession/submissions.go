// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package presession

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/refdata"
)

var (
	// The note that lists who submitted, in the languages of the UN; most
	// translations leave it in English.
	listForm = regexp.MustCompile(`(?i)stakeholders|parties prenantes|заинтересованн|(?:partes|entidades) interesadas|利益攸关方|أصحاب المصلحة|joint submission \d`)
	// "Joint submission 3 submitted by:"
	jointForm       = regexp.MustCompile(`(?i)^(?:joint submission|communication conjointe|совместное представление|comunicación conjunta)\s+(?:no\.?\s*|n[°º]\s*|№\s*)?\d{1,2}\b(?:,?\s*(?:submitted|présentée|presentada) (?:by|par|por))?\s*[:–-]?\s*`)
	jointLabel      = regexp.MustCompile(`(?:^|/)(?:JS|СП|CC|CP)\s?\d{1,2}$`)
	attachmentsForm = regexp.MustCompile(`(?i)^attachments?\s*:?$`)
	attachedForm    = regexp.MustCompile(`^\((\pL[\pL\d /:.-]{1,30})\)\s*[-–:]?\s*(.*)$`)
	placeForm       = regexp.MustCompile(`^(.*?)(?:,\s*([^,;()]{2,40}))?\s*\(([^()]+(?:\([^()]*\))?)\)$`)
	tokenForm       = regexp.MustCompile(`[\pL\d]+(?:[-/.&][\pL\d]+)*`)
	brokenHyphen    = regexp.MustCompile(`(\pL)- (\pL)`)
	ibidForm        = regexp.MustCompile(`(?i)^(?:ibid|там же)\b`)
)

// submissions reads the list of stakeholders: abbreviations to the left, names
// beside them.
func submissions(d *doc.Document, l *layout) []heed.Submission {
	for i, n := range l.notes {
		if noteMark(n) == "" || !listForm.MatchString(n.Text) {
			continue
		}
		end := spot{page: math.MaxInt}
		if i+1 < len(l.notes) {
			end = beginning(l.notes[i+1])
		}
		list := &list{}
		rows := rowsOf(d, beginning(n), end)
		for _, row := range rows {
			list.row(row)
		}
		list.flush()
		if len(list.out) > 0 {
			return list.out
		}
	}
	return nil
}

// row is a line of the list.
type row struct {
	left, right string
	italic      bool // the left, or all of it
	outdented   bool // it begins left of the abbreviations: a heading
	page        int
	box         heed.Box
}

// rowsOf gives the rows between two spots of a paged document.
func rowsOf(d *doc.Document, from, to spot) []row {
	lines := linesBetween(d, from, to)
	names := nameColumn(lines)
	if names == 0 {
		return nil
	}
	var rows []row
	for _, l := range lines {
		r := rowOf(l, names)
		if n := len(rows); n > 0 && rows[n-1].beside(r) {
			rows[n-1] = rows[n-1].with(r)
			continue
		}
		rows = append(rows, r)
	}
	return outdent(rows)
}

// beside reports whether two rows are the two columns of one.
func (r row) beside(s row) bool {
	return r.page == s.page && math.Abs(r.box[3]-s.box[3]) < 4 && (r.left == "" || s.left == "")
}

// with joins the two columns of a row.
func (r row) with(s row) row {
	r.left += s.left
	r.italic = r.italic || s.italic
	r.right = strings.TrimSpace(r.right + " " + s.right)
	r.box = r.box.Union(s.box)
	return r
}

// linesBetween gives the lines of text and notes between two spots.
func linesBetween(d *doc.Document, from, to spot) []pageLine {
	var lines []pageLine
	for _, p := range d.Pages {
		if p.Number < from.page || p.Number > to.page {
			continue
		}
		for _, l := range p.Lines {
			above := p.Number == from.page && l.Box[1] < from.y-1
			below := p.Number == to.page && l.Box[1] >= to.y-1
			if !above && !below && (l.Zone == doc.Body || l.Zone == doc.Footnote) {
				lines = append(lines, pageLine{l, p.Number})
			}
		}
	}
	return lines
}

type pageLine struct {
	doc.Line
	page int
}

// nameColumn is where the names begin: the place furthest to the right of those
// where many lines begin. It is 0 where there are no two columns.
func nameColumn(lines []pageLine) float64 {
	count := map[float64]int{}
	for _, l := range lines {
		seen := map[float64]bool{}
		for _, r := range l.Runs {
			if r.Raised {
				continue
			}
			x := math.Round(r.Box[0]/4) * 4
			if !seen[x] {
				count[x]++
				seen[x] = true
			}
		}
	}
	left, best := math.Inf(1), 0.0
	for x := range count {
		left = min(left, x)
	}
	for x, n := range count {
		if n >= 3 && x > left+40 && (best == 0 || n > count[best] || n == count[best] && x < best) {
			best = x
		}
	}
	return best
}

func rowOf(l pageLine, names float64) row {
	r := row{page: l.page, box: l.Box}
	var left, right []doc.Run
	for _, run := range l.Runs {
		switch {
		case run.Raised:
		case run.Box[0] < names-8 && len(right) == 0:
			left = append(left, run)
		default:
			right = append(right, run)
		}
	}
	r.left = plain(left)
	r.right = plain(right)
	r.italic = len(left) > 0 && italic(doc.Line{Runs: left})
	return r
}

func plain(runs []doc.Run) string {
	return strings.Join(strings.Fields(doc.Clean(doc.Line{Runs: runs}.Text())), " ")
}

// outdent marks the rows that begin left of most abbreviations.
func outdent(rows []row) []row {
	count := map[float64]int{}
	for _, r := range rows {
		if r.left != "" && r.right != "" {
			count[math.Round(r.box[0]/4)*4]++
		}
	}
	labels, n := 0.0, 0
	for x, c := range count {
		if c > n || c == n && x < labels {
			labels, n = x, c
		}
	}
	for i, r := range rows {
		rows[i].outdented = r.left != "" && r.box[0] < labels-8
	}
	return rows
}

// list collects the entries of the list.
type list struct {
	out     []heed.Submission
	kind    heed.SubmissionKind
	cur     *heed.Submission
	attach  bool   // attachments follow
	carrier string // to which they are attached
}

func (l *list) row(r row) {
	switch {
	case r.left != "" && attachmentsForm.MatchString(r.left), r.left == "" && attachmentsForm.MatchString(r.right):
		if l.cur != nil && l.cur.Under == "" {
			l.carrier = l.cur.Abbreviation
		}
		l.flush()
		l.attach = true
		return
	case r.outdented || r.left != "" && r.right == "" && (r.italic || strings.HasSuffix(r.left, ":")):
		l.flush()
		l.attach, l.carrier = false, ""
		l.kind = kindOf(r.left + " " + r.right)
		return
	case l.attach && r.left == "":
		if m := attachedForm.FindStringSubmatch(r.right); m != nil {
			l.begin(r, m[1], m[2])
			return
		}
	case r.left != "":
		label := strings.Trim(r.left, "*: ")
		if !strings.HasPrefix(label, "(") {
			l.attach, l.carrier = false, ""
		}
		l.begin(r, strings.Trim(label, "()"), r.right)
		return
	}
	if l.cur != nil {
		l.cur.Name += " " + strings.TrimSpace(r.left+" "+r.right)
		l.cur.Places = join(l.cur.Places, []heed.Place{{Page: r.page, Box: r.box}})
	}
}

func (l *list) begin(r row, label, name string) {
	l.flush()
	l.cur = &heed.Submission{Abbreviation: label, Kind: l.kind, Name: name, Places: []heed.Place{{Page: r.page, Box: r.box}}}
	if l.attach {
		l.cur.Under = l.carrier
	}
}

// kindOf reads the heading of a group.
func kindOf(heading string) heed.SubmissionKind {
	heading = strings.ToLower(heading)
	has := func(some ...string) bool {
		return slices.ContainsFunc(some, func(s string) bool { return strings.Contains(heading, s) })
	}
	switch {
	case has("joint", "conjoint", "conjunt", "совместн"):
		return heed.JointSubmission
	case has("individu", "индивидуальн"):
		return heed.IndividualSubmission
	case has("human rights institution", "institution nationale", "institución nacional", "национальн"):
		return heed.NHRISubmission
	case has("regional", "régional", "региональн"):
		return heed.RegionalSubmission
	}
	return ""
}

// flush ends the entry that was begun.
func (l *list) flush() {
	s := l.cur
	l.cur = nil
	if s == nil || len(s.Abbreviation) > 40 {
		return
	}
	s.Name = strings.TrimRight(strings.Join(strings.Fields(s.Name), " "), ";., ")
	if m := jointForm.FindString(s.Name); m != "" || jointLabel.MatchString(s.Abbreviation) {
		s.Kind, s.Name = heed.JointSubmission, s.Name[len(m):]
	}
	if s.Under == "" {
		place(s)
	}
	if s.Kind == heed.JointSubmission {
		for _, name := range strings.Split(s.Name, ";") {
			if name = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(name), "and ")); name != "" {
				s.Members = append(s.Members, name)
			}
		}
	}
	if s.Name != "" {
		l.out = append(l.out, *s)
	}
}

// place parts city and country from the end of a name: "…, London (United
// Kingdom)" or "…, London, United Kingdom".
func place(s *heed.Submission) {
	if m := placeForm.FindStringSubmatch(s.Name); m != nil {
		if code, ok := country(m[3]); ok {
			s.Name, s.City, s.Country, s.State = m[1], strings.TrimSpace(m[2]), m[3], code
			return
		}
	}
	head, last, ok := cutLast(s.Name)
	if !ok {
		return
	}
	if code, known := country(last); known {
		s.Country, s.State = last, code
		if name, city, ok := cutLast(head); ok {
			head, s.City = name, city
		}
		s.Name = head
	}
}

// country finds the State of a name, also with an article.
func country(name string) (heed.StateCode, bool) {
	if code, ok := refdata.StateByName(name); ok {
		return code, true
	}
	name = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(name, "The "), "the "))
	return refdata.StateByName(name)
}

func cutLast(s string) (head, last string, ok bool) {
	i := strings.LastIndex(s, ", ")
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+2:], true
}

// cite notes in every paragraph which submissions it cites, in its words and in
// its notes.
func cite(paragraphs []heed.Paragraph, all []heed.Submission) {
	known := newAbbreviations(all)
	var last []string // of the note before
	for i := range paragraphs {
		p := &paragraphs[i]
		add := func(labels []string) {
			for _, label := range labels {
				if !slices.Contains(p.Submissions, label) {
					p.Submissions = append(p.Submissions, label)
				}
			}
		}
		add(known.in(p.Text))
		for _, n := range p.Notes {
			if listForm.MatchString(n.Text) {
				continue // the list itself
			}
			cited := known.in(n.Text)
			if ibidForm.MatchString(n.Text) && len(last) > 0 {
				cited = append([]string{last[len(last)-1]}, cited...)
			}
			add(cited)
			last = cited
		}
	}
}

// abbreviations finds submissions by what a summary calls them.
type abbreviations struct {
	words   map[string]string // by abbreviation without hyphens and strokes
	phrases []string          // those of several words
}

func newAbbreviations(all []heed.Submission) abbreviations {
	a := abbreviations{words: map[string]string{}}
	put := func(key, label string) {
		if _, ok := a.words[key]; !ok && key != "" {
			a.words[key] = label
		}
	}
	short := map[string]string{} // by what could be short for one of them
	called := func(key, label string) {
		if other, ok := short[key]; ok && other != label {
			label = "" // for several: which one is not known
		}
		short[key] = label
	}
	for _, s := range all {
		put(bare(s.Abbreviation), s.Abbreviation)
		if strings.Contains(s.Abbreviation, " ") {
			a.phrases = append(a.phrases, s.Abbreviation)
		}
	}
	for _, s := range all { // "Ombudsman/INHR" is called either
		for _, part := range strings.FieldsFunc(s.Abbreviation, func(r rune) bool { return r == '/' || r == ':' }) {
			called(bare(part), s.Abbreviation)
		}
		if n, ok := strings.CutPrefix(s.Abbreviation, "JS"); ok {
			called("СП"+bare(n), s.Abbreviation)
		}
	}
	for key, label := range short {
		if label != "" {
			put(key, label)
		}
	}
	return a
}

var joiners = strings.NewReplacer("-", "", "/", "", " ", "", ".", "", "\u2011", "")

func bare(s string) string { return joiners.Replace(s) }

// in gives the submissions that a text names, each once, in its order.
func (a abbreviations) in(text string) []string {
	var out []string
	add := func(label string) {
		if !slices.Contains(out, label) {
			out = append(out, label)
		}
	}
	text = brokenHyphen.ReplaceAllString(text, "$1-$2")
	for _, token := range tokenForm.FindAllString(text, -1) {
		if label, ok := a.words[bare(token)]; ok {
			add(label)
			continue
		}
		for _, part := range strings.Split(token, "/") {
			if label, ok := a.words[bare(part)]; ok && part != token {
				add(label)
			}
		}
	}
	for _, phrase := range a.phrases {
		if containsWord(text, phrase) {
			add(phrase)
		}
	}
	return out
}

// containsWord reports whether a phrase stands in a text with no letter or
// digit at either end.
func containsWord(text, phrase string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], phrase)
		if i < 0 {
			return false
		}
		i += from
		before, after := text[:i], text[i+len(phrase):]
		if !endsInToken(before) && !beginsToken(after) {
			return true
		}
		from = i + len(phrase)
	}
}

func endsInToken(s string) bool {
	m := tokenForm.FindAllStringIndex(s[max(0, len(s)-8):], -1)
	return len(m) > 0 && m[len(m)-1][1] == len(s[max(0, len(s)-8):])
}

func beginsToken(s string) bool {
	m := tokenForm.FindStringIndex(s[:min(8, len(s))])
	return m != nil && m[0] == 0
}
