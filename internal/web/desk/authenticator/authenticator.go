// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package authenticator is the page at which somebody sets up the program that
// gives the codes of the second step, and sees the codes for recovery once.
package authenticator

import (
	"embed"
	"fmt"
	"strings"

	"github.com/boombuler/barcode/qr"

	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed authenticator.tmpl authenticator.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "authenticator", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	// Needed says that nothing else is open before this is done.
	Needed bool
	// Key is the key in groups of four, for who cannot take the picture.
	Key     string
	Picture Picture
	Form    *desk.Form
	// Recovery are the codes for recovery, once it is done.
	Recovery []string
}

// Picture is a QR code: a path of unit squares in a square of Size.
type Picture struct {
	Size int
	Path string
}

// Handler serves the page.
func Handler() desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		d := Data{Needed: r.Auth.Bare(r.Context())}
		title := r.T("authenticator.title")
		key, address, err := r.Auth.NewAuthenticator(r.Context(), r.Account, r.Site.Host)
		if err != nil {
			return page.Result{}, err
		}
		var code, current string
		d.Form = r.Form("set-up", "authenticator.button")
		d.Form.Text(&code, "code").Must().Help("authenticator.code_help").Fills("one-time-code")
		if !d.Needed { // else the password was given a moment ago
			d.Form.Password(&current, "current").Help("settings.current_help").Fills("current-password")
		}
		if d.Form.Sent() {
			if !d.Needed {
				err = r.Auth.Confirm(r.Context(), r.Visit, r.Account, current)
			}
			if err == nil {
				d.Recovery, err = r.Auth.SetUp(r.Context(), r.Visit, r.Account, code)
			}
			if err != nil && !d.Form.Shows(err) {
				return page.Result{}, err
			}
		}
		d.Base = r.Base(title, page.Link{Href: r.Prefix + "/desk/settings", Text: r.T("desk.settings")})
		if d.Needed {
			d.Crumbs = nil
		}
		d.Key = strings.TrimSpace(grouped(key))
		if d.Picture, err = picture(address); err != nil {
			return page.Result{}, err
		}
		return r.Page(View, d), nil
	}
}

// grouped sets a key in groups of four.
func grouped(key string) string {
	var b strings.Builder
	for i, c := range key {
		if i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// quiet is how many squares stay free around a QR code, as its standard asks.
const quiet = 4

// picture draws a QR code.
func picture(text string) (Picture, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return Picture{}, err
	}
	size := code.Bounds().Dx()
	var b strings.Builder
	for y := range size {
		for x := range size {
			if red, _, _, _ := code.At(x, y).RGBA(); red == 0 {
				fmt.Fprintf(&b, "M%d %dh1v1h-1z", x+quiet, y+quiet)
			}
		}
	}
	return Picture{size + 2*quiet, b.String()}, nil
}
