// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package measure

import (
	"strconv"

	"github.com/heed-upr/heed"
)

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

// join puts the values to their indicators; CodeInvalid with the row for one that names
// none of them.
func join(rows []indicatorRow, values []valueRow) ([]heed.Indicator, error) {
	var out []heed.Indicator
	at := map[string]int{}
	for _, i := range rows {
		at[i.Name] = len(out)
		i.Baseline.Value, _ = heed.Decimal(i.Baseline.Value)
		i.Target.Value, _ = heed.Decimal(i.Target.Value)
		out = append(out, heed.Indicator{Name: i.Name, Kind: i.Kind, Unit: i.Unit, Baseline: i.Baseline, Target: i.Target})
	}
	for n, v := range values {
		i, ok := at[v.Of]
		if !ok {
			key := "error.indicator_unknown"
			if v.Of == "" {
				key = "error.indicator_unnamed"
			}
			return nil, &heed.Error{Code: heed.CodeInvalid, Op: "measure.join", Key: key, Args: []string{"Field", "values", "Given", v.Of, "Row", strconv.Itoa(n + 1)}}
		}
		v.Value.Value, _ = heed.Decimal(v.Value.Value)
		out[i].Values = append(out[i].Values, v.Value)
	}
	return out, nil
}
