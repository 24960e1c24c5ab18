// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package heed holds the nouns of the Universal Periodic Review (UPR) and the
// rules that belong to them: reviews, documents, recommendations, positions,
// places, corrections and the one type of error.
//
// It imports the standard library only (a test holds it to that), knows
// nothing of files, databases or screens, and does no work that can block.
// JSON names are those of the line format of "heed extract", so that one
// spelling serves the command line, the store and the portal's .json twins.
package heed
