// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"bytes"
	"net/http"
	"time"

	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/web/desk/mycalendar"
	"github.com/heed-upr/heed/internal/web/page"
)

// ownCalendar serves a person's calendar at its secret address, to whoever holds
// that. A calendar program may keep it for itself, and asks each time whether it
// has changed; nobody between may keep it.
func (s *server) ownCalendar(w http.ResponseWriter, in *page.Request) error {
	if in.Form != page.ICS || in.Method == http.MethodPost {
		return noAddress("web.ownCalendar")
	}
	who, err := s.App.CalendarBy(in.Context(), in.PathValue("token"))
	if err != nil {
		return err
	}
	in.Words = s.site.Catalogues.For(who.Language)
	in.Prefix = "/" + in.Words.Code
	body, err := mycalendar.ICS(in.Context(), s.Find, in.Base(""), who, in.Today)
	if err != nil {
		return err
	}
	a := newAnswer(export.ICSType, body)
	h := w.Header()
	h.Set("Content-Type", a.contentType)
	h.Set("Content-Disposition", `attachment; filename="heed.ics"`)
	h.Set("Cache-Control", "private, no-cache")
	h.Set("ETag", `"`+a.etag+`"`)
	http.ServeContent(w, in.Request, "", time.Time{}, bytes.NewReader(a.plain))
	return nil
}
