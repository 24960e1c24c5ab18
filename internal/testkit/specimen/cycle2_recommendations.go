// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package specimen

// secondGroups are the recommendations of the second cycle. All are invented.
func secondGroups() []group {
	return []group{
		{leadIn: "The recommendations formulated during the interactive dialogue and listed below have been examined by {XVA} and enjoy the support of {XVA}:", position: supported, items: []item{
			{id: "crc-oic", theme: "treaties", text: "Ratify the third optional protocol to the Convention on the Rights of the Child, on a communications procedure", by: "XAR, XMO"},
			{id: "crpd-op", theme: "treaties", text: "Bring to an end the parliamentary examination of the Convention on the Rights of Persons with Disabilities and deposit the instrument of ratification before the next review", by: "XBL"},
			{id: "nhri", theme: "nhri", text: "Give the Commissioner for Rights a budget line of its own, and the staff to receive complaints in all nine provinces", by: "XCA/XNO"},
			{id: "followup", theme: "mechanisms", text: "Set up a standing body that follows the recommendations of treaty bodies, special procedures and this review, and publishes each year what has been done", by: "XEL, XLI, XOR"},
			{id: "torture-visits", theme: "torture", text: "Allow the preventive mechanism against torture to visit every place of detention without notice, including the holding rooms of the border guard", by: "XDA"},
			{id: "torture-training", theme: "torture", text: "Train police officers, prison doctors and prosecutors in recognizing and recording signs of ill-treatment", by: "XIL"},
			{id: "women-shelters", theme: "violence", text: "Open at least one shelter for women who flee violence in each province", by: "XHA/XSA/XTE"},
			{id: "women-law", theme: "violence", text: "Extend the law on violence in the family to former partners and to persons who do not share a household", by: "XNO"},
			{id: "juvenile", theme: "justice", text: "Hold juveniles apart from adults at every stage, from arrest to release", by: "XKE"},
			{id: "trafficking", theme: "trafficking", text: "Strengthen cooperation with neighbouring States against trafficking in persons, and offer its victims a period of reflection of at least sixty days during which they cannot be removed, whether or not they are willing to appear in court", by: "XRI, XPA"},
			{id: "disability-school", theme: "disability", text: "Ensure that children with disabilities attend the school nearest to their home, with the support that they need", by: "XQU"},
			{id: "water", theme: "water", text: "Complete the programme for drinking water in the upland villages, giving first place to schools and clinics", by: "XTA, XYA, XUL"},
			{theme: "education", text: "Continue to raise the share of the budget that goes to primary education", by: "XJO"},
			{theme: "health", text: "Continue its efforts to reduce maternal mortality, in particular among women who live more than two hours from a hospital", by: "XLO, XGA"},
			{theme: "cooperation", text: "Share with interested States its experience in registering births by mobile teams", by: "XBO, XCD"},
			{id: "women-council", theme: "women", clauses: []clause{
				{"Adopt measures that raise the number of women in municipal councils", "XDR"},
				{"Appoint more women to the higher courts", "XSE, XZE"},
			}},
		}},
		{leadIn: "The following recommendations enjoy the support of {XVA}, which considers that they are already implemented:", position: supported, qualifier: implemented, items: []item{
			{theme: "cooperation", text: "Extend a standing invitation to all special procedures of the Human Rights Council", by: "XCO"},
			{theme: "death", text: "Abolish the death penalty for all crimes, and remove it from the military code", by: "XAR/XNO/XES"},
			{theme: "education", text: "Make human rights a subject in the training of teachers and of the inspectors who visit schools", by: "XFE"},
			{theme: "children", text: "Prohibit corporal punishment of children in all settings, including the home", by: "XLI, XCA"},
			{theme: "discrimination", text: "Include disability and age among the grounds on which the Equality Act forbids discrimination", by: "XMA"},
		}},
		{leadIn: "The following recommendations enjoy the support of {XVA}, which considers that they are in the process of implementation:", position: supported, qualifier: inProcess, items: []item{
			{id: "prisons", theme: "prisons", text: "Reduce overcrowding in prisons, among other means by making wider use of measures other than custody for offences without violence", by: "XOR, XDA"},
			{theme: "disability", text: "Make courts, polling stations and bus stations accessible to persons with disabilities", by: "XBL", note: "As read out during the dialogue, this recommendation did not mention bus stations.", noteAt: "bus stations"},
			{theme: "justice", text: "Shorten the time that accused persons spend in pretrial detention", by: "XHA"},
			{id: "plan", theme: "mechanisms", text: "Adopt the national plan of action for human rights, with indicators, a budget and the name of the authority that answers for each measure", by: "XKE, XEL"},
			{theme: "minorities", text: "Continue the training of teachers in the languages of the river communities, so that children can begin school in the language that they speak at home, and provide the books without which such training remains on paper", by: "XYA"},
			{theme: "corruption", text: "Carry out the strategy against corruption in public procurement, and make the register of tenders open to all who wish to consult it", by: "XSA"},
			{theme: "environment", text: "Finish the survey of soils around the closed smelters of the eastern basin and make its results public", by: "XTA/XSO/XUL"},
		}},
		{leadIn: "The following recommendations will be examined by {XVA}, which will provide responses in due time, but no later than the twenty-eighth session of the Human Rights Council, in March 2015:", position: pending, items: []item{
			{id: "opcat", theme: "treaties", text: "Accede to the Optional Protocol to the Convention against Torture", by: "XAR", answer: &answer{position: supported}},
			{id: "statelessness", theme: "treaties", text: "Accede to the two conventions on statelessness and, before that, register the children born in the settlements of the lower delta who hold no papers", by: "XLI/XES", answer: &answer{position: supported, why: "A bill for accession will be laid before Parliament in the autumn of 2015. Mobile registration began in the delta in January 2015."}},
			{id: "cmw", theme: "migrants", text: "Ratify the International Convention on the Protection of the Rights of All Migrant Workers and Members of Their Families", by: "XTA, XGA, XLO, XJO", answer: &answer{position: noted, why: "The Government first wishes to complete its study of what the Convention would mean for seasonal work."}},
			{id: "defamation", theme: "expression", text: "Remove defamation from the Penal Code and make it a matter of civil law in accordance with international standards", by: "XNO, XEL", answer: &answer{position: partial, qualifier: inPart, part: "make it a matter of civil law", why: "Insult of a court in session will remain an offence."}},
			{id: "journalists", theme: "expression", text: "Investigate each attack on a journalist, and see to it that those who ordered it are brought to justice as well as those who carried it out", by: "XCA", answer: &answer{position: supported}},
			{id: "assembly", theme: "assembly", text: "Replace the permit that a public assembly needs by a notification", by: "XHA", answer: &answer{position: noted, why: "The permit protects traffic and neighbours; since 2012 it has been refused four times."}},
			{theme: "defenders", text: "Protect human rights defenders from threats, in particular those who defend land and water", by: "XRI", answer: &answer{position: supported}},
			{id: "asylum", theme: "migrants", text: "End the detention of children who seek asylum, and house unaccompanied children with families", by: "XMO/XDA/XIL", answer: &answer{position: supported, qualifier: inProcess, why: "This recommendation is in the process of implementation: since February 2015 no child has been held in the reception centre at the northern border."}},
			{theme: "expression", text: "Adopt a law on access to information under which an authority must answer within a month, give its reasons for each refusal, and accept the review of these reasons by a body that does not depend on it", by: "XMO", answer: &answer{position: supported}},
			{theme: "children", text: "Appoint a deputy of the Commissioner for Rights who deals with the complaints of children alone, and let children reach this deputy without the consent of a parent", by: "XLI, XIL", answer: &answer{position: supported}},
			{theme: "religion", text: "Simplify the registration of religious communities with few members", by: "XBO", answer: &answer{position: supported}},
			{theme: "work", text: "Raise the minimum age for work in mines and quarries to eighteen years", by: "XPA", answer: &answer{position: supported}},
			{id: "environment-info", theme: "environment", text: "Give the public access to information on emissions from mines and on the quality of rivers, in a form that people who live beside them can understand", by: "XUL", answer: &answer{position: supported}},
			{theme: "business", text: "Require companies that mine in upland districts to consult the communities concerned before a licence is granted, and to state what harm they expect and how they will repair it", by: "XQU, XKE", answer: &answer{position: partial, qualifier: inPart, part: "consult the communities concerned before a licence is granted", why: "The form of the statement will be settled by the revised Mining Act."}},
			{theme: "discrimination", text: "Forbid discrimination on the ground of sexual orientation and gender identity in employment and housing", by: "XNO/XSE", answer: &answer{position: noted}},
		}},
		{leadIn: "The recommendations below did not enjoy the support of {XVA} and would thus be noted:", position: noted, items: []item{
			{theme: "treaties", text: "Ratify the Optional Protocol to the International Covenant on Economic, Social and Cultural Rights", by: "XES"},
			{theme: "treaties", text: "Withdraw its reservation to article 16 of the Convention on the Elimination of All Forms of Discrimination against Women", by: "XEL, XAR"},
			{theme: "justice", text: "Raise the age of criminal responsibility to sixteen years", by: "XLI", answer: &answer{position: supported, why: "After renewed consultation with the judiciary the Government now supports this recommendation, which the report lists among those noted."}},
			{id: "military", theme: "religion", text: "Recognize conscientious objection to military service and offer an alternative service that is civilian in nature and no longer than service in the army", by: "XCA/XMA"},
			{theme: "torture", text: "Pay compensation to persons ill-treated in custody before 2008, and publish the findings of the commission that looked into what was done to them and by whom", by: "XDA"},
			{theme: "poverty", text: "Introduce a social pension for all persons over seventy who have never been insured, in particular women who have worked on their families\u2019 farms", by: "XFE/XLO"},
			{theme: "minorities", text: "Reserve seats in the National Assembly for the river communities", by: "XZE"},
			{theme: "migrants", text: "Grant the vote in municipal elections to persons who have lived in the country for five years", by: "XDR"},
		}},
	}
}
