// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package config

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
)

// Size is a number of bytes that people write as "64MiB".
type Size int64

// UnmarshalText reads "64MiB", "10 MB" or a plain number of bytes.
func (s *Size) UnmarshalText(text []byte) error {
	n, err := humanize.ParseBytes(string(text))
	if err != nil || n > math.MaxInt64 || n == 0 {
		return fmt.Errorf("%q is not a size such as 64MiB", text)
	}
	*s = Size(n)
	return nil
}

// String writes the size as people do.
func (s Size) String() string {
	if s < 0 {
		return strconv.FormatInt(int64(s), 10)
	}
	return humanize.IBytes(uint64(s))
}

// Check says what is wrong with a value for the option, in words for the
// person who gave it, or nil.
func (o Option) Check(value string) error {
	switch o.Kind {
	case Number:
		if n, err := strconv.Atoi(value); err != nil || n < 0 {
			return fmt.Errorf("%q is not a whole number from 0", value)
		}
	case Duration:
		if d, err := time.ParseDuration(value); err != nil || d <= 0 {
			return fmt.Errorf("%q is not a duration such as 90s or 2m", value)
		}
	case Bytes:
		var s Size
		return s.UnmarshalText([]byte(value))
	case Choice:
		if !slices.Contains(o.Choices, value) {
			return fmt.Errorf("%q is not one of %s", value, strings.Join(o.Choices, ", "))
		}
	case Text:
	}
	return nil
}
