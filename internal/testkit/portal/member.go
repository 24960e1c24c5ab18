// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
)

// Password is the password of everybody in tests.
const Password = "lamp kettle orbit seventeen"

// Institution enters an institution under an identifier of the test's own.
func (p *Portal) Institution(t testing.TB, id heed.ID, kind heed.InstitutionKind, voice heed.Voice, state heed.StateCode) {
	t.Helper()
	body := heed.Institution{Names: map[string]string{"en": "Institution " + string(id)}, Kind: kind}
	if kind == heed.InstitutionCSO {
		body.Vouched = "Register of " + string(id)
	}
	_, err := p.App.Write(t.Context(), Operator, app.Change{ID: id, Side: heed.Side{Voice: voice, State: state}, Body: body})
	if err != nil {
		t.Fatal(err)
	}
}

// Invite invites somebody, whose address is the name at example.org, and gives
// the path of the link.
func (p *Portal) Invite(t testing.TB, name string, role heed.Role, institution heed.ID) string {
	t.Helper()
	token, err := p.App.Invite(t.Context(), Operator, app.Newcomer{Name: name, Email: name + "@example.org", Role: role, Institution: institution})
	if err != nil {
		t.Fatal(err)
	}
	return "/desk/invitation/" + token
}

// Member makes an account, whose address is the name at example.org, and a
// browser in which it is signed in.
func (p *Portal) Member(t testing.TB, name string, role heed.Role, institution heed.ID) (heed.Account, *Visitor) {
	t.Helper()
	path := p.Invite(t, name, role, institution)
	v := p.Visitor(t)
	if a := v.Send(path, url.Values{"form": {"join"}, "password": {Password}}); a.Status != http.StatusSeeOther {
		t.Fatalf("%s could not join: %d %s", name, a.Status, a.Body)
	}
	account, err := p.App.AccountByEmail(t.Context(), strings.ToLower(name)+"@example.org")
	if err != nil {
		t.Fatal(err)
	}
	return account, v
}

// Visitor is somebody with a browser of their own, which keeps cookies and
// follows no redirect.
type Visitor struct {
	URL    string // of the portal
	Client *http.Client
	t      testing.TB
}

// Visitor gives a browser in which nobody is signed in.
func (p *Portal) Visitor(t testing.TB) *Visitor {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &Visitor{p.URL, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, t}
}

// Answer is what a request brought.
type Answer struct {
	Status int
	Header http.Header
	Body   string
}

// Get opens a page; headers are name, value, ….
func (v *Visitor) Get(path string, headers ...string) Answer {
	v.t.Helper()
	return v.do(http.MethodGet, path, nil, headers...)
}

// Send sends a form; its name is the value "form".
func (v *Visitor) Send(path string, form url.Values, headers ...string) Answer {
	v.t.Helper()
	return v.do(http.MethodPost, path, strings.NewReader(form.Encode()), append([]string{"Content-Type", "application/x-www-form-urlencoded"}, headers...)...)
}

func (v *Visitor) do(method, path string, body io.Reader, headers ...string) Answer {
	v.t.Helper()
	r, err := http.NewRequestWithContext(v.t.Context(), method, v.URL+path, body)
	if err != nil {
		v.t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	response, err := v.Client.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return Answer{response.StatusCode, response.Header, string(text)}
}

// SendFile sends a form with a file; its name is the value "form".
func (v *Visitor) SendFile(path string, form url.Values, field, name string, data []byte) Answer {
	v.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for key, values := range form {
		for _, value := range values {
			if err := w.WriteField(key, value); err != nil {
				v.t.Fatal(err)
			}
		}
	}
	part, err := w.CreateFormFile(field, name)
	if err == nil {
		_, err = part.Write(data)
	}
	if err := errors.Join(err, w.Close()); err != nil {
		v.t.Fatal(err)
	}
	return v.do(http.MethodPost, path, &body, "Content-Type", w.FormDataContentType())
}
