// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package config is the one table of Heed's options. The flags of the command
// line, the environment, the configuration file and the reference page all
// come from it, so that they cannot differ.
//
// An option is looked for as a flag, then in the environment, then in the
// file, and has its default otherwise. The package reads settings; it does not
// act on them, and it does not know the command line: internal/cli asks it for
// help texts, defaults and values.
package config

import (
	"slices"
	"strings"
)

// Kind is the form of an option's value.
type Kind string

// The kinds of values.
const (
	Text     Kind = "text"
	Number   Kind = "whole number" // 0 or more
	Duration Kind = "duration"     // 90s, 2m
	Bytes    Kind = "size"         // 512MiB
	Choice   Kind = "choice"
)

// Scope is what an option belongs to.
type Scope string

// The scopes.
const (
	Everywhere Scope = "every command"
	Storing    Scope = "commands with a store"
	Reading    Scope = "commands that read documents"
	Fetching   Scope = "import, where it fetches documents"
	Serving    Scope = "serve and demo"
	Looking    Scope = "serve, demo and feeds"
	Mailing    Scope = "serve and remind, for letters"
)

// Option is one line of the table.
type Option struct {
	// Name is the flag without its dashes, and the key in the file.
	Name  string
	Scope Scope
	Kind  Kind
	// Default is the value where none is given; "" is a usable value too.
	Default string
	// Help is one sentence for the command line and the reference page.
	Help string
	// Choices are the values of a Choice.
	Choices []string
	// Secret options are never printed, and can be given as a file that holds
	// the value: by the environment variable with _FILE behind its name.
	Secret bool
}

// Env is the option's environment variable.
func (o Option) Env() string {
	return "HEED_" + strings.ToUpper(strings.ReplaceAll(o.Name, "-", "_"))
}

// FileOption is the name of the option that names the configuration file. It
// is no key of the file itself.
const FileOption = "config"

// options is the table. The order is that of the reference page.
var options = []Option{
	{Name: FileOption, Scope: Everywhere, Kind: Text, Help: "Configuration file (TOML). None is read unless it is named."},
	{Name: "log-format", Scope: Everywhere, Kind: Choice, Default: "text", Choices: []string{"text", "json"}, Help: "Form of log lines on the error output: text or json."},
	{Name: "db", Scope: Storing, Kind: Text, Default: "heed.db", Secret: true, Help: "The store: a file of the embedded database, or an address such as postgres://user@host/heed."},
	{Name: "files", Scope: Storing, Kind: Text, Help: "Folder of the original documents; beside the database file (heed.db.files) if empty. PostgreSQL needs it."},
	{Name: "index", Scope: Storing, Kind: Text, Help: "Folder of the search index of annotations; beside the database file (heed.db.index) if empty, and in memory for PostgreSQL and sealed stores. It can be deleted at any time."},
	{Name: "checkpoints", Scope: Storing, Kind: Text, Help: "Folder of the key that signs checkpoints of the log, and of those it has signed; beside the database file (heed.db.checkpoints) if empty, and beside the folder of files for PostgreSQL."},
	{Name: "passphrase", Scope: Storing, Kind: Text, Secret: true, Help: "Passphrase of a sealed store (see \"heed seal\"); asked for on a terminal if empty."},
	{Name: "evidence-key", Scope: Storing, Kind: Text, Help: "File of the key that opens the originals of evidence, all that is kept of restricted evidence (what was written of it, its cleaned copies, its custody and comments) and the names of people in dossiers; made when it is first needed; beside the database file (heed.db.evidence-key) if empty, and beside the folder of files for PostgreSQL. Backups do not hold it: keep a copy of it elsewhere."},
	{Name: "workers", Scope: Reading, Kind: Number, Default: "0", Help: "Documents read at once; 0 is one per core."},
	{Name: "read-timeout", Scope: Reading, Kind: Duration, Default: "30s", Help: "How long reading one document may take."},
	{Name: "read-memory", Scope: Reading, Kind: Bytes, Default: "1GiB", Help: "How much memory one reading process may take."},
	{Name: "max-file-size", Scope: Reading, Kind: Bytes, Default: "64MiB", Help: "The largest document that is read."},
	{Name: "un-address", Scope: Fetching, Kind: Text, Default: "https://documents.un.org/api/symbol/access", Help: "Where documents are asked for by their symbols."},
	{Name: "proxy", Scope: Fetching, Kind: Text, Secret: true, Help: "Proxy through which documents are fetched, such as socks5://127.0.0.1:9050 (http, https, socks5); none if empty. \"environment\" takes what HTTPS_PROXY names."},
	{Name: "fetch-cache", Scope: Fetching, Kind: Text, Help: "Folder of what has been fetched, for you alone; in the user's cache folder if empty."},
	{Name: "listen", Scope: Serving, Kind: Text, Default: "127.0.0.1:8420", Help: "Address and port to serve on. The default is reachable from this machine only."},
	{Name: "base-url", Scope: Serving, Kind: Text, Help: "Address under which readers reach the portal, for links in exports and citations; taken from --listen if empty."},
	{Name: "host-name", Scope: Serving, Kind: Text, Help: "Who runs this installation; shown on every page."},
	{Name: "desk", Scope: Serving, Kind: Choice, Default: "auto", Choices: []string{"auto", "on", "off"}, Help: "Whether people can sign in at /desk. auto: where passwords go over https (see base-url), an onion service or this machine only; on: the same, and an error elsewhere; off: nobody."},
	{Name: "second-step", Scope: Serving, Kind: Choice, Default: "auto", Choices: []string{"auto", "required", "optional"}, Help: "Whether a password needs a code of an authenticator beside it. auto: required, but where the desk can be reached from this machine only."},
	{Name: "oidc-issuer", Scope: Serving, Kind: Text, Help: "Address of an OpenID provider by which people can sign in too, such as https://login.example.org; none if empty. Heed then asks it, and it learns who signs in, and when."},
	{Name: "oidc-client", Scope: Serving, Kind: Text, Help: "Identifier by which the provider knows Heed; its return address is base-url with /desk/sign-in/provider/return."},
	{Name: "oidc-secret", Scope: Serving, Kind: Text, Secret: true, Help: "Secret that the provider gave to Heed."},
	{Name: "oidc-name", Scope: Serving, Kind: Text, Help: "What people call the provider; its host if empty."},
	{Name: "smtp-host", Scope: Mailing, Kind: Text, Help: "Mail server that takes letters of what is due; none are sent if empty. Heed then talks to it, and it learns who is written to, and when."},
	{Name: "smtp-port", Scope: Mailing, Kind: Number, Default: "0", Help: "Its port; 0 is the usual one for the way that smtp-tls names: 587, 465 or 25."},
	{Name: "smtp-tls", Scope: Mailing, Kind: Choice, Default: "starttls", Choices: []string{"starttls", "tls", "none", "none-with-password"}, Help: "How the way to it is guarded. starttls and tls: by TLS, or nothing is sent; none: not at all, for a server on this machine, and refused where there is a password; none-with-password: even then."},
	{Name: "smtp-user", Scope: Mailing, Kind: Text, Help: "Name by which Heed signs in there; it does not if empty."},
	{Name: "smtp-password", Scope: Mailing, Kind: Text, Secret: true, Help: "Password that goes with it."},
	{Name: "mail-from", Scope: Mailing, Kind: Text, Help: "Sender of letters, as reminders@example.org or \"Name <reminders@example.org>\"; everybody who sees a letter sees it."},
	{Name: "links", Scope: Looking, Kind: Choice, Default: "auto", Choices: []string{"auto", "on", "off"}, Help: "Whether Heed looks at pages that people name as evidence, and at feeds that they watch. Their servers then see this one's address, or that of links-proxy. auto: yes, but for an onion service only through links-proxy; off: people paste the text themselves, and no feed is looked at."},
	{Name: "links-proxy", Scope: Looking, Kind: Text, Secret: true, Help: "Proxy through which Heed looks at pages that people name as evidence, and at feeds, such as socks5://127.0.0.1:9050 (http, https, socks5); none if empty."},
	{Name: "names", Scope: Serving, Kind: Choice, Default: "off", Choices: []string{"off", "on"}, Help: "Whether people in dossiers can be named. off: they have a reference, and no name is shown; on: also by name, with their recorded consent or by a public judgment, for as long as that holds."},
	{Name: "metrics", Scope: Serving, Kind: Text, Help: "Address and port at which /metrics tells counts and times in Prometheus' text format, such as 127.0.0.1:9420; off if empty. Without a host (:9420) it is reachable from this machine only."},
}

// Options gives the table.
func Options() []Option { return slices.Clone(options) }

// Find gives one option.
func Find(name string) (Option, bool) {
	i := slices.IndexFunc(options, func(o Option) bool { return o.Name == name })
	if i < 0 {
		return Option{}, false
	}
	return options[i], true
}

// Vars gives the texts that the command line's declarations refer to:
// "db_help", "db_default", "read_timeout_help" and so on.
func Vars() map[string]string {
	vars := map[string]string{}
	for _, o := range options {
		key := strings.ReplaceAll(o.Name, "-", "_")
		vars[key+"_help"] = o.Help + " ($" + o.Env() + ")"
		vars[key+"_default"] = o.Default
		vars[key+"_choices"] = strings.Join(o.Choices, ",")
	}
	return vars
}
