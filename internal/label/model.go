// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label

import (
	"bufio"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	_ "embed" // the model
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"sync"

	"github.com/heed-upr/heed"
)

// formatVersion is that of a model's file.
const formatVersion = 1

// magic begins every model's file; what follows it is the card, a line of JSON,
// and then the weights, packed.
const magic = "heed label model\n"

// Limits against hostile files.
const (
	mostCard     = 64 << 10
	mostPacked   = 16 << 20
	mostBody     = 64 << 20
	mostFeatures = 1 << 21
	mostEntries  = 1 << 24
)

// ErrModel says that a file is no model that this program can use.
var ErrModel = errors.New("no model that this version of Heed can use: make one with heed train")

// Card says where a model comes from. It stands readable at the beginning of
// its file. There is no text of the examples in a model: features are hashes.
type Card struct {
	Format   int      `json:"format"`
	Features int      `json:"features"`
	Date     string   `json:"date"`
	Examples int      `json:"examples"`
	HeldOut  []string `json:"held_out"`
	// Source is the SHA-256 of the file of examples.
	Source string `json:"source_sha256"`
	Plain  bool   `json:"plain,omitempty"`
	// Micro, Macro and Act are the figures of the cross-validation by States in
	// the training: micro and macro F1 of the issues, share of right categories.
	Micro  float64  `json:"cross_validated_micro_f1"`
	Macro  float64  `json:"cross_validated_macro_f1"`
	Act    float64  `json:"cross_validated_act"`
	Issues []string `json:"issues"`
	// Sum is the SHA-256 of what follows the card.
	Sum string `json:"sha256"`
}

// Model proposes labels for a text, from what it was trained on.
type Model struct {
	card        Card
	issues      *weighted
	acts        *weighted
	calibration []sigmoid // by issue
	thresholds  []float64 // by issue: the probability from which on it is given
	mixing      softmax   // of the acts' scores
	example     float64   // how often the rule of the specific example is right against the weights
}

// actions are the categories in the order of the model's labels.
var actions = []heed.ActionCategory{heed.ActMinimal, heed.ActContinuing, heed.ActConsidering, heed.ActGeneral, heed.ActSpecific}

// general is the place of ActGeneral in actions; ActSpecific follows.
const general = 3

// Card says where the model comes from.
func (m *Model) Card() Card { return m.card }

//go:embed upr-info.model
var shipped []byte

// Shipped gives the model that is part of the program, trained on all of
// UPR Info's rows. It is read at first use.
var Shipped = sync.OnceValue(func() *Model {
	m, err := ReadModel(bytes.NewReader(shipped))
	if err != nil {
		// It is part of the program and its tests read it: this cannot happen to
		// anybody who runs a tested build.
		panic(err)
	}
	return m
})

// Write writes the model. The same model gives the same bytes.
func (m *Model) Write(w io.Writer) error {
	var body bytes.Buffer
	packed, err := flate.NewWriter(&body, flate.BestCompression)
	if err != nil {
		return err
	}
	out := &packer{w: bufio.NewWriter(packed)}
	for l, c := range m.calibration {
		out.float64s(c.a, c.b, m.thresholds[l])
	}
	for _, row := range m.mixing {
		out.float64s(row...)
	}
	out.float64s(m.example)
	out.half(m.issues)
	out.half(m.acts)
	if err := errors.Join(out.err, out.w.Flush(), packed.Close()); err != nil {
		return fmt.Errorf("label: write model: %w", err)
	}
	card, sum := m.card, sha256.Sum256(body.Bytes())
	card.Sum = hex.EncodeToString(sum[:])
	head, err := json.Marshal(card)
	if err != nil {
		return fmt.Errorf("label: write model: %w", err)
	}
	for _, part := range [][]byte{[]byte(magic), head, []byte("\n"), body.Bytes()} {
		if _, err := w.Write(part); err != nil {
			return fmt.Errorf("label: write model: %w", err)
		}
	}
	return nil
}

// packer writes the parts of a model; the first error stays.
type packer struct {
	w   *bufio.Writer
	err error
}

func (p *packer) write(b ...byte) {
	if _, err := p.w.Write(b); err != nil && p.err == nil {
		p.err = err
	}
}

func (p *packer) number(n int) { p.write(binary.AppendUvarint(nil, uint64(n))...) }

func (p *packer) float64s(x ...float64) {
	for _, f := range x {
		p.write(binary.LittleEndian.AppendUint64(nil, math.Float64bits(f))...)
	}
}

// half writes one half of the model. Like stands beside like, which packs best.
func (p *packer) half(m *weighted) {
	p.number(len(m.keys))
	p.number(len(m.label))
	for l := range m.scale {
		p.float64s(float64(m.scale[l]), float64(m.bias[l]))
	}
	last := uint32(0)
	for _, k := range m.keys {
		p.number(int(k - last))
		last = k
	}
	p.write(m.value...)
	for i := range m.keys {
		p.number(int(m.starts[i+1] - m.starts[i]))
	}
	for i := range m.keys {
		last := 0
		for _, l := range m.label[m.starts[i]:m.starts[i+1]] {
			p.write(l - byte(last))
			last = int(l)
		}
	}
	for _, q := range m.weight {
		p.write(byte(q))
	}
}

// ReadModel reads a model. What is no model, is damaged, or was made for other
// features gives an error that wraps ErrModel.
func ReadModel(r io.Reader) (*Model, error) {
	in := bufio.NewReader(r)
	begin := make([]byte, len(magic))
	if _, err := io.ReadFull(in, begin); err != nil || string(begin) != magic {
		return nil, fmt.Errorf("label: read model: it does not begin as one: %w", ErrModel)
	}
	m := &Model{}
	if err := m.readCard(in); err != nil {
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(in, mostPacked+1))
	if err != nil {
		return nil, fmt.Errorf("label: read model: %w", err)
	}
	if sum := sha256.Sum256(body); hex.EncodeToString(sum[:]) != m.card.Sum || len(body) > mostPacked {
		return nil, fmt.Errorf("label: read model: it is damaged: %w", ErrModel)
	}
	if err := m.readBody(body); err != nil {
		return nil, fmt.Errorf("label: read model: %w: %w", err, ErrModel)
	}
	return m, nil
}

// readCard reads the line of JSON.
func (m *Model) readCard(in *bufio.Reader) error {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		line = append(line, part...)
		if err == nil {
			break
		}
		if !errors.Is(err, bufio.ErrBufferFull) || len(line) > mostCard {
			return fmt.Errorf("label: read model: its card does not end: %w", ErrModel)
		}
	}
	if err := json.Unmarshal(line, &m.card); err != nil {
		return fmt.Errorf("label: read model: %w: %w", err, ErrModel)
	}
	if m.card.Format != formatVersion || m.card.Features != featureVersion {
		return fmt.Errorf("label: read model: format %d with features %d, not %d with %d: %w", m.card.Format, m.card.Features, formatVersion, featureVersion, ErrModel)
	}
	if n := len(m.card.Issues); n == 0 || n > mostIssues {
		return fmt.Errorf("label: read model: %d issues: %w", n, ErrModel)
	}
	for _, name := range m.card.Issues {
		if strings.TrimSpace(name) == "" {
			return fmt.Errorf("label: read model: an issue without a name: %w", ErrModel)
		}
	}
	return nil
}

// errBody says that the weights are not as they are written.
var errBody = errors.New("its weights are not as they are written")

func (m *Model) readBody(body []byte) error {
	all, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(body)), mostBody+1))
	if err != nil || len(all) > mostBody {
		return errBody
	}
	in := &unpacker{rest: all}
	n := len(m.card.Issues)
	m.calibration, m.thresholds = make([]sigmoid, n), make([]float64, n)
	for l := range n {
		m.calibration[l] = sigmoid{in.float(), in.float()}
		m.thresholds[l] = in.float()
	}
	m.mixing = make(softmax, len(actions))
	for l := range m.mixing {
		m.mixing[l] = make([]float64, len(actions)+1)
		for k := range m.mixing[l] {
			m.mixing[l][k] = in.float()
		}
	}
	m.example = in.float()
	if in.bad || m.example < 0 || m.example > 1 {
		return errBody
	}
	m.issues = in.half(n)
	m.acts = in.half(len(actions))
	if in.bad || len(in.rest) > 0 {
		return errBody
	}
	return nil
}

// unpacker reads the parts of a model. After the first fault it is bad, and
// gives nothing.
type unpacker struct {
	rest []byte
	bad  bool
}

func (u *unpacker) number(most int) int {
	if len(u.rest) > 0 && u.rest[0] < 0x80 && int(u.rest[0]) <= most { // nearly all of them
		n := int(u.rest[0])
		u.rest = u.rest[1:]
		return n
	}
	n, size := binary.Uvarint(u.rest)
	if size <= 0 || n > uint64(most) {
		u.bad, u.rest = true, nil
		return 0
	}
	u.rest = u.rest[size:]
	return int(n)
}

func (u *unpacker) float() float64 {
	b := u.bytes(8)
	if u.bad {
		return 0
	}
	f := math.Float64frombits(binary.LittleEndian.Uint64(b))
	if math.IsNaN(f) || math.Abs(f) > 1e6 {
		u.bad, u.rest = true, nil
		return 0
	}
	return f
}

// bytes gives the next n bytes.
func (u *unpacker) bytes(n int) []byte {
	if n > len(u.rest) {
		u.bad, u.rest = true, nil
		return nil
	}
	out := u.rest[:n]
	u.rest = u.rest[n:]
	return out
}

func (u *unpacker) half(labels int) *weighted {
	features, entries := u.number(mostFeatures), u.number(mostEntries)
	m := &weighted{scale: make([]float32, labels), bias: make([]float32, labels)}
	for l := range labels {
		m.scale[l], m.bias[l] = float32(u.float()), float32(u.float())
	}
	if u.bad || features+entries > len(u.rest) { // each takes a byte at least
		u.bad = true
		return nil
	}
	m.keys, m.starts = make([]uint32, 0, features), append(make([]int32, 0, features+1), 0)
	last := 0
	for range features {
		last += u.number(1 << keyBits)
		if u.bad || last >= 1<<keyBits || len(m.keys) > 0 && uint32(last) == m.keys[len(m.keys)-1] {
			u.bad = true
			return nil
		}
		m.keys = append(m.keys, uint32(last))
	}
	m.value = u.bytes(features)
	for i := range features {
		m.starts = append(m.starts, m.starts[i]+int32(u.number(labels)))
		if u.bad {
			return nil
		}
	}
	if int(m.starts[features]) != entries {
		u.bad = true
		return nil
	}
	m.label = u.bytes(entries)
	weight := u.bytes(entries)
	if u.bad || !m.absolute(labels) {
		u.bad = true
		return nil
	}
	m.weight = make([]int8, entries)
	for i, q := range weight {
		m.weight[i] = int8(q)
	}
	m.index()
	return m
}

// absolute turns each feature's labels from differences into themselves, and
// reports whether they are labels that there are, each once.
func (m *weighted) absolute(labels int) bool {
	for i := range m.keys {
		last := 0
		own := m.label[m.starts[i]:m.starts[i+1]]
		for k, d := range own {
			if last += int(d); last >= labels || k > 0 && d == 0 {
				return false
			}
			own[k] = byte(last)
		}
	}
	return true
}
