// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"context"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
)

// demoRadio is what the invented radio says. Nobody goes out for it.
const demoRadio = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Radio Veldania (invented)</title><id>https://radio.example/</id><updated>2026-11-20T08:00:00Z</updated>
<entry><id>https://radio.example/2</id><title>Court in Veldania drops a defamation charge against a journalist</title><link href="https://radio.example/news/charge-dropped?utm_source=feed"/><updated>2026-11-20T08:00:00Z</updated>
<summary>The court said that the freedom of expression of journalists comes before the honour of courts. The prosecutor may appeal. (Invented.)</summary></entry>
<entry><id>https://radio.example/1</id><title>Harbour strike: families ask the Prosecutor for the register</title><link href="https://radio.example/news/register"/><updated>2026-11-12T08:00:00Z</updated>
<summary>Families of those who died in police custody ask who was held, and where. (Invented.)</summary></entry></feed>`

// radio is a feeder that has this one feed.
type radio struct{}

// Feed implements app.Feeder.
func (radio) Feed(_ context.Context, address string, _ heed.FeedMarks) (heed.FeedAnswer, error) {
	return heed.FeedAnswer{Final: address, Type: "application/atom+xml", Data: []byte(demoRadio)}, nil
}

// feed has an organisation watch an invented feed, in which two things are found,
// without the network.
func (d *demo) feed() {
	d.write("river", app.Change{ID: "radio", Body: heed.Feed{
		Name: "Radio Veldania (invented)", Address: "https://radio.example/feed", States: []heed.StateCode{demoState}, Course: heed.FeedWatched,
	}})
	d.do("feed", func() error {
		d.h.Feeds = radio{}
		_, err := d.h.LookAtFeeds(d.g.ctx, operator, true)
		d.h.Feeds = nil
		return err
	})
}
