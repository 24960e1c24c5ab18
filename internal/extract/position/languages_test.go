// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package position_test

import (
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract/grammar"
	"github.com/heed-upr/heed/internal/extract/position"
)

// Wordings of every kind in every language, about an invented State: a refusal
// must never pass for support, and what no rule knows is unknown.
func TestStatedIn(t *testing.T) {
	for language, positions := range map[string]map[heed.Position][]string{
		"fr": {
			heed.Supported: {
				"Les recommandations énumérées ci-après ont été examinées par le Veldania, qui y souscrit :",
				"Les recommandations ci-après recueillent l'appui du Veldania :",
				"Les recommandations suivantes ont été acceptées par le Veldania :",
				"Les recommandations ci-après, formulées pendant le dialogue, ont recueilli l’adhésion du Veldania :",
				"Le Veldania accepte les recommandations suivantes :",
				"Les recommandations ci-après bénéficient du soutien du Veldania :",
			},
			heed.Noted: {
				"Les recommandations ci-après n’ont pas recueilli l’appui du Veldania :",
				"Le Veldania n'appuie pas les recommandations ci-après :",
				"Le Veldania n’est pas en mesure d’accepter les recommandations suivantes :",
				"Les recommandations ci-après ne recueillent pas l’adhésion du Veldania et il en est pris note :",
				"Le Veldania a pris note des recommandations ci-après :",
				"Les recommandations ci-après ont été rejetées par le Veldania :",
				"Le Veldania ne peut accepter les recommandations ci-après :",
				"Les recommandations suivantes n’ont pas été acceptées par le Veldania :",
			},
			heed.Pending: {
				"Les recommandations ci-après seront examinées par le Veldania, qui donnera une réponse en temps voulu :",
				"Le Veldania examinera les recommandations ci-après et y répondra :",
				"Le Veldania réserve sa position sur les recommandations ci-après :",
			},
			heed.Partial:         {"Le Veldania accepte en partie les recommandations ci-après :", "Les recommandations ci-après sont partiellement appuyées :"},
			heed.UnknownPosition: {"Le Veldania se félicite des recommandations ci-après :", "Les recommandations ci-après ont été formulées :"},
		},
		"es": {
			heed.Supported: {
				"Las recomendaciones que figuran a continuación han sido examinadas por Veldania y gozan de su apoyo:",
				"Las recomendaciones siguientes han recibido el apoyo de Veldania:",
				"Veldania acepta las recomendaciones siguientes:", "Las siguientes recomendaciones han sido aceptadas por Veldania:",
				"Veldania apoya las recomendaciones siguientes:",
			},
			heed.Noted: {
				"Las recomendaciones siguientes no gozan del apoyo de Veldania:", "Las recomendaciones que siguen no cuentan con el apoyo de Veldania:",
				"Veldania no puede aceptar las recomendaciones siguientes:", "Veldania no apoya las recomendaciones siguientes:",
				"Las recomendaciones siguientes fueron rechazadas por Veldania:", "Veldania toma nota de las recomendaciones siguientes:",
				"Veldania ha examinado las recomendaciones siguientes y ha tomado nota de ellas:", "Las recomendaciones siguientes no han sido aceptadas por Veldania:",
			},
			heed.Pending: {
				"Veldania examinará las recomendaciones siguientes y responderá a su debido tiempo:",
				"Las recomendaciones siguientes serán examinadas por Veldania:", "Las recomendaciones siguientes están pendientes de examen:",
			},
			heed.Partial:         {"Veldania acepta parcialmente las recomendaciones siguientes:", "Las recomendaciones siguientes cuentan en parte con el apoyo de Veldania:"},
			heed.UnknownPosition: {"Veldania agradece las recomendaciones siguientes:"},
		},
		"ru": {
			heed.Supported: {
				"Рекомендации, перечисленные ниже, были рассмотрены Вельданией и получили ее поддержку:",
				"Вельдания поддерживает следующие рекомендации:", "Следующие рекомендации были приняты Вельданией:",
				"Изложенные ниже рекомендации поддержаны Вельданией:", "Вельдания согласна со следующими рекомендациями:",
				"Следующие рекомендации пользуются поддержкой Вельдании:",
			},
			heed.Noted: {
				"Следующие рекомендации не пользуются поддержкой Вельдании:", "Вельдания не поддерживает следующие рекомендации:",
				"Следующие рекомендации были отклонены Вельданией:", "Вельдания не может принять следующие рекомендации:",
				"Вельдания приняла к сведению следующие рекомендации:", "Следующие рекомендации не были поддержаны Вельданией:",
				"Следующие рекомендации не получили поддержки:", "Вельдания рассмотрела и приняла к сведению рекомендации, перечисленные ниже:",
			},
			heed.Pending: {
				"Следующие рекомендации будут рассмотрены Вельданией:", "Вельдания рассмотрит следующие рекомендации и даст на них ответ:",
				"Следующие рекомендации находятся на рассмотрении Вельдании:",
			},
			heed.Partial:         {"Вельдания частично поддерживает следующие рекомендации:", "Следующие рекомендации пользуются частичной поддержкой Вельдании:"},
			heed.UnknownPosition: {"Вельдания благодарит за следующие рекомендации:"},
		},
		"ar": {
			heed.Supported: {
				"التوصيات المدرجة أدناه بحثتها فيلدانيا وهي تؤيدها:", "حظيت التوصيات التالية بتأييد فيلدانيا:", "قبلت فيلدانيا التوصيات التالية:",
				"تؤيد فيلدانيا التوصيات التالية:", "أيّدت فيلدانيا التوصيات الواردة أدناه:",
			},
			heed.Noted: {
				"لم تحظَ التوصيات التالية بتأييد فيلدانيا:", "لا تؤيد فيلدانيا التوصيات التالية:", "أحاطت فيلدانيا علماً بالتوصيات التالية:",
				"رفضت فيلدانيا التوصيات التالية:", "لا تحظى التوصيات التالية بتأييد فيلدانيا:", "لا يمكن لفيلدانيا قبول التوصيات التالية:",
			},
			heed.Pending: {
				"ستنظر فيلدانيا في التوصيات التالية وستقدم ردوداً عليها:", "التوصيات التالية قيد النظر:", "وستدرس فيلدانيا التوصيات الواردة أدناه:",
			},
			heed.Partial:         {"تؤيد فيلدانيا جزئياً التوصيات التالية:"},
			heed.UnknownPosition: {"ترحب فيلدانيا بالتوصيات التالية:"},
		},
		"zh": {
			heed.Supported: {
				"下列建议已经维尔达尼亚审议并得到维尔达尼亚的支持：", "维尔达尼亚接受下列建议：", "维尔达尼亚支持以下建议：", "以下建议获得维尔达尼亚赞同：",
			},
			heed.Noted: {
				"下列建议未获得维尔达尼亚的支持：", "维尔达尼亚注意到下列建议：", "维尔达尼亚不支持下列建议：", "维尔达尼亚不能接受下列建议：", "下列建议没有得到维尔达尼亚的支持：", "维尔达尼亚拒绝下列建议：",
			},
			heed.Pending:         {"维尔达尼亚将审议下列建议，并将及时作出答复：", "下列建议将由维尔达尼亚审议：", "维尔达尼亚正在研究下列建议："},
			heed.Partial:         {"下列建议得到维尔达尼亚的部分支持：", "维尔达尼亚部分支持下列建议："},
			heed.UnknownPosition: {"维尔达尼亚感谢下列建议："},
		},
	} {
		for want, wordings := range positions {
			for _, s := range wordings {
				if got, _ := position.StatedIn(grammar.Of(language), s); got != want {
					t.Errorf("%s: %q: %s, want %s", language, s, got, want)
				}
			}
		}
	}
}

func TestClaimIn(t *testing.T) {
	for _, c := range []struct {
		language, text string
		want           heed.Qualifier
	}{
		{"fr", "recueillent l’appui du Veldania, qui considère qu’elles sont déjà appliquées :", heed.AlreadyImplemented},
		{"fr", "recueillent l’appui du Veldania, qui estime qu’elles sont en cours de mise en œuvre :", heed.InProcess},
		{"fr", "acceptées dans leur principe, ou sur le principe, par le Veldania :", heed.InPrinciple},
		{"es", "cuentan con el apoyo de Veldania, que considera que ya se han cumplido:", heed.AlreadyImplemented},
		{"es", "cuentan con el apoyo de Veldania, que considera que están en proceso de aplicación:", heed.InProcess},
		{"ru", "пользуются поддержкой Вельдании, которая считает, что они уже осуществлены:", heed.AlreadyImplemented},
		{"ru", "пользуются поддержкой Вельдании, которая считает, что они находятся в стадии осуществления:", heed.InProcess},
		{"ar", "تؤيد فيلدانيا التوصيات التالية التي ترى أنها نُفّذت بالفعل:", heed.AlreadyImplemented},
		{"ar", "تؤيد فيلدانيا التوصيات التالية التي هي في طور التنفيذ:", heed.InProcess},
		{"zh", "下列建议得到维尔达尼亚的支持，并已得到落实：", heed.AlreadyImplemented},
		{"zh", "下列建议得到维尔达尼亚的支持，正在执行：", heed.InProcess},
		{"zh", "下列建议得到维尔达尼亚的支持：", ""},
	} {
		if _, got := position.StatedIn(grammar.Of(c.language), c.text); got != c.want {
			t.Errorf("%s: %q claims %q, want %q", c.language, c.text, got, c.want)
		}
	}
}
