// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package browser drives a real Chromium for tests: pages as a reader sees
// them, what they ask of the network, and what axe-core finds in them.
package browser

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/launcher"
	"github.com/go-rod/rod/lib/proto"

	"github.com/heed-upr/heed/internal/testkit"
)

// Browser is a running browser.
type Browser struct {
	rod *rod.Browser
	axe string
}

// limit is how long one step in the browser may take.
const limit = 30 * time.Second

// Open starts the installed browser and loads axe-core from e2e/node_modules.
// Without either the test is skipped.
func Open(t testing.TB) *Browser {
	t.Helper()
	program := testkit.Program(t, "chromium", "chromium-browser", "google-chrome")
	axe, err := os.ReadFile(filepath.Join(testkit.Root(), "e2e", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		testkit.Missing(t, "needs axe-core: npm ci --prefix e2e")
	}
	l := launcher.New().Bin(program).Leakless(false).NoSandbox(true).
		Set("disable-gpu").Set("disable-dev-shm-usage").Set("force-color-profile", "srgb").Set("hide-scrollbars").
		// Pages of the browser own interface, which nobody looks at and which cost as much as ours.
		Append("disable-features", "InitialWebUI", "WebUIReloadButton", "WebUIToolbar", "WebUIOmniboxPopup", "WebUIOmnibox")
	address, err := l.Launch()
	if err != nil {
		t.Fatal(err)
	}
	b := &Browser{rod: rod.New().ControlURL(address), axe: string(axe)}
	if err := b.rod.Connect(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = b.rod.Close()
		l.Cleanup()
	})
	return b
}

// Page is an open page.
type Page struct {
	*rod.Page
	t   testing.TB
	b   *Browser
	mu  sync.Mutex
	did traffic
}

type traffic struct {
	hosts    map[string]bool
	status   int
	messages []string
}

// Open opens an address at a width in CSS pixels, with scripts switched off as
// some readers have them, and waits until everything on it has loaded.
func (b *Browser) Open(t testing.TB, url string, width int) *Page {
	t.Helper()
	p := b.Blank(t, width)
	wait := p.WaitNavigation(proto.PageLifecycleEventNameLoad)
	p.must(p.Navigate(url))
	wait()
	return p
}

// Blank opens an empty page.
func (b *Browser) Blank(t testing.TB, width int) *Page {
	t.Helper()
	raw, err := b.rod.Page(proto.TargetCreateTarget{URL: "about:blank"})
	if err != nil {
		t.Fatal(err)
	}
	p := &Page{Page: raw.Timeout(limit), t: t, b: b, did: traffic{hosts: map[string]bool{}}}
	t.Cleanup(func() {
		// Not raw.Close: it waits for what a page without scripts never says.
		_, _ = proto.TargetCloseTarget{TargetID: raw.TargetID}.Call(b.rod.Timeout(limit))
	})
	p.Resize(width)
	p.must(proto.EmulationSetScriptExecutionDisabled{Value: true}.Call(p))
	go p.EachEvent(p.request, p.response, p.message)()
	return p
}

// Resize makes the window as wide as this, in CSS pixels.
func (p *Page) Resize(width int) {
	p.t.Helper()
	p.must(proto.EmulationSetDeviceMetricsOverride{Width: width, Height: 800, DeviceScaleFactor: 1}.Call(p))
}

// Alone gives a browser that shares no cookies with this one, as on another
// machine.
func (b *Browser) Alone(t testing.TB) *Browser {
	t.Helper()
	alone, err := b.rod.Incognito()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = proto.TargetDisposeBrowserContext{BrowserContextID: alone.BrowserContextID}.Call(b.rod) })
	return &Browser{rod: alone, axe: b.axe}
}

func (p *Page) request(e *proto.NetworkRequestWillBeSent) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if host, ok := strings.CutPrefix(e.Request.URL, "http"); ok {
		host = strings.TrimPrefix(strings.TrimPrefix(host, "s"), "://")
		host, _, _ = strings.Cut(host, "/")
		p.did.hosts[host] = true
	}
}

func (p *Page) response(e *proto.NetworkResponseReceived) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if e.Type == proto.NetworkResourceTypeDocument {
		p.did.status = e.Response.Status
	}
}

func (p *Page) message(e *proto.LogEntryAdded) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if e.Entry.Level == proto.LogLogEntryLevelError && e.Entry.Source != proto.LogLogEntrySourceNetwork {
		p.did.messages = append(p.did.messages, e.Entry.Text)
	}
}

func (p *Page) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// Status is the status of the page itself.
func (p *Page) Status() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.did.status
}

// Hosts are all hosts that the page asked for something.
func (p *Page) Hosts() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []string
	for host := range p.did.hosts {
		out = append(out, host)
	}
	return out
}

// Complaints are what the browser said against the page.
func (p *Page) Complaints() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.did.messages
}

// Number evaluates an expression in the page.
func (p *Page) Number(expression string) float64 {
	p.t.Helper()
	result, err := p.Eval("() => " + expression)
	p.must(err)
	return result.Value.Num()
}

// Wide names what is wider than the window, or is empty.
func (p *Page) Wide() string {
	p.t.Helper()
	result, err := p.Eval(`() => {
		const root = document.documentElement;
		if (root.scrollWidth <= root.clientWidth) return "";
		const out = [...document.querySelectorAll("body *")].filter(e => {
			const r = e.getBoundingClientRect();
			return r.width > 0 && (r.right > root.clientWidth + 1 || r.left < -1) && !e.closest(".scroll, .skip, thead");
		});
		return root.scrollWidth + " px: " + out.slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(" | ");
	}`)
	p.must(err)
	return result.Value.Str()
}

// Axe gives what axe-core finds wrong, one line for each place.
func (p *Page) Axe() []string {
	p.t.Helper()
	return p.run(`{resultTypes: ["violations"]}`)
}

// Contrast gives what axe-core finds too faint, one line for each place.
func (p *Page) Contrast() []string {
	p.t.Helper()
	return p.run(`{resultTypes: ["violations"], runOnly: ["color-contrast"]}`)
}

// run gives what axe-core finds with these options.
func (p *Page) run(options string) []string {
	p.t.Helper()
	// Scripts are off for the page; axe needs them on.
	p.must(proto.EmulationSetScriptExecutionDisabled{Value: false}.Call(p))
	if p.Number(`"axe" in window ? 1 : 0`) == 0 {
		_, err := proto.RuntimeEvaluate{Expression: p.b.axe}.Call(p)
		p.must(err)
	}
	result, err := p.Evaluate(rod.Eval(`() => axe.run(document, ` + options + `).then(r => JSON.stringify(
		r.violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.map(n => n.html.slice(0, 160) + " " + (n.any[0] ? n.any[0].message : ""))}))))`).ByPromise())
	p.must(err)
	p.must(proto.EmulationSetScriptExecutionDisabled{Value: true}.Call(p))
	var found []struct {
		ID, Help string
		Nodes    []string
	}
	p.must(json.Unmarshal([]byte(result.Value.Str()), &found))
	var out []string
	for _, f := range found {
		for _, n := range f.Nodes {
			out = append(out, fmt.Sprintf("%s (%s): %s", f.ID, f.Help, n))
		}
	}
	return out
}

// Keep saves a picture of the whole page in the folder that
// HEED_TEST_SCREENSHOTS names, for people to look at; without it, it does
// nothing.
func (p *Page) Keep(name string) {
	p.t.Helper()
	dir := os.Getenv("HEED_TEST_SCREENSHOTS")
	if dir == "" {
		return
	}
	picture, err := p.Screenshot(true, &proto.PageCaptureScreenshot{Format: proto.PageCaptureScreenshotFormatPng})
	p.must(err)
	p.must(os.MkdirAll(dir, 0o700))
	p.must(os.WriteFile(filepath.Join(dir, name+".png"), picture, 0o600))
}

// Dark asks for the dark colours.
func (p *Page) Dark() {
	p.t.Helper()
	p.must(proto.EmulationSetEmulatedMedia{Features: []*proto.EmulationMediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}}.Call(p))
}
