// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package doc

import (
	"cmp"
	"slices"
	"strings"
)

// columnGap is the space between runs, in multiples of the font's size, from
// which on they stand in different columns. The widest gap inside a line of an
// official document is that between a paragraph's number and its text (about
// four); the columns of a cover are ten apart.
const columnGap = 6

// Lines puts the runs of one page into lines, in reading order: top to bottom,
// left to right. Runs come with boxes that are tight around their glyphs, so
// that lines are found by overlap and not by a baseline.
func Lines(runs []Run) []Line {
	tall, small := splitByHeight(runs)
	slices.SortStableFunc(tall, func(a, b Run) int { return cmp.Compare(a.Box[1]+a.Box[3], b.Box[1]+b.Box[3]) })
	var rows []Line
	for _, r := range tall {
		if i := overlapping(rows, r); i >= 0 {
			rows[i].add(r)
			continue
		}
		rows = append(rows, Line{Box: r.Box, Runs: []Run{r}})
	}
	for _, r := range small {
		if i := nearest(rows, r); i >= 0 {
			rows[i].add(r)
			continue
		}
		rows = append(rows, Line{Box: r.Box, Runs: []Run{r}})
	}
	slices.SortStableFunc(rows, func(a, b Line) int { return cmp.Compare(a.Box[1]+a.Box[3], b.Box[1]+b.Box[3]) })
	var lines []Line
	for _, row := range rows {
		lines = append(lines, splitColumns(row)...)
	}
	return lines
}

// splitByHeight parts the runs that show where a line is from those that do
// not: commas, dashes, dots and raised marks ("13th", "resolution1").
func splitByHeight(runs []Run) (tall, small []Run) {
	size := Line{Runs: runs}.Size()
	for _, r := range runs {
		text := strings.TrimSpace(r.Text)
		if text == "" {
			continue
		}
		raised := r.Size <= 0.75*size && len(text) <= 3
		if r.Box[3]-r.Box[1] >= 0.4*r.Size && !raised {
			tall = append(tall, r)
		} else {
			small = append(small, r)
		}
	}
	return tall, small
}

func (l *Line) add(r Run) {
	l.Runs = append(l.Runs, r)
	if r.Box[3]-r.Box[1] >= 0.4*r.Size {
		l.Box = l.Box.Union(r.Box)
	} else {
		l.Box[0], l.Box[2] = min(l.Box[0], r.Box[0]), max(l.Box[2], r.Box[2])
	}
}

// overlapping finds the row that shares at least half of the smaller height
// with r, looking at the last few rows only, because tall runs come sorted.
func overlapping(rows []Line, r Run) int {
	for i := len(rows) - 1; i >= 0 && i >= len(rows)-4; i-- {
		b := rows[i].Box
		shared := min(b[3], r.Box[3]) - max(b[1], r.Box[1])
		if shared >= 0.5*min(b[3]-b[1], r.Box[3]-r.Box[1]) {
			return i
		}
	}
	return -1
}

// nearest finds the row whose band holds the middle of r, allowing for raised
// marks and low commas, or -1.
func nearest(rows []Line, r Run) int {
	best, far := -1, 0.8*max(r.Size, 6)
	mid := (r.Box[1] + r.Box[3]) / 2
	for i, row := range rows {
		d := max(row.Box[1]-mid, mid-row.Box[3], 0)
		if d < far {
			best, far = i, d
		}
	}
	return best
}

// splitColumns sorts the runs of a row and parts them at wide gaps.
func splitColumns(row Line) []Line {
	slices.SortStableFunc(row.Runs, func(a, b Run) int { return cmp.Compare(a.Box[0], b.Box[0]) })
	var lines []Line
	for _, r := range row.Runs {
		n := len(lines)
		if n == 0 || r.Box[0]-lines[n-1].Box[2] > columnGap*r.Size {
			lines = append(lines, Line{Box: r.Box, Runs: []Run{r}})
			continue
		}
		lines[n-1].Box = lines[n-1].Box.Union(r.Box)
		lines[n-1].Runs = append(lines[n-1].Runs, r)
	}
	for i := range lines {
		markRaised(&lines[i])
	}
	return lines
}

// markRaised finds the superscripts of a line: much smaller than the line's
// text and above the foot of it.
func markRaised(l *Line) {
	size := l.Size()
	for i, r := range l.Runs {
		low := l.Box[3] - r.Box[3]
		if r.Size <= 0.75*size || (low > 0.3*size && len([]rune(strings.TrimSpace(r.Text))) <= 3 && allMarks(r.Text) && r.Size < size) {
			l.Runs[i].Raised = true
		}
	}
}

func allMarks(s string) bool { return strings.Trim(s, "*0123456789†‡ ") == "" }

// Size is the size of most of the line's text in points.
func (l Line) Size() float64 {
	count := map[float64]int{}
	for _, r := range l.Runs {
		count[r.Size] += len(r.Text)
	}
	return most(count)
}

// most gives the key with the highest count; of equal ones the largest.
func most(count map[float64]int) float64 {
	best, n := 0.0, -1
	for size, c := range count {
		if c > n || c == n && size > best {
			best, n = size, c
		}
	}
	return best
}

// Text is the line's text as printed, with a blank at every gap.
func (l Line) Text() string {
	var b strings.Builder
	for i, r := range l.Runs {
		if i > 0 && gapBefore(l.Runs[i-1], r) {
			b.WriteByte(' ')
		}
		b.WriteString(r.Text)
	}
	return strings.TrimSpace(strings.Join(strings.Fields(b.String()), " "))
}

// gapBefore reports whether the space between two runs is that of a blank. The
// boxes are tight, so touching letters are up to a tenth of the size apart.
func gapBefore(a, b Run) bool {
	return b.Box[0]-a.Box[2] > 0.22*min(a.Size, b.Size)
}

// allBold reports whether every run with letters is bold.
func (l Line) allBold() bool {
	any := false
	for _, r := range l.Runs {
		if strings.TrimSpace(r.Text) == "" || r.Raised {
			continue
		}
		if !r.Bold {
			return false
		}
		any = true
	}
	return any
}
