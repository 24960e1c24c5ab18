// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package page

import "github.com/heed-upr/heed"

// Voice names a voice in the reader's language.
func (b Base) Voice(v heed.Voice) string { return b.T("voice." + string(v)) }

// Role names a role.
func (b Base) Role(r heed.Role) string { return b.T("role." + string(r)) }

// Visible says who may read something, as its author is asked it.
func (b Base) Visible(v heed.Visibility) string { return b.T("visibility." + string(v)) }

// Step says how far something has come on its way to the public.
func (b Base) Step(s heed.Step) string { return b.T("step." + string(s)) }
