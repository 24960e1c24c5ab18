// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/files"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/reconcile"
	"github.com/heed-upr/heed/internal/store"
	"github.com/heed-upr/heed/internal/store/postgres"
	"github.com/heed-upr/heed/internal/store/sqlite"
	"github.com/heed-upr/heed/internal/testkit"
)

// kills is how many times the writing program is killed on each engine.
// HEED_TEST_KILLS asks for another number.
const kills = 200

// killed is where the program finds what it writes to, when it is started to be
// killed, and what to write first.
const killed = "HEED_TEST_KILLED"

func TestMain(m *testing.M) {
	if at, run, ok := strings.Cut(os.Getenv(killed), " "); ok {
		if err := writeUntilKilled(at, run); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// openAt opens a store of either engine.
func openAt(ctx context.Context, at string) (store.Store, error) {
	if strings.HasPrefix(at, "postgres:") {
		return postgres.Open(ctx, at)
	}
	return sqlite.Open(ctx, at)
}

// writers is how many write at once.
const writers = 3

// writeUntilKilled writes without end, and says on its output what it was told
// to be written. One change makes a measure and two updates on it, all of one
// name; another then moves all three.
func writeUntilKilled(at, run string) error {
	ctx := context.Background()
	s, err := openAt(ctx, at)
	if err != nil {
		return err
	}
	a := app.New(app.Config{Store: s, Now: time.Now, KnownState: func(heed.StateCode) bool { return true }})
	var one sync.Mutex
	failed := make(chan error)
	for w := range writers {
		go func() {
			for n := 0; ; n++ {
				name := fmt.Sprintf("%s-%d-%d", run, w, n)
				if err := writeThree(ctx, a, name); err != nil {
					failed <- err
					return
				}
				one.Lock()
				fmt.Println(name)
				one.Unlock()
			}
		}()
	}
	return <-failed
}

func writeThree(ctx context.Context, a *app.App, name string) error {
	id := heed.ID(name)
	m := measured
	m.Title, m.Links = name, nil
	update := heed.Update{Measure: id, Date: "2025-01-01", Text: name}
	all, err := a.Write(ctx, justice, app.Change{ID: id, Body: m}, app.Change{ID: id + "-a", Body: update}, app.Change{ID: id + "-b", Body: update})
	if err != nil {
		return err
	}
	var moves []app.Move
	for _, v := range all {
		moves = append(moves, app.Move{Subject: v.Subject, Base: v.Number, To: heed.StepSubmitted})
	}
	return a.Move(ctx, justice, moves...)
}

// Whenever the program is killed: what it was told to be written is there, no
// change is there in half, and the log agrees with the tables.
func TestKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("short: nothing is killed")
	}
	times := kills
	if n, err := strconv.Atoi(os.Getenv("HEED_TEST_KILLS")); err == nil {
		times = n
	}
	t.Run("sqlite", func(t *testing.T) { testKilled(t, filepath.Join(t.TempDir(), "heed.db"), times) })
	t.Run("postgres", func(t *testing.T) { testKilled(t, testkit.Database(t), times) })
}

func testKilled(t *testing.T, at string, times int) {
	s, err := openAt(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	told := map[string]bool{}
	for run := range times {
		for _, name := range runAndKill(t, at, strconv.Itoa(run)) {
			told[name] = true
		}
		if run%20 != 19 && run != times-1 {
			continue
		}
		wholeOrNot(t, s, told)
		f, err := files.Open(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		a := app.New(app.Config{Store: s, Files: f, Reconcile: reconcile.Review, Now: time.Now})
		if r, err := a.Verify(t.Context(), operator); err != nil || len(r.Problems) > 0 {
			t.Fatalf("after %d kills: %+v, %v", run+1, r.Problems, err)
		}
	}
	t.Logf("killed %d times; %d acknowledged changes of six versions each, none lost", times, len(told))
	if len(told) < times {
		t.Errorf("only %d changes were acknowledged in %d runs: nothing was tried", len(told), times)
	}
}

// runAndKill starts the program, kills it at some moment, and gives what it had
// said until then.
func runAndKill(t *testing.T, at, run string) []string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), killed+"="+at+" "+run)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var said []string
	in := bufio.NewScanner(out)
	for in.Scan() {
		if said = append(said, in.Text()); len(said) == 1 {
			time.AfterFunc(time.Duration(rand.IntN(40_000))*time.Microsecond, func() { _ = cmd.Process.Kill() })
		}
	}
	if err := cmd.Wait(); err == nil || len(said) == 0 {
		t.Fatalf("it was not killed while it wrote: %v, %d", err, len(said))
	}
	return said
}

// wholeOrNot looks whether every change is there whole or not at all, and there
// where that was told.
func wholeOrNot(t *testing.T, s store.Store, told map[string]bool) {
	t.Helper()
	versions := map[string][]int{}
	if err := s.View(t.Context(), func(src find.Source) error {
		return src.Versions(t.Context(), 0, func(v heed.Version) error {
			name := strings.TrimSuffix(strings.TrimSuffix(string(v.ID), "-a"), "-b")
			versions[name] = append(versions[name], v.Number)
			return nil
		})
	}); err != nil {
		t.Fatal(err)
	}
	for name, numbers := range versions {
		if got := fmt.Sprint(numbers); got != "[1 1 1]" && got != "[1 1 1 2 2 2]" {
			t.Errorf("%s: a change is there in half: %s", name, got)
		}
	}
	for name := range told {
		if len(versions[name]) != 6 {
			t.Errorf("%s: told to be written, and %d versions are there", name, len(versions[name]))
		}
	}
}
