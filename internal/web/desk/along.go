// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/page"
)

// Along is what goes along with a thing of any kind on its page: what is said on
// it, its way to the public and its history. Data that embeds it has it in the
// template as {{template "talk" .Talk}} and {{with .Way}}{{template "way" .}}{{end}}.
// The zero value is that of a thing that is not there yet.
type Along struct {
	Way  *Way
	Talk *Talk
}

// Along declares the forms that go along with a thing, and does what was sent; it
// is true where the page then leads on, to where the thing is:
//
//	along, to, done, err := r.Along(f, a, held.Version, held.Body, here)
//	if err != nil || done { return to, err }
func (r *Request) Along(f *find.Finder, a *app.App, v heed.Version, says heed.Matter, here string) (Along, page.Result, bool, error) {
	var out Along
	follow, err := f.Follow(r.Context(), r.Viewer)
	if err != nil {
		return out, page.Result{}, false, err
	}
	public, _ := follow.Published(v.Subject)
	if out.Way, err = r.Way(a, v, public); err != nil {
		return out, page.Result{}, false, err
	}
	if out.Way.Moved {
		if out.Way.To == heed.StepWithdrawn && (public.Number == 0 || public.Number == v.Number) {
			here = HistoryAt(v.Subject) // the thing has no page of its own any more
		}
		return out, r.Go(here, out.Way.Said), true, nil
	}
	if out.Talk, err = r.Talk(a, follow, v, says); err != nil {
		return out, page.Result{}, false, err
	}
	if out.Talk.Done() {
		return out, r.Go(here, "talk.said"), true, nil
	}
	return out, page.Result{}, false, nil
}
