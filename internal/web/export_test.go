// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"errors"
	"fmt"

	"github.com/jba/templatecheck"
)

// CheckTemplates type-checks every template against the data of its page.
func CheckTemplates() error {
	var all []error
	for _, v := range views {
		t, err := parse(v)
		if err == nil {
			err = templatecheck.CheckHTML(t, v.Data)
		}
		if err != nil {
			all = append(all, fmt.Errorf("%s: %w", v.Name, err))
		}
	}
	return errors.Join(all...)
}
