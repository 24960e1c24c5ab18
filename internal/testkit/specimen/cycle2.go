// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package specimen

// secondCycle is the first of the two invented reviews.
func secondCycle() review {
	return review{
		cycle: 2, session: 20, sessionWord: "twentieth", sessionDays: "27 October to 7 November 2014",
		councilWord: "Twenty-eighth",
		symbol:      "A/HRC/28/901", reportDate: "15 December 2014", addendumDate: "3 March 2015", questionsDate: "24 October 2014",
		job: "GE.14-99901", addendumJob: "GE.15-99902",
		reviewDay: "3 November 2014", reviewDate: "2014-11-03", meeting: 9,
		adoptedDay: "6 November 2014", adoptedDate: "2014-11-06", adoptedMeeting: 15,
		headName: "Ilda Maresk", headOffice: "Minister of Justice",
		troikaDay: "15 January 2014", troika: []string{"XCA", "XJO", "XOR"},
		askedInAdvance: []question{
			{"XAR", []string{
				"When does {XVA} expect to accede to the Optional Protocol to the Convention against Torture?",
				"How many complaints of ill-treatment by the police were received in the past three years, and how many led to a trial?",
			}},
			{"XEL", []string{"Which authority follows the recommendations of the first review, and are its findings public?"}},
			{"XLI", []string{
				"How many children in the lower delta hold no birth certificate?",
				"What obstacles remain to ending the detention of children who arrive without their families?",
			}},
			{"XNO", []string{"Does the Government intend to remove defamation from the Penal Code, and by when?"}},
			{"XTA", []string{"Will the results of the soil survey in the eastern basin be published in full, and in which languages?"}},
		},
		presentation: secondPresentation(),
		dialogue:     secondDialogue(),
		groups:       secondGroups(),
		delegation: []string{
			"Mr. Oren Tavik, Permanent Representative of Veldania to the United Nations Office and other international organizations in Geneva;",
			"Ms. Senna Borelik, Deputy Minister of the Interior;",
			"Ms. Ruta Almsted, Director, Department of Human Rights, Ministry of Justice;",
			"Mr. Pavo Linderan, Director General, Prison Service;",
			"Ms. Jovanka Ostrim, Head of Department, Ministry of Health and Social Protection;",
			"Mr. Emil Karsadi, Adviser, Ministry of Education;",
			"Mr. Dario Velmond, First Secretary, Permanent Mission of Veldania in Geneva.",
		},
		addendumOpening: []string{
			"{XVA} thanks all delegations that took part in its second review. The Government has examined the recommendations left open in the report of the Working Group, together with the Commissioner for Rights and organizations of civil society, in four meetings held between December 2014 and February 2015.",
			"The answers below complete the positions given in the report. Numbers are those of the report.",
		},
	}
}

func secondPresentation() []string {
	return []string{
		"The delegation stated that the national report had been written after hearings in all nine provinces, at which more than two hundred organizations had spoken. It thanked the States that had sent questions in advance.",
		"Since its first review, {XVA} had adopted a new Penal Code and a law on legal aid. Of the recommendations that it had then accepted, the Government considered that about two thirds had been carried out and that work on most of the others had begun. It did not wish to hide that some had seen little progress, among them those on prisons.",
		"Concerning torture, the delegation recalled that the definition in the new Code followed the Convention. A preventive mechanism had been set up at the office of the Commissioner for Rights in 2012. It could visit prisons and police stations; visits to the holding rooms of the border guard still required notice, and the Government was looking into whether that rule should be kept.",
		"The delegation reported that four shelters for women were open and that a fifth was being built. Judges could now order a violent partner to leave the home within a day. Prosecutors had received training, and the number of cases brought to court had doubled, which in the Government\u2019s view showed that trust had grown rather than that violence had.",
		"With regard to children, corporal punishment had been prohibited in all settings in 2013. A campaign for parents accompanied the law. School attendance had reached 96 per cent in primary school, though in the upland districts it remained lower, above all for girls beyond the age of twelve.",
		"The Convention on the Rights of Persons with Disabilities was before Parliament. In the meantime, building rules had been changed so that new public buildings had to be accessible, and a fund for the conversion of old ones had been created.",
		"As for the environment, two smelters in the eastern basin had been closed. A survey of the soils around them was under way and would be finished in 2016. The delegation noted that people who lived there had asked for its results many times, and that it understood their impatience.",
	}
}

func secondDialogue() []statement {
	return []statement{
		{"XAR", "{XAR} welcomed the prohibition of corporal punishment. It asked what stood in the way of visits without notice to the holding rooms of the border guard. It made recommendations."},
		{"XBL", "{XBL} commended the hearings that had preceded the national report, and encouraged {XVA} to complete the ratification of the Convention on the Rights of Persons with Disabilities."},
		{"XBO", "{XBO} noted with interest the registration of births by mobile teams and the steps taken to reach families in remote districts."},
		{"XCA", "{XCA} expressed concern at reports that two journalists who had written about mining had been attacked, and that nobody had been charged. It asked what had become of the inquiry. It welcomed the abolition of the death penalty."},
		{"XCO", "{XCO} praised the cooperation of {XVA} with the special procedures."},
		{"XCD", "{XCD} was encouraged by the mobile teams that registered births and wished to learn from them."},
		{"XDA", "{XDA} acknowledged that the delegation had spoken openly of conditions in prisons. It remained concerned at overcrowding, in particular in the two oldest prisons, where prisoners were said to sleep in turns, and it asked whether sentences other than custody could be used more often for those who had committed no violence."},
		{"XDR", "{XDR} welcomed the growing number of women in the National Assembly and asked what was being done in municipal councils."},
		{"XEL", "{XEL} asked for information on the body that followed recommendations and suggested that its reports be published."},
		{"XES", "{XES} welcomed the removal of the death penalty from the Penal Code and enquired about the military code."},
		{"XFE", "{XFE} appreciated that human rights had become part of the training of teachers."},
		{"", "In reply, the delegation explained that the death penalty had been removed from the military code by the same act that had removed it from the Penal Code. On journalists, one suspect in the first of the two cases had been found and his trial would open in the spring. The second case had been taken over by the Prosecutor General because the local inquiry had made no headway, and the delegation regretted that this had taken a year."},
		{"XGA", "{XGA} noted progress in the health of mothers and children."},
		{"XHA", "{XHA} observed that a permit was needed for public assemblies and that the grounds for refusing it were broad. It regretted that pretrial detention often lasted longer than the law allowed."},
		{"XIL", "{XIL} commended the new definition of torture and encouraged training for those who had to apply it."},
		{"XJO", "{XJO} welcomed the rise in spending on schools."},
		{"XKE", "The Federation of Kelmoor asked when the national plan of action for human rights would be adopted, and who would answer for it. It remained concerned that juveniles were sometimes held together with adults after arrest."},
		{"XLI", "{XLI} referred to the children of the lower delta who held no papers, and for whom school ended at the age of ten because no examination could be taken without a certificate of birth. It made recommendations."},
		{"XLO", "{XLO} took note of the programme for rural clinics."},
		{"XMA", "{XMA} welcomed the Equality Act and made recommendations."},
		{"XMO", "{XMO} was concerned at the detention of children who sought asylum and asked how many were held."},
		{"XNO", "{XNO} commended the law on violence in the family but noted that it did not protect those who had left a violent partner. It regretted that defamation remained a crime, since in the past two years it had been used three times against editors of small newspapers."},
		{"XOR", "{XOR} noted efforts to renew prisons and recommended measures other than custody."},
		{"", "The delegation stated that, on the day of the review, eleven children were in the reception centre at the northern border, seven of them with their parents. The Government agreed that such a place was no home for a child. It was seeking families who would take in those who had arrived alone."},
		{"XPA", "{XPA} asked about the protection of young workers in quarries."},
		{"XQU", "{XQU} welcomed the conversion of school buildings and asked how many children with disabilities attended ordinary schools. It enquired about the consultation of upland communities before mining began."},
		{"XRI", "{XRI} expressed concern at threats against persons who defended land and water."},
		{"XSA", "{XSA} encouraged further steps against corruption."},
		{"XSE", "{XSE} noted that the Equality Act was silent on sexual orientation and gender identity."},
		{"XSO", "{XSO} asked about the protection of coasts and of those who live by fishing."},
		{"XTA", "{XTA} asked that the results of the soil survey be made public as soon as they were known, district by district, and not only at the end."},
		{"XTE", "{XTE} welcomed the opening of shelters."},
		{"XUL", "{XUL} spoke of the rivers that it shared with {XVA} and asked for open data on their quality."},
		{"XYA", "{XYA} commended the teaching of the languages of the river communities."},
		{"XZE", "{XZE} welcomed the dialogue with minorities and made recommendations."},
		{"", "In conclusion, the delegation thanked the troika and all who had spoken. It would take the recommendations home, discuss them with those whom they concerned, and answer before the session of the Council in March 2015."},
	}
}
