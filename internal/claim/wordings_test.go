// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package claim_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/claim"
)

// reading writes what was found as wordings.*.csv do: STATE/SUBJECT:status, with "-"
// before what is not so, "!" before what is denied, "@" before a date, "#" before articles and "=" before a
// number; the State is left out where the source is about it.
func reading(claims []claim.Claim) string {
	var out []string
	for _, c := range claims {
		for _, a := range c.Asserts {
			said := c.Subject + ":"
			if c.State != "KAZ" {
				said = string(c.State) + "/" + said
			}
			if a.Denied {
				said += "!"
			}
			if a.Not {
				said += "-"
			}
			said += string(a.Status)
			if a.When != "" {
				said += "@" + a.When
			}
			if len(a.Articles) > 0 {
				said += "#" + strings.Join(a.Articles, ",")
			}
			if a.Number > 0 {
				said += fmt.Sprintf("=%d", a.Number)
			}
			out = append(out, said)
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// inWords counts the sentences of a table that claim something, those in which
// something is found and those that are read wholly right; and those that claim nothing,
// with those that are taken for claims.
func inWords(t *testing.T, language, name string) (all, found, right, none, alarms int) {
	t.Helper()
	for _, row := range table(t, name) {
		got := reading(claim.Find(row["text"], language, "KAZ", namingIn(language)))
		wanted := strings.Fields(row["reads"])
		slices.Sort(wanted)
		switch {
		case len(wanted) == 0:
			none++
			if got != "" {
				alarms++
				t.Errorf("claims nothing: %s: %s", row["text"], got)
			}
			continue
		case got == strings.Join(wanted, " "):
			right++
		default:
			t.Logf("%s: %q, wanted %q", row["text"], got, row["reads"])
		}
		all++
		if got != "" {
			found++
		}
	}
	t.Logf("%s: %d of %d claims found, %d of them read right; %d of %d others taken for claims", language, found, all, right, alarms, none)
	return all, found, right, none, alarms
}

// The ordinary ways to say each thing, and what only sounds like that, written before
// the rules were looked at (wordings.*.csv), and more of them after rules were mended by
// those (later.*.csv). How many were found before is said in docs/how-to/check-a-source.md.
func TestClaims_InOrdinaryWords(t *testing.T) {
	for _, c := range []struct {
		name                  string
		all, found, right, no int
	}{
		{"wordings.en", 111, 110, 110, 32},
		{"wordings.ru", 109, 109, 109, 31},
		{"wordings.kk", 102, 102, 102, 26},
		{"later.en", 30, 28, 28, 15},
		{"later.ru", 30, 30, 30, 15},
		{"later.kk", 25, 25, 25, 14},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, language, _ := strings.Cut(c.name, ".")
			all, found, right, none, alarms := inWords(t, language, c.name+".csv")
			if all != c.all || none != c.no || found < c.found || right < c.right || alarms > 0 {
				t.Errorf("%d of %d found, %d right, %d of %d alarms; wanted %+v", found, all, right, alarms, none, c)
			}
		})
	}
}

// Each date is told of the act, and of the treaty, by which it stands, and not that of
// what somebody said, of the treaty itself, or before or since which it was.
func TestClaims_Dates(t *testing.T) {
	for _, c := range []struct{ language, text, reads string }{
		{"en", "It praised the ratification of CRPD in 2009 and OPCAT in 2008.", "CRPD:ratified@2009 OPCAT:ratified@2008"},
		{"en", "Kazakhstan ratified in 2006 the ICCPR and in 2015 the CRPD.", "CRPD:ratified@2015 ICCPR:ratified@2006"},
		{"en", "Kazakhstan acceded to the 1984 Convention against Torture.", "CAT:acceded"},
		{"en", "Kazakhstan acceded to the CAT, HRW said in 2022.", "CAT:acceded"},
		{"en", "Kazakhstan acceded to the CAT in 1998, HRW said in 2022.", "CAT:acceded@1998"},
		{"en", "Prior to 2010 Kazakhstan had ratified the CRC.", "CRC:ratified"},
		{"en", "By the end of 2010 Kazakhstan had ratified the CRC.", "CRC:ratified"},
		{"en", "Kazakhstan, which became independent in 1991, has ratified the CRC.", "CRC:ratified"},
		{"en", "Kazakhstan ratified the CRC, and in 2019 the Committee reviewed its report.", "CRC:ratified"},
		{"en", "In May 2008, together with its neighbours, Kazakhstan signed the CRPD.", "CRPD:signed@2008-05"},
		{"ru", "Казахстан ратифицировал МПГПП в 2006 году и Конвенцию о правах инвалидов в 2015 году.", "CRPD:ratified@2015 ICCPR:ratified@2006"},
		{"ru", "Казахстан ратифицировал Конвенцию о правах ребенка 1989 года.", "CRC:ratified"},
		{"ru", "До 2010 года Казахстан ратифицировал Конвенцию о правах ребенка.", "CRC:ratified"},
		{"ru", "Казахстан ратифицировал Конвенцию о правах ребенка, напомнила HRW в 2022 году.", "CRC:ratified"},
		{"ru", "Казахстан, ставший независимым в 1991 году, ратифицировал Конвенцию о правах ребенка.", "CRC:ratified"},
		{"kk", "Қазақстан Мүгедектердің құқықтары туралы конвенцияны 2015 жылы, Бала құқықтары туралы конвенцияны 1994 жылы ратификациялады.", "CRC:ratified@1994 CRPD:ratified@2015"},
		{"en", "The report noted the ratification of OPCAT and the strategy for 2012-2020.", ""},
		{"en", "Kazakhstan ratified the CRC, which stands in its Children Act 2005.", "CRC:ratified"},
		{"kk", "2021 жылғы есепке сәйкес, Қазақстан Бала құқықтары туралы конвенцияны ратификациялады.", "CRC:ratified"},
		{"kk", "1989 жылғы Бала құқықтары туралы конвенцияны Қазақстан ратификациялады.", "CRC:ratified"},
		{"kk", "2010 жылға дейін Қазақстан Бала құқықтары туралы конвенцияны ратификациялады.", "CRC:ratified"},
	} {
		if got := reading(claim.Find(c.text, c.language, "KAZ", namingIn(c.language))); got != c.reads {
			t.Errorf("%s: %q, want %q", c.text, got, c.reads)
		}
	}
}

// What is claimed is claimed of the treaties and of the States that are meant: not of
// those that are excepted, or that it only plans for, or that speak of others.
func TestClaims_OfWhatAndWhom(t *testing.T) {
	for _, c := range []struct{ language, text, reads string }{
		{"en", "Kazakhstan has ratified the CAT and plans to ratify the ICMW.", "CAT:ratified"},
		{"en", "Kazakhstan ratified the CRPD and would step up its efforts in view of a ratification of the CPED.", "CRPD:ratified"},
		{"en", "Kazakhstan is a party to most of the treaties, except for the ICMW.", ""},
		{"en", "Kazakhstan had not acceded to most of the core instruments on human rights and had made a reservation to the ICCPR.", "ICCPR:reservation"},
		{"en", "France deplored that the death penalty still existed in Uzbekistan.", "UZB/ICCPR-OP2:-abolished"},
		{"en", "Slovakia appreciated the fact that the death penalty had been abolished.", "ICCPR-OP2:abolished"},
		{"en", "Chile congratulated Kazakhstan on having ratified the CRPD.", "CRPD:ratified"},
		{"en", "The death penalty should be abolished.", ""},
		{"en", "The death penalty was never formally abolished.", "ICCPR-OP2:-abolished"},
		{"en", "The Constitutional Court ruling of 2013 introduced a tax.", ""},
		{"en", "Reservations to the CRC remain and OPCAT has not been ratified.", "OPCAT:-ratified"},
		{"ru", "Казахстан ратифицировал МПГПП и планирует присоединиться к Конвенции о трудящихся-мигрантах.", "ICCPR:ratified"},
		{"ru", "Казахстан ратифицировал все договоры, кроме Конвенции о трудящихся-мигрантах.", ""},
		{"ru", "Чили с удовлетворением отметила, что смертная казнь отменена в Узбекистане.", "UZB/ICCPR-OP2:abolished"},
		{"kk", "Конституциялық соттың шешімімен комиссия құрылды.", ""},
	} {
		if got := reading(claim.Find(c.text, c.language, "KAZ", namingIn(c.language))); got != c.reads {
			t.Errorf("%s: %q, want %q", c.text, got, c.reads)
		}
	}
}

// What is denied is the opposite claim: twice denied it is claimed; with a date, a
// number or a day it is as good as the record is bad for what is denied. "But" ends it.
func TestClaims_Denied(t *testing.T) {
	for _, c := range []struct {
		language, text, subject string
		want                    heed.ClaimVerdict
	}{
		{"en", "It is false that Kazakhstan acceded to the Convention against Torture.", "CAT", heed.ClaimDiffers},
		{"en", "It is false that Kazakhstan is not a party to the Convention against Torture.", "CAT", heed.ClaimAgrees},
		{"en", "It is not true that Kazakhstan acceded to the CAT in 1998.", "CAT", heed.ClaimDiffers},
		{"en", "It is not true that Kazakhstan acceded to the CAT in 2005.", "CAT", heed.ClaimAgrees},
		{"en", "That Kazakhstan has withdrawn from OPCAT is untrue.", "OPCAT", heed.ClaimAgrees},
		{"en", "It is not true that the country joined OPCAT, but it acceded to the CAT in 1998.", "CAT", heed.ClaimAgrees},
		{"en", "It is a myth that the Human Rights Council has 193 members.", "HRC", heed.ClaimAgrees},
		{"en", "It is a myth that the Human Rights Council has 47 members.", "HRC", heed.ClaimDiffers},
		{"en", "It is not true that Kazakhstan has to implement its recommendations by 2030.", "next_review", heed.ClaimAgrees},
		{"en", "It is false that Kazakhstan has ratified the Rome Statute.", "ROME", heed.ClaimOpen},
		{"ru", "Неправда, что Казахстан присоединился к Конвенции против пыток.", "CAT", heed.ClaimDiffers},
		{"ru", "Неверно, что Казахстан не является участником Конвенции против пыток.", "CAT", heed.ClaimAgrees},
		{"ru", "Казахстан не подписал Конвенцию против пыток — это неправда.", "CAT", heed.ClaimDiffers},
		{"kk", "Қазақстан Азаптауға қарсы конвенцияға қосылды деген дұрыс емес.", "CAT", heed.ClaimDiffers},
		{"kk", "Қазақстан Азаптауға қарсы конвенцияның қатысушысы емес деген өтірік.", "CAT", heed.ClaimAgrees},
	} {
		found := claim.Find(c.text, c.language, "KAZ", namingIn(c.language))
		got, held := verdictOn(found, "KAZ", c.subject, claim.Context{Date: "2022-06-01"})
		if got != c.want || len(held.Why) == 0 {
			t.Errorf("%s: %q, want %q: %+v %+v", c.text, got, c.want, found, held.Why)
		}
	}
}

// A claim about a treaty whose acts are not on record is not passed over.
func TestClaims_OtherTreaties(t *testing.T) {
	for _, c := range []struct{ language, text, subject string }{
		{"en", "Kazakhstan has not ratified the Rome Statute.", "ROME"},
		{"en", "Kazakhstan has not signed the Istanbul Convention.", "ISTANBUL"},
		{"en", "Kazakhstan acceded to the 1951 Refugee Convention in 1999.", "REFUGEE-51"},
		{"ru", "Казахстан не подписал Стамбульскую конвенцию.", "ISTANBUL"},
		{"kk", "Қазақстан Рим статутын ратификациялаған жоқ.", "ROME"},
	} {
		got, held := verdictOn(claim.Find(c.text, c.language, "KAZ", namingIn(c.language)), "KAZ", c.subject, claim.Context{Date: "2025-02-03"})
		if got != heed.ClaimOpen || len(held.Why) != 1 || held.Why[0].Key != "claim.why.treaty_not_held" || len(held.Record) != 0 {
			t.Errorf("%s: %q %+v", c.text, got, held)
		}
	}
}
