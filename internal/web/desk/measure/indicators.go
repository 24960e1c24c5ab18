// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package measure

import "github.com/heed-upr/heed"

// indicatorRow is an indicator without its values, which have rows of their own.
type indicatorRow struct {
	Name             string
	Kind             heed.IndicatorKind
	Unit             string
	Baseline, Target heed.Value
}

// valueRow is a value of the indicator that it names.
type valueRow struct {
	Of string
	heed.Value
}

func split(all []heed.Indicator) ([]indicatorRow, []valueRow) {
	var rows []indicatorRow
	var values []valueRow
	for _, i := range all {
		rows = append(rows, indicatorRow{i.Name, i.Kind, i.Unit, i.Baseline, i.Target})
		for _, v := range i.Values {
			values = append(values, valueRow{i.Name, v})
		}
	}
	return rows, values
}

// join puts the values to their indicators. One that names none becomes an
// indicator without a kind, which cannot be kept: so nothing is lost unseen.
func join(rows []indicatorRow, values []valueRow) []heed.Indicator {
	var out []heed.Indicator
	at := map[string]int{}
	for _, i := range rows {
		at[i.Name] = len(out)
		i.Baseline.Value, _ = heed.Decimal(i.Baseline.Value)
		i.Target.Value, _ = heed.Decimal(i.Target.Value)
		out = append(out, heed.Indicator{Name: i.Name, Kind: i.Kind, Unit: i.Unit, Baseline: i.Baseline, Target: i.Target})
	}
	for _, v := range values {
		i, ok := at[v.Of]
		if !ok {
			i = len(out)
			at[v.Of] = i
			out = append(out, heed.Indicator{Name: v.Of})
		}
		v.Value.Value, _ = heed.Decimal(v.Value.Value)
		out[i].Values = append(out[i].Values, v.Value)
	}
	return out
}
