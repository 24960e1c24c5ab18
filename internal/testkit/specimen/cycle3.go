// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package specimen

// thirdCycle is the second of the two invented reviews.
func thirdCycle() review {
	return review{
		cycle: 3, session: 34, sessionWord: "thirty-fourth", sessionDays: "4 to 15 November 2019",
		councilWord: "Forty-third", councilDays: "24 February\u201320 March 2020",
		symbol: "A/HRC/43/901", reportDate: "30 December 2019", addendumDate: "24 February 2020", questionsDate: "29 October 2019",
		job: "GE.19-99903", addendumJob: "GE.20-99904",
		reviewDay: "6 November 2019", reviewDate: "2019-11-06", meeting: 5,
		adoptedDay: "12 November 2019", adoptedDate: "2019-11-12", adoptedMeeting: 14,
		headName: "Teodan Brisk", headOffice: "Minister for Foreign Affairs",
		troikaDay: "15 January 2019", troika: []string{"XLO", "XMO", "XUL"},
		autoNumbered: true,
		askedInAdvance: []question{
			{"XBL", []string{"What keeps {XVA} from ratifying the Optional Protocol to the Convention on the Rights of Persons with Disabilities?"}},
			{"XDA", []string{
				"How often has the preventive mechanism against torture visited the holding rooms of the border guard since 2015, and how often without notice?",
				"When will its findings be published?",
			}},
			{"XHA", []string{"In how many cases was a permit for a public assembly refused in each of the past five years, and for what reasons?"}},
			{"XKE", []string{"Could the delegation describe the interministerial committee that follows recommendations: who sits on it, how often it meets, and what it publishes?"}},
			{"XNO", []string{
				"How many persons have been tried for defamation since the last review?",
				"What has been done to protect women from partners whom they have left?",
			}},
			{"XUL", []string{"Where can the public find measurements of the quality of rivers that cross the border?"}},
			{"XYA", []string{"How have the river communities been consulted on the second dam?"}},
		},
		presentation: thirdPresentation(),
		dialogue:     thirdDialogue(),
		groups:       thirdGroups(),
		delegation: []string{
			"Ms. Ruta Almsted, Deputy Minister of Justice;",
			"Mr. Oskar Venn-Halde, Permanent Representative of Veldania to the United Nations Office and other international organizations in Geneva;",
			"Ms. Nela Corvand, State Secretary, Ministry of the Environment;",
			"Mr. Pavo Linderan, Director General, Prison Service;",
			"Ms. Tilde Marovin, Head of the Secretariat, Interministerial Committee on Recommendations;",
			"Mr. Anton Bersk, Head of Division, Border Guard;",
			"Ms. Isra Delmond, Adviser, Ministry of Health and Social Protection;",
			"Ms. Klara Hovend, Second Secretary, Permanent Mission of Veldania in Geneva.",
		},
		addendumOpening: []string{
			"{XVA} welcomes the recommendations made in the third cycle of its review and thanks the troika for its support.",
			"The Interministerial Committee on Recommendations has discussed the recommendations left open in November 2019 with the ministries concerned, the Commissioner for Rights and representatives of civil society.",
			"The following sets out the position of the Government on each of them. Positions already given in the report of the Working Group are unchanged.",
		},
	}
}

func thirdPresentation() []string {
	return []string{
		"The head of the delegation said that a third review was a good moment to look back. The Government had gone through the recommendations of the second review one by one, and had published what it found, including where nothing had been done.",
		"An interministerial committee on recommendations had met since 2016. It had no secretariat of its own as yet, and the delegation conceded that this had slowed its work.",
		"{XVA} had acceded to the Optional Protocol to the Convention against Torture in 2016. The preventive mechanism had made 71 visits since then. At the border, however, rooms had been opened to it without notice in fewer than half of the cases. The Minister of the Interior had issued a new instruction in September 2019.",
		"Overcrowding in prisons had fallen from 141 to 118 per cent of capacity. Courts now had five measures other than custody at their disposal, and the use of electronic supervision had tripled. Two prisons that dated from before independence could not be repaired and were to be closed.",
		"With regard to violence against women, there was now a shelter in seven of nine provinces. Two of them had closed for some months in 2018 for want of staff. The bill that would extend the law to former partners had been before Parliament since the spring.",
		"On education, girls in the upland districts now stayed in school for a year longer, on average, than in 2014. Transport in winter remained the chief difficulty. The Convention on the Rights of Persons with Disabilities, ratified in 2015, had changed how schools were built and how teachers were trained, although assistants were still lacking.",
		"The survey of soils in the eastern basin had been finished in 2017. Its results had been published as a whole and not for each village, which had disappointed those who lived there. More detailed maps would be released in 2020, and blood tests were offered to all children under the age of six.",
		"The delegation recalled the floods of 2018, in which 23 persons had lost their lives, most of them old. A law on the protection of the population had been adopted, and it took account of the needs of those who could not leave their homes without help.",
	}
}

func thirdDialogue() []statement {
	return []statement{
		{"XAR", "{XAR} welcomed accession to the Optional Protocol to the Convention against Torture and asked that visits without notice become the rule."},
		{"XBL", "{XBL} congratulated {XVA} on the ratification of the Convention on the Rights of Persons with Disabilities."},
		{"XBO", "{XBO} noted progress in the education of girls."},
		{"XCA", "{XCA} welcomed the conviction of those who had attacked a journalist in 2013. It expressed concern at a register of persons who had taken part in the protests of 2016, and asked what it was used for, who could read it and how a person could be removed from it."},
		{"XCO", "{XCO} commended the reduction of maternal mortality."},
		{"XCD", "{XCD} thanked {XVA} for receiving its registrars and welcomed the return visit planned for 2020."},
		{"XDA", "{XDA} noted that it had recommended visits without notice at the border five years earlier and regretted that they were still refused in many cases. It welcomed the instruction of September 2019 and would watch its effects."},
		{"XDR", "{XDR} welcomed the election of the first women to the councils of two provinces."},
		{"XEL", "{XEL} commended the publication of the state of recommendations and suggested that it be continued every year. It was concerned that associations needed approval for funds from abroad."},
		{"XES", "{XES} enquired about the reform of guardianship."},
		{"XFE", "{XFE} took note of the increase in child allowances."},
		{"XGA", "{XGA} spoke of children whose parents worked abroad, many of whom lived with grandparents who received no support."},
		{"", "Responding to the first statements, the delegation said that the register of 2016 had been made for criminal inquiries, all of which had ended. The Government was examining how long it had to be kept. As for the holding rooms at the border, each refusal had to be reported to the Minister since September, and none had been reported so far."},
		{"XHA", "{XHA} remained concerned that permits for assemblies were refused on broad grounds, and that websites could be blocked without a decision of a court. It welcomed the lower number of persons in pretrial detention."},
		{"XIL", "{XIL} asked about the situation of persons who sought asylum."},
		{"XJO", "{XJO} welcomed the extension of roads and power to remote districts."},
		{"XKE", "The Federation of Kelmoor asked how the interministerial committee would be strengthened. It expressed its sympathy for the victims of the floods."},
		{"XLI", "{XLI} welcomed the registration of children in the lower delta, and noted that about a third of them still held no papers and could not sit examinations."},
		{"XLO", "{XLO} encouraged care for mental health outside large institutions."},
		{"XMA", "{XMA} noted that courts could still permit marriage at sixteen."},
		{"XMO", "{XMO} welcomed that no child had been held at the northern border since 2015 and asked that the law follow the practice."},
		{"XNO", "{XNO} regretted that the bill on violence by former partners, which it had recommended in 2014, had not been passed. It asked whether defamation would be removed from the Penal Code in full."},
		{"XOR", "{XOR} welcomed the fall in overcrowding and made recommendations."},
		{"XPA", "{XPA} asked about the inspection of farms during the harvest."},
		{"XQU", "{XQU} commended the training of teachers for inclusive schools. It noted that mining companies were consulting communities more often, though seldom before the first drilling."},
		{"", "The delegation replied that sentences for defamation had not included imprisonment since 2015, and that the Ministry of Justice was preparing a proposal. Exceptions to the age of marriage had been granted 14 times in 2018. The Government was aware that each of those was one too many."},
		{"XRI", "{XRI} expressed concern at the killing of a defender of water rights in 2017 and asked about the state of the inquiry."},
		{"XSA", "{XSA} encouraged protection for those who reported corruption."},
		{"XSE", "{XSE} welcomed the debate on equality in Parliament."},
		{"XSO", "{XSO} welcomed the law on the protection of the population and asked how warnings reached the coast."},
		{"XTA", "{XTA} thanked {XVA} for the survey of soils and repeated its request that results be given for each village, in words that people without training could follow."},
		{"XTE", "{XTE} enquired about mothers in prison."},
		{"XUL", "{XUL} welcomed joint measurements on shared rivers and asked that they be published every month. It wished to know who would pay for the restoration of land when a mine was closed."},
		{"XYA", "{XYA} spoke of the fishing places that the river communities had lost to the first dam."},
		{"XZE", "{XZE} asked how the same loss would be avoided when the second dam was built."},
		{"", "In its final remarks, the delegation said that the inquiry into the killing of 2017 was being led by the Prosecutor General and that two persons had been charged. It thanked all delegations, and above all those that had returned to what they had recommended before: memory was a service to the State under review."},
	}
}
