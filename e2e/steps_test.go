// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"strings"
	"testing"
	"time"

	"github.com/go-rod/rod/lib/input"
	"github.com/go-rod/rod/lib/proto"

	"github.com/heed-upr/heed/internal/testkit/browser"
)

var tab, enter = input.Tab, input.Enter

// follow clicks the first link that fits a selector and waits for its page.
func follow(t *testing.T, page *browser.Page, selector string) {
	t.Helper()
	link, err := page.Element(selector)
	if err != nil {
		t.Fatalf("%s: %v", selector, err)
	}
	// Not link.Click: it waits for a script of its own, and scripts are off.
	if err := (proto.DOMScrollIntoViewIfNeeded{ObjectID: link.Object.ObjectID}).Call(page); err != nil {
		t.Fatalf("%s: %v", selector, err)
	}
	shape, err := link.Shape()
	if err != nil {
		t.Fatalf("%s: %v", selector, err)
	}
	if err := page.Mouse.MoveTo(*shape.OnePointInside()); err != nil {
		t.Fatalf("%s: %v", selector, err)
	}
	wait := page.WaitNavigation(proto.PageLifecycleEventNameLoad)
	if err := page.Mouse.Click(proto.InputMouseButtonLeft, 1); err != nil {
		t.Fatalf("%s: %v", selector, err)
	}
	wait()
}

// choose sets a filter by keyboard, as a reader without scripts does, and
// sends the form.
func choose(t *testing.T, page *browser.Page, name, value string) {
	t.Helper()
	field, err := page.Element("#f-" + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := (proto.DOMFocus{ObjectID: field.Object.ObjectID}).Call(page); err != nil {
		t.Fatal(err)
	}
	for range 10 {
		if text(t, page, `document.getElementById("f-`+name+`").value`) == value {
			break
		}
		press(t, page, input.ArrowDown)
	}
	follow(t, page, ".filter button")
	if got := text(t, page, `location.search`); !strings.Contains(got, name+"="+value) {
		t.Errorf("the address holds %q", got)
	}
}

func press(t *testing.T, page *browser.Page, key input.Key) {
	t.Helper()
	if err := page.Keyboard.Type(key); err != nil {
		t.Fatal(err)
	}
}

// drawn waits until the image that a selector names has come, with something
// drawn on it.
func drawn(t *testing.T, page *browser.Page, selector string) {
	t.Helper()
	address := text(t, page, `document.querySelector(`+quoted(selector)+`).href.baseVal`)
	until := time.Now().Add(10 * time.Second)
	for time.Now().Before(until) {
		size := page.Number(`(performance.getEntriesByType("resource").find(e => e.name.endsWith(` + quoted(address) + `)) || {decodedBodySize: 0}).decodedBodySize`)
		if size > 10_000 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("%s: the image %s did not come", selector, address)
}

func quoted(s string) string { return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"` }

func text(t *testing.T, page *browser.Page, expression string) string {
	t.Helper()
	result, err := page.Eval("() => " + expression)
	if err != nil {
		t.Fatal(err)
	}
	return result.Value.Str()
}
