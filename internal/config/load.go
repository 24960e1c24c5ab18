// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package config

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/heed-upr/heed"
)

// Origin is where a value comes from.
type Origin string

// The origins, in the order in which they are asked. A flag is known to the
// command line only.
const (
	FromFlag    Origin = "flag"
	FromEnv     Origin = "environment"
	FromFile    Origin = "file"
	FromDefault Origin = "default"
)

// Settings are the values that the environment and the configuration file
// give. They do not change once loaded.
type Settings struct {
	values map[string]setting
}

type setting struct {
	value  string
	origin Origin
}

// Load collects the settings. The file is the one named, or else the one that
// HEED_CONFIG names, or none. Unknown keys, values of the wrong form and files
// that cannot be read are errors of heed.CodeInvalid that name the place.
func Load(file string, lookupEnv func(string) (string, bool)) (*Settings, error) {
	s := &Settings{values: map[string]setting{}}
	if file == "" {
		o, _ := Find(FileOption)
		file, _ = lookupEnv(o.Env())
	}
	if file != "" {
		if err := s.loadFile(file); err != nil {
			return nil, err
		}
	}
	if err := s.loadEnv(lookupEnv); err != nil {
		return nil, err
	}
	return s, nil
}

// Value gives the value of an option and where it comes from. The origin is
// FromDefault, and given false, where neither environment nor file names it.
func (s *Settings) Value(name string) (value string, origin Origin, given bool) {
	if v, ok := s.values[name]; ok {
		return v.value, v.origin, true
	}
	o, _ := Find(name)
	return o.Default, FromDefault, false
}

func (s *Settings) loadFile(path string) error {
	var keys map[string]any
	data, err := os.ReadFile(path)
	if err != nil {
		return invalid("error.config_file", err, "Path", path)
	}
	if err := toml.Unmarshal(data, &keys); err != nil {
		return invalid("error.config_syntax", err, "Path", path)
	}
	for _, name := range slices.Sorted(maps.Keys(keys)) {
		o, ok := Find(name)
		if !ok || name == FileOption {
			return invalid("error.config_key", nil, "Key", name, "Path", path, "Near", nearest(name))
		}
		value, err := written(keys[name])
		if err == nil {
			err = o.Check(value)
		}
		if err != nil {
			return invalid("error.config_value", err, "Key", name, "Path", path)
		}
		s.values[name] = setting{value, FromFile}
	}
	return nil
}

// written gives a value of the file as a flag would have it.
func written(v any) (string, error) {
	switch v := v.(type) {
	case string:
		return v, nil
	case int64, bool:
		return fmt.Sprint(v), nil
	}
	return "", errors.New("it must be text or a whole number")
}

func (s *Settings) loadEnv(lookup func(string) (string, bool)) error {
	for _, o := range options {
		value, given := lookup(o.Env())
		if o.Secret {
			fromFile, ok, err := secret(o, lookup, given)
			if err != nil {
				return err
			}
			if ok {
				value, given = fromFile, true
			}
		}
		// A variable that is set to nothing is not given, as in a service's
		// configuration with its lines left blank.
		if !given || value == "" {
			continue
		}
		if err := o.Check(value); err != nil {
			return invalid("error.config_value", err, "Key", o.Env())
		}
		s.values[o.Name] = setting{value, FromEnv}
	}
	return nil
}

// secret reads the file that the variable with _FILE behind its name names.
func secret(o Option, lookup func(string) (string, bool), alsoGiven bool) (string, bool, error) {
	variable := o.Env() + "_FILE"
	path, ok := lookup(variable)
	if !ok || path == "" {
		return "", false, nil
	}
	if alsoGiven {
		return "", false, invalid("error.config_twice", nil, "Key", o.Env(), "Other", variable)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		// The path may say where secrets are kept; the variable is enough.
		var p *fs.PathError
		if errors.As(err, &p) {
			err = p.Err
		}
		return "", false, invalid("error.config_secret", err, "Key", variable)
	}
	return strings.TrimRight(string(data), "\r\n"), true, nil
}

// nearest gives the option that a mistyped key most resembles, or "".
func nearest(key string) string {
	key = strings.ToLower(strings.ReplaceAll(key, "_", "-"))
	for _, o := range options {
		if o.Name != FileOption && (o.Name == key || strings.HasPrefix(o.Name, key) || strings.HasPrefix(key, o.Name)) {
			return o.Name
		}
	}
	return ""
}

func invalid(key string, err error, args ...string) *heed.Error {
	return &heed.Error{Code: heed.CodeInvalid, Op: "config.Load", Key: key, Args: args, Err: err}
}
