// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import "github.com/heed-upr/heed/internal/read"

type readWorkerCommand struct{}

func (readWorkerCommand) Run(g *globals) error { return read.Serve(g.ctx, g.in, g.out) }
