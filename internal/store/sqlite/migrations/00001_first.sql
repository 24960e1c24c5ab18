-- +goose Up
CREATE TABLE documents (
    digest  TEXT PRIMARY KEY,
    arrival INTEGER NOT NULL,
    body    TEXT NOT NULL,
    layout  BLOB NOT NULL
) STRICT;
CREATE TABLE readings (
    digest TEXT NOT NULL REFERENCES documents (digest),
    seq    INTEGER NOT NULL,
    state  TEXT NOT NULL,
    cycle  INTEGER NOT NULL,
    facts  TEXT NOT NULL,
    PRIMARY KEY (digest, seq)
) STRICT;
CREATE INDEX readings_review ON readings (state, cycle);
CREATE TABLE reviews (
    state TEXT NOT NULL,
    cycle INTEGER NOT NULL,
    body  TEXT NOT NULL,
    PRIMARY KEY (state, cycle)
) STRICT;
CREATE TABLE recommendations (
    state    TEXT NOT NULL,
    cycle    INTEGER NOT NULL,
    seq      INTEGER NOT NULL,
    ref      TEXT NOT NULL,
    position TEXT NOT NULL,
    body     TEXT NOT NULL,
    PRIMARY KEY (state, cycle, seq)
) STRICT;
CREATE INDEX recommendations_ref ON recommendations (state, cycle, ref);
CREATE TABLE corrections (
    entry INTEGER PRIMARY KEY,
    state TEXT NOT NULL,
    cycle INTEGER NOT NULL,
    ref   TEXT NOT NULL,
    body  TEXT NOT NULL
) STRICT;
CREATE INDEX corrections_review ON corrections (state, cycle);
CREATE TABLE log_entries (
    position   INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL,
    at         TEXT NOT NULL,
    role       TEXT NOT NULL,
    commitment BLOB NOT NULL,
    tombstone  TEXT NOT NULL
) STRICT;
CREATE TABLE log_contents (
    position INTEGER PRIMARY KEY REFERENCES log_entries (position),
    nonce    BLOB NOT NULL,
    content  BLOB NOT NULL
) STRICT;
CREATE TABLE log_hashes (
    idx  INTEGER PRIMARY KEY,
    hash BLOB NOT NULL
) STRICT;

-- +goose Down
DROP TABLE log_hashes;
DROP TABLE log_contents;
DROP TABLE log_entries;
DROP TABLE corrections;
DROP TABLE recommendations;
DROP TABLE reviews;
DROP TABLE readings;
DROP TABLE documents;
