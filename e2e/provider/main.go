// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Command provider is an OpenID provider for tests: the certified one of
// zitadel/oidc, with two people in it. It is a module of its own, so that Heed
// depends on nothing of it.
package main

import (
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
)

// people are who can sign in, by identifier; their password is "password".
type people map[string]*storage.User

// GetUserByID implements storage.UserStore.
func (p people) GetUserByID(id string) *storage.User { return p[id] }

// GetUserByUsername implements storage.UserStore.
func (p people) GetUserByUsername(name string) *storage.User {
	for _, u := range p {
		if u.Username == name {
			return u
		}
	}
	return nil
}

// ExampleClientID implements storage.UserStore.
func (people) ExampleClientID() string { return "service" }

func main() {
	back := flag.String("return", "", "where people are sent back to")
	flag.Parse()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	issuer := "http://localhost:" + port
	storage.RegisterClients(storage.WebClient("heed", "secret", *back))
	user := func(id string, verified bool) *storage.User {
		return &storage.User{ID: id, Username: id, Password: "password", Email: id + "@example.org", EmailVerified: verified}
	}
	router := exampleop.SetupServer(issuer, storage.NewStorage(people{"aida": user("aida", true), "berik": user("berik", true), "dana": user("dana", false)}), nil, false)
	fmt.Println(issuer) // who has started it waits for this
	if err := http.Serve(listener, router); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
