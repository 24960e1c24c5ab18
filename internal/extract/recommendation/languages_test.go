// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package recommendation_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract/recommendation"
)

func TestIn(t *testing.T) {
	clause := func(text string, states ...heed.StateCode) heed.Clause {
		return heed.Clause{Text: text, RecommendingStates: append([]heed.StateCode{}, states...)}
	}
	for _, c := range []struct {
		lang, text string
		want       recommendation.Parsed
	}{
		{"fr", "Publier le plan (Venezuela (République bolivarienne du), Algérie) ;", recommendation.Parsed{
			Text: "Publier le plan", States: codes("VEN", "DZA"), Clauses: []heed.Clause{clause("Publier le plan", "VEN", "DZA")},
		}},
		{"fr", "Ratifier la Convention (CED) (France) (Congo) ;", recommendation.Parsed{
			Text: "Ratifier la Convention (CED)", States: codes("FRA", "COG"), Clauses: []heed.Clause{clause("Ratifier la Convention (CED)", "FRA", "COG")},
		}},
		{"es", "Concluir la reforma (Ucrania); aumentar los medios (España e Italia);", recommendation.Parsed{
			Text: "Concluir la reforma (Ucrania); aumentar los medios", States: codes("UKR", "ESP", "ITA"),
			Clauses: []heed.Clause{clause("Concluir la reforma", "UKR"), clause("aumentar los medios", "ESP", "ITA")},
		}},
		{"ru", "подписать (Франция) и ратифицировать (Испания) Конвенцию;", recommendation.Parsed{
			Text: "подписать (Франция) и ратифицировать (Испания) Конвенцию", States: codes("FRA", "ESP"), Undivided: true,
			Clauses: []heed.Clause{clause("подписать и ратифицировать Конвенцию", "FRA", "ESP")},
		}},
		{"ar", "نشر الخطة (إيران (جمهورية - الإسلامية)، وفرنسا)؛", recommendation.Parsed{
			Text: "نشر الخطة", States: codes("IRN", "FRA"), Clauses: []heed.Clause{clause("نشر الخطة", "IRN", "FRA")},
		}},
		{"zh", "公布计划（委内瑞拉玻利瓦尔共和国、法国）；", recommendation.Parsed{
			Text: "公布计划", States: codes("VEN", "FRA"), Clauses: []heed.Clause{clause("公布计划", "VEN", "FRA")},
		}},
		{"zh", "完成改革（乌克兰）；增加资源（刚果（金））。", recommendation.Parsed{
			Text: "完成改革（乌克兰）；增加资源", States: codes("UKR", "COD"),
			Clauses: []heed.Clause{clause("完成改革", "UKR"), clause("增加资源", "COD")},
		}},
		{"zh", "公布《公约》（全文）", recommendation.Parsed{
			Text: "公布《公约》（全文）", States: codes(), Clauses: []heed.Clause{clause("公布《公约》（全文）")},
		}},
	} {
		if d := cmp.Diff(c.want, recommendation.In(c.lang).Parse(c.text, nil)); d != "" {
			t.Errorf("%s, %s: %s", c.lang, c.text, d)
		}
	}
}
