// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/fetch"
	"github.com/heed-upr/heed/internal/intake"
	"github.com/heed-upr/heed/internal/refdata"
)

// fetching are the options of commands that fetch documents.
type fetching struct {
	UNAddress  string   `name:"un-address" help:"${un_address_help}" default:"${un_address_default}"`
	Proxy      string   `help:"${proxy_help}" placeholder:"ADDRESS"`
	FetchCache string   `help:"${fetch_cache_help}" placeholder:"FOLDER"`
	Lang       []string `enum:"en,fr,es,ru,ar,zh" default:"en" help:"Languages in which documents are fetched: en, fr, es, ru, ar, zh."`
}

// fetchClock is the clock by which fetching waits. Tests have one that nobody
// has to wait for.
var fetchClock = fetch.RealClock()

// errand is what the arguments of an import come to.
type errand struct {
	paths  []string
	wanted []fetch.Wanted
	// pattern holds the symbols that follow a pattern and may name nothing.
	pattern map[string]bool
	// unknown are reviews and documents of them that cannot be fetched, as
	// their symbols are not known.
	unknown []intake.Passed
}

// newErrand tells paths from symbols, reviews and States. What is there as a
// path is a path, whatever else it may be.
func newErrand(args, languages []string) (errand, error) {
	e := errand{pattern: map[string]bool{}}
	for _, arg := range args {
		_, err := os.Lstat(arg)
		id, idErr := heed.ParseReviewID(arg)
		switch {
		case !errors.Is(err, fs.ErrNotExist):
			e.paths = append(e.paths, arg)
		case refdata.IsSymbol(arg):
			e.want(arg, languages)
			delete(e.pattern, arg) // asked for by name
		case refdata.Known(heed.StateCode(arg)):
			e.state(heed.StateCode(arg), languages)
		case idErr == nil && refdata.Known(id.State):
			e.review(id, languages)
		default:
			return e, &heed.Error{Code: heed.CodeInvalid, Op: "cli.import", Key: "error.cannot_open_or_fetch", Args: []string{"Path", arg}, Err: err}
		}
	}
	return e, nil
}

// want asks for a document in all languages, once.
func (e *errand) want(symbol string, languages []string) {
	for _, l := range languages {
		if w := (fetch.Wanted{Symbol: symbol, Language: l}); !slices.Contains(e.wanted, w) {
			e.wanted = append(e.wanted, w)
		}
	}
}

// state asks for the documents of all reviews of a State.
func (e *errand) state(state heed.StateCode, languages []string) {
	all := refdata.ReviewsOf(state)
	if len(all) == 0 {
		e.lack(string(state), "fetch.review_unlisted")
	}
	for _, r := range all {
		e.papers(r, languages)
	}
}

// review asks for the documents of one review.
func (e *errand) review(id heed.ReviewID, languages []string) {
	r, ok := refdata.Review(id)
	if !ok {
		e.lack(id.String(), "fetch.review_unlisted")
		return
	}
	e.papers(r, languages)
}

// papers asks for the documents of a review whose symbols are known, or follow
// from what is known, and says which are not. A session that is only expected
// is nothing to make symbols of.
func (e *errand) papers(r refdata.ReviewFact, languages []string) {
	name, session := r.String(), ""
	if r.Session.Known() {
		session = strconv.Itoa(r.Session.Value)
	}
	if r.Standing == refdata.NoReview {
		e.lack(name, "fetch.no_review", "Note", r.Note)
		return
	}
	expected := r.Expected()
	if expected {
		e.lack(name, "fetch.session_expected", "Session", session)
		session = ""
	}
	switch {
	case r.Report.Known():
	case r.Standing == refdata.Planned:
		e.lack(name, "fetch.report_planned", "Session", session)
	default:
		e.lack(name, "fetch.report_unknown", "Session", session, "Date", string(r.Date.Value))
	}
	for _, p := range r.Papers() {
		before := p.Kind == heed.KindNational || p.Kind == heed.KindCompilation || p.Kind == heed.KindStakeholders
		if !p.Symbol.Known() || before && expected {
			continue
		}
		asked := slices.ContainsFunc(e.wanted, func(w fetch.Wanted) bool { return w.Symbol == p.Symbol.Value })
		if p.Symbol.How == refdata.ByPattern && !asked {
			e.pattern[p.Symbol.Value] = true
		}
		e.want(p.Symbol.Value, languages)
	}
}

// lack notes what cannot be fetched, and why, once.
func (e *errand) lack(name, key string, args ...string) {
	if slices.ContainsFunc(e.unknown, func(p intake.Passed) bool { return p.Name == name && p.Err.Key == key }) {
		return
	}
	e.unknown = append(e.unknown, notFetched(name, &heed.Error{Code: heed.CodeInvalid, Op: "cli.import", Key: key, Args: args}))
}

func notFetched(name string, err *heed.Error) intake.Passed {
	return intake.Passed{Name: name, Err: err}
}

// haul is what came of fetching.
type haul struct {
	// asked is how many documents were asked for.
	asked  int
	inputs []app.Input
	// documents are what was asked for and came, one for each input.
	documents []came
	// missed is what was not fetched, and why.
	missed []intake.Passed
	// stale is what could not be compared with the UN's.
	stale []intake.Passed
}

// look reports whether something needs a look.
func (h haul) look() bool { return len(h.missed)+len(h.stale) > 0 }

// fetch fetches what is wanted into the cache. What cannot be had is noted,
// and the rest goes on; an error is an option that cannot be, or an interrupt.
func (c fetching) fetch(g *globals, e errand, maxSize int64) (haul, error) {
	h := haul{asked: len(e.wanted), missed: e.unknown}
	if len(e.wanted) == 0 {
		return h, nil
	}
	f, err := fetch.New(fetch.Config{
		Address: c.UNAddress, Proxy: c.Proxy, Cache: c.FetchCache, Version: version, Limits: fetch.DefaultLimits(maxSize), Clock: fetchClock,
	})
	if err != nil {
		return h, err
	}
	defer f.Close()
	progress, finish := g.progress("fetching", "fetched", len(e.wanted))
	defer finish()
	for i, w := range e.wanted {
		d, err := f.Get(g.ctx, w)
		var why *heed.Error
		switch {
		case err != nil && g.ctx.Err() != nil:
			return h, err
		case errors.As(err, &why):
			h.missed = append(h.missed, notFetched(w.String(), e.explain(w, why)))
		case err != nil:
			return h, err
		default:
			h.add(w, d)
		}
		progress(i+1, len(e.wanted))
	}
	return h, nil
}

// explain says of a symbol that follows a pattern that it may name nothing.
func (e errand) explain(w fetch.Wanted, why *heed.Error) *heed.Error {
	if why.Code != heed.CodeNotFound || !e.pattern[w.Symbol] {
		return why
	}
	return &heed.Error{Code: why.Code, Op: why.Op, Key: "fetch.missing_pattern", Err: why}
}

// came is a document that came, and the symbol that was asked for.
type came struct {
	fetch.Document
	symbol string
}

func (h *haul) add(w fetch.Wanted, d fetch.Document) {
	h.inputs = append(h.inputs, app.Input{Name: d.Name, Open: d.Open})
	h.documents = append(h.documents, came{d, w.Symbol})
	if d.Stale {
		h.stale = append(h.stale, notFetched(w.String(), &heed.Error{Code: heed.CodeUnavailable, Op: "cli.import", Key: "fetch.stale", Args: []string{"Host", d.Host}}))
	}
}

// mistaken are the documents that say that they are others than were asked
// for; read holds what became of the inputs, in their order.
func (h haul) mistaken(read []app.Imported) []intake.Passed {
	var out []intake.Passed
	for i, asked := range h.documents {
		if said := read[i].Document.Symbol; said != "" && said != asked.symbol {
			out = append(out, notFetched(read[i].Document.Name, &heed.Error{Code: heed.CodeInvalid, Op: "cli.import", Key: "fetch.wrong_symbol", Args: []string{"Symbol", said}}))
		}
	}
	return out
}

// forget takes out of the cache what came damaged, so that the next import
// fetches it anew.
func (h haul) forget(read []app.Imported) error {
	var all []error
	for i, d := range h.documents {
		if o := read[i].Document.Outcome; o == heed.OutcomeBroken || o == heed.OutcomeEmpty {
			all = append(all, d.Forget())
		}
	}
	return errors.Join(all...)
}
