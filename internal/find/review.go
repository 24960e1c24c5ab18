// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"context"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/label"
)

// Review is all that the page of a review shows.
type Review struct {
	Review heed.Review `json:"review"`
	// Report is the document that the recommendations were read from.
	Report heed.Document `json:"report"`
	// Documents are all documents of this State's review, with their outcomes.
	Documents []heed.Document `json:"documents"`
	// Rows are all its recommendations, in the order of the report.
	Rows []Row `json:"-"`
	// Whole answers the query without filters; Answer the one that was asked.
	Whole  Answer `json:"-"`
	Answer Answer `json:"answer"`
	// Sources says, for every kind of document that gives totals, what it
	// gives, also where it is absent.
	Sources []SourceTotals `json:"sources"`
	// Lineage is how what is asked stands to what was asked before.
	Lineage     Lineage           `json:"lineage"`
	LeadIns     []heed.LeadIn     `json:"lead_ins"`
	Delegations []heed.Delegation `json:"delegations"`
	Pledges     []heed.Pledge     `json:"pledges"`
	Questions   []heed.Question   `json:"questions"`
	Adoption    *heed.Adoption    `json:"adoption"`
	Closing     *heed.Closing     `json:"closing"`
	Findings    []heed.Finding    `json:"findings"`
	// Agreement holds the final numbers against what others say of them; nil
	// where the report has not been issued.
	Agreement *Agreement `json:"agreement"`
	// Corrected is how many recommendations have a correction laid over.
	Corrected int `json:"corrected"`
	// Others are this State's other reviews in the store.
	Others []heed.ReviewID `json:"other_reviews"`
}

// SourceTotals is one kind of source with its totals, or without.
type SourceTotals struct {
	Kind   heed.DocumentKind `json:"document_kind"`
	Totals []heed.Total      `json:"totals"`
	// Documents are the documents of this kind that are here, read or not.
	Documents []heed.Document `json:"documents"`
}

// sources are the kinds of documents that give totals, in the order of time.
var sources = []heed.DocumentKind{heed.KindReport, heed.KindAddendum, heed.KindSession, heed.KindMatrix, heed.KindCoded}

// Review gives a review, with the answer to a query on it; the query's scope is
// the review.
func (f *Finder) Review(ctx context.Context, viewer heed.Viewer, id heed.ReviewID, q Query) (Review, error) {
	q.Scope = In(id)
	var out Review
	err := f.view(ctx, viewer, func(s snapshot) error {
		r, err := f.review(ctx, s, id)
		if err != nil {
			return err
		}
		l, err := f.library(ctx, s)
		if err != nil {
			return err
		}
		out = Review{
			Review: r.record.Review, LeadIns: r.record.LeadIns, Delegations: r.record.Delegations, Pledges: r.record.Pledges,
			Questions: r.record.Questions, Adoption: r.record.Adoption, Closing: r.record.Closing, Findings: r.findings,
			Agreement: agreement(r.record.Review, r.rows, r.record.Totals), Rows: r.rows, Whole: l.answer(Query{Scope: q.Scope}), Answer: l.answer(q),
		}
		if err := Beyond(q.Page, out.Answer.Pages); err != nil {
			return err
		}
		out.Lineage = f.trace(l, id).whole
		for _, row := range r.rows {
			if slices.ContainsFunc(row.Corrections, func(c ShownCorrection) bool { return c.Status == Applied }) {
				out.Corrected++
			}
		}
		if out.Report, err = s.Document(ctx, r.record.Report); err != nil {
			return err
		}
		out.addDocuments(l.documents, r.record)
		out.addOthers(l.reviews)
		return nil
	})
	return out, err
}

// addDocuments finds the documents of the review and sorts the totals by
// their sources. A document that does not say its cycle belongs to a review
// by its symbol: the addendum of A/HRC/28/10 is A/HRC/28/10/Add.1.
func (r *Review) addDocuments(all []heed.Document, record heed.Record) {
	for _, d := range all {
		if slices.Contains(record.Documents, d.Digest) || d.Review == record.Review.ReviewID || ofReport(d.Symbol, record.Review.Symbol) {
			r.Documents = append(r.Documents, d)
		}
	}
	for _, kind := range sources {
		st := SourceTotals{Kind: kind, Totals: []heed.Total{}, Documents: []heed.Document{}}
		for _, t := range record.Totals {
			if t.Source == kind {
				st.Totals = append(st.Totals, t)
			}
		}
		for _, d := range r.Documents {
			if d.Kind == kind {
				st.Documents = append(st.Documents, d)
			}
		}
		r.Sources = append(r.Sources, st)
	}
	slices.SortStableFunc(r.Documents, func(a, b heed.Document) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Symbol, b.Symbol), cmp.Compare(a.Name, b.Name))
	})
}

// ofReport reports whether a symbol is that of a report, or of a document that
// belongs to it.
func ofReport(symbol, report string) bool {
	return report != "" && (symbol == report || len(symbol) > len(report) && symbol[:len(report)+1] == report+"/")
}

// rank orders documents for a reader: the report first, what was read before
// what was not.
func rank(d heed.Document) int {
	n := slices.Index(sources, d.Kind)
	if n < 0 {
		n = len(sources)
	}
	if d.Outcome != heed.OutcomeRead {
		n += len(sources) + 1
	}
	return n
}

// addOthers lists the State's other reviews, the first cycle first.
func (r *Review) addOthers(all []Summary) {
	for _, other := range all {
		if other.State == r.Review.State && other.Cycle != r.Review.Cycle {
			r.Others = append(r.Others, other.ReviewID)
		}
	}
	slices.SortFunc(r.Others, func(a, b heed.ReviewID) int { return a.Cycle - b.Cycle })
}

// Recommendation is one recommendation with what stands around it.
type Recommendation struct {
	Row
	Review heed.Review `json:"review"`
	// Read is the reading before any correction.
	Read heed.Recommendation `json:"as_read"`
	// Report is the document it stands in.
	Report   heed.Document  `json:"report"`
	LeadIn   heed.LeadIn    `json:"lead_in_paragraph"`
	Closing  *heed.Closing  `json:"closing"`
	Findings []heed.Finding `json:"findings"`
	// Pages are the sizes of the pages it stands on, in points.
	Pages doc.Sizes `json:"page_sizes"`
	// Number and Of are its place in the report's list, from 1.
	Number int `json:"number"`
	Of     int `json:"of"`
	// Previous and Next are the refs of its neighbours, "" at the ends.
	Previous string `json:"previous,omitempty"`
	Next     string `json:"next,omitempty"`
	// Labels are what the model proposes and what people decided.
	Labels []Label `json:"labels"`
	// Instruments and SDGs are told by rule, as in Hit.
	Instruments []label.Named  `json:"instruments_by_rule"`
	SDGs        []label.Target `json:"sdgs_by_rule"`
	RestsOn     heed.Basis     `json:"rests_on"`
	// TreatyRecord is what the treaty record says of the acts that it asks for.
	TreatyRecord []TreatyAsked `json:"treaty_record,omitempty"`
	// Ancestry is how it stands to recommendations of earlier reviews, and to
	// others of its own.
	Ancestry Ancestry `json:"lineage"`
	// InIndex are the passages of OHCHR's index on it, each with OHCHR's labels.
	InIndex []heed.Annotation `json:"in_ohchr_index,omitempty"`
	// InTables are rows of tables of others on it, each with its source.
	InTables []heed.Annotation `json:"in_tables,omitempty"`
	// Said is what is said to be done about it, voice by voice.
	Said []Said `json:"said_to_be_done,omitempty"`
	// Updates are what is said to have been done on it, and on no measure.
	Updates []ToldOn `json:"updates,omitempty"`
	// Assessments are what each voice says has come of it.
	Assessments Assessments `json:"assessments"`
	// Evidence is what voices have added to prove or disprove it.
	Evidence []Proof `json:"evidence,omitempty"`
	// EvidenceWithdrawn is what was among it and is public no more.
	EvidenceWithdrawn []WithdrawnThing `json:"evidence_withdrawn,omitempty"`
}

// Recommendation gives one recommendation; CodeNotFound tells a review that is
// not there ("error.review_not_found") from a number that is not in it.
func (f *Finder) Recommendation(ctx context.Context, viewer heed.Viewer, id heed.RecID) (Recommendation, error) {
	var out Recommendation
	err := f.view(ctx, viewer, func(s snapshot) error {
		r, err := f.review(ctx, s, id.Review)
		if err != nil {
			return err
		}
		i, ok := r.at[id.Ref]
		if !ok {
			return &heed.Error{
				Code: heed.CodeNotFound, Op: "find.Recommendation(" + id.String() + ")", Key: "error.recommendation_not_found",
				Args: []string{"Ref", id.Ref, "Review", id.Review.String()},
			}
		}
		out = Recommendation{
			Row: r.rows[i], Read: r.record.Recommendations[i], Review: r.record.Review, Closing: r.record.Closing,
			Number: i + 1, Of: len(r.rows), Pages: doc.Sizes{},
		}
		if i > 0 {
			out.Previous = r.rows[i-1].Ref
		}
		if i+1 < len(r.rows) {
			out.Next = r.rows[i+1].Ref
		}
		for _, l := range r.record.LeadIns {
			if l.Paragraph == out.Row.LeadIn {
				out.LeadIn = l
			}
		}
		for _, finding := range r.findings {
			if finding.Ref == id.Ref {
				out.Findings = append(out.Findings, finding)
			}
		}
		if out.Report, err = s.Document(ctx, r.record.Report); err != nil {
			return err
		}
		l, err := f.library(ctx, s)
		if err != nil {
			return err
		}
		out.Ancestry = f.trace(l, id.Review).ancestry(l, id)
		decisions, err := s.Decisions(ctx, id.Review)
		if err != nil {
			return err
		}
		english := out.EnglishText()
		out.Instruments, out.SDGs, out.RestsOn = label.Instruments(english), label.SDGs(english), RestsOn(id.Review.State, english, out.Position)
		out.TreatyRecord = treatiesAsked(id, out.Instruments, out.Review.Day(), actsOf(id.Review.State))
		out.Labels = labelsOf(out.Text, out.TextLanguage(), decidedOf(decisions)[id.Ref])
		if err := out.addBeside(ctx, f, s, viewer); err != nil {
			return err
		}
		sizes, err := f.pageSizes(ctx, s, r.record.Report)
		for _, place := range out.Places {
			if size, ok := sizes[place.Page]; ok {
				out.Pages[place.Page] = size
			}
		}
		return err
	})
	return out, err
}

// addBeside adds what stands beside the record: what is said to be done about
// it, and what OHCHR's index and tables of others hold on it.
func (r *Recommendation) addBeside(ctx context.Context, f *Finder, s snapshot, viewer heed.Viewer) error {
	all, err := f.following.catchUp(ctx, s)
	if err != nil {
		return err
	}
	follow := Follow{viewer, all, newBoxes(f.open)}
	made := r.Review.Day()
	r.Said, r.Assessments = follow.saidOn(r.ID(), made), follow.assessed(r.ID())
	r.Updates, r.Evidence = follow.toldOn(r.ID(), r.Said, made), follow.proofsOn(r.ID(), made)
	r.EvidenceWithdrawn = follow.withdrawnOn(r.ID())
	passages, err := f.passagesOn(ctx, s, r.ID())
	if err != nil {
		return err
	}
	for _, p := range passages {
		if p.Source == "" {
			r.InIndex = append(r.InIndex, p)
		} else {
			r.InTables = append(r.InTables, p)
		}
	}
	return nil
}
