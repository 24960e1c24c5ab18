// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package method is the page "data and method": how well Heed reads, measured
// on real documents, what remains wrong and through whose fault, where
// everything comes from, and how to correct a misreading.
package method

import (
	"embed"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed method.tmpl method.css figures.json
var files embed.FS

// View declares the page.
var View = page.View{Name: "method", Files: files, Data: Data{}}

// Figures are what .ci/accuracy --write measured; docs/explanation/accuracy.md
// has the same.
type Figures struct {
	Measured        heed.Date `json:"date"`
	Reader          string    `json:"reader"` // version
	Reports         int       `json:"reports"`
	Rows            int       `json:"rows"`
	Recommendations int       `json:"recommendations"`
	Pairs           int       `json:"pairs"`
	Stated          int       `json:"stated"`
	Figures         []Figure  `json:"figures"`
	Answers         []Answer  `json:"answers"`
	Remaining       []Fault   `json:"remaining"`
	Facts           Share     `json:"facts"`
	Totals          Share     `json:"totals"`
}

// Figure is one measure, from 0 to 1, but for duplicates, which are counted.
type Figure struct {
	Measure string  `json:"measure"`
	Value   float64 `json:"value"`
}

// Answer counts rows by what the report says and by UPR Info's final response.
type Answer struct {
	Report heed.Position `json:"report"`
	Final  string        `json:"final"`
	Count  int           `json:"count"`
}

// Fault counts what remains wrong of one kind, and through whose fault.
type Fault struct {
	Measure string `json:"measure"`
	Kind    string `json:"kind"`
	Fault   string `json:"fault"`
	Count   int    `json:"count"`
}

// Share is how many of those that were looked at are right.
type Share struct {
	Stated int `json:"stated"`
	States int `json:"states"`
	Right  int `json:"right"`
}

// Data is what the template prints.
type Data struct {
	page.Base
	Figures
	// Kinds are the faults of all measures by kind.
	Kinds []Fault
	// Running is the version of the readers of this installation.
	Running string
	// LogKey verifies the checkpoints of its log; "" where none are signed.
	LogKey string
}

// String sets a measure, in per cent.
func (f Figure) String() string {
	if f.Measure == "duplicates" {
		return strconv.Itoa(int(f.Value))
	}
	return fmt.Sprintf("%.1f %%", 100*f.Value)
}

// Read gives the figures that the program was built with.
func Read() (Figures, error) {
	var f Figures
	data, err := files.ReadFile("figures.json")
	if err != nil {
		return f, err
	}
	return f, json.Unmarshal(data, &f)
}

// Handler serves the page; running is the version of the readers, and logKey gives
// the key that verifies checkpoints.
func Handler(running string, logKey func() string) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		f, err := Read()
		if err != nil {
			return page.Result{}, err
		}
		d := Data{Base: r.Base(r.Words.T("method.title")), Figures: f, Kinds: kinds(f.Remaining), Running: running, LogKey: logKey()}
		return page.Result{View: View.Name, Data: d, Twin: f}, nil
	}
}

// kinds sums the faults of all measures, in the order in which they occur.
func kinds(all []Fault) []Fault {
	var out []Fault
next:
	for _, f := range all {
		for i := range out {
			if out[i].Kind == f.Kind && out[i].Fault == f.Fault {
				out[i].Count += f.Count
				continue next
			}
		}
		out = append(out, Fault{Kind: f.Kind, Fault: f.Fault, Count: f.Count})
	}
	return out
}
