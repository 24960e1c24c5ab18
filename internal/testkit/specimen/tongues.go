// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package specimen

import "strconv"

func english() tongue {
	return tongue{
		code: "en", head: englishHead, title: reportTitle, date: "3 March 2025", names: stateNames, number: dotted, item: paired,
		open: "(", shut: ")", comma: ", ", end: ";", last: ".",
		headings: map[string]string{
			"council": "Fifty-ninth session", "days": "16 June–9 July 2025", "introduction": "Introduction",
			"proceedings": "Summary of the proceedings of the review process", "presentation": "Presentation by the State under review",
			"presented": "The delegation presented the national report and spoke of the law on prisons.",
			"dialogue":  "Interactive dialogue and responses by the State under review", "conclusions": "Conclusions and/or recommendations", "annex": "Annex",
		},
		opening: []string{
			"The Working Group on the Universal Periodic Review held its forty-eighth session from 20 to 31 January 2025. The review of {XVA} was held at the 3rd meeting, on 21 January 2025. The delegation of {XVA} was headed by the Minister of Justice, Ilda Maresk. At its 10th meeting, held on 24 January 2025, the Working Group adopted the report on {XVA}.",
			"On 8 January 2025, the Human Rights Council selected the following group of rapporteurs (troika) to facilitate the review of {XVA}: {XAR}, {XMO} and {XSO}.",
			"The following documents were issued for the review of {XVA}:",
			"A list of questions prepared in advance by {XNO} and {XES} was transmitted to {XVA} through the troika.",
		},
		basis: [3]string{"(a) A national report", "(b) A compilation", "(c) A summary"},
		spoke: "During the interactive dialogue, 9 delegations made statements. Recommendations made during the dialogue are to be found in section II of the present report.",
		statements: []string{
			"{XAR} welcomed the law on prisons.", "{XBL} asked about courts.", "{XCD} commended the new schools.", "{XES} noted the reform of the press law.",
			"{XKE} welcomed the plan.", "{XMO} thanked the delegation.", "{XNO} regretted delays.", "{XQU} spoke of water.", "{XSO} welcomed the training of judges.",
		},
		reply: "In reply, the delegation said that the bill would be debated in the spring.",
		leadIns: []string{
			"The recommendations formulated during the interactive dialogue and listed below have been examined by {XVA} and enjoy the support of {XVA}:",
			"The following recommendations enjoy the support of {XVA}, which considers that they are already implemented or in the process of implementation:",
			"The recommendation below is partially supported by {XVA}:",
			"The following recommendations will be examined by {XVA}, which will provide responses in due time, but no later than the fifty-ninth session of the Human Rights Council:",
			"The recommendations below did not enjoy the support of {XVA} and would thus be noted:",
		},
		items: [][]string{
			{"Ratify the protocol on a communications procedure for children", "Publish the national plan on human rights in all languages of the country", "Train judges in the rights of persons with disabilities", "Strengthen the independence of the national human rights institution"},
			{"Continue to raise the number of women in municipal councils", "Provide drinking water in the upland villages"},
			{"Prohibit discrimination in employment and in housing"},
			{"Accept visits without notice to all prisons|publish the findings of those visits", "Decriminalize defamation"},
			{"Abolish the permit for public assemblies", "Withdraw all reservations to the Convention on the Rights of the Child (1989)"},
		},
		closing: "All conclusions and/or recommendations contained in the present report reflect the position of the submitting State(s) and/or the State under review. They should not be construed as endorsed by the Working Group as a whole.",
		annex:   "The delegation of {XVA} was headed by Ilda Maresk.",
	}
}

func french() tongue {
	return tongue{
		code: "fr", title: "Rapport du Groupe de travail sur l’Examen périodique universel", date: "3 mars 2025", number: dotted, item: paired,
		head: masthead{
			organization: "Nations Unies", assembly: "Assemblée générale", distr: "Distr. générale", language: "Français", original: "Original : anglais",
			council: "Conseil des droits de l’homme", agenda: "Point 6 de l’ordre du jour", review: "Examen périodique universel", letter: "F",
		},
		names: map[string]string{
			"XVA": "Veldania", "XAR": "Arvénie", "XBL": "Belmarque", "XCD": "Côte d’Alba", "XES": "Estovar", "XKE": "Kelmoor (Fédération de)",
			"XMO": "Mondavar", "XNO": "Nordhall", "XQU": "Quendara", "XSO": "Saint-Orin-et-les-Îles",
		},
		open: "(", shut: ")", comma: ", ", end: " ;", last: ".",
		headings: map[string]string{
			"council": "Cinquante-neuvième session", "days": "16 juin-9 juillet 2025", "introduction": "Introduction",
			"proceedings": "Résumé des débats au titre du processus d’examen", "presentation": "Exposé de l’État objet de l’Examen",
			"presented": "La délégation a présenté le rapport national et a parlé de la loi sur les prisons.",
			"dialogue":  "Dialogue et réponses de l’État objet de l’Examen", "conclusions": "Conclusions et/ou recommandations", "annex": "Annexe",
		},
		opening: []string{
			"Le Groupe de travail sur l’Examen périodique universel a tenu sa quarante-huitième session du 20 au 31 janvier 2025. L’Examen concernant le {XVA} a eu lieu à la 3e séance, le 21 janvier 2025. La délégation du {XVA} était dirigée par la Ministre de la justice, Ilda Maresk. À sa 10e séance, le 24 janvier 2025, le Groupe de travail a adopté le rapport concernant le {XVA}.",
			"Le 8 janvier 2025, afin de faciliter l’Examen concernant le {XVA}, le Conseil des droits de l’homme avait constitué le groupe de rapporteurs (troïka) suivant : {XAR}, {XMO} et {XSO}.",
			"Les documents ci-après avaient été publiés en vue de l’Examen concernant le {XVA} :",
			"Une liste de questions préparée à l’avance par {XNO} et {XES} avait été transmise au {XVA} par l’intermédiaire de la troïka.",
		},
		basis: [3]string{"a) Un rapport national", "b) Une compilation", "c) Un résumé"},
		spoke: "Au cours du dialogue, 9 délégations ont fait des déclarations. Les recommandations faites à cette occasion figurent dans la section II du présent rapport.",
		statements: []string{
			"L’{XAR} a salué la loi sur les prisons.", "La {XBL} s’est enquise des tribunaux.", "La {XCD} a salué les nouvelles écoles.", "L’{XES} a pris note de la réforme du droit de la presse.",
			"{XKE} s’est félicitée du plan.", "Le {XMO} a remercié la délégation.", "Le {XNO} a regretté les retards.", "Le {XQU} a parlé de l’eau.", "{XSO} a salué la formation des juges.",
		},
		reply: "En réponse, la délégation a déclaré que le projet serait débattu au printemps.",
		leadIns: []string{
			"Les recommandations formulées au cours du dialogue et énumérées ci-après ont été examinées par le {XVA} et recueillent son adhésion :",
			"Les recommandations ci-après recueillent l’appui du {XVA}, qui considère qu’elles ont déjà été mises en œuvre ou sont en cours d’application :",
			"La recommandation ci-après est partiellement acceptée par le {XVA} :",
			"Les recommandations ci-après seront examinées par le {XVA}, qui y répondra en temps voulu, au plus tard à la cinquante-neuvième session du Conseil des droits de l’homme :",
			"Les recommandations ci-après n’ont pas recueilli l’adhésion du {XVA}, qui en a donc pris note :",
		},
		items: [][]string{
			{"Ratifier le protocole établissant une procédure de communications pour les enfants", "Publier le plan national des droits de l’homme dans toutes les langues du pays", "Former les juges aux droits des personnes handicapées", "Renforcer l’indépendance de l’institution nationale des droits de l’homme"},
			{"Continuer d’accroître le nombre de femmes dans les conseils municipaux", "Fournir de l’eau potable aux villages des hautes terres"},
			{"Interdire la discrimination en matière d’emploi et de logement"},
			{"Accepter des visites inopinées dans toutes les prisons|publier les conclusions de ces visites", "Dépénaliser la diffamation"},
			{"Supprimer l’autorisation préalable des réunions publiques", "Retirer toutes les réserves à la Convention relative aux droits de l’enfant (1989)"},
		},
		closing: "Toutes les conclusions et/ou recommandations figurant dans le présent rapport reflètent la position de l’État ou des États dont elles émanent, ou de l’État objet de l’Examen. Elles ne sauraient être considérées comme approuvées par le Groupe de travail dans son ensemble.",
		annex:   "La délégation du {XVA} était dirigée par Ilda Maresk.",
	}
}

func spanish() tongue {
	return tongue{
		code: "es", title: "Informe del Grupo de Trabajo sobre el Examen Periódico Universal", date: "3 de marzo de 2025", number: dotted, item: paired,
		head: masthead{
			organization: "Naciones Unidas", assembly: "Asamblea General", distr: "Distr. general", language: "Español", original: "Original: inglés",
			council: "Consejo de Derechos Humanos", agenda: "Tema 6 de la agenda", review: "Examen periódico universal", letter: "S",
		},
		names: map[string]string{
			"XVA": "Veldania", "XAR": "Arvenia", "XBL": "Belmarque", "XCD": "Costa de Alba", "XES": "Estovar", "XKE": "Kelmoor (Federación de)",
			"XMO": "Mondavar", "XNO": "Nordhall", "XQU": "Quendara", "XSO": "San Orin y las Islas",
		},
		open: "(", shut: ")", comma: ", ", end: ";", last: ".",
		headings: map[string]string{
			"council": "59º período de sesiones", "days": "16 de junio a 9 de julio de 2025", "introduction": "Introducción",
			"proceedings": "Resumen de las deliberaciones del proceso de examen", "presentation": "Exposición del Estado examinado",
			"presented": "La delegación presentó el informe nacional y habló de la ley de prisiones.",
			"dialogue":  "Diálogo interactivo y respuestas del Estado examinado", "conclusions": "Conclusiones y/o recomendaciones", "annex": "Anexo",
		},
		opening: []string{
			"El Grupo de Trabajo sobre el Examen Periódico Universal celebró su 48º período de sesiones del 20 al 31 de enero de 2025. El examen de {XVA} se llevó a cabo en la tercera sesión, el 21 de enero de 2025. La delegación de {XVA} estuvo encabezada por la Ministra de Justicia, Ilda Maresk. En su décima sesión, celebrada el 24 de enero de 2025, el Grupo de Trabajo aprobó el informe sobre {XVA}.",
			"El 8 de enero de 2025, el Consejo de Derechos Humanos eligió al siguiente grupo de relatores (troika) para facilitar el examen de {XVA}: {XAR}, {XMO} y {XSO}.",
			"Para el examen de {XVA} se publicaron los siguientes documentos:",
			"Por conducto de la troika se transmitió a {XVA} una lista de preguntas preparadas de antemano por {XNO} y {XES}.",
		},
		basis: [3]string{"a) Un informe nacional", "b) Una recopilación", "c) Un resumen"},
		spoke: "Durante el diálogo interactivo formularon declaraciones 9 delegaciones. Las recomendaciones formuladas figuran en la sección II del presente informe.",
		statements: []string{
			"{XAR} acogió con satisfacción la ley de prisiones.", "{XBL} preguntó por los tribunales.", "{XCD} encomió las nuevas escuelas.", "{XES} observó la reforma de la ley de prensa.",
			"{XKE} celebró el plan.", "{XMO} dio las gracias a la delegación.", "{XNO} lamentó los retrasos.", "{XQU} habló del agua.", "{XSO} celebró la formación de jueces.",
		},
		reply: "En respuesta, la delegación dijo que el proyecto de ley se debatiría en primavera.",
		leadIns: []string{
			"Las recomendaciones formuladas durante el diálogo interactivo que se enumeran a continuación han sido examinadas por {XVA} y cuentan con su apoyo:",
			"Las recomendaciones siguientes cuentan con el apoyo de {XVA}, que considera que ya se han aplicado o están en vías de aplicación:",
			"La recomendación siguiente ha sido aceptada parcialmente por {XVA}:",
			"Las recomendaciones siguientes serán examinadas por {XVA}, que les dará respuesta a su debido tiempo, y a más tardar en el 59º período de sesiones del Consejo de Derechos Humanos:",
			"Las recomendaciones que figuran a continuación no contaron con el apoyo de {XVA}, que ha tomado nota de ellas:",
		},
		items: [][]string{
			{"Ratificar el protocolo relativo a un procedimiento de comunicaciones para los niños", "Publicar el plan nacional de derechos humanos en todos los idiomas del país", "Capacitar a los jueces en los derechos de las personas con discapacidad", "Reforzar la independencia de la institución nacional de derechos humanos"},
			{"Seguir aumentando el número de mujeres en los consejos municipales", "Suministrar agua potable a las aldeas de las tierras altas"},
			{"Prohibir la discriminación en el empleo y la vivienda"},
			{"Aceptar visitas sin previo aviso a todas las prisiones|publicar las conclusiones de esas visitas", "Despenalizar la difamación"},
			{"Suprimir el permiso para las reuniones públicas", "Retirar todas las reservas a la Convención sobre los Derechos del Niño (1989)"},
		},
		closing: "Todas las conclusiones y/o recomendaciones que figuran en el presente informe reflejan la posición de los Estados que las formulan y/o del Estado examinado. No debe entenderse que cuentan con el respaldo del Grupo de Trabajo en su conjunto.",
		annex:   "La delegación de {XVA} estuvo encabezada por Ilda Maresk.",
	}
}

func russian() tongue {
	return tongue{
		code: "ru", title: "Доклад Рабочей группы по универсальному периодическому обзору", date: "3 March 2025", number: dotted, item: paired,
		head: masthead{
			organization: "Организация Объединенных Наций", assembly: "Генеральная Ассамблея", distr: "Distr.: General", language: "Russian", original: "Original: English",
			council: "Совет по правам человека", agenda: "Пункт 6 повестки дня", review: "Универсальный периодический обзор", letter: "R",
		},
		names: map[string]string{
			"XVA": "Вельдания", "XAR": "Арвения", "XBL": "Бельмарк", "XCD": "Кот-д’Альба", "XES": "Эстовар", "XKE": "Кельмур (Федерация)",
			"XMO": "Мондавар", "XNO": "Нордхалль", "XQU": "Кендара", "XSO": "Сент-Орин и Острова",
		},
		open: "(", shut: ")", comma: ", ", end: ";", last: ".",
		headings: map[string]string{
			"council": "Пятьдесят девятая сессия", "days": "16 июня – 9 июля 2025 года", "introduction": "Введение",
			"proceedings": "Резюме процесса обзора", "presentation": "Представление государства – объекта обзора",
			"presented": "Делегация представила национальный доклад и рассказала о законе о тюрьмах.",
			"dialogue":  "Интерактивный диалог и ответы государства – объекта обзора", "conclusions": "Выводы и/или рекомендации", "annex": "Приложение",
		},
		opening: []string{
			"Рабочая группа по универсальному периодическому обзору провела свою сорок восьмую сессию 20–31 января 2025 года. Обзор по Вельдании состоялся на 3-м заседании 21 января 2025 года. Делегацию Вельдании возглавляла министр юстиции, Ильда Мареск. На своем 10-м заседании, состоявшемся 24 января 2025 года, Рабочая группа приняла доклад по Вельдании.",
			"8 января 2025 года Совет по правам человека отобрал группу докладчиков («тройку») для содействия проведению обзора по Вельдании в следующем составе: {XAR}, {XMO} и {XSO}.",
			"Для обзора по Вельдании были изданы следующие документы:",
			"Через «тройку» Вельдании был препровожден перечень вопросов, заранее подготовленных следующими государствами: {XNO} и {XES}.",
		},
		basis: [3]string{"a) национальный доклад", "b) подборка", "c) резюме"},
		spoke: "В ходе интерактивного диалога с заявлениями выступили 9 делегаций. Рекомендации, вынесенные в ходе диалога, приводятся в разделе II настоящего доклада.",
		statements: []string{
			"{XAR} приветствовала закон о тюрьмах.", "{XBL} спросил о судах.", "{XCD} высоко оценил новые школы.", "{XES} отметил реформу закона о печати.",
			"{XKE} приветствовал план.", "{XMO} поблагодарил делегацию.", "{XNO} выразил сожаление по поводу задержек.", "{XQU} говорила о воде.", "{XSO} приветствовал подготовку судей.",
		},
		reply: "В ответ делегация сообщила, что законопроект будет обсуждаться весной.",
		leadIns: []string{
			"Рекомендации, сформулированные в ходе интерактивного диалога и перечисленные ниже, были рассмотрены Вельданией и пользуются ее поддержкой:",
			"Следующие рекомендации пользуются поддержкой Вельдании, которая считает, что они уже выполнены или находятся в процессе осуществления:",
			"Нижеследующая рекомендация частично поддержана Вельданией:",
			"Следующие рекомендации будут рассмотрены Вельданией, которая представит ответы в установленные сроки, но не позднее пятьдесят девятой сессии Совета по правам человека:",
			"Приводимые ниже рекомендации не получили поддержки Вельдании и, таким образом, были приняты к сведению:",
		},
		items: [][]string{
			{"ратифицировать протокол, касающийся процедуры сообщений для детей", "опубликовать национальный план в области прав человека на всех языках страны", "обучать судей правам инвалидов", "укрепить независимость национального правозащитного учреждения"},
			{"продолжать увеличивать число женщин в муниципальных советах", "обеспечить питьевой водой горные деревни"},
			{"запретить дискриминацию в сфере занятости и жилья"},
			{"разрешить посещение всех тюрем без предупреждения|публиковать выводы этих посещений", "декриминализировать клевету"},
			{"отменить разрешительный порядок проведения публичных собраний", "снять все оговорки к Конвенции о правах ребенка (1989)"},
		},
		closing: "Все выводы и/или рекомендации, содержащиеся в настоящем докладе, отражают позицию представивших их государств и/или государства – объекта обзора. Их не следует рассматривать как одобренные Рабочей группой в целом.",
		annex:   "Делегацию возглавляла Ильда Мареск.",
	}
}

func arabic() tongue {
	return tongue{
		code: "ar", title: "تقرير الفريق العامل المعني بالاستعراض الدوري الشامل", date: "3 March 2025",
		number: func(n int) string { return strconv.Itoa(n) + "-" },
		item:   func(n, k int) string { return strconv.Itoa(n) + "-" + strconv.Itoa(k) },
		head: masthead{
			organization: "الأمم المتحدة", assembly: "الجمعية العامة", distr: "Distr.: General", language: "Arabic", original: "Original: English",
			council: "مجلس حقوق الإنسان", agenda: "البند 6 من جدول الأعمال", review: "الاستعراض الدوري الشامل", letter: "A", rtl: true,
		},
		names: map[string]string{
			"XVA": "فيلدانيا", "XAR": "أرفينيا", "XBL": "بلمارك", "XCD": "كوت ألبا", "XES": "إستوفار", "XKE": "كيلمور (اتحاد - )",
			"XMO": "موندافار", "XNO": "نوردهال", "XQU": "كويندارا", "XSO": "سانت أورين والجزر",
		},
		open: "(", shut: ")", comma: "، و", end: "؛", last: ".",
		headings: map[string]string{
			"council": "الدورة التاسعة والخمسون", "days": "16 حزيران/يونيه - 9 تموز/يوليه 2025", "introduction": "مقدمة",
			"proceedings": "أولاً- موجز مداولات عملية الاستعراض", "presentation": "ألف- عرض الدولة موضوع الاستعراض",
			"presented": "قدّم الوفد التقرير الوطني وتحدث عن قانون السجون.",
			"dialogue":  "باء- الحوار التفاعلي وردود الدولة موضوع الاستعراض", "conclusions": "ثانياً- الاستنتاجات و/أو التوصيات", "annex": "المرفق",
		},
		opening: []string{
			"عقد الفريق العامل المعني بالاستعراض الدوري الشامل دورته الثامنة والأربعين في الفترة من 20 إلى 31 كانون الثاني/يناير 2025. واستُعرضت الحالة في {XVA} في الجلسة 3 المعقودة في 21 كانون الثاني/يناير 2025. وترأست وفد {XVA} وزيرة العدل، إيلدا ماريسك. واعتمد الفريق العامل في جلسته 10 المعقودة في 24 كانون الثاني/يناير 2025 التقرير المتعلق بفيلدانيا.",
			"وفي 8 كانون الثاني/يناير 2025، اختار مجلس حقوق الإنسان فريق المقررين التالي (المجموعة الثلاثية) لتيسير استعراض الحالة في {XVA}: {XAR}، و{XMO}، و{XSO}.",
			"وصدرت الوثائق التالية لأغراض استعراض الحالة في {XVA}:",
			"وأُحيلت إلى {XVA} عن طريق المجموعة الثلاثية قائمة أسئلة أعدتها سلفاً {XNO} و{XES}.",
		},
		basis: [3]string{"(أ) تقرير وطني", "(ب) تجميع", "(ج) موجز"},
		spoke: "وأثناء الحوار التفاعلي، أدلى 9 وفود ببيانات. وترد التوصيات المقدمة أثناء الحوار في الفرع الثاني من هذا التقرير.",
		statements: []string{
			"رحبت {XAR} بقانون السجون.", "وسألت {XBL} عن المحاكم.", "وأشادت {XCD} بالمدارس الجديدة.", "ولاحظت {XES} إصلاح قانون الصحافة.",
			"ورحبت {XKE} بالخطة.", "وشكرت {XMO} الوفد.", "وأسفت {XNO} للتأخير.", "وتحدثت {XQU} عن المياه.", "ورحبت {XSO} بتدريب القضاة.",
		},
		reply: "ورداً على ذلك، قال الوفد إن مشروع القانون سيناقش في الربيع.",
		leadIns: []string{
			"نظرت {XVA} في التوصيات التي صيغت أثناء الحوار التفاعلي والمدرجة أدناه، وهي تحظى بتأييدها:",
			"تحظى التوصيات التالية بتأييد {XVA}، التي ترى أنها نُفذت بالفعل أو هي قيد التنفيذ:",
			"تؤيد {XVA} التوصية التالية تأييداً جزئياً:",
			"ستبحث {XVA} التوصيات التالية، وستقدم ردوداً عليها في الوقت المناسب، على ألا يتجاوز ذلك الدورة التاسعة والخمسين لمجلس حقوق الإنسان:",
			"لم تحظ التوصيات الواردة أدناه بتأييد {XVA}، وبالتالي أحاطت علماً بها:",
		},
		items: [][]string{
			{"التصديق على البروتوكول المتعلق بإجراء تقديم البلاغات الخاص بالأطفال", "نشر الخطة الوطنية لحقوق الإنسان بجميع لغات البلد", "تدريب القضاة على حقوق الأشخاص ذوي الإعاقة", "تعزيز استقلال المؤسسة الوطنية لحقوق الإنسان"},
			{"مواصلة زيادة عدد النساء في المجالس البلدية", "توفير مياه الشرب لقرى المرتفعات"},
			{"حظر التمييز في العمل والسكن"},
			{"قبول زيارات غير معلنة إلى جميع السجون|نشر نتائج تلك الزيارات", "عدم تجريم التشهير"},
			{"إلغاء الإذن المسبق للتجمعات العامة", "سحب جميع التحفظات على اتفاقية حقوق الطفل (1989)"},
		},
		closing: "تعبر جميع الاستنتاجات و/أو التوصيات الواردة في هذا التقرير عن موقف الدول المقدمة لها و/أو الدولة موضوع الاستعراض. وينبغي ألا تُفهم على أنها تحظى بتأييد الفريق العامل بكامله.",
		annex:   "ترأست وفد {XVA} إيلدا ماريسك.",
	}
}

func chinese() tongue {
	return tongue{
		code: "zh", title: "普遍定期审议工作组报告", date: "3 March 2025", number: dotted, item: paired,
		head: masthead{
			organization: "联 合 国", assembly: "大 会", distr: "Distr.: General", language: "Chinese", original: "Original: English",
			council: "人权理事会", agenda: "议程项目6", review: "普遍定期审议", letter: "C",
		},
		names: map[string]string{
			"XVA": "维尔达尼亚", "XAR": "阿尔维尼亚", "XBL": "贝尔马克", "XCD": "阿尔巴海岸", "XES": "埃斯托瓦尔", "XKE": "凯尔莫尔（联邦）",
			"XMO": "蒙达瓦尔", "XNO": "诺德哈尔", "XQU": "昆达拉", "XSO": "圣奥林和群岛",
		},
		open: "（", shut: "）", comma: "、", end: "；", last: "。",
		headings: map[string]string{
			"council": "第五十九届会议", "days": "2025年6月16日至7月9日", "introduction": "导言",
			"proceedings": "一. 审议情况纪要", "presentation": "A. 受审议国的陈述",
			"presented": "代表团介绍了国家报告，并谈到了监狱法。",
			"dialogue":  "B. 互动对话和受审议国的答复", "conclusions": "二. 结论和/或建议", "annex": "附件",
		},
		opening: []string{
			"普遍定期审议工作组于2025年1月20日至31日举行了第四十八届会议。2025年1月21日第3次会议审议了{XVA}的情况。{XVA}代表团由司法部长伊尔达·马雷斯克率领。工作组在2025年1月24日举行的第10次会议上通过了关于{XVA}的报告。",
			"2025年1月8日，人权理事会选举下列报告员组（三国小组）协助对{XVA}的审议：{XAR}、{XMO}和{XSO}。",
			"为审议{XVA}印发了下列文件：",
			"{XNO}和{XES}预先准备的问题清单已通过三国小组转交{XVA}。",
		},
		basis: [3]string{"(a) 国家报告", "(b) 汇编", "(c) 摘要"},
		spoke: "在互动对话期间，9个代表团作了发言。对话期间提出的建议载于本报告第二部分。",
		statements: []string{
			"{XAR}欢迎监狱法。", "{XBL}询问法院的情况。", "{XCD}赞扬新建的学校。", "{XES}关注新闻法改革。",
			"{XKE}欢迎该计划。", "{XMO}感谢代表团。", "{XNO}对拖延表示遗憾。", "{XQU}谈到水的问题。", "{XSO}欢迎对法官的培训。",
		},
		reply: "代表团在答复中说，该法案将在春季辩论。",
		leadIns: []string{
			"在互动对话期间提出并列于下文的建议已经{XVA}审议，并得到{XVA}的支持：",
			"下列建议得到{XVA}的支持，{XVA}认为这些建议已经得到落实或正在落实：",
			"{XVA}部分接受以下建议：",
			"下列建议将由{XVA}审议，{XVA}将适时作出答复，但不迟于人权理事会第五十九届会议：",
			"下列建议未得到{XVA}的支持，因此予以注意：",
		},
		items: [][]string{
			{"批准关于儿童来文程序的议定书", "以该国所有语言公布国家人权计划", "对法官进行残疾人权利培训", "加强国家人权机构的独立性"},
			{"继续增加市议会中的妇女人数", "为高地村庄提供饮用水"},
			{"禁止就业和住房方面的歧视"},
			{"接受对所有监狱的突击视察|公布视察的结果", "将诽谤非刑罪化"},
			{"取消公众集会许可", "撤回对《儿童权利公约》的所有保留（1989）"},
		},
		closing: "本报告所载的所有结论和/或建议反映提出建议的国家和/或受审议国的立场。不应理解为得到工作组整体的赞同。",
		annex:   "{XVA}代表团由伊尔达·马雷斯克率领。",
	}
}
