// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package i18n_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/template"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/claim"
	"github.com/heed-upr/heed/internal/extract/uhri"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/find/ask"
	"github.com/heed-upr/heed/internal/i18n"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/lineage"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/testkit"
)

// catalogue gives the messages of a language: key → plural form → text; a
// message without plural forms is under "other".
func catalogue(t *testing.T, lang string) map[string]map[string]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("catalogues", lang+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		t.Fatal(err)
	}
	out := map[string]map[string]string{}
	for key, value := range raw {
		var one string
		if json.Unmarshal(value, &one) == nil {
			out[key] = map[string]string{"other": one}
			continue
		}
		var forms map[string]string
		if err := json.Unmarshal(value, &forms); err != nil {
			t.Fatalf("%s: %s: %v", lang, key, err)
		}
		out[key] = forms
	}
	return out
}

var languages = []string{"en", "ru", "kk"}

func TestCatalogues_HaveTheSameKeysAndBlanks(t *testing.T) {
	english := catalogue(t, "en")
	blank := regexp.MustCompile(`\.[A-Z][A-Za-z]*`)
	for _, lang := range languages {
		c := catalogue(t, lang)
		for _, key := range slices.Sorted(maps.Keys(english)) {
			forms, ok := c[key]
			if !ok {
				t.Errorf("%s: %s is missing", lang, key)
				continue
			}
			if len(forms) > 1 != (len(english[key]) > 1) {
				t.Errorf("%s: %s has plural forms in one of the languages only", lang, key)
			}
			for form, text := range forms {
				if strings.TrimSpace(text) == "" {
					t.Errorf("%s: %s (%s) is empty", lang, key, form)
				}
				if _, err := template.New("").Funcs(i18n.For(lang).Cases()).Parse(text); err != nil {
					t.Errorf("%s: %s: %v", lang, key, err)
				}
				want := blank.FindAllString(english[key]["other"], -1)
				for _, b := range blank.FindAllString(strings.Join(regexp.MustCompile(`{{.*?}}`).FindAllString(text, -1), " "), -1) {
					if !slices.Contains(want, b) {
						t.Errorf("%s: %s (%s) has the blank %s, which nobody fills", lang, key, form, b)
					}
				}
			}
		}
		for key := range c {
			if _, ok := english[key]; !ok {
				t.Errorf("%s: %s is in no other catalogue", lang, key)
			}
		}
	}
}

// Russian is written with е alone, as the UN's documents in it are: with ё here and е
// there, the same word is two to who searches a page.
func TestCatalogues_WriteRussianWithOneLetter(t *testing.T) {
	for key, forms := range catalogue(t, "ru") {
		for _, text := range forms {
			if strings.ContainsAny(text, "ёЁ") {
				t.Errorf("%s: write е: %s", key, text)
			}
		}
	}
}

// Each plural message has the forms that its language needs for whole numbers.
func TestCatalogues_HaveThePluralFormsOfTheirLanguage(t *testing.T) {
	names := map[plural.Form]string{plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other"}
	for _, lang := range languages {
		need := map[string]bool{}
		for n := range 200 {
			need[names[plural.Cardinal.MatchPlural(language.MustParse(lang), n, 0, 0, 0, 0)]] = true
		}
		for key, forms := range catalogue(t, lang) {
			for form := range need {
				if _, ok := forms[form]; !ok && len(forms) > 1 {
					t.Errorf("%s: %s has no form %q", lang, key, form)
				}
			}
		}
	}
}

var (
	goKey       = regexp.MustCompile(`(?:\bT\(|Key:\s*|invalid\(|notFound\(|\bconst key[A-Za-z]* = )"([a-z_]+(?:\.[a-z_0-9]+)+)"`)
	goPrefix    = regexp.MustCompile(`"([a-z_]+(?:\.[a-z_]+)*\.)"`)
	anyKey      = regexp.MustCompile(`"([a-z_]+(?:\.[a-z_0-9]+)+)"`)
	templateKey = regexp.MustCompile(`\.T "([a-z_.0-9]+)"`)
	templatePre = regexp.MustCompile(`\.T \(print "([a-z_.]+\.)"`)
)

// used walks the sources for the keys of messages: whole ones, those that are
// put together from a beginning, and every string that looks like a key.
func used(t *testing.T) (whole, beginnings, looks map[string]bool) {
	t.Helper()
	whole, beginnings, looks = map[string]bool{}, map[string]bool{}, map[string]bool{}
	take := func(into map[string]bool, pattern *regexp.Regexp, text string) {
		for _, m := range pattern.FindAllStringSubmatch(text, -1) {
			into[m[1]] = true
		}
	}
	for _, folder := range []string{"internal", "."} {
		err := filepath.WalkDir(filepath.Join(testkit.Root(), folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				if folder == "." && d.IsDir() && filepath.Clean(path) != filepath.Clean(testkit.Root()) {
					return fs.SkipDir
				}
				return err
			}
			data, err := os.ReadFile(path)
			if err != nil || strings.HasSuffix(path, "_test.go") {
				return err
			}
			switch filepath.Ext(path) {
			case ".go":
				take(whole, goKey, string(data))
				take(beginnings, goPrefix, string(data))
				take(looks, anyKey, string(data))
			case ".tmpl":
				take(whole, templateKey, string(data))
				take(beginnings, templatePre, string(data))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return whole, beginnings, looks
}

func TestCatalogues_HoldWhatIsUsedAndNoMore(t *testing.T) {
	english := catalogue(t, "en")
	whole, beginnings, looks := used(t)
	if len(whole) < 100 || len(beginnings) < 8 {
		t.Fatalf("only %d keys and %d beginnings were found in the sources; the test no longer sees them", len(whole), len(beginnings))
	}
	for key := range whole {
		if english[key] == nil {
			t.Errorf("%s is used and in no catalogue", key)
		}
	}
	for key := range english {
		begun := false
		for b := range beginnings {
			begun = begun || strings.HasPrefix(key, b)
		}
		if !begun && !whole[key] && !looks[key] {
			t.Errorf("%s is in the catalogues and not used", key)
		}
	}
}

// reasons lists the reasons for verdicts on claims, as the source has them.
func reasons(t *testing.T) []string {
	t.Helper()
	source, err := os.ReadFile(filepath.Join("..", "claim", "hold.go"))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range regexp.MustCompile(`why\("([a-z_]+)"`).FindAllStringSubmatch(string(source), -1) {
		out = append(out, m[1])
	}
	if len(out) < 20 {
		t.Fatalf("only %d reasons: they are written otherwise now", len(out))
	}
	return out
}

// What is put together from a beginning and a value has a message for every
// value that there is.
func TestCatalogues_NameEveryValue(t *testing.T) {
	var keys []string
	add := func(beginning string, values ...string) {
		for _, v := range values {
			keys = append(keys, beginning+v)
		}
	}
	for _, p := range heed.Positions {
		add("position.", string(p))
		add("position_meaning.", string(p))
		add("brief.", string(p))
	}
	for _, s := range heed.Stages {
		add("stage.", string(s))
	}
	for _, c := range []heed.Code{heed.CodeInvalid, heed.CodeNotFound, heed.CodeForbidden, heed.CodeConflict, heed.CodeLimit, heed.CodeUnreadable, heed.CodeUnavailable, heed.CodeInternal} {
		add("error.code.", string(c))
		add("failure.title.", string(c))
	}
	for _, o := range []heed.Outcome{
		heed.OutcomeRead, heed.OutcomeKindNotRead, heed.OutcomeFormatNotRead, heed.OutcomeUnknownLayout, heed.OutcomeNotUN, heed.OutcomeScanned,
		heed.OutcomeEncrypted, heed.OutcomeBroken, heed.OutcomeEmpty, heed.OutcomeTooLarge, heed.OutcomeTooMuch, heed.OutcomeWebPage, heed.OutcomeColumns, heed.OutcomeTimeout, heed.OutcomeReviewUnknown, heed.OutcomeLanguage, heed.OutcomeVisualOrder,
	} {
		add("outcome.", string(o))
		add("outcome_advice.", string(o))
	}
	for _, k := range []heed.DocumentKind{heed.KindReport, heed.KindAddendum, heed.KindMatrix, heed.KindSession, heed.KindDecision, heed.KindQuestions, heed.KindNational, heed.KindCompilation, heed.KindStakeholders, heed.KindUnknown} {
		add("kind.", string(k))
	}
	for _, f := range []heed.FindingCode{
		heed.FindingGap, heed.FindingDuplicate, heed.FindingNoStates, heed.FindingUnknownState, heed.FindingLeadInUnknown, heed.FindingEmptyText,
		heed.FindingCorrectionGone, heed.FindingCorrectionSame, heed.FindingTwoReports, heed.FindingFewDelegations, heed.FindingNoClosing,
		heed.FindingNumberUnknown, heed.FindingAnsweredTwice, heed.FindingNotAnswered, heed.FindingTotalsDiffer,
		heed.FindingQuestionsDiffer, heed.FindingCorrigendum,
		heed.FindingListText, heed.FindingListPosition, heed.FindingListMissing, heed.FindingListExtra,
		heed.FindingLeadInEmpty, heed.FindingUndivided, heed.FindingLanguageRefs, heed.FindingLanguageMissing, heed.FindingLanguageExtra, heed.FindingLanguageAnswer, heed.FindingLanguageStates,
	} {
		add("finding.", string(f))
	}
	for _, v := range heed.Voices {
		add("voice.", string(v))
	}
	for _, r := range heed.ContentRoles {
		add("role.", string(r))
	}
	for _, v := range heed.Visibilities {
		add("visibility.", string(v))
	}
	for _, a := range policy.Actions {
		add("may_action.", string(a))
	}
	add("reach.", string(policy.Everywhere), string(policy.Voice), string(policy.Institution), string(policy.Own))
	for _, v := range heed.Visibilities {
		add("may_see.", string(v))
	}
	for _, p := range heed.Progresses {
		add("progress.", string(p))
	}
	for _, c := range heed.Confidences {
		add("confidence.", string(c))
	}
	for _, h := range heed.Handlings {
		add("handling.", string(h))
		add("reply.handled.", string(h))
	}
	for _, l := range find.IndexLevels {
		add("index_level.", string(l))
	}
	for _, s := range find.Sayings {
		add("saying.", string(s))
	}
	for _, k := range heed.InstitutionKinds {
		add("institution_kind.", string(k))
	}
	add("role.", string(heed.Operator), string(heed.Administrator))
	add("step.", string(heed.StepDraft), string(heed.StepSubmitted), string(heed.StepReturned), string(heed.StepReviewed), string(heed.StepPublished), string(heed.StepWithdrawn))
	add("language.", append(heed.Languages, "kk")...)
	for _, k := range heed.TranslationKinds {
		add("translation.", string(k))
	}
	add("vote.", string(heed.WithoutVote), string(heed.RecordedVote))
	add("group.", "African", "Asia-Pacific", "EEG", "GRULAC", "WEOG", "none")
	add("attempt.", "deferred", "not_attended")
	add("field.", string(heed.FieldText), string(heed.FieldStates), string(heed.FieldPosition))
	add("qualifier.", string(heed.AlreadyImplemented), string(heed.InProcess), string(heed.ImplementedOrInProcess), string(heed.InPrinciple), string(heed.InPart), string(heed.Refused), string(heed.NotedBySilence), "none")
	add("unit.", string(heed.UnitRecommendation), string(heed.UnitPair), string(heed.UnitClause))
	add("doc_stage.", string(heed.DocDraft), string(heed.DocAdvanceUnedited), string(heed.DocIssued), string(heed.DocReissued), string(heed.DocCorrigendum))
	add("", ask.Notes()...)
	for _, k := range lineage.Kinds() {
		add("lineage.", string(k))
	}
	for _, issue := range label.Issues() {
		keys = append(keys, "issue."+issue)
	}
	add("label_sure.", string(label.SureHigh), string(label.SureLikely), string(label.SureLow))
	add("label_decided.", string(heed.Confirmed), string(heed.Rejected), string(heed.Added))
	for _, m := range heed.Mechanisms {
		add("mechanism.", string(m))
	}
	for _, k := range heed.AnnotationKinds {
		add("kind_of_annotation.", string(k))
	}
	add("annotation_field.", uhri.FieldText, uhri.FieldState, uhri.FieldUnknown, uhri.FieldBody, uhri.FieldLabel)
	for _, a := range heed.ActionCategories() {
		keys = append(keys, a.Key())
	}
	for _, theme := range label.AllThemes() {
		keys = append(keys, theme.Key())
	}
	for _, k := range heed.SubjectKinds {
		add("subject.", string(k))
	}
	for _, k := range heed.FigureKinds {
		add("figure_kind.", string(k))
	}
	for _, u := range heed.FigureUnits {
		add("figure_unit.", string(u))
		add("figure_count.", string(u))
	}
	for _, b := range heed.FigureBases {
		add("figure_basis.", string(b))
		add("figure_basis_about.", string(b))
	}
	for _, b := range heed.FigureBounds {
		add("figure_bound.", string(b))
		add("figure_bound_of.", string(b))
	}
	for _, track := range heed.Tracks {
		add("figure_track.", string(track))
		add("figure_track_about.", string(track))
	}
	for _, s := range heed.CaseStages {
		add("figure_stage.", string(s))
	}
	for _, k := range heed.CallKinds {
		add("call_kind.", string(k))
	}
	for _, r := range heed.PersonRoles {
		add("person_role.", string(r))
	}
	for _, o := range heed.JudgmentOutcomes {
		add("judgment_outcome.", string(o))
	}
	for _, g := range heed.Grounds {
		add("ground.", string(g))
	}
	add("basis.", "legal_duty", "no_duty_known")
	add("rests.commitment.", string(heed.Supported), string(heed.Partial))
	for _, s := range []heed.Standing{heed.StandingParty, heed.StandingSigned, heed.StandingNone, heed.StandingUnknown} {
		add("rests.standing.", string(s), string(s)+"_since")
	}
	for _, s := range label.AllSteps() {
		keys = append(keys, s.Key())
	}
	add("sdg.", label.AllTargets()...)
	for _, o := range refdata.Occasions {
		add("occasion.", string(o))
	}
	for _, c := range refdata.Certainties {
		add("certainty.", string(c))
		add("certainty_meaning.", string(c))
	}
	for _, r := range refdata.Rules {
		add("calendar_rule.", string(r))
	}
	for _, k := range heed.DueKinds {
		add("due.", string(k))
		add("letter.what.", string(k))
	}
	for _, a := range refdata.Acts() {
		keys = append(keys, a.Key())
	}
	for _, v := range heed.ClaimVerdicts {
		add("claim_verdict.", string(v))
	}
	add("claim.subject.", claim.Council, claim.NextReview, "constitutional_court")
	add("claim.fact.", "members", "delegations", "next", refdata.FactAdopted, refdata.FactOperating)
	add("claim.why.", reasons(t)...)
	for _, u := range find.UntoldKinds {
		add("treaties.unknown.", string(u))
	}
	for _, says := range find.TreatySayings {
		add("treatysays.", string(says))
	}
	for _, lang := range languages {
		own := catalogue(t, lang) // a Translator would fall back to English
		for _, key := range keys {
			if own[key] == nil {
				t.Errorf("%s: %s has no message", lang, key)
			}
		}
	}
}

func TestTranslator_SpeaksAsItsLanguageDoes(t *testing.T) {
	for _, c := range []struct{ lang, got, want string }{
		{"en", i18n.For("en").T("home.reviews_count", "Count", 1), "1 review"},
		{"en", i18n.For("en").T("home.reviews_count", "Count", 1234), "1,234 reviews"},
		{"ru", i18n.For("ru").T("home.reviews_count", "Count", 1), "1 обзор"},
		{"ru", i18n.For("ru").T("home.reviews_count", "Count", 22), "22 обзора"},
		{"ru", i18n.For("ru").T("home.reviews_count", "Count", 111), "111 обзоров"},
		{"en", i18n.For("en").Date("2014-10-30"), "30 October 2014"},
		{"ru", i18n.For("ru").Date("2014-10-30"), "30 октября 2014 года"},
		{"en", i18n.For("en").Date("soon"), "soon"},
		{"en", i18n.For("en").List([]string{"Chile", "Mexico", "Peru"}), "Chile, Mexico and Peru"},
		{"en", i18n.For("en").Percent(1, 3), "33%"},
		{"none", i18n.For("tlh").T("filter.all"), "All"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.lang, c.got, c.want)
		}
	}
}

// What a cause says is for the log; a reader gets the message and nothing of it.
func TestTranslator_ErrorsShowNoCause(t *testing.T) {
	cause := errors.New("password=secret at /srv/x")
	for _, err := range []error{
		cause,
		&heed.Error{Code: heed.CodeInternal, Op: "app.X(secret)", Err: cause},
		&heed.Error{Code: heed.CodeNotFound, Op: "find.X(secret)", Key: "error.review_not_found", Args: []string{"Review", "KAZ/2"}, Err: cause},
		heed.Unreadable("read(secret)", heed.OutcomeScanned, cause),
	} {
		for _, lang := range languages {
			text := i18n.For(lang).Error(err)
			if strings.Contains(text, "secret") || strings.Contains(text, "{{") || text == "" {
				t.Errorf("%s: %v is shown as %q", lang, err, text)
			}
		}
	}
}

func TestCatalogues_MatchWhatABrowserAsks(t *testing.T) {
	c, err := i18n.New(i18n.Options{Pseudo: true})
	if err != nil {
		t.Fatal(err)
	}
	for accept, want := range map[string]string{"": "en", "kk-KZ,ru;q=0.8": "kk", "fr,ru;q=0.5": "ru", "*": "en", "nonsense;q=x": "en"} {
		if got := c.Match(accept); got != want {
			t.Errorf("%q: %s, want %s", accept, got, want)
		}
	}
	if got := c.For("ar-XB"); got.Direction != "rtl" || strings.Contains(got.T("filter.all"), "A") {
		t.Errorf("the language for tests says %q in direction %s", got.T("filter.all"), got.Direction)
	}
}

// terminal are the beginnings of what is said on the command line alone.
var terminal = regexp.MustCompile(`^(passed|table_problem|fetch|problem)\.|^error\.(checkpoint_|decision_none$|desk_insecure$|fetch_|files_needed$|index_folder$|mail_|mapping_file$|model$|no_store$|notary_folder$|oidc$|restore_open|store_|table_|two_folders$)`)

// A page tells nobody of flags: they are for who sits at the terminal.
func TestCatalogues_FlagsAreForTheTerminal(t *testing.T) {
	flag := regexp.MustCompile(`(^|[\s(“«])--[a-z]`)
	for _, lang := range languages {
		for key, forms := range catalogue(t, lang) {
			for _, text := range forms {
				if flag.MatchString(text) && !terminal.MatchString(key) {
					t.Errorf("%s: %s may stand on a page, and names a flag: %s", lang, key, text)
				}
			}
		}
	}
}

// Days stand in Kazakh sentences in the case that these need, whichever month it is, and
// so do months and years; in Russian years do, and in English they stay what they are.
func TestCases(t *testing.T) {
	months := [][4]string{ // on, by, since, at
		{"қаңтарда", "қаңтарға", "қаңтардан", "қаңтардағы"}, {"ақпанда", "ақпанға", "ақпаннан", "ақпандағы"}, {"наурызда", "наурызға", "наурыздан", "наурыздағы"},
		{"сәуірде", "сәуірге", "сәуірден", "сәуірдегі"}, {"мамырда", "мамырға", "мамырдан", "мамырдағы"}, {"маусымда", "маусымға", "маусымнан", "маусымдағы"},
		{"шілдеде", "шілдеге", "шілдеден", "шілдедегі"}, {"тамызда", "тамызға", "тамыздан", "тамыздағы"}, {"қыркүйекте", "қыркүйекке", "қыркүйектен", "қыркүйектегі"},
		{"қазанда", "қазанға", "қазаннан", "қазандағы"}, {"қарашада", "қарашаға", "қарашадан", "қарашадағы"}, {"желтоқсанда", "желтоқсанға", "желтоқсаннан", "желтоқсандағы"},
	}
	kk, en := i18n.For("kk"), i18n.For("en")
	for i, month := range months {
		day := heed.Date(fmt.Sprintf("2026-%02d-05", i+1))
		said := kk.Date(day)
		for _, c := range [][2]string{
			{kk.T("proof.captured", "Date", said), "2026 жылғы 5 " + month[0] + " сақталды."},
			{kk.T("due.until", "Date", said), "2026 жылғы 5 " + month[1] + " дейін"},
			{kk.T("due.from", "Date", said), "2026 жылғы 5 " + month[2] + " бастап"},
			{kk.T("assess.as_of", "Date", said), "2026 жылғы 5 " + month[3] + " жағдай"},
			{kk.T("due.until", "Date", kk.Around(heed.Around(day[:7]))), "2026 жылғы " + month[1] + " дейін"},
			{kk.DateOn(day), "2026 жылғы 5 " + month[0]},
			{en.T("due.until", "Date", en.Date(day)), "until " + en.Date(day)},
		} {
			if c[0] != c[1] {
				t.Errorf("%q, want %q", c[0], c[1])
			}
		}
	}
	for when, want := range map[string]string{"2026": "2026 жылға дейін", "кейінірек": "кейінірек дейін"} {
		if got := kk.T("due.until", "Date", when); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	ru := i18n.For("ru")
	for _, c := range [][2]string{
		{ru.T("said.target", "Value", "5", "Date", "2028"), "цель: 5 к 2028 году"},
		{ru.T("said.target", "Value", "5", "Date", ru.Date("2028-06-05")), "цель: 5 к 5 июня 2028 года"},
		{ru.T("rests.standing.party_since", "Since", ru.When("1998")), "участник с 1998 года"},
		{ru.T("rests.standing.not_party_since", "Since", ru.When("1998-03-07")), "вышло из него 7 марта 1998 года"},
		{kk.T("rests.standing.party_since", "Since", "1998"), "1998 жылдан бастап қатысушы"},
	} {
		if c[0] != c[1] {
			t.Errorf("%q, want %q", c[0], c[1])
		}
	}
}

// No Kazakh sentence puts a day as it is called alone before a word that asks for a case.
func TestCatalogues_KazakhDaysAreInACase(t *testing.T) {
	bare := regexp.MustCompile(`\{\{\.(Date|Day|When|AsOf|Since|Until|From|To)\}\} (дейін|бастап|бері|кейін|бұрын|жағдай)`)
	for key, forms := range catalogue(t, "kk") {
		for _, text := range forms {
			if bare.MatchString(text) {
				t.Errorf("%s: %s", key, text)
			}
		}
	}
}

// A count chooses the plural form also where an error or a problem holds it as text.
func TestT_CountsAsText(t *testing.T) {
	for _, lang := range languages {
		for _, n := range []int{0, 1, 2, 5, 21, 1000} {
			words := i18n.For(lang)
			if number, text := words.T("problem.evidence_key", "Count", n), words.T("problem.evidence_key", "Count", strconv.Itoa(n)); number != text {
				t.Errorf("%s: %q of a number, %q of a text", lang, number, text)
			}
		}
	}
}

// Numbers in Kazakh sentences take the ending that the sounds of their last word ask for,
// from naught to a thousand and for round numbers above; in other languages they stay.
func TestCases_NumbersInKazakh(t *testing.T) {
	possessive := map[string]string{
		"нөл": "і", "бір": "і", "екі": "сі", "үш": "і", "төрт": "і", "бес": "і", "алты": "сы", "жеті": "сі", "сегіз": "і", "тоғыз": "ы",
		"он": "ы", "жиырма": "сы", "отыз": "ы", "қырық": "ы", "елу": "і", "алпыс": "ы", "жетпіс": "і", "сексен": "і", "тоқсан": "ы", "жүз": "і", "мың": "ы",
	}
	units := strings.Fields("нөл бір екі үш төрт бес алты жеті сегіз тоғыз")
	tens := strings.Fields("нөл он жиырма отыз қырық елу алпыс жетпіс сексен тоқсан")
	word := func(n int) string {
		switch {
		case n == 0 || n%10 != 0:
			return units[n%10]
		case n%100 != 0:
			return tens[n/10%10]
		case n%1000 != 0:
			return "жүз"
		}
		return "мың"
	}
	kk, en := i18n.For("kk"), i18n.For("en")
	for n := range 1001 {
		want := kk.Number(n) + "-" + possessive[word(n)]
		if got := kk.T("gap.shown", "Count", n, "Of", 1001); !strings.Contains(got, " "+want+" ") {
			t.Errorf("%d: %q, want %q in it", n, got, want)
		}
		// The genitive and the ablative follow the vowels of the word, the latter its last sound too.
		back := strings.ContainsAny(word(n), "аоұы") && word(n) != "елу"
		genitive := map[bool]string{true: "ның", false: "нің"}[back]
		if got := kk.T("gap.sum", "Count", 1, "State", "", "Silent", n); !strings.Contains(got, " "+want+genitive+" ") {
			t.Errorf("%d: %q, want %q in it", n, got, want+genitive)
		}
		ablative := map[bool]string{true: "а", false: "е"}[back]
		letters := []rune(word(n))
		switch last := letters[len(letters)-1]; {
		case strings.ContainsRune("нң", last):
			ablative = "н" + ablative + "н"
		case strings.ContainsRune("сшткқпд", last):
			ablative = "т" + ablative + "н"
		default:
			ablative = "д" + ablative + "н"
		}
		if got := kk.T("error.field_many", "Field", "", "Most", strconv.Itoa(n)); !strings.Contains(got, strconv.Itoa(n)+"-"+ablative+" ") {
			t.Errorf("%d: %q, want the ending %q", n, got, ablative)
		}
	}
	for most, want := range map[string]string{"1000000": "1000000-нан ", "2000000000": "2000000000-тан ", "10 000": "10 000-нан ", "көп": "көп "} {
		if got := kk.T("error.field_many", "Field", "", "Most", most); !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q in it", most, got, want)
		}
	}
	if got := en.T("gap.shown", "Count", 6, "Of", 7); strings.Contains(got, "-") {
		t.Errorf("%q has an ending", got)
	}
}

// No Kazakh sentence has an ending that fits some numbers only.
func TestCatalogues_KazakhNumbersHaveTheirEnding(t *testing.T) {
	fixed := regexp.MustCompile(`\}\}-(с?[іы](н|нің|ның)?|[дтн][ае]н|[дт][ае]|[ғгқк][ае]|[нт][іы]ң|[дтн][іы])( |$|[.,;:])`)
	for key, forms := range catalogue(t, "kk") {
		for _, text := range forms {
			if fixed.MatchString(text) {
				t.Errorf("%s: %s", key, text)
			}
		}
	}
}
