// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package config

import (
	"fmt"
	"strings"
)

// Reference writes the reference page of the options in Markdown. The page in
// docs/reference is held to it by a test.
func Reference() string {
	var b strings.Builder
	b.WriteString(`# Configuration

<!-- Written by "go test ./internal/config -update" from the table in internal/config. Do not edit it here. -->

Every option can be given in three ways. The first that is there counts:

1. as a flag: ` + "`heed serve --listen 127.0.0.1:9000`" + `;
2. in the environment: ` + "`HEED_LISTEN=127.0.0.1:9000`" + `;
3. in a file in [TOML](https://toml.io), named by ` + "`--config`" + ` or ` + "`HEED_CONFIG`" + `: ` + "`listen = \"127.0.0.1:9000\"`" + `.

Otherwise the default holds. Heed looks for no file that was not named. A key that it does not know, or a value of the wrong form, is an error: it names the place, and nothing is started. A variable that is set to nothing counts as not given.

Sizes are written as ` + "`64MiB`" + `, durations as ` + "`90s`" + ` or ` + "`2m`" + `.
`)
	for _, scope := range []Scope{Everywhere, Storing, Reading, Fetching, Serving, Looking, Mailing} {
		fmt.Fprintf(&b, "\n## For %s\n\n| flag and key | environment | value | default | what it does |\n|---|---|---|---|---|\n", scope)
		for _, o := range options {
			if o.Scope == scope {
				b.WriteString(referenceRow(o))
			}
		}
	}
	b.WriteString(`
## Secrets

An address of a database or of a proxy can hold a password, so ` + "`--db`" + ` and ` + "`--proxy`" + ` are treated as secrets: they are never printed or logged. A flag can be seen by every user of the machine; prefer ` + "`HEED_DB_FILE`" + `, which names a file that holds the value and that only Heed's user can read (` + "`HEED_PROXY_FILE`" + ` and ` + "`HEED_SMTP_PASSWORD_FILE`" + ` likewise). Giving both ` + "`HEED_DB`" + ` and ` + "`HEED_DB_FILE`" + ` is an error. The passphrase of a sealed store is best typed, or in a file that ` + "`HEED_PASSPHRASE_FILE`" + ` names on a disk that is not taken with the machine.

## A file to begin with

` + "```toml" + `
db = "postgres://heed@db.example.org/heed"
files = "/srv/heed/files"
listen = "127.0.0.1:8420"
base-url = "https://upr.example.org"
host-name = "Example Institute for Human Rights"
log-format = "json"
` + "```" + `
`)
	return b.String()
}

func referenceRow(o Option) string {
	env := "`" + o.Env() + "`"
	if o.Secret {
		env += ", `" + o.Env() + "_FILE`"
	}
	value := string(o.Kind)
	if o.Kind == Choice {
		value = "`" + strings.Join(o.Choices, "`, `") + "`"
	}
	def := "empty"
	if o.Default != "" {
		def = "`" + o.Default + "`"
	}
	return fmt.Sprintf("| `--%s` | %s | %s | %s | %s |\n", o.Name, env, value, def, o.Help)
}
