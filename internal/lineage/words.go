// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"strings"

	"github.com/heed-upr/heed/internal/lang"
)

// stemmed makes a set of the terms of words.
func stemmed(sets ...map[string]bool) map[string]bool {
	out := map[string]bool{}
	for _, s := range sets {
		for w := range s {
			out[lang.Stem(w)] = true
		}
	}
	return out
}

// set makes a set of words.
func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// What words do, by the word as internal/lang folds it. These decide about acts
// and scopes; what they name is in concepts.csv and instruments.csv.
var (
	// small words stand between the words of a name and are skipped there.
	small = set(`the of on to for and in all its their his her a an or as at be is are it that this these those which who whose
		by from with into international other any also has have been not upon`)
	// filler says see to it, or how: it counts next to nothing.
	filler = set(`continue continuing continued strengthen strengthening strengthened reinforce reinforcing effort efforts endeavours measure
		measures step steps take taking ensure ensuring further enhance enhancing improve improving improvement promote promoting promotion
		protect protecting protection necessary pursue pursuing intensify intensifying redouble combat combating combatting fight fighting
		prevent preventing prevention eliminate eliminating elimination eradicate eradicating eradication address addressing respect
		guarantee guaranteeing full fully effective effectively adequate adequately appropriate concrete additional comprehensive tackle counter
		government governments country countries state states national authorities work working make making made keep step up set put place
		active actively timely prompt promptly speedy speedily early swiftly accelerate expedite finalize complete completing process current
		successful existing concerning regard regarding relating related relation respect order well more most every possible possibility
		consider considering consideration reconsider envisage explore analyse examine favourably recommended recommends recommendation that
		should could would can may must including include includes such particular particularly especially inter alia without delay
		accordance line conformity compliance conform keeping pursuant view aim aiming aimed support within under through so
		abolish abolishing abolition urgently immediately rapidly soon date set new level field area areas regarding matter issue issues situation
		achieve increase increasing increased expand expanding extend convention conventions covenant treaty treaties instrument instruments protocol protocols independent independently develop developing development high way ways means sustain sustained maintain
		realization enjoyment enjoy rights right human freedom freedoms person persons people peoples population citizens society
		about was were will would done there until than when where while how what if then only both each own same over before after during no do does
		article articles para paragraph paragraphs number numbers action actions activity activities needed need needs basis case cases existing provide providing provision
		order follow following related various specific overall different year years end time issue issuing lift lifting call calls repeated based
		united nations un extension extending extended remaining remain made sure manner main office ilo directed enable enabling beings becom become becoming context clear clearly proper potential attention priority focus facilitate advance forward proceed positively redoubling stepping up against between among there them they
		lead leading ongoing carry carrying out undertake undertaking do being towards forms form kind already great greater strong strongly`)
	// joining words ask to become bound by a treaty, signing only the first step.
	joining = set(`ratify ratifying ratified ratification ratifications accede acceding accession adhere adhering adherence adhesion join joining party parties`)
	signing = set(`sign signing signature`)
	// carrying words ask to do what a treaty, law or plan says.
	carrying = set(`implement implementing implementation implements apply applying application enforce enforcing enforcement execute execution
		operational operationalize align aligning alignment harmonize harmonise harmonizing harmonization incorporate incorporating incorporation
		comply complying compliance conform conforming conformity accordance domesticate provisions obligations line force observance`)
	// declaring words accept a procedure of a treaty.
	declaring = set(`accept accepting recognize recognise declaration declarations competence`)
	reserving = set(`reservation reservations`)
	// creating words ask for what is not there yet; applying ones take it for
	// there.
	creating = set(`establish establishing establishment create creating creation adopt adopting adoption enact enacting elaborate elaborating
		elaboration draft introduce introducing promulgate pass passing passage formulate formulating formulation launch`)
	applying = set(`implement implementing implementation apply applying application enforce enforcing enforcement execute execution
		operational operationalize operationalization strengthen strengthening reinforce`)
	// hollow objects of a creating word make it none: to adopt measures.
	hollow = set(`measure measures step steps policy policies action actions effort efforts necessary appropriate effective all concrete further
		adequate proactive various specific additional`)
	// weighing words ask to think about it.
	weighing = set(`consider considering reconsider envisage envisaging explore exploring possibility feasibility analyse`)
	// abolishing words ask for the end of the death penalty, where it is named.
	abolishing = set(`abolish abolishing abolition abolishment repeal repealing eliminate eliminating elimination remove removing`)
	// opens are verbs that begin another act after "and" or a comma.
	opens = set(`ratify accede sign abolish establish create adopt enact ensure continue put take strengthen implement withdraw lift remove extend
		align bring amend develop introduce prohibit investigate prosecute provide guarantee promote protect improve increase allocate
		repeal decriminalize end issue accept report submit cooperate share facilitate address combat eliminate prevent undertake train raise
		pursue set make give enforce harmonize review revise reform allow conduct commute release fully effectively adopting ensuring
		establishing investigating prosecuting promoting incorporate create intensify enhance support consider speed pay include expand
		reduce invite respond engage grant penalize punish criminalize draft finalize complete reinforce reintroduce declare apply execute`)
	// matching verbs make what follows "in line with" the object itself.
	matching = set(`bring bringing brought align aligning harmonize harmonizing harmonise conform amend amending revise review adapt`)
)

// hollowTerms are the terms of all words that count next to nothing where they
// name nothing.
var hollowTerms = stemmed(filler, joining, signing, creating, applying, carrying, weighing, opens, set(`withdraw withdrawal removal bringing reconsider`))

// isVerb says whether a word is one of those that never name anything, whatever
// its ending makes it look like: "develop" is not "development", nor "national"
// "nationality".
func isVerb(word string) bool { return filler[word] || creating[word] || weighing[word] }

// marker is a run of words that says that what follows is only a reason or an
// example.
type marker struct {
	words   []string
	example bool
}

// markers by their first word.
var markers = func() map[string][]marker {
	out := map[string][]marker{}
	add := func(example bool, phrases ...string) {
		for _, p := range phrases {
			w := strings.Fields(p)
			out[w[0]] = append(out[w[0]], marker{w, example})
		}
	}
	add(true, "including", "includes", "such as", "especially", "particularly", "in particular", "notably", "inter alia", "with particular", "with special", "with a special", "with an emphasis", "with a focus", "e g")
	add(false, "in accordance with", "in line with", "in full compliance with", "in compliance with", "in conformity with", "in full conformity with",
		"in keeping with", "pursuant to", "as recommended by", "as requested by", "recommended by", "with a view to", "with the view to", "with the view of", "with view to", "with a view of",
		"in order to", "in order that", "with the aim of", "with the ultimate aim", "there being", "in view of the fact", "with the support of", "with the assistance of", "with support", "with assistance",
		"in cooperation with", "in consultation with", "in collaboration with", "in partnership with", "with the help", "with the technical",
		"based on", "on the basis of", "within the framework of", "in the framework of", "in the context of", "bearing in mind", "bear in mind", "as provided", "so as to", "so that", "due to", "given", "as per", "in view of",
		"in response to", "as envisioned", "as part of", "as set out", "taking into account", "consistent with", "as guided by", "because", "since", "as it", "as a first step", "thereby", "under the")
	return out
}()
