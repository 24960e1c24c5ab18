// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package form_test

import (
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract/form"
	"github.com/heed-upr/heed/internal/i18n"
)

func TestDay(t *testing.T) {
	for text, want := range map[string]heed.Date{
		"2026-11-30": "2026-11-30", "30.11.2026": "2026-11-30", "3.1.2026": "2026-01-03", "03.01.2026 г.": "2026-01-03", "03.01.2026г": "2026-01-03",
	} {
		if got, ok := form.Day(text); !ok || got != want {
			t.Errorf("%q is %q, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "11/12/2026", "31.02.2026", "2026", "45991", "30.11.26", "soon", "30 November 2026"} {
		if got, ok := form.Day(text); ok || got != heed.Date(text) {
			t.Errorf("%q is the day %q", text, got)
		}
	}
}

func TestStageOf_InEveryLanguage(t *testing.T) {
	for _, language := range i18n.Codes() {
		for _, stage := range heed.MeasureStages {
			if got, ok := form.StageOf(" " + i18n.For(language).T("measure_stage."+string(stage)) + " "); !ok || got != stage {
				t.Errorf("%s: %s is %s", language, stage, got)
			}
		}
	}
	if got, ok := form.StageOf("perhaps"); ok {
		t.Errorf("perhaps is %s", got)
	}
}
