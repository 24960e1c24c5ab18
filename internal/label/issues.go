// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label

import "slices"

// issues are UPR Info's, with the names that its database had for sessions 1 to
// 20.
var issues = []string{
	"Asylum-seekers - refugees",
	"CP rights - general",
	"Civil society",
	"Corruption",
	"Counter-terrorism",
	"Death penalty",
	"Detention",
	"Development",
	"Disabilities",
	"ESC rights - general",
	"Elections",
	"Enforced disappearances",
	"Environment",
	"Extrajudicial executions",
	"Freedom of association and peaceful assembly",
	"Freedom of movement",
	"Freedom of opinion and expression",
	"Freedom of religion and belief",
	"Freedom of the press",
	"General",
	"HIV - Aids",
	"Human rights defenders",
	"Human rights education and training",
	"Human rights violations by state agents",
	"Impunity",
	"Indigenous peoples",
	"Internally displaced persons",
	"International humanitarian law",
	"International instruments",
	"Justice",
	"Labour",
	"Migrants",
	"Minorities",
	"NHRI",
	"National plan of action",
	"Other",
	"Poverty",
	"Public security",
	"Racial discrimination",
	"Right to education",
	"Right to food",
	"Right to health",
	"Right to housing",
	"Right to land",
	"Right to water",
	"Rights of the Child",
	"Sexual Orientation and Gender Identity",
	"Special procedures",
	"Technical assistance and cooperation",
	"Torture and other CID treatment",
	"Trafficking",
	"Treaty bodies",
	"UPR process",
	"Women's rights",
}

// Issues lists UPR Info's issues, in the order of the alphabet.
func Issues() []string { return slices.Clone(issues) }
