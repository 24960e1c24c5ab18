// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"bytes"
	"fmt"
	"strconv"

	"github.com/xuri/excelize/v2"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/i18n"
)

// demoAsked says who was asked for a position on what.
var demoAsked = []struct {
	ref      string
	lead     heed.ID
	partners []heed.ID
}{
	{"51.1", "labour", nil}, {"51.5", "justice", nil}, {"51.8", "justice", []heed.ID{"interior"}}, {"51.12", "labour", nil}, {"51.19", "labour", nil}, {"51.20", "environment", []heed.ID{"justice"}},
}

// demoBook is what the ministry of labour writes into its workbook, in Kazakh.
var demoBook = []struct{ ref, comment, internal string }{
	{"51.1", "2018 жылы аяқталған зерттеу кедергі таппады. (Ойдан шығарылған.)", "Ратификация туралы заң жобасы келесі жылға жоспарланған."},
	{"51.12", "Алты тілдегі үлгілік шарттар 2018 жылғы егін орағынан бері қолданылады. (Ойдан шығарылған.)", ""},
	{"51.19", "Жәрдемақы сақтандырылмаған ауыл отбасыларына да төленеді. (Ойдан шығарылған.)", "Қаржы министрлігімен келісілді."},
}

// positions are prepared as before an adoption: ministries are asked; two disagree,
// and the coordinator settles; one answers by workbook and letter. What is settled
// is what the addendum of the review says. Two answers are considered anew.
func (d *demo) positions() {
	var asked []app.Change
	for _, a := range demoAsked {
		asked = append(asked, app.Change{ID: heed.AssignmentID(demoRec(a.ref)), Visibility: heed.VisibleCoordination, Body: heed.Assignment{Recommendation: demoRec(a.ref), Lead: a.lead, Partners: a.partners}})
	}
	d.write("coordinator", asked...)
	d.propose("justice", "51.8", heed.Supported, "Блокировать сайт вправе только суд: это записано в проекте закона о связи. (Вымышлено.)")
	d.propose("interior", "51.8", heed.Noted, "Бұл ереже алаяқтыққа қарсы ғана қолданылады. (Ойдан шығарылған.)")
	d.propose("justice", "51.5", heed.Noted, "Конституция пока не позволяет передавать граждан другому суду. (Вымышлено.)")
	d.propose("environment", "51.20", heed.Supported, "In the Constitution or in law, as it was read out. (Invented.)")
	d.workbook()
	d.settle("51.8", heed.Noted, "The provision has been used only against fraud. The Government will report on its use in a mid-term report.")
	d.settle("51.5", heed.Noted, "")
	for _, row := range demoBook {
		d.settle(row.ref, heed.Supported, "")
	}
	d.anew()
}

// anew has two of the State's answers considered once more before the next review, so
// that something waits: one ministry has not said anything, and two disagree.
func (d *demo) anew() {
	var asked []app.Change
	for _, a := range []heed.Assignment{
		{Recommendation: demoRec("52.5"), Lead: "justice"},
		{Recommendation: demoRec("52.6"), Lead: "interior", Partners: []heed.ID{"justice"}},
	} {
		a.Anew = d.h.Now().UTC()
		asked = append(asked, app.Change{ID: heed.AssignmentID(a.Recommendation), Visibility: heed.VisibleCoordination, Body: a})
	}
	d.write("coordinator", asked...)
	d.propose("justice", "52.6", heed.Supported, "Министерство готово принять надзор за тюрьмами с 2028 года. (Вымышлено.)")
	d.propose("interior", "52.6", heed.Noted, "Қамау орындары тергеуден бөлінбей тұрып, берілмейді. (Ойдан шығарылған.)")
}

// propose has the focal point of an institution propose a position.
func (d *demo) propose(by, ref string, position heed.Position, comment string) {
	d.write(by, app.Change{ID: heed.ProposalID(demoRec(ref), heed.ID(by)), Submit: true, Body: heed.Proposal{Response: heed.Response{Recommendation: demoRec(ref), Position: position, Comment: comment}}})
}

// settle has the coordinator say what the State answers.
func (d *demo) settle(ref string, position heed.Position, comment string) {
	d.write("coordinator", app.Change{ID: heed.AssignmentID(demoRec(ref)), Submit: true, Body: heed.Settlement{Response: heed.Response{Recommendation: demoRec(ref), Position: position, Comment: comment}}})
}

// workbook goes out to a ministry that does not sign in, is filled in, approved by
// a letter, and comes back to the coordinator.
func (d *demo) workbook() {
	d.do("workbook", func() error {
		all, err := d.find.Responses(d.g.ctx, d.who["coordinator"].Viewer(), demoRec("").Review, find.ResponseQuery{Institution: "labour"})
		if err != nil {
			return err
		}
		out, words := new(bytes.Buffer), i18n.For("kk")
		at, _ := all.Institution("labour")
		book := export.Workbook{ID: at.ID, Institution: at.Body.Name("kk"), State: "Veldania"}
		for _, r := range all.Rows {
			book.Rows = append(book.Rows, export.WorkbookRow{ID: r.ID(), Paragraph: r.Paragraph, Text: r.Text})
		}
		if err := book.XLSX(out, words); err != nil {
			return err
		}
		back, err := fillIn(out, words.T("position.supported"))
		if err != nil {
			return err
		}
		taken, err := d.h.TakeAnswers(d.g.ctx, d.who["coordinator"], at.Side, app.Book{Name: "heed-labour.xlsx", Data: back})
		if err == nil && taken.Written != len(demoBook) {
			err = fmt.Errorf("%d of %d answers were taken", taken.Written, len(demoBook))
		}
		return err
	})
}

// fillIn is what a clerk does with a workbook: answers beside the questions, and
// the letter that approves them.
func fillIn(out *bytes.Buffer, position string) ([]byte, error) {
	f, err := excelize.OpenReader(out)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	cells := map[string]map[string]string{export.SheetLetter: {"C4": "17-4/212", "C5": "20.01.2020", "C6": "Йованка Остримова, министрдің орынбасары (ойдан шығарылған)"}, export.SheetAnswers: {}}
	rows, err := f.GetRows(export.SheetAnswers)
	if err != nil {
		return nil, err
	}
	for i, row := range rows {
		for _, says := range demoBook {
			if row[0] == demoRec(says.ref).String() {
				n := strconv.Itoa(i + 1)
				cells[export.SheetAnswers]["F"+n], cells[export.SheetAnswers]["H"+n], cells[export.SheetAnswers]["I"+n] = position, says.comment, says.internal
			}
		}
	}
	for sheet, said := range cells {
		for cell, text := range said {
			if err := f.SetCellStr(sheet, cell, text); err != nil {
				return nil, err
			}
		}
	}
	back, err := f.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return back.Bytes(), nil
}
