// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"image"
	"image/jpeg"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// photograph is a JPEG as a telephone writes it: with the place, the device and a
// comment in it.
func photograph(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 32, 24)), nil); err != nil {
		t.Fatal(err)
	}
	// TIFF, little-endian: one IFD with the make of the camera and the place of a
	// GPS IFD, which holds a latitude (Exif 2.32, 4.6).
	tiff := []byte("II*\x00\x08\x00\x00\x00\x02\x00")
	entry := func(tag, kind uint16, count, value uint32) {
		tiff = binary.LittleEndian.AppendUint16(tiff, tag)
		tiff = binary.LittleEndian.AppendUint16(tiff, kind)
		tiff = binary.LittleEndian.AppendUint32(tiff, count)
		tiff = binary.LittleEndian.AppendUint32(tiff, value)
	}
	entry(0x010f, 2, 16, 56)
	entry(0x8825, 4, 1, 72)
	tiff = binary.LittleEndian.AppendUint32(tiff, 0)
	for len(tiff) < 56 {
		tiff = append(tiff, 0)
	}
	tiff = append(tiff, "AnnasTelephone\x00\x00"...)
	tiff = append(tiff, 1, 0)
	entry(2, 5, 3, 92)
	tiff = binary.LittleEndian.AppendUint32(tiff, 0)
	tiff = append(tiff, "LATITUDE51.1605NORTH24by"...)
	exif := append([]byte("Exif\x00\x00"), tiff...)
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(len(exif)+2))
	return append(append(head, exif...), b.Bytes()[2:]...)
}

// exhibit is the form of evidence as a browser sends it.
func exhibit() url.Values {
	return url.Values{
		"form": {"edit"}, "version": {"0"}, "title": {"What the cell looked like"}, "bearing": {"contradicts"}, "recommendations": {"XVA/3/51.6"}, "excerpt": {"Eleven beds for thirty."},
		"place": {"page 1"}, "date": {"2026-10-02"}, "publisher": {"Prison Watch"}, "reliability": {"Taken during a visit."}, "level": {"open"}, "visibility": {"institution"},
	}
}

// collecting is a portal with two organisations and a ministry.
func collecting(t *testing.T) (p *portal.Portal, ngo, ally, ministry *portal.Visitor) {
	t.Helper()
	p, _, ministries := answering(t)
	p.Institution(t, "watch", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	p.Institution(t, "other", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	_, ngo = p.Member(t, "bota", heed.FocalPoint, "watch")
	_, ally = p.Member(t, "asel", heed.Coordinator, "other")
	_, ministry = p.Member(t, "aida", heed.FocalPoint, ministries[0])
	return p, ngo, ally, ministry
}

// TestEvidence: a photograph is added with its place in it; nobody gets that but
// who opens the original and says why; nobody else learns of any of it until it
// is published; and then everybody sees the cleaned copy, and which voice says so.
func TestEvidence(t *testing.T) {
	p, ngo, ally, ministry := collecting(t)
	photo := photograph(t)
	if !bytes.Contains(photo, []byte("LATITUDE51")) {
		t.Fatal("the specimen has no place in it")
	}
	at := good(t, ngo.SendFile("/en/desk/evidence/new", exhibit(), "file", "anna cell 7.jpg", photo), http.StatusSeeOther).Header.Get("Location")
	body := good(t, ngo.Get(at), http.StatusOK).Body
	for _, want := range []string{"What the cell looked like", "Eleven beds", "anna cell 7.jpg", "original received and sealed", "cleaned copy made", string(heed.DigestOf(photo))} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	copied := good(t, ngo.Get(at+"/copy"), http.StatusOK)
	if _, err := jpeg.Decode(strings.NewReader(copied.Body)); err != nil || strings.Contains(copied.Body, "LATITUDE") || strings.Contains(copied.Body, "AnnasTelephone") || strings.Contains(copied.Body, "Exif") {
		t.Errorf("the cleaned copy tells more than it shows, or is none: %v", err)
	}
	held(t, copied.Header, ".jpg")
	if strings.Contains(copied.Header.Get("Content-Disposition"), "anna") {
		t.Errorf("the copy has the name of the original: %s", copied.Header.Get("Content-Disposition"))
	}
	good(t, ngo.Send(at, url.Values{"form": {"open"}}), http.StatusUnprocessableEntity) // without a reason
	original := good(t, ngo.Send(at, url.Values{"form": {"open"}, "reason": {"To show it to the committee"}}), http.StatusOK)
	if original.Body != string(photo) {
		t.Error("the original is not what came in")
	}
	held(t, original.Header, "anna cell 7.jpg")
	good(t, ngo.Send(at, url.Values{"form": {"hand"}, "receiver": {"The committee"}, "reason": {"It asked for it"}}), http.StatusSeeOther)
	if body := good(t, ngo.Get(at), http.StatusOK).Body; !strings.Contains(body, "To show it to the committee") || !strings.Contains(body, "original handed out") {
		t.Error("the custody log does not say who opened it, and why")
	}
	public := "/en/evidence/" + strings.TrimPrefix(at, "/en/desk/evidence/") + "/copy"
	for name, who := range map[string]*portal.Visitor{"another organisation": ally, "a ministry": ministry} {
		for _, door := range []string{at, at + "/copy", public} {
			good(t, who.Get(door), http.StatusNotFound)
		}
		good(t, who.Send(at, url.Values{"form": {"open"}, "reason": {"Curious"}}), http.StatusNotFound)
		if body := good(t, who.Get("/en/desk/evidence"), http.StatusOK).Body; strings.Contains(body, "cell") {
			t.Errorf("%s sees it in the list", name)
		}
	}
	good(t, p.Visitor(t).Get(public), http.StatusNotFound)
	for i, step := range []string{"submitted", "reviewed", "published"} {
		good(t, ngo.Send(at, url.Values{"form": {"move-" + step}, "version": {strconv.Itoa(i + 1)}}), http.StatusSeeOther)
	}
	page := good(t, p.Visitor(t).Get("/en/XVA/3/51.6"), http.StatusOK).Body
	for _, want := range []string{"What the cell looked like", "contradicts that it was done", "Eleven beds", "Prison Watch", "2 October 2026", "Institution watch", "civil society", public} {
		if !strings.Contains(page, want) {
			t.Errorf("the recommendation’s page does not say %q", want)
		}
	}
	twin := good(t, p.Visitor(t).Get("/en/XVA/3/51.6.json"), http.StatusOK).Body
	if strings.Contains(page+twin, "anna") || !strings.Contains(twin, "original_sha256") {
		t.Error("the name of the original is public, or its digest is not")
	}
	open := good(t, p.Visitor(t).Get(public), http.StatusOK)
	if open.Body != copied.Body {
		t.Error("everybody gets another copy")
	}
	held(t, open.Header, ".jpg")
	good(t, ministry.Get(at), http.StatusOK) // what is public, everybody sees; no more of it
	if body := ministry.Get(at).Body; strings.Contains(body, "anna") || strings.Contains(body, "The committee") || strings.Contains(body, "evidence.open") {
		t.Error("another voice reads custody")
	}
	good(t, ngo.Send(at, url.Values{"form": {"move-withdrawn"}, "version": {"4"}, "note": {"Taken back"}}), http.StatusSeeOther)
	good(t, p.Visitor(t).Get(public), http.StatusNotFound)
	if r, err := p.App.Verify(t.Context(), portal.Operator); err != nil || len(r.Problems) > 0 || r.Evidence != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}

// held reports what is wrong with the heads of a file that is not Heed's.
func held(t *testing.T, h http.Header, name string) {
	t.Helper()
	if d := h.Get("Content-Disposition"); !strings.HasPrefix(d, "attachment") || !strings.Contains(d, name) {
		t.Errorf("Content-Disposition: %s", d)
	}
	if h.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("a file could run here: %v", h)
	}
	if c := h.Get("Cache-Control"); c != "no-store" && c != "no-cache" {
		t.Errorf("Cache-Control: %s", c)
	}
}

// TestEvidence_Restricted: the highest level is for who is named, and goes
// nowhere.
func TestEvidence_Restricted(t *testing.T) {
	p, ngo, ally, _ := collecting(t)
	named, friend := p.Member(t, "dina", heed.Contributor, "watch")
	_, colleague := p.Member(t, "erke", heed.Contributor, "watch")
	form := exhibit()
	form.Set("level", "restricted")
	form.Set("named", named.Pseudonym)
	form.Set("link", "https://news.example.org/1")
	form.Set("pasted", "What stood there: eleven beds for thirty.")
	at := good(t, ngo.Send("/en/desk/evidence/new", form), http.StatusSeeOther).Header.Get("Location")
	if !strings.Contains(good(t, ngo.Get(at), http.StatusOK).Body, "not shown as widely as you had chosen") {
		t.Error("nobody says that the level shows it to fewer people than was chosen")
	}
	if body := good(t, ngo.Get("/en/desk/evidence/new"), http.StatusOK).Body; strings.Contains(body, "Nobody can be chosen") {
		t.Error("there are colleagues, and it says that there are none")
	}
	p.Institution(t, "alone", heed.InstitutionNHRI, heed.VoiceNHRI, "XVA")
	_, alone := p.Member(t, "alone", heed.FocalPoint, "alone")
	if body := good(t, alone.Get("/en/desk/evidence/new"), http.StatusOK).Body; !strings.Contains(body, "Nobody can be chosen: nobody else of your voice has an account here") {
		t.Error("who works alone is not told why nobody can be named")
	}
	for _, door := range []string{at, "/en/desk/evidence"} {
		if body := good(t, friend.Get(door), http.StatusOK).Body; !strings.Contains(body, "What the cell looked like") {
			t.Errorf("who is named does not read it at %s", door)
		}
	}
	if body := friend.Get(at).Body; !strings.Contains(body, "What stood there") || !strings.Contains(body, "Eleven beds") {
		t.Error("who is named does not read all of it")
	}
	for name, who := range map[string]*portal.Visitor{"a colleague": colleague, "who coordinates": ally} {
		good(t, who.Get(at), http.StatusNotFound)
		if body := who.Get("/en/desk/evidence").Body; strings.Contains(body, "cell") {
			t.Errorf("%s sees it in the list", name)
		}
	}
	if body := ngo.Get(at).Body; strings.Contains(body, `value="move-submitted"`) || !strings.Contains(body, "lower its level") {
		t.Error("what is always refused is offered, or nothing says why it is not")
	}
	if a := ngo.Send(at, url.Values{"form": {"move-submitted"}, "version": {"1"}}); a.Status == http.StatusSeeOther {
		t.Errorf("handed over: %d", a.Status)
	}
	if body := ngo.Get(at).Body; !strings.Contains(body, `value="move-withdrawn"`) || strings.Contains(body, `value="move-reviewed"`) {
		t.Error("it is on its way")
	}
	if body := good(t, p.Visitor(t).Get("/en/XVA/3/51.6"), http.StatusOK).Body; strings.Contains(body, "cell") {
		t.Error("it is public")
	}
	p.Find.OpenWith(func([]byte) ([]byte, error) {
		return nil, &heed.Error{Code: heed.CodeConflict, Key: "error.evidence_key"}
	})
	for _, door := range []string{at, "/en/desk/evidence"} {
		body := good(t, ngo.Get(door), http.StatusOK).Body
		if strings.Contains(body, "cell") || !strings.Contains(body, "Restricted evidence, sealed") || strings.Contains(body, `name="title"`) {
			t.Errorf("without its key %s shows %s", door, body)
		}
	}
	if body := ngo.Get(at).Body; !strings.Contains(body, "is not here, or is another one") {
		t.Error("it does not say that the key is missing")
	}
}

type newsroom struct{}

func (newsroom) Get(_ context.Context, address string) (final, contentType string, data []byte, err error) {
	return address + "?seen", "text/html", []byte("<title>News</title><script>x</script><p>The court ruled so."), nil
}

// TestEvidence_Link: a page is captured as it was, with time and hashes; where
// Heed does not go out, its text is pasted, and that is said.
func TestEvidence_Link(t *testing.T) {
	p, ngo, _, _ := collecting(t)
	form := exhibit()
	form.Set("link", "https://news.example.org/1")
	if a := ngo.Send("/en/desk/evidence/new", form); a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, "does not look at pages") {
		t.Errorf("without going out: %d", a.Status)
	}
	p.App.Links = newsroom{}
	if a := ngo.Send("/en/desk/evidence/new", form); a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, "do not stand in the page as it was captured") || !strings.Contains(a.Body, "Eleven beds") {
		t.Errorf("an excerpt that does not stand there: %d", a.Status)
	}
	form.Set("excerpt", "the “court” … so")
	at := good(t, ngo.Send("/en/desk/evidence/new", form), http.StatusSeeOther).Header.Get("Location")
	body := good(t, ngo.Get(at), http.StatusOK).Body
	for _, want := range []string{"The court ruled so.", "Captured on 23 November 2026", "It led to", "News", string(heed.DigestOf([]byte("The court ruled so."))), "link captured"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(body, "<script>x") {
		t.Error("a script of the page is on it")
	}
	form.Set("version", "1")
	form.Set("title", "Another title")
	good(t, ngo.Send(at, form), http.StatusSeeOther)
	if body := ngo.Get(at).Body; strings.Count(body, "link captured") != 1 {
		t.Error("another title, and the page was looked at again")
	}
	form.Set("version", "2")
	form.Set("pasted", "As I read it")
	form.Set("excerpt", "As I read it")
	good(t, ngo.Send(at, form), http.StatusSeeOther)
	if body := ngo.Get(at).Body; !strings.Contains(body, "pasted by a person") || strings.Count(body, "link captured") != 2 {
		t.Error("it does not say that the text was pasted")
	}
	for name, change := range map[string]func(url.Values){
		"no title":           func(v url.Values) { v.Del("title") },
		"a script as link":   func(v url.Values) { v.Set("link", "javascript:alert(1)") },
		"about nothing":      func(v url.Values) { v.Del("recommendations") },
		"about what is not":  func(v url.Values) { v.Set("recommendations", "XVA/3/99.9") },
		"no number":          func(v url.Values) { v.Set("recommendations", "that one") },
		"a level of its own": func(v url.Values) { v.Set("level", "secret") },
		"public at once":     func(v url.Values) { v.Set("visibility", "public") },
		"named by a guess":   func(v url.Values) { v.Set("named", "somebody") },
	} {
		form := exhibit()
		form.Set("link", "https://news.example.org/1")
		change(form)
		if a := ngo.Send("/en/desk/evidence/new", form); a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, "Eleven beds") {
			t.Errorf("%s: %d", name, a.Status)
		}
	}
	if a := ngo.SendFile("/en/desk/evidence/new", form, "file", "x.exe", []byte("MZ\x90\x00\x03")); a.Status != http.StatusUnprocessableEntity {
		t.Errorf("link and file: %d", a.Status)
	}
	form.Del("link")
	form.Del("pasted")
	if a := ngo.SendFile("/en/desk/evidence/new", form, "file", "x.pdf", []byte("MZ\x90\x00\x03")); a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, "No clean copy") {
		t.Errorf("a program that calls itself a PDF: %d", a.Status)
	}
}
