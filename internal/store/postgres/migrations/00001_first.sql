-- +goose Up
CREATE TABLE documents (
    digest  TEXT COLLATE "C" PRIMARY KEY,
    arrival BIGINT NOT NULL,
    body    TEXT COLLATE "C" NOT NULL,
    layout  BYTEA NOT NULL
);
CREATE TABLE readings (
    digest TEXT COLLATE "C" NOT NULL REFERENCES documents (digest),
    seq    BIGINT NOT NULL,
    state  TEXT COLLATE "C" NOT NULL,
    cycle  BIGINT NOT NULL,
    facts  TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (digest, seq)
);
CREATE INDEX readings_review ON readings (state, cycle);
CREATE TABLE reviews (
    state TEXT COLLATE "C" NOT NULL,
    cycle BIGINT NOT NULL,
    body  TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (state, cycle)
);
CREATE TABLE recommendations (
    state    TEXT COLLATE "C" NOT NULL,
    cycle    BIGINT NOT NULL,
    seq      BIGINT NOT NULL,
    ref      TEXT COLLATE "C" NOT NULL,
    position TEXT COLLATE "C" NOT NULL,
    body     TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (state, cycle, seq)
);
CREATE INDEX recommendations_ref ON recommendations (state, cycle, ref);
CREATE TABLE corrections (
    entry BIGINT PRIMARY KEY,
    state TEXT COLLATE "C" NOT NULL,
    cycle BIGINT NOT NULL,
    ref   TEXT COLLATE "C" NOT NULL,
    body  TEXT COLLATE "C" NOT NULL
);
CREATE INDEX corrections_review ON corrections (state, cycle);
CREATE TABLE log_entries (
    position   BIGINT PRIMARY KEY,
    kind       TEXT COLLATE "C" NOT NULL,
    at         TEXT COLLATE "C" NOT NULL,
    role       TEXT COLLATE "C" NOT NULL,
    commitment BYTEA NOT NULL,
    tombstone  TEXT COLLATE "C" NOT NULL
);
CREATE TABLE log_contents (
    position BIGINT PRIMARY KEY REFERENCES log_entries (position),
    nonce    BYTEA NOT NULL,
    content  BYTEA NOT NULL
);
CREATE TABLE log_hashes (
    idx  BIGINT PRIMARY KEY,
    hash BYTEA NOT NULL
);

-- +goose Down
DROP TABLE log_hashes;
DROP TABLE log_contents;
DROP TABLE log_entries;
DROP TABLE corrections;
DROP TABLE recommendations;
DROP TABLE reviews;
DROP TABLE readings;
DROP TABLE documents;
