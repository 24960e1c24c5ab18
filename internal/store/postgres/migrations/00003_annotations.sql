-- Passages of UN documents as OHCHR's index has them. A passage that comes in
-- anew in another form gets a new number and leaves the old one among those
-- that are gone, so that whoever has seen all numbers up to one has only to
-- look at what came behind it.

-- +goose Up
CREATE TABLE annotations (
    seq      BIGINT PRIMARY KEY,
    id       TEXT COLLATE "C" NOT NULL,
    revision BYTEA NOT NULL,
    body     TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX annotations_id ON annotations (id);
CREATE TABLE annotations_gone (
    seq BIGINT PRIMARY KEY
);
CREATE TABLE annotation_imports (
    entry BIGINT PRIMARY KEY,
    body  TEXT COLLATE "C" NOT NULL
);

-- +goose Down
DROP TABLE annotation_imports;
DROP TABLE annotations_gone;
DROP TABLE annotations;
