// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"slices"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
)

// Whose names these are: offices of a State with its name or adjective, bodies of the
// UN within a name, and those that anybody may have, in three languages.
// Of 109 other names, tried once on the rule that the first 127 had made, 12 of 41 of
// States and 5 of 19 of the UN were missed, and 4 of 49 free ones refused; it was then
// widened by kind, and some of them stand here, so that none is a fresh measure now.
// "UNICEF UK", a national committee, is taken for the UN's, as in most States an office
// of UNICEF is called so; its full name is free.
func TestReserved(t *testing.T) {
	state, un := []string{
		"Ministry of Finance of Veldania", "Gov. of Veldania", "Veldanian Government", "Foreign Minister of Veldania", "the Government of Veldania", "Veldania's Ministry of Justice", "Veldanian Ministry of Foreign Affairs",
		"Minister of Internal Affairs of Veldania", "Prosecutor General's Office of Veldania", "Deputy Prosecutor General of Kazakhstan", "President of the Republic of Kazakhstan", "Supreme Court of Veldania", "Parliament of Veldania",
		"Foreign Minister of Veldania Ivan Petrov", "A. Petrov, Minister of Justice of Veldania", "Ministry of Economy, Trade and Industry of Veldania", "French Government", "Kazakh Ministry of Health", "Japanese Prime Minister", "Veldania Government",
		"Press service of the Ministry of Justice of Veldania", "Рresident of Veldania", "Government of the United States", "UK Government", "Saudi Ministry of Interior",
		"Federal Government of Germany", "German Federal Government", "US State Department", "National Parliament of Veldania", "South African Government", "Sri Lankan President", "Ministry of Justice (Veldania)", "Ministry of Justice, Republic of Veldania", "МИД РФ", "Минюст РК", "ҚР Әділет министрлігі", "Узбекское правительство", "Казахстанский министр юстиции", "Chinese Foreign Ministry spokesperson",
		"Президент Вельдании", "Министр юстиции Вельдании", "Министерство иностранных дел Республики Казахстан", "МВД Вельдании", "Генеральная прокуратура Казахстана", "Верховный суд Вельдании", "Парламент Республики Вельдания",
		"вельданское правительство", "Российское правительство", "Заместитель министра юстиции Вельдании", "Пресс-служба Министерства юстиции Казахстана", "Премьер-министр Франции",
		"Вельдания Үкіметі", "Қазақстан Республикасының Президенті", "Қазақстанның Әділет министрлігі", "Вельдания Бас прокуратурасы", "Қазақстан Республикасы Жоғарғы Соты", "Вельдания Ішкі істер министрі", "Вельдания парламенті",
	}, []string{
		"UNICEF Veldania", "UN Women Veldania", "OHCHR Regional Office for Central Asia", "UNDP in Veldania", "UNHCR, Veldania", "Chair of the Committee against Torture", "Members of the UN Human Rights Committee", "UN High Commissioner for Human Rights V. Türk",
		"WHO Veldania", "UN Veldania", "UN office in Veldania", "UN Resident Coordinator", "Special Rapporteur on torture, A. Edwards", "Committee on the Rights of the Child, in its observations",
		"ЮНИСЕФ в Вельдании", "Представительство ПРООН в Казахстане", "Председатель Комитета против пыток", "Комитет по правам человека ООН", "ООН в Казахстане", "УВКПЧ, Бишкек",
		"Эксперты ООН", "Спецдокладчик ООН по пыткам", "Управление ООН по правам человека", "БҰҰ-ның Адам құқықтары кеңсесі", "United Nations Human Rights Office", "Special Rapporteur on freedom of expression, Irene Khan",
		"ЮНИСЕФ-тің Қазақстандағы өкілдігі", "БҰҰ Қазақстанда", "ПРООН Вельдания",
		"UNAMA", "World Bank Veldania", "IOM Veldania", "FAO in Veldania", "Постоянный форум по вопросам коренных народов", "МООНСА", "МОМ", "WHO", "the ILO", "UN Children's Fund in Veldania", "Representative of WHO", "UN Group of Experts", "Special Rapporteur on the independence of judges and lawyers, Mr. Smith",
	}
	free := []string{
		"Veldanian Bar Association", "Lawyers for Government Accountability in Veldania", "Former President of Veldania's writers' union", "Radio Veldania", "UN Watch", "Committee to Protect Journalists", "Nizhny Novgorod Committee against Torture", "Friends of UNICEF",
		"UNESCO Club of Veldania", "United Nations Association of Veldania", "President of the Writers' Union of Veldania", "Veldanian Parliament Watch", "Veldanian Prosecutors Association", "Former Minister of Justice of Veldania", "Women of Veldania", "Veldania Red Cross",
		"President of the Veldanian Bar", "National Human Rights Council of Veldania", "Ombudsman of Veldania", "Prosecutor General's Office", "Deputy Prosecutor General Adilov", "Qazinform quoting the Ministry", "Interior Ministry", "Human Rights Alliance for Fundamental Rights", "Journalists against the Government of Veldania",
		"Veldanian Helsinki Committee", "Victims of the Ministry of Interior of Veldania", "Coalition against Torture", "People who care", "CAT lovers of Veldania", "Parliamentary Assembly of the Council of Europe", "President of Veldania Football Association", "NGO Coalition on CEDAW", "Georgia Smith", "Human Rights Commission of Veldania", "Shadow Minister of Veldania",
		"President of Kenya Human Rights Commission", "Minister of the Lutheran Church of Veldania", "Ministry of the Gospel in Kenya", "Youth Parliament of Veldania", "African Union Parliament", "UN Youth Veldania", "World Federation of United Nations Associations", "German Institute for Human Rights", "Kenya National Commission on Human Rights", "Georgian Young Lawyers' Association",
		"Совет по правам человека при Президенте Российской Федерации", "Молодежное правительство Казахстана", "Республиканская прокуратура", "Радио ООН", "Қазақстан Республикасының Адам құқықтары жөніндегі уәкілі", "Қазақстан балалар омбудсмені",
		"Бывший президент Вельдании", "Президент Союза писателей Вельдании", "Коллегия адвокатов Вельдании", "Радио Вельдания", "Комитет матерей Казахстана", "Юристы за подотчетность правительства Вельдании", "Генеральная прокуратура", "Председатель Общественного совета", "Нижегородский Комитет против пыток", "Ассоциация содействия ООН", "Клуб ЮНЕСКО в Алматы", "Президент Федерации футбола Казахстана", "Казахстанское бюро по правам человека", "Вельданский союз журналистов",
		"Вельдания Жазушылар одағының президенті", "Вельдания заңгерлер алқасы", "Қазақстан Журналистер одағы", "Қазақстанның бұрынғы президенті", "Әділет министрлігі", "Қазақстан халқы", "Вельдания радиосы", "ЮНЕСКО клубы", "German Committee for UNICEF", "WHO Collaborating Centre at Karolinska Institute", "Doctors WHO care", "President of Turkey Human Rights Platform", "President of France Telecom", "Национальный комитет ЮНИСЕФ Словакии", "Сотрудничающий центр ВОЗ", "Партнеры ЮНИСЕФ", "Вельдания платформасы", "ЮНИСЕФ ұлттық комитеті",
		"Fact-finding mission", "Group of Experts", "Pueblo Unido", "Commission on the Status of Women of Veldania", "Mom", "BMO", "Who", "ЮНИСЕФ Грузии bank", "UNICEF Казахстанның university", "Қазақстан Футбол федерациясының президенті", "Вельдания әйелдері",
	}
	wrong := 0
	for _, c := range []struct {
		names []string
		want  heed.Voice
	}{{state, heed.VoiceState}, {un, heed.VoiceUN}, {free, ""}} {
		for _, name := range c.names {
			if got := reserved(name); c.want == "" && len(got) > 0 || c.want != "" && !slices.Contains(got, c.want) {
				wrong++
				t.Errorf("%q: %q, want %q", name, got, c.want)
			}
		}
	}
	t.Logf("%d of States, %d of the UN, %d free, %d wrong", len(state), len(un), len(free), wrong)
}

// What a name is does not depend on when it is asked.
func TestReserved_IsAlwaysTheSame(t *testing.T) {
	for _, name := range []string{"ЮНИСЕФ Грузии bank", "UNICEF Казахстанның university", "Комитет против пыток UNICEF", "БҰҰ сарапшылары Human Rights Council"} {
		first := reserved(name)
		for range 50 {
			if again := reserved(name); !slices.Equal(first, again) {
				t.Fatalf("%q: %q, then %q", name, first, again)
			}
		}
	}
}

// Under the voice of the UN a body is known by its name in front, whoever is behind it,
// also by one that others have too; and "UN" in front of anything is enough.
func TestMentionsUN(t *testing.T) {
	for _, name := range []string{
		"High Commissioner for Human Rights Volker Türk", "Volker Türk, High Commissioner for Human Rights", "UNAMA", "Human Rights Committee, Mr. Smith", "Secretary-General António Guterres", "World Food Programme", "IOM", "OCHA", "UNRWA", "UNMISS", "UNITAD", "Commission on the Status of Women", "FAO", "World Bank",
		"Permanent Forum on Indigenous Issues", "Special Representative of the Secretary-General on violence against children", "Independent International Fact-Finding Mission on Venezuela", "Group of Human Rights Experts on Nicaragua", "МООНСА", "President of the Security Council", "The General Assembly",
		"Генеральный секретарь А. Гутерриш", "Верховный комиссар по правам человека Ф. Тюрк", "Председатель Совета Безопасности", "Независимая международная миссия по установлению фактов в Венесуэле", "Группа экспертов по правам человека в Никарагуа", "Специальный представитель Генерального секретаря по вопросу о насилии в отношении детей",
		"Бас хатшы А. Гутерриш", "Адам құқықтары кеңесі, БҰҰ", "Тәуелсіз халықаралық тергеу комиссиясы", "UN staff union", "ООН, А. Петров", "БҰҰ қызметкері",
	} {
		if !mentionsUN(name) && !slices.Contains(reserved(name), heed.VoiceUN) {
			t.Errorf("%q is not known as the UN's", name)
		}
	}
	for _, name := range []string{"My aunt", "Friends of UNICEF", "Human Rights Council of Veldania", "Doctors WHO care", "Nizhny Novgorod Committee against Torture", "Совет по правам человека Вельдании", "Special Envoy of the President"} {
		if mentionsUN(name) {
			t.Errorf("%q is taken for the UN's", name)
		}
	}
}

// BenchmarkReserved asks for an honest name and for one as long as a speaker may be.
func BenchmarkReserved(b *testing.B) {
	for _, name := range []string{"Nizhny Novgorod Committee against Torture", strings.Repeat("a ", 150)} {
		b.Run(name[:2], func(b *testing.B) {
			for b.Loop() {
				reserved(name)
			}
		})
	}
}
